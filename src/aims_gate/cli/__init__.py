"""The command line. Only here is anything printed, the environment read or the process ended."""

from __future__ import annotations

import gc
import sys

from .. import __version__


def main() -> None:
    """Run the command line; what the ``aims-gate`` script calls."""
    if sys.argv[1:] == ["--version"]:
        # Hooks and editors ask this often: answer before anything is imported.
        print(f"aims-gate {__version__}")
        return
    # A run is short and keeps most of what it reads: rarely is there a cycle worth looking for.
    gc.set_threshold(50_000, 20, 50)
    from .app import run

    run()
