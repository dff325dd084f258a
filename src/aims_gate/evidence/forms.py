"""What each kind of document asks for: how it is called, which sections it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from .document import DocumentKind
from .lexicon import Lexicon, Phrasings
from .text import fold
from .vocabulary import (
    card_titles,
    datasheet,
    further_languages,
    impact,
    model_card,
    model_signals,
    oversight,
    plans,
    policy,
    register,
    reports,
    subject,
)


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of document.

    ``core`` are the sections a complete one has; ``tracked`` are further ones that are named when
    they are missing. In ``terse`` sections a word or a pointer is an answer. ``file_names`` is
    matched against the file's folded name and is never enough. ``titled``, ``named`` and
    ``untitled`` say how many of the ``telling`` sections it takes when the title, the file name or
    neither names the kind (0: never), ``agreed`` how many fewer where title and file name agree;
    ``as_data`` are the sections that the keys of
    a YAML or JSON file must have where neither names it (none: never). ``of_ai`` asks that the
    text is about AI.
    """

    kind: DocumentKind
    titles: Lexicon
    others: Lexicon
    sections: Lexicon
    core: tuple[str, ...]
    tracked: tuple[str, ...]
    file_names: re.Pattern[str]
    telling: frozenset[str]
    titled: int
    named: int
    untitled: int = 0
    agreed: int = 1
    as_data: frozenset[str] = frozenset()
    strong: Lexicon | None = None
    terse: frozenset[str] = field(default_factory=frozenset)
    of_ai: bool = True


CARD_CORE = ("identity", "intended_use", "limitations", "training_data", "evaluation")
CARD_TRACKED = ("out_of_scope", "ethics", "licence", "contact")
_CARD_TERSE = frozenset({"identity", "licence", "contact", "oversight"})


Sections = Mapping[str, Phrasings]
"""Section → what it is called, by language."""


def _lexicon(phrasings: Phrasings) -> Lexicon:
    return Lexicon({"title": phrasings})


@cache  # to learn so many phrases takes long, and three kinds have the same sections
def _card_sections() -> Lexicon:
    return Lexicon(
        _sections(model_card.SECTIONS, further_languages.MODEL_CARD),
        masked=model_card.MASKED,
        yields={"intended_use": "out_of_scope", "identity": "out_of_scope"},
    )


@cache
def _guide_words() -> Lexicon:
    return _lexicon(subject.GUIDE_WORDS)


def _joined(phrasings: Phrasings, more: Phrasings) -> Phrasings:
    languages = [*phrasings, *(language for language in more if language not in phrasings)]
    return {name: (*phrasings.get(name, ()), *more.get(name, ())) for name in languages}


def _sections(sections: Sections, more: Sections) -> Sections:
    return {name: _joined(known, more.get(name, {})) for name, known in sections.items()}


def _guides(titles: Phrasings, more: Phrasings | None = None) -> Lexicon:
    """Titles about cards in general: "model card toolkit", "how to write a model card".

    In a title of two scripts (``模型卡 (Model Card)``) the second name is no such word.
    """
    latin = [name for phrases in titles.values() for name in phrases if fold(name).isascii()]
    return Lexicon(
        {"title": card_titles.GUIDES, "more": more or {}},
        followed=("title", latin, card_titles.AFTER),
    )


def _card(
    kind: DocumentKind,
    titles: Phrasings,
    file_names: str,
    *,
    titled: int,
    named: int,
    untitled: int = 0,
    agreed: int = 1,
    core: tuple[str, ...] = CARD_CORE,
) -> Form:
    return Form(
        kind=kind,
        titles=_lexicon(titles),
        others=_guides(titles),
        sections=_card_sections(),
        core=core,
        tracked=tuple(name for name in (*CARD_CORE, *CARD_TRACKED) if name not in core),
        file_names=re.compile(file_names),
        telling=frozenset({*CARD_CORE, *CARD_TRACKED}),
        titled=titled,
        named=named,
        untitled=untitled,
        agreed=agreed,
        strong=Lexicon(model_signals.STRONG) if untitled else None,
        terse=_CARD_TERSE,
        of_ai=False,
    )


