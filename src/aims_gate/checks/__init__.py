"""The checks of the base set: one module for each area, one function for each check.

A run knows the checks by ``index.json``, which says of each what it is called and what it counts
for, and imports only those that it runs. `make pages` writes the index; a test holds it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from ..model import Check

AREAS: Final = (
    "applicability_statement",
    "approvals",
    "branch",
    "card_agreement",
    "changes",
    "commitments",
    "concerns",
    "context",
    "data",
    "data_lineage",
    "data_preparation",
    "data_quality",
    "data_rights",
    "declared_facts",
    "deployment",
    "development",
    "development_documents",
    "disclosure",
    "documentation",
    "documents",
    "duties",
    "evaluation",
    "event_log",
    "fairness",
    "freshness",
    "gate",
    "governance_files",
    "harm_reports",
    "impact",
    "impact_complete",
    "impact_on_people",
    "incident_communication",
    "incidents",
    "information",
    "intended_use",
    "inventory",
    "lifecycle",
    "loading",
    "monitoring",
    "monitoring_results",
    "nonconformities",
    "obligations",
    "people",
    "personal_data",
    "policy",
    "practices",
    "privacy",
    "releases",
    "resources",
    "responsibilities",
    "review",
    "rights",
    "risk",
    "risk_rows",
    "risk_treatment",
    "robustness",
    "suppliers",
    "third_parties",
    "tier",
    "treatment_agreement",
    "use",
    "use_objectives",
    "use_process",
    "waivers",
    "weakening",
)
"""The modules: what is decorated with ``@check`` in them is on offer."""


def gather() -> tuple[Check[Any], ...]:
    """Import every check, in the order of their ids."""
    modules = [import_module(f".{area}", __name__) for area in AREAS]
    found = [each for module in modules for each in vars(module).values()]
    return tuple(
        sorted((each for each in found if isinstance(each, Check)), key=lambda check: check.id)
    )
