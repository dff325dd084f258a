"""From a report to cases: how each check on each subject ends, and what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from aims_gate.text.escaping import one_line, shorten, visible, visible_lines

_LONGEST_NAME: Final = 500  # characters
_MOST_PLACES: Final = 20


class Ending(Enum):
    """How a case ends: as a case of ``--format junit`` does."""

    PASSED = auto()
    FAILED = auto()
    TOLERATED = auto()
    """A failure that does not decide: below the threshold, or there before."""
    SKIPPED = auto()
    """Waived, not applicable, or not assessed and not decisive."""
    ERROR = auto()
    """The check crashed, or the gate could not judge."""


@dataclass(frozen=True, slots=True)
class Case:
    """One check on one subject. ``reason`` is a line, ``text`` everything there is to say.

    ``path`` is relative to the top of the repository; ``line`` counts from 1.
    """

    name: str
    ending: Ending
    reason: str
    text: str
    path: str | None = None
    line: int = 1


def cases_of(report: Mapping[str, Any]) -> list[Case]:
    """The cases of a report, sorted by name, each with a name of its own.

    Where the gate does not pass and no check shows that, one more case does.
    """
    cases = _named_apart(_case(result) for result in report["results"])
    red = any(case.ending in (Ending.FAILED, Ending.ERROR) for case in cases)
    if not cases or (report["verdict"] != "pass" and not red):
        cases.append(_whole_run(report))
    return cases


def undecided(why: str) -> Case:
    """The case that stands for a gate that could not judge."""
    lines = visible_lines(why)
    reason = lines[-1] if lines else "the gate could not judge"
    return Case("gate[verdict]", Ending.ERROR, reason, "\n".join(lines))


def _named_apart(cases: Iterable[Case]) -> list[Case]:
    apart: list[Case] = []
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for case in sorted(cases, key=lambda case: case.name):
        name = case.name
        while name in taken:
            numbers[case.name] += 1
            name = f"{case.name.removesuffix(']')} ({numbers[case.name] + 1})]"
        taken.add(name)
        apart.append(replace(case, name=name))
    return apart


def _whole_run(report: Mapping[str, Any]) -> Case:
    endings = {"pass": Ending.PASSED, "fail": Ending.FAILED}
    said = [one_line(each) for each in (report["headline"], *report["reasons"])]
    ending = endings.get(report["verdict"], Ending.ERROR)
    return Case("gate[verdict]", ending, said[-1], "\n".join(said))


def _case(result: Mapping[str, Any]) -> Case:
    subject = f"{result['subject']['kind']}:{result['subject']['id']}"
    ending, why = _ending(result)
    shown = next((each for each in result["findings"] if each["path"] is not None), None)
    return Case(
        name=f"{result['check']}[{shorten(one_line(subject), _LONGEST_NAME)}]",
        ending=ending,
        reason=one_line(why),
        text="\n\n".join(_paragraphs(result, why)),
        path=shown["path"] if shown else None,
        line=shown["line"] if shown else 1,
    )


def _ending(result: Mapping[str, Any]) -> tuple[Ending, str]:
    """How the case of a result ends, and why."""
    findings: Sequence[Mapping[str, Any]] = result["findings"]
    failures = [each for each in findings if each["kind"] == "failure"]
    why = result["reason"] or result["outcome"].replace("_", " ")
    if result["outcome"] == "error":
        return Ending.ERROR, why
    if result["decides"]:
        return Ending.FAILED, next(each["message"] for each in findings if each["decides"])
    if result["outcome"] == "conforms":
        return Ending.PASSED, why
    if failures:
        known = [each for each in failures if each["waiver"] is None]
        shown = (known or failures)[0]
        ending = Ending.TOLERATED if known else Ending.SKIPPED
        return ending, f"{shown['message']} ({_standing(shown)})"
    exempt = {_standing(each) for each in findings if each["waiver"] or each["existing"]}
    return Ending.SKIPPED, "; ".join([why, *sorted(exempt)])


def _paragraphs(result: Mapping[str, Any], why: str) -> Iterator[str]:
    findings: Sequence[Mapping[str, Any]] = result["findings"]
    for finding in findings:
        yield "\n".join(_lines(finding))
    if not findings:
        yield one_line(why)
    if result["outcome"] != "conforms":
        yield f"More: aims-gate explain {one_line(result['check'])}"


def _lines(finding: Mapping[str, Any]) -> Iterator[str]:
    kind = finding["severity"] or finding["kind"].replace("_", " ")
    standing = f" ({_standing(finding)})" if finding["kind"] == "failure" else ""
    aside = "" if finding["decides"] else standing
    yield f"{kind}: {one_line(finding['message'])}{aside}"
    if finding["path"] is not None:
        yield f"  at {_place(finding)}"
    places: Sequence[Mapping[str, Any]] = finding["places"]
    for other in places[:_MOST_PLACES]:
        yield f"  also at {_place(other)}"
    if more := len(places[_MOST_PLACES:]):
        yield f"  and at {more} more"
    first, *rest = visible_lines(finding["fix"] or "") or [""]
    if first:
        yield f"  fix: {first}"
        yield from (f"       {line}".rstrip() for line in rest)


def _standing(finding: Mapping[str, Any]) -> str:
    """Why a finding does not make the gate fail."""
    if waiver := finding["waiver"]:
        until = f" until {waiver['expires']}" if waiver["expires"] else ""
        return f"waived by {one_line(waiver['id'])}{until}: {one_line(waiver['reason'])}"
    return "existed before" if finding["existing"] else "does not decide"


def _place(location: Mapping[str, Any]) -> str:
    return f"{visible(location['path'])}:{location['line']}"
