"""Tells what kind of document an outline is, and says why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from .document import DocumentKind
from .forms import Form, form_of, forms
from .lexicon import Lexicon
from .outline import LABEL, Outline, is_numeric
from .text import fold
from .vocabulary import datasheet, model_signals, policy
from .vocabulary.impact import IMPACT_TITLES_OF_AI
from .vocabulary.subject import AI_WORDS

_AI = re.compile(r"\b(?:AI|ML|LLMs?|IA|KI|GPT|AIMS)\b")
_LOOKED_AT = 200_000
_INDISPENSABLE = frozenset({"intended_use", "composition"})
_MACHINE_KEYS = frozenset({"jobs", "services", "apiversion", "steps", "image", "deployment"})
_OF_USE = frozenset({"intended_use", "out_of_scope", "limitations", "evaluation"})
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*%|\b\d+[.,]\d+\b")
_OF_ONE_MODEL = frozenset({"training_data", "evaluation", "licence", "contact"})
_INSTANCE_KEYS = frozenset({"version", "model_version", "date", "model_date", "author", "authors"})


@dataclass(frozen=True, slots=True)
class Recognition:
    """A kind, the form it is judged by, and the sentences that say why."""

    form: Form
    signals: tuple[str, ...]
    strength: float


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


def _weigh(form: Form, path: str, outline: Outline, text: str) -> Recognition | None:
    title = _naming_title(form, outline)
    stem = fold(PurePosixPath(path).stem)
    named = None if form.others.names(stem) else form.file_names.search(stem)
    fields = _hub_fields(form, outline)
    if not (title or named or fields or form.strong):
        return None
    hits = _headed_sections(form, outline)
    signals = []
    strength = 0.0
    if fields:
        signals.append(f"front matter has {', '.join(fields)}")
        strength = 2.5
    if title:
        signals.append(f"the title is “{title[:120]}”")
        if len(hits) >= form.titled:
            strength = max(strength, 3.0)
    if named:
        signals.append(f"the file name says “{named[0].strip()}”")
        if len(hits) >= form.named:
            strength = max(strength, 2.0) + (0.5 if title else 0)
    if form.strong and not strength and not _is_other(form, outline):
        strong = _strong_sections(form, outline)
        if len(strong) >= form.untitled and strong & _INDISPENSABLE:
            signals.append(f"headings of its own kind: {', '.join(sorted(strong))}")
            strength = 1.0
    if not strength:
        return None
    if hits:
        signals.append(f"sections on {', '.join(sorted(hits))}")
    doubt = _doubt(form, outline, text, hits, titled=bool(title))
    if doubt:
        return None
    return Recognition(form, tuple(signals), strength + len(hits) / 100)


def _naming_title(form: Form, outline: Outline) -> str:
    """The title by which the document names its kind, if one does."""
    candidates = [outline.title]
    if outline.lead and outline.lead != outline.title and len(outline.lead.split()) <= 12:
        candidates.append(outline.lead)
    candidates += outline.front.get("title", ())
    if not form.others.names(outline.title) and not outline.structured:
        candidates += [
            part.heading for part in outline.parts[1:4] if part.level <= 2 and part.heading
        ]
    for title in candidates:
        if title and form.titles.names(title) and not form.others.names(title):
            return title
    return ""


def _is_other(form: Form, outline: Outline) -> bool:
    return form.others.names(outline.title)


def _headed_sections(form: Form, outline: Outline) -> frozenset[str]:
    deepest = LABEL if outline.structured or outline.lines < 400 else LABEL - 1
    hits: set[str] = set()
    for part in outline.parts:
        if part.heading and part.level <= deepest:
            hits.update(form.sections.concepts(part.heading))
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


def _doubt(form: Form, outline: Outline, text: str, hits: frozenset[str], *, titled: bool) -> str:
    """Why the document is something else after all; empty if nothing speaks against it."""
    kind = form.kind
    if outline.structured:
        doubt = _doubt_data_file(form, outline, hits)
        if doubt:
            return doubt
    if not titled and _is_other(form, outline):
        return "the title says it is about something else"
    if form.of_ai and not _about_ai(text):
        return "it does not speak of AI"
    if kind is DocumentKind.DATASHEET and not _about_data(text):
        return "it does not describe data"
    if kind is DocumentKind.TRANSPARENCY_NOTE and len(hits & _OF_USE) < 2:
        return "it says too little on use and limits"
    if "results" in form.core and not _has_figures(form, outline):
        return "it reports no figures"
    if kind is DocumentKind.IMPACT_ASSESSMENT:
        return _doubt_impact(outline, hits)
    if kind is DocumentKind.AI_POLICY and _for_contributors(text):
        return "it is a policy for contributors"
    if kind is DocumentKind.RISK_REGISTER and not _has_register(outline):
        return "it has no table of risks"
    return ""


def _doubt_data_file(form: Form, outline: Outline, hits: frozenset[str]) -> str:
    """Why a YAML or JSON file is configuration or a catalogue rather than a document."""
    top = {part.heading.replace(" ", "_").lower() for part in outline.parts if part.level == 1}
    if top & _MACHINE_KEYS:
        return "it configures a machine"
    if "identity" not in form.core:
        return ""
    if not hits - {"identity", "licence", "contact"}:
        return "it says nothing about use, limits, data or results"
    if not hits & _OF_ONE_MODEL and not _INSTANCE_KEYS & set(outline.front):
        return "it describes a kind of model, not one that was trained"
    return ""


def _has_figures(form: Form, outline: Outline) -> bool:
    """Whether a report reports: a table of figures, or figures under a heading of results."""
    if any(is_numeric(table) for table in outline.tables):
        return True
    for index, part in enumerate(outline.parts):
        if part.heading and "results" in form.sections.concepts(part.heading):
            under = outline.parts[index : outline.end(index)]
            if sum(len(_FIGURE.findall(inner.text[:20_000])) for inner in under) >= 2:
                return True
    return False


_IMPACT_OF_AI = Lexicon({"title": IMPACT_TITLES_OF_AI})


def _doubt_impact(outline: Outline, hits: frozenset[str]) -> str:
    of_ai = any(_IMPACT_OF_AI.names(title) for title in (outline.title, outline.lead) if title)
    if of_ai or "affected_people" in hits:
        return ""
    return "it does not ask whom the system affects"


def _about_ai(text: str) -> bool:
    lower = text[:_LOOKED_AT].lower()
    words = sum(1 for word in AI_WORDS if word in lower)
    named = len(_AI.findall(text[:_LOOKED_AT]))
    return words >= 2 or named >= 3 or (words == 1 and named > 0)


def _about_data(text: str) -> bool:
    lower = text[:_LOOKED_AT].lower()
    return sum(1 for word in datasheet.SUBJECT if word in lower) >= 2


def _for_contributors(text: str) -> bool:
    """Whether more speaks of patches and maintainers than of an organisation."""
    lower = f" {text[:_LOOKED_AT].lower()} "
    contributors = sum(1 for word in policy.CONTRIBUTOR_WORDS if word in lower)
    organisation = sum(1 for word in policy.ORGANISATION_WORDS if word in lower)
    return organisation < 3 or contributors >= organisation


def _has_register(outline: Outline) -> bool:
    """Whether a table, or a list of entries, rates risks."""
    form = form_of(DocumentKind.RISK_REGISTER)
    if form is None:
        return False
    rows = [table.header for table in outline.tables]
    rows.append(tuple(part.heading for part in outline.parts[1:500]))
    rating = {"likelihood", "severity", "treatment"}
    for row in rows:
        rated = {concept for cell in row for concept in form.sections.concepts(cell)} & rating
        if len(rated) >= 2:
            return True
    return False
