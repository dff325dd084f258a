"""SARIF 2.1.0 as GitHub code scanning, GitLab and DefectDojo read it.

It holds what somebody should act on: failures and whatever else makes the gate fail. Waived
findings are left out, because GitHub opens alerts for suppressed results too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..model import (
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Judgement,
    Location,
    Outcome,
)
from ..text.escaping import one_line, shorten, to_json, visible, visible_lines
from .base import RenderContext
from .line_hash import line_hashes
from .sarif_rules import MAX_TEXT, rule, sentence
from .wording import counted, fix, place, subject_name

MAX_RESULTS = 5_000
"""GitLab reads no more, GitHub keeps no more."""
MAX_BYTES = 9_500_000
"""GitLab reads files of up to 10 MB."""
MAX_PLACES = 20

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://github.com/aims-gate/aims-gate"
_SOURCE_ROOT = "%SRCROOT%"
_TOP_LEVEL = frozenset({"", "."})
_MAX_SAID = 500
_LINKED_PLACES = 3
_MAX_LINK = 60
_MAX_CRASHES = 100
_WEB_ADDRESS = re.compile(r"(https?://)(?:[^/@\s]*@)?([^/@\s]+(?:/[^\s@]*)?)\Z")


@dataclass(frozen=True, slots=True)
class _Alert:
    """One finding that becomes a result, with the place that it is shown at."""

    result: DecidedResult
    decided: DecidedFinding
    at: Location

    @property
    def urgency(self) -> tuple[bool, int, str, str, str]:
        """Sorts what matters most first."""
        key = self.decided.fingerprint
        return (
            not self.decided.decides,
            -self.decided.severity.rank,
            self.result.result.check.id,
            self.at.path,
            key,
        )

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts as a reader looks things up."""
        return (
            self.result.result.check.id,
            self.at.path,
            self.at.line,
            self.decided.fingerprint,
        )


