"""Evidence that only the caller can supply: clock, environment, leave to use the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from .evidence import Evidence, NotAssessed
from .terms import Cause, Severity, Tier

E = TypeVar("E", bound=Evidence)


@dataclass(frozen=True, slots=True)
class Clock(Evidence):
    """The only clock of a run: the day it judges as of (``--as-of``)."""

    today: date


@dataclass(frozen=True, slots=True)
class Environment(Evidence):
    """The environment variables of the run. Values may be secrets: never print or store them."""

    variables: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Network(Evidence):
    """Whether the run may ask other machines (``--online``)."""

    allowed: bool


@dataclass(frozen=True, slots=True)
class OwnSeverities(Evidence):
    """How much each check on offer matters by itself, by its id, where no policy says otherwise."""

    by_check: Mapping[str, Mapping[Tier, Severity]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Base(Evidence):
    """The side that a change starts from, with all its evidence.

    ``revision`` is the full id of its commit, ``None`` where the run knows no such side.
    ``is_trusted`` says that the gate policy, the waivers and the Statement of Applicability that
    judge are those of this side. ``parted`` is the commit at which the change left this side,
    where that is an earlier one: what came to this side since is none of the change's doing.
    """

    revision: str | None = None
    is_trusted: bool = False
    supply: Callable[[type[Any]], Any] | None = field(default=None, repr=False, compare=False)
    parted: Base | None = None

    @property
    def start(self) -> Base:
        """What the change was made from: where it left this side."""
        return self.parted or self

    def __getitem__(self, kind: type[E]) -> E:
        """Evidence of one type as it was on that side.

        Raises :class:`NotAssessed` where there is no such side, or what collecting raises.
        """
        if self.supply is None:
            raise NotAssessed(
                "it is not known what the change starts from",
                cause=Cause.UNAVAILABLE,
                fix="Give the revision that it starts from: `--policy-ref` or `--since`.",
            )
        found = self.supply(kind)
        assert isinstance(found, kind)
        return found
