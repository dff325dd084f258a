"""Nothing of the repository under judgement is run: no plugin, no module, no program of git."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import guarded
from .guarded import append, link, move, write
from .judging import AS_OF, FORMATS, PROGRAM, judge, read_by_consumers, tree_of
from .table import OFFENCES

TRAP = """\
import pathlib
pathlib.Path({trace!r}).write_text("ran")
"""

ENTRY_POINTS = "[aims_gate]\nevil = evil\n"

PROJECT = """\
[project]
name = "evil"
version = "1"
[project.entry-points.aims_gate]
evil = "evil"
[tool.pytest.ini_options]
addopts = "-p evil"
"""


@dataclass(frozen=True)
class Trap:
    """Files of the tree, and settings of the clone, that want to be run. TRACE is what they do."""

    name: str
    files: Mapping[str, str]
    settings: Mapping[str, str] | None = None


def traps() -> Iterator[Trap]:
    """Everything by which a tool has been made to run what it only had to read."""
    for path in (
        *("conftest.py", "sitecustomize.py", "usercustomize.py", "setup.py", "noxfile.py"),
        *("click.py", "yaml.py", "git.py", "pydantic.py", "requests.py", "typing_extensions.py"),
        *("aims_gate/__init__.py", "aims_gate/__main__.py", "aims_gate/plugins.py"),
        *("governance/__init__.py", "checks.py", "src/loan/__init__.py", "tests/conftest.py"),
        *(".pth", "evil.pth", ".pdbrc", ".pythonrc.py", "_virtualenv.py"),
    ):
        yield Trap(path, {path: TRAP})
    yield Trap(
        "a plugin in the tree",
        {
            "evil.py": TRAP,
            "pyproject.toml": PROJECT,
            "setup.cfg": "[options.entry_points]\naims_gate =\n    evil = evil\n",
            "evil-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1\n",
            "evil-1.dist-info/entry_points.txt": ENTRY_POINTS,
            "evil.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: evil\nVersion: 1\n",
            "evil.egg-info/entry_points.txt": ENTRY_POINTS,
        },
    )
    yield Trap(
        "a plugin that the policy asks for",
        {"evil.py": TRAP, "aims-gate.yaml": "plugins: [evil]\n"},
    )
    yield Trap(
        "an expression that is code",
        {
            "aims-gate.yaml": "custom:\n  - id: bank-x\n    title: X\n    for: system\n    expect: "
            '\'__import__("pathlib").Path(TRACE).write_text("ran")\'\n'
        },
    )
    yield Trap(
        "tags that construct",
        {"governance/x.yaml": "kind: !!python/object/apply:os.system [TRACE]\n"},
    )
    yield Trap("a pickle", {"models/evil.pkl": "cos\nsystem\n(S'TRACE'\ntR."})
    yield Trap("a notebook of magics", {"run.ipynb": '{"cells": [{"source": ["!TRACE"]}]}'})
    yield Trap(
        "a template", {"governance/t.md": "---\nkind: ai-policy\n---\n{{ TRACE }}\n<%TRACE%>"}
    )


def programs() -> Iterator[Trap]:
    """Programs that the clone's own configuration of git names."""
    named = (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass"),
        *("diff.external", "diff.evil.textconv", "diff.evil.command", "merge.evil.driver"),
        *("filter.evil.clean", "filter.evil.smudge", "gpg.program", "credential.helper"),
        *("uploadpack.packObjectsHook", "core.alternateRefsCommand", "sequence.editor"),
        *("alias.log", "alias.cat-file", "alias.ls-files", "alias.rev-parse"),
    )
    attributes = {".gitattributes": "* filter=evil diff=evil merge=evil\n"}
    yield Trap("programs of the configuration", attributes, dict.fromkeys(named, "TRACE"))
    yield Trap("a filter that stays", attributes, {"filter.evil.process": "TRACE"})
    yield Trap("core.fsmonitor", {}, {"core.fsmonitor": "TRACE"})
    yield Trap("core.hooksPath", {}, {"core.hooksPath": "hooks"})
    yield Trap("core.worktree", {}, {"core.worktree": "/"})
    yield Trap("include.path", {"c": "[core]\nfsmonitor = TRACE\n"}, {"include.path": "../c"})


