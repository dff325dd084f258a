"""SARIF 2.1.0 as GitHub code scanning, GitLab and DefectDojo read it.

It holds what somebody should act on: failures and whatever else makes the gate fail. Waived
findings are left out, because GitHub opens alerts for suppressed results too; they are counted,
and the audit profile has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Judgement
from ..text.escaping import to_json
from .base import RenderContext
from .entries import elsewhere, in_a_file, problems
from .sarif_parts import Alert, crashes, hashes_of, log, result_of, size, unplaced, warning, within
from .sarif_rules import rules_of
from .wording import counted

MAX_RESULTS = 5_000
"""GitLab reads no more, GitHub keeps no more."""
MAX_BYTES = 9_500_000
"""GitLab reads files of up to 10 MB."""


@dataclass(frozen=True, slots=True)
class _Selection:
    """What becomes a result, most urgent first, and how much of the rest is told in words."""

    alerts: tuple[Alert, ...]
    unplaced: int
    waived: int


@dataclass(frozen=True, slots=True)
class SarifReporter:
    """Alerts for code scanning: failures and what else makes the gate fail."""

    name: str = "sarif"
    description: str = "alerts for GitHub code scanning and other SARIF 2.1.0 readers"
    suffix: str = ".sarif"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as a SARIF log with one run."""
        rules = rules_of(judgement, context.catalogue)
        numbers = {descriptor["id"]: index for index, descriptor in enumerate(rules)}
        selected = _select(judgement, context)
        first = selected.alerts[:MAX_RESULTS]
        hashes = hashes_of(first, context)
        told = crashes(judgement, numbers)
        room = MAX_BYTES - size(log(judgement, context, rules, [], told))
        results = within(first, room, lambda alert: result_of(alert, numbers, hashes))
        notifications = [*told, *_omissions(selected, results)]
        return to_json(log(judgement, context, rules, results, notifications)) + "\n"


def _select(judgement: Judgement, context: RenderContext) -> _Selection:
    found = problems(judgement)
    shown = [entry for entry in found if entry.decided.waiver is None]
    fallback = elsewhere(judgement, context)
    alerts = tuple(
        Alert(entry, at)
        for entry in shown
        if (at := in_a_file(entry.decided) or fallback) is not None
    )
    return _Selection(alerts, len(shown) - len(alerts), len(found) - len(shown))


def _omissions(selected: _Selection, results: Sequence[object]) -> Iterator[dict[str, Any]]:
    if left_out := len(selected.alerts) - len(results):
        yield warning(
            f"{counted(left_out, 'finding')} of {len(selected.alerts):,} left out to stay within "
            f"the limits of code scanning ({MAX_RESULTS:,} results, 10 MB); the most urgent are "
            "here, all are in the JSON report."
        )
    yield from unplaced(selected.unplaced)
    if selected.waived:
        text = (
            f"{counted(selected.waived, 'finding')} waived and left out, because code scanning "
            "opens alerts for what is waived too; the format sarif-audit has them."
        )
        yield {"level": "note", "message": {"text": text}}
