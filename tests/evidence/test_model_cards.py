"""Model cards in Markdown: recognition, sections, quality."""

from __future__ import annotations

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.reading import read_document
from aims_gate.evidence.rows import Found

COMPLETE = """\
# Model Card: Harbour

Harbour is a gradient-boosted classifier that ranks berths by waiting time.

## Intended use

Harbour masters use it to plan arrivals one day ahead.

### Out-of-scope use

It must not decide on penalties for late ships.

## Training data

Arrivals of 2019 to 2023 in four ports, 81,000 records.

## Evaluation

The mean absolute error on 2024 was 41 minutes.

## Limitations

- Storm days are rare in the data, and errors double on them.
- Ships without a transponder are not seen.

## Ethical considerations

No personal data is used.

## License

MIT

## Contact

harbour@port.example.net
"""


def read(path: str, text: str) -> Found | None:
    data = text.encode()
    return read_document(path, data, len(data))


def found(path: str, text: str) -> Found:
    document = read(path, text)
    assert document is not None
    return document


def test_a_complete_card_misses_nothing() -> None:
    card = found("docs/card.md", COMPLETE)
    assert card.kind is DocumentKind.MODEL_CARD
    assert card.quality is Quality.COMPLETE
    assert card.missing == ()
    assert card.title == "Model Card: Harbour"
    assert card.describes == ("Harbour",)


def test_sections_say_where_they_stand() -> None:
    section = found("docs/card.md", COMPLETE).sections["training_data"]
    assert (section.heading, section.line, section.end_line) == ("Training data", 13, 16)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("## Intended use", "intended_use"),
        ("### Evaluation", "evaluation"),
    ],
)
def test_a_heading_without_text_is_missing(heading: str, section: str) -> None:
    lines = COMPLETE.split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip("# ") == heading.strip("# "))
    del lines[at + 2]
    card = found("card.md", "\n".join(lines))
    assert section in card.missing
    assert card.quality is Quality.PARTIAL


def test_an_empty_file_of_the_right_name_is_nothing() -> None:
    assert read("MODEL_CARD.md", "") is None
    assert read("MODEL_CARD.md", "\n\n  \n") is None


def test_a_file_name_alone_decides_nothing() -> None:
    text = "# Deck\n\n## Rules\n\nEverybody gets seven.\n\n## Scoring\n\nHearts count one.\n"
    assert read("model_card.md", text) is None
