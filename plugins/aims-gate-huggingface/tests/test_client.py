"""One question at a time, against a hub that behaves well, badly, or not at all."""

from __future__ import annotations

import pytest

from aims_gate_huggingface.answers import Absent, Answer, Found, Question, Unanswered
from aims_gate_huggingface.client import Hub, Limits
from aims_gate_huggingface.endpoint import endpoint_of

from .conftest import HEAD, TOKEN, FakeHub, Reply, as_json, found

QUICK = Limits(connect=0.3, read=0.3, total=5, pause=0.01, longest_pause=0.2, body=5_000)
MODEL = "openai/whisper-small"


def ask(hub: FakeHub, model: str = MODEL, revision: str | None = None, token: str = "") -> Answer:
    endpoint = endpoint_of({"HF_ENDPOINT": hub.url, "HF_TOKEN": token})
    return Hub(endpoint, QUICK).ask(Question(model, revision))


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unanswered)
    assert answer.fix
    return answer.reason


def test_a_model_that_exists(hub: FakeHub) -> None:
    hub.has(MODEL, cardData={"license": "apache-2.0"}, tags=["license:mit"])
    assert ask(hub) == Found(MODEL, HEAD, ("apache-2.0",))
    assert hub.asked[0][0] == f"/api/models/{MODEL}?expand=sha&expand=cardData&expand=tags"


def test_a_model_that_does_not_exist(hub: FakeHub) -> None:
    assert ask(hub, token=TOKEN) == Absent()
    hub.says(MODEL, as_json({"error": "Repository not found"}, 404))
    assert ask(hub) == Absent()


def test_a_revision_that_exists_and_one_that_does_not(hub: FakeHub) -> None:
    hub.has(MODEL, "b" * 40, commit="b" * 40)
    assert ask(hub, revision="b" * 40) == Found(MODEL, "b" * 40)
    assert ask(hub, revision="c" * 40) == Absent()


def test_names_are_encoded(hub: FakeHub) -> None:
    hub.says(f"{MODEL}/revision/refs%2Fpr%2F1", found(MODEL))
    assert ask(hub, revision="refs/pr/1") == Found(MODEL, HEAD)
    hub.says(f"{MODEL}/revision/a%3Fb%23c%25d%C3%A9", found(MODEL))
    assert ask(hub, revision="a?b#c%dé") == Found(MODEL, HEAD)


@pytest.mark.parametrize(
    ("model", "revision"),
    [
        ("openai/whisper/small", None),
        ("../secret", None),
        ("a/..", None),
        ("a/b?c", None),
        ("a b", None),
        ("https://elsewhere.example/a", None),
        ("", None),
        ("a/b\n", None),
        ("a" * 97, None),
        (MODEL, "."),
        (MODEL, "../../secret"),
        (MODEL, "a\r\nX: y"),
        (MODEL, "a" * 256),
    ],
)
def test_names_that_no_hub_has_are_not_asked_about(
    hub: FakeHub, model: str, revision: str | None
) -> None:
    assert "no hub can have such a name" in reason(ask(hub, model, revision))
    assert hub.asked == []


def test_a_rename_is_followed(hub: FakeHub) -> None:
    hub.says("old/name", Reply(307, headers={"Location": "/api/models/new/name"}))
    hub.has("new/name")
    assert ask(hub, "old/name") == Found("new/name", HEAD)
    hub.says("old/name", Reply(301, headers={"Location": f"{hub.url}/api/models/new/name?a=b"}))
    assert ask(hub, "old/name") == Found("new/name", HEAD)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/api/models/a/b",
        "//localhost/api/models/a/b",
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "http://[",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(hub: FakeHub, target: str) -> None:
    hub.says(MODEL, Reply(307, headers={"Location": target}))
    assert reason(ask(hub, token=TOKEN))
    assert hub.paths == [f"/api/models/{MODEL}"]


def test_a_circle_of_redirects_ends(hub: FakeHub) -> None:
    hub.says(MODEL, Reply(307, headers={"Location": f"/api/models/{MODEL}"}))
    assert "redirects without end" in reason(ask(hub))
    assert len(hub.asked) == QUICK.redirects + 1


