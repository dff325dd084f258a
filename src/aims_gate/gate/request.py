"""What a run is asked for, and what is on offer for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalogue import Catalogue
from ..declarations import Event
from ..engine import Collector
from ..model import (
    Base,
    Check,
    Clock,
    Deferred,
    Environment,
    Evidence,
    Network,
    OwnSeverities,
    Profile,
    Progress,
    Severity,
    silent,
)
from ..portfolio import JudgingPolicy
from ..repository import FactCache, Scanner, Snapshot, Workbench

ROOTS: tuple[type[Evidence], ...] = (
    Snapshot,
    Workbench,
    JudgingPolicy,
    Base,
    OwnSeverities,
    Clock,
    Environment,
    Network,
)
"""The evidence that a run supplies; everything else is collected from it."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What is on offer for a run: checks, collectors, scanners and the catalogue.

    ``origins`` maps each check id to the distribution that offers it: ``None`` for a built-in,
    the path of the policy for a check that the policy states itself;
    ``plugins`` maps the distribution name of each installed plugin to its version.
    """

    checks: tuple[Check[Any], ...]
    collectors: tuple[Collector | Deferred, ...]
    scanners: tuple[Scanner, ...]
    catalogue: Catalogue
    origins: Mapping[str, str | None] = field(default_factory=dict)
    plugins: Mapping[str, str] = field(default_factory=dict)

    @property
    def severities(self) -> OwnSeverities:
        """How much each check matters where no policy says otherwise."""
        return OwnSeverities({check.id: check.severity for check in self.checks})


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for, before the policy is read; options go before the policy.

    ``as_of`` is the only clock. ``event`` is what the run decides about, where it is known.
    ``trusted`` is the revision whose policy, waivers, baseline and Statement of Applicability
    judge; without one it is the snapshot's own. ``since`` is the side before the change: what was
    wrong there already does not decide. ``baseline`` is the path, from the top, of the list of
    findings that were there when the gate was adopted; without one it is the policy's. ``policy``
    is the path, from the top, of the gate policy; without one it is ``aims-gate.yaml`` of the
    folder judged.
    ``progress`` is told how far the run has come.
    """

    snapshot: Snapshot
    as_of: date
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    online: bool = False
    profile: Profile | None = None
    fail_on: Severity | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    event: Event | None = None
    cache: FactCache | None = None
    processes: int = 1
    trusted: Snapshot | None = None
    since: Snapshot | None = None
    baseline: str | None = None
    policy: str | None = None
    progress: Progress = field(default=silent, repr=False, compare=False)

    @property
    def ruling(self) -> Snapshot:
        """Where the policy that judges is read."""
        return self.trusted or self.snapshot

    @property
    def before(self) -> Snapshot | None:
        """The side that a change starts from, if the run knows one."""
        return self.trusted or self.since
