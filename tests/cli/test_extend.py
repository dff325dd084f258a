"""``aims-gate extend``: the policy of an organisation, fetched once, copied and pinned."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aims_gate.cli.extend_command import LIMIT

from ..git_commands import git
from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]
PARENT = "profile: standard\nfixed: [profile]\n"
FILES = {
    "aims.yaml": "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n",
    "src/a.py": "import torch\n",
}


class Pages(BaseHTTPRequestHandler):
    """A few pages, good and bad."""

    def do_GET(self) -> None:
        moved, body = self.path == "/moved", b"x" * (LIMIT + 9) if self.path == "/huge" else b""
        body = body or (PARENT if self.path == "/policy" else "profile: standart\n").encode()
        self.send_response(302 if moved else 404 if self.path == "/gone" else 200)
        if moved:
            self.send_header("Location", "https://elsewhere.example/policy")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def organisation(tmp_path: Path) -> tuple[Path, str]:
    """A repository with a policy, and the commit that has it."""
    folder = tmp_path / "organisation"
    folder.mkdir()
    (folder / "gate.yaml").write_text(PARENT, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Policy")
    return folder, git(folder, "rev-parse", "HEAD")


def builds_on_it(gate: Gate, folder: Path) -> None:
    copy = folder / "policies/organisation.yaml"
    assert copy.read_text("utf-8") == PARENT
    digest = hashlib.sha256(PARENT.encode()).hexdigest()
    assert f"digest: sha256:{digest}" in (folder / "aims-gate.yaml").read_text("utf-8")
    report = gate("check", folder, "--format=json", "--as-of=2026-11-22").json
    assert report["policy"]["profile"] == "standard"


def test_from_an_address(gate: Gate, project: Project, web: str) -> None:
    folder = project(FILES)
    assert gate("extend", f"{web}/policy", cwd=folder).status == 0
    builds_on_it(gate, folder)
    assert gate("extend", f"{web}/policy", cwd=folder).status == 0
    assert (folder / "aims-gate.yaml").read_text("utf-8").count("extends:") == 1


def test_from_a_commit(gate: Gate, project: Project, organisation: tuple[Path, str]) -> None:
    repository, commit = organisation
    folder = project({**FILES, "aims-gate.yaml": "fail_on: warning\n"})
    address = f"git+file://{repository}@{commit}#gate.yaml"
    done = gate("extend", address, cwd=folder)
    assert done.status == 0, done.err
    builds_on_it(gate, folder)
    assert "fail_on: warning" in (folder / "aims-gate.yaml").read_text("utf-8")
    gone = gate("extend", address.replace("gate.yaml", "none.yaml"), cwd=folder)
    assert gone.status == 2


def test_git_may_be_set_to_use_no_bare_repository_by_itself(
    gate: Gate, project: Project, organisation: tuple[Path, str], tmp_path: Path
) -> None:
    repository, commit = organisation
    (tmp_path / ".gitconfig").write_text("[safe]\nbareRepository = explicit\n", encoding="utf-8")
    folder = project(FILES)
    address = f"git+file://{repository}@{commit}#gate.yaml"
    done = gate("extend", address, cwd=folder, HOME=str(tmp_path))
    assert done.status == 0, done.err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("WEB/gone", "answered 404"),
        ("WEB/moved", "answered 302"),
        ("WEB/huge", "larger than 1 MiB"),
        ("WEB/bad", "did you mean 'standard'"),
        ("http://policies.example/x", "no https address"),
        ("file:///etc/passwd", "no https address"),
        ("git+https://host/repository@main#x", "full commit id"),
        ("git+ext::sh@" + "0" * 40 + "#x", "full commit id"),
        ("https://127.0.0.1:1/x", "cannot be asked"),
    ],
)
def test_what_is_no_policy_is_refused(
    gate: Gate, project: Project, web: str, address: str, told: str
) -> None:
    folder = project({**FILES, "aims-gate.yaml": "fail_on: warning\n"})
    done = gate("extend", address.replace("WEB", web), cwd=folder)
    assert done.status == 2
    assert told in done.err
    assert (folder / "aims-gate.yaml").read_text("utf-8") == "fail_on: warning\n"
    assert not (folder / "policies").exists()


@pytest.mark.parametrize("file", ["/tmp/x.yaml", "../x.yaml"])
def test_the_copy_stays_in_the_folder(gate: Gate, project: Project, web: str, file: str) -> None:
    folder = project(FILES)
    assert gate("extend", f"{web}/policy", f"--file={file}", cwd=folder).status == 2
