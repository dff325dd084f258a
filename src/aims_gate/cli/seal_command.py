"""``aims-gate seal``: record what a document describes, after a person has read it against that."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from ..declarations.records import Filed
from ..governance.aspects import IMPACT, RISK
from ..governance.files import Governance
from ..governance.freshness import Freshness
from ..repository.yaml_tree import MAX_BYTES
from . import own_file, session
from .options import day

_ASPECTS = {"risk-register": RISK, "impact-assessment": IMPACT}
_BLOCK = re.compile(r"^seal:[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n(?=[ \t]+\S))*", re.MULTILINE)
_KIND = re.compile(r"^kind:[^\n]*\n", re.MULTILINE)


@click.command("seal")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--by", required=True, metavar="PERSON", help="Who read it, by the register's id.")
@click.option(
    "--path",
    "folder",
    type=click.Path(path_type=Path),
    default=".",
    show_default=True,
    help="The folder that is judged.",
)
@click.option(
    "--on",
    callback=day,
    metavar="DATE",
    help="The day it was read.  [default: today, UTC]",
)
def command(files: tuple[Path, ...], by: str, folder: Path, on: date | None) -> None:
    """Seal FILES: risk registers and impact assessments that were read against what there is.

    The seal holds a digest of everything that the document depends on. When that changes, `check`
    says that the document is stale, in a shallow clone too. Read the document before you seal it:
    the seal says that you did. Exit status: 0, or 2 if a file could not be sealed.
    """
    from ..gate import Request, dossier_of

    snapshot = session.snapshot(folder)
    day_ = on or datetime.now(UTC).date()
    dossier = dossier_of(Request(snapshot=snapshot, as_of=day_), session.offer().kit)
    known = {filed.path: filed for filed in dossier[Governance]}
    top = snapshot.git.top if snapshot.git else folder.resolve()
    for file in files:
        path = _from_top(file, top)
        filed = known.get(path)
        if filed is None:
            raise session.Stop(f"{file} is no valid governance document: nothing was sealed")
        aspects = _aspects(filed, dossier[Freshness].now, file)
        text = own_file.read_text(file, MAX_BYTES) or ""
        own_file.write(file, _sealed(text, by, day_, aspects))
        click.echo(f"{file}: sealed on {day_} over {len(aspects)} aspects", err=True)


def _from_top(file: Path, top: Path) -> str:
    try:
        return file.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        raise session.Stop(f"{file} is not in the folder that is judged") from None


def _aspects(filed: Filed[Any], now: dict[str, str], file: Path) -> dict[str, str]:
    """What the document describes, with the digest of each."""
    names = _ASPECTS.get(filed.value.kind)
    if names is None:
        kinds = " and ".join(sorted(_ASPECTS))
        raise session.Stop(f"{file} is of kind {filed.value.kind}; what is sealed is {kinds}")
    system = filed.value.system
    found = {f"system:{system}/{name}": now.get(f"system:{system}/{name}") for name in names}
    if system is None or None in found.values():
        raise session.Stop(f"{file} is about no system that aims.yaml declares: write its id")
    return {name: digest for name, digest in found.items() if digest}


def _sealed(text: str, by: str, on: date, aspects: dict[str, str]) -> str:
    """The text with its seal: in the place of the last one, else right below its kind."""
    lines = "".join(f'    "{name}": {digest}\n' for name, digest in aspects.items())
    block = f"seal:\n  by: {by}\n  on: {on}\n  of:\n{lines}"
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    return _KIND.sub(lambda kind: kind[0] + block, text, count=1)
