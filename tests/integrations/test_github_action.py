from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT, MakeRepository, git

ACTION = ROOT / "action.yml"
SCRIPTS = Path(sys.executable).parent
FOR_STEPS = {"upload", "artifact", "artifact-files", "comment-file", "comment-category"}
"""Outputs of the step that judges which are for the steps after it alone."""
OF_CHANGE = {"GITHUB_EVENT_NAME": "merge_group", "INPUT_POLICY_REF": "self"}
"""A run about a change, whose target branch is not there."""


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(ACTION.read_text("utf-8"))
    return document


def parse_outputs(text: str) -> dict[str, str]:
    """Read what was written to ``$GITHUB_OUTPUT``: ``name<<END``, value, ``END``."""
    values: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, end = line.partition("<<")
        assert end, f"not the form name<<END: {line}"
        value: list[str] = []
        for inner in lines:
            if inner == end:
                break
            value.append(inner)
        values[name] = "\n".join(value)
    return values


def clean(*command: str | Path) -> None:
    completed = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, timeout=120
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def test_zizmor_finds_nothing() -> None:
    clean(SCRIPTS / "zizmor", "--offline", ACTION)


def test_the_action_is_valid() -> None:
    schema = "vendor.github-actions"
    clean(SCRIPTS / "check-jsonschema", "--builtin-schema", schema, ACTION)


def test_no_expression_stands_in_a_script(action: dict[str, Any]) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


def test_which_steps_have_the_token(action: dict[str, Any]) -> None:
    """That which judges only where it may ask; a token of the job is taken from it otherwise."""
    steps = {step["name"]: json.dumps(step) for step in action["runs"]["steps"]}
    given = {name for name, step in steps.items() if "token" in step.lower()}
    assert given == {"Judge", "Comment"}
    judge = next(step for step in action["runs"]["steps"] if step["name"] == "Judge")
    asks = "${{ inputs.online == 'true' && inputs.token || '' }}"
    assert judge["env"]["GITHUB_TOKEN"] == asks


def test_other_actions_are_pinned_by_commit(action: dict[str, Any]) -> None:
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_every_input_reaches_a_step(action: dict[str, Any]) -> None:
    text = json.dumps(action["runs"])
    assert [name for name in action["inputs"] if f"inputs.{name} " not in text] == []


def test_every_output_is_written(action: dict[str, Any], tmp_path: Path) -> None:
    given = " ".join(each["value"] for each in action["outputs"].values())
    names = set(re.findall(r"\$\{\{ steps\.gate\.outputs\.([\w-]+)", given))
    _, outputs, _ = judge(ROOT / "examples" / "loan-approval", tmp_path)
    assert names == outputs.keys() - FOR_STEPS


