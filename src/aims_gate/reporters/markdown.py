"""Markdown for the summary of a CI job and for a comment on a change.

It stays within what forges take of a comment, the least of those limits, and says in words what
it leaves out. It is cut between rows only, so that no table, word or escape breaks off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ..model import DecidedResult, Judgement, Location, Outcome
from ..text.escaping import markdown_text, one_line, shorten_at_word
from .base import RenderContext
from .covered import OUTCOME, counts_of
from .entries import Entry, Problem, problems, together
from .wording import (
    VERDICT,
    counted,
    exemption,
    fix,
    judged_by,
    passage,
    place,
    standing,
    subject_name,
)

MAX_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536 characters, a summary 1,048,576 bytes; a caller may add some."""
MAX_ROWS = 100
MAX_CELL = 300

_MAX_STEPS = 10
_MAX_SENTENCES = 20
_LEAST = 400
"""Characters kept free for each section that is still to come: its heading, and what is missing."""


@dataclass(frozen=True, slots=True)
class MarkdownReporter:
    """A heading with the verdict, what to do first, and tables of what was found."""

    name: str = "markdown"
    description: str = "the summary of a CI job, or a comment on a change"
    suffix: str = ".md"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render GitHub-flavoured Markdown of at most ``MAX_CHARACTERS`` characters."""
        head, tail = _joined(_head(judgement)), _joined(_tail(judgement))
        sections = _sections(judgement, context)
        room = MAX_CHARACTERS - len(head) - len(tail)
        parts = [head]
        for number, section in enumerate(sections, start=1):
            text = section.within(room - _LEAST * (len(sections) - number))
            room -= len(text)
            parts.append(text)
        return "\n".join([*parts, tail]).rstrip("\n") + "\n"


@dataclass(frozen=True, slots=True)
class _Section:
    """A table below a heading; ``things`` is what its rows are, ``rows`` come most urgent first."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[str]
    total: int

    def within(self, room: int) -> str:
        """The section, with as many rows as fit into so many characters."""
        lines = [
            f"#### {self.title}: {self.total:,}",
            "",
            f"| {' | '.join(self.columns)} |",
            f"|{' --- |' * len(self.columns)}",
        ]
        room -= sum(len(line) + 1 for line in lines) + _LEAST // 2
        shown = 0
        for row in self.rows:
            room -= len(row) + 1
            if room < 0:
                break
            lines.append(row)
            shown += 1
        if more := self.total - shown:
            if not shown:
                del lines[2:]
            lines += ["", f"{more:,} more are not shown here; the other reports have them all."]
        return _joined(lines)


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join([*lines, ""])


def _text(text: str, limit: int = MAX_CELL) -> str:
    return markdown_text(shorten_at_word(one_line(text), limit))


def _head(judgement: Judgement) -> Iterator[str]:
    yield f"### aims-gate: {VERDICT[judgement.verdict]}"
    yield ""
    yield _text(judgement.headline)
    if judgement.reasons:
        yield ""
        yield from _listed("-", judgement.reasons, _MAX_SENTENCES)
    if judgement.steps:
        yield ""
        yield "**Do first**"
        yield ""
        yield from _listed("1.", judgement.steps, _MAX_STEPS)


def _listed(mark: str, sentences: Sequence[str], limit: int) -> Iterator[str]:
    for sentence in sentences[:limit]:
        yield f"{mark} {_text(sentence)}"
    if more := len(sentences[limit:]):
        yield f"{mark} {more:,} more are in the other reports."


def _tail(judgement: Judgement) -> Iterator[str]:
    """How far everything is covered, remarks, and what was judged by which rules."""
    for note in judgement.notes[:_MAX_SENTENCES]:
        yield f"- Note: {_text(note)}"
    if more := len(judgement.notes[_MAX_SENTENCES:]):
        yield f"- {counted(more, 'more note')} in the other reports."
    of_outcome = (
        f"{judgement.summary[outcome]:,} {words}"
        for outcome, words in OUTCOME.items()
        if judgement.summary.get(outcome)
    )
    yield f"- Results: {', '.join(of_outcome) or 'none'}"
    for title, statuses in (("Controls", judgement.controls), ("Clauses", judgement.clauses)):
        if statuses:
            yield f"- {title}: {counts_of(statuses)}"
    policy = judgement.policy
    judged = f"revision {judgement.revision[:12]} " if judgement.revision else ""
    yield f"- Judged: {judged}as of {judgement.as_of.isoformat()}, by {_text(judged_by(policy))}"


