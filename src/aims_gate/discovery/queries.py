"""Queries in SQL that train models inside a database, or ask them."""

from __future__ import annotations

import re

from ..repository.scan import Row
from .rows import row

_NEEDLES = (b"MODEL", b"model", b"Model")
_TRAINS = re.compile(
    rb"^[^\n'-]{0,80}\bCREATE\s{1,9}(?:OR\s{1,9}REPLACE\s{1,9})?(?:TEMP(?:ORARY)?\s{1,9})?MODEL\s{1,9}"
    rb"(?:IF\s{1,9}NOT\s{1,9}EXISTS\s{1,9})?[\w.`\"{}$ -]{1,160}?\s{0,40}"
    rb"(?:\b(?:OPTIONS|TRANSFORM|INPUT|REMOTE|PREDICT|FROM)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS = re.compile(
    rb"^[^\n'-]{0,200}?\b(?:ML|AI)\.(?:PREDICT|FORECAST|RECOMMEND|DETECT_ANOMALIES|GENERATE_\w{2,30}|"
    rb"UNDERSTAND_TEXT|ANNOTATE_IMAGE|EXPLAIN_PREDICT)\s{0,9}\(\s{0,80}(?:MODEL|TABLE)\b",
    re.IGNORECASE | re.MULTILINE,
)


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the steps of one file of queries.

    The statements are those of BigQuery ML and Redshift ML:
    https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-create and
    https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_MODEL.html.
    """
    if not any(needle in data for needle in _NEEDLES):
        return []
    return [
        row("step", data.count(b"\n", 0, found.start()) + 1, **{"as": step})
        for pattern, step in ((_TRAINS, "training"), (_ASKS, "inference"))
        if (found := pattern.search(data))
    ]
