"""Speaks with yaml-language-server, which many editors run, as an editor does."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

_PATIENCE = 30  # seconds for one answer


@dataclass
class Server:
    """A running server over one folder; ``settings`` are those of the editor."""

    process: subprocess.Popen[bytes]
    settings: dict[str, Any]
    messages: Queue[dict[str, Any]] = field(default_factory=Queue)
    number: int = 0

    def send(self, **message: Any) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> None:
        """Queue what comes until there is no more."""
        out = self.process.stdout
        assert out
        while header := out.readline():
            length = int(header.removeprefix(b"Content-Length:"))
            out.readline()
            self.messages.put(json.loads(out.read(length)))

    def next(self) -> dict[str, Any]:
        """The next message that is no question about settings; those are answered."""
        while True:
            message = self.messages.get(timeout=_PATIENCE)
            if message.get("method") == "workspace/configuration":
                items = message["params"]["items"]
                self.send(id=message["id"], result=[self._setting(item) for item in items])
            elif "id" in message and "method" in message:
                self.send(id=message["id"], result=None)
            else:
                return message

    def _setting(self, item: dict[str, Any]) -> dict[str, Any]:
        start = f"{item['section']}."
        return {
            name.removeprefix(start): value
            for name, value in self.settings.items()
            if name.startswith(start)
        }

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        while True:
            message = self.next()
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]

    def complaints(self, file: Path, text: str) -> list[str]:
        """What the editor would underline in a file with this text."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            message = self.next()
            if message.get("method") == "textDocument/publishDiagnostics":
                return [each["message"] for each in message["params"]["diagnostics"]]

    def offers(self, file: Path, line: int, column: int) -> set[str]:
        """What the editor would offer at a place of an open file; both count from 0."""
        answer = self.ask(
            "textDocument/completion",
            textDocument={"uri": file.as_uri()},
            position={"line": line, "character": column},
        )
        return {item["label"] for item in answer["items"]}


@contextmanager
def serving(command: list[str], folder: Path, settings: dict[str, Any]) -> Iterator[Server]:
    """Run a server for the time of a block."""
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server = Server(process, settings)
    reader = threading.Thread(target=server.receive, daemon=True)
    reader.start()
    try:
        server.ask(
            "initialize",
            processId=None,
            rootUri=folder.as_uri(),
            workspaceFolders=[{"uri": folder.as_uri(), "name": folder.name}],
            capabilities={
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {"completion": {}, "publishDiagnostics": {}},
            },
        )
        server.send(method="initialized", params={})
        server.send(method="workspace/didChangeConfiguration", params={"settings": {}})
        yield server
    finally:
        process.kill()
        process.wait()
        reader.join(_PATIENCE)
        for stream in (process.stdin, process.stdout):
            assert stream
            stream.close()
