"""What is in force for a run: of a change that is judged by a trusted revision, what stands there.

A change may bring a waiver or leave out a control; neither counts before it is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..discovery import Assets
from ..model import Base, Evidence
from ..portfolio import Datasets, Declared, Models, Systems
from .applicability import ApplicabilityStatement, ControlRow
from .exclusions import Exclusions, exclusions
from .waivers import Standing, Waivers


@dataclass(frozen=True, slots=True)
class WaiversInForce(Evidence):
    """The waivers that may exempt findings of this run."""

    items: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class ExclusionsInForce(Evidence):
    """The exclusions by which checks do not apply in this run."""

    found: Exclusions = field(default_factory=Exclusions)

    @property
    def stated(self) -> Mapping[str, ControlRow]:
        """Every control that is excluded, by id."""
        return self.found.stated

    @property
    def valid(self) -> Mapping[str, ControlRow]:
        """Those that are left out rightly as far as can be told, by id."""
        return self.found.valid

    def reason(self, controls: Iterable[str]) -> str | None:
        """Why what counts for these controls alone does not apply; ``None`` if it does."""
        return self.found.reason(controls)


def waivers_in_force(base: Base, own: Waivers) -> WaiversInForce:
    """The waivers of the trusted revision, if one judges; else those of the repository."""
    return WaiversInForce((base[Waivers] if base.is_trusted else own).items)


def exclusions_in_force(
    base: Base,
    own: Exclusions,
    systems: Systems,
    declared: Declared,
    assets: Assets,
    models: Models,
    datasets: Datasets,
) -> ExclusionsInForce:
    """The statement of the trusted revision, held against what the repository is now."""
    if not base.is_trusted:
        return ExclusionsInForce(own)
    statement = base[ApplicabilityStatement]
    return ExclusionsInForce(exclusions(statement, systems, declared, assets, models, datasets))
