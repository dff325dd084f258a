"""The vocabulary of the gate: what a check is, what it sees, and what a run comes to.

Everything here is frozen, slotted and free of behaviour that needs a repository, so that every
other room may import it.
"""

from .check import Check, Unloaded, check
from .evidence import (
    Deferred,
    Evidence,
    NotAssessed,
    called,
    deferred,
    provided_type,
    required_types,
)
from .finding import Finding, conforms, does_not_apply, fails, unassessed
from .judgement import DecidedFinding, DecidedResult, Judgement, PolicySource, Verdict, WaiverNote
from .location import Location
from .progress import Progress, silent
from .report import ControlStatus, Ran, Report, Result
from .roots import Base, Clock, Environment, Network, OwnSeverities
from .subject import REPOSITORY, Subject
from .terms import (
    ERROR,
    NOTE,
    ORDINARY_TIERS,
    WARNING,
    Cause,
    FindingKind,
    Outcome,
    Profile,
    Reach,
    Role,
    Severity,
    Status,
    SubjectKind,
    Tier,
    by_tier,
)

__all__ = [
    "ERROR",
    "NOTE",
    "ORDINARY_TIERS",
    "REPOSITORY",
    "WARNING",
    "Base",
    "Cause",
    "Check",
    "Clock",
    "ControlStatus",
    "DecidedFinding",
    "DecidedResult",
    "Deferred",
    "Environment",
    "Evidence",
    "Finding",
    "FindingKind",
    "Judgement",
    "Location",
    "Network",
    "NotAssessed",
    "Outcome",
    "OwnSeverities",
    "PolicySource",
    "Profile",
    "Progress",
    "Ran",
    "Reach",
    "Report",
    "Result",
    "Role",
    "Severity",
    "Status",
    "Subject",
    "SubjectKind",
    "Tier",
    "Unloaded",
    "Verdict",
    "WaiverNote",
    "by_tier",
    "called",
    "check",
    "conforms",
    "deferred",
    "does_not_apply",
    "fails",
    "provided_type",
    "required_types",
    "silent",
    "unassessed",
]
