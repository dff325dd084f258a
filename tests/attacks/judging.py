"""Judge a clone as CI would, in every format, and look at what every consumer would read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from lxml import etree, html

from aims_gate.cli.app import app
from aims_gate.plugins import load_offer

AS_OF = "2026-11-22"
PROGRAM = Path(sysconfig.get_path("scripts")) / "aims-gate"
FORMATS = tuple(reporter.name for reporter in load_offer(installed=False).reporters)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
_ANNOTATION = re.compile(r"::(?:error|warning|notice)(?: [^:\n]*)?::[^\n]*")


@dataclass(frozen=True)
class Judged:
    """What a run ended with, and each report by its format."""

    status: int
    error: str
    reports: Mapping[str, str]

    @property
    def failures(self) -> list[str]:
        """The messages of all failures."""
        told = json.loads(self.reports["json"])
        return [
            finding["message"]
            for result in told["results"]
            for finding in result["findings"]
            if finding["kind"] == "failure"
        ]


def judge(
    top: Path,
    *options: str,
    formats: Iterable[str] = FORMATS,
    environment: Mapping[str, str | None] | None = None,
) -> Judged:
    """Run the command in this process; reports lie beside the clone and are removed again."""
    folder = top.parent / "reports"
    files = {name: folder / f"report.{name}" for name in formats}
    arguments = [
        *("check", str(top), "--as-of", AS_OF, "--jobs", "1", *options),
        *(f"--format={name}={file}" for name, file in files.items()),
    ]
    told = dict.fromkeys(_OF_CI) | dict(environment or {})
    done = CliRunner().invoke(app, arguments, env=told)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    reports = {name: file.read_text("utf-8") for name, file in files.items() if file.exists()}
    for file in files.values():
        file.unlink(missing_ok=True)
    return Judged(done.exit_code, done.output, reports)


_OF_CI = (
    *("GITHUB_BASE_REF", "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH"),
    *("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_PIPELINE_SOURCE"),
)


def read_by_consumers(judged: Judged) -> None:
    """Parse each report as its consumer does; raises or fails where it would be misread."""
    assert "Traceback" not in judged.error
    assert not _CONTROL.search(judged.error), judged.error
    if judged.status == 2 and not judged.reports:
        assert judged.error.count("\n") <= 4, judged.error
        return
    assert set(judged.reports) == set(FORMATS)
    told = json.loads(judged.reports["json"])
    assert {"pass": 0, "fail": 1, "undecided": 2}[told["verdict"]] == judged.status
    for name, text in judged.reports.items():
        assert "Traceback" not in text
        _READERS.get(name, _read_text)(text)


def _read_json(text: str) -> None:
    assert not _CONTROL.search(text)
    json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _read_xml(text: str) -> None:
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag in ("testsuites", "testsuite")


def _read_annotations(text: str) -> None:
    assert not _CONTROL.search(text)
    for line in text.splitlines():
        assert _ANNOTATION.fullmatch(line) or not _COMMAND.search(line), line


def _read_rows(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@")), cell  # a spreadsheet would compute it
            assert not _CONTROL.search(cell)


def _read_text(text: str) -> None:
    assert not _CONTROL.search(text)
    found = _COMMAND.search(text)
    assert not found, text[max(0, found.start() - 200) : found.end() + 200]


def _read_markdown(text: str) -> None:
    assert not _CONTROL.search(text)
    for markup in ("<script", "<x/>", "](javascript:"):
        assert not re.search(rf"(?<!\\){re.escape(markup)}", text), markup


def _read_html(text: str) -> None:
    assert not _CONTROL.search(text)
    root = html.document_fromstring(text)
    assert not root.findall(".//x")
    for script in root.iter("script"):
        assert "alert(1)" not in (script.text or "")
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert not str(value).strip().lower().startswith("javascript:")


_READERS: dict[str, Callable[[str], None]] = {
    "json": _read_json,
    "sarif": _read_json,
    "sarif-audit": _read_json,
    "gitlab": _read_json,
    "junit": _read_xml,
    "junit-strict": _read_xml,
    "github": _read_annotations,
    "csv": _read_rows,
    "markdown": _read_markdown,
    "html": _read_html,
}


def tree_of(folder: Path, *, without: Iterable[str] = ()) -> dict[str, object]:
    """Everything below a folder: what would show that something was written, moved or touched."""
    found: dict[str, object] = {}
    left_out = set(without)
    for parent, folders, files in os.walk(os.fsencode(folder)):
        folders[:] = [each for each in folders if os.fsdecode(each) not in left_out]
        for name in (*folders, *files):
            path = os.path.join(parent, name)
            state = os.lstat(path)
            about = os.readlink(path) if os.path.islink(path) else b""
            found[os.fsdecode(path)] = (state.st_mode, state.st_size, state.st_mtime_ns, about)
    return found
