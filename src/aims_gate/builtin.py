"""What the gate itself offers, through the same hooks as anyone else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .hookspecs import hookimpl

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .engine import Collector
    from .model import Check, Deferred
    from .reporters import Reporter
    from .repository import Scanner


@hookimpl
def aims_gate_checks() -> Iterable[Check[Any]]:
    """The checks of the base set."""
    from .checks.index import listed

    return listed()


@hookimpl
def aims_gate_collectors() -> Iterable[Collector | Deferred]:
    """What the gate reads from a repository."""
    from . import comparison, evaluation, governance, platforms, portfolio

    return (
        *platforms.COLLECTORS,
        *portfolio.COLLECTORS,
        *evaluation.COLLECTORS,
        *governance.COLLECTORS,
        *comparison.COLLECTORS,
    )


@hookimpl
def aims_gate_scanners() -> Iterable[Scanner]:
    """What the gate reads from single files."""
    from . import discovery, evidence

    return (*discovery.SCANNERS, *evidence.SCANNERS)


@hookimpl
def aims_gate_reporters() -> Iterable[Reporter]:
    """The output formats."""
    from .reporters import BUILT_IN

    return BUILT_IN


@hookimpl
def aims_gate_controls() -> Catalogue:
    """The controls and clauses."""
    from .catalogue import load_catalogue

    return load_catalogue()
