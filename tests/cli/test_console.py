"""What people see who run the gate: on terminals of any width and encoding, and in pipes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ..git_commands import git
from .conftest import PROGRAM, Gate
from .terminals import Seen, run_on_terminal
from .test_trust import AS_OF, FILES, WAIVE, commit

EXAMPLES = Path(__file__).parents[2] / "examples"
BARE = EXAMPLES / "loan-approval-bare"
GOLDEN = Path(__file__).with_name("golden")
ESCAPE = "\x1b["
Project = Callable[[Mapping[str, str | bytes]], Path]
Terminal = Callable[..., Seen]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Run ``aims-gate`` on a terminal, with arguments and perhaps variables of the environment."""

    def run(
        *arguments: str | Path, columns: int = 80, only: str = "stdout stderr", **env: str
    ) -> Seen:
        given = {"XDG_CACHE_HOME": str(tmp_path / ".cache"), **env}
        return run_on_terminal([PROGRAM, *arguments], given, columns=columns, only=only)

    return run


def piped(encoding: str, *arguments: str | Path, **environment: str) -> tuple[int, str, bytes]:
    """Run ``aims-gate`` in a pipe of this encoding: status, output, errors."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(encoding), done.stderr


def test_a_terminal_has_colours_and_a_pipe_has_none(terminal: Terminal, gate: Gate) -> None:
    seen, done = terminal("check", BARE), gate("check", BARE)

    assert seen.status == done.status == 1
    assert f"{ESCAPE}1;31merror:{ESCAPE}0m" in seen.written
    assert ESCAPE not in done.out
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in seen.lines]
    assert "\n".join(plain) == done.out


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(terminal: Terminal, setting: dict[str, str]) -> None:
    assert ESCAPE not in terminal("check", BARE, **setting).written


@pytest.mark.parametrize(
    ("setting", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_colours_can_be_asked_for_in_a_pipe(
    gate: Gate, setting: dict[str, str], coloured: bool
) -> None:
    assert (ESCAPE in gate("check", BARE, **setting).out) is coloured


def test_a_file_is_plain_and_of_usual_width_whatever_the_terminal_is(
    terminal: Terminal, gate: Gate, tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"

    seen = terminal("check", BARE, "--format=console", f"--format=console={file}", columns=40)

    assert ESCAPE in seen.written
    assert file.read_text("utf-8") == gate("check", BARE).out


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_lines_keep_within_the_terminal_but_for_names(terminal: Terminal, columns: int) -> None:
    lines = terminal(
        "check", EXAMPLES / "loan-approval", AS_OF, columns=columns, NO_COLOR="1"
    ).lines

    for line in lines:  # a path stays whole, behind what leads to it
        assert len(line) <= columns or len(line.split()[-1]) > columns - len("    --> ")
    assert max(map(len, lines)) > columns * 0.8


@pytest.mark.parametrize("columns", [40, 200])
def test_columns_can_be_stated_for_a_pipe_within_reason(gate: Gate, columns: int) -> None:
    lines = gate("check", EXAMPLES / "loan-approval", AS_OF, COLUMNS=str(columns)).out.split("\n")

    longest = max(len(line) for line in lines if "/" not in line)
    assert longest <= min(columns, 120)
    assert longest > 100 or columns == 40


# Work of a known length, since that of the gate depends on the machine.
LONG = """
import time
from aims_gate.cli.progress import shown
with shown() as tell:
    for number in range(1000, 1010):
        tell("reading files" if number < 1006 else "checking x", number, 1010)
        time.sleep(0.1)
