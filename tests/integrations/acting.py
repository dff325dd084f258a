"""Run workflows with act: what GitHub's runner does, on this machine and without a container."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..platforms.server import TOKEN
from .conftest import ROOT, git

SCRIPTS = Path(sys.executable).parent
ACT = SCRIPTS / "act"
USED = {
    step["uses"]: step["with"]
    for step in yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    if "uses" in step
}
"""The actions of other projects that ours uses, at their commits, and what it gives them."""

_STANDS_IN = {
    "github/codeql-action/upload-sarif": """
    - shell: bash
      env:
        FILE: ${{ inputs.sarif_file }}
      run: cp -- "$FILE" "$(mktemp "$SEEN/uploaded-XXXX.sarif")"
""",
    "actions/upload-artifact": """
    - shell: bash
      env:
        FILES: ${{ inputs.path }}
        NAME: ${{ inputs.name }}
      run: |
        if [ -n "$NO_ARTEFACTS" ]; then exit 1; fi
        mkdir -p "$SEEN/kept/$NAME"
        while read -r file; do cp -- "$file" "$SEEN/kept/$NAME"; done <<< "$FILES"
""",
}
"""What keeps what it is given, in the place of each."""

_SECONDS = 300


def export(folder: Path) -> Path:
    """Copy this project as it stands, uncommitted files too, but for tests and documentation."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source.read_bytes())
    return folder


