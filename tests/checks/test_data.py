"""The inventory of data, datasheets, preparation and bias: what fails, where, and what conforms."""

from __future__ import annotations

from importlib.resources import files

import pytest

from aims_gate.declarations.data_terms import QualityCriterion
from aims_gate.model import FindingKind

from .data_project import FILES, SHEET, TRAIN, changed, failures, kinds, line_of

CONFORMING = (
    "undeclared-dataset",
    "incomplete-datasheet",
    "incompatible-data-rights",
    "broken-data-lineage",
    "undocumented-data-preparation",
    "unexamined-data-bias",
    "stray-personal-data",
)
NO_MANIFEST = {path: text for path, text in FILES.items() if path != "aims.yaml"}
SKELETON = """\
---
kind: datasheet
id: sheet
dataset: applications
preparation:
  - {step: splitting, does: "OPEN: what", reason: "OPEN: why", code: }
labelling: {by: none}
bias:
  - {group: "OPEN: who", method: "OPEN: how", finding: "OPEN: what", mitigation: "OPEN: what"}
---
# Datasheet for applications
"""


@pytest.mark.parametrize("check", CONFORMING)
def test_the_project_conforms(check: str) -> None:
    assert kinds(check, FILES) == {FindingKind.CONFORMITY}


@pytest.mark.parametrize(
    ("read", "what"),
    [
        ('pd.read_csv("data/others.csv")', "data/others.csv"),
        ('pd.read_parquet("s3://bucket/rows.parquet")', "s3://bucket/rows.parquet"),
        ('pd.read_sql("SELECT * FROM crm.people WHERE x", engine)', "the table crm.people"),
    ],
)
def test_data_that_training_reads_must_be_declared(read: str, what: str) -> None:
    files = {**FILES, "src/train.py": TRAIN.replace('pd.read_csv("data/applications.csv")', read)}
    found = failures("undeclared-dataset", files)
    assert [what in message for _, message in found] == [True]
    assert found[0][0].startswith("src/train.py:")


def test_a_declared_table_of_a_database_is_known_by_its_address() -> None:
    training = TRAIN.replace(
        'pd.read_csv("data/applications.csv")', 'pd.read_sql_table("people", engine)'
    )
    files = changed("aims.yaml", "path: data/applications.csv", "uri: postgres://db/crm/people")
    assert failures("undeclared-dataset", {**files, "src/train.py": training}) == []


def test_what_is_excluded_need_not_be_declared() -> None:
    training = TRAIN.replace("data/applications.csv", "data/others.csv")
    manifest = f"{FILES['aims.yaml']!s}exclude:\n  - {{path: src/**, reason: an experiment}}\n"
    files = {**FILES, "src/train.py": training, "aims.yaml": manifest}
    assert failures("undeclared-dataset", files) == []


def test_without_a_manifest_one_failure_says_so() -> None:
    assert len(failures("undeclared-dataset", NO_MANIFEST)) == 1
    for check in ("incompatible-data-rights", "broken-data-lineage", "unmeasured-data-quality"):
        assert kinds(check, NO_MANIFEST) == {FindingKind.NOT_APPLICABLE}


def test_a_heading_without_content_is_no_part() -> None:
    text = "The outcome after two years is the label; nobody labelled anything by hand."
    files = changed("data/DATASHEET.md", text, "To be written.")
    assert failures("incomplete-datasheet", files) == [
        (
            line_of("data/DATASHEET.md", "## Labels"),
            "dataset applications: data/DATASHEET.md: the section on how it was labelled is empty",
        )
    ]


SAME = "The data of our bank were handled with care by everybody who took part in this."


def test_one_paragraph_under_two_headings_is_an_answer_to_neither() -> None:
    text = SHEET.replace(
        "Every fifth row is held out for evaluation, the others are for training.", SAME
    )
    text = text.replace(
        "l-novak corrects errors that branches report, and renews the table each August.", SAME
    )
    files = {**FILES, "data/DATASHEET.md": text}
    assert failures("incomplete-datasheet", files) == [
        (
            line_of("data/DATASHEET.md", "## Maintenance", files),
            "dataset applications: data/DATASHEET.md: 'Maintenance' repeats the text under "
            "'Splits'",
        )
    ]


def test_one_paragraph_under_every_heading_makes_no_datasheet() -> None:
    head, _, body = SHEET.partition("# Datasheet for applications")
    headings = [line for line in body.split("\n") if line.startswith("## ")]
    text = f"{head}# Datasheet for applications\n\n" + "".join(
        f"{h}\n\n{SAME}\n\n" for h in headings
    )
    files = {**FILES, "data/DATASHEET.md": text}
    assert failures("missing-datasheet", files)
    assert kinds("incomplete-datasheet", files) == {FindingKind.NOT_APPLICABLE}


def test_facts_may_stand_in_the_manifest_or_the_datasheet() -> None:
    sheet = SHEET.replace('version: "1"\n', "").replace("personal_data: true\n", "")
    assert failures("incomplete-datasheet", {**FILES, "data/DATASHEET.md": sheet}) == []
    manifest = str(FILES["aims.yaml"]).replace('    version: "1"\n', "")
    both = {**FILES, "data/DATASHEET.md": sheet, "aims.yaml": manifest}
    assert [message for _, message in failures("incomplete-datasheet", both)] == [
        "dataset applications: data/DATASHEET.md does not state its version"
    ]


