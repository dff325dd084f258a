"""Files that hold prompts, told from where they lie; they count only beside other AI."""

from __future__ import annotations

import re

from ..repository.scan import Row
from .rows import row

_PROSE = re.compile(
    rb"\b(?:[Yy]ou (?:are|will|must|should)|YOU ARE|[Rr]espond|[Aa]nswer|[Ss]ummari[sz]e|"
    rb"[Ii]nstruction|[Aa]ssistant|[Cc]lassify|[Ee]xtract|[Gg]enerate|[Tt]he (?:user|following)|"
    rb"<\|?(?:system|im_start))"
)
_PROSE_IN_CODE = re.compile(
    rb"\b(?:[Yy]ou are (?:an?|the|now|given|responsible)\b|YOU ARE|"
    rb"[Yy]our (?:task|role|job|goal)\b|<instructions?>|[Aa]ct as (?:an?|the)\b|"
    rb"[Gg]iven (?:a|the|an) [\w ]{2,40}(?:,|:)|## (?:Instructions|Task|Role))"
)


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read whether the file addresses a model."""
    is_code = path.endswith((".py", ".ts", ".js"))
    found = (_PROSE_IN_CODE if is_code else _PROSE).search(data)
    return [row("prompt", data.count(b"\n", 0, found.start()) + 1)] if found else []
