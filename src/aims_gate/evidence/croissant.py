"""Croissant: a dataset's metadata as JSON-LD. Required fields are checked here.

A permissive validator is no proof, so presence and substance of every field that the format's
specification requires is looked at.
"""

from __future__ import annotations

from ..repository.yaml_tree import Yaml
from .data_files import Locate
from .document import Quality, Section
from .substance import says_something

REQUIRED = ("conformsTo", "description", "license", "name", "url", "creator", "datePublished")
RECOMMENDED = ("version", "recordSet")
_PREFIXES = ("", "dct:", "sc:", "schema:", "cr:", "https://schema.org/", "http://schema.org/")


def is_croissant(data: Yaml) -> bool:
    """Whether JSON-LD declares itself Croissant, by what it conforms to or its vocabulary."""
    if not isinstance(data, dict):
        return False
    if "mlcommons.org/croissant" in _flat(field_of(data, "conformsTo")):
        return True
    kind = _flat(data.get("@type"))
    context = data.get("@context")
    speaks = isinstance(context, dict) and "mlcommons.org/croissant" in _flat(context.get("cr"))
    return speaks and kind.endswith("Dataset")


def judge_croissant(
    data: Yaml, locate: Locate, lines: int
) -> tuple[dict[str, Section], tuple[str, ...], Quality]:
    """The fields that are there, those missing, and the quality."""
    sections: dict[str, Section] = {}
    if isinstance(data, dict):
        for key in data:
            name = key.rsplit(":", 1)[-1].rsplit("/", 1)[-1]
            line = locate((key,))
            if name in (*REQUIRED, *RECOMMENDED) and name not in sections:
                value = _flat(data[key])
                said = says_something(value, terse=True)
                sections[name] = Section(name, key, line, line, said)
    missing = tuple(
        name
        for name in (*REQUIRED, *RECOMMENDED)
        if name not in sections or not sections[name].substance
    )
    if all(name in missing for name in ("description", "name", "creator")):
        return sections, missing, Quality.PLACEHOLDER
    lacking = any(name in missing for name in REQUIRED)
    return sections, missing, Quality.PARTIAL if lacking else Quality.COMPLETE


def field_of(data: dict[str, Yaml], name: str) -> Yaml:
    """A field under any of the prefixes in use."""
    for prefix in _PREFIXES:
        if prefix + name in data:
            return data[prefix + name]
    return None


def _flat(value: Yaml) -> str:
    """The text of a value: of a list its items, of an object its name, id or value."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(_flat(item) for item in value[:50] if not isinstance(item, list))
    if isinstance(value, dict):
        inner = [value.get(key) for key in ("name", "@id", "@value", "url", "@type")]
        return " ".join(item for item in inner if isinstance(item, str))
    return "" if value is None else str(value)
