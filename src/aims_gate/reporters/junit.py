"""JUnit XML: one test case for each check and subject.

A case fails exactly where the gate does, so that a run which passes shows green. Where a reader
accepts it, the case names the file; the strict variant keeps to what Jenkins' xUnit plugin takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from ..model import DecidedFinding, DecidedResult, FindingKind, Judgement, Outcome, Verdict
from ..text.escaping import one_line, shorten, visible, visible_lines, xml_text
from .base import RenderContext
from .entries import in_a_file
from .wording import counted, exemption, fix, place, references, standing

MAX_BYTES = 29_000_000
"""GitLab reads reports of less than 30 MB."""
MAX_BODY = 20_000
MAX_ATTRIBUTE = 1024

_PLACES = 20


class _Mark(Enum):
    """How a case ends, most urgent first."""

    ERROR = "error"
    FAILURE = "failure"
    SKIPPED = "skipped"
    PASSED = "system-out"


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case: where it stands and what it says. ``reason`` is its one-line summary."""

    check: str
    name: str
    mark: _Mark
    kind: str
    reason: str
    body: str
    path: str | None

    def xml(self, *, with_file: bool) -> str:
        file = f' file="{xml_text(visible(self.path))}"' if with_file and self.path else ""
        opening = f'    <testcase classname="{_class(self.check)}" name="{self.name}"{file}'
        if self.mark is _Mark.PASSED and not self.body:
            return f"{opening}/>\n"
        tag = self.mark.value
        told = f' type="{_attribute(self.kind)}" message="{self.reason}"'
        attributes = "" if self.mark is _Mark.PASSED else told
        return (
            f"{opening}>\n      <{tag}{attributes}>{xml_text(self.body)}</{tag}>\n    </testcase>\n"
        )


