"""One comment on a pull or merge request, kept up to date instead of followed by the next.

A comment is found again by a mark that readers do not see, at its very beginning, and only one
that the token itself wrote is ever changed. Sources: https://docs.github.com/en/rest/issues/comments,
https://docs.github.com/en/graphql/reference/queries#viewer and https://docs.gitlab.com/api/notes/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from .address import Kind
from .reading import number, text
from .record import Lost, Unanswered

if TYPE_CHECKING:  # it imports what only a run that may use the network needs
    from .client import Api, Json

LONGEST: Final = {Kind.GITHUB: 65_536, Kind.GITLAB: 1_000_000}
"""How many characters a comment may have."""

_WHO_AM_I = "query { viewer { databaseId } }"


def mark_of(category: str) -> str:
    """What begins the comment of a category: a remark of HTML, which readers do not see."""
    return f"<!-- aims-gate: {quote(category, safe='/ ', errors='surrogateescape')} -->"


def keep_comment(api: Api, category: str, report: str) -> bool:
    """Write a report in Markdown as the comment of a category on the change of the run.

    Whether the comment is a new one, for want of an earlier one to change. Raises
    :class:`Unanswered` if the platform does not let it, the run is about no change, or the report
    is longer than a comment may be.
    """
    change, kind = api.platform.change, api.platform.kind
    if change is None:
        raise Unanswered(
            "the run is about no pull or merge request", "Ask for the comment in runs about one."
        )
    mark = mark_of(category)
    body = f"{mark}\n{report}"
    if len(body) > LONGEST[kind]:
        raise Unanswered(
            f"the report is longer than the {LONGEST[kind]:,} characters that {kind} takes",
            "Comment with a report of the format markdown, which is kept short.",
        )
    keep = _on_github if kind is Kind.GITHUB else _on_gitlab
    try:
        return keep(api, change, mark, body)
    except Lost:
        return keep(api, change, mark, body)  # if it did arrive, it is found now


def _on_github(api: Api, change: int, mark: str, body: str) -> bool:
    repository = f"repos/{api.platform.project}/issues"
    comments = f"{repository}/{change}/comments"
    # The token of a job may not ask for its user in the other API, but may in this one.
    graphql = f"{api.platform.base.removesuffix('/v3')}/graphql"
    told = api.query(graphql, _WHO_AM_I)
    own = _first(api.each(comments), "user", number(told, "data", "viewer", "databaseId"), mark)
    if own is None:
        api.add(comments, {"body": body})
    else:
        api.change("PATCH", f"{repository}/comments/{own}", {"body": body})
    return own is None


def _on_gitlab(api: Api, change: int, mark: str, body: str) -> bool:
    notes = f"projects/{api.platform.project}/merge_requests/{change}/notes"
    own = _first(api.each(notes), "author", number(api.get("user"), "id"), mark)
    if own is None:
        api.add(notes, {"body": body})
    else:
        api.change("PUT", f"{notes}/{own}", {"body": body})
    return own is None


def _first(comments: Iterator[dict[str, Json]], by: str, own: int, mark: str) -> int | None:
    """The id of the first comment of an account that begins with a mark."""
    if not own:
        raise Unanswered(
            "the platform does not say whose token this is, so that no comment can be told to be "
            "the gate's own",
            "Give the run a token of an account or of an app.",
        )
    for each in comments:
        if number(each, by, "id") == own and text(each, "body").startswith(mark):
            return number(each, "id")
    return None
