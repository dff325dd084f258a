"""Tells results from the names of what would be measured, and the record of a training run."""

from __future__ import annotations

import re

from .outline import Outline, Table
from .substance import says_something
from .text import fold
from .vocabulary.model_signals import RECORD_KEYS

_ASIDE = re.compile(r"\([^()\n]{0,200}\)|[`*_~]")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^()]{0,700}\))?|<img[^<>]{0,700}>")
_RECORDED = 3
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"(?<![\w.@-])\d")
"""A figure that is no part of a name, as those of F1, R2 and top-5 are."""
_MEASURES = frozenset(
    "accuracy precision recall f1 score scores macro micro weighted average mean median auc auroc "
    "auprc roc pr curve area under the map ap iou dice jaccard mcc kappa cohen cohens brier log "
    "loss error errors rate mae mse rmse mape smape r2 r squared bleu rouge meteor chrf ter wer "
    "cer perplexity ppl bertscore sensitivity specificity ndcg mrr hit hits fid psnr ssim lpips "
    "confusion matrix matrices classification report exact match em top k at absolute square root "
    "squared false true positive positives negative negatives latency throughput calibration ece "
    "balanced cross entropy metric metrics evaluation used and or of for per class classes by on "
    "exactitud precisión precision sensibilidad especificidad exhaustividad error medio "
    "acurácia acuracia revocação exactitude précision rappel genauigkeit trefferquote "
    "准确率 精确率 召回率 得分 分数 混淆矩阵".split()
)
_FOLDED = frozenset(fold(word) for word in _MEASURES)


def is_void(table: Table) -> bool:
    """Whether a table has words that hold a place, or point elsewhere, and a value in no row.

    Ticks and pictures are values that have no words.
    """
    values = [cell for row in table.rows for cell in row[1:]]
    worded = any(_LETTERS.search(_IMAGE.sub(" ", cell)) for cell in values)
    return worded and not any(says_something(cell, least=1) for cell in values)


def only_names_measures(text: str) -> bool:
    """Whether every line of a text is the name of a measure, without a figure or a sentence."""
    text = text[:4000]
    if "](" in text or "://" in text:
        return False
    text = _ASIDE.sub(" ", text)
    words = fold(text).split()
    return (
        bool(words)
        and not _FIGURE.search(text)
        and all(word in _FOLDED or word.isdecimal() for word in words)
    )


def has_figures(text: str) -> bool:
    """Whether a text has a figure that is no part of a name."""
    return bool(_FIGURE.search(text[:4000]))


def is_training_record(outline: Outline) -> bool:
    """Whether a data file has several of the keys that programs write when they have trained.

    The first key of the Model Card Toolkit's format is as telling.
    """
    recorded = sum(1 for key in RECORD_KEYS if key in outline.front)
    toolkit = any(part.heading == "model details" and part.level == 1 for part in outline.parts)
    return outline.structured and (recorded >= _RECORDED or toolkit)
