"""What a check says: for, against, or that it cannot say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from .location import Location
from .subject import REPOSITORY, Subject
from .terms import Cause, FindingKind, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation of a check about one subject.

    ``key`` tells several findings of one check about one subject apart and must not change when
    lines move or words are rephrased. ``fix`` is what to do; without one the check's own advice
    stands. ``severity`` lowers or raises this one finding against the check's severity.
    ``places`` are further locations of the same thing, each line once.
    """

    kind: FindingKind
    message: str
    about: Subject
    key: str
    at: Location | None = None
    fix: str | None = None
    places: tuple[Location, ...] = ()
    severity: Severity | None = None
    cause: Cause | None = None

    def fingerprint(self, check_id: str) -> str:
        """Identify this finding over edits: sha256 (hex) over the length-prefixed parts.

        The parts are ``"v1"``, the check, the subject's kind and id, and the key; never a path,
        a line or a message.
        """
        parts = ("v1", check_id, self.about.kind.value, self.about.id, self.key)
        texts = [part.encode("utf-8", "surrogatepass") for part in parts]
        whole = b"".join([len(text).to_bytes(8, "big") + text for text in texts])
        return hashlib.sha256(whole).hexdigest()


def fails(
    message: str,
    *,
    at: Location | None,
    about: Subject,
    key: str,
    fix: str | None = None,
    places: Iterable[Location] = (),
    severity: Severity | None = None,
) -> Finding:
    """Say that the subject does not conform, where, and what to do."""
    further = _further(at, places)
    return Finding(FindingKind.FAILURE, message, about, key, at, fix, further, severity=severity)


def conforms(
    message: str,
    *,
    at: Location | None,
    about: Subject,
    key: str,
    places: Iterable[Location] = (),
) -> Finding:
    """Say that the subject conforms, and where the evidence is."""
    further = _further(at, places)
    return Finding(FindingKind.CONFORMITY, message, about, key, at, None, further)


def _further(at: Location | None, places: Iterable[Location]) -> tuple[Location, ...]:
    """Each other line once: files in the order in which they come, and their lines in a row."""
    lines: dict[str, dict[int, Location]] = {}
    for place in places:
        if at is None or (place.path, place.line) != (at.path, at.line):
            lines.setdefault(place.path, {}).setdefault(place.line, place)
    return tuple(of_file[line] for of_file in lines.values() for line in sorted(of_file))


def unassessed(
    message: str,
    *,
    cause: Cause,
    at: Location | None = None,
    about: Subject = REPOSITORY,
    key: str = "",
    fix: str | None = None,
) -> Finding:
    """Say that it cannot be decided for this subject, and why. Never a pass."""
    return Finding(FindingKind.NOT_ASSESSED, message, about, key, at, fix, cause=cause)


def does_not_apply(message: str, *, about: Subject, key: str = "") -> Finding:
    """Say why the check does not apply to the subject. Neither a pass nor a failure."""
    return Finding(FindingKind.NOT_APPLICABLE, message, about, key)
