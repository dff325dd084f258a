"""What there is to judge: the declared and the discovered brought together."""

from ..discovery import assets
from ..evidence import documents
from ..repository import change, survey
from .anchors import Anchors, anchors
from .automation import Automation, Job, Workflow, automation
from .bills import Bills, Component, bills
from .cards import (
    CORE_OF_A_CARD,
    Assessments,
    Datasheets,
    Link,
    ModelCards,
    assessments,
    datasheets,
    model_cards,
)
from .data_sources import DataSource, DataSources, data_sources
from .datasets import datasets
from .declared import (
    Declarations,
    Declared,
    JudgingPolicy,
    declarations,
    declared,
    read_policy,
)
from .infrastructure import Infrastructure, Stated, Workload, infrastructure
from .mentions import Mentions, mentions
from .models import models
from .playbooks import (
    RULED_TIERS,
    Ages,
    EvaluationLimit,
    Playbooks,
    TierRules,
    playbooks,
)
from .register import Register, owners_in, register
from .strictness import Weakness, stricter_below
from .systems import systems
from .things import (
    LEFT_OPEN,
    Dataset,
    Datasets,
    EvaluationLink,
    Model,
    Models,
    ModelUse,
    Origin,
    Oversight,
    Reference,
    System,
    Systems,
)
from .undeclared import Thing, Torn, Undeclared, UnreadFile, undeclared
from .unsafe import UnsafeLoads, unsafe_loads

COLLECTORS = (
    anchors,
    assessments,
    assets,
    automation,
    bills,
    change,
    data_sources,
    datasets,
    datasheets,
    declarations,
    declared,
    documents,
    infrastructure,
    mentions,
    model_cards,
    models,
    playbooks,
    register,
    survey,
    systems,
    undeclared,
    unsafe_loads,
)
"""Every collector of the gate itself."""

__all__ = [
    "COLLECTORS",
    "CORE_OF_A_CARD",
    "LEFT_OPEN",
    "RULED_TIERS",
    "Ages",
    "Anchors",
    "Assessments",
    "Automation",
    "Bills",
    "Component",
    "DataSource",
    "DataSources",
    "Dataset",
    "Datasets",
    "Datasheets",
    "Declarations",
    "Declared",
    "EvaluationLimit",
    "EvaluationLink",
    "Infrastructure",
    "Job",
    "JudgingPolicy",
    "Link",
    "Mentions",
    "Model",
    "ModelCards",
    "ModelUse",
    "Models",
    "Origin",
    "Oversight",
    "Playbooks",
    "Reference",
    "Register",
    "Stated",
    "System",
    "Systems",
    "Thing",
    "TierRules",
    "Torn",
    "Undeclared",
    "UnreadFile",
    "UnsafeLoads",
    "Weakness",
    "Workflow",
    "Workload",
    "owners_in",
    "read_policy",
    "stricter_below",
]
