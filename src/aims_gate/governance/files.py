"""The governance documents of a repository, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..declarations.records import KINDS, Filed, LoadedRecords
from ..model import Cause, Evidence, NotAssessed
from ..portfolio import Declarations
from .pasted import without_pasted

if TYPE_CHECKING:  # pydantic is slow to import and not needed to hold what it made
    from ..declarations.records.applicability import StatementOfApplicability
    from ..declarations.records.data import DataQuality, Datasheet
    from ..declarations.records.deployment import (
        Changes,
        Compute,
        DeploymentPlan,
        Releases,
        Retirements,
    )
    from ..declarations.records.development import DesignRecord, DevelopmentProcess
    from ..declarations.records.goals import Objectives, Requirements
    from ..declarations.records.impact import ImpactAssessment, ImpactProcess
    from ..declarations.records.incidents import Incidents, Nonconformities
    from ..declarations.records.information import (
        CustomerCommitments,
        IncidentPlan,
        UserInformation,
    )
    from ..declarations.records.law import (
        Context,
        Obligations,
        PracticeScreen,
        RightsAssessment,
    )
    from ..declarations.records.monitoring import EventLog, MonitoringPlan, MonitoringResults
    from ..declarations.records.outside_parties import Responsibilities, Suppliers
    from ..declarations.records.people import People
    from ..declarations.records.policies import AiPolicy, ConcernProcedure, DocumentRegister
    from ..declarations.records.review import (
        AuditProgramme,
        Commitment,
        Improvements,
        ManagementReviews,
        Training,
    )
    from ..declarations.records.risk import RiskCriteria, RiskRegister
    from ..declarations.records.usage import UseApprovals, UseProcess
    from ..declarations.records.waivers import Waivers


@dataclass(frozen=True, slots=True)
class Governance(Evidence):
    """Every governance document, by kind, in the order of their paths.

    Reading a kind of which a file is invalid raises
    :class:`~aims_gate.model.NotAssessed`: what cannot be read says nothing either way.
    """

    loaded: LoadedRecords = field(default_factory=LoadedRecords)

    @property
    def people(self) -> tuple[Filed[People], ...]:
        """Registers of people."""
        return self.of("people")

    @property
    def ai_policies(self) -> tuple[Filed[AiPolicy], ...]:
        """AI policies."""
        return self.of("ai-policy")

    @property
    def concern_procedures(self) -> tuple[Filed[ConcernProcedure], ...]:
        """Procedures for concerns."""
        return self.of("concern-procedure")

    @property
    def document_registers(self) -> tuple[Filed[DocumentRegister], ...]:
        """Registers of documents."""
        return self.of("document-register")

    @property
    def datasheets(self) -> tuple[Filed[Datasheet], ...]:
        """Heads of datasheets."""
        return self.of("datasheet")

    @property
    def data_quality(self) -> tuple[Filed[DataQuality], ...]:
        """Reports on the quality of datasets."""
        return self.of("data-quality")

    @property
    def objectives(self) -> tuple[Filed[Objectives], ...]:
        """Objectives for AI."""
        return self.of("objectives")

    @property
    def requirements(self) -> tuple[Filed[Requirements], ...]:
        """Requirements, one document a system."""
        return self.of("requirements")

    @property
    def development_processes(self) -> tuple[Filed[DevelopmentProcess], ...]:
        """Development processes."""
        return self.of("development-process")

    @property
    def design_records(self) -> tuple[Filed[DesignRecord], ...]:
        """Design records."""
        return self.of("design-record")

    @property
    def deployment_plans(self) -> tuple[Filed[DeploymentPlan], ...]:
        """Deployment plans."""
        return self.of("deployment-plan")

    @property
    def compute(self) -> tuple[Filed[Compute], ...]:
        """Records of computing resources."""
        return self.of("compute")

    @property
    def releases(self) -> tuple[Filed[Releases], ...]:
        """Registers of releases."""
        return self.of("releases")

    @property
    def changes(self) -> tuple[Filed[Changes], ...]:
        """Registers of changes."""
        return self.of("changes")

    @property
    def retirements(self) -> tuple[Filed[Retirements], ...]:
        """Registers of systems taken out of use."""
        return self.of("retirements")

    @property
    def incidents(self) -> tuple[Filed[Incidents], ...]:
        """Registers of incidents."""
        return self.of("incidents")

    @property
    def nonconformities(self) -> tuple[Filed[Nonconformities], ...]:
        """Registers of nonconformities."""
        return self.of("nonconformities")

    @property
    def impact_assessments(self) -> tuple[Filed[ImpactAssessment], ...]:
        """Impact assessments that say what they are."""
        return self.of("impact-assessment")

    @property
    def impact_processes(self) -> tuple[Filed[ImpactProcess], ...]:
        """Processes of impact assessment."""
        return self.of("impact-process")

    @property
    def practice_screens(self) -> tuple[Filed[PracticeScreen], ...]:
        """Screens of banned practices."""
        return self.of("practice-screen")

    @property
    def obligations(self) -> tuple[Filed[Obligations], ...]:
        """Registers of obligations."""
        return self.of("obligations")

    @property
    def contexts(self) -> tuple[Filed[Context], ...]:
        """Registers of issues and interested parties."""
        return self.of("context")

    @property
    def rights_assessments(self) -> tuple[Filed[RightsAssessment], ...]:
        """Assessments of data protection and fundamental rights."""
        return self.of("rights-assessment")

    @property
    def user_information(self) -> tuple[Filed[UserInformation], ...]:
        """Information for users."""
        return self.of("user-information")

    @property
    def incident_plans(self) -> tuple[Filed[IncidentPlan], ...]:
        """Plans for telling of incidents."""
        return self.of("incident-plan")

    @property
    def customer_commitments(self) -> tuple[Filed[CustomerCommitments], ...]:
        """Commitments to customers."""
        return self.of("commitments-to-customers")

    @property
    def use_processes(self) -> tuple[Filed[UseProcess], ...]:
        """Processes for responsible use."""
        return self.of("use-process")

    @property
    def use_approvals(self) -> tuple[Filed[UseApprovals], ...]:
        """Lists of approvals of use."""
        return self.of("use-approvals")

    @property
    def suppliers(self) -> tuple[Filed[Suppliers], ...]:
        """Registers of assessed suppliers."""
        return self.of("suppliers")

    @property
    def responsibilities(self) -> tuple[Filed[Responsibilities], ...]:
        """Matrices of responsibilities."""
        return self.of("responsibilities")

    @property
    def risk_criteria(self) -> tuple[Filed[RiskCriteria], ...]:
        """Risk criteria."""
        return self.of("risk-criteria")

    @property
    def risk_registers(self) -> tuple[Filed[RiskRegister], ...]:
        """Risk registers."""
        return self.of("risk-register")

    @property
    def statements(self) -> tuple[Filed[StatementOfApplicability], ...]:
        """Statements of Applicability that say what they are; bare tables are not here."""
        return self.of("soa")

    @property
    def trainings(self) -> tuple[Filed[Training], ...]:
        """Training records."""
        return self.of("training")

    @property
    def commitments(self) -> tuple[Filed[Commitment], ...]:
        """Records of commitment."""
        return self.of("commitment")

    @property
    def audit_programmes(self) -> tuple[Filed[AuditProgramme], ...]:
        """Audit programmes."""
        return self.of("audit-programme")

    @property
    def management_reviews(self) -> tuple[Filed[ManagementReviews], ...]:
        """Records of management reviews."""
        return self.of("management-reviews")

    @property
    def improvements(self) -> tuple[Filed[Improvements], ...]:
        """Logs of improvements."""
        return self.of("improvements")

    @property
    def monitoring_plans(self) -> tuple[Filed[MonitoringPlan], ...]:
        """Monitoring plans."""
        return self.of("monitoring-plan")

    @property
    def monitoring_results(self) -> tuple[Filed[MonitoringResults], ...]:
        """Records of monitoring results."""
        return self.of("monitoring-results")

    @property
    def event_logs(self) -> tuple[Filed[EventLog], ...]:
        """Specifications of event logs."""
        return self.of("event-log")

    @property
    def waivers(self) -> tuple[Filed[Waivers], ...]:
        """Lists of waivers."""
        return self.of("waivers")

    def of(self, kind: str) -> tuple[Filed[Any], ...]:
        """The documents of one kind; raises :class:`NotAssessed` if one of them is invalid."""
        if problem := self.loaded.invalid.get(kind):
            raise NotAssessed(
                f"{problem.path} is invalid, so what it says is not known",
                cause=Cause.UNREADABLE,
                at=problem.location,
                fix=problem.fix,
            )
        return self.loaded.by_kind.get(kind, ())

    def __iter__(self) -> Iterator[Filed[Any]]:
        """All valid documents of any kind, in the order of their paths."""
        every = [filed for files in self.loaded.by_kind.values() for filed in files]
        return iter(sorted(every, key=lambda filed: filed.path))

    def absent(self, kind: str) -> str:
        """Say that there is no document of a kind, and what to do about it."""
        return f"there is no {KINDS[kind].called} ({KINDS[kind].path} would be the place)"


def governance(declarations: Declarations) -> Governance:
    """The documents that were read with the declarations; what was pasted there counts as open."""
    return Governance(without_pasted(declarations.records))
