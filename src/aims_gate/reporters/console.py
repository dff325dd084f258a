"""The report for people at a terminal: what to do first, then what is wrong, where, why and how.

Every line that a person may act on stands alone: ``path:line:column`` is what terminals and
editors make a link of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import (
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Judgement,
    Location,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
    Verdict,
)
from ..text.escaping import one_line
from ..text.layout import Page, Style
from .base import RenderContext
from .covered import show_coverage
from .entries import Entry, problems
from .wording import (
    VERDICT,
    counted,
    exemption,
    first_paragraph,
    fix,
    place,
    references,
    standing,
    subject_name,
)

MAX_IN_FULL = 100
"""So many findings are shown in full, and so many lines of each list, unless ``verbose``."""

_PLACES = 5
_EXCERPT_BYTES = 1 << 20
_SEVERITY_STYLE = {
    Severity.ERROR: Style.BAD,
    Severity.WARNING: Style.DOUBTFUL,
    Severity.NOTE: Style.REMARK,
}
_VERDICT_STYLE = {
    Verdict.PASS: Style.GOOD,
    Verdict.FAIL: Style.BAD,
    Verdict.UNDECIDED: Style.DOUBTFUL,
}
_KINDS = list(SubjectKind)
"""Kinds of subjects in the order of their weight: systems before what they are made of."""


@dataclass(frozen=True, slots=True)
class ConsoleReporter:
    """Plain text in the order in which a person needs it."""

    name: str = "console"
    description: str = "what is wrong, where, why and how to fix it, for people"
    suffix: str = ".txt"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement for a terminal of ``context.width`` columns."""
        page = Page(context.width, color=context.color)
        if context.quiet:
            _show_what_decides(page, judgement)
            return str(page)
        page.text(judgement.headline)
        _show_steps(page, judgement.steps)
        _show_problems(page, judgement, context)
        _show_crashes(page, judgement)
        _show_unassessed(page, judgement, context)
        _show_conformities(page, judgement, context)
        _show_inapplicable(page, judgement, context)
        show_coverage(page, judgement, context)
        _show_verdict(page, judgement)
        return str(page)


def _show_what_decides(page: Page, judgement: Judgement) -> None:
    """Nothing but what makes the gate fail, where it is, and the verdict."""
    found = [each for each in _by_subject(problems(judgement)) if each.decided.decides]
    for problem in found[:MAX_IN_FULL]:
        _show_message(page, problem)
        if (at := problem.decided.finding.at) is not None:
            page.line(f"    --> {page.styled(place(at), Style.STRONG)}")
    _show_rest(page, found[MAX_IN_FULL:], "all shown without --quiet")
    _show_crashes(page, judgement)
    page.blank()
    _show_outcome(page, judgement)


def _show_steps(page: Page, steps: Sequence[str]) -> None:
    if not steps:
        return
    page.blank()
    page.line(page.styled("Do first", Style.STRONG))
    for number, step in enumerate(steps, start=1):
        page.text(step, lead=f"  {number}. ", style=Style.STRONG)


def _show_problems(page: Page, judgement: Judgement, context: RenderContext) -> None:
    found = _by_subject(problems(judgement))
    shown = found if context.verbose else found[:MAX_IN_FULL]
    explained: set[str] = set()
    for subject, group in groupby(shown, key=lambda problem: problem.subject):
        page.blank()
        page.line(page.styled(subject_name(subject), Style.STRONG) + f"  (tier: {subject.tier})")
        for problem in group:
            page.blank()
            _show_problem(page, problem, context, explained)
    _show_rest(page, found[len(shown) :], "all shown with --verbose")
    named = [problem.result.result.check.id for problem in shown]
    # A check that the policy states itself is not among those that `explain` knows.
    known = [name for name in named if judgement.plugins.get(name) != judgement.policy.source]
    if explained and known:
        page.blank()
        page.text(f"More about a check: aims-gate explain {known[0]}")


