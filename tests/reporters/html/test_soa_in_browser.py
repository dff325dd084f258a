"""The Statement of Applicability as people see it, in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from aims_gate.soa import FORMATS

from ..test_soa import DOCUMENT
from .conftest import Open, Scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_statement_fits_and_stands_in_nobody_s_way(
    open_page: Open, axe: str, width: int, scheme: Scheme
) -> None:
    page = open_page(FORMATS["html"](DOCUMENT), width=width, scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    shown = "getComputedStyle(document.querySelector('tbody tr')).display"
    assert page.evaluate(shown) == ("block" if width == 360 else "table-row")
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [each["id"] for each in found["violations"]] == []
