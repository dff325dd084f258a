"""Which document describes what: links of the manifest first, then names, then places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..evidence import Document, DocumentKind, Documents, Quality, read_as
from ..model import Evidence, Location, Role, Subject, SubjectKind, Tier
from ..repository import Scope, Snapshot, Unreadable, first_paths
from .things import Dataset, Datasets, Model, Models, Reference, System, Systems

CORE_OF_A_CARD = ("identity", "intended_use", "limitations", "training_data", "evaluation")
"""The sections of a model card that decide whether it is complete."""

_READ_LIMIT = 2 << 20  # bytes; what recognition reads of a document, too
_DOCUMENTS = (
    *(".md", ".markdown", ".mdx", ".rst", ".txt", ".adoc", ".html", ".htm", ".ipynb", ".csv"),
    *(".yaml", ".yml", ".json", ".jsonld", ".xml", ".pdf", ".docx", ".odt", ".doc", ".xlsx"),
)
"""How the names of documents end: program code and weights describe nothing."""

_DECLARATIONS = ("aims.yaml", "aims-gate.yaml")
_SAYS_NOTHING = (Quality.PLACEHOLDER, Quality.UNREADABLE)
_OF_THE_PROJECT = (Scope.PRODUCT, Scope.DOCS)
_CARDS = (DocumentKind.MODEL_CARD, DocumentKind.SYSTEM_CARD)
_SHEETS = (DocumentKind.DATASHEET, DocumentKind.CROISSANT)


@dataclass(frozen=True, slots=True)
class Link:
    """The document that describes something, or what is wrong with the link to it.

    ``at`` is the line of the link where there is a problem.
    """

    document: Document | None = None
    problem: str | None = None
    at: Location | None = None


_NOTHING = Link()


@dataclass(frozen=True, slots=True)
class ModelCards(Evidence):
    """The card of each model, and the cards that belong to no model that is known.

    ``first`` maps the path of a card to the one under which it was first seen.
    """

    links: Mapping[Subject, Link] = field(default_factory=dict)
    others: tuple[Document, ...] = ()
    first: Mapping[str, str] = field(default_factory=dict)

    def of(self, model: Model) -> Link:
        """The card that describes the model."""
        return self.links.get(model.subject, _NOTHING)

    def judged(self) -> Iterator[tuple[Subject, Document]]:
        """Every card once, with what it is judged for: its model, else itself as a document."""
        sharing: dict[str, list[Subject]] = {}
        cards = {}
        for subject, link in self.links.items():
            if link.document is not None:
                cards[link.document.path] = link.document
                sharing.setdefault(link.document.path, []).append(subject)
        for path, card in cards.items():
            models = sharing[path]
            yield (models[0] if len(models) == 1 else self._itself(card, models)), card
        for card in self.others:
            yield self._itself(card, ()), card

    def _itself(self, card: Document, models: Sequence[Subject]) -> Subject:
        """A card as a document, judged as strictly as any of the models that share it."""
        roles: frozenset[Role] = frozenset()
        return Subject(
            SubjectKind.DOCUMENT,
            self.first.get(card.path, card.path),
            name=card.path,
            tier=max((model.tier for model in models), key=_by_rank, default=Tier.LIMITED),
            roles=roles.union(*(model.roles for model in models)),
        )


def _by_rank(tier: Tier) -> int:
    return tier.rank


@dataclass(frozen=True, slots=True)
class Datasheets(Evidence):
    """The datasheet of each dataset."""

    links: Mapping[Subject, Link] = field(default_factory=dict)

    def of(self, dataset: Dataset) -> Link:
        """The datasheet that describes the dataset."""
        return self.links.get(dataset.subject, _NOTHING)


@dataclass(frozen=True, slots=True)
class Assessments(Evidence):
    """The impact assessment of each system, and those that no system links."""

    links: Mapping[Subject, Link] = field(default_factory=dict)
    unlinked: tuple[Document, ...] = ()

    def of(self, system: System) -> Link:
        """The assessment that the system links."""
        return self.links.get(system.subject, _NOTHING)


def model_cards(models: Models, documents: Documents, snapshot: Snapshot) -> ModelCards:
    """Find the card of each model."""
    found = _own(documents, _CARDS)
    links = _link(models, [model.card for model in models], found, snapshot, _CARDS[0])
    taken = {link.document.path for link in links.values() if link.document}
    others = tuple(card for card in found if card.path not in taken)
    shared = Counter(link.document.path for link in links.values() if link.document)
    judged_alone = [card.path for card in others]
    judged_alone += [path for path, number in shared.items() if number > 1]
    return ModelCards(links, others, first_paths(snapshot, judged_alone))


def datasheets(datasets: Datasets, documents: Documents, snapshot: Snapshot) -> Datasheets:
    """Find the datasheet of each dataset."""
    found = _own(documents, _SHEETS)
    declared = [dataset.datasheet for dataset in datasets]
    return Datasheets(_link(datasets, declared, found, snapshot, _SHEETS[0]))


def assessments(systems: Systems, documents: Documents, snapshot: Snapshot) -> Assessments:
    """Find the impact assessment that each system links."""
    kind = DocumentKind.IMPACT_ASSESSMENT
    links: dict[Subject, Link] = {}
    for system in systems:
        if system.impact_assessment:
            link = _declared(system.impact_assessment, documents, snapshot, kind)
            links[system.subject] = _of_this_system(link, system)
    linked = {link.document.path for link in links.values() if link.document}
    substantial = [
        each
        for each in _own(documents, (kind,))
        if each.path not in linked and each.quality is not Quality.PLACEHOLDER
    ]
    return Assessments(links, tuple(substantial))


def _of_this_system(link: Link, system: System) -> Link:
    """Refuse an assessment that says it is about another system."""
    document, reference = link.document, system.impact_assessment
    stated = document.fields.get("system", ()) if document else ()
    if document is None or reference is None or not stated or system.subject.id in stated:
        return link
    problem = f"its impact assessment {document.path} is about {stated[0]!r}"
    return Link(None, problem, reference.at)


def _own(documents: Documents, kinds: Sequence[DocumentKind]) -> list[Document]:
    """Documents that the project wrote about itself."""
    return [each for each in documents.of(*kinds) if each.scope in _OF_THE_PROJECT]


class _Describable(Protocol):
    """What a card or datasheet can describe."""

    @property
    def subject(self) -> Subject: ...
    @property
    def names(self) -> frozenset[str]: ...
    @property
    def folder(self) -> str: ...
    @property
    def is_here(self) -> bool: ...


def _link(
    things: Iterable[_Describable],
    declared: Sequence[Reference | None],
    found: Sequence[Document],
    snapshot: Snapshot,
    kind: DocumentKind,
) -> dict[Subject, Link]:
    """Give each thing its document: by link, else by name, else by place, else the sole one."""
    listed = list(things)
    documents = Documents(tuple(found))
    links: dict[Subject, Link] = {}
    names = _by_name(found)
    for thing, reference in zip(listed, declared, strict=True):
        if reference:
            links[thing.subject] = _declared(reference, documents, snapshot, kind)
        elif named := [names[name] for name in thing.names if name in names]:
            links[thing.subject] = Link(min(named, key=_best_first))
    # A document that belongs to one thing says nothing about another that lies beside it.
    taken = {link.document.path for link in links.values() if link.document}
    shelf = _by_folder(document for document in found if document.path not in taken)
    here = [thing for thing in listed if thing.is_here]
    for thing in here:
        folders = (shelf.get(each) for each in _upwards(thing.folder, snapshot.base.rstrip("/")))
        if thing.subject not in links and (document := next(filter(None, folders), None)):
            links[thing.subject] = Link(document)
    if len(found) == 1 and len(here) == 1:
        links.setdefault(here[0].subject, Link(found[0]))
    return links


def _by_name(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents by each name of what they describe; of several the best."""
    found: dict[str, Document] = {}
    for document in sorted(documents, key=_best_first):
        for name in document.describes:
            found.setdefault(name.casefold(), document)
    return found


