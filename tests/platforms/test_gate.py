"""Whole runs of the gate beside a platform: what is approved, what is not, what nobody knows."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aims_gate.gate import Request, run
from aims_gate.model import Cause, Finding, FindingKind, Judgement, Profile, Verdict
from aims_gate.plugins import load_offer
from aims_gate.reporters import BUILT_IN, RenderContext
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git
from .server import TOKEN, FakePlatform, Reply, as_json

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    activities: [trains]
    models: [net]
    duties: {risk: rob}
    tier: {level: high, basis: it decides on people, decided_by: rob, decided_on: 2026-01-05}
models:
  - {id: net, path: net.bin, version: "1.0"}
"""
PEOPLE = """kind: people
people:
  - {id: ann, roles: [Head], accounts: {github: Ann-Hub, email: ann@post.example}}
  - {id: rob, roles: [Risk], accounts: {github: rob-hub, email: rob@post.example}}
  - {id: eve, roles: [Engineer], accounts: {github: eve-hub, email: eve@post.example}}
"""
POLICY = "version: 1\nprofile: certification\n"
CODEOWNERS = "* @ann-hub @rob-hub\n"
RELEASES = """kind: releases
releases:
  - system: desk
    version: "1.0"
    on: 2026-11-20
    approved_by: [ann, rob]
    approved_on: 2026-11-19
"""
FILES = {
    "aims.yaml": MANIFEST,
    "aims-gate.yaml": POLICY,
    "governance/people.yaml": PEOPLE,
    "governance/releases.yaml": RELEASES,
    "CODEOWNERS": CODEOWNERS,
    "src/a.py": "import torch\n",
}
LOOSER = POLICY + "checks: {ignore: {missing-datasheet: it comes later}}\n"
REPOSITORY = "/repos/bank/desk"
REVIEWED = frozenset(
    {"weakened-gate", "unreviewed-material-change", "unapproved-release", "unprotected-branch"}
)


class Repository:
    """A repository with a branch that others review."""

    def __init__(self, folder: Path, fake: FakePlatform) -> None:
        self.folder = folder
        self.fake = fake
        self.git("init", "-q", "-b", "main")
        self.base = self.commit(FILES)

    def commit(self, files: Mapping[str, str], author: str = "eve", note: str = "Change") -> str:
        """Commit files as somebody, and give the id of the commit."""
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", note, author=author)
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str, author: str = "eve") -> str:
        """The output of a git command run as somebody."""
        return git(self.folder, *arguments, author=author)

    def reviewed(self, head: str, *approvers: str, author: str = "eve-hub") -> None:
        """Let the platform have a pull request with this head, approved by accounts."""
        pulls = f"{REPOSITORY}/pulls/7"
        pull = {"number": 7, "user": {"login": author}, "head": {"sha": head}}
        merged = {"merge_commit_sha": head, "merged_at": "2026-11-20T12:00:00Z"}
        reviews = [
            {
                "user": {"login": each},
                "state": "APPROVED",
                "commit_id": head,
                "submitted_at": "2026-11-20T10:00:00Z",
            }
            for each in approvers
        ]
        commit = {"sha": head, "author": {"login": author}, "commit": {}}
        self.fake.says(pulls, {**pull, **merged})
        self.fake.says(f"{pulls}/commits", [commit])
        self.fake.says(f"{pulls}/reviews", reviews)
        self.fake.says(f"{REPOSITORY}/commits/{head}/pulls", [{**pull, **merged}])
        self.fake.says(f"{REPOSITORY}/actions/runs", {"workflow_runs": []})

    @property
    def environment(self) -> dict[str, str]:
        """What the run is told."""
        return {
            "PATH": os.environ["PATH"],
            "GITHUB_REPOSITORY": "bank/desk",
            "GITHUB_API_URL": self.fake.url,
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_REF": "refs/pull/7/merge",
        }

    def judge(self, *, online: bool = True, select: frozenset[str] = REVIEWED) -> Judgement:
        """Judge the last commit by the one that it starts from."""
        environment = self.environment
        request = Request(
            snapshot=open_snapshot(self.folder, environment, revision="HEAD"),
            trusted=open_snapshot(self.folder, environment, revision=self.base),
            as_of=AS_OF,
            environment=environment,
            online=online,
            profile=Profile.CERTIFICATION,
            select=select,
        )
        return run(request, load_offer(installed=False).kit)


