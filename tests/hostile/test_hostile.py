"""No repository makes the gate hang, swell, crash, run anything or tell a secret."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from aims_gate.cli.app import app

from .bounded import check, printed, run
from .threats import THREATS, lay, link, put


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The small repository, in a folder of its own."""
    folder = tmp_path / "repository"
    folder.mkdir()
    lay(folder)
    return folder


@pytest.mark.parametrize("threat", THREATS)
def test_the_gate_ends_in_time_with_an_answer(top: Path, threat: str) -> None:
    THREATS[threat](top)
    ran = check(top)
    assert ran.status in (1, 2)
    assert (ran.err == "") == bool(list((top.parent / "reports").glob("*")))
    assert ran.err.count("\n") <= 3
    assert {each.name for each in top.parent.iterdir()} <= {"repository", "reports", "cache"}
    assert "root:" not in "".join(printed(ran, top).values())  # of /etc/passwd


@pytest.mark.parametrize("threat", ["size: a million keys", "bomb: aliases in the manifest"])
@pytest.mark.parametrize("command", ["inventory", "soa", "init --output -", "baseline"])
def test_so_do_the_other_commands(top: Path, threat: str, command: str) -> None:
    THREATS[threat](top)
    assert run(top, *command.split()).status in (0, 1, 2)
    assert not (top.parent / "trace").exists()


def test_what_is_too_large_to_read_is_not_taken_for_good(top: Path) -> None:
    """Over a bound nothing is known, and that decides: it neither passes nor hides the rest."""
    for threat in ("size: a sparse document", "size: sparse data"):
        THREATS[threat](top)
    ran = check(top)
    assert ran.status in (1, 2)
    assert "governance/people.yaml" in ran.out


SECRETS = {
    name: f"s3cr3t-{number}-{'x' * 20}"
    for number, name in enumerate(
        """
        GITHUB_TOKEN GH_TOKEN ACTIONS_RUNTIME_TOKEN ACTIONS_ID_TOKEN_REQUEST_TOKEN GITLAB_TOKEN
        CI_JOB_TOKEN CI_REGISTRY_PASSWORD AIMS_GATE_TOKEN OPENAI_API_KEY ANTHROPIC_API_KEY HF_TOKEN
        AWS_SECRET_ACCESS_KEY AZURE_CLIENT_SECRET GOOGLE_API_KEY MLFLOW_TRACKING_PASSWORD
        DATABASE_URL PIP_INDEX_URL NETRC SSH_AUTH_SOCK GIT_ASKPASS
        """.split()
    )
}


@pytest.mark.parametrize("threat", [None, "depth: YAML", "bytes: no text", "git: a damaged index"])
def test_no_secret_of_the_environment_is_told(top: Path, threat: str | None) -> None:
    if threat:
        THREATS[threat](top)
    told = {name: "${" + name + "} $" + name + " {" + name + "}" for name in SECRETS}
    put("governance/secrets.md", "\n".join(told.values()))(top)
    named = " ".join(told.values())
    put("governance/policy.md", f"---\nkind: ai-policy\ntitle: '{named}'\n---\n# {named}\n")(top)
    ran = check(top, **SECRETS, AIMS_GATE_DEBUG="")
    for place, text in printed(ran, top).items():
        for name, secret in SECRETS.items():
            assert secret not in text, f"{name} in {place}"


def test_a_secret_in_an_address_is_not_told(top: Path) -> None:
    secret = "s3cr3t-in-an-address"
    addresses = {
        "HTTPS_PROXY": f"http://ann:{secret}@127.0.0.1:9",
        "GITHUB_API_URL": f"https://ann:{secret}@127.0.0.1:9",
        "GITHUB_SERVER_URL": f"https://ann:{secret}@127.0.0.1:9",
        "CI_API_V4_URL": f"https://ann:{secret}@127.0.0.1:9",
        "GITHUB_TOKEN": secret,
        "GITHUB_REPOSITORY": "bank/desk",
        "GITHUB_ACTIONS": "true",
    }
    ran = check(top, "--online", **addresses)
    assert ran.status in (1, 2)
    for place, text in printed(ran, top).items():
        assert secret not in text, place


def test_the_network_is_not_touched(
    top: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Addresses of hubs, schemas and documents are names: nobody looks them up."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network was touched")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    put("governance/policy.md", "---\nkind: ai-policy\n---\n![x](https://evil.example/x.png)\n")(
        top
    )
    put("bom.cdx.xml", '<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><x/>')(top)
    put("reports/eval.json", '{"$schema": "https://evil.example/s.json"}')(top)
    put("src/x.py", "from transformers import pipeline\npipeline(model='evil/model')\n")(top)
    arguments = ["check", str(top), "--profile", "certification", "--no-cache", "--jobs", "1"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code in (1, 2)


def test_a_report_goes_to_no_place_that_the_tree_chose(top: Path) -> None:
    outside = top.parent / "outside"
    outside.mkdir()
    link("reports", str(outside))(top)
    ran = run(top, "check", ".", "--format=json=reports/report.json")
    assert list(outside.iterdir()) == [] or ran.status in (1, 2)
