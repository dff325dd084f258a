"""What users are told, that AI is disclosed, how harm is reported, who hears of incidents."""

from __future__ import annotations

import pytest

from aims_gate.governance.skeletons import skeleton

from .use_project import CARD, MANIFEST, PROJECT, edited, failures, outcomes

INFORMATION = "inadequate-user-information"
DISCLOSURE = "undisclosed-ai"
HARM = "missing-harm-report-channel"
INCIDENTS = "missing-incident-communication"

GUIDE = "governance/information/users.md"
TOLD = """\
---
kind: user-information
system: desk
system_version: 2.1.0
language: en
figures:
  - {metric: accuracy, value: 0.912}
---

# The letter desk

## What it is for

The desk sorts incoming letters into nine groups, so that clerks find urgent ones first.

## How to use it

Open the list in the morning, read the letters of the first group, and move what is misplaced.

## What the results mean

A group says what a letter most likely asks for; it does not say whether the letter is right.

## Limits and errors

Of a hundred letters nine land in a wrong group: the accuracy is 91.2 %, and lower for handwriting.

## Oversight

Clerks move any letter by hand; the head of letters switches the sorting off with one key.

## AI at work

A machine-learning model proposes the group of each letter, and a clerk confirms or changes it.

## Updates

A new version comes twice a year and is announced a week before in the morning meeting.

## Contact

Ask the head of letters, ann@post.example, or the desk of the building on extension twelve.

## Reporting harm

Anybody reports harm to harm@post.example and gets an answer within ten working days.
"""
NOTICE = """\
# Counter

## Who reads your letter

A program with artificial intelligence proposes a group for each letter, and a clerk decides.
"""
PLAN = """\
kind: incident-plan
review_contacts_every: 6 months
classes:
  - {id: grave, means: people lost money or rights by it, informed: [authority], content: [what happened], hours: 24, responsible: ann}
notifications:
  - {obligation: gdpr, event: a breach of data, to: The authority, hours: 72, content: [what happened], responsible: ann}
contacts:
  - {who: The authority, how: portal of the authority, reviewed: 2026-09-01}
"""  # noqa: E501  # a row is a line, so that findings have lines to stand on


def with_guide(old: str = "", new: str = "") -> dict[str, str]:
    return {**PROJECT, GUIDE: edited(TOLD, old, new) if old else TOLD}


def test_information_that_says_it_all_conforms() -> None:
    assert failures(INFORMATION, with_guide()) == {}
    assert outcomes(INFORMATION, with_guide()) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("## Oversight\n", "## Colours\n", f"{GUIDE}:1", "nothing on oversight"),
        ("system_version: 2.1.0\n", "system_version: 2.0.0\n", f"{GUIDE}:4", "declares 2.1.0"),
        ("system_version: 2.1.0\n", "", f"{GUIDE}:2", "does not say which version"),
        ("value: 0.912", "value: 0.99", f"{GUIDE}:7", "report.json says 0.912"),
        ("metric: accuracy", "metric: f1", f"{GUIDE}:7", "which no evaluation report"),
        ("the accuracy is 91.2 %, and", "it is", f"{GUIDE}:7", "not in the text"),
        ("  - {metric: accuracy, value: 0.912}\n", "", f"{GUIDE}:6", "names no measured figure"),
        ("language: en", "language: de", f"{GUIDE}:1", "told nothing in it"),
    ],
)  # fmt: skip
def test_what_users_are_not_told_is_named(old: str, new: str, place: str, words: str) -> None:
    found = failures(INFORMATION, with_guide(old, new))
    assert any(each.startswith(f"{place} ") and words in each for each in found.values()), found


def test_one_text_under_every_heading_tells_nothing() -> None:
    head, _, body = TOLD.partition("# The letter desk")
    headings = [line for line in body.splitlines() if line.startswith("## ")]
    fine = "We are committed to responsible use, and take every care that 91.2 % are content."
    pasted = "\n\n".join(f"{heading}\n\n{fine}" for heading in headings)
    found = failures(INFORMATION, {**PROJECT, GUIDE: f"{head}# The letter desk\n\n{pasted}\n"})
    assert sum("repeats the text" in each for each in found.values()) == len(headings) - 1


def test_a_readme_is_judged_by_its_headings() -> None:
    body = TOLD.partition("# The letter desk")[2]
    files = {**PROJECT, "README.md": f"# The letter desk\n{body}"}
    assert outcomes(INFORMATION, files) == {"desk": "conforms"}
    files["README.md"] = edited(files["README.md"], "## Limits and errors", "## Colours")
    (found,) = failures(INFORMATION, files).values()
    assert found.startswith(
        "README.md:1 README.md: nothing under a heading of its own on known lim"
    )


