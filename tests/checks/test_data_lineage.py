"""The way of data from their origin to the bytes in use."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aims_gate.gate import Request, run
from aims_gate.model import FindingKind, Profile
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git
from .data_project import DIGEST, FILES, TABLE, changed, failures, kinds, line_of

CHECK = "broken-data-lineage"
STEP = "    derived_by: {script: src/prepare.py#clean}\n"


def with_parents(parents: str, more: str = "") -> dict[str, str | bytes]:
    """The project whose dataset has parents, and further datasets."""
    return changed("aims.yaml", STEP, f"    parents: [{parents}]\n{STEP}{more}")


def test_a_parent_must_be_declared() -> None:
    files = with_parents("forms")
    assert failures(CHECK, files) == [
        (
            line_of("aims.yaml", "parents: [forms]", files),
            "dataset applications: its parent 'forms' is not declared",
        )
    ]


def test_no_dataset_descends_from_itself() -> None:
    more = (
        "  - {id: forms, uri: 's3://b/forms', parents: [applications],"
        " derived_by: {script: src/prepare.py}}\n"
    )
    messages = [message for _, message in failures(CHECK, with_parents("forms", more))]
    assert messages == [
        "dataset applications: its parent forms is made from it in turn",
        "dataset forms: its parent applications is made from it in turn",
    ]
    assert failures(CHECK, with_parents("applications"))


def test_a_declared_parent_closes_the_chain() -> None:
    assert (
        failures(CHECK, with_parents("forms", "  - {id: forms, uri: 's3://bucket/forms'}\n")) == []
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (STEP, "    parents: [forms]\n  - {id: forms, uri: 's3://b/f'}\n", "no step that made it"),
        ("      source: forms of our branches\n", "", "neither parents nor an origin"),
        ("prepare.py#clean}", "gone.py}", "is to be src/gone.py, which does not exist"),
        ("{script: src/prepare.py#clean}", "{commit: abc1234}", "no script is named"),
        ("clean}", "clean, commit: latest}", "'latest' is no id of a commit"),
        ("clean}", "clean, repository: git.example/x}", "at no stated commit"),
    ],
)
def test_what_breaks_the_chain_is_named(old: str, new: str, message: str) -> None:
    found = failures(CHECK, changed("aims.yaml", old, new))
    assert any(message in each for _, each in found), found


def test_digests_are_those_of_the_file() -> None:
    other = "sha256:" + "0" * 64
    files = changed("aims.yaml", DIGEST, other)
    found = failures(CHECK, files)
    assert [at for at, _ in found] == [line_of("aims.yaml", other, files)]
    assert "the manifest gives the digest sha256:000000000000" in found[0][1]
    files = changed("data/DATASHEET.md", DIGEST, other)
    assert [at for at, _ in failures(CHECK, files)] == [line_of("data/DATASHEET.md", other, files)]


POINTER = "outs:\n- md5: {md5}\n  size: 40\n  hash: md5\n  path: applications.csv\n"
MD5 = hashlib.md5(TABLE.encode(), usedforsecurity=False).hexdigest()


def test_dvc_tracks_the_same_bytes() -> None:
    files = {**FILES, "data/applications.csv.dvc": POINTER.format(md5=MD5)}
    assert failures(CHECK, files) == []
    files["data/applications.csv.dvc"] = POINTER.format(md5="0" * 32)
    found = failures(CHECK, files)
    assert [at for at, _ in found] == ["data/applications.csv.dvc:2"]


def test_files_of_dvc_agree() -> None:
    lock = (
        "schema: '2.0'\nstages:\n  train:\n    deps:\n    - path: data/applications.csv\n"
        f"      md5: {'1' * 32}\n"
    )
    pointer = {"data/applications.csv.dvc": POINTER.format(md5="a" * 32)}
    manifest = str(FILES["aims.yaml"]).replace("path: data/app", "dvc: data/app")
    manifest = manifest.replace("applications.csv\n", "applications.csv.dvc\n", 1)
    files = {**FILES, **pointer, "dvc.lock": lock, "aims.yaml": manifest}
    del files["data/applications.csv"]
    found = failures(CHECK, files)
    assert [at for at, _ in found] == ["dvc.lock:6"]
    assert "gives MD5 111111111111 for data/applications.csv" in found[0][1]


def test_a_dvc_file_that_is_declared_exists_and_is_one() -> None:
    manifest = str(FILES["aims.yaml"]).replace("path: data/applications.csv", "dvc: data/a.dvc")
    files = {**FILES, "aims.yaml": manifest}
    assert any("data/a.dvc does not exist" in message for _, message in failures(CHECK, files))
    files["data/a.dvc"] = "outs: [\n"
    assert any("is no file of DVC" in message for _, message in failures(CHECK, files))


def outcomes(folder: Path) -> set[FindingKind]:
    """What the check says of a repository on disk."""
    request = Request(
        snapshot=open_snapshot(folder, {}),
        as_of=AS_OF,
        profile=Profile.CERTIFICATION,
        select=frozenset({CHECK}),
    )
    judgement = run(request, load_offer(installed=False).kit)
    return {each.kind for item in judgement.results for each in item.result.findings}


def test_the_commit_of_the_script_is_in_the_history(tmp_path: Path) -> None:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / path).write_bytes(data)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Begin")
    for commit, expected in (
        (git(tmp_path, "rev-parse", "HEAD"), FindingKind.CONFORMITY),
        ("0123456789abcdef", FindingKind.FAILURE),
    ):
        stated = changed("aims.yaml", "#clean}", f"#clean, commit: '{commit}'}}")["aims.yaml"]
        (tmp_path / "aims.yaml").write_text(str(stated), "utf-8")
        assert outcomes(tmp_path) == {expected}


def test_without_history_a_commit_is_not_assessed() -> None:
    files = changed("aims.yaml", "#clean}", "#clean, commit: 0a1b2c3d}")
    assert kinds(CHECK, files) == {FindingKind.NOT_ASSESSED}
