"""Which hub is asked, how it is reached, and which addresses are never asked.

Everything comes from the environment of the run, in which the repository under judgement has no
say: ``HF_ENDPOINT``, ``HF_TOKEN``, ``HTTPS_PROXY``, ``NO_PROXY`` and ``REQUESTS_CA_BUNDLE``.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

DEFAULT = "https://huggingface.co"

_TOKEN = re.compile(r"[!-~]+")
_PLAIN_URL = re.compile(r"[!-~]+")
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]+")


class Misconfigured(Exception):  # noqa: N818 - it says what the environment is
    """The environment states a hub or token that cannot be used; the message quotes neither."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A hub: ``base`` is its address without a slash at the end, ``host`` the name in it.

    ``stated`` tells one that the environment names from the default. ``proxy`` is the address of
    the proxy on the way, ``certificates`` a file of trusted certificates. The address of a proxy
    may hold a password and ``token`` is a secret: neither is ever shown.
    """

    base: str
    host: str
    stated: bool
    token: str | None = field(default=None, repr=False)
    proxy: str | None = field(default=None, repr=False)
    certificates: str | None = None


def endpoint_of(variables: Mapping[str, str]) -> Endpoint:
    """The hub that the environment names. Raises :class:`Misconfigured` if it is unusable."""
    stated = variables.get("HF_ENDPOINT", "").strip()
    base, host = _read(stated or DEFAULT)
    return Endpoint(
        base=base,
        host=host,
        stated=bool(stated),
        token=_token(variables),
        proxy=None if _is_loopback(host) else _proxy(variables, host),
        certificates=variables.get("REQUESTS_CA_BUNDLE") or None,
    )


def _read(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Misconfigured("HF_ENDPOINT is no address of a hub") from None
    if not _PLAIN_URL.fullmatch(address) or not _HOST.fullmatch(host) or port == 0:
        raise Misconfigured("HF_ENDPOINT is no address of a hub")
    if parts.username is not None or parts.query or parts.fragment:
        raise Misconfigured("HF_ENDPOINT has more in it than scheme, host, port and path")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise Misconfigured("HF_ENDPOINT does not begin with https://")
    return address.rstrip("/"), host


def _token(variables: Mapping[str, str]) -> str | None:
    token = variables.get("HF_TOKEN", "").strip()
    if token and not _TOKEN.fullmatch(token):
        raise Misconfigured("HF_TOKEN has characters that no token has")
    return token or None


def _proxy(variables: Mapping[str, str], host: str) -> str | None:
    direct = variables.get("NO_PROXY") or variables.get("no_proxy") or ""
    for entry in direct.replace(",", " ").split():
        name = entry.removeprefix("*").removeprefix(".")
        if not name or host == name or host.endswith(f".{name}"):
            return None
    return variables.get("HTTPS_PROXY") or variables.get("https_proxy") or None


def why_barred(endpoint: Endpoint) -> str | None:
    """Why the hub's addresses must not be asked; ``None`` if they may, or if it has none.

    Behind a proxy it is the proxy that knows the addresses.
    """
    if endpoint.proxy or _is_loopback(endpoint.host) or _as_address(endpoint.host):
        return None
    try:
        found = socket.getaddrinfo(endpoint.host, None, type=socket.SOCK_STREAM)
    except OSError:
        return None
    addresses = {str(entry[4][0]) for entry in found}
    return why_addresses_barred(addresses, stated=endpoint.stated)


def why_addresses_barred(addresses: Iterable[str], *, stated: bool) -> str | None:
    """Why a name with these addresses must not be asked.

    The default hub is on the public network. One that the environment states may be on a private
    one, but a name never leads to this machine or to the network's own services.
    """
    for address in map(_as_address, sorted(addresses)):
        if address is None:
            return "its address cannot be read"
        if stated and not address.is_global:
            inward = address.is_loopback or address.is_link_local
            if inward or address.is_multicast or address.is_unspecified or not address.is_private:
                return "its name leads to this machine or to a service of the network"
        elif not address.is_global or address.is_multicast:
            return "its name leads to a private network"
    return None


def _as_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if isinstance(mapped, IPv4Address) else address


def _is_loopback(host: str) -> bool:
    address = _as_address(host)
    return address.is_loopback if address else host == "localhost"
