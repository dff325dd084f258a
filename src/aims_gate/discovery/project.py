"""Judges single facts by what only the whole project tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Location
from ..repository.scan import Json
from ..repository.scope import Scope
from .assets import AssetKind
from .facts import Fact
from .knowledge.families import SUPPORTING, Family
from .knowledge.python_libraries import AMBIGUOUS, normalised
from .locked import Locks
from .weights.names import named_like_other

_WEIGHTS = (".pt", ".pth", ".onnx", ".engine")


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []


# Folders for what came out of a run, which nothing is trained on.
_OF_RESULTS = frozenset("result results report reports metrics figures plots log logs".split())


@dataclass(frozen=True, slots=True)
class _Learning:
    """The product's code that trains or evaluates: where it lies, and what it imports."""

    folders: frozenset[str]
    modules: frozenset[str]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> _Learning:
        found = [each for each in facts if each.kind == "imports" and each.scope is Scope.PRODUCT]
        return cls(
            frozenset(fact.at.path.rpartition("/")[0] for fact in found),
            frozenset(str(name) for fact in found for name in _list(fact.row["modules"])),
        )

    def uses(self, path: str) -> bool:
        """Whether a Python file lies beside such code, or such code imports it."""
        folder, _, name = path.rpartition("/")
        if folder in self.folders:
            return True
        dotted = f"{folder}/{name.removesuffix('.py')}".strip("/").replace("/", ".")
        while dotted:
            if dotted in self.modules:
                return True
            dotted = dotted.partition(".")[2]
        return False


def _services(facts: Iterable[Fact]) -> frozenset[str]:
    """The services that names without an owner may belong to."""
    return frozenset(
        "ollama"
        for fact in facts
        if (fact.kind == "library" and "ollama" in str(fact.row["name"]).lower())
        or (fact.kind == "hub" and fact.row.get("hub") == "ollama" and "needs" not in fact.row)
    )


def _folders_of_weights(facts: Iterable[Fact]) -> frozenset[str]:
    """The folders that hold weights, at any depth; MLflow's descriptions are none themselves."""
    folders: set[str] = set()
    for fact in facts:
        if fact.kind == "weights" and fact.row["format"] != "mlflow":
            folder = fact.at.path.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
    return frozenset(folders)


