"""What a dependency file declares, before anybody knows whether it is AI."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """One dependency: its name in the registry, which versions, for whom, and where.

    ``at`` is the place in the text, ``None`` where a parser does not tell it;
    ``development`` marks what only the project's developers install.
    """

    name: str
    version: str | None = None
    development: bool = False
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The dependencies of one file, and what the project calls itself there."""

    dependencies: tuple[Declared, ...] = ()
    project: str | None = None
    readable: bool = True


UNREADABLE = Manifest(readable=False)
