"""The checks of the base set: one module for each area, one function for each check."""

from __future__ import annotations

from typing import Any, Final

from ..model import Check
from . import (
    commitments,
    concerns,
    data,
    data_lineage,
    data_preparation,
    data_quality,
    data_rights,
    declared_facts,
    disclosure,
    documentation,
    documents,
    duties,
    evaluation,
    fairness,
    gate,
    harm_reports,
    impact,
    impact_complete,
    impact_on_people,
    incident_communication,
    incidents,
    information,
    inventory,
    lifecycle,
    loading,
    nonconformities,
    people,
    policy,
    releases,
    responsibilities,
    review,
    robustness,
    suppliers,
    third_parties,
    tier,
    use,
)

_AREAS: Final = (
    commitments,
    concerns,
    data,
    declared_facts,
    data_lineage,
    data_preparation,
    data_quality,
    data_rights,
    disclosure,
    documentation,
    documents,
    evaluation,
    fairness,
    gate,
    harm_reports,
    impact,
    impact_complete,
    impact_on_people,
    incident_communication,
    information,
    incidents,
    inventory,
    lifecycle,
    loading,
    nonconformities,
    policy,
    robustness,
    releases,
    responsibilities,
    suppliers,
    third_parties,
    tier,
    duties,
    people,
    review,
    use,
)

CHECKS: Final[tuple[Check[Any], ...]] = tuple(
    found for area in _AREAS for found in vars(area).values() if isinstance(found, Check)
)
"""Every check of these modules; what is decorated with ``@check`` there is on offer."""
