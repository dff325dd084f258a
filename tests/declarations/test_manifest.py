"""What a valid manifest gives: values, places, roles, and what included manifests rule."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from aims_gate.declarations import (
    Duration,
    Lifecycle,
    LoadedManifest,
    OversightMode,
    load_manifest,
)
from aims_gate.model import Location, Role, Tier

LARGE = """\
version: 1
organization: Example Bank
systems:
  - id: loan-approval
    name: Consumer loan approval
    purpose: Rank applications so that an underwriter decides faster and more evenly
    owner: {person: r-meyer, role: Head of consumer credit}
    activities: [trains, uses-internally]
    version: 2.10
    tags: [credit, branch]
    context: {domain: credit, users: [underwriters], regions: [EU], autonomy: decides-nothing}
    entry_points: [src/loan/service.py#score]
    generates_content: no
    lifecycle: operation
    tier: {level: high, basis: creditworthiness, decided_by: r-meyer, decided_on: 2026-09-01}
    paths: [src/loan/**, models/**]
    models: [loan-xgb]
    datasets: [applications-2025]
    suppliers: []
    oversight:
      mode: human-decides
      by: {role: Senior underwriter, person: k-adeyemi}
      override: src/loan/service.py#override_decision
      when: every rejection
    impact_assessment: governance/impact/loan-approval.yaml
    risk_register: governance/risks/loan-approval.yaml
    interacts_with_people: false
    personal_data:
      purposes: [{id: credit-check, lawful_basis: contract, retention: 24 months}]
      special_categories: false
    duties: {risk: r-meyer, data-quality: l-novak}
    obligations: [eu-ai-act/high-risk-deployer, gdpr]
exclude:
  - {path: notebooks/scratch/**, reason: not shipped, expires: 2027-03-01}
includes: [services/chat/aims.yaml]
extensions: {acme: {threshold: 5}}
models:
  - id: loan-xgb
    path: models/loan-xgb.json
    digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    card: models/MODEL_CARD.md#loan
    licence: proprietary
    evaluation: reports/evaluation.json
  - {id: base, hub: org/base, revision: 12345e67}
  - {id: chat, api: gpt, snapshot: 2026-01-01}
datasets:
  - id: applications-2025
    path: data/applications.csv
    datasheet: data/DATASHEET.md
    rights: {licence: internal, source: own operations, permitted_uses: [training]}
    personal_data: true
suppliers:
  - id: openai
    kind: api
    assessed: {on: 2026-08-10, by: procurement, result: accepted, record: suppliers/openai.yaml}
"""
CHAT = """\
systems:
  - id: chat
    purpose: Answer questions
    owner: l-novak
    tier: minimal
    personal_data: false
    paths: [src/**]
    models: [chat]
    oversight:
"""
SMALLEST = "systems: [{id: loan, purpose: Rank, owner: r-meyer}]"


def loaded(*, path: str = "aims.yaml", **files: str) -> LoadedManifest:
    """Load a manifest; a keyword stands for a path: ``a__b`` for ``a/b/aims.yaml``."""
    content = {f"{name.replace('__', '/')}/aims.yaml": text for name, text in files.items()}
    content[path] = content.pop("top/aims.yaml")
    return load_manifest({name: text.encode() for name, text in content.items()}.get, path)


def valid(**files: str) -> LoadedManifest:
    result = loaded(**files)
    assert result.problems == ()
    assert result.is_valid
    return result


def test_the_smallest_useful_manifest() -> None:
    result = valid(top=SMALLEST)
    (entry,) = result.systems
    assert entry.value.owner.person == "r-meyer"
    assert entry.value.tier is None
    assert entry.value.roles == frozenset()
    assert result.manifest is not None
    assert result.manifest.version == 1
    assert (*result.models, *result.datasets, *result.suppliers, *result.exclusions) == ()


def test_holds_everything_a_manifest_can_say() -> None:
    result = valid(top=LARGE, services__chat=CHAT)
    system = result.systems[0].value
    assert system.roles == {Role.PRODUCER, Role.USER}
    assert system.version == "2.10"
    assert system.generates_content is False
    assert system.lifecycle is Lifecycle.OPERATION
    assert system.tier is not None
    assert (system.tier.level, system.tier.decided_on) == (Tier.HIGH, date(2026, 9, 1))
    assert system.oversight is not None
    assert system.oversight.mode is OversightMode.HUMAN_DECIDES
    assert str(system.oversight.by) == "k-adeyemi (Senior underwriter)"
    assert system.personal_data is not None
    assert system.personal_data.purposes[0].retention == Duration(months=24)
    assert [entry.value.id for entry in result.models] == ["loan-xgb", "base", "chat"]
    assert result.models[1].value.revision == "12345e67"
    assert result.models[2].value.snapshot == "2026-01-01"
    assert result.datasets[0].value.personal_data is True
    assert result.suppliers[0].value.assessed is not None
    assert result.suppliers[0].value.assessed.on == date(2026, 8, 10)
    assert result.exclusions[0].value.expires == date(2027, 3, 1)
    assert result.manifest is not None
    assert result.manifest.extensions == {"acme": {"threshold": 5}}


def test_short_forms_and_keys_without_a_value() -> None:
    chat = valid(top=LARGE, services__chat=CHAT).systems[1].value
    assert chat.owner.person == "l-novak"
    assert chat.tier is not None
    assert chat.tier.level is Tier.MINIMAL
    assert chat.personal_data is not None
    assert chat.personal_data.processed is False
    assert chat.oversight is None


def test_everything_knows_where_it_is_declared() -> None:
    result = valid(top=LARGE, services__chat=CHAT)
    loan, chat = result.systems
    assert loan.location == Location("aims.yaml", 4, 5)
    assert loan.locate("oversight", "mode") == Location("aims.yaml", 21, 7)
    assert loan.locate("oversight", "drill") == Location("aims.yaml", 20, 5)
    assert chat.location == Location("services/chat/aims.yaml", 2, 5)
    assert chat.locate("models", 0) == Location("services/chat/aims.yaml", 8, 14)
    assert result.models[0].locate("card") == Location("aims.yaml", 41, 5)
    assert result.locate("exclude", 0, "reason") == Location("aims.yaml", 34, 34)
    assert result.locate("nothing") == Location("aims.yaml", 1, 1)


def test_paths_are_relative_to_the_folder_of_their_manifest() -> None:
    loan, chat = valid(top=LARGE, services__chat=CHAT).systems
    assert (loan.folder, chat.folder) == ("", "services/chat")
    assert loan.resolve("models/MODEL_CARD.md#loan") == "models/MODEL_CARD.md"
    assert chat.resolve("./docs//card.md") == "services/chat/docs/card.md"
    assert loan.covers("src/**", "src/a.py")
    assert not chat.covers("src/**", "src/a.py")
    assert chat.covers("src/**", "services/chat/src/a.py")
    assert not chat.covers("**", "services/chatter/a.py")


def test_an_included_manifest_rules_its_folder() -> None:
    result = valid(top=LARGE, services__chat=CHAT)
    rulers = {
        path: file.path if (file := result.ruling(path)) else None
        for path in ("src/a.py", "services/chat/src/a.py", "services/chatter/a.py")
    }
    assert rulers == {
        "src/a.py": "aims.yaml",
        "services/chat/src/a.py": "services/chat/aims.yaml",
        "services/chatter/a.py": "aims.yaml",
    }


def test_manifests_include_manifests_further_down() -> None:
    result = valid(
        top="includes: [a/aims.yaml]",
        a="includes: [b/aims.yaml]\n" + SMALLEST,
        a__b=SMALLEST.replace("loan", "chat"),
    )
    assert [entry.folder for entry in result.systems] == ["a", "a/b"]
    (below,) = [file for file in result.files if file.folder == "a/b"]
    assert result.ruling("a/b/c.py") == below


def test_a_nested_manifest_that_is_not_listed_is_ignored() -> None:
    result = valid(top=SMALLEST, a="this is no manifest")
    assert len(result.files) == 1


def test_a_manifest_may_lie_below_the_top() -> None:
    chat = CHAT.replace("    models: [chat]\n", "")
    result = loaded(path="ai/aims.yaml", top=f"includes: [x/aims.yaml]\n{SMALLEST}", ai__x=chat)
    assert result.is_valid
    assert [entry.folder for entry in result.systems] == ["ai", "ai/x"]
    assert result.ruling("src/a.py") is None


def test_no_manifest_is_no_problem() -> None:
    result = load_manifest(lambda path: None)
    assert not result.exists
    assert not result.is_valid
    assert result.problems == ()
    assert result.ruling("a") is None
    assert result.locate("systems") == Location("aims.yaml")


def test_importing_and_finding_no_file_costs_no_pydantic() -> None:
    program = (
        "import sys; from aims_gate.declarations import load_manifest, load_policy; "
        "load_manifest({}.get); load_policy({}.get); "
        "sys.exit(str({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.stderr.decode().strip() == "set()"
