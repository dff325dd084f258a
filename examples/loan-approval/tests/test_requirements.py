"""The requirements that a test decides; governance/requirements.yaml says what they are.

Run them from the project's folder with ``PYTHONPATH=src python -m pytest tests``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loan.applications import FEATURES, PROTECTED
from loan.service import override_decision, record_decision, score

APPLICATION = {
    "amount_eur": 12_000,
    "term_months": 48,
    "income_eur": 2_300,
    "debt_eur": 450,
    "employment_years": 1.5,
    "history_years": 3.0,
    "late_payments": 1,
}
REASON = "the late payment was an error of the bank"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def test_nobody_overrides_a_decision_of_their_own(log: Path) -> None:
    """REQ-05: four eyes."""
    record_decision("A0001", "refuse", reason=REASON, underwriter="k-adeyemi", log=log)
    with pytest.raises(PermissionError):
        override_decision("A0001", "grant", reason=REASON, senior_underwriter="k-adeyemi", log=log)


def test_every_score_below_favourable_comes_with_reasons(log: Path) -> None:
    """REQ-06: up to three reasons, each of them a feature."""
    found = score("A0001", APPLICATION, log)
    assert found.band != "favourable"
    assert 1 <= len(found.reasons) <= 3
    assert set(found.reasons) <= set(FEATURES)


@pytest.mark.parametrize("name", ["income_eur", "term_months"])
def test_what_the_model_cannot_judge_gets_no_score(log: Path, name: str) -> None:
    """REQ-07: missing figures and incomes of zero are refused."""
    with pytest.raises(ValueError, match=name):
        score("A0001", APPLICATION | {name: 0}, log)
    with pytest.raises(ValueError, match=name):
        score("A0001", {key: value for key, value in APPLICATION.items() if key != name}, log)


def test_the_log_holds_no_figure_of_the_applicant(log: Path) -> None:
    """REQ-08: the id, the score and the version, and neither income nor debts."""
    score("A0001", APPLICATION, log)
    entry = json.loads(log.read_text(encoding="utf-8").splitlines()[0])
    assert set(entry).isdisjoint(APPLICATION)
    assert entry["model_version"] == "1.2.0"


def test_sex_and_age_are_no_features() -> None:
    """REQ-09: they are measured and never used."""
    assert not {"age", *PROTECTED} & set(FEATURES)
