"""What need not decide: waivers, the baseline, what was there before; and by whose word."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aims_gate.discovery import MOST_PLACES
from aims_gate.gate import BaselineError, Request, known_of, read_baseline, render_baseline, run
from aims_gate.model import DecidedFinding, FindingKind, Judgement, Outcome, Severity, Verdict
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF, judge

from ..git_commands import git

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    activities: [trains]
models:
  - {id: net, path: net.safetensors, digest: 'sha256:DIGEST'}
""".replace("DIGEST", "0" * 64)
PEOPLE = "kind: people\npeople: [{id: ann, roles: [Head]}, {id: bob, roles: [Risk]}]\n"
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
    "governance/people.yaml": PEOPLE,
    "src/a.py": "import torch\n",
}
OVERSIGHT = frozenset({"missing-human-oversight", "unbounded-waiver"})


def failing(judgement: Judgement, check: str) -> list[DecidedFinding]:
    return [
        finding
        for item in judgement.results
        if item.result.check.id == check
        for finding in item.findings
        if finding.finding.kind is FindingKind.FAILURE
    ]


def with_waiver(old: str = "", new: str = "", **options: Any) -> Judgement:
    files = {**FILES, "governance/waivers.yaml": WAIVER.replace(old, new, 1)}
    return judge(files, select=OVERSIGHT, **options)


def test_a_waived_finding_is_shown_and_does_not_decide() -> None:
    judgement = with_waiver()
    (finding,) = failing(judgement, "missing-human-oversight")
    assert judgement.verdict is Verdict.PASS
    assert not finding.decides
    assert finding.waiver is not None
    assert (finding.waiver.id, finding.waiver.expires) == ("W-1", date(2026, 12, 31))
    assert (judgement.summary["waived"], judgement.summary["existing"]) == (1, 0)
    status = {each.id: each.status.value for each in judgement.controls}
    assert status["A.9.2"] == "nonconforming"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("    expires: 2026-12-31\n", "", "expires"),
        ("expires: 2026-12-31", "expires: 2026-11-21", "expires"),
        ("expires: 2026-12-31", "expires: 2027-12-31", "expires"),
        ("created: 2026-11-01", "created: 2027-01-01", "created"),
        ("approver: bob", "approver: ann", "approver"),
        ("approver: bob", "approver: zoe", "approver"),
        ("    approver: bob\n", "", "approver"),
        ("    owner: ann\n", "", "owner"),
        ("the desk is closed until spring", "TBD", "reason"),
        ("    subject: system:desk\n", "", "id"),
        ("subject: system:desk", "subject: '*'", "subject"),
        ("subject: system:desk", "path: '**'", "path"),
        ("subject: system:desk", "path: '?*'", "path"),
        ("subject: system:desk", "path: '[!x]*'", "path"),
        ("subject: system:desk", "path: '*.*'", "path"),
        ("    risk: R-01\n", "", "risk"),
    ],
)
def test_a_waiver_with_a_defect_exempts_nothing(old: str, new: str, key: str) -> None:
    judgement = with_waiver(old, new)
    assert judgement.verdict is Verdict.FAIL
    assert [each.waiver for each in failing(judgement, "missing-human-oversight")] == [None]
    assert key in {each.finding.key for each in failing(judgement, "unbounded-waiver")}


def test_a_malformed_expiry_cannot_be_judged_by() -> None:
    assert with_waiver("2026-12-31", "next spring").verdict is Verdict.UNDECIDED


def test_a_waiver_of_something_else_exempts_nothing_and_is_found_idle() -> None:
    judgement = with_waiver("system:desk", "system:counter")
    assert judgement.verdict is Verdict.FAIL
    assert [each.finding.key for each in failing(judgement, "unbounded-waiver")] == ["idle"]


def test_a_waiver_of_a_check_that_does_not_run_is_not_found_idle() -> None:
    files = {**FILES, "governance/waivers.yaml": WAIVER}
    judgement = judge(files, select=frozenset({"unbounded-waiver"}))
    assert failing(judgement, "unbounded-waiver") == []


def test_a_waiver_of_what_could_not_be_assessed_is_not_found_idle() -> None:
    """Whether it is needed shows once that can be assessed."""
    waiver = WAIVER.replace("missing-human-oversight", "unprotected-branch").replace(
        "system:desk", "organisation:(organisation)"
    )
    judgement = judge(
        {**FILES, "governance/waivers.yaml": waiver},
        select=frozenset({"unprotected-branch", "unbounded-waiver"}),
    )
    (branch,) = (each for each in judgement.results if each.result.check.id == "unprotected-branch")
    assert (branch.result.subject.id, branch.result.outcome) == (
        "(organisation)",
        Outcome.NOT_ASSESSED,
    )
    assert failing(judgement, "unbounded-waiver") == []


