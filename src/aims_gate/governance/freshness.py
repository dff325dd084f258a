"""Whether documents are still about what they describe.

A document that was sealed says itself what it described then. Of others the history tells: what
they describe is compared with how it was at the last change of the document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..declarations import LoadedManifest, load_manifest
from ..declarations.records import Filed
from ..discovery import AssetKind, Assets
from ..model import Cause, Evidence, Location, NotAssessed
from ..portfolio import Declared, Register
from ..repository import File, LastChange, Snapshot, SnapshotError, earlier_snapshot, last_changes
from ..repository.yaml_tree import MAX_BYTES
from .aspects import aspects_of, content_of

if TYPE_CHECKING:
    from ..declarations.records.control import Seal


@dataclass(frozen=True, slots=True)
class Edge:
    """A document, and the aspects that it describes."""

    path: str
    at: Location
    aspects: tuple[str, ...]
    filed: Filed[Any] | None = None

    @property
    def seal(self) -> Seal | None:
        """Its seal, if it has one."""
        return self.filed.value.seal if self.filed else None


@dataclass(frozen=True, slots=True)
class Staleness:
    """One aspect that is not what it was when the document was last held against it.

    ``since`` is the day of the seal, or of the last change of the document; ``why`` says it in
    words that follow the document.
    """

    aspect: str
    why: str
    at: Location
    since: date


@dataclass(frozen=True)
class Freshness(Evidence):
    """Compares what documents describe with what there is now."""

    snapshot: Snapshot = field(repr=False)
    declared: Declared = field(repr=False)
    prompts: Mapping[str, tuple[str, ...]] = field(repr=False)

    @cached_property
    def now(self) -> dict[str, str]:
        """The digest of every aspect as it is."""
        return aspects_of(self.declared.manifest, content_of(self.snapshot), self.prompts)

    @cached_property
    def _then(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _commits(self) -> dict[str, Snapshot]:
        return {}

    @cached_property
    def _last(self) -> dict[str, LastChange | None]:
        return {}

    def stale(self, edge: Edge, today: date, *, among: Collection[str] = ()) -> Iterator[Staleness]:
        """What has changed since the document was last held against it.

        ``among`` are the paths of all documents that will be asked about: one pass over the
        history answers for all of them. Raises :class:`NotAssessed` for a document without a
        seal where the history cannot tell.
        """
        if edge.seal is not None:
            yield from self._unsealed(edge, edge.seal, today)
            return
        last = self._last_change(edge.path, among)
        if last is None or self._is_touched(edge.path):
            return  # it is part of the change that is judged
        then = self._at(last.commit)
        for aspect in edge.aspects:
            if aspect in self.now and then.get(aspect) != self.now[aspect]:
                why = f"{_called(aspect)} changed since {edge.path} was, on {last.on}"
                yield Staleness(aspect, why, edge.at, last.on)

    def _last_change(self, path: str, among: Collection[str]) -> LastChange | None:
        if path not in self._last:
            wanted = {path, *among}
            found = last_changes(self.snapshot, wanted)
            self._last.update({each: found.get(each) for each in wanted})
        return self._last[path]

    def _unsealed(self, edge: Edge, seal: Seal, today: date) -> Iterator[Staleness]:
        assert edge.filed is not None
        if seal.on > today:
            at = edge.filed.locate("seal", "on")
            why = f"{edge.path} is sealed on {seal.on}, which lies ahead"
            yield Staleness("seal", why, at, seal.on)
        for aspect in edge.aspects:
            if aspect not in self.now:
                continue
            at = edge.filed.locate("seal", "of", aspect)
            if aspect not in seal.of:
                why = f"the seal of {edge.path} says nothing of {_called(aspect)}"
                yield Staleness(aspect, why, at, seal.on)
            elif seal.of[aspect] != self.now[aspect]:
                why = f"{_called(aspect)} changed since {edge.path} was sealed on {seal.on}"
                yield Staleness(aspect, why, at, seal.on)

    def _is_touched(self, path: str) -> bool:
        """Whether the file differs from what is committed."""
        if self.snapshot.historical or self.snapshot.revision is None:
            return False
        committed = self._earlier(self.snapshot.revision)
        before, now = committed.files.get(path), self.snapshot.files.get(path)
        if before and now and before.oid and now.oid:  # what differs on disk has none
            return before.oid != now.oid
        return committed.get(path, MAX_BYTES) != self.snapshot.get(path, MAX_BYTES)

    def _at(self, commit: str) -> dict[str, str]:
        if commit not in self._then:
            earlier = self._earlier(commit)
            manifest = self._manifest_of(earlier)
            self._then[commit] = aspects_of(manifest, content_of(earlier), self.prompts)
        return self._then[commit]

    def _manifest_of(self, earlier: Snapshot) -> LoadedManifest:
        """What an earlier commit declared: what is declared now, where the files are the same."""
        now = self.declared.manifest
        pairs = [
            (earlier.files.get(each.path), self.snapshot.files[each.path]) for each in now.files
        ]
        if pairs and all(_is_same(then, file) for then, file in pairs):
            return now
        return load_manifest(lambda name: earlier.get(name, MAX_BYTES + 1), now.path)

    def _earlier(self, commit: str) -> Snapshot:
        if commit not in self._commits:
            try:
                self._commits[commit] = earlier_snapshot(self.snapshot, commit)
            except SnapshotError as problem:
                raise NotAssessed(str(problem), cause=Cause.UNAVAILABLE) from problem
        return self._commits[commit]


def _is_same(then: File | None, now: File) -> bool:
    """Whether git knows that a file is what it was; what differs on disk has no id."""
    return then is not None and now.oid is not None and (then.kind, then.oid) == (now.kind, now.oid)


def freshness(
    snapshot: Snapshot, declared: Declared, assets: Assets, register: Register
) -> Freshness:
    """Prepare the comparison; nothing is read before a check asks."""
    prompts: dict[str, list[str]] = {}
    for asset in assets.product:
        if asset.kind is AssetKind.PROMPT:
            for entry in register.owners(asset.at.path):
                prompts.setdefault(entry.value.id, []).append(asset.at.path)
    named = {system: tuple(sorted(set(paths))) for system, paths in prompts.items()}
    return Freshness(snapshot, declared, named)


def _called(aspect: str) -> str:
    """An aspect in words: ``the purpose of desk``."""
    thing, _, name = aspect.partition("/")
    kind, _, id_ = thing.partition(":")
    return f"the {name.replace('-', ' ')} of {id_}" if name else f"{kind} {id_}"
