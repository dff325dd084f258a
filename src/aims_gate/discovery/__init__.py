"""Find the AI in a repository: libraries, models, data, training, inference, agents, prompts.

Scanners read single files and know of no other; the collector puts their facts together.
"""

from .assets import Asset, AssetKind, Assets, UnreadableFile, UnsafeLoad
from .collect import assets
from .scanners import SCANNERS

__all__ = [
    "SCANNERS",
    "Asset",
    "AssetKind",
    "Assets",
    "UnreadableFile",
    "UnsafeLoad",
    "assets",
]
