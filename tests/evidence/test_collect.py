"""The scanner, the collector, and what cannot be read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from aims_gate.evidence import (
    SCANNERS,
    DocumentKind,
    Quality,
    documents,
    read_as,
)
from aims_gate.evidence.prefilter import MAXIMUM
from aims_gate.repository.scan import Row
from aims_gate.repository.scope import Scope
from aims_gate.repository.survey import Survey

CARD = (
    "# Model card: Skipper\n\nA forest that plans tugs in harbours.\n\n## Limitations\n\nIt knows "
    "no ice and no tide over four metres.\n\n## Training data\n\nTug logs of two ports, cleaned by "
    "hand in the spring.\n\n## License\n\nMIT\n"
)
SCANNER = SCANNERS[0]


def scan(path: str, data: bytes, size: int | None = None) -> list[Row]:
    return SCANNER.scan(path, data, len(data) if size is None else size)


def survey(*files: tuple[str, bytes], base: str = "") -> Survey:
    rows = {path: tuple(scan(path, data)) for path, data in files}
    return Survey(base, {SCANNER.name: {path: found for path, found in rows.items() if found}})


def test_documents_are_ordered_and_found_by_kind_and_path() -> None:
    found = documents(
        survey(("b/card.md", CARD.encode()), ("a.md", b"# Notes\n"), ("a/card.md", CARD.encode()))
    )
    assert [document.path for document in found] == ["a/card.md", "b/card.md"]
    assert len(found.of(DocumentKind.MODEL_CARD)) == 2
    assert found.of(DocumentKind.DATASHEET) == ()
    card = found.at("b/card.md")
    assert card is not None
    assert card.says("limitations")
    assert not card.says("evaluation")
    assert str(card.where("limitations")) == "b/card.md:5"
    assert card.where("evaluation") == card.at
    assert found.at("c.md") is None


def test_rows_survive_json_unchanged() -> None:
    fresh = survey(("card.md", CARD.encode()))
    rows = {name: dict(files) for name, files in fresh.rows.items()}
    again = json.loads(json.dumps(rows))
    cached = replace(
        fresh, rows={n: {p: tuple(r) for p, r in files.items()} for n, files in again.items()}
    )
    assert documents(cached) == documents(fresh)


@pytest.mark.parametrize(
    ("base", "path", "scope"),
    [
        ("", "MODEL_CARD.md", Scope.PRODUCT),
        ("", "docs/cards/skipper.md", Scope.PRODUCT),
        ("", "tests/fixtures/card.md", Scope.TEST),
        ("", "examples/card.md", Scope.EXAMPLE),
        ("", "third_party/clip/model-card.md", Scope.VENDORED),
        ("tests/", "tests/card.md", Scope.PRODUCT),
    ],
)
def test_the_scope_of_a_document(base: str, path: str, scope: Scope) -> None:
    (document,) = documents(survey((path, CARD.encode()), base=base))
    assert document.scope is scope


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("docs/Model Card.pdf", b"%PDF-1.7 \0\xff", DocumentKind.MODEL_CARD),
        ("docs/AI_Impact_Assessment.docx", b"PK\3\4", DocumentKind.IMPACT_ASSESSMENT),
        ("data/dataset_card.pdf", b"%PDF-1.7", DocumentKind.DATASHEET),
        ("policies/ai-policy.pdf", b"%PDF-1.7", DocumentKind.AI_POLICY),
        ("MODEL_CARD.md", b"\x89PNG\0\0\0", DocumentKind.MODEL_CARD),
        ("model_card.json", b"{broken", DocumentKind.MODEL_CARD),
        ("model_card.yaml", b"a: [", DocumentKind.MODEL_CARD),
        ("model_card.yaml", b"&a [*a]", DocumentKind.MODEL_CARD),
        (
            "MODEL_CARD.md",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
            DocumentKind.MODEL_CARD,
        ),
    ],
)
def test_what_claims_to_be_evidence_and_cannot_be_read(
    path: str, data: bytes, kind: DocumentKind
) -> None:
    (document,) = documents(survey((path, data)))
    assert document.kind is kind
    assert document.quality is Quality.UNREADABLE
    assert not document.readable


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("hardware/LM317_datasheet.pdf", b"%PDF-1.7"),
        ("paper.pdf", b"%PDF-1.7"),
        ("data/rows.json", b"{broken"),
        ("notes.md", b"\x89PNG\0\0\0"),
        ("model_card.py", b"# Model card"),
    ],
)
def test_what_claims_nothing_and_cannot_be_read_is_nothing(path: str, data: bytes) -> None:
    assert scan(path, data) == []


def test_a_data_file_that_is_a_template_is_a_placeholder() -> None:
    (document,) = documents(survey(("model_card.yaml", b"name: {{ name }}\n{% if x %}\n")))
    assert document.quality is Quality.PLACEHOLDER


def test_a_document_over_the_bound_is_unreadable_by_name_or_beginning() -> None:
    size = MAXIMUM + 1
    assert SCANNER.limit("a.md", size) < MAXIMUM
    (by_name,) = scan("MODEL_CARD.md", b"x", size)
    assert by_name["quality"] == "unreadable"
    (by_beginning,) = scan("notes.md", CARD.encode(), size)
    assert by_beginning["quality"] == "unreadable"
    assert scan("notes.md", b"# Notes\n\nOn cards.\n", size) == []


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a.md", 7),
        ("a.rst", 7),
        ("a.ipynb", 7),
        ("a.py", 0),
        ("a", 0),
        ("a.bin", 0),
        ("LM317_datasheet.pdf", 0),
    ],
)
def test_only_what_may_hold_a_document_is_asked_for(path: str, wanted: int) -> None:
    assert SCANNER.limit(path, 7) == wanted
    assert SCANNER.limit(path, 0) == 0


def test_a_declared_document_is_read_although_nothing_names_it() -> None:
    text = b"# Skipper\n\nA forest for tugs.\n\n## Limitations\n\nIt knows no ice.\n"
    assert scan("docs/skipper.md", text) == []
    document = read_as(DocumentKind.MODEL_CARD, "docs/skipper.md", text)
    assert document.kind is DocumentKind.MODEL_CARD
    assert document.says("limitations")
    assert document.signals == ("it is declared to be one",)
    assert document.scope is Scope.PRODUCT


@pytest.mark.parametrize(
    ("path", "data", "quality"),
    [
        ("card.md", b"", Quality.PLACEHOLDER),
        ("card.md", b"  \n", Quality.PLACEHOLDER),
        ("card.md", b"# Model card: [MODEL NAME]\n\n## Limitations\n\nTBD\n", Quality.PLACEHOLDER),
        ("card.pdf", b"%PDF-1.7", Quality.UNREADABLE),
        ("card.json", b"{", Quality.UNREADABLE),
        ("card.md", b"x" * (MAXIMUM + 1), Quality.UNREADABLE),
        ("card", CARD.encode(), Quality.STUB),
    ],
)
def test_a_declared_document_must_have_substance(path: str, data: bytes, quality: Quality) -> None:
    assert read_as(DocumentKind.MODEL_CARD, path, data).quality is quality


def test_a_declared_bill_of_another_format_is_unreadable_as_one() -> None:
    document = read_as(DocumentKind.AI_BOM, "aibom.json", b'{"components": []}')
    assert document.quality is Quality.UNREADABLE
