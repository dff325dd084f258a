"""The draft as ``aims.yaml``, with each key explained where it first stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..declarations import Dataset, Model, Supplier, System
from ..portfolio import LEFT_OPEN
from ..text.escaping import visible
from .draft import Draft, Values
from .yaml_text import comment, listing, scalar

if TYPE_CHECKING:
    from pydantic import BaseModel

_HEAD = (
    "The AI of this project: what it is for, who answers for it, and where the evidence lies.\n"
    "Drafted by `aims-gate init` from what was found in the files. It is yours now: correct it,"
    " remove what is wrong, and keep it up to date.\n"
    f"Values that begin with {LEFT_OPEN} are what only people know; until they are written,"
    " `aims-gate check` reports them."
)
_ACTIVITIES = (
    "To be confirmed, this is guessed from code. One or more of: trains, fine-tunes,"
    " supplies-components, integrates-third-party, offers-to-customers, uses-internally."
)
_NO_ACTIVITIES = (
    "activities: what the organisation does with it; roles follow from this. The code does not show"
    " it. One or more of: trains, fine-tunes, supplies-components, integrates-third-party,"
    " offers-to-customers, uses-internally."
)
_TIER = (
    "tier: minimal, limited, high or prohibited. A person decides it, with the basis and the day;"
    " without one the system is judged as limited, and the report says so."
)
_OVERSIGHT = (
    "oversight: how people stay in charge: mode (human-decides, human-approves, human-monitors or"
    " none), by whom, and where in the code they overrule it (override: path#name)."
)
_CONFIRM = dict.fromkeys(
    ("card", "datasheet", "impact_assessment", "risk_register"),
    " To be confirmed: told from its name, or from where it lies.",
)
_INTRODUCTIONS = {
    "models": "The models in use: files of this project, models from a hub, models behind an API.",
    "datasets": "The data that training and evaluation read.",
    "suppliers": "Who supplies models or services from outside.",
}


def as_yaml(draft: Draft) -> str:
    """Write the draft; the text is a valid manifest."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    for paragraph in _HEAD.split("\n"):
        yield from comment(paragraph)
    yield "version: 1"
    yield "systems:"
    yield from _system(draft)
    for kind, model, entries in (
        ("models", Model, draft.models),
        ("datasets", Dataset, draft.datasets),
        ("suppliers", Supplier, draft.suppliers),
    ):
        if entries:
            yield ""
            yield from comment(_INTRODUCTIONS[kind])
            yield f"{kind}:"
            explained = {
                name: field.description or "" for name, field in model.model_fields.items()
            }
            yield from _entries(entries, explained)
    yield from _remarks(draft)


def _system(draft: Draft) -> Iterator[str]:
    explained = _explained(System)
    yield from _entries([draft.system], explained)
    indent = "    "
    if draft.activities:
        yield from comment(f"{explained['activities']} {_ACTIVITIES}", indent)
        yield from listing("activities", draft.activities, indent)
    else:
        yield from comment(_NO_ACTIVITIES, indent)
    yield from comment(_TIER, indent)
    yield from comment(_OVERSIGHT, indent)
    if "impact_assessment" not in dict(draft.system):
        yield from comment(
            "impact_assessment: none was found. It is the path of the document that says who is"
            " affected and how.",
            indent,
        )
    for key, entries in (
        ("models", draft.models),
        ("datasets", draft.datasets),
        ("suppliers", draft.suppliers),
    ):
        if entries:
            yield from comment(explained[key], indent)
            yield from listing(key, draft.ids(entries), indent)


def _explained(model: type[BaseModel]) -> dict[str, str]:
    """What each key is for: key → the words of its field, and what to confirm."""
    return {
        key: f"{field.description or ''}{_CONFIRM.get(key, '')}"
        for key, field in model.model_fields.items()
    }


def _entries(entries: Sequence[Values], explained: dict[str, str]) -> Iterator[str]:
    """Entries of a list; each key is explained above the first entry that has it."""
    for entry in entries:
        for place, (key, value) in enumerate(entry):
            if text := explained.pop(key, ""):
                yield from comment(text, "  " if place == 0 else "    ")
            yield f"{'  - ' if place == 0 else '    '}{key}: {scalar(value)}"


def _remarks(draft: Draft) -> Iterator[str]:
    remarks: list[Iterable[str]] = []
    if draft.loose:
        paths = ", ".join(visible(document.path) for document in draft.loose[:20])
        remarks.append(
            comment(
                f"Model cards were found that no model above links: {paths}. If a model of yours"
                " is described there, declare it and link the card as `card:`."
            )
        )
    if draft.unnamed:
        remarks.append(
            comment(
                f"{draft.unnamed} of the models and datasets found"
                f" {'is' if draft.unnamed == 1 else 'are'} left out: a manifest cannot hold such"
                " names, or not as many. `aims-gate inventory` lists them."
            )
        )
    for remark in remarks:
        yield ""
        yield from remark
