"""``aims.yaml``: the AI of a repository, as the team that owns it declares it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from ..model import Role, Tier
from .data_terms import DataUse
from .evaluation import EvaluationFiles
from .fields import (
    DISTINCT,
    Day,
    Declared,
    Digest,
    HubId,
    Id,
    Ids,
    PathGlob,
    PathGlobs,
    Reference,
    References,
    RelativePath,
    Text,
    Texts,
    VersionText,
    wrong,
)
from .privacy import PersonalData
from .problem import shown
from .terms import Activity, Lifecycle, OversightMode, roles_of
from .use import Disclosure, Drill, HarmChannel, UseScope
from .use_terms import Recognition


class Person(Declared):
    """Who does something: a person, a role, or a person in a role."""

    short_form: ClassVar[tuple[str, ...]] = ("person",)

    person: Text | None = Field(default=None, description="Pseudonymous id or name of the person.")
    role: Text | None = Field(default=None, description="The role in which the person acts.")

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.person is None and self.role is None:
            raise wrong("nobody is named", "give 'person', 'role' or both")
        return self

    def __str__(self) -> str:
        if self.person and self.role:
            return f"{self.person} ({self.role})"
        return self.person or self.role or ""


class TierException(Declared):
    """Why a rule that asks for a higher tier does not fit, and who agreed."""

    reason: Text | None = Field(default=None, description="Why the rule does not fit.")
    approved_by: Text | None = Field(default=None, description="Who agreed.")
    approved_on: Day | None = Field(default=None, description="The day of the agreement.")


class TierDecision(Declared):
    """Which risk tier a system is in, and who decided that why."""

    short_form: ClassVar[tuple[str, ...]] = ("level",)

    level: Tier = Field(description="The risk tier.")
    basis: Text | None = Field(
        default=None, description="Why: the law, rule or reasoning behind it."
    )
    decided_by: Text | None = Field(default=None, description="Who decided.")
    decided_on: Day | None = Field(default=None, description="The day of the decision.")
    exception: TierException | None = Field(
        default=None, description="Why a rule that asks for a higher tier does not fit."
    )


class Context(Declared):
    """Where and for whom a system works."""

    domain: Text | None = Field(
        default=None, description="The field of use, such as credit or health."
    )
    users: Texts = Field(default=(), description="Who works with the system.")
    regions: Texts = Field(default=(), description="Where it is used.")
    languages: Texts = Field(
        default=(), description="The languages of its users, as codes: de, en."
    )
    autonomy: Text | None = Field(
        default=None, description="What the system does without a person."
    )
    public_service: bool | None = Field(
        default=None,
        description="Whether a public body uses it, or somebody who provides a public service.",
    )


class Oversight(Declared):
    """How people stay in charge of a system."""

    mode: OversightMode = Field(description="What people do before or after the system acts.")
    by: Person | None = Field(default=None, description="Who oversees.")
    override: Reference | None = Field(
        default=None,
        description="Where a person stops or overrules it: a symbol, flag or runbook section "
        "that exists, as path#name.",
    )
    when: Text | None = Field(default=None, description="In which cases people step in.")
    authority: Text | None = Field(
        default=None, description="What they may do without asking anybody."
    )
    training: Reference | None = Field(
        default=None, description="The record of their training in it."
    )
    drill: Drill | None = Field(default=None, description="When the override was last tried.")


class System(Declared):
    """An AI system: what a purpose, an owner and an assessment belong to."""

    id: Id = Field(description="Stable id; records and assessments refer to it.")
    name: Text | None = Field(default=None, description="What people call it.")
    purpose: Text = Field(description="What it is for, in a sentence.")
    owner: Person = Field(description="Who answers for it.")
    activities: Annotated[tuple[Activity, ...], DISTINCT] = Field(
        default=(), description="What the organisation does with it; roles follow from this."
    )
    version: VersionText | None = Field(default=None, description="Current version.")
    tags: Texts = Field(default=(), description="Words to group systems by.")
    context: Context | None = Field(default=None, description="Where and for whom it works.")
    entry_points: References = Field(
        default=(), description="Where the system is entered in code, as path#symbol."
    )
    generates_content: bool | None = Field(
        default=None, description="Whether it makes text, images, sound or video."
    )
    lifecycle: Lifecycle | None = Field(default=None, description="The stage of its life.")
    tier: TierDecision | None = Field(
        default=None, description="Its risk tier; without one: limited."
    )
    paths: PathGlobs = Field(
        default=(), description="What in the repository belongs to it. A sole system needs none."
    )
    models: Ids = Field(default=(), description="Ids of the models it uses.")
    datasets: Ids = Field(default=(), description="Ids of the datasets it uses.")
    suppliers: Ids = Field(default=(), description="Ids of the suppliers it depends on.")
    oversight: Oversight | None = Field(
        default=None, description="How people stay in charge of it."
    )
    impact_assessment: Reference | None = Field(default=None, description="Its impact assessment.")
    risk_register: Reference | None = Field(default=None, description="Its risk register.")
    interacts_with_people: bool | None = Field(
        default=None, description="Whether people deal with it directly."
    )
    personal_data: PersonalData | None = Field(
        default=None, description="What it does with personal data."
    )
    duties: dict[Id, Text] = Field(default={}, description="Who holds which duty: duty to person.")
    obligations: Texts = Field(default=(), description="Laws and rules it falls under.")
    recognises: Annotated[tuple[Recognition, ...], DISTINCT] = Field(
        default=(), description="What it tells of people from face, voice, body or behaviour."
    )
    disclosure: Disclosure | None = Field(
        default=None, description="How people learn that AI is at work."
    )
    report_harm: HarmChannel | None = Field(
        default=None, description="How anybody outside reports harm."
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that follow from the activities; empty if no activity is stated."""
        return roles_of(self.activities)


