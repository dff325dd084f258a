"""One card in every carrier, with the lines where its sections stand."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.reading import read_document
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]
Find = Callable[[str, str], Found]

RST = """\
===================
Model card: Skipper
===================

Skipper is a random forest that plans tug assignments in small harbours.

.. note:: It runs on the office's own server.

.. This is a comment on limitations.

Intended use
============

Planning of tugs by the harbour office, one shift ahead.

Training data
-------------

`Tug logs <https://example.net/logs>`_ of two ports.

:Evaluation: It saves 11 % of idle time on the logs of 2023.

**Limitations:** It knows no ice and no tide over four metres.
"""

HTML = """\
<!DOCTYPE html>
<html><head><title>x</title><style>h2 { color: red }</style>
<script>document.write("<h2>Ethics</h2>")</script></head>
<body>
<h1>Model card: Skipper</h1>
<p>Skipper is a random forest that plans tugs in small harbours.</p>
<!-- <h2>Contact</h2> -->
<h2>Intended use</h2>
<p>Planning of tugs by the harbour
office &amp; its crews.</p>
<table>
<tr><th>Training data</th><td>Tug logs of two ports</td></tr>
<tr><th>Limitations</th><td>It knows no ice</td></tr>
</table>
<h2>Evaluation</h2>
<table><tr><th>port</th><th>idle</th><th>saved</th></tr>
<tr><td>A</td><td>5</td><td>11</td></tr></table>
</body></html>
"""

TOOLKIT_JSON = json.dumps(
    {
        "model_details": {
            "name": "Skipper",
            "overview": "A random forest that plans tugs in small harbours.",
            "owners": [{"name": "Harbour office", "contact": "tugs@harbour.example.net"}],
            "licenses": [{"identifier": "MIT"}],
        },
        "model_parameters": {"data": [{"description": "Tug logs of two ports"}]},
        "quantitative_analysis": {"performance_metrics": [{"type": "saved", "value": 0.11}]},
        "considerations": {
            "use_cases": [{"description": "Planning of tugs by the harbour office"}],
            "limitations": [{"description": "It knows no ice"}],
            "ethical_considerations": [{"name": "None known", "mitigation_strategy": ""}],
        },
    },
    indent=2,
)

YAML = """\
model_card:
  name: Skipper
  version: 1.2.0
  description: A random forest that plans tugs in small harbours.
  intendedUse: Planning of tugs by the harbour office.
  training_data:
    - Tug logs of two ports
  metrics:
    saved_idle_time: 0.11
  limitations: |
    It knows no ice.
    It knows no tide over four metres.
"""

CSV = """\
Field,Answer
Model name,Skipper
Intended use,Planning of tugs by the harbour office
Training data,Tug logs of two ports
Performance,11 % less idle time
Limitations,"It knows no ice,
and no tide over four metres"
"""

NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "code", "source": ["## Ethics\n", "print('x')"], "outputs": ["x" * 99]},
            {
                "cell_type": "markdown",
                "source": [
                    "# Model card: Skipper\n",
                    "\n",
                    "A random forest that plans tugs in harbours.",
                ],
            },
            {
                "cell_type": "markdown",
                "source": "## Intended use\n\nPlanning of tugs by the office, a shift ahead.\n\n"
                "## Training data\n\nTug logs of two ports.\n\n## Evaluation\n\nIt saves 11 %.",
            },
            {"cell_type": "markdown", "source": ["## Limitations\n", "\n", "It knows no ice."]},
        ]
    },
    indent=1,
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/skipper.rst", RST),
        ("docs/skipper.html", HTML),
        ("cards/model_card.json", TOOLKIT_JSON),
        ("cards/model_card.yaml", YAML),
        ("cards/model_card.csv", CSV),
        ("cards/skipper.ipynb", NOTEBOOK),
    ],
)
def test_a_card_in_each_carrier(found: Find, path: str, text: str) -> None:
    card = found(path, text)
    assert card.kind is DocumentKind.MODEL_CARD
    core = {"identity", "intended_use", "training_data", "evaluation", "limitations"}
    assert core.isdisjoint(card.missing)
    assert card.quality is Quality.COMPLETE
    assert "ethics" in card.missing or path.endswith("model_card.json")


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docs/skipper.rst", RST, 11),
        ("docs/skipper.html", HTML, 8),
        ("cards/model_card.json", TOOLKIT_JSON, 33),
        ("cards/model_card.yaml", YAML, 5),
        ("cards/model_card.csv", CSV, 3),
    ],
)
def test_where_the_intended_use_stands(found: Find, path: str, text: str, line: int) -> None:
    assert found(path, text).sections["intended_use"].line == line


def test_line_ends_and_marks_of_other_systems(found: Find) -> None:
    card = found("card.md", "\ufeff# Model card: A\r\n\r\n## Training data\r\n\r\nLogs.\r\n")
    assert card.title == "Model card: A"
    assert card.sections["training_data"].line == 3


def test_comments_and_code_are_not_read(found: Find) -> None:
    text = (
        "# Model card: A\n\n<!--\n## Limitations\n\nNo ice.\n-->\n\n```python\n# Evaluation\n"
        "print('accuracy 0.93')\n```\n\n## Training data\n\nLogs of two ports.\n"
    )
    assert {"limitations", "evaluation"} <= set(found("card.md", text).missing)


def test_a_table_of_results_in_a_plain_code_block_is_read(found: Find) -> None:
    text = "# Model card: A\n\n## Evaluation\n\n```\nport  error\nKiel  0.41\n```\n"
    assert "evaluation" not in found("card.md", text).missing


def test_utf_16_is_read() -> None:
    data = "# Model card: A\n\n## Training data\n\nLogs of two ports.\n".encode("utf-16")
    document = read_document("MODEL_CARD.md", data, len(data))
    assert document is not None
    assert document.title == "Model card: A"


@pytest.mark.parametrize(
    "text",
    [
        '{"$schema": "x", "type": "object", "properties": {"model_details": {"type": "object"},'
        ' "limitations": {"type": "string"}, "metrics": {"type": "array"}}}',
        '[{"model name": "Autoformer", "use cases": "long series", "limitations": "slow"}]',
        '{"name": "x", "license": "MIT", "owner": "me", "port": 8080}',
        '{"image": "a/b:1", "model": {"name": "x", "task": "chat", "limitations": "none yet"}}',
    ],
)
def test_schemas_catalogues_and_manifests_named_model_card_are_none(read: Read, text: str) -> None:
    assert read("model_card.json", text) is None
