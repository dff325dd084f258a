"""Every check fails for what it guards, there and nowhere else; the example itself is sound."""

from __future__ import annotations

import pytest

from aims_gate.plugins import load_offer

from .reading import Break, BreakError, read_breaks
from .trying import HERE, Bench, break_files, crashed, failing, shown

CHECKS = [check.id for check in load_offer(installed=False).kit.checks]
FILES = break_files()
NEEDS_MORE = {
    "stale-evidence": "tests/checks/test_freshness.py",
    "unprotected-branch": "tests/checks/test_branch.py",
    "unreviewed-material-change": "tests/checks/test_changes.py",
}
"""Checks that fail by what a platform or the history says, which no edit of a file brings about:
they are broken in the tests named, against a platform or a history of the tests' own."""


def readable() -> list[tuple[str, Break]]:
    """Each check with each of its breaks; what cannot be read fails in a test of its own."""
    found = []
    for check, file in FILES.items():
        try:
            found += [(check, each) for each in read_breaks(file)]
        except BreakError:
            continue
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.of_example(tmp_path_factory.mktemp("facts"))


def test_the_unbroken_example_gives_no_failure(bench: Bench) -> None:
    found = [shown(item.result.check.id, finding) for item, finding in failing(bench.unbroken)]
    assert [*crashed(bench.unbroken), *found] == []


def test_every_check_runs_on_the_unbroken_example(bench: Bench) -> None:
    ran = {item.result.check.id for item in bench.unbroken.results}
    assert set(CHECKS) - ran == set()


@pytest.mark.parametrize("check", sorted(set(CHECKS) - set(NEEDS_MORE)))
def test_every_check_has_a_break(check: str) -> None:
    assert check in FILES, f"write tests/breaks/{check}.yaml: what breaks what {check} guards?"


@pytest.mark.parametrize(("check", "file"), NEEDS_MORE.items())
def test_what_no_edit_can_break_is_broken_elsewhere(check: str, file: str) -> None:
    assert check in CHECKS
    assert check not in FILES, f"{check} has a break and needs no exemption"
    text = (HERE.parents[1] / file).read_text(encoding="utf-8")
    assert check in text
    assert "FindingKind.FAILURE" in text


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_of_a_check_and_can_be_read(name: str) -> None:
    assert name in CHECKS, f"there is no check {name}"
    read_breaks(FILES[name])


@pytest.mark.parametrize(
    ("check", "each"), [pytest.param(*pair, id=f"{pair[0]}: {pair[1].name}") for pair in readable()]
)
def test_a_break_fails_where_it_should_and_nowhere_else(
    bench: Bench, check: str, each: Break
) -> None:
    assert bench.problems_in(check, each) == []
