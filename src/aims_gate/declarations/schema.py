"""JSON Schemas of the declarations, for editors and for other programs."""

from __future__ import annotations

from typing import Any, Final

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def manifest_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of ``aims.yaml``."""
    from .manifest import Manifest  # pydantic is slow to import

    return _published(Manifest.model_json_schema())


def policy_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of ``aims-gate.yaml``."""
    from .policy import GatePolicy  # pydantic is slow to import

    return _published(GatePolicy.model_json_schema())


def record_schema(kind: str) -> Schema:
    """The JSON Schema (draft 2020-12) of a governance document of one kind.

    Of a kind in prose it describes the front matter.
    """
    from .records import KINDS

    return _published(_of_kind(KINDS[kind].load_model().model_json_schema(), kind))


def records_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a governance document of any kind, told by its ``kind``.

    The branches are conditions rather than alternatives: what is wrong is then said of the kind
    that the document names, and not of all of them.
    """
    from pydantic.json_schema import models_json_schema

    from .records import KINDS

    models = {name: kind.load_model() for name, kind in KINDS.items()}
    schemas, shared = models_json_schema([(model, "validation") for model in models.values()])
    branches = []
    for name, model in models.items():
        reference = schemas[model, "validation"]
        _of_kind(shared["$defs"][reference["$ref"].rpartition("/")[2]], name)
        condition = {"required": ["kind"], "properties": {"kind": {"const": name}}}
        branches.append({"if": condition, "then": reference})
    return _published(
        {
            "title": "Governance document",
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": list(KINDS), "description": "What the document is."}},
            "allOf": branches,
            "$defs": shared["$defs"],
        }
    )


def _of_kind(schema: Schema, kind: str) -> Schema:
    """The schema of one kind, which then accepts no other; it is changed."""
    schema["properties"]["kind"] = {**schema["properties"]["kind"], "const": kind}
    return schema


def _published(schema: Schema) -> Schema:
    simplified = _simplified(schema)
    return {"$schema": _DIALECT, **simplified}


def _simplified(schema: Any) -> Any:
    """Leave out what helps no writer: ``null``, which means no more than leaving out a key."""
    if isinstance(schema, list):
        return [_simplified(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _simplified(value)
        for key, value in schema.items()
        if not (key == "default" and value is None)
        and not (key == "title" and isinstance(value, str) and "properties" not in schema)
    }
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