print("report")
tell("after the end", 1, 1)
"""


def progress_of(**environment: str) -> Seen:
    only = environment.pop("only", "stdout stderr")
    return run_on_terminal([sys.executable, "-c", LONG], environment, columns=36, only=only)


def test_progress_is_shown_on_one_line_and_gone_when_the_work_is_done() -> None:
    seen = progress_of()

    assert "\raims-gate: reading files, 1,004 of…" in seen.written
    assert "\raims-gate: checking x, 1,008 of 1,…" in seen.written
    assert seen.lines == ["report", ""]
    assert ESCAPE not in seen.written


def test_a_program_that_reads_the_report_sees_no_progress() -> None:
    assert progress_of(only="stdout").lines == ["report", ""]


def test_the_report_may_go_elsewhere_while_progress_is_shown() -> None:
    seen = progress_of(only="stderr")

    assert "1,004" in seen.written
    assert seen.lines == [""]


@pytest.mark.parametrize("setting", [{"CI": "true"}, {"TERM": "dumb"}])
def test_there_is_no_progress_in_ci_or_on_a_dumb_terminal(setting: dict[str, str]) -> None:
    assert progress_of(**setting).written == "report\r\n"


def test_the_gate_says_how_far_it_has_come(terminal: Terminal, project: Project) -> None:
    line = "from transformers import pipeline; p = pipeline('a', model='acme/x')  # " + "x" * 900
    folder = project({f"m{n}.py": f"{line}\n" * 60 for n in range(250)})

    seen = terminal("check", folder, "--no-cache", "--jobs=1", NO_COLOR="1")
    quiet = terminal("check", folder, "--no-cache", "--jobs=1", "--quiet")

    assert re.search(
        r"\raims-gate: (reading files|checking [\w-]+), [\d,]+ of [\d,]+", seen.written
    )
    assert not [each for each in seen.lines if each.startswith("aims-gate: ")]
    assert seen.lines[0].startswith("AI found")
    assert "\raims-gate" not in quiet.written


NAMES = ["模型/модель é.safetensors", "modèle.safetensors", "a\u0301/🤖.safetensors"]
MODEL = b"\x02\0\0\0\0\0\0\0{}"


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "cp932", "ascii", "latin-1", "utf-8"])
def test_every_encoding_shows_every_name(project: Project, encoding: str) -> None:
    folder = project(dict.fromkeys(NAMES, MODEL))

    status, out, errors = piped(encoding, "check", folder, "--no-cache")

    assert (status, errors) == (1, b"")
    read_back = re.sub(
        r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))",
        lambda match: chr(int(match[1] or match[2] or match[3], 16)),
        out,
    )
    for name in NAMES:
        assert f"    --> {name}:1" in read_back


@pytest.mark.parametrize(
    ("encoding", "dots"), [("cp437", "..."), ("cp1252", "…"), ("ascii", "...")]
)
def test_symbols_are_replaced_by_what_means_the_same(encoding: str, dots: str) -> None:
    _, out, _ = piped(encoding, "check", BARE, "--no-cache")

    (cut, *_) = [line for line in out.splitlines() if "1 | application_id" in line]
    assert cut.endswith(dots)
    assert len(cut) <= 80
    assert "\\u2026" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "checks"),
        ("list", "controls"),
        ("explain", "missing-model-card"),
        ("explain", "A.6.2.7"),
        ("inventory", str(BARE)),
        ("check", "--help"),
        ("check", "nowhere-é-模"),
    ],
)
@pytest.mark.parametrize("encoding", ["cp437", "ascii"])
def test_no_command_fails_for_an_encoding(encoding: str, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [PROGRAM, *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == (2 if "nowhere-é-模" in arguments else 0), done.stderr
    assert b"itself failed" not in done.stderr


def test_formats_for_programs_are_utf_8_whatever_the_terminal_is(project: Project) -> None:
    folder = project(dict.fromkeys(NAMES, MODEL))

    for name in ("json", "sarif", "junit", "csv", "markdown", "gitlab", "html"):
        done = subprocess.run(
            [PROGRAM, "check", folder, f"--format={name}"],
            env={**os.environ, "PYTHONIOENCODING": "cp437"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert "mod" in done.stdout.decode("utf-8"), name


def test_no_name_acts_on_the_terminal(terminal: Terminal, project: Project) -> None:
    hostile = "\x1b[2J\x1b]8;;https://evil.example\x07\u202e\u009b31m.safetensors"
    folder = project({hostile: MODEL, "b\r\nVerdict: the gate passes.safetensors": MODEL})

    seen = terminal("check", folder, "--verbose")

    own = re.sub(r"\x1b\[(?:0|1|2|1;3[1236])m", "", seen.written)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", own)
    assert "Verdict: the gate passes" not in seen.lines
    assert seen.status == 1


def broken_pipe(*arguments: str | Path) -> tuple[int, bytes]:
    """Run ``aims-gate`` into a pipe that nobody reads: status and errors."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(
            [PROGRAM, *arguments], stdout=nobody, stderr=subprocess.PIPE, timeout=60, check=False
        )
    return done.returncode, done.stderr


