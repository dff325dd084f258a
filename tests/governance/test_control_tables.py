"""Tables of controls, whatever is in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.governance.control_tables import TableProblem, TableRow, csv_rows, markdown_rows

Read = Callable[[str, str], tuple[TableRow, ...]]
HEADERS: dict[Read, str] = {
    csv_rows: "id,applicable,justification,evidence,risks\n",
    markdown_rows: "| id | applicable | justification | evidence | risks |\n|-|-|-|-|-|\n",
}
PIECES = st.sampled_from(
    [
        "A.2.2",
        "yes",
        ",",
        ";",
        "\t",
        "|",
        "\\|",
        '"',
        "\n",
        "[x](y.md)",
        "<br>",
        "```\n",
        " ",
        "\x0b",
    ]
)


@pytest.mark.parametrize("read", HEADERS, ids=["csv", "markdown"])
@given(pieces=st.lists(PIECES, max_size=40), headed=st.booleans())
def test_anything_is_read_or_refused_with_a_line(
    read: Read, pieces: list[str], headed: bool
) -> None:
    text = (HEADERS[read] if headed else "") + "".join(pieces)
    rows, told = read_or_told(read, text)
    assert all(1 <= line <= text.count("\n") + 1 for line in told)
    assert all(row.id for row in rows)
    assert all(cited for row in rows for cited, _ in row.evidence)
    assert all(risk for row in rows for risk in row.listed("risks"))


def read_or_told(read: Read, text: str) -> tuple[tuple[TableRow, ...], list[int]]:
    """The rows, and the lines that they or the problem name."""
    try:
        rows = read("governance/soa", text)
    except TableProblem as problem:
        return (), [problem.line]
    return rows, [row.at.line for row in rows]


def test_a_cell_may_hold_a_pipe_and_several_links() -> None:
    [row] = markdown_rows(
        "governance/soa.md",
        HEADERS[markdown_rows]
        + r"| A.2.2 | yes | this \| that | [a](b.md)<br>[c](d.md#e) f.md | R-1, R-2 |",
    )
    assert row.cells["justification"] == "this | that"
    assert row.evidence == (("b.md", True), ("d.md#e", True), ("f.md", False))
    assert row.listed("risks") == ("R-1", "R-2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_the_delimiter(delimiter: str) -> None:
    header, row = ("id", "applicable", "justification"), ("A.2.2", "no", "our role")
    text = "\n".join(delimiter.join(cells) for cells in (header, row))
    [found] = csv_rows("soa.csv", text)
    assert (found.id, found.cells["applicable"], found.at.line) == ("A.2.2", "no", 2)
