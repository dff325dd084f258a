"""Ask a platform one question at a time, or tell it one thing, within bounds of time and size.

Messages are made here and never from an exception of the libraries below, which may quote the
token or the address of a proxy. Imported only by runs that may use the network.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

import requests

from .. import __version__
from .address import Platform, leads_inward
from .record import NOT_PROTECTED, Lost, Refused, Unanswered

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_SECONDS = re.compile(r"[0-9]{1,9}")
_NEXT = re.compile(r'<([^<>"]{1,2000})>;[^,<]{0,200}rel="?next"?')
_PART = 16 << 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_AGAIN = frozenset({307, 308})
"""Redirects under which what is written is sent again as it is."""
_DONE = frozenset({200, 201})
_PASSING = frozenset({429, 500, 502, 503, 504})

_LATER = "Run the gate again later."
_LOOK = "See whether the address of the platform's API, and the proxy, are right."


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a run: times in seconds, ``body`` in bytes of one page, the others are numbers.

    ``read`` bounds the wait for the next bytes, ``total`` all questions together. ``pause`` is the
    wait before the second attempt and doubles; one longer than ``longest_pause``, which the
    platform may ask for, is not waited.
    """

    connect: float = 5.0
    read: float = 10.0
    total: float = 40.0
    attempts: int = 3
    pause: float = 1.0
    longest_pause: float = 15.0
    body: int = 4 << 20
    redirects: int = 3
    pages: int = 20