def test_a_path_narrows_what_is_waived() -> None:
    assert with_waiver("subject: system:desk", "path: aims.yaml").verdict is Verdict.PASS
    assert with_waiver("subject: system:desk", "path: src/**").verdict is Verdict.FAIL


def test_what_stands_elsewhere_too_is_not_waived_by_a_path() -> None:
    code = "import openai\n\nopenai.OpenAI().responses.create(model='gpt-4o', input='x')\n"
    waiver = WAIVER.replace("missing-human-oversight", "undeclared-ai")
    files = {
        "aims.yaml": MANIFEST.replace("activities", "paths: [lib/**]\n    activities"),
        "governance/people.yaml": PEOPLE,
        "governance/waivers.yaml": waiver.replace("subject: system:desk", "path: src/old/**"),
        "src/old/bot.py": code,
    }
    chosen = frozenset({"undeclared-ai", "unbounded-waiver"})
    assert judge(files, select=chosen).verdict is Verdict.PASS
    for place in ("src/a.py", "src/z/bot.py", "src/old.py"):
        assert judge({**files, place: code}, select=chosen).verdict is Verdict.FAIL
    assert judge({**files, "src/old/more.py": code}, select=chosen).verdict is Verdict.PASS
    many = {f"src/old/{number}.py": code for number in range(MOST_PLACES)}
    assert judge({**files, **many, "src/z.py": code}, select=chosen).verdict is Verdict.FAIL


def test_the_policy_bounds_waivers() -> None:
    files = {**FILES, "governance/waivers.yaml": WAIVER}
    files["aims-gate.yaml"] = "waivers: {never: [missing-human-oversight]}\n"
    assert judge(files, select=OVERSIGHT).verdict is Verdict.FAIL
    files["aims-gate.yaml"] = "waivers: {longest: 30 days}\n"
    assert judge(files, select=OVERSIGHT).verdict is Verdict.FAIL


def test_what_the_baseline_lists_does_not_decide() -> None:
    first = judge(FILES)
    assert first.verdict is Verdict.FAIL
    text = render_baseline(known_of(first.results))
    files = {**FILES, "aims-gate-baseline.txt": text}
    second = judge(files)
    assert second.verdict is Verdict.PASS
    assert second.summary["existing"] == len(text.splitlines()) - 2
    moved = {**files, "aims.yaml": "# moved\n\n" + MANIFEST}
    assert judge(moved).verdict is Verdict.PASS
    worse = MANIFEST + "  - {id: other, path: other.safetensors}\n"
    assert judge({**files, "aims.yaml": worse}).verdict is Verdict.FAIL


def severities_in(text: str) -> set[str]:
    """The last column of the lines of a baseline."""
    return {line.rsplit(None, 1)[1] for line in text.splitlines() if not line.startswith("#")}


def test_what_has_become_worse_than_the_baseline_says_decides_again() -> None:
    mild = MANIFEST.replace("owner: ann", "owner: ann\n    tier: minimal")
    first = judge({**FILES, "aims.yaml": mild})
    text = render_baseline(known_of(first.results))
    assert "warning" in severities_in(text)
    files = {**FILES, "aims-gate-baseline.txt": text}
    assert judge({**files, "aims.yaml": mild}).verdict is Verdict.PASS
    worse = judge(files)
    assert worse.verdict is Verdict.FAIL
    (finding,) = failing(worse, "missing-human-oversight")
    assert (finding.decides, finding.existing) == (True, False)
    assert any("of the baseline grew more severe" in note for note in worse.notes)


def test_a_baseline_without_severities_exempts_as_ever() -> None:
    text = render_baseline(known_of(judge(FILES).results))
    plain = re.sub(r" (?:error|warning|note)$", "", text, flags=re.MULTILINE)
    assert plain != text
    assert judge({**FILES, "aims-gate-baseline.txt": plain}).verdict is Verdict.PASS
    assert render_baseline(read_baseline(plain.encode(), "b")) == plain


def test_of_several_findings_that_cannot_be_told_apart_the_worst_is_taken_up() -> None:
    first = judge(FILES)
    (item,) = [each for each in first.results if each.result.check.id == "missing-human-oversight"]
    (found,) = failing(first, "missing-human-oversight")
    milder = replace(found, severity=Severity.NOTE)
    for findings in ((found, milder), (milder, found)):
        (known,) = known_of([replace(item, findings=findings)])
        assert known.severity is Severity.ERROR


def test_of_two_lines_about_one_finding_the_stricter_counts() -> None:
    text = render_baseline(known_of(judge(FILES).results))
    both = text + text.replace(" error\n", " note\n")
    assert judge({**FILES, "aims-gate-baseline.txt": both}).verdict is Verdict.FAIL


