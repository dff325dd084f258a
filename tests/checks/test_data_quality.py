"""Figures on the quality of data: held against their bounds, and against the data in use."""

from __future__ import annotations

import pytest

from aims_gate.model import FindingKind

from .data_project import DIGEST, FILES, MANIFEST, failures, kinds

CHECK = "unmeasured-data-quality"
PATH = "governance/data/quality.yaml"
REPORT = f"""\
kind: data-quality
id: quality
author: l-novak
dataset: applications
digest: {DIGEST}
measured: 2026-09-01
measured_by: src/prepare.py#clean
results:
  - {{criterion: completeness, metric: share of filled cells, value: 0.99, min: 0.98}}
  - {{criterion: accuracy, metric: share of rows equal to the form, value: 0.97, min: 0.95}}
  - {{criterion: duplicates, metric: share of repeated rows, value: 0.0, max: 0.01}}
  - {{criterion: balance, metric: share repaid, group: sex=female, value: 0.5, min: 0.4, max: 0.6}}
  - {{criterion: representativeness, metric: gap to the census, value: 0.02, max: 0.05}}
  - {{criterion: timeliness, metric: age of the newest row in days, value: 30, max: 90}}
not_applicable:
  - {{criterion: label-agreement, reason: the outcome is the label and nobody labels by hand}}
"""


def project(report: str = REPORT) -> dict[str, str | bytes]:
    """The project with a report."""
    return {**FILES, PATH: report}


def line(text: str, report: str) -> str:
    """The place of a text in the report."""
    return f"{PATH}:{report[: report.index(text)].count(chr(10)) + 1}"


def test_measured_data_conform() -> None:
    assert kinds(CHECK, project()) == {FindingKind.CONFORMITY}


def test_without_a_report_there_is_one_failure() -> None:
    assert [message for _, message in failures(CHECK, FILES)] == [
        "dataset applications: there is no report on the quality of data "
        "(governance/data/quality.yaml would be the place)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("value: 0.97", "value: 0.94", "value: 0.94", "= 0.94 is under 0.95, and nobody accepted"),
        ("value: 30", "value: 91", "value: 91", "= 91 is over 90"),
        (", max: 0.05", "", "representativeness", "has no bound"),
        ("value: 0.02, ", "", "representativeness", "does not give a figure"),
        ("metric: gap to the census", 'metric: "OPEN: what"', "representativ", "what it counts"),
        (DIGEST, "sha256:" + "0" * 64, "digest", "but the manifest has"),
        (f"digest: {DIGEST}\n", "", "kind", "by digest"),
        ("measured: 2026-09-01", "measured: 2027-09-01", "measured:", "lies ahead"),
        ("prepare.py#clean", "prepare.py#measure", "measured_by", "which has no such thing"),
        ("reason: the outcome is the label and nobody labels by hand", "reason: n/a",
         "{criterion: label", "why label-agreement is not measured"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_line(old: str, new: str, at: str, message: str) -> None:
    report = REPORT.replace(old, new)
    found = failures(CHECK, project(report))
    assert len(found) == 1
    assert message in found[0][1]
    assert found[0][0] == line(at, report)


def test_every_criterion_needs_a_figure_or_a_reason() -> None:
    report = REPORT.partition("not_applicable")[0].replace(
        "criterion: timeliness", "criterion: balance"
    )
    assert [message for _, message in failures(CHECK, project(report))] == [
        "dataset applications: no figure for label-agreement, timeliness"
    ]


@pytest.mark.parametrize(
    ("accepted", "message"),
    [
        ("{reason: older forms had gaps, by: r-meyer, on: 2026-09-02}", ""),
        ("{reason: older forms had gaps, by: r-meyer, on: 2026-11-22}", ""),
        ("{reason: older forms had gaps, by: l-novak, on: 2026-09-02}", "who wrote the report"),
        ("{reason: older forms had gaps, by: r-meyer, on: 2027-09-02}", "not accepted yet"),
        ("{reason: older forms had gaps, on: 2026-09-02}", "is not named"),
        ("{by: r-meyer, on: 2026-09-02}", "without a reason"),
    ],
)
def test_a_miss_may_be_accepted_by_somebody_else(accepted: str, message: str) -> None:
    report = REPORT.replace(
        "value: 0.97, min: 0.95", f"value: 0.9, min: 0.95, accepted: {accepted}"
    )
    found = failures(CHECK, project(report))
    assert bool(found) is bool(message)
    assert not message or message in found[0][1]


def test_the_newest_report_counts() -> None:
    older = REPORT.replace("2026-09-01", "2025-09-01").replace("id: quality", "id: older")
    files = {**project(), "governance/data/older.yaml": older.replace("value: 0.99", "value: 0.5")}
    assert failures(CHECK, files) == []


def test_the_file_itself_is_hashed() -> None:
    manifest = MANIFEST.replace(f"    digest: {DIGEST}\n", "")
    files = {**project(), "aims.yaml": manifest, "data/applications.csv": "id,income\n1,2\n"}
    assert "but the file has" in failures(CHECK, files)[0][1]


def test_a_pointer_of_git_lfs_stands_for_the_file() -> None:
    oid = DIGEST.removeprefix("sha256:")
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 40\n"
    assert failures(CHECK, {**project(), "data/applications.csv": pointer}) == []
    other = pointer.replace(oid, "0" * 64)
    assert failures(CHECK, {**project(), "data/applications.csv": other})


def test_data_of_retired_systems_are_measured_no_more() -> None:
    manifest = MANIFEST.replace("    tier: high\n", "    tier: high\n    lifecycle: retired\n")
    assert kinds(CHECK, {**FILES, "aims.yaml": manifest}) == {FindingKind.NOT_APPLICABLE}
