"""The AI systems: those declared, else the repository as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..declarations import Entry, specificity
from ..discovery import Asset, AssetKind, Assets
from ..model import REPOSITORY, Location, Role, Subject, SubjectKind, Tier
from .declared import Declared
from .things import Oversight, Reference, System, Systems

T = TypeVar("T")

_MAKING = (AssetKind.TRAINING,)
_BUILDING_IN = (
    AssetKind.LIBRARY,
    AssetKind.MODEL_FILE,
    AssetKind.HUB_MODEL,
    AssetKind.API_MODEL,
    AssetKind.AGENT,
    AssetKind.MCP_SERVER,
    AssetKind.INFERENCE,
)

if TYPE_CHECKING:
    from ..declarations import System as DeclaredSystem


def systems(declared: Declared, assets: Assets) -> Systems:
    """The declared systems; without a manifest one that stands for the whole repository."""
    if declared.manifest.exists:
        discovered = discovered_roles(assets)
        return Systems(tuple(_declared(entry, discovered) for entry in declared.manifest.systems))
    first = first_place(assets)
    if first is None:
        return Systems()
    return Systems((System(implicit_subject(assets), first, declared=False),))


def implicit_subject(assets: Assets) -> Subject:
    """The system that stands for a repository which declares nothing."""
    return Subject(
        SubjectKind.SYSTEM,
        REPOSITORY.id,
        name=REPOSITORY.name,
        tier=Tier.LIMITED,
        roles=discovered_roles(assets),
    )


def discovered_roles(assets: Assets) -> frozenset[Role]:
    """The roles that product code speaks for: training makes a producer, building in a provider."""
    kinds = {asset.kind for asset in assets.product}
    roles = set()
    if kinds.intersection(_MAKING):
        roles.add(Role.PRODUCER)
    if kinds.intersection(_BUILDING_IN):
        roles.add(Role.PROVIDER)
    return frozenset(roles)


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


def _declared(entry: Entry[DeclaredSystem], discovered: frozenset[Role]) -> System:
    value = entry.value
    subject = Subject(
        SubjectKind.SYSTEM,
        value.id,
        name=value.name or "",
        tier=value.tier.level if value.tier else Tier.LIMITED,
        roles=value.roles or discovered,
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
    )


def reference(entry: Entry[T], stated: str | None, *keys: str) -> Reference | None:
    """A reference of a declared thing, with its path from the top."""
    if not stated:
        return None
    anchor = stated.partition("#")[2]
    return Reference(entry.resolve(stated), entry.locate(*keys), anchor)


def covering(path: str, declared: Declared) -> tuple[Entry[DeclaredSystem], ...]:
    """The declared systems that a file belongs to: the one with the most specific pattern.

    More than one where patterns tie; a sole system of a manifest covers, without ``paths``, all
    that the manifest rules.
    """
    ruling = declared.manifest.ruling(path)
    if ruling is None:
        return ()
    near = [entry for entry in declared.manifest.systems if entry.folder == ruling.folder]
    best: tuple[int, int, int] | None = None
    winners: list[Entry[DeclaredSystem]] = []
    for entry in near:
        fitting = [specificity(each) for each in entry.value.paths if entry.covers(each, path)]
        if not fitting and len(near) == 1 and not entry.value.paths:
            return (entry,)
        if fitting and (best is None or max(fitting) >= best):
            winners = [*winners, entry] if max(fitting) == best else [entry]
            best = max(fitting)
    return tuple(winners)
