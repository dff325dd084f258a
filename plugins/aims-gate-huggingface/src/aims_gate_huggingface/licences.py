"""Whether two ways of naming licences mean the same.

The hub has identifiers of its own, mostly those of SPDX in lower case; people write SPDX
expressions or plain words. What the words leave open counts as different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

UNNAMED = frozenset({"other", "unknown"})
"""What the hub has instead of a licence that is not on its list."""

_BETWEEN = re.compile(r" or | and |,(?! v)|[()]")
_WORD = re.compile(r"[a-z0-9.+]+")
_GLUED_VERSION = re.compile(r"(?<=[a-z])v(?=[0-9])")
_FILLERS = frozenset({"the", "license", "licence", "version", "v"})
_GNU = ("gpl-", "lgpl-", "agpl-", "gfdl-")
_GNU_GRANTS = ("-only", "-or-later", "+")

# The hub names these families without the version that SPDX gives them.
_WITHOUT_VERSION = {"odbl-1": "odbl", "odc-by-1": "odc-by", "pddl-1": "pddl", "c-uda-1": "c-uda"}


def same(stated: str, at_hub: Iterable[str]) -> bool:
    """Whether a statement of people names exactly the licences that the hub names."""
    return _terms(stated) == frozenset().union(*map(_terms, at_hub))


def _terms(text: str) -> frozenset[str]:
    """The licences that a text names, in a form in which equal ones are equal."""
    plain = " ".join(text.casefold().split()).replace(" or later", "-or-later")
    return frozenset(term for part in _BETWEEN.split(plain) if (term := _term(part)))


def _term(text: str) -> str:
    words = _WORD.findall(_GLUED_VERSION.sub(" ", text))
    kept = (_version(word) for word in words if word not in _FILLERS)
    term = "-".join(word for word in kept if word)
    if term.startswith(_GNU):
        # The hub does not say whether later versions are granted too.
        for grant in _GNU_GRANTS:
            term = term.removesuffix(grant)
        term = term.removesuffix(".0")
    return _WITHOUT_VERSION.get(term, term)


def _version(word: str) -> str:
    """A word; a version in it as short as it goes: ``v2.0`` and ``2.0`` are ``2``."""
    bare = word[1:] if word[:1] == "v" and word[1:2].isdigit() else word
    return bare.removesuffix(".0").strip(".")
