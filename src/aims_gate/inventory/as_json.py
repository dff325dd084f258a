"""The inventory as JSON: what other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from ..evidence import Document
from ..text.escaping import to_json
from .inventory import Inventory, ListedAsset

SCHEMA_VERSION = 1
"""Changes when a key goes or changes its meaning; new keys do not change it."""


def as_json(inventory: Inventory) -> str:
    """Write the inventory as JSON: a line for each asset and each document.

    Lines can be compared and searched, and the encoder for them is the fast one.
    """
    fields = [f'  "{key}": {_lines(value)}' for key, value in as_data(inventory).items()]
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return to_json(value)
    return "[\n    " + ",\n    ".join(to_json(each) for each in value) + "\n  ]"


def inventory_schema() -> dict[str, Any]:
    """The JSON Schema of what :func:`as_json` writes."""
    from importlib.resources import files  # not for every inventory

    text = files(__package__).joinpath("inventory.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def as_data(inventory: Inventory) -> dict[str, Any]:
    """The inventory in values that JSON can hold."""
    return {
        "schema_version": SCHEMA_VERSION,
        "repository": inventory.repository,
        "revision": inventory.revision,
        "ai_system": inventory.ai_system,
        "assets": [asset_data(each) for each in inventory.listed],
        "evidence": [document_data(each) for each in inventory.documents],
    }


def asset_data(listed: ListedAsset) -> dict[str, Any]:
    """One asset in values that JSON can hold."""
    asset = listed.asset
    return {
        "kind": asset.kind.value,
        "identity": asset.identity,
        "path": asset.at.path,
        "line": asset.at.line,
        "scope": asset.scope.value,
        "detail": dict(asset.detail),
        "declared_as": listed.declared_as,
    }


def document_data(document: Document) -> dict[str, Any]:
    """One piece of evidence in values that JSON can hold."""
    return {
        "kind": document.kind.value,
        "path": document.at.path,
        "line": document.at.line,
        "scope": document.scope.value,
        "quality": document.quality.value,
        "missing": list(document.missing),
        "describes": list(document.describes),
    }
