"""unreviewed-material-change and unplanned-aims-change: what a change is, and who knew of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from aims_gate.checks.changes import unreviewed_material_change
from aims_gate.comparison.material import Material, MaterialChanges
from aims_gate.engine import Dossier
from aims_gate.gate import Request, dossier_of
from aims_gate.governance.consents import Approvals, Consent
from aims_gate.model import Cause, Clock, Finding, FindingKind, Profile
from aims_gate.plugins import load_offer
from aims_gate.portfolio.declared import Declared
from aims_gate.portfolio.playbooks import Playbooks
from aims_gate.portfolio.things import Systems
from aims_gate.testing import AS_OF, judge, repository

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    models: [net]
    datasets: [letters]
    suppliers: [hub]
    duties: {risk: rob, data-quality: dan}
    tier: {level: high, basis: it decides on people, decided_by: rob, decided_on: 2026-01-05}
    oversight: {mode: human-decides, override: src/desk.py#stop}
models:
  - {id: net, path: models/net.bin, version: "1.0"}
datasets:
  - {id: letters, path: data/letters, version: "1.0"}
suppliers:
  - {id: hub, name: The hub}
"""
PEOPLE = """kind: people
people:
  - {id: ann, roles: [Head]}
  - {id: rob, roles: [Risk]}
  - {id: dan, roles: [Steward]}
  - {id: eve, roles: [Engineer]}
"""
POLICY = """version: 1
playbook:
  high:
    evaluations: [{metric: auc, min: 0.8}]
"""
CHANGES = """kind: changes
changes:
  - id: CH-1
    documents: [aims-gate.yaml, governance/people.yaml, aims.yaml]
    what: Asks for more
    reason: The last evaluations were well above
    consequence: A weak model no longer passes
    resources: An hour of an engineer
    responsible: eve
    approved_by: [ann]
    approved_on: 2026-11-20
"""
FILES = {
    "aims.yaml": MANIFEST,
    "aims-gate.yaml": POLICY,
    "governance/people.yaml": PEOPLE,
    "models/net.bin": "weights",
    "data/letters/a.csv": "text,class\n",
    "src/desk.py": "import torch\n\n\ndef stop():\n    pass\n",
    "prompts/clerk.txt": "You are a clerk. Answer the letter politely and briefly.\n",
}


def dossier(changed: Mapping[str, str | None]) -> Dossier:
    after = {path: text for path, text in {**FILES, **changed}.items() if text is not None}
    return evidence(after, FILES)


def evidence(after: Mapping[str, str], before: Mapping[str, str]) -> Dossier:
    request = Request(
        snapshot=repository(after),
        trusted=repository(before),
        as_of=AS_OF,
        profile=Profile.CERTIFICATION,
    )
    return dossier_of(request, load_offer(installed=False).kit)


def edited(old: str, new: str, path: str = "aims.yaml") -> dict[str, str]:
    assert old in FILES[path]
    return {path: FILES[path].replace(old, new, 1)}


MODEL = edited('net.bin, version: "1.0"', 'net.bin, version: "2.0"')
MATERIAL = [
    (MODEL, Material.MODEL, "model net: another version"),
    ({"models/net.bin": "other weights"}, Material.MODEL, "models/net.bin differs"),
    (edited("models: [net]", "models: []"), Material.MODEL, "model net: no longer used"),
    ({"data/letters/b.csv": "text\n"}, Material.DATA, "data/letters differs"),
    (edited("[letters]", "[]"), Material.DATA, "data letters: no longer used"),
    ({"prompts/clerk.txt": "You are a clerk. Be brief.\n"}, Material.PROMPT, "prompts/clerk.txt"),
    (edited("name: The hub", "name: Hub 2"), Material.SUPPLIER, "supplier hub: another name"),
    (edited("human-decides", "human-approves"), Material.OVERSIGHT, "oversight is another"),
    ({"src/desk.py": "def stop():\n    return 1\n"}, Material.OVERSIGHT, "holds the override"),
    (edited("min: 0.8", "min: 0.9", "aims-gate.yaml"), Material.THRESHOLD, "tier high is another"),
]


@pytest.mark.parametrize(("changed", "kind", "what"), MATERIAL)
def test_material_changes(changed: dict[str, str], kind: Material, what: str) -> None:
    (found,) = dossier(changed)[MaterialChanges].of("desk")
    assert found.material is kind
    assert what in found.what


