"""The checks: each hub model exists as it is named, and has the licence that is stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aims_gate.model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)
from aims_gate.portfolio import LEFT_OPEN, Model, Models

from .answers import Absent, Found, HubAnswers, Unanswered
from .licences import UNNAMED, same

_LIKE_A_COMMIT = re.compile(r"[0-9a-f]{7,40}")


@check(
    "Models named on the hub exist there",
    controls=["A.4.4", "A.10.3"],
    clauses=["8.1"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.STARTER,
)
def unknown_hub_model(models: Models, hub: HubAnswers) -> Iterator[Finding]:
    """Find hub models that the hub does not have, or not at the revision named.

    The hub is asked about every hub model that product code loads or `aims.yaml` declares, and
    about every revision that either names. A revision that looks like a commit and is a branch or
    tag there is a finding too, and so is a model that has a new name. Needs `--online`; private
    and gated models need the token of an account that may read them, in `HF_TOKEN`.

    ## Why it matters
    A name that nobody holds can be registered by anybody, who then decides what you run; the same
    goes for the old name of a model that was renamed. A revision that does not exist stops your
    system at its next start, and one that is a branch moves under you.

    ## How to conform
    Name a model that exists under its present name, in code and in `aims.yaml`, and its full
    commit of 40 digits as the revision.
    """
    for model in models:
        if model.hub is not None:
            yield from _existence(model, model.hub, hub)


def _existence(model: Model, id_: str, hub: HubAnswers) -> Iterator[Finding]:
    match hub.about(id_):
        case Unanswered() as silence:
            yield _unassessed(model, id_, silence, "model")
        case Absent():
            yield fails(
                f"{hub.host} has no model {id_}",
                at=model.at,
                about=model.subject,
                key="model",
                fix="Correct the name: whoever registers it decides what you run. If the model "
                "is private, set HF_TOKEN to a token that may read it.",
                places=_others(model.at, [use.at for use in model.uses]),
            )
        case Found() as found:
            findings = [*_renamed(model, id_, found), *_revisions(model, id_, found, hub)]
            yield from findings or [_exists(model, id_, found, hub)]


def _exists(model: Model, id_: str, found: Found, hub: HubAnswers) -> Finding:
    named = ", ".join(_named_revisions(model))
    at = f"at {named}" if named else f"now at {found.commit or 'a commit it does not name'}"
    return conforms(f"{hub.host} has {id_} {at}", at=model.at, about=model.subject, key="model")


def _renamed(model: Model, id_: str, found: Found) -> Iterator[Finding]:
    if found.name.casefold() == id_.casefold():
        return
    yield fails(
        f"{id_} is now called {found.name} on the hub",
        at=model.at,
        about=model.subject,
        key="name",
        fix=f"Name {found.name}: whoever registers the old name decides what you run.",
        places=_others(model.at, [use.at for use in model.uses]),
        # Names without an organisation are the hub's own; nobody else can register one.
        severity=WARNING if "/" in id_ else NOTE,
    )


def _revisions(model: Model, id_: str, found: Found, hub: HubAnswers) -> Iterator[Finding]:
    current = f" The newest is {found.commit}." if found.commit else ""
    for revision, places in _named_revisions(model).items():
        answer = hub.about(id_, revision)
        if isinstance(answer, Unanswered):
            yield _unassessed(model, id_, answer, f"revision {revision}", at=places[0])
        elif isinstance(answer, Absent):
            yield fails(
                f"{hub.host} knows no revision {revision} of {id_}",
                at=places[0],
                about=model.subject,
                key=f"revision {revision}",
                fix=f"Name a full commit of the model, 40 digits.{current}",
                places=places[1:],
            )
        elif _moves(revision, answer):
            yield fails(
                f"{revision} is a branch or tag of {id_} and no commit",
                at=places[0],
                about=model.subject,
                key=f"revision {revision}",
                fix=f"Name the full commit, 40 digits: {answer.commit}",
                places=places[1:],
            )


def _moves(revision: str, found: Found) -> bool:
    """Whether what looks like a commit is none; other names are seen to be branches or tags."""
    commit = found.commit or revision
    return bool(_LIKE_A_COMMIT.fullmatch(revision)) and not commit.startswith(revision)


def _named_revisions(model: Model) -> dict[str, list[Location]]:
    """The revisions that code and manifest name, each with its places."""
    named: dict[str, list[Location]] = {}
    if model.declared_revision:
        named[model.declared_revision] = [model.at]
    for use in model.uses:
        if use.revision:
            named.setdefault(use.revision, []).append(use.at)
    return named


@check(
    "The licence stated for a hub model is the one it has there",
    controls=["A.4.4", "A.10.3"],
    clauses=["8.1"],
    severity=by_tier(minimal=WARNING, limited=WARNING, high=ERROR),
    profile=Profile.STARTER,
)
def mismatched_hub_licence(models: Models, hub: HubAnswers) -> Iterator[Finding]:
    """Find models whose licence in `aims.yaml` is not the one that the hub names.

    Compared is what the model's card on the hub names, at the revision in use where one is named.
    SPDX identifiers and the hub's own are understood, and so are usual spellings of both. A model
    for which the hub names no licence at all is a warning. Needs `--online`.

    ## Why it matters
    A licence may forbid the use that you make of a model: commercial use, some purposes, some
    fields. A wrong note of it hides that from everyone who relies on the note.

    ## How to conform
    State as `licence:` of the model in `aims.yaml` what its card on the hub names; where the card
    names nothing, ask the provider and keep the answer.
    """
    for model in models:
        if model.hub is not None:
            yield from _licence(model, model.hub, hub)


def _licence(model: Model, id_: str, hub: HubAnswers) -> Iterator[Finding]:
    found = hub.about(id_)
    if not model.licence or model.licence.startswith(LEFT_OPEN):
        yield does_not_apply(f"no licence is stated for {id_}", about=model.subject)
    elif isinstance(found, Unanswered):
        yield _unassessed(model, id_, found, "licence")
    elif isinstance(found, Absent):
        yield does_not_apply(f"{hub.host} has no model {id_}", about=model.subject)
    else:
        used = [hub.about(id_, revision) for revision in _named_revisions(model)]
        named = {each.licences or found.licences for each in used if isinstance(each, Found)}
        if silence := next((each for each in used if isinstance(each, Unanswered)), None):
            yield _unassessed(model, id_, silence, "licence")
        elif not named:
            named = {found.licences}
        for licences in sorted(named):
            yield _compared(model, model.licence, id_, licences, hub.host)


def _compared(model: Model, stated: str, id_: str, licences: tuple[str, ...], host: str) -> Finding:
    there = " and ".join(licences)
    # Accepting one licence of the hub's must not accept the next one that it names.
    key = " ".join(("licence", *licences))
    if not licences:
        return fails(
            f"{stated} is stated for {id_}; {host} names no licence for it",
            at=model.at,
            about=model.subject,
            key=key,
            severity=WARNING,
        )
    if UNNAMED.issuperset(licences):
        return unassessed(
            f"{host} does not name the licence of {id_}: it says {there}",
            cause=Cause.UNAVAILABLE,
            at=model.at,
            about=model.subject,
            key=key,
            fix="Compare the text of the licence on the hub yourself.",
        )
    if same(stated, licences):
        return conforms(
            f"{host} names {there} for {id_}, as stated",
            at=model.at,
            about=model.subject,
            key=key,
        )
    return fails(
        f"{stated} is stated for {id_}; {host} names {there}",
        at=model.at,
        about=model.subject,
        key=key,
        fix=f"State {there}, and make sure that your use keeps to it.",
    )


def _unassessed(
    model: Model, id_: str, silence: Unanswered, key: str, at: Location | None = None
) -> Finding:
    return unassessed(
        f"nothing is known about {id_}: {silence.reason}",
        cause=Cause.UNAVAILABLE,
        at=at or model.at,
        about=model.subject,
        key=key,
        fix=silence.fix,
    )


def _others(first: Location, places: Iterable[Location]) -> list[Location]:
    return [place for place in places if place != first]
