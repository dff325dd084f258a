"""What users are told of AI systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..declarations import Lifecycle
from ..evaluation.report import Evaluations, Measurement, Report
from ..evidence.language import language_of
from ..evidence.text import fold
from ..governance.prose import LEAST_WORDS, unanswered
from ..governance.user_docs import AI_NOTICE, LIMITS, TOPICS, UserDoc, UserDocs, merged
from ..governance.versions import covers
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
    fails,
)
from ..portfolio import Declared, Models, System, Systems
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.information import StatedFigure

_TOO_EARLY = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)
_RATE = re.compile(
    r"\d{1,3}(?:[.,]\d{1,3})? ?(?:%|per ?cent|percent|Prozent|pour cent|por ciento)|\b0[.,]\d{1,6}|"
    r"\bone in \w+|\b\d{1,6} (?:of|in|out of|von|sur|de) (?:the )?\d{1,6}\b",
    re.IGNORECASE,
)
_TELLS_OF_AI = re.compile(
    r"\b(?:AI|A\.I\.|artificial intelligence|machine[- ]learn(?:ing|ed|t)|neural network|language "
    r"model|LLM|KI|künstliche[rn]? Intelligenz|IA|intelligence artificielle|"
    r"inteligencia artificial)\b"
)
_SAME = 5e-4
"""Figures are told with three decimals or fewer, or in per cent."""


@check(
    "User information is usable",
    controls=["A.8.2"],
    clauses=["7.4"],
    evidences=["A.8.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def inadequate_user_information(
    systems: Systems,
    declared: Declared,
    docs: UserDocs,
    models: Models,
    evaluations: Evaluations,
) -> Iterator[Finding]:
    """Find AI systems whose users are not told what they need to know.

    The information for users (`kind: user-information`) treats, each under a heading of its own:
    what the system is for, how to use it, what the results mean, known limits and error rates,
    oversight and override, that AI is at work, how it changes, whom to ask, and how to report harm.
    It is about the version that `aims.yaml` declares and in the languages of its users; the figures
    in its head stand in the text and equal those of the evaluation report and of the model card.

    Where nobody wrote such a document, the README, the pages of documentation for users, system
    cards and transparency notes are read together and asked for the same, except for the head.

    ## Why it matters
    People who do not know what a result means, or how often it is wrong, rely on it too much or not
    at all, and do not see that they may set it aside.

    ## How to conform
    Write what the finding names into the information for users.

    `aims-gate init --governance` writes a document to fill in.
    """
    languages = _languages(declared)
    plain: list[Defect] | None = None  # what has no head is the same for all systems without one
    for system in systems:
        about = system.subject
        if system.is_retired or system.lifecycle in _TOO_EARLY:
            yield does_not_apply(f"{about.label} is in stage {system.lifecycle}", about=about)
            continue
        found = docs.of(system)
        if not found:
            message = f"{about.label}: there is no information for its users"
            yield fails(message, at=system.at, about=about, key="none")
        elif found[0].filed is None:
            if plain is None:
                plain = list(_gaps_without_head(found))
            message = f"{_paths(found)}: users of {about.label} are told what they need to know"
            yield from judged(about, plain, otherwise=message, at=found[0].at)
        else:
            reports = _reports(system, models, evaluations)
            defects = [defect for doc in found for defect in _defects(doc, system, reports)]
            defects += _untold(found, languages.get(about.id, ()), system)
            message = f"{found[0].path} tells the users of {about.label} what they need to know"
            yield from judged(about, defects, otherwise=message, at=found[0].at)


def _languages(declared: Declared) -> dict[str, tuple[str, ...]]:
    return {
        entry.value.id: entry.value.context.languages
        for entry in declared.manifest.systems
        if entry.value.context
    }


def _gaps_without_head(docs: tuple[UserDoc, ...]) -> Iterator[Defect]:
    """All that the documentation leaves out, as one."""
    prose, text = merged(docs), "\n".join(doc.text for doc in docs)
    lacking = [
        topic.called
        for topic, _, _ in unanswered(prose, TOPICS)
        if topic != AI_NOTICE or not _TELLS_OF_AI.search(text)
    ]
    if LIMITS.called not in lacking and not _gives_rates(docs):
        lacking.append("how often it is wrong, in figures")
    if lacking:
        message = f"{_paths(docs)}: nothing under a heading of its own on {'; '.join(lacking)}"
        yield Defect(message, docs[0].at, "topics")


def _paths(docs: tuple[UserDoc, ...]) -> str:
    return ", ".join(doc.path for doc in docs[:3])


def _gives_rates(docs: tuple[UserDoc, ...]) -> bool:
    found = (doc.prose.about(LIMITS) for doc in docs)
    return any(passage is not None and _RATE.search(passage.text) for passage in found)


def _defects(
    doc: UserDoc, system: System, reports: dict[str, tuple[Report, ...]]
) -> Iterator[Defect]:
    for topic, problem, at in unanswered(doc.prose, TOPICS):
        fix = f"Write, under a heading, {topic.called} in at least {LEAST_WORDS} words."
        yield Defect(f"{doc.path}: {problem}", at, f"{doc.path}:{topic.id}", fix)
    limits = doc.prose.about(LIMITS)
    if limits and not _RATE.search(limits.text):
        message = f"{doc.path}: the section on limits does not say how often it is wrong"
        fix = "State the rates of error, with figures from the evaluation report."
        yield Defect(message, doc.prose.at(limits), f"{doc.path}:rates", fix)
    yield from _version(doc, system)
    yield from _language(doc)
    yield from _figures(doc, reports)


def _version(doc: UserDoc, system: System) -> Iterator[Defect]:
    assert doc.filed is not None
    stated, key = doc.filed.value.system_version, f"{doc.path}:version"
    if stated is None:
        message = f"{doc.path} does not say which version of the system it describes"
        yield Defect(message, doc.filed.locate("system_version"), key, "State `system_version`.")
    elif system.version and not covers(stated, system.version):
        message = f"{doc.path} describes version {stated}, aims.yaml declares {system.version}"
        fix = f"Bring it up to version {system.version}."
        yield Defect(message, doc.filed.locate("system_version"), key, fix)


def _language(doc: UserDoc) -> Iterator[Defect]:
    assert doc.filed is not None
    stated, seen = doc.filed.value.language, language_of(_without_head(doc.text))
    if stated and _code(stated) != seen and seen != "en":
        message = f"{doc.path} is said to be in {stated} and is in {seen}"
        key = f"{doc.path}:language"
        yield Defect(message, doc.filed.locate("language"), key, "State the language it is in.")


def _without_head(text: str) -> str:
    return text.partition("\n---")[2] or text


def _untold(
    docs: tuple[UserDoc, ...], languages: tuple[str, ...], system: System
) -> Iterator[Defect]:
    """The languages of users in which nothing is written."""
    written = set()
    for doc in docs:
        assert doc.filed is not None
        written.add(_code(doc.filed.value.language or language_of(_without_head(doc.text))))
    for language in languages:
        if _code(language) not in written:
            message = f"users of {system.subject.label} read {language}, and are told nothing in it"
            fix = f"Write the information for users in {language}."
            yield Defect(message, docs[0].at, f"language:{language}", fix)


def _code(language: str) -> str:
    return fold(language).partition(" ")[0]


def _reports(
    system: System, models: Models, evaluations: Evaluations
) -> dict[str, tuple[Report, ...]]:
    """What was measured of each model of the system, its card's figures included, by its id."""
    found = {}
    for model in models:
        if model.subject.id in system.models or not system.models:
            stated = evaluations.stated.get(model.subject)
            both = (*evaluations.linked.get(model.subject, ()), *((stated,) if stated else ()))
            if both:
                found[model.subject.id] = both
    return found


