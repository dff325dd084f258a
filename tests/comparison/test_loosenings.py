"""What a change asks less of, by small changes of the files that govern the gate."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aims_gate.comparison.policies import loosened_though_fixed
from aims_gate.declarations import load_policy
from aims_gate.gate import Request, run
from aims_gate.model import OwnSeverities, Tier
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

MANIFEST = "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n"
WAIVER = """kind: waivers
waivers:
  - id: W-1
    check: missing-human-oversight
    subject: system:desk
    reason: the desk is closed until spring
    owner: ann
    approver: bob
    created: 2026-11-01
    expires: 2026-12-31
    risk: R-01
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": "kind: people\npeople: [{id: ann}, {id: bob}]\n",
    "src/a.py": "import torch\n",
}
ENTRY = f"{'a' * 64} missing-human-oversight system:desk\n"
REGISTER = "kind: risk-register\nid: R\n"
HIGH = MANIFEST.replace("ann}", "ann, tier: high, paths: [src/**]}")
FACTS = (
    MANIFEST.replace("ann}", "ann, context: {domain: credit, regions: [EU, UK]}}")
    + "models: [{id: net, hub: acme/net, supplier: acme}]\n"
    + "datasets: [{id: letters, path: letters.csv, personal_data: true}]\n"
    + "suppliers: [{id: acme}]\n"
)
CRITERIA = """\
kind: risk-criteria
severity: [{id: mild}, {id: grave}]
likelihood: [{id: rare}, {id: often}]
levels: [{id: low}, {id: mid, accepted_by: [Head]}, {id: top, unacceptable: true}]
matrix: {mild: {rare: low, often: mid}, grave: {rare: mid, often: top}}
acceptable_up_to: low
"""
KNOWN = (
    "kind: people\npeople:\n"
    "  - {id: ann, roles: [Head], accounts: {github: ann, email: ann@post.example}}\n"
    "  - {id: bob, roles: [Clerk], accounts: {github: bob, gitlab: bob}}\n"
)
BY_RISK = "playbook: {limited: {approvals: {gate: [risk]}}}\n"
OWNED = "/governance/ @board\n/CODEOWNERS @board\n"


