"""From the bytes of a reply to what the hub says of a model."""

from __future__ import annotations

import json
import re

from .answers import Found

_NAME = re.compile(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_LICENCE_TAG = "license:"
_LONGEST_LICENCE = 100
_MOST_LICENCES = 10


class Unreadable(Exception):  # noqa: N818 - it says what the reply is
    """The reply is not what a hub says of a model; the message says how."""


def read_model(body: bytes) -> Found:
    """What a reply says of a model. Raises :class:`Unreadable` if it says nothing of the kind.

    Facts: ``id``, ``sha``, ``cardData`` and ``tags`` of the hub's ``/api/models`` endpoints.
    """
    reply = read_object(body)
    name, commit = reply.get("id"), reply.get("sha")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Unreadable("the reply names no model")
    known = isinstance(commit, str) and _COMMIT.fullmatch(commit)
    return Found(name, str(commit) if known else None, _licences(reply))


def read_object(body: bytes) -> dict[str, object]:
    """The JSON object that a reply is. Raises :class:`Unreadable` if it is none."""
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("the reply is no JSON") from None
    if not isinstance(reply, dict):
        raise Unreadable("the reply is no JSON object")
    return reply


def _licences(reply: dict[str, object]) -> tuple[str, ...]:
    """What the card names; the tags, which the hub makes from the card, where it is left out."""
    card = reply.get("cardData")
    if isinstance(card, dict) and (named := _texts(card.get("license"))):
        own_name = _texts(card.get("license_name"))
        return own_name if named == ("other",) and own_name else named
    tags = reply.get("tags")
    listed = tags if isinstance(tags, list) else []
    return _texts(
        [
            tag.removeprefix(_LICENCE_TAG)
            for tag in listed
            if isinstance(tag, str) and tag.startswith(_LICENCE_TAG)
        ]
    )


def _texts(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    texts = (" ".join(item.split()) for item in listed if isinstance(item, str))
    return tuple(text[:_LONGEST_LICENCE] for text in texts if text)[:_MOST_LICENCES]
