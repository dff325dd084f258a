from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from aims_gate.model import Judgement, Location, Outcome, fails
from aims_gate.reporters import CsvReporter

from .building import CARD, RANKER, context, decided, judgement, result, rich


def rows(judged: Any) -> list[dict[str, str]]:
    text = CsvReporter().render(judged, context())
    assert text.count("\n") == text.count("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def of_one(message: str, path: str, *places: Location) -> Judgement:
    finding = fails(message, at=Location(path, 3), about=RANKER, key="card", places=places)
    return judgement(result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding)))


def only_row(message: str, path: str = "src/train.py") -> dict[str, str]:
    (row,) = rows(of_one(message, path, *(Location(f"p{n}.py") for n in range(30))))
    return row


def test_every_finding_has_a_row_and_so_has_a_result_without_any() -> None:
    judged = rich()
    wanted = sum(max(len(item.findings), 1) for item in judged.results)

    assert len(rows(judged)) == wanted == 11


def test_what_decides_comes_first() -> None:
    decides = [row["decides"] for row in rows(rich())]

    assert decides == sorted(decides, reverse=True)


def test_a_waived_finding_names_its_waiver() -> None:
    (row,) = [row for row in rows(rich()) if row["waiver"]]

    assert (row["check"], row["decides"]) == ("unpinned-third-party-model", "false")
    assert (row["waiver"], row["waiver_reason"], row["waiver_expires"]) == (
        "W-7",
        "the vendor pins",
        "2027-01-31",
    )


def test_a_crash_has_a_row_with_its_reason_and_no_advice() -> None:
    (row,) = [row for row in rows(rich()) if row["outcome"] == "error"]

    assert (row["message"], row["fix"]) == ("ZeroDivisionError: division by zero", "")


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"]
)
def test_no_cell_is_a_formula(start: str) -> None:
    row = only_row(start, start)

    for cell in row.values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))


def test_no_part_of_a_cell_is_a_formula_where_semicolons_separate_cells() -> None:
    judged = of_one('a;=1+1; @SUM(A1);"=2', "b;+1.py", Location("c.py"), Location("=1.py"))
    text = CsvReporter().render(judged, context())

    parts = [part for row in csv.reader(io.StringIO(text), delimiter=";") for part in row]
    assert [part[:4] for part in parts[2:]] == ["'=1+", "' @S", '\'""=', "'+1.", "' =1", " A.8"]


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    row = only_row('a "b", c\nd', "dir/a,b  c.py")

    assert row["message"] == 'a "b", c d'
    assert row["path"] == "dir/a,b  c.py"


def test_many_places_are_counted() -> None:
    assert only_row("x")["places"].endswith("p19.py:1; and 10 more places")
