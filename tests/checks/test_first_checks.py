"""Each check is called with evidence made for it: no repository, no engine."""

from __future__ import annotations

import pytest

from aims_gate.checks.data import missing_datasheet
from aims_gate.checks.documentation import incomplete_model_card, missing_model_card
from aims_gate.checks.impact import unlinked_impact_assessment
from aims_gate.checks.inventory import undeclared_ai
from aims_gate.checks.third_parties import unpinned_third_party_model
from aims_gate.checks.use import missing_human_oversight
from aims_gate.declarations import LoadedPolicy, OversightMode
from aims_gate.evidence import Document, DocumentKind, Quality, Section
from aims_gate.governance.files import Governance
from aims_gate.governance.links import Whereabouts
from aims_gate.model import (
    Cause,
    Clock,
    Finding,
    FindingKind,
    Location,
    Severity,
    Subject,
    SubjectKind,
    Tier,
)
from aims_gate.portfolio import (
    Anchors,
    Assessments,
    Dataset,
    Datasets,
    Datasheets,
    JudgingPolicy,
    Link,
    Model,
    ModelCards,
    Models,
    ModelUse,
    Origin,
    Oversight,
    Reference,
    System,
    Systems,
    Thing,
    Torn,
    Undeclared,
    UnreadFile,
)
from aims_gate.portfolio.playbooks import playbooks
from aims_gate.repository import Scope
from aims_gate.testing import AS_OF, judge, repository

AT = Location("src/a.py", 7)
M = Subject(SubjectKind.MODEL, "scorecard")
D = Subject(SubjectKind.DATASET, "applications")
S = Subject(SubjectKind.SYSTEM, "loans")
STARTER = JudgingPolicy(LoadedPolicy("aims-gate.yaml"))
EMPTY = repository({})
OF_HIGHER_PROFILES = (Governance(), Whereabouts(EMPTY), Clock(AS_OF))
"""What `missing-human-oversight` looks at only above the first profile."""
CODE = "def override_decision():\n    ...\n"


def document(
    quality: Quality = Quality.COMPLETE, *missing: str, kind: str = "model-card"
) -> Document:
    return Document(
        kind=DocumentKind(kind),
        at=Location("docs/whatever.md", 2),
        scope=Scope.PRODUCT,
        quality=quality,
        title="A title",
        sections={
            "limitations": Section("limitations", "Limits", 9, 12, "limitations" not in missing)
        },
        missing=missing,
    )


def kinds(findings: list[Finding]) -> list[FindingKind]:
    return [finding.kind for finding in findings]


FAILS, CONFORMS, UNKNOWN = FindingKind.FAILURE, FindingKind.CONFORMITY, FindingKind.NOT_ASSESSED


@pytest.mark.parametrize(
    ("link", "expected", "words"),
    [
        (None, FAILS, "has no model card"),
        (Link(document()), CONFORMS, "docs/whatever.md is a model card"),
        (Link(document(Quality.STUB)), FAILS, "says too little"),
        (Link(document(Quality.PLACEHOLDER)), FAILS, "unfilled template"),
        (Link(document(Quality.UNREADABLE)), UNKNOWN, "cannot read"),
        (Link(None, "aims.yaml links x.md, which does not exist", AT), FAILS, "does not exist"),
    ],
)
def test_missing_model_card(link: Link | None, expected: FindingKind, words: str) -> None:
    model = Model(M, AT, Origin.OWN, "models/x.safetensors")
    cards = ModelCards({M: link} if link else {})
    [finding] = missing_model_card(Models((model,)), cards)
    assert (finding.kind, finding.about, words in finding.message) == (expected, M, True)
    assert finding.cause is (Cause.UNREADABLE if expected is UNKNOWN else None)


def test_a_third_party_model_needs_no_card_of_ours() -> None:
    assert (
        missing_model_card(Models((Model(M, AT, Origin.THIRD_PARTY, "a/b"),)), ModelCards()) == []
    )


def test_incomplete_model_card_names_what_is_missing_and_points_at_what_is_hollow() -> None:
    card = document(Quality.PARTIAL, "limitations", "evaluation", "licence", "contact")
    core, further = incomplete_model_card(ModelCards({M: Link(card)}), STARTER, EMPTY)
    assert "limitations and evaluation" in core.message
    assert "“Limits” (line 9)" in core.message
    assert [place.line for place in core.places] == [9]
    assert (core.severity, further.severity) == (None, Severity.NOTE)
    assert "licence and contact" in further.message


def test_a_complete_card_conforms_and_a_placeholder_is_not_judged_twice() -> None:
    assert kinds(incomplete_model_card(ModelCards({M: Link(document())}), STARTER, EMPTY)) == [
        CONFORMS
    ]
    assert (
        incomplete_model_card(ModelCards({M: Link(document(Quality.PLACEHOLDER))}), STARTER, EMPTY)
        == []
    )


