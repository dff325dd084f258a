"""How people report concerns about AI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..evidence.substance import says_something
from ..governance.files import Governance
from ..governance.links import backlinks
from ..governance.organisation import Organisation
from ..governance.prose import Topic, prose_of, unanswered
from ..governance.wording import is_marked_open, is_open
from ..model import WARNING, Finding, Profile, check, fails
from ..repository import Snapshot
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.policies import ConcernProcedure

_LIMIT = 1 << 20  # bytes
_TIME = re.compile(
    r"\b(?:\d{1,4}|one|two|three|four|five|six|seven|ten|fourteen|thirty)[ -]"
    r"(?:working |business |calendar )?(?:hour|day|week|month|stunde|tag|woche|monat|jour|semaine|"
    r"mois|heure|hora|día|semana|mes)",
    re.IGNORECASE,
)

_CONFIDENTIALITY = Topic(
    "confidentiality",
    "confidentiality or anonymity",
    ("confidentiality", "confidential", "anonymity", "anonymous", "vertraulichkeit", "anonymität",
     "confidentialité", "anonymat", "confidencialidad", "anonimato"),
)  # fmt: skip
_REPRISAL = Topic(
    "reprisal",
    "protection from reprisal",
    ("reprisal", "reprisals", "retaliation", "protection", "whistleblower", "schutz",
     "représailles", "represalias"),
)  # fmt: skip
_ESCALATION = Topic(
    "escalation",
    "how a concern is handled and escalated",
    ("escalation", "escalate", "escalated", "handling", "handled", "what happens", "process",
     "steps", "eskalation", "bearbeitung", "traitement", "escalade", "escalamiento"),
)  # fmt: skip
_TOPICS = (_CONFIDENTIALITY, _REPRISAL, _ESCALATION)
_ENTRANCES = re.compile(r"(?:^|/)(?:README|CONTRIBUTING|SECURITY|CODE_OF_CONDUCT|SUPPORT)[.\w]*$|"
                        r"^docs/.*\.md$")  # fmt: skip


@check(
    "Concern channel is real",
    controls=["A.3.3"],
    clauses=["7.4"],
    evidences=["A.3.3"],
    severity=WARNING,
    profile=Profile.CERTIFICATION,
)
def missing_concern_channel(
    governance: Governance, organisation: Organisation, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find organisations in which nobody could report a concern about AI.

    The procedure (`kind: concern-procedure`) names in its head where concerns go, and treats under
    headings of its own confidentiality or anonymity, protection from reprisal, and how a concern is
    handled and escalated, with times. README, CONTRIBUTING or the documentation link to it.

    ## Why it matters
    Those who build or use a system see first what is wrong with it. They say so if they know whom
    to tell, and that it will not be held against them.

    ## How to conform
    Write the procedure for concerns, and link it from the README or from CONTRIBUTING.

    `aims-gate init --governance` writes one to fill in.
    """
    if organisation.subject is None:
        return
    procedures = governance.concern_procedures
    if not procedures:
        message = governance.absent("concern-procedure")
        yield fails(message, at=organisation.at, about=organisation.subject, key="procedure")
        return
    first = procedures[0]
    entrances = _entrances(snapshot)
    defects = [
        defect
        for procedure in procedures
        for defect in (*_gaps(procedure), *_hidden(procedure, entrances))
    ]
    message = f"{first.path} says how to report a concern, and is linked"
    yield from judged(organisation.subject, defects, otherwise=message, at=first.location)


def _gaps(procedure: Filed[ConcernProcedure]) -> Iterator[Defect]:
    contact = procedure.value.contact
    if is_open(contact) or is_marked_open(contact or ""):
        message = f"{procedure.path} names no contact"
        yield Defect(message, procedure.locate("contact"), "contact")
    prose = prose_of(procedure)
    for topic, problem, at in unanswered(prose, _TOPICS):
        fix = f"Write in the procedure, under a heading, about {topic.called}."
        yield Defect(f"{procedure.path}: {problem}", at, f"topic:{topic.id}", fix)
    handling = prose.about(_ESCALATION)
    if handling and says_something(handling.text) and not _TIME.search(handling.text):
        message = f"{procedure.path}: the section on handling concerns gives no times"
        yield Defect(message, prose.at(handling), "times", "Say by when each step is taken.")


def _hidden(procedure: Filed[ConcernProcedure], entrances: dict[str, str]) -> Iterator[Defect]:
    if not any(backlinks(entrances, procedure.path)):
        message = f"neither README nor CONTRIBUTING nor the documentation links {procedure.path}"
        fix = f"Link {procedure.path} from README.md or CONTRIBUTING.md."
        yield Defect(message, procedure.location, "linked", fix)


def _entrances(snapshot: Snapshot) -> dict[str, str]:
    """The pages by which people come in: path → text."""
    found: dict[str, str] = {}
    for path in snapshot.files:
        below = path.removeprefix(snapshot.base)
        if below.endswith((".md", ".markdown")) and _ENTRANCES.search(below):
            data = snapshot.get(path, _LIMIT)
            if data is not None:
                found[path] = data.decode("utf-8", "replace")
    return found
