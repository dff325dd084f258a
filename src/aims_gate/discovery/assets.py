"""What AI is in a repository: each thing once, with all its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ..model import Evidence, Location
from ..repository.scan import Json
from ..repository.scope import Scope

MOST_PLACES: Final = 200
"""How many places of one asset are kept."""


class AssetKind(StrEnum):
    """What kind of thing an asset is."""

    LIBRARY = "library"
    MODEL_FILE = "model-file"
    HUB_MODEL = "hub-model"
    API_MODEL = "api-model"
    HUB_DATASET = "hub-dataset"
    DATA_FILE = "data-file"
    TRAINING = "training"
    INFERENCE = "inference"
    AGENT = "agent"
    MCP_SERVER = "mcp-server"
    PROMPT = "prompt"
    PIPELINE = "pipeline"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a hub or hosted model is used, and the revision that the place names.

    ``pinned`` says that the name itself is a dated snapshot; ``called`` that it is a call, not
    only a value in a configuration.
    """

    at: Location
    revision: str | None = None
    pinned: bool = False
    called: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing of AI in one scope.

    ``identity`` is the hub id, the library's name in its registry, the hosted model's name, the
    address of data, and else the path. ``at`` is the first place, ``places`` are all of them.
    ``detail`` holds JSON values; its keys depend on the kind. ``uses`` are the places of a hub or
    hosted model with the revision that each names.
    """

    kind: AssetKind
    identity: str
    at: Location
    scope: Scope
    detail: Mapping[str, Json] = field(default_factory=dict)
    places: tuple[Location, ...] = ()
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsafeLoad:
    """A call that runs code hidden in the file it loads, such as ``torch.load``."""

    call: str
    at: Location
    scope: Scope


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that could hold AI and cannot be read within bounds, and why.

    ``absent`` says that its content is not in this clone (a Git LFS pointer stands for it).
    """

    at: Location
    scope: Scope
    why: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Assets(Evidence):
    """Everything of AI that was found, in the order of kind, identity and scope.

    ``ai_system`` says whether the repository develops, ships or uses AI: whether any asset of the
    product is more than a data file or a library that ordinary programs use as well.
    """

    items: tuple[Asset, ...]
    ai_system: bool
    unsafe_loads: tuple[UnsafeLoad, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()

    def __iter__(self) -> Iterator[Asset]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of(self, *kinds: AssetKind) -> tuple[Asset, ...]:
        """The assets of these kinds, in every scope."""
        return tuple(asset for asset in self.items if asset.kind in kinds)

    @property
    def product(self) -> tuple[Asset, ...]:
        """The assets that make up the product."""
        return tuple(asset for asset in self.items if asset.scope is Scope.PRODUCT)
