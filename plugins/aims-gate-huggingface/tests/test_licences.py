from __future__ import annotations

import pytest

from aims_gate_huggingface.licences import same


@pytest.mark.parametrize(
    ("stated", "at_hub"),
    [
        ("Apache-2.0", ["apache-2.0"]),
        ("Apache 2.0", ["apache-2.0"]),
        ("Apache License, Version 2.0", ["apache-2.0"]),
        ("the Apache licence v2", ["apache-2.0"]),
        ("MIT License", ["mit"]),
        ("CC-BY-SA-4.0", ["cc-by-sa-4.0"]),
        ("CC BY-SA 4.0", ["cc-by-sa-4.0"]),
        ("GPL-3.0-only", ["gpl-3.0"]),
        ("GPL-3.0-or-later", ["gpl-3.0"]),
        ("GPL-3.0+", ["gpl-3.0"]),
        ("GPLv3", ["gpl-3.0"]),
        ("LGPL-2.1 or later", ["lgpl-2.1"]),
        ("ODbL-1.0", ["odbl"]),
        ("BSD-3-Clause", ["bsd-3-clause"]),
        ("OpenRAIL++", ["openrail++"]),
        ("MIT OR Apache-2.0", ["apache-2.0", "mit"]),
        ("(MIT AND Apache-2.0)", ["mit", "apache-2.0"]),
        ("mit, apache-2.0", ["mit", "apache-2.0"]),
        ("Yi-License", ["yi-license"]),
        ("llama3", ["llama3"]),
    ],
)
def test_the_same(stated: str, at_hub: list[str]) -> None:
    assert same(stated, at_hub)


@pytest.mark.parametrize(
    ("stated", "at_hub"),
    [
        ("MIT", ["apache-2.0"]),
        ("Apache-2.0", ["apache-1.1"]),
        ("CC-BY-4.0", ["cc-by-nc-4.0"]),
        ("CC-BY-4.0", ["cc-by-3.0"]),
        ("GPL-2.0", ["gpl-3.0"]),
        ("LGPL-3.0", ["gpl-3.0"]),
        ("OpenRAIL", ["openrail++"]),
        ("BSD-2-Clause", ["bsd-3-clause"]),
        ("BSD-3-Clause", ["bsd"]),
        ("MIT", ["mit", "cc-by-nc-4.0"]),
        ("MIT OR Apache-2.0", ["mit"]),
        ("proprietary", ["mit"]),
        ("the license", ["mit"]),
        ("", ["mit"]),
        ("llama3", ["llama2"]),
    ],
)
def test_not_the_same(stated: str, at_hub: list[str]) -> None:
    assert not same(stated, at_hub)


def test_hostile_text_takes_linear_time(stopwatch: list[float]) -> None:
    stopwatch.append(2)
    for text in (" or " * 50_000, " " * 300_000, "a-" * 100_000, "v" * 300_000, "(,v" * 90_000):
        assert not same(text, ["mit"])
