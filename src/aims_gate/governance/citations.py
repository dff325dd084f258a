"""Whether the evidence that a row of the Statement of Applicability cites is any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..evidence import DocumentKind, Documents, Quality
from ..evidence.substance import says_something
from ..evidence.text import decode
from ..model import Evidence, Location
from ..portfolio import Anchors, Reference
from ..repository import FileKind, Snapshot
from .applicability import ApplicabilityStatement, Cited, ControlRow
from .files import Governance
from .references import References
from .skeletons import MOST_UNFILLED, share_of_skeleton

_LIMIT: Final = 1 << 20  # bytes
_LEAST_WORDS: Final = 20  # of a document in prose
_LEAST_CHARACTERS: Final = 40  # of anything else that is text
_PROSE: Final = (".md", ".markdown", ".rst", ".txt", ".adoc")
_CALLED: Final = {
    Quality.STUB: "it is a stub",
    Quality.PLACEHOLDER: "it is a placeholder",
    Quality.UNREADABLE: "it cannot be read",
}
"""What a document is called that says nothing."""
_THINGS: Final = frozenset({"person", "system", "model", "dataset", "supplier"})
"""What has an id but is no record of anything."""

_IMPACT: Final = frozenset({"impact-assessment", "impact-process", "rights-assessment"})
_DATA: Final = frozenset({"datasheet", "data-quality", "croissant"})
EXPECTED: Final[Mapping[str, frozenset[str]]] = {
    "A.2.2": frozenset({"ai-policy"}),
    "A.2.3": frozenset({"ai-policy"}),
    "A.3.3": frozenset({"concern-procedure", "ai-policy"}),
    **dict.fromkeys(("A.5.2", "A.5.3", "A.5.4", "A.5.5"), _IMPACT),
    **dict.fromkeys(("A.7.3", "A.7.4", "A.7.5", "A.7.6"), _DATA),
    "A.8.4": frozenset({"incident-plan"}),
}
"""The kinds of document that show a control, for those where any other kind is a mistake."""


@dataclass(frozen=True, slots=True)
class Citations(Evidence):
    """Looks up what rows cite."""

    snapshot: Snapshot = field(repr=False)
    documents: Documents = field(repr=False)
    governance: Governance = field(repr=False)
    references: References = field(repr=False)
    anchors: Anchors = field(repr=False)
    statement: ApplicabilityStatement = field(repr=False)
    filed: Mapping[str, Filed[Any]] = field(repr=False)

    def problem(self, cited: Cited) -> str | None:
        """Why a citation shows nothing, in words that follow it; ``None`` if it shows something."""
        if not cited.path:
            return None if self._is_record(cited.text) else _no_place(cited.text)
        if cited.path == self.statement.at.path:
            return "is the Statement of Applicability itself"
        file = self.snapshot.files.get(cited.path)
        if file is None:
            is_folder = any(path.startswith(f"{cited.path}/") for path in self.snapshot.files)
            return "is a folder: which document in it?" if is_folder else "does not exist"
        if file.kind is not FileKind.REGULAR:
            return f"is a {file.kind.value}, which is never followed"
        return self._hollow(cited.path) or self._unanchored(cited)

    def mistaken(self, row: ControlRow) -> str | None:
        """The kind of the documents cited, if all are of kinds that say nothing of the control."""
        expected = EXPECTED.get(row.id)
        if expected is None:
            return None
        kinds = [self._kind(cited.path) for cited in row.evidence]
        if not kinds or not all(kinds) or expected & set(kinds):
            return None
        return ", ".join(dict.fromkeys(kind for kind in kinds if kind))

    def _is_record(self, id_: str) -> bool:
        return any(id_ in ids for kind, ids in self.references.ids.items() if kind not in _THINGS)

    def _kind(self, path: str) -> str | None:
        if filed := self.filed.get(path):
            return str(filed.value.kind)
        document = self.documents.at(path)
        return document.kind.value if document and document.kind in _TELLING else None

    def _hollow(self, path: str) -> str | None:
        """Why a file says nothing."""
        text = decode(self.snapshot.get(path, _LIMIT) or b"")
        if filed := self.filed.get(path):
            return _unfilled(filed.value.kind, filed.value.status, text or "")
        if any(problem.path == path for problem in self.governance.loaded.problems):
            return "is invalid"
        document = self.documents.at(path)
        if document is not None and document.quality in _CALLED:
            return f"is no evidence yet: {_CALLED[document.quality]}"
        if text is None:
            return None  # pictures, weights: there is something, and nobody can read it here
        if path.lower().endswith(_PROSE):
            return None if says_something(text, least=_LEAST_WORDS) else "says nothing"
        return None if len("".join(text.split())) >= _LEAST_CHARACTERS else "is all but empty"

    def _unanchored(self, cited: Cited) -> str | None:
        if not cited.anchor or self._defined_in(cited.path, cited.anchor):
            return None
        return self.anchors.missing(Reference(cited.path, cited.at, cited.anchor))

    def _defined_in(self, path: str, id_: str) -> bool:
        """Whether a governance document gives something this id: ``risks/loans.yaml#R-01``."""
        return any(place.path == path for place in self._places(id_))

    def _places(self, id_: str) -> Iterator[Location]:
        return (ids[id_] for ids in self.references.ids.values() if id_ in ids)


_TELLING: Final = frozenset(DocumentKind) - {DocumentKind.TECHNICAL_DOCUMENTATION}
"""The kinds whose name says what they are about; technical documentation may hold anything."""


def citations(
    snapshot: Snapshot,
    documents: Documents,
    governance: Governance,
    references: References,
    anchors: Anchors,
    statement: ApplicabilityStatement,
) -> Citations:
    """Look citations up in everything that is there."""
    filed = {each.path: each for each in governance}
    return Citations(snapshot, documents, governance, references, anchors, statement, filed)


def _unfilled(kind: str, status: DocumentStatus | None, text: str) -> str | None:
    if status is DocumentStatus.RETIRED:
        return "is retired"
    if share_of_skeleton(kind, text) > MOST_UNFILLED:
        return "is a skeleton that nobody filled in"
    return None


def _no_place(text: str) -> str:
    if "://" in text:
        return "lies outside the repository, where it cannot be looked at: name a record of it"
    return "is neither a file of the repository nor the id of a record"
