"""Each format of the example repositories, byte for byte.

After a change that is meant, write the files anew with ``pytest tests/reporters --write-golden``
and read the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aims_gate.gate import Request, examine
from aims_gate.model import Judgement, Verdict
from aims_gate.plugins import load_offer
from aims_gate.reporters import BUILT_IN, RenderContext, what_is_stated
from aims_gate.testing import AS_OF, repository

from .building import without_assets

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLDEN = Path(__file__).with_name("golden")
BY_NAME = {reporter.name: reporter for reporter in BUILT_IN}
FILES = {
    "console": "console.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "sarif-audit": "report.audit.sarif",
    "junit": "junit.xml",
    "junit-strict": "junit-strict.xml",
    "gitlab": "codequality.json",
    "github": "annotations.txt",
    "markdown": "report.md",
    "html": "report.html",
    "csv": "report.csv",
}
Judged = tuple[str, Judgement, RenderContext]


@pytest.fixture(scope="module", params=["loan-approval", "loan-approval-bare"])
def judged(request: pytest.FixtureRequest) -> Judged:
    """An example as its files are, without the history that a clone of it has."""
    folder = EXAMPLES / request.param
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder): path for path in paths}
    files = {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if "__pycache__" not in name.parts and name.parts[0] != "var"
    }
    kit = load_offer(installed=False).kit
    examined = examine(Request(snapshot=repository(files), as_of=AS_OF), kit)
    context = RenderContext(
        read=files.get,
        catalogue=kit.catalogue.titles,
        headings={heading.id: heading.title for heading in kit.catalogue.headings},
        stated=lambda: what_is_stated(examined.dossier),
    )
    return request.param, examined.judgement, context


def one_by_one(log: Any) -> str:
    """A SARIF log with a line for each rule, taxon and result, so that a difference is short."""
    (run,) = log["runs"]
    lists = [run["tool"]["driver"].pop("rules"), run.pop("results")]
    lists += [taxonomy.pop("taxa") for taxonomy in run.get("taxonomies", [])]
    lines = [json.dumps(log, indent=1, ensure_ascii=False)]
    lines += [json.dumps(each, ensure_ascii=False) for listed in lists for each in listed]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", FILES)
def test_output_is_the_golden_file(
    judged: Judged, name: str, compare_golden: Callable[[Path, str], None]
) -> None:
    example, judgement, context = judged
    text = BY_NAME[name].render(judgement, context)
    if name.startswith("sarif"):  # one line in the real file, which limits on its size ask for
        text = one_by_one(json.loads(text))
    if name == "html":
        text = without_assets(text)
    (GOLDEN / example).mkdir(exist_ok=True)
    compare_golden(GOLDEN / example / FILES[name], text)


@pytest.mark.parametrize("name", ["sarif", "sarif-audit"])
def test_the_rules_of_sarif_and_of_github_are_kept(
    judged: Judged, name: str, complaints: Callable[[str], list[str]]
) -> None:
    _, judgement, context = judged

    assert complaints(BY_NAME[name].render(judgement, context)) == []


def test_the_examples_are_what_they_are_for(judged: Judged) -> None:
    example, judgement, _ = judged

    assert judgement.verdict is (Verdict.PASS if example == "loan-approval" else Verdict.FAIL)


def test_every_format_has_its_files() -> None:
    assert FILES.keys() == BY_NAME.keys()