def _by_subject(found: Sequence[Entry]) -> list[Entry]:
    """Put the subject with the most urgent problem first, and within a subject the same."""
    rank: dict[Subject, tuple[bool, bool, int]] = {}
    for problem in found:
        rank[problem.subject] = min(rank.get(problem.subject, problem.weight), problem.weight)
    return sorted(
        found,
        key=lambda item: (
            rank[item.subject],
            _KINDS.index(item.subject.kind),
            item.subject.id,
            item.weight,
        ),
    )


def _show_problem(page: Page, problem: Entry, context: RenderContext, explained: set[str]) -> None:
    check, decided = problem.result.result.check, problem.decided
    _show_message(page, problem)
    _show_places(page, decided, context)
    if context.verbose or check.id not in explained:
        _show_why(page, problem.result, context)
        page.passage(fix(problem.result, decided), lead="    fix: ")
        explained |= {check.id, decided.finding.fix or ""}
    elif decided.finding.fix not in explained:
        page.passage(decided.finding.fix or first_paragraph(check.how), lead="    fix: ")
        explained.add(decided.finding.fix or "")


def _show_message(page: Page, problem: Entry) -> None:
    check, decided = problem.result.result.check, problem.decided
    aside = f" ({standing(decided)})" if standing(decided) else ""
    page.text(
        f"{decided.finding.message} [{check.id}]{aside}",
        lead=f"  {decided.severity}: ",
        style=_SEVERITY_STYLE[decided.severity],
    )


def _show_places(page: Page, decided: DecidedFinding, context: RenderContext) -> None:
    at, places = decided.finding.at, decided.finding.places
    if at is not None:
        page.line(f"    --> {page.styled(place(at), Style.STRONG)}")
        if code := _excerpt(at, context):
            page.cut(code, lead=f"     {at.line} | ")
    shown = places if context.verbose else places[:_PLACES]
    for other in shown:
        page.line(f"    and {place(other)}")
    if more := len(places) - len(shown):
        page.line(f"    and {counted(more, 'more place')}")


def _excerpt(at: Location, context: RenderContext) -> str:
    """The line itself, on one visible line; empty where it cannot be shown as text."""
    data = context.read(at.path)
    if data is None or len(data) > _EXCERPT_BYTES or b"\0" in data:
        return ""
    lines = data.splitlines()
    if at.line > len(lines):
        return ""
    return one_line(lines[at.line - 1][:1000].decode("utf-8", "replace"))


def _show_why(page: Page, result: DecidedResult, context: RenderContext) -> None:
    check = result.result.check
    ids = references(result)
    counts_for = f" ({', '.join(ids)})" if ids else ""
    why = one_line(check.why) if context.verbose else first_paragraph(check.why)
    page.text(why + counts_for, lead="    why: ", style=Style.FAINT)
    if context.verbose:
        for name in ids:
            page.text(f"{name} {context.catalogue.get(name, '')}", lead="         ")


def _show_rest(page: Page, entries: Sequence[Entry], where: str) -> None:
    """Count by check what is not shown in full, and say where it is."""
    if not entries:
        return
    page.blank()
    page.line(f"{counted(len(entries), 'more finding')}, {where}:")
    for check, number in sorted(Counter(item.result.result.check.id for item in entries).items()):
        page.line(f"  {check}: {number:,}")


def _show_crashes(page: Page, judgement: Judgement) -> None:
    _show_list(
        page,
        "Crashed",
        [
            f"{item.result.check.id} on {subject_name(item.result.subject)}: {item.result.reason}"
            for item in judgement.with_outcome(Outcome.ERROR)
        ],
        Style.BAD,
        limit=MAX_IN_FULL,
    )


