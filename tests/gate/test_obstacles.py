"""What keeps the gate from judging at all, and what a run says to do first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aims_gate.declarations.baseline import FILE, LIMIT
from aims_gate.gate import Request, run
from aims_gate.model import Judgement, Profile, Verdict
from aims_gate.plugins import load_offer
from aims_gate.testing import AS_OF, judge, repository

KIT = load_offer(installed=False).kit
PLAIN = {"README.md": "# A calendar\n"}
BROKEN = "profile: every\n"


def with_policy(policy: str, *installed: str) -> Judgement:
    kit = replace(KIT, plugins=dict.fromkeys(installed, "1.0"))
    return judge({**PLAIN, "aims-gate.yaml": policy}, kit=kit)


def test_a_plugin_that_the_policy_requires_must_be_installed() -> None:
    judged = with_policy("plugins: [aims-gate-x, aims-gate-y]\n", "aims-gate-x")
    assert judged.verdict is Verdict.UNDECIDED
    assert judged.reasons == (
        "aims-gate.yaml requires the plugin aims-gate-y, which is not installed: "
        "pip install aims-gate-y",
    )


@pytest.mark.parametrize("installed", ["aims-gate-x", "Aims_Gate.X", "AIMS--GATE-x"])
@pytest.mark.parametrize("required", ["aims-gate-x", "Aims.Gate_X"])
def test_names_of_plugins_are_compared_as_package_indexes_do(required: str, installed: str) -> None:
    assert with_policy(f"plugins: [{required}]\n", installed).verdict is Verdict.PASS


def test_an_invalid_policy_is_named_once_with_its_line() -> None:
    judged = with_policy(f"version: 1\n{BROKEN}")
    assert judged.verdict is Verdict.UNDECIDED
    (reason,) = judged.reasons
    assert reason.startswith("aims-gate.yaml is invalid: 1 problem, the first at line 2: ")


def test_an_invalid_policy_of_the_trusted_revision_is_told_apart() -> None:
    """What judges is not the file that the change has, so the reason must not send people there."""
    trusted = repository({**PLAIN, "aims-gate.yaml": BROKEN})
    own = repository({**PLAIN, "aims-gate.yaml": "version: 1\n"})
    judged = run(Request(snapshot=own, as_of=AS_OF, trusted=trusted), KIT)
    assert judged.verdict is Verdict.UNDECIDED
    (reason,) = judged.reasons
    assert reason.startswith(
        "the policy that judges, aims-gate.yaml of the trusted revision, is invalid at line 1: "
    )


def test_a_baseline_that_is_too_large_to_read_is_not_taken_for_a_part_of_it() -> None:
    judged = judge({**PLAIN, FILE: f"#{'x' * LIMIT}"})
    assert judged.verdict is Verdict.UNDECIDED
    assert judged.reasons == (f"{FILE} is larger than 16 MiB: begin it anew",)


def test_what_could_not_be_judged_says_what_would_let_it() -> None:
    judged = with_policy("plugins: [aims-gate-y]\n")
    assert judged.steps == judged.reasons


def test_to_declare_comes_first_then_what_is_most_severe() -> None:
    code = {"src/train.py": "import torch\n\ntorch.nn.Linear(1, 1)\n"}
    undeclared = judge(code, profile=Profile.STANDARD)
    assert undeclared.verdict is Verdict.FAIL
    assert undeclared.steps[0].startswith("Run `aims-gate init`")
    manifest = (
        "systems: [{id: desk, purpose: Sort letters, owner: ann, tier: limited}]\n"
        "models: [{id: net, path: net.safetensors}]\n"
    )
    policy = "fail_on: note\nchecks: {severity: {missing-human-oversight: error}}\n"
    judged = judge({**code, "aims.yaml": manifest, "aims-gate.yaml": policy})
    ranks = {
        finding.finding.fix: finding.severity.rank
        for item in judged.results
        for finding in item.findings
        if finding.decides
    }
    order = [ranks[step] for step in judged.steps]
    assert order == sorted(ranks.values(), reverse=True)[: len(order)]
    assert len(set(ranks.values())) > 1, "nothing to order"
