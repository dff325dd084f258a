"""What a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass

from ..model import Location


@dataclass(frozen=True, slots=True)
class Loosening:
    """One respect in which a change asks for less: what, how it was, how it is, and where.

    ``key`` tells it apart from others and stays when lines move; ``at`` is where the new side says
    so, or where the old one did if nothing is left. ``state`` tells two new sides apart of which a
    message says the same.
    """

    key: str
    old: str
    new: str
    at: Location
    state: str = ""

    @property
    def meaning(self) -> tuple[str, ...]:
        """What two sides have in common that ask for less in just the same way."""
        return self.key, self.old, self.new, self.state


def shown(value: object) -> str:
    """A value in a message: short, and a word for nothing."""
    if value is None or value in ((), "", frozenset()):
        return "nothing"
    if isinstance(value, (tuple, list, frozenset, set)):
        return ", ".join(sorted(str(each) for each in value))
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        stated = [(field.name, getattr(value, field.name)) for field in fields(value)]
        return ", ".join(f"{name} {each}" for name, each in stated if each is not None)
    text = " ".join(str(value).split())
    return f"{text[:79]}…" if len(text) > 80 else text
