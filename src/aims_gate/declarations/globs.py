"""Path patterns: which paths one covers, and which of several is the most specific.

A pattern is anchored: it starts at the folder of the file it stands in. ``*`` stands for any
characters but ``/``, ``?`` for one, ``[a-z]`` for one of a set, ``[!a-z]`` or ``[^a-z]`` for one
that is not in it, and ``**`` as a whole segment for any number of folders, also none. A pattern
that fits a folder covers all that is in it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

ANY_FOLDERS: Final = "**"
_WILD = frozenset("*?[")


def matches(pattern: str, path: str) -> bool:
    """Whether the pattern covers the path, both with ``/`` and relative to the same folder.

    Takes at most time proportional to the product of both lengths.
    """
    wanted = _segments(pattern)
    steps = path.split("/")
    at = step = 0
    resume: tuple[int, int] | None = None
    while step < len(steps):
        if at == len(wanted):
            return True  # what is left lies in the folder that the pattern fits
        if wanted[at] == ANY_FOLDERS:
            at += 1
            resume = (at, step)
        elif _fits(wanted[at], steps[step]):
            at += 1
            step += 1
        elif resume:
            at, step = resume[0], resume[1] + 1
            resume = (at, step)
        else:
            return False
    # "src/**" covers what is in src, which a file of that name is not.
    return at == len(wanted)


def specificity(pattern: str) -> tuple[int, int, int]:
    """How closely a pattern names what it covers: compare two, the greater is more specific.

    Counted are the segments before the first wildcard, then characters that are no wildcards;
    between equals one without any wildcard wins.
    """
    segments = _segments(pattern)
    is_wild = [bool(_WILD.intersection(segment)) for segment in segments]
    leading = is_wild.index(True) if True in is_wild else len(segments)
    literal = sum(len(segment) for segment in segments) - sum(map(pattern.count, _WILD))
    return leading, literal, 0 if any(is_wild) else 1


@lru_cache(maxsize=1024)
def _segments(pattern: str) -> tuple[str, ...]:
    """The parts between slashes; ``a/`` is ``a``, ``./a`` too, and ``**/**`` is ``**``."""
    segments: list[str] = []
    for segment in pattern.split("/"):
        repeats = segment == ANY_FOLDERS and segments[-1:] == [ANY_FOLDERS]
        if segment not in ("", ".") and not repeats:
            segments.append(segment)
    return tuple(segments)


def _fits(pattern: str, name: str) -> bool:
    """Whether one segment of a pattern fits one segment of a path, going back only to a ``*``."""
    if not _WILD.intersection(pattern):
        return pattern == name
    atoms = _atoms(pattern)
    at = place = 0
    resume: tuple[int, int] | None = None
    while place < len(name):
        if at < len(atoms) and atoms[at] is None:
            at += 1
            resume = (at, place)
        elif at < len(atoms) and _is_in(name[place], atoms[at]):
            at += 1
            place += 1
        elif resume:
            at, place = resume[0], resume[1] + 1
            resume = (at, place)
        else:
            return False
    return all(atom is None for atom in atoms[at:])


@lru_cache(maxsize=1024)
def _atoms(pattern: str) -> tuple[str | None, ...]:
    """What each character must be: itself, ``?``, a set ``[…]``; ``None`` stands for a ``*``."""
    atoms: list[str | None] = []
    place = 0
    while place < len(pattern):
        end = pattern.find("]", place + 2) if pattern[place] == "[" else -1
        atom = pattern[place : end + 1] if end > 0 else pattern[place]
        atoms.append(None if atom == "*" else atom)
        place += len(atom)
    return tuple(atoms)


def _is_in(character: str, atom: str | None) -> bool:
    if atom is None or len(atom) <= 1:
        return atom in (character, "?")
    negated = atom[1] in "!^"
    members = atom[1 + negated : -1]
    found = False
    place = 0
    while place < len(members):
        if members[place + 1 : place + 2] == "-" and place + 2 < len(members):
            found |= members[place] <= character <= members[place + 2]
            place += 3
        else:
            found |= members[place] == character
            place += 1
    return found != negated
