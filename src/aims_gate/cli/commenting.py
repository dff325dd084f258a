"""A report as one comment on the change that a run is about; that it fails is only said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model import Environment, Network
from ..platforms.collect import ask
from ..platforms.comments import keep_comment
from ..platforms.record import Unanswered


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a comment: one sentence, and whether it was written."""

    told: str
    written: bool


def comment(report: Path, category: str, environ: Mapping[str, str]) -> Said:
    """Write a report in Markdown as the comment of a category.

    The platform, the change and the token are those of the environment.
    """
    from ..platforms.client import Limits

    try:
        text = report.read_text("utf-8")
        # A page may hold a hundred comments as long as they may be.
        bounds = Limits(body=32 << 20, total=60.0, pages=50)
        is_new = ask(
            Environment(environ),
            Network(allowed=True),
            lambda api: keep_comment(api, category, text),
            bounds,
        )
    except Unanswered as problem:
        return Said(f"no comment was written: {problem.reason}. {problem.fix}", written=False)
    except (OSError, ValueError) as problem:
        return Said(f"no comment was written: {report.name} cannot be read: {problem}", False)
    return Said("the comment is new" if is_new else "the comment is up to date", written=True)
