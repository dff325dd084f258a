"""The inventory of one snapshot: every asset with what declares it, and the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..discovery import Asset, Assets, assets
from ..evidence import Documents, documents
from ..model import Base, NotAssessed
from ..repository import Snapshot, Workbench, survey

MANIFEST = "aims.yaml"

_DeclaredAs = Callable[[Asset], str | None]


@dataclass(frozen=True, slots=True)
class ListedAsset:
    """An asset, and the id of what declares it: a model, a dataset or the system it is part of."""

    asset: Asset
    declared_as: str | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """All AI and all evidence of one snapshot, in a stable order.

    ``repository`` is the name of its top folder; ``revision`` the commit it is at, if any.
    ``note`` says why the manifest declares nothing, where it is there and invalid.
    """

    repository: str
    revision: str | None
    assets: Assets
    listed: tuple[ListedAsset, ...]
    documents: Documents
    note: str | None = None

    @property
    def ai_system(self) -> bool:
        """Whether the repository develops, ships or uses AI."""
        return self.assets.ai_system


def take_inventory(snapshot: Snapshot, workbench: Workbench) -> Inventory:
    """List what a snapshot holds. Reads each file once, and the manifest if there is one."""
    surveyed = survey(snapshot, workbench)
    found = assets(surveyed, snapshot)
    declared_as, note = _declarations(snapshot, found)
    return Inventory(
        repository=snapshot.name,
        revision=snapshot.revision,
        assets=found,
        listed=tuple(ListedAsset(asset, declared_as(asset)) for asset in found),
        documents=documents(surveyed),
        note=note,
    )


def _declarations(snapshot: Snapshot, found: Assets) -> tuple[_DeclaredAs, str | None]:
    """What declares an asset, and why nothing does, if the manifest is invalid."""
    if f"{snapshot.base}{MANIFEST}" not in snapshot.files:
        return lambda asset: None, None
    # Only a repository with a manifest pays for reading one.
    from ..portfolio.declared import JudgingPolicy, declarations, declared, read_policy
    from ..portfolio.register import register

    try:
        stated = declared(declarations(snapshot, JudgingPolicy(read_policy(snapshot)), Base()))
    except NotAssessed as gap:
        return lambda asset: None, f"{gap.at or MANIFEST}: {gap.reason}"
    return register(stated, found).declared_as, None
