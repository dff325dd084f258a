"""Where people look at a file of the judged commit in the web, as the CI system tells it."""

from __future__ import annotations

from collections.abc import Mapping


def source_url(environ: Mapping[str, str], revision: str | None) -> str:
    """A web address with ``{path}`` and ``{line}`` in it; empty where no such place is known."""
    server, repository = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_REPOSITORY")
    commit = revision or environ.get("GITHUB_SHA")
    if server and repository and commit:
        return f"{server}/{repository}/blob/{commit}/{{path}}#L{{line}}"
    project, commit = environ.get("CI_PROJECT_URL"), revision or environ.get("CI_COMMIT_SHA")
    if project and commit:
        return f"{project}/-/blob/{commit}/{{path}}#L{{line}}"
    return ""
