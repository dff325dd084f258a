"""Records of the life cycle that only look like some: none of them passes for evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from aims_gate.declarations.records import KINDS
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import FindingKind, Profile
from aims_gate.plugins import load_offer
from aims_gate.testing import judge

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "loan-approval"
OF_RECORDS = (
    "compute-record-mismatch",
    "fictional-design-record",
    "fictional-development-process",
    "late-incident-record",
    "open-nonconformity",
    "release-with-major-issue",
    "unmet-deployment-precondition",
    "untestable-requirement",
    "untraced-development-objective",
    "untrue-lifecycle-state",
)
RECORDS = (
    "compute",
    "deployment-plan",
    "design-record",
    "development-process",
    "incidents",
    "nonconformities",
    "objectives",
    "releases",
    "requirements",
)


@cache
def example() -> Mapping[str, bytes]:
    """The files of the example, but for what running it leaves behind."""
    found = (path for path in sorted(EXAMPLE.rglob("*")) if path.is_file())
    return {
        path.relative_to(EXAMPLE).as_posix(): path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts and path.relative_to(EXAMPLE).parts[0] != "var"
    }


def path_of(kind: str) -> str:
    suffix = "md" if KINDS[kind].path.endswith(".md") else "yaml"
    return f"governance/{kind}.{suffix}"


def conforming(files: Mapping[str, bytes]) -> set[str]:
    """The checks of records that see a conformity in the files."""
    offered = load_offer(installed=False).kit
    chosen = tuple(check for check in offered.checks if check.id in OF_RECORDS)
    assert len(chosen) == len(OF_RECORDS)
    kit = replace(offered, checks=chosen)
    judgement = judge(files, kit=kit, profile=Profile.CERTIFICATION)
    return {
        item.result.check.id
        for item in judgement.results
        for finding in item.result.findings
        if finding.kind is FindingKind.CONFORMITY
    }


def test_the_records_of_the_example_conform() -> None:
    assert conforming(example()) == set(OF_RECORDS)


def test_unfilled_skeletons_conform_to_nothing() -> None:
    unfilled = {path_of(kind): skeleton(kind).encode() for kind in RECORDS}
    assert set(unfilled) <= set(example())
    assert conforming({**example(), **unfilled}) == set()


def test_without_records_nothing_conforms() -> None:
    gone = {path_of(kind) for kind in RECORDS}
    files = {path: data for path, data in example().items() if path not in gone}
    assert conforming(files) == set()


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("incidents", "late-incident-record"),
        ("nonconformities", "open-nonconformity"),
        ("releases", "untrue-lifecycle-state"),
    ],
)
def test_what_is_said_to_have_happened_next_year_has_not(kind: str, check: str) -> None:
    path = path_of(kind)
    ahead = re.sub(rb"\b2026-", b"2028-", example()[path])
    assert check not in conforming({**example(), path: ahead})


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("design-record", "fictional-design-record"),
        ("development-process", "fictional-development-process"),
    ],
)
def test_one_paragraph_under_every_heading_treats_no_topic(kind: str, check: str) -> None:
    path = path_of(kind)
    head, _, body = example()[path].decode().rpartition("---\n")
    same = "Everything is done with care by people who know what they do and follow the rules."
    copied = "\n".join(f"{line}\n\n{same}\n" for line in body.splitlines() if line.startswith("#"))
    assert check not in conforming({**example(), path: f"{head}---\n{copied}".encode()})
