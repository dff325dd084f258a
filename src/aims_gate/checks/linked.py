"""What a document that ought to describe something comes to: the same for every kind."""

from __future__ import annotations

from collections.abc import Iterable

from ..evidence import Quality
from ..model import Cause, Finding, Location, Subject, conforms, fails, unassessed
from ..portfolio import Link

_READABLE = "Keep it as text (Markdown, YAML, JSON or HTML) and within 2 MiB."


def judge_link(
    link: Link, about: Subject, *, called: str, wanted: str, key: str, places: Iterable[Location]
) -> Finding | None:
    """Judge the document that a thing links or has beside it; ``None`` if there is none.

    ``called`` is the thing in words (``model x``), ``wanted`` what the document should be, with its
    article (``a model card``); ``places`` are where the thing was seen.
    """
    if link.problem:
        message = f"{called}: {link.problem}"
        return fails(message, at=link.at, about=about, key=key, places=places)
    found = link.document
    if found is None:
        return None
    path, at = found.path, found.at
    if found.quality is Quality.UNREADABLE:
        message = f"{called}: {path} may be {wanted}, but the gate cannot read it"
        return unassessed(
            message, cause=Cause.UNREADABLE, at=at, about=about, key=key, fix=_READABLE
        )
    if found.quality is Quality.PLACEHOLDER:
        message = f"{called}: {path} is an unfilled template, not {wanted}"
        return fails(message, at=at, about=about, key=key)
    if found.quality is Quality.STUB:
        message = f"{called}: {path} says too little to be {wanted}"
        return fails(message, at=at, about=about, key=key)
    return conforms(f"{called}: {path} is {wanted}", at=at, about=about, key=key)