def _model_card() -> Form:
    return _card(
        DocumentKind.MODEL_CARD,
        _joined(card_titles.TITLES, further_languages.MODEL_CARD_TITLES),
        r"\bmodel ?cards?\b|^card$|modellkarte|modelo card|ficha (?:de |del |do )?modelo"
        r"|tarjeta (?:de |del )?modelo|fiche (?:de |du )?modele|模型卡",
        titled=1,
        named=2,
        untitled=4,
    )


def _system_card() -> Form:
    return _card(
        DocumentKind.SYSTEM_CARD,
        _joined(card_titles.SYSTEM_TITLES, further_languages.SYSTEM_CARD_TITLES),
        r"\bsystem ?card\b|系统卡",
        titled=2,
        named=2,
        agreed=2,
        core=("identity", "intended_use", "limitations", "evaluation"),
    )


def _transparency_note() -> Form:
    return _card(
        DocumentKind.TRANSPARENCY_NOTE,
        card_titles.TRANSPARENCY_TITLES,
        r"\bresponsible ai\b|\brai\b|\btransparency\b|transparen[ck]|responsible use",
        titled=2,
        named=3,
        core=("identity", "intended_use", "limitations", "evaluation"),
    )


def _datasheet() -> Form:
    core = (
        "motivation",
        "composition",
        "collection",
        "preprocessing",
        "uses",
        "distribution",
        "maintenance",
    )
    return Form(
        kind=DocumentKind.DATASHEET,
        titles=_lexicon(_joined(datasheet.TITLES, further_languages.DATASHEET_TITLES)),
        others=_guides(datasheet.TITLES, datasheet.OTHER_MEANINGS),
        sections=Lexicon(
            _sections(datasheet.SECTIONS, further_languages.DATASHEET), masked=datasheet.MASKED
        ),
        core=core,
        tracked=("limitations",),
        file_names=re.compile(
            r"\bdata ?sheet|\bdata ?(?:set )?card|\bdata statement|datenblatt|数据卡|数据集卡"
            r"|fi(?:cha|che) (?:de |do |del |du )?(?:datos|donnees|dados|dataset|jeu)"
        ),
        telling=frozenset(core),
        titled=2,
        named=3,
        agreed=2,
        untitled=5,
        strong=Lexicon(datasheet.STRONG),
        terse=frozenset({"distribution", "maintenance"}),
        of_ai=False,
    )


def _other(
    kind: DocumentKind,
    titles: Phrasings,
    others: Lexicon,
    sections: Sections,
    file_names: str,
    *,
    titled: int,
    named: int,
    agreed: int = 1,
    tracked: tuple[str, ...] = (),
    as_data: tuple[str, ...] = (),
) -> Form:
    core = tuple(name for name in sections if name not in tracked)
    return Form(
        kind=kind,
        titles=_lexicon(titles),
        others=others,
        sections=Lexicon(sections),
        core=core,
        tracked=tracked,
        file_names=re.compile(file_names),
        telling=frozenset(sections),
        titled=titled,
        named=named,
        agreed=agreed,
        as_data=frozenset(as_data),
        terse=frozenset({"approval", "review", "owner", "who"}),
    )