def test_a_card_of_no_known_model_is_judged_as_a_document() -> None:
    subject = Subject(SubjectKind.DOCUMENT, "docs/whatever.md")
    card = document(Quality.PARTIAL, "evaluation")
    [finding] = incomplete_model_card(ModelCards(others=(card,)), STARTER, EMPTY)
    assert (finding.kind, finding.about) == (FAILS, subject)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (None, FAILS),
        (Link(document(kind="datasheet")), CONFORMS),
        (Link(document(kind="croissant")), CONFORMS),
        (Link(document(Quality.PLACEHOLDER, kind="datasheet")), FAILS),
        (Link(document(Quality.STUB, kind="datasheet")), FAILS),
        (Link(document(Quality.UNREADABLE, kind="datasheet")), UNKNOWN),
        (Link(None, "broken", AT), FAILS),
    ],
)
def test_missing_datasheet(link: Link | None, expected: FindingKind) -> None:
    datasets = Datasets((Dataset(D, AT, "data/applications.csv"),))
    assert kinds(missing_datasheet(datasets, Datasheets({D: link} if link else {}))) == [expected]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (None, FAILS),
        (Link(document(kind="impact-assessment")), CONFORMS),
        (Link(document(Quality.PLACEHOLDER, kind="impact-assessment")), FAILS),
        (Link(document(Quality.STUB, kind="impact-assessment")), FAILS),
        (Link(document(Quality.UNREADABLE, kind="impact-assessment")), UNKNOWN),
        (Link(None, "its impact assessment x is about 'other'", AT), FAILS),
    ],
)
def test_unlinked_impact_assessment(link: Link | None, expected: FindingKind) -> None:
    systems = Systems((System(S, AT),))
    found = unlinked_impact_assessment(systems, Assessments({S: link} if link else {}))
    assert kinds(found) == [expected]


def test_an_assessment_that_nothing_links_is_suggested() -> None:
    spare = document(kind="impact-assessment")
    [finding] = unlinked_impact_assessment(Systems((System(S, AT),)), Assessments({}, (spare,)))
    assert finding.kind is FAILS
    assert "docs/whatever.md" in (finding.fix or "")


def overseen(**changes: object) -> Oversight:
    facts: dict[str, object] = {
        "mode": OversightMode.HUMAN_DECIDES,
        "at": AT,
        "role": "Underwriter",
        "person": "k-a",
        "when": "always",
        "override": Reference("src/service.py", AT, "override_decision"),
    }
    return Oversight(**{**facts, **changes})  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("oversight", "words"),
    [
        (None, "no human oversight is declared"),
        (overseen(mode=OversightMode.NONE), "mode is none, tier high needs human-monitors"),
        (overseen(role=""), "does not say the role"),
        (overseen(role="x", person="x", when="tbd"), "the role that oversees it, a named person"),
        (overseen(person="", when=""), "does not say a named person, when they act"),
        (overseen(override=None), "does not say how they override it"),
        (overseen(override=Reference("src/service.py", AT, "nothing")), "has no such thing"),
        (overseen(override=Reference("absent.py", AT, "x")), "does not exist"),
    ],
)
def test_missing_human_oversight(oversight: Oversight | None, words: str) -> None:
    subject = Subject(SubjectKind.SYSTEM, "loans", tier=Tier.HIGH)
    systems = Systems((System(subject, AT, oversight=oversight),))
    anchors = Anchors(repository({"src/service.py": CODE}))
    asked = playbooks(JudgingPolicy(LoadedPolicy("p")))
    [finding] = missing_human_oversight(systems, anchors, asked, *OF_HIGHER_PROFILES)
    assert finding.kind is FAILS
    assert words in finding.message


def test_concrete_oversight_conforms_and_the_playbook_may_ask_for_more() -> None:
    subject = Subject(SubjectKind.SYSTEM, "loans", tier=Tier.HIGH)
    anchors = Anchors(repository({"src/service.py": CODE}))
    monitored = overseen(mode=OversightMode.HUMAN_MONITORS)
    systems = Systems((System(subject, AT, oversight=monitored),))
    silent = playbooks(JudgingPolicy(LoadedPolicy("p")))
    assert kinds(missing_human_oversight(systems, anchors, silent, *OF_HIGHER_PROFILES)) == [
        CONFORMS
    ]
    from aims_gate.declarations import load_policy

    strict = load_policy(lambda _: b"playbook: {high: {oversight: human-decides}}", "p")
    assert strict.problems == ()
    asked = playbooks(JudgingPolicy(strict))
    [finding] = missing_human_oversight(systems, anchors, asked, *OF_HIGHER_PROFILES)
    assert "tier high needs human-decides" in finding.message


