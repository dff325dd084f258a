"""One name for a licence that people write in several ways, and for the text of one.

Names are the identifiers of SPDX (https://spdx.org/licenses/) in small letters, without ``-only``
and ``-or-later``: which versions may follow is not what a card and a manifest disagree about.
"""

from __future__ import annotations

import re
from typing import Final

_SUFFIX = re.compile(r"(?:-only|-or-later|\+)$")
_WORDS = re.compile(r"\b(?:the|licen[cs]e|licen[cs]ed|version|public|general)\b")
_KNOWN = re.compile(
    r"(?:0bsd|agpl|apache|artistic|bsd|bsl|cc|cc0|cdla|ecl|epl|eupl|gpl|isc|lgpl|mit|mpl|ms-pl|"
    r"odbl|odc-by|ofl|pddl|unlicense|wtfpl|zlib)(?:-[a-z0-9.\-]{1,40})?"
)
_ALIASES: Final = {
    "apache-2": "apache-2.0",
    "apache2": "apache-2.0",
    "apache-v2": "apache-2.0",
    "gpl-2": "gpl-2.0",
    "gpl-3": "gpl-3.0",
    "gplv2": "gpl-2.0",
    "gplv3": "gpl-3.0",
    "agpl-3": "agpl-3.0",
    "agplv3": "agpl-3.0",
    "bsd-3": "bsd-3-clause",
    "bsd-2": "bsd-2-clause",
    "cc0": "cc0-1.0",
    "mpl-2": "mpl-2.0",
}
_TEXTS: Final = (
    (re.compile(r"Apache License\s{1,40}Version 2\.0"), "apache-2.0"),
    (re.compile(r"GNU AFFERO GENERAL PUBLIC LICENSE\s{1,80}Version 3"), "agpl-3.0"),
    (re.compile(r"GNU LESSER GENERAL PUBLIC LICENSE\s{1,80}Version 3"), "lgpl-3.0"),
    (re.compile(r"GNU GENERAL PUBLIC LICENSE\s{1,80}Version 3"), "gpl-3.0"),
    (re.compile(r"GNU GENERAL PUBLIC LICENSE\s{1,80}Version 2"), "gpl-2.0"),
    (re.compile(r"Mozilla Public License Version 2\.0"), "mpl-2.0"),
    (re.compile(r"CC0 1\.0 Universal"), "cc0-1.0"),
    (re.compile(r"Attribution-NonCommercial-ShareAlike 4\.0"), "cc-by-nc-sa-4.0"),
    (re.compile(r"Attribution-NonCommercial-NoDerivatives 4\.0"), "cc-by-nc-nd-4.0"),
    (re.compile(r"Attribution-NonCommercial 4\.0"), "cc-by-nc-4.0"),
    (re.compile(r"Attribution-ShareAlike 4\.0"), "cc-by-sa-4.0"),
    (re.compile(r"Attribution-NoDerivatives 4\.0"), "cc-by-nd-4.0"),
    (re.compile(r"Attribution 4\.0 International"), "cc-by-4.0"),
    (re.compile(r"Permission is hereby granted, free of charge, to any person obtaining"), "mit"),
    (re.compile(r"This is free and unencumbered software"), "unlicense"),
)
_IDENTIFIER = re.compile(r"SPDX-License-Identifier:[ \t]{0,5}([\w.+-]{2,40})")
_HEAD = 3_000  # characters of a licence that tell which one it is


def licence_name(stated: str) -> str | None:
    """The one name of a licence as people state it; ``None`` for one that is not well known."""
    text = _WORDS.sub(" ", stated.casefold().replace("_", "-"))
    name = re.sub(r"[\s,]+", "-", text.strip()).strip("-")
    name = _SUFFIX.sub("", name)
    name = _ALIASES.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def licence_of_text(text: str) -> str | None:
    """Which licence the text of a LICENSE file is; ``None`` if it is no well-known one."""
    head = text[:_HEAD]
    if found := _IDENTIFIER.search(head):
        return licence_name(found[1])
    if "Redistribution and use in source and binary forms" in head:
        return "bsd-3-clause" if "Neither the name" in head else "bsd-2-clause"
    first = ((found.start(), name) for pattern, name in _TEXTS if (found := pattern.search(head)))
    return min(first, default=(0, None))[1]