def judge(
    folder: Path, temporary: Path, environ: Mapping[str, str] | None = None
) -> tuple[str, dict[str, str], str]:
    """Run the step that judges: its log, its outputs and its part of the summary."""
    output, page = temporary / "output", temporary / "summary.md"
    completed = subprocess.run(
        [sys.executable, "-I", "-m", "aims_gate.cli.github_action"],
        cwd=folder,
        env={
            **os.environ,
            "RUNNER_TEMP": str(temporary),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(page),
            "INPUT_FORMATS": "sarif junit html",
            **(environ or {}),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stderr
    shown = page.read_text("utf-8") if page.exists() else ""
    return completed.stdout + completed.stderr, parse_outputs(output.read_text("utf-8")), shown


def test_no_output_can_be_another(make_repository: MakeRepository, tmp_path: Path) -> None:
    """A value of several lines ends at a word that nobody knows beforehand."""
    folder = make_repository("loan-approval-bare")
    environ = {
        "INPUT_OUTPUT_DIR": str(tmp_path / "a\nEOF\nverdict<<EOF\npass"),
        "INPUT_FORMATS": "",
    }
    ends = set()
    for _ in range(2):
        assert judge(folder, tmp_path, environ)[1]["verdict"] == "fail"
        ends |= set(re.findall("<<([0-9a-f]{32})$", (tmp_path / "output").read_text("utf-8"), re.M))
        (tmp_path / "output").unlink()
    assert len(ends) == 2


def test_a_conforming_repository(make_repository: MakeRepository, tmp_path: Path) -> None:
    _, outputs, page = judge(make_repository("loan-approval"), tmp_path)
    assert outputs["verdict"] == "pass"
    assert outputs["exit-code"] == "0"
    assert outputs["upload"] == "true"
    assert json.loads(outputs["counts"])["conforms"] > 0
    assert page.startswith("### aims-gate: the gate passes\n")
    report = json.loads(Path(outputs["report-file"]).read_bytes())
    assert report["verdict"] == "pass"
    assert outputs["policy-digest"] == report["policy"]["digest"]
    assert outputs["output-dir"] == str(tmp_path / "aims-gate")
    for name in ("report-file", "sarif-file", "junit-file", "html-file", "markdown-file"):
        assert Path(outputs[name]).parent == tmp_path / "aims-gate"
    assert outputs["comment-file"] == ""


def test_a_repository_with_gaps(make_repository: MakeRepository, tmp_path: Path) -> None:
    _, outputs, page = judge(make_repository("loan-approval-bare"), tmp_path)
    assert outputs["verdict"] == "fail"
    assert outputs["exit-code"] == "1"
    assert "the gate fails" in page
    assert "undeclared-ai" in page


def test_bad_usage_is_undecided(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval")
    log, outputs, page = judge(folder, tmp_path, {"INPUT_SELECT": "missing-model-cart"})
    assert "missing-model-card" in log, "the near miss is named"
    assert outputs["verdict"] == "undecided"
    assert outputs["exit-code"] == "2"
    assert outputs["upload"] == "false"
    assert outputs["sarif-file"] == ""
    assert outputs["artifact-files"] == ""
    assert page == "### aims-gate: the gate could not judge\n\nThe log of the job says why.\n"
    assert "\n::error title=aims-gate::the gate could not judge" in log
    quiet = {"INPUT_SUMMARY": "false", "INPUT_CATEGORY": "quiet"}
    (tmp_path / "summary.md").unlink()
    assert judge(folder, tmp_path, {"INPUT_SELECT": "missing-model-cart", **quiet})[2] == ""


def test_a_declaration_that_cannot_be_read_is_reported(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    """The gate cannot judge, and every report says where and why."""
    folder = make_repository("loan-approval-bare")
    (folder / "aims.yaml").write_text("version: 1\nsystem: []\n", "utf-8")
    log, outputs, page = judge(folder, tmp_path, OF_CHANGE)
    assert (outputs["verdict"], outputs["exit-code"]) == ("undecided", "2")
    assert outputs["upload"] == "true"
    for name in ("report-file", "sarif-file", "junit-file", "html-file", "markdown-file"):
        assert "aims.yaml" in Path(outputs[name]).read_text("utf-8"), name
    assert page.startswith("### aims-gate: the gate could not judge\n")
    assert "aims.yaml:2" in page
    assert "::error" not in log


@pytest.mark.parametrize("event", ["push", "schedule", "workflow_dispatch"])
def test_what_could_not_judge_closes_no_alerts(
    make_repository: MakeRepository, tmp_path: Path, event: str
) -> None:
    """Code scanning takes for mended what a later upload for the same branch does not have."""
    folder = make_repository("loan-approval-bare")
    assert judge(folder, tmp_path, {"GITHUB_EVENT_NAME": event})[1]["upload"] == "true"
    (tmp_path / "output").unlink()
    (folder / "aims.yaml").write_text("version: 1\nsystem: []\n", "utf-8")
    log, outputs, _ = judge(folder, tmp_path, {"GITHUB_EVENT_NAME": event})
    assert (outputs["verdict"], outputs["upload"]) == ("undecided", "false")
    assert outputs["sarif-file"] != "", "it is kept all the same"
    assert log.count("\n::error title=aims-gate::the gate could not judge") == 1


def test_what_is_kept_are_the_reports_of_this_call(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    """Whatever else lies in the folder that they go to."""
    folder = make_repository("loan-approval-bare")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "secret.txt").write_text("hush", "utf-8")
    environ = {
        "INPUT_OUTPUT_DIR": str(tmp_path / "reports"),
        "INPUT_UPLOAD_REPORTS": "true",
        "INPUT_COMMENT": "true",
        "INPUT_CATEGORY": "loans",
        "GITHUB_EVENT_NAME": "pull_request",
        "INPUT_UPLOAD_SARIF": "false",
    }
    outputs = judge(folder, tmp_path, environ)[1]
    kept = [Path(line) for line in outputs["artifact-files"].splitlines()]
    assert {file.parent for file in kept} == {tmp_path / "reports"}
    names = {"report.json", "report.md", "report.sarif", "report.junit.xml", "report.html"}
    assert {file.name for file in kept} == names
    assert outputs["artifact"] == "aims-gate-loans"
    (tmp_path / "output").unlink()
    assert not judge(folder, tmp_path, environ | {"INPUT_UPLOAD_REPORTS": "false"})[1][
        "artifact-files"
    ]


def test_reports_of_an_earlier_run_are_not_taken_for_this_one(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval")
    judge(folder, tmp_path)
    (tmp_path / "output").unlink()
    _, outputs, _ = judge(folder, tmp_path, {"INPUT_PROFILE": "no-such-profile"})
    assert outputs["verdict"] == "undecided"
    assert outputs["report-file"] == outputs["sarif-file"] == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ONLINE", "yes"),
        ("UPLOAD_SARIF", "maybe"),
        ("UPLOAD_REPORTS", "maybe"),
        ("SUMMARY", "1"),
        ("ANNOTATIONS", "no"),
        ("COMMENT", "on"),
    ],
)
def test_an_input_that_is_none_of_its_words(tmp_path: Path, name: str, value: str) -> None:
    log, outputs, page = judge(ROOT, tmp_path, {f"INPUT_{name}": value})
    assert "could not judge" in page
    assert re.search(rf"::error title=aims-gate::{name.lower().replace('_', '-')} is", log)
    assert outputs["exit-code"] == "2"


def test_an_input_adds_no_command(tmp_path: Path) -> None:
    log, _, _ = judge(ROOT, tmp_path, {"INPUT_ONLINE": "%0A::set-env name=X::y"})
    assert "online is '%250A::set-env" in log


def test_the_category_names_the_analysis(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval")
    _, outputs, _ = judge(folder, tmp_path, {"INPUT_CATEGORY": "gate-of-loans"})
    log = json.loads(Path(outputs["sarif-file"]).read_bytes())
    assert [run["automationDetails"]["id"] for run in log["runs"]] == ["gate-of-loans/"]


def test_the_log_cannot_command_the_runner(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval-bare")
    (folder / "aims.yaml").write_text("version: 1\n::set-env name=X::owned: 1\n", "utf-8")
    log, _, _ = judge(folder, tmp_path)
    lines = log.splitlines()
    stop = next(line for line in lines if line.startswith("::stop-commands::"))
    token = stop.removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines.index(f"::{token}::") > lines.index(stop)
    outside = lines[: lines.index(stop)] + lines[lines.index(f"::{token}::") + 1 :]
    assert not [line for line in outside if "set-env" in line and line.lstrip().startswith("::")]


def commented(folder: Path, temporary: Path, **more: str) -> tuple[dict[str, str], str]:
    """The outputs, and what is to be the comment; empty if there is to be none."""
    environ = {"INPUT_COMMENT": "true", "GITHUB_EVENT_NAME": "pull_request", **more}
    _, outputs, _ = judge(folder, temporary, environ)
    file = outputs["comment-file"]
    return outputs, Path(file).read_text("utf-8") if file else ""


def test_a_comment_says_what_the_summary_says(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval-bare")
    outputs, text = commented(folder, tmp_path)
    assert text == (tmp_path / "summary.md").read_text("utf-8")
    assert outputs["comment-category"] == "repository"


def test_a_comment_does_not_outlive_the_run_that_it_is_of(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval")
    outputs, text = commented(folder, tmp_path, INPUT_PROFILE="no-such-profile")
    assert outputs["verdict"] == "undecided"
    assert text.startswith("### aims-gate: the gate could not judge\n")


def test_what_tells_calls_apart(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval-bare")
    outputs, text = commented(folder, tmp_path, INPUT_CATEGORY="a *loud* <name>")
    assert outputs["comment-category"] == "a *loud* <name>"
    assert text.startswith("## a &#42;loud&#42; &#60;name&#62;\n\n### aims-gate: the gate fails\n")
    folder = Path(outputs["output-dir"])
    assert folder.parent == tmp_path
    assert re.fullmatch("aims-gate-a-loud-name-[0-9a-f]{8}", folder.name)


def test_facts_are_kept_where_no_other_job_writes(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval")
    elsewhere = tmp_path / "elsewhere"
    judge(folder, tmp_path, {"AIMS_GATE_CACHE_DIR": str(elsewhere), "HOME": str(elsewhere)})
    assert not elsewhere.exists()
    assert list((tmp_path / "aims-gate-facts").iterdir())


def test_annotations_are_commands_after_commands_are_obeyed_again(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval-bare")
    log, _, _ = judge(folder, tmp_path, {"INPUT_UPLOAD_SARIF": "false"})

    lines = log.splitlines()
    token = next(line for line in lines if line.startswith("::stop-commands::"))[17:]
    after = lines[lines.index(f"::{token}::") + 1 :]
    annotations = [line for line in after if line.startswith("::")]
    assert annotations
    assert all(re.match("::(error|warning|notice) title=", line) for line in annotations)
    assert after[-1] == "aims-gate: the gate fails"
    without = judge(folder, tmp_path, {"INPUT_ANNOTATIONS": "false"})[0]
    assert not [line for line in without.splitlines() if line.startswith("::error")]


def test_the_summary_links_to_the_judged_commit(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval-bare")
    place = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/loans"}
    _, _, page = judge(folder, tmp_path, place)

    links = re.findall(r"\]\((https:[^)]*)\)", page)
    assert links, page
    commit = git(folder, "rev-parse", "HEAD").strip()
    for link in links:
        assert re.fullmatch(rf"https://github\.com/acme/loans/blob/{commit}/[\w%./-]+#L\d+", link)


def test_no_summary_if_none_is_wanted(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval-bare")
    _, _, page = judge(folder, tmp_path, {"INPUT_SUMMARY": "false"})
    assert page == ""
    assert not (tmp_path / "aims-gate" / "report.md").exists()
