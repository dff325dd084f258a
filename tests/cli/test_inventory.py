from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from ..git_commands import git
from .conftest import Gate

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = EXAMPLES / "loan-approval"
LOADS = 'from transformers import AutoModel\nm = AutoModel.from_pretrained("acme/scorer")\n'

Project = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def repository(project: Project) -> Path:
    """A repository with one commit of code that loads a model."""
    folder = project({"a.py": LOADS})
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "work")
    return folder


def hub_models(gate: Gate, *arguments: str | Path) -> set[str]:
    """What `inventory --format json` names as hub models."""
    assets = gate("inventory", *arguments, "--format=json").json["assets"]
    return {each["identity"] for each in assets if each["kind"] == "hub-model"}


def test_the_table_is_the_default_and_the_status_is_0(gate: Gate) -> None:
    done = gate("inventory", GOOD)
    assert (done.status, done.err) == (0, "")
    assert "Model files (1)" in done.out
    assert "declared as loan-scorecard" in done.out


def test_json_says_what_is_declared_as_what(gate: Gate) -> None:
    report = gate("inventory", GOOD, "--format=json").json
    declared = {each["kind"]: each["declared_as"] for each in report["assets"]}
    assert declared["model-file"] == "loan-scorecard"
    assert declared["training"] == "loan-approval"
    assert {each["kind"] for each in report["evidence"]} >= {"model-card", "datasheet"}


def test_several_formats_can_be_written_in_one_run(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "out" / "bom.json"
    done = gate("inventory", GOOD, "--format=json", f"--format=cyclonedx={file}")
    assert done.json["ai_system"] is True
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read_text("utf-8")) is None


def test_an_invalid_manifest_is_a_note_on_standard_error(gate: Gate, project: Project) -> None:
    folder = project({"a.py": LOADS, "aims.yaml": "systems: [\n"})
    done = gate("inventory", folder, "--format=json")
    assert done.status == 0
    assert "aims.yaml" in done.err
    assert all(each["declared_as"] is None for each in done.json["assets"])


def test_the_cache_changes_nothing_but_the_time(gate: Gate, repository: Path) -> None:
    first = gate("inventory", repository, "--format=json").out
    assert gate("inventory", repository, "--format=json").out == first
    assert gate("inventory", repository, "--format=json", "--no-cache").out == first
    assert gate("inventory", repository, "--format=json", "--jobs=1").out == first


def test_work_tree_index_and_revision_are_three_snapshots(gate: Gate, repository: Path) -> None:
    (repository / "staged.py").write_text(LOADS.replace("acme/scorer", "acme/staged"), "utf-8")
    git(repository, "add", "-A")
    (repository / "loose.py").write_text(LOADS.replace("acme/scorer", "acme/loose"), "utf-8")
    assert hub_models(gate, repository, "--rev=HEAD") == {"acme/scorer"}
    assert hub_models(gate, repository, "--staged") == {"acme/scorer", "acme/staged"}
    assert hub_models(gate, repository) == {"acme/scorer", "acme/staged", "acme/loose"}


def test_a_difference_needs_no_checkout(gate: Gate, repository: Path) -> None:
    (repository / "a.py").write_text(LOADS.replace("acme/scorer", "acme/other"), "utf-8")
    done = gate("inventory", repository, "--diff=HEAD", "--format=json").json
    assert [each["identity"] for each in done["assets"]["added"]] == ["acme/other"]
    assert [each["identity"] for each in done["assets"]["removed"]] == ["acme/scorer"]
    table = gate("inventory", repository, "--diff=HEAD").out
    assert "Added (1)" in table
    assert "Removed (1)" in table


def test_weights_that_change_are_re_pinned(gate: Gate, repository: Path) -> None:
    header = b'{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}'
    weights = len(header).to_bytes(8, "little") + header
    (repository / "m.safetensors").write_bytes(weights + b"\0")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "weights")
    (repository / "m.safetensors").write_bytes(weights + b"\1")
    [row] = gate("inventory", repository, "--diff=HEAD", "--format=json").json["assets"]["repinned"]
    assert row["identity"] == "m.safetensors"
    assert row["before"]["sha256"] != row["after"]["sha256"]


@pytest.mark.parametrize("named", ["docs/card.md", "part/docs/card.md"])
def test_a_file_is_explained_however_it_is_named(gate: Gate, project: Project, named: str) -> None:
    card = "# Model card: scorer\n\n## Intended use\n\nRanks letters for clerks.\n"
    folder = project({"part/docs/card.md": card})
    git(folder, "init", "-q")
    done = gate("inventory", folder / "part", f"--explain={named}")
    assert done.status == 0
    assert "Evidence: model card" in done.out
    from_within = gate("inventory", "--explain", "card.md", cwd=folder / "part" / "docs")
    assert from_within.status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--staged", "--rev=HEAD"], "give one"),
        (["--diff=nowhere"], "nowhere"),
        (["--rev=nowhere"], "nowhere"),
        (["--explain=none.py"], "none.py is not part of the snapshot"),
        (["--explain=a.py", "--format=json"], "--explain goes with neither"),
        (["--diff=HEAD", "--format=cyclonedx"], "cyclonedx"),
        (["--format=xml"], "xml"),
        (["--format=json", "--format=table"], "both"),
    ],
)
def test_usage_errors_end_with_2_and_say_what_is_wrong(
    gate: Gate, repository: Path, arguments: list[str], message: str
) -> None:
    done = gate("inventory", repository, *arguments)
    assert done.status == 2
    assert message in done.err
    assert done.out == ""
