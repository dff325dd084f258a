"""Which hub is asked, and which addresses never are."""

from __future__ import annotations

import pytest

from aims_gate_huggingface.endpoint import (
    Misconfigured,
    endpoint_of,
    why_addresses_barred,
    why_barred,
)


def test_the_default_hub() -> None:
    endpoint = endpoint_of({})
    assert (endpoint.base, endpoint.host) == ("https://huggingface.co", "huggingface.co")
    assert (endpoint.token, endpoint.proxy, endpoint.certificates) == (None, None, None)
    assert not endpoint.stated


@pytest.mark.parametrize(
    ("address", "base", "host"),
    [
        ("https://hub.example/", "https://hub.example", "hub.example"),
        ("https://hub.example:8443/hf/", "https://hub.example:8443/hf", "hub.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1"),
        ("http://localhost", "http://localhost", "localhost"),
        ("http://[::1]:80", "http://[::1]:80", "::1"),
    ],
)
def test_a_stated_hub(address: str, base: str, host: str) -> None:
    endpoint = endpoint_of({"HF_ENDPOINT": address})
    assert (endpoint.base, endpoint.host, endpoint.stated) == (base, host, True)


@pytest.mark.parametrize(
    "address",
    [
        "http://hub.example",
        "http://10.0.0.1",
        "http://127.0.0.1.example",
        "ftp://hub.example",
        "file:///etc/passwd",
        "hub.example",
        "https://",
        "https://user:secret-1@hub.example",
        "https://hub.example?secret-1",
        "https://hub.example#secret-1",
        "https://hub.example:secret-1",
        "https://hub example",
        "https://[::1",
        "https://hub.example\x00",
    ],
)
def test_a_hub_that_cannot_be_used_is_not_quoted(address: str) -> None:
    with pytest.raises(Misconfigured, match="HF_ENDPOINT") as caught:
        endpoint_of({"HF_ENDPOINT": address})
    assert "secret-1" not in str(caught.value)


@pytest.mark.parametrize("token", ["a b", "secret-1\nX: y", "secrét-1"])
def test_a_token_that_is_none_is_not_quoted(token: str) -> None:
    with pytest.raises(Misconfigured, match="HF_TOKEN") as caught:
        endpoint_of({"HF_TOKEN": token})
    assert "secr" not in str(caught.value)


def test_secrets_are_not_shown() -> None:
    endpoint = endpoint_of({"HF_TOKEN": " secret-1\n", "HTTPS_PROXY": "http://a:secret-2@b"})
    assert endpoint.token == "secret-1"
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    ("direct", "used"),
    [
        ("", True),
        ("other.example", True),
        ("ingface.co", True),
        ("huggingface.co", False),
        (".co", False),
        ("a, *.co", False),
        ("*", False),
    ],
)
def test_hosts_without_a_proxy(direct: str, used: bool) -> None:
    endpoint = endpoint_of({"HTTPS_PROXY": "http://proxy.example", "NO_PROXY": direct})
    assert bool(endpoint.proxy) is used


@pytest.mark.parametrize(
    ("addresses", "default_barred", "stated_barred"),
    [
        (["3.165.1.1", "2600:9000::1"], False, False),
        ([], False, False),
        (["3.165.1.1", "10.1.2.3"], True, False),
        (["192.168.0.1"], True, False),
        (["fd00::1"], True, False),
        (["127.0.0.1"], True, True),
        (["::1"], True, True),
        (["::ffff:127.0.0.1"], True, True),
        (["169.254.169.254"], True, True),
        (["fe80::1%eth0"], True, True),
        (["0.0.0.0"], True, True),
        (["224.0.0.1"], True, True),
        (["100.64.0.1"], True, True),
        (["nonsense"], True, True),
    ],
)
def test_addresses_that_a_name_may_lead_to(
    addresses: list[str], default_barred: bool, stated_barred: bool
) -> None:
    assert bool(why_addresses_barred(addresses, stated=False)) is default_barred
    assert bool(why_addresses_barred(addresses, stated=True)) is stated_barred


def test_an_address_in_the_endpoint_is_used_as_it_is() -> None:
    assert why_barred(endpoint_of({"HF_ENDPOINT": "http://127.0.0.1:1"})) is None
    assert why_barred(endpoint_of({"HF_ENDPOINT": "https://10.0.0.1"})) is None


def test_a_name_without_an_address_is_left_to_the_connection() -> None:
    assert why_barred(endpoint_of({"HF_ENDPOINT": "https://no-such-name.invalid"})) is None


def test_another_name_of_this_machine_is_barred() -> None:
    # Resolvers read 127.1 as 127.0.0.1, which parsers of addresses do not.
    assert why_barred(endpoint_of({"HF_ENDPOINT": "https://127.1"}))
