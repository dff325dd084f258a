"""What a plugin may offer. Hooks only offer; the engine decides what runs.

A plugin is an installed distribution with an entry point in the group ``aims_gate`` that names a
module with implementations marked ``@hookimpl``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .engine import Collector
    from .model import Check, Deferred
    from .reporters import Reporter
    from .repository import Scanner

hookspec = pluggy.HookspecMarker("aims_gate")
hookimpl = pluggy.HookimplMarker("aims_gate")


@hookspec
def aims_gate_checks() -> Iterable[Check[Any]]:  # type: ignore[empty-body]  # a specification
    """Offer checks; each id must be new."""


@hookspec
def aims_gate_collectors() -> Iterable[Collector | Deferred]:  # type: ignore[empty-body]  # a specification
    """Offer collectors: functions whose parameters and return value are types of evidence."""


@hookspec
def aims_gate_scanners() -> Iterable[Scanner]:  # type: ignore[empty-body]  # a specification
    """Offer scanners, which read facts from single files; each name must be new."""


@hookspec
def aims_gate_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]  # a specification
    """Offer output formats; each name must be new."""


@hookspec(firstresult=True)
def aims_gate_controls() -> Catalogue:  # type: ignore[empty-body]  # a specification
    """Offer the catalogue of controls and clauses that checks refer to."""
