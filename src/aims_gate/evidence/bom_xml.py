"""CycloneDX in XML, read into the shape that its JSON has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..repository.yaml_tree import Yaml
from .data_files import Unparsable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "http://cyclonedx.org/schema/bom/"
_DEEPEST = 40


def load_xml_bill(text: str) -> Yaml:
    """Read a bill of materials in XML; ``None`` for XML of any other kind.

    Raises :class:`Unparsable` for what is no XML. Document types and entities, which could blow a
    few bytes up to any length, are refused.
    """
    if _NAMESPACE not in text:
        return None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unparsable("it defines entities")
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        root = fromstring(text.encode())
    except ParseError as problem:
        raise Unparsable(str(problem)) from None
    if _name(root) != "bom":
        return None
    version = root.tag.partition("}")[0].rpartition("/")[2]
    bill: dict[str, Yaml] = {"bomFormat": "CycloneDX", "specVersion": version}
    for child in root:
        if _name(child) == "components":
            bill["components"] = _components(child, 0)
        elif _name(child) == "metadata":
            subject = next((inner for inner in child if _name(inner) == "component"), None)
            bill["metadata"] = {"component": _component(subject, 0)} if subject is not None else {}
    return bill


def _components(parent: Element, depth: int) -> list[Yaml]:
    inner = (child for child in parent if _name(child) == "component")
    return [_component(child, depth) for child in inner] if depth < _DEEPEST else []


def _component(element: Element, depth: int) -> Yaml:
    """The fields of a component; of those that hold elements, whether they hold any."""
    component: dict[str, Yaml] = {"type": element.get("type", "")}
    for child in element:
        name = _name(child)
        if name == "components":
            component[name] = _components(child, depth + 1)
        elif len(child):
            component[name] = [_name(inner) for inner in child]
        else:
            component[name] = (child.text or "").strip()
    return component


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
