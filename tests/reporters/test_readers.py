"""What the programs that read our reports make of them: those of real runs of all sorts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from ..git_commands import git
from .conftest import ROOT, SCHEMA, TOOLS, Complaints, absent

SCRIPTS = Path(sysconfig.get_path("scripts"))
EXAMPLES = ROOT / "examples"
BARE = EXAMPLES / "loan-approval-bare"
JENKINS = TOOLS / "junit-10.xsd"
ENDINGS = {
    "sarif": ".sarif",
    "sarif-audit": ".audit.sarif",
    "junit": ".xml",
    "junit-strict": ".strict.xml",
}
MODEL = b"\x02\0\0\0\0\0\0\0{}"
DESK = "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n"
POLICY = "version: 1\nprofile: starter\n"
WAIVERS = """\
kind: waivers
waivers:
  - id: W-01
    check: missing-human-oversight
    subject: system:desk
    reason: the desk is closed until spring
    risk: R-01
    owner: ann
    approver: bob
    created: 2026-11-01
    expires: 2027-01-31
"""
CUSTOM = """\
custom:
  - id: acme-names
    title: A name says <b>what</b> {0} it is, [see](1)
    for: system
    expect: size(system.name) > 1000
    message: "{system.name} ]]> </script> @everyone is short"
  - {id: acme-number, title: It is a number, for: system, expect: int(system.name) > 0}
"""
PEOPLE = "kind: people\npeople: [{id: ann}, {id: bob}]\n"
AZURE = {
    "TF_BUILD": "True",
    "SYSTEM_COLLECTIONURI": "https://dev.azure.com/acme/",
    "SYSTEM_TEAMPROJECTID": "11111111-2222-3333-4444-555555555555",
    "SYSTEM_DEFINITIONID": "17",
    "BUILD_DEFINITIONNAME": "loans, every change",
    "BUILD_BUILDID": "4711",
    "SYSTEM_PHASEID": "96ac2280-8cb4-5df5-99de-dd2da759617d",
    "SYSTEM_PHASENAME": "gate",
    "BUILD_SOURCEBRANCH": "refs/pull/3/merge",
}
NAMES = [
    b"caf\xe9",
    "模型 🤖 é".encode(),
    b"a b#c%41?d",
    b"%2e%2e",
    b"{0}",
    b"c:\\win\\x",
    b"a\nb",
    b"\x1b[2J",
    "\u202ertl".encode(),
    "\ufffe".encode(),
    b"\xed\xa0\x80",
    b"]]>&'\"<b>",
    b"[a](1)",
    b"::error::x",
    b"=1+1",
    b"@everyone #1",
    b" lead",
    b"x" * 240,
]
"""Names of files that mean something to a reader, or that no text can hold."""


@dataclass(frozen=True)
class Run:
    """A repository and how it is judged; ``status`` is what the gate ends with."""

    status: int
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    like: Path | None = None
    commands: tuple[tuple[str, ...], ...] = ()
    options: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)


RUNS = {
    "full": Run(0, like=EXAMPLES / "loan-approval"),
    "bare": Run(1, like=BARE),
    "azure": Run(1, like=BARE, environ=AZURE),
    "change": Run(0, like=BARE, options=("--since=HEAD", "--policy-ref=HEAD")),
    "baseline": Run(
        0,
        {"aims-gate.yaml": POLICY, "aims.yaml": DESK, "a.py": "import torch\n"},
        commands=(("baseline",),),
    ),
    "waiver": Run(
        1,
        {
            "aims.yaml": DESK,
            "governance/people.yaml": PEOPLE,
            "governance/waivers.yaml": WAIVERS,
            "a.py": "import torch\n",
        },
    ),
    "part": Run(
        1,
        {"services/a b#é%41/train.py": "import torch\n", "services/b/a.py": "import torch\n"},
        options=("services/a b#é%41",),
    ),
    "custom": Run(
        1, {"aims-gate.yaml": POLICY + CUSTOM, "aims.yaml": DESK, "a.py": "import torch\n"}
    ),
    "no-ai": Run(0, {"src/a.py": "print(1)\n", "docs/README.md": "# A\n"}),
    "invalid": Run(2, {"aims.yaml": "systems: [\n", "a.py": "import torch\n"}),
    "misspelt": Run(2, {"aims-gate.yaml": "profil: starter\n", "a.py": "import torch\n"}),
    "names": Run(
        1,
        {
            **{os.fsdecode(name + b".safetensors"): MODEL for name in NAMES},
            "long.py": "import torch  # " + "x" * 300_000,
            "bad.py": b"import torch  # \xff\xfe\r\nimport transformers\rx = 1\n",
        },
    ),
}


def repository(run: Run, folder: Path) -> Path:
    """The files of a run, committed."""
    if run.like:
        ignored = shutil.ignore_patterns("__pycache__", "var")
        shutil.copytree(run.like, folder, ignore=ignored)
    for name, content in run.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of all runs."""
    top = tmp_path_factory.mktemp("runs")
    environ = {**os.environ, "AIMS_GATE_CACHE_DIR": str(top / "cache")}
    folder = top / "reports"
    for name, run in RUNS.items():
        inside = repository(run, top / name)
        formats = [f"--format={each}={folder / name}{end}" for each, end in ENDINGS.items()]
        check = ("check", *run.options, "--as-of=2026-11-22", *formats)
        for command in (*run.commands, check):
            done = subprocess.run(
                [SCRIPTS / "aims-gate", *command],
                cwd=inside,
                env={**environ, **run.environ},
                capture_output=True,
                check=False,
                timeout=120,
            )
        assert (done.returncode, done.stderr) == (run.status, b""), name
    return folder


