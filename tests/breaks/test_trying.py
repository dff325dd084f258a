"""What reads and applies break files says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aims_gate.model import Verdict

from .reading import Break, BreakError, Edit, Place, read_breaks
from .trying import Bench, apply, line_of

FILES = {"a.md": b"one\ntwo\nthree\ntwo\nfour\n", "b.bin": b"\xff\n"}


def read(tmp_path: Path, text: str) -> tuple[Break, ...]:
    file = tmp_path / "some-check.yaml"
    file.write_text(text, "utf-8")
    return read_breaks(file)


def edited(**keys: object) -> bytes:
    edit = Edit.model_validate({"path": "a.md", **keys})
    each = Break(name="x", edits=(edit,), at=Place(path="a.md", line=1))
    return apply(each, FILES).get("a.md", b"(gone)")


@pytest.mark.parametrize(
    ("keys", "becomes"),
    [
        ({"replace": "three\n", "with": ""}, b"one\ntwo\ntwo\nfour\n"),
        ({"replace": "two", "with": "2", "line": 4}, b"one\ntwo\nthree\n2\nfour\n"),
        ({"replace": "two", "with": "2", "after": "three"}, b"one\ntwo\nthree\n2\nfour\n"),
        ({"replace": "three", "with": "3\n", "until": "four"}, b"one\ntwo\n3\nfour\n"),
        ({"append": "five\n"}, b"one\ntwo\nthree\ntwo\nfour\nfive\n"),
        ({"write": "new\n"}, b"new\n"),
        ({"remove": True}, b"(gone)"),
        ({"rename": "c.md"}, b"(gone)"),
    ],
)
def test_edits(keys: dict[str, object], becomes: bytes) -> None:
    assert edited(**keys) == becomes


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"replace": "six", "with": ""}, "edit 1: a.md holds 'six' 0 times, not once"),
        ({"replace": "two", "with": ""}, "a.md holds 'two' 2 times (lines 2, 4), not once"),
        ({"replace": "two", "with": "", "line": 3}, "does not hold 'two' on line 3"),
        ({"replace": "two", "with": "", "line": 30}, "does not hold 'two' on line 30"),
        ({"replace": "one", "with": "", "after": "three"}, "does not hold 'one' after 'three'"),
        ({"replace": "two", "with": "", "after": "two"}, "holds 'two' 2 times"),
        ({"replace": "one", "with": "", "until": "ten"}, "does not hold 'ten' after"),
        ({"replace": "one", "with": "one"}, "the edits change nothing"),
        ({"path": "z.md", "append": "x"}, "z.md is no file of the example"),
        ({"rename": "b.bin"}, "cannot become b.bin, which exists"),
        ({"path": "b.bin", "replace": "x", "with": ""}, "b.bin is no text"),
    ],
)
def test_edits_that_cannot_be_made(keys: dict[str, object], said: str) -> None:
    with pytest.raises(BreakError) as problem:
        edited(**keys)
    assert said in str(problem.value)


BREAK = "- name: x\n  edits: [{path: a, append: b}]\n  at: {path: a, line: 1}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: the file:"),
        ("- name: [", "some-check.yaml: line"),
        (BREAK + "  alsoo: {}\n", ":4: 0.alsoo: Extra inputs"),
        (BREAK + "  also: {other: ''}\n", ":4: 0.also.other:"),
        (BREAK + "  name: again\n", "name"),
        (BREAK + BREAK, "two breaks are called 'x'"),
        (BREAK.replace("append: b", "append: b, remove: true"), "an edit does one of"),
        (BREAK.replace("append: b", "line: 3"), "an edit does one of"),
        (BREAK.replace("append: b", "replace: b"), "'replace' and 'with' go together"),
        (BREAK.replace("append: b", "append: b, until: c"), "go with 'replace'"),
        (BREAK.replace("append: b", "replace: b, with: c, line: 1, after: d"), "give one"),
        (BREAK.replace(", line: 1", ""), ":3: 0.at: Value error, give 'text'"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BreakError) as problem:
        read(tmp_path, text)
    assert "some-check.yaml" in str(problem.value)
    assert said in str(problem.value)


def test_the_line_of_a_place() -> None:
    assert line_of(Place(path="a.md", text="three"), FILES) == 3
    assert line_of(Place(path="gone.md", line=7), FILES) == 7
    with pytest.raises(BreakError, match=r"at: a\.md holds 'two' 2 times"):
        line_of(Place(path="a.md", text="two"), FILES)
    with pytest.raises(BreakError, match=r"at: gone\.md is not there"):
        line_of(Place(path="gone.md", text="two"), FILES)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.of_example(tmp_path_factory.mktemp("facts"))


def removal(**keys: object) -> Break:
    """A break for which missing-model-card fails at the manifest."""
    edits = [{"path": "models/MODEL_CARD.md", "remove": True}]
    at = {"path": "aims.yaml", "text": "card: models/MODEL_CARD.md"}
    return Break.model_validate({"name": "x", "edits": edits, "at": at, **keys})


CHECK = "missing-model-card"


@pytest.mark.parametrize(
    ("check", "keys", "said"),
    [
        ("missing-model-cart", {}, "there is no check missing-model-cart"),
        (CHECK, {"also": {CHECK: "itself"}}, f"'also' names {CHECK} itself"),
        (CHECK, {"also": {"undeclared-ai": "no"}}, "names undeclared-ai, which does not fail"),
        (
            CHECK,
            {"at": {"path": "aims.yaml", "line": 1}},
            f"nothing fails at aims.yaml:1, but {CHECK}",
        ),
        (CHECK, {"message": "on the moon"}, "the message does not say 'on the moon'"),
        (CHECK, {"at": {"path": "aims.yaml", "text": "purpose"}}, "at: aims.yaml holds"),
        ("missing-datasheet", {}, "missing-datasheet does not fail: conforms for"),
        ("missing-datasheet", {}, f"fails too, and not in 'also': {CHECK} at aims.yaml:"),
    ],
)
def test_what_is_not_as_the_file_says_is_told(
    bench: Bench, check: str, keys: dict[str, object], said: str
) -> None:
    assert any(said in problem for problem in bench.problems_in(check, removal(**keys)))


def test_an_edited_policy_does_not_lessen_what_runs(bench: Bench) -> None:
    each = removal(edits=[{"path": "aims-gate.yaml", "write": "version: 1\nprofile: starter\n"}])
    _, judgement = bench.broken(each)
    assert judgement.policy.profile is bench.unbroken.policy.profile
    assert bench.unbroken.verdict is not Verdict.UNDECIDED
