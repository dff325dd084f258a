"""How people outside report harm."""

from __future__ import annotations

from collections.abc import Iterator

from ..declarations import Lifecycle
from ..evidence.text import decode
from ..governance.channels import Channel, HarmChannels
from ..governance.links import Whereabouts
from ..governance.user_docs import UserDocs
from ..model import (
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
from ..portfolio import ModelCards, Models, System, Systems
from ..repository import Snapshot
from .documentation import MAKERS
from .judging import Defect, judged

_LIMIT = 256 << 10  # bytes
_TOO_EARLY = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)


@check(
    "Outside harm reports have a way in",
    controls=["A.8.3"],
    clauses=["7.4"],
    evidences=["A.8.3"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def missing_harm_report_channel(
    systems: Systems,
    channels: HarmChannels,
    docs: UserDocs,
    models: Models,
    cards: ModelCards,
    whereabouts: Whereabouts,
    snapshot: Snapshot,
) -> Iterator[Finding]:
    """Find AI systems by which somebody could be harmed without a way to report it.

    The channel is what `report_harm:` of the system in `aims.yaml` states: a public address (mail,
    web, telephone) or a form in the repository, and how soon there is an answer. Without it, an
    address in the section on reporting harm of what users read, or an issue template or security
    policy that speaks of harm, counts as one. It must be reachable from outside, be given in what
    users read and in the card of each model that the system makes, and come with a time.

    ## Why it matters
    People outside see harm that no measurement shows. If they find no way to say so, it goes on.

    ## How to conform
    Name a public address or form as `report_harm:`, and give it to users and in the model card.
    """
    for system in systems:
        about = system.subject
        channel = channels.of(system)
        if system.is_retired or system.lifecycle in _TOO_EARLY:
            yield does_not_apply(f"{about.label} is in stage {system.lifecycle}", about=about)
        elif channel is None:
            message = f"{about.label} has no way for people outside to report harm"
            yield fails(message, at=system.at, about=about, key="channel")
        else:
            defects = (
                *_unusable(channel, whereabouts),
                *_untold(system, channel, docs),
                *_not_in_cards(system, channel, models, cards, snapshot),
            )
            message = f"harm by {about.label} is reported to {channel.name}"
            yield from judged(about, defects, otherwise=message, at=channel.at)


def _unusable(channel: Channel, whereabouts: Whereabouts) -> Iterator[Defect]:
    if not channel.is_public:
        message = f"{channel.name!r} is no address that people outside can reach"
        fix = "State a mail address, web address or telephone number that is public."
        yield Defect(message, channel.at, "channel", fix)
    if channel.form and (problem := whereabouts.problem_of_place(channel.form, channel.anchor)):
        yield Defect(f"the form {channel.form} {problem}", channel.at, "form", "Correct the path.")
    if not channel.answered:
        message = f"nothing says how soon a report to {channel.name} is answered"
        fix = "State `answered_within`, or the time in the section on reporting harm."
        yield Defect(message, channel.at, "time", fix)


def _untold(system: System, channel: Channel, docs: UserDocs) -> Iterator[Defect]:
    found = docs.of(system)
    if found and not any(channel.is_named_in(doc.text) for doc in found):
        message = f"{found[0].path} does not give {channel.name}, where harm is reported"
        yield Defect(message, found[0].at, "users", f"Give {channel.name} to users.")
    elif not found:
        message = f"users of {system.subject.label} read nothing that gives {channel.name}"
        yield Defect(message, channel.at, "users", f"Give {channel.name} to users.")


def _not_in_cards(
    system: System, channel: Channel, models: Models, cards: ModelCards, snapshot: Snapshot
) -> Iterator[Defect]:
    for model in models.own:
        document = cards.of(model).document
        if document is None or (system.declared and model.subject.id not in system.models):
            continue
        text = decode(snapshot.get(document.path, _LIMIT) or b"") or ""
        if not channel.is_named_in(text):
            message = f"{document.path} does not give {channel.name}, where harm is reported"
            fix = f"Give {channel.name} in the card."
            at = Location(document.path, document.at.line)
            yield Defect(message, at, f"card:{model.subject.id}", fix)