@pytest.fixture
def repository(tmp_path: Path, fake: FakePlatform) -> Repository:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Repository(folder, fake)


def found(judgement: Judgement, check: str) -> list[Finding]:
    return [
        finding
        for item in judgement.results
        if item.result.check.id == check
        for finding in item.result.findings
    ]


def kinds(judgement: Judgement, check: str) -> set[FindingKind]:
    return {each.kind for each in found(judgement, check)}


def test_an_approved_loosening_passes(repository: Repository) -> None:
    repository.reviewed(repository.commit({"aims-gate.yaml": LOOSER}), "Ann-Hub", "Rob-Hub")
    judgement = repository.judge(select=frozenset({"weakened-gate"}))
    (finding,) = found(judgement, "weakened-gate")
    assert finding.kind is FindingKind.CONFORMITY
    assert "pull request #7 is approved by ann, rob" in finding.message
    assert judgement.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("approvers", "author"),
    [
        ((), "eve-hub"),
        (("ann-hub",), "eve-hub"),
        (("rob-hub", "stranger"), "eve-hub"),
        (("ann-hub", "rob-hub"), "rob-hub"),
    ],
)
def test_a_loosening_without_all_approvals_fails(
    repository: Repository, approvers: tuple[str, ...], author: str
) -> None:
    head = repository.commit({"aims-gate.yaml": LOOSER})
    repository.reviewed(head, *approvers, author=author)
    (finding,) = found(repository.judge(), "weakened-gate")
    assert finding.kind is FindingKind.FAILURE
    assert "pull request #7" in (finding.fix or "")


def test_a_loosening_of_whose_approval_nothing_is_known_fails(repository: Repository) -> None:
    head = repository.commit({"aims-gate.yaml": LOOSER})
    (offline,) = found(repository.judge(online=False), "weakened-gate")
    assert offline.kind is FindingKind.FAILURE
    assert "--online" in (offline.fix or "")
    repository.reviewed(head, "ann-hub", "rob-hub")
    repository.fake.says(f"{REPOSITORY}/pulls/7/reviews", Reply(403))
    (refused,) = found(repository.judge(), "weakened-gate")
    assert refused.kind is FindingKind.FAILURE
    assert "status 403" in (refused.fix or "")


def test_a_push_after_the_approval_takes_it_back(repository: Repository) -> None:
    repository.reviewed(repository.commit({"aims-gate.yaml": LOOSER}), "ann-hub", "rob-hub")
    repository.commit({"src/a.py": "import torch\nprint(torch)\n"})
    assert FindingKind.CONFORMITY not in kinds(repository.judge(), "weakened-gate")


def test_a_change_cannot_give_its_author_the_account_of_an_approver(
    repository: Repository,
) -> None:
    stolen = PEOPLE.replace("rob-hub", "friend-hub")
    files = {"aims-gate.yaml": LOOSER, "governance/people.yaml": stolen}
    repository.reviewed(repository.commit(files), "ann-hub", "friend-hub")
    judgement = repository.judge()
    assert kinds(judgement, "weakened-gate") == {FindingKind.FAILURE}
    assert "friend-hub in no register" in (found(judgement, "weakened-gate")[0].fix or "")


def test_a_change_cannot_lower_what_approves_it(repository: Repository) -> None:
    alone = LOOSER + "playbook: {high: {approvals: {gate: [owner]}}}\n"
    repository.reviewed(repository.commit({"aims-gate.yaml": alone}), "ann-hub")
    assert kinds(repository.judge(), "weakened-gate") == {FindingKind.FAILURE}


