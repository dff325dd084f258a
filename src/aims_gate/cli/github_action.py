"""What ``action.yml`` runs: the gate with its inputs, then outputs, annotations and summary.

It ends with status 0 whatever the gate says: the action's last step fails the job, after the
reports were uploaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ..reporters.github import error

UNDECIDED = 2

_OWN_POLICY = "self"
"""What the input says to judge a change by its own policy."""

_SECONDS_TO_FETCH = 120

_FILES = {
    "github": "annotations.txt",
    "gitlab": "report.codequality.json",
    "junit": "report.junit.xml",
    "junit-strict": "report.junit-strict.xml",
    "markdown": "report.md",
    "sarif-audit": "report.audit.sarif",
}
"""Names of reports; one that is not listed is named after its format."""


class InputError(Exception):
    """An input of the action has no meaning; the message names it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of the action, as ``action.yml`` hands them over in the environment."""

    path: str
    options: tuple[str, ...]
    formats: tuple[str, ...]
    folder: Path
    upload: bool
    category: str
    annotations: bool
    summary: bool

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the inputs; raises :class:`InputError` for one that is neither of its words."""
        temporary = Path(environ["RUNNER_TEMP"])
        formats = _words(environ, "INPUT_FORMATS")
        choice = _choice(environ, "INPUT_UPLOAD_SARIF", ("auto", "true", "false"))
        upload = choice == "true" or (choice == "auto" and _may_upload(environ))
        # What code scanning shows at its line needs no second note there.
        shown = upload and "sarif" in formats
        annotations = _choice(environ, "INPUT_ANNOTATIONS", ("auto", "true", "false"))
        return cls(
            path=environ.get("INPUT_PATH") or ".",
            options=tuple(_options(environ)),
            formats=tuple(formats),
            folder=Path(environ.get("INPUT_OUTPUT_DIR") or temporary / "aims-gate"),
            upload=upload,
            category=environ.get("INPUT_CATEGORY", "").strip("/ "),
            annotations=annotations == "true" or (annotations == "auto" and not shown),
            summary=_choice(environ, "INPUT_SUMMARY", ("true", "false")) == "true",
        )

    @property
    def reports(self) -> tuple[str, ...]:
        """The formats of this run: those asked for, and those that the action itself reads."""
        own = {"json": True, "markdown": self.summary, "github": self.annotations}
        return tuple(dict.fromkeys((*(name for name in own if own[name]), *self.formats)))

    def file(self, form: str) -> Path:
        """Where the report of a format goes, as an absolute path."""
        return (self.folder / _FILES.get(form, f"report.{form}")).absolute()

    def arguments(self) -> list[str]:
        """The arguments of ``aims-gate``; what the console shows goes to the log of the job."""
        files = (f"--format={form}={self.file(form)}" for form in self.reports)
        return ["check", "--format=console", *files, *self.options, "--", self.path]


def _options(environ: Mapping[str, str]) -> list[str]:
    single = {
        "--profile": "INPUT_PROFILE",
        "--fail-on": "INPUT_FAIL_ON",
        "--since": "INPUT_SINCE",
        "--baseline": "INPUT_BASELINE",
    }
    options = [f"{name}={environ[key]}" for name, key in single.items() if environ.get(key)]
    policy = environ.get("INPUT_POLICY_REF")
    if policy == _OWN_POLICY:
        options.append("--no-policy-ref")
    elif policy:
        options.append(f"--policy-ref={policy}")
    options += [f"--select={name}" for name in _words(environ, "INPUT_SELECT")]
    options += [f"--ignore={name}" for name in _words(environ, "INPUT_IGNORE")]
    if _choice(environ, "INPUT_ONLINE", ("false", "true")) == "true":
        options.append("--online")
    return options


def _words(environ: Mapping[str, str], key: str) -> list[str]:
    return environ.get(key, "").replace(",", " ").split()