def test_a_baseline_is_stable_and_says_what_was_fixed() -> None:
    known = list(known_of(judge(FILES).results))
    text = render_baseline(known)
    assert render_baseline(reversed(read_baseline(text.encode(), "b"))) == text
    lines = text.splitlines()[2:]
    assert lines == sorted(lines, key=lambda line: line[65:].rsplit(None, 1)[0])
    kept = text.replace("\n", "  # ann looks into it\n", 3)
    assert "# ann looks into it" in render_baseline(read_baseline(kept.encode(), "b"))
    gone = f"{'a' * 64} missing-datasheet dataset:gone\n"
    notes = judge({**FILES, "aims-gate-baseline.txt": text + gone}).notes
    assert any("1 entry of the baseline" in note for note in notes)


@pytest.mark.parametrize("text", ["<<<<<<< ours\n", "abc\n", f"{'a' * 63} check x:y\n"])
def test_a_damaged_baseline_cannot_be_judged_by(text: str) -> None:
    with pytest.raises(BaselineError, match=r"b:1 "):
        read_baseline(text.encode(), "b")
    judgement = judge({**FILES, "aims-gate-baseline.txt": text})
    assert judgement.verdict is Verdict.UNDECIDED
    assert "aims-gate-baseline.txt:1" in judgement.reasons[0]


def test_a_long_line_of_a_baseline_is_read_in_one_pass() -> None:
    line = f"{'a' * 64} check x{' ' * 300_000}y"
    (known,) = read_baseline(line.encode(), "b")
    assert known.subject.endswith("y")


