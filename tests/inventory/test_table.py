from __future__ import annotations

from aims_gate.inventory.table import as_table

from .conftest import CARD, LOADS, TRAINS, Take

FILES: dict[str, str | bytes] = {
    "src/a.py": LOADS,
    "src/train.py": TRAINS,
    "tests/test_a.py": LOADS,
    "MODEL_CARD.md": CARD,
}


def test_it_lists_the_product_by_kind_and_counts_the_rest(take: Take) -> None:
    text = as_table(take(FILES))
    lines = text.splitlines()
    assert lines[0] == "memory: develops, ships or uses AI"
    libraries = lines.index("Libraries and services (2)")
    hub = lines.index("Models from hubs (1)")
    assert libraries < hub < lines.index("Training (1)")
    assert lines[hub + 1] == "  acme/scorer  src/a.py:2, revision main"
    assert "  src/train.py" in lines
    assert "Besides the product: 2 in tests." in lines


def test_it_says_of_evidence_how_good_it_is_and_what_it_lacks(take: Take) -> None:
    text = as_table(take(FILES))
    assert "MODEL_CARD.md  model card, complete" in text
    stub = as_table(take({**FILES, "MODEL_CARD.md": "# Model card: scorer\n\n## Intended use\n"}))
    assert "missing: " in stub
    assert "limitations" in stub


def test_it_says_where_to_begin_only_if_nothing_is_declared(take: Take) -> None:
    assert "aims-gate init" in as_table(take(FILES))
    manifest = "systems: [{id: scoring, purpose: Score loans, owner: r-meyer}]\n"
    declared = as_table(take({**FILES, "aims.yaml": manifest}))
    assert "aims-gate init" not in declared
    assert "declared as scoring" in declared
    broken = as_table(take({**FILES, "aims.yaml": "systems: ["}))
    assert "aims-gate init" not in broken
    assert "aims.yaml is invalid" in broken


def test_a_repository_without_ai_says_so(take: Take) -> None:
    text = as_table(take({"a.py": "print(1)\n"}))
    assert "no AI found" in text
    assert "none was recognised" in text
    assert "aims-gate init" not in text


def test_it_keeps_to_the_width_where_names_allow(take: Take) -> None:
    for width in (60, 80, 120):
        assert max(map(len, as_table(take(FILES), width=width).splitlines())) <= width


def test_names_cannot_act_on_the_terminal_or_on_a_runner(take: Take) -> None:
    hostile = "src/\x1b[2J\u202e\n::set-env name=X::y.py"
    text = as_table(take({hostile: TRAINS}))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_colour_is_only_given_if_asked_for(take: Take) -> None:
    assert "\x1b[1m" in as_table(take(FILES), color=True)
    assert "\x1b" not in as_table(take(FILES))
