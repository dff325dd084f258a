"""The governance documents as evidence: what they say, what they refer to, how well they say it.

Checks ask for :class:`Governance` and read the documents by kind. What several checks need to know
of them stands in this room: who is who (:class:`Roster`), whom findings about the organisation
are about (:class:`Organisation`), which references resolve (:class:`References`), and whether a
text says anything (:mod:`.wording`, :mod:`.prose`).
"""

from __future__ import annotations

from typing import Final

from ..model import deferred

COLLECTORS: Final = deferred(
    __name__,
    {
        "allowed_uses": {"SystemUses": "system_uses"},
        "answerable": {"GovernanceFiles": "governance_files"},
        "applicability": {"ApplicabilityStatement": "applicability_statement"},
        "channels": {"HarmChannels": "harm_channels"},
        "citations": {"Citations": "citations"},
        "commits": {"Commits": "commits"},
        "consents": {"Approvals": "change_approvals"},
        "data_columns": {"DataColumns": "data_columns"},
        "datasets": {"DataContents": "data_contents", "DataRecords": "data_records"},
        "dvc": {"Tracked": "tracked"},
        "exclusions": {"Exclusions": "exclusions"},
        "files": {"Governance": "governance"},
        "freshness": {"Freshness": "freshness"},
        "impacts": {"ImpactAssessments": "impact_assessments"},
        "in_force": {
            "ExclusionsInForce": "exclusions_in_force",
            "WaiversInForce": "waivers_in_force",
        },
        "lifecycle": {"Courses": "courses"},
        "links": {"Whereabouts": "whereabouts"},
        "organisation": {"Organisation": "organisation"},
        "people": {"Roster": "roster"},
        "policies": {"Policies": "policies"},
        "references": {"References": "references"},
        "released": {"ReleaseReviews": "release_reviews"},
        "risk_criteria": {"RiskCriteria": "risk_criteria"},
        "risk_registers": {"RiskRegisters": "risk_registers"},
        "sheets": {"Sheets": "sheets"},
        "stray": {"StrayData": "stray_data"},
        "suppliers": {"Supplied": "supplied"},
        "user_docs": {"UserDocs": "user_docs"},
        "waivers": {"Waivers": "waivers"},
    },
)
"""What this room collects: evidence, and the function that collects it when it is asked for."""
