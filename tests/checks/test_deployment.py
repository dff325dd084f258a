"""Deployment plans, the inventory of tools, the record of machines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pytest

from aims_gate.checks.deployment import unmet_deployment_precondition
from aims_gate.checks.resources import compute_record_mismatch, tooling_inventory_mismatch
from aims_gate.discovery import Assets
from aims_gate.evaluation.report import Evaluations
from aims_gate.governance.files import Governance
from aims_gate.governance.lifecycle import Courses
from aims_gate.governance.links import Whereabouts
from aims_gate.governance.organisation import Organisation
from aims_gate.governance.people import Roster
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Clock, Finding, FindingKind
from aims_gate.portfolio import Bills
from aims_gate.repository import Snapshot
from aims_gate.testing import AS_OF, collect

Files = dict[str, str]

MANIFEST = """\
systems:
  - id: scorer
    purpose: Rank applications
    owner: {person: r-meyer}
    activities: [trains]
    version: 1.2.0
    lifecycle: operation
    models: [card]
models:
  - {id: card, path: models/card.bin, evaluation: reports/evaluation.json}
"""
PEOPLE = "kind: people\npeople: [{id: r-meyer}, {id: p-ionescu}]\n"
REPORT = json.dumps(
    {
        "schema_version": 1,
        "model": {"id": "card"},
        "dataset": {"id": "held-out"},
        "metrics": [{"name": "auc", "value": 0.84}],
    }
)
RELEASES = """\
kind: releases
releases:
  - {system: scorer, version: 1.1.0, on: 2026-06-01}
  - {system: scorer, version: 1.2.0, on: 2026-10-05}