TRAPS = tuple(traps())
SHADOWS = tuple(trap for trap in TRAPS if trap.files.get(trap.name) is TRAP)
CONTENTS = tuple(trap for trap in TRAPS if trap not in SHADOWS)
PROGRAMS = tuple(programs())


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a trace when it runs."""
    trace = tmp_path / "trace"
    file = tmp_path / "program"
    file.write_text(f"#!/bin/sh\necho ran >> '{trace}'\nexec cat\n")
    file.chmod(0o755)
    return file


def lay(top: Path, trap: Trap, program: Path) -> None:
    """Lay a trap: its files in a commit, its settings in the clone."""
    trace = top.parent / "trace"
    for path, text in trap.files.items():
        code = text.format(trace=str(trace)) if text is TRAP else text
        write(path, code.replace("TRACE", str(program)))(top)
    guarded.commit(top)
    for key, value in (trap.settings or {}).items():
        guarded.git(top, "config", key, value.replace("TRACE", str(program)))
    hooks = top / ".git" / "hooks"
    for name in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-commit"):
        (hooks / name).unlink(missing_ok=True)
        shutil.copy2(program, hooks / name)


def run(top: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program within the clone, as a job of CI does."""
    return subprocess.run(
        [*map(str, command)], cwd=top, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_traps_would_leave_a_trace(clone: Path, program: Path) -> None:
    (shadow,) = [trap for trap in SHADOWS if trap.name == "click.py"]
    lay(clone, shadow, program)
    run(clone, sys.executable, "-c", "import click")
    assert (clone.parent / "trace").exists()


def test_the_programs_would_leave_a_trace(clone: Path, program: Path) -> None:
    (named,) = [trap for trap in PROGRAMS if trap.name == "core.fsmonitor"]
    lay(clone, named, program)
    run(clone, "git", "status")
    assert (clone.parent / "trace").exists()


def test_no_module_of_the_tree_is_imported(clone: Path, program: Path) -> None:
    """All at once: one run of each way to start the gate."""
    for trap in SHADOWS:
        lay(clone, trap, program)
    (clone.parent / "trace").unlink(missing_ok=True)
    options = ("check", ".", "--as-of", AS_OF, "--policy-ref", "main")
    shadowed = clone / "aims_gate"
    for command in (
        (PROGRAM, *options),
        (sys.executable, "-I", "-m", "aims_gate", *options),
    ):
        assert run(clone, *command).returncode in (0, 1), command
    # Without -I python itself puts the folder first, and nobody can help what has our own name.
    shutil.rmtree(shadowed)
    done = run(clone, sys.executable, "-m", "aims_gate", *options)
    assert done.returncode in (0, 1), done.stderr
    assert not (clone.parent / "trace").exists()


@pytest.mark.parametrize("trap", CONTENTS, ids=lambda each: each.name)
def test_no_content_is_run(clone: Path, program: Path, trap: Trap) -> None:
    lay(clone, trap, program)
    (clone.parent / "trace").unlink(missing_ok=True)
    for options in (("--policy-ref", "main"), ("--no-policy-ref",)):
        judged = judge(clone, *options)
        read_by_consumers(judged)
        assert not (clone.parent / "trace").exists()


@pytest.mark.parametrize("trap", PROGRAMS, ids=lambda each: each.name)
def test_no_program_of_git_is_run(clone: Path, program: Path, trap: Trap) -> None:
    lay(clone, trap, program)
    append("README.md", "\nChanged.\n")(clone)
    (clone.parent / "trace").unlink(missing_ok=True)
    before = tree_of(clone.parent, without={"reports"})
    judged = judge(clone, "--policy-ref", "main", "--since", "main")
    read_by_consumers(judged)
    assert judged.status in (0, 1, 2)
    assert not (clone.parent / "trace").exists()
    assert tree_of(clone.parent, without={"reports"}) == before


def test_a_cache_that_the_tree_brings_is_not_believed(clone: Path) -> None:
    """Where a job keeps caches within the checkout, a change can commit one with facts of its own.

    One of the ways there is a link, so that the name of the folder does not show it.
    """
    for edit in OFFENCES["undeclared model"]:
        edit(clone)
    guarded.commit(clone)
    folder = {"XDG_CACHE_HOME": str(clone / ".cache")}
    options = ("--policy-ref", "main")
    assert judge(clone, *options, environment=folder).status == 1
    with closing(sqlite3.connect(clone / ".cache/aims-gate/facts-1.sqlite")) as facts, facts:
        facts.execute("UPDATE facts SET facts = '{}' WHERE facts LIKE '%openai%'")
    assert judge(clone, *options, environment=folder).status == 0
    guarded.commit(clone)
    assert judge(clone, *options, environment=folder).status == 1
    move(".cache", "kept")(clone)
    link(".cache", "kept")(clone)
    guarded.commit(clone)
    assert judge(clone, *options, environment=folder).status == 1


def test_reports_are_not_written_through_links_of_the_tree(clone: Path) -> None:
    outside = clone.parent / "outside"
    outside.mkdir()
    (clone / "out").symlink_to(outside)
    (clone / "file.json").symlink_to(outside / "file.json")
    formats = [f"--format={name}={clone / 'out' / name}" for name in FORMATS]
    done = run(clone, PROGRAM, "check", ".", *formats)
    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    run(clone, PROGRAM, "check", ".", f"--format=json={clone / 'file.json'}")
    assert not list(outside.iterdir())