COMMIT = "0123456789abcdef0123456789abcdef01234567"


def hub(*uses: ModelUse, declared: str | None = None) -> Models:
    return Models(
        (Model(M, AT, Origin.THIRD_PARTY, "o/n", hub="o/n", uses=uses, declared_revision=declared),)
    )


@pytest.mark.parametrize(
    ("models", "expected", "key"),
    [
        (hub(ModelUse(AT)), FAILS, "pin"),
        (hub(ModelUse(AT, "main")), FAILS, "pin"),
        (hub(ModelUse(AT, COMMIT, True)), CONFORMS, "pin"),
        (hub(ModelUse(AT, COMMIT, True), declared=COMMIT[:10]), CONFORMS, "pin"),
        (hub(ModelUse(AT, COMMIT, True), declared="f" * 40), FAILS, "revision"),
        (hub(declared=COMMIT), CONFORMS, "pin"),
        (hub(), FAILS, "pin"),
    ],
)
def test_unpinned_third_party_model(models: Models, expected: FindingKind, key: str) -> None:
    [finding] = unpinned_third_party_model(models)
    assert (finding.kind, finding.key) == (expected, key)


def test_a_hosted_model_is_called_by_a_dated_name_and_not_loaded_at_a_revision() -> None:
    gpt = Model(M, AT, Origin.THIRD_PARTY, "gpt-4o", api="gpt-4o", uses=(ModelUse(AT),))
    [hosted] = unpinned_third_party_model(Models((gpt,)))
    [fetched] = unpinned_third_party_model(hub(ModelUse(AT)))
    assert "names no dated version" in hosted.message
    assert "snapshot:" in (hosted.fix or "")
    assert "loaded without a fixed revision" in fetched.message


def test_one_finding_for_a_model_with_its_places() -> None:
    places = [Location("a.py", line) for line in (1, 2, 3)]
    [finding] = unpinned_third_party_model(hub(*map(ModelUse, places)))
    assert (finding.at, list(finding.places)) == (places[0], places[1:])


def test_undeclared_ai() -> None:
    loose = Thing(M, "model scorecard", AT)
    known = Thing(D, "dataset applications", AT, by="system loans")
    missing, present = undeclared_ai(Undeclared((loose,), (known,), has_manifest=False))
    assert (missing.kind, present.kind) == (FAILS, CONFORMS)
    assert "aims-gate init" in (missing.fix or "")
    [later] = undeclared_ai(Undeclared((loose,), has_manifest=True))
    assert "paths" in (later.fix or "")


def test_what_was_not_read_is_not_taken_for_free_of_ai() -> None:
    files = (
        UnreadFile(Location("big.py", 1), "too large"),
        UnreadFile(Location("a.ipynb", 1), "a pointer", absent=True),
        UnreadFile(Location("b.ipynb", 1), "a pointer", absent=True),
    )
    absent, unreadable = undeclared_ai(Undeclared(unread=files))
    assert (absent.cause, unreadable.cause) == (Cause.UNAVAILABLE, Cause.UNREADABLE)
    assert "not in this clone: 2" in absent.message


def test_an_exclusion_is_no_evidence() -> None:
    thing = Thing(M, "model scorecard", AT, by="not shipped")
    assert kinds(undeclared_ai(Undeclared(excluded=(thing,)))) == [FindingKind.NOT_APPLICABLE]
    [gap] = undeclared_ai(Undeclared(has_manifest=True, no_system=AT))
    assert (gap.kind, gap.key) == (FAILS, "system")


def test_a_draft_and_a_tie_are_findings() -> None:
    found = undeclared_ai(
        Undeclared(
            has_manifest=True,
            drafts=((System(S, AT), ("purpose",)),),
            torn=(Torn(S, ("loans", "chat"), (Location("src/b.py", 1), Location("src/c.py", 1))),),
        )
    )
    assert kinds(found) == [FAILS, FAILS]
    assert "purpose is still open" in found[0].message
    assert "src/b.py is claimed alike by the systems loans and chat" in found[1].message


def test_what_is_wrong_in_a_manifest_comes_with_a_sentence_on_what_to_do() -> None:
    judged = judge(
        {"aims.yaml": "systems: [{id: desk, purpose: Help}]\n"},
        select=frozenset({"invalid-manifest"}),
    )
    [finding] = [each for item in judged.results for each in item.result.findings]
    assert finding.message == "'owner' is missing in systems[0]"
    assert finding.fix == "Add 'owner': who answers for it."
    assert judged.steps == (finding.fix,)
