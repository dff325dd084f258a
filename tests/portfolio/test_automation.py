"""What workflows and infrastructure do, as far as their files say."""

from __future__ import annotations

import pytest

from aims_gate.portfolio import Automation, Bills, Infrastructure
from aims_gate.testing import collect

GITHUB = ".github/workflows/ci.yml"


def github(text: str) -> Automation:
    return collect(Automation, {GITHUB: text})


def job(on: str, step: str = "run: make", name: str = "build") -> str:
    return f"on: {on}\njobs:\n  {name}:\n    runs-on: x\n    steps:\n      - {step}\n"


@pytest.mark.parametrize(
    ("on", "never"),
    [
        ("push", ""),
        ("[push, pull_request]", ""),
        ("{push: {branches: [main]}}", ""),
        ("{push: {branches: ['**']}}", ""),
        ("{push: {branches: [release/*]}}", "does not run on the default branch"),
        ("{push: {branches-ignore: [main]}}", "does not run on the default branch"),
        ("{push: {tags: ['v*']}}", ""),
        ("{pull_request: {branches: [develop]}}", "does not run on the default branch"),
        ("{schedule: [{cron: '1 2 * * 3'}]}", ""),
        ("workflow_dispatch", "is started by hand only"),
        ("workflow_call", "runs only when another workflow calls it"),
        ("{}", "belongs to a workflow that nothing starts"),
    ],
)
def test_when_a_workflow_of_github_runs_by_itself(on: str, never: str) -> None:
    assert github(job(on)).workflows[GITHUB].jobs["build"].never == never


@pytest.mark.parametrize(
    ("step", "deploys"),
    [
        ("run: kubectl --namespace a apply -f x.yaml", "kubectl --namespace a apply"),
        ("run: helm upgrade --install app ./chart", "helm upgrade"),
        ("run: terraform -chdir=infra apply -auto-approve", "terraform -chdir=infra apply"),
        ("uses: google-github-actions/deploy-cloudrun@abc", None),
        ("uses: actions/deploy-pages@v4", ""),
        ("uses: actions/checkout@v4", ""),
        ("run: kubectl get pods", ""),
        ("run: echo no kubectl here to apply", ""),
    ],
)
def test_what_deploys(step: str, deploys: str | None) -> None:
    found = github(job("push", step)).workflows[GITHUB].jobs["build"].deploys
    assert found == (step.removeprefix("uses: ") if deploys is None else deploys)


@pytest.mark.parametrize(
    ("step", "publishes"),
    [
        ("run: twine upload dist/*", True),
        ("run: twine upload --repository internal dist/*", False),
        ("run: npm publish", True),
        ("run: npm publish --registry https://npm.bank.example", False),
        ("run: hf upload bank/model models", True),
        ("uses: pypa/gh-action-pypi-publish@abc", True),
    ],
)
def test_what_publishes_to_everybody(step: str, publishes: bool) -> None:
    found = github(job("push", step)).workflows[GITHUB].jobs["build"].publishes
    assert bool(found) is publishes


@pytest.mark.parametrize(
    ("file", "name", "environment", "for_real"),
    [
        ("cd.yml", "deploy", "production", True),
        ("test-and-deploy.yml", "deploy", "", True),
        ("cd.yml", "deploy_staging", "", False),
        ("deploy_staging.yml", "deploy", "", False),
        ("deploy_staging.yml", "deploy", "production", True),
        ("cd.yml", "deploy", "credit-dev", False),
    ],
)
def test_what_goes_to_a_place_for_trying_out_is_not_for_real(
    file: str, name: str, environment: str, for_real: bool
) -> None:
    text = job("push", "run: helm upgrade a b", name=name)
    text = text.replace("runs-on: x", f"environment: {environment}")
    path = f".github/workflows/{file}"
    (found,) = collect(Automation, {path: text}).workflows[path].jobs.values()
    assert found.deploys
    assert found.is_for_real is for_real


def test_jobs_of_gitlab() -> None:
    text = (
        "stages: [test]\n.hidden: {script: [make]}\n"
        "test: {script: [make test]}\n"
        "deploy: {script: [kubectl apply -f x], environment: {name: production}, when: manual}\n"
        "branch: {script: [make], only: [feature]}\n"
        "off: {script: [make], rules: [{when: never}]}\n"
        "nothing: {stage: test}\n"
    )
    path = ".gitlab-ci.yml"
    jobs = collect(Automation, {path: text}).workflows[path].jobs
    assert {name: each.never for name, each in jobs.items()} == {
        "test": "",
        "deploy": "is started by hand only",
        "branch": "does not run on the default branch",
        "off": "is switched off (when: never)",
        "nothing": "does nothing",
    }
    assert jobs["deploy"].is_for_real
    assert jobs["deploy"].at.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "jobs: 3\n",
        "on: [push]\njobs: [a]\n",
        "on: push\njobs:\n  a: 1\n",
        "a: &a [*a]\n",
        "\0",
    ],
)
def test_strange_workflows_are_no_crash(text: str) -> None:
    found = github(text)
    assert GITHUB in {*found.workflows, *found.unreadable}


def test_only_workflows_at_the_top_count() -> None:
    assert not collect(Automation, {f"sub/{GITHUB}": job("push")}).workflows


def test_workloads_of_compose_and_of_several_documents() -> None:
    compose = (
        "services:\n  db: {image: x}\n  app:\n    deploy:\n      replicas: 3\n"
        "      resources: {limits: {cpus: '0.5', memory: 256M}}\n"
    )
    kubernetes = (
        "apiVersion: v1\nkind: Service\n---\napiVersion: batch/v1\nkind: CronJob\n"
        "spec: {suspend: true}\n"
    )
    files = {"docker-compose.yml": compose, "k8s.yaml": kubernetes, "tests/k8s.yaml": kubernetes}
    found = collect(Infrastructure, files).workloads
    assert [(str(each.at), each.runs) for each in found] == [
        ("docker-compose.yml:2", False),
        ("docker-compose.yml:3", True),
        ("k8s.yaml:5", False),
    ]
    app = found[1]
    assert app.replicas
    assert app.cpu
    assert app.memory
    assert (app.replicas.value, app.cpu.value, app.memory.value) == ("3", "0.5", "256M")


def test_templates_are_not_understood_and_do_no_harm() -> None:
    helm = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.n }}\n"
    assert collect(Infrastructure, {"chart/app.yaml": helm}).workloads == ()


def test_bills_of_materials_by_content() -> None:
    bill = (
        '{"bomFormat": "CycloneDX", "components": [{"name": "Torch", "purl": '
        '"pkg:pypi/torch@2.4.0"}, {"name": 3}, 7]}'
    )
    found = collect(Bills, {"sbom.json": bill, "bom.json": "{}", "tests/bom.json": bill})
    assert found.paths == ("sbom.json",)
    assert [(each.name, each.version) for each in found.components] == [("torch", "2.4.0")]
    assert found.named("TORCH") == found.components


def test_bills_in_xml_and_large_ones() -> None:
    xml = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'
        '<component type="library"><name>torch</name><version>2.4.0</version></component>'
        "</components></bom>"
    )
    start = '{"bomFormat": "CycloneDX", "components": '
    large = start + '[{"name": "torch"}]' + " " * (1 << 20) + "}"
    deep = start + "[" * (2 << 20)
    found = collect(Bills, {"bom.xml": xml, "image.sbom.json": large, "deep.bom.json": deep})
    assert found.paths == ("bom.xml", "image.sbom.json")
    assert [each.version for each in found.named("torch")] == ["2.4.0", ""]
