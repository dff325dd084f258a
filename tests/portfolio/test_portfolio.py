"""What there is to judge, told from whole small repositories in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from aims_gate.declarations import LoadedPolicy
from aims_gate.engine import Dossier, Registry
from aims_gate.gate import ROOTS, Request, run
from aims_gate.model import (
    Base,
    Cause,
    Clock,
    Environment,
    Evidence,
    Location,
    Network,
    NotAssessed,
    Role,
    SubjectKind,
    Tier,
    Verdict,
)
from aims_gate.plugins import load_offer
from aims_gate.portfolio import (
    Anchors,
    Assessments,
    Datasets,
    Datasheets,
    JudgingPolicy,
    ModelCards,
    Models,
    Origin,
    Reference,
    Systems,
    Undeclared,
)
from aims_gate.repository import Workbench, open_snapshot
from aims_gate.testing import AS_OF, repository

E = TypeVar("E", bound=Evidence)
KIT = load_offer(installed=False).kit

TRAIN = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

frame = pd.read_csv("data/applications.csv")
model = RandomForestClassifier().fit(frame[["income"]], frame["repaid"])
joblib.dump(model, "model.joblib")
"""
HUB = """\
from transformers import AutoModel

model = AutoModel.from_pretrained("acme/scorer")
pinned = AutoModel.from_pretrained("acme/scorer", revision="COMMIT")
""".replace("COMMIT", "0123456789abcdef0123456789abcdef01234567")
CSV = "income,repaid\n100,1\n"


def card(title: str) -> str:
    return f"""\
# Model card: {title}

{title} is a random forest, version 1.2, trained in October 2025 by the credit team.

## Intended use

Underwriters at the branch use it to order the applications for consumer loans they read first.

## Limitations

It has seen only applications from people who already had an account, so scores for others are poor.

## Training data

It learnt from 4,000 applications of 2024, after removing names and addresses.

## Evaluation

On 1,000 held-out applications it reaches an AUC of 0.81 and a Brier score of 0.12.
"""


def collect(kind: type[E], files: Mapping[str, str | bytes]) -> E:
    snapshot = repository(files)
    roots = [
        snapshot,
        Workbench(KIT.scanners),
        JudgingPolicy(LoadedPolicy("aims-gate.yaml")),
        Base(),
        Clock(AS_OF),
        Environment({}),
        Network(False),
    ]
    return Dossier(Registry(KIT.collectors, ROOTS), roots)[kind]


def manifest(text: str) -> dict[str, str]:
    return {"aims.yaml": text}


ONE = "systems: [{id: loans, purpose: Rank loan applications, owner: r-meyer}]\n"


def test_a_repository_that_declares_nothing_is_one_system_with_roles_from_its_code() -> None:
    [system] = collect(Systems, {"train.py": TRAIN, "data/applications.csv": CSV})
    assert (system.declared, system.subject.id, system.subject.tier) == (
        False,
        "(repository)",
        Tier.LIMITED,
    )
    assert Role.PRODUCER in system.subject.roles
    assert system.at.path == "train.py"
    [user] = collect(Systems, {"app.py": HUB})
    assert user.subject.roles == {Role.PROVIDER}


def test_a_repository_without_ai_has_no_system() -> None:
    assert len(collect(Systems, {"app.py": "print('model')\n"})) == 0


def test_a_declared_system_takes_its_roles_from_activities_else_from_code() -> None:
    text = ONE.replace("}]", ", activities: [uses-internally], tier: high}]")
    [system] = collect(Systems, {"train.py": TRAIN, **manifest(text)})
    assert (set(system.subject.roles), system.subject.tier) == ({Role.USER}, Tier.HIGH)
    [bare] = collect(Systems, {"train.py": TRAIN, **manifest(ONE)})
    assert Role.PRODUCER in bare.subject.roles
    assert not bare.tier_stated


def test_an_invalid_manifest_declares_nothing_and_says_so() -> None:
    with pytest.raises(NotAssessed, match=r"aims.yaml is invalid"):
        collect(Systems, {"train.py": TRAIN, **manifest("sistems: []\n")})


def test_a_training_run_is_a_model_and_hub_models_are_third_party() -> None:
    models = collect(Models, {"train.py": TRAIN, "app.py": HUB})
    [own], [third] = models.own, models.third_party
    assert (own.subject.kind, own.subject.id, own.at.path) == (
        SubjectKind.MODEL,
        "train.py",
        "train.py",
    )
    assert (third.subject.id, third.hub) == ("acme/scorer", "acme/scorer")
    assert [use.pinned for use in third.uses] == [False, True]


MODEL = "models: [{id: scorecard, path: model.joblib, card: docs/anything.md}]\n"


