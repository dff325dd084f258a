"""What asks for less is named by what it changes; the same change the other way asks for more."""

from __future__ import annotations

import pytest

from aims_gate.gate import Request, run
from aims_gate.plugins import load_offer
from aims_gate.testing import AS_OF, repository

KIT = load_offer(installed=False).kit
MANIFEST = """\
systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    FACT
"""
THINGS = """\
systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]
models: [{id: net, path: net.safetensors}]
datasets: [{id: letters, path: letters.csv}]
suppliers: [{id: cloud, name: Cloud}]
"""
OVERSIGHT = "oversight: {mode: MODE, by: ann, override: 'src/a.py#stop', when: on doubt}"
WAIVER = """\
kind: waivers
waivers:
  - {id: W-1, check: missing-human-oversight, subject: 'system:desk', owner: ann, approver: bob,
     reason: the desk is closed until spring, created: 2026-11-01, expires: 2026-12-31, risk: R-01}
"""
STATEMENT = """\
kind: soa
controls:
  - {id: A.2.2, applicable: true, status: implemented, justification: It is the law here}
  - {id: A.10.4, applicable: true, status: planned, justification: Customers ask for it}
"""
FILES = {
    "aims.yaml": MANIFEST.replace("    FACT\n", ""),
    "governance/people.yaml": "kind: people\npeople: [{id: ann}, {id: bob}]\n",
    "src/a.py": "import torch\n\ndef stop(): ...\n",
}
CUSTOM = "custom: [{id: own-rule, title: Every owner has a role, for: system, expect: 'true'}]\n"

POLICY = [
    ("fail_on: error", "fail_on: {limited: warning}", {"fail_on.limited"}),
    (
        "fail_on: {release: error}",
        "fail_on: {release: {high: note}}",
        {"fail_on.release.high", "fail_on.release.prohibited"},
    ),
    (
        "checks: {ignore: {undeclared-ai: later}}",
        "checks: {}",
        {"checks.ignore.undeclared-ai"},
    ),
    ("checks: {}", "checks: {require: [undeclared-ai]}", {"checks.require.undeclared-ai"}),
    ("waivers: {longest: 200 days}", "waivers: {longest: 90 days}", {"waivers.longest"}),
    ("waivers: {longest: 181 days}", "version: 1", {"waivers.longest"}),
    ("version: 1", "waivers: {never: [undeclared-ai]}", {"waivers.never.undeclared-ai"}),
    ("plugins: [aims-gate-a]", "plugins: [aims-gate-a, aims-gate-b]", {"plugins.aims-gate-b"}),
    ("version: 1", CUSTOM, {"custom.own-rule"}),
    (
        "playbook: {high: {log_retention: 30 days}}",
        "playbook: {high: {log_retention: 900 days}}",
        {"playbook.high.log_retention"},
    ),
]
FACTS = [
    ("tier: limited", "tier: high", {"system.desk.tier"}),
    ("tier: minimal", "", {"system.desk.tier"}),
    ("activities: [trains]", "activities: [trains, uses-internally]", None),
    ("lifecycle: development", "lifecycle: operation", {"system.desk.lifecycle"}),
    ("lifecycle: retired", "lifecycle: operation", {"system.desk.lifecycle"}),
    ("lifecycle: retired", "lifecycle: design", {"system.desk.lifecycle"}),
    ("interacts_with_people: false", "interacts_with_people: true", None),
    ("generates_content: false", "generates_content: true", None),
    ("impact_assessment: null", "impact_assessment: impact.md", None),
    ("risk_register: null", "risk_register: risks.yaml", None),
    ("duties: {}", "duties: {risk: ann}", {"system.desk.duties.risk"}),
    ("obligations: []", "obligations: [gdpr]", None),
    ("paths: [src/a.py]", "paths: [src/a.py, src/b.py]", None),
    ("personal_data: {processed: false}", "personal_data: {processed: true}", None),
    (
        "context: {public_service: false}",
        "context: {public_service: true}",
        {"system.desk.context.public_service"},
    ),
    ("oversight: null", OVERSIGHT.replace("MODE", "human-monitors"), None),
    (
        OVERSIGHT.replace("MODE", "human-monitors"),
        OVERSIGHT.replace("MODE", "human-decides"),
        {"system.desk.oversight.mode"},
    ),
    *(
        (
            OVERSIGHT.replace("MODE", "human-decides").replace(part, ""),
            OVERSIGHT.replace("MODE", "human-decides"),
            {f"system.desk.oversight.{name}"},
        )
        for name, part in (
            ("by", "by: ann, "),
            ("override", "override: 'src/a.py#stop', "),
            ("when", ", when: on doubt"),
        )
    ),
]


