"""What a path, reference or pattern in a declaration may look like."""

from __future__ import annotations

import re
from typing import NamedTuple

from .problem import shown

_DRIVE = re.compile(r"[A-Za-z]:")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Fault(NamedTuple):
    """What is wrong with a value, and what to do."""

    message: str
    fix: str


def path_fault(path: str) -> Fault | None:
    """Why a path does not name a place below the folder of its declaration, if so."""
    if _ADDRESS.match(path):
        return Fault(f"{shown(path)} is an address", "write a path in this repository")
    if path.startswith(("/", "~")) or _DRIVE.match(path):
        fix = "write it relative to the folder of this file"
        return Fault(f"{shown(path)} is an absolute path", fix)
    if "\\" in path:
        return Fault(f"{shown(path)} has a backslash", "write '/' between folders")
    if ".." in path.split("/"):
        fix = "name a place in the folder of this file or below it"
        return Fault(f"{shown(path)} leads upwards with '..'", fix)
    return None


def reference_fault(reference: str) -> Fault | None:
    """Why a text is no ``path`` or ``path#anchor``, if so."""
    path = reference.partition("#")[0]
    if not path:
        return Fault(f"{shown(reference)} names no file", "write 'path#anchor'")
    return path_fault(path)


def glob_fault(pattern: str) -> Fault | None:
    """Why a text is no pattern of paths, if so."""
    if pattern.startswith("!"):
        fix = "remove the '!' and name what is meant"
        return Fault(f"the pattern {shown(pattern)} is negated, which is not supported", fix)
    if "{" in pattern:
        fix = "write one pattern for each case"
        return Fault(f"the pattern {shown(pattern)} has braces, which are not supported", fix)
    return path_fault(pattern)
