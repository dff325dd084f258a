"""Whether what was said of one version of a thing holds for another."""

from __future__ import annotations

_ANY = frozenset({"x", "*"})


def covers(stated: str, current: str) -> bool:
    """Whether a version, or a series of them (``1.2``, ``1.2.x``), takes in the current one."""
    wanted = [part for part in _parts(stated) if part not in _ANY]
    return bool(wanted) and _parts(current)[: len(wanted)] == wanted


def _parts(version: str) -> list[str]:
    return version.strip().lower().removeprefix("v").split(".")
