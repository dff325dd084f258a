"""Who owns which file, as ``CODEOWNERS`` says.

Sources: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/
customizing-your-repository/about-code-owners and https://docs.gitlab.com/user/project/codeowners/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..repository import Snapshot

_LIMIT: Final = 3 << 20  # bytes; GitHub reads no larger file
_PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_MOST_RULES: Final = 10_000
_SECTION = re.compile(r"\^?\[[^\]]{1,200}\](?:\[\d+\])?[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """One line: a pattern, its owners, and where it stands."""

    pattern: str
    owners: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Ownership:
    """The rules of one file in their order; the last that fits a path decides.

    ``base`` is the folder that its patterns are relative to (``""`` or with a trailing ``/``).
    """

    path: str
    rules: tuple[OwnerRule, ...]
    base: str = ""

    def rule(self, path: str) -> OwnerRule | None:
        """The rule that decides about a path, given from the top."""
        below = path.removeprefix(self.base)
        for rule in reversed(self.rules):
            if _pattern(rule.pattern).fullmatch(below):
                return rule
        return None

    def owners(self, path: str) -> tuple[str, ...]:
        """Who owns a path; nobody if no rule fits, or the one that does names nobody."""
        rule = self.rule(path)
        return rule.owners if rule else ()


def read_ownership(snapshot: Snapshot) -> Ownership | None:
    """The file that counts: the first of the usual places; ``None`` if there is none.

    The places are those below the folder that is judged.
    """
    for place in _PLACES:
        path = f"{snapshot.base}{place}"
        data = snapshot.get(path, _LIMIT)
        if data is not None:
            rules = tuple(_rules(data.decode("utf-8", "replace")))
            return Ownership(path, rules, snapshot.base)
    return None


def _rules(text: str) -> list[OwnerRule]:
    rules: list[OwnerRule] = []
    default: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if section := _SECTION.fullmatch(stripped):
            default = _handles(section[1])
            continue
        pattern, _, rest = _split(stripped)
        if len(rules) < _MOST_RULES:
            rules.append(OwnerRule(pattern, _handles(rest) or default, number))
    return rules


def _split(line: str) -> tuple[str, str, str]:
    """The pattern and what follows it; a blank in a pattern is escaped."""
    found = re.match(r"((?:\\.|[^\s\\])+)(\s*)(.*)", line)
    return (found[1], found[2], found[3]) if found else (line, "", "")


def _handles(text: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in text.partition("#")[0].split() if "@" in part)


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    """The pattern as git reads one in an ignore file, as far as owners may use it."""
    text = pattern.replace("\\ ", " ")
    anchored = "/" in text.rstrip("/")
    text, is_folder = text.strip("/"), text.endswith("/")
    parts: list[str] = []
    for segment in text.split("/"):
        if segment == "**":
            if parts[-1:] != [_ANY]:
                parts.append(_ANY)
        else:
            parts.append(_segment(segment) + "/")
    body = "".join(parts).removesuffix("/")
    start = "" if anchored else "(?:[^/]+/)*"
    if text.endswith("/*"):
        return re.compile(start + body)  # "docs/*" owns files right in the folder alone
    end = "/.+" if is_folder else "(?:/.+)?"
    return re.compile(start + body + end)


_ANY: Final = "(?:[^/]+/)*"


def _segment(segment: str) -> str:
    """One segment, with runs of stars as one, so that matching stays quick."""
    pieces = re.split(r"(\*+|\?)", segment[:300])
    return "".join(
        "[^/]*" if piece.startswith("*") else "[^/]" if piece == "?" else re.escape(piece)
        for piece in pieces
    )
