"""Ask the hub one question at a time, within bounds of time, size and number.

Messages are made here and never from an exception of the libraries below, which may quote the
token or the address of a proxy.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import requests

from . import __version__
from .answers import Absent, Answer, Found, Question, Unanswered
from .endpoint import Endpoint, why_barred
from .reading import Unreadable, read_model, read_object

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_REVISION = re.compile(r"[^\s\x00-\x1f\x7f]{1,255}")
_RESET = re.compile(r";\s{0,3}t=([0-9]{1,9})")
_SECONDS = re.compile(r"[0-9]{1,9}")

_FIELDS = [("expand", "sha"), ("expand", "cardData"), ("expand", "tags")]
_PART = 16 << 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({429, 500, 502, 503, 504})
_ABSENT = frozenset({"RepoNotFound", "RevisionNotFound"})

_LATER = "Run the gate again later."
_LOOK_AT_ENDPOINT = "See whether HF_ENDPOINT and the proxy are right."


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a run: times in seconds, ``body`` in bytes, the others are numbers.

    ``read`` bounds the wait for the next bytes, ``total`` all questions together. ``pause`` is the
    wait before the second attempt and doubles; one longer than ``longest_pause``, which the hub
    may ask for, is not waited.
    """

    connect: float = 5.0
    read: float = 10.0
    total: float = 60.0
    attempts: int = 3
    pause: float = 1.0
    longest_pause: float = 20.0
    body: int = 1 << 20
    redirects: int = 3
    questions: int = 200


@dataclass(frozen=True, slots=True)
class _Passing:
    """A failure that may pass: why, and for how many seconds the hub asks to wait."""

    reason: str
    wait: float | None = None


