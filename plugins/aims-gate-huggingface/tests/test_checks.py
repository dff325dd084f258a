"""The checks, called with the answers that a test builds."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

from aims_gate.model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Finding,
    FindingKind,
    Location,
    Subject,
    SubjectKind,
    Tier,
)
from aims_gate.portfolio import Model, Models, ModelUse, Origin
from aims_gate_huggingface.answers import Absent, Answer, Found, HubAnswers, Question, Unanswered
from aims_gate_huggingface.checks import mismatched_hub_licence, unknown_hub_model

from .conftest import HEAD

ID = "openai/whisper-small"
DECLARED, CALL, LATER = Location("aims.yaml", 7), Location("src/a.py", 3), Location("src/b.py", 9)
SILENT = Unanswered("hub.example took too long", "Run the gate again later.")
OTHER = "b" * 40
About: TypeAlias = dict[str | None, Answer]
"""What the hub says of each revision; of the model itself under ``None``."""


def model(*revisions: str | None, hub: str | None = ID, **stated: Any) -> Model:
    return Model(
        subject=Subject(SubjectKind.MODEL, "whisper"),
        at=DECLARED if stated else CALL,
        origin=Origin.THIRD_PARTY,
        source=hub or "x",
        hub=hub,
        uses=tuple(
            ModelUse(at, revision) for at, revision in zip((CALL, LATER), revisions, strict=False)
        ),
        **stated,
    )


def hub(about: About) -> HubAnswers:
    answers = {Question(ID, revision): answer for revision, answer in about.items()}
    return HubAnswers("hub.example", answers)


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    assert finding.about == Subject(SubjectKind.MODEL, "whisper")
    return finding


def existence(item: Model, about: About) -> Finding:
    return only(unknown_hub_model(Models((item,)), hub(about)))


def licence(item: Model, about: About) -> Finding:
    return only(mismatched_hub_licence(Models((item,)), hub(about)))


def test_severities() -> None:
    for check, limited in ((unknown_hub_model, ERROR), (mismatched_hub_licence, WARNING)):
        assert check.severity[Tier.MINIMAL] is WARNING
        assert check.severity[Tier.LIMITED] is limited
        assert check.severity[Tier.HIGH] is ERROR


def test_models_that_are_on_no_hub_are_not_judged() -> None:
    models = Models((model(hub=None, licence="MIT"),))
    assert unknown_hub_model(models, hub({})) == []
    assert mismatched_hub_licence(models, hub({})) == []


def test_a_model_that_exists() -> None:
    finding = existence(model(None), {None: Found(ID, HEAD)})
    assert finding.kind is FindingKind.CONFORMITY
    assert finding.message == f"hub.example has {ID} now at {HEAD}"


def test_a_model_that_does_not_exist() -> None:
    finding = existence(model(None, OTHER), {None: Absent(), OTHER: Absent()})
    assert finding.kind is FindingKind.FAILURE
    assert finding.message == f"hub.example has no model {ID}"
    assert (finding.at, finding.places) == (CALL, (LATER,))


def test_a_model_about_which_nothing_is_known() -> None:
    finding = existence(model(OTHER), {None: SILENT, OTHER: SILENT})
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "took too long" in finding.message
    assert finding.fix == SILENT.fix


def test_a_revision_that_exists() -> None:
    finding = existence(model(OTHER), {None: Found(ID, HEAD), OTHER: Found(ID, OTHER)})
    assert finding.kind is FindingKind.CONFORMITY
    assert finding.message == f"hub.example has {ID} at {OTHER}"


def test_a_revision_that_does_not_exist_is_named_where_it_is_used() -> None:
    finding = existence(model(OTHER, OTHER), {None: Found(ID, HEAD), OTHER: Absent()})
    assert finding.kind is FindingKind.FAILURE
    assert (finding.at, finding.places) == (CALL, (LATER,))
    assert OTHER in finding.message
    assert finding.fix is not None
    assert HEAD in finding.fix


def test_a_declared_revision_that_does_not_exist_is_named_in_the_manifest() -> None:
    about: About = {None: Found(ID, HEAD), OTHER: Absent(), HEAD: Found(ID, HEAD)}
    finding = existence(model(HEAD, declared_revision=OTHER), about)
    assert (finding.kind, finding.at) == (FindingKind.FAILURE, DECLARED)


def test_a_branch_exists_and_whether_it_is_a_pin_is_another_checks_question() -> None:
    finding = existence(model("main"), {None: Found(ID, HEAD), "main": Found(ID, HEAD)})
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize("revision", ["deadbeef", "c" * 40])
def test_a_branch_that_looks_like_a_commit(revision: str) -> None:
    finding = existence(model(revision), {None: Found(ID, HEAD), revision: Found(ID, OTHER)})
    assert finding.kind is FindingKind.FAILURE
    assert "is a branch or tag" in finding.message
    assert finding.fix is not None
    assert OTHER in finding.fix


def test_the_beginning_of_a_commit_is_no_branch() -> None:
    short = OTHER[:9]
    finding = existence(model(short), {None: Found(ID, HEAD), short: Found(ID, OTHER)})
    assert finding.kind is FindingKind.CONFORMITY


def test_each_revision_is_judged_by_itself() -> None:
    about: About = {None: Found(ID, HEAD), OTHER: SILENT, "gone": Absent()}
    findings = unknown_hub_model(Models((model(OTHER, "gone"),)), hub(about))
    assert [(each.kind, each.key) for each in findings] == [
        (FindingKind.NOT_ASSESSED, f"revision {OTHER}"),
        (FindingKind.FAILURE, "revision gone"),
    ]


@pytest.mark.parametrize(
    ("old", "severity"), [("openai/whisper", WARNING), ("whisper-small", NOTE)]
)
def test_a_model_that_has_a_new_name(old: str, severity: object) -> None:
    answers = HubAnswers("hub.example", {Question(old): Found(ID, HEAD)})
    finding = only(unknown_hub_model(Models((model(None, hub=old),)), answers))
    assert (finding.kind, finding.severity) == (FindingKind.FAILURE, severity)
    assert ID in finding.message
    assert finding.fix is not None
    assert ID in finding.fix


def test_capitals_are_no_new_name() -> None:
    finding = existence(model(None), {None: Found("OpenAI/Whisper-Small", HEAD)})
    assert finding.kind is FindingKind.CONFORMITY


def test_a_licence_as_stated() -> None:
    finding = licence(model(licence="Apache-2.0"), {None: Found(ID, HEAD, ("apache-2.0",))})
    assert finding.kind is FindingKind.CONFORMITY


def test_another_licence_than_stated() -> None:
    about: About = {None: Found(ID, HEAD, ("cc-by-nc-4.0",))}
    finding = licence(model(licence="Apache-2.0"), about)
    assert (finding.kind, finding.severity) == (FindingKind.FAILURE, None)
    assert finding.message == f"Apache-2.0 is stated for {ID}; hub.example names cc-by-nc-4.0"
    assert finding.at == DECLARED


def test_the_licence_of_the_revision_in_use_counts() -> None:
    about: About = {None: Found(ID, HEAD, ("mit",)), OTHER: Found(ID, OTHER, ("cc-by-nc-4.0",))}
    item = model(OTHER, licence="MIT")
    assert licence(item, about).kind is FindingKind.FAILURE
    without: About = {**about, OTHER: Found(ID, OTHER)}
    assert licence(item, without).kind is FindingKind.CONFORMITY
    unknown: About = {**about, OTHER: SILENT}
    assert licence(item, unknown).kind is FindingKind.NOT_ASSESSED


def test_a_model_without_a_licence_on_the_hub_is_a_warning() -> None:
    finding = licence(model(licence="MIT"), {None: Found(ID, HEAD)})
    assert (finding.kind, finding.severity) == (FindingKind.FAILURE, WARNING)


@pytest.mark.parametrize("there", ["other", "unknown"])
def test_a_licence_that_the_hub_does_not_name(there: str) -> None:
    finding = licence(model(licence="MIT"), {None: Found(ID, HEAD, (there,))})
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)


@pytest.mark.parametrize(
    ("stated", "answer", "kind"),
    [
        (None, Found(ID, HEAD, ("mit",)), FindingKind.NOT_APPLICABLE),
        ("OPEN: which?", Found(ID, HEAD, ("mit",)), FindingKind.NOT_APPLICABLE),
        ("MIT", Absent(), FindingKind.NOT_APPLICABLE),
        ("MIT", SILENT, FindingKind.NOT_ASSESSED),
    ],
)
def test_where_there_is_nothing_to_compare(
    stated: str | None, answer: Answer, kind: FindingKind
) -> None:
    assert licence(model(licence=stated), {None: answer}).kind is kind


def test_keys_do_not_depend_on_places() -> None:
    about: About = {None: Found(ID, HEAD), OTHER: Absent()}
    here = existence(model(OTHER), about)
    there = existence(model(None, OTHER), about)
    assert here.at != there.at
    assert here.fingerprint("unknown-hub-model") == there.fingerprint("unknown-hub-model")
