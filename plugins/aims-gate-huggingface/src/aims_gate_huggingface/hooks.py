"""What this plugin offers to the gate; the entry point names this module.

The gate imports it in every run, so nothing here imports what only an online run needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aims_gate.engine import Collector
from aims_gate.hookspecs import hookimpl
from aims_gate.model import Check

from .checks import mismatched_hub_licence, unknown_hub_model
from .collect import hub


@hookimpl
def aims_gate_checks() -> Iterable[Check[Any]]:
    """The checks that judge what the hub answers."""
    return (mismatched_hub_licence, unknown_hub_model)


@hookimpl
def aims_gate_collectors() -> Iterable[Collector]:
    """The collector that asks the hub."""
    return (hub,)