def loosened(folder: Path, before: dict[str, str], after: dict[str, str]) -> set[str]:
    """What is named when files become others, judged by what they were."""
    sides = []
    for name, files in (("before", before), ("after", after)):
        for path, text in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        sides.append(open_snapshot(folder / name, {}))
    request = Request(sides[1], as_of=AS_OF, trusted=sides[0], select=frozenset({"weakened-gate"}))
    judgement = run(request, load_offer(installed=False).kit)
    return {each.finding.key for item in judgement.results for each in item.findings} - {""}


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        pytest.param(
            {"aims-gate.yaml": "checks: {severity: {isolated-ai-policy: warning}}\n"},
            {"aims-gate.yaml": "checks: {}\n"},
            {f"checks.severity.isolated-ai-policy.{tier}" for tier in Tier},
            id="a check matters less again where it had been raised",
        ),
        pytest.param(
            {"aims-gate.yaml": "checks: {severity: {undeclared-ai: warning}}\n"},
            {"aims-gate.yaml": "checks: {severity: {isolated-ai-policy: warning}}\n"},
            set(),
            id="checks matter more than by themselves, or again as much",
        ),
        pytest.param(
            {"aims-gate.yaml": "checks: {}\n"},
            {"aims-gate.yaml": "checks: {severity: {undeclared-ai: {high: warning}}}\n"},
            {f"checks.severity.undeclared-ai.{tier}" for tier in ("high", "prohibited")},
            id="a check matters less for one tier",
        ),
        pytest.param(
            {},
            {"aims-gate.yaml": "checks: {ignore: {missing-human-oversight: later}}\n"},
            {"checks.ignore.missing-human-oversight"},
            id="a first policy asks for less than the defaults",
        ),
        pytest.param(
            {}, {"aims-gate-baseline.txt": ENTRY}, {"baseline"}, id="a baseline that is new"
        ),
        pytest.param(
            {"aims-gate-baseline.txt": ENTRY},
            {"aims-gate-baseline.txt": ENTRY + ENTRY.replace("a" * 64, "b" * 64)},
            {"baseline"},
            id="a baseline that grows",
        ),
        pytest.param(
            {"aims-gate-baseline.txt": ENTRY},
            {"aims-gate-baseline.txt": "# nothing is left\n"},
            set(),
            id="a baseline that shrinks",
        ),
        pytest.param(
            {"aims-gate-baseline.txt": ENTRY.replace("\n", " warning\n")},
            {"aims-gate-baseline.txt": ENTRY.replace("\n", " error\n")},
            {"baseline.severity"},
            id="a baseline that lets a finding become worse",
        ),
        pytest.param(
            {"aims-gate-baseline.txt": ENTRY.replace("\n", " warning\n")},
            {"aims-gate-baseline.txt": ENTRY},
            {"baseline.severity"},
            id="a baseline that no longer says how severe a finding was",
        ),
        pytest.param(
            {"aims-gate-baseline.txt": ENTRY},
            {"aims-gate-baseline.txt": ENTRY.replace("\n", " error\n")},
            set(),
            id="a baseline that says so at last",
        ),
        pytest.param(
            {"governance/waivers.yaml": WAIVER.replace("approver: bob", "approver: ann")},
            {"governance/waivers.yaml": WAIVER},
            {"waiver.W-1"},
            id="a waiver that holds at last",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED},
            {"CODEOWNERS": f"{OWNED}/governance/waivers.yaml\n"},
            {"codeowners.governance/waivers.yaml"},
            id="one file that nobody owns any more",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED},
            {"CODEOWNERS": "/governance/ @board\n"},
            {"codeowners.CODEOWNERS"},
            id="the list of owners itself",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED},
            {"CODEOWNERS": OWNED.replace("ce/ @board", "ce/ @board @ann")},
            {"codeowners.governance/x"},
            id="a further owner, whose word is enough",
        ),
        pytest.param(
            {
                "aims.yaml": MANIFEST.replace(
                    "ann}",
                    "ann, recognises: [emotions], personal_data: "
                    "{profiling: true}, context: {public_service: true}}",
                )
            },
            {"aims.yaml": MANIFEST.replace("ann}", "ann, personal_data: {profiling: false}}")},
            {
                "system.desk.recognises",
                "system.desk.personal_data.profiling",
                "system.desk.context.public_service",
            },
            id="facts of a system by which more is asked",
        ),
        pytest.param(
            {"aims.yaml": FACTS},
            {"aims.yaml": FACTS.replace("domain: credit, ", "").replace("[EU, UK]", "[UK]")},
            {"system.desk.context.domain", "system.desk.context.regions"},
            id="where a system works",
        ),
        pytest.param(
            {"aims.yaml": FACTS},
            {"aims.yaml": FACTS.replace("data: true", "data: false")},
            {"dataset.letters.personal_data"},
            id="facts of a model and of data",
        ),
        pytest.param(
            {"aims.yaml": HIGH},
            {
                "aims.yaml": HIGH.replace(
                    "}]", "}, {id: toy, paths: [src/a.py], purpose: Sort, owner: ann}]"
                )
            },
            {"system.desk.files"},
            id="files that come under a system of a lower tier",
        ),
        pytest.param(
            {"aims.yaml": HIGH},
            {
                "aims.yaml": HIGH.replace(
                    "}]", "}, {id: toy, paths: [src/b.py], purpose: Sort, owner: ann}]"
                )
            },
            set(),
            id="a further system with nothing of the other",
        ),
        pytest.param(
            {"governance/people.yaml": KNOWN},
            {"governance/people.yaml": KNOWN.replace("github: ann", "github: mallory")},
            {"approvers.owner"},
            id="an account by which somebody else approves",
        ),
        pytest.param(
            {"governance/people.yaml": KNOWN, "aims-gate.yaml": BY_RISK},
            {
                "governance/people.yaml": KNOWN.replace("[Head]", "[Head, risk]"),
                "aims-gate.yaml": BY_RISK,
            },
            {"approvers.risk"},
            id="a role in which somebody else approves",
        ),
        pytest.param(
            {"governance/people.yaml": KNOWN},
            {"aims.yaml": MANIFEST.replace("ann}", "bob}"), "governance/people.yaml": KNOWN},
            {"approvers.owner"},
            id="an owner who approves instead",
        ),
        pytest.param(
            {"governance/people.yaml": KNOWN},
            {"governance/people.yaml": KNOWN.replace(", email: ann@post.example", "")},
            {"approvers.ann.email"},
            id="an address by which nobody is known as an author any more",
        ),
        pytest.param(
            {"governance/people.yaml": KNOWN},
            {"governance/people.yaml": KNOWN.replace("id: bob", "id: carl")},
            set(),
            id="people who approve nothing",
        ),
        pytest.param(
            {"governance/a.yaml": REGISTER, "governance/b.yaml": REGISTER},
            {"governance/a.yaml": REGISTER, "governance/b.yaml": "notes: []\n"},
            {"document.risk-register.R"},
            id="one of two documents of the same id",
        ),
        pytest.param(
            {".github/actions/gate/action.yml": "runs: {steps: [{run: aims-gate check}]}\n"},
            {".github/actions/gate/action.yml": "runs: {steps: [{run: 'true'}]}\n"},
            {"ci..github/actions/gate/action.yml"},
            id="an action of the repository that runs the gate",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED, ".github/CODEOWNERS": OWNED},
            {"CODEOWNERS": OWNED.replace("@board", "@ann"), ".github/CODEOWNERS": OWNED},
            {"codeowners.governance/x"},
            id="owners where GitLab looks, though not GitHub",
        ),
        pytest.param(
            {"CODEOWNERS": "[Gate][2] @board\n/governance/\n"},
            {"CODEOWNERS": "^[Gate] @board\n/governance/\n"},
            {"codeowners.governance/x"},
            id="a section of owners that becomes optional",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED},
            {"CODEOWNERS": OWNED.replace(" @board\n", " @ann # \u2028/governance/ @board\n", 1)},
            {"codeowners.governance/x"},
            id="an owner behind what is no end of a line",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED.replace("@board", "@kate")},
            {"CODEOWNERS": OWNED.replace("@board", "@\u212aate")},
            {"codeowners.governance/x"},
            id="an owner with a letter that looks the same",
        ),
        pytest.param(
            {"CODEOWNERS": OWNED},
            {"CODEOWNERS": OWNED.replace("/ @", "/\u00a0@")},
            {"codeowners.governance/x"},
            id="a blank that is none",
        ),
    ],
)
def test_what_asks_for_less_is_named(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], named: set[str]
) -> None:
    assert loosened(tmp_path, FILES | before, FILES | after) == named


