"""The inventory as a table for people: the product first and in full, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..discovery import Asset, AssetKind
from ..evidence import Document, Quality
from ..repository import Scope
from ..repository.scan import Json
from ..text.columns import columns
from ..text.escaping import one_line
from ..text.layout import Page, Style
from .inventory import Inventory, ListedAsset

TITLES = {
    AssetKind.LIBRARY: "Libraries and services",
    AssetKind.MODEL_FILE: "Model files",
    AssetKind.HUB_MODEL: "Models from hubs",
    AssetKind.API_MODEL: "Models behind interfaces",
    AssetKind.HUB_DATASET: "Datasets from hubs",
    AssetKind.DATA_FILE: "Data",
    AssetKind.TRAINING: "Training",
    AssetKind.INFERENCE: "Inference",
    AssetKind.AGENT: "Agents",
    AssetKind.MCP_SERVER: "MCP servers",
    AssetKind.PROMPT: "Prompts",
    AssetKind.PIPELINE: "Pipelines",
}
"""What each kind of asset is called, for a person."""

_SCOPES = {
    Scope.TEST: "tests",
    Scope.DOCS: "documentation",
    Scope.EXAMPLE: "examples",
    Scope.VENDORED: "vendored code",
    Scope.TEMPLATE: "templates",
    Scope.TOOLING: "the developers' own tools",
}
_FACTS = ("version", "revision", "licence", "license", "format", "base_model", "supplier")
_WIDEST_NAME = 34


def as_table(inventory: Inventory, *, width: int = 80, color: bool = False) -> str:
    """Write the inventory as text for a terminal of ``width`` columns."""
    page = Page(width, color=color)
    page.text(headline(inventory))
    product = [each for each in inventory.listed if each.asset.scope is Scope.PRODUCT]
    for kind, title in TITLES.items():
        group = [each for each in product if each.asset.kind is kind]
        if group:
            heading(page, title, len(group))
            rows(page, [_row(each) for each in group])
    _elsewhere(page, inventory.listed)
    _evidence(page, list(inventory.documents))
    _unreadable(page, inventory)
    _next(page, inventory, product)
    return str(page)


def headline(inventory: Inventory) -> str:
    """Which snapshot this is of, and whether it has to do with AI."""
    at = f" at {inventory.revision[:12]}" if inventory.revision else ""
    does = "develops, ships or uses AI" if inventory.ai_system else "no AI found"
    return f"{inventory.repository}{at}: {does}"


def heading(page: Page, title: str, number: int) -> None:
    """Add the heading of a group."""
    page.blank()
    page.line(page.styled(f"{title} ({number})", Style.STRONG))


def rows(page: Page, cells: Sequence[tuple[str, str]]) -> None:
    """Add rows of a name and what is to be said of it, in two columns."""
    shown = [(one_line(name), text) for name, text in cells]
    column = min(max((columns(name) for name, _ in shown), default=0), _WIDEST_NAME)
    for name, text in shown:
        if columns(name) > column or not text:
            page.line(f"  {name}")
            lead = " " * 6
        else:
            lead = f"  {name}{' ' * (column - columns(name))}  "
        page.text(text, lead=lead)


def _row(listed: ListedAsset) -> tuple[str, str]:
    asset = listed.asset
    parts = [] if asset.identity == asset.at.path else [str(asset.at)]
    others = len(set(asset.places)) - 1
    if others > 0:
        parts.append(f"and {others} more place{'s' if others > 1 else ''}")
    parts += facts(asset)
    if listed.declared_as:
        parts.append(f"declared as {listed.declared_as}")
    return asset.identity, ", ".join(parts)


def called(asset: Asset) -> str:
    """What kind of thing an asset is, in words."""
    if asset.kind is AssetKind.LIBRARY and asset.detail.get("ecosystem") == "service":
        return "service"
    return asset.kind.value.replace("-", " ")


def facts(asset: Asset) -> Iterator[str]:
    """What is known of an asset, in words."""
    for name in _FACTS:
        value = asset.detail.get(name)
        if value not in (None, "", False):
            yield f"{name} {_plain(value)}" if name != "format" else _plain(value)
    if asset.kind is AssetKind.HUB_MODEL and not asset.detail.get("revision"):
        yield "no revision"
    if asset.kind is AssetKind.API_MODEL:
        yield "dated" if asset.detail.get("pinned") else "not dated"
    if asset.detail.get("trust_remote_code") is True:
        yield "runs code from the hub"


def _plain(value: Json) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _elsewhere(page: Page, listed: Iterable[ListedAsset]) -> None:
    counted = Counter(each.asset.scope for each in listed)
    if set(counted) - {Scope.PRODUCT}:
        page.blank()
        parts = (f"{counted[scope]} in {name}" for scope, name in _SCOPES.items() if counted[scope])
        page.text(f"Besides the product: {', '.join(parts)}.")


def _evidence(page: Page, documents: Sequence[Document]) -> None:
    own = [each for each in documents if each.scope is Scope.PRODUCT]
    heading(page, "Evidence", len(own))
    rows(page, [(each.path, evidence_text(each)) for each in own])
    if not own:
        page.line("  none was recognised")
    if others := len(documents) - len(own):
        page.text(f"and {others} outside the product", lead="  ")


def evidence_text(document: Document) -> str:
    """What a document is, and what it lacks."""
    kind = document.kind.value.replace("-", " ")
    if document.quality is Quality.UNREADABLE:
        return f"{kind}, unreadable: {document.signals[-1]}" if document.signals else kind
    words = {Quality.STUB: "a few lines only", Quality.PLACEHOLDER: "an unfilled template"}
    text = f"{kind}, {words.get(document.quality, document.quality.value)}"
    missing = ", ".join(name.replace("_", " ") for name in document.missing)
    return f"{text}; missing: {missing}" if missing else text


def _unreadable(page: Page, inventory: Inventory) -> None:
    unread = [each for each in inventory.assets.unreadable if each.scope is Scope.PRODUCT]
    if unread:
        heading(page, "Could not be read", len(unread))
        rows(page, [(each.at.path, each.why) for each in unread])


def _next(page: Page, inventory: Inventory, product: Sequence[ListedAsset]) -> None:
    if inventory.ai_system and not any(each.declared_as for each in product):
        page.blank()
        if inventory.note:
            page.text(inventory.note)
        else:
            page.text("Nothing of it is declared: `aims-gate init` drafts aims.yaml.")
