"""What a datasheet has to say, and where it may say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..evidence import DocumentKind
from ..evidence.substance import says_something
from ..evidence.text import fold
from ..governance.datasets import DataRecord
from ..governance.prose import LEAST_WORDS, Passage, Topic
from ..governance.sheets import Sheet
from ..governance.wording import said
from .judging import Defect


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a datasheet: where recognition would file it, and how headings announce it.

    ``field`` is the property of Croissant that answers without a word of prose.
    """

    topic: Topic
    section: str = ""
    field: str = ""


def _part(id_: str, called: str, *words: str, section: str = "", field: str = "") -> Part:
    return Part(Topic(id_, called, words), section, field)


PARTS: Final = (
    _part("motivation", "why it was made", "motivation", "purpose", "description",
          section="motivation", field="description"),
    _part("composition", "what it holds", "composition", "record set", section="composition",
          field="recordSet"),
    _part("collection", "how it was collected", "collection", "provenance",
          section="collection"),
    _part("preparation", "how it was prepared", "preparation", "preprocessing", "cleaning",
          "data manipulation protocol", section="preprocessing"),
    _part("labelling", "how it was labelled", "labelling", "labeling", "label", "labels",
          "labelled", "labeled", "annotation", "annotations", "annotated",
          "étiquetage", "etiquetado", "anotación", "rotulagem", "anotação", "beschriftung", "标注"),
    _part("splits", "its splits", "split", "splits", "partition", "partitions", "folds", "held out",
          "train test", "partición", "particiones", "partições", "aufteilung", "découpage", "划分"),
    _part("uses", "what it is for", "uses", "use", "use cases", "intended use",
          section="uses"),
    _part("non-uses", "what it is not for", "not be used", "not used", "out of scope", "non uses",
          "unsuitable", "misuse", "prohibited uses", "inappropriate", "not suitable", "non goals",
          "data limitations", "usos no previstos", "utilisations exclues", "nicht geeignet"),
    _part("distribution", "how it is distributed", "distribution", "availability", "licence",
          "license", section="distribution", field="license"),
    _part("maintenance", "how it is maintained", "maintenance", "maintains", "updates",
          section="maintenance"),
    _part("bias", "its bias", "bias", "biases", "limitations", "fairness", "sesgos",
          "biais", "verzerrungen", "vieses", "偏见", section="limitations"),
    _part("gaps", "its gaps", "gap", "gaps", "who is not in it", "missing", "limitations",
          "not represented", "underrepresented", "coverage", "limitaciones",
          "limites", "einschränkungen", "limitações", "局限"),
)  # fmt: skip
"""The parts of Gebru et al., "Datasheets for Datasets" (arXiv:1803.09010), and those of the
responsible-AI vocabulary of Croissant (docs.mlcommons.org/croissant/docs/croissant-rai-spec.html)
under the names of its properties."""

_PERSONAL = Topic(
    "personal-data",
    "personal data",
    ("personal", "sensitive", "confidential", "privacy"),
)
_OWNER = Topic(
    "owner",
    "its owner",
    ("owner", "owners", "curators", "curator", "maintains", "maintainer", "contact", "creator"),
)


def lacking(record: DataRecord, sheet: Sheet) -> Iterator[Defect]:
    """The parts and facts that a datasheet does not give, each at the place it would stand."""
    yield from _unsaid(record, sheet)
    yield from _repeated(record, sheet)
    yield from _unstated(record, sheet)


def _unsaid(record: DataRecord, sheet: Sheet) -> Iterator[Defect]:
    """Parts that are headed and empty, each at its heading; and those that are not there at all."""
    absent = []
    for part in PARTS:
        if _is_given(part, record):
            continue
        passage, called = _passage(part, record, sheet), part.topic.called
        if passage is None:
            absent.append(called)
        elif not says_something(passage.text, least=LEAST_WORDS):
            message = f"{record.called}: {sheet.prose.path}: the section on {called} is empty"
            fix = f"Write in {sheet.prose.path} {called}, with facts about this dataset."
            yield Defect(message, sheet.prose.at(passage), part.topic.id, fix)
    if absent:
        parts = ", ".join(absent)
        message = f"{record.called}: {sheet.prose.path} says nothing on {parts}"
        fix = f"Write in {sheet.prose.path}: {parts}."
        yield Defect(message, sheet.prose.at(), "absent", fix)


