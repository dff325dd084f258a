"""Puts what the scanners said of single files together into the assets of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Location
from ..repository.scan import Json
from ..repository.scope import Scope, scope_of
from ..repository.snapshot import Snapshot
from ..repository.survey import Survey
from .assets import MOST_PLACES, Asset, AssetKind, Assets, UnreadableFile, UnsafeLoad, Use
from .facts import Fact
from .knowledge.families import SUPPORTING, Family
from .knowledge.python_libraries import AMBIGUOUS, BY_IMPORT, normalised
from .project import Project
from .scanners import SCANNERS

_AMONG_SCRIPTS = re.compile(r"(?:^|/)(?:scripts?|tools?|hack|ci|contrib|dev|bin|utils)/")
_NO_DETAIL = frozenset(
    "kind line scope name id dataset sure as ref module manifest aside needs beside".split()
)


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
    project = Project.of(facts, survey.base, snapshot.files, copies)
    drafts: dict[Key, _Draft] = {}
    for fact in facts:
        for kind, identity, at in project.judge(fact):
            _add(drafts, (kind, identity, fact.scope), at, fact)
    for (kind, identity, _), draft in drafts.items():
        if kind is AssetKind.LIBRARY:
            ecosystem = str(draft.detail["ecosystem"])
            version = project.locks.version(ecosystem, identity, draft.at.path)
            draft.detail |= {"locked": version} if version else {}
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
    ai_system = any(_makes_ai(each, project) for each in items) or any(map(_is_ai, facts))
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
            UnreadableFile(
                fact.at, fact.scope, str(fact.row["why"]), fact.row.get("absent") is True
            )
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


def _add(drafts: dict[Key, _Draft], key: Key, at: Location, fact: Fact) -> None:
    detail = {name: value for name, value in fact.row.items() if name not in _NO_DETAIL}
    draft = drafts.get(key)
    if draft is None:
        drafts[key] = draft = _Draft(at, detail, [fact.at] if fact.at == at else [at, fact.at])
        draft.uses += _use(fact)
        return
    if len(draft.places) < MOST_PLACES and fact.at != draft.places[-1]:
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


def _is_ai(fact: Fact) -> bool:
    """Whether a manifest of the product says that it is a library of AI itself."""
    if fact.kind != "project" or fact.scope is not Scope.PRODUCT or "family" not in fact.row:
        return False
    return Family(str(fact.row["family"])) not in SUPPORTING


def _makes_ai(asset: Asset, project: Project) -> bool:
    if asset.scope is not Scope.PRODUCT or asset.kind in (
        AssetKind.DATA_FILE,
        AssetKind.PROMPT,
        AssetKind.HUB_DATASET,
    ):
        return False
    if asset.kind is AssetKind.API_MODEL and not project.uses_ai:
        # Python that only writes a name down asks nobody: who asks has a client, or says how.
        return not all(place.path.endswith((".py", ".ipynb")) for place in asset.places)
    if asset.kind is AssetKind.LIBRARY:
        return Family(str(asset.detail["family"])) not in SUPPORTING
    return not (asset.kind is AssetKind.PIPELINE and not asset.detail.get("trains"))
