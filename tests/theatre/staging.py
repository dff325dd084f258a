"""The stage: the code of the example as it is, and documents that only look like documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from aims_gate.declarations.records import KINDS
from aims_gate.declarations.records.kinds import Nature
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import DecidedFinding, FindingKind, Judgement

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "loan-approval"

PARAGRAPH = (
    "Our organisation is deeply committed to responsible, trustworthy and human-centred artificial "
    "intelligence. We continuously strive for excellence, embed fairness, transparency and "
    "accountability in everything we do, and empower our people to uphold the highest ethical "
    "standards across the whole life cycle."
)

MANIFEST = """systems:
  - id: loan-approval
    purpose: Rank applications for consumer loans
    owner: r-meyer
"""

Files = dict[str, bytes]

OWED = {name: kind for name, kind in KINDS.items() if kind.is_owed}
"""The kinds of documents that `init --governance` writes."""

_PRODUCT = ("src/", "models/loan-approval.safetensors", "data/applications.csv", "requirements")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_DAY = re.compile(rb"\b20(\d\d)(?=-\d\d-\d\d\b)")
_LEAST_WORDS = 3


def example() -> Files:
    """The files of the example."""
    found = (path for path in sorted(EXAMPLE.rglob("*")) if path.is_file())
    files = {path.relative_to(EXAMPLE).as_posix(): path for path in found}
    left_behind = ("var/", ".pytest_cache/", ".venv/")
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if not name.startswith(left_behind) and "__pycache__" not in path.parts
    }


def code(manifest: str = MANIFEST) -> Files:
    """The AI of the example, without a word about it but for a manifest of the least size."""
    product = {name: data for name, data in example().items() if name.startswith(_PRODUCT)}
    return {**product, "aims.yaml": manifest.encode()}


def skeletons() -> Files:
    """What `init --governance` writes, as it writes it."""
    return {kind.path: skeleton(name).encode() for name, kind in OWED.items()}


def with_fine_words(files: Mapping[str, bytes]) -> Files:
    """Documents with the paragraph under every heading and in every field of several words."""
    return {
        name: (_prose if name.endswith(".md") else _data)(data.decode()).encode()
        for name, data in files.items()
    }


def moved_ahead(files: Mapping[str, bytes], *, years: int = 2) -> Files:
    """The same documents with every day that they tell of moved into the future."""
    return {
        name: _DAY.sub(lambda found: b"20%02d" % (int(found[1]) + years), data)
        for name, data in files.items()
    }


def failures(judgement: Judgement, check: str | None = None) -> Iterator[DecidedFinding]:
    """What failed, of one check or of all."""
    for item in judgement.results:
        if check in (None, item.result.check.id):
            for finding in item.findings:
                if finding.finding.kind is FindingKind.FAILURE:
                    yield finding


def evidenced(judgement: Judgement) -> set[str]:
    """The controls and clauses that the gate says there is evidence for."""
    entries = (*judgement.controls, *judgement.clauses)
    return {entry.id for entry in entries if entry.status.value == "evidenced"}


class _Loader(yaml.SafeLoader):
    """YAML as the gate reads it: days are text, and `on` is a key."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:yes|true|false)\Z"), list("ytf")
)


def _data(text: str) -> str:
    stated = yaml.load(text, _Loader)  # derived from the safe loader
    return yaml.safe_dump(_pasted(stated), sort_keys=False, allow_unicode=True, width=100)


def _pasted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each if key == "title" else _pasted(each) for key, each in value.items()}
    if isinstance(value, list):
        pasted = [_pasted(each) for each in value]
        once = PARAGRAPH in pasted  # what is listed is listed once
        return [each for each in pasted if each != PARAGRAPH] + [PARAGRAPH] * once
    if isinstance(value, str) and len(value.split()) >= _LEAST_WORDS:
        return PARAGRAPH
    return value


def _prose(text: str) -> str:
    head = _HEAD.match(text)
    start = f"---\n{_data(head[1])}---\n" if head else ""
    headings = re.findall(r"^#+ .*$", text[head.end() :] if head else text, re.MULTILINE)
    return start + "".join(f"\n{heading}\n\n{PARAGRAPH}\n" for heading in headings)


PROSE = {name for name, kind in OWED.items() if kind.nature is Nature.PROSE}
"""The kinds that are written as prose."""
