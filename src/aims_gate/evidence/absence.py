"""Why a file is no evidence, as far as that can be said."""

from __future__ import annotations

from . import reading
from .data_files import Unparsable
from .prefilter import MAXIMUM, Carrier, carrier_of, worth_reading
from .recognise import refusals
from .text import decode


def why_not(path: str, data: bytes, size: int) -> str:
    """Say in half a sentence why a file was not taken for evidence. Never raises.

    ``path`` is relative to the folder under judgement; ``data`` is the start of the file.
    """
    carrier = carrier_of(path)
    if carrier is None:
        return "files of this name are not read as documents"
    if not data.strip():
        return "the file is empty"
    if carrier is Carrier.CLOSED:
        return "files of this format are not read, and its name does not claim to be evidence"
    if size > MAXIMUM:
        return f"it is larger than {MAXIMUM >> 20} MiB, and its name does not claim to be evidence"
    if not worth_reading(path, carrier, data):
        return "neither its name nor its text has words that any kind of evidence has"
    text = decode(data)
    if text is None:
        return "it is not text"
    try:
        reasons = list(refusals(path, reading.outline_of(carrier, text), text))
    except Unparsable as problem:
        return f"it cannot be parsed ({problem})"
    return "; ".join(reasons) or "its title and headings are those of no kind of evidence"