def wheels(project: Path, folder: Path) -> Path:
    """What installing the gate takes, fetched once for all runs."""
    command = [sys.executable, "-I", "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(folder)]
    constraints = project / "constraints" / "ci.txt"
    subprocess.run(
        [*command, "--constraint", str(constraints), f"{project}[custom]", "hatchling"],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    for own in folder.glob("aims_gate-*.whl"):
        own.unlink()  # it is built anew by every run, from the action's commit
    _newer(folder, "click")
    return folder


def _newer(folder: Path, name: str) -> None:
    """Add a release that the action must not take: its commit says which it was tried with."""
    information = f"{name}-9999.dist-info"
    files = {
        f"{name}.py": "raise SystemExit('another release than the one that was tried')\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{information}/RECORD": "",
    }
    with zipfile.ZipFile(folder / f"{name}-9999-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


def stand_ins(folder: Path) -> dict[str, Path]:
    """Repositories whose actions take the places of those that ours uses, by name and commit."""
    repositories = {}
    for used, given in USED.items():
        name, _, commit = used.partition("@")
        owner, repository, *below = name.split("/")
        place = folder.joinpath(repository, *below)
        place.mkdir(parents=True)
        inputs = {each: {"description": each, "required": True} for each in given}
        steps = yaml.safe_load(_STANDS_IN[name])
        action = {"name": name, "description": "keeps what it is given", "inputs": inputs}
        action["runs"] = {"using": "composite", "steps": steps}
        (place / "action.yml").write_text(yaml.safe_dump(action), "utf-8")
        repositories[f"{owner}/{repository}@{commit}"] = folder / repository
    return repositories


def new(folder: Path) -> Path:
    """Make a repository of a folder, with all that is in it."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=start")
    return folder


def publish(folder: Path, origin: Path) -> None:
    """Give a repository an origin with its branches, and a change on top of ``main``."""
    git(folder, "clone", "--quiet", "--bare", str(folder), str(origin))
    git(folder, "remote", "add", "origin", f"file://{origin}")
    git(folder, "checkout", "--quiet", "-b", "change")


def commit(folder: Path, files: Mapping[str, str]) -> None:
    """Commit files with their text."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        git(folder, "add", name)
    git(folder, "commit", "--quiet", "--message=change")


def pull_request(source: str = "acme/loans") -> dict[str, Any]:
    """The event of a pull request from a repository."""
    return {
        "number": 7,
        "pull_request": {
            "number": 7,
            "head": {"ref": "change", "repo": {"full_name": source}},
            "base": {"ref": "main", "repo": {"full_name": "acme/loans"}},
        },
    }


@dataclass(frozen=True)
class Ran:
    """What came of a run: its exit status, its log, and the folder that its steps wrote to."""

    status: int
    log: str
    seen: Path

    @property
    def records(self) -> Iterator[dict[str, Any]]:
        """The log line by line."""
        return (json.loads(line) for line in self.log.splitlines() if line.startswith("{"))

    @property
    def shown(self) -> str:
        """What people read in the log."""
        return "".join(each["msg"] for each in self.records if each.get("raw_output"))

    @property
    def job(self) -> str:
        """``success`` or ``failure``."""
        return str(next(each["jobResult"] for each in self.records if "jobResult" in each))

    @property
    def steps(self) -> list[str]:
        """The steps that ran, ours and those of our action, by name and in order."""
        return [
            each["msg"].split("Run Main ", 1)[1]
            for each in self.records
            if "⭐ Run Main " in each["msg"]
        ]

    def nanoseconds(self, step: str) -> list[int]:
        """How long a step took each time that it ran."""
        return [
            each["executionTime"]
            for each in self.records
            if "executionTime" in each and f" - Main {step} [" in each["msg"]
        ]

    def commands(self, *names: str) -> list[dict[str, Any]]:
        """The workflow commands that the runner obeyed."""
        return [each for each in self.records if each.get("command") in names]

    def outputs(self, name: str = "outputs") -> dict[str, str]:
        """The outputs of the action, as a later step of the workflow had them."""
        read: dict[str, str] = json.loads((self.seen / f"{name}.json").read_bytes())
        return read

    @property
    def summary(self) -> str:
        """The summary of the job."""
        return "".join(each["content"] for each in self.commands("summary"))

    @property
    def uploaded(self) -> list[dict[str, Any]]:
        """What was uploaded to code scanning."""
        return [json.loads(file.read_bytes()) for file in sorted(self.seen.glob("*.sarif"))]

    @property
    def kept(self) -> dict[str, set[str]]:
        """The artefacts of the run: the names of their files."""
        folders = (self.seen / "kept").glob("*")
        return {each.name: {file.name for file in each.iterdir()} for each in folders}


@dataclass(frozen=True)
class Runner:
    """Act, with our action and what it needs at hand, and no way to fetch anything else."""

    action: Path
    wheels: Path
    used: Mapping[str, Path]
    folder: Path
    api: str

    def run(
        self,
        workspace: Path,
        event: str,
        told: Mapping[str, Any],
        local: Mapping[str, Path] | None = None,
        **more: str,
    ) -> Ran:
        """Run the workflows of a repository on an event, with more variables if given.

        ``local`` says where the repositories lie that these use, by name and revision.
        """
        seen = self.folder / "seen"
        seen.mkdir(parents=True)
        file = self.folder / "event.json"
        file.write_text(json.dumps(told), "utf-8")
        variables = {
            "GITHUB_API_URL": self.api,
            "GITHUB_REPOSITORY": "acme/loans",
            "GITHUB_SERVER_URL": "https://github.com",
            "SEEN": str(seen),
            **more,
        }
        repositories = {**self.used, **(local or {"owner/aims-gate@v1": self.action})}
        completed = subprocess.run(
            [
                *(ACT, event, "--json", "--no-cache-server", "--platform"),
                *("ubuntu-latest=-self-hosted", f"--eventpath={file}"),
                # What hides secrets in the log is the runner: here nothing does.
                *(f"--secret=GITHUB_TOKEN={TOKEN}", "--insecure-secrets"),
                *(f"--local-repository={each}={at}" for each, at in repositories.items()),
                *(f"--env={key}={value}" for key, value in variables.items()),
            ],
            cwd=workspace,
            env={
                "HOME": str(self.folder),
                "PATH": f"{SCRIPTS}:{os.environ['PATH']}",
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(self.wheels),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        assert TOKEN not in completed.stdout
        return Ran(completed.returncode, completed.stdout, seen)
