"""Why a text that looks like evidence is something else after all."""

from __future__ import annotations

import re

from .document import DocumentKind
from .forms import Form, form_of
from .lexicon import Lexicon
from .measures import is_training_record
from .outline import Outline, is_numeric
from .vocabulary import datasheet, further_languages, model_signals, policy
from .vocabulary.impact import IMPACT_TITLES_OF_AI
from .vocabulary.subject import AI_WORDS, ONLY_OF_AI

_AI = re.compile(r"\b(?:AI|GenAI|ML|LLMs?|IA|KI|GPT|AIMS)\b")
_LOOKED_AT = 200_000
_MODEL = re.compile(r"\bmodel|\bmodell|模型|\balgor", re.IGNORECASE)
_MAKES_CARDS = re.compile(
    r"\b(?:library|package|module|toolkit|tool|function|class|plugin|app)\b[^.]{0,80}?"
    r"\b(?:create|generate|build|write|render|produce)s?\b[^.]{0,40}?"
    r"\b(?:model|data(?:set)?)[ -]cards\b",
    re.IGNORECASE,
)
_SOME_MODEL = re.compile(
    r"(?<!\bdata )(?<!\bbusiness )(?<!\bthreat )(?<!\bdomain )(?<!\boperating )(?<!\bsecurity )"
    r"(?<!\bpricing )(?<!\bobject )(?<![a-z])models?(?![a-z])"
)
_MODELS = 3
"""Whoever speaks so often of models, and once of what they do, speaks of AI."""
_EXPLAINED = frozenset({DocumentKind.MODEL_CARD, DocumentKind.DATASHEET})
_MACHINE_KEYS = frozenset({"jobs", "services", "apiversion", "steps", "image"})
_MOST_SECTIONS = 5
_ENTRIES = 3
"""This many risks with a measure each are a register, be they rated or not."""
_OF_USE = frozenset({"intended_use", "out_of_scope", "limitations", "evaluation"})
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*%|\b\d+[.,]\d+\b")
_OF_HARM = frozenset({"misuse", "measures"})
_OF_ONE_MODEL = frozenset({"training_data", "evaluation", "licence", "contact"})
_INSTANCE_KEYS = frozenset({"version", "model_version", "date", "model_date", "author", "authors"})


def doubt_of(
    form: Form, outline: Outline, text: str, stem: str, hits: frozenset[str], *, titled: bool
) -> str:
    """Why the document is something else after all; empty if nothing speaks against it."""
    kind = form.kind
    if form.others.names(stem):
        return "the file name says it is about something else"
    if kind in _EXPLAINED and _MAKES_CARDS.search(text[:2000]):
        return "it tells how software makes documents of this kind"
    filled = _is_filled_guide(form, stem, hits, text)
    if kind in _EXPLAINED and not filled and _explains_its_kind(form, outline):
        return "it explains documents of this kind"
    if outline.structured:
        doubt = _doubt_data_file(form, outline, hits)
        if doubt:
            return doubt
    if not titled and not filled and form.others.names(outline.title):
        return "the title says it is about something else"
    if (
        form.of_ai
        and "system" not in outline.front
        and not (_AI.search(outline.title) or _about_ai(outline.title, text))
    ):
        return "it does not speak of AI"
    if (
        kind is DocumentKind.DATASHEET
        and not _has_dataset_fields(outline)
        and not _about_data(outline.title, text)
    ):
        return "it does not describe data"
    if kind is DocumentKind.TRANSPARENCY_NOTE and len(hits & _OF_USE) < 2:
        return "it says too little on use and limits"
    if "results" in form.core and not _has_figures(form, outline):
        return "it reports no figures"
    if kind is DocumentKind.IMPACT_ASSESSMENT:
        return _doubt_impact(outline, text, hits)
    if kind is DocumentKind.AI_POLICY:
        others = _others_policy(text)
        return f"it is a policy for {others}" if others else ""
    if kind is DocumentKind.RISK_REGISTER and "risk" not in hits:
        return "it lists no risks"
    if kind is DocumentKind.RISK_REGISTER and not _has_register(outline, titled=titled):
        return "it has no table of risks"
    return ""


def _is_filled_guide(form: Form, stem: str, hits: frozenset[str], text: str) -> bool:
    """Whether a text is a card under the title that its template had.

    Its file is named for the kind and nothing else, it has most of the sections, and it does not
    speak to the author of cards, as a guide does. Whether it was filled is judged later.
    """
    match = form.file_names.search(stem)
    if match is None or len(stem) > len(match[0]) or len(hits) < _MOST_SECTIONS:
        return False
    words = text[:_LOOKED_AT].lower().split()
    return sum(1 for word in words if word in {"you", "your"}) * 100 < len(words)


