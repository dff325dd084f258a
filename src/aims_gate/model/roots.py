"""Evidence that only the caller can supply: clock, environment, leave to use the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .evidence import Evidence


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
