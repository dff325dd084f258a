"""Dependency files of Python: requirements, pyproject, setup, Pipfile, conda environments."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate, zip_longest

from .declared import UNREADABLE, Declared, Manifest

_REQUIREMENT = re.compile(
    r"^[ \t]*([A-Za-z0-9][\w.-]*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*((?:[=<>!~]=?=?[^;#\n]*)?)",
    re.MULTILINE,
)
_NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)")
_QUOTED = re.compile(
    r"[\"']([A-Za-z0-9][\w.-]{1,60})(?:\[[^\]\n]{0,80}\])?\s*((?:[=<>!~]=?[^\"'\n;]{0,60})?)(?:;[^\"'\n]*)?[\"']"
)
_CONDA = re.compile(
    r"^[ \t]*-[ \t]*[\"']?(?:[\w-]+::)?([A-Za-z0-9][\w.-]*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*"
    r"([=<>!~][^\n#\"']*)?",
    re.MULTILINE,
)
_SETUP_NAME = re.compile(r"\bname\s*=\s*[\"']([\w.-]+)[\"']")
_SETUP_GROUP = re.compile(
    r"[\"']([\w.-]{1,60})[\"']\s{0,20}(?::|\]\s{0,20}=)\s{0,20}[\[(]|"
    r"\b(tests?|setup)_requires?\s{0,20}=\s{0,20}[\[(]|"
    r"\b(\w{1,60})\s{0,20}=\s{0,20}[\[(]"
)
_CFG_GROUP = re.compile(r"^([\w.-]{1,60})[ \t]*=", re.MULTILINE)
_CFG_SECTION = re.compile(r"^\[([^\]\n]+)\]", re.MULTILINE)
_FOR_DEVELOPERS = re.compile(
    r"(?:^|[^a-z])(?:dev|develop|development|developers?|tests?|testing|lint|linting|linters?|docs?|"
    r"documentation|typing|types|ci|style|quality|format|release|build|benchmarks?|bench|profile|"
    r"debug|examples?|samples?|demos?|tutorials?|gallery|coverage|pre[_-]?commit|mypy|sphinx)"
    r"(?:$|[^a-z])",
    re.IGNORECASE,
)

Toml = Mapping[str, object]


def for_developers(name: str) -> bool:
    """Whether a group, extra or file of this name serves only the project's developers."""
    return _FOR_DEVELOPERS.search(name) is not None


def requirements(path: str, text: str) -> Manifest:
    """``requirements*.txt`` and ``.in``: one requirement a line."""
    development = for_developers(path.rpartition("/")[2])
    return Manifest(
        tuple(
            Declared(found[1], found[2].strip() or None, development, found.start(1))
            for found in _REQUIREMENT.finditer(text)
        )
    )


def toml(text: str) -> dict[str, object] | None:
    """Parse TOML; ``None`` if it is none."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def table(content: object, *keys: str) -> Toml:
    """The table under the keys; empty if there is none."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}


def strings(content: object) -> list[str]:
    """The strings of a list; empty if it is none."""
    return [each for each in content if isinstance(each, str)] if isinstance(content, list) else []


def pyproject(path: str, text: str) -> Manifest:
    """``pyproject.toml``: the standard's tables, and those of Poetry, PDM, uv and Pixi."""
    content = toml(text)
    if content is None:
        return UNREADABLE
    found: list[Declared] = []
    for group, requirement in _of_project(content):
        if match := _NAME.match(requirement):
            found.append(Declared(match[1], match[2].strip() or None, for_developers(group)))
    for group, name, version in _of_tools(content):
        found.append(Declared(name, version, for_developers(group)))
    own = table(content, "project").get("name") or table(content, "tool", "poetry").get("name")
    return Manifest(tuple(found), own if isinstance(own, str) else None)


def _of_project(content: Toml) -> Iterator[tuple[str, str]]:
    for requirement in strings(table(content, "project").get("dependencies")):
        yield "", requirement
    for group, listed in table(content, "project", "optional-dependencies").items():
        for requirement in strings(listed):
            yield group, requirement
    published = "build-system" in content
    for group, listed in table(content, "dependency-groups").items():
        for requirement in strings(listed):
            # A group is never part of a published package, but applications keep their own in one.
            yield f"dev {group}" if published else group, requirement
    for requirement in strings(table(content, "tool", "uv").get("dev-dependencies")):
        yield "dev", requirement
    for group, listed in table(content, "tool", "pdm", "dev-dependencies").items():
        for requirement in strings(listed):
            yield f"dev {group}", requirement


