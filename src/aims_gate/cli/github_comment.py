"""What ``action.yml`` runs to write the report as one comment on the pull request.

It ends with status 0 whether the comment could be written or not: a comment is no verdict.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..reporters.github import notice
from .action_inputs import may_write
from .commenting import comment

_READ_ONLY = (
    "no comment was written: the token of a run for a fork or for Dependabot may only read. The "
    "summary of the job says the same as the comment would."
)


def main(environ: Mapping[str, str]) -> None:
    """Write the file in ``COMMENT_FILE``, and say in one line what came of it."""
    said = comment(Path(environ["COMMENT_FILE"]), environ["COMMENT_CATEGORY"], environ)
    if said.written:
        print(f"aims-gate: {said.told}")
    else:
        print(notice("aims-gate", said.told if may_write(environ) else _READ_ONLY))


if __name__ == "__main__":
    main(os.environ)