def _figures(doc: UserDoc, reports: dict[str, tuple[Report, ...]]) -> Iterator[Defect]:
    assert doc.filed is not None
    figures = doc.filed.value.figures
    if not figures and reports:
        message = f"{doc.path} names no measured figure in its head"
        fix = "List under `figures` the figures that the text states, as in the evaluation report."
        yield Defect(message, doc.filed.locate("figures"), f"{doc.path}:figures", fix)
    text = _without_head(doc.text)
    for index, figure in enumerate(figures):
        name = f"{figure.metric}{f' of {figure.slice}' if figure.slice else ''}"
        at, key = doc.filed.locate("figures", index), f"{doc.path}:figure:{name}"
        if not _is_told(figure.value, text):
            message = f"{doc.path}: {name} is {figure.value:g} in the head and not in the text"
            yield Defect(message, at, f"{key}:text", "Tell the figure in the text.")
        yield from _differing(doc.path, figure, name, reports, at)


def _differing(
    path: str,
    figure: StatedFigure,
    name: str,
    reports: dict[str, tuple[Report, ...]],
    at: Location,
) -> Iterator[Defect]:
    """Where a figure is another one than was measured, or was not measured at all."""
    chosen = [
        report
        for model, found in reports.items()
        for report in found
        if figure.model in (None, model)
    ]
    measured = [(report, value) for report in chosen if (value := _measured(report, figure))]
    if chosen and not measured:
        message = f"{path}: {name} is {figure.value:g}, which no evaluation report or card states"
        yield Defect(message, at, f"{path}:figure:{name}", "State what was measured.")
    for report, value in measured:
        if abs(value.value - figure.value) > _SAME:
            message = f"{path}: {name} is {figure.value:g}, {report.path} says {value.value:g}"
            fix = f"Bring head and text up to {report.path}."
            yield Defect(message, at, f"{path}:figure:{name}", fix, places=(value.at,))
            return


def _measured(report: Report, figure: StatedFigure) -> Measurement | None:
    return report.find(figure.metric, figure.slice or "")


def _is_told(value: float, text: str) -> bool:
    """Whether a text states a value: as it is, or in per cent, with a point or a comma."""
    percent = value * 100
    forms = {f"{value:g}", f"{value:.2f}", f"{value:.3f}", f"{percent:.0f} ", f"{percent:.1f} "}
    forms |= {f"{percent:.0f}%", f"{percent:.1f}%"}
    return any(form in text or form.replace(".", ",") in text for form in forms)
