from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from aims_gate.inventory import take_inventory
from aims_gate.inventory.cyclonedx import as_cyclonedx
from aims_gate.inventory.described import describe
from aims_gate.inventory.digests import with_digests

from .conftest import BENCH, CARD, LOADS, TRAINS, Files, snapshot_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 9 << 20
WEIGHTS = (
    b"\x47\x00\x00\x00\x00\x00\x00\x00"
    b'{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                 \0\0\0\0'
)
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 12345678\n"
PINNED = LOADS.replace('"main"', f'"{COMMIT}"')
ASKS = 'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o-2024-08-06")\n'


def written(files: Files) -> str:
    snapshot = snapshot_of(files)
    inventory = take_inventory(snapshot, BENCH)
    described = describe(inventory, snapshot)
    return as_cyclonedx(with_digests(inventory, snapshot), described, snapshot)


def components(files: Files) -> dict[str, dict[str, Any]]:
    """bom-ref → component."""
    bill = json.loads(written(files))
    return {part["bom-ref"]: part for part in bill["components"]}


REPOSITORIES: dict[str, Files] = {
    "empty": {},
    "hub model and card": {"a.py": PINNED, "MODEL_CARD.md": CARD},
    "training and data": {"train.py": TRAINS, "data/loans.csv": "a,b\n1,0\n"},
    "hosted model": {"a.py": ASKS, "requirements.txt": "openai==1.2.3\n"},
    "weights": {"models/m.safetensors": WEIGHTS, "models/big.safetensors": POINTER},
    "javascript": {"package.json": '{"dependencies": {"@anthropic-ai/sdk": "0.9.1"}}'},
    "hostile names": {"m\x1b\u202e/\x00 %.py": PINNED, "caf\udce9.py": TRAINS, "a b?.py": LOADS},
    "broken manifest": {"a.py": PINNED, "aims.yaml": "systems: ["},
}


@pytest.mark.parametrize("name", REPOSITORIES)
def test_it_is_valid_by_the_official_schema_and_each_time_the_same(name: str) -> None:
    text = written(REPOSITORIES[name])
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert written(REPOSITORIES[name]) == text


def test_the_validator_tells_wrong_bills() -> None:
    text = written(REPOSITORIES["weights"]).replace("machine-learning-model", "machine-model")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is not None


def test_the_serial_number_follows_from_the_content() -> None:
    numbers = {json.loads(written(files))["serialNumber"] for files in REPOSITORIES.values()}
    assert len(numbers) == len(REPOSITORIES)


def test_every_part_is_a_dependency_once() -> None:
    files = {**REPOSITORIES["hub model and card"], "b.py": ASKS, "train.py": TRAINS}
    bill = json.loads(written(files))
    refs = [part["bom-ref"] for part in (*bill["components"], *bill["services"])]
    assert len(set(refs)) == len(refs)
    assert bill["dependencies"][0]["dependsOn"] == refs


def test_a_hub_model_has_its_package_url_its_licence_and_what_its_card_says() -> None:
    model = components(REPOSITORIES["hub model and card"])["hub-model:acme/scorer"]
    assert model["type"] == "machine-learning-model"
    assert model["purl"] == f"pkg:huggingface/acme/scorer@{COMMIT}"
    assert (model["group"], model["name"], model["version"]) == ("acme", "scorer", COMMIT)
    assert model["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert model["externalReferences"][0]["type"] == "model-card"
    assert model["externalReferences"][0]["url"] == "MODEL_CARD.md"
    card = model["modelCard"]
    assert card["modelParameters"]["task"] == "text-classification"
    assert card["modelParameters"]["datasets"] == [{"type": "dataset", "name": "acme/letters"}]
    [use] = card["considerations"]["useCases"]
    assert use.startswith("Ranks requests so that a person")
    assert "English" in card["considerations"]["technicalLimitations"][0]


def test_a_moving_revision_is_no_version() -> None:
    model = components({"a.py": LOADS})["hub-model:acme/scorer"]
    assert model["purl"] == "pkg:huggingface/acme/scorer"
    assert "version" not in model
    assert {"name": "aims-gate:revision", "value": "main"} in model["properties"]


def test_a_placeholder_card_states_nothing() -> None:
    empty = "# Model card: acme/scorer\n\n## Intended use\n\n[More Information Needed]\n"
    model = components({"a.py": PINNED, "MODEL_CARD.md": empty})["hub-model:acme/scorer"]
    assert "modelCard" not in model
    assert all(each["type"] != "model-card" for each in model["externalReferences"])


def test_weights_have_their_digest_also_where_they_are_kept_elsewhere() -> None:
    found = components(REPOSITORIES["weights"])
    here = found["model-file:models/m.safetensors"]
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    assert here["hashes"] == [{"alg": "SHA-256", "content": digest}]
    elsewhere = found["model-file:models/big.safetensors"]
    assert elsewhere["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]


def test_weights_beyond_what_a_first_look_reads_have_their_digest_too() -> None:
    header = b'{"w":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]}}' % (LARGE, LARGE)
    large = len(header).to_bytes(8, "little") + header + bytes(LARGE)
    [part] = components({"m.safetensors": large}).values()
    assert part["hashes"][0]["content"] == hashlib.sha256(large).hexdigest()


def test_data_is_named_with_its_digest() -> None:
    part = components(REPOSITORIES["training and data"])["data-file:data/loans.csv"]
    assert part["type"] == "data"
    assert part["hashes"][0]["content"] == hashlib.sha256(b"a,b\n1,0\n").hexdigest()


@pytest.mark.parametrize(
    ("requirement", "url"),
    [
        ("openai==1.2.3", "pkg:pypi/openai@1.2.3"),
        ("openai>=1.2.3", "pkg:pypi/openai"),
        ("openai", "pkg:pypi/openai"),
        ("openai==1.*", "pkg:pypi/openai"),
    ],
)
def test_a_library_has_a_version_only_if_one_is_fixed(requirement: str, url: str) -> None:
    found = components({"requirements.txt": f"{requirement}\n"})
    assert found["library:openai"]["purl"] == url


def test_a_scoped_package_is_quoted() -> None:
    part = components(REPOSITORIES["javascript"])["library:@anthropic-ai/sdk"]
    assert part["purl"] == "pkg:npm/%40anthropic-ai/sdk@0.9.1"


def test_only_the_product_is_in_the_bill() -> None:
    assert components({"tests/test_a.py": PINNED, "docs/a.md": LOADS}) == {}
