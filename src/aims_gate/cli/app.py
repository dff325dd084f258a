"""The group of commands: each module is imported only when its command is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from .. import __version__
from . import terminal

COMMANDS = {
    "check": "Judge a repository and report what was found.",
    "inventory": "List the AI and the evidence that a repository holds.",
    "soa": "Render the Statement of Applicability with the evidence behind it.",
    "init": "Draft aims.yaml from what a repository holds.",
    "explain": "Explain a check, a control or a clause.",
    "list": "List checks, controls, formats or plugins.",
    "extend": "Build the policy on that of an organisation, copied and pinned.",
    "baseline": "Take up what is wrong at adoption, and drop what was fixed.",
    "waive": "Add a waiver of the findings of a check.",
    "seal": "Record what a document describes, after it was read against that.",
    "schema": "Print the JSON Schema of a file that people write.",
}
"""The commands and what each is for; a command's module is named after it."""

DEBUG = "AIMS_GATE_DEBUG"

INTERRUPTED = 130
"""The exit status of shells for a program that was interrupted: neither a pass nor a fail."""

PIPE_CLOSED = 141
"""The exit status of shells for a program whose output nobody wants any more."""


class _LazyGroup(click.Group):
    """A group whose ``--help`` imports no command, so loads no plugin."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{cmd_name}_command", __package__)
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # as after `| head`; click would end with 1, which is a verdict
            terminal.let_go_of_output()
            sys.exit(PIPE_CLOSED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 the gate passes, 1 it does not, 2 it could not judge.",
)
@click.version_option(__version__, prog_name="aims-gate", message="%(prog)s %(version)s")
def app() -> None:
    """Find the AI in a repository, read the evidence, and judge it."""


def run() -> None:
    """Run the command line and end the process; never with a traceback."""
    terminal.accept_any_text()
    try:
        app(prog_name="aims-gate", standalone_mode=False)
    except click.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except Exception as problem:
        if os.environ.get(DEBUG):
            raise
        what = " ".join(f"{type(problem).__name__}: {problem}".split())
        click.echo(
            f"error: aims-gate itself failed: {what}\n"
            f"Please report it with the output of the same command under {DEBUG}=1.",
            err=True,
        )
        sys.exit(2)