class Hub:
    """A connection to one hub for one run; its time runs from the start."""

    def __init__(self, endpoint: Endpoint, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._endpoint = endpoint
        self._ends = time.monotonic() + self.limits.total
        self._session = requests.Session()
        # Neither .netrc nor another process-wide setting may add to what is sent.
        self._session.trust_env = False
        self._session.verify = endpoint.certificates or True
        if endpoint.proxy:
            self._session.proxies = {"https": endpoint.proxy}
        self._session.headers.update(
            {
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": f"aims-gate-huggingface/{__version__}",
            }
        )
        if endpoint.token:
            self._session.headers["Authorization"] = f"Bearer {endpoint.token}"

    @property
    def host(self) -> str:
        """The name of the hub."""
        return self._endpoint.host

    def barred(self) -> Unanswered | None:
        """The answer to every question, if the hub must not be asked at all."""
        if why := why_barred(self._endpoint):
            return Unanswered(f"{self.host} is not asked: {why}", _LOOK_AT_ENDPOINT)
        return None

    def ask(self, question: Question) -> Answer:
        """Ask one question, more than once if a failure may pass. Never raises for a failure."""
        url = self._url(question)
        if url is None:
            return Unanswered(
                "no hub can have such a name", "Write it as the hub does: organisation/name."
            )
        pause = self.limits.pause
        for left in reversed(range(self.limits.attempts)):
            answer = self._attempt(url)
            if not isinstance(answer, _Passing):
                return answer
            wait = max(pause, answer.wait or 0.0)
            if not left or not self._may_wait(wait):
                return Unanswered(answer.reason, _LATER)
            time.sleep(wait)
            pause *= 2
        return Unanswered(f"{self.host} was not asked", _LATER)

    def _may_wait(self, seconds: float) -> bool:
        return seconds <= self.limits.longest_pause and time.monotonic() + seconds < self._ends

    def _url(self, question: Question) -> str | None:
        """The address to ask; ``None`` if the names in it are none that a hub could have."""
        names = (question.model, question.revision or "")
        if not _ID.fullmatch(question.model) or any(".." in name for name in names):
            return None
        url = f"{self._endpoint.base}/api/models/{quote(question.model, safe='/')}"
        if question.revision is None:
            return url
        if not _REVISION.fullmatch(question.revision) or question.revision == ".":
            return None
        return f"{url}/revision/{quote(question.revision, safe='')}"

    def _attempt(self, url: str) -> Answer | _Passing:
        try:
            return self._follow(url)
        except requests.exceptions.SSLError:
            return Unanswered(f"{self.host} has no trusted certificate", _LOOK_AT_ENDPOINT)
        except requests.Timeout:
            return _Passing(f"{self.host} took too long")
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as problem:
            return _Passing(f"{self.host} cannot be reached ({type(problem).__name__})")
        except (OSError, ValueError) as problem:  # what requests raises is an OSError
            reason = f"{self.host} cannot be asked ({type(problem).__name__})"
            return Unanswered(reason, _LOOK_AT_ENDPOINT)

    def _follow(self, url: str) -> Answer | _Passing:
        for _ in range(self.limits.redirects + 1):
            with self._session.get(
                url,
                params=_FIELDS,
                timeout=(self.limits.connect, self.limits.read),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code not in _REDIRECTS:
                    return self._judge(response)
                target = urljoin(url, response.headers.get("Location", ""))
            if not self._is_own(target):
                reason = f"{self.host} redirects to another host, which is not followed"
                return Unanswered(reason, _LOOK_AT_ENDPOINT)
            url = target.partition("?")[0]
        return Unanswered(f"{self.host} redirects without end", _LATER)

    def _is_own(self, url: str) -> bool:
        """Whether an address is on the hub's own host, by the same scheme and port."""
        return _origin(url) == _origin(self._endpoint.base)

    def _judge(self, response: requests.Response) -> Answer | _Passing:
        status = response.status_code
        if status in _PASSING:
            return _Passing(f"{self.host} answers with status {status}", _asked_to_wait(response))
        if status in (401, 403):
            return self._refused(status)
        if status not in (200, 404):
            return Unanswered(f"{self.host} answers with status {status}", _LOOK_AT_ENDPOINT)
        body = self._body(response)
        if body is None:
            return Unanswered(f"{self.host} sends more than it should", _LOOK_AT_ENDPOINT)
        try:
            if status == 200:
                return self._without_secrets(read_model(body))
            # Anything on the web says 404; only a hub says what it does not have.
            if response.headers.get("X-Error-Code") in _ABSENT or "error" in read_object(body):
                return Absent()
        except Unreadable as problem:
            return Unanswered(f"{self.host} does not answer as a hub: {problem}", _LOOK_AT_ENDPOINT)
        return Unanswered(f"{self.host} does not answer as a hub", _LOOK_AT_ENDPOINT)

    def _without_secrets(self, found: Found) -> Found:
        """What the hub says of a model, to be shown to people, unless it repeats the token."""
        token = self._endpoint.token
        if token and any(token in text for text in (found.name, *found.licences)):
            raise Unreadable("the reply repeats the token")
        return found

    def _refused(self, status: int) -> Unanswered:
        """The hub hides what it has: without a token, absent and private look the same."""
        if self._endpoint.token:
            return Unanswered(
                f"{self.host} refuses it to the account of HF_TOKEN (status {status})",
                "Set HF_TOKEN to a valid token that may read it.",
            )
        return Unanswered(
            f"{self.host} has no such model, or hides it from those without a token",
            "Correct the name, or set HF_TOKEN to a token that may read it.",
        )

    def _body(self, response: requests.Response) -> bytes | None:
        """The body; ``None`` if it is too long."""
        parts, size = [], 0
        for part in response.iter_content(_PART):
            size += len(part)
            if size > self.limits.body:
                return None
            parts.append(part)
        return b"".join(parts)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _asked_to_wait(response: requests.Response) -> float | None:
    """The seconds that the hub asks to wait, in ``Retry-After`` or ``RateLimit``."""
    if match := _SECONDS.fullmatch(response.headers.get("Retry-After", "")):
        return float(match[0])
    if response.status_code == 429 and (
        match := _RESET.search(response.headers.get("RateLimit", ""))
    ):
        return float(match[1])
    return None
