"""The governance documents as evidence: what they say, what they refer to, how well they say it.

Checks ask for :class:`Governance` and read the documents by kind. What several checks need to know
of them stands in this room: who is who (:class:`Roster`), whom findings about the organisation
are about (:class:`Organisation`), which references resolve (:class:`References`), and whether a
text says anything (:mod:`.wording`, :mod:`.prose`).
"""

from __future__ import annotations

from ..declarations.records import Filed
from .allowed_uses import system_uses
from .answerable import GovernanceFile, GovernanceFiles, governance_files
from .applicability import (
    NO_STATUS,
    ApplicabilityStatement,
    Cited,
    ControlRow,
    applicability_statement,
)
from .approvals import holders, lacking_roles
from .channels import harm_channels
from .citations import Citations, citations
from .commits import Commits, commits
from .consents import (
    Approvals,
    Consent,
    change_approvals,
    consent_of,
    lacking_for_any,
    person_of,
)
from .data_columns import Column, DataColumns, data_columns
from .datasets import DataContents, DataRecord, DataRecords, data_contents, data_records
from .dvc import Tracked, tracked
from .exclusions import Contradiction, Exclusions, exclusions
from .files import Governance, governance
from .freshness import Freshness, freshness
from .impacts import Assessment, ImpactAssessments, impact_assessments, mentions
from .in_force import (
    ExclusionsInForce,
    WaiversInForce,
    exclusions_in_force,
    waivers_in_force,
)
from .justifications import controls_by_id, hollow
from .lifecycle import Course, Courses, KnownRelease, courses
from .links import Whereabouts, backlinks, links_of, whereabouts
from .organisation import Organisation, organisation
from .people import Roster, roster
from .policies import Policies, Policy, policies
from .prose import Passage, Prose, Topic, prose_of, unanswered
from .references import Dangling, References, references
from .released import ReleaseReviews, release_reviews
from .risk_criteria import RiskCriteria, risk_criteria
from .risk_registers import Assessed, FiledRisk, RiskRegisters, risk_registers
from .sheets import Examination, Sheet, Sheets, examinations, sheets
from .stray import StrayData, stray_data
from .suppliers import supplied
from .user_docs import user_docs
from .versions import covers
from .waivers import Standing, Waivers, waivers
from .wording import echoes, is_marked_open, is_open, said

COLLECTORS = (
    applicability_statement,
    change_approvals,
    citations,
    commits,
    courses,
    data_columns,
    data_contents,
    data_records,
    exclusions,
    exclusions_in_force,
    freshness,
    governance,
    governance_files,
    harm_channels,
    impact_assessments,
    organisation,
    policies,
    references,
    release_reviews,
    risk_criteria,
    risk_registers,
    roster,
    sheets,
    stray_data,
    supplied,
    system_uses,
    tracked,
    user_docs,
    waivers,
    waivers_in_force,
    whereabouts,
)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "NO_STATUS",
    "ApplicabilityStatement",
    "Approvals",
    "Assessed",
    "Assessment",
    "Citations",
    "Cited",
    "Column",
    "Commits",
    "Consent",
    "Contradiction",
    "ControlRow",
    "Course",
    "Courses",
    "Dangling",
    "DataColumns",
    "DataContents",
    "DataRecord",
    "DataRecords",
    "Examination",
    "Exclusions",
    "ExclusionsInForce",
    "Filed",
    "FiledRisk",
    "Freshness",
    "Governance",
    "GovernanceFile",
    "GovernanceFiles",
    "ImpactAssessments",
    "KnownRelease",
    "Organisation",
    "Passage",
    "Policies",
    "Policy",
    "Prose",
    "References",
    "ReleaseReviews",
    "RiskCriteria",
    "RiskRegisters",
    "Roster",
    "Sheet",
    "Sheets",
    "Standing",
    "StrayData",
    "Topic",
    "Tracked",
    "Waivers",
    "WaiversInForce",
    "Whereabouts",
    "applicability_statement",
    "backlinks",
    "change_approvals",
    "citations",
    "commits",
    "consent_of",
    "controls_by_id",
    "courses",
    "covers",
    "data_columns",
    "data_contents",
    "data_records",
    "echoes",
    "examinations",
    "exclusions",
    "exclusions_in_force",
    "freshness",
    "governance",
    "governance_files",
    "holders",
    "hollow",
    "impact_assessments",
    "is_marked_open",
    "is_open",
    "lacking_for_any",
    "lacking_roles",
    "links_of",
    "mentions",
    "organisation",
    "person_of",
    "policies",
    "prose_of",
    "references",
    "release_reviews",
    "risk_criteria",
    "risk_registers",
    "roster",
    "said",
    "sheets",
    "stray_data",
    "tracked",
    "unanswered",
    "waivers",
    "waivers_in_force",
    "whereabouts",
]
