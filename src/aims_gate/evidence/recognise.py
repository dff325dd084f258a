"""Tells what kind of document an outline is, and says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from .document import DocumentKind
from .doubts import doubt_of
from .forms import Form, forms
from .measures import is_training_record
from .outline import LABEL, Outline, is_numeric
from .text import fold
from .vocabulary import model_signals

_INDISPENSABLE = frozenset({"intended_use", "composition"})

_CARDS = re.compile(r"\b(?:model|system|data ?(?:set)?) ?(?:cards?|sheets?)$")
_INDEX = frozenset({"readme", "index", "template", "changelog"})
_FEW_WORDS = 20
"""With fewer words than this, title and file name may agree and still say nothing."""

_MANY_WORDS = 100

CALLED_SO = 3.0
"""The strength of a text that its title names; others are told by their sections alone."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """A kind, the form it is judged by, and the sentences that say why."""

    form: Form
    signals: tuple[str, ...]
    strength: float


class _Place(NamedTuple):
    """What a path says: its folded stem, the name of its folder, and if that is one of cards."""

    stem: str
    folder: str
    is_for_cards: bool


@lru_cache(maxsize=16)  # every form asks
def _place(path: str) -> _Place:
    pure = PurePosixPath(path)
    folder = pure.parent.name
    return _Place(fold(pure.stem), folder, _CARDS.search(fold(folder)) is not None)


def recognise(path: str, outline: Outline, text: str) -> Recognition | None:
    """Name the kind of document, or ``None`` if it is no evidence.

    ``text`` is the whole text, for words that tell its subject.
    """
    best: Recognition | None = None
    for form in forms():
        candidate = _weigh(form, path, outline, text)
        if candidate and (best is None or candidate.strength > best.strength):
            best = candidate
    return best


def refusals(path: str, outline: Outline, text: str) -> Iterator[str]:
    """Why a text that claims by title, name or fields to be evidence is none, kind by kind."""
    stem = _place(path).stem
    for form in forms():
        title = _naming_title(form, outline)
        if not (title or form.file_names.search(stem) or _hub_fields(form, outline)):
            continue
        if _weigh(form, path, outline, text) is not None:
            continue
        hits = _headed_sections(form, outline)
        doubt = doubt_of(form, outline, text, stem, hits, titled=bool(title))
        few = f"it has {len(hits)} of the sections that tell one" if hits else "it has no section"
        name = form.kind.value.replace("-", " ")
        article = "an" if name[0] in "aeiou" else "a"
        yield f"it looks like {article} {name}, but {doubt or few}"


def _weigh(form: Form, path: str, outline: Outline, text: str) -> Recognition | None:
    title = _naming_title(form, outline)
    stem = _place(path).stem
    named = None if form.others.names(stem) else form.file_names.search(stem)
    if path.endswith(".ipynb") and not title:
        named = None  # a notebook is named for what it works on
    folder = "" if named or form.others.names(stem) else _card_folder(form, path)
    fields = _hub_fields(form, outline)
    as_data = form.as_data if outline.structured else frozenset()
    if not (title or named or folder or fields or form.strong or as_data):
        return None
    hits = _headed_sections(form, outline)
    signals = []
    strength = 0.0
    if fields:
        signals.append(f"front matter has {', '.join(fields)}")
        strength = 2.5
    if title:
        signals.append(f"the title is “{title[:120]}”")
        if len(hits) >= form.titled - _agreement(form, outline, named=named is not None):
            strength = max(strength, CALLED_SO)
    if named:
        signals.append(f"the file name says “{named[0].strip()}”")
        if stem == named[0] and _has_a_subject(form, outline):
            strength = CALLED_SO
        if len(hits) >= form.named:
            strength = max(strength, 2.0) + (0.5 if title else 0)
    if folder and not strength and len(hits) > form.named:
        signals.append(f"it lies in “{folder}”")
        strength = 1.5
    if as_data and not strength and as_data <= hits:
        signals.append("its keys are those of one")
        strength = 1.0
    if form.strong and not strength and stem != "readme" and not _is_other(form, outline):
        strong = _strong_sections(form, outline)
        if len(strong) >= form.untitled and strong & _INDISPENSABLE:
            signals.append(f"headings of its own kind: {', '.join(sorted(strong))}")
            strength = 1.0
    if not strength:
        return None
    if hits:
        signals.append(f"sections on {', '.join(sorted(hits))}")
    if doubt_of(form, outline, text, stem, hits, titled=bool(title)):
        return None
    return Recognition(form, tuple(signals), strength + len(hits) / 100)


def _agreement(form: Form, outline: Outline, *, named: bool) -> int:
    """How many sections a text needs not have because its file name says what its title says.

    A long text under both names is what they say, in whatever language its headings are.
    """
    if not named or outline.words < _FEW_WORDS:
        return 0
    if outline.words >= _MANY_WORDS or form.kind is DocumentKind.DATASHEET:
        return form.agreed
    return 1


def _naming_title(form: Form, outline: Outline) -> str:
    """The title by which the document names its kind, if one does."""
    candidates = [outline.title]
    if outline.lead and outline.lead != outline.title and len(outline.lead.split()) <= 12:
        candidates.append(outline.lead)
    candidates += outline.front.get("title", ())
    if not form.others.names(outline.title) and not outline.structured:
        candidates += outline.dominant
    for title in candidates:
        if title and form.titles.names(title) and not form.others.names(title):
            return title
    return ""


def _has_a_subject(form: Form, outline: Outline) -> bool:
    """Whether a data file names a dataset, or what a model was trained with.

    Called ``dataset_card`` or ``model_card`` and nothing else, it is one, little as it may say.
    """
    if not outline.structured:
        return False
    if form.kind is DocumentKind.DATASHEET:
        return bool(outline.front.get("dataset_name"))
    return form.kind is DocumentKind.MODEL_CARD and is_training_record(outline)


def _card_folder(form: Form, path: str) -> str:
    """The folder's name, if it is one for cards of this kind (``model_cards/``)."""
    place = _place(path)
    if not place.is_for_cards or place.stem in _INDEX:
        return ""
    return place.folder if form.file_names.search(fold(place.folder)) else ""


def _is_other(form: Form, outline: Outline) -> bool:
    return form.others.names(outline.title)


def _headed_sections(form: Form, outline: Outline) -> frozenset[str]:
    deepest = LABEL if outline.structured or outline.lines < 400 else LABEL - 1
    hits: set[str] = set()
    for part in outline.parts:
        if part.heading and part.level <= deepest:
            hits.update(form.sections.concepts(part.heading))
    if form.kind is DocumentKind.RISK_REGISTER:
        for table in outline.tables:
            for cell in table.header:
                hits.update(form.sections.concepts(cell))
    if "results" in form.core and any(is_numeric(table) for table in outline.tables):
        hits.add("results")
    return frozenset(hits) & form.telling


def _strong_sections(form: Form, outline: Outline) -> set[str]:
    if form.strong is None:
        return set()
    hits: set[str] = set()
    for part in outline.parts:
        if part.heading and part.level < LABEL:
            hits.update(form.strong.concepts(part.heading))
    return hits


def _hub_fields(form: Form, outline: Outline) -> tuple[str, ...]:
    """Front matter that only published models (or datasets) carry."""
    front = outline.front
    if outline.structured or any(name in front for name in model_signals.APP_FIELDS):
        return ()
    if form.kind is DocumentKind.MODEL_CARD:
        return tuple(name for name in model_signals.MODEL_FIELDS if name in front)
    if form.kind is DocumentKind.DATASHEET:
        return tuple(name for name in model_signals.DATASET_FIELDS if name in front)
    return ()
