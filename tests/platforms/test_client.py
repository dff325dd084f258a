"""One question at a time, to a platform that behaves well, badly, or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from aims_gate.model import Environment, Network
from aims_gate.platforms.client import Api, Limits
from aims_gate.platforms.collect import ask
from aims_gate.platforms.record import Unanswered

from .server import TOKEN, FakePlatform, Reply, as_json

QUICK = Limits(connect=0.5, read=0.3, total=3, pause=0.01, longest_pause=0.2, body=5_000, pages=4)
ITEMS = "/repos/bank/loans/items"


def asked(fake: FakePlatform, question: Callable[[Api], object], limits: Limits = QUICK) -> object:
    environment = Environment(
        {"GITHUB_REPOSITORY": "bank/loans", "GITHUB_API_URL": fake.url, "GITHUB_TOKEN": TOKEN}
    )
    return ask(environment, Network(True), question, limits)


def one(api: Api) -> object:
    return api.get("repos/bank/loans/items")


def every(api: Api) -> object:
    return api.all("repos/bank/loans/items")


def reason(fake: FakePlatform, question: Callable[[Api], object] = one) -> str:
    """Why there is no answer; neither that nor the fix shows the token."""
    with pytest.raises(Unanswered) as caught:
        asked(fake, question)
    assert caught.value.fix
    assert TOKEN not in caught.value.reason + caught.value.fix
    return caught.value.reason


def test_an_answer_and_what_is_sent(fake: FakePlatform) -> None:
    fake.says(ITEMS, {"id": 1})
    assert asked(fake, one) == {"id": 1}
    _, headers = fake.asked[0]
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["User-Agent"].startswith("aims-gate/")


def test_pages_are_followed_to_the_last(fake: FakePlatform) -> None:
    following = f'<{fake.url}{ITEMS}?page=2>; rel="next", <{fake.url}{ITEMS}?page=2>; rel="last"'
    fake.says(f"{ITEMS}?per_page=100", as_json([{"id": 1}], headers={"Link": following}))
    back = f'<{fake.url}{ITEMS}?page=1>; rel="prev"'
    fake.says(f"{ITEMS}?page=2", as_json([{"id": 2}], headers={"Link": back}))
    assert asked(fake, every) == [{"id": 1}, {"id": 2}]


def test_pages_without_end_are_not(fake: FakePlatform) -> None:
    fake.says(ITEMS, as_json([], headers={"Link": f'<{fake.url}{ITEMS}?page=9>; rel="next"'}))
    assert "list without end" in reason(fake, every)
    assert len(fake.asked) == QUICK.pages


@pytest.mark.parametrize("link", ["http://127.0.0.2/a", "//localhost/a", "file:///etc/passwd"])
def test_a_page_on_another_host_is_not_asked_for(fake: FakePlatform, link: str) -> None:
    fake.says(ITEMS, as_json([], headers={"Link": f'<{link}>; rel="next"'}))
    assert "another host" in reason(fake, every)


def test_a_page_at_another_port_is_that_of_another_program(fake: FakePlatform) -> None:
    port = urlsplit(fake.url).port or 0
    link = f"http://127.0.0.1:{port - 1}/a"
    fake.says(ITEMS, as_json([], headers={"Link": f'<{link}>; rel="next"'}))
    assert "another host" in reason(fake, every)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/a", "//localhost/a", "https://127.0.0.1/", "file:///etc/passwd"]
)
def test_a_redirect_to_another_host_is_not_followed(fake: FakePlatform, target: str) -> None:
    fake.says(ITEMS, Reply(302, headers={"Location": target}))
    assert "another host" in reason(fake)
    assert fake.paths == [ITEMS]


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(fake: FakePlatform) -> None:
    fake.says(ITEMS, Reply(301, headers={"Location": "/repositories/7/items"}))
    fake.says("/repositories/7/items", {"id": 7})
    assert asked(fake, one) == {"id": 7}
    fake.says("/repositories/7/items", Reply(301, headers={"Location": ITEMS}))
    assert "redirects without end" in reason(fake)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_is_refused_is_not_asked_again(fake: FakePlatform, status: int) -> None:
    fake.says(ITEMS, as_json({"message": f"Bad credentials {TOKEN}"}, status))
    assert f"status {status}" in reason(fake)
    assert len(fake.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(fake: FakePlatform, status: int) -> None:
    fake.says(ITEMS, Reply(status), {"id": 1})
    assert asked(fake, one) == {"id": 1}


def test_what_does_not_pass_is_given_up(fake: FakePlatform) -> None:
    fake.says(ITEMS, Reply(500))
    assert "status 500" in reason(fake)
    assert len(fake.asked) == QUICK.attempts


def test_retry_after_is_kept_within_bounds(fake: FakePlatform) -> None:
    limits = Limits(pause=0.01, longest_pause=2, total=5)
    fake.says(ITEMS, Reply(429, headers={"Retry-After": "1"}), {"id": 1})
    started = time.monotonic()
    assert asked(fake, one, limits) == {"id": 1}
    assert time.monotonic() - started >= 1
    fake.says(ITEMS, Reply(429, headers={"Retry-After": "3600"}), {"id": 1})
    assert "status 429" in reason(fake)
    fake.says(ITEMS, as_json({}, 403, {"Retry-After": "3600"}), {"id": 1})
    assert "status 403" in reason(fake)


def test_a_rate_that_is_used_up_is_not_waited_for(fake: FakePlatform) -> None:
    fake.says(ITEMS, as_json({}, 403, {"X-RateLimit-Remaining": "0"}), {"id": 1})
    assert "status 403" in reason(fake)
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(delay=1), "took too long"),
        (Reply(body=b'{"id": 1', length=4_000), "cannot be reached"),
        (Reply(body=b"[" * 100_000), "more than is read"),
        (Reply(body=b"[" * 4_900), "no JSON"),
        (Reply(body=b"<html>"), "no JSON"),
        (Reply(body=b"[]"), "no object"),
        (Reply(body=json.dumps({"login": TOKEN}).encode()), "the token that it was asked with"),
        (Reply(418), "status 418"),
        (Reply(204), "status 204"),
    ],
)
def test_odd_answers(fake: FakePlatform, reply: Reply, says: str) -> None:
    fake.says(ITEMS, reply)
    assert says in reason(fake)


def test_a_platform_that_drips_does_not_hold_the_run(fake: FakePlatform) -> None:
    fake.says(ITEMS, Reply(body=json.dumps({"id": "x" * 900}).encode(), drip=0.05))
    started = time.monotonic()
    with pytest.raises(Unanswered, match="took too long"):
        asked(fake, one, Limits(read=1, total=0.5, attempts=1))
    assert time.monotonic() - started < 2


def test_nobody_listens() -> None:
    gone = FakePlatform(url="http://127.0.0.1:1")
    assert "cannot be reached" in reason(gone)


def test_a_crash_of_a_question_is_not_hidden(fake: FakePlatform) -> None:
    def crash(api: Api) -> object:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asked(fake, crash)


def test_nothing_is_sent_without_leave(fake: FakePlatform) -> None:
    environment = Environment({"GITHUB_REPOSITORY": "a/b", "GITHUB_API_URL": fake.url})
    with pytest.raises(Unanswered, match="--online"):
        ask(environment, Network(False), one)
    with pytest.raises(Unanswered, match="no GITHUB_TOKEN"):
        ask(environment, Network(True), one)
    assert fake.asked == []
