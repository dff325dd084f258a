"""CSV: one row for each finding, for spreadsheets and for joining with other tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import FindingKind, Judgement, Location
from ..text.escaping import cell_text, one_line, shorten_at_word, visible
from .base import RenderContext
from .entries import Entry, most_urgent_first
from .wording import counted, fix, place

MAX_ROWS = 1_000_000
"""Spreadsheets hold 1,048,576."""
MAX_BYTES = 95_000_000
"""Spreadsheets in the web read files of up to 100 MB."""
MAX_CELL = 2_000
"""Spreadsheets hold 32,767 characters, and show far fewer."""

COLUMNS = (
    "check",
    "title",
    "subject_kind",
    "subject_id",
    "subject_name",
    "tier",
    "outcome",
    "kind",
    "severity",
    "decides",
    "existing",
    "waiver",
    "waiver_reason",
    "waiver_expires",
    "message",
    "fix",
    "path",
    "line",
    "column",
    "places",
    "controls",
    "clauses",
    "cause",
    "plugin",
    "fingerprint",
)

_PLACES = 20
_BOOLEAN = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class CsvReporter:
    """One row for each finding, the most urgent first; a result without any has one of its own."""

    name: str = "csv"
    description: str = "one row for each finding, for spreadsheets"
    suffix: str = ".csv"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render CSV as RFC 4180 has it: a header, quotes and line ends of two characters."""
        found = most_urgent_first(judgement)
        lines = [_row(COLUMNS)]
        room = MAX_BYTES
        for entry in found[:MAX_ROWS]:
            line = _row(_values(entry, judgement))
            room -= len(line.encode())
            if room < 0:
                break
            lines.append(line)
        if more := len(found) + 1 - len(lines):
            words = f"{more:,} more left out, which spreadsheets cannot hold; see the JSON report"
            lines.append(_row([words, *("" for _ in COLUMNS[1:])]))
        return "".join(lines)


def _row(values: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(_cell, values))
    return text.getvalue()


def _values(entry: Entry, judgement: Judgement) -> Iterator[str]:
    result, decided = entry.result.result, entry.decided
    check, subject, finding, waiver = result.check, entry.subject, decided.finding, decided.waiver
    at = finding.at
    yield from (check.id, check.title, subject.kind, subject.id, subject.name, subject.tier)
    yield from (result.outcome, finding.kind)
    failure = finding.kind is FindingKind.FAILURE or decided.decides
    yield decided.severity if failure else ""
    yield from (_BOOLEAN[decided.decides], _BOOLEAN[decided.existing])
    yield from (waiver.id, one_line(waiver.reason)) if waiver else ("", "")
    yield waiver.expires.isoformat() if waiver and waiver.expires else ""
    yield from (one_line(finding.message), one_line(fix(entry.result, decided)))
    yield at.path if at else ""
    yield str(at.line) if at else ""
    yield str(at.column) if at and at.column is not None else ""
    yield "; ".join(_places(finding.places))
    yield from ("; ".join(check.controls), "; ".join(check.clauses))
    yield finding.cause or ""
    yield from (judgement.plugins.get(check.id) or "", decided.fingerprint)


def _places(places: Sequence[Location]) -> Iterator[str]:
    yield from map(place, places[:_PLACES])
    if more := len(places[_PLACES:]):
        yield f"and {counted(more, 'more place')}"


def _cell(text: str) -> str:
    """One visible line that no spreadsheet takes for a formula."""
    return cell_text(shorten_at_word(visible(text), MAX_CELL))
