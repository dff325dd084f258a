"""Find the evaluation reports of each model, and what the model and its data really are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..declarations.reading import Source
from ..model import Location, Subject
from ..portfolio import Declared, EvaluationLink, Model, ModelCards, Models
from ..repository import Snapshot, Unreadable, lfs_pointer
from ..repository.yaml_tree import MAX_BYTES, YamlProblem, read_yaml
from .card import front_matter
from .dvc import computed_from, declared_metrics
from .forms import (
    is_eval_results,
    is_mlflow,
    read_eval_results,
    read_metric_file,
    read_mlflow,
    read_model_index,
    read_pointed,
)
from .node import Node
from .own import flat, is_own, read_own
from .report import Evaluations, Flaw, Identity, Known, Measurement, Report

_FORMS = (".json", ".yaml", ".yml")
_MOST_FILES = 500  # of one run of MLflow
_POINTER_BYTES = 1024


def evaluations(
    models: Models, cards: ModelCards, declared: Declared, snapshot: Snapshot
) -> Evaluations:
    """Read the reports that the manifest links, else those that lie where tools put them."""
    linked: dict[Subject, tuple[Report, ...]] = {}
    stated: dict[Subject, Report] = {}
    flaws: dict[Subject, tuple[Flaw, ...]] = {}
    usual = list(_usual(snapshot))
    own = models.own
    data = frozenset(
        entry.resolve(entry.value.path) for entry in declared.manifest.datasets if entry.value.path
    )
    for model in models:
        card = cards.of(model).document
        if card is not None and (report := _in_card(snapshot, card.path)):
            stated[model.subject] = report
        paths = list(model.evaluations)
        if not paths and own == (model,):  # with several models nobody knows which one they mean
            paths = [EvaluationLink(path, model.at) for path in usual]
        reports = [_linked(snapshot, link, model, data) for link in paths]
        linked[model.subject] = tuple(each for each in reports if isinstance(each, Report))
        flaws[model.subject] = tuple(each for each in reports if isinstance(each, Flaw))
    wanted = _algorithms(report for reports in linked.values() for report in reports)
    return Evaluations(
        linked,
        stated,
        flaws,
        {model.subject.id: _known_model(snapshot, model, wanted) for model in models},
        dict(_known_datasets(snapshot, declared, wanted)),
    )


def _algorithms(reports: Iterable[Report]) -> frozenset[str]:
    """By which algorithms the reports name files: none is read for a digest nobody states."""
    stated = [each for report in reports for each in (*report.models, *report.datasets)]
    return frozenset(each.digest.partition(":")[0] for each in stated if each.digest)


def _usual(snapshot: Snapshot) -> Iterator[str]:
    """Reports that lie where the Hub and DVC look for them."""
    below = snapshot.base
    for path in snapshot.files:
        inner = path.removeprefix(below)
        in_folder = inner.startswith(".eval_results/") and inner.endswith((".yaml", ".yml"))
        if in_folder or inner == "eval_results.yaml":
            yield path
    yield from dict.fromkeys(declared_metrics(snapshot))


def _in_card(snapshot: Snapshot, path: str) -> Report | None:
    data = snapshot.get(path, MAX_BYTES + 1)
    front = front_matter(path, data) if data else None
    return read_model_index(front) if front else None


def _linked(
    snapshot: Snapshot, link: EvaluationLink, model: Model, data: frozenset[str]
) -> Report | Flaw:
    if link.path in snapshot.files:
        root = _opened(snapshot, link)
        if isinstance(root, Flaw):
            return root
        return _of_stage(snapshot, _read(root, link), model, data)
    run = list(_run_files(snapshot, link.path))
    if run:
        return _read_run(snapshot, link, run)
    return Flaw(
        f"aims.yaml links {link.path}, which does not exist",
        link.at,
        "correct the path, or commit the report",
    )


def _opened(snapshot: Snapshot, link: EvaluationLink) -> Node | Flaw:
    if not link.path.endswith(_FORMS):
        message = f"{link.path} is no evaluation report that can be read"
        return Flaw(message, link.at, "link a JSON or YAML file, or the folder of an MLflow run")
    try:
        source = Source(link.path, read_yaml(snapshot.read(link.path, MAX_BYTES + 1)))
    except Unreadable as gap:
        return Flaw(f"{link.path} cannot be read: {gap}", link.at, "make it a regular file")
    except YamlProblem as problem:
        at = Location(link.path, problem.line, problem.column)
        return Flaw(f"{link.path} cannot be read: {problem.message}", at, "correct the file")
    root = Node(source, source.tree.data)
    for repeated in source.tree.problems:
        at = Location(link.path, repeated.line, repeated.column)
        root.flaws.append(Flaw(repeated.message, at, "keep one of them"))
    return root


def _read(root: Node, link: EvaluationLink) -> Report:
    if link.metrics:
        return read_pointed(root, link.metrics, link.pointers)
    if is_own(root):
        return read_own(root)
    if is_eval_results(root):
        return read_eval_results(root)
    if is_mlflow(root):
        return read_mlflow(root)
    found = tuple(flat(root))
    return Report(root.at, "file of metrics", measurements=found, flaws=tuple(root.flaws))


def _of_stage(snapshot: Snapshot, report: Report, model: Model, data: frozenset[str]) -> Report:
    """Add what ``dvc.lock`` says the metrics were computed from, where the report is silent."""
    if report.models or report.datasets:
        return report
    deps = dict(computed_from(snapshot, report.path))
    about = tuple(each for path, each in deps.items() if path == model.path)
    read = tuple(replace(each, id=path) for path, each in deps.items() if path in data)
    return replace(report, models=about, datasets=read)


def _run_files(snapshot: Snapshot, folder: str) -> Iterator[str]:
    """The files of one run of MLflow, whose folder or folder of metrics is given."""
    top = folder.removesuffix("/metrics")
    kinds = tuple(f"{top}/{kind}/" for kind in ("metrics", "params", "tags"))
    run = [path for path in snapshot.files if path.startswith(kinds)]
    if any(path.startswith(kinds[0]) for path in run):
        yield from run[:_MOST_FILES]


def _read_run(snapshot: Snapshot, link: EvaluationLink, paths: Iterable[str]) -> Report:
    """Read a run of MLflow's file store; pointers lead to ``/metrics``, ``/params``, ``/tags``."""
    found: dict[str, Measurement] = {}
    texts: dict[str, str] = {}
    flaws: list[Flaw] = []
    top = link.path.removesuffix("/metrics")
    for path in paths:
        text = (snapshot.get(path, MAX_BYTES) or b"").decode("utf-8", "replace")
        kind, _, name = path.removeprefix(f"{top}/").partition("/")
        if kind == "metrics":
            measured, wrong = read_metric_file(path, name, text)
            flaws += wrong
            if measured:
                found[f"/metrics/{name}"] = measured
        else:
            texts[f"/{kind}/{name}"] = text.strip()[:200]
    chosen = _chosen(link, found, flaws)
    digest = _named(texts, link, "model_digest")
    data, data_digest = _named(texts, link, "dataset"), _named(texts, link, "dataset_digest")
    return Report(
        Location(next(iter(found.values())).at.path if found else top),
        "MLflow run",
        models=(Identity(link.at, digest=digest),) if digest else (),
        datasets=(Identity(link.at, id=data, digest=data_digest),) if data or data_digest else (),
        measurements=tuple(chosen),
        flaws=tuple(flaws),
    )


