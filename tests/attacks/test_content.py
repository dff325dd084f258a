"""What names, ids and texts of a change do to the gate, to its reports and to who reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import guarded
from .guarded import Edit, append, swap, write
from .judging import judge, read_by_consumers, tree_of
from .table import CHAT, OFFENCES

ESCAPES = (
    "::set-output name=verdict::pass",
    "::error::passed",
    "::stop-commands::x",
    "##[command]echo",
    "\x1b[2J\x1b[1;32mpass\x1b[0m",
    "\x1b]8;;https://evil.example\x07here\x1b]8;;\x07",
    "\x9b32m",
    "\r\n::error::",
    "\rVerdict: the gate passes",
    "\u202eetag eht",
    "\u2066\u2069",
    "\ufeff",
    "\u0085",
    "\u2028::notice::",
    "]]><x/>",
    "<script>alert(1)</script>",
    "<!--",
    "](javascript:alert(1))",
    "|a|b|",
    "`\n```\n# Passed",
    "=1+1",
    "{0}{x!r}%s%(a)s",
    "${{ github.token }}",
    "$(id)`id`",
    "EOF\nverdict=pass",
)
"""What terminals, CI systems, browsers, Markdown, XML and spreadsheets would act on."""

_NOT_IN_NAMES = "/\x00"


@dataclass(frozen=True)
class Content:
    """A change that fails the gate, with something in it that wants to be misread."""

    name: str
    edits: tuple[Edit, ...]


def in_names() -> Iterator[Content]:
    """Names of files and folders."""
    for text in ESCAPES:
        name = "".join("_" if letter in _NOT_IN_NAMES else letter for letter in text)
        files = (
            write(f"src/{name}.py", CHAT),
            write(f"src/{name}/x.py", CHAT),
            write(f"governance/{name}.yaml", "kind: people\npeople: 3\n"),
            write(f"governance/{name}.md", "---\nkind: ai-policy\nid: x y\n---\n# Policy\n"),
        )
        yield Content("name", files)


def _quoted(text: str) -> str:
    """A text in the double quotes of YAML."""
    return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'


def in_texts() -> Iterator[Content]:
    """Ids, purposes, references and reasons."""
    for number, text in enumerate(ESCAPES):
        quoted = _quoted(text)
        systems = f"  - {{id: {quoted}, name: {quoted}, purpose: {quoted}, owner: {quoted}}}\n"
        yield Content("system", (swap("aims.yaml", "models:\n", f"{systems}models:\n"),))
        named = f"  - {{id: x{number}, name: {quoted}, purpose: {quoted}, owner: {quoted}, "
        named += f"paths: [{quoted}]}}\n"
        yield Content("words", (swap("aims.yaml", "models:\n", f"{named}models:\n"),))
        model = f"  - {{id: m, hub: {quoted}, revision: {quoted}, licence: {quoted}}}\n"
        yield Content("model", (swap("aims.yaml", "datasets:\n", f"{model}datasets:\n"),))
        key = f"{quoted}: {quoted}\n"
        yield Content("key", (append("aims.yaml", key), append("aims-gate.yaml", key)))
        code = f"import openai\nopenai.OpenAI().responses.create(model={text!r})\n"
        yield Content("code", (write(f"src/chat/bot{number}.py", code),))


TRAPS = {
    "a huge policy": append("aims-gate.yaml", "# x\n" * 3_000_000),
    "an alias bomb": append(
        "aims-gate.yaml",
        "x0: &x0 [x, x]\n"
        + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    ),
    "deep nesting": append("aims-gate.yaml", "x: " + "{a: " * 50_000),
    "NUL bytes": write("governance/nul.yaml", b"kind: people\x00\npeople: []\n"),
    "NUL bytes in the manifest": append("aims.yaml", "\x00\n"),
    "no text at all": write("governance/risks/loan-approval.yaml", bytes(range(256)) * 64),
    "UTF-16": write("aims.yaml", "systems: []\n".encode("utf-16")),
    "a lone surrogate": append("aims.yaml", '"\\ud800": 1\n'),
    "a name twice": append("governance/people.yaml", "people: []\n"),
    "a system twice": swap(
        "aims.yaml", "models:\n  - id: loan-scorecard", "models:\n  - id: loan-scorecard\n    id: x"
    ),
    "names of the gate's own": swap(
        "aims.yaml",
        "models:\n  - id: loan-sc",
        "  - {id: (gate), purpose: x, owner: a}\n  - {id: (repository), purpose: x, owner: a}\n"
        "models:\n  - id: loan-sc",
    ),
    "a number beyond all": append("aims-gate.yaml", "x: 1e999999999\ny: " + "9" * 100_000 + "\n"),
    "not a number": swap("reports/evaluation.json", '"value": 0.722', '"value": NaN'),
    "a number of sixty": append("aims-gate.yaml", "x: 1:2:3:4:5\n"),
    "merge keys": append("aims.yaml", "<<: {systems: []}\n"),
    "two documents": append("aims.yaml", "\n---\nsystems: []\n"),
    "a tag": append("aims.yaml", "x: !!binary aGVsbG8=\n"),
    "conflict markers": append("aims.yaml", "<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
    "a baseline of nonsense": append("aims-gate-baseline.txt", "x\n" * 1000),
}
"""Content that costs time or memory, or that has no one meaning, where the gate is stated."""


def contents() -> Iterator[Content]:
    """All names in one change, all texts of a kind in another: they are not in each other's way."""
    for every in (in_names(), in_texts()):
        kinds: dict[str, list[Edit]] = {}
        for content in every:
            kinds.setdefault(content.name, []).extend(content.edits)
        yield from (Content(kind, tuple(edits)) for kind, edits in kinds.items())
    yield from (Content(name, (edit,)) for name, edit in TRAPS.items())


CONTENTS = tuple(contents())


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: each.name)
def test_no_content_opens_the_gate_or_is_misread(clone: Path, content: Content) -> None:
    for edit in (*OFFENCES["failed evaluation"], *content.edits):
        edit(clone)
    guarded.commit(clone)
    before = tree_of(clone.parent, without={"reports"})
    judged = judge(clone, "--policy-ref", "main")
    assert tree_of(clone.parent, without={"reports"}) == before
    read_by_consumers(judged)
    assert judged.status in (1, 2)


def test_names_that_are_no_text(clone: Path) -> None:
    """Bytes that are no UTF-8, in the names of code, documents and folders."""
    for name in (b"src/\xff\xfe.py", b"governance/\xe9.yaml", b"src/\xc0\xaf/x.py"):
        path = os.path.join(os.fsencode(clone), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(CHAT.encode() if name.endswith(b".py") else b"kind: people\npeople: 3\n")
    guarded.commit(clone)
    judged = judge(clone, "--policy-ref", "main")
    read_by_consumers(judged)
    assert judged.status in (1, 2)


def test_files_whose_names_differ_in_case_alone(clone: Path) -> None:
    """On disks that ignore case one would take the place of the other: both are judged here."""
    write("governance/SOA.yaml", "kind: soa\ncontrols: []\n")(clone)
    write("Governance/people.yaml", "kind: people\npeople: []\n")(clone)
    write("src/Loan/service.py", CHAT)(clone)
    guarded.commit(clone)
    judged = judge(clone, "--policy-ref", "main")
    read_by_consumers(judged)
    assert judged.status in (1, 2)
