"""Measure a scorecard on held-out applications: quality, fairness between groups, robustness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from .applications import INPUTS, PROTECTED, Array, Table, feature_matrix, input_matrix
from .generate_data import MEDIAN_INCOME, make_applications
from .scorecard import FAVOURABLE_FROM, Scorecard

SEED = 20260914
RESAMPLES = 300
SMALLEST_GROUP = 30
"""Rates of smaller groups are left out: they would be noise, and could point at a person."""

SELF_REPORTED = ("income_eur", "debt_eur", "employment_years")

OFF = "self-reports-off-by-5-percent"
POORER = "incomes-10-percent-lower"
EMBELLISHED = "self-reports-embellished-by-5-percent"
SUITES = {
    "perturbation": (OFF, "What applicants say of themselves is off by up to 5 per cent."),
    "shift": (POORER, "1,000 new applications with incomes 10 per cent lower, and their outcomes."),
    "adversarial": (
        EMBELLISHED,
        "All state 5 per cent more income and employment, and 5 per cent less debt.",
    ),
}
"""What was tried besides the held-out applications: kind of suite to condition and description."""

Labels = npt.NDArray[np.int64]
Measure = Callable[[Labels, Array], float]


@dataclass(frozen=True)
class Metric:
    """One figure; ``slice`` is empty for all applications, else ``column`` or ``column=group``.

    In a suite it names the condition that was tried.
    """

    name: str
    slice: str
    value: float
    samples: int
    confidence: tuple[float, float]
    suite: str = ""

    def as_json(self) -> dict[str, object]:
        """The figure as it stands in the report, rounded to three decimals."""
        entry: dict[str, object] = {"name": self.name, "value": round(self.value, 3)}
        if self.slice:
            entry["slice"] = self.slice
        if self.suite:
            entry["suite"] = self.suite
        entry["samples"] = self.samples
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
    Limit("brier_score", max=0.15),
    Limit("demographic_parity_difference", "sex", max=0.10),
    Limit("demographic_parity_difference", "age_band", max=0.15),
    Limit("equal_opportunity_difference", "sex", max=0.10),
    Limit("equal_opportunity_difference", "age_band", max=0.15),
    Limit("changed_recommendations", OFF, max=0.05),
    Limit("auc", POORER, min=0.75),
    Limit("brier_score", POORER, max=0.15),
    Limit("gained_recommendations", EMBELLISHED, max=0.05),
)


def evaluate(scorecard: Scorecard, table: Table) -> list[Metric]:
    """Measure everything the report states. The same scorecard and table give the same figures."""
    repaid = np.asarray(table["repaid"], dtype=np.int64)
    inputs = input_matrix(table)
    scores = scorecard.probabilities(feature_matrix(inputs))
    overall = [_measured(name, "", measure, repaid, scores) for name, measure in MEASURES.items()]
    groups = [metric for column in PROTECTED for metric in _groups(column, table, repaid, scores)]
    return [
        *overall,
        *groups,
        *_perturbed(scorecard, inputs, repaid, scores),
        *_shifted(scorecard),
        *_embellished(scorecard, inputs, repaid, scores),
    ]


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
    return [*metrics, *_gaps(column, table, repaid, scores, metrics)]


def _gaps(
    column: str, table: Table, repaid: Labels, scores: Array, metrics: list[Metric]
) -> list[Metric]:
    """How far the groups lie apart: the highest rate of any less the lowest."""
    gaps = []
    names = [metric.slice.partition("=")[2] for metric in metrics if metric.name == "auc"]
    members = [np.asarray(table[column] == name) for name in names]
    for gap, rate in (
        ("demographic_parity_difference", _selection_rate),
        ("equal_opportunity_difference", _true_positive_rate),
    ):

        def apart(chosen: Labels, rate: Measure = rate) -> float:
            rates = [
                rate(repaid[chosen[group[chosen]]], scores[chosen[group[chosen]]])
                for group in members
            ]
            return max(rates) - min(rates)

        everyone = np.arange(len(repaid))
        samples = int(sum(group.sum() for group in members))
        interval = _interval(apart, len(repaid))
        gaps.append(Metric(gap, column, apart(everyone), samples, interval))
    return gaps


def _interval(figure: Callable[[Labels], float], size: int) -> tuple[float, float]:
    """The 95 % interval of a figure, from resampling the applications with replacement."""
    rng = np.random.default_rng(SEED)
    values = [figure(rng.integers(0, size, size)) for _ in range(RESAMPLES)]
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)


def _measured(
    name: str, part: str, measure: Measure, repaid: Labels, scores: Array, suite: str = ""
) -> Metric:
    """A figure with its interval; samples in which all or none repaid say nothing."""

    def figure(chosen: Labels) -> float:
        if len(set(repaid[chosen].tolist())) < 2:
            return float("nan")
        return measure(repaid[chosen], scores[chosen])

    interval = _interval(figure, len(repaid))
    return Metric(name, part, measure(repaid, scores), len(repaid), interval, suite)


def _perturbed(scorecard: Scorecard, inputs: Array, repaid: Labels, scores: Array) -> list[Metric]:
    """What becomes of the figures if what applicants say of themselves is off by up to 5 %."""
    rng = np.random.default_rng(SEED)
    shaken_inputs = inputs.copy()
    for name in SELF_REPORTED:
        shaken_inputs[:, INPUTS.index(name)] *= rng.uniform(0.95, 1.05, len(inputs))
    shaken = scorecard.probabilities(feature_matrix(shaken_inputs))
    changed = (shaken >= FAVOURABLE_FROM) != (scores >= FAVOURABLE_FROM)
    return [
        _measured("auc", OFF, MEASURES["auc"], repaid, shaken, "perturbation"),
        _share("changed_recommendations", OFF, changed, "perturbation"),
    ]


def _shifted(scorecard: Scorecard) -> list[Metric]:
    """How the scorecard does on people who earn less than those it learnt from."""
    rows = make_applications(seed=SEED, median_income=0.9 * MEDIAN_INCOME)
    inputs = np.array([[float(row[name]) for name in INPUTS] for row in rows])
    repaid = np.array([int(row["repaid"]) for row in rows], dtype=np.int64)
    scores = scorecard.probabilities(feature_matrix(inputs))
    names = ("auc", "brier_score", "calibration_error")
    return [_measured(name, POORER, MEASURES[name], repaid, scores, "shift") for name in names]


def _embellished(
    scorecard: Scorecard, inputs: Array, repaid: Labels, scores: Array
) -> list[Metric]:
    """Who becomes favourable by stating 5 % more income and employment, and 5 % less debt."""
    flattering = inputs.copy()
    for name in SELF_REPORTED:
        flattering[:, INPUTS.index(name)] *= 0.95 if name == "debt_eur" else 1.05
    better = scorecard.probabilities(feature_matrix(flattering))
    gained = (better >= FAVOURABLE_FROM) & (scores < FAVOURABLE_FROM)
    rate = MEASURES["false_positive_rate"]
    return [
        _share("gained_recommendations", EMBELLISHED, gained, "adversarial"),
        _measured("false_positive_rate", EMBELLISHED, rate, repaid, better, "adversarial"),
    ]


def _share(name: str, part: str, flags: npt.NDArray[np.bool_], suite: str) -> Metric:
    interval = _interval(lambda chosen: float(np.mean(flags[chosen])), len(flags))
    return Metric(name, part, float(np.mean(flags)), len(flags), interval, suite)
