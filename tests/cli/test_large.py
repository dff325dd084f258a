"""Files of absurd size or shape get an answer, or are said not to be readable; never a hang."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]

CARD = b"# Model card: giant\n\n## Intended use\n\nTo be read by nobody.\n\n"
CELL = json.dumps(
    {
        "cells": [
            {
                "cell_type": "code",
                "source": ["import torch\n"],
                "outputs": [{"output_type": "stream", "text": ["OUTPUT"]}],
            }
        ]
    }
)
BOMBS: dict[str, tuple[str, bytes]] = {
    "50 MB of Markdown": ("MODEL_CARD.md", CARD + b"All work and no play. " * 2_300_000),
    "a notebook with 100 MB of output": (
        "analysis.ipynb",
        CELL.encode().replace(b"OUTPUT", b"x" * 100_000_000),
    ),
    "a JSON of a million lines": ("croissant.json", b'{"@context": [\n' + b"1,\n" * 1_000_000),
    "a YAML in a circle": ("model_card.yaml", b"model_card: &a\n  model_details: *a\n"),
    "a YAML of aliases": (
        "risk_register.yaml",
        b"a: &a [x, x]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 122)),
    ),
    "one line of 20 MB": ("train.py", b"x = 'import torch' " + b"+ 'a' " * 3_000_000),
    "a deep JSON": ("aibom.json", b'{"a":' * 300_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_gets_an_answer(gate: Gate, project: Project, name: str) -> None:
    file, content = BOMBS[name]
    folder = project({file: content, "app.py": "x = 1\n"})
    listed = gate("inventory", folder, "--format=json", "--no-cache")
    assert listed.status == 0
    assert all(each["quality"] != "complete" for each in listed.json["evidence"])
    assert gate("check", folder, "--no-cache").status in (0, 1)


def test_what_is_too_large_to_read_does_not_pass(gate: Gate, project: Project) -> None:
    file, content = BOMBS["a notebook with 100 MB of output"]
    done = gate("check", project({file: content}), "--format=json")
    assert done.status == 1
    [result] = [item for item in done.json["results"] if item["check"] == "undeclared-ai"]
    assert (result["outcome"], result["cause"]) == ("not_assessed", "unreadable")
