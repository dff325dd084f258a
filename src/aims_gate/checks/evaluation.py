"""Evaluation of models: whether the report is about this model, and good enough."""

from __future__ import annotations

from collections.abc import Iterator

from ..evaluation.report import Evaluations, Flaw, Known, Report
from ..model import (
    ERROR,
    WARNING,
    Clock,
    Finding,
    Role,
    by_tier,
    check,
    fails,
)
from ..portfolio import Model, Models, Origin, Playbooks
from .judging import Defect, judged
from .limits import missed_limits

MAKERS = (Role.PROVIDER, Role.PRODUCER)


@check(
    "Evaluation report is for this model and passes",
    controls=["A.6.2.4"],
    clauses=["8.1", "9.1"],
    evidences=["A.6.2.4"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    roles=MAKERS,
)
def failing_evaluation(
    models: Models, evaluations: Evaluations, playbooks: Playbooks, clock: Clock
) -> Iterator[Finding]:
    """Find models without an evaluation report, and reports that are of another model or fail.

    A report counts for a model if it states the model's digest, or the revision of one on a hub,
    and that of the data it was measured on. Every metric that the playbook asks for of the model's
    tier must be in it, with its value within the limits, the number of samples and a confidence
    interval. A limit of the report may be stricter than that of the playbook, not looser. A gap
    between groups is computed from the values of the groups where they are given, and what the
    report states of it must agree.

    Besides reports of the gate's own form, `model-index` of a card, `.eval_results`, runs of MLflow
    and metrics of DVC are read, and with JSON pointers any other JSON or YAML.

    ## Why it matters
    A report of the model before the last one says nothing about what runs today, and a limit that
    was loosened until it was met guards nobody.

    ## How to conform
    Evaluate the model that is declared, and link the report as `evaluation:` of the model in
    `aims.yaml`; where it misses a limit, change the model.

    Loosening a limit of the playbook is a decision of those who approve changes of the policy.
    """
    judged_models = [each for each in models if _owes(each, evaluations)]
    declared = [each for each in judged_models if each.declared]
    nobody_knows = not declared and not any(evaluations.of(each.subject) for each in judged_models)
    for model in judged_models[:1] if nobody_knows else judged_models:
        reports = evaluations.of(model.subject)
        flaws = evaluations.flaws.get(model.subject, ())
        called = f"model {model.subject.label}"
        if not reports and not flaws:
            message = f"{called} has no evaluation report"
            yield fails(message, at=model.at, about=model.subject, key="report")
            continue
        yield from judged(
            model.subject,
            _defects(model, evaluations, playbooks, clock),
            otherwise=f"{called} is evaluated and within its limits",
            at=reports[0].at if reports else model.at,
        )


def _owes(model: Model, evaluations: Evaluations) -> bool:
    return model.origin is Origin.OWN or bool(model.evaluations)


def _defects(
    model: Model, evaluations: Evaluations, playbooks: Playbooks, clock: Clock
) -> Iterator[Defect]:
    for flaw in evaluations.flaws.get(model.subject, ()):
        yield Defect(flaw.message, flaw.at, f"link:{flaw.at.path}", flaw.fix)
    reports = evaluations.of(model.subject)
    for report in reports:
        yield from _of_content(report)
        yield from _unsaid(report)
        yield from _of_model(report, model, evaluations.models.get(model.subject.id, Known()))
        yield from _of_data(report, evaluations)
        yield from _of_day(report, clock)
    yield from missed_limits(model, reports, playbooks.of(model.subject.tier))


def _of_content(report: Report) -> Iterator[Defect]:
    """What of a report cannot be used: one defect with all places, so that one key will do."""
    first: Flaw | None = next(iter(report.flaws), None)
    if first:
        others = len(report.flaws) - 1
        more = f", and {others} more such value{'s' if others > 1 else ''}" if others else ""
        places = tuple(flaw.at for flaw in report.flaws[1:])
        message = f"{report.path}: {first.message}{more}"
        yield Defect(message, first.at, f"content:{report.path}", first.fix, places=places)
    elif not report.measurements:
        yield Defect(f"{report.path} states no measurement", report.at, f"content:{report.path}")


def _unsaid(report: Report) -> Iterator[Defect]:
    """What a report is silent about of what makes it one on a model: together, as one defect."""
    unsaid = []
    if not report.models:
        unsaid.append("which model was evaluated, by its digest")
    if not report.datasets:
        unsaid.append("on which data")
    if report.day is None and not any("date" in flaw.message for flaw in report.flaws):
        unsaid.append("when")
    if unsaid:
        message = f"{report.path} does not say {'; nor '.join(unsaid)}"
        fix = "State model and dataset with their digests and the day in the report."
        yield Defect(message, report.at, f"unsaid:{report.path}", fix)


def _of_model(report: Report, model: Model, known: Known) -> Iterator[Defect]:
    key = f"model:{report.path}"
    own = [each for each in report.models if not each.id or each.id.casefold() in model.names]
    if report.models and not own:
        stated = report.models[0]
        message = f"{report.path} is about model {stated.id}, not about {model.subject.label}"
        yield Defect(message, stated.at, key, f"Link the report of {model.subject.label}.")
        return
    if not own:
        return
    identity = own[0]
    if not identity.digest and not identity.revision:
        message = f"{report.path} does not say which model was evaluated: it states no digest"
        fix = "State the digest of the model in the report, as the code that evaluates knows it."
        yield Defect(message, identity.at, key, fix)
    elif wrong := known.differs(identity):
        message = f"{report.path} is for model {wrong}"
        yield Defect(message, identity.at, key, "Evaluate the model that is declared.")
    elif not known.same_kind(identity):
        message = f"{report.path} names a model by what aims.yaml does not state"
        fix = f"State the digest or revision of {model.subject.label} in aims.yaml."
        yield Defect(message, identity.at, key, fix)


def _of_data(report: Report, evaluations: Evaluations) -> Iterator[Defect]:
    key = f"data:{report.path}"
    for identity in report.datasets:
        known = evaluations.datasets.get(identity.id)
        if known is None:
            message = (
                f"{report.path}: the data evaluated on, {identity.id or 'without an id'}, "
                "are not declared in aims.yaml"
            )
            yield Defect(message, identity.at, f"{key}:{identity.id}", "Declare the dataset.")
        elif (known.digests or known.revision) and not (identity.digest or identity.revision):
            message = f"{report.path} states no digest of dataset {identity.id}"
            fix = "State the digest of the dataset in the report."
            yield Defect(message, identity.at, f"{key}:{identity.id}", fix)
        elif wrong := known.differs(identity):
            message = f"{report.path} is measured on dataset {identity.id} {wrong}"
            fix = "Evaluate on the dataset that is declared."
            yield Defect(message, identity.at, f"{key}:{identity.id}", fix)


def _of_day(report: Report, clock: Clock) -> Iterator[Defect]:
    key = f"date:{report.path}"
    at = report.day_at or report.at
    if report.day and report.day > clock.today:
        message = f"{report.path} is dated {report.day}, which lies ahead"
        yield Defect(message, at, key, "State the day on which the model was evaluated.")