def test_croissant_answers_with_its_vocabulary() -> None:
    said = "Forms were collected in twelve branches, and somebody checked each of them {}."
    names = (
        "dataCollection dataPreprocessingProtocol dataAnnotationProtocol dataUseCases dataBiases "
        "dataLimitations dataReleaseMaintenancePlan"
    ).split()
    properties = ",\n".join(f'"rai:{name}": "{said.format(name)}"' for name in names)
    text = f"""{{"@context": {{"cr": "http://mlcommons.org/croissant/"}},
"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
"name": "applications", "url": "https://bank.example/applications",
"description": "Applications for loans at our branches, one row for each of them.",
"license": "CC-BY-4.0", "creator": "Example Bank", "datePublished": "2026-08-01",
{properties}}}"""
    manifest = str(FILES["aims.yaml"]).replace("data/DATASHEET.md", "data/croissant.json")
    files = {**FILES, "aims.yaml": manifest, "data/croissant.json": text}
    del files["data/DATASHEET.md"]
    lacking = {message.partition(": ")[2] for _, message in failures("incomplete-datasheet", files)}
    assert not any("bias" in each or "collected" in each or "labelled" in each for each in lacking)
    assert any("its splits" in each for each in lacking)


@pytest.mark.parametrize("check", ["undocumented-data-preparation", "unexamined-data-bias"])
def test_an_unfilled_head_is_no_evidence(check: str) -> None:
    body = SHEET.partition("# Datasheet for applications")[2]
    files = {**FILES, "data/DATASHEET.md": SKELETON + body}
    assert FindingKind.CONFORMITY not in kinds(check, files)
    assert failures(check, files)


def test_a_step_refers_to_code_that_exists() -> None:
    files = changed("data/DATASHEET.md", "src/prepare.py#split", "src/split.py#split")
    assert failures("undocumented-data-preparation", files) == [
        (
            line_of("data/DATASHEET.md", "src/split.py#split", files),
            "dataset applications: step splitting is to be in src/split.py, which does not exist or"
            " cannot be read",
        )
    ]


def test_labels_by_people_need_guideline_and_people() -> None:
    files = changed("data/DATASHEET.md", "{by: none}", "{by: people, guideline: docs/label.md}")
    messages = [message for _, message in failures("undocumented-data-preparation", files)]
    assert any("docs/label.md, which does not exist" in message for message in messages)
    assert any("the people who gave the labels" in message for message in messages)


def test_prose_may_name_the_code_instead() -> None:
    prose = SHEET[SHEET.index("# Datasheet") :]
    assert failures("undocumented-data-preparation", {**FILES, "data/DATASHEET.md": prose}) == []
    gone = {**FILES, "data/DATASHEET.md": prose.replace("(../src/prepare.py)", "(../src/gone.py)")}
    found = failures("undocumented-data-preparation", gone)
    assert "preparation refers to src/gone.py" in found[0][1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    mitigation: The gap is measured at every release\n", "", "has no mitigation"),
        ("    risk: R-01\n", "", "has no risk id"),
        ("    method: Share repaid by age band compared\n", "", "has no method"),
        ("method: Share repaid by age band compared", "method: n/a", "has no method"),
        (
            "Women repay in 0.75 of cases, men in 0.79",
            "Share repaid of women and men compared",
            "says one thing",
        ),
        ("  - group: women\n", "  - group: applicants under 30\n", "alone"),
    ],
)
def test_bias_is_examined_group_by_group(old: str, new: str, message: str) -> None:
    found = failures("unexamined-data-bias", changed("data/DATASHEET.md", old, new))
    assert any(message in each for _, each in found), found


def test_bias_may_stand_in_a_table() -> None:
    prose = SHEET[SHEET.index("# Datasheet") :]
    table = (
        "\n| group | method | finding | mitigation | risk |\n| --- | --- | --- | --- | --- |\n"
        "| women | shares repaid were compared | 0.75 against 0.79 | gap limited to 0.1 | R-1 |\n"
        "| under 30 | shares repaid were compared | none | | |\n"
    )
    text = prose.replace("\n## Uses\n", f"{table}\n## Uses\n")
    assert failures("unexamined-data-bias", {**FILES, "data/DATASHEET.md": text}) == []
    hollow = text.replace("| gap limited to 0.1 |", "| |")
    found = failures("unexamined-data-bias", {**FILES, "data/DATASHEET.md": hollow})
    assert [message.rpartition(": ")[2] for _, message in found] == [
        "bias for women has no mitigation"
    ]


def test_the_skeletons_are_no_evidence() -> None:
    skeletons = files("aims_gate.governance") / "skeletons"
    filled = {
        path: (skeletons / name).read_text("utf-8").replace("dataset:  ", "dataset: applications")
        for path, name in (
            ("data/DATASHEET.md", "datasheet.md"),
            ("governance/data/quality.yaml", "data-quality.yaml"),
        )
    }
    project = {**FILES, **filled}
    assert failures("invalid-manifest", project) == []
    assert failures("missing-datasheet", project)
    assert len(failures("unmeasured-data-quality", project)) > len(QualityCriterion)


def test_what_a_declared_dvc_file_tracks_is_declared() -> None:
    pointer = "outs:\n- md5: 9b2b5c1f7f3f0b6a0f3c5d1c2b3a4f5e\n  path: applications.csv\n"
    project = {**FILES, "data/applications.csv.dvc": pointer}
    del project["data/applications.csv"]
    declared = changed("aims.yaml", "path: data/applications.csv", "dvc: data/applications.csv.dvc")
    assert failures("undeclared-dataset", {**project, "aims.yaml": declared["aims.yaml"]}) == []
    other = changed("aims.yaml", "path: data/applications.csv", "uri: s3://bucket/elsewhere")
    found = failures("undeclared-dataset", {**project, "aims.yaml": other["aims.yaml"]})
    assert any("data/applications.csv" in message for _, message in found)
