"""A platform of the tests' own, on this machine: it says what a test tells it to say."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "ghs_ThisIsASecretOfTheTests"


@dataclass(frozen=True)
class Reply:
    """What is replied. ``length`` is the size it promises, if not that of the body.

    ``delay`` is waited before anything is sent, ``drip`` before each byte of the body, in seconds.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class FakePlatform:
    """Replies by path, in turn; the last one again and again. A path without any gets a 404.

    ``asked`` has the path and the headers of everything in order, ``told`` what was written:
    method, path and what the JSON said.
    """

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    told: list[tuple[str, str, Any]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order, without what follows them."""
        return [path.partition("?")[0] for path, _ in self.asked]

    def says(self, path: str, *replies: Reply | object) -> None:
        """What is replied at a path (``/repos/…``, with ``?`` and what follows if it matters).

        To what is written there it is ``POST /repos/…``.
        """
        self.replies[path] = [
            each if isinstance(each, Reply) else as_json(each) for each in replies
        ]

    def next(self, path: str) -> Reply:
        replies = self.replies.get(path) or self.replies.get(path.partition("?")[0])
        if not replies:
            return as_json({"message": "Not Found"}, 404)
        return replies.pop(0) if len(replies) > 1 else replies[0]


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, json.dumps(value).encode(), headers or {})


@contextmanager
def serving() -> Iterator[FakePlatform]:
    """A platform that replies until the block ends."""
    fake = FakePlatform()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append((self.path, dict(self.headers.items())))
            self._send(fake.next(self.path))

        def do_POST(self) -> None:
            fake.asked.append((self.path, dict(self.headers.items())))
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.told.append((self.command, self.path, told))
            self._send(fake.next(f"{self.command} {self.path}"))

        do_PATCH = do_PUT = do_POST  # noqa: N815 - names that the base class looks for

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
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