def _repeated(record: DataRecord, sheet: Sheet) -> Iterator[Defect]:
    """Passages that say word for word what stands under another heading: an answer to neither."""
    first: dict[str, Passage] = {}
    passages = sheet.prose.passages
    if sheet.structured:  # in data a name may well stand in two fields
        found = (_passage(part, record, sheet) for part in PARTS)
        passages = tuple(dict.fromkeys(passage for passage in found if passage is not None))
    for passage in passages:
        if not passage.heading or not says_something(passage.text, least=LEAST_WORDS):
            continue
        same = first.setdefault(fold(passage.text), passage)
        if same is not passage:
            message = (
                f"{record.called}: {sheet.prose.path}: {passage.heading!r} repeats the text under "
                f"{same.heading!r}"
            )
            fix = f"Say under {passage.heading!r} what is true of it alone."
            yield Defect(message, sheet.prose.at(passage), f"repeated:{fold(passage.heading)}", fix)


def _passage(part: Part, record: DataRecord, sheet: Sheet) -> Passage | None:
    """The passage that recognition filed under the part, else the one whose heading says so."""
    document = record.document
    filed = document.sections.get(part.section) if document and part.section else None
    if filed is not None:
        found = next((each for each in sheet.prose.passages if each.line == filed.line), None)
        if found is not None and found.heading:
            return found
    return sheet.prose.about(part.topic)


def _is_given(part: Part, record: DataRecord) -> bool:
    """Whether a field alone answers: of Croissant, or in front matter, as it may a licence."""
    document = record.document
    if document is None:
        return False
    if document.kind is DocumentKind.CROISSANT:
        return bool(part.field) and document.says(part.field)
    filed = document.sections.get(part.section)
    return filed is not None and filed.substance and filed.heading == "(front matter)"


def _unstated(record: DataRecord, sheet: Sheet) -> Iterator[Defect]:
    entry = record.entry.value if record.entry else None
    document = record.document
    stated = (
        (
            "whether it holds personal data",
            (entry is not None and entry.personal_data is not None)
            or _gives("personal_data", record, sheet)
            or _heads(_PERSONAL, sheet),
        ),
        (
            "who owns it",
            _gives("owner", record, sheet)
            or bool(document and document.says("creator"))
            or _heads(_OWNER, sheet),
        ),
        ("its version", _gives("version", record, sheet) or bool(entry and said(entry.version))),
        (
            "its digest",
            _gives("digest", record, sheet)
            or bool(entry and (entry.digest or entry.revision))
            or _DIGEST.search(sheet.text) is not None,
        ),
    )
    absent = [called for called, is_said in stated if not is_said]
    if absent:
        facts = ", ".join(absent)
        message = f"{record.called}: {sheet.prose.path} does not state {facts}"
        fix = f"State {facts} in the front matter of {sheet.prose.path}."
        yield Defect(message, sheet.prose.at(), "facts", fix)


_DIGEST = re.compile(r"(?:sha256|md5|checksum)\W{1,10}[0-9a-f]{32}", re.IGNORECASE)


def _gives(name: str, record: DataRecord, sheet: Sheet) -> bool:
    """Whether the head of the datasheet, or its front matter, gives a value."""
    if record.head is not None:
        value = getattr(record.head.value, name)
        return value is not None and said(str(value))
    return any(said(value) for value in sheet.fields.get(name, ()))


def _heads(topic: Topic, sheet: Sheet) -> bool:
    passage = sheet.prose.about(topic)
    return passage is not None and says_something(passage.text, least=2, terse=True)
