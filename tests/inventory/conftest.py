"""Small repositories to take inventories of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from aims_gate.discovery import SCANNERS as DISCOVERY
from aims_gate.evidence import SCANNERS as EVIDENCE
from aims_gate.inventory import Inventory, take_inventory
from aims_gate.repository import Snapshot, Workbench, memory_snapshot

Files = Mapping[str, str | bytes]
Take = Callable[[Files], Inventory]

BENCH = Workbench((*DISCOVERY, *EVIDENCE))

LOADS = """\
from transformers import AutoModel
model = AutoModel.from_pretrained("acme/scorer", revision="main")
"""
TRAINS = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
frame = pd.read_csv("data/loans.csv")
model = LogisticRegression().fit(frame[["a"]], frame["b"])
joblib.dump(model, "model.joblib")
"""
CARD = """\
---
license: apache-2.0
pipeline_tag: text-classification
datasets: [acme/letters]
---
# Model card: acme/scorer

## Intended use

Ranks **requests** so that a person sees the urgent ones first and decides on each of them.

## Limitations

Measured on letters in English of the years 2019 to 2024; short notes are ranked at random.

## Training data

40,000 letters that clerks had sorted by hand between 2019 and 2023.

## Evaluation

Accuracy 0.91 on 4,000 letters of 2024.
"""


def snapshot_of(files: Files) -> Snapshot:
    """A snapshot of files held in memory."""
    contents = {
        path: content.encode(errors="replace") if isinstance(content, str) else content
        for path, content in files.items()
    }
    return memory_snapshot(contents)


@pytest.fixture
def take() -> Take:
    """Take the inventory of files held in memory."""

    def taken(files: Files) -> Inventory:
        return take_inventory(snapshot_of(files), BENCH)

    return taken
