"""Break files: small edits of the example, each of which breaks what one check guards.

``<check-id>.yaml`` holds a list of breaks. CONTRIBUTING.md shows one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from aims_gate.declarations import Event
from aims_gate.model import Profile
from aims_gate.repository.yaml_tree import YamlProblem, read_yaml

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ACTIONS = ("replace", "append", "write", "remove", "rename")


class BreakError(Exception):
    """A break file cannot be read or applied; the message says where and why."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edit(_Closed):
    """One change of one file.

    ``replace`` (by ``with``) is text that occurs once in the file; or that first begins on
    ``line``; or the first after ``after``, a text that occurs once. ``until`` lets what is replaced
    reach up to the next place where that text stands, which stays. ``append`` adds to the end,
    ``write`` makes the whole file, ``remove`` takes it away, ``rename`` gives it another path.
    """

    path: Said
    replace: Annotated[str, Field(min_length=1)] | None = None
    by: str | None = Field(None, alias="with")
    line: Annotated[int, Field(ge=1)] | None = None
    after: Annotated[str, Field(min_length=1)] | None = None
    until: Annotated[str, Field(min_length=1)] | None = None
    append: str | None = None
    write: str | None = None
    remove: Literal[True] | None = None
    rename: Said | None = None

    @model_validator(mode="after")
    def _one_action(self) -> Edit:
        done = [name for name in ACTIONS if getattr(self, name) is not None]
        if len(done) != 1:
            raise ValueError(
                f"an edit does one of {', '.join(ACTIONS)}; this one: {done or 'none'}"
            )
        if (self.replace is None) != (self.by is None):
            raise ValueError("'replace' and 'with' go together")
        if self.replace is None and (self.line or self.after or self.until):
            raise ValueError("'line', 'after' and 'until' go with 'replace'")
        if self.line and self.after:
            raise ValueError("'line' and 'after' both say where: give one")
        return self


class Place(_Closed):
    """Where the failure must stand after the edits: the line that ``text`` is on, or ``line``."""

    path: Said
    text: Annotated[str, Field(min_length=1)] | None = None
    line: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Place:
        if (self.text is None) == (self.line is None):
            raise ValueError("give 'text', a piece of the line, or 'line', its number")
        return self


class Break(_Closed):
    """What to change, and what must fail then.

    ``also`` maps other checks that rightly fail with it to the reason. ``profile``, ``as_of`` and
    ``event`` replace those under which the example is judged. With ``change`` it is judged as a
    change of the example, by the policy that the example has without it.
    """

    name: Said
    edits: Annotated[tuple[Edit, ...], Field(min_length=1)]
    at: Place
    message: Said | None = None
    also: dict[str, Said] = {}
    profile: Profile | None = None
    as_of: date | None = None
    change: bool = False
    event: Event | None = None


_BREAKS = TypeAdapter(Annotated[tuple[Break, ...], Field(min_length=1)])


def read_breaks(file: Path) -> tuple[Break, ...]:
    """The breaks of a file; raises :class:`BreakError` naming every problem with its line."""
    try:
        tree = read_yaml(file.read_bytes())
    except YamlProblem as problem:
        raise BreakError(f"{file.name}: {problem}") from None
    if tree.problems:
        raise BreakError("\n".join(f"{file.name}: {problem}" for problem in tree.problems))
    try:
        breaks = _BREAKS.validate_python(tree.data)
    except ValidationError as found:
        lines = (
            f"{file.name}:{tree.nearest(*error['loc']).line}: {_key(error['loc'])}: {error['msg']}"
            for error in found.errors()
        )
        raise BreakError("\n".join(lines)) from None
    _refuse_twice([each.name for each in breaks], file.name)
    return breaks


def _key(keys: Sequence[int | str]) -> str:
    return ".".join(map(str, keys)) or "the file"


def _refuse_twice(names: Sequence[str], file: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BreakError(f"{file}: two breaks are called {name!r}")
