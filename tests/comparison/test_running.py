"""Files that run the gate: which of their changes take it out, or let it say less."""

from __future__ import annotations

import time

import pytest

from aims_gate.comparison.running import (
    double_loosenings,
    pin_loosenings,
    running_loosenings,
    runs_gate,
)
from aims_gate.testing import repository

WORKFLOW = """\
on: pull_request
jobs:
  gate:
    steps:
      - run: aims-gate check  # the gate
"""
MAKEFILE = """\
BIN := .venv/bin

lint: deps ## Everything that is quick
\truff check src
\t$(BIN)/aims-gate check --format sarif=gate.sarif
test:
\tpytest
"""
TOX = """\
[testenv]
commands = pytest

[testenv:gate]
deps = aims-gate
commands =
    python -I -m aims_gate check {posargs}

[testenv:docs]
commands = sphinx-build docs
"""
NOX = """\
import nox

GATE = "aims-gate @ git+https://git.example/aims-gate"


@nox.session
def gate(session):
    session.install(GATE)
    session.run("python", "-I", "-m", "aims_gate", "check", *session.posargs)


@nox.session
def docs(session):
    session.run("sphinx-build", "docs")
"""
PACKAGE = """\
{
  "scripts": {
    "gate": "aims-gate check --fail-on warning",
    "build": "tsc"
  },
  "devDependencies": {"typescript": "5.9.3"}
}
"""
SCRIPT = """\
#!/bin/sh
# The gate.
set -eu
aims-gate check \\
  --policy-ref origin/main
"""
CI = """\
on: push
jobs:
  all:
    steps:
      - run: make lint
      - run: npm test
"""


def named(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """What is named where files become others, and what it becomes."""
    found = running_loosenings(repository(old), repository(new))
    return {each.key: each.new for each in found}


OF_CI = (
    *(".github/workflows/x.yml", ".github/actions/gate/action.yml", ".gitea/workflows/x.yaml"),
    *(".gitlab-ci.yml", ".gitlab/ci/gate.yml", ".circleci/config.yml", "azure-pipelines.yml"),
    *("bitbucket-pipelines.yml", ".pre-commit-config.yaml", "Jenkinsfile"),
)
PATHS = {
    **dict.fromkeys(OF_CI, WORKFLOW),
    "Makefile": MAKEFILE,
    "tox.ini": TOX,
    "noxfile.py": NOX,
    "package.json": PACKAGE,
    "ci/gate.sh": SCRIPT,
    ".ci/gate": SCRIPT,
}


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_runs_the_gate_no_longer_is_named(path: str) -> None:
    text = PATHS[path]
    assert runs_gate(repository({path: text}))
    without = "".join(
        line
        for line in text.splitlines(keepends=True)
        if "aims" not in line and "GATE" not in line and "policy-ref" not in line
    )
    assert named({path: text}, {path: without, "x": ""}) == {f"ci.{path}": "does not"}
    assert named({path: text}, {"x": ""}) == {f"ci.{path}": "removed"}
    assert named({path: text}, {path: text.replace("\n", "\r\n")}) in (
        {},
        {f"ci.{path}": "rewritten"},
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("Makefile", "aims-gate check", "aims-gate check --profile starter"),
        ("Makefile", "aims-gate check", "aims-gate check || true"),
        ("Makefile", "\t$(BIN)/aims", "\t-$(BIN)/aims"),
        ("Makefile", "test:", "lint:\n\ttrue\ntest:"),
        ("tox.ini", "check {posargs}", "check {posargs} --no-policy-ref"),
        ("tox.ini", "deps = aims-gate", "ignore_outcome = true\ndeps = aims-gate"),
        ("noxfile.py", '"check", ', '"check", "--fail-on=note", '),
        ("noxfile.py", "def docs", "def gate"),
        (
            "noxfile.py",
            "session):\n    session.install",
            "session):\n    return\n    session.install",
        ),
        ("noxfile.py", "git.example", "git.mallory.example"),
        ("package.json", "--fail-on warning", ""),
        ("package.json", '    "build"', '    "gate": "true",\n    "build"'),
        ("ci/gate.sh", "  --policy-ref origin/main", "  --policy-ref HEAD"),
        ("ci/gate.sh", "set -eu", "set -u; exit 0"),
        (".ci/gate", "set -eu", "exit 0"),
        (".github/workflows/x.yml", "jobs:", "jobs: {}\njobs:"),
        (".github/workflows/x.yml", "on: pull_request", "on: !x pull_request"),
        (".github/workflows/x.yml", "steps:", "<<: {if: false}\n    steps:"),
        (".github/workflows/x.yml", "    steps:", "    if: 0\n    steps:"),
    ],
)
def test_a_file_that_runs_the_gate_otherwise_is_named(path: str, old: str, new: str) -> None:
    before = PATHS[path]
    assert before.count(old) == 1
    after = before.replace(old, new)
    assert named({path: before}, {path: after}) == {f"ci.{path}": "rewritten"}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("Makefile", "ruff check src\n", "ruff check src\n# and then the gate\n"),
        ("Makefile", " --format sarif=gate.sarif", " --jobs 2 --verbose"),
        ("Makefile", "\tpytest\n", "\tpytest -q\nclean:\n\trm -r build\n"),
        ("tox.ini", "commands = pytest", "commands = pytest -q"),
        ("noxfile.py", 'run("sphinx-build", "docs")', 'run("sphinx-build", "-W", "docs")'),
        (
            "noxfile.py",
            "@nox.session\ndef docs",
            "@nox.session\ndef x(s):\n    s.run()\n\n\ndef docs",
        ),
        ("package.json", "5.9.3", "5.9.4"),
        ("package.json", '"build"', '"lint": "eslint",\n    "build"'),
        ("ci/gate.sh", "# The gate.", "# The gate, and nothing else."),
        (".github/workflows/x.yml", "# the gate", "# our gate"),
    ],
)
def test_what_else_such_a_file_says_is_its_own_matter(path: str, old: str, new: str) -> None:
    before = PATHS[path]
    assert before.count(old) == 1
    assert named({path: before}, {path: before.replace(old, new)}) == {}


