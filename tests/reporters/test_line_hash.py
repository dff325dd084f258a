from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.reporters.line_hash import MAX_BYTES, line_hashes

CODE = b"def f(x):\r\n\treturn x\r\n" * 5 + "café 😀\n".encode()


def rolling(data: bytes) -> dict[int, str]:
    """Compute the hashes as GitHub does: a window of 100 units that rolls over the file."""
    units = memoryview(data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass"))
    window: list[tuple[int, int | None]] = [(0, None)] * 100
    found: dict[int, str] = {}
    counts: dict[int, int] = {}
    state = 0
    line, at_start, after_return = 0, True, False

    def push(unit: int, starts: int | None) -> None:
        nonlocal state
        (leaving, number), window[:] = window[0], [*window[1:], (unit, starts)]
        if number is not None:
            counts[state] = counts.get(state, 0) + 1
            found[number] = f"{state:x}:{counts[state]}"
        state = (state * 37 + unit - leaving * 37**100) % 2**64

    for unit in [*units.cast("H"), 0xFFFF]:
        if unit in (32, 9) or (after_return and unit == 10):
            after_return = False
            continue
        after_return = unit == 13
        line += at_start
        push(10 if unit == 13 else unit, line if at_start else None)
        at_start = unit in (13, 10)
    for _ in range(100):
        push(0, None)
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", {1: "c129715d7a2bc9a3:1"}),
        (b"\n", {1: "3c5bef55b72b93c9:1", 2: "c129715d7a2bc9a3:1"}),
        (CODE, {1: "6fc92dac739088fd:1", 11: "2ab985e3c3b2fc11:1", 12: "c129715d7a2bc9a3:1"}),
    ],
)
def test_hashes_are_those_of_github(data: bytes, expected: dict[int, str]) -> None:
    assert line_hashes(data, expected.keys()) == expected


def test_equal_lines_are_counted() -> None:
    data = b"the same again and again, to fill a window of hashing\n" * 5

    hashes = line_hashes(data, {1, 3})

    assert hashes[1].endswith(":1")
    assert hashes[3] == hashes[1].removesuffix("1") + "3"


def test_lines_that_do_not_exist_have_no_hash() -> None:
    assert line_hashes(b"one\ntwo", {0, 2, 3}).keys() == {2}


def test_huge_files_are_left_to_the_reader() -> None:
    assert line_hashes(b"x" * (MAX_BYTES + 1), {1}) == {}


PIECES = st.sampled_from(
    [
        b" ",
        b"\t",
        b"\r",
        b"\n",
        b"\r\n",
        b"x = 1",
        b"\xe9",
        "é😀\ufeff".encode(),
        b"\0",
        b"\xed\xa0\x80",
    ]
)


@given(st.lists(PIECES, max_size=200).map(b"".join))
def test_every_line_hashes_as_a_rolling_window_does(data: bytes) -> None:
    expected = rolling(data)

    assert line_hashes(data, frozenset(range(1, len(expected) + 2))) == expected
