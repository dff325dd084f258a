"""Ways in for people outside: addresses, forms, and how soon they get an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..declarations import Entry
from ..evidence.text import decode
from ..model import Evidence, Location, Subject
from ..portfolio import Declared, System, Systems
from ..repository import FileKind, Snapshot
from .prose import Passage
from .user_docs import CONTACT, HARM, UserDoc, UserDocs
from .wording import is_marked_open

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem

_LIMIT = 64 << 10  # bytes
_ADDRESS: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|https?://[^\s<>()\"'`]{4,300}|"
    r"\+\d[\d ()/-]{6,20}\d"
)
_PRIVATE: Final = re.compile(
    r"localhost|intranet|\.internal\b|\.local\b|\.corp\b|//10\.|//192\.168\.|//127\.", re.IGNORECASE
)
_TIME: Final = re.compile(
    r"\b(?:\d{1,4}|one|two|three|four|five|six|seven|ten|fourteen|thirty)[ -]"
    r"(?:working |business |calendar )?(?:hour|day|week|month|stunde|tag|woche|monat|jour|semaine|"
    r"mois|heure|hora|día|semana|mes)",
    re.IGNORECASE,
)
_OF_HARM: Final = re.compile(
    r"\bharm|\bunfair|\bunsafe|\bbias|\bdiscriminat|\babuse|\bschade|\bschäd|\bpréjudice|\bdaño",
    re.IGNORECASE,
)
_TEMPLATE: Final = re.compile(
    r"(?:^|/)\.(?:github|gitlab)/issue_templates?/[^/]{1,100}\.(?:md|ya?ml)$", re.IGNORECASE
)
_SECURITY: Final = re.compile(r"(?:^|/)SECURITY\.(?:md|rst|txt)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to report harm: an address, or a form that is a file of the repository.

    ``stated`` says that the manifest names it; ``answered`` that a time for the answer is given.
    """

    at: Location
    address: str = ""
    form: str = ""
    anchor: str = ""
    stated: bool = False
    answered: bool = False

    @property
    def name(self) -> str:
        """What a message calls it."""
        return self.address or self.form

    @property
    def is_public(self) -> bool:
        """Whether people outside can use it: no placeholder, no address of a private network."""
        if not self.address:
            return bool(self.form)
        found = _ADDRESS.search(self.address)
        return bool(found) and not _PRIVATE.search(self.address) and not _is_dummy(self.address)

    def is_named_in(self, text: str) -> bool:
        """Whether a text gives it: the address, or a link to the form."""
        if self.address and self.address.casefold() in text.casefold():
            return True
        return bool(self.form) and self.form.rpartition("/")[2] in text


@dataclass(frozen=True, slots=True)
class HarmChannels(Evidence):
    """The channel of each system that has one."""

    by_system: dict[Subject, Channel] = field(default_factory=dict)

    def of(self, system: System) -> Channel | None:
        """The way in which harm by a system is reported."""
        return self.by_system.get(system.subject)


def harm_channels(
    systems: Systems, declared: Declared, docs: UserDocs, snapshot: Snapshot
) -> HarmChannels:
    """Find for each system how harm is reported: as the manifest states, else as documents say."""
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    offered = _offered(snapshot) if len(systems) else None
    told: dict[tuple[str, ...], Channel | None] = {}  # most systems share their documents
    found: dict[Subject, Channel] = {}
    for system in systems:
        entry = entries.get(system.subject.id) if system.declared else None
        own = docs.of(system)
        paths = tuple(doc.path for doc in own)
        if paths not in told:
            told[paths] = _told(own)
        channel = (_stated(entry, own) if entry else None) or told[paths] or offered
        if channel:
            found[system.subject] = channel
    return HarmChannels(found)


def gives_time(text: str) -> bool:
    """Whether a text names a span of time: "within five working days"."""
    return _TIME.search(text) is not None


def _stated(entry: Entry[DeclaredSystem], docs: tuple[UserDoc, ...]) -> Channel | None:
    stated = entry.value.report_harm
    if stated is None or not (stated.address or stated.form):
        return None
    path, _, anchor = (stated.form or "").partition("#")
    return Channel(
        at=entry.locate("report_harm"),
        address=stated.address or "",
        form=entry.resolve(path) if path else "",
        anchor=anchor,
        stated=True,
        answered=stated.answered_within is not None
        or any(gives_time(passage.text) for _, passage in _sections(docs)),
    )


def _told(docs: tuple[UserDoc, ...]) -> Channel | None:
    for doc, passage in _sections(docs):
        for address in _ADDRESS.findall(passage.text):
            if not _PRIVATE.search(address) and not _is_dummy(address):
                at = Location(doc.path, passage.line, end_line=passage.end_line)
                return Channel(at, address.rstrip(".,;:"), answered=gives_time(passage.text))
    return None


def _sections(docs: tuple[UserDoc, ...]) -> Iterator[tuple[UserDoc, Passage]]:
    """What documents say of reporting harm; of contact in general only where harm is its matter."""
    for doc in docs:
        contact = doc.prose.about(CONTACT)
        of_harm = contact if contact and _OF_HARM.search(contact.text) else None
        if passage := doc.prose.about(HARM) or of_harm:
            yield doc, passage


def _offered(snapshot: Snapshot) -> Channel | None:
    """A template for issues, or a security policy, that speaks of harm."""
    for path, file in snapshot.files.items():
        if file.kind is FileKind.REGULAR and (_TEMPLATE.search(path) or _SECURITY.search(path)):
            text = decode(snapshot.get(path, _LIMIT) or b"") or ""
            if _OF_HARM.search(text):
                return Channel(Location(path), form=path, answered=gives_time(text))
    return None


def _is_dummy(address: str) -> bool:
    return is_marked_open(address) or "your-" in address
