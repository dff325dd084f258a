"""What ``action.yml`` runs: the gate with its inputs, then outputs, annotations and summary.

It ends with status 0 whatever the gate says: the action's last step fails the job, after the
reports were uploaded.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model import Verdict
from ..reporters.github import error
from ..text.escaping import markdown_text, one_line
from .action_inputs import InputError, Inputs, read_object
from .action_target import bring_target

_VERDICTS = {verdict.exit_status: verdict for verdict in Verdict}
_UNDECIDED = Verdict.UNDECIDED.exit_status

_NO_REPORT = "### aims-gate: the gate could not judge\n\nThe log of the job says why.\n"


def run(inputs: Inputs, environ: Mapping[str, str]) -> tuple[int, Mapping[str, Path]]:
    """Run the gate; its exit status, and the file of each format that it wrote."""
    before = {form: _identity(inputs.file(form)) for form in inputs.reports}
    # Facts are shared by the calls of one job and with no other: a folder that outlives the job
    # could be filled by what the job of another change runs.
    facts = {"AIMS_GATE_CACHE_DIR": str(Path(environ["RUNNER_TEMP"]) / "aims-gate-facts")}
    # What the log shows comes from the repository: no line of it may be taken for a command.
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        command = [sys.executable, "-I", "-m", "aims_gate", *inputs.arguments()]
        status = subprocess.run(command, check=False, env={**environ, **facts}).returncode
    finally:
        print(f"::{token}::", flush=True)
    written = {
        form: inputs.file(form)
        for form in inputs.reports
        if _identity(inputs.file(form)) not in (None, before[form])
    }
    return status if status in _VERDICTS else _UNDECIDED, written


def _identity(file: Path) -> tuple[int, int] | None:
    """What changes when a report is written, so that an older one is not taken for this run's."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def categorise(file: Path, category: str) -> None:
    """Name the analysis in a SARIF file: code scanning ignores a category given beside one."""
    log = json.loads(file.read_bytes())
    for each in log["runs"]:
        each["automationDetails"] = {"id": f"{category}/"}
    file.write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")


def outputs(inputs: Inputs, status: int, written: Mapping[str, Path]) -> dict[str, str]:
    """The outputs of the action, and those that its next steps go by."""
    report = (read_object(written["json"]) if "json" in written else None) or {}
    junit = written.get("junit") or written.get("junit-strict")
    files = {
        "report-file": written.get("json"),
        "sarif-file": written.get("sarif"),
        "junit-file": junit,
        "html-file": written.get("html"),
        "markdown-file": written.get("markdown"),
    }
    return {
        "verdict": _VERDICTS[status].value,
        "exit-code": str(status),
        "counts": json.dumps(report.get("summary", {})),
        "policy-digest": report.get("policy", {}).get("digest") or "",
        "output-dir": str(inputs.folder.absolute()),
        **{name: str(file or "") for name, file in files.items()},
        "upload": "true" if _uploads(inputs, status, written) else "false",
        "artifact": inputs.artifact,
        "artifact-files": "\n".join(map(str, _kept(inputs, written))),
        "comment-file": str(_comment(inputs, written) or ""),
        "comment-category": inputs.title or "repository",
    }


def _uploads(inputs: Inputs, status: int, written: Mapping[str, Path]) -> bool:
    """Whether to upload the SARIF report.

    Code scanning closes the alerts of a branch that an upload does not have, and what could not be
    judged has few: there it would close what nobody mended.
    """
    is_whole = status != _UNDECIDED or inputs.of_change
    return inputs.upload and "sarif" in written and is_whole


def _kept(inputs: Inputs, written: Mapping[str, Path]) -> Iterator[Path]:
    """The reports to keep: these alone, for their folder may be one that holds other things."""
    if inputs.keeps:
        yield from (file for form, file in written.items() if form != "github")


def _comment(inputs: Inputs, written: Mapping[str, Path]) -> Path | None:
    """What is to be the comment; what an earlier run wrote there must not stand without a word."""
    if not inputs.comments:
        return None
    file = inputs.folder / "comment.md"
    inputs.folder.mkdir(parents=True, exist_ok=True)
    file.write_text(_page(inputs, written), "utf-8")
    return file.absolute()


def _page(inputs: Inputs, written: Mapping[str, Path]) -> str:
    """What the summary and the comment show."""
    report = written["markdown"].read_text("utf-8") if "markdown" in written else _NO_REPORT
    return titled(inputs.title, report)


def titled(title: str, report: str) -> str:
    """A report in Markdown below its title, so that those of several calls are told apart."""
    return f"## {markdown_text(one_line(title))}\n\n{report}" if title else report


def _append(file: str | None, text: str) -> None:
    if file:
        with Path(file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def _write_outputs(file: str | None, values: Mapping[str, str]) -> None:
    # A random delimiter, so that no value can end early and go on as another output.
    end = secrets.token_hex(16)
    _append(file, "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in values.items()))


def main(environ: Mapping[str, str]) -> None:
    """Run the gate as ``action.yml`` asks; write outputs, annotations and summary."""
    try:
        inputs = Inputs.read(environ)
    except InputError as problem:
        print(error("aims-gate", str(problem)))
        undecided = {"verdict": "undecided", "exit-code": str(_UNDECIDED), "upload": "false"}
        _write_outputs(environ.get("GITHUB_OUTPUT"), undecided)
        if environ.get("INPUT_SUMMARY") != "false":
            _append(environ.get("GITHUB_STEP_SUMMARY"), _NO_REPORT)
        return
    bring_target(inputs, environ)
    status, written = run(inputs, environ)
    if inputs.category and "sarif" in written:
        categorise(written["sarif"], inputs.category)
    values = outputs(inputs, status, written)
    _write_outputs(environ.get("GITHUB_OUTPUT"), values)
    if inputs.annotations and "github" in written:
        print(written["github"].read_text("utf-8"), end="", flush=True)
    elif status == _UNDECIDED and values["upload"] == "false":
        print(error("aims-gate", "the gate could not judge: the log of this step says why"))
    if inputs.summary:
        _append(environ.get("GITHUB_STEP_SUMMARY"), _page(inputs, written))


if __name__ == "__main__":
    main(os.environ)