def _show_unassessed(page: Page, judgement: Judgement, context: RenderContext) -> None:
    """One line for each check and reason; with ``verbose`` one for each subject."""
    _show_list(
        page,
        "Not assessed",
        _told(judgement.with_outcome(Outcome.NOT_ASSESSED), _unassessed, context),
        Style.DOUBTFUL,
        total=len(judgement.with_outcome(Outcome.NOT_ASSESSED)),
        limit=None if context.verbose else MAX_IN_FULL,
    )


def _unassessed(item: DecidedResult) -> str:
    cause = f" ({item.result.cause})" if item.result.cause is not None else ""
    exempt = f" ({exemption(item)})" if exemption(item) else ""
    return f"{item.result.check.id}: {item.result.reason or 'no reason was given'}{cause}{exempt}"


def _show_inapplicable(page: Page, judgement: Judgement, context: RenderContext) -> None:
    results = judgement.with_outcome(Outcome.NOT_APPLICABLE)
    if context.verbose:
        told = _told(results, _inapplicable, context)
        _show_list(page, "Not applicable", told, Style.REMARK, total=len(results))
    elif results:
        page.blank()
        page.line(f"Not applicable: {len(results):,} (listed with --verbose)")


def _inapplicable(item: DecidedResult) -> str:
    return f"{item.result.check.id}: {item.result.reason or 'nothing to judge'}"


def _told(
    results: Iterable[DecidedResult], tell: Callable[[DecidedResult], str], context: RenderContext
) -> list[str]:
    """Say each thing once, with the subjects that it holds for: by name if ``verbose``."""
    subjects: dict[str, list[str]] = {}
    for item in results:
        subjects.setdefault(tell(item), []).append(subject_name(item.result.subject))
    if context.verbose:
        return [f"{text} [{name}]" for text, names in subjects.items() for name in names]
    return [
        f"{text} [{names[0] if len(names) == 1 else counted(len(names), 'subject')}]"
        for text, names in subjects.items()
    ]


def _show_conformities(page: Page, judgement: Judgement, context: RenderContext) -> None:
    conforming = judgement.with_outcome(Outcome.CONFORMS)
    seen = [
        (item, decided)
        for item in conforming
        for decided in item.findings
        if decided.finding.kind is FindingKind.CONFORMITY
    ]
    _show_list(
        page,
        "Conforms",
        [_conformity(*each) for each in seen] if context.verbose else list(_by_check(seen)),
        Style.GOOD,
        total=len(conforming),
    )


def _by_check(seen: Iterable[tuple[DecidedResult, DecidedFinding]]) -> Iterator[str]:
    """One line for each check: the first conformity it saw, and how many more there are."""
    groups: dict[str, list[str]] = {}
    for item, decided in seen:
        groups.setdefault(item.result.check.id, []).append(_conformity(item, decided))
    for first, *more in groups.values():
        yield f"{first} and {len(more):,} more" if more else first


def _conformity(item: DecidedResult, decided: DecidedFinding) -> str:
    at = decided.finding.at
    where = f"{place(at)} " if at is not None else ""
    return f"{where}{decided.finding.message} [{item.result.check.id}]"


def _show_list(
    page: Page,
    title: str,
    lines: Sequence[str],
    style: Style,
    *,
    total: int | None = None,
    limit: int | None = None,
) -> None:
    if not lines:
        return
    page.blank()
    count = len(lines) if total is None else total
    page.line(f"{page.styled(title, style)}: {count:,}")
    for line in lines[:limit]:
        page.text(line, lead="  - ")
    if limit is not None and len(lines) > limit:
        page.line(f"  and {len(lines) - limit:,} more (listed with --verbose)")


def _show_verdict(page: Page, judgement: Judgement) -> None:
    for note in judgement.notes:
        page.text(note, lead="Note: ", style=Style.REMARK)
    page.blank()
    _show_outcome(page, judgement)


def _show_outcome(page: Page, judgement: Judgement) -> None:
    for reason in judgement.reasons:
        page.text(reason)
    style = _VERDICT_STYLE[judgement.verdict]
    page.line(f"Verdict: {page.styled(VERDICT[judgement.verdict], style)}")
