"""What the inputs of the action ask for, and which runs may do it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aims_gate.cli.action_inputs import InputError, Inputs


def base(temporary: Path) -> dict[str, str]:
    return {"RUNNER_TEMP": str(temporary), "GITHUB_REPOSITORY": "acme/loans"}


def event(temporary: Path, source: dict[str, str] | None) -> dict[str, str]:
    file = temporary / "event.json"
    file.write_text(json.dumps({"pull_request": {"head": {"repo": source}}}), "utf-8")
    return base(temporary) | {"GITHUB_EVENT_PATH": str(file)}


def test_what_may_be_uploaded(tmp_path: Path) -> None:
    own = event(tmp_path, {"full_name": "acme/loans"})
    assert Inputs.read(base(tmp_path)).upload
    assert Inputs.read(own).upload
    assert not Inputs.read(own | {"GITHUB_ACTOR": "dependabot[bot]"}).upload
    assert not Inputs.read(own | {"INPUT_UPLOAD_SARIF": "false"}).upload
    assert not Inputs.read(event(tmp_path, {"full_name": "stranger/loans"})).upload
    gone = event(tmp_path, None)
    assert not Inputs.read(gone).upload
    assert Inputs.read(gone | {"INPUT_UPLOAD_SARIF": "true"}).upload


def test_inputs_become_options(tmp_path: Path) -> None:
    inputs = Inputs.read(
        base(tmp_path)
        | {
            "INPUT_PATH": "--version",
            "INPUT_PROFILE": "standard",
            "INPUT_FAIL_ON": "warning",
            "INPUT_SELECT": "a, b",
            "INPUT_IGNORE": "c",
            "INPUT_ONLINE": "true",
            "INPUT_FORMATS": "json,junit-strict",
            "INPUT_OUTPUT_DIR": str(tmp_path / "out"),
        }
    )
    assert inputs.arguments() == [
        "check",
        "--format=console",
        f"--format=json={tmp_path}/out/report.json",
        f"--format=markdown={tmp_path}/out/report.md",
        f"--format=github={tmp_path}/out/annotations.txt",
        f"--format=junit-strict={tmp_path}/out/report.junit-strict.xml",
        *("--profile=standard", "--fail-on=warning"),
        *("--select=a", "--select=b", "--ignore=c", "--online"),
        *("--", "--version"),
    ]


@pytest.mark.parametrize(
    ("inputs", "options"),
    [
        ({"INPUT_POLICY_REF": "v1"}, ["--policy-ref=v1"]),
        ({"INPUT_POLICY_REF": "auto"}, []),
        ({"INPUT_POLICY_REF": "self"}, ["--no-policy-ref"]),
        ({"INPUT_SINCE": "origin/main"}, ["--since=origin/main"]),
        ({"INPUT_BASELINE": "old.txt"}, ["--baseline=old.txt"]),
        ({"INPUT_CONFIG": "gates/x.yaml"}, ["--config=gates/x.yaml"]),
    ],
)
def test_sides_become_options(tmp_path: Path, inputs: dict[str, str], options: list[str]) -> None:
    assert list(Inputs.read(base(tmp_path) | inputs).options) == options


@pytest.mark.parametrize(
    ("given", "title", "folder"),
    [
        ({}, "", "aims-gate"),
        ({"INPUT_PATH": "./"}, "", "aims-gate"),
        ({"INPUT_PATH": "search"}, "search", "aims-gate-search"),
        ({"INPUT_PATH": ".search"}, ".search", "aims-gate-search-[0-9a-f]{8}"),
        ({"INPUT_PATH": "./services/a/"}, "services/a", "aims-gate-services-a-[0-9a-f]{8}"),
        ({"INPUT_PATH": "a", "INPUT_CATEGORY": "/b/"}, "b", "aims-gate-b"),
        ({"INPUT_CATEGORY": "../../x"}, "../../x", "aims-gate-x-[0-9a-f]{8}"),
        ({"INPUT_CATEGORY": "…"}, "…", "aims-gate-[0-9a-f]{8}"),
        ({"INPUT_CATEGORY": "x" * 400}, "x" * 400, "aims-gate-x{60}-[0-9a-f]{8}"),
    ],
)
def test_titles_and_folders(tmp_path: Path, given: dict[str, str], title: str, folder: str) -> None:
    inputs = Inputs.read(base(tmp_path) | given)
    assert inputs.title == title
    assert inputs.folder.parent == tmp_path
    assert re.fullmatch(folder, inputs.folder.name)
    assert inputs.artifact == inputs.folder.name


def test_no_two_calls_write_into_one_folder(tmp_path: Path) -> None:
    """Nor do their reports go into one artefact, wherever they are written to."""
    titles = ["", "a", "a/b", "a-b", "a b", "b", "…", "é", "A/B", "x" * 300, "x" * 301]
    calls = [Inputs.read(base(tmp_path) | {"INPUT_CATEGORY": each}) for each in titles]
    assert len({each.folder for each in calls}) == len(titles)
    together = [
        Inputs.read(base(tmp_path) | {"INPUT_CATEGORY": each, "INPUT_OUTPUT_DIR": "reports"})
        for each in titles
    ]
    assert len({each.artifact for each in together}) == len(titles)


@pytest.mark.parametrize(
    ("server", "given", "kept"),
    [
        ("https://github.com", "", True),
        ("https://acme.ghe.com", "auto", True),
        ("https://github.acme.example", "auto", False),  # it does not know that action
        ("https://github.acme.example", "true", True),
        ("https://github.com", "false", False),
    ],
)
def test_where_reports_are_kept(tmp_path: Path, server: str, given: str, kept: bool) -> None:
    environ = base(tmp_path) | {"GITHUB_SERVER_URL": server, "INPUT_UPLOAD_REPORTS": given}
    assert Inputs.read(environ).keeps is kept


@pytest.mark.parametrize("event", ["push", "schedule", "merge_group", "pull_request_target"])
def test_only_pull_requests_are_commented_on(tmp_path: Path, event: str) -> None:
    environ = base(tmp_path) | {"INPUT_COMMENT": "true", "GITHUB_EVENT_NAME": event}
    assert not Inputs.read(environ).comments


def test_unknown_words_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="upload-sarif is 'yes': write auto or true or false"):
        Inputs.read(base(tmp_path) | {"INPUT_UPLOAD_SARIF": "yes"})


def test_lines_are_annotated_where_code_scanning_does_not_show_them(tmp_path: Path) -> None:
    with_alerts = base(tmp_path) | {"INPUT_FORMATS": "sarif"}
    assert not Inputs.read(with_alerts).annotations
    assert Inputs.read(with_alerts | {"INPUT_ANNOTATIONS": "true"}).annotations
    assert Inputs.read(with_alerts | {"INPUT_UPLOAD_SARIF": "false"}).annotations
    assert Inputs.read(with_alerts | {"INPUT_FORMATS": "junit"}).annotations
    none = {"INPUT_UPLOAD_SARIF": "false", "INPUT_ANNOTATIONS": "false"}
    assert not Inputs.read(with_alerts | none).annotations
