"""What the GitLab template runs to write a report as one note on the merge request.

``python -I -m aims_gate.cli.gitlab_note REPORT.md [CATEGORY]``. It ends with status 0 whether the
note could be written or not: a note is no verdict.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .commenting import comment

_USAGE = "usage: python -I -m aims_gate.cli.gitlab_note REPORT.md [CATEGORY]"


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> None:
    """Write the report that the first argument names, and say in one line what came of it."""
    if len(arguments) not in (1, 2):
        print(_USAGE)
        return
    if not environ.get("GITLAB_TOKEN"):
        print("aims-gate: no comment was written: set GITLAB_TOKEN to a token with the scope api")
        return
    category = arguments[1] if len(arguments) > 1 else "repository"
    print(f"aims-gate: {comment(Path(arguments[0]), category, environ).told}")


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
