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

from aims_gate.cli.action_inputs import InputError, Inputs
from aims_gate.cli.action_target import bring_target

from .conftest import ROOT, MakeRepository, git

ACTION = ROOT / "action.yml"
SCRIPTS = Path(sys.executable).parent


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
    assert names == outputs.keys() - {"upload", "comment-file", "comment-category"}


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
    [
        ("ONLINE", "yes"),
        ("UPLOAD_SARIF", "maybe"),
        ("SUMMARY", "1"),
        ("ANNOTATIONS", "no"),
        ("COMMENT", "on"),
    ],
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


@pytest.mark.parametrize("event", ["push", "schedule", "merge_group", "pull_request_target"])
def test_only_pull_requests_are_commented_on(tmp_path: Path, event: str) -> None:
    environ = base(tmp_path) | {"INPUT_COMMENT": "true", "GITHUB_EVENT_NAME": event}
    assert not Inputs.read(environ).comments


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
    assert Path(outputs["output-dir"]) == tmp_path / "aims-gate-a-loud-name"


@pytest.mark.parametrize(
    ("given", "title", "folder"),
    [
        ({}, "", "aims-gate"),
        ({"INPUT_PATH": "./"}, "", "aims-gate"),
        ({"INPUT_PATH": "./services/a/"}, "services/a", "aims-gate-services-a"),
        ({"INPUT_PATH": "a", "INPUT_CATEGORY": "/b/"}, "b", "aims-gate-b"),
        ({"INPUT_CATEGORY": "../../x"}, "../../x", "aims-gate-x"),
        ({"INPUT_CATEGORY": "…"}, "…", "aims-gate"),
    ],
)
def test_titles_and_folders(tmp_path: Path, given: dict[str, str], title: str, folder: str) -> None:
    inputs = Inputs.read(base(tmp_path) | given)
    assert inputs.title == title
    assert inputs.folder == tmp_path / folder


def test_facts_are_kept_where_no_other_job_writes(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval")
    elsewhere = tmp_path / "elsewhere"
    judge(folder, tmp_path, {"AIMS_GATE_CACHE_DIR": str(elsewhere), "HOME": str(elsewhere)})
    assert not elsewhere.exists()
    assert list((tmp_path / "aims-gate-facts").iterdir())


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


@pytest.fixture
def cloned(make_repository: MakeRepository, tmp_path: Path) -> Path:
    """The work tree of a job, with nothing of the branch ``main`` that it came from."""
    origin = make_repository("loan-approval-bare")
    commit(origin, "second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"file://{origin}", str(clone))
    git(clone, "update-ref", "-d", TIP)
    return clone


TIP = "refs/remotes/origin/main"


def commit(folder: Path, message: str) -> str:
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
    return git(folder, "rev-parse", "HEAD").strip()


def bring(clone: Path, base_commit: str | None = None, **more: str) -> str:
    """Bring the tip of the target branch; the commit that it is at, empty if it is not there."""
    file = clone.parent / "event.json"
    file.write_text(json.dumps({"pull_request": {"base": {"sha": base_commit}}}), "utf-8")
    environ = base(clone.parent) | {
        "INPUT_PATH": str(clone),
        "GITHUB_BASE_REF": "main",
        "GITHUB_EVENT_PATH": str(file),
        **more,
    }
    bring_target(Inputs.read(environ), environ)
    return git(clone, "for-each-ref", "--format=%(objectname)", TIP).strip()


def test_the_tip_of_the_target_branch_is_fetched_if_the_checkout_left_it_out(cloned: Path) -> None:
    tip = git(cloned, "rev-parse", "HEAD").strip()
    assert bring(cloned, INPUT_POLICY_REF="self") == ""
    assert bring(cloned, INPUT_POLICY_REF="v1") == ""
    assert bring(cloned, GITHUB_BASE_REF="gone") == ""
    assert bring(cloned) == tip
    assert git(cloned, "rev-list", "--count", TIP).strip() == "2", "the history was cut off"


def test_a_shallow_clone_stays_shallow(cloned: Path, tmp_path: Path) -> None:
    origin = git(cloned, "remote", "get-url", "origin").strip()
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", origin, str(shallow))
    git(shallow, "update-ref", "-d", TIP)
    assert bring(shallow)
    assert git(shallow, "rev-list", "--count", TIP).strip() == "1"


def test_an_older_tip_that_a_runner_kept_does_not_judge(
    cloned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = bring(cloned)
    origin = Path(git(cloned, "remote", "get-url", "origin").strip().removeprefix("file://"))
    new = commit(origin, "third")
    assert bring(cloned, old) == old, "the tip that the event names was there already"
    assert bring(cloned, new) == new
    newer = commit(origin, "fourth")
    git(cloned, "remote", "set-url", "origin", "file:///nowhere")
    assert capsys.readouterr().out == ""
    assert bring(cloned, newer) == new
    assert capsys.readouterr().out.startswith("::warning title=aims-gate::the tip of main could")


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
