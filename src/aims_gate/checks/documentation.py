"""Documentation of models."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Document, Quality
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Finding,
    Profile,
    Role,
    Subject,
    by_tier,
    check,
    conforms,
    fails,
)
from ..portfolio import CORE_OF_A_CARD, JudgingPolicy, ModelCards, Models
from ..repository import Snapshot
from .card_certification import lacking_for_certification
from .linked import judge_link

MAKERS = (Role.PROVIDER, Role.PRODUCER)


@check(
    "Every model has a model card",
    controls=["A.6.2.7", "A.8.2"],
    clauses=["7.5.1"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    roles=MAKERS,
    profile=Profile.STARTER,
)
def missing_model_card(models: Models, cards: ModelCards) -> Iterator[Finding]:
    """Find models that no model card describes.

    Judged are the models that the project trains, ships or releases: those declared with a path,
    weight files, and training runs that save a model. A card is recognised by what it says,
    wherever it lies and whatever its name; an empty file or an unfilled template is none.

    ## Why it matters
    People who rely on a model cannot judge whether it suits their use unless its purpose, limits
    and evaluation are written down.

    ## How to conform
    Write a model card, put it beside the model and name the model in it; or link it as `card:` of
    the model in `aims.yaml`.

    It should say what the model is, what it is meant for, where it fails, what it was trained on
    and how it was evaluated. `aims-gate explain incomplete-model-card` lists the sections.
    """
    for model in models.own:
        subject, places = model.subject, model.places
        called = f"model {subject.label}"
        yield judge_link(
            cards.of(model),
            subject,
            called=called,
            wanted="a model card",
            key="card",
            places=places,
        ) or fails(
            f"{called} has no model card", at=model.at, about=subject, key="card", places=places
        )


@check(
    "Model card is complete",
    controls=["A.6.2.7", "A.8.2"],
    clauses=["7.5.1"],
    evidences=["A.6.2.7", "7.5.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    profile=Profile.STARTER,
)
def incomplete_model_card(
    cards: ModelCards, judging: JudgingPolicy, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find model cards that lack a section, or have one without substance.

    Five sections decide: identity (what the model is), intended use, limitations, training data
    and evaluation. Out-of-scope use, ethical considerations, licence and contact are asked for in
    one note. A heading with nothing under it, an unfilled template or an instruction ("report
    precision and recall") is no section.

    Under the profile `certification` a card also needs human oversight, a version, a date, the
    factors (groups, conditions) that results depend on, and figures in its evaluation.

    ## Why it matters
    A card that leaves out where a model fails, or what it learnt from, invites uses that it is not
    fit for, and nobody can tell whether the evaluation speaks for them.

    ## How to conform
    Write the sections named in the finding, with facts about this model.

    Other headings and other languages are understood: "Evaluated use" or "Uso previsto" is an
    intended use. If a section is not recognised, use the plain English heading.
    """
    for subject, card in cards.judged():
        if card.quality in (Quality.PLACEHOLDER, Quality.UNREADABLE):
            continue
        lacking = [name for name in CORE_OF_A_CARD if name in card.missing]
        if lacking:
            yield _lacks(card, subject, lacking, "core")
        else:
            message = f"{card.at.path} covers every core section"
            yield conforms(message, at=card.at, about=subject, key="core")
        further = [name for name in card.missing if name not in CORE_OF_A_CARD]
        if further:
            yield _lacks(card, subject, further, "further")
        if judging.profile.includes(Profile.CERTIFICATION):
            wanted = list(lacking_for_certification(card, snapshot))
            if wanted:
                yield _lacks(card, subject, wanted, "certification")


def _lacks(card: Document, subject: Subject, names: list[str], key: str) -> Finding:
    hollow = [card.sections[name] for name in names if name in card.sections]
    message = f"{card.at.path} says nothing of substance on {_listed(names)}"
    if hollow:
        headings = ", ".join(f"“{section.heading}” (line {section.line})" for section in hollow)
        message += f"; there but hollow: {headings}"
    return fails(
        message,
        at=card.at,
        about=subject,
        key=key,
        fix=f"Write about {_listed(names)} in {card.at.path}.",
        places=[card.where(section.name) for section in hollow],
        severity=NOTE if key == "further" else None,
    )


def _listed(names: list[str]) -> str:
    words = [name.replace("_", " ") for name in names]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
