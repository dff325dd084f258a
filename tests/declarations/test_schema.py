"""The published JSON Schemas agree with the models, and with the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aims_gate.declarations import (
    load_manifest,
    load_policy,
    manifest_schema,
    policy_schema,
)
from aims_gate.declarations.schema import Schema
from aims_gate.repository.yaml_tree import read_yaml

DOCS = Path(__file__).parents[2] / "docs" / "reference"
SCHEMAS = {"manifest": manifest_schema(), "policy": policy_schema()}


def is_loadable(name: str, text: str) -> bool:
    def read(path: str) -> bytes | None:
        return text.encode() if path in ("aims.yaml", "aims-gate.yaml") else None

    problems = (load_manifest if name == "manifest" else load_policy)(read).problems
    return not problems


def is_described(name: str, text: str) -> bool:
    return bool(Draft202012Validator(SCHEMAS[name]).is_valid(read_yaml(text).data))


def examples(name: str) -> list[str]:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


EXAMPLES = [(name, text) for name in SCHEMAS for text in examples(name)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_is_a_schema_with_dialect_and_title(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == {"manifest": "aims.yaml", "policy": "aims-gate.yaml"}[name]
    assert '"null"' not in json.dumps(schema)


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_examples_of_the_documentation_are_valid(name: str, text: str) -> None:
    assert is_loadable(name, text)
    assert is_described(name, text)


def test_the_documentation_has_examples() -> None:
    assert [name for name, _ in EXAMPLES] == ["manifest", "manifest", "policy"]


def objects(schema: Any) -> Iterator[Schema]:
    """Every part of a schema that lists properties."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_and_documented(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    found = list(objects(SCHEMAS[name]))
    assert len(found) > 5
    for part in found:
        assert part["additionalProperties"] is False
        for key, described in part["properties"].items():
            assert described.get("description"), key
            assert f"`{key}`" in text, key


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_documented_key_exists(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    keys = {key for part in objects(SCHEMAS[name]) for key in part["properties"]}
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    documented = {key for row in rows for key in re.findall(r"\w+", row)}
    assert documented
    assert documented <= keys


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest", "systems: [{id: a, purpose: b, owner: c, version: 2.1}]"),
        ("manifest", "systems: [{id: a, purpose: b, owner: {role: c}, tier: high}]"),
        ("manifest", "systems: [{id: a, purpose: b, owner: c, personal_data: false}]"),
        ("manifest", "models: [{id: a, hub: org/name}]"),
        ("policy", "fail_on: warning"),
        ("policy", "fail_on: {release: note, high: {}}"),
        ("policy", "checks: {severity: {a-b: note}}"),
        ("policy", "playbook: {high: {log_retention: 6 months}}"),
        ("manifest", "systems: [{id: a, purpose: b}]"),
        ("manifest", "systems: [{id: a b, purpose: b, owner: c}]"),
        ("manifest", "systems: [{id: a, purpose: b, owner: [c]}]"),
        ("manifest", "systems: [{id: a, purpose: b, owner: c, tier: hgh}]"),
        ("manifest", "systems: [{id: a, pupose: b, owner: c}]"),
        ("manifest", "models: [{id: a, hub: org/name, digest: sha256:1}]"),
        ("manifest", "models: [{id: a, licence: MIT}]"),
        ("manifest", "systems: [{id: a, purpose: b, owner: c, duties: {a b: c}}]"),
        ("policy", "playbook: {high: {evaluations: [{metric: auc, max: 1}]}}"),
        ("policy", "playbook: {high: {evaluations: [{metric: auc}]}}"),
        ("manifest", "exclude: [{path: a, reason: b, expires: tomorrow}]"),
        ("manifest", "version: 2"),
        ("policy", "fail_on: fatal"),
        ("policy", "checks: {ignore: {A: b}}"),
        ("policy", "playbook: {high: {log_retention: 6}}"),
        ("policy", "custom: []"),
    ],
)
def test_schema_and_models_agree(name: str, text: str) -> None:
    assert is_described(name, text) == is_loadable(name, text)
