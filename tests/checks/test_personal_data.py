"""Stray personal data and secrets: which files count, what excuses them, and at what price."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aims_gate.discovery.stray import STRAY
from aims_gate.gate import Request, run
from aims_gate.governance.stray import StrayData
from aims_gate.model import FindingKind, Profile, Severity
from aims_gate.plugins import load_offer
from aims_gate.repository import FactCache
from aims_gate.testing import AS_OF, repository

from .data_project import FILES, MANIFEST, failures, findings, kinds

CHECK = "stray-personal-data"
IBAN = "DE44500105175407324931"


@pytest.mark.parametrize(
    "path", ["tests/fixtures/rows.csv", "logs/run.log", "notebooks/a.ipynb", "prompts/few_shot.md"]
)
def test_files_of_data_count_also_in_tests(path: str) -> None:
    found = failures(CHECK, {**FILES, path: f"x\naccount {IBAN}\n"})
    assert found == [(f"{path}:2", f"{path}: DE************ looks like an IBAN")]


def test_the_severity_is_that_of_the_system_and_addresses_are_notes() -> None:
    files = {**FILES, "data/people.csv": f"a\n{IBAN}\nm.okafor@bank-of-somewhere.eu\n"}
    severities = {each.key: each.severity for each in findings(CHECK, files)}
    assert severities == {"an IBAN": None, "an e-mail address": Severity.NOTE}


def test_without_ai_nothing_is_owed() -> None:
    assert findings(CHECK, {"data/rows.csv": IBAN, "README.md": "Recipes\n"}) == []


def test_what_is_made_up_is_listed_with_a_reason() -> None:
    path = "tests/fixtures/rows.csv"
    for reason, kind in (
        ("drawn by a program for tests", FindingKind.NOT_APPLICABLE),
        ('"OPEN: why"', FindingKind.FAILURE),
        ("drawn by a program for tests, expires: 2026-01-01", FindingKind.FAILURE),
    ):
        manifest = f"{MANIFEST}made_up:\n  - {{path: tests/**, reason: {reason}}}\n"
        found = findings(CHECK, {**FILES, path: IBAN, "aims.yaml": manifest})
        assert kind in {each.kind for each in found}


def test_a_synthetic_dataset_names_the_code_that_makes_it_up() -> None:
    table = f"id,income,repaid,account\n1,2,3,{IBAN}\n"
    for code, kind in (("clean", FindingKind.NOT_APPLICABLE), ("gone", FindingKind.FAILURE)):
        manifest = MANIFEST.replace(
            "    derived_by", f"    synthetic: src/prepare.py#{code}\n    derived_by"
        )
        files = {**FILES, "data/applications.csv": table, "aims.yaml": manifest}
        assert kind in kinds(CHECK, files)


def test_an_exclusion_excuses_no_secret() -> None:
    manifest = f"{MANIFEST}exclude:\n  - {{path: tests/**, reason: not shipped}}\n"
    assert failures(CHECK, {**FILES, "tests/fixtures/a.csv": IBAN, "aims.yaml": manifest})


def test_a_long_list_is_cut_and_says_so() -> None:
    files = {**FILES, **{f"logs/{number}.log": IBAN for number in range(230)}}
    assert any(message.startswith("30 more files") for _, message in failures(CHECK, files))


def test_only_who_asks_pays() -> None:
    kit = load_offer(installed=False).kit
    every = [check.loaded() for check in kit.checks]
    asking = [check for check in every if StrayData in check.needs.values()]
    assert {check.profile for check in asking} == {Profile.CERTIFICATION}
    assert STRAY not in kit.scanners


def test_a_second_run_reads_no_file_again(tmp_path: Path) -> None:
    kit = load_offer(installed=False).kit
    cache = FactCache(tmp_path, "test", kit.scanners)
    request = Request(
        snapshot=repository({**FILES, "logs/run.log": IBAN}),
        as_of=AS_OF,
        profile=Profile.CERTIFICATION,
        select=frozenset({CHECK}),
        cache=cache,
    )
    first, second = run(request, kit), run(request, kit)
    assert [item.findings for item in first.results] == [item.findings for item in second.results]
    data = IBAN.encode()
    oid = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    facts = cache.beside((STRAY,)).reader()(f"{oid}:{len(data)}:logs/run.log")
    assert facts is not None
    assert facts[STRAY.name]
    assert IBAN not in repr(facts)
    assert cache.reader()(f"{oid}:{len(data)}:logs/run.log") != facts
