"""What people are told about a declaration that is wrong: all of it, where, and what to do."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aims_gate.declarations import (
    LoadedManifest,
    LoadedPolicy,
    Problem,
    load_manifest,
    load_policy,
)

Load = Callable[[Callable[[str], bytes | None]], LoadedManifest | LoadedPolicy]
BOTH: tuple[tuple[Load, str], ...] = (
    (load_manifest, "aims.yaml"),
    (load_policy, "aims-gate.yaml"),
)


def problems_of(text: str | bytes, **others: str) -> tuple[Problem, ...]:
    """The problems of a manifest; a keyword stands for one in the folder of that name."""
    files = {"aims.yaml": text.encode() if isinstance(text, str) else text}
    files |= {f"{name}/aims.yaml": other.encode() for name, other in others.items()}
    result = load_manifest(files.get)
    assert result.manifest is None or not result.problems
    return result.problems


def problems_of_policy(text: str) -> tuple[Problem, ...]:
    result = load_policy({"aims-gate.yaml": text.encode()}.get)
    assert result.policy is None
    return result.problems


def system(rest: str) -> str:
    return f"systems:\n- {{id: loan, purpose: Rank, owner: r-meyer, {rest}}}\n"


@pytest.mark.parametrize(
    ("rest", "pointer", "message", "fix"),
    [
        (
            "activities: [train]",
            "/activities/0",
            "'train' is not known for systems[0].activities[0]: did you mean 'trains'?",
            "write one of trains, fine-tunes",
        ),
        ("activities: trains", "/activities", "must be a list, not text", "[a, b]"),
        ("activities: [trains, trains]", "/activities", "'trains' is listed twice", "remove"),
        ("tier: hgh", "/tier", "did you mean 'high'?", "prohibited"),
        ("tier: [high]", "/tier", "must be a single value or a mapping", "indented"),
        ("tier: {basis: law}", "/tier", "'level' is missing in systems[0].tier", "the risk tier"),
        ("lifecycle: {a: b}", "/lifecycle", "must be text, not a mapping", "operation"),
        ("generates_content: maybe", "/generates_content", "must be true or false", "true or"),
        ("name: [a]", "/name", "systems[0].name must be text, not a list", "in quotes"),
        ("name: true", "/name", "must be text, not true or false", "in quotes"),
        ("name: ' '", "/name", "the text is empty", "write something"),
        ('name: "a\\u001b[0m"', "/name", "holds a control character", "remove it"),
        ("oversight: {mode: none, by: {}}", "/oversight/by", "nobody is named", "'person'"),
        ("impact_assessment: /etc/x", "/impact_assessment", "absolute path", "relative to"),
        ("impact_assessment: 'C:/x'", "/impact_assessment", "absolute path", "relative to"),
        ("impact_assessment: ~/x", "/impact_assessment", "absolute path", "relative to"),
        ("impact_assessment: a/../../x", "/impact_assessment", "leads upwards", "or below"),
        ("impact_assessment: a\\b", "/impact_assessment", "has a backslash", "write '/'"),
        ("impact_assessment: 'https://x/y'", "/impact_assessment", "is an address", "a path"),
        ("entry_points: ['#score']", "/entry_points/0", "names no file", "path#anchor"),
        ("paths: ['!src']", "/paths/0", "is negated", "remove the '!'"),
        ("paths: ['src/{a,b}']", "/paths/0", "has braces", "one pattern for each"),
        ("duties: [risk]", "/duties", "must be a mapping", "'key: value'"),
        ("models: [lona]", "/models/0", "no model with the id 'lona' is declared", "declare it"),
        (
            "personal_data: {purposes: [{id: a, retention: 2 moons}]}",
            "/personal_data/purposes/0/retention",
            "'2 moons' is no duration",
            "'6 months'",
        ),
    ],
)
def test_one_defect_of_a_system_gives_one_problem(
    rest: str, pointer: str, message: str, fix: str
) -> None:
    (problem,) = problems_of(system(rest))
    assert problem.pointer == f"/systems/0{pointer}"
    assert message in problem.message
    assert fix in problem.fix
    assert problem.line == 2


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "fix"),
    [
        ("systems: {a: b}", 1, 1, "systems must be a list, not a mapping", "[a, b]"),
        ("systems:\n- loan", 2, 3, "systems[0] must be a mapping (key: value), not text", "key"),
        ("systems:\n- id: a\n  purpose: b", 2, 3, "'owner' is missing in systems[0]", "add"),
        ("systems:\n- id: a b\n  purpose: b\n  owner: c", 2, 3, "'a b' is not an id", "64 letters"),
        ("version: 2", 1, 1, "'2' is not known for version", "write 1"),
        ("version: 1\nfoo: 2", 2, 1, "unknown key 'foo' in aims.yaml", "under 'extensions'"),
        ("organisation: X", 1, 1, "did you mean 'organization'?", "write 'organization'"),
        ("models:\n- {id: a}", 2, 3, "neither a file nor behind a hub or an API", "'hub'"),
        ("models:\n- {id: a, hub: 'https://hf.co/a'}", 2, 11, "is not a hub id", "organisation/"),
        ("models:\n- {id: a, path: b, digest: sha1:5}", 2, 20, "is not a digest", "64 hex"),
        ("models: [{id: a, api: b}, {id: a, api: b}]", 1, 28, "(first at aims.yaml:1)", "own id"),
        ("suppliers:\n- {id: a, assessed: {on: 1 May 2026}}", 2, 22, "is not a date", "2026-09-01"),
        ("suppliers:\n- {id: a, assessed: {on: 2026-02-30}}", 2, 22, "is no day", "correct"),
        ("exclude:\n- path: a", 2, 3, "'reason' is missing in exclude[0]", "nobody needs"),
        ("version: 1\nversion: 1", 2, 1, "the key 'version' is given twice", "aims-gate schema"),
        ("systems: [", 2, 1, "this is not valid YAML", "aims-gate schema manifest"),
        ("- a", 1, 1, "aims.yaml must hold a mapping (key: value), and this is a list", "init"),
        ("text", 1, 1, "and this is text", "init"),
        ("", 1, 1, "aims.yaml is empty", "at least one system"),
        ("# nothing yet\n", 1, 1, "aims.yaml is empty", "at least one system"),
        ("{}", 1, 1, "aims.yaml is empty", "at least one system"),
    ],
)
def test_one_clear_message_with_its_place(
    text: str, line: int, column: int, message: str, fix: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert fix in problem.fix
    assert problem.location.path == problem.path == "aims.yaml"
    assert str(problem) == f"aims.yaml:{line}:{column}: {problem.message}"


def test_a_misspelt_key_is_not_reported_as_missing_too() -> None:
    (problem,) = problems_of("systems:\n- id: a\n  pupose: b\n  owner: c\n")
    assert (problem.line, problem.column) == (3, 3)
    assert problem.message == "unknown key 'pupose' in systems[0]: did you mean 'purpose'?"


def test_all_problems_come_at_once_and_in_order() -> None:
    problems = problems_of(
        "versoin: 1\n"
        "systems:\n"
        "- {id: a, purpose: b}\n"
        "- {id: a, purpose: b, owner: c, models: [m, nn]}\n"
        "models:\n"
        "- {id: n, path: /m}\n"
    )
    assert [(problem.line, problem.pointer) for problem in problems] == [
        (1, "/versoin"),
        (3, "/systems/0"),
        (4, "/systems/1/id"),
        (4, "/systems/1/models/0"),
        (4, "/systems/1/models/1"),
        (6, "/models/0/path"),
    ]


def test_ids_are_unique_over_all_manifests() -> None:
    (problem,) = problems_of(f"includes: [x/aims.yaml]\n{system('')}", x=system(""))
    assert (problem.path, problem.line) == ("x/aims.yaml", 2)
    assert "(first at aims.yaml:3)" in problem.message


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ("aims.yaml", "lies in no folder below that of aims.yaml"),
        ("./models.yaml", "lies in no folder below"),
        (".", "lies in no folder below"),
        ("y/aims.yaml", "does not exist"),
        ("x", "lies in no folder below"),
        ("../aims.yaml", "leads upwards"),
        ("/aims.yaml", "absolute path"),
        ("x/aims.yaml, ./x/aims.yaml", "is included twice (also by aims.yaml)"),
    ],
)
def test_includes_that_cannot_be_followed(include: str, message: str) -> None:
    (problem,) = problems_of(f"includes: [{include}]", x=system(""))
    assert message in problem.message
    assert problem.pointer.startswith("/includes/")


def test_an_included_manifest_cannot_include_what_is_not_below_it() -> None:
    files = {
        "aims.yaml": b"includes: [x/aims.yaml, y/aims.yaml]",
        "x/aims.yaml": b"includes: [., ../aims.yaml]",
        "y/aims.yaml": b"- a list",
    }
    problems = load_manifest(files.get).problems
    assert [(problem.path, problem.pointer) for problem in problems] == [
        ("x/aims.yaml", "/includes/0"),
        ("x/aims.yaml", "/includes/1"),
        ("y/aims.yaml", ""),
    ]


def test_the_number_of_included_manifests_is_bounded() -> None:
    names = [f"d{number}" for number in range(250)]
    files = {f"{name}/aims.yaml": b"organization: x" for name in names}
    files["aims.yaml"] = f"includes: [{', '.join(sorted(files))}]".encode()
    problems = load_manifest(files.get).problems
    assert len(problems) == 50
    assert "over 200 manifests" in problems[0].message


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        ("profile: standrd", "/profile", "did you mean 'standard'?"),
        ("fail_on: eror", "/fail_on", "'eror' is not known for fail_on: did you mean 'error'?"),
        ("fail_on: 5", "/fail_on", "a single value or a mapping"),
        ("fail_on: {hihg: note}", "/fail_on/hihg", "did you mean 'high'?"),
        ("fail_on: {release: {low: note}}", "/fail_on/release/low", "unknown key 'low'"),
        ("checks: {ignore: [a]}", "/checks/ignore", "must be a mapping"),
        ("checks: {ignore: {a: ''}}", "/checks/ignore/a", "the text is empty"),
        ("checks: {ignore: {a: }}", "/checks/ignore/a", "must be text, not nothing"),
        ("checks: {ignore: {A_b: x}}", "/checks/ignore/A_b", "not the id of a check"),
        ("checks: {ignore: {a: x}, require: [a]}", "/checks", "'a' is ignored and required"),
        ("checks: {severity: {a: mild}}", "/checks/severity/a", "'mild' is not known"),
        ("plugins: [a, a]", "/plugins", "'a' is listed twice"),
        ("playbook: {high: {oversight: yes}}", "/playbook/high/oversight", "'yes' is not known"),
        (
            "playbook: {high: {log_retention: 6}}",
            "/playbook/high/log_retention",
            "'6' is no duration",
        ),
        (
            "playbook: {high: {evaluations: [{metric: auc}]}}",
            "/playbook/high/evaluations/0",
            "metric 'auc' has no limit",
        ),
        (
            "playbook: {high: {evaluations: [{metric: auc, min: 2, max: 1}]}}",
            "/playbook/high/evaluations/0",
            "'min' above its 'max'",
        ),
        (
            "playbook: {high: {evaluations: [{metric: auc, min: high}]}}",
            "/playbook/high/evaluations/0/min",
            "must be a number, not text",
        ),
        (
            "playbook: {high: {evaluations: [{metric: auc, min: 1, samples: 0}]}}",
            "/playbook/high/evaluations/0/samples",
            "greater than or equal to 1",
        ),
        ("file: {soa: x}", "/file", "unknown key 'file' in aims-gate.yaml"),
        ("", "", "aims-gate.yaml is empty"),
        ("[a]", "", "aims-gate.yaml must hold a mapping"),
    ],
)
def test_one_defect_of_a_policy_gives_one_problem(text: str, pointer: str, message: str) -> None:
    (problem,) = problems_of_policy(text)
    assert problem.pointer == pointer
    assert message in problem.message
    assert problem.fix


@pytest.mark.parametrize("load_and_path", BOTH, ids=("manifest", "policy"))
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\0\1\2\3", "binary"),
        ("systems: []".encode("utf-16"), "UTF-16"),
        (b"a: \xff", "not UTF-8"),
        (b"#" * 10_000_000, "larger than 1 MiB"),
        (b"[" * 1_000_000, "deeper than 64 levels"),
        (b"a: &a [*a]", "inside its own anchor"),
        (b"a: 1\n---\nb: 1", "a second document"),
    ],
)
def test_unreadable_files_give_one_message_at_once(
    load_and_path: tuple[Load, str], data: bytes, message: str
) -> None:
    load, path = load_and_path
    began = time.process_time()
    (problem,) = load({path: data}.get).problems
    assert time.process_time() - began < 0.5
    assert message in problem.message
    assert problem.line >= 1


@pytest.mark.parametrize(
    "text",
    [
        "systems: [" + "{}," * 60_000 + "]",
        "".join(f"k{number}: 1\n" for number in range(60_000)),
        "systems:\n"
        + "".join(f"- {{id: x{n}, purpose: 1, owner: 2, models: [y{n}]}}\n" for n in range(8_000)),
        "models:\n" + "- {id: a, api: b}\n" * 10_000,
    ],
    ids=["empty entries", "unknown keys", "dangling references", "one id"],
)
def test_no_more_problems_than_a_person_can_use(text: str) -> None:
    began = time.process_time()
    problems = problems_of(text)
    assert time.process_time() - began < 6
    assert len(problems) == 101
    assert problems[-1].message == "there are more problems than the 100 that are listed"


KEYS = st.sampled_from(
    ["systems", "models", "id", "purpose", "owner", "tier", "oversight", "mode", "includes",
     "paths", "checks", "ignore", "fail_on", "high", "playbook", "version", "extensions"]
)  # fmt: skip
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KEYS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=5),
    max_leaves=20,
)


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "replace"))))
@example(b"includes: ['']")
def test_whatever_the_bytes_are_nothing_is_raised(data: bytes) -> None:
    for load, _ in BOTH:
        result = load(lambda path: data if path.startswith("aims") else None)
        assert all(problem.message and problem.fix for problem in result.problems)


@given(DATA.map(repr).map(lambda text: text.replace("None", "null")))
def test_whatever_the_data_are_nothing_is_raised(text: str) -> None:
    for load, path in BOTH:
        result = load({path: text.encode()}.get)
        if isinstance(result, LoadedManifest):
            assert result.is_valid != bool(result.problems)
        else:
            assert (result.policy is None) == bool(result.problems)
