"""Measure a scorecard on held-out applications: quality, fairness between groups, robustness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from .applications import INPUTS, PROTECTED, Array, Table, feature_matrix, input_matrix
from .scorecard import FAVOURABLE_FROM, Scorecard

SEED = 20260914
RESAMPLES = 300
SMALLEST_GROUP = 30
"""Rates of smaller groups are left out: they would be noise, and could point at a person."""

SELF_REPORTED = ("income_eur", "debt_eur", "employment_years")

Labels = npt.NDArray[np.int64]
Measure = Callable[[Labels, Array], float]


@dataclass(frozen=True)
class Metric:
    """One figure; ``slice`` is empty for all applications, else ``column`` or ``column=group``."""

    name: str
    slice: str
    value: float
    samples: int
    confidence: tuple[float, float] | None = None

    def as_json(self) -> dict[str, object]:
        """The figure as it stands in the report, rounded to three decimals."""
        entry: dict[str, object] = {"name": self.name, "value": round(self.value, 3)}
        if self.slice:
            entry["slice"] = self.slice
        entry["samples"] = self.samples
        if self.confidence:
            low, high = (round(bound, 3) for bound in self.confidence)
            entry["confidence"] = {"level": 0.95, "low": low, "high": high}
        return entry


@dataclass(frozen=True)
class Limit:
    """What a figure must not exceed or fall below before the model may be used."""

    metric: str
    slice: str = ""
    min: float | None = None
    max: float | None = None

    def as_json(self, metrics: list[Metric]) -> dict[str, object]:
        """The limit, and whether the figure it is about keeps it."""
        value = next(m.value for m in metrics if (m.name, m.slice) == (self.metric, self.slice))
        met = (self.min is None or value >= self.min) and (self.max is None or value <= self.max)
        bounds = {"slice": self.slice or None, "min": self.min, "max": self.max}
        stated = {key: bound for key, bound in bounds.items() if bound is not None}
        return {"metric": self.metric, **stated, "met": bool(met)}


LIMITS = (
    Limit("auc", min=0.75),
    Limit("brier_score", max=0.18),
    Limit("demographic_parity_difference", "sex", max=0.10),
    Limit("demographic_parity_difference", "age_band", max=0.15),
    Limit("equal_opportunity_difference", "sex", max=0.10),
    Limit("equal_opportunity_difference", "age_band", max=0.15),
    Limit("changed_recommendations", "self-reports-off-by-5-percent", max=0.05),
)


def evaluate(scorecard: Scorecard, table: Table) -> list[Metric]:
    """Measure everything the report states. The same scorecard and table give the same figures."""
    repaid = np.asarray(table["repaid"], dtype=np.int64)
    scores = scorecard.probabilities(feature_matrix(input_matrix(table)))
    overall = [_measured(name, "", measure, repaid, scores) for name, measure in MEASURES.items()]
    groups = [metric for column in PROTECTED for metric in _groups(column, table, repaid, scores)]
    return [*overall, *groups, *_robustness(scorecard, table, repaid, scores)]


def _selection_rate(repaid: Labels, scores: Array) -> float:
    return float(np.mean(scores >= FAVOURABLE_FROM))


def _true_positive_rate(repaid: Labels, scores: Array) -> float:
    return float(np.mean(scores[repaid == 1] >= FAVOURABLE_FROM))


def _false_positive_rate(repaid: Labels, scores: Array) -> float:
    return float(np.mean(scores[repaid == 0] >= FAVOURABLE_FROM))


def _calibration_error(repaid: Labels, scores: Array) -> float:
    return float(np.mean(scores) - np.mean(repaid))


MEASURES: dict[str, Measure] = {
    "auc": lambda repaid, scores: float(roc_auc_score(repaid, scores)),
    "brier_score": lambda repaid, scores: float(np.mean((scores - repaid) ** 2)),
    "selection_rate": _selection_rate,
    "true_positive_rate": _true_positive_rate,
    "false_positive_rate": _false_positive_rate,
    "calibration_error": _calibration_error,
}


def _groups(column: str, table: Table, repaid: Labels, scores: Array) -> list[Metric]:
    metrics = []
    for group in sorted({str(value) for value in table[column]}):
        members = table[column] == group
        if members.sum() < SMALLEST_GROUP:
            continue
        for name, measure in MEASURES.items():
            part = f"{column}={group}"
            metrics.append(_measured(name, part, measure, repaid[members], scores[members]))
    return [*metrics, *_gaps(column, metrics)]


def _gaps(column: str, metrics: list[Metric]) -> list[Metric]:
    gaps = []
    for gap, rate in (
        ("demographic_parity_difference", "selection_rate"),
        ("equal_opportunity_difference", "true_positive_rate"),
    ):
        rates = [metric for metric in metrics if metric.name == rate]
        values = [metric.value for metric in rates]
        samples = sum(metric.samples for metric in rates)
        gaps.append(Metric(gap, column, max(values) - min(values), samples))
    return gaps


def _measured(name: str, part: str, measure: Measure, repaid: Labels, scores: Array) -> Metric:
    """A figure with its 95 % interval, from resampling the applications with replacement."""
    rng = np.random.default_rng(SEED)
    values = []
    for _ in range(RESAMPLES):
        chosen = rng.integers(0, len(repaid), len(repaid))
        if len(set(repaid[chosen].tolist())) == 2:
            values.append(measure(repaid[chosen], scores[chosen]))
    low, high = np.quantile(values, [0.025, 0.975])
    return Metric(name, part, measure(repaid, scores), len(repaid), (float(low), float(high)))


def _robustness(scorecard: Scorecard, table: Table, repaid: Labels, scores: Array) -> list[Metric]:
    """What becomes of the figures if what applicants say of themselves is off by up to 5 %."""
    rng = np.random.default_rng(SEED)
    inputs = input_matrix(table)
    for name in SELF_REPORTED:
        inputs[:, INPUTS.index(name)] *= rng.uniform(0.95, 1.05, len(inputs))
    shaken = scorecard.probabilities(feature_matrix(inputs))
    changed = float(np.mean((shaken >= FAVOURABLE_FROM) != (scores >= FAVOURABLE_FROM)))
    part = "self-reports-off-by-5-percent"
    return [
        Metric("auc", part, float(roc_auc_score(repaid, shaken)), len(repaid)),
        Metric("changed_recommendations", part, changed, len(repaid)),
    ]
