"""The statement for other programs: CSV for spreadsheets, JSON for the rest."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from ..text.escaping import cell_text, one_line, to_json
from .rendering import Rendering, StatedControl
from .wording import applies

SCHEMA_VERSION: Final = 1
_COLUMNS: Final = (
    "id",
    "title",
    "applicable",
    "justification",
    "status",
    "evidence",
    "because",
    "risks",
    "seen",
    "reach",
    "found",
    "checks",
    "findings",
)
"""The first columns are those that a Statement of Applicability is read from again."""


def as_csv(rendered: Rendering) -> str:
    """Render CSV with a header; no cell begins as a formula of a spreadsheet does."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for control in rendered.controls:
        writer.writerow([cell_text(one_line(value)) for value in _values(control)])
    return text.getvalue()


def as_json(rendered: Rendering) -> str:
    """Render one JSON object; ``schema_version`` changes when programs would misread it."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "repository": rendered.repository,
        "revision": rendered.revision,
        "as_of": rendered.as_of,
        "profile": rendered.profile,
        "source": rendered.source,
        "controls": [_as_object(control) for control in rendered.controls],
    }
    return to_json(document, indent=2) + "\n"


def _values(control: StatedControl) -> tuple[str, ...]:
    return (
        control.id,
        control.title,
        applies(control) if control.applicable is not None else "",
        control.justification,
        control.stated,
        "; ".join(control.cited),
        "; ".join(control.because),
        "; ".join(control.risks),
        control.status.value if control.status else "",
        control.reach.value if control.reach else "",
        "; ".join(control.evidence),
        "; ".join(control.checks),
        str(control.findings),
    )


def _as_object(control: StatedControl) -> dict[str, Any]:
    return {
        "id": control.id,
        "title": control.title or None,
        "path": control.at.path,
        "line": control.at.line,
        "applicable": control.applicable,
        "justification": control.justification,
        "status": control.stated or None,
        "because": control.because,
        "risks": control.risks,
        "cited": control.cited,
        "seen": control.status,
        "reach": control.reach,
        "evidence": control.evidence,
        "checks": control.checks,
        "findings": control.failures or {},
    }