@pytest.mark.parametrize("path", ["README.md", "docs/gate.sh", "vendor/x/Makefile", "LICENSE"])
def test_what_runs_nothing_is_not_compared(path: str) -> None:
    assert not runs_gate(repository({path: MAKEFILE}))
    assert named({path: MAKEFILE}, {path: "x\n"}) == {}


@pytest.mark.parametrize(
    ("running", "call"),
    [
        ("Makefile", "make lint"),
        ("package.json", "npm test"),
        ("tox.ini", "python -m tox run -e gate"),
        ("ci/gate.sh", "sh ci/gate.sh"),
        (".ci/gate", ".ci/gate"),
        (".github/workflows/x.yml", "uses: ./.github/workflows/x.yml"),
    ],
)
def test_a_call_of_what_runs_the_gate_that_goes_is_named(running: str, call: str) -> None:
    path = ".github/workflows/ci.yml"
    files = {running: PATHS[running]}
    old = files | {path: f"on: push\njobs:\n  a:\n    # {call}\n    run: {call}\n    needs: b\n"}
    for gone in (old[path].replace(f"    run: {call}\n", ""), old[path].replace(call, "true")):
        assert named(old, files | {path: gone}) == {f"ci.{path}": "does not"}
    harmless = old[path].replace("needs: b", "needs: c").replace("    run", "      run")
    assert named(old, files | {path: harmless}) == {}
    assert named(files | {path: CI.replace("make", "cmake")}, files | {path: "on: push\n"}) in (
        {},
        {f"ci.{path}": "does not"} if running == "package.json" else {},
    )


LOCK = """\
[[package]]
name = "aims-gate"
version = "0.1.0"
source = { git = "https://git.example/aims-gate" }

[[package]]
name = "shop"
version = "1.0"
dependencies = [
    { name = "aims-gate" },
]
"""
PROJECT = """\
[project]
name = "shop"
dependencies = ["requests"]

[dependency-groups]
ci = [
    "aims-gate[custom] == 0.1.0",
    "pytest",
]
"""
PINS = {
    "requirements-ci.txt": "pytest\naims-gate==0.1.0 \\\n  --hash=sha256:abc\n",
    "requirements/ci.in": "aims-gate @ git+https://git.example/aims-gate@0.1.0\n",
    "uv.lock": LOCK,
    "pyproject.toml": PROJECT,
}


@pytest.mark.parametrize("path", PINS)
def test_another_gate_that_is_installed_is_named(path: str) -> None:
    before = {path: PINS[path]}

    def pinned(old: str, new: str) -> list[str]:
        assert old in PINS[path]
        after = {path: PINS[path].replace(old, new)}
        return [each.key for each in pin_loosenings(repository(before), repository(after))]

    assert pinned("0.1.0", "0.0.1") == [f"ci.{path}"]
    assert pinned("aims-gate", "aims-gates") == [f"ci.{path}"]
    assert list(pin_loosenings(repository(before), repository({"x": ""})))
    if "pytest" in PINS[path]:
        assert pinned("pytest", "pytest-cov") == []
    assert not list(pin_loosenings(repository({path: "x==1\n"}), repository(before)))
    assert not runs_gate(repository(before))


@pytest.mark.parametrize(
    ("job", "found"),
    [
        ("gate: {steps: [{run: 'true'}]}", True),
        ("other: {name: gate, steps: [{run: 'true'}]}", True),
        ("gate: {name: other, steps: [{run: 'true'}]}", False),
        ("other: {steps: [{run: 'true'}]}", False),
        ("gate: {steps: [{run: echo aims-gate check}]}", True),
        ("gate: 3", True),
        ("3", False),
    ],
)
def test_a_further_job_by_the_name_of_the_gate_is_named(job: str, found: bool) -> None:
    old = {".github/workflows/x.yml": WORKFLOW, ".github/workflows/y.yml": "on: push\n"}
    text = f"on: push\njobs:\n  {job}\n"
    for path in (".github/workflows/y.yml", ".github/workflows/z.yaml"):
        new = repository(old | {path: text})
        assert bool(list(double_loosenings(repository(old), new))) is found
        assert not list(double_loosenings(new, new))


@pytest.mark.parametrize(
    "line",
    [
        "aims-gate check" + " " * 900_000 + "x",
        "aims-gate" + " " * 900_000 + "check",
        "aims-gate check" + " --format" * 100_000,
        "aims-gate," * 100_000,
        "A" * 900_000 + "=aims-gate",
        "GATE=" + "aims_gat" * 100_000,
        "[" * 900_000,
        "aims-gate check" + "\\\n" * 100_000,
    ],
    ids=lambda each: each[:20],
)
def test_no_line_takes_long(line: str) -> None:
    paths = ("Makefile", "tox.ini", "package.json", "gate.sh", "requirements.txt", "uv.lock")
    old, new = (repository(dict.fromkeys(paths, text)) for text in (line, f"{line}\n# more\nx\n"))
    start = time.process_time()
    for compare in (running_loosenings, pin_loosenings, double_loosenings):
        list(compare(old, new))
    assert time.process_time() - start < 10
