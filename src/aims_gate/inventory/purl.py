"""Package URLs, the names by which other tools know a library or a model.

Source: https://github.com/package-url/purl-spec (types pypi, npm, nuget, maven, golang, cargo,
huggingface, github).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ..discovery import Asset, AssetKind
from ..repository.scan import Json

_EXACT = re.compile(r"\s{0,9}={0,3}\s{0,9}v?([0-9][0-9A-Za-z.+!_-]{0,60})\s{0,9}")
_COMMIT = re.compile(r"[0-9a-fA-F]{40}")
_HUBS: dict[Json, str] = {None: "huggingface", "torch.hub": "github"}
_TYPES = {
    "pypi": "pypi",
    "npm": "npm",
    "nuget": "nuget",
    "maven": "maven",
    "go": "golang",
    "cargo": "cargo",
    "gem": "gem",
}


def purl(asset: Asset) -> str | None:
    """The package URL of a library or a hub model; ``None`` where there is no type for it."""
    if asset.kind is AssetKind.LIBRARY:
        return _of_library(asset)
    if asset.kind is AssetKind.HUB_MODEL:
        kind = _HUBS.get(asset.detail.get("hub"))
        return _join(kind, asset.identity.split("/"), commit(asset)) if kind else None
    return None


def exact_version(asset: Asset) -> str | None:
    """The one version that a requirement allows, if it allows but one."""
    stated = asset.detail.get("version")
    found = _EXACT.fullmatch(stated) if isinstance(stated, str) else None
    return found[1] if found else None


def commit(asset: Asset) -> str | None:
    """The commit that every use of a hub asset names, if they name the same one."""
    calls = [use for use in asset.uses if use.called] or list(asset.uses)
    named: set[Json] = {use.revision for use in calls} or {asset.detail.get("revision")}
    only = named.pop() if len(named) == 1 else None
    return only.lower() if isinstance(only, str) and _COMMIT.fullmatch(only) else None


def _of_library(asset: Asset) -> str | None:
    ecosystem = str(asset.detail.get("ecosystem", ""))
    kind = _TYPES.get(ecosystem)
    if kind is None:
        return None
    name = asset.identity
    if kind == "pypi":
        name = re.sub(r"[-_.]+", "-", name).lower()
    parts = name.replace(":", "/").split("/") if kind == "maven" else name.split("/")
    return _join(kind, parts, exact_version(asset))


def _join(kind: str, parts: list[str], version: str | None) -> str | None:
    if not all(parts):
        return None
    name = "/".join(quote(part, safe="", errors="replace") for part in parts)
    return f"pkg:{kind}/{name}@{quote(version, safe='')}" if version else f"pkg:{kind}/{name}"
