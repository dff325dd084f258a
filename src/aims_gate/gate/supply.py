"""The evidence that a run rests on: its own, and that of the side a change starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ..declarations import LoadedPolicy
from ..engine import Dossier, Registry
from ..model import Base, Clock, Environment, Evidence, Network, Profile
from ..portfolio import JudgingPolicy, read_policy
from ..repository import GitError, Snapshot, SnapshotError, Workbench, earlier_snapshot
from .request import ROOTS, Kit, Request
from .rules import rules_of

E = TypeVar("E", bound=Evidence)


def dossier_of(request: Request, kit: Kit) -> Dossier:
    """The evidence that a run would judge by, to be collected as it is asked for."""
    policy = read_policy(request.ruling, request.policy)
    profile = rules_of(request, policy).profile
    return Dossier(Registry(kit.collectors, ROOTS), roots_of(request, kit, policy, profile))


def roots_of(
    request: Request, kit: Kit, policy: LoadedPolicy, profile: Profile
) -> Sequence[Evidence]:
    """What only the caller can supply."""
    return (
        request.snapshot,
        Workbench(kit.scanners, request.cache, request.processes, request.progress),
        JudgingPolicy(policy, profile),
        _base(request, kit),
        kit.severities,
        Clock(request.as_of),
        Environment(request.environment),
        Network(request.online),
    )


def _base(request: Request, kit: Kit) -> Base:
    """The side that a change starts from, whose evidence is collected when it is asked for."""
    before = request.before
    if before is None:
        return Base()
    parted = _parted(request.snapshot, before)
    return Base(
        before.revision,
        request.trusted is not None,
        _Lazily.at(before, request, kit),
        Base(parted.revision, supply=_Lazily.at(parted, request, kit)) if parted else None,
    )


def _parted(snapshot: Snapshot, before: Snapshot) -> Snapshot | None:
    """Where the change left the other side, if that has gone on since and this clone knows."""
    if snapshot.git is None or snapshot.revision is None or before.revision is None:
        return None
    try:
        commit = snapshot.git.fork_point(before.revision, snapshot.revision)
        return None if commit == before.revision else earlier_snapshot(before, commit)
    except (GitError, SnapshotError):
        return None


class _Lazily:
    """Supplies the evidence of another side, which few runs need."""

    def __init__(self, request: Request, kit: Kit) -> None:
        self._request = request
        self._kit = kit
        self._dossier: Dossier | None = None

    @classmethod
    def at(cls, snapshot: Snapshot, request: Request, kit: Kit) -> _Lazily:
        """What a snapshot holds, judged by nobody but itself."""
        own = replace(request, snapshot=snapshot, trusted=None, since=None, online=False)
        return cls(own, kit)

    def __call__(self, kind: type[E]) -> E:
        if self._dossier is None:
            self._dossier = dossier_of(self._request, self._kit)
        return self._dossier[kind]
