"""Who owns which file, as ``CODEOWNERS`` says.

Sources: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/
customizing-your-repository/about-code-owners and https://docs.gitlab.com/user/project/codeowners/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..declarations import matches
from ..repository import Snapshot

_LIMIT: Final = 3 << 20  # bytes; GitHub reads no larger file
GITHUB: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks, in this order."""

GITLAB: Final = ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitLab looks, in this order."""

_PLACES: Final = (*GITHUB, GITLAB[-1])
_MOST_RULES: Final = 10_000
_LONGEST: Final = 4096  # characters of a pattern; no path is longer
_RIGHT_IN: Final = "\0"  # stands for a file where only its folder matters
_SECTION = re.compile(r"(\^?)\[[^\]]{1,200}\](?:\[(\d{1,3})\])?[ \t]*(.*)")
_BLANK: Final = " \t\r"  # no other character parts words or lines for the platforms


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """One line: a pattern, its owners, and where it stands.

    ``approvals`` is how many of them have to approve; 0 in a section that is optional (GitLab).
    """

    pattern: str
    owners: tuple[str, ...]
    line: int
    approvals: int = 1


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
            if _covers(rule.pattern, below):
                return rule
        return None

    def owners(self, path: str) -> tuple[str, ...]:
        """Who owns a path; nobody if no rule fits, or the one that does names nobody."""
        rule = self.rule(path)
        return rule.owners if rule else ()


def read_ownership(snapshot: Snapshot, places: tuple[str, ...] = _PLACES) -> Ownership | None:
    """The file that counts: the first of the usual places; ``None`` if there is none.

    The places are those below the folder that is judged, then those below the top level, if the
    snapshot has what lies there.
    """
    for base in dict.fromkeys((snapshot.base, "")):
        for place in places:
            data = snapshot.get(f"{base}{place}", _LIMIT)
            if data is not None:
                rules = tuple(_rules(data.decode("utf-8", "replace")))
                return Ownership(f"{base}{place}", rules, base)
    return None


def _rules(text: str) -> list[OwnerRule]:
    rules: list[OwnerRule] = []
    default: tuple[str, ...] = ()
    approvals = 1
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip(_BLANK)
        if not stripped or stripped.startswith("#"):
            continue
        if section := _SECTION.fullmatch(stripped):
            approvals = 0 if section[1] else int(section[2] or 1)
            default = _handles(section[3])
            continue
        pattern, _, rest = _split(stripped)
        if len(rules) < _MOST_RULES:
            rules.append(OwnerRule(pattern, _handles(rest) or default, number, approvals))
    return rules


def _split(line: str) -> tuple[str, str, str]:
    """The pattern and what follows it; a blank in a pattern is escaped."""
    found = re.match(r"((?:\\.|[^ \t\\])+)([ \t]*)(.*)", line, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (line, "", "")


def _handles(text: str) -> tuple[str, ...]:
    words = text.partition("#")[0].replace("\t", " ").replace("\r", " ").split(" ")
    # ASCII alone has cases: no other letter is a spelling of somebody's name.
    return tuple(part.encode().lower().decode() for part in words if "@" in part)


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> str:
    """The pattern as :func:`matches` reads one; its sets are unknown here, so ``[`` is a letter."""
    text = pattern[:_LONGEST].replace("\\ ", " ").replace("[", "[[]")
    start = "" if "/" in text.rstrip("/") else "**/"
    if text.endswith("/*") and text != "/*":
        return f"{start}{text[:-2].strip('/')}/{_RIGHT_IN}"
    return f"{start}{text.strip('/')}{'/**' if text.endswith('/') else ''}"


def _covers(pattern: str, path: str) -> bool:
    """Whether a line is about a path: in time proportional to the product of both lengths."""
    glob = _glob(pattern)
    if glob.endswith(_RIGHT_IN):  # "docs/*" owns files right in the folder alone
        path = f"{path.rpartition('/')[0]}/{_RIGHT_IN}"
    return matches(glob, path)