_MAKERS: dict[DocumentKind, Callable[[], Form]] = {
    DocumentKind.MODEL_CARD: _model_card,
    DocumentKind.SYSTEM_CARD: _system_card,
    DocumentKind.TRANSPARENCY_NOTE: _transparency_note,
    DocumentKind.DATASHEET: _datasheet,
    DocumentKind.IMPACT_ASSESSMENT: lambda: _other(
        DocumentKind.IMPACT_ASSESSMENT,
        _joined(impact.IMPACT_TITLES, further_languages.IMPACT_TITLES),
        _lexicon(impact.IMPACT_OTHER_MEANINGS),
        _sections(impact.IMPACT_SECTIONS, further_languages.IMPACT),
        r"impact (?:assessment|analysis)|\b(?:aia|fria|dpia|aiia)\b|folgenabschatzung"
        r"|(?:evaluacion|avaliacao|analise|analisis) de(?: l?)? ?impacto|analyse d impact|影响评估",
        titled=3,
        named=4,
        agreed=2,
        tracked=("society",),
        as_data=("purpose", "affected_people", "impacts", "misuse"),
    ),
    DocumentKind.AI_POLICY: lambda: _other(
        DocumentKind.AI_POLICY,
        policy.POLICY_TITLES,
        _guide_words(),
        policy.POLICY_SECTIONS,
        r"\b(?:ai|ia|ki|llm|rai|artificial intelligence) (?:\w+ ){0,3}polic|politica (?:de )?ia"
        r"|politique ia|charte ia|ki richtlinie|policy (?:on )?ai|人工智能政策|人工智能方针",
        titled=2,
        named=4,
        agreed=2,
    ),
    DocumentKind.RISK_REGISTER: lambda: _other(
        DocumentKind.RISK_REGISTER,
        _joined(register.REGISTER_TITLES, further_languages.REGISTER_TITLES),
        _guide_words(),
        _sections(register.REGISTER_COLUMNS, further_languages.REGISTER),
        r"\brisks? (?:register|registry|log|list|matrix|table|inventory|assessment|treatment"
        r"|analysis)\b|^(?:(?:ai|ml|llm|model|system) )?risks?$|risiko|riesgo|risque|risico"
        r"|\brisco|\brischi|リスク|风险",
        titled=3,
        named=3,
        tracked=("owner",),
        as_data=("risk", "likelihood", "severity", "treatment"),
    ),
    DocumentKind.HUMAN_OVERSIGHT: lambda: _other(
        DocumentKind.HUMAN_OVERSIGHT,
        oversight.OVERSIGHT_TITLES,
        _guide_words(),
        oversight.OVERSIGHT_SECTIONS,
        r"\boversight\b|human (?:in the loop|review|supervision)|supervision humana"
        r"|supervisao humana|controle humain|menschliche aufsicht|人工监督",
        titled=1,
        named=2,
    ),
    DocumentKind.TECHNICAL_DOCUMENTATION: lambda: _other(
        DocumentKind.TECHNICAL_DOCUMENTATION,
        reports.TECHNICAL_TITLES,
        _guide_words(),
        reports.TECHNICAL_SECTIONS,
        r"technical documentation|annex (?:iv|4)\b|technical file|technische dokumentation"
        r"|documentation technique|documenta(?:cion|cao) tecnica",
        titled=3,
        named=4,
    ),
    DocumentKind.INCIDENT_PLAN: lambda: _other(
        DocumentKind.INCIDENT_PLAN,
        plans.INCIDENT_TITLES,
        _guide_words(),
        plans.INCIDENT_SECTIONS,
        r"\bincidents?\b|vorfall|incidente",
        titled=2,
        named=3,
    ),
    DocumentKind.MONITORING_PLAN: lambda: _other(
        DocumentKind.MONITORING_PLAN,
        plans.MONITORING_TITLES,
        _guide_words(),
        plans.MONITORING_SECTIONS,
        r"\bmonitoring\b|uberwachung|monitoreo|monitoramento",
        titled=2,
        named=3,
    ),
    DocumentKind.FAIRNESS: lambda: _other(
        DocumentKind.FAIRNESS,
        reports.FAIRNESS_TITLES,
        _guide_words(),
        reports.FAIRNESS_SECTIONS,
        r"\bfairness\b|\bbias\b|equidad|sesgos|biais|equidade",
        titled=1,
        named=2,
    ),
    DocumentKind.EVALUATION: lambda: _other(
        DocumentKind.EVALUATION,
        reports.EVALUATION_TITLES,
        _guide_words(),
        reports.EVALUATION_SECTIONS,
        r"\beval(?:uation)?s?\b|\b(?:validation|performance|benchmark|metrics) report\b",
        titled=2,
        named=3,
    ),
}


@cache
def form_of(kind: DocumentKind) -> Form | None:
    """The form of a kind; ``None`` for Croissant and bills of materials, which have fields."""
    maker = _MAKERS.get(kind)
    return maker() if maker else None


@cache
def forms() -> tuple[Form, ...]:
    """Every form, the most particular first: on equal signals the earlier one stands."""
    return tuple(form for kind in _MAKERS if (form := form_of(kind)) is not None)