@pytest.mark.parametrize(
    ("part", "fact", "what"),
    [
        ("path: models/net.bin", f"path: models/net.bin, {fact}: {value}", fact)
        for fact, value in (
            ("digest", f"'sha256:{'1' * 64}'"),
            ("base_model", "maker/base"),
        )
    ]
    + [
        ("path: models/net.bin", fact, fact.partition(":")[0])
        for fact in ("hub: maker/net", "api: gpt-4o-2024-08-06", "path: models/other.bin")
    ]
    + [
        ("path: data/letters", f"path: data/letters, {fact}: {value}", fact)
        for fact, value in (
            ("digest", f"'sha256:{'1' * 64}'"),
            ("columns", "[text]"),
            ("parents", "[letters]"),
        )
    ]
    + [
        ("path: data/letters", "hub: maker/letters", "hub"),
        ("path: data/letters", "uri: 's3://bank/letters'", "uri"),
        ("name: The hub", "name: The hub, kind: data", "kind"),
        ("name: The hub", "name: The hub, supplies: [letters]", "supplies"),
    ],
)
def test_each_fact_of_a_part_tells_another_part(part: str, fact: str, what: str) -> None:
    changed = edited(part, fact)
    (found,) = dossier(changed)[MaterialChanges].of("desk")
    assert found.what.rpartition(" another ")[2] in (what.replace("_", " "), "path")


def test_a_new_part_and_a_new_system_are_material() -> None:
    more = MANIFEST.replace("models: [net]", "models: [net, two]")
    more = more.replace("datasets:\n  -", "  - {id: two, path: two.bin}\ndatasets:\n  -", 1)
    (found,) = dossier({"aims.yaml": more})[MaterialChanges].of("desk")
    assert found.what == "model two: new"


@pytest.mark.parametrize(
    "changed",
    [
        {"README.md": "# Desk\n"},
        {"aims.yaml": f"# a comment\n{MANIFEST}"},
        edited("Sort letters for the desk", "Sort letters for the front desk"),
        edited("version: 1\n", "version: 1\nprofile: standard\n", "aims-gate.yaml"),
    ],
)
def test_what_is_not_material(changed: dict[str, str]) -> None:
    assert dossier(changed)[MaterialChanges].items == ()


def reviewed(changed: dict[str, str], *people: str, **how: object) -> list[Finding]:
    """What unreviewed-material-change says if people approved the change."""
    found = dossier(changed)
    known = found[Approvals]
    consent = Consent("pull request #7", dict.fromkeys(people))
    approvals = replace(known, consent=None if how.get("unknown") else consent)
    return unreviewed_material_change(
        found[MaterialChanges],
        found[Systems],
        found[Declared],
        approvals,
        found[Playbooks],
        Clock(AS_OF),
    )


def test_the_roles_of_the_tier_approve() -> None:
    (finding,) = reviewed(MODEL, "ann", "rob")
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize(
    ("people", "lacking"), [((), "owner and risk"), (("ann",), "risk"), (("rob", "eve"), "owner")]
)
def test_a_missing_role_fails_by_class(people: tuple[str, ...], lacking: str) -> None:
    (finding,) = reviewed(MODEL, *people)
    assert finding.kind is FindingKind.FAILURE
    assert finding.key == "model"
    assert str(finding.at) == "aims.yaml:12"
    assert finding.fix == f"Ask {lacking} to approve the last commit."


def test_classes_may_need_roles_of_their_own() -> None:
    steps = "    approvals: {data_change: [data-quality], material_change: [owner]}\n"
    with_steps = {**FILES, "aims-gate.yaml": POLICY + steps}
    after = {**with_steps, "data/letters/b.csv": "text\n", **MODEL}
    found = evidence(after, with_steps)
    approvals = replace(found[Approvals], consent=Consent("pull request #7", {"ann": None}))
    findings = unreviewed_material_change(
        found[MaterialChanges],
        found[Systems],
        found[Declared],
        approvals,
        found[Playbooks],
        Clock(AS_OF),
    )
    assert [each.key for each in findings] == ["data"]
    assert "needs data-quality" in findings[0].message


