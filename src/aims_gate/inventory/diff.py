"""What AI a change brings: added, removed, and pinned to something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..discovery import Asset, AssetKind
from ..evidence import Document
from ..repository import Scope
from ..repository.scan import Json
from ..text.escaping import to_json
from ..text.layout import Page
from .as_json import SCHEMA_VERSION, asset_data, document_data
from .inventory import Inventory, ListedAsset
from .table import called, evidence_text, facts, heading, rows

Pins: TypeAlias = dict[str, Json]
"""What fixes an asset to one content: ``sha256``, ``version``, …

``revisions`` lists those that its uses name; ``None`` stands for a use that names none.
"""

_PINNING = ("sha256", "md5", "version", "pinned", "size")
_Key: TypeAlias = tuple[AssetKind, str, Scope]


@dataclass(frozen=True, slots=True)
class Repinned:
    """An asset that is there before and after, fixed to something else."""

    listed: ListedAsset
    before: Pins
    after: Pins


@dataclass(frozen=True, slots=True)
class Revalued:
    """A document that is there before and after and says more or less than it did."""

    document: Document
    before: Document


@dataclass(frozen=True, slots=True)
class Difference:
    """What one inventory has that another, earlier one has not, and the other way round.

    ``since`` is the commit compared with, ``revision`` the one that is judged or checked out.
    """

    repository: str
    since: str | None
    revision: str | None
    added: tuple[ListedAsset, ...] = ()
    removed: tuple[ListedAsset, ...] = ()
    repinned: tuple[Repinned, ...] = ()
    new_evidence: tuple[Document, ...] = ()
    lost_evidence: tuple[Document, ...] = ()
    revalued: tuple[Revalued, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        assets = (*self.added, *self.removed, *self.repinned)
        return not (assets or self.new_evidence or self.lost_evidence or self.revalued)


def compare(before: Inventory, after: Inventory) -> Difference:
    """Tell two inventories of one repository apart."""
    old, new = _by_key(before), _by_key(after)
    then, now = _documents(before.documents), _documents(after.documents)
    return Difference(
        repository=after.repository,
        since=before.revision,
        revision=after.revision,
        added=_product_first(each for key, each in new.items() if key not in old),
        removed=_product_first(each for key, each in old.items() if key not in new),
        repinned=tuple(_repinned(old, new)),
        new_evidence=tuple(each for key, each in now.items() if key not in then),
        lost_evidence=tuple(each for key, each in then.items() if key not in now),
        revalued=tuple(
            Revalued(each, then[key])
            for key, each in now.items()
            if key in then and then[key].quality is not each.quality
        ),
    )


def _product_first(listed: Iterable[ListedAsset]) -> tuple[ListedAsset, ...]:
    return tuple(sorted(listed, key=lambda each: each.asset.scope is not Scope.PRODUCT))


def _by_key(inventory: Inventory) -> dict[_Key, ListedAsset]:
    listed = inventory.listed
    return {(each.asset.kind, each.asset.identity, each.asset.scope): each for each in listed}


def _documents(documents: Iterable[Document]) -> dict[tuple[str, str], Document]:
    return {(each.kind.value, each.path): each for each in documents}


def _repinned(
    old: Mapping[_Key, ListedAsset], new: Mapping[_Key, ListedAsset]
) -> Iterable[Repinned]:
    for key, listed in new.items():
        if key in old:
            before, after = _pins(old[key].asset), _pins(listed.asset)
            if before != after:
                changed = [name for name in {**before, **after} if _differs(name, before, after)]
                yield Repinned(
                    listed,
                    {name: before.get(name) for name in changed},
                    {name: after.get(name) for name in changed},
                )


def _differs(name: str, before: Pins, after: Pins) -> bool:
    return before.get(name) != after.get(name)


def _pins(asset: Asset) -> Pins:
    pins: Pins = {
        name: asset.detail[name] for name in _PINNING if asset.detail.get(name) is not None
    }
    calls = [use for use in asset.uses if use.called]
    revisions: set[str | None] = {use.revision for use in calls or asset.uses}
    stated = asset.detail.get("revision")
    if isinstance(stated, str):
        revisions.add(stated)
    if revisions:
        ordered: list[Json] = [*sorted(filter(None, revisions))]
        pins["revisions"] = [None, *ordered] if None in revisions else ordered
    return pins


def diff_as_json(difference: Difference) -> str:
    """Write a difference as JSON, with a line break at the end."""
    return f"{to_json(_data(difference), indent=2)}\n"


def _data(difference: Difference) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "repository": difference.repository,
        "since": difference.since,
        "revision": difference.revision,
        "assets": {
            "added": [asset_data(each) for each in difference.added],
            "removed": [asset_data(each) for each in difference.removed],
            "repinned": [
                {**asset_data(each.listed), "before": each.before, "after": each.after}
                for each in difference.repinned
            ],
        },
        "evidence": {
            "added": [document_data(each) for each in difference.new_evidence],
            "removed": [document_data(each) for each in difference.lost_evidence],
            "changed": [
                {**document_data(each.document), "before": each.before.quality.value}
                for each in difference.revalued
            ],
        },
    }


def diff_as_table(difference: Difference, *, width: int = 80, color: bool = False) -> str:
    """Write a difference as text for a terminal of ``width`` columns."""
    page = Page(width, color=color)
    since = (difference.since or "")[:12]
    if difference.is_empty:
        page.text(f"{difference.repository}: no AI added, removed or re-pinned since {since}")
        return str(page)
    page.text(f"{difference.repository}: what changed since {since}")
    _group(page, "Added", [_row(each) for each in difference.added])
    _group(page, "Removed", [_row(each) for each in difference.removed])
    _group(page, "Re-pinned", [_repinned_row(each) for each in difference.repinned])
    _group(page, "Evidence added", _evidence_rows(difference.new_evidence))
    _group(page, "Evidence removed", _evidence_rows(difference.lost_evidence))
    changed = [(each.document.path, _revalued(each)) for each in difference.revalued]
    _group(page, "Evidence changed", changed)
    return str(page)


def _group(page: Page, title: str, cells: list[tuple[str, str]]) -> None:
    if cells:
        heading(page, title, len(cells))
        rows(page, cells)


def _row(listed: ListedAsset) -> tuple[str, str]:
    asset = listed.asset
    where = [] if asset.identity == asset.at.path else [str(asset.at)]
    scope = [] if asset.scope is Scope.PRODUCT else [f"in {asset.scope.value}"]
    known = facts(asset)
    return asset.identity, ", ".join([called(asset), *where, *scope, *known])


def _repinned_row(each: Repinned) -> tuple[str, str]:
    changes = (
        f"{name.replace('_', ' ')}: {_shown(each.before[name])} -> {_shown(each.after[name])}"
        for name in each.after
    )
    return each.listed.asset.identity, f"{each.listed.asset.at}, {'; '.join(changes)}"


def _shown(value: Json) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _evidence_rows(documents: Iterable[Document]) -> list[tuple[str, str]]:
    return [(each.path, evidence_text(each)) for each in documents]


def _revalued(each: Revalued) -> str:
    return f"was {each.before.quality.value}; now {evidence_text(each.document)}"
