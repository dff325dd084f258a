"""Everything the page shows, as plain values in the order in which it shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ... import __version__
from ...model import Judgement, Outcome, Reach, Severity, Verdict
from ..base import RenderContext
from ..wording import VERDICT
from .cards import Card, Found, belonging, cards, found, systems_of
from .coverage import Cell, Map, coverage_map
from .links import SourceLinks
from .prose import Span, line, spans
from .rows import Row, Standing, rows
from .told import CheckPage, Reasons, check_pages, reasons
from .waivers import WaiverRow, waiver_rows

MAX_ROWS = 10_000
MAX_CHARACTERS = 10_000_000
"""So many observations a page holds, of so many characters in all; the most urgent stay."""


@dataclass(frozen=True, slots=True)
class View:
    """The page. ``left_out`` counts the observations for which there is no room on it."""

    verdict: Verdict
    verdict_words: str
    title: str
    as_of: date
    facts: tuple[tuple[str, str], ...]
    headline: str
    reasons: tuple[tuple[Span, ...], ...]
    steps: tuple[tuple[Span, ...], ...]
    notes: tuple[tuple[Span, ...], ...]
    maps: tuple[Map, ...]
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    found: Found
    left_out: int
    severities: tuple[Severity, ...]
    standings: tuple[Standing, ...]
    waivers: tuple[WaiverRow, ...]
    existing: tuple[tuple[str, int], ...]
    unassessed: Reasons
    inapplicable: Reasons
    beyond: tuple[Cell, ...]
    checks: tuple[CheckPage, ...]


def view(judgement: Judgement, context: RenderContext) -> View:
    """Arrange a judgement for the page."""
    links = SourceLinks(context.source_url)
    stated = context.stated()
    subjects = tuple(dict.fromkeys(item.result.subject for item in judgement.results))
    systems = systems_of(stated.systems, subjects)
    every = rows(judgement, belonging(systems, subjects), links)
    total, kept = found(every), _on_the_page(every)
    maps = _maps(judgement, context, links)
    return View(
        verdict=judgement.verdict,
        verdict_words=VERDICT[judgement.verdict],
        title=line(_title(judgement, context)),
        as_of=judgement.as_of,
        facts=tuple((name, line(text)) for name, text in _facts(judgement, context) if text),
        headline=line(judgement.headline),
        reasons=tuple(map(spans, judgement.reasons)),
        steps=tuple(map(spans, judgement.steps)),
        notes=tuple(map(spans, judgement.notes)),
        maps=maps,
        cards=tuple(cards(systems, every, links, judgement.as_of)),
        rows=tuple(kept),
        found=total,
        left_out=len(every) - len(kept),
        severities=tuple(reversed(Severity)),
        standings=tuple(standing for standing, _ in total.counts),
        waivers=tuple(waiver_rows(judgement, stated.waivers, links)),
        existing=_existing(every),
        unassessed=reasons(judgement, Outcome.ERROR, Outcome.NOT_ASSESSED),
        inapplicable=reasons(judgement, Outcome.NOT_APPLICABLE),
        beyond=tuple(cell for each in maps for cell in each.cells if cell.reach is Reach.BEYOND),
        checks=check_pages(judgement, context.catalogue),
    )


def _on_the_page(every: Sequence[Row]) -> Sequence[Row]:
    """The first rows, as far as the page has room."""
    room = MAX_CHARACTERS
    for number, row in enumerate(every[:MAX_ROWS]):
        room -= row.length
        if room < 0:
            return every[:number]
    return every[:MAX_ROWS]


def _maps(judgement: Judgement, context: RenderContext, links: SourceLinks) -> tuple[Map, ...]:
    maps = (
        coverage_map(name, one, statuses, context.catalogue, context.headings, links)
        for name, one, statuses in (
            ("Controls of Annex A", "control", judgement.controls),
            ("Clauses 4 to 10", "clause", judgement.clauses),
        )
    )
    return tuple(each for each in maps if each.groups)


def _existing(every: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many findings of each check existed before."""
    counts = Counter(row.check for row in every if row.standing is Standing.EXISTING)
    return tuple(sorted(counts.items()))


def _title(judgement: Judgement, context: RenderContext) -> str:
    whole = context.scope == "repository"
    return judgement.repository if whole else f"{judgement.repository}: {context.scope}"


def _facts(judgement: Judgement, context: RenderContext) -> Iterator[tuple[str, str]]:
    policy = judgement.policy
    yield "Repository", judgement.repository
    yield "Part of it", context.scope if context.scope != "repository" else ""
    yield "Revision", judgement.revision or "none: there is no commit"
    yield "Judged as of", judgement.as_of.isoformat()
    yield "Manifest", judgement.manifest or "none"
    yield "Profile", policy.profile.value
    yield "Policy", policy.source
    yield "Revision of the policy", policy.revision or ""
    yield "Digest of the policy", policy.digest or ""
    yield "Judged by", f"aims-gate {__version__}"
