"""What was validated is watched, results are current, and breaches have consequences."""

from __future__ import annotations

import pytest

from aims_gate.checks.monitoring import inadequate_monitoring_plan
from aims_gate.checks.monitoring_results import unhandled_monitoring_breach
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import FindingKind

from .measured_project import MANIFEST, failures, judged, line_of, project

PLAN = """\
kind: monitoring-plan
system: loans
alert_routes:
  - {id: desk, to: [r-meyer], address: alerts@bank.example}
monitors:
  - id: m-auc
    watches: performance
    metric: ROC-AUC
    method: AUC of the scores against the first instalment
    threshold: {min: 0.8}
    cadence: 1 month
    owner: j-haas
    alert: desk
    action: The score is withdrawn from the desk
  - id: m-parity
    watches: emergent-bias
    metric: demographic_parity_difference
    slice: sex
    method: Highest less lowest share of favourable scores
    threshold: {max: 0.1}
    cadence: 1 month
    owner: j-haas
    alert: desk
    action: The ethics board decides on the score
  - id: m-input
    watches: input-drift
    metric: population_stability_index
    method: Index of each input against training data
    threshold: {max: 0.2}
    cadence: 4 weeks
    owner: j-haas
    alert: desk
    action: The input is traced to its source
  - id: m-output
    watches: output-drift
    metric: population_stability_index
    method: Index of the scores against held-out data
    threshold: {max: 0.2}
    cadence: 1 month
    owner: j-haas
    alert: desk
    action: Inputs and outcomes are looked at together
"""
RESULTS = """\
kind: monitoring-results
system: loans
results:
  - {id: r-1, monitor: m-auc, on: 2026-11-10, value: 0.82}
  - {id: r-2, monitor: m-parity, on: 2026-11-10, value: 0.07}
  - {id: r-3, monitor: m-input, on: 2026-11-10, value: 0.1}
  - {id: r-4, monitor: m-output, on: 2026-11-10, value: 0.1}
"""
INCIDENTS = "kind: incidents\nincidents: [{id: INC-2026-01}]\n"
NONCONFORMITIES = "kind: nonconformities\nnonconformities: [{id: NC-2026-01}]\n"


def test_a_plan_that_watches_what_was_validated_conforms() -> None:
    [finding] = judged(inadequate_monitoring_plan, project(monitoring_plan=PLAN))
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("metric: ROC-AUC", "metric: f1", "monitors:", "validated metric auc is not monitored"),
        ("slice: sex", "slice: age", "monitors:", "demographic_parity_difference of sex is not"),
        ("{min: 0.8}", "{min: 0.7}", "{min: 0.7}", "down to 0.7, the evaluation needed 0.75"),
        ("{min: 0.8}", "{max: 0.9}", "{max: 0.9}", "below the least of 0.75"),
        ("threshold: {min: 0.8}", "threshold: {}", "threshold: {}", "no threshold that is a num"),
        ("method: AUC of the scores against the first", "method: TBD #", "TBD", "which method"),
        ("action: The score is withdrawn from the desk", "action: todo", "todo", "what is done"),
        ("owner: j-haas", "owner: gone", "owner: gone", "its owner gone left on 2026-01-01"),
        ("owner: j-haas", "owner: nobody", "nobody", "nobody is not in the register of people"),
        ("alert: desk", "alert: pager", "alert: pager", "there is no alert route pager"),
        ("cadence: 1 month", "cadence: 2 months", "2 months", "tier high asks for every 1 month"),
        ("cadence: 1 month", "cadence:", "cadence:", "does not say how often"),
        ("input-drift", "operation", "monitors:", "drift of the input is not monitored"),
        ("emergent-bias", "performance", "monitors:", "bias that emerges in use is not monitored"),
        (
            "to: [r-meyer], address: alerts@bank.example",
            "to: []",
            "id: desk",
            "alert route desk leads to nobody",
        ),
        ("system: loans", "system: loans\nconfig: monitor.yaml", "config:", "does not exist"),
    ],
)
def test_what_a_plan_lacks_is_said_at_its_line(old: str, new: str, line: str, message: str) -> None:
    text = PLAN.replace(old, new, 1)
    [said] = failures(inadequate_monitoring_plan, project(monitoring_plan=text))
    assert message in said
    assert said.startswith(f"governance/monitoring-plan.yaml:{line_of(text, line)}: loans: ")


def test_a_metric_that_cannot_be_watched_needs_a_reason() -> None:
    text = PLAN.replace("metric: ROC-AUC", "metric: mean_score")
    reason = "outcomes are known after two years only; drift is watched until then"
    excused = f"{text}not_monitored: [{{metric: auc, reason: {reason}}}]\n"
    assert failures(inadequate_monitoring_plan, project(monitoring_plan=excused)) == []
    empty = f"{text}not_monitored: [{{metric: auc, reason: n/a}}]\n"
    assert len(failures(inadequate_monitoring_plan, project(monitoring_plan=empty))) == 1


