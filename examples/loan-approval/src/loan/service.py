"""What the credit desk calls: score an application, record a decision, override one.

The model decides nothing. ``score`` gives an underwriter an estimate and its reasons; a person
decides and records it; a senior underwriter may set that decision, and the score, aside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from .applications import ROOT, feature_matrix, inputs_of
from .scorecard import FAVOURABLE_FROM, UNFAVOURABLE_BELOW, Scorecard, load

DECISION_LOG = ROOT / "var/decisions.jsonl"

DECISIONS = ("grant", "refuse")
DECIDING = ("decided", "overridden")
"""The events of the log that leave a decision standing."""

SHORTEST_REASON = 20
"""Characters. A reason is for the applicant and for the review; "ok" is none."""


@dataclass(frozen=True)
class Recommendation:
    """What an underwriter sees.

    ``probability`` of repayment is in 0..1; ``band`` is ``favourable``, ``borderline`` or
    ``unfavourable``; ``reasons`` names the features that speak most against the application.
    """

    application_id: str
    probability: float
    band: str
    reasons: tuple[str, ...]
    model_version: str


@cache
def _scorecard() -> Scorecard:
    return load()


def score(
    application_id: str, application: Mapping[str, float], log: Path = DECISION_LOG
) -> Recommendation:
    """Estimate how likely this application is to be repaid, and log the estimate.

    Raises ``ValueError`` for an application that the model cannot judge, and logs that too: it then
    goes to an underwriter without a score.
    """
    scorecard = _scorecard()
    try:
        matrix = feature_matrix(inputs_of(application))
    except ValueError as problem:
        version = scorecard.about["version"]
        entry = {"application_id": application_id, "error": str(problem), "model_version": version}
        _append(log, "failed", entry)
        raise
    probability = float(scorecard.probabilities(matrix)[0])
    recommendation = Recommendation(
        application_id,
        round(probability, 3),
        _band(probability),
        _reasons(scorecard.contributions(matrix[0])),
        scorecard.about["version"],
    )
    _append(log, "scored", asdict(recommendation))
    return recommendation


def record_decision(
    application_id: str, decision: str, *, reason: str, underwriter: str, log: Path = DECISION_LOG
) -> dict[str, object]:
    """Record what an underwriter decided. ``underwriter`` is a pseudonymous person id."""
    _require_decision(decision, reason)
    entry = {"application_id": application_id, "decision": decision, "reason": reason}
    return _append(log, "decided", {**entry, "underwriter": underwriter})


def override_decision(
    application_id: str,
    decision: str,
    *,
    reason: str,
    senior_underwriter: str,
    log: Path = DECISION_LOG,
) -> dict[str, object]:
    """Set a recorded decision aside, whatever the score says, and record who did so and why.

    Raises ``LookupError`` if nothing was decided yet, and ``PermissionError`` if the senior
    underwriter would override a decision of their own: four eyes are the point of it.
    """
    _require_decision(decision, reason)
    standing = standing_decision(application_id, log)
    if standing is None:
        raise LookupError(f"{application_id} has no decision to override")
    if senior_underwriter in (standing.get("underwriter"), standing.get("senior_underwriter")):
        raise PermissionError("nobody overrides a decision of their own")
    entry = {"application_id": application_id, "decision": decision, "reason": reason}
    overridden = {"replaces": standing["decision"], "senior_underwriter": senior_underwriter}
    return _append(log, "overridden", {**entry, **overridden})


def standing_decision(application_id: str, log: Path = DECISION_LOG) -> dict[str, object] | None:
    """The decision that holds now: the last one recorded, or nothing."""
    if not log.exists():
        return None
    standing = None
    for line in log.read_text(encoding="utf-8").splitlines():
        entry: dict[str, object] = json.loads(line)
        if entry["application_id"] == application_id and entry["event"] in DECIDING:
            standing = entry
    return standing


def _band(probability: float) -> str:
    if probability >= FAVOURABLE_FROM:
        return "favourable"
    return "borderline" if probability >= UNFAVOURABLE_BELOW else "unfavourable"


def _reasons(contributions: Mapping[str, float]) -> tuple[str, ...]:
    against = sorted((value, name) for name, value in contributions.items() if value < 0)
    return tuple(name for _, name in against[:3])


def _require_decision(decision: str, reason: str) -> None:
    if decision not in DECISIONS:
        raise ValueError(f"a decision is one of {', '.join(DECISIONS)}, not {decision!r}")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValueError(f"the reason needs at least {SHORTEST_REASON} characters")


def _append(log: Path, event: str, entry: dict[str, object]) -> dict[str, object]:
    stamped = {"event": event, "at": datetime.now(UTC).isoformat(timespec="seconds"), **entry}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(stamped, sort_keys=True) + "\n")
    return stamped