def _sections(judgement: Judgement, context: RenderContext) -> list[_Section]:
    """The sections that have something to show, the most important first."""
    found = list(together(problems(judgement)))
    decisive = [each for each in found if each.entry.decided.decides]
    other = [each for each in found if not each.entry.decided.decides]
    crashed = judgement.with_outcome(Outcome.ERROR)
    unread = [item for item in judgement.with_outcome(Outcome.NOT_ASSESSED) if not item.decides]
    crashes, gaps = _unjudged(crashed), _unjudged(unread)
    columns = ("", "What", "Where")
    reasons = ("Check", "Subject", "Why")
    advised = [
        _row(problem, advice, context)
        for problem, advice in zip(decisive[:MAX_ROWS], _advices(decisive), strict=False)
    ]
    excused = [
        _row(problem, _text(standing(problem.entry.decided)), context)
        for problem in other[:MAX_ROWS]
    ]
    sections = [
        _Section("What makes the gate fail", (*columns, "What to do"), advised, len(decisive)),
        _Section("Crashed", reasons, crashes[:MAX_ROWS], len(crashes)),
        _Section("What does not decide", (*columns, "Why"), excused, len(other)),
        _Section("Not assessed", reasons, gaps[:MAX_ROWS], len(gaps)),
    ]
    return [section for section in sections if section.total]


def _row(problem: Problem, last: str, context: RenderContext) -> str:
    entry, several = problem.entry, len(problem.checks) > 1
    named = several or entry.names_subject
    about = "" if named else f"{_text(subject_name(entry.subject), 100)}, "
    checks = _text(", ".join(problem.checks), MAX_CELL if several else 100)
    what = f"{_text(entry.decided.finding.message)}<br>{about}{checks}"
    where = _where(entry, context)
    return f"| {entry.decided.severity} | {what} | {where} | {last} |"


def _advices(found: Sequence[Problem]) -> Iterator[str]:
    """What to do about each; what was just said is not said again."""
    last = ""
    for problem in found:
        advice = _advice(problem.entry)
        yield "as above" if advice and advice == last else advice
        last = advice


def _advice(entry: Entry) -> str:
    """What to do, in lines that keep their indentation."""
    return "<br>".join(
        "&nbsp;" * (len(line) - len(line.lstrip())) + markdown_text(line.lstrip())
        for line in passage(fix(entry.result, entry.decided), MAX_CELL)
    )


def _where(entry: Entry, context: RenderContext) -> str:
    finding = entry.decided.finding
    if finding.at is None:
        return ""
    more = len(finding.places)
    aside = f"<br>and {counted(more, 'more place')}" if more else ""
    return _link(finding.at, context) + aside


def _link(at: Location, context: RenderContext) -> str:
    label = _text(place(at), 150)
    if not context.source_url:
        return label
    path = quote(at.path, safe="/", errors="surrogateescape")
    address = context.source_url.replace("{line}", str(at.line)).replace("{path}", path)
    return f"[{label}]({address})"


def _unjudged(items: Sequence[DecidedResult]) -> list[str]:
    """A row for each check and reason, with the subjects that it holds for."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for item in items:
        why = item.result.reason or "no reason was given"
        told = f"{why} ({exemption(item)})" if exemption(item) else why
        name = subject_name(item.result.subject)
        subjects.setdefault((item.result.check.id, told), []).append(name)
    return [
        f"| {_text(check)} | {_text(_named(names))} | {_text(why)} |"
        for (check, why), names in subjects.items()
    ]


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else counted(len(names), "subject")
