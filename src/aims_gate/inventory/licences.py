"""Names of licences as bills of materials want them: an SPDX id, or a name as written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_LONGEST = 200
_SPDX = {
    each.lower(): each
    for each in (
        "AFL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BSD-2-Clause "
        "BSD-3-Clause BSD-3-Clause-Clear BSL-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 "
        "CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 "
        "CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-SA-3.0 "
        "CC-BY-SA-4.0 CC0-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0 "
        "ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GFDL-1.3-only GPL-2.0-only "
        "GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1-only LGPL-2.1-or-later "
        "LGPL-3.0-only LGPL-3.0-or-later MIT MPL-2.0 MS-PL NCSA ODbL-1.0 ODC-By-1.0 OFL-1.1 "
        "OSL-3.0 PDDL-1.0 PostgreSQL Unlicense WTFPL Zlib"
    ).split()
}


def licence_choice(stated: Iterable[str]) -> list[dict[str, Any]]:
    """The licences stated, each with its SPDX id where it is one of the common ones."""
    names = dict.fromkeys(name.strip()[:_LONGEST] for name in stated if name.strip())
    return [{"license": _licence(name)} for name in names]


def _licence(name: str) -> dict[str, str]:
    known = _SPDX.get(name.lower().replace(" ", "-"))
    return {"id": known} if known else {"name": name}
