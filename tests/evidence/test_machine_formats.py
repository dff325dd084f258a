"""Croissant and bills of materials: told by their own fields, which we check ourselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]
Find = Callable[[str, str], Found]

CROISSANT: dict[str, Any] = {
    "@context": {"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/"},
    "@type": "sc:Dataset",
    "dct:conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "gauges",
    "description": "Water levels of twelve rivers, every ten minutes since 2015.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://data.example.net/gauges",
    "creator": {"@type": "Organization", "name": "Water office"},
    "datePublished": "2026-02-01",
    "version": "1.1.0",
    "recordSet": [{"@type": "cr:RecordSet", "name": "levels"}],
}


def test_a_complete_croissant_file(found: Find) -> None:
    document = found("data/meta.json", json.dumps(CROISSANT, indent=1))
    assert document.kind is DocumentKind.CROISSANT
    assert document.quality is Quality.COMPLETE
    assert document.missing == ()
    assert document.describes == ("gauges",)
    assert document.sections["license"].line == 10


@pytest.mark.parametrize(
    ("key", "missing"),
    [
        ("license", "license"),
        ("creator", "creator"),
        ("datePublished", "datePublished"),
        ("description", "description"),
        ("url", "url"),
    ],
)
@pytest.mark.parametrize("value", [None, "", "TBD", []])
def test_a_required_field_without_substance_is_missing(
    found: Find, key: str, missing: str, value: object
) -> None:
    document = found("croissant.json", json.dumps({**CROISSANT, key: value}))
    assert document.missing == (missing,)
    assert document.quality is Quality.PARTIAL


def test_a_wrongly_keyed_record_set_is_missing(found: Find) -> None:
    data = {**CROISSANT, "recordSets": CROISSANT["recordSet"]}
    del data["recordSet"]
    document = found("croissant.json", json.dumps(data))
    assert document.missing == ("recordSet",)
    assert document.quality is Quality.COMPLETE


def test_other_json_ld_is_no_croissant(read: Read) -> None:
    data = {"@context": "https://schema.org/", "@type": "Dataset", "name": "gauges"}
    assert read("croissant.json", json.dumps(data)) is None


MODEL = {
    "type": "machine-learning-model",
    "name": "skipper",
    "version": "1.2.0",
    "licenses": [{"license": {"id": "MIT"}}],
    "hashes": [{"alg": "SHA-256", "content": "00" * 32}],
    "modelCard": {"considerations": {"useCases": ["tugs"]}},
}


def cyclonedx(*components: object) -> str:
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    )


def test_a_complete_bill_of_a_model(found: Find) -> None:
    document = found("bom.json", cyclonedx({"type": "library", "name": "numpy"}, MODEL))
    assert document.kind is DocumentKind.AI_BOM
    assert document.quality is Quality.COMPLETE
    assert document.describes == ("skipper",)
    assert document.title == "CycloneDX 1.6"


def test_models_within_components_and_a_lacking_model_card(found: Find) -> None:
    inner = {key: value for key, value in MODEL.items() if key != "modelCard"}
    document = found(
        "aibom.json", cyclonedx({"type": "application", "name": "a", "components": [inner]})
    )
    assert document.missing == ("model_card",)
    assert document.quality is Quality.PARTIAL


def test_spdx_with_the_ai_profile(found: Find) -> None:
    text = json.dumps(
        {
            "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
            "@graph": [
                {"type": "CreationInfo"},
                {
                    "type": "ai_AIPackage",
                    "name": "skipper",
                    "software_packageVersion": "1.2",
                    "ai_informationAboutTraining": "tug logs",
                },
            ],
        }
    )
    document = found("sbom.spdx.json", text)
    assert document.kind is DocumentKind.AI_BOM
    assert document.missing == ("licence", "digest")


@pytest.mark.parametrize(
    "text",
    [
        cyclonedx({"type": "library", "name": "numpy"}),
        '{"components": [{"component_type": "model", "name": "m", "approved_by": "team"}]}',
        '{"bomFormat": "CycloneDX", "specVersion": 1.6, "components": 7}',
        '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [7, null, []]}',
        '{"@context": "https://spdx.org/rdf/3.0.1/", "@graph": [{"type": "software_Package"}]}',
        '{"installer": {"name": "aibom"}}',
    ],
)
def test_home_made_bills_and_bills_without_ai_are_none(read: Read, text: str) -> None:
    assert read("aibom.json", text) is None
