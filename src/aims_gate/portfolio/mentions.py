"""Whether the files of the project name something, such as a model or a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..model import Evidence, Location
from ..repository import FileKind, Scope, Snapshot, scope_of
from .declared import Declarations

_MOST_FILES = 20_000
_LIMIT = 1 << 20  # bytes of each file
_PROSE = (".md", ".mdx", ".rst", ".txt", ".adoc", ".html", ".pdf")
_DECLARATIONS = ("aims.yaml", "aims-gate.yaml")
_SCOPES = (Scope.PRODUCT, Scope.TOOLING, Scope.TEST, Scope.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Mentions(Evidence):
    """Looks names up in code and configuration: not in prose, nor in what declares them."""

    snapshot: Snapshot = field(repr=False)
    declaring: frozenset[str] = frozenset()

    def of(self, names: Iterable[str]) -> dict[str, Location]:
        """The first place at which each name stands; a name that stands nowhere is absent."""
        wanted = {name: name.encode("utf-8", "replace") for name in names if name}
        found: dict[str, Location] = {}
        for path in self._paths():
            if len(found) == len(wanted):
                break
            data = self.snapshot.get(path, _LIMIT) or b""
            for name, needle in wanted.items():
                if name not in found and (at := data.find(needle)) >= 0:
                    found[name] = Location(path, data.count(b"\n", 0, at) + 1)
        return found

    def _paths(self) -> Iterator[str]:
        base = self.snapshot.base
        for number, (path, file) in enumerate(self.snapshot.files.items()):
            if number >= _MOST_FILES:
                return
            name = path.rpartition("/")[2]
            if (
                file.kind is FileKind.REGULAR
                and path not in self.declaring
                and name not in _DECLARATIONS
                and not name.lower().endswith(_PROSE)
                and scope_of(path.removeprefix(base)) in _SCOPES
            ):
                yield path


def mentions(snapshot: Snapshot, declarations: Declarations) -> Mentions:
    """Look names up in the snapshot, but for its declarations."""
    return Mentions(snapshot, frozenset(declarations.files))
