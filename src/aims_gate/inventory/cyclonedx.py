"""The inventory as a bill of materials: CycloneDX 1.6 in JSON, with the AI of the product.

The same snapshot gives the same bytes: there is no time of writing in it, and its serial number
is derived from the rest. Source: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from .. import __version__
from ..discovery import Asset, AssetKind
from ..evidence import Document
from ..repository import Scope, Snapshot
from ..repository.scan import Json
from ..text.escaping import to_json
from .described import Described
from .inventory import Inventory
from .licences import licence_choice
from .model_card import model_card
from .purl import commit, exact_version, purl

Part: TypeAlias = dict[str, Any]

_MODELS = (AssetKind.MODEL_FILE, AssetKind.HUB_MODEL, AssetKind.API_MODEL)
_DATA = (AssetKind.HUB_DATASET, AssetKind.DATA_FILE)
_SERVICE = "service"
_OCCURRENCES = 50  # of one component that are listed
_FACTS = ("format", "size", "class", "trust_remote_code", "lfs", "base_model", "tensors")
_ITSELF = "repository"
_NAMESPACE = uuid.UUID("6d1c8f4e-0f0b-5b53-9a55-5d4c2f0f6a11")
_HUB = "https://huggingface.co"


def as_cyclonedx(inventory: Inventory, described: Described, snapshot: Snapshot) -> str:
    """Write the AI of the product as CycloneDX JSON, with a line break at the end.

    ``described`` says which document describes which asset; what model cards say is read from the
    snapshot.
    """
    product = [each.asset for each in inventory.listed if each.asset.scope is Scope.PRODUCT]
    components = [
        _component(asset, described.by(asset), snapshot)
        for asset in product
        if asset.kind in (*_MODELS, *_DATA) or _is_package(asset)
    ]
    services = [_service(asset) for asset in product if _is_service(asset)]
    parts = [str(part["bom-ref"]) for part in (*components, *services)]
    bill: Part = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": _metadata(inventory),
        "components": components,
        "services": services,
        "dependencies": [
            {"ref": _ITSELF, "dependsOn": parts},
            *({"ref": part} for part in parts),
        ],
    }
    digest = hashlib.sha256(to_json(bill).encode("utf-8")).hexdigest()
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}"
    return f"{to_json(bill, indent=2)}\n"


def _metadata(inventory: Inventory) -> Part:
    component: Part = {
        "type": "application",
        "bom-ref": _ITSELF,
        "name": inventory.repository or _ITSELF,
    }
    if inventory.revision:
        component["version"] = inventory.revision
    tool = {"type": "application", "name": "aims-gate", "version": __version__}
    return {"tools": {"components": [tool]}, "component": component}


def _is_service(asset: Asset) -> bool:
    return asset.kind is AssetKind.LIBRARY and asset.detail.get("ecosystem") == _SERVICE


def _is_package(asset: Asset) -> bool:
    return asset.kind is AssetKind.LIBRARY and not _is_service(asset)


def _component(asset: Asset, documents: Sequence[Document], snapshot: Snapshot) -> Part:
    part: Part = {"type": _type(asset), "bom-ref": _ref(asset)}
    group, _, name = asset.identity.rpartition("/")
    if asset.kind in (AssetKind.HUB_MODEL, AssetKind.HUB_DATASET) and group:
        part["group"] = group
        part["name"] = name
    else:
        part["name"] = asset.identity
    supplier = asset.detail.get("supplier")
    if isinstance(supplier, str):
        part["supplier"] = {"name": supplier}
    if version := _version(asset):
        part["version"] = version
    if licences := _licences(asset, documents):
        part["licenses"] = licences
    if hashes := _hashes(asset):
        part["hashes"] = hashes
    if url := purl(asset):
        part["purl"] = url
    if references := list(_references(asset, documents)):
        part["externalReferences"] = references
    if asset.kind in _DATA:
        part["data"] = [{"type": "dataset", "name": asset.identity}]
    elif asset.kind in _MODELS and (card := model_card(documents, snapshot)):
        part["modelCard"] = card
    part["evidence"] = {"occurrences": list(_occurrences(asset))}
    if properties := list(_properties(asset)):
        part["properties"] = properties
    return part


def _service(asset: Asset) -> Part:
    part: Part = {"bom-ref": _ref(asset), "name": asset.identity}
    supplier = asset.detail.get("supplier")
    if isinstance(supplier, str):
        part["provider"] = {"name": supplier}
    return part


def _type(asset: Asset) -> str:
    if asset.kind in _MODELS:
        return "machine-learning-model"
    if asset.kind in _DATA:
        return "data"
    if asset.detail.get("ecosystem") == "oci":
        return "container"
    return "framework" if asset.detail.get("family") == "framework" else "library"


def _ref(asset: Asset) -> str:
    return f"{asset.kind.value}:{asset.identity}"


def _version(asset: Asset) -> str | None:
    if asset.kind in (AssetKind.HUB_MODEL, AssetKind.HUB_DATASET):
        return commit(asset)
    return exact_version(asset) if asset.kind is AssetKind.LIBRARY else None


def _licences(asset: Asset, documents: Sequence[Document]) -> list[Part]:
    stated: Json | Sequence[str] = asset.detail.get("licence") or asset.detail.get("license")
    for document in documents:
        stated = stated or document.fields.get("license") or document.fields.get("licence")
    return licence_choice([stated] if isinstance(stated, str) else list(_texts(stated)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        yield from (each for each in value if isinstance(each, str))


def _hashes(asset: Asset) -> list[Part]:
    algorithms = {"sha256": ("SHA-256", 64), "md5": ("MD5", 32)}
    return [
        {"alg": name, "content": value}
        for key, (name, length) in algorithms.items()
        if isinstance(value := asset.detail.get(key), str)
        and len(value) == length
        and set(value) <= set("0123456789abcdef")
    ]


def _references(asset: Asset, documents: Sequence[Document]) -> Iterator[Part]:
    for document in documents:
        kind = "model-card" if asset.kind in _MODELS else "documentation"
        yield {"type": kind, "url": _address(document.path), "comment": document.title or kind}
    if asset.kind is AssetKind.HUB_DATASET:
        yield {"type": "distribution", "url": f"{_HUB}/datasets/{_address(asset.identity)}"}
    elif asset.kind is AssetKind.HUB_MODEL and "hub" not in asset.detail:
        yield {"type": "distribution", "url": f"{_HUB}/{_address(asset.identity)}"}


def _address(path: str) -> str:
    """A path as a relative address."""
    return quote(path, safe="/", errors="replace")


def _occurrences(asset: Asset) -> Iterator[Part]:
    for place in sorted({asset.at, *asset.places})[:_OCCURRENCES]:
        yield {"location": place.path, "line": place.line}


def _properties(asset: Asset) -> Iterator[Part]:
    detail: Mapping[str, Json] = asset.detail
    for name in _FACTS:
        value = detail.get(name)
        if value not in (None, "", False):
            yield {"name": f"aims-gate:{name}", "value": _shown(value)}
    if asset.kind in (AssetKind.HUB_MODEL, AssetKind.HUB_DATASET) and commit(asset) is None:
        stated = sorted({use.revision for use in asset.uses if use.revision})
        yield {"name": "aims-gate:revision", "value": ", ".join(stated) or "not fixed"}
    if asset.kind is AssetKind.API_MODEL:
        yield {"name": "aims-gate:dated", "value": _shown(detail.get("pinned") is True)}
    if asset.kind is AssetKind.LIBRARY and detail.get("version") and not exact_version(asset):
        yield {"name": "aims-gate:required", "value": _shown(detail["version"])}


def _shown(value: Json) -> str:
    return value if isinstance(value, str) else to_json(value)
