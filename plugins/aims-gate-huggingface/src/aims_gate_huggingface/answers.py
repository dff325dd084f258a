"""What was asked of the hub, and what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from aims_gate.model import Evidence


@dataclass(frozen=True, slots=True)
class Question:
    """A model by its hub id and, if not ``None``, one revision of it."""

    model: str
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """There is such a model or revision.

    ``name`` is the id under which the hub has it now, ``commit`` the commit that the revision (or
    without one, the default branch) stands for, 40 hexadecimal digits. ``licences`` are those that
    the model's card names at that commit, as the hub writes them; most cards name one.
    """

    name: str
    commit: str | None = None
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """The hub says that there is no such model or revision."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The hub did not say: ``reason`` is a sentence without a full stop, ``fix`` what to do."""

    reason: str
    fix: str


Answer: TypeAlias = Found | Absent | Unanswered


@dataclass(frozen=True, slots=True)
class HubAnswers(Evidence):
    """Every answer of one run. ``host`` is the name of the hub that was asked."""

    host: str = ""
    answers: Mapping[Question, Answer] = field(default_factory=dict)

    def about(self, model: str, revision: str | None = None) -> Answer:
        """The answer about a model, or about one revision of it."""
        return self.answers.get(Question(model, revision), _NOT_ASKED)


_NOT_ASKED = Unanswered("it was not asked about", "Run the gate with --online.")
