"""What pytest loads in every run: options. The rest is loaded only in runs that ask for it."""

from __future__ import annotations

import pytest

from . import PREFIX


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options."""
    group = parser.getgroup("aims-gate")
    group.addoption(
        "--aims-gate",
        action="store_true",
        default=None,
        help="judge the repository too, each check and subject as an item",
    )
    group.addoption(
        "--no-aims-gate",
        action="store_false",
        dest="aims_gate",
        help="do not judge the repository, whatever the configuration says",
    )
    parser.addini(
        "aims_gate",
        "judge the repository in every run that names no files",
        type="bool",
        default=False,
    )
    parser.addini(
        "aims_gate_options",
        "options of `aims-gate check`, and the folder to judge (default: the root of pytest)",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the run judge if that was asked for."""
    config.addinivalue_line("markers", "aims_gate: one check of aims-gate on one subject")
    wanted = _wanted(config)
    if wanted is None:
        return
    from .session import GateSession

    config.pluginmanager.register(GateSession(config, wanted), "aims-gate-session")


def _wanted(config: pytest.Config) -> tuple[str, ...] | None:
    """The ids to run, empty for all of them; ``None`` where the run is not to judge.

    Ids of items are no paths, and pytest must not look for such files: they are taken out of its
    arguments. Only a process that distributes tests to others leaves them in, for those.
    """
    asked = config.getoption("aims_gate")
    if asked is False:
        return None
    workers = getattr(config, "workerinput", None)
    if workers is not None and "aims_gate" not in workers:
        return None
    ids = tuple(argument for argument in config.args if argument.startswith(PREFIX))
    if ids and config.getoption("dist", "no") == "no":
        config.args = [argument for argument in config.args if argument not in ids]
    of_all = config.args_source is not pytest.Config.ArgsSource.ARGS
    if asked or ids or workers is not None or (of_all and config.getini("aims_gate")):
        return ids
    return None
