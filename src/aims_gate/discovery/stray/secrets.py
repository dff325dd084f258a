"""Secrets that tell themselves by their form: tokens of providers, and private keys.

Forms as the providers give them for secret scanning
(https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of secret: a piece that every one has, quick to look for, and its whole form."""

    kind: str
    piece: bytes
    form: re.Pattern[bytes]


def _form(kind: str, piece: str, form: str) -> Form:
    return Form(kind, piece.encode(), re.compile(rf"(?<![A-Za-z0-9_-]){form}".encode()))


FORMS: Final = (
    _form("AWS access key", "AKIA", r"AKIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    _form("AWS access key", "ASIA", r"ASIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    *(
        _form("GitHub token", f"gh{each}_", rf"gh{each}_[A-Za-z0-9]{{36,255}}(?![A-Za-z0-9])")
        for each in "pousr"
    ),
    _form("GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{60,90}(?![A-Za-z0-9_])"),
    _form("GitLab token", "glpat-", r"glpat-[A-Za-z0-9_-]{20,60}"),
    _form("OpenAI key", "T3BlbkFJ", r"sk-(?:[a-z]{2,8}-)?[\w-]{20,100}T3BlbkFJ[\w-]{20,100}"),
    _form("Anthropic key", "sk-ant-", r"sk-ant-[a-z]{3,8}\d\d-[\w-]{80,120}"),
    _form("Hugging Face token", "hf_", r"hf_[A-Za-z]{34}(?![A-Za-z0-9])"),
    _form("Google API key", "AIza", r"AIza[\w-]{35}(?![\w-])"),
    _form("Slack token", "xox", r"xox[abeprs]-[0-9]{8,14}-[0-9A-Za-z-]{10,80}"),
    _form("Stripe key", "k_live_", r"[rs]k_live_[A-Za-z0-9]{20,110}"),
    _form("npm token", "npm_", r"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    _form("PyPI token", "pypi-AgE", r"pypi-AgE[\w-]{50,250}"),
    _form("SendGrid key", "SG.", r"SG\.[\w-]{22}\.[\w-]{43}"),
    _form("DigitalOcean token", "dop_v1_", r"dop_v1_[a-f0-9]{64}"),
    _form("Replicate token", "r8_", r"r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])"),
    _form("Groq key", "gsk_", r"gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9])"),
    _form("Azure storage key", "AccountKey=", r"AccountKey=[A-Za-z0-9+/]{86}=="),
    Form(
        "private key",
        b"PRIVATE KEY",
        re.compile(
            rb"-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|[\s\"',]){1,9}"
            rb"(?:[\w-]{1,20}: [^\n\\]{1,80}(?:\\n|\s){1,4}){0,3}[A-Za-z0-9+/=]{40}"
        ),
    ),
)

_MADE_UP = re.compile(
    rb"example|sample|dummy|fake|placeholder|redacted|your|xxxx|abcdef|12345678|00000000|secret",
    re.IGNORECASE,
)
_LEAST_DISTINCT = 10  # characters: what people type to fill a field has fewer
_MOST = 200


def secrets_in(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Each secret: its kind, where it starts, and its characters."""
    for each in FORMS:
        if each.piece not in data:
            continue
        for number, found in enumerate(each.form.finditer(data)):
            if number >= _MOST:
                break
            if _is_random(found[0]):
                yield each.kind, found.start(), found[0]


def _is_random(secret: bytes) -> bool:
    """Whether the characters look drawn and not typed to fill a field."""
    own = secret[-60:]
    return len(set(own)) >= _LEAST_DISTINCT and not _MADE_UP.search(own)