def test_without_any_document_there_is_one_failure() -> None:
    assert list(failures(INFORMATION, PROJECT)) == ["none"]


def test_what_was_written_for_another_system_tells_nobody() -> None:
    assert list(failures(INFORMATION, with_guide("system: desk", "system: counter"))) == ["none"]


def test_what_is_still_designed_has_no_users() -> None:
    files = {**PROJECT, "aims.yaml": edited(MANIFEST, "operation", "design")}
    assert outcomes(INFORMATION, files) == {"desk": "not_applicable"}
    assert outcomes(HARM, files) == {"desk": "not_applicable"}


@pytest.mark.parametrize("stated", ["interacts_with_people: true", "recognises: [emotions]"])
def test_who_deals_with_people_tells_them(stated: str) -> None:
    manifest = edited(MANIFEST, "    models: [sorter]\n", f"    models: [sorter]\n    {stated}\n")
    files = {**PROJECT, "aims.yaml": manifest}
    assert failures(DISCLOSURE, files)["text"].startswith("aims.yaml:2 ")
    told = f"{stated}\n    disclosure: {{text: notice.md#who-reads-your-letter}}"
    files["aims.yaml"] = edited(manifest, stated, told)
    assert "does not exist" in failures(DISCLOSURE, files)["text"]
    files["notice.md"] = edited(NOTICE, "A program with artificial intelligence", "Somebody kind")
    assert "does not say that AI" in failures(DISCLOSURE, files)["text"]
    files["notice.md"] = NOTICE
    assert outcomes(DISCLOSURE, files) == {"desk": "conforms"}


def test_generated_content_is_marked_by_code() -> None:
    stated = (
        "    models: [sorter]\n    generates_content: true\n"
        "    disclosure: {text: notice.md#who-reads-your-letter, marking: PLACE}\n"
    )
    manifest = edited(MANIFEST, "    models: [sorter]\n", stated)
    files = {**PROJECT, "notice.md": NOTICE, "src/mark.py": "def mark(text):\n    return text\n"}
    for place, words in (
        ("notice.md#who-reads-your-letter", "marks nothing"),
        ("src/mark.py#sign", "has no such thing"),
    ):
        files["aims.yaml"] = edited(manifest, "PLACE", place)
        assert words in failures(DISCLOSURE, files)["marking"]
    files["aims.yaml"] = edited(manifest, "PLACE", "src/mark.py#mark")
    assert failures(DISCLOSURE, files) == {}


def test_a_hosted_model_of_which_nothing_is_said_needs_a_notice() -> None:
    code = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-4.1-2025-04-14')\n"
    found = failures(DISCLOSURE, {"src/chat.py": code})
    assert "nothing says whom it answers" in found["text"]
    manifest = "systems: [{id: a, purpose: b, owner: c, EXTRA}]\n"
    silent = "interacts_with_people: false, generates_content: false"
    files = {"src/chat.py": code, "aims.yaml": edited(manifest, "EXTRA", silent)}
    assert outcomes(DISCLOSURE, files) == {"a": "not_applicable"}


def test_a_library_for_chats_shows_that_people_write_to_it() -> None:
    denied = "systems: [{id: a, purpose: b, owner: c, interacts_with_people: false}]\n"
    files = {"aims.yaml": denied, "src/chat.py": "import chainlit\n"}
    assert "lets people chat at src/chat.py:1" in failures(DISCLOSURE, files)["text"]


def test_a_channel_that_everybody_is_given_conforms() -> None:
    assert outcomes(HARM, with_guide()) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("path", "old", "new", "key", "place"),
    [
        (
            "aims.yaml",
            "address: harm@post",
            "address: harm@mail.internal",
            "channel",
            "aims.yaml:12",
        ),
        ("aims.yaml", "harm@post.example", "OPEN:who", "channel", "aims.yaml:12"),
        (
            "aims.yaml",
            "harm@post.example,",
            "harm@post.example, form: f.md,",
            "form",
            "aims.yaml:12",
        ),
        ("CARD.md", "harm@post.example", "us", "card:sorter", "CARD.md:1"),
        (GUIDE, "to harm@post.example", "to us", "users", f"{GUIDE}:1"),
    ],
)
def test_a_channel_that_does_not_reach_people(
    path: str, old: str, new: str, key: str, place: str
) -> None:
    files = with_guide()
    files[path] = edited(files[path], old, new)
    assert failures(HARM, files)[key].startswith(f"{place} ")