def _choice(environ: Mapping[str, str], key: str, words: Sequence[str]) -> str:
    """One of a few words; the first is the default."""
    value = environ.get(key) or words[0]
    if value not in words:
        name = key.removeprefix("INPUT_").replace("_", "-").lower()
        raise InputError(f"{name} is {value!r}: write {' or '.join(words)}")
    return value


def _may_upload(environ: Mapping[str, str]) -> bool:
    """Whether the token of the job may write: that of a fork or of Dependabot may not."""
    if environ.get("GITHUB_ACTOR") == "dependabot[bot]":
        return False
    request = (_read_json(Path(environ.get("GITHUB_EVENT_PATH", ""))) or {}).get("pull_request")
    if not request:
        return True
    source = request.get("head", {}).get("repo") or {}
    return bool(source.get("full_name") == environ.get("GITHUB_REPOSITORY"))


def bring_target(inputs: Inputs, environ: Mapping[str, str]) -> None:
    """Fetch the tip of the target branch, whose policy judges, if the checkout left it out.

    It may not be to be had; then the gate says what is missing.
    """
    branch = None if "--no-policy-ref" in inputs.options else _target(environ)
    if branch is None or any(each.startswith("--policy-ref=") for each in inputs.options):
        return
    own = f"refs/remotes/origin/{branch}"
    known = ["git", "-C", inputs.path, "rev-parse", "--verify", "--quiet", own]
    if subprocess.run(known, check=False, capture_output=True).returncode == 0:
        return
    wanted = f"+refs/heads/{branch}:{own}"
    fetch = ["git", "-C", inputs.path, "fetch", "--quiet", "--no-tags", "--depth=1", "origin"]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [*fetch, wanted], check=False, capture_output=True, timeout=_SECONDS_TO_FETCH
        )


def _target(environ: Mapping[str, str]) -> str | None:
    from .session import Stop
    from .sides import target_branch

    try:
        return target_branch(environ)
    except Stop:
        return None  # the gate says so


def _read_json(file: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def run(inputs: Inputs) -> tuple[int, Mapping[str, Path]]:
    """Run the gate; its exit status, and the file of each format that it wrote."""
    before = {form: _identity(inputs.file(form)) for form in inputs.reports}
    # What the log shows comes from the repository: no line of it may be taken for a command.
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        command = [sys.executable, "-I", "-m", "aims_gate", *inputs.arguments()]
        status = subprocess.run(command, check=False).returncode
    finally:
        print(f"::{token}::", flush=True)
    written = {
        form: inputs.file(form)
        for form in inputs.reports
        if _identity(inputs.file(form)) not in (None, before[form])
    }
    return status if status in (0, 1) else UNDECIDED, written


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


def outputs(
    inputs: Inputs, status: int, written: Mapping[str, Path], report: Mapping[str, Any]
) -> dict[str, str]:
    """The outputs of the action, and ``upload``, which its next step goes by."""
    junit = written.get("junit") or written.get("junit-strict")
    return {
        "verdict": report.get("verdict", "undecided"),
        "exit-code": str(status),
        "counts": json.dumps(report.get("summary", {})),
        "report-file": str(written.get("json", "")),
        "sarif-file": str(written.get("sarif", "")),
        "junit-file": str(junit or ""),
        "upload": "true" if inputs.upload and "sarif" in written else "false",
    }


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
        undecided = {"verdict": "undecided", "exit-code": str(UNDECIDED), "upload": "false"}
        _write_outputs(environ.get("GITHUB_OUTPUT"), undecided)
        return
    bring_target(inputs, environ)
    status, written = run(inputs)
    report = (_read_json(written["json"]) if "json" in written else None) or {}
    if inputs.category and "sarif" in written:
        categorise(written["sarif"], inputs.category)
    _write_outputs(environ.get("GITHUB_OUTPUT"), outputs(inputs, status, written, report))
    if inputs.annotations and "github" in written:
        print(written["github"].read_text("utf-8"), end="", flush=True)
    if inputs.summary and "markdown" in written:
        _append(environ.get("GITHUB_STEP_SUMMARY"), written["markdown"].read_text("utf-8"))


if __name__ == "__main__":
    main(os.environ)
