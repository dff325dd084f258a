"""The Statement of Applicability in its three carriers, and what it keeps from applying."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import pytest

from aims_gate.catalogue import load_catalogue
from aims_gate.governance.applicability import ApplicabilityStatement
from aims_gate.governance.exclusions import Exclusions
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Cause, Finding, FindingKind, NotAssessed, Outcome, Profile, Status
from aims_gate.testing import collect, judge

MANIFEST = """\
systems:
  - {id: loans, purpose: Rank applications for loans, owner: meyer, activities: [uses-internally]}
"""
IDS = [control.id for control in load_catalogue().controls]
EVIDENCE = "# How the desk works\n\n" + "Every application is read by two underwriters. " * 6
TOPICS = {id_: f"The desk asked for {word}" for id_, word in zip(IDS, (
    "rules harmony reviews owners voices parts tables tools servers skills triggers records people "
    "neighbourhoods aims stages wishes reasons tests launches watching papers logs housekeeping "
    "purchases counts origins cleaning leaflets hotlines alarms letters habits targets limits "
    "shares vendors clients"
).split(), strict=True)}  # fmt: skip
"""A justification of its own for each control."""

Row = dict[str, str]


def rows(**changed: Row | None) -> list[Row]:
    """A row for each control; ``A_7_2={…}`` changes one, ``None`` leaves it out."""
    found = []
    for id_ in IDS:
        change = changed.get(id_.replace(".", "_"), {})
        if change is not None:
            row = {"id": id_, "applicable": "yes", "justification": f"{TOPICS[id_]} by name"}
            found.append({**row, "status": "planned", "evidence": "", **change})
    return found


def as_yaml(found: list[Row], head: str = "kind: soa") -> str:
    lines = [head, "controls:"]
    for row in found:
        lines.append(f"  - id: {row['id']}")
        lines += [
            f"    {name}: {f'[{value}]' if name in ('evidence', 'risks', 'because') else value}"
            for name, value in row.items()
            if name != "id" and value
        ]
    return "\n".join(lines) + "\n"


def as_csv(found: list[Row]) -> str:
    names = list(dict.fromkeys(name for row in found for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def as_markdown(found: list[Row]) -> str:
    names = list(dict.fromkeys(name for row in found for name in row))
    lines = ["# Statement of Applicability", "", f"| {' | '.join(names)} |", "| --- " * len(names)]
    lines += [f"| {' | '.join(row.get(name, '') for name in names)} |" for row in found]
    return "\n".join(lines) + "\n"


CARRIERS: list[tuple[str, Callable[[list[Row]], str]]] = [
    ("governance/soa.yaml", as_yaml),
    ("governance/soa.csv", as_csv),
    ("docs/governance/statement-of-applicability.csv", as_csv),
    ("governance/statement-of-applicability.md", as_markdown),
]
each_carrier = pytest.mark.parametrize(("path", "written"), CARRIERS, ids=[c[0] for c in CARRIERS])


def with_statement(path: str, text: str, **more: str) -> dict[str, str]:
    return {"aims.yaml": MANIFEST, path: text, "docs/desk.md": EVIDENCE, **more}


def failures(check: str, files: Mapping[str, str]) -> list[Finding]:
    judgement = judge(files, select=frozenset({check}))
    return [
        finding
        for item in judgement.results
        for finding in item.result.findings
        if finding.kind is FindingKind.FAILURE
    ]


def outcomes(check: str, files: Mapping[str, str]) -> list[Outcome]:
    return [item.result.outcome for item in judge(files, select=frozenset({check})).results]


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


@each_carrier
def test_every_carrier_says_the_same(path: str, written: Callable[[list[Row]], str]) -> None:
    evidence = {"status": "implemented", "evidence": "docs/desk.md", "risks": "R-1"}
    text = written(rows(A_2_2=evidence, A_10_4={"applicable": "no", "status": ""}))
    statement = collect(ApplicabilityStatement, with_statement(path, text))
    assert [row.id for row in statement.rows] == IDS
    first, last = statement.rows[0], statement.rows[-1]
    assert (first.is_implemented, first.risks) == (True, ("R-1",))
    assert [cited.path for cited in first.evidence] == ["docs/desk.md"]
    assert last.is_excluded
    assert (first.at.path, first.at.line) == (path, line_of(text, "A.2.2"))
    assert last.place("justification").line == line_of(text, TOPICS["A.10.4"])


@each_carrier
def test_a_complete_statement_conforms(path: str, written: Callable[[list[Row]], str]) -> None:
    files = with_statement(path, written(rows()))
    for check in ("incomplete-soa", "hollow-soa-justification", "contradicted-exclusion"):
        assert outcomes(check, files) == [Outcome.CONFORMS], check


@each_carrier
def test_defects_stand_at_their_row(path: str, written: Callable[[list[Row]], str]) -> None:
    clause = {**rows()[0], "id": "10.1"}
    text = written([*rows(A_7_6=None, A_3_3={"applicable": "partly"}), clause])
    told = failures("incomplete-soa", with_statement(path, text))
    by_line = {(each.at.line if each.at else 0): each.message for each in told}
    assert "SoA: missing A.7.6" in by_line.values()
    assert "neither yes nor no" in by_line[line_of(text, "partly")]
    assert "is a clause" in by_line[line_of(text, "10.1")]


def test_a_table_may_name_its_columns_otherwise() -> None:
    text = (
        "Control ID;Title;Applicability;Reason;Implementation status;Evidence\n"
        'A.2.2;AI policy;Yes;"The supervisor wants rules,\nin writing";Implemented;docs/desk.md\n'
        "A.2.3;Other policies;No;Our role has none;;\n"
    )
    statement = collect(ApplicabilityStatement, with_statement("governance/soa.csv", text))
    assert [(row.id, row.applicable, row.at.line) for row in statement.rows] == [
        ("A.2.2", True, 2),
        ("A.2.3", False, 4),
    ]


def test_markdown_links_are_relative_to_the_file_and_text_to_the_manifest() -> None:
    cell = "[desk](../docs/desk.md#how-the-desk-works), docs/desk.md"
    row = {"status": "implemented", "evidence": cell}
    text = as_markdown(rows(A_2_2=row))
    files = with_statement("governance/soa.md", text)
    statement = collect(ApplicabilityStatement, files)
    assert [(cited.path, cited.anchor) for cited in statement.rows[0].evidence] == [
        ("docs/desk.md", "how-the-desk-works"),
        ("docs/desk.md", ""),
    ]


def test_a_markdown_statement_may_have_a_head() -> None:
    text = f"---\nkind: soa\nstatus: draft\n---\n{as_markdown(rows())}"
    statement = collect(ApplicabilityStatement, with_statement("governance/any.md", text))
    assert statement.draft
    assert statement.rows[0].at.line == line_of(text, "| A.2.2")


def test_the_policy_says_where_it_lies() -> None:
    policy = "files: {soa: compliance/soa.csv}\n"
    files = with_statement("compliance/soa.csv", as_csv(rows()), **{"aims-gate.yaml": policy})
    assert len(collect(ApplicabilityStatement, files).rows) == len(IDS)
    del files["compliance/soa.csv"]
    [failure] = failures("incomplete-soa", files)
    assert failure.at is not None
    assert failure.at.path == "aims-gate.yaml"
    assert "compliance/soa.csv" in failure.message


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("governance/soa.csv", "id,status\nA.2.2,planned\n", "no column applicable, justification"),
        ("governance/soa.csv", "", "empty"),
        ("governance/soa.csv", f'id,applicable,justification\nA,"{"x" * 200_000}"\n', "no CSV"),
        ("governance/soa.csv", "id,applicable,justification\n" + "E-1,no,x\n" * 2001, "over 2000"),
        ("governance/soa.md", "# Nothing\n\n| a | b |\n| - | - |\n", "there is no table"),
        ("governance/soa.md", "```\n" + as_markdown(rows()) + "```\n", "there is no table"),
    ],
)
def test_a_file_that_is_no_statement_is_unreadable(path: str, text: str, why: str) -> None:
    with pytest.raises(NotAssessed, match=why) as told:
        collect(ApplicabilityStatement, with_statement(path, text))
    assert told.value.cause is Cause.UNREADABLE


def test_another_table_that_says_otherwise_is_seen() -> None:
    own = {**with_statement("governance/soa.yaml", as_yaml(rows()))}
    same = {**own, "governance/soa.csv": as_csv(rows())}
    assert failures("incomplete-soa", same) == []
    other = as_csv(rows(A_7_2={"applicable": "no", "status": ""}))
    [failure] = failures("incomplete-soa", {**own, "docs/governance/soa.csv": other})
    assert "A.7.2 is excluded in docs/governance/soa.csv, which is not read" in failure.message
    assert failures("incomplete-soa", {**own, "governance/soa.md": "# Our SoA\n"}) == []


def test_without_a_statement_there_is_one_failure() -> None:
    files = {"aims.yaml": MANIFEST}
    [failure] = failures("incomplete-soa", files)
    assert "there is no Statement of Applicability" in failure.message
    for check in ("hollow-soa-justification", "contradicted-exclusion", "unevidenced-control"):
        assert outcomes(check, files) == [Outcome.NOT_APPLICABLE], check


def test_own_controls_have_a_prefix() -> None:
    own = {**rows()[0], "justification": "The supervisor wants a check of affordability"}
    text = as_csv([*rows(), {**own, "id": "EB-01"}, {**own, "id": "X1"}, {**own, "id": "A.9.9"}])
    files = with_statement("governance/soa.csv", text)
    told = [each.message for each in failures("incomplete-soa", files)]
    assert len(told) == 2
    assert "'X1' is no control" in told[0]
    assert "'A.9.9' is no control of Annex A" in told[1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"justification": "tbd"}, "there is no justification"),
        ({"justification": "Needed"}, "says too little"),
        ({"justification": "The written AI policy applies to us"}, "only repeats"),
        ({"applicable": "no", "status": "", "justification": "Not a good fit for this year"},
         "refers neither to the role"),
    ],
)  # fmt: skip
def test_justifications_that_justify_nothing(row: Row, message: str) -> None:
    text = as_csv(rows(A_2_2=row))
    [failure] = failures("hollow-soa-justification", with_statement("governance/soa.csv", text))
    assert message in failure.message
    assert failure.at is not None
    assert failure.at.line == line_of(text, "A.2.2")


@each_carrier
def test_the_same_words_at_many_controls(path: str, written: Callable[[list[Row]], str]) -> None:
    same = [
        {**row, "justification": "It helps us to be a trustworthy user of AI systems"}
        for row in rows()
    ]
    told = failures("hollow-soa-justification", with_statement(path, written(same)))
    assert len(told) == len(IDS)
    assert "in the same words at 37 other controls" in told[0].message


def test_the_same_words_but_for_the_id_and_the_title() -> None:
    titles = {control.id: control.title for control in load_catalogue().controls}
    same = [
        {**row, "justification": f"{row['id']} {titles[row['id']]} makes us a better user of AI"}
        for row in rows()
    ]
    told = failures("hollow-soa-justification", with_statement("governance/soa.csv", as_csv(same)))
    assert len(told) == len(IDS)


def test_one_reason_may_exclude_a_whole_area() -> None:
    reason = "Suppliers develop and train the model; our role is that of a user"
    changed = [
        {**row, "applicable": "no", "status": "", "justification": reason}
        if row["id"].startswith("A.7.")
        else row
        for row in rows()
    ]
    files = with_statement("governance/soa.csv", as_csv(changed))
    assert outcomes("hollow-soa-justification", files) == [Outcome.CONFORMS]
    assert set(collect(Exclusions, files).valid) == {id_ for id_ in IDS if id_[:4] == "A.7."}


TRAINS = (
    "from sklearn.linear_model import LogisticRegression\n"
    "model = LogisticRegression().fit([[1]], [1])\n"
)
OUT = {
    "applicable": "no",
    "status": "",
    "justification": "Our role is that of a user of what others build",
}


@pytest.mark.parametrize(
    ("control", "more", "fact"),
    [
        ("A.7.4", {"src/train.py": TRAINS}, "the code trains a model"),
        ("A.6.2.4", {"aims.yaml": MANIFEST.replace("uses-internally", "trains")}, "with trains"),
        ("A.10.3", {"aims.yaml": MANIFEST + "suppliers: [{id: acme}]\n"}, "supplier acme"),
        ("A.10.3", {"src/a.py": "from transformers import AutoModel\n"
                    "m = AutoModel.from_pretrained('acme/scorer')\n"}, "from a third party"),
        ("A.10.4", {"aims.yaml": MANIFEST.replace("uses-internally", "offers-to-customers")},
         "offers-to-customers"),
        ("A.8.2", {"aims.yaml": MANIFEST.replace("meyer,", "meyer, interacts_with_people: true,")},
         "deal with loans directly"),
        ("A.6.2.8", {"aims.yaml": MANIFEST.replace("meyer,", "meyer, lifecycle: operation,")},
         "is in operation"),
        ("A.9.2", {}, "uses-internally"),
        ("A.5.4", {}, "of limited risk"),
    ],
)  # fmt: skip
def test_exclusions_that_the_facts_speak_against(
    control: str, more: Mapping[str, str], fact: str
) -> None:
    text = as_yaml(rows(**{control.replace(".", "_"): OUT}))
    files = {**with_statement("governance/soa.yaml", text), **more}
    [failure] = failures("contradicted-exclusion", files)
    assert failure.message.startswith(f"{control} is excluded but ")
    assert fact in failure.message
    assert failure.at is not None
    assert failure.at.line == line_of(text, "applicable: no")
    assert control not in collect(Exclusions, files).valid


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        ("", "implemented without evidence"),
        ("docs/no.md", "does not exist"),
        ("docs", "neither a file of the repository nor the id of a record"),
        ("docs/", "is a folder"),
        ("docs/empty.md", "says nothing"),
        ("docs/desk.md#elsewhere", "names no place"),
        ("https://acme.example/policy", "lies outside the repository"),
        ("R-9", "nor the id of a record"),
        ("governance/soa.yaml", "is the Statement of Applicability itself"),
        ("governance/criteria.yaml", "is a skeleton that nobody filled in"),
        ("../up.md", "neither a file"),
    ],
)
def test_evidence_that_is_none(evidence: str, message: str) -> None:
    text = as_yaml(rows(A_9_2={"status": "implemented", "evidence": evidence}))
    files = with_statement(
        "governance/soa.yaml",
        text,
        **{"docs/empty.md": "# Title\n", "governance/criteria.yaml": skeleton("risk-criteria")},
    )
    [failure] = failures("unevidenced-control", files)
    assert message in failure.message, failure.message


@pytest.mark.parametrize("evidence", ["docs/desk.md#how-the-desk-works", "aims.yaml", "meeting-1"])
def test_evidence_that_is_there(evidence: str) -> None:
    text = as_yaml(rows(A_9_2={"status": "implemented", "evidence": evidence}))
    record = "kind: risk-register\nid: meeting-1\n"
    files = with_statement("governance/soa.yaml", text, **{"governance/r.yaml": record})
    assert outcomes("unevidenced-control", files) == [Outcome.CONFORMS]


def test_one_document_does_not_show_everything() -> None:
    done = [{**row, "status": "implemented", "evidence": "docs/desk.md"} for row in rows()]
    files = with_statement("governance/soa.csv", as_csv(done))
    told = failures("unevidenced-control", files)
    assert len(told) == len(IDS)
    assert "is the only evidence of 38 controls" in told[0].message


NO_CUSTOMERS = {
    "applicable": "no",
    "status": "",
    "justification": "Customers are outside the scope, for the desk serves nobody but itself",
}


def test_a_check_does_not_apply_if_all_its_controls_are_excluded() -> None:
    text = as_yaml(rows(A_10_4=NO_CUSTOMERS))
    files = with_statement("governance/soa.yaml", text)
    judgement = judge(files, profile=Profile.CERTIFICATION)
    [item] = [
        item for item in judgement.results if item.result.check.id == "untraced-customer-commitment"
    ]
    assert item.result.outcome is Outcome.NOT_APPLICABLE
    line = line_of(text, "A.10.4")
    assert f"A.10.4 at governance/soa.yaml:{line}" in (item.result.reason or "")
    status = {control.id: control.status for control in judgement.controls}
    assert status["A.10.4"] is Status.NOT_APPLICABLE


@pytest.mark.parametrize("head", ["kind: soa\nstatus: draft", "kind: soa\nstatus: retired"])
def test_only_a_statement_in_force_excludes(head: str) -> None:
    text = as_yaml(rows(A_10_4=NO_CUSTOMERS), head)
    assert not collect(Exclusions, with_statement("governance/soa.yaml", text)).valid


def test_excluding_everything_excludes_nothing() -> None:
    text = as_yaml([{**row, "applicable": "no", "status": ""} for row in rows()])
    files = with_statement("governance/soa.yaml", text)
    assert not collect(Exclusions, files).valid
    judgement = judge(files, profile=Profile.CERTIFICATION)
    failing = {item.result.check.id for item in judgement.with_outcome(Outcome.NONCONFORMS)}
    assert {"incomplete-soa", "hollow-soa-justification", "contradicted-exclusion"} <= failing
    assert not [each.id for each in judgement.controls if each.status is Status.EVIDENCED]


def test_the_unfilled_skeleton_fails() -> None:
    files = with_statement("governance/soa.yaml", skeleton("soa"))
    for check in ("incomplete-soa", "hollow-soa-justification"):
        assert len(failures(check, files)) == len(IDS), check
