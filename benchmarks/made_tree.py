"""Make a repository of a stated size, the same each time, to measure on."""

from __future__ import annotations

import subprocess
from pathlib import Path

_MODULE = '''"""Module {number} of the service."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass
class Record{number}:
    name: str
    amount: float


def read_{number}(text: str) -> list[Record{number}]:
    """Read records, one a line."""
    return [Record{number}(**json.loads(line)) for line in text.splitlines() if line]
{functions}'''

_FUNCTION = '''

def total_{number}_{index}(records: list[Record{number}], factor: float = {index}.5) -> float:
    """Add up what the records amount to."""
    total = 0.0
    for record in records:
        if record.amount > {index}:
            total += record.amount * factor
    return total
'''

_TRAINING = '''"""Train the scorer."""

import joblib
from sklearn.ensemble import GradientBoostingClassifier


def train(features, labels):
    model = GradientBoostingClassifier()
    model.fit(features, labels)
    joblib.dump(model, "models/scorer.joblib")
'''

_CARD = """# Model card: scorer

## Intended use

Ranks requests so that a person sees the urgent ones first.

## Limitations

Not measured on requests in other languages than English.
"""


def make_tree(folder: Path, modules: int = 100, functions: int = 20) -> Path:
    """Write a git repository of Python modules, a training script, a card and some text."""
    package = folder / "src" / "service"
    package.mkdir(parents=True)
    (folder / "docs").mkdir()
    for number in range(modules):
        body = "".join(_FUNCTION.format(number=number, index=index) for index in range(functions))
        text = _MODULE.format(number=number, functions=body)
        (package / f"module_{number}.py").write_text(text, encoding="utf-8")
        page = f"# Page {number}\n\n" + "What the service does with a request.\n\n" * 20
        (folder / "docs" / f"page-{number}.md").write_text(page, encoding="utf-8")
    (package / "train.py").write_text(_TRAINING, encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(_CARD, encoding="utf-8")
    (folder / "requirements.txt").write_text("scikit-learn==1.9.1\njoblib==1.6.0\n", "utf-8")
    for arguments in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    return folder
