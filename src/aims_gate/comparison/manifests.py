"""How one manifest declares less, or of less consequence, than another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..declarations import Entry, Lifecycle, LoadedManifest
from ..model import Location, Tier
from ..portfolio import owners_in
from .terms import Loosening, shown

if TYPE_CHECKING:
    from ..declarations import System
    from ..declarations.manifest import Exclusion

_ANSWERS = ("interacts_with_people", "generates_content")
_OF_DATA = ("special_categories", "large_scale", "profiling", "decides_alone")
_OF_CONTEXT = ("domain", "users", "regions", "autonomy")
_LISTS = (
    *("models", "datasets", "suppliers", "obligations", "paths", "recognises"),
    "entry_points",
)
_OF_THINGS = (
    *("card", "evaluation", "supplier", "excluded_uses", "intended_uses", "base_model"),
    *("datasheet", "rights", "personal_data", "categories", "parents", "assessed"),
)
_LINKS = ("impact_assessment", "risk_register", "report_harm", "disclosure")


def manifest_loosenings(old: LoadedManifest, new: LoadedManifest) -> Iterator[Loosening]:
    """In what respects the new manifest declares less than the old one."""
    if old.exists and not new.exists:
        yield Loosening("manifest", old.path, "removed", Location(old.path))
        return
    now = {entry.value.id: entry for entry in new.systems}
    for entry in old.systems:
        found = now.get(entry.value.id)
        if found is None:
            yield _gone("system", entry.value.id, entry.location, new)
        else:
            yield from _system(entry, found)
    yield from _things(old, new)
    yield from _exclusions("exclude", "excluded", old.exclusions, new.exclusions)
    yield from _exclusions("made_up", "made up", _made_up(old), _made_up(new))


def ownership_loosenings(
    old: LoadedManifest, new: LoadedManifest, before: Container[str], now: Iterable[str]
) -> Iterator[Loosening]:
    """Files that come under a system of a lower tier, though their own system is still there.

    A system whose patterns are more specific takes files from another one. ``before`` and ``now``
    are the paths of both sides.
    """
    if _stated(old) == _stated(new):
        return
    was, is_ = owners_in(old), owners_in(new)
    told: set[tuple[str, str]] = set()
    for path in now:
        if path not in before or not (owners := is_(path)) or not (former := was(path)):
            continue
        first, last = (max(each, key=lambda entry: _tier(entry).rank) for each in (former, owners))
        pair = (first.value.id, last.value.id)
        if pair[0] != pair[1] and _tier(last).rank < _tier(first).rank and pair not in told:
            told.add(pair)
            key, lower = f"system.{pair[0]}.files", f"{_tier(last)}, as part of {pair[1]}"
            yield Loosening(key, f"{path} is {_tier(first)}", lower, last.locate("paths"))


def _stated(manifest: LoadedManifest) -> list[tuple[str, object]]:
    return [(file.path, file.manifest) for file in manifest.files]


def _gone(kind: str, id_: str, at: Location, new: LoadedManifest) -> Loosening:
    where = at if at.path != new.path else Location(new.path)
    return Loosening(f"{kind}.{id_}", "declared", "not declared", where)


def _system(old: Entry[System], new: Entry[System]) -> Iterator[Loosening]:
    name = f"system.{old.value.id}"
    before, after = _tier(old), _tier(new)
    if after.rank < before.rank:
        yield Loosening(f"{name}.tier", before, after, new.locate("tier"))
    lost = set(old.value.activities) - set(new.value.activities)
    if lost and not new.value.roles >= old.value.roles:
        key, at = f"{name}.activities", new.locate("activities")
        yield Loosening(key, shown(old.value.activities), shown(new.value.activities), at)
    if _asked_of(new.value.lifecycle) < _asked_of(old.value.lifecycle):
        stages = shown(old.value.lifecycle), shown(new.value.lifecycle)
        yield Loosening(f"{name}.lifecycle", *stages, new.locate("lifecycle"))
    yield from _oversight(name, old, new)
    yield from _facts(name, old, new)


def _asked_of(stage: Lifecycle | None) -> int:
    """How much is asked of a system in a stage: most in operation, nothing once it is retired."""
    if stage is None or stage is Lifecycle.RETIRED:
        return -1
    return list(Lifecycle).index(stage)


def _tier(entry: Entry[System]) -> Tier:
    return entry.value.tier.level if entry.value.tier else Tier.LIMITED


def _oversight(name: str, old: Entry[System], new: Entry[System]) -> Iterator[Loosening]:
    before, after, at = old.value.oversight, new.value.oversight, new.locate("oversight")
    if before is None:
        return
    if after is None:
        yield Loosening(f"{name}.oversight", before.mode, "nothing", at)
        return
    if not after.mode.is_at_least(before.mode):
        place = new.locate("oversight", "mode")
        yield Loosening(f"{name}.oversight.mode", before.mode, after.mode, place)
    for part in ("by", "override", "when", "authority", "training", "drill"):
        if getattr(before, part) and not getattr(after, part):
            yield Loosening(f"{name}.oversight.{part}", shown(getattr(before, part)), "nothing", at)


def _facts(name: str, old: Entry[System], new: Entry[System]) -> Iterator[Loosening]:
    for answer in _ANSWERS:
        if getattr(old.value, answer) and not getattr(new.value, answer):
            at = new.locate(answer)
            yield Loosening(f"{name}.{answer}", "true", shown(getattr(new.value, answer)), at)
    for link in _LINKS:
        before, after = getattr(old.value, link), getattr(new.value, link)
        if before and not after:
            stated = before if isinstance(before, str) else "stated"
            yield Loosening(f"{name}.{link}", stated, "nothing", new.locate(link))
    if _processes(old) and not _processes(new):
        yield Loosening(f"{name}.personal_data", "processed", "not", new.locate("personal_data"))
    for part, answers in (("personal_data", _OF_DATA), ("context", ("public_service",))):
        for answer in answers:
            before, after = (
                getattr(getattr(side.value, part), answer, None) for side in (old, new)
            )
            if before and not after:
                at = new.locate(part, answer)
                yield Loosening(f"{name}.{part}.{answer}", "true", shown(after), at)
    for kind in _LISTS:
        lost = set(getattr(old.value, kind)) - set(getattr(new.value, kind))
        if lost:
            yield Loosening(f"{name}.{kind}", shown(lost), "not named", new.locate(kind))
    yield from _context(name, old, new)
    for duty in sorted(set(old.value.duties) - set(new.value.duties)):
        yield Loosening(
            f"{name}.duties.{duty}", old.value.duties[duty], "nobody", new.locate("duties")
        )


def _context(name: str, old: Entry[System], new: Entry[System]) -> Iterator[Loosening]:
    """Where and for whom a system works: what law and which tier follow from that."""
    for part in _OF_CONTEXT:
        before, after = (getattr(each.value.context, part, None) for each in (old, new))
        lost = before and before != after
        if isinstance(before, tuple):
            lost = set(before) - set(after or ())
        if lost:
            at = new.locate("context", part)
            yield Loosening(f"{name}.context.{part}", shown(before), shown(after), at)


def _processes(entry: Entry[System]) -> bool:
    return entry.value.personal_data is not None and entry.value.personal_data.processed


def _things(old: LoadedManifest, new: LoadedManifest) -> Iterator[Loosening]:
    for kind, before, after in (
        ("model", old.models, new.models),
        ("dataset", old.datasets, new.datasets),
        ("supplier", old.suppliers, new.suppliers),
    ):
        there = {entry.value.id: entry for entry in after}
        for entry in before:
            now = there.get(entry.value.id)
            if now is None:
                yield _gone(kind, entry.value.id, entry.location, new)
            else:
                yield from _less_of(f"{kind}.{entry.value.id}", entry, now)


def _less_of(name: str, old: Entry[Any], new: Entry[Any]) -> Iterator[Loosening]:
    """Facts of a model, dataset or supplier by which more is asked, and that are gone."""
    for part in _OF_THINGS:
        before, after = (getattr(each.value, part, None) for each in (old, new))
        if before and not after:
            yield Loosening(f"{name}.{part}", shown(before), shown(after), new.locate(part))


def _made_up(manifest: LoadedManifest) -> Iterator[Entry[Exclusion]]:
    """The files whose contents are said to be made up, of every manifest."""
    for file in manifest.files:
        for index, each in enumerate(file.manifest.made_up):
            yield Entry(each, file.source, ("made_up", index))


def _exclusions(
    key: str, word: str, old: Iterable[Entry[Exclusion]], new: Iterable[Entry[Exclusion]]
) -> Iterator[Loosening]:
    """Paths that are newly left out, or for longer."""
    known = {entry.resolve(entry.value.path): entry.value.expires for entry in old}
    for entry in new:
        path, expires = entry.resolve(entry.value.path), entry.value.expires
        if path not in known:
            name, state = f"{key}.{path}", shown(expires)
            yield Loosening(name, "declared or found", word, entry.location, state)
            continue
        before = known[path]
        if before is not None and (expires is None or expires > before):
            until = shown(expires) if expires else "for good"
            yield Loosening(f"{key}.{path}.expires", shown(before), until, entry.location)
