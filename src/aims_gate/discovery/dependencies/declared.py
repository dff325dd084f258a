"""What a dependency file declares, before anybody knows whether it is AI."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """One dependency: its name in the registry, where, which versions, and for whom.

    ``development`` marks what only the project's developers install.
    """

    name: str
    at: int
    version: str | None = None
    development: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The dependencies of one file, and what the project calls itself there."""

    dependencies: tuple[Declared, ...] = ()
    project: str | None = None
    readable: bool = True


UNREADABLE = Manifest(readable=False)


class Places:
    """Finds where names stand in a file that was parsed, each search going on from the last."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, name: str) -> int:
        """Where the name stands as a quoted string or key; 0 if it cannot be found."""
        for form in (f'"{name}', f"'{name}", f"\n{name}", name):
            at = self._text.find(form)
            if at >= 0:
                return at + len(form) - len(name)
        return 0