def test_no_plan_is_one_failure_and_a_skeleton_is_no_plan() -> None:
    [said] = failures(inadequate_monitoring_plan, project())
    assert said.startswith("aims.yaml:2: loans: there is no monitoring plan")
    unfilled = skeleton("monitoring-plan").replace("system:", "system: loans", 1)
    found = judged(inadequate_monitoring_plan, project(monitoring_plan=unfilled))
    assert {finding.kind for finding in found} == {FindingKind.FAILURE}
    assert len(found) >= 6


@pytest.mark.parametrize("check", [inadequate_monitoring_plan, unhandled_monitoring_breach])
def test_what_is_not_in_use_needs_no_monitoring(check: object) -> None:
    for stage in ("design", "retired"):
        manifest = MANIFEST.replace("lifecycle: operation", f"lifecycle: {stage}")
        [finding] = judged(check, project(aims=manifest))  # type: ignore[arg-type] # parametrised
        assert finding.kind is FindingKind.NOT_APPLICABLE


def test_current_results_without_breach_conform() -> None:
    files = project(monitoring_plan=PLAN, monitoring_results=RESULTS)
    [finding] = judged(unhandled_monitoring_breach, files)
    assert finding.kind is FindingKind.CONFORMITY
    assert "2026-11-10" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("value: 0.82", "value: 0.7", "value: 0.7}", "breach r-1 (ROC-AUC 0.7, below the least"),
        (
            "r-1, monitor: m-auc, on: 2026-11-10",
            "r-1, monitor: m-auc, on: 2026-09-01",
            "r-1",
            "is due",
        ),
        ("value: 0.82", "value: 0.7, incident: INC-9", "r-1", "there is no incident INC-9"),
        ("value: 0.82", "value: 0.7, nonconformity: NC-9", "r-1", "no nonconformity NC-9"),
        ("value: 0.82", "value: 0.7, accepted: {by: r-meyer}", "r-1", "without a reason"),
        (
            "value: 0.82",
            "value: 0.7, accepted: {reason: a campaign brought other applicants, by: gone}",
            "r-1",
            "gone left on 2026-01-01",
        ),
        (
            "value: 0.82",
            "value: 0.7, accepted: {reason: a campaign brought other applicants, by: r-meyer, "
            "on: 2027-01-01}",
            "r-1",
            "accepted on a day that is missing or lies ahead",
        ),
        ("r-1, monitor: m-auc", "r-1, monitor: m-f1", "r-1", "which no plan has"),
    ],
)
def test_breaches_and_silence_are_said_at_their_line(
    old: str, new: str, line: str, message: str
) -> None:
    text = RESULTS.replace(old, new, 1)
    files = project(monitoring_plan=PLAN, monitoring_results=text, incidents=INCIDENTS)
    found = failures(unhandled_monitoring_breach, files)
    place = f"governance/monitoring-results.yaml:{line_of(text, line)}: loans: "
    assert [each for each in found if each.startswith(place) and message in each], found


def test_a_breach_with_a_consequence_is_handled() -> None:
    for follow_up in (
        "incident: INC-2026-01",
        "nonconformity: NC-2026-01",
        "accepted: {reason: a campaign brought other applicants, by: r-meyer, on: 2026-11-12}",
        "accepted: {reason: a campaign brought other applicants, by: r-meyer, on: 2026-11-22}",
    ):
        text = RESULTS.replace("value: 0.82", f"value: 0.7, {follow_up}")
        files = project(
            monitoring_plan=PLAN,
            monitoring_results=text,
            incidents=INCIDENTS,
            nonconformities=NONCONFORMITIES,
        )
        assert failures(unhandled_monitoring_breach, files) == []


def test_results_of_today_break_the_silence() -> None:
    text = RESULTS.replace("2026-11-10", "2026-11-22")
    assert (
        failures(
            unhandled_monitoring_breach, project(monitoring_plan=PLAN, monitoring_results=text)
        )
        == []
    )


@pytest.mark.parametrize(("day", "silent"), [("2026-10-25", 0), ("2026-10-24", 1)])
def test_a_result_holds_to_the_last_day_of_its_cadence(day: str, silent: int) -> None:
    text = RESULTS.replace("2026-11-10", day)
    found = failures(
        unhandled_monitoring_breach, project(monitoring_plan=PLAN, monitoring_results=text)
    )
    assert len(found) == silent
    assert all("it is due every 28 days" in each for each in found), found


def test_results_of_tomorrow_do_not_break_the_silence() -> None:
    text = RESULTS.replace("2026-11-10", "2026-12-10")
    files = project(monitoring_plan=PLAN, monitoring_results=text)
    found = failures(unhandled_monitoring_breach, files)
    assert sum("lies ahead" in each for each in found) == 4
    assert sum("has no result" in each for each in found) == 4


def test_without_results_there_is_one_failure() -> None:
    for text in ("", skeleton("monitoring-results").replace("system:", "system: loans", 1)):
        files = project(monitoring_plan=PLAN, monitoring_results=text)
        [said] = failures(unhandled_monitoring_breach, files)
        assert said.startswith("aims.yaml:2: loans: ")
