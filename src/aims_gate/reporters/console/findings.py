"""Findings in full: what is wrong, where, why, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...model import REPOSITORY, DecidedFinding, Judgement, Location, Severity, SubjectKind
from ...text.escaping import one_line
from ...text.layout import Page, Style
from ..base import RenderContext
from ..entries import Problem
from ..wording import counted, first_paragraph, fix, place, references, standing, subject_name
from .groups import Group

MAX_IN_FULL = 100
"""So many findings are shown in full, unless ``verbose``."""
MAX_OF_A_CHECK = 20
"""So many of one check, so that they do not hide those of others."""

MAX_WITHOUT_PROBLEMS = 20
"""So many groups in which nothing is wrong are shown, unless ``verbose``."""

_PLACES = 5
_MOST_CHECKS = 5
_EXCERPT_BYTES = 1 << 20
_SEVERITY_STYLE = {
    Severity.ERROR: Style.BAD,
    Severity.WARNING: Style.DOUBTFUL,
    Severity.NOTE: Style.REMARK,
}


def show_groups(
    page: Page, listed: Sequence[Group], judgement: Judgement, context: RenderContext
) -> None:
    """Show each group: how it came out, and what is wrong in it."""
    every = [problem for group in listed for problem in _wanted(group, context)]
    shown = every if context.verbose else first_of_each(every)
    left = set(map(id, shown))
    told: set[str] = set()
    quiet = [group for group in listed if not _wanted(group, context)]
    counted_only = [] if context.verbose else quiet[MAX_WITHOUT_PROBLEMS:]
    for group in listed[: len(listed) - len(counted_only)]:
        page.blank()
        page.heading(group.title)
        page.text(group.counts, lead="  ")
        for problem in _wanted(group, context):
            if id(problem) in left:
                page.blank()
                _show_problem(page, problem, group, context, told)
    if counted_only:
        page.blank()
        page.line(f"{counted(len(counted_only), 'more group')} without a problem")
    show_rest(page, [each for each in every if id(each) not in left], "in full with --verbose")
    # A check that the policy states itself is not among those that `explain` knows.
    names = [name for each in shown for name in each.checks]
    known = [name for name in names if judgement.plugins.get(name) != judgement.policy.source]
    if known:
        page.blank()
        page.text(f"More about a check: aims-gate explain {known[0]}")


def _wanted(group: Group, context: RenderContext) -> tuple[Problem, ...]:
    return (*group.problems, *group.excused) if context.verbose else group.problems


def first_of_each(found: Sequence[Problem]) -> list[Problem]:
    """As many as a person reads, with no check's findings hiding those of others."""
    numbers: Counter[str] = Counter()
    kept = []
    for problem in found:
        numbers[problem.checks[0]] += 1
        if numbers[problem.checks[0]] <= MAX_OF_A_CHECK:
            kept.append(problem)
    return kept[:MAX_IN_FULL]


def show_rest(page: Page, left_out: Sequence[Problem], where: str) -> None:
    """Count by check what is not shown in full, and say where it is."""
    if not left_out:
        return
    page.blank()
    page.line(f"{counted(len(left_out), 'more finding')}, {where}:")
    for check, number in sorted(Counter(each.checks[0] for each in left_out).items()):
        page.line(f"  {check}: {number:,}")


def show_message(page: Page, problem: Problem) -> None:
    """What is wrong, by which checks, and why it does not decide if it does not."""
    decided = problem.entry.decided
    aside = f" ({standing(decided)})" if standing(decided) else ""
    page.text(
        f"{decided.finding.message} [{named(problem.checks)}]{aside}",
        lead=f"  {decided.severity}: ",
        style=_SEVERITY_STYLE[decided.severity],
    )


def show_place(page: Page, at: Location | None) -> None:
    """The place as terminals and editors make a link of it, alone on its line."""
    if at is not None:
        page.line(f"    --> {page.styled(place(at), Style.STRONG)}")


def named(checks: Sequence[str]) -> str:
    """The names of checks, the first of many."""
    more = len(checks) - _MOST_CHECKS
    return ", ".join(checks[:_MOST_CHECKS]) + (f" and {more:,} more" if more > 0 else "")


def _show_problem(
    page: Page, problem: Problem, group: Group, context: RenderContext, told: set[str]
) -> None:
    show_message(page, problem)
    _show_places(page, problem.entry.decided, context)
    if not _says_about_what(problem, group):
        page.text(subject_name(problem.entry.subject), lead="    about: ")
    _show_advice(page, problem, context, told)


def _says_about_what(problem: Problem, group: Group) -> bool:
    """Whether message, place or heading name the subject already."""
    subject = problem.entry.subject
    if len(problem.checks) > 1 or subject == REPOSITORY or subject in group.owners:
        return True
    in_general = subject.kind in (SubjectKind.ORGANISATION, SubjectKind.GATE)
    return in_general or problem.entry.names_subject


def _show_places(page: Page, decided: DecidedFinding, context: RenderContext) -> None:
    at, places = decided.finding.at, decided.finding.places
    show_place(page, at)
    if at is not None and (code := _excerpt(at, context)):
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


def _show_advice(page: Page, problem: Problem, context: RenderContext, told: set[str]) -> None:
    """Why, once for each check, and what to do, once for each thing to do."""
    result, decided = problem.entry.result, problem.entry.decided
    check, advice = result.result.check, fix(result, decided)
    if len(problem.checks) == 1 and (context.verbose or check.id not in told):
        _show_why(page, problem, context)
    if context.verbose or advice not in told:
        page.passage(advice, lead="    fix: ")
    told |= {check.id, advice}


def _show_why(page: Page, problem: Problem, context: RenderContext) -> None:
    check, ids = problem.entry.result.result.check, references(problem.entry.result)
    counts_for = f" ({', '.join(ids)})" if ids else ""
    why = one_line(check.why) if context.verbose else first_paragraph(check.why)
    page.text(why + counts_for, lead="    why: ", style=Style.FAINT)
    if context.verbose:
        for name in ids:
            page.text(f"{name} {context.catalogue.get(name, '')}", lead="         ")
