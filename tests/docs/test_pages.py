from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import broken_links, orphaned, stale
from reference_pages import REFERENCE, reference_pages
from requirements_page import files_that_test, read_trace, requirements_page
from tables import ROOT

from aims_gate.plugins import load_offer

from ..test_architecture import LEVEL_OF

KIT = load_offer(installed=False).kit


def problems(folder: Path) -> list[str]:
    return list(broken_links(sorted(folder.glob("**/*.md")), folder))


def test_links_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# A\n\n[file](c.md) [heading](b.md#gone)\n\n[own](#gone)\n[out of code](x.md)\n", "utf-8"
    )
    (tmp_path / "b.md").write_text("# B\n", "utf-8")
    assert problems(tmp_path) == [
        "a.md:3: c.md does not exist",
        "a.md:3: b.md#gone has no such heading",
        "a.md:5: #gone has no such heading",
        "a.md:6: x.md does not exist",
    ]


def test_links_that_lead_somewhere(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.md").write_text(
        "# A page, *and* `code`\n\n[b](docs/b.md#what-it-is-a62) [web](https://example.org/x)\n"
        "[own](#a-page-and-code)\n\n```\n[in code](x.md)\n```\n",
        "utf-8",
    )
    (tmp_path / "docs" / "b.md").write_text("## What it is: A.6.2\n\n[a](../a.md)\n", "utf-8")
    assert problems(tmp_path) == []


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    file = ROOT / "docs" / "reference" / "checks.md"
    current = file.read_text("utf-8")
    assert list(stale({file: current})) == []
    (said,) = stale({file: current + "more\n"})
    assert said == "docs/reference/checks.md is out of date: run `make pages`"


@pytest.mark.parametrize(
    ("folder", "ids"),
    [
        ("checks", {check.id for check in KIT.checks}),
        ("controls", {entry.id for entry in KIT.catalogue.entries}),
    ],
)
def test_there_is_a_page_for_each_and_no_other(folder: str, ids: set[str]) -> None:
    assert {path.name.removesuffix(".md") for path in (REFERENCE / folder).iterdir()} == ids
    index = (REFERENCE / f"{folder}.md").read_text("utf-8")
    linked = re.findall(rf"\({folder}/([\w.-]+)\.md\)", index)
    assert set(linked) == ids


def test_pages_of_what_is_gone_are_named() -> None:
    pages = dict(reference_pages())
    assert list(orphaned(pages)) == []
    gone = REFERENCE / "checks" / "missing-model-card.md"
    pages.pop(gone)
    (said,) = orphaned(pages)
    assert said == (
        "docs/reference/checks/missing-model-card.md is about nothing there is: run `make pages`"
    )


def test_every_generated_page_is_up_to_date() -> None:
    """In a process of its own: click keeps the first form of a command's help for good."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "pages.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_requirements_name_tests_that_exist() -> None:
    trace = read_trace()
    named = {path for feature in trace.features.values() for path in feature.tests}
    checks = {check.id for check in KIT.checks}
    named |= {
        path
        for row in trace.requirements
        for name in row.checks
        if name in checks
        for path in files_that_test(name)
    }
    assert {path for path in named if not (ROOT / path).is_file()} == set()


def test_every_check_has_tests_besides_its_break() -> None:
    assert [check.id for check in KIT.checks if not files_that_test(check.id)] == []


def test_every_requirement_is_done_by_something_or_open() -> None:
    trace = read_trace()
    numbers = [*range(1, 106), *range(115, 121)]
    assert [row.id for row in trace.requirements] == [f"S{number:03}" for number in numbers]
    assert [row.id for row in trace.requirements if not (row.checks or row.features)] == []


def test_what_does_not_exist_is_open() -> None:
    with_one, without = (
        next(line for line in requirements_page(checks) if line.startswith("| S049 "))
        for checks in ({"incomplete-model-card"}, set[str]())
    )
    assert "[incomplete-model-card](checks/incomplete-model-card.md)" in with_one
    assert "*incomplete-technical-documentation*" in with_one
    assert "*incomplete-model-card*" in without
    assert ".py" not in without


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
    package = ROOT / "src" / "aims_gate"
    rooms = {path.name.removesuffix(".py") for path in package.iterdir() if path.name[0] != "_"}
    rooms.discard("py.typed")
    named = re.findall(r"^\| `(\w+)` \| ", text, re.MULTILINE)
    assert rooms == set(named)
    assert named == sorted(named, key=LEVEL_OF.__getitem__), "not from the ground up"
