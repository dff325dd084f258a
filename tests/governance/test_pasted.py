"""Words that stand under many questions answer none; what may well be the same is left alone."""

from __future__ import annotations

from aims_gate.governance.files import Governance
from aims_gate.governance.pasted import PASTED
from aims_gate.testing import collect

WORDS = "We care deeply about what is right and good"
OTHER = "The desk sorts letters for the clerks who answer"
MANIFEST = "systems: [{id: desk, purpose: Sort letters, owner: ann}]\n"
RISKS = """kind: risk-register
system: desk
risks:
  - {id: R-1, source: SOURCE, description: DESCRIPTION, owner: ann}
  - {id: R-2, source: They come late, description: Letters lie about for days until a clerk sees}
  - {id: R-3, source: They are many, description: Grave letters wait behind those that can wait}
"""
ASSESSMENT = f"""kind: impact-assessment
system: desk
purpose: {OTHER}
scope: {{covers: COVERS}}
"""
SCREEN = f"""kind: practice-screen
system: desk
purpose: {OTHER}
"""


def risks(text: str, more: str = ASSESSMENT) -> list[str | None]:
    """What the risks are described as, once pasted text is seen through."""
    governance = collect(
        Governance,
        {
            "aims.yaml": MANIFEST,
            "governance/risks.yaml": text,
            "governance/impact.yaml": more,
            "governance/practices.yaml": SCREEN,
        },
    )
    (register,) = governance.risk_registers
    return [each.description for each in register.value.risks]


def test_one_text_in_fields_of_three_names() -> None:
    text = RISKS.replace("SOURCE", WORDS).replace("DESCRIPTION", WORDS)
    assert risks(text)[0] == WORDS
    pasted = risks(text, ASSESSMENT.replace("COVERS", WORDS.upper()))
    assert pasted[0] == PASTED + WORDS
    assert not any(each.startswith(PASTED) for each in pasted[1:] if each)


def test_one_text_in_most_rows() -> None:
    rows = [f"  - {{id: R-{number}, description: {WORDS}}}\n" for number in range(3)]
    text = "kind: risk-register\nsystem: desk\nrisks:\n" + "".join(rows)
    assert risks(text) == [PASTED + WORDS] * 3
    others = [f"  - {{id: O-{n}, description: Letter {n} is lost in the post}}\n" for n in range(3)]
    assert WORDS in risks(text + "".join(others))


def test_the_same_field_of_several_documents_may_say_the_same() -> None:
    governance = collect(
        Governance,
        {
            "aims.yaml": MANIFEST,
            "governance/impact.yaml": ASSESSMENT,
            "governance/practices.yaml": SCREEN,
        },
    )
    (assessment,) = governance.impact_assessments
    assert assessment.value.purpose == OTHER
