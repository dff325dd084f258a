"""A short table for the summary of a GitHub job, from the JSON report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ..text.escaping import one_line, shorten

_ROWS = 20
_LONGEST = 300
_VERDICTS = {
    "pass": "the gate passes",
    "fail": "the gate fails",
    "undecided": "the gate could not judge",
}
_SEVERITIES = ("error", "warning", "note")

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


def summary(report: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    """Render what the gate says as GitHub Markdown; ``environ`` tells where the files are shown.

    Whatever comes from the repository is escaped: it can neither break out of its cell nor form
    a link, an image or a mention.
    """
    return "\n".join(_lines(report, environ)) + "\n"


def _lines(report: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[str]:
    yield f"### aims-gate: {_VERDICTS[report['verdict']]}"
    yield ""
    yield _text(report["headline"])
    yield ""
    for number, step in enumerate(report["steps"], start=1):
        yield f"{number}. {_text(step)}"
    problems = sorted(_problems(report["results"]), key=_urgency)
    if problems:
        yield ""
        yield "| | check | subject | where | what |"
        yield "| --- | --- | --- | --- | --- |"
        for result, finding in problems[:_ROWS]:
            yield _row(result, finding, environ)
    if more := len(problems[_ROWS:]):
        yield ""
        yield f"{more:,} more in the log and in the reports."
    yield ""
    counts = (f"{value:,} {name.replace('_', ' ')}" for name, value in report["summary"].items())
    yield ", ".join(counts)


def _problems(results: Iterable[Mapping[str, Any]]) -> Iterator[Pair]:
    for result in results:
        for finding in result["findings"]:
            if finding["kind"] == "failure" or finding["decides"]:
                yield result, finding


def _urgency(problem: Pair) -> tuple[bool, int]:
    _, finding = problem
    severity = finding["severity"]
    rank = _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)
    return (not finding["decides"], rank)


def _row(result: Mapping[str, Any], finding: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    subject = result["subject"]
    cells = (
        _text(str(finding["severity"] or "")),
        _text(result["check"]),
        _text(f"{subject['kind']} {subject['id']}"),
        _place(finding, environ),
        _text(finding["message"]),
    )
    return f"| {' | '.join(cells)} |"


def _place(finding: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    path, line = finding["path"], finding["line"]
    if path is None:
        return ""
    label = _text(f"{path}:{line}")
    server, repository = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_REPOSITORY")
    commit = environ.get("GITHUB_SHA")
    if not (server and repository and commit):
        return label
    at = quote(path, safe="/", errors="surrogateescape")
    return f"[{label}]({server}/{repository}/blob/{commit}/{at}#L{line})"


def _text(value: str) -> str:
    """One line of text in which no character means anything to Markdown or HTML."""
    plain = shorten(one_line(value), _LONGEST)
    return "".join(
        char if char.isalnum() or char == " " or not char.isascii() else f"&#{ord(char)};"
        for char in plain
    )
