"""What comes from others."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ERROR, NOTE, WARNING, Finding, Profile, by_tier, check, conforms, fails
from ..portfolio import Model, Models

_MOVES = "names no dated version: its supplier may put another model behind the name"
_DATED = (
    "Call a dated snapshot of it, and state the same as `snapshot:` of the model in `aims.yaml`. "
    "If its supplier offers none, record that in a waiver (`aims-gate waive`)."
)


@check(
    "Third-party models are pinned and identified",
    controls=["A.4.4", "A.10.3"],
    clauses=["8.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.STARTER,
)
def unpinned_third_party_model(models: Models) -> Iterator[Finding]:
    """Find models from elsewhere that product code loads without naming their revision.

    A hub model is pinned by a commit (`revision="…"`, 7 to 40 hexadecimal digits), a hosted one by
    a dated snapshot in its name. A branch or tag moves, and so does a name without a date. Where
    the manifest states a revision, code must name the same one. Whether the model is declared at
    all is the question of `undeclared-ai`.

    ## Why it matters
    An unpinned model changes under you: what was evaluated is no longer what runs, and whoever
    controls the name decides what you run.

    ## How to conform
    Name the commit in code (`from_pretrained(…, revision="<commit>")`) or the dated snapshot of
    the hosted model, and the same as `revision:` or `snapshot:` of the model in `aims.yaml`.
    """
    for model in models.third_party:
        yield from _judged(model)


def _judged(model: Model) -> Iterator[Finding]:
    loose = [use.at for use in model.uses if not use.pinned]
    other = [
        use
        for use in model.uses
        if use.revision and model.declared_revision and not _same(use.revision, model)
    ]
    name = model.subject.label
    if loose:
        message = f"{name} {_MOVES if model.api else 'is loaded without a fixed revision'}"
        yield fails(
            message,
            at=loose[0],
            about=model.subject,
            key="pin",
            fix=_DATED if model.api else None,
            places=loose[1:],
        )
    elif other:
        stated = f"{other[0].revision}, aims.yaml says {model.declared_revision}"
        yield fails(
            f"{name} is loaded at {stated}",
            at=other[0].at,
            about=model.subject,
            key="revision",
            fix="Make code and manifest name the same revision.",
            places=[use.at for use in other[1:]],
        )
    elif model.uses or model.declared_revision:
        revision = model.declared_revision or model.uses[0].revision
        message = f"{name} is pinned to {revision}" if revision else f"{name} names a fixed version"
        yield conforms(message, at=model.at, about=model.subject, key="pin")
    else:
        message = f"{name} is declared without a revision"
        yield fails(message, at=model.at, about=model.subject, key="pin")


def _same(revision: str, model: Model) -> bool:
    """Whether two ids of a commit agree; one may be short for the other."""
    declared = model.declared_revision or ""
    return revision.startswith(declared) or declared.startswith(revision)
