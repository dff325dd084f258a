"""Puts what the scanners said of single files together into the assets of the repository."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model import Location
from ..repository.scan import Json, Row
from ..repository.scope import Scope, scope_of
from ..repository.snapshot import Snapshot
from ..repository.survey import Survey
from .assets import Asset, AssetKind, Assets, UnreadableFile, UnsafeLoad, Use
from .knowledge.families import SUPPORTING, Family
from .knowledge.python_libraries import AMBIGUOUS, BY_IMPORT, normalised
from .scanners import SCANNERS

_AMONG_SCRIPTS = re.compile(r"(?:^|/)(?:scripts?|tools?|hack|ci|contrib|dev|bin|utils)/")
_PLACES = 200  # of one asset that are kept
_NO_DETAIL = frozenset("kind line scope name id dataset sure as ref module manifest aside".split())


class Fact(NamedTuple):
    """A row with its kind and its file: where it stands and in which scope."""

    kind: str
    row: Row
    at: Location
    scope: Scope

    def moved(self, scope: Scope) -> Fact:
        """The same in another scope."""
        return Fact(self.kind, self.row, self.at, scope)


@dataclass(slots=True)
class _Draft:
    """An asset while its places come together."""

    at: Location
    detail: dict[str, Json]
    places: list[Location] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)


Key = tuple[AssetKind, str, Scope]


def assets(survey: Survey, snapshot: Snapshot) -> Assets:
    """Collect the AI of the repository from what was read of each file."""
    facts = list(_facts(survey))
    copies = _copies(facts, survey.base, snapshot.files)
    facts = _developers_own(_without_copies(facts, copies))
    project = _Project.of(facts, survey.base, snapshot.files, copies)
    drafts: dict[Key, _Draft] = {}
    for fact in facts:
        for kind, identity, at in project.judge(fact):
            _add(drafts, (kind, identity, fact.scope), at, fact)
    items = [
        Asset(
            kind,
            identity,
            draft.at,
            scope,
            draft.detail,
            tuple(draft.places),
            tuple(draft.uses),
        )
        for (kind, identity, scope), draft in drafts.items()
    ]
    ai_system = any(map(_makes_ai, items))
    if not ai_system:
        items = [asset for asset in items if asset.kind is not AssetKind.PROMPT]
    order = list(AssetKind)
    items.sort(key=lambda each: (order.index(each.kind), each.identity, each.scope.value))
    return Assets(
        tuple(items),
        ai_system,
        tuple(
            UnsafeLoad(str(fact.row["call"]), fact.at, fact.scope)
            for fact in facts
            if fact.kind == "unsafe"
        ),
        tuple(
            UnreadableFile(fact.at, fact.scope, str(fact.row["why"]))
            for fact in facts
            if fact.kind == "unreadable"
        ),
    )


def _facts(survey: Survey) -> Iterator[Fact]:
    for scanner in SCANNERS:
        for path, rows in survey.of(scanner.name):
            of_path = scope_of(survey.inner(path))
            for row in rows:
                kind = str(row["kind"])
                scope = of_path
                if kind == "prompt" and of_path is Scope.TEMPLATE:
                    scope = Scope.PRODUCT  # templates of prompts are what the product asks
                if of_path is Scope.PRODUCT and "scope" in row:
                    scope = Scope(str(row["scope"]))
                yield Fact(kind, row, Location(path, _int(row["line"])), scope)


def _copies(facts: list[Fact], base: str, files: Mapping[str, object]) -> tuple[str, ...]:
    """Folders with copies of known libraries that were committed beside the product.

    A package at the top that is named as a library is imported, in a project that does not call
    itself so, is that library and not the product.
    """
    own = {normalised(str(fact.row["name"])) for fact in facts if fact.kind == "project"}
    return tuple(
        folder
        for name, library in BY_IMPORT.items()
        if f"{(folder := f'{base}{name}/')}__init__.py" in files
        and name not in AMBIGUOUS
        and normalised(library.name) not in own
        and not _holds_most(files, folder)
    )


def _without_copies(facts: list[Fact], copies: tuple[str, ...]) -> list[Fact]:
    """Move what such copies hold out of the product."""
    if not copies:
        return facts
    return [
        fact.moved(Scope.VENDORED)
        if fact.scope is Scope.PRODUCT and fact.at.path.startswith(copies)
        else fact
        for fact in facts
    ]


def _holds_most(files: Mapping[str, object], folder: str) -> bool:
    """Whether most Python code lies in the folder, which then is the product."""
    code = [path for path in files if path.endswith(".py")]
    return sum(path.startswith(folder) for path in code) * 2 > len(code)


def _developers_own(facts: list[Fact]) -> list[Fact]:
    """Move what only serves the project's developers out of the product.

    A script that lies among scripts and imports no library of AI but such as are declared for
    development alone is a tool of the developers.
    """
    declared = [fact for fact in facts if fact.kind == "library" and fact.row.get("manifest")]
    shipped = {fact.row["name"] for fact in declared if fact.scope is Scope.PRODUCT}
    for_developers = {fact.row["name"] for fact in declared} - shipped
    imported: dict[str, set[Json]] = {}
    for fact in facts:
        if fact.kind == "library" and "module" in fact.row:
            imported.setdefault(fact.at.path, set()).add(fact.row["name"])
    tools = {
        path
        for path, names in imported.items()
        if names <= for_developers and _AMONG_SCRIPTS.search(path)
    }
    if not tools:
        return facts
    return [
        fact.moved(Scope.TOOLING) if fact.at.path in tools and fact.scope is Scope.PRODUCT else fact
        for fact in facts
    ]


def _int(value: Json) -> int:
    return value if isinstance(value, int) else 1


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []


def _add(drafts: dict[Key, _Draft], key: Key, at: Location, fact: Fact) -> None:
    detail = {name: value for name, value in fact.row.items() if name not in _NO_DETAIL}
    draft = drafts.get(key)
    if draft is None:
        drafts[key] = draft = _Draft(at, detail, [fact.at] if fact.at == at else [at, fact.at])
        draft.uses += _use(fact)
        return
    if len(draft.places) < _PLACES and fact.at != draft.places[-1]:
        draft.places.append(fact.at)
        draft.uses += _use(fact)
    for name, value in detail.items():
        known = draft.detail.setdefault(name, value)
        if name == "trust_remote_code" and value is True and known is not True:
            draft.detail[name] = True
    if (
        "revision" in draft.detail
        and "revision" not in detail
        and fact.kind == "hub"
        and "call" in detail
    ):
        draft.detail["revision"] = None  # fetched at least once without a revision


def _use(fact: Fact) -> tuple[Use, ...]:
    """The use of a model that a fact tells of, if it is one."""
    if fact.kind not in ("hub", "hosted"):
        return ()
    revision = fact.row.get("revision")
    return (
        Use(
            fact.at,
            revision if isinstance(revision, str) else None,
            fact.row.get("pinned") is True,
            "call" in fact.row,
        ),
    )


def _makes_ai(asset: Asset) -> bool:
    if asset.scope is not Scope.PRODUCT or asset.kind in (
        AssetKind.DATA_FILE,
        AssetKind.PROMPT,
        AssetKind.HUB_DATASET,
    ):
        return False
    if asset.kind is AssetKind.LIBRARY:
        return Family(str(asset.detail["family"])) not in SUPPORTING
    return not (asset.kind is AssetKind.PIPELINE and not asset.detail.get("trains"))


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


@dataclass(frozen=True, slots=True)
class _Project:
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

    @classmethod
    def of(
        cls, facts: Iterable[Fact], base: str, files: Mapping[str, object], copies: tuple[str, ...]
    ) -> _Project:
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
        if self._is_path(identity, fact.at.path):
            return
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

    def _hosted(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        yield AssetKind.API_MODEL, str(fact.row["id"]), fact.at

    def _weights(self, fact: Fact) -> Iterator[tuple[AssetKind, str, Location]]:
        yield AssetKind.MODEL_FILE, fact.at.path, fact.at

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
        )
        yield AssetKind.MODEL_FILE if is_model else AssetKind.DATA_FILE, path, fact.at


_Judge = Callable[[_Project, Fact], Iterator[tuple[AssetKind, str, Location]]]
_JUDGES: Mapping[str, _Judge] = {
    "library": _Project._library,
    "hub": _Project._hub,
    "hosted": _Project._hosted,
    "weights": _Project._weights,
    "step": _Project._step,
    "prompt": _Project._prompt,
    "data": _Project._data,
    "dvc": _Project._dvc,
}
