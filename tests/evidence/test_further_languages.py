"""Cards and assessments in Italian, Dutch, Japanese and Korean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found

CARDS = {
    "it": ("Scheda del modello: abbandono", "Dettagli del modello", "Uso previsto",
           "Dati di addestramento", "Valutazione", "Limitazioni"),
    "nl": ("Modelkaart: opzegging", "Modelgegevens", "Beoogd gebruik", "Trainingsdata",
           "Evaluatie", "Beperkingen"),
    "ja": ("モデルカード：解約予測", "モデルの詳細", "想定される用途", "学習データ", "評価",
           "制限事項"),
    "ko": ("모델 카드: 해지 예측", "모델 정보", "의도된 용도", "학습 데이터", "평가", "한계"),
}  # fmt: skip
BODY = "Gradient boosted trees, 48,210 rows from 2021, area under the curve 0.87 on test."


@pytest.mark.parametrize("language", CARDS)
def test_cards_are_complete_in_every_language(
    found: Callable[[str, str], Found], language: str
) -> None:
    title, *headings = CARDS[language]
    sections = "\n\n".join(f"## {name}\n\n{BODY} {number}" for number, name in enumerate(headings))

    card = found("docs/card.md", f"# {title}\n\n{sections}\n")
    assert (card.kind, card.quality) == (DocumentKind.MODEL_CARD, Quality.COMPLETE)


def test_a_title_in_two_scripts_is_no_guide(found: Callable[[str, str], Found]) -> None:
    text = (
        f"# 시스템 카드 (System Card) — 주머니\n\n## 의도된 용도\n\n{BODY}\n\n## 한계\n\n{BODY} 2\n"
    )

    assert found("SYSTEM_CARD.md", text).kind is DocumentKind.SYSTEM_CARD


def test_a_dutch_assessment_of_fundamental_rights(found: Callable[[str, str], Found]) -> None:
    headings = ("Doel", "Betrokkenen", "Gevolgen voor grondrechten", "Misbruik en fouten",
                "Maatregelen", "Conclusie", "Samenleving")  # fmt: skip
    body = "Het algoritme ordent aanvragen; een medewerker beslist over ieder geval zelf."
    sections = "\n\n".join(f"## {name}\n\n{body} {name}." for name in headings)

    text = f"# FRIA: effectbeoordeling van het AI-systeem\n\n{sections}\n"
    assessment = found("docs/fria.md", text)
    assert assessment.kind is DocumentKind.IMPACT_ASSESSMENT
    assert assessment.missing == ()
