"""Bills of materials of the repository (CycloneDX): which components they list.

Source: https://cyclonedx.org/docs/1.6/json/ (the XML has the same parts)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..evidence.bom_xml import load_xml_bill
from ..evidence.data_files import Unparsable
from ..model import Evidence, Location
from ..repository import FileKind, Scope, Snapshot, scope_of
from ..repository.yaml_tree import MAX_BYTES, Key, Yaml, YamlProblem, YamlTree, read_yaml

_NAME = re.compile(
    r"(?:^|[._-])(?:s?bom|ai-?bom|ml-?bom|cdx|cyclonedx)[._-]|^bom\.(?:json|xml)$", re.IGNORECASE
)
_MARK = re.compile(rb"CycloneDX|cyclonedx\.org/schema/bom/")
_LARGEST = 16 << 20  # bytes: bills of whole images are large
_MOST_BILLS = 50
_MOST_COMPONENTS = 20_000
_SCOPES = (Scope.PRODUCT, Scope.TOOLING, Scope.DOCS)
_PURL = re.compile(r"pkg:([a-z]+)/([^@?#]{1,300})(?:@([^?#]{1,200}))?")


@dataclass(frozen=True, slots=True)
class Component:
    """One component of a bill.

    ``ecosystem`` is the type of its package URL, else empty; ``sha256`` is in hex, else empty.
    """

    name: str
    version: str
    ecosystem: str
    sha256: str
    at: Location


@dataclass(frozen=True, slots=True)
class Bills(Evidence):
    """The components of all bills, and the paths of the bills."""

    components: tuple[Component, ...] = ()
    paths: tuple[str, ...] = field(default=())

    def named(self, name: str) -> tuple[Component, ...]:
        """The components of a name, however it is written: ``scikit_learn``, ``Scikit-Learn``."""
        wanted = _plain(name)
        return tuple(each for each in self.components if _plain(each.name) == wanted)


def bills(snapshot: Snapshot) -> Bills:
    """Read the bills of materials that the project keeps."""
    components: list[Component] = []
    paths: list[str] = []
    for path, file in snapshot.files.items():
        name = path.rpartition("/")[2]
        if not name.endswith((".json", ".xml")) or not _NAME.search(name):
            continue
        if file.kind is not FileKind.REGULAR or len(paths) >= _MOST_BILLS:
            continue
        if scope_of(path.removeprefix(snapshot.base)) not in _SCOPES:
            continue
        bill = _cyclonedx(path, snapshot.get(path, _LARGEST + 1))
        if bill is not None:
            paths.append(path)
            components += _components(bill)
    return Bills(tuple(components), tuple(paths))


@dataclass(frozen=True, slots=True)
class _Bill:
    """A bill as it was read; without ``tree`` nothing in it has a line."""

    path: str
    data: dict[str, Yaml]
    tree: YamlTree | None = None

    def locate(self, *keys: Key) -> Location:
        if self.tree is None:
            return Location(self.path)
        line, column = self.tree.nearest(*keys)
        return Location(self.path, line, column)


def _cyclonedx(path: str, data: bytes | None) -> _Bill | None:
    if data is None or len(data) > _LARGEST or not _MARK.search(data):
        return None
    tree = None
    try:
        if path.endswith(".xml"):
            content = load_xml_bill(data.decode("utf-8", "replace"))
        elif len(data) <= MAX_BYTES:
            tree = read_yaml(data)  # JSON is YAML, and here every value keeps its line
            content = tree.data
        else:
            content = json.loads(data)
    except (YamlProblem, Unparsable, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("bomFormat") != "CycloneDX":
        return None
    return _Bill(path, content, tree)


def _components(bill: _Bill) -> Iterator[Component]:
    listed = bill.data.get("components")
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if index >= _MOST_COMPONENTS:
            return
        if isinstance(each, dict) and isinstance(each.get("name"), str):
            yield _component(each, bill.locate("components", index, "name"))


def _component(each: dict[str, Yaml], at: Location) -> Component:
    purl = _PURL.match(str(each.get("purl", "")))
    named = purl is not None and purl[1] != "maven"  # whose names lack the group
    version = str(each.get("version") or (unquote(purl[3]) if purl and purl[3] else ""))
    return Component(
        name=unquote(purl[2]) if purl and named else str(each["name"]),
        version=version,
        ecosystem=purl[1] if purl else "",
        sha256=_sha256(each.get("hashes")),
        at=at,
    )


def _sha256(hashes: Yaml) -> str:
    for each in hashes if isinstance(hashes, list) else ():
        if isinstance(each, dict) and str(each.get("alg", "")).upper() == "SHA-256":
            return str(each.get("content", "")).lower()
    return ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
