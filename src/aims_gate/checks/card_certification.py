"""What a model card needs beyond its core before somebody certifies the system behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..evidence import Document
from ..evidence.markdown import read_markdown
from ..governance.prose import Prose, Topic, outlined
from ..repository import Snapshot

_LIMIT = 1 << 20  # bytes
_MARKDOWN = (".md", ".markdown")
_VERSION = re.compile(
    r"\bv\d{1,6}(?:\.\d{1,6}){0,3}\b|\b\d{1,6}\.\d{1,6}\.\d{1,6}\b|"
    r"\b(?:version|release|revision)\b[^\n\d]{0,20}\d",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december"
_DAY = re.compile(
    rf"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|\b(?:{'|'.join(_MONTHS.split())}) "
    r"(?:\d{1,2}, )?(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.-])\d{1,6}[.,]\d{1,6}(?![\w.])|\b\d{1,3} ?(?:%|per cent|percent)")
_FACTORS: Final = Topic(
    "factors",
    "factors",
    (
        "factors",
        "relevant factors",
        "evaluation factors",
        "groups",
        "by group",
        "gaps between groups",
        "subgroups",
        "slices",
        "demographic",
        "disaggregated",
        "subpopulations",
        "populations",
    ),
)
_EVALUATION: Final = Topic(
    "evaluation",
    "evaluation",
    ("evaluation", "results", "performance", "metrics", "benchmarks", "quantitative analyses"),
)


def lacking_for_certification(card: Document, snapshot: Snapshot) -> Iterator[str]:
    """Name what the card does not say: oversight, version, date, factors, figures.

    Of a card that is no Markdown only what recognition made of it is known.
    """
    if not card.says("oversight"):
        yield "human oversight"
    data = snapshot.get(card.path, _LIMIT) if card.path.endswith(_MARKDOWN) else None
    if data is None:
        yield from (name for name in ("version", "date") if not card.fields.get(name))
        return
    text = data.decode("utf-8", "replace")
    prose = outlined(card.path, card.outline_of(text) or read_markdown(text))
    if not card.fields.get("version") and not _VERSION.search(text):
        yield "version"
    if not _DAY.search(text):
        yield "date"
    if not _treats(prose, _FACTORS):
        yield "factors"
    if card.says("evaluation") and not _has_figures(card, text, prose):
        yield "figures of the evaluation"


def _treats(prose: Prose, topic: Topic) -> bool:
    passage = prose.about(topic)
    return passage is not None and bool(passage.text.strip())


def _has_figures(card: Document, text: str, prose: Prose) -> bool:
    """Whether the evaluation states results: instructions to measure hold no figure."""
    if "model-index:" in text and _FIGURE.search(text.partition("\n---")[0]):
        return True
    section = card.sections["evaluation"]
    lines = text.splitlines()[section.line - 1 : section.end_line]
    if _FIGURE.search("\n".join(lines)):
        return True
    passage = prose.about(_EVALUATION)
    return passage is not None and bool(_FIGURE.search(passage.text))
