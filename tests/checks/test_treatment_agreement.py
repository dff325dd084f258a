"""treatment-soa-conflict: risk registers and the Statement of Applicability say the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aims_gate.model import Finding, FindingKind, Outcome
from aims_gate.testing import judge

MANIFEST = """\
systems:
  - {id: loans, purpose: Rank applications for loans, owner: ann, lifecycle: operation}
"""
REGISTER = """\
kind: risk-register
system: loans
risks:
  - id: R-01
    description: Women get good scores less often
    treatment:
      option: reduce
      controls: [A.7.4]
      actions:
        - {id: T-1, what: Limit the gap, owner: ann, due: 2026-12-01, controls: [A.6.2.4]}
  - id: R-02
    description: Nobody notices that the data have drifted
"""
STATEMENT = """\
kind: soa
controls:
  - {id: A.7.4, applicable: true, status: implemented, because: [risk], risks: [R-01]}
  - {id: A.6.2.4, applicable: true, status: implemented, risks: [R-01]}
  - {id: A.10.4, applicable: false, justification: The bank has no customers for it}
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/risks.yaml": REGISTER,
    "governance/soa.yaml": STATEMENT,
}
RISKS, SOA = "governance/risks.yaml", "governance/soa.yaml"


def results(files: Mapping[str, str]) -> dict[str, tuple[Outcome, tuple[Finding, ...]]]:
    judgement = judge(files, select=frozenset({"treatment-soa-conflict"}))
    found = [item.result for item in judgement.results]
    return {each.subject.id: (each.outcome, each.findings) for each in found}


def failures(files: Mapping[str, str]) -> list[Finding]:
    return [
        finding
        for _, findings in results(files).values()
        for finding in findings
        if finding.kind is FindingKind.FAILURE
    ]


def with_(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1, old
    return {**FILES, path: FILES[path].replace(old, new)}


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


def test_what_agrees_conforms_for_the_system_and_the_organisation() -> None:
    assert {id_: outcome for id_, (outcome, _) in results(FILES).items()} == {
        "loans": Outcome.CONFORMS,
        "(organisation)": Outcome.CONFORMS,
    }


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "key", "message"),
    [
        (
            *(RISKS, "controls: [A.7.4]", "controls: [A.7.4, A.9.9]", (RISKS, "A.9.9")),
            *("R-01:A.9.9", "R-01 cites A.9.9, which the SoA does not list"),
        ),
        (
            *(RISKS, "controls: [A.6.2.4]", "controls: [A.6.2.4, A.10.4]", (RISKS, "A.10.4")),
            *("R-01:A.10.4", "which the SoA marks not applicable"),
        ),
        (
            *(SOA, "A.7.4, applicable: true, status: implemented"),
            *("A.7.4, applicable: true, status: planned", (RISKS, "controls: [A.7.4]")),
            *("R-01:A.7.4", "marks planned, while the system is in operation"),
        ),
        (
            *(SOA, "A.6.2.4, applicable: true, status: implemented, risks: [R-01]"),
            *("A.6.2.4, applicable: true, status: implemented, risks: [R-01, R-09]", (SOA, "R-09")),
            *("A.6.2.4:R-09", "names R-09, which no risk register holds"),
        ),
        (
            *(SOA, "because: [risk], risks: [R-01]", "because: [risk], risks: [R-01, R-02]"),
            *((SOA, "R-02"), "A.7.4:R-02", "names R-02, whose treatment does not cite A.7.4"),
        ),
        (
            *(SOA, "because: [risk], risks: [R-01]", "because: [risk]", (SOA, "because: [risk]")),
            *("A.7.4:risks", "applies because of risk, and names none"),
        ),
    ],
)
def test_what_disagrees_fails_at_its_line(
    path: str, old: str, new: str, at: tuple[str, str], key: str, message: str
) -> None:
    files = with_(path, old, new)
    (failure,) = failures(files)
    assert failure.at is not None
    where, text = at
    assert (failure.at.path, failure.at.line) == (where, line_of(files[where], text))
    assert failure.key == key
    assert message in failure.message


def test_what_is_planned_will_do_until_the_system_operates() -> None:
    planned = with_(SOA, "A.7.4, applicable: true, status: implemented", "A.7.4, status: planned")
    planned["aims.yaml"] = MANIFEST.replace("operation", "development")
    assert failures(planned) == []


def test_an_excluded_row_need_not_be_founded() -> None:
    assert failures(with_(SOA, "The bank has no customers for it", "x, risks: [R-09]")) == []


def test_each_place_that_cites_a_control_is_told_once_where_it_is_cited_first() -> None:
    files = with_(RISKS, "controls: [A.6.2.4]", "controls: [A.6.2.4, A.9.9]")
    files[RISKS] = files[RISKS].replace("controls: [A.7.4]", "controls: [A.7.4, A.9.9]")
    (failure,) = failures(files)
    assert failure.at is not None
    assert failure.at.line == line_of(files[RISKS], "controls: [A.7.4")


def test_the_row_stands_beside_what_cites_it() -> None:
    files = with_(RISKS, "controls: [A.7.4]", "controls: [A.7.4, A.10.4]")
    (failure,) = failures(files)
    assert [(each.path, each.line) for each in failure.places] == [(SOA, 5)]


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# A calendar\n"},
        {"aims.yaml": MANIFEST, RISKS: REGISTER},
        {"aims.yaml": MANIFEST, SOA: "kind: soa\ncontrols: [{id: A.7.4, applicable: true}]\n"},
    ],
    ids=["no AI", "no statement", "no risk on either side"],
)
def test_where_there_is_nothing_to_compare_it_does_not_apply(files: dict[str, str]) -> None:
    assert {outcome for outcome, _ in results(files).values()} == {Outcome.NOT_APPLICABLE}