@pytest.mark.parametrize("name", ["console", "json"])
def test_a_verdict_stands_though_nobody_reads_the_report(name: str, tmp_path: Path) -> None:
    other = tmp_path / "report.xml"

    ended = broken_pipe("check", BARE, f"--format={name}", f"--format=junit={other}")

    assert ended == (1, b"")
    assert other.read_text("utf-8").endswith("</testsuites>\n")


@pytest.mark.parametrize("command", ["list", "explain"])
def test_other_commands_end_silently_when_nobody_reads(command: str) -> None:
    what = {"list": "checks", "explain": "missing-model-card"}[command]

    assert broken_pipe(command, what) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", ["console", "json"])
def test_a_report_that_cannot_be_written_is_no_pass(name: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [PROGRAM, "check", BARE, f"--format={name}"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == b"error: cannot write to standard output: No space left on device\n"


@pytest.fixture
def change(gate: Gate, project: Project) -> Path:
    """A change that fails: the waiver and the baseline of its target branch hold for the rest."""
    policy = {"aims-gate.yaml": "version: 1\nprofile: starter\n"}
    folder = project({**FILES, **policy})
    project({"src/desk/model.safetensors": MODEL})
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    assert gate(*WAIVE, cwd=folder).status == 0
    commit(folder)
    assert gate("baseline", cwd=folder).status == 0
    commit(folder)
    git(folder, "switch", "-q", "-c", "change")
    door = ", {id: door, name: Front door, purpose: Let people in, owner: bob}]"
    project({"aims.yaml": FILES["aims.yaml"].replace("ann}]", "ann}" + door)})
    project({"src/door.py": 'from transformers import pipeline\np = pipeline("asr", "acme/ear")\n'})
    commit(folder)
    return folder


@pytest.mark.parametrize(
    ("file", "options"), [("change.txt", []), ("change-quiet.txt", ["--quiet"])]
)
def test_a_change_is_told_what_it_brought_and_that_the_rest_was_there(
    gate: Gate,
    change: Path,
    compare_golden: Callable[[Path, str], None],
    file: str,
    options: list[str],
) -> None:
    done = gate("check", "--policy-ref=main", "--since=main", AS_OF, *options, cwd=change)

    assert done.status == 1
    shown = re.sub(r" at [0-9a-f]{12},", " at COMMIT,", done.out)
    compare_golden(GOLDEN / file, shown)


def test_verbose_tells_what_is_excused_in_full(gate: Gate, change: Path) -> None:
    out = gate("check", "--policy-ref=main", "--since=main", "--verbose", AS_OF, cwd=change).out

    assert "(existed\n" in out or "(existed before)" in out
    assert "(waived by W-01" in re.sub(r"\s+", " ", out)
    assert re.search(r"^Conforms: \d+\n  - ", out, re.MULTILINE)
    assert re.search(r"^Not applicable: \d+\n  - ", out, re.MULTILINE)


def test_a_repository_without_ai_is_told_so_in_a_few_lines(gate: Gate, project: Project) -> None:
    done = gate("check", project({"a.py": "print(1)\n"}))

    assert done.status == 0
    assert done.out.startswith("no AI found in 1 file\n")
    assert done.out.endswith("Verdict: the gate passes\n")
    assert len(done.out.splitlines()) < 16


def test_a_thousand_models_make_a_report_that_can_be_read(gate: Gate, project: Project) -> None:
    done = gate("check", project({f"m{n}/m.safetensors": MODEL for n in range(1000)}))

    lines = done.out.splitlines()
    assert len(lines) < 250
    assert {"undeclared-ai", "missing-human-oversight", "unlinked-impact-assessment"} <= set(
        re.findall(r"\[([\w-]+)\]", done.out)
    )
    assert "1,960 more findings, in full with --verbose:" in lines
    assert lines[-5:-1] == [
        "Do first",
        "  1. Run `aims-gate init`: it drafts aims.yaml from everything that was found.",
        "",
        "undeclared-ai: 1000 errors",
    ]
