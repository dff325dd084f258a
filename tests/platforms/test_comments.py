"""One comment on a change, written and kept up to date on platforms that behave or do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from aims_gate.model import Environment, Network
from aims_gate.platforms.client import Limits
from aims_gate.platforms.collect import ask
from aims_gate.platforms.comments import LONGEST, keep_comment, mark_of
from aims_gate.platforms.record import Refused, Unanswered

from .server import TOKEN, FakePlatform, Reply, as_json

QUICK = Limits(connect=0.5, read=0.5, total=5, pause=0.01, longest_pause=0.2, pages=4)

GITHUB = "/repos/bank/loans/issues/7/comments"
GITLAB = "/projects/31/merge_requests/7/notes"
OWN = 41898282
REPORT = "### aims-gate: the gate fails\n"
MARK = "<!-- aims-gate: loans -->"


def github(fake: FakePlatform) -> dict[str, str]:
    fake.says("POST /graphql", {"data": {"viewer": {"databaseId": OWN}}})
    return {
        "GITHUB_REPOSITORY": "bank/loans",
        "GITHUB_API_URL": fake.url,
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_REF": "refs/pull/7/merge",
    }


def gitlab(fake: FakePlatform) -> dict[str, str]:
    fake.says("/user", {"id": OWN, "username": "project_31_bot"})
    return {
        "CI_PROJECT_ID": "31",
        "CI_API_V4_URL": fake.url,
        "GITLAB_TOKEN": TOKEN,
        "CI_MERGE_REQUEST_IID": "7",
    }


def keep(variables: Mapping[str, str], report: str = REPORT, category: str = "loans") -> bool:
    question = Environment(variables), Network(True)
    return ask(*question, lambda api: keep_comment(api, category, report), QUICK)


def refusal(variables: Mapping[str, str], report: str = REPORT) -> Unanswered:
    with pytest.raises(Unanswered) as caught:
        keep(variables, report)
    assert TOKEN not in caught.value.reason + caught.value.fix
    return caught.value


def comment(number: int, body: str, account: int = OWN) -> Any:
    return {"id": number, "body": body, "user": {"id": account}, "author": {"id": account}}


def test_the_first_comment_on_github(fake: FakePlatform) -> None:
    variables = github(fake)
    fake.says(GITHUB, [comment(1, "Please have a look", 5)])
    fake.says(f"POST {GITHUB}", as_json(comment(2, ""), 201))
    assert keep(variables)
    assert fake.told[1:] == [("POST", GITHUB, {"body": f"{MARK}\n{REPORT}"})]
    assert {headers["Authorization"] for _, headers in fake.asked} == {f"Bearer {TOKEN}"}


def test_the_first_note_on_gitlab(fake: FakePlatform) -> None:
    variables = gitlab(fake)
    fake.says(GITLAB, [comment(1, "Please have a look", 5)])
    fake.says(f"POST {GITLAB}", as_json(comment(2, ""), 201))
    assert keep(variables)
    assert fake.told == [("POST", GITLAB, {"body": f"{MARK}\n{REPORT}"})]
    assert {headers["PRIVATE-TOKEN"] for _, headers in fake.asked} == {TOKEN}


def following(fake: FakePlatform, path: str) -> Mapping[str, str]:
    return {"Link": f'<{fake.url}{path}?page=2>; rel="next"'}


STRANGERS = [
    comment(11, f"{MARK}\nwritten by somebody else", 5),
    comment(12, f"what is this?\n> {MARK}\n> of the same account"),
    comment(13, "<!-- aims-gate: loans-2 -->\nof another category"),
]


def test_its_own_comment_is_changed_on_whatever_page(fake: FakePlatform) -> None:
    variables = github(fake)
    first = as_json(STRANGERS, headers=following(fake, GITHUB))
    fake.says(f"{GITHUB}?per_page=100", first)
    fake.says(f"{GITHUB}?page=2", [comment(14, f"{MARK}\nbefore"), comment(15, f"{MARK}\ntwin")])
    fake.says("PATCH /repos/bank/loans/issues/comments/14", comment(14, ""))
    assert not keep(variables)
    written = ("PATCH", "/repos/bank/loans/issues/comments/14", {"body": f"{MARK}\n{REPORT}"})
    assert fake.told[1:] == [written]


def test_its_own_note_is_changed_on_whatever_page(fake: FakePlatform) -> None:
    variables = gitlab(fake)
    fake.says(f"{GITLAB}?per_page=100", as_json(STRANGERS, headers=following(fake, GITLAB)))
    fake.says(f"{GITLAB}?page=2", [comment(14, f"{MARK}\r\nbefore")])
    fake.says(f"PUT {GITLAB}/14", comment(14, ""))
    assert not keep(variables)
    assert fake.told == [("PUT", f"{GITLAB}/14", {"body": f"{MARK}\n{REPORT}"})]


def test_pages_after_its_own_comment_are_not_asked_for(fake: FakePlatform) -> None:
    variables = github(fake)
    endless = as_json([comment(1, f"{MARK}\n")], headers=following(fake, GITHUB))
    fake.says(GITHUB, endless)
    fake.says("PATCH /repos/bank/loans/issues/comments/1", comment(1, ""))
    assert not keep(variables)
    assert fake.paths.count(GITHUB) == 1


def test_more_comments_than_are_read(fake: FakePlatform) -> None:
    variables = github(fake)
    fake.says(GITHUB, as_json([], headers=following(fake, GITHUB)))
    assert "list without end" in refusal(variables).reason
    assert len(fake.told) == 1


def test_nothing_in_a_category_ends_the_mark() -> None:
    assert mark_of("a--> <b>\n") == "<!-- aims-gate: a--%3E %3Cb%3E%0A -->"
    assert mark_of("café/x") == "<!-- aims-gate: caf%C3%A9/x -->"


def test_on_a_server_of_ones_own_the_query_goes_beside_the_version(fake: FakePlatform) -> None:
    variables = github(fake) | {"GITHUB_API_URL": f"{fake.url}/api/v3"}
    fake.says("POST /api/graphql", {"data": {"viewer": {"databaseId": OWN}}})
    fake.says(f"/api/v3{GITHUB}", [])
    fake.says(f"POST /api/v3{GITHUB}", as_json({}, 201))
    assert keep(variables)


@pytest.mark.parametrize("answer", [{"data": None}, {"errors": [{"message": "no"}]}, {"data": {}}])
def test_a_token_of_nobody_changes_nothing(fake: FakePlatform, answer: object) -> None:
    variables = github(fake)
    fake.says("POST /graphql", answer)
    fake.says(GITHUB, [comment(1, f"{MARK}\n", 0)])
    assert "whose token" in refusal(variables).reason
    assert len(fake.told) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_token_that_may_only_read(fake: FakePlatform, status: int) -> None:
    variables = github(fake)
    fake.says(GITHUB, [])
    fake.says(f"POST {GITHUB}", as_json({"message": f"Not for {TOKEN}"}, status))
    found = refusal(variables)
    assert isinstance(found, Refused)
    assert found.reason == f"127.0.0.1 does not let this token write it (status {status})"
    assert "pull-requests: write" in found.fix
    assert len(fake.told) == 2


def test_a_token_of_gitlab_that_may_only_read(fake: FakePlatform) -> None:
    variables = gitlab(fake)
    fake.says(GITLAB, [comment(3, MARK)])
    fake.says(f"PUT {GITLAB}/3", as_json({}, 403))
    assert "scope api, role Reporter" in refusal(variables).fix


def test_a_job_token_is_not_enough(fake: FakePlatform) -> None:
    variables = gitlab(fake) | {"GITLAB_TOKEN": "", "CI_JOB_TOKEN": TOKEN}
    fake.says("/user", as_json({}, 401))
    assert "set GITLAB_TOKEN" in refusal(variables).fix


@pytest.mark.parametrize(
    "refusal", [Reply(429), as_json({}, 403, {"Retry-After": "0"})], ids=["429", "403"]
)
def test_what_the_platform_took_not_is_sent_again(fake: FakePlatform, refusal: Reply) -> None:
    """It is not looked for first: the platform says that it has done nothing."""
    variables = github(fake)
    fake.says(GITHUB, [])
    fake.says(f"POST {GITHUB}", refusal, as_json({}, 201))
    assert keep(variables)
    assert [method for method, *_ in fake.told] == ["POST"] * 3


@pytest.mark.parametrize(
    "lost",
    [Reply(502), Reply(503), Reply(delay=2), Reply(201, b'{"id": 3', length=4_000)],
    ids=["502", "503", "late", "truncated"],
)
def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(
    fake: FakePlatform, lost: Reply
) -> None:
    variables = github(fake)
    fake.says(GITHUB, as_json([]), as_json([comment(3, f"{MARK}\n")]))
    fake.says(f"POST {GITHUB}", lost)
    fake.says("PATCH /repos/bank/loans/issues/comments/3", comment(3, ""))
    assert not keep(variables)
    assert [path for _, path, _ in fake.told].count(GITHUB) == 1


def test_what_is_lost_twice_is_given_up(fake: FakePlatform) -> None:
    variables = gitlab(fake)
    fake.says(GITLAB, [])
    fake.says(f"POST {GITLAB}", Reply(500))
    assert "status 500" in refusal(variables).reason
    assert len(fake.told) == 2


def test_a_change_that_fails_is_made_again(fake: FakePlatform) -> None:
    variables = github(fake)
    fake.says(GITHUB, [comment(3, MARK)])
    change = "PATCH /repos/bank/loans/issues/comments/3"
    fake.says(change, Reply(502), Reply(200, b"{", length=90), comment(3, ""))
    assert not keep(variables)
    assert len(fake.told) == 4


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(422), "status 422"),
        (Reply(201, b"<html>"), "no JSON"),
        (Reply(302, headers={"Location": "/elsewhere"}), "does not say to write there"),
        (Reply(307, headers={"Location": "http://127.0.0.2/a"}), "another host"),
    ],
)
def test_odd_answers_to_what_is_written(fake: FakePlatform, reply: Reply, says: str) -> None:
    variables = github(fake)
    fake.says(GITHUB, [])
    fake.says(f"POST {GITHUB}", reply)
    assert says in refusal(variables).reason


def test_a_repository_that_was_renamed(fake: FakePlatform) -> None:
    variables = github(fake)
    fake.says(GITHUB, [])
    fake.says(f"POST {GITHUB}", Reply(307, headers={"Location": "/repositories/9/comments"}))
    fake.says("POST /repositories/9/comments", as_json({}, 201))
    assert keep(variables)
    assert fake.told[-1] == ("POST", "/repositories/9/comments", {"body": f"{MARK}\n{REPORT}"})


def test_a_report_longer_than_a_comment_is_not_sent(fake: FakePlatform) -> None:
    variables = github(fake)
    fake.says(GITHUB, [])
    fake.says(f"POST {GITHUB}", as_json({}, 201))
    longest = "x" * (min(LONGEST.values()) - len(MARK) - 1)
    assert keep(variables, longest)
    assert "65,536" in refusal(variables, f"{longest}x").reason
    assert len(fake.told) == 2


def test_a_run_about_no_change_asks_nobody(fake: FakePlatform) -> None:
    variables = github(fake) | {"GITHUB_REF": "refs/heads/main"}
    assert "no pull or merge request" in refusal(variables).reason
    assert fake.asked == []
