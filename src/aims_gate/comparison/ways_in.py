"""The files by which the gate is run, and by which its files have owners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..governance.codeowners import Ownership, read_ownership
from ..model import Location
from ..repository import Snapshot
from ..repository.yaml_tree import YamlProblem, read_yaml
from .terms import Loosening, shown

_LIMIT: Final = 1 << 20  # bytes
_RUNS = re.compile(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.github/actions/[^ ]*\.ya?ml|"
    r"\.circleci/config\.yml|\.gitlab-ci\.ya?ml|\.gitlab/[^ ]*\.ya?ml|"
    r"\.pre-commit-config\.yaml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile)$"
)
_GATE = re.compile(rb"aims[-_]gate")
_GUARDED: Final = ("aims.yaml", "aims-gate.yaml", "governance/x", "aims-gate-baseline.txt")
_WAIVERS: Final = "governance/waivers.yaml"


def workflow_loosenings(old: Snapshot, new: Snapshot) -> Iterator[Loosening]:
    """Files that ran the gate and were changed: what they do then is for a person to say."""
    for path in old.files:
        if not _RUNS.search(path):
            continue
        before = old.get(path, _LIMIT)
        if before is None or not _GATE.search(before):
            continue
        after = new.get(path, _LIMIT)
        if after is None:
            yield Loosening(f"ci.{path}", "runs the gate", "removed", Location(path))
        elif not _GATE.search(after):
            yield Loosening(f"ci.{path}", "runs the gate", "does not", Location(path))
        elif before != after and _meaning(before) != _meaning(after):
            at = Location(path, _first_difference(before, after))
            yield Loosening(f"ci.{path}", "as it was", "rewritten", at)


def _meaning(data: bytes) -> object:
    """What a file says as data, without comments and layout; its text if it is not YAML."""
    try:
        return read_yaml(data).data
    except YamlProblem:
        return data


def _first_difference(before: bytes, after: bytes) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    lines = list(enumerate(pairs, start=1))
    return next((number for number, (old, new) in lines if old != new), len(lines) or 1)


def runs_gate(snapshot: Snapshot) -> bool:
    """Whether a file of the CI system names the gate."""
    found = (snapshot.get(path, _LIMIT) for path in snapshot.files if _RUNS.search(path))
    return any(data is not None and _GATE.search(data) for data in found)


def owner_loosenings(
    old: Snapshot, new: Snapshot, documents: Iterable[str] = ()
) -> Iterator[Loosening]:
    """Files of the gate that other people answer for, by CODEOWNERS, than before.

    ``documents`` are paths of manifests and governance documents. Many may have new owners by one
    line: of those with the same owners before and after, the first is named.
    """
    before, after = read_ownership(old), read_ownership(new)
    if before is None:
        return
    workflows = [path for path in old.files if _RUNS.search(path)]
    told: set[tuple[str, str]] = set()
    for path in (*(f"{old.base}{name}" for name in _GUARDED), *workflows):
        for found in _owners(path, before, after):
            told.add((found.old, found.new))
            yield found
    for path in (before.path, f"{old.base}{_WAIVERS}", *documents):
        for found in _owners(path, before, after):
            if (found.old, found.new) not in told:
                told.add((found.old, found.new))
                yield found


def _owners(path: str, before: Ownership, after: Ownership | None) -> Iterator[Loosening]:
    old = frozenset(before.owners(path))
    new = frozenset(after.owners(path)) if after else frozenset()
    if old and old != new:  # one owner's word is enough: a further one loosens too
        at = Location((after or before).path)
        yield Loosening(f"codeowners.{path}", shown(old), shown(new), at)
