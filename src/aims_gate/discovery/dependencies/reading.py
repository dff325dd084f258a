"""Reads which libraries of AI a dependency file declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...repository.scan import Row
from ...repository.scope import Scope
from ..knowledge.families import Library
from ..knowledge.other_libraries import CARGO, GO, MAVEN, NPM, NUGET, PHP, RUBY
from ..knowledge.python_libraries import BY_PACKAGE, normalised
from ..rows import ROW_LIMIT, library_row, row
from ..wanted import DEPENDENCY_LIMIT
from . import other_manifests as other
from . import python_manifests as python
from .declared import Declared, Manifest


def _pypi(name: str) -> Library | None:
    return BY_PACKAGE.get(normalised(name))


def _by_name(known: Mapping[str, Library]) -> Callable[[str], Library | None]:
    return known.get


def _by_start(known: Mapping[str, Library], separators: str) -> Callable[[str], Library | None]:
    """Look a name up with ever fewer of its parts."""

    def look_up(name: str) -> Library | None:
        while name:
            if library := known.get(name):
                return library
            cut = max(name.rfind(separator) for separator in separators)
            name = name[:cut] if cut > 0 else ""
        return None

    return look_up


Reader = Callable[[str, str], Manifest]
Lookup = Callable[[str], Library | None]

_KINDS: tuple[tuple[re.Pattern[str], Reader, Lookup], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader, lookup)
    for pattern, reader, lookup in (
        (r"(?:[\w.-]*requirements?[\w.-]*|constraints[\w.-]*)\.(?:txt|in)",
         python.requirements, _pypi),
        (r"pyproject\.toml", python.pyproject, _pypi),
        (r"setup\.py", python.setup_script, _pypi),
        (r"setup\.cfg", python.setup_config, _pypi),
        (r"pipfile", python.pipfile, _pypi),
        (r"(?:conda[\w.-]*|[\w.-]*environment[\w.-]*|[\w.-]*env|meta)\.ya?ml",
         python.conda, _pypi),
        (r"package\.json", other.package_json, _by_name(NPM)),
        (r"[\w.-]+\.(?:cs|fs|vb)proj|packages\.config|directory\.(?:packages|build)\.props",
         other.nuget, _by_start(NUGET, ".")),
        (r"pom\.xml", other.maven, _by_start(MAVEN, ":.")),
        (r"[\w.-]+\.gradle(?:\.kts)?|libs\.versions\.toml", other.gradle, _by_start(MAVEN, ":.")),
        (r"go\.mod", other.go_module, _by_start(GO, "/")),
        (r"cargo\.toml", other.cargo, _by_name(CARGO)),
        (r"gemfile|[\w.-]+\.gemspec", other.gems, _by_name(RUBY)),
        (r"composer\.json", other.composer, _by_name(PHP)),
    )
)  # fmt: skip
_REQUIREMENTS_FOLDER = re.compile(r"(?:^|/)requirements/[^/]+\.(?:txt|in)$")


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the libraries of one dependency file."""
    kind = _kind(path)
    if kind is None:
        return []
    reader, lookup = kind
    if size > len(data):
        why = f"dependency file of more than {DEPENDENCY_LIMIT >> 20} MiB"
        return [row("unreadable", 1, why=why)]
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
        return python.requirements, _pypi
    return None


def _place(text: str, declared: Declared) -> int:
    """Where the dependency stands; looked for where a parser did not say."""
    if declared.at is not None:
        return declared.at
    for form in (f'"{declared.name}', f"'{declared.name}", f"\n{declared.name}"):
        at = text.find(form)
        if at >= 0:
            return at + 1
    return 0


def _rows(path: str, text: str, manifest: Manifest, lookup: Lookup) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[str, bool]] = set()
    if manifest.project:
        rows.append(row("project", 1, name=manifest.project))
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