def test_the_commit_by_which_a_platform_tries_the_merge_is_judged(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "change")
    head = repository.commit({"aims-gate.yaml": LOOSER})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    repository.reviewed(head, "ann-hub", "rob-hub")
    assert kinds(repository.judge(), "weakened-gate") == {FindingKind.CONFORMITY}


def test_whoever_wrote_a_commit_does_not_approve_it(repository: Repository) -> None:
    head = repository.commit({"aims-gate.yaml": LOOSER}, author="rob")
    repository.reviewed(head, "ann-hub", "rob-hub")
    commit = {"sha": head, "author": None, "commit": {"author": {"email": "Rob@post.example"}}}
    repository.fake.says(f"{REPOSITORY}/pulls/7/commits", [commit])
    assert kinds(repository.judge(), "weakened-gate") == {FindingKind.FAILURE}


NEW_MODEL = {"aims.yaml": MANIFEST.replace('version: "1.0"', 'version: "2.0"')}


def test_a_material_change_needs_the_roles_of_the_tier(repository: Repository) -> None:
    head = repository.commit(NEW_MODEL)
    repository.reviewed(head, "ann-hub")
    (finding,) = found(repository.judge(), "unreviewed-material-change")
    assert finding.kind is FindingKind.FAILURE
    assert "this change is one of model (model net: another version)" in finding.message
    assert "needs owner, risk" in finding.message
    repository.reviewed(head, "ann-hub", "rob-hub")
    assert kinds(repository.judge(), "unreviewed-material-change") == {FindingKind.CONFORMITY}


def test_a_material_change_without_a_record_is_not_assessed(repository: Repository) -> None:
    note = "Change\n\nSigned-off-by: Ann <ann@post.example>"
    repository.commit(NEW_MODEL, note=note)
    (finding,) = found(repository.judge(online=False), "unreviewed-material-change")
    assert finding.kind is FindingKind.NOT_ASSESSED
    assert finding.cause is Cause.UNAVAILABLE
    assert "signed off by ann, which is no review" in finding.message
    assert finding.fix == "Run the gate with --online."


def test_a_signature_is_shown_and_is_no_review(repository: Repository, tmp_path: Path) -> None:
    key = tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True, capture_output=True)
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", f"{key}.pub"], check=True, capture_output=True, text=True
    )
    fingerprint = listed.stdout.split()[1]
    signed = PEOPLE.replace("github: rob-hub,", f"github: rob-hub, signing_key: '{fingerprint}',")
    repository.base = repository.commit({"governance/people.yaml": signed})
    for name, value in (("gpg.format", "ssh"), ("user.signingkey", f"{key}.pub")):
        repository.git("config", name, value)
    repository.git("config", "commit.gpgsign", "true")
    repository.commit(NEW_MODEL)
    (finding,) = found(repository.judge(online=False), "unreviewed-material-change")
    assert "signed with the key of rob, which is no review" in finding.message


def test_a_release_needs_approvals_before_it_went_out(repository: Repository) -> None:
    repository.git("tag", "v1.0", repository.base)
    repository.commit({"src/b.py": "\n"})
    repository.reviewed(repository.base, "ann-hub", "rob-hub")
    assert kinds(repository.judge(), "unapproved-release") == {FindingKind.CONFORMITY}
    repository.reviewed(repository.base, "ann-hub")
    (finding,) = found(repository.judge(), "unapproved-release")
    assert finding.kind is FindingKind.FAILURE
    assert "release 1.0 needs owner, risk; pull request #7 is approved by ann" in finding.message
    run_ = {"workflow_runs": [{"id": 5}]}
    approved: Any = {
        "state": "approved",
        "user": {"login": "rob-hub"},
        "environments": [{"name": "production"}],
    }
    repository.fake.says(f"{REPOSITORY}/actions/runs", run_)
    repository.fake.says(f"{REPOSITORY}/actions/runs/5/approvals", [approved])
    assert kinds(repository.judge(), "unapproved-release") == {FindingKind.CONFORMITY}


