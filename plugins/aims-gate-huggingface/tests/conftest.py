"""A hub of the tests' own, on this machine: it says what a test tells it to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

HEAD = "a" * 40
TOKEN = "hf_ThisIsASecretOfTheTests"


@dataclass(frozen=True)
class Reply:
    """What the hub replies. ``length`` is the size it promises, if not that of the body.

    ``delay`` is waited before anything is sent, ``drip`` before each byte of the body, in seconds.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class FakeHub:
    """Replies by path, in turn; the last one again and again. A path without any gets a 404."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order, without what follows them."""
        return [path.partition("?")[0] for path, _ in self.asked]

    def says(self, path: str, *replies: Reply) -> None:
        self.replies[f"/api/models/{path}"] = list(replies)

    def has(self, model: str, *revisions: str, commit: str = HEAD, **fields: object) -> None:
        """Hold a model and revisions of it, all at one commit."""
        reply = found(model, commit, **fields)
        self.says(model, reply)
        for revision in revisions:
            self.says(f"{model}/revision/{revision}", reply)

    def next(self, path: str) -> Reply:
        replies = self.replies.get(path)
        if not replies:
            missing = "RevisionNotFound" if "/revision/" in path else "RepoNotFound"
            return as_json({"error": "not found"}, 404, {"X-Error-Code": missing})
        return replies.pop(0) if len(replies) > 1 else replies[0]


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, json.dumps(value).encode(), headers or {})


def found(model: str, commit: str = HEAD, **fields: object) -> Reply:
    return as_json({"_id": "1", "id": model, "sha": commit, "private": False, **fields})


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    fake = FakeHub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append((self.path, dict(self.headers.items())))
            self._send(fake.next(self.path.partition("?")[0]))

        def do_CONNECT(self) -> None:
            fake.asked.append((f"CONNECT {self.path}", dict(self.headers.items())))
            self._send(Reply(403))

        def _send(self, reply: Reply) -> None:
            fake.closing.wait(reply.delay)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                length = len(reply.body) if reply.length is None else reply.length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self._send_body(reply)
            except OSError:  # whoever asked has gone
                return

        def _send_body(self, reply: Reply) -> None:
            if not reply.drip:
                self.wfile.write(reply.body)
                return
            for byte in reply.body:
                if fake.closing.wait(reply.drip):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield fake
    fake.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stopwatch() -> Iterator[list[float]]:
    """Fails a test that takes longer than the seconds appended to the list."""
    limit: list[float] = []
    started = time.monotonic()
    yield limit
    assert limit
    assert time.monotonic() - started < limit[0]