@pytest.mark.parametrize("status", [401, 403])
def test_without_a_token_absent_and_private_look_alike(hub: FakeHub, status: int) -> None:
    hub.says(MODEL, as_json({"error": "Invalid username or password."}, status))
    answer = ask(hub)
    assert "hides it from those without a token" in reason(answer)
    assert "HF_TOKEN" in str(answer)
    assert "Authorization" not in hub.asked[0][1]


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_may_not_read_the_model(hub: FakeHub, status: int) -> None:
    hub.says(MODEL, as_json({"error": f"Bad {TOKEN}"}, status, {"X-Error-Code": "GatedRepo"}))
    answer = ask(hub, token=TOKEN)
    assert "account of HF_TOKEN" in reason(answer)
    assert hub.asked[0][1]["Authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in repr(answer)


@pytest.mark.parametrize(
    "busy",
    [
        Reply(429, headers={"Retry-After": "0"}),
        Reply(429, headers={"RateLimit": '"api";r=0;t=0'}),
        Reply(429),
        Reply(500),
        Reply(503, headers={"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}),
        Reply(502, headers={"Retry-After": "-5"}),
    ],
)
def test_what_may_pass_is_asked_again(hub: FakeHub, busy: Reply) -> None:
    hub.says(MODEL, busy, busy, found(MODEL))
    assert ask(hub) == Found(MODEL, HEAD)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_does_not_pass_is_given_up(hub: FakeHub, status: int) -> None:
    hub.says(MODEL, Reply(status))
    assert f"status {status}" in reason(ask(hub))
    assert len(hub.asked) == QUICK.attempts


@pytest.mark.parametrize(
    "headers", [{"Retry-After": "3600"}, {"RateLimit": '"api";r=0;t=290'}, {"Retry-After": "9" * 9}]
)
def test_a_long_wait_is_not_waited(
    hub: FakeHub, stopwatch: list[float], headers: dict[str, str]
) -> None:
    stopwatch.append(2)
    hub.says(MODEL, Reply(429, headers=headers))
    assert "status 429" in reason(ask(hub))
    assert len(hub.asked) == 1


def test_a_short_wait_is_waited(hub: FakeHub) -> None:
    hub.says(MODEL, Reply(429, headers={"Retry-After": "1"}), found(MODEL))
    endpoint = endpoint_of({"HF_ENDPOINT": hub.url})
    patient = Limits(pause=0.01, longest_pause=1.5)
    assert Hub(endpoint, patient).ask(Question(MODEL)) == Found(MODEL, HEAD)


def test_a_slow_hub_is_given_up(hub: FakeHub, stopwatch: list[float]) -> None:
    stopwatch.append(4)
    hub.says(MODEL, Reply(delay=30))
    assert "took too long" in reason(ask(hub))
    assert len(hub.asked) == QUICK.attempts


def test_no_hub_at_all() -> None:
    # Port 1 of this machine: nobody listens there without being root.
    endpoint = endpoint_of({"HF_ENDPOINT": "http://127.0.0.1:1"})
    assert "cannot be reached" in reason(Hub(endpoint, QUICK).ask(Question(MODEL)))


def test_a_body_that_breaks_off_is_asked_for_again(hub: FakeHub) -> None:
    whole = found(MODEL)
    hub.says(MODEL, Reply(body=whole.body[:20], length=len(whole.body)), whole)
    assert ask(hub) == Found(MODEL, HEAD)
    hub.says(MODEL, Reply(body=whole.body[:20], length=len(whole.body)))
    assert "cannot be reached" in reason(ask(hub))


def test_a_body_over_the_limit_is_not_read(hub: FakeHub) -> None:
    hub.says(MODEL, found(MODEL, padding="x" * QUICK.body))
    assert "sends more than it should" in reason(ask(hub))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<!doctype html><title>Sign in</title>",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"id": 5}',
        b'{"id": "../../x y"}',
        b"[" * 2_000,
        b'{"a":' * 900,
        b"1" * 4_900,
    ],
)
def test_what_is_no_reply_of_a_hub(hub: FakeHub, body: bytes) -> None:
    hub.says(MODEL, Reply(body=body))
    assert "does not answer as a hub" in reason(ask(hub))


def test_a_404_that_is_no_hubs_says_nothing_about_the_model(hub: FakeHub) -> None:
    hub.says(MODEL, Reply(404, b"<h1>Not Found</h1>"))
    assert "does not answer as a hub" in reason(ask(hub))
    hub.says(MODEL, as_json({"detail": "Not Found"}, 404))
    assert "does not answer as a hub" in reason(ask(hub))


@pytest.mark.parametrize("status", [204, 400, 410, 418, 501])
def test_other_statuses_say_nothing_about_the_model(hub: FakeHub, status: int) -> None:
    hub.says(MODEL, Reply(status))
    assert f"status {status}" in reason(ask(hub))
    assert len(hub.asked) == 1


@pytest.mark.parametrize(
    ("fields", "licences"),
    [
        ({}, ()),
        ({"cardData": None, "tags": ["pytorch", "license:mit", 3]}, ("mit",)),
        ({"cardData": {"license": ["mit", "apache-2.0"]}}, ("mit", "apache-2.0")),
        ({"cardData": {"license": "other", "license_name": "yi-license"}}, ("yi-license",)),
        ({"cardData": {"license": "other"}}, ("other",)),
        ({"cardData": {"license": "mit", "license_name": "x"}}, ("mit",)),
        ({"cardData": {"license": 5}, "tags": "license:mit"}, ()),
        ({"cardData": {"license": " "}, "tags": ["license:"]}, ()),
        ({"cardData": {"license": "x" * 500}}, ("x" * 100,)),
        ({"cardData": {"license": ["a"] * 50}}, ("a",) * 10),
    ],
)
def test_licences_are_read_from_the_card_or_the_tags(
    hub: FakeHub, fields: dict[str, object], licences: tuple[str, ...]
) -> None:
    hub.says(MODEL, found(MODEL, HEAD, **fields))
    assert ask(hub) == Found(MODEL, HEAD, licences)


def test_a_commit_that_is_none_is_left_out(hub: FakeHub) -> None:
    hub.says(MODEL, found(MODEL, commit="main"))
    assert ask(hub) == Found(MODEL, None)


def test_netrc_and_proxies_of_the_process_are_not_used(
    hub: FakeHub, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NETRC", str(home / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    hub.has(MODEL)
    assert ask(hub) == Found(MODEL, HEAD)
    assert "Authorization" not in hub.asked[0][1]


def test_a_stated_proxy_is_used_for_other_machines(hub: FakeHub) -> None:
    endpoint = endpoint_of({"HTTPS_PROXY": hub.url, "HF_TOKEN": TOKEN})
    asked = Hub(endpoint, QUICK)
    assert asked.barred() is None
    assert "cannot be reached" in reason(asked.ask(Question(MODEL)))
    assert set(hub.paths) == {"CONNECT huggingface.co:443"}
    assert TOKEN not in str(hub.asked)


def test_certificates_that_are_not_there(hub: FakeHub) -> None:
    variables = {"HTTPS_PROXY": hub.url, "REQUESTS_CA_BUNDLE": "/nowhere/certificates.pem"}
    answer = Hub(endpoint_of(variables), QUICK).ask(Question(MODEL))
    assert "cannot be asked" in reason(answer)
