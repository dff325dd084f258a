"""What people declare about the AI of a repository, and how they want the gate to judge.

``load_manifest`` and ``load_policy`` read the two files. The models themselves (``Manifest``,
``System``, ``GatePolicy``, …) are imported on first use, since pydantic takes longer to import than
a run without declarations takes as a whole.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .globs import matches, specificity
from .load import MANIFEST_PATH, POLICY_PATH, Read, load_manifest, load_policy
from .loaded import Entry, LoadedManifest, LoadedPolicy, ManifestFile
from .problem import Problem
from .schema import manifest_schema, policy_schema, record_schema, records_schema
from .terms import (
    Activity,
    Duration,
    Event,
    Explanation,
    Lifecycle,
    OversightMode,
    roles_of,
)

if TYPE_CHECKING:
    from .custom import CustomCheck
    from .manifest import (
        Dataset,
        Exclusion,
        Manifest,
        Model,
        Oversight,
        Person,
        Supplier,
        System,
    )
    from .policy import GatePolicy, Playbook, TierPlaybook

_MODULE_OF = {
    **dict.fromkeys(
        (
            "Dataset",
            "Exclusion",
            "Manifest",
            "Model",
            "Oversight",
            "Person",
            "Supplier",
            "System",
        ),
        "manifest",
    ),
    "CustomCheck": "custom",
    **dict.fromkeys(("GatePolicy", "Playbook", "TierPlaybook"), "policy"),
}

__all__ = [
    "MANIFEST_PATH",
    "POLICY_PATH",
    "Activity",
    "CustomCheck",
    "Dataset",
    "Duration",
    "Entry",
    "Event",
    "Exclusion",
    "Explanation",
    "GatePolicy",
    "Lifecycle",
    "LoadedManifest",
    "LoadedPolicy",
    "Manifest",
    "ManifestFile",
    "Model",
    "Oversight",
    "OversightMode",
    "Person",
    "Playbook",
    "Problem",
    "Read",
    "Supplier",
    "System",
    "TierPlaybook",
    "load_manifest",
    "load_policy",
    "manifest_schema",
    "matches",
    "policy_schema",
    "record_schema",
    "records_schema",
    "roles_of",
    "specificity",
]


def __getattr__(name: str) -> Any:
    """Import the module of a model when it is first asked for."""
    if name in _MODULE_OF:
        return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
