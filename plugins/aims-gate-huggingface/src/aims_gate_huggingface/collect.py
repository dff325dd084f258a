"""The collector: what the hub says of the models of a repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from threading import Thread
from typing import TYPE_CHECKING

from aims_gate.model import Cause, Environment, Network, NotAssessed
from aims_gate.portfolio import Model, Models

from .answers import Answer, Found, HubAnswers, Question, Unanswered
from .endpoint import Endpoint, Misconfigured, endpoint_of

if TYPE_CHECKING:
    from .client import Hub, Limits

_OUT_OF_TIME = Unanswered("there was no time left to ask", "Run the gate again later.")
_TOO_MANY = Unanswered("too many others were asked about", "Declare the models that are in use.")


def hub(network: Network, environment: Environment, models: Models) -> HubAnswers:
    """Ask the hub about every hub model and every revision that is named.

    A repository without hub models is not asked about. Raises :class:`NotAssessed` without leave
    to use the network, and if the environment names a hub or token that cannot be used.
    """
    questions = questions_about(models)
    if not questions:
        return HubAnswers()
    if not network.allowed:
        raise NotAssessed(
            "the hub is asked only with --online",
            cause=Cause.UNAVAILABLE,
            fix="Run the gate with --online.",
        )
    try:
        endpoint = endpoint_of(environment.variables)
    except Misconfigured as problem:
        raise NotAssessed(
            str(problem), cause=Cause.UNAVAILABLE, fix="Correct it in the environment of the run."
        ) from None
    return ask_all(questions, endpoint)


def questions_about(models: Models) -> dict[str, list[str]]:
    """The hub ids of the models, each with the revisions that code and manifest name."""
    questions: dict[str, list[str]] = {}
    for model in models:
        of_others = any("hub" in asset.detail for asset in model.seen)
        if model.hub is not None and not of_others:
            named = questions.setdefault(model.hub, [])
            named += [each for each in _revisions(model) if each not in named]
    return questions


def _revisions(model: Model) -> Iterator[str]:
    stated = [model.declared_revision, *(use.revision for use in model.uses)]
    yield from dict.fromkeys(revision for revision in stated if revision)


def ask_all(
    questions: Mapping[str, Iterable[str]], endpoint: Endpoint, limits: Limits | None = None
) -> HubAnswers:
    """Ask about models and their revisions, and give what is known when the time is up."""
    from .client import Hub  # requests is slow to import, and most runs are offline

    hub = Hub(endpoint, limits)
    wanted = [
        Question(model, revision)
        for model, revisions in questions.items()
        for revision in (None, *revisions)
    ]
    heard: dict[Question, Answer] = dict.fromkeys(wanted[hub.limits.questions :], _TOO_MANY)
    crashes: list[Exception] = []

    def work() -> None:
        try:
            _ask(wanted[: hub.limits.questions], hub, heard)
        except Exception as problem:  # it belongs to the thread that waits for this one
            crashes.append(problem)

    # Time-outs of sockets and resolvers do not add up to a bound: a hub that sends a byte now and
    # then keeps each of them. So another thread asks, and is left behind when the time is up.
    worker = Thread(target=work, name="ask-the-hub", daemon=True)
    worker.start()
    worker.join(hub.limits.total)
    if crashes:
        raise crashes[0]
    known = dict(heard)
    return HubAnswers(hub.host, {each: known.get(each, _OUT_OF_TIME) for each in wanted})


def _ask(wanted: Iterable[Question], hub: Hub, heard: dict[Question, Answer]) -> None:
    barred = hub.barred()
    for question in wanted:
        whole = heard.get(Question(question.model))
        if barred:
            heard[question] = barred
        elif question.revision is None or isinstance(whole, Found):
            heard[question] = hub.ask(question)
        elif whole:
            heard[question] = whole
