"""Whatever the bytes are, every parser of ours answers, or says that it cannot, and soon.

The parsers of YAML, Markdown and the other texts, of weights, of declarations, of patterns and of
CODEOWNERS have tests of this kind beside their own; here are those of what other tools write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aims_gate.cli.session import Stop
from aims_gate.cli.sides import target_branch
from aims_gate.comparison.owners import owner_loosenings
from aims_gate.comparison.running import running_loosenings
from aims_gate.evaluation.card import StatedCards
from aims_gate.evaluation.report import Evaluations
from aims_gate.gate import BaselineError, read_baseline, render_baseline
from aims_gate.governance.applicability import ApplicabilityStatement
from aims_gate.governance.dvc import Tracked
from aims_gate.governance.exclusions import Exclusions
from aims_gate.governance.links import Whereabouts
from aims_gate.governance.stray import StrayData
from aims_gate.governance.waivers import Waivers
from aims_gate.model import Evidence, NotAssessed
from aims_gate.portfolio.automation import Automation
from aims_gate.portfolio.bills import Bills
from aims_gate.portfolio.infrastructure import Infrastructure
from aims_gate.testing import collect, repository

from .threats import FILES, MANIFEST

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

SEEDS: dict[str, tuple[type[Evidence], str, str]] = {
    "evaluation": (
        Evaluations,
        "reports/eval.json",
        '{"version": 1, "model": {"id": "net", "digest": "sha256:00"}, "metrics": [{"name": "auc",'
        ' "value": 0.9, "slice": "sex", "samples": 10, "confidence": {"low": 0, "high": 1}}],'
        ' "limits": [{"metric": "auc", "min": 0.5, "met": true}]}',
    ),
    "evaluation of Hugging Face": (
        Evaluations,
        "models/CARD.md",
        "---\nmodel-index:\n- name: net\n  results:\n  - task: {type: t}\n    dataset: {name: d, "
        "type: d}\n    metrics: [{type: auc, value: 0.9}]\n---\n# Model card\n",
    ),
    "stated card": (
        StatedCards,
        "models/CARD.md",
        "---\nlicense: mit\n---\n# Model card\n\n| Metric | Slice | Value |\n|---|---|---|\n"
        "| auc | sex | 0.9 |\n",
    ),
    "MLflow": (
        Evaluations,
        "reports/eval.json",
        '{"info": {"run_id": "x"}, "data": {"metrics": [{"key": "auc", "value": 1, "step": 0}]}}',
    ),
    "metric file of MLflow": (Evaluations, "mlruns/0/run/metrics/auc", "1700000000000 0.9 0\n"),
    "metrics of DVC": (Evaluations, "metrics.json", '{"train": {"auc": 0.9}}'),
    "file of DVC": (Tracked, "data/letters.csv.dvc", "outs:\n- md5: 00\n  path: letters.csv\n"),
    "lock of DVC": (
        Tracked,
        "dvc.lock",
        "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    deps: [{path: a, md5: b}]\n    outs: "
        "[{path: data/letters.csv, md5: '0'}]\n",
    ),
    "statement as CSV": (
        ApplicabilityStatement,
        "governance/soa.csv",
        'Control,Applicable,Justification,Status\nA.2.2,yes,"because, so",implemented\n',
    ),
    "statement as Markdown": (
        ApplicabilityStatement,
        "governance/soa.md",
        "# Statement of Applicability\n\n| Control | Applicable | Justification |\n|---|---|---|\n"
        "| A.2.2 | no | we have none |\n",
    ),
    "exclusions": (
        Exclusions,
        "governance/soa.yaml",
        "kind: soa\ncontrols:\n- {id: A.2.2, applicable: no, justification: none of it}\n",
    ),
    "waivers": (
        Waivers,
        "governance/waivers.yaml",
        "kind: waivers\nwaivers:\n- {id: W-1, check: undeclared-ai, path: src/**, reason: a b c, "
        "expires: 2026-12-01}\n",
    ),
    "workflow": (
        Automation,
        ".github/workflows/x.yml",
        "on: [push]\njobs:\n  a:\n    environment: live\n    steps:\n    - run: |\n        python "
        "src/desk.py && aims-gate check\n    - uses: a/b@v1\n      with: {x: y}\n",
    ),
    "pipeline of GitLab": (
        Automation,
        ".gitlab-ci.yml",
        "stages: [a]\nx:\n  stage: a\n  script: [python src/desk.py]\n  environment: {name: live}\n"
        "  extends: .y\n.y: {image: z}\n",
    ),
    "infrastructure": (
        Infrastructure,
        "deploy/x.yaml",
        "kind: Deployment\nmetadata: {name: desk}\nspec:\n  replicas: 0\n  template:\n    spec:\n"
        "      containers: [{name: a, image: b, resources: {limits: {cpu: 1}}}]\n---\nkind: Job\n",
    ),
    "bill of materials": (
        Bills,
        "aibom.cdx.json",
        '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": '
        '"machine-learning-model", "name": "net", "purl": "pkg:pypi/torch@2"}]}',
    ),
    "bill of materials as XML": (
        Bills,
        "bom.cdx.xml",
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library">'
        "<name>torch</name><version>2</version></component></components></bom>",
    ),
    "table of data": (StrayData, "data/letters.csv", "iban,mail\nDE89370400440532013000,a@b.de\n"),
    "links": (Whereabouts, "governance/x.md", "[a](b.md#c) ![d](<e f>) <https://x.y>\n\n[g]: h\n"),
}
"""Evidence, the path of a file that it is read from, and a text of that format."""

PIECES = st.sampled_from(
    [
        *("{", "}", "[", "]", ":", ",", '"', "'", "|", "-", "\n", "\r\n", "\t", " ", "#", "&a"),
        *("*a", "null", "true", "NaN", "1e999", "9" * 400, "0x1f", "1:2", "2026-02-30", "~", "<<"),
        *("---\n", "...\n", "!!binary", "? ", "<!--", "]]>", "&#0;", "\x00", "\x1b[2J", "\ufeff"),
        *("\ud7ff", "é", "\u202e", "../", "/", "**", "${{", "}}", "::", "=1+1", "kind: ", "%"),
    ]
)  # fmt: skip


@st.composite
def altered(draw: st.DrawFn, text: str) -> bytes:
    """A text of which pieces were cut, doubled or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.one_of(PIECES, st.just(text[start:end] * 3), st.text(max_size=4)))
        text = text[:start] + piece + text[end:]
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=6)) + data[at:]
    return data


