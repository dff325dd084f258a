"""``python -m aims_gate``: the same as the ``aims-gate`` script."""

from __future__ import annotations

import sys
from pathlib import Path

# `python -m` puts the current folder first on the import path. That folder is the repository
# under judgement: nothing in it may be imported.
if sys.path and sys.path[0] in ("", str(Path.cwd())):
    del sys.path[0]

from aims_gate.cli import main

main()
