"""Which platform is asked, about what, and with which token: what the environment says.

The repository under judgement has no say in it. Sources:
https://docs.github.com/en/actions/reference/workflows-and-actions/variables and
https://docs.gitlab.com/ci/variables/predefined_variables/.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from .record import Unanswered

_PLAIN = re.compile(r"[!-~]{1,2000}")
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,255}")
_GITHUB_PROJECT = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII)
_PULL = re.compile(r"refs/pull/([0-9]{1,10})/(?:merge|head)")
_QUEUED = re.compile(r"refs/heads/gh-readonly-queue/.{1,255}/pr-([0-9]{1,10})-[0-9a-f]{40}")
_NUMBER = re.compile(r"[0-9]{1,10}")


class Kind(StrEnum):
    """The platforms that can be asked."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: ``base`` is the address of its API without a slash at the end.

    ``project`` is the repository there, ``change`` the number of the request that the run is about,
    ``queued`` the commit that the platform made of it in a merge queue, if the run is about that.
    ``token`` goes into the header ``header``. The token, and the address of a proxy, which may hold
    a password, are never shown.
    """

    kind: Kind
    base: str
    host: str
    project: str
    change: int | None
    header: str
    token: str = field(repr=False)
    proxy: str | None = field(default=None, repr=False)
    certificates: str | None = None
    queued: str | None = None


def platform_of(variables: Mapping[str, str]) -> Platform:
    """The platform that the environment names; raises :class:`Unanswered` if there is none."""
    if variables.get("GITHUB_REPOSITORY"):
        return _github(variables)
    if variables.get("CI_PROJECT_ID"):
        return _gitlab(variables)
    raise Unanswered(
        "the run is not told which repository of which platform this is",
        "Run the gate in the pipeline of GitHub or GitLab, or set GITHUB_REPOSITORY, or "
        "CI_API_V4_URL and CI_PROJECT_ID.",
    )


def _github(variables: Mapping[str, str]) -> Platform:
    name = "GITHUB_TOKEN" if variables.get("GITHUB_TOKEN") else "GH_TOKEN"
    project = variables["GITHUB_REPOSITORY"]
    if not _GITHUB_PROJECT.fullmatch(project) or ".." in project:
        raise _unusable("GITHUB_REPOSITORY")
    reference = variables.get("GITHUB_REF", "")
    queued = _QUEUED.fullmatch(reference)
    found = _PULL.fullmatch(reference) or queued
    base = variables.get("GITHUB_API_URL") or "https://api.github.com"
    platform = _platform(
        Kind.GITHUB,
        _address(base, "GITHUB_API_URL"),
        project,
        int(found[1]) if found else None,
        ("Authorization", f"Bearer {_token(variables, name, 'GITHUB_TOKEN')}"),
        variables,
    )
    return replace(platform, queued=variables.get("GITHUB_SHA")) if queued else platform


def _gitlab(variables: Mapping[str, str]) -> Platform:
    own = bool(variables.get("GITLAB_TOKEN"))
    token = _token(variables, "GITLAB_TOKEN" if own else "CI_JOB_TOKEN", "GITLAB_TOKEN")
    project = variables.get("CI_MERGE_REQUEST_PROJECT_ID") or variables["CI_PROJECT_ID"]
    number = variables.get("CI_MERGE_REQUEST_IID", "")
    if not _NUMBER.fullmatch(project):
        raise _unusable("CI_PROJECT_ID")
    base = variables.get("CI_API_V4_URL") or "https://gitlab.com/api/v4"
    return _platform(
        Kind.GITLAB,
        _address(base, "CI_API_V4_URL"),
        project,
        int(number) if _NUMBER.fullmatch(number) else None,
        ("PRIVATE-TOKEN" if own else "JOB-TOKEN", token),
        variables,
    )


def _platform(
    kind: Kind,
    address: tuple[str, str],
    project: str,
    change: int | None,
    header: tuple[str, str],
    variables: Mapping[str, str],
) -> Platform:
    base, host = address
    proxy = None if is_loopback(host) else _proxy(variables, host)
    certificates = variables.get("REQUESTS_CA_BUNDLE") or None
    return Platform(kind, base, host, project, change, *header, proxy, certificates)


def _token(variables: Mapping[str, str], name: str, wanted: str) -> str:
    token = variables.get(name, "").strip()
    if not token:
        raise Unanswered(
            f"the environment has no {wanted}",
            f"Set {wanted} to a token that may read the project.",
        )
    if not _PLAIN.fullmatch(token):
        raise _unusable(name)
    return token


def _unusable(name: str) -> Unanswered:
    """What to say of a variable that cannot be used; its value may be a secret."""
    return Unanswered(f"{name} holds nothing that can be used", f"Correct {name}.")


def _address(address: str, name: str) -> tuple[str, str]:
    """The address of an API and its host. Raises :class:`Unanswered` if it cannot be one."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _unusable(name) from None
    is_plain = _PLAIN.fullmatch(address) and _HOST.fullmatch(host) and port != 0
    if not is_plain or parts.username is not None or parts.query or parts.fragment:
        raise _unusable(name)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise Unanswered(f"{name} does not begin with https://", f"Correct {name}.")
    return address.rstrip("/"), host


def _proxy(variables: Mapping[str, str], host: str) -> str | None:
    direct = variables.get("NO_PROXY") or variables.get("no_proxy") or ""
    for entry in direct.replace(",", " ").split():
        name = entry.removeprefix("*").removeprefix(".")
        if not name or host == name or host.endswith(f".{name}"):
            return None
    return variables.get("HTTPS_PROXY") or variables.get("https_proxy") or None


def leads_inward(platform: Platform) -> bool:
    """Whether the name of a platform leads to this machine or to the network's own services.

    A platform may lie on a private network. Behind a proxy it is the proxy that knows addresses.
    """
    if platform.proxy or is_loopback(platform.host):
        return False
    try:
        found = socket.getaddrinfo(platform.host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False  # the request will say that there is no such host
    addresses = (_as_address(str(entry[4][0])) for entry in found)
    return any(
        each is None
        or each.is_loopback
        or each.is_link_local
        or each.is_multicast
        or each.is_unspecified
        for each in addresses
    )


def is_loopback(host: str) -> bool:
    """Whether a host as it is written in an address is this machine."""
    address = _as_address(host)
    return address.is_loopback if address else host == "localhost"


def _as_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if isinstance(mapped, IPv4Address) else address