"""
PLAN = """\
kind: deployment-plan
system: scorer
release: 1.2.0
environment: The credit desk's cluster in Frankfurt
preconditions:
  - {id: PRE-01, limit: {metric: auc, min: 0.75}, report: reports/evaluation.json}
  - {id: PRE-02, document: people-register}
  - {id: PRE-03, evidence: docs/runbook.md#stop}
rollback: {release: 1.1.0, procedure: docs/runbook.md#go-back}
responsible: {deploys: p-ionescu, approves: r-meyer, rolls_back: p-ionescu}
user_notice: {audience: underwriters, text: The score of version 1.2.0 comes with three reasons}
"""
HEAD = "id: people-register\nstatus: approved\napprover: r-meyer\napproved: 2026-09-01\n"
BASE = {
    "aims.yaml": MANIFEST,
    "models/card.bin": "weights",
    "reports/evaluation.json": REPORT,
    "governance/people.yaml": PEOPLE + HEAD,
    "governance/releases.yaml": RELEASES,
    "governance/plan.yaml": PLAN,
    "docs/runbook.md": "# Runbook\n\n## Stop\n\nStop it.\n\n## Go back\n\nGo back.\n",
}


def failures(found: list[Finding]) -> list[tuple[str, str]]:
    assert found
    return [(str(each.at), each.message) for each in found if each.kind is FindingKind.FAILURE]


def deployment(files: Files) -> list[tuple[str, str]]:
    return failures(
        unmet_deployment_precondition(
            collect(Courses, files),
            collect(Governance, files),
            collect(Evaluations, files),
            collect(Roster, files),
            collect(Whereabouts, files),
            Clock(AS_OF),
        )
    )


def changed(path: str, old: str, new: str, files: Files = BASE) -> Files:
    assert old in files[path]
    return files | {path: files[path].replace(old, new, 1)}


def test_a_plan_whose_preconditions_are_met_conforms() -> None:
    assert deployment(BASE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("min: 0.75", "min: 0.9", 6, "PRE-01 is not met: auc is 0.84, at least 0.9 is demanded"),
        ("metric: auc", "metric: brier_score", 6, "has not measured brier_score"),
        ("report: reports/evaluation.json", "report: reports/x.json", 6, "no evaluation report"),
        ("document: people-register", "document: gone", 7, "no document has the id gone"),
        ("runbook.md#stop", "runbook.md#halt", 8, "names no place"),
        ("evidence: docs/runbook.md#stop", "what: all is well", 8, "cannot be evaluated"),
        ("release: 1.1.0", "release: 1.0.0", 9, "1.0.0 is no release of the register"),
        ("release: 1.1.0", "release: 1.2.0", 9, "1.2.0 is the release that is deployed"),
        ("release: 1.1.0", "file: models/old.bin", 9, "models/old.bin does not exist"),
        ("release: 1.1.0, ", "", 9, "no release, tag or file to return to"),
        ("release: 1.1.0", "tag: v1.1.0", 9, "v1.1.0 is no tag"),
        ("deploys: p-ionescu", "deploys: nobody", 10, "is not in the register"),
        ("deploys: p-ionescu, ", "", 10, "nobody is named"),
        ("The score of version 1.2.0 comes with three reasons", "tbd", 11, "which users are told"),
        ("release: 1.2.0", "release: 1.1.9", 3, "for release 1.1.9, the system is at 1.2.0"),
        ("The credit desk's cluster in Frankfurt", "'OPEN: where'", 4, "where it will run"),
    ],
)
def test_what_a_plan_lacks(old: str, new: str, line: int, message: str) -> None:
    ((at, said),) = deployment(changed("governance/plan.yaml", old, new))
    assert at == f"governance/plan.yaml:{line}"
    assert message in said


def test_a_document_counts_once_it_is_approved() -> None:
    for old, new in (("approved: 2026-09-01", "approved: 2027-09-01"), ("approved\n", "draft\n")):
        ((_, message),) = deployment(changed("governance/people.yaml", old, new))
        assert "PRE-02 is not met" in message


def test_a_document_may_be_approved_today() -> None:
    today = changed("governance/people.yaml", "approved: 2026-09-01", "approved: 2026-11-22")
    assert deployment(today) == []


def test_no_plan_is_needed_before_and_after() -> None:
    for stage in ("development", "retired"):
        files = changed("aims.yaml", "operation", stage)
        del files["governance/plan.yaml"]
        assert deployment(files) == []
    files = dict(BASE)
    del files["governance/plan.yaml"]
    assert [at for at, _ in deployment(files)] == ["aims.yaml:2"]
    skeletal = skeleton("deployment-plan").replace("system: null", "system: scorer")
    assert len(deployment(BASE | {"governance/plan.yaml": skeletal})) >= 5


SOURCE = "import numpy\nfrom sklearn.linear_model import LogisticRegression\n"


def bill(*components: Mapping[str, object]) -> str:
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)}, indent=1
    )


SKLEARN: dict[str, object] = {"type": "library", "name": "scikit-learn", "version": "1.9.1"}
WEIGHTS: dict[str, object] = {
    "type": "machine-learning-model",
    "name": "models/card.bin",
    "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(b"weights").hexdigest()}],
}
TOOLS = {
    "aims.yaml": MANIFEST,
    "models/card.bin": "weights",
    "src/train.py": SOURCE,
    "requirements.txt": "scikit-learn==1.9.1\n",
    "aibom.cdx.json": bill(SKLEARN, WEIGHTS),
}


def tooling(files: Files) -> list[tuple[str, str]]:
    return failures(
        tooling_inventory_mismatch(
            collect(Organisation, files),
            collect(Assets, files),
            collect(Bills, files),
            collect(Snapshot, files),
        )
    )


def test_tools_in_the_inventory_in_the_version_used_conform() -> None:
    assert tooling(TOOLS) == []


def test_what_differs_from_the_inventory() -> None:
    older = bill(SKLEARN | {"version": "1.8.0"}, WEIGHTS)
    assert tooling(TOOLS | {"aibom.cdx.json": older}) == [
        ("aibom.cdx.json:7", "scikit-learn 1.9.1 is used, the inventory says 1.8.0")
    ]
    assert tooling(TOOLS | {"aibom.cdx.json": bill(WEIGHTS)}) == [
        (
            "requirements.txt:1",
            "scikit-learn 1.9.1 is used but not in the inventory (aibom.cdx.json)",
        )
    ]
    ((at, message),) = tooling(TOOLS | {"models/card.bin": "others"})
    assert at == "aibom.cdx.json:12"
    assert "models/card.bin is" in message


def test_ranges_fix_no_version_unless_something_locks_it() -> None:
    loose = TOOLS | {"requirements.txt": "scikit-learn>=1.9\n"}
    ((at, message),) = tooling(loose)
    assert (at, "in any version >=1.9" in message) == ("requirements.txt:1", True)
    lock = '[[package]]\nname = "scikit-learn"\nversion = "1.9.1"\n'
    assert tooling(loose | {"uv.lock": lock}) == []


def test_an_inventory_is_asked_for_once() -> None:
    files = dict(TOOLS)
    del files["aibom.cdx.json"]
    ((_, message),) = tooling(files)
    assert message == "1 tool of AI in use, and there is no inventory of them"


COMPUTE = """\
kind: compute
resources:
  - system: scorer
    use: training
    provider: GitHub
    regions: [unknown to the customer]
    accelerators: []
    machine: hosted runner
    environmental: {figure: 0.02, unit: kWh, method: minutes times the power of the runner}
  - system: scorer
    use: operation
    where: [k8s/app.yaml]
    provider: Example Cloud
    regions: [eu-central-1]
    accelerators: []
    machine: shared node
    replicas: 2
    cpu: 500m
    memory: 512Mi
    environmental: {reason: a score takes a millisecond and is lost in the noise of the node}
"""
WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: scorer}
spec:
  replicas: 2
  template:
    spec:
      nodeSelector:
        topology.kubernetes.io/region: eu-central-1
      containers:
        - name: scorer
          resources:
            limits: {cpu: 500m, memory: 512Mi}
"""
MACHINES = {
    "aims.yaml": MANIFEST,
    "models/card.bin": "weights",
    "governance/compute.yaml": COMPUTE,
    "k8s/app.yaml": WORKLOAD,
}


def compute(files: Files) -> list[tuple[str, str]]:
    return failures(
        compute_record_mismatch(
            collect(Courses, files), collect(Governance, files), collect(Whereabouts, files)
        )
    )


def test_a_record_that_agrees_with_what_is_configured_conforms() -> None:
    assert compute(MACHINES) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("region: eu-central-1", "region: us-east-1", 14, "has region us-east-1, the record has"),
        ("replicas: 2", "replicas: 3", 17, "has replicas 3, the record has 2"),
        ("memory: 512Mi", "memory: 1Gi", 19, "has memory 1Gi"),
        ("memory: 512Mi}", "memory: 512Mi, nvidia.com/gpu: 1}", 15, "accelerator nvidia.com/gpu"),
    ],
)
def test_configuration_that_the_record_does_not_have(
    old: str, new: str, line: int, message: str
) -> None:
    ((at, said),) = compute(changed("k8s/app.yaml", old, new, MACHINES))
    assert at == f"governance/compute.yaml:{line}"
    assert "k8s/app.yaml:" in said
    assert message in said


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("environmental: {figure: 0.02, unit: kWh", "environmental: {figure: 0.02", 9, "no figure"),
        ("provider: Example Cloud", "provider: tbd", 11, "whose machines"),
        ("[k8s/app.yaml]", "[k8s/app.yaml, k8s/gone.yaml]", 12, "which does not exist"),
        ("use: training", "use: operation", 4, "what trains it"),
    ],
)
def test_what_the_record_lacks(old: str, new: str, line: int, message: str) -> None:
    ((at, said),) = compute(changed("governance/compute.yaml", old, new, MACHINES))
    assert at == f"governance/compute.yaml:{line}"
    assert message.replace("no figure", "no environmental figure") in said


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (".github/workflows/cd.yml", "env:\n  AWS_REGION: us-east-1\n", "region us-east-1"),
        (
            ".github/workflows/cd.yml",
            "run: gcloud run deploy --region europe-west3\n",
            "europe-west3",
        ),
        (".github/workflows/cd.yml", "env:\n  AWS_REGION: ${{ vars.REGION }}\n", None),
        (".github/workflows/cd.yml", "env:\n  AWS_REGION: eu-central-1\n", None),
        (".github/workflows/train.yml", "runs-on: [self-hosted, gpu-a100]\n", "gpu-a100"),
        ("Dockerfile", "FROM nvidia/cuda:12.4-runtime\n", "accelerator nvidia/cuda"),
        ("Dockerfile", "FROM python:3.12-slim\n", None),
    ],
)
def test_workflows_and_images_state_regions_and_accelerators(
    path: str, text: str, message: str | None
) -> None:
    found = compute(MACHINES | {path: text})
    assert [message in said for _, said in found if message] == ([True] if message else [])
    assert len(found) == (1 if message else 0)


