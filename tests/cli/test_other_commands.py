from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aims_gate import __version__
from aims_gate.plugins import load_offer

from .conftest import PROGRAM, Gate

KIT = load_offer(installed=False).kit
PAGES = Path(__file__).resolve().parents[2] / "docs" / "reference"
FIRST = {
    "incomplete-model-card",
    "invalid-manifest",
    "missing-datasheet",
    "missing-human-oversight",
    "missing-model-card",
    "undeclared-ai",
    "unlinked-impact-assessment",
    "unpinned-third-party-model",
}


def test_the_version_is_told_without_importing_anything(gate: Gate) -> None:
    assert gate("--version").out == f"aims-gate {__version__}\n"
    code = (
        "import sys; sys.argv = ['aims-gate', '--version']; from aims_gate.cli import main; main();"
        "print(sorted({'click', 'pluggy', 'pydantic', 'yaml', 'git'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "[]"


def test_help_loads_no_plugin_and_names_every_command(gate: Gate) -> None:
    out = gate("--help").out
    for command in ("check", "inventory", "init", "explain", "list", "schema"):
        assert f"  {command} " in out
    code = (
        "import sys; sys.argv = ['aims-gate', '--help']\n"
        "from aims_gate.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('pluggy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_an_unknown_command_is_exit_2(gate: Gate) -> None:
    assert gate("chekc").status == 2


def test_list_checks_is_the_contract(gate: Gate) -> None:
    rows = gate("list", "checks", "--format=json").json
    own = [row for row in rows if row["plugin"] is None]
    assert {row["id"] for row in own} >= FIRST
    for row in rows:
        assert set(row) == {
            *("id", "title", "controls", "clauses", "evidences", "profile", "severity", "roles"),
            *("tiers", "reach", "since", "plugin"),
        }
    card = next(row for row in rows if row["id"] == "missing-model-card")
    assert card["severity"] == {"minimal": "warning", "limited": "error", "high": "error"}
    assert card["roles"] == ["producer", "provider"]


def test_list_checks_agrees_with_the_code_and_with_the_pages(gate: Gate) -> None:
    rows = {row["id"]: row for row in gate("list", "checks", "--format=json").json}
    for check in KIT.checks:
        row = rows[check.id]
        assert row["title"] == check.title
        page = (PAGES / "checks" / f"{check.id}.md").read_text("utf-8")
        assert f"# {check.id}: {check.title}\n" in page
        assert f"| roles | {', '.join(row['roles'])} |" in page
        assert f"| risk tiers | {', '.join(row['tiers'])} |" in page
        assert f"| profile | {row['profile']} and larger |" in page
        linked = set(re.findall(r"^- \[([\w.]+)\]\(\.\./controls/\1\.md\)", page, re.MULTILINE))
        assert linked == {*row["controls"], *row["clauses"]}
        evidenced = set(re.findall(r"^- \[([\w.]+)\].*conforming is evidence", page, re.MULTILINE))
        assert evidenced == set(row["evidences"])


def test_list_controls_says_how_far_each_is_known(gate: Gate) -> None:
    rows = {row["id"]: row for row in gate("list", "controls", "--format=json").json}
    assert len(rows) == 38 + 32
    own = {check.id for check in KIT.checks}
    for id_, row in rows.items():
        page = (PAGES / "controls" / f"{id_}.md").read_text("utf-8")
        assert f"| reach | {row['reach']}: " in page
        assert (row["beyond"] is not None) == (row["reach"] == "beyond")
        assert bool(row["evidenced_by"]) == (row["reach"] != "beyond")
        linked = re.findall(r"^- \[([\w-]+)\]\(\.\./checks/", page, re.MULTILINE)
        assert linked == [name for name in row["checks"] if name in own]
    assert "incomplete-model-card" in rows["A.6.2.7"]["evidenced_by"]
    assert rows["7.5.3"]["reach"] == "beyond"


def test_list_narrows_by_control_and_profile(gate: Gate) -> None:
    rows = gate("list", "checks", "--control=A.7.2", "--profile=starter", "--format=json").json
    assert [row["id"] for row in rows if row["plugin"] is None] == ["missing-datasheet"]
    assert gate("list", "checks", "--control=A.99").status == 2
    assert gate("list", "formats", "--control=A.7.2").status == 2


@pytest.mark.parametrize("what", ["checks", "controls", "formats", "plugins"])
def test_list_prints_a_table(gate: Gate, what: str) -> None:
    done = gate("list", what)
    assert done.status == 0
    rows = gate("list", what, "--format=json").json
    assert len(done.out.splitlines()) == len(rows)


@pytest.mark.parametrize("name", sorted(FIRST))
def test_explain_a_check(gate: Gate, name: str) -> None:
    out = gate("explain", name).out
    for part in (name, "Why it matters", "How to conform", "Facts", "Counts for"):
        assert part in out


def test_explain_a_control_and_a_clause(gate: Gate) -> None:
    out = gate("explain", "A.6.2.7").out
    assert "missing-model-card" in out
    assert "incomplete-model-card: Model card is complete (conforming is evidence)" in out
    assert "6.1.4" in gate("explain", "6.1.4").out
    near = gate("explain", "missing-model-crd")
    assert near.status == 2
    assert "did you mean 'missing-model-card'" in near.err


def test_checks_refer_to_what_the_catalogue_has() -> None:
    for check in KIT.checks:
        for id_ in (*check.controls, *check.clauses, *check.evidences):
            assert id_ in KIT.catalogue, (check.id, id_)
        assert set(check.evidences) <= {*check.controls, *check.clauses}, check.id


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(gate: Gate, shell: str) -> None:
    assert "aims-gate" in gate(_AIMS_GATE_COMPLETE=f"{shell}_source").out
    words = {"COMP_WORDS": "aims-gate explain missing-m", "COMP_CWORD": "2"}
    done = gate(**words, _AIMS_GATE_COMPLETE="bash_complete")
    assert "missing-model-card" in done.out


def test_a_closed_pipe_is_no_failure_of_ours() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{PROGRAM} list controls --format json | head -c 1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout + "]") == []