def test_a_declared_model_stands_as_the_strictest_of_its_systems() -> None:
    text = (
        "systems:\n"
        "  - {id: a, purpose: One, owner: x, tier: minimal, models: [m], activities: [trains]}\n"
        "  - {id: b, purpose: Two, owner: x, tier: high, models: [m],"
        " activities: [uses-internally]}\n"
        "models: [{id: m, path: model.joblib}, {id: n, hub: acme/scorer}]\n"
    )
    by_id = {model.subject.id: model for model in collect(Models, manifest(text))}
    assert (by_id["m"].subject.tier, set(by_id["m"].subject.roles)) == (
        Tier.HIGH,
        {Role.PRODUCER, Role.USER},
    )
    assert (by_id["m"].origin, by_id["n"].origin) == (Origin.OWN, Origin.THIRD_PARTY)
    assert by_id["n"].subject.tier is Tier.LIMITED


def test_the_run_that_makes_a_declared_model_is_no_second_model() -> None:
    text = ONE.replace("}]", ", models: [scorecard]}]") + MODEL
    models = collect(Models, {"train.py": TRAIN, **manifest(text)})
    assert [model.subject.id for model in models] == ["scorecard"]


def test_a_run_that_names_other_weights_makes_another_model() -> None:
    other = TRAIN.replace("model.joblib", "other.joblib")
    text = ONE.replace("}]", ", models: [scorecard]}]") + MODEL
    models = collect(Models, {"a/train.py": TRAIN, "b/train.py": other, **manifest(text)})
    assert [model.subject.id for model in models] == ["scorecard", "b/train.py"]


def test_a_discovered_thing_is_never_taken_for_a_declared_one_of_the_same_id() -> None:
    text = ONE.replace("}]", ", paths: [w/**]}]") + "models: [{id: train.py, path: w/x.joblib}]\n"
    ids = [model.subject.id for model in collect(Models, {"train.py": TRAIN, **manifest(text)})]
    assert ids == ["train.py", "train.py (discovered)"]


def test_shards_are_one_model() -> None:
    shard = (
        b"\x10\x00\x00\x00\x00\x00\x00\x00"
        + b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'[:16]
    )
    header = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    shard = len(header).to_bytes(8, "little") + header + b"\0\0\0\0"
    files = {f"m/model-0000{n}-of-00002.safetensors": shard for n in (1, 2)}
    [model] = collect(Models, files).own
    assert model.subject.id == "m/model.safetensors"
    assert len(model.places) == 1


def of_the_only_model(files: Mapping[str, str | bytes]) -> str | None:
    models, cards = collect(Models, files), collect(ModelCards, files)
    [model] = models.own
    link = cards.of(model)
    return link.document.path if link.document else link.problem


def test_a_card_belongs_to_a_model_by_link_then_name_then_place_then_alone() -> None:
    linked = ONE.replace("}]", ", models: [scorecard]}]") + MODEL
    named, other = card("model.joblib"), card("Something else")
    code = {"pkg/train.py": TRAIN}
    assert of_the_only_model({**code, **manifest(linked), "docs/anything.md": other}) == (
        "docs/anything.md"
    )
    trained = {"pkg/train.py": TRAIN, "docs/other.md": other}
    assert of_the_only_model({**trained, "pkg/notes.md": card("Scores")}) == "pkg/notes.md"
    assert of_the_only_model(trained) == "docs/other.md"
    unlinked = linked.replace(", card: docs/anything.md", "")
    files = {**code, **manifest(unlinked), "docs/b.md": other, "docs/c.md": named}
    assert of_the_only_model(files) == "docs/c.md"


def test_a_card_at_the_top_describes_what_has_none_nearer() -> None:
    files = {"a/train.py": TRAIN, "b/train.py": TRAIN, "CARD.md": card("Scores")}
    cards = collect(ModelCards, files)
    found = [cards.of(model).document for model in collect(Models, files).own]
    assert [document and document.path for document in found] == ["CARD.md", "CARD.md"]
    [(subject, _)] = cards.judged()
    assert (subject.kind, subject.id) == (SubjectKind.DOCUMENT, "CARD.md")


def test_the_sole_card_belongs_to_the_sole_model_of_the_project_s_own() -> None:
    files = {"pkg/train.py": TRAIN, "app.py": HUB, "docs/card.md": card("Scores")}
    assert of_the_only_model(files) == "docs/card.md"


@pytest.mark.parametrize("link", ["aims.yaml", "train.py", "model.joblib"])
def test_what_is_no_document_describes_nothing(link: str) -> None:
    linked = ONE.replace("}]", ", models: [scorecard]}]") + MODEL.replace("docs/anything.md", link)
    files: dict[str, str | bytes] = {"train.py": TRAIN, "model.joblib": b"x", **manifest(linked)}
    assert "no document" in (of_the_only_model(files) or "")


