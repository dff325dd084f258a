"""What both SARIF formats are made of: the frame of a log, its results, and their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..model import DecidedResult, Judgement, Location, Outcome
from ..text.escaping import one_line, shorten, shorten_at_word, to_json, visible, visible_lines
from .base import RenderContext
from .entries import Entry
from .line_hash import line_hashes
from .sarif_rules import MAX_TEXT
from .wording import counted, fix, place, sentence, subject_name

MAX_PLACES = 20

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://github.com/aims-gate/aims-gate"
_SOURCE_ROOT = "%SRCROOT%"
_OF_ALERTS = "aims-gate"
_MAX_SAID = 500
_LINKED_PLACES = 3
_MAX_LINK = 60
_MAX_CRASHES = 100
_WEB_ADDRESS = re.compile(r"(https?://)(?:[^/@\s]*@)?([^/@\s]+(?:/[^\s@]*)?)\Z")
_SAME_ELSEWHERE = "The same thing, at another place."


@dataclass(frozen=True, slots=True)
class Alert:
    """An entry that becomes a result, with the place that it is shown at.

    GitHub refuses a whole file for one result without a place.
    """

    entry: Entry
    at: Location

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts as a reader looks things up."""
        check, decided = self.entry.result.result.check, self.entry.decided
        return (check.id, self.at.path, self.at.line, decided.fingerprint)


def log(
    judgement: Judgement,
    context: RenderContext,
    rules: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
    notifications: Sequence[Mapping[str, Any]],
    name: str = _OF_ALERTS,
) -> dict[str, Any]:
    """A SARIF log with one run; ``name`` begins what tells analyses of one repository apart."""
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "aims-gate",
                "fullName": f"aims-gate {__version__}",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": _HOME,
                "rules": rules,
            }
        },
        "automationDetails": _analysis(context, name),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _SOURCE_ROOT: {"description": {"text": "The top level of the repository."}}
        },
        "invocations": [
            {
                "executionSuccessful": not judgement.with_outcome(Outcome.ERROR),
                "exitCode": judgement.verdict.exit_status,
                "exitCodeDescription": f"verdict: {judgement.verdict}",
                "toolExecutionNotifications": notifications,
            }
        ],
        "properties": {
            "verdict": judgement.verdict,
            "headline": one_line(judgement.headline),
            "asOf": judgement.as_of.isoformat(),
            "profile": judgement.policy.profile,
            "policySource": one_line(judgement.policy.source),
            "policyRevision": judgement.policy.revision,
            "policyDigest": judgement.policy.digest,
        },
    }
    if origin := _WEB_ADDRESS.match(judgement.repository):
        details = {"repositoryUri": quote(_bytes(origin[1] + origin[2]), safe="/:%?=&~")}
        if judgement.revision is not None:
            details["revisionId"] = judgement.revision
        run["versionControlProvenance"] = [details]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run | {"results": results}]}


def _analysis(context: RenderContext, name: str) -> dict[str, Any]:
    """What tells this analysis from others, in the CI system's own words if it reads alerts so."""
    if context.pipeline is None or name != _OF_ALERTS:
        return {"id": f"{name}/{_scope(context)}/"}
    return {"id": context.pipeline.id, "properties": dict(context.pipeline.properties)}


def _scope(context: RenderContext) -> str:
    """The scope as part of an identifier that GitHub splits at slashes."""
    return quote(_bytes(one_line(context.scope).strip("/ ")), safe="/") or "repository"


def hashes_of(alerts: Iterable[Alert], context: RenderContext) -> dict[Location, str]:
    """GitHub's hash of each alert's line, by place; absent where the line cannot be read."""
    lines: dict[str, set[int]] = {}
    for alert in alerts:
        lines.setdefault(alert.at.path, set()).add(alert.at.line)
    hashes = {}
    for path, numbers in lines.items():
        data = context.read(path)
        if data is not None:
            for number, value in line_hashes(data, numbers).items():
                hashes[Location(path, number)] = value
    return hashes


def size(value: Any) -> int:
    """How many bytes a part of the log takes."""
    return len(to_json(value).encode())


def within(
    alerts: Sequence[Alert],
    room: int,
    make: Callable[[Alert], dict[str, Any]],
) -> list[dict[str, Any]]:
    """The results of the first alerts that fit into so many bytes, in reading order."""
    kept = []
    for alert in alerts:
        made = make(alert)
        room -= size(made) + 1
        if room < 0:
            break
        kept.append((alert.order, made))
    return [made for _, made in sorted(kept, key=lambda pair: pair[0])]


