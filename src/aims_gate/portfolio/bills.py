"""Bills of materials of the repository (CycloneDX in JSON): which components they list.

Source: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..model import Evidence, Location
from ..repository import FileKind, Scope, Snapshot, scope_of
from ..repository.yaml_tree import MAX_BYTES, Key, Yaml, YamlProblem, YamlTree, read_yaml

_NAME = re.compile(
    r"(?:^|[._-])(?:s?bom|ai-?bom|ml-?bom|cdx|cyclonedx)[._-]|^bom\.json$", re.IGNORECASE
)
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
        if not name.endswith(".json") or not _NAME.search(name) or len(paths) >= _MOST_BILLS:
            continue
        if file.kind is not FileKind.REGULAR:
            continue
        if scope_of(path.removeprefix(snapshot.base)) not in _SCOPES:
            continue
        tree = _cyclonedx(snapshot.get(path, MAX_BYTES + 1))
        if tree is not None:
            paths.append(path)
            components += _components(path, tree)
    return Bills(tuple(components), tuple(paths))


def _cyclonedx(data: bytes | None) -> YamlTree | None:
    if data is None or b"CycloneDX" not in data:
        return None
    try:
        tree = read_yaml(data)  # JSON is YAML, and here every value keeps its line
    except YamlProblem:
        return None
    is_bill = isinstance(tree.data, dict) and tree.data.get("bomFormat") == "CycloneDX"
    return tree if is_bill else None


def _components(path: str, tree: YamlTree) -> Iterator[Component]:
    assert isinstance(tree.data, dict)
    listed = tree.data.get("components")
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if index >= _MOST_COMPONENTS:
            return
        if isinstance(each, dict) and isinstance(each.get("name"), str):
            yield _component(path, tree, ("components", index), each)


def _component(
    path: str, tree: YamlTree, keys: tuple[Key, ...], each: dict[str, Yaml]
) -> Component:
    line, column = tree.nearest(*keys, "name")
    purl = _PURL.match(str(each.get("purl", "")))
    name = unquote(purl[2]) if purl else str(each["name"])
    version = str(each.get("version") or (unquote(purl[3]) if purl and purl[3] else ""))
    return Component(
        name=name if purl and purl[1] not in ("maven",) else str(each["name"]),
        version=version,
        ecosystem=purl[1] if purl else "",
        sha256=_sha256(each.get("hashes")),
        at=Location(path, line, column),
    )


def _sha256(hashes: Yaml) -> str:
    for each in hashes if isinstance(hashes, list) else ():
        if isinstance(each, dict) and str(each.get("alg", "")).upper() == "SHA-256":
            return str(each.get("content", "")).lower()
    return ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
