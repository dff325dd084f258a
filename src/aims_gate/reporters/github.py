"""Workflow commands for GitHub Actions: annotations at the lines of a pull request.

GitHub takes the first ten errors, ten warnings and ten notices of a step and drops the rest
without a word, so the most urgent come first and the others are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..model import Judgement, Location, Outcome, Severity, Verdict
from ..text.escaping import one_line, shorten_at_word, visible
from ..text.layout import harmless
from .base import RenderContext
from .entries import Entry, Problem, elsewhere, in_a_file, problems, together
from .wording import VERDICT, counted, fix, passage, standing, subject_name

MAX_OF_A_LEVEL = 10
MAX_MESSAGE = 2_000
"""GitHub cuts messages after 4,096 characters."""

_MAX_SAID = 500
_MAX_TITLE = 200


class _Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class _Annotation:
    level: _Level
    title: str
    message: str
    at: Location | None = None

    @property
    def command(self) -> str:
        """The line that the runner reads."""
        options = {"title": shorten_at_word(self.title, _MAX_TITLE)}
        if self.at is not None:
            options |= {"file": visible(self.at.path), "line": str(self.at.line)}
            if self.at.end_line is not None:
                options["endLine"] = str(self.at.end_line)
            elif self.at.column is not None:
                options["col"] = str(self.at.column)
        told = ",".join(f"{name}={_property(value)}" for name, value in options.items())
        return f"::{self.level} {told}::{_data(shorten_at_word(self.message, MAX_MESSAGE))}"


@dataclass(frozen=True, slots=True)
class GitHubReporter:
    """An annotation for each problem, as far as GitHub shows them; the rest is counted."""

    name: str = "github"
    description: str = "annotations for GitHub Actions, as workflow commands"
    suffix: str = ".txt"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render workflow commands, one a line, and the verdict as a line of the log."""
        kept, left_out = _first_of_each(_annotations(judgement, context))
        if left_out.total():
            kept.append(_rest(left_out))
        lines = [each.command for each in kept]
        lines.append(f"aims-gate: {VERDICT[judgement.verdict]}")
        return "\n".join(lines) + "\n"


def error(title: str, message: str) -> str:
    """The command that shows an error which is about no file."""
    return _Annotation(_Level.ERROR, one_line(title), one_line(message)).command


def warning(title: str, message: str) -> str:
    """The command that shows a warning which is about no file."""
    return _Annotation(_Level.WARNING, one_line(title), one_line(message)).command


def notice(title: str, message: str) -> str:
    """The command that shows a notice which is about no file."""
    return _Annotation(_Level.NOTICE, one_line(title), one_line(message)).command


def _annotations(judgement: Judgement, context: RenderContext) -> Iterator[_Annotation]:
    """All there is to say, the most urgent of each level first."""
    crashed = judgement.with_outcome(Outcome.ERROR)
    for item in crashed:
        text = f"{subject_name(item.result.subject)}: {one_line(item.result.reason or 'crashed')}"
        yield _Annotation(_Level.ERROR, f"{one_line(item.result.check.id)} crashed", text)
    found = problems(judgement)
    decides = any(each.decided.decides for each in found)
    if judgement.verdict is not Verdict.PASS and not crashed and not decides:
        reasons = one_line(" ".join((judgement.headline, *judgement.reasons)))
        yield _Annotation(_Level.ERROR, f"aims-gate: {VERDICT[judgement.verdict]}", reasons)
    fallback = elsewhere(judgement, context)
    for problem in together(found):
        yield _annotation(problem, fallback)


def _annotation(problem: Problem, fallback: Location | None) -> _Annotation:
    entry = problem.entry
    said = shorten_at_word(one_line(entry.decided.finding.message), _MAX_SAID)
    if why := standing(entry.decided):
        said += f" ({shorten_at_word(why, _MAX_SAID)})"
    if advice := passage(fix(entry.result, entry.decided), _MAX_SAID):
        said = "\n".join((said, f"Fix: {advice[0]}", *advice[1:]))
    at = in_a_file(entry.decided) or fallback
    more = f" and {len(problem.checks) - 1:,} more" if len(problem.checks) > 1 else ""
    return _Annotation(_level(entry), one_line(problem.checks[0]) + more, said, at)


def _level(entry: Entry) -> _Level:
    """Red is what makes the gate fail, and nothing else."""
    if entry.decided.decides:
        return _Level.ERROR
    if entry.is_exempt or entry.decided.severity is Severity.NOTE:
        return _Level.NOTICE
    return _Level.WARNING


def _first_of_each(found: Iterable[_Annotation]) -> tuple[list[_Annotation], Counter[_Level]]:
    """What GitHub shows, and how many of each level it would drop.

    The last notice is kept free, for the sentence that counts those.
    """
    listed = list(found)
    numbers = Counter(each.level for each in listed)
    limits = dict.fromkeys(_Level, MAX_OF_A_LEVEL)
    if any(numbers[level] > MAX_OF_A_LEVEL for level in _Level):
        limits[_Level.NOTICE] -= 1
    left_out: Counter[_Level] = Counter()
    kept = []
    for level in _Level:
        of_level = [each for each in listed if each.level is level]
        kept += of_level[: limits[level]]
        left_out[level] = len(of_level[limits[level] :])
    return kept, left_out


def _rest(left_out: Counter[_Level]) -> _Annotation:
    parts = [counted(left_out[level], level) for level in _Level if left_out[level]]
    return _Annotation(
        _Level.NOTICE,
        "aims-gate: more findings",
        f"GitHub shows no more than {MAX_OF_A_LEVEL} errors, warnings and notices of a step each. "
        f"Not shown here: {', '.join(parts)}. The log and the reports have them all.",
    )


def _data(text: str) -> str:
    """Escape the message of a command."""
    shown = "\n".join(map(harmless, text.split("\n")))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a value among the properties of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
