"""Bills of materials that list AI: CycloneDX with models or data, SPDX 3 with the AI profile.

A file of that name in a format of its own is no bill of materials that another tool could read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..repository.yaml_tree import Yaml
from .document import Quality, Section

_MODEL = "machine-learning-model"
_SPDX_TYPES = ("ai_AIPackage", "AIPackage", "dataset_DatasetPackage", "DatasetPackage")
_MOST_COMPONENTS = 20_000
FIELDS = ("name", "version", "licence", "digest", "model_card")


@dataclass(frozen=True, slots=True)
class Bill:
    """What a bill says of AI: the format, and the components that are models or data."""

    format: str
    components: tuple[dict[str, Yaml], ...]


def read_bill(data: Yaml) -> Bill | None:
    """The AI components of CycloneDX or SPDX 3; ``None`` if it is neither, or has none."""
    if not isinstance(data, dict):
        return None
    if data.get("bomFormat") == "CycloneDX" and isinstance(data.get("specVersion"), str):
        components = [c for c in _components(data) if c.get("type") == _MODEL]
        if components:
            components += [c for c in _components(data) if c.get("type") == "data"]
            return Bill(f"CycloneDX {data['specVersion']}", tuple(components))
        return None
    graph = data.get("@graph")
    context = str(data.get("@context", ""))[:500]
    if isinstance(graph, list) and "spdx.org/rdf/3" in context:
        packages = [
            item
            for item in graph[:_MOST_COMPONENTS]
            if isinstance(item, dict) and item.get("type", item.get("@type")) in _SPDX_TYPES
        ]
        if packages:
            return Bill("SPDX 3", tuple(packages))
    return None


def _components(data: dict[str, Yaml]) -> Iterator[dict[str, Yaml]]:
    """Every component, nested ones and the subject of the bill included, without recursion."""
    metadata = data.get("metadata")
    stack: list[Yaml] = [metadata.get("component") if isinstance(metadata, dict) else None]
    top = data.get("components")
    stack.extend(reversed(top) if isinstance(top, list) else ())
    seen = 0
    while stack and seen < _MOST_COMPONENTS:
        component = stack.pop()
        if not isinstance(component, dict):
            continue
        seen += 1
        yield component
        inner = component.get("components")
        if isinstance(inner, list):
            stack.extend(inner)


def judge_bill(bill: Bill, lines: int) -> tuple[dict[str, Section], tuple[str, ...], Quality]:
    """Which facts the bill gives of every component; complete if it gives all."""
    given = {
        "name": ("name",),
        "version": ("version", "software_packageVersion", "packageVersion"),
        "licence": ("licenses", "software_declaredLicense", "declaredLicense"),
        "digest": ("hashes", "verifiedUsing"),
        "model_card": (
            "modelCard",
            "data",
            "ai_limitation",
            "ai_informationAboutTraining",
            "ai_informationAboutApplication",
            "ai_metric",
            "dataset_intendedUse",
            "dataset_dataCollectionProcess",
            "limitation",
            "intendedUse",
        ),
    }
    sections: dict[str, Section] = {}
    for name, keys in given.items():
        says = all(any(component.get(key) for key in keys) for component in bill.components)
        sections[name] = Section(name, keys[0], 1, lines, says)
    missing = tuple(name for name in FIELDS if not sections[name].substance)
    if "name" in missing:
        return sections, missing, Quality.PLACEHOLDER
    return sections, missing, Quality.PARTIAL if missing else Quality.COMPLETE