def named(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """What is named when files become others, judged by what they were."""
    request = Request(
        repository(FILES | after),
        as_of=AS_OF,
        trusted=repository(FILES | before),
        select=frozenset({"weakened-gate"}),
    )
    (result,) = run(request, KIT).results
    return {each.finding.key for each in result.findings} - {""}


def both_ways(path: str, weak: str, strict: str) -> tuple[set[str], set[str]]:
    """What is named when a file becomes weaker, and when it becomes stricter."""
    return named({path: strict}, {path: weak}), named({path: weak}, {path: strict})


@pytest.mark.parametrize(("weak", "strict", "keys"), POLICY)
def test_a_policy(weak: str, strict: str, keys: set[str]) -> None:
    assert both_ways("aims-gate.yaml", f"{weak}\n", f"{strict}\n") == (keys, set())


@pytest.mark.parametrize(
    ("weak", "strict"), [("starter", "standard"), ("standard", "certification")]
)
def test_a_profile_brings_its_own_playbook(weak: str, strict: str) -> None:
    less, more = both_ways("aims-gate.yaml", f"profile: {weak}\n", f"profile: {strict}\n")
    assert more == set()
    assert {key for key in less if not key.startswith("playbook.")} == {"profile"}
    assert len(less) > 1


@pytest.mark.parametrize(("weak", "strict", "keys"), FACTS)
def test_a_system(weak: str, strict: str, keys: set[str] | None) -> None:
    """Without ``keys`` it is the fact itself."""
    sides = (MANIFEST.replace("FACT", fact or "version: 1.0.0") for fact in (weak, strict))
    expected = {f"system.desk.{strict.partition(':')[0]}"} if keys is None else keys
    assert both_ways("aims.yaml", *sides) == (expected, set())


def test_an_activity_may_go_where_another_gives_the_same_role() -> None:
    trains, tunes = (
        MANIFEST.replace("FACT", f"activities: [{each}]") for each in ("trains", "fine-tunes")
    )
    assert both_ways("aims.yaml", trains, tunes) == (set(), set())


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("model.net", "models: [{id: net, path: net.safetensors}]\n"),
        ("dataset.letters", "datasets: [{id: letters, path: letters.csv}]\n"),
        ("supplier.cloud", "suppliers: [{id: cloud, name: Cloud}]\n"),
        ("system.desk", "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n"),
    ],
)
def test_what_is_declared(key: str, entry: str) -> None:
    assert entry in THINGS
    assert both_ways("aims.yaml", THINGS.replace(entry, ""), THINGS) == ({key}, set())


@pytest.mark.parametrize(
    ("weak", "strict", "keys"),
    [
        ("expires: 2027-01-31", "expires: 2026-12-31", {"waiver.W-1.expires"}),
        ("kind: waivers\nwaivers: []\n", None, set()),
    ],
)
def test_a_waiver(weak: str, strict: str | None, keys: set[str]) -> None:
    path = "governance/waivers.yaml"
    if strict is None:
        assert both_ways(path, WAIVER, weak) == ({"waiver.W-1"}, set())
    else:
        assert both_ways(path, WAIVER.replace(strict, weak), WAIVER) == (keys, set())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("check: missing-human-oversight", "check: missing-model-card"),
        ("'system:desk'", "'system:lift'"),
        ("'system:desk'", "'system:desk', path: 'src/**'"),
    ],
)
def test_a_waiver_of_something_else_is_another_either_way(old: str, new: str) -> None:
    assert old in WAIVER
    found = both_ways("governance/waivers.yaml", WAIVER, WAIVER.replace(old, new))
    assert found == ({"waiver.W-1.scope"}, {"waiver.W-1.scope"})


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("A.2.2, applicable: true", "A.2.2, applicable: false", "soa.A.2.2"),
        ("status: implemented", "status: planned", "soa.A.2.2.status"),
        ("A.10.4, applicable: true, status: planned", "A.10.4, applicable: true", None),
    ],
)
def test_a_row_of_the_statement(old: str, new: str, key: str | None) -> None:
    assert STATEMENT.count(old) == 1
    found = both_ways("governance/soa.yaml", STATEMENT.replace(old, new), STATEMENT)
    assert found == ({key} if key else set(), set())


@pytest.mark.parametrize("name", ["governance: [records/**]", "soa: soa.csv", "baseline: old.txt"])
def test_another_place_is_another_set_of_documents_either_way(name: str) -> None:
    key = f"files.{name.partition(':')[0]}"
    found = both_ways("aims-gate.yaml", "version: 1\n", f"files: {{{name}}}\n")
    assert [key in each for each in found] == [True, True]


def test_a_rewritten_check_of_ones_own_may_ask_for_less_either_way() -> None:
    other = CUSTOM.replace("'true'", "has(system.owner)")
    found = both_ways("aims-gate.yaml", CUSTOM, other)
    assert found == ({"custom.own-rule"}, {"custom.own-rule"})
