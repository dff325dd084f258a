"""Find the AI in a repository: libraries, models, data, training, inference, agents, prompts.

Scanners read single files and know of no other; the collector puts their facts together.
"""

from .assets import MOST_PLACES, Asset, AssetKind, Assets, UnreadableFile, UnsafeLoad
from .collect import assets
from .scanners import SCANNERS

__all__ = [
    "MOST_PLACES",
    "SCANNERS",
    "Asset",
    "AssetKind",
    "Assets",
    "UnreadableFile",
    "UnsafeLoad",
    "assets",
]
