"""The documents of the example say what is so: figures, digests, dates, links, versions."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import statistics
from pathlib import Path
from typing import Any

import pytest
import yaml

Row = dict[str, str]

DOCUMENTS = (
    "aims.yaml",
    "README.md",
    "models/MODEL_CARD.md",
    "data/DATASHEET.md",
    "governance/impact/loan-approval.yaml",
    "reports/evaluation.json",
)
DIGESTED = ("models/loan-approval.safetensors", "data/applications.csv")


@pytest.fixture(scope="module")
def manifest(example: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((example / "aims.yaml").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def assessment(example: Path) -> dict[str, Any]:
    path = example / "governance/impact/loan-approval.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def evaluation(example: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((example / "reports/evaluation.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def metrics(evaluation: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["name"], entry.get("slice", "")): entry for entry in evaluation["metrics"]}


@pytest.fixture(scope="module")
def applications(example: Path) -> list[Row]:
    with (example / "data/applications.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def front_matter(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return content


def tables(path: Path) -> list[list[Row]]:
    """The tables of a Markdown file: each a list of rows, each row by column title."""
    found: list[list[Row]] = []
    header: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            header = []
            continue
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if not header:
            header = cells
            found.append([])
        elif not set(line) <= set("|- "):
            found[-1].append(dict(zip(header, cells, strict=True)))
    return found


def digest(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def test_manifest_and_evaluation_state_the_digests_of_the_files(
    example: Path, manifest: dict[str, Any], evaluation: dict[str, Any]
) -> None:
    model, dataset = (digest(example / path) for path in DIGESTED)
    assert manifest["models"][0]["digest"] == evaluation["model"]["digest"] == model
    assert evaluation["dataset"]["digest"] == dataset
    assert front_matter(example / "data/DATASHEET.md")["digest"] == dataset


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_digest_stated_is_that_of_a_file(example: Path, document: str) -> None:
    text = re.sub(r'^    "system:.*$', "", (example / document).read_text("utf-8"), flags=re.M)
    stated = re.findall(r"sha256:[0-9a-f]+", text)
    assert set(stated) <= {digest(example / path) for path in DIGESTED}


def test_the_model_says_which_data_it_was_trained_on(example: Path) -> None:
    data = (example / "models/loan-approval.safetensors").read_bytes()
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    about = json.loads(header["__metadata__"]["about"])
    assert about["trained_on"] == digest(example / "data/applications.csv")


def test_names_and_versions_agree(
    example: Path,
    manifest: dict[str, Any],
    assessment: dict[str, Any],
    evaluation: dict[str, Any],
) -> None:
    system, model, dataset = (manifest[kind][0] for kind in ("systems", "models", "datasets"))
    card = front_matter(example / model["card"])
    sheet = front_matter(example / dataset["datasheet"])
    about = (assessment["system"], assessment["system_version"])
    assert about == (system["id"], system["version"])
    assert assessment["purpose"] == system["purpose"]
    assert (card["model_name"], card["version"]) == (model["id"], system["version"])
    assert (evaluation["model"]["id"], evaluation["model"]["version"]) == (
        card["model_name"],
        card["version"],
    )
    assert card["datasets"] == [dataset["id"]] == [sheet["dataset"]]
    assert evaluation["dataset"]["id"] == dataset["id"]
    assert card["license"] == model["licence"]
    assert sheet["license"] == dataset["rights"]["licence"]
    code = (example / "src/loan/__init__.py").read_text("utf-8")
    assert f'MODEL_ID = "{model["id"]}"' in code
    assert f'VERSION = "{system["version"]}"' in code


def test_every_file_the_manifest_names_exists(example: Path, manifest: dict[str, Any]) -> None:
    system, model, dataset = (manifest[kind][0] for kind in ("systems", "models", "datasets"))
    named = [
        system["impact_assessment"],
        *(model[key] for key in ("path", "card", "evaluation")),
        *(dataset[key] for key in ("path", "datasheet")),
    ]
    assert [path for path in named if not (example / path).is_file()] == []
    for reference in (system["oversight"]["override"], *system["entry_points"]):
        path, symbol = reference.split("#")
        assert f"def {symbol}(" in (example / path).read_text("utf-8")


def test_the_card_states_each_metric_as_evaluated(
    example: Path,
    metrics: dict[tuple[str, str], dict[str, Any]],
    evaluation: dict[str, Any],
) -> None:
    limits = {(limit["metric"], limit.get("slice", "")): limit for limit in evaluation["limits"]}
    rows = [row for table in tables(example / "models/MODEL_CARD.md") for row in table]
    stated = {
        (row.get("metric") or row["gap"], row.get("slice", "")): row
        for row in rows
        if "value" in row
    }
    assert set(stated) == {key for key in metrics if "=" not in key[1]}
    assert set(limits) <= set(stated)
    for key, row in stated.items():
        assert row["value"] == f"{metrics[key]['value']:.3f}", key
        assert row["limit"] == _limit_in_words(limits.get(key)), key
        if "95 % interval" in row:
            bounds = metrics[key]["confidence"]
            assert row["95 % interval"] == f"{bounds['low']:.3f} to {bounds['high']:.3f}", key


def _limit_in_words(limit: dict[str, Any] | None) -> str:
    if limit is None:
        return "none set"
    return f"at least {limit['min']:.2f}" if "min" in limit else f"at most {limit['max']:.2f}"


def test_the_card_states_each_group_as_evaluated(
    example: Path, metrics: dict[tuple[str, str], dict[str, Any]]
) -> None:
    rows = [row for table in tables(example / "models/MODEL_CARD.md") for row in table]
    groups = {row.pop("group"): row for row in rows if "group" in row}
    assert set(groups) == {part for _, part in metrics if "=" in part}
    for group, row in groups.items():
        assert row.pop("samples") == str(metrics["auc", group]["samples"])
        assert row == {name: f"{metrics[name, group]['value']:.3f}" for name in row}, group


def test_the_cards_front_matter_states_figures_as_evaluated(
    example: Path, metrics: dict[tuple[str, str], dict[str, Any]]
) -> None:
    card = front_matter(example / "models/MODEL_CARD.md")
    stated = card["model-index"][0]["results"][0]["metrics"]
    assert stated == [
        {"type": name, "value": metrics[name, ""]["value"]} for name in ("auc", "brier_score")
    ]


@pytest.mark.parametrize(
    "document", ["models/MODEL_CARD.md", "governance/impact/loan-approval.yaml", "README.md"]
)
def test_a_figure_in_running_text_was_evaluated(
    example: Path, metrics: dict[tuple[str, str], dict[str, Any]], document: str
) -> None:
    evaluated = {f"{entry['value']:.3f}" for entry in metrics.values()}
    for entry in metrics.values():
        bounds = entry.get("confidence", {})
        evaluated |= {f"{bounds[end]:.3f}" for end in ("low", "high") if end in bounds}
    stated = re.findall(r"-?\b\d\.\d{3}\b", (example / document).read_text("utf-8"))
    assert set(stated) <= evaluated


def test_the_card_states_how_many_rows_were_used(
    example: Path, evaluation: dict[str, Any], applications: list[Row]
) -> None:
    training, held_out = (
        evaluation["dataset"][f"{part}_rows"] for part in ("training", "held_out")
    )
    assert training + held_out == len(applications)
    card = (example / "models/MODEL_CARD.md").read_text("utf-8")
    assert f"{training} of the {len(applications):,} rows" in card
    assert f"the {held_out} held-out applications" in card


def test_the_datasheet_states_the_columns_as_they_are(
    example: Path, applications: list[Row]
) -> None:
    columns = {row["column"]: row for row in tables(example / "data/DATASHEET.md")[0]}
    assert list(columns) == list(applications[0])
    measured = {name: row for name, row in columns.items() if row["median"]}
    assert len(measured) == 7
    for name, row in measured.items():
        values = [float(application[name]) for application in applications]
        found = (min(values), statistics.median(values), max(values))
        assert (row["minimum"], row["median"], row["maximum"]) == tuple(f"{v:g}" for v in found)


def test_the_datasheet_states_the_groups_as_they_are(
    example: Path, applications: list[Row]
) -> None:
    groups = {row["group"]: row for row in tables(example / "data/DATASHEET.md")[1]}
    assert len(groups) == 5
    for group, row in groups.items():
        column, _, value = group.partition("=")
        members = [entry for entry in applications if entry[column] == value]
        income = statistics.median(float(entry["income_eur"]) for entry in members)
        assert row["rows"] == str(len(members))
        assert row["share repaid"] == f"{_share_repaid(members):.3f}"
        assert row["median income"] == f"{income:g}"
    sheet = (example / "data/DATASHEET.md").read_text("utf-8")
    assert f"{len(applications):,}, of which a share of {_share_repaid(applications):.3f}" in sheet


def _share_repaid(applications: list[Row]) -> float:
    return sum(int(entry["repaid"]) for entry in applications) / len(applications)


def test_no_value_is_missing_and_no_application_repeated(applications: list[Row]) -> None:
    contents = {tuple(entry.values())[1:] for entry in applications}
    assert len(contents) == len(applications)
    assert all(value for entry in applications for value in entry.values())


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.endswith(".md")])
def test_links_lead_to_files(example: Path, document: str) -> None:
    text = (example / document).read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert links
    folder = (example / document).parent
    assert [link for link in links if not (folder / link).is_file()] == []


def test_the_assessment_is_approved_by_someone_else(assessment: dict[str, Any]) -> None:
    assert assessment["approver"] != assessment["author"]
