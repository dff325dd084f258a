"""What installed plugins add to a run, and that a broken one is named and never skipped."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from .conftest import Install, Run

HOOKS = """\
from __future__ import annotations
from dataclasses import dataclass
from aims_gate.hookspecs import hookimpl
from aims_gate.model import Evidence, Profile, SubjectKind, Subject, check, conforms

def documented(function):
    function.__doc__ = "Say so.\\n\\n## Why it matters\\nIt does.\\n\\n## How to conform\\nDo it."
    return function
"""
WORKING = (
    HOOKS
    + """
from aims_gate.repository import Snapshot

@dataclass(frozen=True, slots=True)
class Files(Evidence):
    number: int

def files(snapshot: Snapshot) -> Files:
    return Files(len(snapshot.files))

@check("Files are counted", controls=["A.4.3"], profile=Profile.STARTER)
@documented
def uncounted_files(files: Files):
    yield conforms(f"{files.number} files", at=None, about=Subject(SubjectKind.SYSTEM, "s"), key="")

@hookimpl
def aims_gate_checks():
    return [uncounted_files]

@hookimpl
def aims_gate_collectors():
    yield files
"""
)

BROKEN = {
    "a module that is not there": ("", "nowhere_at_all", "ModuleNotFoundError"),
    "a name that is not there": ("", "aims_gate_broken:nothing", "AttributeError"),
    "an import that fails": ("import no_such_library", "", "No module named 'no_such_library'"),
    "no Python": ("def (:", "", "SyntaxError"),
    "an error at import": ("1 / 0", "", "ZeroDivisionError"),
    "an end of the process at import": ("raise SystemExit(0)", "", "SystemExit: 0"),
    "an unknown hook": (
        HOOKS + "@hookimpl\ndef aims_gate_chekcs(): return []",
        "",
        "unknown hook 'aims_gate_chekcs'",
    ),
    "a hook with parameters that it has not": (
        HOOKS + "@hookimpl\ndef aims_gate_checks(config): return []",
        "",
        "config",
    ),
    "a hook that fails": (
        HOOKS + "@hookimpl\ndef aims_gate_checks(): return [1 / 0]",
        "",
        "aims_gate_checks) does not load: ZeroDivisionError",
    ),
    "a hook that ends the process": (
        HOOKS + "@hookimpl\ndef aims_gate_reporters(): raise SystemExit(0)",
        "",
        "aims_gate_reporters) does not load: SystemExit: 0",
    ),
    "a hook that gives nothing": (
        HOOKS + "@hookimpl\ndef aims_gate_scanners(): pass",
        "",
        "aims_gate_scanners) does not load: TypeError",
    ),
    "a check that is none": (
        HOOKS + "@hookimpl\ndef aims_gate_checks(): return [print]",
        "",
        "aims_gate_checks) does not load: AttributeError",
    ),
    "a collector that provides no evidence": (
        HOOKS + "def c() -> int: return 1\n@hookimpl\ndef aims_gate_collectors(): return [c]",
        "",
        "aims_gate_collectors) does not load: TypeError",
    ),
    "a check that asks for no evidence": (
        HOOKS + "@check('x')\n@documented\ndef no_evidence(number: int): yield",
        "",
        "parameter 'number' must be annotated with a type of evidence",
    ),
    "a check without documentation": (
        HOOKS + "@check('x')\ndef no_docs(): yield",
        "",
        "the docstring of a check needs",
    ),
}


TAKEN = {
    "a check": (
        "from aims_gate.checks.documentation import missing_model_card\n"
        "@hookimpl\ndef aims_gate_checks(): return [missing_model_card]",
        "check missing-model-card",
    ),
    "evidence": (
        "from aims_gate.portfolio import Models\n"
        "def others() -> Models: return Models()\n"
        "@hookimpl\ndef aims_gate_collectors(): return [others]",
        "evidence aims_gate.portfolio.things:Models",
    ),
    "a format": (
        "from aims_gate.reporters import BUILT_IN\n"
        "@hookimpl\ndef aims_gate_reporters(): return BUILT_IN[:1]",
        "format console",
    ),
    "the catalogue": (
        "from aims_gate.catalogue import load_catalogue\n"
        "@hookimpl\ndef aims_gate_controls(): return load_catalogue()",
        "the catalogue of controls",
    ),
    "a scanner": (
        "from aims_gate.discovery import SCANNERS\n"
        "@hookimpl\ndef aims_gate_scanners(): return SCANNERS[:1]",
        "scanner ",
    ),
}


def rows(run: Run, what: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("list", what, "--format=json").stdout)
    return listed


def test_a_plugin_is_listed_and_judges(install: Install, run: Run, project: Path) -> None:
    install("aims-gate-counting", WORKING)
    assert {"name": "aims-gate-counting", "version": "1.5"} in rows(run, "plugins")
    (own,) = [row for row in rows(run, "checks") if row["plugin"] == "aims-gate-counting"]
    assert own["id"] == "uncounted-files"
    done = run("check", project, "--format=json")
    assert done.returncode == 0
    (result,) = [
        item for item in json.loads(done.stdout)["results"] if item["check"] == "uncounted-files"
    ]
    assert (result["plugin"], result["outcome"]) == ("aims-gate-counting", "conforms")
    assert result["findings"][0]["message"] == "1 files"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_named(install: Install, run: Run, project: Path, name: str) -> None:
    code, entry, said = BROKEN[name]
    install("aims-gate-broken", code, entry=entry)
    done = run("check", project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "plugin aims-gate-broken (" in done.stderr
    assert said in done.stderr
    assert "Update or uninstall it" in done.stderr


@pytest.mark.parametrize("arguments", [["list", "plugins"], ["explain", "missing-model-card"]])
def test_a_broken_plugin_stops_every_command_that_asks_plugins(
    install: Install, run: Run, arguments: list[str]
) -> None:
    install("aims-gate-broken", "1 / 0")
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "plugin aims-gate-broken (" in done.stderr


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_cannot_be_offered_again(
    install: Install, run: Run, project: Path, name: str
) -> None:
    code, said = TAKEN[name]
    install("aims-gate-double", HOOKS + code)
    done = run("check", project)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "is offered twice: by aims-gate and aims-gate-double" in done.stderr


def test_two_plugins_cannot_offer_the_same(install: Install, run: Run, project: Path) -> None:
    install("aims-gate-one", WORKING)
    install("aims-gate-two", WORKING)
    done = run("check", project)
    assert done.returncode == 2
    assert "uncounted-files is offered twice: by aims-gate-one and aims-gate-two" in done.stderr


def test_evidence_that_nobody_provides(install: Install, run: Run, project: Path) -> None:
    code = WORKING.replace("@hookimpl\ndef aims_gate_collectors", "def unoffered")
    install("aims-gate-counting", code)
    done = run("check", project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "check uncounted-files needs Files; nobody provides it" in done.stderr


@pytest.mark.parametrize(
    ("whole", "broken", "said"),
    [
        ("yield conforms", "1 / 0; yield conforms", "check uncounted-files crashed"),
        ("yield conforms", "exit(0); yield conforms", "check uncounted-files crashed: SystemExit"),
        ("return Files", "exit(0); return Files", "files crashed: SystemExit"),
        ("return Files", "1 / 0; return Files", "collector aims_gate_counting.files crashed"),
        ("return Files(len(snapshot.files))", "return 5", "gave no Files"),
    ],
)
def test_a_crash_in_a_plugin_is_named_and_the_rest_still_judged(
    install: Install, run: Run, project: Path, whole: str, broken: str, said: str
) -> None:
    assert whole in WORKING
    install("aims-gate-counting", WORKING.replace(whole, broken))
    done = run("check", project, "--format=json")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert said in " ".join(report["reasons"])
    outcomes = {result["check"]: result["outcome"] for result in report["results"]}
    assert outcomes.pop("uncounted-files") == "error"
    assert set(outcomes.values()) == {"not_applicable"}


@pytest.mark.parametrize("option", ["--version", "--help", "-h"])
def test_version_and_help_load_no_plugin(
    install: Install, run: Run, site: Path, option: str
) -> None:
    install("aims-gate-loud", "print('loaded')\nraise SystemExit(3)")
    done = run(option)
    assert (done.returncode, done.stderr) == (0, "")
    assert "loaded" not in done.stdout
    assert not (site / "__pycache__").exists()


@pytest.mark.parametrize("command", ["check", "list", "explain", "schema", "inventory"])
def test_the_help_of_a_command_loads_no_plugin(install: Install, run: Run, command: str) -> None:
    install("aims-gate-loud", "print('loaded')\nraise SystemExit(3)")
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "loaded" not in done.stdout


def test_a_distribution_that_is_shadowed_counts_once(
    install: Install, run: Run, site: Path, tmp_path: Path
) -> None:
    install("aims-gate-counting", WORKING)
    install("aims-gate-counting", "1 / 0", folder=tmp_path / "later")
    done = run("list", "plugins", path=os.pathsep.join([str(site), str(tmp_path / "later")]))
    assert done.returncode == 0
    assert done.stdout.count("aims-gate-counting") == 1


def test_nothing_of_the_repository_is_a_plugin(install: Install, run: Run, project: Path) -> None:
    install("aims-gate-planted", "raise SystemExit('planted code ran')", folder=project)
    done = run("check", project)
    assert done.returncode == 0
    assert "planted" not in done.stdout + done.stderr


@pytest.mark.parametrize("asked", ["aims-gate-counting", "AIMS_Gate.counting"])
def test_a_policy_is_content_with_what_is_installed(
    install: Install, run: Run, project: Path, asked: str
) -> None:
    install("aims-gate-counting", WORKING)
    (project / "aims-gate.yaml").write_text(f"plugins: [{asked}]\n")
    assert run("check", project).returncode == 0


def test_a_policy_demands_what_is_not_installed(install: Install, run: Run, project: Path) -> None:
    install("aims-gate-counting", WORKING)
    (project / "aims-gate.yaml").write_text("plugins: [aims-gate-counting, aims-gate-other]\n")
    done = run("check", project)
    assert done.returncode == 2
    assert "requires the plugin aims-gate-other, which is not installed" in done.stdout
    assert "aims-gate-counting, which" not in done.stdout
