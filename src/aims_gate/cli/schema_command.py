"""``aims-gate schema``: the JSON Schemas of what people write and of what programs read."""

from __future__ import annotations

import json
from typing import Any

import click

from ..declarations.records import KINDS

_NAMES = ("manifest", "policy", "inventory", *KINDS)


@click.command("schema")
@click.argument("name", type=click.Choice(_NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of aims.yaml (manifest), aims-gate.yaml (policy) or another file.

    Editors complete and check what you write with it: the two files above, and every kind of
    governance document (of one in Markdown, its front matter). `inventory` is for programs that
    read `aims-gate inventory --format json`.
    """
    click.echo(json.dumps(_schema(name), indent=2, ensure_ascii=False))


def _schema(name: str) -> dict[str, Any]:
    if name == "inventory":
        from ..inventory.as_json import inventory_schema

        return inventory_schema()
    from ..declarations import manifest_schema, policy_schema, record_schema

    if name in KINDS:
        return record_schema(name)
    return manifest_schema() if name == "manifest" else policy_schema()