def test_a_channel_without_a_time_for_the_answer() -> None:
    files = with_guide("and gets an answer within ten working days", "and is thanked by us")
    files["aims.yaml"] = edited(MANIFEST, ", answered_within: 10 days", "")
    assert list(failures(HARM, files)) == ["time"]


def test_channels_that_only_documents_name() -> None:
    stated = "    report_harm: {address: harm@post.example, answered_within: 10 days}\n"
    files = {**with_guide(), "aims.yaml": edited(MANIFEST, stated, "")}
    assert outcomes(HARM, files) == {"desk": "conforms"}
    del files[GUIDE]
    assert list(failures(HARM, files)) == ["channel"]
    template = ".github/ISSUE_TEMPLATE/harm.yml"
    files[template] = "name: Report harm\ndescription: Unfair results; answered in 5 days\n"
    assert set(failures(HARM, files)) == {"users", "card:sorter"}
    files["README.md"] = f"# Desk\n\n## Support\n\nReport harm with [the form]({template}).\n"
    files["CARD.md"] = f"{CARD}\nOr use [the form]({template}).\n"
    assert outcomes(HARM, files) == {"desk": "conforms"}


def test_a_plan_within_the_deadlines_of_the_law_conforms() -> None:
    files = {**PROJECT, "governance/incident-plan.yaml": PLAN}
    assert outcomes(INCIDENTS, files) == {"(organisation)": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("hours: 72", "hours: 80", 6, "allows 72"),
        ("hours: 72", "days: 4", 6, "96 hours are stated"),
        ("hours: 72, ", "", 5, "no deadline for gdpr"),
        ("to: The authority", "to: The mayor", 6, "not among the contacts"),
        ("people lost money or rights by it", "'OPEN: what'", 4, "what falls into it"),
        ("hours: 24, ", "", 4, "within how many hours"),
        ("content: [what happened], hours: 24, responsible: ann", "hours: 24, responsible: bob", 4,
         "left on 2026-02-01"),
        ("reviewed: 2026-09-01", "reviewed: 2026-01-01", 8, "due again on 2026-07-01"),
        ("reviewed: 2026-09-01", "reviewed: 2027-01-01", 8, "a day ahead"),
        ("review_contacts_every: 6 months\n", "", 1, "how often contacts are checked"),
        ("review_contacts_every: 6", "systems: [other]\nreview_contacts_every: 6", 2,
         "no plan for telling of incidents covers Letter desk"),
    ],
)  # fmt: skip
def test_gaps_of_the_plan(old: str, new: str, line: int, words: str) -> None:
    files = {**PROJECT, "governance/incident-plan.yaml": edited(PLAN, old, new)}
    found = failures(INCIDENTS, files)
    wanted = f"governance/incident-plan.yaml:{line} "
    assert any(each.startswith(wanted) and words in each for each in found.values()), found


def test_each_deadline_of_a_law_has_one_in_its_place() -> None:
    row = (
        "  - {obligation: eu-ai-act/high-risk-provider, event: EVENT, to: The authority, HOURS, "
        "content: [it], responsible: ann}\n"
    )

    def judged(*hours: str) -> dict[str, str]:
        rows = "".join(
            edited(edited(row, "EVENT", f"event {index}"), "HOURS", each)
            for index, each in enumerate(hours)
        )
        plan = edited(PLAN, "contacts:\n  - ", f"{rows}contacts:\n  - ")
        manifest = edited(MANIFEST, "[gdpr]", "[gdpr, eu-ai-act/high-risk-provider]")
        return failures(
            INCIDENTS,
            {**PROJECT, "aims.yaml": manifest, "governance/incident-plan.yaml": plan},
        )

    assert judged("hours: 48", "days: 10", "days: 15") == {}
    assert judged("hours: 48") == {}
    assert "Article 73(3)" in str(judged("days: 15"))
    assert "Article 73(2)" in str(judged("hours: 48", "days: 20"))
    assert "Article 73(4)" in str(judged("hours: 48", "days: 12", "days: 15"))


@pytest.mark.parametrize("check", [INFORMATION, HARM, INCIDENTS])
def test_unfilled_skeletons_show_nothing(check: str) -> None:
    files = {
        **PROJECT,
        "aims.yaml": MANIFEST.replace("harm@post.example", "OPEN:address"),
        GUIDE: skeleton("user-information"),
        "governance/incident-plan.yaml": skeleton("incident-plan"),
    }
    assert failures(check, files)
    assert "conforms" not in outcomes(check, files).values()
