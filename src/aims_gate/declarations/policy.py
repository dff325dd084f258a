"""``aims-gate.yaml``: how the gate judges, as whoever answers for it declares it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from ..model import ERROR, Profile, Severity, Tier
from .custom import CustomCheck
from .fields import (
    DISTINCT,
    CheckId,
    Declared,
    Digest,
    PathGlobs,
    RelativePath,
    Span,
    Text,
    Texts,
    wrong,
)
from .problem import nearest, shown
from .terms import Event, Explanation, OversightMode
from .tiers import SeverityByTier


class FailOn(SeverityByTier):
    """The least severity that makes the gate fail, by tier and, if need be, by event.

    A tier that is not named fails on errors. What an event names goes before what holds for all.
    """

    pull_request: SeverityByTier | None = Field(
        default=None, description="For changes under review."
    )
    release: SeverityByTier | None = Field(default=None, description="For releases.")
    schedule: SeverityByTier | None = Field(default=None, description="For regular runs.")

    def thresholds(self, event: Event | None = None) -> dict[Tier, Severity]:
        """The least severity that makes the gate fail, for every tier."""
        for_event: dict[Event, SeverityByTier | None] = {
            Event.PULL_REQUEST: self.pull_request,
            Event.RELEASE: self.release,
            Event.SCHEDULE: self.schedule,
        }
        special = for_event[event] if event else None
        return {
            **dict.fromkeys(Tier, ERROR),
            **self.by_tier(),
            **(special.by_tier() if special else {}),
        }


class CheckRules(Declared):
    """Which checks do not run, which must, and how severe they are."""

    ignore: dict[CheckId, Text] = Field(
        default={}, description="Checks that do not run: check to reason."
    )
    severity: dict[CheckId, SeverityByTier] = Field(
        default={}, description="Severities that replace those of the checks: check to severity."
    )
    require: Annotated[tuple[CheckId, ...], DISTINCT] = Field(
        default=(), description="Checks that must be assessed for the gate to judge at all."
    )

    @model_validator(mode="after")
    def _requires_nothing_that_it_ignores(self) -> Self:
        for check in self.require:
            if check in self.ignore:
                raise wrong(f"'{check}' is ignored and required", "remove one of them")
        return self


class EvaluationLimit(Declared):
    """What an evaluation must show: a metric within limits, on enough samples."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [key]} for key in ("min", "max")]}
    )

    metric: Text = Field(description="The name of the metric.")
    min: float | None = Field(
        default=None, strict=True, description="The least value that will do."
    )
    max: float | None = Field(
        default=None, strict=True, description="The greatest value that will do."
    )
    samples: int | None = Field(
        default=None, strict=True, ge=1, description="On how many samples it is measured at least."
    )
    slice: Text | None = Field(
        default=None,
        description="A feature whose groups are compared, a group, or a condition of a suite.",
    )

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.min is None and self.max is None:
            raise wrong(f"metric {shown(self.metric)} has no limit", "give 'min', 'max' or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise wrong(f"metric {shown(self.metric)} has a 'min' above its 'max'", "swap them")
        return self


class MaximumAge(Declared):
    """How old evidence may be."""

    impact_assessment: Span | None = Field(default=None, description="Of an impact assessment.")
    risk_assessment: Span | None = Field(default=None, description="Of a risk assessment.")
    evaluation: Span | None = Field(default=None, description="Of an evaluation.")
    policy_review: Span | None = Field(default=None, description="Of a review of the AI policy.")
    supplier_assessment: Span | None = Field(
        default=None, description="Of the assessment of a supplier."
    )
    oversight_drill: Span | None = Field(default=None, description="Of a drill of human oversight.")
    training: Span | None = Field(default=None, description="Of the training of people.")
    management_review: Span | None = Field(default=None, description="Of a management review.")
    audit_cycle: Span | None = Field(
        default=None, description="Within how long everything is audited once."
    )


class MonitoringDuty(Declared):
    """How a system in operation is watched."""

    cadence: Span | None = Field(default=None, description="How often results are looked at.")


class TierPlaybook(Declared):
    """What is demanded of systems of one risk tier."""

    approvals: dict[Text, Texts] = Field(
        default={}, description="Who must approve what: step to the roles that approve."
    )
    oversight: OversightMode | None = Field(
        default=None, description="The weakest mode of human oversight that will do."
    )
    evaluations: tuple[EvaluationLimit, ...] = Field(
        default=(), description="What evaluations must show."
    )
    maximum_age: MaximumAge | None = Field(default=None, description="How old evidence may be.")
    log_retention: Span | None = Field(
        default=None, description="How long event logs are kept at least."
    )
    explanation: Explanation | None = Field(
        default=None, description="How much a system must tell of how it comes to a result."
    )
    monitoring: MonitoringDuty | None = Field(default=None, description="How systems are watched.")
    banned_uses: Texts = Field(default=(), description="Uses that are not allowed.")
    banned_data: Texts = Field(default=(), description="Kinds of data that are not allowed.")


class Playbook(Declared):
    """What is demanded of systems, by risk tier."""

    minimal: TierPlaybook | None = Field(default=None, description="Of systems of minimal risk.")
    limited: TierPlaybook | None = Field(default=None, description="Of systems of limited risk.")
    high: TierPlaybook | None = Field(default=None, description="Of systems of high risk.")

    def of(self, tier: Tier) -> TierPlaybook | None:
        """What is demanded of a tier; of prohibited systems as much as of high-risk ones."""
        return {
            Tier.MINIMAL: self.minimal,
            Tier.LIMITED: self.limited,
            Tier.HIGH: self.high,
            Tier.PROHIBITED: self.high,
        }[tier]


class Extension(Declared):
    """The policy of an organisation that this one builds on, pinned by its content."""

    file: RelativePath = Field(description="Where a copy of it lies in this repository.")
    digest: Digest = Field(description="The SHA-256 of the copy: another text judges nothing.")
    address: Text | None = Field(
        default=None, description="Where it comes from: repository and commit, or https address."
    )


class WaiverRules(Declared):
    """What may be waived, and for how long."""

    longest: Span | None = Field(
        default=None, description="How long a waiver may hold; without it 180 days."
    )
    never: Annotated[tuple[CheckId, ...], DISTINCT] = Field(
        default=(), description="Checks whose findings nobody may waive."
    )


class FileLocations(Declared):
    """Where the governance documents lie, relative to the folder of this file."""

    governance: PathGlobs = Field(
        default=(),
        description="Patterns of all governance documents; without any: governance/** and "
        "docs/governance/**.",
    )
    soa: RelativePath | None = Field(
        default=None, description="The Statement of Applicability: YAML, CSV or Markdown."
    )
    baseline: RelativePath | None = Field(
        default=None,
        description="The findings that were there at adoption; without it aims-gate-baseline.txt.",
    )


class GatePolicy(Declared):
    """How the gate judges."""

    model_config = ConfigDict(title="aims-gate.yaml")

    version: Literal[1] = Field(default=1, description="The version of this format.")
    extends: Extension | None = Field(
        default=None, description="The policy that this one builds on."
    )
    fixed: Texts = Field(
        default=(),
        description="What policies that build on this one may not loosen, such as playbook.high.",
    )
    profile: Profile = Field(default=Profile.STARTER, description="The set of checks that run.")
    fail_on: FailOn = Field(
        default_factory=FailOn,
        description="The least severity that makes the gate fail, by tier and event.",
    )
    checks: CheckRules = Field(default_factory=CheckRules, description="Rules for single checks.")
    playbook: Playbook = Field(
        default_factory=Playbook, description="What is demanded, by risk tier."
    )
    waivers: WaiverRules | None = Field(
        default=None, description="What may be waived, and for how long."
    )
    files: FileLocations = Field(
        default_factory=FileLocations, description="Where the governance documents lie."
    )
    custom: tuple[CustomCheck, ...] = Field(
        default=(), description="Checks of the repository's own, as expressions."
    )
    plugins: Texts = Field(
        default=(), description="Plugins that must be installed, by distribution name."
    )

    @model_validator(mode="after")
    def _fixes_what_there_is(self) -> Self:
        for key in self.fixed:
            part = key.partition(".")[0]
            if part not in type(self).model_fields:
                meant = nearest(part, type(self).model_fields)
                hint = f": did you mean '{meant}'?" if meant else ""
                raise wrong(f"no policy has {shown(part)}{hint}", "name a key of the policy")
        return self