class Model(Declared):
    """A model that systems use: a file, a hub model, or one behind an API."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [key]} for key in ("path", "hub", "api")]}
    )

    id: Id = Field(description="Stable id; systems and cards refer to it.")
    path: RelativePath | None = Field(default=None, description="The file or folder it is in.")
    hub: HubId | None = Field(default=None, description="Its id on a model hub: organisation/name.")
    revision: Text | None = Field(default=None, description="The commit of the hub model in use.")
    api: Text | None = Field(default=None, description="The name under which an API offers it.")
    snapshot: Text | None = Field(
        default=None, description="The dated version of the API model in use."
    )
    digest: Digest | None = Field(default=None, description="SHA-256 of the file.")
    card: Reference | None = Field(default=None, description="Its model card.")
    licence: Text | None = Field(default=None, description="The licence it is used under.")
    version: VersionText | None = Field(default=None, description="Its version.")
    base_model: HubId | None = Field(
        default=None, description="Id on a hub of the model it was made from."
    )
    languages: Texts = Field(default=(), description="The languages it is for, as codes: en, de.")
    evaluation: EvaluationFiles = Field(
        default=(), description="Its evaluation reports: a reference, or several."
    )
    supplier: Id | None = Field(default=None, description="Id of the supplier it comes from.")
    intended_uses: UseScope | None = Field(
        default=None, description="The only uses it is meant for."
    )
    excluded_uses: UseScope | None = Field(default=None, description="Uses it is not meant for.")

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.path is None and self.hub is None and self.api is None:
            message = f"model {shown(self.id)} is neither a file nor behind a hub or an API"
            raise wrong(message, "give one of 'path', 'hub' and 'api'")
        return self


class Rights(Declared):
    """By which right a dataset is used."""

    licence: Text | None = Field(default=None, description="The licence of the data.")
    source: Text | None = Field(default=None, description="Where the data come from.")
    obtained: Day | None = Field(default=None, description="The day they were obtained.")
    method: Text | None = Field(
        default=None,
        description="How they were obtained: collected, bought, generated, …",
    )
    contract: Text | None = Field(
        default=None,
        description="The contract that grants the right, if no licence does.",
    )
    permitted_uses: Texts = Field(default=(), description="What they may be used for.")
    commercial: bool | None = Field(
        default=None,
        description="Whether the use made of them is commercial; else the activities tell.",
    )


class Derivation(Declared):
    """The step that made a dataset from what was there before."""

    script: Reference | None = Field(
        default=None, description="The code that made it, as path#symbol."
    )
    commit: Text | None = Field(default=None, description="The commit of that code.")
    repository: Text | None = Field(
        default=None, description="The address of the repository of that code, if not this one."
    )


class Synthetic(Declared):
    """Data that a program made up, so that no real person stands behind a row."""

    short_form: ClassVar[tuple[str, ...]] = ("generator",)

    generator: Reference = Field(description="The code that makes them up, as path#symbol.")
    reason: Text | None = Field(default=None, description="Why nobody real can be in them.")


class Dataset(Declared):
    """Data that systems are trained, evaluated or run on."""

    id: Id = Field(description="Stable id; systems and datasheets refer to it.")
    path: RelativePath | None = Field(default=None, description="The file or folder it is in.")
    hub: HubId | None = Field(default=None, description="Its id on a hub: organisation/name.")
    revision: Text | None = Field(default=None, description="The commit of the hub dataset in use.")
    dvc: RelativePath | None = Field(default=None, description="The DVC file that tracks it.")
    uri: Text | None = Field(
        default=None, description="Where it is kept, if not in the repository."
    )
    digest: Digest | None = Field(default=None, description="SHA-256 of the file.")
    datasheet: Reference | None = Field(default=None, description="Its datasheet.")
    rights: Rights | None = Field(default=None, description="By which right it is used.")
    personal_data: bool | None = Field(default=None, description="Whether it holds personal data.")
    version: VersionText | None = Field(default=None, description="Its version.")
    uses: Annotated[tuple[DataUse, ...], DISTINCT] = Field(
        default=(), description="What it is used for; else the activities of its systems tell."
    )
    columns: Texts = Field(default=(), description="Names of its columns or fields.")
    categories: Texts = Field(default=(), description="Categories of data it holds, in words.")
    parents: Ids = Field(default=(), description="Ids of the datasets it was made from.")
    derived_by: Derivation | None = Field(
        default=None, description="The step that made it from its parents or from nothing."
    )
    synthetic: Synthetic | None = Field(
        default=None, description="By what it was made up, if no real person is behind it."
    )
    supplier: Id | None = Field(default=None, description="Id of the supplier it comes from.")


class SupplierAssessment(Declared):
    """The outcome of looking at a supplier."""

    on: Day | None = Field(default=None, description="The day of the assessment.")
    by: Text | None = Field(default=None, description="Who assessed.")
    result: Text | None = Field(default=None, description="What it came to.")
    record: Reference | None = Field(default=None, description="The record of it.")


class Supplier(Declared):
    """Somebody outside who supplies models, data or services to systems."""

    id: Id = Field(description="Stable id; systems refer to it.")
    kind: Text | None = Field(
        default=None, description="What it supplies: api, model, data, cloud, …"
    )
    name: Text | None = Field(default=None, description="What it calls itself.")
    supplies: Texts = Field(
        default=(),
        description="What comes from it: organisations of a hub, hub ids, services, names of "
        "hosted models.",
    )
    assessed: SupplierAssessment | None = Field(default=None, description="How it was assessed.")


class Exclusion(Declared):
    """What discovery finds and nobody needs to declare."""

    path: PathGlob = Field(description="Which paths.")
    reason: Text = Field(description="Why nobody needs to declare it.")
    expires: Day | None = Field(default=None, description="The last day on which this holds.")


class Manifest(Declared):
    """The AI of a repository."""

    model_config = ConfigDict(title="aims.yaml")

    version: Literal[1] = Field(default=1, description="The version of this format.")
    organization: Text | None = Field(default=None, description="Who answers for the AI.")
    systems: tuple[System, ...] = Field(default=(), description="The AI systems.")
    models: tuple[Model, ...] = Field(default=(), description="The models they use.")
    datasets: tuple[Dataset, ...] = Field(default=(), description="The datasets they use.")
    suppliers: tuple[Supplier, ...] = Field(default=(), description="The suppliers they depend on.")
    exclude: tuple[Exclusion, ...] = Field(
        default=(), description="What discovery finds and nobody needs to declare."
    )
    made_up: tuple[Exclusion, ...] = Field(
        default=(),
        description="Files in which numbers, addresses and keys that look real are made up.",
    )
    includes: Annotated[tuple[RelativePath, ...], DISTINCT] = Field(
        default=(), description="Manifests in folders below, each of which rules its folder."
    )
    extensions: dict[str, Any] = Field(default={}, description="Keys of plugins, by plugin name.")
