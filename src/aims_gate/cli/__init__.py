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
    # A run is short and keeps nearly all that it makes: hardly a cycle is worth looking for.
    gc.set_threshold(5_000_000, 20, 50)
    from .app import run

    try:
        run()
    finally:
        # All memory goes with the process: do not look for cycles in it once more before.
        gc.freeze()
