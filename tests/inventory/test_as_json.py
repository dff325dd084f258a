from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from aims_gate.discovery import AssetKind
from aims_gate.evidence import Quality
from aims_gate.inventory.as_json import as_json, inventory_schema
from aims_gate.repository import Scope

from .conftest import CARD, LOADS, TRAINS, Take

MANIFEST = """\
systems:
  - {id: scoring, purpose: Score applications, owner: r-meyer, paths: [src/**], models: [scorer]}
models:
  - {id: scorer, hub: acme/scorer}
"""


@pytest.fixture
def schema() -> dict[str, Any]:
    return inventory_schema()


REPOSITORIES: dict[str, dict[str, str | bytes]] = {
    "empty": {},
    "no AI": {"src/a.py": "print(1)\n", "README.md": "# Tool\n"},
    "undeclared": {"src/a.py": LOADS, "src/train.py": TRAINS, "MODEL_CARD.md": CARD},
    "declared": {"src/a.py": LOADS, "src/train.py": TRAINS, "aims.yaml": MANIFEST},
    "broken manifest": {"src/a.py": LOADS, "aims.yaml": "systems: [\n"},
    "hostile names": {"src/\x1b[31m\u202e.py": LOADS, "caf\udce9/a.py": LOADS},
}


@pytest.mark.parametrize("name", REPOSITORIES)
def test_it_keeps_to_its_schema(name: str, take: Take, schema: dict[str, Any]) -> None:
    text = as_json(take(REPOSITORIES[name]))
    text.encode("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    jsonschema.validate(json.loads(text), schema)
    assert as_json(take(REPOSITORIES[name])) == text


def test_the_schema_knows_every_kind_scope_and_quality(schema: dict[str, Any]) -> None:
    defined = schema["$defs"]
    assert defined["asset"]["properties"]["kind"]["enum"] == [kind.value for kind in AssetKind]
    assert defined["scope"]["enum"] == [scope.value for scope in Scope]
    assert defined["evidence"]["properties"]["quality"]["enum"] == [each.value for each in Quality]


def declared(take: Take, files: dict[str, str | bytes]) -> dict[tuple[str, str], str | None]:
    """(kind, path) → what declares the asset."""
    assets = json.loads(as_json(take(files)))["assets"]
    return {(each["kind"], each["path"]): each["declared_as"] for each in assets}


def test_an_asset_names_the_model_that_declares_it_else_the_system(take: Take) -> None:
    found = declared(take, {**REPOSITORIES["declared"], "tools/other.py": TRAINS})
    assert found["hub-model", "src/a.py"] == "scorer"
    assert found["training", "src/train.py"] == "scoring"
    assert found["training", "tools/other.py"] is None


def test_a_dataset_names_its_declaration(take: Take) -> None:
    code = 'from datasets import load_dataset\ndata = load_dataset("acme/letters")\n'
    manifest = "datasets: [{id: letters, hub: acme/letters}]\nmodels: [{id: m, hub: acme/scorer}]\n"
    found = declared(take, {"a.py": code, "aims.yaml": manifest})
    assert found["hub-dataset", "a.py"] == "letters"


def test_an_invalid_manifest_declares_nothing_and_is_said(take: Take) -> None:
    inventory = take(REPOSITORIES["broken manifest"])
    assert inventory.note
    assert "aims.yaml" in inventory.note
    assert all(each.declared_as is None for each in inventory.listed)
    assert len(inventory.assets) > 0
