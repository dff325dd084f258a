"""The YAML reader: what it reads, where it says things stand, and what it refuses."""

from __future__ import annotations

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.repository.yaml_tree import (
    MAX_BYTES,
    Position,
    YamlProblem,
    YamlTree,
    read_front_matter,
    read_yaml,
    read_yaml_documents,
)

MANIFEST = """\
# comment
systems:
  - id: loan
    purpose: "Rank"
    owner: {person: r-meyer,
            role: Head}
  - id: chat
"""


def problem_of(source: str | bytes, **bounds: int) -> YamlProblem:
    with pytest.raises(YamlProblem) as caught:
        read_yaml(source, **bounds)  # type: ignore[arg-type]  # bounds are the integer parameters
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: true", {"a": True}),
        ("a: False", {"a": False}),
        ("a: yes", {"a": "yes"}),
        ("on: off", {"on": "off"}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: Null", {"a": None}),
        ("a: 12", {"a": 12}),
        ("a: -12", {"a": -12}),
        ("a: 010", {"a": 10}),
        ("a: 0x1F", {"a": 31}),
        ("a: 0o17", {"a": 15}),
        ("a: 0.75", {"a": 0.75}),
        ("a: 1e3", {"a": 1000.0}),
        ("a: .5", {"a": 0.5}),
        ("a: .nan", {"a": ".nan"}),
        ("a: 1e999", {"a": "1e999"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30:00", {"a": "12:30:00"}),
        ("a: 2026-09-01", {"a": "2026-09-01"}),
        ("a: 1.2.3", {"a": "1.2.3"}),
        ("a: -", None),
        ("a: '12'", {"a": "12"}),
        ("a: !!str 12", {"a": "12"}),
        ("a: ! 12", {"a": "12"}),
        ("a: !!float 12", {"a": 12.0}),
        ("1: a\nnull: b\ntrue: c", {"1": "a", "null": "b", "true": "c"}),
        ("[a, [b], {c: d}]", ["a", ["b"], {"c": "d"}]),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("just text", "just text"),
        ("", None),
        ("# only a comment\n", None),
        ("--- # nothing\n", None),
        ("{}", {}),
        ("[]", []),
        ("a: " + "9" * 101, {"a": "9" * 101}),
    ],
)
def test_reads_values_as_the_core_schema_does(text: str, value: object) -> None:
    if text == "a: -":
        assert "not allowed" in problem_of(text).message
        return
    tree = read_yaml(text)
    assert tree.data == value
    assert tree.problems == ()


def test_true_and_one_stay_different() -> None:
    data = read_yaml("[true, 1, 1.0]").data
    assert isinstance(data, list)
    assert [type(value) for value in data] == [bool, int, float]


def test_knows_where_every_value_and_key_stands() -> None:
    tree = read_yaml(MANIFEST)
    assert tree.start == Position(2, 1)
    assert tree.position() == Position(2, 1)
    assert tree.key_position("systems") == Position(2, 1)
    assert tree.position("systems") == Position(3, 3)
    assert tree.position("systems", 0) == Position(3, 5)
    assert tree.position("systems", 0, "purpose") == Position(4, 14)
    assert tree.key_position("systems", 0, "owner", "role") == Position(6, 13)
    assert tree.position("systems", 0, "owner", "role") == Position(6, 19)
    assert tree.position("systems", 1, "id") == Position(7, 9)


@pytest.mark.parametrize(
    "path",
    [
        ("models",),
        ("systems", 2),
        ("systems", -1),
        ("systems", "id"),
        (0,),
        ("systems", 0, "id", 0),
    ],
)
def test_says_so_where_there_is_nothing(path: tuple[str | int, ...]) -> None:
    tree = read_yaml(MANIFEST)
    assert tree.position(*path) is None
    assert tree.key_position(*path) is None
    assert tree.written(*path) is None


def test_the_nearest_ancestor_stands_in_for_what_is_absent() -> None:
    tree = read_yaml(MANIFEST)
    assert tree.nearest("systems", 1, "owner", "person") == Position(7, 5)
    assert tree.nearest("systems", 0, "owner", "person") == Position(5, 13)
    assert tree.nearest("models", 3) == Position(2, 1)


def test_remembers_how_numbers_are_written() -> None:
    tree = read_yaml("version: 2.10\nrevision: 0x1F\nname: '3'\nlist: [1e3, null]\n")
    assert tree.written("version") == "2.10"
    assert tree.written("revision") == "0x1F"
    assert tree.written("name") is None
    assert tree.written("list", 0) == "1e3"
    assert tree.written("list", 1) == "null"
    assert tree.written() is None


def test_an_alias_stands_where_it_is_used() -> None:
    tree = read_yaml("a: &x {b: 1.0}\nc: *x\nd: [*x]\n")
    assert tree.data == {"a": {"b": 1.0}, "c": {"b": 1.0}, "d": [{"b": 1.0}]}
    assert tree.position("c") == Position(2, 4)
    assert tree.position("d", 0, "b") == Position(1, 11)
    assert tree.written("c", "b") == "1.0"


def test_merge_keys_are_followed() -> None:
    tree = read_yaml(
        "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\none: {<<: *b, x: 9}\nboth: {<<: [*b, *m]}\n"
    )
    assert isinstance(tree.data, dict)
    assert tree.data["one"] == {"x": 9, "y": 2}
    assert tree.data["both"] == {"x": 1, "y": 2, "z": 4}
    assert tree.position("both", "z") == Position(2, 20)
    assert tree.written("one", "y") == "2"


def test_merging_what_is_no_mapping_is_a_problem() -> None:
    tree = read_yaml("a:\n  <<: [1]\n  b: 2\n")
    assert tree.data == {"a": {"b": 2}}
    assert [(problem.line, problem.column) for problem in tree.problems] == [(2, 7)]


def test_keys_given_twice_are_reported_and_the_last_counts() -> None:
    tree = read_yaml("a: 1\nb: 2\na: x\n")
    assert tree.data == {"a": "x", "b": 2}
    assert [str(problem) for problem in tree.problems] == [
        "line 3, column 1: the key 'a' is given twice (first at line 1)"
    ]
    assert tree.written("a") is None


@pytest.mark.parametrize(
    "tag", ["!ENV", "!!python/object:os.system", "!!binary", "!!set", "tag:example.org,2000:x"]
)
def test_unknown_tags_are_refused_by_name(tag: str) -> None:
    written = f"!<{tag}>" if tag.startswith("tag:") else tag
    tree = read_yaml(f"a:\n  - {written} x\n  - {written} [x]\n")
    assert tree.data == {"a": ["x", ["x"]]}
    assert [problem.line for problem in tree.problems] == [2, 3]
    assert all(tag in problem.message for problem in tree.problems)


def test_a_value_must_fit_its_tag() -> None:
    (problem,) = read_yaml("a: !!int x").problems
    assert "'!!int'" in problem.message


@pytest.mark.parametrize(
    ("source", "line", "column", "part"),
    [
        ("a: [1, 2\nb: 3\n", 2, 2, "not valid YAML"),
        ("a: b: c\n", 1, 5, "must be in quotes"),
        ("a:\n\tb: c\n", 2, 1, "spaces, not tabs"),
        ("a: @b\n", 1, 4, "starts with @"),
        ("a: *b\n", 1, 4, "no anchor"),
        ("a: &x [*x]\n", 1, 8, "inside its own anchor"),
        ("a: {[b]: c}\n", 1, 5, "a key must be text"),
        ("{{ template }}\n", 1, 2, "a key must be text"),
        ("a: 1\n---\nb: 2\n", 3, 1, "second document"),
        ("a: \x07\n", 1, 4, "U+0007"),
        ("ok\na: \ud800\n", 2, 4, "U+D800"),
        (b"ok: 1\na: \xff\n", 2, 4, "0xff"),
        (b"\xef\xbb\xbfa: \xc3", 1, 4, "0xc3"),
        (b"abc\n\0\x01", 2, 1, "NUL"),
        ("a: 1".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: 1".encode("utf-16-be"), 1, 1, "NUL"),
        ("%YAML 9.9\n--- a", 1, 1, "not valid YAML"),
        (
            "%TAG !a! tag:x\n" + "".join(f"%TAG !a{i}! tag:x\n" for i in range(99)) + "--- a",
            1,
            1,
            "%TAG",
        ),
        ('"\\q"', 1, 2, "backslash must be doubled"),
    ],
)
def test_one_clear_problem_for_what_cannot_be_read(
    source: str | bytes, line: int, column: int, part: str
) -> None:
    problem = problem_of(source)
    assert (problem.line, problem.column) == (line, column), problem
    assert part in problem.message


def test_a_byte_order_mark_is_no_content() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1").position("a") == Position(1, 4)
    assert read_yaml("\ufeffa: 1").data == {"a": 1}


def test_several_documents() -> None:
    text = "a: 1\n---\nb: 2\n...\n---\n- [\n"
    assert read_yaml(text, only_first=True).data == {"a": 1}
    assert [tree.data for tree in read_yaml_documents("a: 1\n---\n- 2\n---\n")] == [
        {"a": 1},
        [2],
        None,
    ]
    assert read_yaml_documents("a: 1\n---\n- 2.0\n")[1].written(0) == "2.0"
    assert read_yaml_documents("") == []
    with pytest.raises(YamlProblem) as caught:
        read_yaml_documents(text)
    assert caught.value.line == 7


@pytest.mark.parametrize("opener", ["[", "- ", "{a: ", "[{a: "])
def test_deep_nesting_ends_at_the_bound_at_once(opener: str) -> None:
    source = opener * ((MAX_BYTES - 10) // len(opener))
    began = time.process_time()
    problem = problem_of(source)
    assert "deeper than 64 levels" in problem.message
    assert time.process_time() - began < 0.2


def test_the_depth_bound_is_exact_and_counts_aliases() -> None:
    assert read_yaml("[" * 64 + "]" * 64).data
    assert "deeper" in problem_of("[" * 65 + "]" * 65).message
    assert read_yaml("- &a [[]]\n- *a\n", max_depth=3).data
    assert "deeper" in problem_of("- &a [[]]\n- [*a]\n", max_depth=3).message


def test_aliases_cannot_multiply() -> None:
    first = "l0: &l0 [x, x, x, x, x, x, x, x, x]"
    lines = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert "aliases expanded" in problem_of("\n".join([first, *lines])).message
    long_text = "a: &a " + "x" * 500_000 + "\nb: [" + "*a, " * 100_000 + "]\n"
    assert "aliases expanded" in problem_of(long_text).message


def test_the_bounds_are_parameters() -> None:
    assert "larger than 1 MiB" in problem_of(b"#" * (MAX_BYTES + 1)).message
    assert "larger than 10 bytes" in problem_of("a: 1 #######", max_bytes=10).message
    assert "over 3 values" in problem_of("[1, 2, 3]", max_nodes=3).message
    assert read_yaml("[1, 2, 3]", max_nodes=4).data == [1, 2, 3]


def test_a_megabyte_is_read_in_reasonable_time() -> None:
    entry = "- {id: loan-%d, purpose: Rank applications, tags: [credit, branch], at: 2026-01-01}\n"
    source = "".join(entry % number for number in range(11_000))
    began = time.process_time()
    data = read_yaml(source).data
    assert time.process_time() - began < 3  # about 0.4 s; the bound catches what is quadratic
    assert isinstance(data, list)
    assert len(data) == 11_000


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    return [path] + [deeper for key, below in entries for deeper in paths_of(below, (*path, key))]


def read_or_problem(source: str | bytes) -> YamlTree | YamlProblem:
    try:
        return read_yaml(source)
    except YamlProblem as problem:
        return problem


SYNTAX = (
    """a|b: |- |[|]|{|}|, |\n|  |&x |*x|<<: |? |: |!!int |!t |'|"|>\n|---\n|...\n|#|1.5|~|\t|\\"""
)
YAML_PIECES = st.sampled_from([*SYNTAX.split("|"), "|\n", "%TAG ", "\x85", "é", "\u2028"])


@given(st.one_of(st.text(), st.binary(), st.lists(YAML_PIECES).map("".join)))
def test_whatever_comes_in_a_tree_or_a_problem_comes_out(source: str | bytes) -> None:
    read = read_or_problem(source)
    if isinstance(read, YamlProblem):
        assert read.line >= 1
        assert read.column >= 1
        assert read.message
        return
    json.dumps(read.data, allow_nan=False)
    for path in paths_of(read.data):
        assert read.position(*path) is not None
        assert read.key_position(*path) == read.nearest(*path)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    max_leaves=30,
)


@given(JSON_VALUES)
def test_reads_back_what_another_program_wrote(value: object) -> None:
    # Quoted, since PyYAML writes by YAML 1.1, where for instance a plain 1e3 is text.
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert read_yaml(written).data == value


def test_front_matter_is_read_once_and_only_if_it_is_one_whole_document() -> None:
    tree = read_front_matter(b"---\nlicense: mit\n")
    assert tree is not None
    assert tree.data == {"license": "mit"}
    assert read_front_matter(b"---\nlicense: mit\n") is tree
    assert read_front_matter(b"---\nlicense: mit\n---\nother: 1\n") is None
    assert read_front_matter(b"---\nlicense: [mit\n") is None
