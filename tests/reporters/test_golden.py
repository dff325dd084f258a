"""Each format of one judgement that holds one of everything, byte for byte.

After a change that is meant, write the files anew with ``pytest tests/reporters --write-golden``
and read the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aims_gate.reporters import BUILT_IN, Reporter

from .building import HEADINGS, STATED, context, rich, without_assets

GOLDEN = Path(__file__).with_name("golden")
VARIANTS: list[tuple[str, str, dict[str, Any]]] = [
    ("console.txt", "console", {}),
    ("console-verbose.txt", "console", {"verbose": True, "width": 100}),
    ("console-narrow.txt", "console", {"width": 40}),
    ("console-colour.txt", "console", {"color": True}),
    ("console-quiet.txt", "console", {"quiet": True}),
    ("report.json", "json", {}),
    ("report.sarif", "sarif", {}),
    ("report.audit.sarif", "sarif-audit", {}),
    ("junit.xml", "junit", {}),
    ("junit-strict.xml", "junit-strict", {}),
    ("codequality.json", "gitlab", {}),
    ("annotations.txt", "github", {}),
    ("report.md", "markdown", {}),
    ("report-linked.md", "markdown", {"source_url": "https://git.example/a/{path}#L{line}"}),
    ("report.html", "html", {"stated": lambda: STATED, "headings": HEADINGS}),
    ("report.csv", "csv", {}),
]
BY_NAME = {reporter.name: reporter for reporter in BUILT_IN}


@pytest.mark.parametrize(("file", "name", "options"), VARIANTS, ids=[v[0] for v in VARIANTS])
def test_output_is_the_golden_file(
    file: str, name: str, options: dict[str, Any], compare_golden: Callable[[Path, str], None]
) -> None:
    text = BY_NAME[name].render(rich(), context(**options))
    if name.startswith("sarif"):  # one line in the real file, which limits on its size ask for
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    if name == "html":
        text = without_assets(text)
    compare_golden(GOLDEN / file, text)


@pytest.mark.parametrize("reporter", BUILT_IN, ids=lambda reporter: str(reporter.name))
def test_same_judgement_gives_same_bytes(reporter: Reporter) -> None:
    first, second = (reporter.render(rich(), context()).encode() for _ in range(2))
    assert first == second


def test_every_format_has_a_golden_file() -> None:
    assert {name for _, name, _ in VARIANTS} == BY_NAME.keys()
