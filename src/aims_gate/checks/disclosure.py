"""Whether people learn that AI is at work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..discovery import Asset, AssetKind
from ..evidence.substance import says_something
from ..evidence.text import decode
from ..governance.prose import LEAST_WORDS, read_prose
from ..model import (
    ERROR,
    WARNING,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
)
from ..portfolio import Anchors, Declared, Reference, Register, System, Systems
from ..portfolio.anchors import slug
from ..repository import Snapshot
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem

_LIMIT = 256 << 10  # bytes
_PROSE = (".md", ".markdown")
_NEAR = 1_500  # characters of code after a symbol that a notice may stand in
_TELLS = re.compile(
    r"\b(?:AI|artificial intelligence|machine[- ]learning|automat(?:ed|ic|ically)|algorithm\w*|"
    r"model|chatbot|bot|KI|künstliche\w* Intelligenz|automatisch\w*|IA|intelligence artificielle|"
    r"inteligencia artificial|automatizad\w*|人工智能)\b|人工智能|AI",
    re.IGNORECASE,
)
_GENERATING = (AssetKind.API_MODEL, AssetKind.AGENT)
_CHATTING = frozenset(
    "chainlit rasa botbuilder botbuilder-core @assistant-ui/react @copilotkit/react-core".split()
)
"""Libraries that have no other use than to let people write to a machine."""


@check(
    "AI disclosure and marking",
    controls=["A.8.2", "A.8.5"],
    clauses=["7.4"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def undisclosed_ai(
    systems: Systems, declared: Declared, register: Register, anchors: Anchors, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find AI systems that do not tell people what they deal with.

    A system that interacts with people, or recognises emotions or biometric features, needs
    `disclosure: {text: …}`: a heading or a symbol in code under which people are told that AI is
    at work. One that generates content needs `marking` too: the code that marks what it generates.
    Both must exist. Where `aims.yaml` does not say whether a system interacts or generates, and
    product code asks a hosted model or runs an agent, it is held to need them. A library for chats
    in product code shows that people write to the system, whatever is declared.

    ## Why it matters
    People speak otherwise to a machine than to a person, and weigh what they read otherwise if a
    machine wrote it. Whoever is not told cannot.

    ## How to conform
    Tell people that AI is at work, and reference the place as `disclosure:` of the system.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id) if system.declared else None
        if system.is_retired:
            yield does_not_apply(f"{system.subject.label} is retired", about=system.subject)
            continue
        needs, marks = _needs(system, entry, register)
        stated = entry.value.disclosure if entry else None
        if needs is None and stated is None:
            message = f"{system.subject.label} neither meets people nor generates content"
            yield does_not_apply(message, about=system.subject)
            continue
        defects = [
            *_text(system, entry, needs or "", anchors, snapshot),
            *(_marking(system, entry, anchors) if marks else ()),
        ]
        message = f"{system.subject.label}: people are told that AI is at work"
        yield from judged(system.subject, defects, otherwise=message, at=system.at)


def _needs(
    system: System, entry: Entry[DeclaredSystem] | None, register: Register
) -> tuple[str | None, bool]:
    """Why people have to be told, in words that follow the system; and whether content is made."""
    value = entry.value if entry else None
    interacts = value.interacts_with_people if value else None
    generates = value.generates_content if value else None
    seen = _seen(system, register, _is_generating) if None in (interacts, generates) else None
    if value and value.recognises:
        return f"recognises {', '.join(value.recognises)}", bool(generates)
    if interacts:
        return "interacts with people", bool(generates)
    if chat := _seen(system, register, _is_chatting):
        return f"lets people chat at {chat}", bool(generates)
    if generates:
        return "generates content", True
    if seen and interacts is None:
        return f"has a model asked at {seen}, and nothing says whom it answers", generates is None
    if seen and generates is None:
        return f"has a model asked at {seen}, and nothing says what it makes", True
    return None, False


def _seen(system: System, register: Register, wanted: Callable[[Asset], bool]) -> Location | None:
    """Where the code of a system first shows something."""
    for asset in register.product:
        if wanted(asset):
            owners = {entry.value.id for entry in register.owners(asset.at.path)}
            if not system.declared or system.subject.id in owners:
                return asset.at
    return None


def _is_generating(asset: Asset) -> bool:
    return asset.kind in _GENERATING


def _is_chatting(asset: Asset) -> bool:
    return asset.kind is AssetKind.LIBRARY and asset.identity in _CHATTING


def _text(
    system: System,
    entry: Entry[DeclaredSystem] | None,
    needs: str,
    anchors: Anchors,
    snapshot: Snapshot,
) -> Iterator[Defect]:
    reference = _reference(entry, "text")
    if entry is None or reference is None:
        at = entry.locate("disclosure") if entry else system.at
        message = f"{system.subject.label} {needs}, and no disclosure is referenced"
        yield Defect(message, at, "text")
    elif problem := anchors.problem(reference):
        yield Defect(f"the disclosure {problem}", reference.at, "text")
    elif not _tells(reference, snapshot):
        message = f"{reference.path}#{reference.anchor} does not say that AI is at work"
        yield Defect(message, reference.at, "text", "Say there that AI is at work.")


def _marking(
    system: System, entry: Entry[DeclaredSystem] | None, anchors: Anchors
) -> Iterator[Defect]:
    reference = _reference(entry, "marking")
    if reference is None:
        at = entry.locate("disclosure") if entry else system.at
        message = f"{system.subject.label} generates content, and no code is named that marks it"
        fix = "Mark what is generated, and reference the code as `disclosure: {marking: …}`."
        yield Defect(message, at, "marking", fix)
    elif problem := anchors.problem(reference):
        yield Defect(f"the marking {problem}", reference.at, "marking", "Name code that exists.")
    elif reference.path.endswith(_PROSE):
        message = f"the marking is {reference.path}, which is a text and marks nothing"
        yield Defect(message, reference.at, "marking", "Name the code that marks content.")


def _reference(entry: Entry[DeclaredSystem] | None, name: str) -> Reference | None:
    disclosure = entry.value.disclosure if entry else None
    stated: str | None = getattr(disclosure, name, None)
    if entry is None or not stated:
        return None
    anchor = stated.partition("#")[2]
    return Reference(entry.resolve(stated), entry.locate("disclosure", name), anchor)


def _tells(reference: Reference, snapshot: Snapshot) -> bool:
    data = snapshot.get(reference.path, _LIMIT)
    text = (decode(data) if data else None) or ""
    if not reference.path.endswith(_PROSE):
        start = text.find(reference.anchor.rpartition(".")[2])
        return bool(_TELLS.search(text[start : start + _NEAR]))
    for passage in read_prose(reference.path, text).passages:
        if slug(passage.heading) == reference.anchor.casefold():
            enough = says_something(passage.text, least=LEAST_WORDS)
            return enough and bool(_TELLS.search(passage.text))
    return False