def _of_tools(content: Toml) -> Iterator[tuple[str, str, str | None]]:
    poetry = table(content, "tool", "poetry")
    extras = [(name, set(strings(listed))) for name, listed in table(poetry, "extras").items()]
    for name, wanted in table(poetry, "dependencies").items():
        asking = [extra for extra, listed in extras if name in listed]
        group = "dev" if asking and all(map(for_developers, asking)) else ""
        yield group, name, wanted if isinstance(wanted, str) else None
    groups = {
        "dev": table(poetry, "dev-dependencies"),
        **{name: table(group, "dependencies") for name, group in table(poetry, "group").items()},
        "pixi": table(content, "tool", "pixi", "dependencies"),
        "pixi pypi": table(content, "tool", "pixi", "pypi-dependencies"),
    }
    for group, listed in groups.items():
        for name, wanted in listed.items():
            yield group, name, wanted if isinstance(wanted, str) else None


def pipfile(path: str, text: str) -> Manifest:
    """``Pipfile``."""
    content = toml(text)
    if content is None:
        return UNREADABLE
    return Manifest(
        tuple(
            Declared(name, wanted if isinstance(wanted, str) else None, group != "packages")
            for group in ("packages", "dev-packages")
            for name, wanted in table(content, group).items()
        )
    )


def setup_script(path: str, text: str) -> Manifest:
    """``setup.py``: strings that are requirements; the file is never run."""
    name = _SETUP_NAME.search(text)
    words = _said_about_the_project(text)
    groups = [
        (found.start(), for_developers((found[1] or found[2] or found[3]).replace("_requires", "")))
        for found in _SETUP_GROUP.finditer(text)
    ]
    return Manifest(
        tuple(
            Declared(
                found[1], found[2].strip() or None, _in_group(groups, found.start()), found.start(1)
            )
            for found in _QUOTED.finditer(text)
            if not _is_comment(text, found.start())
            and not any(start <= found.start() < end for start, end in words)
        ),
        name[1] if name else None,
    )


_ABOUT_THE_PROJECT = frozenset(
    "name author author_email maintainer maintainer_email description long_description keywords "
    "classifiers url download_url project_urls license license_files platforms packages "
    "py_modules package_data package_dir entry_points scripts data_files tests_require".split()
)


def _said_about_the_project(text: str) -> list[tuple[int, int]]:
    """Where in a ``setup.py`` arguments stand that name no requirement, such as ``author=``.

    A file that does not parse has none: then every string may be a requirement.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    lines = text.splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode("utf-8", "ignore"))

    return [
        (
            offset(node.value.lineno, node.value.col_offset),
            offset(node.value.end_lineno or node.value.lineno, node.value.end_col_offset or 0),
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in _ABOUT_THE_PROJECT
    ]


def _in_group(groups: list[tuple[int, bool]], at: int) -> bool:
    """Whether the last group that begins before the place is one for developers."""
    index = bisect_left(groups, (at, False))
    return index > 0 and groups[index - 1][1]


def _is_comment(text: str, at: int) -> bool:
    start = text.rfind("\n", max(0, at - 300), at) + 1
    return text[start:at].lstrip().startswith("#")


def setup_config(path: str, text: str) -> Manifest:
    """``setup.cfg``: requirements below ``[options]`` and extras."""
    found: list[Declared] = []
    sections = list(_CFG_SECTION.finditer(text))
    for section, following in zip_longest(sections, sections[1:]):
        if not section[1].startswith("options"):
            continue
        end = following.start() if following else len(text)
        groups = [
            (match.start(), for_developers(match[1]))
            for match in _CFG_GROUP.finditer(text, section.end(), end)
        ]
        found.extend(
            Declared(
                match[1],
                match[2].strip() or None,
                _in_group(groups, match.start(1)),
                match.start(1),
            )
            for match in _REQUIREMENT.finditer(text, section.end(), end)
        )
    name = re.search(r"^name\s*=\s*([\w.-]+)", text, re.MULTILINE)
    return Manifest(tuple(found), name[1] if name else None)


def conda(path: str, text: str) -> Manifest:
    """A conda environment: list items with the requirements of conda and pip."""
    if "dependencies:" not in text:
        return Manifest()
    return Manifest(
        tuple(
            Declared(found[1], (found[2] or "").strip() or None, at=found.start(1))
            for found in _CONDA.finditer(text)
        )
    )
