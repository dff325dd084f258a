from __future__ import annotations

import pytest

from aims_gate.cli.azure_pipelines import pipeline_run
from aims_gate.reporters import PipelineRun

ENVIRON = {
    "TF_BUILD": "True",
    "SYSTEM_COLLECTIONURI": "https://dev.azure.com/acme/",
    "SYSTEM_TEAMPROJECTID": "11111111-2222-3333-4444-555555555555",
    "SYSTEM_DEFINITIONID": "17",
    "BUILD_DEFINITIONNAME": "loans, every change",
    "BUILD_BUILDID": "4711",
    "SYSTEM_PHASEID": "96ac2280-8cb4-5df5-99de-dd2da759617d",
    "SYSTEM_PHASENAME": "gate",
    "SYSTEM_JOBID": "12f1170f-54f2-53f3-20dd-22fc7dff55f9",
    "SYSTEM_JOBNAME": "Job",
    "BUILD_SOURCEBRANCH": "refs/pull/3/merge",
}
RUN = PipelineRun(
    "azuredevops/pipeline/build/acme/11111111-2222-3333-4444-555555555555/17/"
    "96ac2280-8cb4-5df5-99de-dd2da759617d/refs/pull/3/merge/4711",
    {
        "azuredevops/pipeline/build/buildDefinitionId": "17",
        "azuredevops/pipeline/build/buildDefinitionName": "loans, every change",
        "azuredevops/pipeline/build/phaseId": "96ac2280-8cb4-5df5-99de-dd2da759617d",
        "azuredevops/pipeline/build/phaseName": "gate",
    },
)


@pytest.mark.parametrize(
    "address",
    ["https://dev.azure.com/acme/", "https://dev.azure.com/acme", "https://acme.visualstudio.com/"],
)
def test_a_run_of_azure_pipelines(address: str) -> None:
    assert pipeline_run({**ENVIRON, "SYSTEM_COLLECTIONURI": address}) == RUN


def test_a_job_stands_in_for_its_phase() -> None:
    environ = {name: value for name, value in ENVIRON.items() if "PHASE" not in name}
    found = pipeline_run(environ)
    assert found is not None
    assert found.properties["azuredevops/pipeline/build/phaseId"] == ENVIRON["SYSTEM_JOBID"]
    assert found.properties["azuredevops/pipeline/build/phaseName"] == "Job"


@pytest.mark.parametrize(
    "name", [name for name in ENVIRON if "PHASE" not in name and "JOB" not in name]
)
def test_what_is_not_told_is_not_made_up(name: str) -> None:
    environ = {each: value for each, value in ENVIRON.items() if each != name}
    assert pipeline_run(environ) is None


def test_an_address_of_another_form_is_none_of_theirs() -> None:
    assert pipeline_run({**ENVIRON, "SYSTEM_COLLECTIONURI": "https://tfs.example/tfs/x/"}) is None