def files(reports: Path, *formats: str) -> list[Path]:
    found = [reports / f"{name}{ENDINGS[each]}" for name in RUNS for each in formats]
    assert set(found) <= set(reports.iterdir())
    return found


def accepted(*command: str | Path) -> None:
    done = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_validator_of_sarif_accepts_all(reports: Path, complaints: Complaints) -> None:
    assert complaints(*files(reports, "sarif", "sarif-audit")) == []


def test_azure_accepts_a_run_of_its_own(reports: Path, complaints: Complaints) -> None:
    assert complaints(reports / "azure.sarif", reader="GHAzDO") == []


def test_all_keep_to_the_schema_of_sarif(reports: Path, multitool: Path) -> None:
    schema = multitool / SCHEMA.name
    every = files(reports, "sarif", "sarif-audit")
    accepted(SCRIPTS / "check-jsonschema", "--schemafile", schema, *every)


@pytest.mark.parametrize("command", ["ls", "summary", "csv", "html", "codeclimate"])
def test_sarif_tools_read_all(reports: Path, tmp_path: Path, command: str) -> None:
    output = tmp_path / "output"
    where = () if command == "ls" else ("--output", output)
    accepted(SCRIPTS / "sarif", command, *where, *files(reports, "sarif", "sarif-audit"))


def cases(file: Path) -> Iterator[Any]:
    for suite in JUnitXml.fromfile(str(file)):
        yield from suite


def test_a_reader_of_junit_finds_every_case_once(reports: Path) -> None:
    for file in files(reports, "junit", "junit-strict"):
        names = [(case.classname, case.name) for case in cases(file)]
        assert names
        assert len(names) == len(set(names)), file.name


def test_junit_is_red_where_the_gate_does_not_pass(reports: Path) -> None:
    for name, run in RUNS.items():
        ends = [
            type(end).__name__ for each in cases(reports / f"{name}.xml") for end in each.result
        ]
        red = {"Failure", "Error"} & set(ends)
        assert bool(red) is (run.status != 0), name


@pytest.fixture(scope="session")
def xmllint() -> str:
    return shutil.which("xmllint") or absent("no xmllint on PATH: install libxml2-utils")


@pytest.fixture(scope="session")
def jenkins() -> Path:
    """The schema by which the xUnit plugin of Jenkins takes a report; pytest's sources have it."""
    return JENKINS if JENKINS.exists() else absent(f"no {JENKINS}: run .ci/install-tools")


def test_all_junit_is_well_formed(reports: Path, xmllint: str) -> None:
    accepted(xmllint, "--noout", *files(reports, "junit", "junit-strict"))


def test_jenkins_takes_the_strict_variant(reports: Path, xmllint: str, jenkins: Path) -> None:
    accepted(xmllint, "--noout", "--schema", jenkins, *files(reports, "junit-strict"))


def test_jenkins_refuses_the_other_one(reports: Path, xmllint: str, jenkins: Path) -> None:
    with pytest.raises(AssertionError, match="attribute 'file' is not allowed"):
        accepted(xmllint, "--noout", "--schema", jenkins, reports / "bare.xml")