class _Passing(Exception):  # noqa: N818 - it is a state of the platform
    """A failure that may pass; ``wait`` is for how many seconds the platform asks to wait.

    ``is_certain`` says that the platform has not done what it was told.
    """

    def __init__(self, reason: str, wait: float = 0.0, *, is_certain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.is_certain = is_certain


@dataclass(frozen=True, slots=True)
class _Question:
    """What is sent: ``told`` as JSON, if anything; ``adds`` where it must not be sent twice."""

    url: str
    method: str = "GET"
    told: Json = None
    adds: bool = False

    @property
    def writes(self) -> bool:
        return self.method != "GET"


class Api:
    """A connection to the API of one platform for one run; its time runs from the start."""

    def __init__(self, platform: Platform, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.platform = platform
        self._ends = time.monotonic() + self.limits.total
        self._session = requests.Session()
        # Neither .netrc nor another process-wide setting may add to what is sent.
        self._session.trust_env = False
        self._session.verify = platform.certificates or True
        if platform.proxy:
            self._session.proxies = {"https": platform.proxy}
        self._session.headers.update(
            {
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": f"aims-gate/{__version__}",
                platform.header: platform.token,
            }
        )
        if leads_inward(platform):
            raise Unanswered(
                f"{platform.host} is not asked: its name leads to this machine or to a service of "
                "the network",
                _LOOK,
            )

    def get(self, path: str) -> dict[str, Json]:
        """One object. Raises :class:`Unanswered` if it cannot be had."""
        return self._object(_Question(f"{self.platform.base}/{path}"))

    def query(self, url: str, question: str) -> dict[str, Json]:
        """What a query of GraphQL at an address of the platform finds; raises as :meth:`get`."""
        return self._object(_Question(self._own(url), "POST", {"query": question}))

    def add(self, path: str, told: Json) -> dict[str, Json]:
        """Add an object to a list; the object as the platform made it.

        Raises :class:`Lost` where it may have been added or not, else as :meth:`get` does.
        """
        return self._object(_Question(f"{self.platform.base}/{path}", "POST", told, adds=True))

    def change(self, method: str, path: str, told: Json) -> dict[str, Json]:
        """Change an object by ``PATCH`` or ``PUT``; the object as it is then."""
        return self._object(_Question(f"{self.platform.base}/{path}", method, told))

    def _object(self, question: _Question) -> dict[str, Json]:
        body, _ = self._ask(question)
        if not isinstance(body, dict):
            raise self._odd("no object where one was expected")
        return body

    def all(self, path: str) -> list[dict[str, Json]]:
        """All objects of a list. Raises :class:`Unanswered` as :meth:`get` does."""
        return list(self.each(path))

    def each(self, path: str) -> Iterator[dict[str, Json]]:
        """The objects of a list one by one; a page is asked for when it is come to."""
        url: str | None = f"{self.platform.base}/{path}?per_page=100"
        for _ in range(self.limits.pages):
            body, url = self._ask(_Question(url or ""))
            if not isinstance(body, list):
                raise self._odd("no list where one was expected")
            yield from (each for each in body if isinstance(each, dict))
            if url is None:
                return
        raise self._odd("a list without end")

    def _odd(self, what: str) -> Unanswered:
        return Unanswered(f"{self.platform.host} answers with {what}", _LOOK)

    def _ask(self, question: _Question) -> tuple[Json, str | None]:
        """What is there, and the address of the next page; tries again if a failure may pass."""
        pause = self.limits.pause
        for left in reversed(range(self.limits.attempts)):
            try:
                return self._attempt(question)
            except _Passing as problem:
                if question.adds and not problem.is_certain:
                    raise Lost(problem.reason, _LATER) from None
                wait = max(pause, problem.wait)
                if not left or not self._may_wait(wait):
                    raise Unanswered(problem.reason, _LATER) from None
            time.sleep(wait)
            pause *= 2
        raise Unanswered(f"{self.platform.host} was not asked", _LATER)

    def _may_wait(self, seconds: float) -> bool:
        return seconds <= self.limits.longest_pause and time.monotonic() + seconds < self._ends

    def _attempt(self, question: _Question) -> tuple[Json, str | None]:
        host = self.platform.host
        if time.monotonic() >= self._ends:
            raise Unanswered(f"there was no time left to ask {host}", _LATER)
        try:
            return self._follow(question)
        except requests.exceptions.SSLError:
            raise Unanswered(f"{host} has no trusted certificate", _LOOK) from None
        except requests.Timeout:
            raise _Passing(f"{host} took too long") from None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as problem:
            raise _Passing(f"{host} cannot be reached ({type(problem).__name__})") from None
        except (OSError, ValueError) as problem:  # what requests raises is an OSError
            reason = f"{host} cannot be asked ({type(problem).__name__})"
            raise Unanswered(reason, _LOOK) from None

    def _follow(self, question: _Question) -> tuple[Json, str | None]:
        url = question.url
        for _ in range(self.limits.redirects + 1):
            with self._session.request(
                question.method,
                url,
                json=question.told,
                timeout=(self.limits.connect, self.limits.read),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code not in _REDIRECTS:
                    return self._judge(question, url, response)
                if question.writes and response.status_code not in _SAME_AGAIN:
                    raise self._odd("a redirect that does not say to write there")
                url = self._own(urljoin(url, response.headers.get("Location", "")))
        raise self._odd("redirects without end")

    def _own(self, url: str) -> str:
        """An address that the platform names, if it is on the same host by the same scheme."""
        if _origin(url) != _origin(self.platform.base):
            raise self._odd("an address on another host, which is not asked")
        return url

    def _judge(
        self, question: _Question, url: str, response: requests.Response
    ) -> tuple[Json, str | None]:
        status, host = response.status_code, self.platform.host
        wait = _asked_to_wait(response.headers)
        if status in _PASSING or (status == 403 and wait is not None):
            reason = f"{host} answers with status {status}"
            raise _Passing(reason, wait or 0.0, is_certain=status in (403, 429))
        if status in (401, 403, 404):
            may = "write" if question.writes else "read"
            raise Refused(
                self._refusal(question, response, status),
                f"Give the run a token that may {may} it ({self._permission(question)}).",
            )
        if status not in (_DONE if question.writes else (200,)):
            raise Unanswered(f"{host} answers with status {status}", _LOOK)
        following = _NEXT.search(response.headers.get("Link", "")[:8000])
        body = self._parsed(response)
        return body, self._own(urljoin(url, following[1])) if following else None

    def _refusal(self, question: _Question, response: requests.Response, status: int) -> str:
        """Why it was refused; that a branch is not protected is all that is read of the reason."""
        if question.writes:
            return f"{self.platform.host} does not let this token write it (status {status})"
        if status == 404:
            try:
                said = self._parsed(response)
            except (Unanswered, _Passing, OSError, ValueError):
                said = None
            if isinstance(said, dict) and said.get("message") == NOT_PROTECTED:
                return NOT_PROTECTED
        return f"{self.platform.host} does not show it to this token (status {status})"

    def _permission(self, question: _Question) -> str:
        scope = "api" if question.writes else "read_api"
        if self.platform.header == "JOB-TOKEN":
            return f"a job token may not: set GITLAB_TOKEN with the scope {scope}"
        if self.platform.header == "PRIVATE-TOKEN":
            return f"scope {scope}, role {'Reporter' if question.writes else 'Maintainer'}"
        if question.writes:
            return "pull-requests: write"
        return "pull-requests, actions and administration: read"

    def _parsed(self, response: requests.Response) -> Json:
        parts, size = [], 0
        for part in response.iter_content(_PART):
            size += len(part)
            if size > self.limits.body:
                raise self._odd("more than is read")
            if time.monotonic() >= self._ends:
                raise Unanswered(f"{self.platform.host} took too long", _LATER)
            parts.append(part)
        body = b"".join(parts)
        if self.platform.token.rpartition(" ")[2].encode() in body:
            raise self._odd("the token that it was asked with")  # it must reach no report
        try:
            found: Json = json.loads(body)
        except (ValueError, RecursionError):
            raise self._odd("no JSON") from None
        return found


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that the platform asks to wait; a rate that is used up is never waited for."""
    if match := _SECONDS.fullmatch(headers.get("Retry-After", "")):
        return float(match[0])
    return float("inf") if headers.get("X-RateLimit-Remaining") == "0" else None
