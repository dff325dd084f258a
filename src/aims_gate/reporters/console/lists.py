"""What is no finding to act on: crashes, gaps, what is excused, and what conforms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model import (
    REPOSITORY,
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Judgement,
    Outcome,
    Verdict,
)
from ...text.layout import Page, Style
from ..base import RenderContext
from ..covered import OUTCOME
from ..wording import counted, exemption, place, standing, subject_name
from .findings import MAX_IN_FULL, named
from .groups import Group


def show_crashes(page: Page, judgement: Judgement) -> None:
    """Each check that crashed, on what, and how."""
    crashed = judgement.with_outcome(Outcome.ERROR)
    lines = [
        f"{item.result.check.id} on {subject_name(item.result.subject)}: {item.result.reason}"
        for item in crashed
    ]
    _show_list(page, "Crashed", lines, Style.BAD, total=len(lines), limit=MAX_IN_FULL)


def show_unassessed(page: Page, judgement: Judgement, context: RenderContext) -> None:
    """One line for each reason; with ``verbose`` one for each result."""
    items = [item for item in judgement.with_outcome(Outcome.NOT_ASSESSED) if not item.decides]
    lines = map(_unassessed, items) if context.verbose else _by_reason(items)
    limit = None if context.verbose else MAX_IN_FULL
    _show_list(page, "Not assessed", list(lines), Style.DOUBTFUL, total=len(items), limit=limit)


def show_excused(page: Page, listed: Sequence[Group]) -> None:
    """What does not decide because it is waived or existed before: one line for each excuse."""
    excused: dict[str, list[str]] = {}
    for problem in (problem for group in listed for problem in group.excused):
        why = standing(problem.entry.decided)
        excused.setdefault(why, []).append(problem.checks[0])
    lines = [
        f"{why}: {counted(len(checks), 'finding')} of {named(list(dict.fromkeys(checks)))}"
        for why, checks in excused.items()
    ]
    total = sum(map(len, excused.values()))
    _show_list(page, "Excused", lines, Style.REMARK, total=total, limit=MAX_IN_FULL)


def show_in_order(page: Page, judgement: Judgement, context: RenderContext) -> None:
    """What conforms and what does not apply: each with its place if ``verbose``.

    Else what conforms is named by its checks after a pass, and counted where there is more urgent
    to read.
    """
    conforming = judgement.with_outcome(Outcome.CONFORMS)
    inapplicable = judgement.with_outcome(Outcome.NOT_APPLICABLE)
    if context.verbose:
        seen = list(_conformities(conforming))
        _show_list(page, "Conforms", seen, Style.GOOD, total=len(conforming))
        lines = list(map(_inapplicable, inapplicable))
        _show_list(page, "Not applicable", lines, Style.REMARK, total=len(lines))
        return
    counted_only = {Outcome.NOT_APPLICABLE: inapplicable}
    if judgement.verdict is Verdict.PASS:
        _show_conforming(page, conforming)
    else:
        counted_only = {Outcome.CONFORMS: conforming, **counted_only}
    counts = [f"{len(of):,} {OUTCOME[outcome]}" for outcome, of in counted_only.items() if of]
    if counts:
        page.blank()
        page.text(f"Listed with --verbose: {', '.join(counts)}")


def _show_conforming(page: Page, items: Sequence[DecidedResult]) -> None:
    """Name the checks that something conforms to, with the number of subjects if there are more."""
    numbers = Counter(item.result.check.id for item in items)
    if numbers:
        page.blank()
        page.line(f"{page.styled('Conforms', Style.GOOD)}: {len(items):,} (where: --verbose)")
        names = (f"{name} ({times:,})" if times > 1 else name for name, times in numbers.items())
        page.names(names, lead="  ")


def _unassessed(item: DecidedResult) -> str:
    return f"{item.result.check.id}: {_reason(item)} [{subject_name(item.result.subject)}]"


def _reason(item: DecidedResult) -> str:
    cause = f" ({item.result.cause})" if item.result.cause is not None else ""
    exempt = f" ({exemption(item)})" if exemption(item) else ""
    return f"{item.result.reason or 'no reason was given'}{cause}{exempt}"


def _by_reason(items: Iterable[DecidedResult]) -> Iterator[str]:
    """Say each reason once, with the checks and the subjects that it holds for."""
    same: dict[str, list[DecidedResult]] = {}
    for item in items:
        same.setdefault(_reason(item), []).append(item)
    for reason, of in same.items():
        checks = list(dict.fromkeys(item.result.check.id for item in of))
        names = list(dict.fromkeys(subject_name(item.result.subject) for item in of))
        about = f" [{names[0] if len(names) == 1 else counted(len(names), 'subject')}]"
        told = names == [REPOSITORY.label] or of[0].result.subject.label in reason
        yield f"{reason}: {named(checks)}{'' if told and len(names) == 1 else about}"


def _conformities(items: Iterable[DecidedResult]) -> Iterator[str]:
    for item in items:
        for decided in item.findings:
            if decided.finding.kind is FindingKind.CONFORMITY:
                yield _conformity(item, decided)


def _conformity(item: DecidedResult, decided: DecidedFinding) -> str:
    at = decided.finding.at
    where = f"{place(at)} " if at is not None else ""
    return f"{where}{decided.finding.message} [{item.result.check.id}]"


def _inapplicable(item: DecidedResult) -> str:
    why = item.result.reason or "nothing to judge"
    return f"{item.result.check.id}: {why} [{subject_name(item.result.subject)}]"


def _show_list(
    page: Page,
    title: str,
    lines: Sequence[str],
    style: Style,
    *,
    total: int,
    limit: int | None = None,
) -> None:
    if not lines:
        return
    page.blank()
    page.line(f"{page.styled(title, style)}: {total:,}")
    for line in lines[:limit]:
        page.text(line, lead="  - ")
    if limit is not None and len(lines) > limit:
        page.line(f"  and {len(lines) - limit:,} more (listed with --verbose)")
