"""The inputs of the GitHub action, as ``action.yml`` hands them over in the environment."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Self

_TARGETS_POLICY = "auto"
"""What the input says to judge a change by the policy of its target branch, if it has one."""

_OWN_POLICY = "self"
"""What the input says to judge a change by its own policy."""

_FILES = {
    "github": "annotations.txt",
    "gitlab": "report.codequality.json",
    "junit": "report.junit.xml",
    "junit-strict": "report.junit-strict.xml",
    "markdown": "report.md",
    "sarif-audit": "report.audit.sarif",
}
"""Names of reports; one that is not listed is named after its format."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST_NAME = 60  # characters

# A server of one's own does not know the action that uploads reports in any version of today:
# https://github.com/actions/upload-artifact#ghes-support.
_KEEPS_REPORTS = re.compile(r"https://(?:github\.com|[^/.]+\.ghe\.com)/?\Z")


_CHANGES = ("pull_request", "pull_request_target", "merge_group")
"""Events of runs that are about a change, and not about a branch as it stands."""


class InputError(Exception):
    """An input of the action has no meaning; the message names it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run of the action is to do.

    ``category`` is empty where none was given, ``title`` where the whole repository is judged as
    one. ``artifact`` is the name that the reports are kept under, if ``keeps`` holds.
    ``comments`` only holds in runs for pull requests, ``of_change`` in those about any change.
    """

    path: str
    options: tuple[str, ...]
    formats: tuple[str, ...]
    folder: Path
    artifact: str
    keeps: bool
    upload: bool
    category: str
    title: str
    annotations: bool
    summary: bool
    comments: bool
    of_change: bool

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the inputs; raises :class:`InputError` for one that is neither of its words."""
        formats = _words(environ, "INPUT_FORMATS")
        choice = _choice(environ, "INPUT_UPLOAD_SARIF", ("auto", "true", "false"))
        upload = choice == "true" or (choice == "auto" and may_write(environ))
        # What code scanning shows at its line needs no second note there.
        shown = upload and "sarif" in formats
        annotations = _choice(environ, "INPUT_ANNOTATIONS", ("auto", "true", "false"))
        comments = _choice(environ, "INPUT_COMMENT", ("false", "true")) == "true"
        path = environ.get("INPUT_PATH") or "."
        category = environ.get("INPUT_CATEGORY", "").strip("/ ")
        title = category or "/".join(PurePosixPath(path).parts)  # nothing of `.` is left in those
        apart = _apart(title)
        keeps = _choice(environ, "INPUT_UPLOAD_REPORTS", ("auto", "true", "false"))
        known = _KEEPS_REPORTS.match(environ.get("GITHUB_SERVER_URL", ""))
        return cls(
            path=path,
            options=tuple(_options(environ)),
            formats=tuple(formats),
            folder=Path(environ.get("INPUT_OUTPUT_DIR") or Path(environ["RUNNER_TEMP"]) / apart),
            artifact=apart,
            keeps=keeps == "true" or (keeps == "auto" and known is not None),
            upload=upload,
            category=category,
            title=title,
            annotations=annotations == "true" or (annotations == "auto" and not shown),
            summary=_choice(environ, "INPUT_SUMMARY", ("true", "false")) == "true",
            comments=comments and environ.get("GITHUB_EVENT_NAME") == "pull_request",
            of_change=environ.get("GITHUB_EVENT_NAME") in _CHANGES,
        )

    @property
    def reports(self) -> tuple[str, ...]:
        """The formats of this run: those asked for, and those that the action itself reads."""
        own = {
            "json": True,
            "markdown": self.summary or self.comments,
            "github": self.annotations,
        }
        return tuple(dict.fromkeys((*(name for name in own if own[name]), *self.formats)))

    def file(self, form: str) -> Path:
        """Where the report of a format goes, as an absolute path."""
        return (self.folder / _FILES.get(form, f"report.{form}")).absolute()

    def arguments(self) -> list[str]:
        """The arguments of ``aims-gate``; what the console shows goes to the log of the job."""
        files = (f"--format={form}={self.file(form)}" for form in self.reports)
        return ["check", "--format=console", *files, *self.options, "--", self.path]


def may_write(environ: Mapping[str, str]) -> bool:
    """Whether the token of the job may write: that of a fork or of Dependabot may not."""
    if environ.get("GITHUB_ACTOR") == "dependabot[bot]":
        return False
    request = (read_object(Path(environ.get("GITHUB_EVENT_PATH", ""))) or {}).get("pull_request")
    if not request:
        return True
    source = request.get("head", {}).get("repo") or {}
    return bool(source.get("full_name") == environ.get("GITHUB_REPOSITORY"))


def read_object(file: Path) -> dict[str, Any] | None:
    """The object in a file of JSON; ``None`` if there is none."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _apart(title: str) -> str:
    """A name for what is written, of each call of a job another: none may replace another's."""
    name = _NOT_IN_NAMES.sub("-", title)[:_LONGEST_NAME].strip("-.")
    told = (
        ""
        if name == title
        else hashlib.sha256(title.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    )
    return "-".join(filter(None, ("aims-gate", name, told)))


def _options(environ: Mapping[str, str]) -> list[str]:
    single = {
        "--config": "INPUT_CONFIG",
        "--profile": "INPUT_PROFILE",
        "--fail-on": "INPUT_FAIL_ON",
        "--since": "INPUT_SINCE",
        "--baseline": "INPUT_BASELINE",
    }
    options = [f"{name}={environ[key]}" for name, key in single.items() if environ.get(key)]
    policy = environ.get("INPUT_POLICY_REF")
    if policy == _OWN_POLICY:
        options.append("--no-policy-ref")
    elif policy and policy != _TARGETS_POLICY:
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