def test_without_a_record_a_material_change_is_not_assessed() -> None:
    (finding,) = reviewed(MODEL, unknown=True)
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "model net: another version" in finding.message
    (nothing,) = reviewed({"README.md": "# Desk\n"}, unknown=True)
    assert nothing.kind is FindingKind.NOT_APPLICABLE


def planned(changed: Mapping[str, str | None], before: Mapping[str, str] = FILES) -> list[Finding]:
    after = {path: text for path, text in {**before, **changed}.items() if text is not None}
    judgement = judge(
        after,
        trusted=repository(before),
        profile=Profile.CERTIFICATION,
        select=frozenset({"unplanned-aims-change"}),
    )
    return [finding for item in judgement.results for finding in item.result.findings]


STRICTER = edited("min: 0.8", "min: 0.9", "aims-gate.yaml")
AIMS = [
    STRICTER,
    edited("roles: [Engineer]", "roles: [Engineer, Risk]", "governance/people.yaml"),
    edited("level: high", "level: limited"),
    edited("risk: rob", "risk: eve"),
]


@pytest.mark.parametrize("changed", AIMS)
def test_what_governs_the_ai_changes_by_plan(changed: dict[str, str]) -> None:
    (finding,) = planned(changed)
    assert finding.kind is FindingKind.FAILURE
    assert "no entry of the register of changes says so" in finding.message
    assert finding.key == f"change:{next(iter(changed))}"
    (plan,) = planned({**changed, "governance/changes.yaml": CHANGES})
    assert plan.kind is FindingKind.CONFORMITY


def test_an_ai_policy_and_a_statement_change_by_plan() -> None:
    policy = {"governance/ai-policy.md": "---\nkind: ai-policy\n---\n# Policy\nWe try.\n"}
    soa = {"governance/soa.yaml": "kind: soa\ncontrols: []\n"}
    assert [each.key for each in planned({**policy, **soa})] == [
        "change:governance/ai-policy.md",
        "change:governance/soa.yaml",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"src/desk.py": "def stop():\n    return 2\n"},
        {"aims-gate.yaml": f"# a comment\n{POLICY}"},
        {"aims.yaml": MANIFEST.replace("Sort letters", "Sort all letters")},
    ],
)
def test_comments_and_other_files_need_no_plan(changed: dict[str, str]) -> None:
    assert [each.kind for each in planned(changed)] == [FindingKind.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    reason: The last evaluations were well above\n", "", "gives no reason"),
        ("A weak model no longer passes", "'OPEN: what follows'", "gives no consequence"),
        ("    resources: An hour of an engineer\n", "", "gives no resources"),
        ("approved_by: [ann]", "approved_by: [eve]", "approved by nobody but"),
        ("approved_by: [ann]", "approved_by: [zoe]", "approved by nobody but"),
        ("    approved_on: 2026-11-20\n", "", "a day that is missing or lies ahead"),
        ("aims-gate.yaml, ", "", "no entry of the register"),
    ],
)
def test_a_plan_says_what_it_must(old: str, new: str, says: str) -> None:
    assert old in CHANGES
    changes = {"governance/changes.yaml": CHANGES.replace(old, new)}
    (finding,) = planned({**STRICTER, **changes})
    assert finding.kind is FindingKind.FAILURE
    assert says in finding.message


def test_a_plan_may_be_approved_today() -> None:
    today = {"governance/changes.yaml": CHANGES.replace("2026-11-20", "2026-11-22")}
    assert planned({**STRICTER, **today})[0].kind is FindingKind.CONFORMITY


def test_a_plan_that_is_done_is_for_no_other_change() -> None:
    done = {**FILES, "governance/changes.yaml": f"{CHANGES}    done_on: 2026-11-21\n"}
    assert planned(STRICTER, done)[0].kind is FindingKind.FAILURE
    ahead = {**FILES, "governance/changes.yaml": CHANGES}
    assert planned(STRICTER, ahead)[0].kind is FindingKind.CONFORMITY


def test_without_a_base_nothing_is_known() -> None:
    judgement = judge(
        FILES,
        profile=Profile.CERTIFICATION,
        select=frozenset({"unplanned-aims-change", "unreviewed-material-change"}),
    )
    assert {item.result.outcome for item in judgement.results} == {"not_assessed"}
