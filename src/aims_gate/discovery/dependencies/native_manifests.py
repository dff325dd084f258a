"""Dependency files of C++, Swift, Dart, R, Julia, Scala, Clojure; actions that workflows use."""

from __future__ import annotations

import re
from itertools import pairwise

from .declared import UNREADABLE, Declared, Manifest
from .python_manifests import table, toml

_CMAKE = re.compile(
    r"^[ \t]*(?:find_package|find_dependency|fetchcontent_declare|cpmaddpackage)[ \t]*\(\s{0,40}"
    r"(?:NAME\s{1,9})?[\"']?([\w.-]{2,60})",
    re.MULTILINE | re.IGNORECASE,
)
_SWIFT = re.compile(
    r"\burl:\s{0,9}\"https://github\.com/([\w.-]{1,60}/[\w.-]{1,80}?)(?:\.git)?/?\""
    r"(?:[^\"\n]{0,60}\"(\d[^\"\n]{0,40})\")?"
)
_TOP_KEY = re.compile(r"^([A-Za-z_]\w*)[ \t]*:", re.MULTILINE)
_PUB_ENTRY = re.compile(r"^  (\w{2,60}):[ \t]*([^\s#]{0,40})", re.MULTILINE)
_R_NAME = re.compile(r"(?<=[:,])\s{0,40}([A-Za-z][\w.]{1,60})\s*(?:\(([^)\n]{1,40})\))?")
_SBT = re.compile(
    r"\"([\w.-]{2,80})\"[ \t]{1,9}%{1,3}[ \t]{1,9}\"([\w.-]{2,80})\"[ \t]{1,9}%[ \t]{1,9}"
    r"(\"[^\"\n]{1,40}\"|[\w.]{1,60})([^\n,]{0,60})"
)
_EDN = re.compile(
    r"(?<=[\s{\[(])([\w.-]{2,80})/([\w.-]{2,80})\s{1,20}(?:\{\s{0,9}:mvn/version\s{1,9})?\"([\w.-]{1,40})\""
)
_ACTION = re.compile(
    r"^[ \t]*(?:-[ \t]+)?uses:[ \t]*[\"']?([\w.-]{1,60}/[\w.-]{1,80})[^\s@\"']{0,80}"
    r"@([\w./-]{1,80})",
    re.MULTILINE,
)


def cmake(path: str, text: str) -> Manifest:
    """``CMakeLists.txt`` and modules: packages that the build looks for or fetches."""
    return Manifest(tuple(Declared(found[1], at=found.start(1)) for found in _CMAKE.finditer(text)))


def swift(path: str, text: str) -> Manifest:
    """``Package.swift``: names are ``owner/name`` of the repository, in lower case."""
    return Manifest(
        tuple(
            Declared(found[1].lower(), found[2], at=found.start(1))
            for found in _SWIFT.finditer(text)
            if not _is_comment(text, found.start())
        )
    )


def _is_comment(text: str, at: int, mark: str = "//") -> bool:
    start = text.rfind("\n", max(0, at - 300), at) + 1
    return text[start:at].lstrip().startswith(mark)


def pubspec(path: str, text: str) -> Manifest:
    """``pubspec.yaml`` of Dart: the entries of its sections, by their indentation."""
    name = re.search(r"^name:[ \t]*([\w]{1,80})", text, re.MULTILINE)
    sections = [(found[1], found.end()) for found in _TOP_KEY.finditer(text)]
    found: list[Declared] = []
    for (section, start), (_, end) in pairwise([*sections, ("", len(text))]):
        if section in ("dependencies", "dev_dependencies"):
            found.extend(
                Declared(entry[1], entry[2] or None, section.startswith("dev"), entry.start(1))
                for entry in _PUB_ENTRY.finditer(text, start, end)
            )
    return Manifest(tuple(found), name[1] if name else None)


def r_description(path: str, text: str) -> Manifest:
    """``DESCRIPTION`` of an R package; what it only suggests serves its tests and its manual."""
    if not text.startswith("Package:") and "\nPackage:" not in text:
        return Manifest()
    found: list[Declared] = []
    for start, end, field in _r_fields(text):
        if field in ("Imports", "Depends", "LinkingTo", "Suggests", "Enhances"):
            found.extend(
                Declared(entry[1], entry[2], field in ("Suggests", "Enhances"), entry.start(1))
                for entry in _R_NAME.finditer(text, start, end)
            )
    name = re.search(r"^Package:[ \t]*([\w.]{1,80})", text, re.MULTILINE)
    return Manifest(tuple(found), name[1] if name else None)


def _r_fields(text: str) -> list[tuple[int, int, str]]:
    """Start, end and name of each field."""
    heads = [(found.end(), found.start(), found[1]) for found in _TOP_KEY.finditer(text)]
    ends = [start for _, start, _ in heads[1:]] + [len(text)]
    return [(start, end, name) for (start, _, name), end in zip(heads, ends, strict=True)]


def julia(path: str, text: str) -> Manifest:
    """``Project.toml`` of Julia: packages by name, each with its UUID."""
    content = toml(text)
    if content is None:
        return UNREADABLE
    compat = table(content, "compat")
    found = [
        Declared(name, wanted if isinstance(wanted := compat.get(name), str) else None, development)
        for group, development in (("deps", False), ("extras", True))
        for name in table(content, group)
    ]
    name = content.get("name")
    return Manifest(tuple(found), name if isinstance(name, str) else None)


def sbt(path: str, text: str) -> Manifest:
    """Build definitions of sbt: names are ``group:artifact``."""
    return Manifest(
        tuple(
            Declared(
                f"{found[1]}:{found[2]}",
                found[3].strip('"') if found[3].startswith('"') else None,
                "test" in found[4].lower(),
                found.start(1),
            )
            for found in _SBT.finditer(text)
            if not _is_comment(text, found.start())
        )
    )


def clojure(path: str, text: str) -> Manifest:
    """``deps.edn`` and ``project.clj``: names are ``group:artifact``, aliases serve developers."""
    own = min(at if (at := text.find(key)) >= 0 else len(text) for key in (":aliases", ":profiles"))
    return Manifest(
        tuple(
            Declared(f"{found[1]}:{found[2]}", found[3], found.start() > own, found.start(1))
            for found in _EDN.finditer(text)
            if not _is_comment(text, found.start(), ";")
        )
    )


def actions(path: str, text: str) -> Manifest:
    """A workflow or action of GitHub: the actions that its steps use."""
    return Manifest(
        tuple(
            Declared(found[1].lower(), found[2], at=found.start(1))
            for found in _ACTION.finditer(text)
        )
    )