def _by_folder(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents by the folder they lie in; of several the best."""
    found: dict[str, Document] = {}
    for document in sorted(documents, key=_best_first):
        found.setdefault(_folder(document.path), document)
    return found


def _upwards(folder: str, top: str) -> Iterator[str]:
    """The folder and those above it, up to the one under judgement."""
    while folder != top and folder.startswith(top):
        yield folder
        folder = folder.rpartition("/")[0]
    yield top


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


_RANK = {quality: rank for rank, quality in enumerate(Quality)}


def _best_first(document: Document) -> tuple[int, str]:
    return _RANK[document.quality], document.path


def _declared(
    reference: Reference, documents: Documents, snapshot: Snapshot, kind: DocumentKind
) -> Link:
    """Read the document that the manifest links.

    What the manifest says is a card or datasheet is read as one, whatever recognition made of it.
    An impact assessment must be recognisable as one: the words mean too much else.
    """
    path = reference.path
    if path not in snapshot.files:
        return Link(None, f"aims.yaml links {path}, which does not exist", reference.at)
    if not path.casefold().endswith(_DOCUMENTS) or path.endswith(_DECLARATIONS):
        return Link(None, f"aims.yaml links {path}, which is no document", reference.at)
    known = documents.at(path)
    if known is not None and known.kind is kind:
        return Link(known)
    try:
        data = snapshot.read(path, _READ_LIMIT + 1)
    except Unreadable as gap:
        return Link(None, f"{path} cannot be read: {gap}", reference.at)
    document = read_as(kind, path, data, inner_path=path.removeprefix(snapshot.base))
    if kind is DocumentKind.IMPACT_ASSESSMENT and document.quality not in _SAYS_NOTHING:
        what = f"a {known.kind.value}" if known else "something else"
        problem = f"aims.yaml links {path}, which reads as {what}, not an impact assessment"
        return Link(None, problem, reference.at)
    return Link(document)
