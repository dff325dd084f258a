from __future__ import annotations

import json
from typing import Any

import pytest

from aims_gate.model import FindingKind, Location, Outcome, fails
from aims_gate.reporters import GitLabReporter
from aims_gate.reporters.gitlab import MAX_ISSUES

from .building import CARD, FILES, RANKER, context, decided, judgement, result, rich


def issues(judged: Any, **options: Any) -> list[dict[str, Any]]:
    text = GitLabReporter().render(judged, context(**options))
    assert not text.startswith("\ufeff")
    listed: list[dict[str, Any]] = json.loads(text)
    return listed


def failing(message: str = "Ranker has no model card", key: str = "card") -> Any:
    finding = fails(message, at=Location("src/train.py", 3), about=RANKER, key=key)
    return result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))


def test_each_issue_has_what_gitlab_wants() -> None:
    for issue in issues(rich()):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        path, lines = issue["location"]["path"], issue["location"]["lines"]
        assert not path.startswith(("/", "./"))
        assert lines["begin"] >= 1


def test_what_makes_the_gate_fail_blocks_and_what_is_waived_informs() -> None:
    severities = {
        issue["description"].split(" Fix:")[0]: issue["severity"] for issue in issues(rich())
    }

    assert severities == {
        "The gate could not judge: 1 check crashed.": "blocker",
        "The gate could not judge: 3 findings decide.": "blocker",
        "Credit scoring names nobody who can intervene.": "blocker",
        "Ranker has no model card.": "blocker",
        "impact.pdf cannot be read.": "blocker",
        "acme/embedder has no model card (existed before).": "critical",
        "loans-2025 has no datasheet (does not decide).": "major",
        "acme/embedder is unpinned (waived by W-7 until 2027-01-31: the vendor pins).": "info",
    }


def test_the_fingerprint_of_a_finding_is_its_own() -> None:
    (item,) = failing().findings
    assert item.finding.kind is FindingKind.FAILURE

    (issue,) = issues(judgement(failing()))

    assert issue["fingerprint"] == item.fingerprint


def test_no_two_issues_share_a_fingerprint() -> None:
    prints = [
        issue["fingerprint"] for issue in issues(judgement(*(failing(str(n)) for n in "abc")))
    ]

    assert len(set(prints)) == 3
    assert failing().findings[0].fingerprint in prints


def test_without_any_file_nothing_can_be_shown() -> None:
    finding = fails("x", at=None, about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))

    assert issues(judgement(item)) == []
    (shown,) = issues(judgement(item, manifest="aims.yaml"), files=FILES)
    assert shown["location"] == {"path": "aims.yaml", "lines": {"begin": 1}}


@pytest.mark.parametrize("path", ["a\nb.py", "\x1b[2J.py"])
def test_names_are_visible(path: str) -> None:
    finding = fails("x", at=Location(path), about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))

    (issue,) = issues(judgement(item))

    assert issue["location"]["path"].isprintable()


def test_no_more_issues_than_it_shows_well() -> None:
    every = issues(judgement(*(failing(key=str(number)) for number in range(MAX_ISSUES + 7))))

    assert MAX_ISSUES == 5_000
    assert len(every) == MAX_ISSUES + 1
    assert every[-1]["description"].startswith("7 findings of 5,007 left out")


def test_what_is_long_stays_below_10_mb_with_what_says_so() -> None:
    long = "\U0001f600" * 2_000
    text = GitLabReporter().render(
        judgement(*(failing(long, key=str(number)) for number in range(MAX_ISSUES))), context()
    )

    assert 9_000_000 < len(text.encode()) < 10_000_000
    assert " of 5,000 left out" in json.loads(text)[-1]["description"]
