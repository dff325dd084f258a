"""Lock files: which version of a library of AI a project really installs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...repository.scan import Row
from ..knowledge.families import Library
from ..knowledge.other_libraries import CARGO, GO, NPM, NUGET
from ..knowledge.python_libraries import pypi_library
from ..rows import ROW_LIMIT, row
from .lookup import Lookup, by_name, by_start


@dataclass(frozen=True, slots=True)
class LockFormat:
    """How a lock file names a package and its version, which are the pattern's groups."""

    entry: re.Pattern[bytes]
    lookup: Lookup


_VERSION = rb"([^\"\s]{1,80})\""
_NPM_NAME = rb"((?:@[\w.-]{1,80}/)?[\w.-]{1,100})"
_TABLES = re.compile(
    rb"^name = \"([^\"\n]{1,100})\"\r?\nversion = \"" + _VERSION,
    re.MULTILINE,
)
_PIPFILE = re.compile(
    rb"\"([A-Za-z0-9][\w.-]{0,80})\": ?\{[^{}]*?\"version\": ?\"==" + _VERSION,
)
_PACKAGE_LOCK = re.compile(
    rb"(?:\"node_modules/|^    \")"
    + _NPM_NAME
    + rb"\": ?\{\s{0,80}(?:\"name\": ?\"[^\"\n]{1,100}\",\s{0,80})?\"version\": ?\""
    + _VERSION,
    re.MULTILINE,
)
_YARN = re.compile(
    rb"^\"?" + _NPM_NAME + rb"@[^\n]{1,2000}:\r?\n  \"?version\"?:? \"?([^\"\s]{1,80})",
    re.MULTILINE,
)
_PNPM = re.compile(
    rb"^  ['\"]?/?" + _NPM_NAME + rb"[@/](\d[^:('\"_\s]{0,80})[^\n]{0,400}:[ \t]*\r?$",
    re.MULTILINE,
)
_GO = re.compile(rb"^([\w.-]+\.[a-z]+/[^\s]{1,200}) (v[^\s/]{1,80}) h1:", re.MULTILINE)
_NUGET = re.compile(
    rb"\"([\w.-]{1,100})\": ?\{\s{0,80}\"type\": ?\"\w{1,40}\",\s{0,80}"
    rb"(?:\"requested\": ?\"[^\"\n]{0,80}\",\s{0,80})?\"resolved\": ?\"" + _VERSION
)
_CONDA = re.compile(
    rb"^- name: ([\w.-]{1,100})\r?\n  version: ['\"]?([^\s'\"]{1,80})",
    re.MULTILINE,
)

_FORMATS: Mapping[str, LockFormat] = {
    "poetry.lock": LockFormat(_TABLES, pypi_library),
    "uv.lock": LockFormat(_TABLES, pypi_library),
    "pdm.lock": LockFormat(_TABLES, pypi_library),
    "pipfile.lock": LockFormat(_PIPFILE, pypi_library),
    "conda-lock.yml": LockFormat(_CONDA, pypi_library),
    "conda-lock.yaml": LockFormat(_CONDA, pypi_library),
    "package-lock.json": LockFormat(_PACKAGE_LOCK, by_name(NPM)),
    "npm-shrinkwrap.json": LockFormat(_PACKAGE_LOCK, by_name(NPM)),
    "yarn.lock": LockFormat(_YARN, by_name(NPM)),
    "pnpm-lock.yaml": LockFormat(_PNPM, by_name(NPM)),
    "cargo.lock": LockFormat(_TABLES, by_name(CARGO)),
    "go.sum": LockFormat(_GO, by_start(GO, "/")),
    "packages.lock.json": LockFormat(_NUGET, by_start(NUGET, ".")),
}


def read_lock(path: str, data: bytes) -> list[Row]:
    """The libraries of AI that a lock file holds, each with the first version it names."""
    form = _FORMATS[path.rpartition("/")[2].lower()]
    seen: set[str] = set()
    rows: list[Row] = []
    counted, line = 0, 1
    for found in form.entry.finditer(data):
        library = form.lookup(found[1].decode("utf-8", "replace"))
        if library is None or library.name in seen:
            continue
        seen.add(library.name)
        line += data.count(b"\n", counted, found.start(1))
        counted = found.start(1)
        rows.append(_row(library, line, found[2].decode("utf-8", "replace")))
        if len(rows) >= ROW_LIMIT:
            break
    return rows


def _row(library: Library, line: int, version: str) -> Row:
    return row(
        "locked",
        line,
        name=library.name,
        ecosystem=library.ecosystem,
        family=library.family.value,
        supplier=library.supplier,
        locked=version,
    )
