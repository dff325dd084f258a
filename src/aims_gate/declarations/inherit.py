"""One policy on top of another: what the upper one states goes before what the lower one does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .problem import Problem
from .reading import Source, read_source

if TYPE_CHECKING:
    from pydantic import BaseModel

    from .policy import GatePolicy

    M = TypeVar("M", bound=BaseModel)

_TOGETHER: Final = frozenset(
    {"plugins", "custom", "banned_uses", "banned_data", "never", "require"}
)
"""Lists of which both sides count: adding to them asks for more."""

_OWN: Final = frozenset({"extends", "fixed", "version"})
_HINT: Final = "copy the organisation's policy there as it is"

Read = Callable[[str], bytes | None]


def load_parent(
    child: GatePolicy, source: Source, read: Read
) -> tuple[GatePolicy | None, list[Problem]]:
    """The policy that another one builds on, from its copy in the repository.

    ``None`` with the problems if the copy is not there, is not the one that was pinned, or is
    itself invalid. A policy that is built on builds on no other.
    """
    extension = child.extends
    if extension is None:
        return None, []
    path = source.resolve(extension.file)
    data = read(path)
    if data is None:
        message = f"the copy of the policy it builds on, {path}, is not there"
        return None, [source.problem(("extends", "file"), message, _HINT)]
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if digest != extension.digest:
        message = f"{path} is not the policy that was pinned: its digest is {digest}"
        fix = "restore the copy, or pin the new digest after somebody has read what changed"
        return None, [source.problem(("extends", "digest"), message, fix)]
    return _read_parent(path, data)


def _read_parent(path: str, data: bytes) -> tuple[GatePolicy | None, list[Problem]]:
    from .explain import validate
    from .policy import GatePolicy

    source, problems = read_source(path, data, schema="policy", hint=_HINT)
    if source is None or problems:
        return None, problems
    parent, found = validate(GatePolicy, source)
    if parent is not None and parent.extends is not None:
        message = "a policy that others build on cannot build on another one itself"
        found = [source.problem(("extends",), message, "state everything in it")]
    return (None, found) if found else (parent, [])


def merged(lower: M, upper: M) -> M:
    """The upper model with what it does not state filled from the lower one."""
    values: dict[str, Any] = {}
    for name in lower.model_fields_set - _OWN:
        ours, theirs = getattr(upper, name), getattr(lower, name)
        values[name] = _joined(name, theirs, ours) if name in upper.model_fields_set else theirs
    return upper.model_copy(update=values)


def _joined(name: str, lower: Any, upper: Any) -> Any:
    if hasattr(type(upper), "model_fields") and type(lower) is type(upper):
        return merged(lower, upper)
    if isinstance(upper, dict) and isinstance(lower, dict):
        both = {key: _joined(key, lower[key], upper[key]) for key in lower.keys() & upper.keys()}
        return {**lower, **upper, **both}
    if name in _TOGETHER:
        return (*lower, *(each for each in upper if each not in lower))
    return upper
