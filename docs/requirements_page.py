"""The page that traces requirements: row → checks or features → tests, with what is open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from tables import ROOT, table

SOURCE = ROOT / "docs" / "requirements.yaml"
_TESTS = ROOT / "tests"
_OF_CHECKS = ("checks", "comparison", "gate")
"""Where checks are tested; the last two have those that judge the gate and changes of it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something the gate does besides its checks; without tests it is still to come."""

    meaning: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row: what is asked for, and by which checks and features it is met."""

    id: str
    text: str
    checks: tuple[str, ...]
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All rows, and the features that they name."""

    features: Mapping[str, Feature]
    requirements: tuple[Requirement, ...]

    def open_parts(self, row: Requirement, checks: Collection[str]) -> Iterator[str]:
        """The checks and features of a row that do not exist yet; ``checks`` are those that do."""
        yield from (name for name in row.checks if name not in checks)
        yield from (name for name in row.features if not self.features[name].tests)


def read_trace() -> Trace:
    """The source of the page; raises ``KeyError`` for a feature that is not described."""
    data: dict[str, dict[str, Any]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    features = {
        name: Feature(each["is"], tuple(each["tests"])) for name, each in data["features"].items()
    }
    rows = tuple(
        Requirement(
            id_, each["text"], tuple(each.get("checks", ())), tuple(each.get("features", ()))
        )
        for id_, each in data["requirements"].items()
    )
    unknown = {name for row in rows for name in row.features} - features.keys()
    if unknown:
        raise KeyError(f"{SOURCE.name} describes no feature {', '.join(sorted(unknown))}")
    return Trace(features, rows)


def requirements_page(checks: Collection[str]) -> Iterator[str]:
    """The lines of the page; ``checks`` are the ids of those on offer."""
    trace = read_trace()
    rows = [(row, list(trace.open_parts(row, checks))) for row in trace.requirements]
    done = sum(not lacking for _, lacking in rows)
    yield "# Requirements"
    yield ""
    yield "What the gate was asked to do, and what does it. Besides the tests named, each check has"
    yield "a [break](../../CONTRIBUTING.md#add-a-check) that it must find. What does not exist yet"
    yield f"is *open*: {done} of {len(rows)} rows are covered, {len(rows) - done} are open in part"
    yield "or in whole."
    yield from ("", "## Rows", "")
    yield from table(
        ("row", "requirement", "done by", "open", "tests"),
        (_row(trace, row, lacking) for row, lacking in rows),
    )
    yield from ("", "## Features", "")
    yield from table(
        ("feature", "what it is", "tests"),
        (
            (name, feature.meaning, _files(feature.tests) or "*open*")
            for name, feature in trace.features.items()
        ),
    )


def _row(trace: Trace, row: Requirement, lacking: Collection[str]) -> tuple[str, ...]:
    checks = [name for name in row.checks if name not in lacking]
    features = [name for name in row.features if name not in lacking]
    tests = [test for name in checks for test in files_that_test(name)]
    tests += [test for name in features for test in trace.features[name].tests]
    return (
        row.id,
        row.text,
        ", ".join([*(f"[{name}](checks/{name}.md)" for name in checks), *features]) or "–",
        ", ".join(f"*{name}*" for name in lacking),
        _files(dict.fromkeys(tests)),
    )


def _files(paths: Iterable[str]) -> str:
    return ", ".join(f"[{path.rpartition('/')[2]}](../../{path})" for path in paths)


def files_that_test(check: str) -> list[str]:
    """The files of tests that name a check or its function, by path from the top.

    They are those among the tests of checks; of a check that judges the gate those of the gate.
    """
    name = re.compile(rf"\b{check.replace('-', '[-_]')}\b")
    found = [path for path, text in _tests().items() if name.search(text)]
    return [path for path in found if path.startswith("tests/checks/")] or found


@cache
def _tests() -> Mapping[str, str]:
    found = [path for room in _OF_CHECKS for path in sorted((_TESTS / room).glob("test_*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}
