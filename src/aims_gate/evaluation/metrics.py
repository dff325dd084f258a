"""Which names of metrics mean the same measure, and what is known of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SEPARATORS = re.compile(r"[\s.\-_]+")


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: whether more of it is better, and whether it is a share (0 to 1).

    ``better`` is ``"high"``, ``"low"`` or empty where neither is. ``of_groups`` names the rates
    whose values in several groups a gap compares, ``compared`` how: by ``"difference"`` or
    ``"ratio"``.
    """

    name: str
    aliases: tuple[str, ...] = ()
    better: str = ""
    share: bool = False
    of_groups: tuple[str, ...] = ()
    compared: str = ""


_METRICS: Final = (
    Metric("accuracy", ("acc", "accuracy_score"), "high", share=True),
    Metric("balanced_accuracy", ("balanced_accuracy_score",), "high", share=True),
    Metric("auc", ("roc_auc", "auroc", "auc_roc", "roc_auc_score"), "high", share=True),
    Metric("average_precision", ("average_precision_score",), "high", share=True),
    Metric("precision", ("positive_predictive_value", "ppv"), "high", share=True),
    Metric("true_positive_rate", ("tpr", "recall", "sensitivity"), "high", share=True),
    Metric("true_negative_rate", ("tnr", "specificity"), "high", share=True),
    Metric("false_positive_rate", ("fpr", "fall_out"), "low", share=True),
    Metric("false_negative_rate", ("fnr", "miss_rate"), "low", share=True),
    Metric("f1", ("f1_score",), "high", share=True),
    Metric("exact_match", ("em",), "high"),
    Metric("selection_rate", ("acceptance_rate",), share=True),
    Metric("matthews_correlation", ("mcc", "matthews_corrcoef"), "high"),
    Metric("brier_score", ("brier", "brier_score_loss"), "low", share=True),
    Metric("log_loss", ("logloss",), "low"),
    Metric("expected_calibration_error", ("ece",), "low", share=True),
    Metric("mean_absolute_error", ("mae",), "low"),
    Metric("mean_squared_error", ("mse",), "low"),
    Metric("root_mean_squared_error", ("rmse",), "low"),
    Metric("r2", ("r2_score", "r_squared"), "high"),
    Metric("word_error_rate", ("wer",), "low"),
    Metric("character_error_rate", ("cer",), "low"),
    Metric("perplexity", ("ppl",), "low"),
    Metric("bleu", (), "high"),
    Metric(
        "demographic_parity_difference",
        ("statistical_parity_difference",),
        "low",
        share=True,
        of_groups=("selection_rate",),
        compared="difference",
    ),
    Metric(
        "demographic_parity_ratio",
        ("disparate_impact", "disparate_impact_ratio"),
        "high",
        of_groups=("selection_rate",),
        compared="ratio",
    ),
    Metric(
        "equal_opportunity_difference",
        ("true_positive_rate_difference",),
        "low",
        share=True,
        of_groups=("true_positive_rate",),
        compared="difference",
    ),
    Metric(
        "equalized_odds_difference",
        ("equalised_odds_difference",),
        "low",
        share=True,
        of_groups=("true_positive_rate", "false_positive_rate"),
        compared="difference",
    ),
)
_BY_NAME: Final = {name: metric for metric in _METRICS for name in (metric.name, *metric.aliases)}
_GAP = re.compile(r"(.{1,80})_(difference|ratio)")


def canonical(name: str) -> str:
    """The one name of a measure that has several: ``ROC-AUC`` is ``auc``."""
    known = _BY_NAME.get(_plain(name))
    return known.name if known else _plain(name)


def metric(name: str) -> Metric:
    """What is known of a measure, by any of its names.

    Of one that is not known it is taken from the name whether it compares groups: an
    ``accuracy_difference`` is the gap of ``accuracy``.
    """
    plain = _plain(name)
    if known := _BY_NAME.get(plain):
        return known
    gap = _GAP.fullmatch(plain)
    if gap is None:
        return Metric(plain)
    better = "low" if gap[2] == "difference" else "high"
    return Metric(plain, better=better, of_groups=(canonical(gap[1]),), compared=gap[2])


def _plain(name: str) -> str:
    return _SEPARATORS.sub("_", name.strip()).strip("_").casefold()
