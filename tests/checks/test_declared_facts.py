"""What is declared and what is so: ghosts, roles, stages of life."""

from __future__ import annotations

import pytest

from aims_gate.checks.declared_facts import ghost_declaration, role_mismatch
from aims_gate.checks.lifecycle import untrue_lifecycle_state
from aims_gate.governance.lifecycle import Courses
from aims_gate.model import Clock, Finding, FindingKind
from aims_gate.portfolio import Anchors, Mentions, Register
from aims_gate.repository import Snapshot
from aims_gate.testing import AS_OF, collect

MANIFEST = """\
systems:
  - id: scorer
    purpose: score
    owner: r-meyer
    activities: [{activities}]
    version: 1.2.0
    lifecycle: {stage}
    paths: [{paths}]
    entry_points: [{entry}]
    models: [{models}]
"""
TRAINING = """\
from sklearn.linear_model import LogisticRegression
import joblib

def train(x, y):
    model = LogisticRegression()
    model.fit(x, y)
    joblib.dump(model, "model.joblib")

if __name__ == "__main__":
    train([[0]], [0])
"""


PIPELINE = "stages:\n  train:\n    cmd: Rscript fit.R\n    outs: [model.rds]\n"
FINE_TUNING = (
    "from openai import OpenAI\nclient = OpenAI()\n"
    'client.fine_tuning.jobs.create(training_file="f", model="gpt-4o-mini-2024-07-18")\n'
)


def manifest(
    *,
    activities: str = "trains",
    stage: str = "validation",
    paths: str = "src/**",
    entry: str = "src/score.py#score",
    models: str = "",
    rest: str = "",
) -> str:
    head = MANIFEST.format(
        activities=activities, stage=stage, paths=paths, entry=entry, models=models
    )
    return head + rest


BASE = {"src/score.py": "def score(x):\n    return x\n", "src/train.py": TRAINING}


def failures(found: list[Finding]) -> list[tuple[int, str]]:
    return [
        (each.at.line, each.message)
        for each in found
        if each.kind is FindingKind.FAILURE and each.at
    ]


def ghosts(files: dict[str, str]) -> list[Finding]:
    return ghost_declaration(
        collect(Courses, files),
        collect(Register, files),
        collect(Anchors, files),
        collect(Mentions, files),
        collect(Snapshot, files),
    )


def roles(files: dict[str, str]) -> list[tuple[int, str]]:
    return failures(role_mismatch(collect(Courses, files), collect(Register, files)))


def stages(files: dict[str, str]) -> list[tuple[int, str]]:
    return failures(untrue_lifecycle_state(collect(Courses, files), Clock(AS_OF)))


def test_what_is_there_is_no_ghost() -> None:
    found = ghosts({"aims.yaml": manifest(), **BASE})
    assert [each.kind for each in found] == [FindingKind.CONFORMITY]


def test_a_pattern_that_matches_nothing_is_a_ghost_at_its_line() -> None:
    found = failures(ghosts({"aims.yaml": manifest(paths="src/**, gone/**"), **BASE}))
    assert found == [(8, "scorer: declared path gone/** matches nothing in the repository")]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("src/gone.py#score", "matches nothing"),
        ("src/score.py#rate", "defines no such thing"),
        ("src/score.py#Scorer.score", "defines no such thing"),
        ("src/broken.py#score", "cannot be parsed"),
    ],
)
def test_entry_points_must_parse_and_be_there(entry: str, why: str) -> None:
    files = {"aims.yaml": manifest(entry=entry), **BASE, "src/broken.py": "def score(:\n"}
    ((line, message),) = failures(ghosts(files))
    assert line == 9
    assert why in message


@pytest.mark.parametrize(
    "code",
    [
        "class Desk:\n    def score(self): ...\n",
        "try:\n    from fast import Desk\nexcept E:\n    x=1\n",
    ],
)
def test_methods_and_imported_names_are_entry_points(code: str) -> None:
    files = {"aims.yaml": manifest(entry="src/desk.py#Desk.score"), **BASE, "src/desk.py": code}
    assert failures(ghosts(files)) == []


def test_a_model_that_nothing_names_is_a_ghost() -> None:
    rest = "models:\n  - {id: big, hub: acme/big-model}\n"
    files = {"aims.yaml": manifest(models="big", rest=rest), **BASE}
    assert failures(ghosts(files)) == [
        (12, "model big: nothing in the repository is or names acme/big-model")
    ]
    assert failures(ghosts({**files, "config/app.toml": 'model = "acme/big-model"\n'})) == []
    assert failures(ghosts({**files, "notes.md": "We like acme/big-model.\n"})) != []


def test_data_that_are_kept_elsewhere_cannot_be_judged() -> None:
    rest = "datasets:\n  - {id: claims-2026, uri: s3://lake/claims}\n"
    found = ghosts({"aims.yaml": manifest(rest=rest), **BASE})
    assert FindingKind.NOT_ASSESSED in {each.kind for each in found}
    assert failures(found) == []


