"""Runs of pytest as a user starts them, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import junitparser
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

pytest_plugins = ("pytester",)

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
AS_OF = "--as-of=2026-11-22"
TOGETHER = ("-o", f"aims_gate_options={AS_OF}")
OWN_TEST = "def test_own():\n    assert True\n"

Run = Callable[..., pytest.RunResult]


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=tester", "-c", "user.email=tester@example.org"]
    subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True)


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest in the folder of the test; the last line of its output is its summary."""
    for name in os.environ:
        if name.startswith(("GIT_", "GITHUB_", "CI_", "AIMS_GATE_", "PYTEST_")) or name == "CI":
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run_it(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess(*arguments)

    return run_it


@pytest.fixture
def bare(pytester: pytest.Pytester) -> Path:
    """A repository whose gate fails, with one test of its own."""
    return copy("loan-approval-bare", pytester.path)


def copy(example: str, folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "var")
    shutil.copytree(EXAMPLES / example, folder, dirs_exist_ok=True, ignore=ignored)
    (folder / "test_own.py").write_text(OWN_TEST, "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=start")
    return folder


def text(result: pytest.RunResult) -> str:
    return result.stdout.str()


def ids(result: pytest.RunResult) -> set[str]:
    """What ``--collect-only -q`` lists."""
    return {line for line in result.outlines if "::" in line}


@pytest.mark.usefixtures("bare")
def test_each_check_and_subject_is_an_item(run: Run) -> None:
    result = run("--aims-gate", *TOGETHER)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] == 3
    assert outcomes["passed"] >= 1
    assert outcomes["skipped"] >= 1
    assert outcomes["xfailed"] >= 1
    result.stdout.fnmatch_lines(
        [
            f"aims-gate: check {AS_OF}",
            "*undeclared-ai[[]supplier:scikit-learn[]]*",
            "error: scikit-learn (library or service) is used but not declared",
            "  at requirements.txt:3",
            "  also at src/loan/evaluate.py:10",
            "  fix: Run `aims-gate init`:*",
            "More: aims-gate explain undeclared-ai",
            "=* aims-gate =*",
            "undeclared-ai: 3 errors",
            "Do first: Run `aims-gate init`*",
            "FAILED aims-gate::undeclared-ai[[]supplier:scikit-learn[]]*",
        ]
    )


def test_a_gate_that_passes_is_green(pytester: pytest.Pytester, run: Run) -> None:
    copy("loan-approval", pytester.path)
    result = run("aims-gate::", *TOGETHER)
    assert result.ret == pytest.ExitCode.OK
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] > 100
    assert outcomes.keys() <= {"passed", "skipped"}
    assert "= aims-gate =" not in text(result)


