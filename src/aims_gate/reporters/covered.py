"""How far the controls and clauses are covered, in lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..model import ControlStatus, Judgement, Outcome, Ran, Reach, Status
from ..text.layout import Page, Style
from .base import RenderContext

_STATUS = {
    Status.EVIDENCED: "with evidence",
    Status.NONCONFORMING: "with gaps",
    Status.NOT_ASSESSED: "not assessed",
    Status.NOT_APPLICABLE: "not applicable",
}
_REACH = {
    Reach.ATTESTED: "known from records alone",
    Reach.BEYOND: "beyond these checks",
}
OUTCOME = {
    Outcome.CONFORMS: "conforming",
    Outcome.NONCONFORMS: "failing",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.NOT_ASSESSED: "not assessed",
    Outcome.ERROR: "crashed",
}


def show_coverage(page: Page, judgement: Judgement, context: RenderContext) -> None:
    """Count the controls and clauses by status and reach; if ``verbose``, show each of them."""
    page.blank()
    for title, statuses in (("Controls", judgement.controls), ("Clauses", judgement.clauses)):
        if statuses:
            page.text(counts_of(statuses), lead=f"{title}: ", style=Style.STRONG)
            if context.verbose:
                for status in statuses:
                    _show(page, status, context.catalogue.get(status.id, ""))


def counts_of(statuses: Sequence[ControlStatus]) -> str:
    """How many controls or clauses come to what, and how much of that can be known, in words."""
    of_status = Counter(status.status for status in statuses)
    of_reach = Counter(status.reach for status in statuses)
    parts = [f"{of_status[each]} {words}" for each, words in _STATUS.items() if of_status[each]]
    known = [f"{of_reach[each]} {words}" for each, words in _REACH.items() if of_reach[each]]
    remark = f" ({', '.join(known)})" if known else ""
    return f"{', '.join(parts)}, of {len(statuses)}{remark}"


def _show(page: Page, status: ControlStatus, title: str) -> None:
    reach = _REACH.get(status.reach)
    standing = f"{_STATUS[status.status]}{f' ({reach})' if reach else ''}"
    page.text(f"{status.id} {title}: {standing}", lead="  ")
    if status.beyond:
        page.text(status.beyond, lead="    ")
    for ran in status.ran:
        page.text(_ran(ran), lead="    ")


def _ran(ran: Ran) -> str:
    judged = ", ".join(f"{len(ran.subjects[each])} {OUTCOME[each]}" for each in ran.subjects)
    return f"{ran.check}: {judged}{'; conforming is evidence' if ran.evidences else ''}"
