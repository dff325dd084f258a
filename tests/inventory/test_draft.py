from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aims_gate.declarations import LoadedManifest, load_manifest
from aims_gate.inventory import take_inventory
from aims_gate.inventory.draft import Draft, draft
from aims_gate.inventory.manifest_text import as_yaml
from aims_gate.inventory.naming import Ids
from aims_gate.inventory.yaml_text import listing, scalar
from aims_gate.portfolio import LEFT_OPEN
from aims_gate.repository import memory_snapshot

from .conftest import BENCH, CARD, LOADS, TRAINS, Files, snapshot_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HEADER = b'{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}'
WEIGHTS = len(HEADER).to_bytes(8, "little") + HEADER + b"\0"
ASKS = 'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o-2024-08-06")\n'
SHEET = """\
# Datasheet for the dataset of loans

## Motivation

Collected to rank applications for consumer loans in the branches of one bank.

## Composition

40,000 applications of the years 2019 to 2024, one row each, with the decision of a person.

## Collection process

Exported every month from the system of record by the data office, without names.

## Uses

Training and evaluation of the ranking alone; not for advertising.
"""
ASSESSMENT = """\
---
system: loan-approval
---
# AI impact assessment: loan approval

## Purpose and intended use of the AI system

Ranks applications for consumer loans so that an underwriter decides faster.

## Affected individuals and groups

Applicants for loans, most of all those with little credit history.

## Harms and their likelihood

An unjust refusal is possible and severe; it is rare since a person decides every refusal.

## Foreseeable misuse

Refusing without looking at the application.

## Measures

Every refusal is checked by a senior underwriter before it is sent.
"""


def drafted(files: Files) -> Draft | None:
    snapshot = snapshot_of(files)
    return draft(take_inventory(snapshot, BENCH), snapshot)


def text_of(files: Files) -> str:
    found = drafted(files)
    assert found is not None
    return as_yaml(found)


def loaded(text: str) -> LoadedManifest:
    return load_manifest({"aims.yaml": text.encode("utf-8")}.get)


def manifest(files: Files) -> Any:
    """The draft, which must be valid, as plain data."""
    text = text_of(files)
    assert loaded(text).problems == ()
    return yaml.safe_load(text)


def test_without_ai_there_is_nothing_to_draft() -> None:
    assert drafted({"a.py": "print(1)\n", "README.md": "# Tool\n"}) is None


def test_what_only_people_know_is_left_open() -> None:
    [system] = manifest({"train.py": TRAINS})["systems"]
    assert system["purpose"].startswith(LEFT_OPEN)
    assert system["owner"].startswith(LEFT_OPEN)
    assert not {"tier", "oversight", "personal_data"} & set(system)


@pytest.mark.parametrize(
    ("code", "activities"),
    [
        (TRAINS, ["trains"]),
        (LOADS, ["integrates-third-party"]),
        (ASKS, ["integrates-third-party"]),
        (TRAINS + LOADS, ["trains", "integrates-third-party"]),
        ("import torch\n", None),
    ],
    ids=["trains", "loads", "asks", "both", "neither"],
)
def test_activities_are_guessed_and_said_to_be(code: str, activities: list[str] | None) -> None:
    [system] = manifest({"a.py": code, "requirements.txt": "torch\nscikit-learn\n"})["systems"]
    assert system.get("activities") == activities
    text = text_of({"a.py": code, "requirements.txt": "torch\nscikit-learn\n"})
    text = " ".join(text.replace("#", "").split())
    assert ("this is guessed from code" in text) is (activities is not None)
    assert "uses-internally" in text


def test_models_are_declared_where_they_are_and_as_they_are_pinned() -> None:
    found = manifest(
        {
            "models/scorer.safetensors": WEIGHTS,
            "a.py": LOADS.replace('"main"', f'"{COMMIT}"'),
            "b.py": ASKS,
        }
    )
    by_id = {model.pop("id"): model for model in found["models"]}
    assert by_id["scorer"]["path"] == "models/scorer.safetensors"
    assert by_id["scorer"]["digest"].startswith("sha256:")
    assert by_id["acme-scorer"] == {"hub": "acme/scorer", "revision": COMMIT}
    assert by_id["gpt-4o-2024-08-06"] == {
        "api": "gpt-4o-2024-08-06",
        "snapshot": "gpt-4o-2024-08-06",
    }
    assert found["systems"][0]["models"] == ["scorer", "acme-scorer", "gpt-4o-2024-08-06"]
    assert found["suppliers"] == [{"id": "openai", "kind": "api"}]


def test_the_shards_of_a_model_are_declared_as_their_folder() -> None:
    shards: Files = {f"m/w-0000{n}-of-00002.safetensors": WEIGHTS for n in (1, 2)}
    [model] = manifest({**shards, "train.py": TRAINS})["models"]
    assert model["path"] == "m"


def test_data_of_one_folder_is_one_dataset() -> None:
    code = TRAINS + 'test = pd.read_csv("data/test.csv")\nother = pd.read_csv("s3://loans/a.csv")\n'
    found = manifest({"train.py": code, "data/loans.csv": "a\n1\n", "data/test.csv": "a\n1\n"})
    kept = [{key: each[key] for key in each if key != "id"} for each in found["datasets"]]
    assert kept == [{"path": "data"}, {"uri": "s3://loans/a.csv"}]


