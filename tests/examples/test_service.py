from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
def service(example: Path, _scientific_packages: None) -> Iterator[Any]:
    """The example's service module, imported without leaving a trace in the example."""
    before, writes = set(sys.modules), sys.dont_write_bytecode
    sys.path.insert(0, str(example / "src"))
    sys.dont_write_bytecode = True
    yield importlib.import_module("loan.service")
    sys.dont_write_bytecode = writes
    sys.path.remove(str(example / "src"))
    for name in set(sys.modules) - before:
        if name.split(".")[0] == "loan":
            del sys.modules[name]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "var/decisions.jsonl"


def events(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_a_score_comes_with_band_reasons_and_version(service: Any, log: Path) -> None:
    scored = service.score("B1", APPLICATION, log)
    assert scored.band == "borderline"
    assert scored.reasons == ("debt_to_income", "late_payments", "employment_years")
    assert [(event["event"], event["model_version"]) for event in events(log)] == [
        ("scored", "1.2.0")
    ]


def test_the_log_holds_no_figure_of_the_applicant(service: Any, log: Path) -> None:
    service.score("B1", APPLICATION, log)
    assert not set(APPLICATION) & set(events(log)[0])


def test_more_debt_never_raises_the_score(service: Any, log: Path) -> None:
    scores = [
        service.score("B1", APPLICATION | {"debt_eur": debt}, log).probability
        for debt in (0, 300, 600, 900)
    ]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("broken", [{"income_eur": 0}, {"term_months": 0}])
def test_what_the_model_cannot_judge_gets_no_score(
    service: Any, log: Path, broken: dict[str, float]
) -> None:
    with pytest.raises(ValueError, match="above zero"):
        service.score("B1", APPLICATION | broken, log)


def test_what_the_model_cannot_judge_is_logged_without_figures(service: Any, log: Path) -> None:
    with pytest.raises(ValueError, match="above zero"):
        service.score("B1", APPLICATION | {"income_eur": -4321}, log)
    (logged,) = events(log)
    assert (logged["event"], logged["model_version"]) == ("failed", "1.2.0")
    assert "4321" not in str(logged)
    assert service.standing_decision("B1", log) is None


def test_a_missing_figure_is_named(service: Any, log: Path) -> None:
    incomplete = {name: value for name, value in APPLICATION.items() if name != "debt_eur"}
    with pytest.raises(ValueError, match="lacks debt_eur"):
        service.score("B1", incomplete, log)


def test_a_senior_underwriter_overrides_a_decision(service: Any, log: Path) -> None:
    service.record_decision("B1", "refuse", reason=REASON, underwriter="u-1", log=log)
    service.override_decision("B1", "grant", reason=REASON, senior_underwriter="s-1", log=log)
    standing = service.standing_decision("B1", log)
    assert (standing["decision"], standing["replaces"]) == ("grant", "refuse")
    assert [event["event"] for event in events(log)] == ["decided", "overridden"]


def test_nobody_overrides_a_decision_of_their_own(service: Any, log: Path) -> None:
    service.record_decision("B1", "refuse", reason=REASON, underwriter="s-1", log=log)
    with pytest.raises(PermissionError):
        service.override_decision("B1", "grant", reason=REASON, senior_underwriter="s-1", log=log)
    assert service.standing_decision("B1", log)["decision"] == "refuse"


def test_a_score_is_no_decision_to_override(service: Any, log: Path) -> None:
    service.score("B1", APPLICATION, log)
    with pytest.raises(LookupError):
        service.override_decision("B1", "grant", reason=REASON, senior_underwriter="s-1", log=log)


def test_a_decision_needs_a_reason(service: Any, log: Path) -> None:
    with pytest.raises(ValueError, match="reason"):
        service.record_decision("B1", "refuse", reason="ok", underwriter="u-1", log=log)


def test_saving_the_model_again_gives_the_same_bytes(
    service: Any, example: Path, tmp_path: Path
) -> None:
    scorecard = importlib.import_module("loan.scorecard")
    committed = example / "models/loan-approval.safetensors"
    for attempt in range(5):
        path = tmp_path / f"{attempt}.safetensors"
        scorecard.save(scorecard.load(committed), path)
        assert path.read_bytes() == committed.read_bytes()
