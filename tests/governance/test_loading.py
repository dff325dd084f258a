"""Which files are taken for governance documents, and what is said of those that are not right."""

from __future__ import annotations

import pytest

from aims_gate.declarations.records import LoadedRecords, load_records


def load(files: dict[str, str], *, strict: bool = False) -> LoadedRecords:
    contents = {path: text.encode() for path, text in files.items()}
    return load_records(contents.get, contents, base="", strict=strict)


def test_a_document_says_what_it_is() -> None:
    loaded = load(
        {
            "governance/people.yaml": "kind: people\npeople: [{id: ann}]\n",
            "governance/notes.yaml": "apiVersion: v1\nkind: Deployment\n",
            "governance/policy.md": "---\nkind: ai-policy\nid: p\n---\n# Policy\n",
            "governance/other.md": "# kind: people\n",
        }
    )
    assert loaded.problems == ()
    assert sorted(loaded.by_kind) == ["ai-policy", "people"]
    (policy,) = loaded.by_kind["ai-policy"]
    assert policy.locate("id").line == 3
    assert policy.prose is not None
    assert policy.prose.endswith("# Policy\n")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: x\nkind: peple\n", 2, "did you mean 'people'?"),
        ("kind: people\npeople: [{id: ann, role: Head}]\n", 2, "did you mean 'roles'?"),
        ("kind: people\npeople: [{roles: [Head]}]\n", 2, "'id' is missing in people[0]"),
        ("kind: people\napproved: last week\n", 2, "'last week' is not a date"),
        ("kind: people\npeople:\n  - id: ann\n    left: 2026-02-30\n", 4, "no day of the calendar"),
        ("kind: people\nstatus: aproved\n", 2, "did you mean 'approved'?"),
        ("kind: people\npeople: [\n", 3, ""),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, message: str) -> None:
    problem = load({"governance/x.yaml": text}).problems[0]
    assert problem.line == line
    assert message in problem.message
    assert problem.fix


def test_files_that_people_name_must_say_what_they_are() -> None:
    files = {"records/a.yaml": "id: x\n", "records/b.yaml": "kind: minutes\n"}
    assert load(files).problems == ()
    told = [problem.message for problem in load(files, strict=True).problems]
    assert told == [
        "records/a.yaml does not say what it is",
        "no governance document is called 'minutes'",
    ]


def test_front_matter_keeps_its_lines_and_odd_bytes_do_no_harm() -> None:
    loaded = load({"governance/p.md": "---\r\nkind: ai-policy\r\nid: 'a b'\r\n---\r\n"})
    assert [problem.line for problem in loaded.problems] == [3]
    contents = {"governance/p.md": b"---\nkind: ai-policy\n---\n\xff\xfe# Policy\n"}
    read = load_records(contents.get, contents, base="", strict=False)
    assert read.problems == ()