def test_runs_that_do_not_ask_are_as_without_the_plugin(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_the_gate_is_loaded():
            loaded = {name for name in sys.modules if "aims_gate" in name}
            assert loaded == {"pytest_aims_gate", "pytest_aims_gate.plugin"}
        """
    )
    result = run("--strict-config", "--strict-markers", "-W", "error")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*aims-gate: *")
    without = run("-p", "no:aims_gate", "--collect-only", "-q")
    assert ids(without) == ids(run("--collect-only", "-q"))


def test_the_plugin_itself_loads_nothing_but_pytest() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import pytest_aims_gate.plugin;"
        "print(sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).strip()
    assert loaded == "['pytest_aims_gate', 'pytest_aims_gate.plugin']"


@pytest.mark.usefixtures("bare")
def test_items_are_chosen_as_tests_are(run: Run) -> None:
    everything = ids(run("--aims-gate", "--collect-only", "-q"))
    of_the_gate = {each for each in everything if each.startswith("aims-gate::")}
    assert everything - of_the_gate == {"test_own.py::test_own"}
    undeclared = {each for each in of_the_gate if "::undeclared-ai[" in each}
    assert len(undeclared) == 3
    for arguments, chosen in (
        (["--aims-gate", "-k", "undeclared-ai"], undeclared),
        (["--aims-gate", "-m", "aims_gate"], of_the_gate),
        (["--aims-gate", "-m", "not aims_gate"], everything - of_the_gate),
        (["--aims-gate", "--deselect", "aims-gate::undeclared-ai"], everything - undeclared),
        (["aims-gate::"], of_the_gate),
        (["aims-gate::undeclared-ai"], undeclared),
        (["aims-gate::undeclared-ai[supplier:scikit-learn]", "test_own.py"],
         {"aims-gate::undeclared-ai[supplier:scikit-learn]", "test_own.py::test_own"}),
    ):  # fmt: skip
        assert ids(run(*arguments, "--collect-only", "-q")) == chosen, arguments


@pytest.mark.usefixtures("bare")
def test_an_id_that_is_not_there_is_an_error(run: Run) -> None:
    result = run("aims-gate::no-such-check")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: not found: aims-gate::no-such-check"])


@pytest.mark.usefixtures("bare")
def test_it_stops_at_the_first_failure_and_runs_what_failed_again(run: Run) -> None:
    stopped = run("--aims-gate", "-x")
    assert stopped.parseoutcomes()["failed"] == 1
    assert run("--aims-gate").parseoutcomes().keys() == {"failed", "passed", "skipped", "xfailed"}
    again = run("--aims-gate", "--last-failed")
    assert again.parseoutcomes()["failed"] == 3
    assert "passed" not in again.parseoutcomes()


@pytest.fixture
def calls_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count how often git was started since it was last asked."""
    log, real = tmp_path / "calls", shutil.which("git")
    shim = tmp_path / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho >> {log}\nexec {real} "$@"\n', "utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")

    def count() -> int:
        calls = len(log.read_text("utf-8").splitlines())
        log.unlink()
        return calls

    return count


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("arguments", [(), ("aims-gate::", "test_own.py")])
def test_distributed_runs_judge_once_and_come_to_the_same(
    run: Run, arguments: tuple[str, ...], calls_of_git: Callable[[], int]
) -> None:
    options = ("--aims-gate", "-o", f"aims_gate_options={AS_OF} --no-cache", *arguments)
    alone = run(*options)
    calls = calls_of_git()
    distributed = run(*options, "-n", "2")
    assert calls_of_git() == calls
    assert "2 workers" in text(distributed)
    assert distributed.parseoutcomes() == alone.parseoutcomes()
    assert distributed.ret == alone.ret == pytest.ExitCode.TESTS_FAILED
    assert "Do first: Run `aims-gate init`" in text(distributed)


def test_the_configuration_can_ask_for_it(pytester: pytest.Pytester, run: Run, bare: Path) -> None:
    (bare / "pytest.ini").write_text(
        f"[pytest]\naims_gate = true\naims_gate_options = {AS_OF} --select=missing-model-card\n",
        "utf-8",
    )
    both = {
        "test_own.py::test_own",
        "aims-gate::missing-model-card[model:models/loan-approval.safetensors]",
    }
    assert ids(run("--collect-only", "-q")) == both
    assert run("-n", "2").parseoutcomes() == {"passed": 1, "xfailed": 1}
    own = {"test_own.py::test_own"}
    assert ids(run("--collect-only", "-q", "test_own.py")) == own
    assert ids(run("--collect-only", "-q", "test_own.py", "--aims-gate")) == both
    assert ids(run("--collect-only", "-q", "--no-aims-gate")) == own
    assert run("-n", "2", "--no-aims-gate").parseoutcomes() == {"passed": 1}


def test_pyproject_can_ask_for_it(run: Run, bare: Path) -> None:
    (bare / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\naims_gate = true\n"
        'aims_gate_options = ["--fail-on", "warning", "src"]\n',
        "utf-8",
    )
    listed = text(run("--collect-only", "-q"))
    assert "aims-gate::undeclared-ai[supplier:scikit-learn]" in listed
    assert "model:models/loan-approval.safetensors" not in listed
    assert run().parseoutcomes()["failed"] > 1


@pytest.mark.usefixtures("bare")
def test_what_does_not_decide_is_an_expected_failure(run: Run) -> None:
    card = "aims-gate::missing-model-card"
    result = run(card, "-rx")
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines([f"XFAIL {card}*has no model card (does not decide)"])
    run(card, "--runxfail").assert_outcomes(failed=1)


def test_what_is_waived_is_skipped_with_the_reason(run: Run, bare: Path) -> None:
    waived(bare)
    result = run("aims-gate::undeclared-ai", *TOGETHER, "-rs")
    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        ["SKIPPED * requirements.txt: * (waived by W-* until 2026-12-31: it is replaced*)"]
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--no-such-option", "*No such option*--no-such-option*"),
        ("--policy-ref=gone", "error: revision 'gone' is not in this clone*git fetch*"),
        ("nowhere", "error: *nowhere is no folder: name the folder to judge"),
        ("--help", "aims-gate ended without a report"),
        ("--format=console", "*cannot both go to standard output*"),
    ],
)
@pytest.mark.usefixtures("bare")
def test_a_gate_that_could_not_begin_is_never_green(run: Run, options: str, said: str) -> None:
    result = run("--aims-gate", "-o", f"aims_gate_options={options}")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at setup of gate[[]verdict[]]*", said])


def test_a_gate_that_could_not_judge_is_never_green(run: Run, bare: Path) -> None:
    (bare / "aims-gate.yaml").write_text("plugins: [aims-gate-absent]\n", "utf-8")
    result = run("--aims-gate", "-o", "aims_gate_options=--ignore=undeclared-ai")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.parseoutcomes()["errors"] == 1
    result.stdout.fnmatch_lines(["*plugin aims-gate-absent, which is not installed*"])


