"""The AI systems: those declared, else the repository as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..declarations import Entry
from ..discovery import Asset, AssetKind, Assets
from ..model import REPOSITORY, Location, Subject, SubjectKind, Tier
from .register import Register
from .things import Oversight, Reference, System, Systems

if TYPE_CHECKING:
    from ..declarations import System as DeclaredSystem

T = TypeVar("T")


def systems(register: Register, assets: Assets) -> Systems:
    """The declared systems; if none is, one that stands for the whole repository."""
    if register.manifest.systems:
        return Systems(tuple(_declared(entry, register) for entry in register.manifest.systems))
    first = first_place(assets)
    if first is None:
        return Systems()
    subject = replace(REPOSITORY, roles=register.roles)
    return Systems((System(subject, first, declared=False),))


_TELLING = (
    AssetKind.TRAINING,
    AssetKind.MODEL_FILE,
    AssetKind.HUB_MODEL,
    AssetKind.API_MODEL,
    AssetKind.AGENT,
    AssetKind.INFERENCE,
    AssetKind.LIBRARY,
)


def first_place(assets: Assets) -> Location | None:
    """Where a person sees best that the product has AI in it; ``None`` if it has none.

    Training and models tell more than an entry in a list of dependencies.
    """
    if not assets.ai_system:
        return None
    best: Asset | None = min(assets.product, key=_telling, default=None)
    return best.at if best else None


def _telling(asset: Asset) -> tuple[int, int, str, int]:
    rank = _TELLING.index(asset.kind) if asset.kind in _TELLING else len(_TELLING)
    return rank, -len(asset.places), asset.at.path, asset.at.line


def _declared(entry: Entry[DeclaredSystem], register: Register) -> System:
    value = entry.value
    subject = Subject(
        SubjectKind.SYSTEM,
        value.id,
        name=value.name or "",
        tier=value.tier.level if value.tier else Tier.LIMITED,
        roles=value.roles or register.roles,
    )
    return System(
        subject=subject,
        at=entry.location,
        purpose=value.purpose,
        owner=str(value.owner),
        tier_stated=value.tier is not None,
        models=frozenset(value.models),
        datasets=frozenset(value.datasets),
        suppliers=frozenset(value.suppliers),
        oversight=_oversight(entry),
        impact_assessment=reference(entry, value.impact_assessment, "impact_assessment"),
        version=value.version or "",
        lifecycle=value.lifecycle,
        activities=frozenset(value.activities),
        obligations=value.obligations,
    )


def _oversight(entry: Entry[DeclaredSystem]) -> Oversight | None:
    stated = entry.value.oversight
    if stated is None:
        return None
    return Oversight(
        mode=stated.mode,
        at=entry.locate("oversight"),
        role=(stated.by.role if stated.by else None) or "",
        person=(stated.by.person if stated.by else None) or "",
        when=stated.when or "",
        override=reference(entry, stated.override, "oversight", "override"),
        authority=stated.authority or "",
        training=reference(entry, stated.training, "oversight", "training"),
        drilled=stated.drill.on if stated.drill else None,
        drill_record=reference(
            entry, stated.drill.record if stated.drill else None, "oversight", "drill", "record"
        ),
        drill_at=entry.locate("oversight", "drill") if stated.drill else None,
    )


def reference(entry: Entry[T], stated: str | None, *keys: str) -> Reference | None:
    """A reference of a declared thing, with its path from the top."""
    if not stated:
        return None
    anchor = stated.partition("#")[2]
    return Reference(entry.resolve(stated), entry.locate(*keys), anchor)
