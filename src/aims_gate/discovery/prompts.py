"""Files that hold prompts, told from where they lie; they count only beside other AI."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..repository.scan import Row
from .rows import row

_FOLDER = r"(?:^|/)(?:[\w-]*prompts?|prompt[_-](?:templates|bank|library)|system[_-]prompts?)/"
_FILE = re.compile(
    rf"{_FOLDER}(?:.*/)?[^/]+\.(?:txt|md|prompt|prompty|mustache|jinja2?|j2|hbs|ya?ml|tmpl|liquid|xml)$|"
    r"\.(?:prompt|prompty|prompt\.ya?ml|prompt\.md|prompt\.txt)$|"
    r"(?:^|/)(?:system|user|assistant|agent)?[_-]?prompts?(?:[_-][\w-]+)?\.(?:txt|md|ya?ml|jinja2?|j2)$|"
    r"(?:^|/)[\w-]*_prompts?\.(?:txt|md|ya?ml|jinja2?|j2)$",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"{_FOLDER}[^/]+\.py$|(?:^|/)(?:[\w-]*_)?prompts?\.(?:py|ts|js)$", re.IGNORECASE
)
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
_NEVER = re.compile(r"(?:^|/)(?:__init__\.py|readme[^/]*|license[^/]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PromptScanner:
    """Prompt files: text in a folder or under a name of prompts that addresses a model."""

    name: str = "discovery-prompts"
    version: str = "1"

    def limit(self, path: str, size: int) -> int:
        """The first 64 KiB of files that lie where prompts lie."""
        if "rompt" not in path and "PROMPT" not in path:
            return 0
        return (
            1 << 16 if (_FILE.search(path) or _CODE.search(path)) and not _NEVER.search(path) else 0
        )

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        """Read whether the file addresses a model."""
        is_code = path.endswith((".py", ".ts", ".js"))
        found = (_PROSE_IN_CODE if is_code else _PROSE).search(data)
        return [row("prompt", data.count(b"\n", 0, found.start()) + 1)] if found else []
