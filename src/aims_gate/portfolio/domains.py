"""Fields of use in which AI decides about people's lives, told by the words that owners use.

The fields are those of Annex III of Regulation (EU) 2024/1689, and medicine (its Annex I); other
jurisdictions name nearly the same. To be in one does not make a system high-risk by itself, but
minimal risk takes a reason then.
"""

from __future__ import annotations

from typing import Final

from ..evidence.text import fold

SENSITIVE: Final[dict[str, tuple[str, ...]]] = {
    "employment": (
        *(
            "employment",
            "recruitment",
            "recruiting",
            "hiring",
            "human resources",
            "hr",
            "workforce",
        ),
        *("cv screening", "applicant tracking", "personnel"),
    ),
    "credit": (
        "credit",
        "creditworthiness",
        "lending",
        "loan",
        "loans",
        "mortgage",
        "credit scoring",
    ),
    "insurance": ("insurance", "underwriting of insurance", "life insurance", "health insurance"),
    "biometrics": (
        *("biometric", "biometrics", "face recognition", "facial recognition", "voiceprint"),
        *("emotion recognition", "gait"),
    ),
    "education": ("education", "school", "university", "exam", "exams", "grading", "admissions"),
    "medicine": (
        *("medical", "medicine", "health", "healthcare", "health care", "clinical", "diagnosis"),
        *("diagnostics", "patient", "patients", "triage of patients", "hospital"),
    ),
    "essential services": (
        *("essential services", "social benefits", "welfare", "public benefits", "housing"),
        *("social security", "emergency services", "emergency dispatch", "public assistance"),
    ),
    "critical infrastructure": (
        *("critical infrastructure", "power grid", "water supply", "energy supply", "road traffic"),
        "railway signalling",
    ),
    "law enforcement": ("law enforcement", "police", "policing", "criminal investigation"),
    "migration": ("migration", "asylum", "border", "border control", "immigration", "visa"),
    "justice": ("justice", "court", "courts", "judicial", "sentencing", "elections", "parole"),
}
"""Each field with the words that name it."""

_ANNEX_III_5 = frozenset({"credit", "insurance"})


def fields_of(*texts: str | None) -> tuple[str, ...]:
    """The sensitive fields that any of the texts names, in the order of the list."""
    joined = " ".join(f" {fold(text)} " for text in texts if text)
    return tuple(
        name for name, words in SENSITIVE.items() if any(f" {word} " in joined for word in words)
    )


def asks_for_rights_assessment(fields: tuple[str, ...]) -> bool:
    """Whether even private deployers assess fundamental rights there: Annex III, 5(b) and (c)."""
    return bool(_ANNEX_III_5.intersection(fields))