def test_the_change_that_adopts_the_gate_brings_its_policy_and_its_baseline(
    tmp_path: Path,
) -> None:
    policy = "checks: {ignore: {missing-human-oversight: later}}\n"
    brought = {"aims-gate.yaml": policy, "aims-gate-baseline.txt": ENTRY}
    assert loosened(tmp_path / "new", {"src/a.py": ""}, FILES | brought) == set()
    runs = {".github/workflows/gate.yml": "jobs: {gate: {steps: [{run: aims-gate check}]}}\n"}
    found = loosened(tmp_path / "run", {"src/a.py": "", **runs}, FILES | runs | brought)
    assert found == {"checks.ignore.missing-human-oversight", "baseline"}


ORGANISATION = """\
fixed: [profile, playbook.high.evaluations]
playbook: {high: {evaluations: [{metric: auc, min: 0.8}, {metric: auc, slice: age, min: 0.7}]}}
"""


def building_on(parent: str, own: str = "") -> dict[str, str]:
    """The policy of an organisation, and one that builds on it."""
    digest = hashlib.sha256(parent.encode()).hexdigest()
    child = f"extends: {{file: org.yaml, digest: 'sha256:{digest}'}}\n{own}"
    return {"aims-gate.yaml": child, "org.yaml": parent}


@pytest.mark.parametrize(
    ("now", "named"),
    [
        ("fixed: [profile]\n", {"fixed.playbook.high.evaluations"}),
        ("fixed: [playbook, profile]\n", set()),
        ("", {"fixed.profile", "fixed.playbook.high.evaluations"}),
    ],
)
def test_what_is_fixed_no_longer_is_named(tmp_path: Path, now: str, named: set[str]) -> None:
    parent = now + ORGANISATION.partition("\n")[2]
    before, after = building_on(ORGANISATION), building_on(parent)
    assert loosened(tmp_path / "child", FILES | before, FILES | after) == named
    own = ({"aims-gate.yaml": text} for text in (ORGANISATION, parent))
    assert loosened(tmp_path / "own", *(FILES | each for each in own)) == named


