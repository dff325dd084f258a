"""The governance documents as evidence: what they say, what they refer to, how well they say it.

Checks ask for :class:`Governance` and read the documents by kind. What several checks need to know
of them stands in this room: who is who (:class:`Roster`), whom findings about the organisation
are about (:class:`Organisation`), which references resolve (:class:`References`), and whether a
text says anything (:mod:`.wording`, :mod:`.prose`).
"""

from __future__ import annotations

from ..declarations.records import Filed
from .files import Governance, governance
from .organisation import Organisation, organisation
from .people import Roster, roster
from .prose import Passage, Prose, Topic, prose_of, unanswered
from .references import Dangling, References, references
from .wording import echoes, is_open, said

COLLECTORS = (governance, organisation, references, roster)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Dangling",
    "Filed",
    "Governance",
    "Organisation",
    "Passage",
    "Prose",
    "References",
    "Roster",
    "Topic",
    "echoes",
    "governance",
    "is_open",
    "organisation",
    "prose_of",
    "references",
    "roster",
    "said",
    "unanswered",
]