@pytest.mark.parametrize(
    "text",
    [
        "# Change impact assessment\n\nTables are locked for 5 minutes. Approved by the DBA.\n",
        "system: loans\npurpose: Rank applications\n",
        "Harms: some.\n",
    ],
)
def test_not_everything_is_an_impact_assessment(text: str) -> None:
    stated = ONE.replace("}]", ", impact_assessment: ia.md}]")
    files = {"train.py": TRAIN, **manifest(stated), "ia.md": text}
    [system] = collect(Systems, files)
    link = collect(Assessments, files).of(system)
    quality = link.document.quality.value if link.document else ""
    assert link.problem or quality in ("stub", "placeholder")


def test_a_link_to_nothing_is_a_problem_at_its_line() -> None:
    linked = ONE.replace("}]", ", models: [scorecard]}]") + MODEL
    files = {"train.py": TRAIN, **manifest(linked)}
    assert "docs/anything.md, which does not exist" in (of_the_only_model(files) or "")


def test_an_empty_linked_card_is_no_card() -> None:
    linked = ONE.replace("}]", ", models: [scorecard]}]") + MODEL
    files = {"train.py": TRAIN, **manifest(linked), "docs/anything.md": ""}
    [model] = collect(Models, files).own
    document = collect(ModelCards, files).of(model).document
    assert document is not None
    assert document.quality.value == "placeholder"


def test_a_card_in_tests_or_vendored_code_is_not_the_project_s() -> None:
    files = {"train.py": TRAIN, "tests/card.md": card("x"), "vendor/lib/card.md": card("y")}
    assert of_the_only_model(files) is None


def test_datasets_are_those_declared_and_those_that_training_reads() -> None:
    files = {"train.py": TRAIN, "data/applications.csv": CSV}
    [found] = collect(Datasets, files)
    assert found.subject.id == "data/applications.csv"
    text = ONE.replace("}]", ", datasets: [apps]}]") + (
        "datasets: [{id: apps, path: data/applications.csv, datasheet: data/SHEET.md}]\n"
    )
    [declared] = collect(Datasets, {**files, **manifest(text)})
    assert declared.subject.id == "apps"
    assert {place.path for place in declared.places} == {"data/applications.csv", "train.py"}
    sheets = collect(Datasheets, {**files, **manifest(text)})
    assert "does not exist" in (sheets.of(declared).problem or "")


def test_several_files_of_one_folder_are_one_dataset() -> None:
    code = TRAIN + 'test = pd.read_csv("data/held-out.csv")\n'
    files = {"train.py": code, "data/applications.csv": CSV, "data/held-out.csv": CSV}
    [found] = collect(Datasets, files)
    assert (found.subject.id, found.folder) == ("data/", "data")
    assert {place.path for place in found.places} >= {"data/held-out.csv"}


ASSESSMENT = """\
# AI system impact assessment: loans

System: loans. Purpose: rank applications for consumer loans.

## Affected people

Applicants, above all those with short credit histories, and the underwriters who decide.

## Harms and likelihood

A wrong low score delays or prevents a loan; likely for one in fifty, serious for single parents.

## Foreseeable misuse

Using the score alone, without a person, or for setting rents.

## Measures

Underwriters decide every case; refusals are reviewed monthly by somebody else.

## Approval

Approved by the ethics board on 2026-03-01.
"""


def test_an_assessment_counts_if_it_is_linked_and_about_this_system() -> None:
    text = ONE.replace("}]", ", impact_assessment: governance/impact.md}]")
    files = {"train.py": TRAIN, "governance/impact.md": ASSESSMENT}
    [system] = collect(Systems, {**files, **manifest(text)})
    assert collect(Assessments, {**files, **manifest(text)}).of(system).document
    unlinked = collect(Assessments, {**files, **manifest(ONE)})
    assert [each.path for each in unlinked.unlinked] == ["governance/impact.md"]
    other = {"governance/impact.md": f"---\nsystem: other\n---\n{ASSESSMENT}"}
    link = collect(Assessments, {"train.py": TRAIN, **manifest(text), **other}).of(system)
    assert "about 'other'" in (link.problem or "")


def undeclared(files: Mapping[str, str | bytes]) -> tuple[set[str], set[str]]:
    found = collect(Undeclared, files)
    return {thing.subject.id for thing in found.found}, {thing.by for thing in found.covered}


def test_what_a_sole_system_covers_is_declared() -> None:
    files = {"train.py": TRAIN, "data/applications.csv": CSV}
    assert undeclared(files)[0] >= {"train.py", "data/applications.csv", "scikit-learn"}
    assert undeclared({**files, **manifest(ONE)}) == (set(), {"system loans"})


