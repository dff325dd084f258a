"""From the bytes of a declaration to plain data with positions."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Location
from ..repository.yaml_tree import Key, Yaml, YamlProblem, YamlTree, read_yaml
from .problem import Problem

_FIX_SYNTAX = "correct the YAML; a JSON Schema for editors is printed by `aims-gate schema {name}`"


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a declaration was read from: what it says, and where."""

    path: str
    tree: YamlTree = field(repr=False)

    @property
    def folder(self) -> str:
        """The folder the file lies in and its paths are relative to; ``""`` for the top."""
        return self.path.rpartition("/")[0]

    def locate(self, *keys: Key) -> Location:
        """Where the value under these keys is, or would have to be: at its nearest ancestor."""
        line, column = self.tree.nearest(*keys)
        return Location(self.path, line, column)

    def resolve(self, path: str) -> str:
        """A path of the file, from the top; an anchor (``#…``) is left out."""
        below = "/".join(
            part for part in path.partition("#")[0].split("/") if part not in ("", ".")
        )
        return f"{self.folder}/{below}".strip("/")

    def problem(self, keys: tuple[Key, ...], message: str, fix: str) -> Problem:
        """A problem at the value under these keys."""
        line, column = self.tree.nearest(*keys)
        return Problem(self.path, line, column, pointer(keys), message, fix)


def pointer(keys: tuple[Key, ...]) -> str:
    """The JSON pointer to the value under these keys."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in keys)


def phrase(keys: tuple[Key, ...], whole: str) -> str:
    """How a message names the value under these keys: ``systems[0].owner``."""
    words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return words.removeprefix(".") or whole


def read_source(
    path: str, data: bytes, *, schema: str, hint: str
) -> tuple[Source | None, list[Problem]]:
    """Read the YAML of a declaration; ``None`` with the problems that make it unreadable.

    ``schema`` is the name under which its JSON Schema is printed. ``hint`` says what an empty file
    should hold. A source that comes with problems is readable but invalid.
    """
    syntax = _FIX_SYNTAX.format(name=schema)
    try:
        source = Source(path, read_yaml(data))
    except YamlProblem as found:
        return None, [Problem(path, found.line, found.column, "", found.message, syntax)]
    problems = [
        Problem(path, found.line, found.column, "", found.message, syntax)
        for found in source.tree.problems
    ]
    unusable = _unusable(source.tree.data, source.path.rpartition("/")[2])
    if unusable:
        return None, [*problems, source.problem((), unusable, hint)]
    return source, problems


def _unusable(data: Yaml, name: str) -> str | None:
    """Why the data cannot be a declaration at all, if so."""
    if data is None or data == {}:
        return f"{name} is empty"
    if not isinstance(data, dict):
        return f"{name} must hold a mapping (key: value), and this is {kind_of(data)}"
    return None


def kind_of(value: object) -> str:
    """What a value is, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case dict():
            return "a mapping"
        case _:
            return "a list"
