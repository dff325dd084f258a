"""What a recognised model card says, as the ``modelCard`` of a CycloneDX component."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..evidence import Document
from ..repository import Snapshot

_READ = 2 << 20  # bytes; what recognition reads of a document, too
_LONGEST = 2_000  # characters of one section
_MARKUP = re.compile(r"^\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|>\s?)|\*\*|__|`")


def model_card(documents: Sequence[Document], snapshot: Snapshot) -> dict[str, Any]:
    """The facts that the first readable card states; empty if none does.

    Text is that of the card's sections, without markup and cut to a bound.
    """
    for document in documents:
        data = snapshot.get(document.path, _READ)
        if data is not None:
            return _card(document, data.decode("utf-8", "replace").splitlines())
    return {}


def _card(document: Document, lines: Sequence[str]) -> dict[str, Any]:
    texts = {
        name: _text(lines[section.line - 1 : section.end_line], section.heading)
        for name, section in document.sections.items()
        if section.substance
    }
    considerations = {
        "useCases": [texts["intended_use"]] if texts.get("intended_use") else [],
        "technicalLimitations": [texts["limitations"]] if texts.get("limitations") else [],
        "ethicalConsiderations": [{"name": texts["ethics"]}] if texts.get("ethics") else [],
    }
    parameters: dict[str, Any] = {
        "task": " ".join(document.fields.get("pipeline_tag", ())[:1]),
        "datasets": [
            {"type": "dataset", "name": name} for name in document.fields.get("datasets", ())
        ],
    }
    card = {"modelParameters": _filled(parameters), "considerations": _filled(considerations)}
    return _filled(card)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _text(lines: Sequence[str], heading: str) -> str:
    plain = (_MARKUP.sub("", line).strip() for line in lines)
    text = " ".join(line for line in plain if line and line != heading)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
