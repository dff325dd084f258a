"""Which platform is asked: what the environment says, and what it must not."""

from __future__ import annotations

import pytest

from aims_gate.platforms.address import Kind, leads_inward, platform_of
from aims_gate.platforms.record import Unanswered

from .server import TOKEN

GITHUB = {"GITHUB_REPOSITORY": "bank/loans", "GITHUB_TOKEN": TOKEN}
GITLAB = {"CI_PROJECT_ID": "12", "CI_API_V4_URL": "https://git.bank.example/api/v4"}


def test_github_with_its_pull_request() -> None:
    found = platform_of({**GITHUB, "GITHUB_REF": "refs/pull/7/merge"})
    assert (found.kind, found.base, found.host) == (
        Kind.GITHUB,
        "https://api.github.com",
        "api.github.com",
    )
    assert (found.project, found.change) == ("bank/loans", 7)
    assert (found.header, found.token) == ("Authorization", f"Bearer {TOKEN}")
    assert TOKEN not in repr(found)


def test_a_queue_names_its_pull_request_and_a_push_none() -> None:
    queued = f"refs/heads/gh-readonly-queue/main/pr-12-{'a' * 40}"
    found = platform_of({**GITHUB, "GITHUB_REF": queued, "GITHUB_SHA": "b" * 40})
    assert (found.change, found.queued) == (12, "b" * 40)
    pushed = {**GITHUB, "GITHUB_REF": "refs/heads/main", "GITHUB_SHA": "b" * 40}
    assert (platform_of(pushed).change, platform_of(pushed).queued) == (None, None)
    other = {"GITHUB_REPOSITORY": "bank/loans", "GH_TOKEN": "other"}
    assert platform_of(other).token == "Bearer other"


def test_gitlab_with_its_merge_request() -> None:
    variables = {**GITLAB, "GITLAB_TOKEN": TOKEN, "CI_JOB_TOKEN": "job"}
    found = platform_of({**variables, "CI_MERGE_REQUEST_IID": "3"})
    assert (found.kind, found.project, found.change) == (Kind.GITLAB, "12", 3)
    assert (found.header, found.token) == ("PRIVATE-TOKEN", TOKEN)
    job = platform_of({**GITLAB, "CI_JOB_TOKEN": "job"})
    assert (job.header, job.token, job.change) == ("JOB-TOKEN", "job", None)


def test_a_fork_s_request_is_asked_for_where_it_goes() -> None:
    variables = {**GITLAB, "GITLAB_TOKEN": TOKEN, "CI_MERGE_REQUEST_PROJECT_ID": "99"}
    assert platform_of(variables).project == "99"


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, "not told which repository"),
        ({"GITHUB_REPOSITORY": "bank/loans"}, "no GITHUB_TOKEN"),
        (GITLAB, "no GITLAB_TOKEN"),
        ({**GITHUB, "GITHUB_TOKEN": "a\nb"}, "GITHUB_TOKEN holds nothing"),
        ({**GITHUB, "GITHUB_REPOSITORY": "bank/../x"}, "GITHUB_REPOSITORY holds nothing"),
        ({**GITHUB, "GITHUB_REPOSITORY": "bank/a?b"}, "GITHUB_REPOSITORY holds nothing"),
        ({**GITLAB, "CI_PROJECT_ID": "a/b", "CI_JOB_TOKEN": "t"}, "CI_PROJECT_ID holds nothing"),
        ({**GITHUB, "GITHUB_API_URL": "http://api.github.com"}, "does not begin with https"),
        ({**GITHUB, "GITHUB_API_URL": "http://127.0.0.1.example"}, "does not begin with https"),
        ({**GITHUB, "GITHUB_API_URL": "file:///etc"}, "holds nothing"),
        ({**GITHUB, "GITHUB_API_URL": "https://a@b/"}, "holds nothing"),
        ({**GITHUB, "GITHUB_API_URL": "https://["}, "holds nothing"),
        ({**GITHUB, "GITHUB_API_URL": "https://a/?b"}, "holds nothing"),
    ],
)
def test_what_cannot_be_asked(variables: dict[str, str], says: str) -> None:
    with pytest.raises(Unanswered, match=says) as caught:
        platform_of(variables)
    assert caught.value.fix
    assert TOKEN not in caught.value.reason + caught.value.fix


def test_a_proxy_is_used_but_not_for_this_machine() -> None:
    proxy = {"HTTPS_PROXY": "http://user:secret@proxy:3128"}
    found = platform_of({**GITHUB, **proxy})
    assert found.proxy == proxy["HTTPS_PROXY"]
    assert "secret" not in repr(found)
    assert platform_of({**GITHUB, **proxy, "NO_PROXY": ".github.com"}).proxy is None
    assert platform_of({**GITHUB, **proxy, "NO_PROXY": "hub.com"}).proxy == proxy["HTTPS_PROXY"]
    here = {**GITHUB, **proxy, "GITHUB_API_URL": "http://127.0.0.1:9"}
    assert platform_of(here).proxy is None


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "[fe80::1]", "224.0.0.1"])
def test_services_of_the_network_are_not_asked(host: str) -> None:
    assert leads_inward(platform_of({**GITHUB, "GITHUB_API_URL": f"https://{host}"}))
    assert not leads_inward(platform_of({**GITHUB, "GITHUB_API_URL": "http://127.0.0.1:9"}))
