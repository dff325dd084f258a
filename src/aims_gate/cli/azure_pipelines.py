"""Which run of Azure Pipelines this is, as GitHub Advanced Security for Azure DevOps reads it.

What it takes of a SARIF run is said by the rules GHAzDO1019 and GHAzDO1020 of Microsoft's SARIF
Multitool; the variables are on
https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..reporters import PipelineRun

_PREFIX = "azuredevops/pipeline/build/"
_ORGANISATION = re.compile(r"https://(?:dev\.azure\.com/([^/]+)|([^./]+)\.visualstudio\.com)/?\Z")


def pipeline_run(environ: Mapping[str, str]) -> PipelineRun | None:
    """The run; ``None`` outside of Azure Pipelines, and where it does not say all of it."""
    if environ.get("TF_BUILD", "").lower() != "true":
        return None
    address = _ORGANISATION.match(environ.get("SYSTEM_COLLECTIONURI", ""))
    definition = environ.get("SYSTEM_DEFINITIONID", "")
    pipeline = environ.get("BUILD_DEFINITIONNAME", "")
    phase = environ.get("SYSTEM_PHASEID") or environ.get("SYSTEM_JOBID", "")
    job = environ.get("SYSTEM_PHASENAME") or environ.get("SYSTEM_JOBNAME", "")
    project = environ.get("SYSTEM_TEAMPROJECTID", "")
    branch = environ.get("BUILD_SOURCEBRANCH", "")
    build = environ.get("BUILD_BUILDID", "")
    if address is None or not all((definition, pipeline, phase, job, project, branch, build)):
        return None
    organisation = address[1] or address[2]
    return PipelineRun(
        _PREFIX + "/".join((organisation, project, definition, phase, branch, build)),
        {
            f"{_PREFIX}buildDefinitionId": definition,
            f"{_PREFIX}buildDefinitionName": pipeline,
            f"{_PREFIX}phaseId": phase,
            f"{_PREFIX}phaseName": job,
        },
    )
