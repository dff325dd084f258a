"""What well-known licences say about the use of data, and of what is made from them.

Facts, each from the text of the licence or its authors' explanation of it:

- Creative Commons 4.0, section 1 (k) and 2 (a)(1): ``NC`` grants no use that is primarily intended
  for commercial advantage; ``ND`` lets adapted material be made but not shared; ``SA`` asks that
  adapted material which is shared keeps the licence (https://creativecommons.org/licenses/).
  Whether a trained model is adapted material is unsettled, so sharing one is taken for what the
  licence may forbid (https://creativecommons.org/using-cc-licensed-works-for-ai-training-2/).
- ODbL 1.0, section 4.5 (b): a produced work is free; only databases derived from it are bound
  (https://opendatacommons.org/licenses/odbl/1-0/). ODC-By and PDDL ask less.
- CDLA Sharing 1.0, section 3.5, and CDLA Permissive: results of computation are free
  (https://cdla.dev/).
- GPL and AGPL bind what is a work based on the licensed one (https://www.gnu.org/licenses/).
- C-UDA 1.0: computational use only, whose results are free
  (https://github.com/microsoft/Computational-Use-of-Data-Agreement).
- National licences for open government data (OGL, Licence Ouverte, Datenlizenz Deutschland) ask
  for attribution only.

Identifiers are those of SPDX (https://spdx.org/licenses/), in any case; hubs write them in small
letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class LicenceTerms:
    """What a licence of data permits.

    ``family`` tells licences of one share-alike family. ``shares_alike``: what is made from the
    data and passed on keeps the licence; ``no_derivatives``: it may not be passed on at all.
    """

    id: str
    commercial: bool = True
    training: bool = True
    shares_alike: bool = False
    no_derivatives: bool = False
    family: str = ""


_CC = re.compile(
    r"(?:cc|creative commons)[ -]?by(?P<rest>(?:[ -](?:nc|nd|sa))*)(?:[ -](?P<version>[1-4]\.\d))?"
    r"(?:[ -](?:[a-z]{2,3}|international|deed|unported))?"
)
_CC_WORDS = (
    ("attribution", "by"),
    ("noncommercial", "nc"),
    ("non commercial", "nc"),
    ("no derivatives", "nd"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
    ("share alike", "sa"),
    ("sharealike", "sa"),
)
_VERSION = re.compile(r"[ -]v?(\d+(?:\.\d+)*)(?:[ -](?:only|or[ -]later)|\+)?$")
_FREE: Final = frozenset(
    "0bsd afl apache artistic bsd bsd-2-clause bsd-3-clause bsl c-uda cc-zero cc0 cdla-permissive "
    "cdla-sharing dl-de-by dl-de-zero ecl epl etalab eupl isc lgpl licence-ouverte mit mit-0 mpl "
    "ms-pl o-uda odbl odc-by ogl ogl-canada ogl-uk pddl postgresql public-domain unicode-dfs-2016 "
    "unlicense wtfpl zlib".split()
)
_COPYLEFT: Final = frozenset("gpl agpl".split())
_RESTRICTED: Final = (
    ("non commercial", LicenceTerms("non-commercial", commercial=False)),
    ("noncommercial", LicenceTerms("non-commercial", commercial=False)),
    ("research only", LicenceTerms("research only", commercial=False)),
    ("research use only", LicenceTerms("research only", commercial=False)),
    ("research purposes only", LicenceTerms("research only", commercial=False)),
    ("academic use only", LicenceTerms("academic use only", commercial=False)),
    ("evaluation only", LicenceTerms("evaluation only", training=False)),
    ("no ai training", LicenceTerms("no AI training", training=False)),
    ("not for training", LicenceTerms("not for training", training=False)),
)


def terms_of(licence: str) -> LicenceTerms | None:
    """What a licence permits; ``None`` where the table does not know it."""
    text = " ".join(licence.casefold().replace("_", "-").split())
    for words, terms in _RESTRICTED:
        if words in text.replace("-", " ") and "creative commons" not in text:
            return terms
    if found := _CC.fullmatch(_shortened(text)):
        return _creative_commons(licence, found["rest"])
    name = _VERSION.sub("", text.removesuffix(" license").removesuffix(" licence"))
    name = name.removeprefix("the ").replace(" ", "-")
    if name in _FREE or text.replace(" ", "-") in _FREE:
        return LicenceTerms(licence)
    if name in _COPYLEFT:
        return LicenceTerms(licence, shares_alike=True, family="gpl")
    return None


def _shortened(text: str) -> str:
    """``Creative Commons Attribution-NonCommercial 4.0`` as ``cc by nc 4.0``."""
    if not text.startswith("creative commons"):
        return text
    for words, short in _CC_WORDS:
        text = text.replace(words, short)
    return text.replace("creative commons", "cc")


def _creative_commons(licence: str, rest: str) -> LicenceTerms:
    parts = re.split(r"[ -]", rest)
    return LicenceTerms(
        licence,
        commercial="nc" not in parts,
        shares_alike="sa" in parts,
        no_derivatives="nd" in parts,
        family="cc-by-sa" if "sa" in parts else "",
    )


def keeps(terms: LicenceTerms, licence: str) -> bool:
    """Whether what is passed on under ``licence`` keeps what share-alike data ask for."""
    own = terms_of(licence)
    return (
        own is not None and own.family == terms.family and (terms.commercial or not own.commercial)
    )
