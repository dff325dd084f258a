"""The message of a custom check: text in which ``{model.id}`` stands for a value.

What is in braces is a bare dotted name and is looked up in plain data. It is never a format
string: no attribute of any object of the program can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

MAX_LENGTH: Final = 500  # characters of the template
_LONGEST_VALUE: Final = 100  # characters of one value
_NOT_STATED: Final = "(not stated)"

_NAME = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,63}(?:\.[A-Za-z_][A-Za-z0-9_]{0,63}){0,7})\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A message with names in it; ``names`` are split at their dots."""

    template: str

    @property
    def names(self) -> Iterator[tuple[str, ...]]:
        """The names that it holds."""
        for found in _NAME.finditer(self.template):
            yield tuple(found[1].split("."))

    @property
    def stray(self) -> str | None:
        """What is left from the first brace on that encloses no name; ``None`` if each does."""
        rest = _NAME.sub("", self.template)
        at = min((rest.find(brace) for brace in "{}" if brace in rest), default=-1)
        return rest[at:] if at >= 0 else None

    def filled(self, values: Mapping[str, Any]) -> str:
        """The message with the values in place of the names."""
        return _NAME.sub(lambda found: _shown(_found(found[1].split("."), values)), self.template)


def _found(names: list[str], values: Any) -> Any:
    for name in names:
        if not isinstance(values, Mapping) or name not in values:
            return None
        values = values[name]
    return values


def _shown(value: Any) -> str:
    match value:
        case None:
            return _NOT_STATED
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list() | tuple():
            text = ", ".join(_shown(each) for each in value[:_LONGEST_VALUE])
        case Mapping():
            text = ", ".join(f"{key}: {_shown(below)}" for key, below in value.items())
        case _:
            text = " ".join(str(value).split())
    return f"{text[: _LONGEST_VALUE - 1]}…" if len(text) > _LONGEST_VALUE else text
