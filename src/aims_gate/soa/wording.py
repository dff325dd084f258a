"""The words that all formats share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .rendering import Rendering, StatedControl

TITLE: Final = "Statement of Applicability"
DISCLAIMER: Final = (
    "What the gate saw is evidence and gaps in one repository. Whether a control is met is for "
    "people to say."
)
HEADER: Final = (
    "Control",
    "Applies",
    "Justification",
    "Status",
    "Evidence cited",
    "Seen by the gate",
    "Evidence found",
    "Findings",
)
_MOST_PLACES: Final = 3
"""How many places a row for people lists; formats for programs list all."""


def applies(control: StatedControl) -> str:
    """Whether it applies, in one word."""
    return {True: "yes", False: "no", None: "not said"}[control.applicable]


def name(control: StatedControl) -> str:
    """The id with the title."""
    return f"{control.id} {control.title}".strip()


def reasons(control: StatedControl) -> str:
    """The justification, with what it rests on and the risks."""
    basis = [*control.because, *control.risks]
    return f"{control.justification} ({', '.join(basis)})" if basis else control.justification


def found(control: StatedControl) -> Iterator[str]:
    """The first places of evidence, and how many more there are."""
    yield from control.evidence[:_MOST_PLACES]
    if (more := len(control.evidence) - _MOST_PLACES) > 0:
        yield f"and {more} more"


def failures(control: StatedControl) -> Iterator[str]:
    """The checks that found something, with how much."""
    for check, count in sorted((control.failures or {}).items()):
        yield f"{check}: {count}"


def origin(rendered: Rendering) -> str:
    """Where and when this was seen, in one sentence."""
    revision = f" at {rendered.revision}" if rendered.revision else ""
    return (
        f"Read from {rendered.source} of {rendered.repository}{revision}, judged as of "
        f"{rendered.as_of} under the profile {rendered.profile}."
    )
