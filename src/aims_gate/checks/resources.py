"""Resources: whether the inventory of tools and the record of machines say what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import ComputeUse
from ..declarations.records import Filed
from ..discovery import Asset, AssetKind, Assets
from ..governance.files import Governance
from ..governance.lifecycle import Course, Courses
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.wording import said
from ..model import (
    NOTE,
    WARNING,
    Finding,
    Location,
    Profile,
    Role,
    Tier,
    by_tier,
    check,
    does_not_apply,
)
from ..portfolio import Bills, Workload
from ..repository import Snapshot, lfs_pointer
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.deployment import ComputeUseRecord

_NO_PACKAGES = ("service", "oci", "github")
_EXACT = re.compile(r"\s{0,9}={0,3}\s{0,9}v?[0-9][0-9A-Za-z.+!_-]{0,60}\s{0,9}")
_CODE = (".py", ".ipynb", ".pyi", ".js", ".ts", ".tsx", ".jsx", ".mjs", ".go", ".rs", ".java")
_POINTER_BYTES = 1024
_QUIET = by_tier(minimal=NOTE, limited=NOTE, high=WARNING)


@check(
    "Tooling inventory equals the lock file",
    controls=["A.4.4"],
    clauses=["8.1"],
    evidences=["A.4.4"],
    severity=_QUIET,
    profile=Profile.CERTIFICATION,
)
def tooling_inventory_mismatch(
    organisation: Organisation, assets: Assets, bills: Bills, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find tools of AI that are used otherwise than the inventory says, or in no fixed version.

    The inventory is a bill of materials in the repository (CycloneDX). Every framework and
    tool of AI that the product declares or locks stands in it, in the version that is used; a lock
    file or an exact requirement fixes that version; and the digests that it states of files are
    those of the files. Whether a version was withdrawn is not known without asking its registry.

    ## Why it matters
    A defect in a framework is announced by its version. Only who knows what is in use, and that
    it is the same on every machine, can tell whether it concerns them.

    ## How to conform
    Fix the versions, and write the inventory anew:
    `aims-gate inventory --format cyclonedx > aibom.cdx.json`.
    """
    subject = organisation.subject
    if subject is None:
        return
    tools = [asset for asset in assets.product if _is_package(asset)]
    defects = list(_unpinned(tools))
    if bills.paths:
        defects += [*_differing(tools, bills), *_digests(bills, snapshot)]
    elif not tools:
        yield does_not_apply("no package of AI is in use", about=subject)
        return
    else:
        number = "1 tool" if len(tools) == 1 else f"{len(tools)} tools"
        message = f"{number} of AI in use, and there is no inventory of them"
        defects.append(Defect(message, organisation.at, "absent"))
    yield from judged(
        subject,
        defects,
        otherwise=f"{len(tools)} tools of AI are in the inventory in the version that is used",
        at=Location(bills.paths[0]) if bills.paths else organisation.at,
    )


def _is_package(asset: Asset) -> bool:
    return asset.kind is AssetKind.LIBRARY and asset.detail.get("ecosystem") not in _NO_PACKAGES


def _version(asset: Asset) -> str:
    """The version that is used: the locked one, else the only one that is allowed."""
    if isinstance(locked := asset.detail.get("locked"), str):
        return locked
    stated = asset.detail.get("version")
    if isinstance(stated, str) and _EXACT.fullmatch(stated):
        return stated.strip("= v\t")
    return ""


def _asked_at(asset: Asset) -> Location:
    """The line of the dependency file, if one names the package."""
    places = (asset.at, *asset.places)
    return next((place for place in places if not place.path.endswith(_CODE)), asset.at)


def _unpinned(tools: list[Asset]) -> Iterator[Defect]:
    for tool in tools:
        if _version(tool):
            continue
        stated = tool.detail.get("version")
        how = f"in any version {stated}" if stated else "in no stated version"
        message = f"{tool.identity} is used {how}: no lock file fixes it"
        fix = "Require an exact version, or commit a lock file."
        yield Defect(message, _asked_at(tool), f"unpinned:{tool.identity}", fix=fix)