def result_of(
    alert: Alert, numbers: Mapping[str, int], hashes: Mapping[Location, str]
) -> dict[str, Any]:
    """An alert as a SARIF ``result``; ``numbers`` are the places of the rules in their list."""
    check, subject, decided = (
        alert.entry.result.result.check,
        alert.entry.subject,
        alert.entry.decided,
    )
    result: dict[str, Any] = {
        "ruleId": check.id,
        "ruleIndex": numbers[check.id],
        "level": decided.severity,
        "message": {"text": _message(alert)},
        "partialFingerprints": {"aimsGate/v1": decided.fingerprint},
        "properties": {
            "subjectKind": subject.kind,
            "subjectId": shorten(one_line(subject.id), MAX_TEXT),
            "tier": subject.tier,
            "decides": decided.decides,
            "existing": decided.existing,
        },
        "locations": [{"physicalLocation": _physical(alert.at)}],
    }
    if line_hash := hashes.get(Location(alert.at.path, alert.at.line)):
        result["partialFingerprints"]["primaryLocationLineHash"] = line_hash
    if advice := _fix_text(alert):
        result["fixes"] = [_fix(alert.at, advice)]
    if related := _related(alert):
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(at),
                "message": {"text": _SAME_ELSEWHERE},
            }
            for number, at in enumerate(related, start=1)
        ]
    return result


def _related(alert: Alert) -> list[Location]:
    places = dict.fromkeys(alert.entry.decided.finding.places)
    return [at for at in places if at != alert.at][:MAX_PLACES]


def _message(alert: Alert) -> str:
    """What is wrong, where else, and what to do, in at most 1,024 characters.

    GitHub shows related places only where the message links them.
    """
    finding = alert.entry.decided.finding
    parts = [shorten_at_word(_unlinked(sentence(finding.message)), _MAX_SAID)]
    related = _related(alert)
    if related:
        parts.append(_also(related, len(set(finding.places) - {alert.at})))
    advice = _unlinked(_fix_text(alert))
    if not advice:
        return "\n\n".join(parts)
    room = MAX_TEXT - sum(len(part) + 2 for part in parts)
    return "\n\n".join((*parts, shorten_at_word(f"Fix: {advice}", room)))


def _also(related: Sequence[Location], total: int) -> str:
    links = [
        f"[{_link_text(place(at))}]({number})"
        for number, at in enumerate(related[:_LINKED_PLACES], start=1)
    ]
    more = total - len(links)
    return f"Also at {', '.join(links)}" + (
        f" and {counted(more, 'other place')}." if more else "."
    )


def _link_text(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", shorten(text, _MAX_LINK))


def _unlinked(text: str) -> str:
    """Keep text from the repository from becoming a link in the message."""
    return text.replace("](", "] (")


def _fix_text(alert: Alert) -> str:
    """What to do; empty where there is nothing to do."""
    return "\n".join(visible_lines(fix(alert.entry.result, alert.entry.decided)))


def _fix(at: Location, advice: str) -> dict[str, Any]:
    """The advice, for readers that show it as the mitigation.

    The schema wants every fix to change a file; this change replaces nothing by nothing.
    """
    nothing = {"startLine": at.line, "startColumn": 1, "endColumn": 1}
    return {
        "description": {"text": shorten_at_word(advice, MAX_TEXT)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(at.path),
                "replacements": [{"deletedRegion": nothing}],
            }
        ],
    }


def _physical(at: Location) -> dict[str, Any]:
    region = {"startLine": at.line}
    if at.column is not None:
        region["startColumn"] = at.column
    if at.end_line is not None:
        region["endLine"] = at.end_line
    return {"artifactLocation": _artifact(at.path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(_bytes(path), safe="/"), "uriBaseId": _SOURCE_ROOT}


def _bytes(text: str) -> bytes:
    """The bytes of a file name, also where they are not UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that no file name on disk can hold
        return visible(text).encode()


def crashes(judgement: Judgement, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The checks that crashed, as notifications."""
    crashed = judgement.with_outcome(Outcome.ERROR)
    notifications = [_crash(item, numbers) for item in crashed[:_MAX_CRASHES]]
    if more := len(crashed) - len(notifications):
        notifications.append(warning(f"{more:,} more crashed checks are not listed here."))
    return notifications


def _crash(item: DecidedResult, numbers: Mapping[str, int]) -> dict[str, Any]:
    name = item.result.check.id
    reason = item.result.reason or "no reason was given"
    text = f"The check {name} crashed on {subject_name(item.result.subject)}: {reason}"
    return {
        "level": "error",
        "message": {"text": shorten_at_word(sentence(text), MAX_TEXT)},
        "associatedRule": {"id": name, "index": numbers[name]},
    }


def unplaced(number: int) -> Iterator[dict[str, Any]]:
    """The remark that so many findings have no file to be shown at; none if all have one."""
    if number:
        yield warning(
            f"{counted(number, 'finding')} left out for want of a file to show them at; see the "
            "JSON report."
        )


def warning(text: str) -> dict[str, Any]:
    """A remark of the gate about its own report, which a reader should not miss."""
    return {"level": "warning", "message": {"text": text}}
