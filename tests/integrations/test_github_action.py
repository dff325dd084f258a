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

from aims_gate.cli.github_action import InputError, Inputs, bring_target

from .composite import Job, parse_outputs
from .conftest import ROOT, MakeRepository, git

ACTION = ROOT / "action.yml"
SCRIPTS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(ACTION.read_text("utf-8"))
    return document


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
    assert len(scripts) == 3
    assert not [script for script in scripts if "${{" in script]


def test_other_actions_are_pinned_by_commit(action: dict[str, Any]) -> None:
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert len(used) == 1
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_every_input_reaches_a_step(action: dict[str, Any]) -> None:
    text = json.dumps(action["runs"])
    assert [name for name in action["inputs"] if f"inputs.{name} " not in text] == []


def test_every_output_is_written(action: dict[str, Any], tmp_path: Path) -> None:
    wanted = {each["value"] for each in action["outputs"].values()}
    names = {re.sub(r"\$\{\{ steps\.gate\.outputs\.([\w-]+) \}\}", r"\1", each) for each in wanted}
    _, outputs, _ = judge(ROOT / "examples" / "loan-approval", tmp_path)
    assert names == outputs.keys() - {"upload"}


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
            "INPUT_FORMATS": "sarif junit",
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


def test_a_conforming_repository(make_repository: MakeRepository, tmp_path: Path) -> None:
    _, outputs, page = judge(make_repository("loan-approval"), tmp_path)
    assert outputs["verdict"] == "pass"
    assert outputs["exit-code"] == "0"
    assert outputs["upload"] == "true"
    assert json.loads(outputs["counts"])["conforms"] > 0
    assert page.startswith("### aims-gate: the gate passes\n")
    report = json.loads(Path(outputs["report-file"]).read_bytes())
    assert report["verdict"] == "pass"
    for name in ("report-file", "sarif-file", "junit-file"):
        assert Path(outputs[name]).parent == tmp_path / "aims-gate"


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
    assert page == ""


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
    [("ONLINE", "yes"), ("UPLOAD_SARIF", "maybe"), ("SUMMARY", "1"), ("ANNOTATIONS", "no")],
)
def test_an_input_that_is_none_of_its_words(tmp_path: Path, name: str, value: str) -> None:
    log, outputs, _ = judge(ROOT, tmp_path, {f"INPUT_{name}": value})
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
        ({"INPUT_POLICY_REF": "self"}, ["--no-policy-ref"]),
        ({"INPUT_SINCE": "origin/main"}, ["--since=origin/main"]),
        ({"INPUT_BASELINE": "old.txt"}, ["--baseline=old.txt"]),
    ],
)
def test_sides_become_options(tmp_path: Path, inputs: dict[str, str], options: list[str]) -> None:
    assert list(Inputs.read(base(tmp_path) | inputs).options) == options


def test_the_tip_of_the_target_branch_is_fetched_if_the_checkout_left_it_out(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    origin = make_repository("loan-approval-bare")
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--depth=1", f"file://{origin}", str(clone)]
    subprocess.run(command, check=True)
    branch = _git(clone, "rev-parse", "--abbrev-ref", "HEAD")
    own = f"refs/remotes/origin/{branch}"
    _git(clone, "update-ref", "-d", own)
    environ = base(tmp_path) | {"INPUT_PATH": str(clone), "GITHUB_BASE_REF": branch}
    bring_target(Inputs.read(environ | {"INPUT_POLICY_REF": "self"}), environ)
    assert _git(clone, "for-each-ref", own) == ""
    bring_target(Inputs.read(environ), environ)
    assert own in _git(clone, "for-each-ref", own)
    gone = environ | {"GITHUB_BASE_REF": "gone"}
    bring_target(Inputs.read(gone), gone)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


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
    assert links
    commit = git(folder, "rev-parse", "HEAD").strip()
    for link in links:
        assert re.fullmatch(rf"https://github\.com/acme/loans/blob/{commit}/[\w%./-]+#L\d+", link)


def test_no_summary_if_none_is_wanted(make_repository: MakeRepository, tmp_path: Path) -> None:
    folder = make_repository("loan-approval-bare")
    _, _, page = judge(folder, tmp_path, {"INPUT_SUMMARY": "false"})
    assert page == ""
    assert not (tmp_path / "aims-gate" / "report.md").exists()


@pytest.mark.usefixtures("downloads")
def test_the_whole_action(make_repository: MakeRepository, tmp_path: Path) -> None:
    """The steps in their order, with the gate installed by the action itself."""
    folder = make_repository("loan-approval-bare")
    # None of this may have a say in which interpreter and which packages run.
    (folder / ".python-version").write_text("2.7.18\n", "utf-8")
    (folder / "pip.py").write_text("raise SystemExit('imported from the repository')\n", "utf-8")
    job = Job(workspace=folder, temporary=tmp_path, action=ROOT)
    assert not job.run({"output-dir": str(tmp_path / "out")})
    assert job.outputs["gate"]["exit-code"] == "1", job.log
    assert job.uploaded == [tmp_path / "out" / "report.sarif"]
    lenient = {"ignore": "undeclared-ai", "upload-sarif": "false"}
    assert job.run(lenient | {"plugins": "aims-gate-huggingface"}), job.log
    assert len(job.uploaded) == 1
    gate = tmp_path / "aims-gate-venv" / "bin" / "aims-gate"
    listed = subprocess.run([gate, "list", "plugins"], capture_output=True, text=True, check=True)
    assert "aims-gate-huggingface" in listed.stdout