def _differing(tools: list[Asset], bills: Bills) -> Iterator[Defect]:
    for tool in tools:
        used, listed = _version(tool), bills.named(tool.identity)
        name = f"{tool.identity} {used}".strip()
        if not listed:
            message = f"{name} is used but not in the inventory ({bills.paths[0]})"
            yield Defect(message, _asked_at(tool), f"absent:{tool.identity}")
        elif used and not any(each.version.removeprefix("v") == used for each in listed):
            stated = listed[0].version or "no version"
            message = f"{name} is used, the inventory says {stated}"
            at = listed[0].at
            yield Defect(message, at, f"version:{tool.identity}", places=(_asked_at(tool),))


def _digests(bills: Bills, snapshot: Snapshot) -> Iterator[Defect]:
    """Components that are files of the repository, of another content than the inventory says."""
    for each in bills.components:
        here = (each.name, f"{snapshot.base}{each.name}")
        path = next((name for name in here if name in snapshot.files), None)
        if not each.sha256 or path is None:
            continue
        pointer = lfs_pointer(snapshot.get(path, _POINTER_BYTES) or b"")
        actual = pointer.sha256 if pointer else snapshot.sha256(path)
        if actual != each.sha256:
            message = f"{each.name} is {actual[:12]}…, the inventory says {each.sha256[:12]}…"
            yield Defect(message, each.at, f"digest:{each.name}", places=(Location(path),))


@check(
    "Compute record matches the deployment",
    controls=["A.4.5"],
    evidences=["A.4.5"],
    roles=[Role.PROVIDER, Role.PRODUCER],
    tiers=[Tier.LIMITED, Tier.HIGH],
    severity=_QUIET,
    profile=Profile.CERTIFICATION,
)
def compute_record_mismatch(
    courses: Courses, governance: Governance, whereabouts: Whereabouts
) -> Iterator[Finding]:
    """Find systems whose record of machines is absent or not what is configured.

    There is a record of what trains the system and, once it is in operation, of what runs it:
    provider, regions, accelerators, and the files that ask for them, which exist. Regions and
    accelerators that Kubernetes, Compose, Terraform, images and workflows state are those of the
    record, and so are sizes in the files that it names. Each record has a figure of what computing
    costs the environment, with unit and method, or the reason why there is none.

    ## Why it matters
    Where data are processed, what an outage takes down and what the system costs the environment
    follow from the machines it runs on.

    ## How to conform
    Write into the record of computing resources what the configuration asks for, with a figure of
    its environmental cost or the reason why there is none.
    """
    for course in courses:
        if course.stage in (Lifecycle.RETIRED, Lifecycle.DESIGN):
            yield does_not_apply(f"the system is in stage {course.stage}", about=course.subject)
            continue
        records = [
            (filed, index, each)
            for filed in governance.compute
            for index, each in enumerate(filed.value.resources)
            if each.system == course.subject.id
        ]
        yield from judged(
            course.subject,
            _of_compute(course, records, governance, whereabouts),
            otherwise=f"{course.subject.label}: the record of its machines agrees with what is "
            "configured",
            at=records[0][0].locate("resources", records[0][1]) if records else course.system.at,
        )


_Record = tuple[Filed[Any], int, "ComputeUseRecord"]


def _of_compute(
    course: Course, records: list[_Record], governance: Governance, whereabouts: Whereabouts
) -> Iterator[Defect]:
    label = course.subject.label
    if not records:
        why = "has none of it" if governance.compute else governance.absent("compute")
        yield Defect(f"{label}: the record of machines is missing: {why}", _nowhere(course), "none")
        return
    uses = {record.use for _, _, record in records}
    if Role.PRODUCER in course.subject.roles and ComputeUse.TRAINING not in uses:
        yield Defect(f"{label}: no record says what trains it", _first(records), "training")
    if course.stage is Lifecycle.OPERATION and ComputeUse.OPERATION not in uses:
        yield Defect(f"{label}: no record says what runs it", _first(records), "operation")
    for filed, index, record in records:
        yield from _incomplete(label, filed, index, record, whereabouts)
        yield from _sizes(label, filed, index, record, course)
    for workload in course.workloads:
        yield from _differences(label, workload, records)


