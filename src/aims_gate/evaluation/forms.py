"""Read results in the forms of other tools: the Hugging Face Hub, MLflow, files with pointers.

Sources of the forms: https://github.com/huggingface/hub-docs/blob/main/modelcard.md (model-index)
and https://github.com/huggingface/hub-docs/blob/main/eval_results.yaml; the file store of MLflow,
https://github.com/mlflow/mlflow/blob/master/mlflow/store/tracking/file_store.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from ..declarations.problem import shown
from ..model import Location
from .metrics import canonical
from .node import Node, as_digest
from .own import flat
from .report import Flaw, Identity, Measurement, Report

_LEADING = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,12})?(?:[eE][-+]?\d{1,3})?(?=$|[ %±(])")
_METRIC_FIELDS = (2, 3, 5)  # of a line; five where a dataset is named
_MOST_LINES = 20_000


def read_model_index(root: Node) -> Report | None:
    """Read the ``model-index`` of a card's front matter; ``None`` if there is none."""
    index = root.get("model-index")
    if index is None:
        return None
    measurements: list[Measurement] = []
    datasets: list[Identity] = []
    for model in index.entries():
        results = model.get("results")
        for result in results.entries() if results else ():
            datasets += _hub_dataset(result.get("dataset"))
            metrics = result.get("metrics")
            for node in metrics.entries() if metrics else ():
                measurements += _hub_value(node, node.text("type") or node.text("name"))
    return Report(
        at=index.at,
        form="model-index",
        datasets=tuple(datasets),
        measurements=tuple(measurements),
        flaws=tuple(root.flaws),
    )


def is_eval_results(root: Node) -> bool:
    """Whether it is a list of results as the Hub keeps them in ``.eval_results/``."""
    first = next(root.entries(), None)
    dataset = first.get("dataset") if first else None
    return bool(first and first.get("value") and dataset and dataset.get("task_id"))


def read_eval_results(root: Node) -> Report:
    """Read results as the Hub keeps them: the metric is the task of the benchmark."""
    measurements: list[Measurement] = []
    datasets: list[Identity] = []
    days: list[Node] = []
    for node in root.entries():
        dataset = node.get("dataset")
        datasets += _hub_dataset(dataset)
        measurements += _hub_value(node, dataset.text("task_id") if dataset else "")
        days += filter(None, [node.get("date")])
    read = [(day, node.at) for node in days if (day := node.day("the date of a result"))]
    day, day_at = min(read, key=lambda pair: pair[0], default=(None, None))
    return Report(
        at=root.at,
        form="results for the Hub",
        day=day,
        day_at=day_at,
        datasets=tuple(datasets),
        measurements=tuple(measurements),
        flaws=tuple(root.flaws),
    )


def _hub_dataset(node: Node | None) -> Iterator[Identity]:
    if node is not None:
        name = node.text("id") or node.text("type") or node.text("name")
        aka = node.text("name")
        yield Identity(node.at, id=aka or name, revision=node.text("revision"))


def _hub_value(node: Node, name: str) -> Iterator[Measurement]:
    """A value of the Hub: a number, or text such as ``20.0 ± 1.2``, where the first one counts."""
    value = node.get("value")
    if not name or value is None:
        return
    if isinstance(value.value, str) and (found := _LEADING.match(value.value.strip())):
        yield Measurement(canonical(name), name, float(found[0]), value.at)
        return
    number = value.number(name)
    if number is not None:
        yield Measurement(canonical(name), name, number, value.at)


def is_mlflow(root: Node) -> bool:
    """Whether it is a run as MLflow exports it: ``info`` and ``data`` with metrics."""
    run = root.get("run") or root
    data = run.get("data")
    return bool(run.get("info") and data and data.get("metrics"))


