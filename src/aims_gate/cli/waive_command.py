"""``aims-gate waive``: write a waiver that says everything a waiver has to say."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ..declarations.records import KINDS, load_records
from ..governance.skeletons import skeleton
from ..repository.yaml_tree import MAX_BYTES
from . import own_file, session
from .options import day

FILE = KINDS["waivers"].path
_NUMBERED = re.compile(r"^[^#\n]{0,200}\bid:[ \t]*[\"']?W-(\d{1,6})\b", re.MULTILINE)
_EMPTY_LIST = re.compile(r"^waivers:[ \t]*(?:\[\][ \t]*)?(?:#[^\n]*)?$", re.MULTILINE)


@click.command("waive")
@click.argument("check", metavar="CHECK")
@click.option("--subject", metavar="KIND:ID", help="What the findings are about.")
@click.option("--path", "where", metavar="PATTERN", help="Where the findings stand.")
@click.option("--reason", required=True, help="Why it is acceptable for now.")
@click.option("--owner", required=True, metavar="PERSON", help="Who sees to it that it ends.")
@click.option("--approver", required=True, metavar="PERSON", help="Who approved it; not the owner.")
@click.option(
    "--expires", required=True, callback=day, metavar="DATE", help="The last day it holds."
)
@click.option("--risk", required=True, metavar="ID", help="The risk that it stands for.")
@click.option("--id", "id_", metavar="ID", help="Its id.  [default: W- and the next number]")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    default=FILE,
    show_default=True,
    help="The list of waivers.",
)
def command(
    check: str,
    subject: str | None,
    where: str | None,
    reason: str,
    owner: str,
    approver: str,
    expires: date,
    risk: str,
    id_: str | None,
    file: Path,
) -> None:
    """Add a waiver of the findings of CHECK to the list of waivers.

    It takes effect where the gate reads it: in CI on the target branch, so once it is merged.
    Exit status: 0, or 2 if nothing was written.
    """
    _refuse_unknown(check)
    if not subject and not where:
        raise click.UsageError("say what it is about: --subject, or --path, or both")
    if owner == approver:
        raise click.UsageError("the approver is not the owner: nobody waives for themselves")
    before = _text(file)
    fields = {
        "id": id_ or _next_id(before),
        "check": check,
        "subject": subject,
        "path": where,
        "reason": reason,
        "owner": owner,
        "approver": approver,
        "created": datetime.now(UTC).date().isoformat(),
        "expires": expires.isoformat(),
        "risk": risk,
    }
    after = _with(before, {key: value for key, value in fields.items() if value})
    _refuse_invalid(file, after)
    own_file.write(file, after)
    click.echo(f"{file}: waiver {fields['id']} of {check} until {expires}", err=True)


def _refuse_unknown(check: str) -> None:
    from ..gate import unknown_check

    known = {each.id for each in session.offer().kit.checks}
    if check not in known:
        raise click.UsageError(unknown_check(check, known))


def _text(file: Path) -> str:
    text = own_file.read_text(file, MAX_BYTES)
    return skeleton("waivers") if text is None else text


def _next_id(text: str) -> str:
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    return f"W-{max(numbers, default=0) + 1:02d}"


def _with(text: str, fields: dict[str, str]) -> str:
    """The text with one more waiver, right below the key of the list."""
    found = _EMPTY_LIST.search(text)
    if found is None:
        raise session.Stop("the file has no list 'waivers:' on a line of its own to add to")
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    entry = "\n  - " + "\n    ".join(lines)
    return f"{text[: found.start()]}waivers:{entry}{text[found.end() :]}"


def _refuse_invalid(file: Path, text: str) -> None:
    loaded = load_records({"w.yaml": text.encode()}.get, ["w.yaml"], base="", strict=True)
    if loaded.problems:
        problem = loaded.problems[0]
        raise session.Stop(f"{file} would be invalid at line {problem.line}: {problem.message}")