def _explains_its_kind(form: Form, outline: Outline) -> bool:
    """Whether one of the first headings is of the sort "What is a model card?"."""
    headings = [part.heading for part in outline.parts[1:12] if part.heading]
    return any(form.titles.names(heading) and form.others.names(heading) for heading in headings)


def _doubt_data_file(form: Form, outline: Outline, hits: frozenset[str]) -> str:
    """Why a YAML or JSON file is configuration or a catalogue rather than a document."""
    top = {part.heading.replace(" ", "_").lower() for part in outline.parts if part.level == 1}
    if top & _MACHINE_KEYS:
        return "it configures a machine"
    if "identity" not in form.core:
        return ""
    if is_training_record(outline):
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


_IMPACT_OF_AI = Lexicon({"title": IMPACT_TITLES_OF_AI, "more": further_languages.IMPACT_OF_AI})


_WORSE = re.compile(
    r"harm|risk|adverse|bias|discriminat|misuse|unfair|daño|riesgo|sesgo|dommage|préjudice|risque"
    r"|biais|schad|schäd|risik|nachteil|dano|risco|viés|风险|危害|损害|偏见|歧视|リスク|위험",
    re.IGNORECASE,
)
"""Words for what an assessment looks for; who only praises has none of them."""


def _doubt_impact(outline: Outline, text: str, hits: frozenset[str]) -> str:
    if not hits & _OF_HARM and not _WORSE.search(text[:_LOOKED_AT]):
        return "it speaks of benefits only"
    of_ai = any(_IMPACT_OF_AI.names(title) for title in (outline.title, outline.lead) if title)
    if of_ai or "affected_people" in hits:
        return ""
    return "it does not ask whom the system affects"


def _about_ai(title: str, text: str) -> bool:
    if _AI.search(title):
        return True
    lower = text[:_LOOKED_AT].lower()
    words = sum(1 for word in AI_WORDS if word in lower) + bool(_MODEL.search(title))
    named = len(_AI.findall(text[:_LOOKED_AT]))
    if words == 1:
        sure = any(word in lower for word in ONLY_OF_AI)
        return sure or named > 0 or len(_SOME_MODEL.findall(lower)) >= _MODELS
    return words >= 2 or named >= 3


def _about_data(title: str, text: str) -> bool:
    named = any(word in title.lower() for word in datasheet.SUBJECT)
    lower = text[:_LOOKED_AT].lower()
    return (
        named
        or lower.count("dataset") >= 3
        or sum(1 for word in datasheet.SUBJECT if word in lower) >= 2
    )


def _has_dataset_fields(outline: Outline) -> bool:
    names_data = outline.structured and "dataset_name" in outline.front
    return names_data or any(name in outline.front for name in model_signals.DATASET_FIELDS)


def _others_policy(text: str) -> str:
    """Whom a policy is for, if it speaks more of them than of an organisation and its users."""
    lower = f" {text[:_LOOKED_AT].lower()} "
    kinds, times = _mentions(policy.ORGANISATION_WORDS, lower)
    for words, others in (
        (policy.CONTRIBUTOR_WORDS, "contributors"),
        (policy.STUDENT_WORDS, "students"),
        (policy.CRAWLER_WORDS, "those who read it by machine"),
    ):
        their_kinds, their_times = _mentions(words, lower)
        if their_times > times or (their_kinds > kinds and their_times * 2 > times):
            return others
    return ""


def _mentions(words: tuple[str, ...], lower: str) -> tuple[int, int]:
    """How many of the words a text has, and how many times any of them."""
    times = [lower.count(word) for word in words]
    return sum(1 for count in times if count), sum(times)


def _has_register(outline: Outline, *, titled: bool) -> bool:
    """Whether a table, or a list of entries, rates risks."""
    form = form_of(DocumentKind.RISK_REGISTER)
    if form is None:
        return False
    if titled and _AI.search(outline.title):
        return True
    treated = [part for part in outline.parts[1:500] if part.heading]
    treated = [part for part in treated if "treatment" in form.sections.concepts(part.heading)]
    if titled and len(treated) >= _ENTRIES:
        return True
    rows = [table.header for table in outline.tables]
    rows.append(tuple(part.heading for part in outline.parts[1:500]))
    rating = {"likelihood", "severity", "treatment"}
    for row in rows:
        rated = {concept for cell in row for concept in form.sections.concepts(cell)}
        if len(rated & rating) >= 2 or (titled and rated & rating and len(rated) >= 3):
            return True
    return False