@dataclass(frozen=True, slots=True)
class SarifReporter:
    """Alerts for code scanning: failures and what else makes the gate fail."""

    name: str = "sarif"
    description: str = "alerts for GitHub code scanning and other SARIF 2.1.0 readers"
    suffix: str = ".sarif"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as a SARIF log with one run."""
        rules = _rules(judgement, context.catalogue)
        numbers = {descriptor["id"]: index for index, descriptor in enumerate(rules)}
        alerts, unplaced = _alerts(judgement, context)
        frame = _log(judgement, context, rules, [], _crashes(judgement, numbers))
        results = _within_limits(
            alerts, numbers, _hashes(alerts[:MAX_RESULTS], context), MAX_BYTES - _size(frame)
        )
        notifications = [*_crashes(judgement, numbers), *_omissions(alerts, results, unplaced)]
        return to_json(_log(judgement, context, rules, results, notifications)) + "\n"


def _log(
    judgement: Judgement,
    context: RenderContext,
    rules: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
    notifications: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "aims-gate",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": _HOME,
                "rules": rules,
            }
        },
        "automationDetails": {"id": f"aims-gate/{_scope(context)}/"},
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


def _scope(context: RenderContext) -> str:
    """The scope as part of an identifier that GitHub splits at slashes."""
    return quote(_bytes(one_line(context.scope).strip("/ ")), safe="/") or "repository"


def _rules(judgement: Judgement, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    checks = {item.result.check.id: item.result.check for item in judgement.results}
    return [
        rule(check, titles, judgement.plugins.get(name)) for name, check in sorted(checks.items())
    ]


def _alerts(judgement: Judgement, context: RenderContext) -> tuple[list[_Alert], int]:
    """What becomes a result, most urgent first, and how much of it has no place at all."""
    shown = [
        (result, decided)
        for result in judgement.results
        for decided in result.findings
        if decided.waiver is None
        and (decided.finding.kind is FindingKind.FAILURE or decided.decides)
    ]
    elsewhere = _fallback(judgement, context)
    alerts = [
        _Alert(result, decided, at)
        for result, decided in shown
        if (at := _primary(decided) or elsewhere) is not None
    ]
    return sorted(alerts, key=lambda alert: alert.urgency), len(shown) - len(alerts)


def _primary(decided: DecidedFinding) -> Location | None:
    """The first place that is in a file; a folder cannot carry an alert."""
    places = (decided.finding.at, *decided.finding.places)
    return next((at for at in places if at is not None and at.path not in _TOP_LEVEL), None)


def _fallback(judgement: Judgement, context: RenderContext) -> Location | None:
    """Where to show what has no place: GitHub refuses a file with one result that lacks one."""
    for path in (judgement.manifest, judgement.policy.source):
        if path and context.read(path) is not None:
            return Location(path)
    return next(
        (
            at
            for result in judgement.results
            for decided in result.findings
            if (at := _primary(decided)) is not None
        ),
        None,
    )


def _hashes(alerts: Iterable[_Alert], context: RenderContext) -> dict[Location, str]:
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


def _within_limits(
    alerts: Sequence[_Alert],
    numbers: Mapping[str, int],
    hashes: Mapping[Location, str],
    room: int,
) -> list[dict[str, Any]]:
    """The results of the most urgent alerts that fit, in reading order."""
    kept = []
    for alert in alerts[:MAX_RESULTS]:
        result = _result(alert, numbers, hashes)
        room -= _size(result) + 1
        if room < 0:
            break
        kept.append((alert.order, result))
    return [result for _, result in sorted(kept, key=lambda pair: pair[0])]


def _size(value: Any) -> int:
    return len(to_json(value).encode())


def _result(
    alert: _Alert, numbers: Mapping[str, int], hashes: Mapping[Location, str]
) -> dict[str, Any]:
    check, subject = alert.result.result.check, alert.result.result.subject
    decided = alert.decided
    prints = {"aimsGate/v1": decided.fingerprint}
    if line_hash := hashes.get(Location(alert.at.path, alert.at.line)):
        prints["primaryLocationLineHash"] = line_hash
    result: dict[str, Any] = {
        "ruleId": check.id,
        "ruleIndex": numbers[check.id],
        "level": decided.severity,
        "message": {"text": _message(alert)},
        "locations": [{"physicalLocation": _physical(alert.at)}],
        "partialFingerprints": prints,
        "fixes": [_fix(alert)],
        "properties": {
            "subjectKind": subject.kind,
            "subjectId": shorten(one_line(subject.id), MAX_TEXT),
            "tier": subject.tier,
            "decides": decided.decides,
            "existing": decided.existing,
        },
    }
    if related := _related(alert):
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(at), "message": {"text": _PLACE_TEXT}}
            for number, at in enumerate(related, start=1)
        ]
    return result


_PLACE_TEXT = "The same thing, at another place."


def _related(alert: _Alert) -> list[Location]:
    places = [at for at in dict.fromkeys(alert.decided.finding.places) if at != alert.at]
    return places[:MAX_PLACES]


def _message(alert: _Alert) -> str:
    """What is wrong, where else, and what to do, in at most 1,024 characters.

    GitHub shows related places only where the message links them.
    """
    parts = [shorten(_unlinked(sentence(alert.decided.finding.message)), _MAX_SAID)]
    related = _related(alert)
    if related:
        parts.append(_also(related, len(set(alert.decided.finding.places) - {alert.at})))
    advice = _unlinked(_fix_text(alert))
    room = MAX_TEXT - sum(len(part) + 2 for part in parts)
    return "\n\n".join((*parts, shorten(f"Fix: {advice}", room)))


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


def _fix_text(alert: _Alert) -> str:
    advice = fix(alert.result, alert.decided) or alert.result.result.check.how
    return "\n".join(visible_lines(advice))


def _fix(alert: _Alert) -> dict[str, Any]:
    """The advice, for readers that show it as the mitigation.

    The schema wants every fix to change a file; this change replaces nothing by nothing.
    """
    nothing = {"startLine": alert.at.line, "startColumn": 1, "endColumn": 1}
    return {
        "description": {"text": shorten(_fix_text(alert), MAX_TEXT)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(alert.at.path),
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


def _crashes(judgement: Judgement, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    crashed = judgement.with_outcome(Outcome.ERROR)
    notifications = [_crash(item, numbers) for item in crashed[:_MAX_CRASHES]]
    if more := len(crashed) - len(notifications):
        notifications.append(_warning(f"{more:,} more crashed checks are not listed here."))
    return notifications


def _crash(item: DecidedResult, numbers: Mapping[str, int]) -> dict[str, Any]:
    name = item.result.check.id
    reason = item.result.reason or "no reason was given"
    text = f"The check {name} crashed on {subject_name(item.result.subject)}: {reason}"
    return {
        "level": "error",
        "message": {"text": shorten(sentence(text), MAX_TEXT)},
        "associatedRule": {"id": name, "index": numbers[name]},
    }


def _omissions(
    alerts: Sequence[_Alert], results: Sequence[object], unplaced: int
) -> Iterator[dict[str, Any]]:
    if left_out := len(alerts) - len(results):
        yield _warning(
            f"{counted(left_out, 'finding')} of {len(alerts):,} left out to stay within the limits "
            f"of code scanning ({MAX_RESULTS:,} results, 10 MB); the most urgent are here, all are "
            "in the JSON report."
        )
    if unplaced:
        yield _warning(
            f"{counted(unplaced, 'finding')} left out for want of a file to show them at; see the "
            "JSON report."
        )


def _warning(text: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": text}}