def test_a_record_says_which_accelerator_of_a_maker() -> None:
    record = COMPUTE.replace(
        "accelerators: []\n    machine: shared", "accelerators: [2 x A100]\n    machine: shared"
    )
    files = changed("k8s/app.yaml", "memory: 512Mi}", "memory: 512Mi, nvidia.com/gpu: 2}", MACHINES)
    assert compute(files | {"governance/compute.yaml": record}) == []
    assert len(compute(files)) == 1


def test_sizes_are_those_of_the_files_that_the_record_names() -> None:
    cache = WORKLOAD.replace("name: scorer", "name: cache").replace("replicas: 2", "replicas: 5")
    assert compute(MACHINES | {"k8s/cache.yaml": cache}) == []
    both = {"k8s/app.yaml": f"{WORKLOAD}---\n{cache}"}
    assert compute(MACHINES | both) == []


def test_where_nothing_of_ai_is_installed_no_inventory_is_asked_for() -> None:
    files = {"aims.yaml": MANIFEST, "models/card.bin": "weights"}
    found = tooling_inventory_mismatch(
        collect(Organisation, files),
        collect(Assets, files),
        collect(Bills, files),
        collect(Snapshot, files),
    )
    assert [each.kind for each in found] == [FindingKind.NOT_APPLICABLE]


def test_terraform_states_regions_and_accelerators() -> None:
    terraform = (
        'provider "aws" {\n  region = "us-east-1"\n}\n'
        'resource "aws_sagemaker_endpoint" "x" {\n  instance_type = "ml.g5.xlarge"\n}\n'
    )
    found = compute(MACHINES | {"infra/main.tf": terraform})
    assert len(found) == 2
    assert "region us-east-1" in found[0][1]
    assert "accelerator ml.g5.xlarge" in found[1][1]


def test_a_record_is_asked_for_once() -> None:
    files = dict(MACHINES)
    del files["governance/compute.yaml"]
    assert len(compute(files)) == 1
    assert len(compute(files | {"governance/compute.yaml": skeleton("compute")})) == 1
