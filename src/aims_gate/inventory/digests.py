"""Digests of files that a first look leaves out, because reading all of them takes time."""

from __future__ import annotations

from dataclasses import replace

from ..discovery import Asset, AssetKind
from ..repository import Snapshot, Unreadable
from .inventory import Inventory

_FILES = (AssetKind.MODEL_FILE, AssetKind.DATA_FILE)


def with_digests(inventory: Inventory, snapshot: Snapshot) -> Inventory:
    """The same inventory with the SHA-256 of every model and data file that can be read whole.

    Files are read in pieces, so that the memory it takes does not grow with them.
    """
    listed = tuple(
        replace(each, asset=_digested(each.asset, snapshot)) for each in inventory.listed
    )
    return replace(inventory, listed=listed)


def _digested(asset: Asset, snapshot: Snapshot) -> Asset:
    if asset.kind not in _FILES or asset.detail.get("sha256") or asset.identity != asset.at.path:
        return asset
    try:
        digest = snapshot.sha256(asset.at.path)
    except Unreadable:
        return asset
    return replace(asset, detail={**asset.detail, "sha256": digest})
