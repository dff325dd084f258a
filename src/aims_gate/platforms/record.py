"""What a platform says, in words that hold for every platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..model import Evidence


class Unanswered(Exception):  # noqa: N818 - it is what came of a question
    """The platform did not say; the message says why, ``fix`` what would let it.

    Neither ever holds a token, nor what a library said about a request.
    """

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


class Refused(Unanswered):
    """The platform does not let this token see it, or has no such thing."""


class Lost(Unanswered):
    """Something was to be added, and whether it was is not known: sent again, it might be twice."""


@dataclass(frozen=True, slots=True)
class Approval:
    """That an account approved something, on a day if the platform says which.

    ``account`` is in lower case and without ``@``. ``environment`` names what was approved to be
    deployed to; it is empty for an approval of a change.
    """

    account: str
    on: date | None = None
    environment: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A pull request or merge request as the platform has it.

    ``name`` is what people call it (``pull request #7``), ``head`` its last commit. ``authors`` are
    the accounts and ``addresses`` the e-mail addresses, both in lower case, of everybody who opened
    it or wrote a commit of it. ``approvals`` are those of its last commit by others; ``stale`` the
    accounts whose approval is of an earlier state.
    """

    name: str
    head: str
    authors: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    approvals: tuple[Approval, ...] = ()
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedChange(Evidence):
    """The request by which what is judged is to be merged, or was; else why it is not known."""

    request: ChangeRequest | None = None
    reason: str = ""
    fix: str = ""


class Rule(StrEnum):
    """What guards a branch; the value is how a message calls it."""

    REVIEW = "a required review"
    CODE_OWNERS = "a required review by code owners"
    STALE = "the dismissal of approvals after a push"
    CHECKS = "required checks"
    NO_BYPASS = "rules that nobody may pass by"
    NO_FORCE_PUSH = "the ban of forced pushes"


@dataclass(frozen=True, slots=True)
class BranchRules(Evidence):
    """How the default branch is guarded.

    ``rules`` says of each rule whether it is on; ``None`` where the platform does not tell.
    ``checks`` are the names of the checks that must pass, ``workflows`` the paths of workflows that
    must. On a platform where a whole pipeline must pass, ``checks`` holds ``*``. Without ``branch``
    nothing is known, and ``reason`` says why.
    """

    branch: str = ""
    rules: Mapping[Rule, bool | None] = field(default_factory=dict)
    checks: frozenset[str] = frozenset()
    workflows: frozenset[str] = frozenset()
    reason: str = ""
    fix: str = ""


NOT_PROTECTED = "Branch not protected"
"""What GitHub says, with status 404, of a branch without protection."""
