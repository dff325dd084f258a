"""Whatever somebody writes into a declaration: a model of it or problems with their lines."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_gate.declarations import Problem, load_manifest, load_policy
from aims_gate.declarations.records import KINDS, load_records
from aims_gate.governance.skeletons import skeleton

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "loan-approval"
Step = str | int


def documents() -> dict[str, Any]:
    """Every declaration of the example, and every skeleton, as plain data by path."""
    found: dict[str, Any] = {}
    paths = [EXAMPLE / "aims.yaml", EXAMPLE / "aims-gate.yaml"]
    for path in (*paths, *sorted((EXAMPLE / "governance").rglob("*.y*ml"))):
        found[path.relative_to(EXAMPLE).as_posix()] = read(path.read_text("utf-8"))
    for kind in KINDS.values():
        text = skeleton(kind.name)
        body = text.split("\n---", 1)[0] if kind.path.endswith(".md") else text
        found[f"governance/skeleton-{kind.name}.yaml"] = read(body)
    return found


def read(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def problems_of(path: str, text: str) -> tuple[Problem, ...]:
    data = text.encode("utf-8", "surrogatepass")
    if path == "aims.yaml":
        return load_manifest({path: data}.get).problems
    if path == "aims-gate.yaml":
        return load_policy({path: data}.get).problems
    return load_records({path: data}.get, [path], base="", strict=True).problems


def places(data: Any, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The keys of every value in the data."""
    entries: Any = enumerate(data) if isinstance(data, list) else ()
    for key, below in data.items() if isinstance(data, dict) else entries:
        yield (*above, key)
        yield from places(below, (*above, key))


def changed(data: Any, place: tuple[Step, ...], value: Any) -> str:
    """The data as YAML with one value replaced, or left out if ``value`` is ``...``."""
    result = copy.deepcopy(data)
    holder = result
    for key in place[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return yaml.safe_dump(result, sort_keys=False, allow_unicode=True)


def well_told(problems: tuple[Problem, ...], text: str) -> bool:
    """Whether each problem has a line of the text, a message and something to do."""
    lines = text.count("\n") + 1
    return all(1 <= each.line <= lines and each.message and each.fix for each in problems)


DOCUMENTS = documents()
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=True),
    st.text(max_size=20),
    st.sampled_from(["last Tuesday", "2026-02-30", "30.09.2026", "../x", "/etc/passwd", "OPEN: x"]),
    st.lists(st.integers() | st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=8), st.integers() | st.none(), max_size=3),
    st.just({"id": {"id": {"id": []}}}),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_value_anywhere_is_taken_or_told(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(DOCUMENTS)))
    place = data.draw(st.sampled_from(sorted(places(DOCUMENTS[path]), key=str)))
    text = changed(DOCUMENTS[path], place, data.draw(ODD))
    assert well_told(problems_of(path, text), text)


@pytest.mark.parametrize("path", sorted(DOCUMENTS))
def test_each_key_may_be_left_out_or_is_missed_by_name(path: str) -> None:
    for place in places(DOCUMENTS[path]):
        if isinstance(place[-1], str) and place != ("kind",):
            text = changed(DOCUMENTS[path], place, ...)
            problems = problems_of(path, text)
            assert well_told(problems, text), place


@pytest.mark.parametrize("path", sorted(DOCUMENTS))
def test_a_mapping_where_none_belongs_is_told_at_its_line(path: str) -> None:
    refused = 0
    for place in places(DOCUMENTS[path]):
        text = changed(DOCUMENTS[path], place, {"odd": ["value"]})
        problems = problems_of(path, text)
        assert well_told(problems, text), place
        if place == ("kind",):
            continue
        line = text[: text.index("odd:")].count("\n") + 1
        told = {problem.line for problem in problems}
        refused += bool(problems)
        assert not problems or any(each <= line for each in told), place
    assert refused


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(KINDS)))
def test_any_bytes_do_no_harm(data: bytes, kind: str) -> None:
    for path, head in (("g/x.yaml", b""), ("g/x.md", b"---\n"), ("g/x.yaml", b"\xef\xbb\xbf")):
        content = (
            head + f"kind: {kind}\n".encode() + data + (b"\n---\n" if head == b"---\n" else b"")
        )
        loaded = load_records({path: content}.get, [path], base="", strict=False)
        assert all(problem.line >= 1 for problem in loaded.problems)
