from __future__ import annotations

import pytest

from aims_gate.inventory.explain import explain

from .conftest import BENCH, CARD, LOADS, TRAINS, snapshot_of


def explained(path: str, **more: str | bytes) -> str:
    files = {"a.py": LOADS, "MODEL_CARD.md": CARD, **more}
    return explain(snapshot_of(files), BENCH, path)


def test_evidence_says_which_signals_decided_and_which_sections_it_has() -> None:
    text = explained("MODEL_CARD.md")
    assert "Evidence: model card" in text
    assert "the file name says “model card”" in text
    assert "intended use" in text
    assert "lines 8 to " in text
    assert "acme/scorer" in text


def test_code_says_which_facts_were_read_and_what_they_count_as() -> None:
    text = explained("a.py")
    assert "line 1  library: name transformers" in text
    assert "line 2  hub: id acme/scorer" in text
    assert "acme/scorer   hub model, product" in text


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("a.txt", "Notes.\n", "neither its name nor its text"),
        ("a.xyz", "Notes.\n", "not read as documents"),
        ("empty.md", "\n", "the file is empty"),
        (
            "impact-assessment.md",
            "# Impact assessment: router\n\nMoves.\n",
            "it looks like an impact assessment, but it does not speak of AI",
        ),
        ("AI_POLICY.md", "# AI policy\n\nPull requests written by AI are closed.\n", "policy"),
        ("MODEL_CARD.yaml", "a: [\n", "unreadable"),
        ("model-card.md", b"# Model card\n\n\x00\x01\xff", "unreadable"),
        ("manual.pdf", b"%PDF-1.7\n", "this format are not read"),
    ],
)
def test_a_file_that_is_no_evidence_says_why(path: str, content: str | bytes, reason: str) -> None:
    assert reason in explained(path, **{path: content})


def test_a_fact_that_counts_for_nothing_says_so() -> None:
    text = explained("agent/run.py", **{"agent/run.py": "import agents\n", "agents.py": "x = 1\n"})
    assert "None of it counts" in text or "Facts of AI" not in text


def test_names_and_contents_cannot_act_on_the_terminal() -> None:
    path = "src/\x1b[2J.py"
    text = explained(path, **{path: TRAINS})
    assert "\x1b" not in text


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        explained("none.py")