def test_the_settings_of_the_tests_do_not_reach_the_gate(run: Run, bare: Path) -> None:
    """Nor do modules of the repository: it may have one of any name."""
    (bare / "src" / "odd.py").write_text("PATTERN = '\\d'  # warns when it is compiled\n", "utf-8")
    for name in ("yaml.py", "click.py", "pydantic.py"):
        (bare / name).write_text("raise SystemExit('imported from the repository')\n", "utf-8")
    result = run("--aims-gate", "-W", "error", "-k", "aims-gate")
    assert result.parseoutcomes()["failed"] == 3
    assert "imported from the repository" not in text(result)


def test_names_of_the_repository_stay_on_one_line(run: Run, bare: Path) -> None:
    model = next((bare / "models").iterdir())
    names = ["a\n[FAILED] x", "a [FAILED] x", "\x1b[31mred", "a::b[c]", "e\udce9"]
    for name in names:
        (bare / "models" / f"{name}.safetensors").write_bytes(model.read_bytes())
    result = run("aims-gate::undeclared-ai", "--junitxml=all.xml", "-rA")
    assert "\x1b[31m" not in text(result)
    subjects = [subject for _, subject in of_pytest(bare / "all.xml")]
    assert len(subjects) == result.parseoutcomes()["failed"]
    shown = ("a [FAILED] x", "a [FAILED] x.safetensors (2)", "\\x1b[31mred", "a::b[c]", "e\\xe9")
    for name in shown:
        assert any(subject.startswith(f"model models/{name}") for subject in subjects), name


def test_an_item_stands_at_its_file(pytester: pytest.Pytester, run: Run, bare: Path) -> None:
    pytester.path.joinpath("sub").mkdir()
    pytester.path.joinpath("sub", "pytest.ini").write_text(
        "[pytest]\naims_gate_options = ..\n", "utf-8"
    )
    os.chdir(bare / "sub")
    result = run("aims-gate::undeclared-ai[supplier:scikit-learn]", "-vv")
    result.stdout.fnmatch_lines(["aims-gate::undeclared-ai*<- ../requirements.txt FAILED*"])


def of_pytest(file: Path) -> dict[tuple[str, str], str]:
    """Check and subject → ending, of a file of ``--junitxml``."""
    found = {}
    for case in cases(file):
        if case.classname == "aims-gate":
            check, _, subject = case.name.removesuffix("]").partition("[")
            found[check, subject.replace(":", " ", 1)] = ending(case)
    return found


def of_the_gate(file: Path) -> dict[tuple[str, str], str]:
    """The same of a file of ``--format junit``."""
    return {
        (case.classname.removeprefix("aims-gate."), case.name): ending(case) for case in cases(file)
    }


def cases(file: Path) -> Iterator[junitparser.TestCase]:
    for suite in JUnitXml.fromfile(str(file)):
        yield from suite


def ending(case: junitparser.TestCase) -> str:
    named = {Failure: "failure", Error: "error", Skipped: "skipped"}
    return next((named[type(each)] for each in case.result if type(each) in named), "passed")


def nothing(folder: Path) -> None:
    """Leave the repository as it is."""


def waived(folder: Path) -> None:
    stated = {
        "--subject": "supplier:scikit-learn",
        "--reason": "it is replaced next month",
        "--owner": "r-meyer",
        "--approver": "k-singh",
        "--expires": "2026-12-31",
        "--risk": "R-1",
    }
    options = [part for pair in stated.items() for part in pair]
    program = [sys.executable, "-m", "aims_gate", "waive", "undeclared-ai"]
    subprocess.run([*program, *options], cwd=folder, check=True)


def invalid(folder: Path) -> None:
    (folder / "aims.yaml").write_text("systems: 3\n", "utf-8")


def unreadable(folder: Path) -> None:
    (folder / "models" / "MODEL_CARD.md").write_bytes(b"# Model card\n" + b"\0" * (4 << 20))


@pytest.mark.parametrize(
    ("example", "change"),
    [
        ("loan-approval-bare", nothing),
        ("loan-approval-bare", waived),
        ("loan-approval-bare", invalid),
        ("loan-approval", nothing),
        ("loan-approval", unreadable),
    ],
)
def test_both_junit_reports_agree(
    pytester: pytest.Pytester, run: Run, example: str, change: Callable[[Path], None]
) -> None:
    folder = copy(example, pytester.path)
    change(folder)
    options = f"{AS_OF} --profile=certification --format=junit=gate.xml"
    run("aims-gate::", "-o", f"aims_gate_options={options}", "--junitxml=pytest.xml")
    told = of_pytest(folder / "pytest.xml")
    assert told == of_the_gate(folder / "gate.xml")
    assert len(set(told.values())) > 1, Counter(told.values())
