"""Reads which libraries of AI a dependency file declares."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...repository.scan import Row
from ...repository.scope import Scope
from ..knowledge.more_libraries import DART, JULIA, R
from ..knowledge.native_packages import ACTIONS, CMAKE, SWIFT_PACKAGES
from ..knowledge.other_libraries import CARGO, GO, MAVEN, NPM, NUGET, PHP, RUBY
from ..knowledge.python_libraries import pypi_library
from ..rows import ROW_LIMIT, kept_elsewhere, library_row, row, too_large
from ..wanted import DEPENDENCY_LIMIT, WORKFLOW, is_lock
from . import native_manifests as native
from . import other_manifests as other
from . import python_manifests as python
from .declared import Declared, Manifest
from .locks import read_lock
from .lookup import Lookup, by_name, by_start

Reader = Callable[[str, str], Manifest]

_KINDS: tuple[tuple[re.Pattern[str], Reader, Lookup], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader, lookup)
    for pattern, reader, lookup in (
        (r"(?:[\w.-]*requirements?[\w.-]*|constraints[\w.-]*)\.(?:txt|in)",
         python.requirements, pypi_library),
        (r"pyproject\.toml", python.pyproject, pypi_library),
        (r"setup\.py", python.setup_script, pypi_library),
        (r"setup\.cfg", python.setup_config, pypi_library),
        (r"pipfile", python.pipfile, pypi_library),
        (r"(?:conda[\w.-]*|[\w.-]*environment[\w.-]*|[\w.-]*env|meta)\.ya?ml",
         python.conda, pypi_library),
        (r"package\.json", other.package_json, by_name(NPM)),
        (r"[\w.-]+\.(?:cs|fs|vb)proj|packages\.config|directory\.(?:packages|build)\.props",
         other.nuget, by_start(NUGET, ".")),
        (r"pom\.xml", other.maven, by_start(MAVEN, ":.")),
        (r"[\w.-]+\.gradle(?:\.kts)?|libs\.versions\.toml", other.gradle, by_start(MAVEN, ":.")),
        (r"go\.mod", other.go_module, by_start(GO, "/")),
        (r"cargo\.toml", other.cargo, by_name(CARGO)),
        (r"gemfile|[\w.-]+\.gemspec", other.gems, by_name(RUBY)),
        (r"composer\.json", other.composer, by_name(PHP)),
        (r"cmakelists\.txt|[\w.-]+\.cmake", native.cmake, by_name(CMAKE)),
        (r"package\.swift", native.swift, by_name(SWIFT_PACKAGES)),
        (r"pubspec\.ya?ml", native.pubspec, by_name(DART)),
        (r"description", native.r_description, by_name(R)),
        (r"project\.toml", native.julia, by_name(JULIA)),
        (r"[\w.-]+\.sbt", native.sbt, by_start(MAVEN, ":.")),
        (r"deps\.edn|project\.clj", native.clojure, by_start(MAVEN, ":.")),
        (r"action\.ya?ml", native.actions, by_name(ACTIONS)),
    )
)  # fmt: skip
_REQUIREMENTS_FOLDER = re.compile(r"(?:^|/)requirements/[^/]+\.(?:txt|in)$")


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the libraries of one dependency file."""
    if is_lock(path):
        return read_lock(path, data)
    kind = _kind(path)
    if kind is None:
        return []
    reader, lookup = kind
    if size > len(data):
        return [too_large("dependency file", DEPENDENCY_LIMIT)]
    if elsewhere := kept_elsewhere("dependency file", data):
        return elsewhere
    text = data.decode("utf-8", "replace")
    manifest = reader(path, text)
    if not manifest.readable:
        return [row("unreadable", 1, why="dependency file that cannot be parsed")]
    return _rows(path, text, manifest, lookup)


def _kind(path: str) -> tuple[Reader, Lookup] | None:
    name = path.rpartition("/")[2]
    if name.endswith((".py", ".md")) and name != "setup.py":
        return None
    for pattern, reader, lookup in _KINDS:
        if pattern.fullmatch(name):
            return reader, lookup
    if _REQUIREMENTS_FOLDER.search(path):
        return python.requirements, pypi_library
    if WORKFLOW.search(path):
        return native.actions, by_name(ACTIONS)
    return None


def _place(text: str, declared: Declared) -> int:
    """Where the dependency stands; looked for where a parser did not say."""
    if declared.at is not None:
        return declared.at
    name = re.escape(declared.name)
    for form in (f"[\"']{name}[\"']\\s*:", f"[\"']{name}(?![\\w-])", f"\n{name}(?![\\w-])"):
        if found := re.search(form, text):
            return found.start() + 1
    return 0


def _rows(path: str, text: str, manifest: Manifest, lookup: Lookup) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[str, bool]] = set()
    if manifest.project:
        own = lookup(manifest.project)
        family = own.family.value if own else None
        rows.append(row("project", 1, name=manifest.project, family=family))
    for declared in manifest.dependencies:
        library = lookup(declared.name)
        if library is None or (library.name, declared.development) in seen:
            continue
        seen.add((library.name, declared.development))
        rows.append(
            library_row(
                library,
                text.count("\n", 0, _place(text, declared)) + 1,
                manifest=True,
                version=(declared.version or "")[:80] or None,
                scope=Scope.TEST.value if declared.development else None,
            )
        )
    return rows[:ROW_LIMIT]
