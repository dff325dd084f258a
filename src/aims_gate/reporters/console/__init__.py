"""The report for people at a terminal: what to do first, then what is wrong, where, why and how.

Every line that a person may act on stands alone: ``path:line:column`` is what terminals and
editors make a link of. It writes no links of its own: terminals that do not know them, and the
logs of CI jobs, would show the escapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Judgement, Verdict
from ...text.layout import Page, Style
from ..base import RenderContext
from ..covered import show_coverage
from ..wording import VERDICT, judged_by
from .findings import MAX_IN_FULL, MAX_OF_A_CHECK, show_groups, show_message, show_place, show_rest
from .groups import groups
from .lists import show_crashes, show_excused, show_in_order, show_unassessed

_SCREEN = 24
"""What begins so many lines above the prompt has left the smallest usual terminal."""

_VERDICT_STYLE = {
    Verdict.PASS: Style.GOOD,
    Verdict.FAIL: Style.BAD,
    Verdict.UNDECIDED: Style.DOUBTFUL,
}


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
        else:
            _show_all(page, judgement, context)
        return str(page)


def _show_what_decides(page: Page, judgement: Judgement) -> None:
    """Nothing but what makes the gate fail, where it is, and the verdict."""
    listed = groups(judgement)
    found = [each for group in listed for each in group.problems if each.entry.decided.decides]
    for problem in found[:MAX_IN_FULL]:
        show_message(page, problem)
        show_place(page, problem.entry.decided.finding.at)
    show_rest(page, found[MAX_IN_FULL:], "in full with --verbose")
    show_crashes(page, judgement)
    page.blank()
    _show_verdict(page, judgement)


def _show_all(page: Page, judgement: Judgement, context: RenderContext) -> None:
    listed = groups(judgement)
    page.text(judgement.headline)
    _show_steps(page, judgement.steps)
    above = page.height
    show_groups(page, listed, judgement, context)
    show_crashes(page, judgement)
    show_excused(page, listed)
    show_unassessed(page, judgement, context)
    show_in_order(page, judgement, context)
    show_coverage(page, judgement, context)
    page.text(judged_by(judgement.policy), lead="Policy: ", style=Style.STRONG)
    for note in judgement.notes:
        page.text(note, lead="Note: ", style=Style.REMARK)
    if page.height - above > _SCREEN:
        _show_steps(page, judgement.steps)  # once more, where the eye is when a long run ends
    page.blank()
    _show_verdict(page, judgement)


def _show_steps(page: Page, steps: Sequence[str]) -> None:
    if not steps:
        return
    page.blank()
    page.line(page.styled("Do first", Style.STRONG))
    for number, step in enumerate(steps, start=1):
        page.text(step, lead=f"  {number}. ", style=Style.STRONG)


def _show_verdict(page: Page, judgement: Judgement) -> None:
    for reason in judgement.reasons:
        page.text(reason)
    style = _VERDICT_STYLE[judgement.verdict]
    page.line(f"Verdict: {page.styled(VERDICT[judgement.verdict], style)}")


__all__ = ["MAX_IN_FULL", "MAX_OF_A_CHECK", "ConsoleReporter"]
