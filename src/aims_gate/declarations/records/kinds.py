"""Every kind of governance document: its name, its model, where a new one is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ...model import Profile

if TYPE_CHECKING:
    from .control import Controlled


class Nature(StrEnum):
    """How a document is written: as data, or as prose under a head."""

    DATA = "data"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of governance document.

    ``model`` is ``module:Class`` below this package. ``path`` is where ``init --governance``
    writes a new one, and ``profile`` the smallest profile whose checks read it. One that is not
    owed is written when there is something to write into it.
    """

    name: str
    called: str
    model: str
    path: str
    profile: Profile = Profile.STANDARD
    is_owed: bool = True

    @property
    def nature(self) -> Nature:
        """Whether it is written as data or as prose."""
        return Nature.PROSE if self.path.endswith(".md") else Nature.DATA

    def load_model(self) -> type[Controlled]:
        """The pydantic model of such a document, or of the head of one in prose."""
        module, _, name = self.model.partition(":")
        found: type[Controlled] = getattr(import_module(f".{module}", __package__), name)
        return found


_ALL: Final = (
    Kind("people", "register of people", "people:People", "governance/people.yaml"),
    Kind("ai-policy", "AI policy", "policies:AiPolicy", "governance/ai-policy.md"),
    Kind(
        "concern-procedure",
        "procedure for concerns",
        "policies:ConcernProcedure",
        "governance/concerns.md",
        Profile.CERTIFICATION,
    ),
    Kind(
        "document-register",
        "register of documents",
        "policies:DocumentRegister",
        "governance/documents.yaml",
    ),
    Kind("datasheet", "datasheet", "data:Datasheet", "governance/data/datasheet.md"),
    Kind(
        "data-quality",
        "report on the quality of data",
        "data:DataQuality",
        "governance/data/quality.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "objectives",
        "register of objectives",
        "goals:Objectives",
        "governance/objectives.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "requirements",
        "list of requirements",
        "goals:Requirements",
        "governance/requirements.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "development-process",
        "development process",
        "development:DevelopmentProcess",
        "governance/development-process.md",
        Profile.CERTIFICATION,
    ),
    Kind(
        "design-record",
        "design record",
        "development:DesignRecord",
        "governance/design-record.md",
        Profile.CERTIFICATION,
    ),
    Kind(
        "deployment-plan",
        "deployment plan",
        "deployment:DeploymentPlan",
        "governance/deployment-plan.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "compute",
        "record of computing resources",
        "deployment:Compute",
        "governance/compute.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "releases",
        "register of releases",
        "deployment:Releases",
        "governance/releases.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "changes",
        "register of changes",
        "deployment:Changes",
        "governance/changes.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "retirements",
        "register of retired systems",
        "deployment:Retirements",
        "governance/retirements.yaml",
        Profile.CERTIFICATION,
        is_owed=False,
    ),
    Kind(
        "incidents",
        "register of incidents",
        "incidents:Incidents",
        "governance/incidents.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "nonconformities",
        "register of nonconformities",
        "incidents:Nonconformities",
        "governance/nonconformities.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "impact-assessment",
        "impact assessment",
        "impact:ImpactAssessment",
        "governance/impact/system.yaml",
    ),
    Kind(
        "impact-process",
        "process of impact assessment",
        "impact:ImpactProcess",
        "governance/impact/process.md",
    ),
    Kind(
        "practice-screen",
        "screen of banned practices",
        "law:PracticeScreen",
        "governance/practices.yaml",
    ),
    Kind(
        "obligations",
        "register of obligations",
        "law:Obligations",
        "governance/obligations.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "context",
        "register of issues and interested parties",
        "law:Context",
        "governance/context.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "rights-assessment",
        "assessment of rights",
        "law:RightsAssessment",
        "governance/rights-assessment.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "user-information",
        "information for users",
        "information:UserInformation",
        "governance/information/users.md",
        Profile.CERTIFICATION,
    ),
    Kind(
        "incident-plan",
        "plan for telling of incidents",
        "information:IncidentPlan",
        "governance/incident-plan.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "commitments-to-customers",
        "list of commitments to customers",
        "information:CustomerCommitments",
        "governance/commitments-to-customers.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "use-process",
        "process for responsible use",
        "usage:UseProcess",
        "governance/use-process.md",
        Profile.CERTIFICATION,
    ),
    Kind(
        "use-approvals",
        "list of approvals of use",
        "usage:UseApprovals",
        "governance/use-approvals.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "suppliers",
        "register of suppliers",
        "outside_parties:Suppliers",
        "governance/suppliers.yaml",
    ),
    Kind(
        "responsibilities",
        "matrix of responsibilities",
        "outside_parties:Responsibilities",
        "governance/responsibilities.yaml",
        Profile.CERTIFICATION,
    ),
    Kind("risk-criteria", "risk criteria", "risk:RiskCriteria", "governance/risk-criteria.yaml"),
    Kind("risk-register", "risk register", "risk:RiskRegister", "governance/risks/register.yaml"),
    Kind(
        "soa",
        "Statement of Applicability",
        "applicability:StatementOfApplicability",
        "governance/soa.yaml",
    ),
    Kind(
        "training",
        "training record",
        "review:Training",
        "governance/training.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "commitment",
        "record of commitment",
        "review:Commitment",
        "governance/commitment.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "audit-programme",
        "audit programme",
        "review:AuditProgramme",
        "governance/audits.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "management-reviews",
        "record of management reviews",
        "review:ManagementReviews",
        "governance/management-reviews.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "improvements",
        "log of improvements",
        "review:Improvements",
        "governance/improvements.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "monitoring-plan",
        "monitoring plan",
        "monitoring:MonitoringPlan",
        "governance/monitoring-plan.yaml",
    ),
    Kind(
        "monitoring-results",
        "record of monitoring results",
        "monitoring:MonitoringResults",
        "governance/monitoring-results.yaml",
        Profile.CERTIFICATION,
    ),
    Kind(
        "event-log",
        "specification of the event log",
        "monitoring:EventLog",
        "governance/event-log.yaml",
    ),
    Kind(
        "waivers",
        "list of waivers",
        "waivers:Waivers",
        "governance/waivers.yaml",
        Profile.STARTER,
        is_owed=False,
    ),
    # A new kind is one line here, its model, its skeleton, and a property of `Governance`.
)

KINDS: Final = {kind.name: kind for kind in _ALL}
"""The kinds by name."""
