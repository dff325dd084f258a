"""The AI policy, with a head of ours or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..evidence import DocumentKind, Documents
from ..model import Evidence, Location
from ..repository import Snapshot
from ..repository.scope import Scope
from .files import Governance
from .prose import Prose, prose_of, read_prose

if TYPE_CHECKING:
    from ..declarations.records.policies import AiPolicy

_LIMIT = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Policy:
    """An AI policy: its text, and its head if it has one (``kind: ai-policy``)."""

    prose: Prose
    at: Location
    head: Filed[AiPolicy] | None = None

    @property
    def path(self) -> str:
        """Where it lies, from the top."""
        return self.prose.path

    def locate(self, key: str) -> Location:
        """Where the head says something, or the start of the policy."""
        return self.head.locate(key) if self.head else self.at


@dataclass(frozen=True, slots=True)
class Policies(Evidence):
    """The AI policies: those that say so in their head, else those recognised by their text."""

    items: tuple[Policy, ...] = ()

    def __iter__(self) -> Iterator[Policy]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def policies(governance: Governance, documents: Documents, snapshot: Snapshot) -> Policies:
    """Find the AI policies of the product."""
    headed = tuple(
        Policy(prose_of(filed), Location(filed.path), filed) for filed in governance.ai_policies
    )
    if headed:
        return Policies(headed)
    return Policies(
        tuple(
            Policy(read_prose(document.path, data.decode("utf-8", "replace")), document.at)
            for document in documents.of(DocumentKind.AI_POLICY)
            if document.scope is Scope.PRODUCT and document.readable
            if (data := snapshot.get(document.path, _LIMIT)) is not None
        )
    )
