"""SARIF 2.1.0 for audits: all that was judged, and what each rule has to do with the standard.

Conformities, what does not apply and what could not be assessed are results of their kinds. What
is waived or existed before is a suppressed failure with its justification. Controls and clauses
are a taxonomy that rules and results refer to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import ControlStatus, FindingKind, Judgement, Outcome
from ..text.escaping import one_line, shorten, shorten_at_word, to_json
from .base import RenderContext
from .entries import Entry, elsewhere, in_a_file, most_urgent_first
from .sarif_parts import Alert, crashes, hashes_of, log, result_of, size, unplaced, warning, within
from .sarif_rules import MAX_TEXT, rules_of
from .wording import counted, sentence, standing

MAX_RESULTS = 25_000
"""GitHub reads no more of a run; viewers of SARIF grow slow long before."""
MAX_BYTES = 50_000_000

STANDARD = "ISO/IEC 42001:2023"

_KINDS = {
    FindingKind.FAILURE: "fail",
    FindingKind.CONFORMITY: "pass",
    FindingKind.NOT_ASSESSED: "open",
    FindingKind.NOT_APPLICABLE: "notApplicable",
}
_COMPONENT = {"name": STANDARD, "index": 0}

Taxa = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SarifAuditReporter:
    """All results, suppressions with their reasons, and the taxonomy of controls and clauses."""

    name: str = "sarif-audit"
    description: str = "all that was judged as SARIF 2.1.0, with suppressions and controls"
    suffix: str = ".audit.sarif"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as a SARIF log with one run."""
        taxonomy = _taxonomy(judgement, context.catalogue)
        taxa = {each["id"]: _reference(each["id"], at) for at, each in enumerate(taxonomy["taxa"])}
        rules = [_related(each, taxa) for each in rules_of(judgement, context.catalogue)]
        numbers = {each["id"]: index for index, each in enumerate(rules)}
        judged = _judged(judgement)
        fallback = elsewhere(judgement, context)
        alerts = [
            Alert(entry, at)
            for entry in judged
            if (at := in_a_file(entry.decided) or fallback) is not None
        ]
        first = alerts[:MAX_RESULTS]
        hashes = hashes_of(first, context)

        def make(alert: Alert) -> dict[str, Any]:
            return result_of(alert, numbers, hashes) | _said(alert.entry, taxa)

        def whole(results: Sequence[Any], notifications: Sequence[Any]) -> dict[str, Any]:
            document = log(judgement, context, rules, results, notifications, "aims-gate-audit")
            (run,) = document["runs"]
            run["tool"]["driver"]["supportedTaxonomies"] = [_COMPONENT]
            run["taxonomies"] = [taxonomy]
            return document

        told = crashes(judgement, numbers)
        results = within(first, MAX_BYTES - size(whole([], told)), make)
        omitted = [*_omissions(alerts, results), *unplaced(len(judged) - len(alerts))]
        return to_json(whole(results, [*told, *omitted])) + "\n"


def _judged(judgement: Judgement) -> list[Entry]:
    """Every finding, failures first; checks that crashed are told as notifications instead."""
    return [
        entry
        for entry in most_urgent_first(judgement)
        if entry.result.result.outcome is not Outcome.ERROR
    ]


def _said(entry: Entry, taxa: Taxa) -> dict[str, Any]:
    """What a result of the audit has besides: its kind, its suppressions, what it counts for."""
    kind = _KINDS[entry.decided.finding.kind]
    check = entry.result.result.check
    counts = check.evidences if kind == "pass" else (*check.controls, *check.clauses)
    said: dict[str, Any] = {"kind": kind, "taxa": [taxa[name] for name in counts]}
    if kind != "fail":
        said["level"] = "none"
    if entry.is_exempt:
        said["suppressions"] = [_suppression(entry)]
    return said


def _suppression(entry: Entry) -> dict[str, Any]:
    decided = entry.decided
    suppression: dict[str, Any] = {
        "kind": "external",
        "status": "accepted",
        "justification": shorten_at_word(sentence(standing(decided)), MAX_TEXT),
    }
    if decided.waiver is not None:
        expires = decided.waiver.expires
        suppression["properties"] = {
            "waiver": shorten(one_line(decided.waiver.id), MAX_TEXT),
            "expires": expires.isoformat() if expires else None,
        }
    return suppression


def _taxonomy(judgement: Judgement, titles: Mapping[str, str]) -> dict[str, Any]:
    statuses = {each.id: each for each in (*judgement.controls, *judgement.clauses)}
    named = dict.fromkeys((*titles, *statuses, *_referred(judgement)))
    return {
        "name": STANDARD,
        "organization": "ISO/IEC",
        "shortDescription": {"text": "Controls and clauses of ISO/IEC 42001:2023, by id."},
        "isComprehensive": False,
        "taxa": [_taxon(name, titles.get(name, ""), statuses.get(name)) for name in named],
    }


def _referred(judgement: Judgement) -> Iterator[str]:
    for item in judgement.results:
        check = item.result.check
        yield from (*check.controls, *check.clauses, *check.evidences)


def _taxon(name: str, title: str, status: ControlStatus | None) -> dict[str, Any]:
    taxon: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": shorten_at_word(sentence(title or name), MAX_TEXT)},
    }
    if status is not None:
        taxon["properties"] = {
            "status": status.status,
            "reach": status.reach,
            "beyond": status.beyond,
            "checks": status.checks,
        }
    return taxon


def _reference(name: str, index: int) -> dict[str, Any]:
    return {"id": name, "index": index, "toolComponent": _COMPONENT}


def _related(descriptor: dict[str, Any], taxa: Taxa) -> dict[str, Any]:
    """A rule that says which controls and clauses it is about."""
    properties = descriptor["properties"]
    names = dict.fromkeys((*properties["controls"], *properties["clauses"]))
    relationships = [{"target": taxa[name], "kinds": ["relevant"]} for name in names]
    return descriptor | ({"relationships": relationships} if relationships else {})


def _omissions(alerts: Sequence[Alert], results: Sequence[object]) -> Iterable[dict[str, Any]]:
    if left_out := len(alerts) - len(results):
        yield warning(
            f"{counted(left_out, 'result')} of {len(alerts):,} left out to stay within "
            f"{MAX_RESULTS:,} results and {MAX_BYTES // 1_000_000} MB; what decides and other "
            "failures come first, all are in the JSON report."
        )
