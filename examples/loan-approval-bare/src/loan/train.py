"""Train the scorecard, evaluate it on held-out applications, and write both down.

Run it from the project's folder with ``PYTHONPATH=src python -m loan.train``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from datetime import date
from pathlib import Path

from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from . import MODEL_ID, VERSION
from .applications import (
    FEATURES,
    ROOT,
    Table,
    feature_matrix,
    input_matrix,
    read_applications,
    split,
)
from .evaluate import LIMITS, SMALLEST_GROUP, SUITES, Metric, evaluate
from .scorecard import FAVOURABLE_FROM, MODEL_PATH, Scorecard, load, save

DATA_PATH = ROOT / "data/applications.csv"
REPORT_PATH = ROOT / "reports/evaluation.json"


def digest(path: Path) -> str:
    """Name a file's content: ``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def train(table: Table) -> Scorecard:
    """Fit a logistic regression to the applications. There is no chance in it."""
    scaler = StandardScaler()
    matrix = scaler.fit_transform(feature_matrix(input_matrix(table)))
    model = LogisticRegression(C=1.0, tol=1e-10, max_iter=1000)
    model.fit(matrix, table["repaid"])
    about = {
        "model": MODEL_ID,
        "version": VERSION,
        "features": ",".join(FEATURES),
        "trained_on": digest(DATA_PATH),
        "target": "probability that the loan is repaid in full",
    }
    return Scorecard(model.coef_[0], float(model.intercept_[0]), scaler.mean_, scaler.scale_, about)


def report(metrics: list[Metric], training_rows: int, held_out_rows: int, on: str) -> str:
    """The evaluation report: which model, on which data, with what result."""
    content = {
        "schema_version": 1,
        "system": "loan-approval",
        "date": on,
        "model": {
            "id": MODEL_ID,
            "version": VERSION,
            "path": MODEL_PATH.relative_to(ROOT).as_posix(),
            "digest": digest(MODEL_PATH),
        },
        "dataset": {
            "id": "applications-2026-08",
            "path": DATA_PATH.relative_to(ROOT).as_posix(),
            "digest": digest(DATA_PATH),
            "training_rows": training_rows,
            "held_out_rows": held_out_rows,
        },
        "favourable_from": FAVOURABLE_FROM,
        "small_groups": {
            "fewer_than": SMALLEST_GROUP,
            "handling": "left out, as rates of so few are noise and could point at a person",
        },
        "suites": [
            {"kind": kind, "date": on, "condition": condition, "description": description}
            for kind, (condition, description) in SUITES.items()
        ],
        "metrics": [metric.as_json() for metric in metrics],
        "limits": [limit.as_json(metrics) for limit in LIMITS],
    }
    return json.dumps(content, indent=2) + "\n"


def main() -> None:
    """Train, save, evaluate what was saved, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=date.today().isoformat(), help="date of the evaluation")
    options = parser.parse_args()
    training, held_out = split(read_applications())
    save(train(training))
    metrics = evaluate(load(), held_out)
    REPORT_PATH.parent.mkdir(parents=True, exist_ok=True)
    REPORT_PATH.write_text(
        report(metrics, len(training), len(held_out), options.date), encoding="utf-8"
    )
    print(f"trained on {len(training)} applications, evaluated on {len(held_out)}")
    for metric in metrics:
        low, high = metric.confidence
        part = f"{metric.name} {metric.slice}".strip()
        print(f"{part:60} {metric.value:6.3f}  [{low:6.3f}, {high:6.3f}]  n={metric.samples}")
    missed = [limit.metric for limit in LIMITS if not limit.as_json(metrics)["met"]]
    print(f"limits missed: {', '.join(missed)}" if missed else "all limits met")


if __name__ == "__main__":
    main()