def test_what_evaluations_must_show_can_be_fixed() -> None:
    softer = "playbook: {high: {evaluations: [{metric: auc, min: 0.8}]}}\n"
    files = {path: text.encode() for path, text in building_on(ORGANISATION, softer).items()}
    found = loosened_though_fixed(load_policy(files.get), OwnSeverities())
    assert [each.key for each in found] == ["playbook.high.evaluations of auc by age"]


def test_a_fixed_value_that_no_policy_has_is_refused() -> None:
    loaded = load_policy({"aims-gate.yaml": b"fixed: [playbok.high]\n"}.get)
    (problem,) = loaded.problems
    assert "did you mean 'playbook'" in problem.message


def test_what_is_fixed_for_an_event_stays_where_all_is_loosened() -> None:
    parent = b"fail_on: {high: warning, release: {high: warning}}\nfixed: [fail_on.release]\n"
    digest = hashlib.sha256(parent).hexdigest()
    child = (
        f"extends: {{file: org.yaml, digest: 'sha256:{digest}'}}\n"
        "fail_on: {high: error, release: {high: error}}\n"
    )
    policy = load_policy({"aims-gate.yaml": child.encode(), "org.yaml": parent}.get)
    found = {each.key for each in loosened_though_fixed(policy, OwnSeverities())}
    assert found == {"fail_on.release.high", "fail_on.release.prohibited"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("up_to: low", "up_to: mid", {"acceptable_up_to"}),
        ("acceptable_up_to: low\n", "", {"acceptable_up_to"}),
        ("often: top", "often: mid", {"matrix.grave.often"}),
        ("rare: mid, often", "often", {"matrix.grave.rare"}),
        ("[Head]", "[Head, Clerk]", {"mid.accepted_by"}),
        (", accepted_by: [Head]", "", {"mid.accepted_by"}),
        (", unacceptable: true", "", {"top"}),
        ("{id: low}, ", "{id: none}, {id: low}, ", {"levels", "acceptable_up_to"}),
        ("rare: low, often: mid", "rare: mid, often: top", set()),
        ("accepted_by: [Head]", "unacceptable: true", {"mid.accepted_by"}),
    ],
)
def test_what_lets_risks_pass_is_named(tmp_path: Path, old: str, new: str, named: set[str]) -> None:
    assert old in CRITERIA
    before, after = (
        FILES | {"governance/b.yaml": text} for text in (CRITERIA, CRITERIA.replace(old, new))
    )
    expected = {f"risk_criteria.{each}" for each in named}
    assert loosened(tmp_path / "same", before, after) == expected
    first = FILES | {"governance/a.yaml": CRITERIA.replace(old, new)} | before
    assert loosened(tmp_path / "first", before, first) == expected


PLAN = """\
kind: monitoring-plan
id: P
system: desk
monitors:
  - {id: errors, metric: error_rate, threshold: {max: 0.05}, cadence: 1 day}
  - {id: hits, metric: hit_rate, threshold: {min: 0.9, max: 1}, cadence: 1 week}
"""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("max: 0.05", "max: 0.5", {"errors.threshold"}),
        ("min: 0.9, ", "", {"hits.threshold"}),
        (", threshold: {max: 0.05}", "", {"errors.threshold"}),
        ("1 day", "1 month", {"errors.cadence"}),
        (", cadence: 1 week", "", {"hits.cadence"}),
        ("id: hits", "id: others", {"hits"}),
        ("max: 0.05", "max: 0.01", set()),
        ("1 week", "1 day", set()),
    ],
)
def test_what_is_watched_less_is_named(tmp_path: Path, old: str, new: str, named: set[str]) -> None:
    assert PLAN.count(old) == 1
    before, after = (
        FILES | {"governance/plan.yaml": text} for text in (PLAN, PLAN.replace(old, new))
    )
    assert loosened(tmp_path, before, after) == {f"monitor.desk.{each}" for each in named}
