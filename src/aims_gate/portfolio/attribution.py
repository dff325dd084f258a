"""By what the manifest declares a single asset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..discovery import Asset
from .datasets import is_dataset
from .declared import Declared
from .models import is_model
from .systems import covering

if TYPE_CHECKING:
    from ..declarations import Dataset, Entry, Model


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which declared model, dataset or system an asset belongs to."""

    declared: Declared
    models: tuple[Entry[Model], ...]
    datasets: tuple[Entry[Dataset], ...]
    owner: Callable[[str], str | None]

    @classmethod
    def of(cls, declared: Declared) -> Attribution:
        """Prepare to attribute assets to what a manifest declares."""
        owners: dict[str, str | None] = {}

        def owner(path: str) -> str | None:
            if path not in owners:
                found = covering(path, declared)
                owners[path] = found[0].value.id if found else None
            return owners[path]

        manifest = declared.manifest
        return cls(declared, manifest.models, manifest.datasets, owner)

    def declared_as(self, asset: Asset) -> str | None:
        """The id of the declared model or dataset that the asset is, else of its system."""
        for model in self.models:
            if is_model(asset, model):
                return model.value.id
        for dataset in self.datasets:
            if is_dataset(asset, dataset):
                return dataset.value.id
        return self.owner(asset.at.path)
