"""Options that several commands have, said once so that they mean the same everywhere."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from ..model import Profile


def day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Read the value of an option that is a day: YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: write YYYY-MM-DD") from None


profile: Final = click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="Which set of checks runs.  [default: the policy's, else starter]",
)

as_of: Final = click.option(
    "--as-of",
    callback=day,
    metavar="DATE",
    help="The day to judge as of, YYYY-MM-DD.  [default: today, UTC]",
)

jobs: Final = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with.  [default: one for each processor]",
)

no_cache: Final = click.option("--no-cache", is_flag=True, help="Neither use nor write the cache.")