def test_what_only_retired_systems_use_need_not_be_here() -> None:
    rest = "models:\n  - {id: big, hub: acme/big-model}\n"
    found = ghosts({"aims.yaml": manifest(stage="retired", models="big", rest=rest), **BASE})
    assert {each.kind for each in found} == {FindingKind.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("activities", "files", "message"),
    [
        ("trains", BASE, None),
        ("fine-tunes, uses-internally", BASE, None),
        ("uses-internally", BASE, "trains a model in src/train.py:6"),
        ("offers-to-customers", BASE, "trains a model"),
        ("", BASE, "no activities are declared"),
        ("trains", {"src/score.py": "import torch\ntorch.load('m.pt')\n"}, "no training code"),
        ("uses-internally", {"src/score.py": "def score(x): return x\n"}, None),
        ("trains", {"src/fit.R": "", "dvc.yaml": PIPELINE, "src/use.py": "import sklearn\n"}, None),
        ("uses-internally", {"src/tune.py": FINE_TUNING}, "trains a model in src/tune.py"),
    ],
)
def test_roles_are_compared_with_what_the_repository_does(
    activities: str, files: dict[str, str], message: str | None
) -> None:
    found = roles({"aims.yaml": manifest(activities=activities), **files})
    if message is None:
        assert found == []
    else:
        ((line, said),) = found
        assert line == 5
        assert message in said


PUBLISHING = """\
on: {release: {types: [published]}}
jobs:
  upload:
    runs-on: ubuntu-latest
    steps:
      - uses: pypa/gh-action-pypi-publish@v1
"""


def test_who_publishes_to_everybody_is_a_provider() -> None:
    files = {"aims.yaml": manifest(), **BASE, ".github/workflows/release.yml": PUBLISHING}
    ((_, message),) = roles(files)
    assert "publishes to everybody in job upload" in message
    offering = manifest(activities="trains, offers-to-customers")
    assert roles({**files, "aims.yaml": offering}) == []
    own = PUBLISHING + "        with: {repository-url: https://packages.bank.example}\n"
    assert roles({**files, ".github/workflows/release.yml": own}) == []


DEPLOYING = """\
on: {push: {branches: [main]}}
jobs:
  roll-out:
    environment: ENVIRONMENT
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade scorer ./chart
"""
RELEASES = """\
kind: releases
releases:
  - {system: scorer, version: 1.2.0, on: ON, approved_by: [r-meyer]}
"""
RETIREMENTS = """\
kind: retirements
retirements:
  - {system: scorer, on: 2026-05-01, approved_by: [r-meyer], data: deleted by l-novak on that day,
     models: archived for ten years}
"""


def stage_files(stage: str, **more: str) -> dict[str, str]:
    return {"aims.yaml": manifest(stage=stage), **BASE, **more}


def deploying(environment: str) -> dict[str, str]:
    return {".github/workflows/cd.yml": DEPLOYING.replace("ENVIRONMENT", environment)}


def test_development_is_not_deployed_for_real() -> None:
    ((line, message),) = stages(stage_files("development", **deploying("production")))
    assert line == 7
    assert ".github/workflows/cd.yml:3" in message
    assert "helm upgrade" in message
    assert stages(stage_files("development", **deploying("staging"))) == []
    assert stages(stage_files("validation", **deploying("production"))) == []


def test_development_has_no_release() -> None:
    released = {"governance/releases.yaml": RELEASES.replace("ON", "2026-10-05")}
    ((_, message),) = stages(stage_files("development", **released))
    assert "records release 1.2.0 of 2026-10-05" in message


@pytest.mark.parametrize(("on", "number"), [("2026-10-05", 0), ("2027-10-05", 1), ("null", 1)])
def test_operation_needs_a_release_that_has_been(on: str, number: int) -> None:
    released = {"governance/releases.yaml": RELEASES.replace("ON", on)}
    assert len(stages(stage_files("operation", **released))) == number


@pytest.mark.parametrize(("day", "in_order"), [("2026-11-22", True), ("2026-11-23", False)])
def test_a_system_may_be_retired_today(day: str, in_order: bool) -> None:
    record = {"governance/retirements.yaml": RETIREMENTS.replace("2026-05-01", day)}
    assert (stages(stage_files("retired", **record)) == []) is in_order


def test_retirement_ends_what_runs_and_is_recorded() -> None:
    record = {"governance/retirements.yaml": RETIREMENTS}
    assert stages(stage_files("retired", **record)) == []
    ((_, message),) = stages(stage_files("retired"))
    assert "no record" in message
    workload = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: scorer}\nspec: {replicas: 1}\n"
    )
    ((_, message),) = stages(stage_files("retired", **record, **{"k8s/app.yaml": workload}))
    assert "k8s/app.yaml:2 configures it to run (Deployment scorer)" in message
    stopped = workload.replace("replicas: 1", "replicas: 0")
    assert stages(stage_files("retired", **record, **{"k8s/app.yaml": stopped})) == []


def test_a_stage_that_nobody_states_is_asked_for() -> None:
    files = {"aims.yaml": "systems: [{id: s, purpose: p, owner: o}]\n"}
    assert stages(files) == [(1, "s: no stage of life is declared")]


def test_what_nobody_declares_cannot_be_compared() -> None:
    found = [
        *ghosts(BASE),
        *role_mismatch(collect(Courses, BASE), collect(Register, BASE)),
        *untrue_lifecycle_state(collect(Courses, BASE), Clock(AS_OF)),
    ]
    assert [each.kind for each in found] == [FindingKind.NOT_ASSESSED] * 3


def test_without_ai_there_is_nothing_to_compare() -> None:
    nothing = {"README.md": "# Tables\n"}
    assert ghosts(nothing) == []
    assert roles(nothing) == []
    assert stages(nothing) == []