@dataclass(frozen=True, slots=True)
class Project:
    """What must be known of the whole project before single facts can be judged."""

    base: str
    files: Mapping[str, object]
    copies: tuple[str, ...]
    folders: frozenset[str]
    own_names: frozenset[str]
    declared: frozenset[str]
    uses_ai: bool
    trains: frozenset[str]
    datasets: frozenset[str]
    learning: _Learning
    services: frozenset[str]
    names: frozenset[str]
    own_ids: frozenset[str]
    holding: frozenset[str]
    locks: Locks

    @classmethod
    def of(
        cls, facts: Iterable[Fact], base: str, files: Mapping[str, object], copies: tuple[str, ...]
    ) -> Project:
        """Gather it from all facts, the paths of all files and the copies of libraries."""
        folders = {path.rpartition("/")[0] for path in files}
        for folder in list(folders):
            while folder:
                folder = folder.rpartition("/")[0]
                if folder in folders:
                    break
                folders.add(folder)
        libraries = [fact for fact in facts if fact.kind == "library"]
        return cls(
            base,
            files,
            copies,
            frozenset(folders),
            frozenset(
                normalised(str(fact.row["name"]))
                for fact in facts
                if fact.kind == "project" and fact.scope is Scope.PRODUCT
            ),
            frozenset(str(fact.row["name"]) for fact in libraries if fact.row.get("manifest")),
            any(
                Family(str(fact.row["family"])) not in SUPPORTING
                and str(fact.row.get("module", "")).partition(".")[0] not in AMBIGUOUS
                for fact in libraries
            ),
            frozenset(
                fact.at.path
                for fact in facts
                if fact.kind == "step" and fact.row["as"] == "training"
            ),
            frozenset(
                str(fact.row["id"])
                for fact in facts
                if fact.kind == "hub" and fact.row.get("dataset") and fact.row.get("call")
            ),
            _Learning.of(facts),
            _services(facts),
            frozenset(path.rpartition("/")[2] for path in files if path.endswith(_WEIGHTS)),
            frozenset(str(fact.row["id"]) for fact in facts if fact.kind == "own"),
            _folders_of_weights(facts),
            Locks.of(facts, files),
        )

    def judge(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        """The asset that the fact is a place of, if it is one."""
        judged = _JUDGES.get(fact.kind)
        if judged is not None:
            yield from judged(self, fact)

    def _library(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        name = str(fact.row["name"])
        if normalised(name) in self.own_names or self._is_local(fact):
            return
        yield AssetKind.LIBRARY, name, fact.at

    def _locked(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        if self.locks.is_choice(fact) and normalised(str(fact.row["name"])) not in self.own_names:
            yield AssetKind.LIBRARY, str(fact.row["name"]), fact.at

    def _is_local(self, fact: Fact) -> bool:
        """Whether an import is more likely one of a module of the project's own."""
        module = fact.row.get("module")
        if fact.row["ecosystem"] != "pypi" or not isinstance(module, str):
            return False
        first = module.partition(".")[0]
        folder = fact.at.path.rpartition("/")[0]
        near = {folder, self.base.rstrip("/"), f"{self.base}src", folder.rpartition("/")[0]}
        for place in near:
            path = f"{place}/{first}" if place else first
            if f"{path}/" in self.copies:
                return False
            if path in self.folders or f"{path}.py" in self.files:
                return (
                    str(fact.row["name"]) not in self.declared
                    or f"{path}/__init__.py" in self.files
                )
        if first not in AMBIGUOUS:
            return False
        return not (str(fact.row["name"]) in self.declared or (self.uses_ai and not self.declared))

    def _hub(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        identity = str(fact.row["id"])
        if not fact.row.get("sure") and not self.uses_ai:
            return
        if identity in self.own_ids or self._is_path(identity, fact.at.path):
            return
        if (needs := fact.row.get("needs")) and needs not in self.services:
            return
        if "hub" in fact.row and (identity in self.names or self._is_own(identity)):
            return  # a file or folder of the tree is loaded by its name
        is_dataset = fact.row.get("dataset") or (
            # What is loaded as a dataset somewhere is no model where it is only named.
            identity in self.datasets and fact.row.get("call") != "from_pretrained"
        )
        yield AssetKind.HUB_DATASET if is_dataset else AssetKind.HUB_MODEL, identity, fact.at

    def _is_path(self, text: str, path: str) -> bool:
        """Whether the text names a file or folder of the tree, seen from the top or the file."""
        if "/" not in text:
            return False
        folder = path.rpartition("/")[0]
        for start in {self.base.rstrip("/"), folder}:
            full = f"{start}/{text}" if start else text
            if full in self.files or full in self.folders:
                return True
        return False

    def _is_own(self, name: str) -> bool:
        """Whether a file or folder at the top has the name."""
        return f"{self.base}{name}" in self.files or f"{self.base}{name}" in self.folders

    def _hosted(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        yield AssetKind.API_MODEL, str(fact.row["id"]), fact.at

    def _weights(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        path = fact.at.path
        if fact.row["format"] == "mlflow" and path.rpartition("/")[0] in self.holding:
            return  # it describes a model whose file is listed itself
        stem = path.rpartition(".")[0]
        beside = [f"{stem}{suffix}" for suffix in _list(fact.row.get("beside"))]
        if not beside or any(each in self.files for each in beside):
            yield AssetKind.MODEL_FILE, path, fact.at

    def _step(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        if fact.row.get("sure", True) or self.uses_ai:
            yield AssetKind(str(fact.row["as"])), fact.at.path, fact.at

    def _prompt(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        yield AssetKind.PROMPT, fact.at.path, fact.at

    def _data(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        ref = str(fact.row["ref"])
        if "://" in ref:
            yield AssetKind.DATA_FILE, ref, fact.at
            return
        aside = fact.row.get("aside") is True
        if aside and not self.learning.uses(fact.at.path):
            return
        folder = fact.at.path.rpartition("/")[0]
        cleaned = "/".join(part for part in ref.split("/") if part not in (".", "..", ""))
        for start in (folder, self.base.rstrip("/"), folder.rpartition("/")[0]):
            path = f"{start}/{cleaned}" if start else cleaned
            if path in self.files:
                yield AssetKind.DATA_FILE, path, Location(path)
                return
        if fact.at.path in self.trains and not (ref.startswith("/") or aside):
            yield AssetKind.DATA_FILE, cleaned, fact.at

    def _dvc(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        folder = fact.at.path.rpartition("/")[0]
        ref = str(fact.row["ref"])
        path = f"{folder}/{ref}" if folder else ref
        is_model = any(
            word in ref.lower()
            for word in ("model", "weight", "checkpoint", ".pkl", ".pt", ".h5", ".onnx")
        ) and not named_like_other(path)
        if is_model:
            yield AssetKind.MODEL_FILE, path, fact.at
        elif not _OF_RESULTS & {part.lower() for part in path.split("/") if "." not in part}:
            yield AssetKind.DATA_FILE, path, fact.at


_Judge = Callable[[Project, Fact], Iterator[tuple[AssetKind, str, Location]]]
_JUDGES: Mapping[str, _Judge] = {
    "library": Project._library,
    "locked": Project._locked,
    "hub": Project._hub,
    "hosted": Project._hosted,
    "weights": Project._weights,
    "step": Project._step,
    "prompt": Project._prompt,
    "data": Project._data,
    "dvc": Project._dvc,
}