def _chosen(
    link: EvaluationLink, found: dict[str, Measurement], flaws: list[Flaw]
) -> Iterator[Measurement]:
    if not link.metrics:
        yield from found.values()
    for name, pointer in link.metrics.items():
        if measured := found.get(pointer):
            yield replace(measured, name=name, written=name)
        else:
            message = f"there is no {name} at {pointer} in {link.path}"
            flaws.append(Flaw(message, link.at, "correct the pointer in aims.yaml"))


def _named(texts: dict[str, str], link: EvaluationLink, name: str) -> str:
    return texts.get(link.pointers.get(name, ""), "")


def _known_model(snapshot: Snapshot, model: Model, wanted: frozenset[str]) -> Known:
    digests = dict(_digests(snapshot, model.path, wanted))
    if model.digest:
        digests.setdefault(model.digest, "aims.yaml declares")
    return Known(digests, model.declared_revision or "")


def _known_datasets(
    snapshot: Snapshot, declared: Declared, wanted: frozenset[str]
) -> Iterator[tuple[str, Known]]:
    for entry in declared.manifest.datasets:
        value = entry.value
        path = entry.resolve(value.path) if value.path else None
        digests = dict(_digests(snapshot, path, wanted))
        if value.digest:
            digests.setdefault(value.digest, "aims.yaml declares")
        known = Known(digests, value.revision or "")
        for name in filter(None, (value.id, value.hub, path)):
            yield name, known


def _digests(
    snapshot: Snapshot, path: str | None, wanted: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The digests of a file of the snapshot, or of the one that a pointer stands for."""
    if path is None or path not in snapshot.files or not wanted:
        return
    try:
        pointer = lfs_pointer(snapshot.read(path, _POINTER_BYTES))
        if pointer:
            yield f"sha256:{pointer.sha256}", f"{path} is"
            return
        if "sha256" in wanted:
            yield f"sha256:{snapshot.sha256(path)}", f"{path} is"
        if "md5" in wanted:
            yield f"md5:{snapshot.md5(path)}", f"{path} is"
    except Unreadable:
        return