def test_what_no_system_s_paths_cover_is_not() -> None:
    text = ONE.replace("}]", ", paths: [credit/**]}]")
    files = {"credit/train.py": TRAIN, "chat/app.py": HUB, **manifest(text)}
    found, by = undeclared(files)
    assert "acme/scorer" in found
    assert "train.py" not in found
    assert by == {"system loans"}


def test_an_exclusion_counts_until_it_expires() -> None:
    text = ONE.replace("}]", ", paths: [credit/**]}]") + (
        "exclude: [{path: chat/**, reason: not shipped, expires: 2026-11-22}]\n"
    )
    files = {"chat/app.py": HUB}
    assert undeclared({**files, **manifest(text)})[0] == set()
    late = text.replace("2026-11-22", "2026-11-21")
    assert "acme/scorer" in undeclared({**files, **manifest(late)})[0]


def test_what_is_excluded_is_no_evidence_and_a_manifest_without_a_system_is_a_gap() -> None:
    files = {"chat/app.py": HUB, **manifest("exclude: [{path: '**', reason: not shipped}]\n")}
    found = collect(Undeclared, files)
    assert (found.found, found.covered) == ((), ())
    assert {thing.by for thing in found.excluded} == {"not shipped"}
    assert found.no_system is not None
    [system] = collect(Systems, files)
    assert not system.declared


def test_files_that_nobody_read_are_told_unless_somebody_answers_for_them() -> None:
    padded = "#" * (17 << 20) + "\n" + TRAIN
    found = collect(Undeclared, {"train.py": padded})
    assert [(file.at.path, file.absent) for file in found.unread] == [("train.py", False)]
    assert collect(Undeclared, {"train.py": padded, **manifest(ONE)}).unread == ()


def test_a_file_that_vanished_while_it_was_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(TRAIN)
    snapshot = open_snapshot(tmp_path, {})
    (tmp_path / "train.py").unlink()
    judgement = run(Request(snapshot=snapshot, as_of=AS_OF), KIT)
    [deciding] = [
        finding for item in judgement.results for finding in item.findings if finding.decides
    ]
    assert (deciding.finding.cause, judgement.verdict) == (Cause.UNREADABLE, Verdict.FAIL)


def test_the_most_specific_path_wins_and_a_tie_is_told() -> None:
    text = (
        "systems:\n"
        "  - {id: a, purpose: One, owner: x, paths: [src/**]}\n"
        "  - {id: b, purpose: Two, owner: x, paths: [src/chat/**]}\n"
    )
    files = {"src/chat/app.py": HUB}
    assert undeclared({**files, **manifest(text)})[1] == {"system b"}
    tied = text.replace("src/chat/**", "src/**")
    [torn] = collect(Undeclared, {**files, **manifest(tied)}).torn
    assert (torn.places[0].path, torn.claimants) == ("src/chat/app.py", ("a", "b"))


def test_a_nested_manifest_rules_its_folder_only_if_it_is_included() -> None:
    nested = {"chat/aims.yaml": "systems: [{id: chat, purpose: Answer, owner: y}]\n"}
    files = {"chat/app.py": HUB, "train.py": TRAIN, **nested}
    assert undeclared({**files, **manifest(ONE)})[1] == {"system loans"}
    included = ONE + "includes: [chat/aims.yaml]\n"
    assert undeclared({**files, **manifest(included)})[1] == {"system loans", "system chat"}


ANCHORS = {
    "a.py": "class Desk:\n    async def override(self):\n        FLAG = True\n",
    "b.ts": "export const override = async () => {}\n",
    "c.java": "public Decision override(Case one) {\n",
    "d.yaml": "features:\n  kill-switch: true\n",
    "e.md": "# Runbook\n\n## Stop the model!\n",
    "f.go": "func (d *Desk) Override(c Case) error {\n",
    "h.py": "FLAG = True\n",
    "g.py": "x = override  # a mention\nprint('override')\ncall.override(1)\n",
}


@pytest.mark.parametrize(
    ("path", "anchor", "there"),
    [
        ("a.py", "override", True),
        ("a.py", "Desk.override", True),
        ("a.py", "FLAG", False),
        ("h.py", "FLAG", True),
        ("a.py", "absent", False),
        ("b.ts", "override", True),
        ("c.java", "override", True),
        ("d.yaml", "kill-switch", True),
        ("d.yaml", "kill", False),
        ("e.md", "stop-the-model", True),
        ("e.md", "stop", False),
        ("f.go", "Override", True),
        ("g.py", "override", False),
        ("absent.py", "override", False),
        ("a.py", "", False),
    ],
)
def test_anchors(path: str, anchor: str, there: bool) -> None:
    reference = Reference(path, Location("aims.yaml"), anchor)
    problem = Anchors(repository(ANCHORS)).problem(reference)
    assert (problem is None) == there, problem
