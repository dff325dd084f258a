"""The impact assessment of each system, however it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..evidence import Document, Documents, Quality
from ..evidence.outline import Outline
from ..evidence.prefilter import MAXIMUM, Carrier, carrier_of
from ..evidence.reading import outline_of
from ..evidence.text import decode, fold
from ..model import Evidence, Location, Subject
from ..portfolio import Assessments, System, Systems
from ..repository import Snapshot
from .files import Governance
from .leftovers import texts_of
from .prose import Prose, outlined

if TYPE_CHECKING:
    from ..declarations.records.impact import ImpactAssessment

LONG = 6
"""How many words make a text that two documents do not share by chance."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of one system.

    ``filed`` is there if the document says what it is (``kind: impact-assessment``); ``outline``
    holds the text unless it is data of that kind. ``document`` is what recognition made of the
    file, if anything.
    """

    path: str
    at: Location
    filed: Filed[ImpactAssessment] | None = None
    document: Document | None = None
    outline: Outline | None = None
    text: str = field(default="", repr=False)

    @property
    def is_data(self) -> bool:
        """Whether its answers are fields and not sections."""
        return self.filed is not None and self.filed.prose is None

    @property
    def prose(self) -> Prose:
        """Its passages; none if it is data."""
        return outlined(self.path, self.outline) if self.outline else Prose(self.path, ())

    @property
    def language(self) -> str:
        """The language it is written in, as a two-letter code."""
        return self.document.language if self.document else "en"

    def statements(self) -> Iterator[tuple[Location, str]]:
        """Every longer text it holds, with its place: fields of data, or lines of prose."""
        if self.filed is not None:
            for value in texts_of(self.filed):
                if len(value.text.split()) >= LONG:
                    yield value.at, value.text
        for part in self.outline.parts if self.outline else ():
            for line in part.text.splitlines():
                if len(line.split()) >= LONG:
                    yield Location(self.path, part.line), line


@dataclass(frozen=True, slots=True)
class ImpactAssessments(Evidence):
    """The impact assessment of each system that has one; ``problems`` are of links to nothing.

    An assessment that says which system it is about counts for it even if the manifest does not
    link it: that the link is absent is a finding of its own.
    """

    found: Mapping[Subject, Assessment]
    problems: Mapping[Subject, tuple[str, Location]]

    def of(self, system: System) -> Assessment | None:
        """The assessment of a system, if there is one."""
        return self.found.get(system.subject)


def impact_assessments(
    systems: Systems,
    governance: Governance,
    assessments: Assessments,
    documents: Documents,
    snapshot: Snapshot,
) -> ImpactAssessments:
    """Bring the linked documents and those of the kind together."""
    filed = governance.impact_assessments
    found: dict[Subject, Assessment] = {}
    problems: dict[Subject, tuple[str, Location]] = {}
    for system in systems:
        link = assessments.of(system)
        own = _filed_for(system, filed)
        document = link.document or (documents.at(own.path) if own else None)
        if own is not None:
            found[system.subject] = _of_kind(own, document)
        elif link.document is not None:
            found[system.subject] = _recognised(link.document, snapshot)
        elif link.problem:
            problems[system.subject] = link.problem, link.at or system.at
    return ImpactAssessments(found, problems)


def _filed_for(
    system: System, filed: tuple[Filed[ImpactAssessment], ...]
) -> Filed[ImpactAssessment] | None:
    """The one that is linked; where nothing is linked one that names the system."""
    if link := system.impact_assessment:
        return next((each for each in filed if each.path == link.path), None)
    return next((each for each in filed if each.value.system == system.subject.id), None)


def _of_kind(filed: Filed[ImpactAssessment], document: Document | None) -> Assessment:
    at = filed.locate("kind")
    if filed.prose is None:
        return Assessment(filed.path, at, filed, document)
    outline = outline_of(Carrier.MARKDOWN, filed.prose)
    return Assessment(filed.path, at, filed, document, outline, filed.prose)


def _recognised(document: Document, snapshot: Snapshot) -> Assessment:
    carrier = carrier_of(document.path)
    text = decode(snapshot.get(document.path, MAXIMUM) or b"")
    if document.quality in (Quality.UNREADABLE, Quality.PLACEHOLDER) or not carrier or not text:
        return Assessment(document.path, document.at, None, document)
    outline = outline_of(carrier, text)
    return Assessment(document.path, document.at, None, document, outline, text)


def mentions(text: str, names: tuple[str, ...]) -> int:
    """How many times a text names something by one of its names, as whole words."""
    folded = f" {fold(text)} "
    return sum(folded.count(f" {fold(name)} ") for name in names if fold(name))