def test_an_approval_after_the_release_is_none(repository: Repository) -> None:
    early = RELEASES.replace("2026-11-20", "2026-11-19")
    repository.base = repository.commit({"governance/releases.yaml": early})
    repository.git("tag", "v1.0")
    repository.reviewed(repository.base, "ann-hub", "rob-hub")
    (finding,) = found(repository.judge(), "unapproved-release")
    assert finding.kind is FindingKind.FAILURE
    assert "ann, rob only after 2026-11-19" in finding.message


def test_a_release_that_nobody_reviewed_fails(repository: Repository) -> None:
    repository.git("tag", "v1.0", repository.base)
    repository.fake.says(f"{REPOSITORY}/commits/{repository.base}/pulls", [])
    repository.fake.says(f"{REPOSITORY}/actions/runs", {"workflow_runs": []})
    (finding,) = found(repository.judge(), "unapproved-release")
    assert finding.kind is FindingKind.FAILURE
    assert "approved by nobody" in finding.message


def test_a_release_without_a_tag_or_a_record_is_not_assessed(repository: Repository) -> None:
    (untagged,) = found(repository.judge(), "unapproved-release")
    assert untagged.kind is FindingKind.NOT_ASSESSED
    assert "no tag of this clone" in untagged.message
    repository.git("tag", "v1.0", repository.base)
    (unknown,) = found(repository.judge(), "unapproved-release")
    assert unknown.cause is Cause.UNAVAILABLE
    assert "status 404" in unknown.message


def test_an_unprotected_branch_fails(repository: Repository) -> None:
    repository.fake.says(REPOSITORY, {"default_branch": "main"})
    repository.fake.says(f"{REPOSITORY}/rules/branches/main", [])
    protection = f"{REPOSITORY}/branches/main/protection"
    repository.fake.says(protection, as_json({"message": "Branch not protected"}, 404))
    judgement = repository.judge()
    assert kinds(judgement, "unprotected-branch") == {FindingKind.FAILURE}
    assert len(found(judgement, "unprotected-branch")) == 6


def test_no_output_shows_the_token(repository: Repository) -> None:
    head = repository.commit({**NEW_MODEL, "aims-gate.yaml": LOOSER})
    repository.reviewed(head, TOKEN, "ann-hub")
    echo = as_json({"message": f"Bad credentials: {TOKEN}", "default_branch": TOKEN}, 401)
    repository.fake.says(REPOSITORY, echo)
    judgement = repository.judge()
    assert any(TOKEN in str(headers) for _, headers in repository.fake.asked)
    for reporter in BUILT_IN:
        text = reporter.render(judgement, RenderContext())
        assert TOKEN.lower() not in text.lower(), reporter.name


@pytest.mark.parametrize("reply", [Reply(500), Reply(429, headers={"Retry-After": "3600"})])
def test_a_run_of_the_command_ends_and_shows_no_token(
    repository: Repository, tmp_path: Path, reply: Reply
) -> None:
    repository.git("branch", "base", repository.base)
    repository.commit({"aims-gate.yaml": LOOSER})
    repository.fake.says(f"{REPOSITORY}/pulls/7", reply)
    repository.fake.says(REPOSITORY, Reply(status=404))
    program = Path(sysconfig.get_path("scripts")) / "aims-gate"
    done = subprocess.run(
        [program, "check", repository.folder, "--online", "--policy-ref", "base"],
        env={**repository.environment, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 1
    assert TOKEN not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_without_leave_imports_no_client() -> None:
    code = (
        "import sys\n"
        "from aims_gate.model import Profile\n"
        "from aims_gate.testing import judge\n"
        "files = {'aims.yaml': 'systems: [{id: a, purpose: b, owner: c}]\\n'}\n"
        "judge(files, profile=Profile.CERTIFICATION)\n"
        "assert 'aims_gate.platforms.collect' in sys.modules\n"
        "sys.exit('requests' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
