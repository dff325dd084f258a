"""Every kind of governance document: its name, its model, where a new one is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ...model import Profile

if TYPE_CHECKING:
    from .control import Controlled


class Nature(StrEnum):
    """How a document is written: as data, or as prose under a head."""

    DATA = "data"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of governance document.

    ``model`` is ``module:Class`` below this package. ``path`` is where ``init --governance``
    writes a new one, and ``profile`` the smallest profile whose checks read it.
    """

    name: str
    called: str
    model: str
    path: str
    profile: Profile = Profile.STANDARD

    @property
    def nature(self) -> Nature:
        """Whether it is written as data or as prose."""
        return Nature.PROSE if self.path.endswith(".md") else Nature.DATA

    def load_model(self) -> type[Controlled]:
        """The pydantic model of such a document, or of the head of one in prose."""
        module, _, name = self.model.partition(":")
        found: type[Controlled] = getattr(import_module(f".{module}", __package__), name)
        return found


_ALL: Final = (
    Kind("people", "register of people", "people:People", "governance/people.yaml"),
    # A new kind is one line here, its model, its skeleton, and a property of `Governance`.
)

KINDS: Final = {kind.name: kind for kind in _ALL}
"""The kinds by name."""
