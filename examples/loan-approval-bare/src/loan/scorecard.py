"""The scorecard itself: a logistic regression, kept as plain numbers in a safetensors file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from .applications import FEATURES, ROOT, Array

MODEL_PATH = ROOT / "models/loan-approval.safetensors"

FAVOURABLE_FROM = 0.70
UNFAVOURABLE_BELOW = 0.50


@dataclass(frozen=True)
class Scorecard:
    """A weight for each standardised feature, and what the file says about itself."""

    weight: Array
    bias: float
    mean: Array
    scale: Array
    about: dict[str, str]

    def probabilities(self, matrix: Array) -> Array:
        """The estimated probability of repayment of each row."""
        logits = (matrix - self.mean) / self.scale @ self.weight + self.bias
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float64)

    def contributions(self, row: Sequence[float]) -> dict[str, float]:
        """How far each feature moves this application from the average one, in log-odds."""
        moved = (np.asarray(row) - self.mean) / self.scale * self.weight
        return dict(zip(FEATURES, moved.tolist(), strict=True))


def save(scorecard: Scorecard, path: Path = MODEL_PATH) -> None:
    """Write the scorecard. Numbers are rounded, so that every machine trains the same file."""
    tensors = {
        "weight": np.round(scorecard.weight, 5),
        "bias": np.round(np.array([scorecard.bias]), 5),
        "mean": np.round(scorecard.mean, 5),
        "scale": np.round(scorecard.scale, 5),
    }
    # One key only: with several, the order in which they are written differs from run to run.
    about = json.dumps(scorecard.about, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata={"about": about})


def load(path: Path = MODEL_PATH) -> Scorecard:
    """Read the scorecard. The format holds numbers and text only: loading it runs no code."""
    with safe_open(path, framework="numpy") as file:
        return Scorecard(
            weight=file.get_tensor("weight"),
            bias=float(file.get_tensor("bias")[0]),
            mean=file.get_tensor("mean"),
            scale=file.get_tensor("scale"),
            about=json.loads(file.metadata()["about"]),
        )
