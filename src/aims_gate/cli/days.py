"""Days as people give them on the command line."""

from __future__ import annotations

from datetime import date

import click


def day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Read the value of an option that is a day: YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: write YYYY-MM-DD") from None