def read_mlflow(root: Node) -> Report:
    """Read an exported run: metrics as a mapping, or as a list of ``key`` and ``value``."""
    run = root.get("run") or root
    data = run.get("data")
    metrics = data.get("metrics") if data else None
    found: list[Measurement] = []
    if metrics is not None and isinstance(metrics.value, list):
        for node in metrics.entries():
            value = node.get("value")
            name = node.text("key")
            number = value.number(name) if value and name else None
            if value and number is not None:
                found.append(Measurement(canonical(name), name, number, value.at))
    elif metrics is not None:
        found += flat(metrics)
    info = run.get("info")
    ended = info.first("end_time", "start_time") if info else None
    return Report(
        at=root.at,
        form="MLflow run",
        day=_day_of(ended.value) if ended else None,
        day_at=ended.at if ended else None,
        measurements=tuple(found),
        flaws=tuple(root.flaws),
    )


def read_metric_file(path: str, name: str, text: str) -> tuple[Measurement | None, list[Flaw]]:
    """Read a metric of MLflow's file store: lines of time (ms), value and step.

    The value of the last step counts, and of several the latest.
    """
    best: tuple[int, int, float, int] | None = None
    flaws: list[Flaw] = []
    for number, line in enumerate(text.splitlines()[:_MOST_LINES], 1):
        fields = line.split()
        if not fields:
            continue
        at = Location(path, number)
        try:
            time, value = int(fields[0]), float(fields[1])
            step = int(fields[2]) if len(fields) > 2 else 0
        except (ValueError, IndexError):
            flaws.append(Flaw(f"{shown(line)} is no measurement", at, "log the metric again"))
            continue
        if len(fields) not in _METRIC_FIELDS or not abs(value) < float("inf"):
            flaws.append(Flaw(f"{shown(line)} is no measurement", at, "log the metric again"))
            continue
        best = max(best, (step, time, value, number)) if best else (step, time, value, number)
    if best is None:
        return None, flaws
    return Measurement(canonical(name), name, best[2], Location(path, best[3])), flaws


def _day_of(milliseconds: object) -> date | None:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, (int, float, str)):
        return None
    try:
        return datetime.fromtimestamp(float(milliseconds) / 1000, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def read_pointed(root: Node, metrics: Mapping[str, str], pointers: Mapping[str, str]) -> Report:
    """Read a file of any form by JSON pointers."""
    samples = _pointed(root, pointers, "samples")
    count = samples.count("the number of samples") if samples else None
    found = []
    for name, pointer in metrics.items():
        node = root.pointed(pointer)
        if node is None:
            root.refuse(f"there is no {name} at {pointer}", "correct the pointer in aims.yaml")
            continue
        value = node.number(name)
        if value is not None:
            found.append(Measurement(canonical(name), name, value, node.at, samples=count))
    day = _pointed(root, pointers, "date")
    return Report(
        at=root.at,
        form="file of metrics",
        day=day.day("the date of the evaluation") if day else None,
        day_at=day.at if day else None,
        models=tuple(_identity(root, pointers, None, "model_digest")),
        datasets=tuple(_identity(root, pointers, "dataset", "dataset_digest")),
        measurements=tuple(found),
        flaws=tuple(root.flaws),
    )


def _pointed(root: Node, pointers: Mapping[str, str], name: str) -> Node | None:
    pointer = pointers.get(name)
    if pointer is None:
        return None
    node = root.pointed(pointer)
    if node is None:
        what = name.replace("_", " ")
        root.refuse(f"there is no {what} at {pointer}", "correct the pointer in aims.yaml")
    return node


def _identity(
    root: Node, pointers: Mapping[str, str], named: str | None, digest: str
) -> Iterator[Identity]:
    id_ = _pointed(root, pointers, named) if named else None
    node = _pointed(root, pointers, digest)
    if id_ is None and node is None:
        return
    written = node.value if node and isinstance(node.value, str) else ""
    if node and not as_digest(written):
        node.refuse(f"{shown(node.value)} is no digest", "write 'sha256:' and 64 hex digits")
    at = (node or id_ or root).at
    yield Identity(at, id=str(id_.value) if id_ else "", digest=as_digest(written))