def _nowhere(course: Course) -> Location:
    return course.system.at


def _first(records: list[_Record]) -> Location:
    return records[0][0].locate("resources", records[0][1], "use")


def _incomplete(
    label: str, filed: Filed[Any], index: int, record: ComputeUseRecord, whereabouts: Whereabouts
) -> Iterator[Defect]:
    keys, use = ("resources", index), record.use
    absent = [
        what
        for what, there in (
            ("whose machines", said(record.provider)),
            ("which region", any(said(region) for region in record.regions)),
            ("which accelerators, if any", record.accelerators is not None),
            ("which machine", said(record.machine)),
        )
        if not there
    ]
    if absent:
        message = f"{label}: the record of {use} does not say {', '.join(absent)}"
        yield Defect(message, filed.locate(*keys, "use"), f"{use}:fields")
    cost = record.environmental
    has_figure = cost and cost.figure is not None and said(cost.unit) and said(cost.method)
    if not cost or not (has_figure or said(cost.reason, words=4)):
        message = f"{label}: {use} has no environmental figure, and no reason for that"
        yield Defect(message, filed.locate(*keys, "environmental"), f"{use}:environmental")
    for place_index, place in enumerate(record.where):
        path, anchor = filed.resolve(place), place.partition("#")[2]
        if problem := whereabouts.problem_of_place(path, anchor):
            message = f"{label}: the record of {use} names {place}, which {problem}"
            yield Defect(message, filed.locate(*keys, "where", place_index), f"{use}:{place}")


def _differences(label: str, workload: Workload, records: list[_Record]) -> Iterator[Defect]:
    """Where a configuration states something else than the records that are about it."""
    path = workload.at.path
    about = [
        each for each in records if path in {each[0].resolve(place) for place in each[2].where}
    ] or records
    filed, index, _ = about[0]
    for name, what, stated in (
        ("regions", "region", workload.regions),
        ("accelerators", "accelerator", workload.accelerators),
    ):
        recorded = [value for each in about for value in getattr(each[2], name) or ()]
        for each in stated:
            if not any(_same(each.value, value) for value in recorded):
                shown = ", ".join(recorded) or "none"
                message = f"{label}: {each.at} has {what} {each.value}, the record has {shown}"
                at = filed.locate("resources", index, name)
                yield Defect(message, at, f"{path}:{what}:{each.value}", places=(each.at,))


def _sizes(
    label: str, filed: Filed[Any], index: int, record: ComputeUseRecord, course: Course
) -> Iterator[Defect]:
    """Where the files that a record names state another size than it does.

    A file may configure several workloads; the record is about one of them.
    """
    files = {filed.resolve(place) for place in record.where}
    own = [each for each in course.workloads if each.at.path in files]
    for name in ("replicas", "cpu", "memory"):
        stated = [size for each in own if (size := getattr(each, name)) is not None]
        recorded = getattr(record, name)
        if not stated or str(recorded) in {size.value for size in stated}:
            continue
        first = stated[0]
        shown = "nothing" if recorded is None else recorded
        message = f"{label}: {first.at} has {name} {first.value}, the record has {shown}"
        at = filed.locate("resources", index, name)
        yield Defect(message, at, f"{record.use}:{name}", places=(first.at,))


def _same(stated: str, recorded: str) -> bool:
    """Whether the record means what a configuration states, perhaps in more words.

    A configuration may ask for any accelerator, or any of a maker; the record says which.
    """
    wanted, known = stated.casefold(), recorded.casefold()
    if wanted in known:
        return True
    maker = next((each for each in _MAKERS if each in wanted), None)
    if maker is None:
        return bool(_ANY_ACCELERATOR.match(wanted)) and bool(known.strip())
    return maker in known or (maker == "nvidia" and bool(_OF_NVIDIA.search(known)))


_MAKERS = ("nvidia", "amd", "intel", "habana", "google", "amazon")
_ANY_ACCELERATOR = re.compile(r"(?:gpu|cuda)")
_OF_NVIDIA = re.compile(r"\b(?:t4|l4|l40s?|a10g?|a100|h100|h200|b200|v100|p100|rtx)\b")
