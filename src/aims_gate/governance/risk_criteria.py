"""The risk criteria in force: scales, matrix, threshold, and who may accept what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..model import Evidence, Location
from ..repository.yaml_tree import Key
from .files import Governance

if TYPE_CHECKING:
    from ..declarations.records.risk import RiskCriteria as StatedCriteria
    from ..declarations.records.risk import ScaleStep


@dataclass(frozen=True, slots=True)
class RiskCriteria(Evidence):
    """By what risks are measured; empty, with ``filed`` ``None``, where nobody wrote it down.

    ``severity``, ``likelihood`` and ``levels`` go from low to high. ``cells`` maps severity and
    likelihood to a level as the matrix states it, known or not. ``acceptors`` maps a level to the
    roles of which any may accept it; those in ``unacceptable`` nobody may. ``categories`` are
    those of the organisation's own.
    """

    filed: Filed[StatedCriteria] | None = None
    others: tuple[Filed[StatedCriteria], ...] = ()
    severity: tuple[str, ...] = ()
    likelihood: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    acceptable_up_to: str | None = None
    acceptors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unacceptable: frozenset[str] = frozenset()
    categories: tuple[str, ...] = ()

    def at(self, *keys: Key) -> Location:
        """Where a value stands, or would have to; raises ``ValueError`` without a document."""
        if self.filed is None:
            raise ValueError("there are no risk criteria")
        return self.filed.locate(*keys)

    def level(self, severity: str | None, likelihood: str | None) -> str | None:
        """The level that the matrix gives; ``None`` if it gives none that the scale knows."""
        if severity is None or likelihood is None:
            return None
        found = self.cells.get((severity, likelihood))
        return found if found in self.levels else None

    def rank(self, level: str | None) -> int | None:
        """How high a level is, from 0; ``None`` for one that the scale does not know."""
        return self.levels.index(level) if level in self.levels else None

    def accepts(self, level: str | None) -> bool | None:
        """Whether a level needs no treatment; ``None`` if the criteria do not say."""
        rank, threshold = self.rank(level), self.rank(self.acceptable_up_to)
        if rank is None or threshold is None:
            return None
        return rank <= threshold


def risk_criteria(governance: Governance) -> RiskCriteria:
    """The criteria of the first document of this kind; others stand beside it."""
    documents = governance.risk_criteria
    if not documents:
        return RiskCriteria()
    stated = documents[0].value
    return RiskCriteria(
        filed=documents[0],
        others=documents[1:],
        severity=_ids(stated.severity),
        likelihood=_ids(stated.likelihood),
        levels=_ids(stated.levels),
        cells={
            (severity, likelihood): level
            for severity, row in stated.matrix.items()
            for likelihood, level in row.items()
            if level is not None
        },
        acceptable_up_to=stated.acceptable_up_to,
        acceptors={level.id: level.accepted_by for level in stated.levels},
        unacceptable=frozenset(level.id for level in stated.levels if level.unacceptable),
        categories=_ids(stated.categories),
    )


def _ids(steps: Iterable[ScaleStep]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.id for step in steps))