@dataclass(frozen=True, slots=True)
class JUnitReporter:
    """One test case for each check and subject; ``with_file`` tells the place in an attribute."""

    name: str = "junit"
    description: str = "test cases for GitLab and other JUnit XML readers"
    suffix: str = ".xml"
    with_file: bool = True

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as JUnit XML, within what GitLab reads."""
        cases = _named_apart(_case(item) for item in judgement.results)
        kept = _within_limits(cases, with_file=self.with_file)
        if left_out := len(cases) - len(kept):
            kept.append(_omission(left_out, len(cases)))
        if not cases or not _shows(judgement.verdict, kept):
            kept.append(_whole_run(judgement))
        suites = [
            _suite(check, list(group), with_file=self.with_file)
            for check, group in groupby(kept, key=lambda case: case.check)
        ]
        opening = f'<testsuites name="aims-gate" {_counts(kept)}>\n'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{"".join(suites)}</testsuites>\n'


STRICT = JUnitReporter(
    name="junit-strict",
    description="the same without file names, as the xUnit plugin of Jenkins wants it",
    with_file=False,
)


def _suite(check: str, cases: Sequence[_Case], *, with_file: bool) -> str:
    skipped = sum(case.mark is _Mark.SKIPPED for case in cases)
    body = "".join(case.xml(with_file=with_file) for case in cases)
    name = _attribute(check)
    opening = f'  <testsuite name="{name}" {_counts(cases)} skipped="{skipped}">\n'
    return f"{opening}{body}  </testsuite>\n"


def _counts(cases: Sequence[_Case]) -> str:
    marks = Counter(case.mark for case in cases)
    return f'tests="{len(cases)}" failures="{marks[_Mark.FAILURE]}" errors="{marks[_Mark.ERROR]}"'


def _named_apart(cases: Iterable[_Case]) -> list[_Case]:
    """Sort the cases by check and give each a name of its own: readers drop duplicates."""
    taken: set[tuple[str, str]] = set()
    numbers: Counter[tuple[str, str]] = Counter()
    apart = []
    for case in sorted(cases, key=lambda case: (case.check, case.name)):
        plain, name = (case.check, case.name), case.name
        while (case.check, name) in taken:
            numbers[plain] += 1
            name = f"{case.name} ({numbers[plain] + 1})"
        taken.add((case.check, name))
        apart.append(replace(case, name=name))
    return apart


def _within_limits(cases: Sequence[_Case], *, with_file: bool) -> list[_Case]:
    """Keep the cases that fit, the most urgent first, in the order they came."""
    order = list(_Mark)
    urgent = sorted(range(len(cases)), key=lambda index: order.index(cases[index].mark))
    room = MAX_BYTES
    kept = []
    for index in urgent:
        room -= len(cases[index].xml(with_file=with_file).encode()) + _SUITE_BYTES
        if room < 0:
            break
        kept.append(index)
    return [cases[index] for index in sorted(kept)]


_SUITE_BYTES = 200  # the tags of a suite, were it to hold this case alone


def _omission(left_out: int, total: int) -> _Case:
    text = (
        f"{counted(left_out, 'test case')} of {total:,} left out to stay under 30 MB; errors and "
        "failures come first, all are in the JSON report."
    )
    return _Case("report", "every case is here", _Mark.SKIPPED, "limit", text, text, None)


def _shows(verdict: Verdict, cases: Iterable[_Case]) -> bool:
    """Whether a reader sees from the cases that the gate did not pass, if it did not."""
    red = any(case.mark in (_Mark.ERROR, _Mark.FAILURE) for case in cases)
    return red or verdict is Verdict.PASS


def _whole_run(judgement: Judgement) -> _Case:
    """What stands for the verdict where no case of a check shows it, or there is none."""
    reasons = one_line(" ".join((judgement.headline, *judgement.reasons)))
    mark = {Verdict.PASS: _Mark.PASSED, Verdict.FAIL: _Mark.FAILURE}.get(
        judgement.verdict, _Mark.ERROR
    )
    return _Case("gate", "verdict", mark, judgement.verdict, _attribute(reasons), reasons, None)


def _case(item: DecidedResult) -> _Case:
    mark, kind, why = _ending(item)
    reason = one_line(why) or kind
    return _Case(
        check=item.result.check.id,
        name=_attribute(_subject_id(item)),
        mark=mark,
        kind=kind,
        reason=_attribute(reason),
        body=shorten(_body(item, reason), MAX_BODY),
        path=next((at.path for found in item.findings if (at := in_a_file(found))), None),
    )


def _subject_id(item: DecidedResult) -> str:
    """The name of a case: by the stable id, so that a history of cases holds together."""
    subject = item.result.subject
    return f"{subject.kind} {subject.id}"


def _ending(item: DecidedResult) -> tuple[_Mark, str, str]:
    """How the case of a result ends, of what kind that is, and why in one line."""
    result = item.result
    failures = [found for found in item.findings if found.finding.kind is FindingKind.FAILURE]
    if result.outcome is Outcome.ERROR:
        return _Mark.ERROR, "crash", result.reason or "the check crashed"
    if item.decides:
        deciding = next(found for found in item.findings if found.decides)
        return _Mark.FAILURE, item.severity, deciding.finding.message
    if result.outcome is Outcome.CONFORMS:
        return _Mark.PASSED, result.outcome, "it conforms"
    if failures:
        why = "; ".join(sorted({standing(found) for found in failures}))
        return _Mark.SKIPPED, item.severity, f"{failures[0].finding.message} ({why})"
    why = result.reason or result.outcome.replace("_", " ")
    exempt = f" ({exemption(item)})" if exemption(item) else ""
    return _Mark.SKIPPED, result.outcome, why + exempt


def _body(item: DecidedResult, reason: str) -> str:
    """Everything there is to say, for readers that show the body alone."""
    paragraphs = [_told(item, found) for found in item.findings]
    if not paragraphs:
        paragraphs.append(reason)
    if item.result.outcome is not Outcome.CONFORMS and (ids := references(item)):
        paragraphs.append(f"Check {item.result.check.id}; counts for {', '.join(ids)}.")
    return "\n\n".join(paragraphs)


def _told(item: DecidedResult, found: DecidedFinding) -> str:
    return "\n".join(_lines(item, found))


def _lines(item: DecidedResult, found: DecidedFinding) -> Iterator[str]:
    finding = found.finding
    if finding.kind is FindingKind.FAILURE:
        aside = f" ({standing(found)})" if standing(found) else ""
        yield f"{found.severity}: {one_line(finding.message)}{aside}"
    else:
        exempt = found.waiver is not None or found.existing
        aside = f" ({standing(found)})" if exempt else ""
        yield f"{finding.kind.replace('_', ' ')}: {one_line(finding.message)}{aside}"
    if finding.at is not None:
        yield f"  at {place(finding.at)}"
    for other in finding.places[:_PLACES]:
        yield f"  also at {place(other)}"
    if more := len(finding.places[_PLACES:]):
        yield f"  and at {counted(more, 'more place')}"
    if found.decides:
        yield f"  why: {one_line(item.result.check.why)}"
    first, *rest = visible_lines(fix(item, found)) or [""]
    if first:
        yield f"  fix: {first}"
        yield from (f"       {line}".rstrip() for line in rest)


def _class(check: str) -> str:
    """The class of a case; readers take the part before the dot as the package."""
    return f"aims-gate.{_attribute(check)}"


def _attribute(text: str) -> str:
    return xml_text(shorten(one_line(text), MAX_ATTRIBUTE))