def gap(kind: type[Evidence], files: Mapping[str, str | bytes]) -> str | None:
    """Why the evidence cannot be had, if so: nothing but *not assessed* may come instead."""
    linked = dict(FILES)
    if kind is Evaluations:  # which are read where the manifest says
        linked["aims.yaml"] = MANIFEST.replace("reports/eval.json", next(iter(files)))
    try:
        collect(kind, {**linked, **files})
    except NotAssessed as found:
        return found.reason
    return None


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_can_be_read(name: str) -> None:
    kind, path, text = SEEDS[name]
    assert gap(kind, {path: text}) is None


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@QUICK
def test_an_altered_file_gets_an_answer(name: str, data: st.DataObject) -> None:
    kind, path, text = SEEDS[name]
    assert gap(kind, {path: data.draw(altered(text))}) != ""


def refusal(data: bytes) -> str | None:
    """Why these bytes are no baseline, if so."""
    try:
        read_baseline(data, "baseline.txt")
    except BaselineError as problem:
        return str(problem)
    return None


@given(st.one_of(st.binary(max_size=300), altered(f"{'a' * 64} check system:x  # why\n" * 2)))
@example(b"\xff\xfe")
@QUICK
def test_any_baseline_is_read_or_refused(data: bytes) -> None:
    if why := refusal(data):
        assert "baseline.txt" in why
    else:
        text = render_baseline(read_baseline(data, "b"))
        assert render_baseline(read_baseline(text.encode("utf-8", "replace"), "b")) == text


WORKFLOW = SEEDS["workflow"][2]
OWNERS = "* @ann\n/aims.yaml @ann @bob\n[Section][2] @c\n/governance/ a@b.example\n"


@given(altered(WORKFLOW), altered(WORKFLOW), altered(OWNERS), altered(OWNERS))
@QUICK
def test_any_two_ways_in_can_be_compared(old: bytes, new: bytes, was: bytes, now: bytes) -> None:
    running, owners = (".github/workflows/x.yml", "Makefile", "gate.sh", "tox.ini"), "CODEOWNERS"
    before = repository({"aims.yaml": MANIFEST, owners: was, **dict.fromkeys(running, old)})
    after = repository({"aims.yaml": MANIFEST, owners: now, **dict.fromkeys(running, new)})
    for found in (running_loosenings, owner_loosenings):
        assert all(each.key and each.at for each in found(before, after))
        assert not list(found(before, before))


EVENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["merge_group", "base_ref", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.one_of(EVENTS.map(lambda value: json.dumps(value).encode()), st.binary(max_size=40)))
@QUICK
def test_any_event_names_a_branch_or_ends_the_run(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / "event.json"
    file.write_bytes(data)
    told = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": str(file)}
    try:
        branch = target_branch(told)
    except Stop:
        return
    assert branch is None or isinstance(branch, str)
