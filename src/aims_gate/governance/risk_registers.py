"""The risk assessment of each system: which registers hold it, and whether it is its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..evidence import DocumentKind, Documents
from ..evidence.text import fold
from ..model import Evidence, Location
from ..portfolio import Declared, Reference
from ..repository import Snapshot
from ..repository.yaml_tree import MAX_BYTES, Key
from .files import Governance
from .skeletons import share_of_skeleton
from .wording import said

if TYPE_CHECKING:
    from ..declarations.records.risk import Risk, RiskRegister


@dataclass(frozen=True, slots=True)
class FiledRisk:
    """One risk, and the register that it stands in."""

    filed: Filed[RiskRegister]
    index: int

    @property
    def stated(self) -> Risk:
        """What the register says of it."""
        return self.filed.value.risks[self.index]

    @property
    def id(self) -> str:
        """Its id."""
        return self.stated.id

    def at(self, *keys: Key) -> Location:
        """Where a value of it stands, or would have to: ``risk.at("residual", "level")``."""
        return self.filed.locate("risks", self.index, *keys)


@dataclass(frozen=True, slots=True)
class Assessed:
    """The registers that say they are about one system, and what the manifest links.

    ``elsewhere`` is the system that the linked register is about instead, if it is.
    """

    registers: tuple[Filed[RiskRegister], ...] = ()
    link: Reference | None = None
    elsewhere: str | None = None

    @property
    def risks(self) -> tuple[FiledRisk, ...]:
        """Every risk of the system."""
        return tuple(
            FiledRisk(filed, index)
            for filed in self.registers
            for index in range(len(filed.value.risks))
        )


@dataclass(frozen=True, slots=True)
class RiskRegisters(Evidence):
    """The risk registers by system; those that are retired are left out.

    ``unfilled`` maps the path of a register to the share of it that still stands as in the
    skeleton (0.0 to 1.0); ``copied`` to the system whose risks it repeats word for word.
    ``unread`` are documents that look like registers of risks, but not in the form that is read.
    """

    by_system: Mapping[str, Assessed]
    unfilled: Mapping[str, float] = field(default_factory=dict)
    copied: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Location, ...] = ()

    def of(self, system: str) -> Assessed:
        """What is known of the risks of one system."""
        return self.by_system.get(system, Assessed())

    def __iter__(self) -> Iterator[FiledRisk]:
        """Every risk of every system."""
        for assessed in self.by_system.values():
            yield from assessed.risks


def risk_registers(
    governance: Governance, declared: Declared, documents: Documents, snapshot: Snapshot
) -> RiskRegisters:
    """Sort the registers by system."""
    current = [
        filed
        for filed in governance.risk_registers
        if filed.value.status is not DocumentStatus.RETIRED
    ]
    by_path = {filed.path: filed for filed in current}
    systems: dict[str, Assessed] = {}
    for entry in declared.manifest.systems:
        link = entry.value.risk_register
        linked = by_path.get(entry.resolve(link)) if link else None
        other = linked.value.system if linked else None
        systems[entry.value.id] = Assessed(
            tuple(filed for filed in current if filed.value.system == entry.value.id),
            Reference(entry.resolve(link), entry.locate("risk_register")) if link else None,
            other if other != entry.value.id else None,
        )
    return RiskRegisters(
        systems,
        {filed.path: _share(filed, snapshot) for filed in current},
        _copies(current),
        tuple(
            document.at
            for document in documents.of(DocumentKind.RISK_REGISTER)
            if document.path not in by_path
        ),
    )


def _share(filed: Filed[RiskRegister], snapshot: Snapshot) -> float:
    data = snapshot.get(filed.path, MAX_BYTES) or b""
    return share_of_skeleton("risk-register", data.decode("utf-8", "replace"))


_LEAST_ALIKE = 3
"""How many risks two systems may have in common before one is taken for a copy of the other."""

_MOST_COMPARED = 50  # registers with the same text


def _copies(current: list[Filed[RiskRegister]]) -> dict[str, str]:
    """Registers of which over half repeats, word for word, the register of another system.

    Of two that are alike the younger is the copy; both are if nobody can tell.
    """
    told = {filed.path: _told(filed) for filed in current}
    holders: dict[str, list[Filed[RiskRegister]]] = {}
    for filed in current:
        for text in told[filed.path]:
            holders.setdefault(text, []).append(filed)
    copies: dict[str, str] = {}
    for filed in current:
        shared: dict[str, int] = {}
        for text in told[filed.path]:
            for other in holders[text][:_MOST_COMPARED]:
                if other.value.system != filed.value.system and not _is_younger(other, filed):
                    shared[other.path] = shared.get(other.path, 0) + 1
        path, count = max(shared.items(), key=lambda pair: pair[1], default=("", 0))
        if count >= _LEAST_ALIKE and 2 * count > len(told[filed.path]):
            original = next(other for other in current if other.path == path)
            copies[filed.path] = original.value.system or path
    return copies


def _told(filed: Filed[RiskRegister]) -> frozenset[str]:
    texts = (risk.description for risk in filed.value.risks)
    return frozenset(fold(text) for text in texts if text and said(text, words=4))


def _is_younger(one: Filed[RiskRegister], other: Filed[RiskRegister]) -> bool:
    """Whether an assessment is known to be younger than another one."""
    mine = one.value.assessment.date if one.value.assessment else None
    theirs = other.value.assessment.date if other.value.assessment else None
    return mine is not None and theirs is not None and mine > theirs
