"""Words for categories of data, and which of them mean the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..evidence.text import fold

SAME: Final = (
    ("ethnicity", "ethnic origin", "ethnic group", "race", "racial origin", "skin colour",
     "skin color"),
    ("religion", "religious belief", "religious affiliation", "faith", "creed", "denomination"),
    ("political opinion", "political affiliation", "political belief", "political party",
     "party membership"),
    ("trade union membership", "union membership", "trade union"),
    ("health", "health data", "medical history", "medical record", "diagnosis", "disability",
     "illness"),
    ("sexual orientation", "sex life", "sexuality"),
    ("biometrics", "biometric", "biometric data", "fingerprint", "faceprint", "voiceprint",
     "iris scan"),
    ("genetics", "genetic", "genetic data", "genome", "genotype", "dna"),
    ("criminal record", "criminal conviction", "criminal offence", "criminal history"),
    ("nationality", "citizenship"),
    ("sex", "gender"),
    ("date of birth", "birth date", "birthdate", "birthday", "dob"),
    ("postcode", "postal code", "zip code", "zip", "zipcode"),
    ("geolocation", "gps", "gps position", "latitude", "longitude"),
)  # fmt: skip
"""Terms of a line mean the same. The first six to nine are the special categories and criminal
data of Articles 9 and 10 GDPR; the others are attributes that stand in for them most often."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=1024)
def meaning(term: str) -> frozenset[str]:
    """The term, in singular and without case, with all that means the same."""
    own = _singular(term)
    for group in SAME:
        terms = frozenset(_singular(each) for each in group)
        if own in terms:
            return terms
    return frozenset({own})


def named_in(text: str, term: str) -> str:
    """The word of ``text`` that means the term, as a whole word; empty if there is none.

    ``applicantRace`` and ``applicant_race`` have a word for ethnicity, ``embrace`` has none.
    """
    words = f" {_singular(_CAMEL.sub(' ', text))} "
    return next((each for each in sorted(meaning(term)) if f" {each} " in words), "")


@lru_cache(maxsize=4096)  # names of columns are looked at for every term
def _singular(text: str) -> str:
    return " ".join(_one(word) for word in fold(text).split())


def _one(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word
