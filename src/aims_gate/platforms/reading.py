"""Fields of what a platform replied; what is not of the kind expected counts as absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def text(value: object, *names: str) -> str:
    """A text below names; empty if there is none."""
    found = _below(value, names)
    return found if isinstance(found, str) else ""


def account(value: object, *names: str) -> str:
    """An account below names, as accounts are compared."""
    return text(value, *names).strip().removeprefix("@").lower()


def flag(value: object, *names: str) -> bool | None:
    """A truth value below names; ``None`` if there is none."""
    found = _below(value, names)
    return found if isinstance(found, bool) else None


def number(value: object, *names: str) -> int:
    """A whole number below names; 0 if there is none."""
    found = _below(value, names)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def items(value: object, *names: str) -> list[Any]:
    """A list below names; empty if there is none."""
    found = _below(value, names)
    return found if isinstance(found, list) else []


def moment(value: object, *names: str) -> datetime | None:
    """A moment below names; ``None`` if there is none that can be read."""
    try:
        found = datetime.fromisoformat(text(value, *names))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(value: object, *names: str) -> date | None:
    """The day, in UTC, of a moment below names."""
    found = moment(value, *names)
    return found.astimezone(UTC).date() if found else None


def _below(value: object, names: tuple[str, ...]) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