class Repository:
    """A repository with commits, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git("init", "-q", "-b", "main")

    def commit(self, files: Mapping[str, str]) -> str:
        """Commit files and give the id of the commit."""
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self._git("add", "-A")
        self._git("commit", "-q", "-m", "Change")
        return self._git("rev-parse", "HEAD")

    def branch(self, name: str, start: str) -> None:
        """Go on from an earlier commit."""
        self._git("checkout", "-q", "-b", name, start)

    def merge(self, other: str) -> None:
        """Merge another commit, and keep every file as it is here."""
        self._git("merge", "-q", "-s", "ours", "-m", "Merge", other)

    def judge(self, **sides: str) -> Judgement:
        """Judge what is committed, with other sides by name."""
        environment = {"PATH": os.environ["PATH"]}
        request = Request(
            snapshot=open_snapshot(self.folder, environment, revision="HEAD"), as_of=AS_OF
        )
        opened = {
            name: open_snapshot(self.folder, environment, revision=revision)
            for name, revision in sides.items()
        }
        request = replace(request, **opened)  # type: ignore[arg-type]  # names of snapshots only
        return run(request, load_offer(installed=False).kit)

    def _git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_policy_of_a_trusted_revision_judges(repository: Repository) -> None:
    base = repository.commit(FILES)
    ignored = (
        "checks: {ignore: {missing-human-oversight: later, unlinked-impact-assessment: later, "
    )
    ignored += "missing-model-card: later}}\n"
    repository.commit({"aims-gate.yaml": ignored})
    assert repository.judge().verdict is Verdict.PASS
    judged = repository.judge(trusted=base)
    assert judged.verdict is Verdict.FAIL
    assert judged.policy.revision == base
    assert judged.policy.source == "(default)"


def test_a_waiver_counts_once_it_is_on_the_trusted_revision(repository: Repository) -> None:
    base = repository.commit(FILES)
    with_it = repository.commit({"governance/waivers.yaml": WAIVER})

    def waived(trusted: str) -> list[bool]:
        found = failing(repository.judge(trusted=trusted), "missing-human-oversight")
        return [each.waiver is not None for each in found]

    assert waived(base) == [False]
    assert waived(with_it) == [True]


def test_a_baseline_counts_once_it_is_on_the_trusted_revision(repository: Repository) -> None:
    base = repository.commit(FILES)
    text = render_baseline(known_of(repository.judge().results))
    after = repository.commit({"aims-gate-baseline.txt": text})
    assert repository.judge(trusted=base).verdict is Verdict.FAIL
    assert repository.judge(trusted=after).verdict is Verdict.PASS


def test_only_what_a_change_brings_decides(repository: Repository) -> None:
    base = repository.commit(FILES)
    repository.commit({"README.md": "# Desk\n"})
    same = repository.judge(since=base)
    assert same.verdict is Verdict.PASS
    assert same.summary["existing"] > 0
    repository.commit({"aims.yaml": MANIFEST + "  - {id: other, path: other.safetensors}\n"})
    assert repository.judge(since=base).verdict is Verdict.FAIL


def test_it_is_said_whose_policy_judged_what_was_there_before(repository: Repository) -> None:
    """Without a trusted side each judges by its own: a lower severity then is none that grew."""
    raised = {"aims-gate.yaml": "checks: {severity: {missing-human-oversight: warning}}\n"}
    base = repository.commit({**FILES, **raised})
    repository.commit({"aims-gate.yaml": "version: 1\n"})
    own = repository.judge(since=base)
    (finding,) = failing(own, "missing-human-oversight")
    assert finding.decides
    assert any(f"by the policy of {base[:12]}" in note for note in own.notes)
    both = repository.judge(since=base, trusted=base)
    (finding,) = failing(both, "missing-human-oversight")
    assert not finding.decides
    assert not any("by the policy of" in note for note in both.notes)


def test_what_grew_worse_decides(repository: Repository) -> None:
    mild = MANIFEST.replace("owner: ann", "owner: ann\n    tier: minimal")
    base = repository.commit({**FILES, "aims.yaml": mild})
    assert repository.judge(since=base).verdict is Verdict.PASS
    repository.commit({"aims.yaml": mild.replace("tier: minimal", "tier: limited")})
    assert repository.judge(since=base).verdict is Verdict.FAIL


def weakened(judgement: Judgement) -> dict[str, bool]:
    """What a change loosens, and whether it decides."""
    found = failing(judgement, "weakened-gate")
    return {each.finding.key: each.decides for each in found}


def test_what_its_branch_tightened_since_is_not_held_against_a_change(
    repository: Repository,
) -> None:
    system = "  - {id: lift, purpose: Call the lift when somebody waits, owner: ann}\nmodels"
    base = repository.commit({**FILES, "aims-gate.yaml": "fail_on: {limited: warning}\n"})
    tip = repository.commit(
        {
            "aims-gate.yaml": "fail_on: {limited: note}\n",
            "aims.yaml": MANIFEST.replace("models", system),
        }
    )
    repository.branch("late", base)
    repository.commit({"README.md": "# Desk\n"})
    assert weakened(repository.judge(trusted=tip)) == {}
    repository.commit({"aims-gate.yaml": "fail_on: {limited: error}\n"})
    assert weakened(repository.judge(trusted=tip)) == {"fail_on.limited": True}
    repository.merge(tip)
    dropped = {"fail_on.limited": True, "system.lift": True}
    assert weakened(repository.judge(trusted=tip)) == dropped


GATE = "on: push\njobs: {gate: {steps: [{run: aims-gate check}]}}\n"


@pytest.mark.parametrize(
    ("path", "first", "tip", "late", "key"),
    [
        ("gate.yml", GATE, GATE + "# v2\nname: gate\n", "on: never # aims-gate\n", "ci.{}"),
        (
            "aims.yaml",
            MANIFEST.replace("[trains]", "[trains]\n    obligations: [gdpr]"),
            MANIFEST.replace("[trains]", "[trains]\n    obligations: [gdpr, ai-act]"),
            MANIFEST,
            "system.desk.obligations",
        ),
        (
            "aims-gate-baseline.txt",
            f"{'a' * 64} x system:a\n",
            "",
            f"{'b' * 64} x system:b\n",
            "baseline",
        ),
    ],
)
def test_a_change_does_not_hide_behind_what_its_branch_changed_since(
    repository: Repository, path: str, first: str, tip: str, late: str, key: str
) -> None:
    """The branch and the change both changed a thing; only the change made it less."""
    place = f".github/workflows/{path}" if path == "gate.yml" else path
    base = repository.commit({**FILES, place: first})
    newer = repository.commit({place: tip})
    repository.branch("late", base)
    repository.commit({"README.md": "# Desk\n"})
    assert weakened(repository.judge(trusted=newer)) == {}
    repository.commit({place: late})
    assert weakened(repository.judge(trusted=newer)) == {key.format(place): True}


def test_a_loosening_is_never_older_than_the_change(repository: Repository) -> None:
    tip = repository.commit({**FILES, "aims-gate.yaml": "fail_on: {limited: note}\n"})
    first = repository.commit({"aims-gate.yaml": "fail_on: {limited: warning}\n"})
    repository.commit({"README.md": "# Desk\n"})
    judgement = repository.judge(trusted=tip, since=first)
    assert weakened(judgement) == {"fail_on.limited": True}
    assert "weakened-gate" not in {known.check for known in known_of(judgement.results)}
    (fingerprint,) = {each.fingerprint for each in failing(judgement, "weakened-gate")}
    listed = repository.commit(
        {"aims-gate-baseline.txt": f"{fingerprint} weakened-gate gate:(gate)\n"}
    )
    repository.commit({"aims-gate.yaml": "fail_on: {limited: error}\n"})
    assert weakened(repository.judge(trusted=listed)) == {"fail_on.limited": True}