def test_evidence_that_is_there_is_linked() -> None:
    found = manifest(
        {
            "train.py": TRAINS,
            "models/scorer.safetensors": WEIGHTS,
            "models/MODEL_CARD.md": CARD,
            "data/loans.csv": "a\n1\n",
            "data/DATASHEET.md": SHEET,
            "governance/impact.md": ASSESSMENT,
        }
    )
    assert found["models"][0]["card"] == "models/MODEL_CARD.md"
    assert found["datasets"][0]["datasheet"] == "data/DATASHEET.md"
    [system] = found["systems"]
    assert system["impact_assessment"] == "governance/impact.md"
    assert system["id"] == "loan-approval"  # the assessment says what it is about


def test_an_unfilled_template_is_not_linked() -> None:
    card = "# Model card\n\n## Intended use\n\n[More Information Needed]\n"
    found = manifest({"train.py": TRAINS, "m/scorer.safetensors": WEIGHTS, "m/MODEL_CARD.md": card})
    assert "card" not in found["models"][0]


def test_a_card_that_no_model_links_is_named() -> None:
    text = text_of({"a.py": ASKS, "docs/MODEL_CARD.md": CARD, "m/x.safetensors": WEIGHTS})
    assert "docs/MODEL_CARD.md" in text


def test_paths_are_relative_to_the_folder_under_judgement() -> None:
    contents = {
        "part/m/scorer.safetensors": WEIGHTS,
        "part/train.py": TRAINS.encode(),
        "other/m/big.safetensors": WEIGHTS,
    }
    snapshot = memory_snapshot(contents, base="part/")
    found = draft(take_inventory(snapshot, BENCH), snapshot)
    assert found is not None
    data = yaml.safe_load(as_yaml(found))
    assert [model["path"] for model in data["models"]] == ["m/scorer.safetensors"]
    assert data["systems"][0]["id"] == "part"


def test_data_right_in_the_folder_under_judgement_is_declared_file_by_file() -> None:
    code = TRAINS.replace("data/loans.csv", "loans.csv") + 'test = pd.read_csv("test.csv")\n'
    contents = {"part/train.py": code.encode(), "part/loans.csv": b"a\n", "part/test.csv": b"a\n"}
    snapshot = memory_snapshot(contents, base="part/")
    found = draft(take_inventory(snapshot, BENCH), snapshot)
    assert found is not None
    data = yaml.safe_load(as_yaml(found))
    assert [each["path"] for each in data["datasets"]] == ["loans.csv", "test.csv"]
    assert found.unnamed == 0


def test_every_key_is_explained_once_in_the_words_of_the_field() -> None:
    text = text_of({"train.py": TRAINS, "a.safetensors": WEIGHTS, "b.safetensors": WEIGHTS})
    assert text.count("# The file or folder it is in.") == 1
    assert text.count("# What it is for, in a sentence.") == 1


def test_two_drafts_of_one_repository_are_the_same() -> None:
    files: Files = {"train.py": TRAINS, "b.py": LOADS, "c.py": ASKS, "x.safetensors": WEIGHTS}
    assert text_of(files) == text_of(dict(reversed(list(files.items()))))


HOSTILE = [
    "a: b",
    "# x",
    "- x",
    "'\"",
    "\\",
    "{x}",
    "a\nsystems: []",
    "\x1b[2J",
    "\u202e\u2028",
    "caf\udce9",
    "~",
    "C:",
    "\x85",
    "a" * 300,
    "😀",
    "null",
    "1e3",
    "a#b",
    "*x",
    "&x",
    "!x",
    "%x",
    "@x",
    "`x",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_makes_the_draft_invalid(name: str) -> None:
    files: Files = {
        f"{name}/scorer.safetensors": WEIGHTS,
        f"m/{name}.safetensors": WEIGHTS,
        f"{name}.py": TRAINS.replace("data/loans.csv", f"{name}/a.csv"),
        f"{name}/a.csv": "a\n1\n",
        f"{name}/MODEL_CARD.md": CARD,
        "train.py": TRAINS,
    }
    found = manifest(files)
    assert found["systems"][0]["purpose"].startswith(LEFT_OPEN)
    declared = {model["path"] for model in found.get("models", ())}
    assert declared <= {*files, name, "m"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4))
@example(["\ufeff"])
@example(["\U0001f600", "\ufffe"])
def test_any_name_of_a_file_gives_a_valid_draft(names: list[str]) -> None:
    files: dict[str, str | bytes] = {
        f"{name.strip('/')}/m.safetensors": WEIGHTS for name in names if name.strip("/")
    }
    manifest({**files, "train.py": TRAINS})


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=400)
@given(ANY_TEXT)
@example("yes")
@example("0x1f")
@example("2026-01-01")
@example("a: b # c")
@example("\u2028\x85\ufeff")
@example("- a")
@example("...")
def test_a_scalar_reads_back_as_the_same_text(text: str) -> None:
    written = scalar(text)
    assert "\n" not in written
    assert yaml.safe_load(f"a: {written}") == {"a": text}
    assert yaml.safe_load(f"- a: {written}\n  b: 1\n") == [{"a": text, "b": 1}]


@settings(max_examples=100)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_a_listing_reads_back_as_the_same_texts(texts: list[str]) -> None:
    lines = "\n".join(listing("key", texts, "  "))
    assert yaml.safe_load(lines) == {"key": texts}


@settings(max_examples=100)
@given(st.lists(st.text(max_size=80), max_size=30))
def test_ids_are_unique_and_in_the_pattern_of_the_manifest(names: list[str]) -> None:
    ids = Ids()
    given_ids = [ids.of(name) for name in names]
    assert len(set(given_ids)) == len(given_ids)
    text = "models:\n" + "".join(f"  - {{id: {scalar(id_)}, api: x}}\n" for id_ in given_ids)
    if given_ids:
        assert loaded(text).problems == ()
