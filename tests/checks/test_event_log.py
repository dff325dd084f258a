"""The log tells what happened, and is kept long enough and no longer."""

from __future__ import annotations

import pytest

from aims_gate.checks.event_log import unspecified_event_log
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import FindingKind

from .measured_project import MANIFEST, failures, judged, line_of, project

LOG = """\
kind: event-log
system: loans
events:
  - id: scored
    records: [input-reference, output, model-version]
    fields: [application_id, score, model_version]
    written_by: service.py#score
  - id: overridden
    records: [override, operator]
    fields: [application_id, underwriter]
    written_by: service.py#override
  - id: released
    records: [configuration-change]
    fields: [version]
    elsewhere: the release pipeline
not_recorded:
  - {content: error, reason: the platform logs them and alerts the desk}
store: {where: The log store of the bank, protection: entries are only appended and signed}
access: [{who: Internal auditor, purpose: to sample decisions}]
retention: 12 months
deletion: The store deletes entries on its own
personal_data: {contained: true, handling: entries hold the id of the application only}
"""
SERVICE = """\
def score(): log("scored", application_id=1, score=2, model_version=3)
def override(): log("overridden", application_id=1, underwriter=2)
"""


def with_log(text: str, manifest: str = MANIFEST) -> dict[str, str]:
    return project(aims=manifest, event_log=text) | {"service.py": SERVICE}


def test_a_complete_specification_conforms() -> None:
    [finding] = judged(unspecified_event_log, with_log(LOG))
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("12 months", "3 months", "retention:", "kept for 3 months, tier high asks for 6 months"),
        ("12 months", "36 months", "retention:", "36 months, personal data only for 24 months"),
        ("retention: 12 months", "retention:", "retention:", "how long the log is kept"),
        ("[override, operator]", "[operator]", "events:", "no event records the override"),
        ("the platform logs them and alerts the desk", "n/a", "events:", "records the error"),
        ("score, model_v", "score, segment, model_v", "segment", "knows no field segment"),
        ("service.py#score", "server.py#score", "server.py", "server.py, which does not exist"),
        ("    elsewhere: the release pipeline\n", "", "id: released", "nothing is said to write"),
        ("fields: [version]", "fields: []", "id: released", "names no field"),
        ("where: The log store of the bank", "where: TBD", "store:", "where the log is kept"),
        ("entries are only appended and signed", "yes", "store:", "changed or lost"),
        ("purpose: to sample decisions", "purpose: x", "access:", "who may read the log"),
        ("The store deletes entries on its own", "todo", "deletion:", "how entries are deleted"),
        ("contained: true, ", "", "personal_data:", "what the log holds of people"),
    ],
)
def test_what_is_lacking_is_said_at_its_line(old: str, new: str, line: str, message: str) -> None:
    text = LOG.replace(old, new, 1)
    [said] = failures(unspecified_event_log, with_log(text))
    assert message in said
    assert said.startswith(f"governance/event-log.yaml:{line_of(text, line)}: loans: ")


def test_the_law_asks_for_more_than_a_lenient_playbook() -> None:
    files = with_log(LOG.replace("12 months", "3 months"))
    files["aims-gate.yaml"] = "playbook: {high: {log_retention: 1 month}}\n"
    [said] = failures(unspecified_event_log, files)
    assert "3 months, eu-ai-act/high-risk-provider asks for 6 months" in said


def test_personal_data_that_the_manifest_denies() -> None:
    start, _, rest = MANIFEST.partition("    personal_data:")
    manifest = f"{start}    personal_data: false\n{rest[rest.index('models:') :]}"
    [said] = failures(unspecified_event_log, with_log(LOG, manifest))
    assert "aims.yaml says that none are processed" in said


def test_no_specification_is_one_failure_and_a_skeleton_is_none() -> None:
    [said] = failures(unspecified_event_log, project())
    assert said.startswith("aims.yaml:2: loans: there is no specification of the event log")
    unfilled = skeleton("event-log").replace("system:", "system: loans", 1)
    found = judged(unspecified_event_log, with_log(unfilled))
    assert {finding.kind for finding in found} == {FindingKind.FAILURE}
    assert len(found) > len("abcdefghij")


def test_a_system_that_is_not_built_yet_logs_nothing() -> None:
    manifest = MANIFEST.replace("lifecycle: operation", "lifecycle: design")
    [finding] = judged(unspecified_event_log, project(aims=manifest))
    assert finding.kind is FindingKind.NOT_APPLICABLE
