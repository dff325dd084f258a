"""``aims-gate schema``: the JSON Schemas of what people write and of what programs read."""

from __future__ import annotations

import json
from typing import Any

import click

_NAMES = ("manifest", "policy", "inventory")


@click.command("schema")
@click.argument("name", type=click.Choice(_NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of aims.yaml (manifest), aims-gate.yaml (policy) or the inventory.

    Editors complete and check the first two with it; the third is for programs that read
    `aims-gate inventory --format json`.
    """
    click.echo(json.dumps(_schema(name), indent=2, ensure_ascii=False))


def _schema(name: str) -> dict[str, Any]:
    if name == "inventory":
        from ..inventory.as_json import inventory_schema

        return inventory_schema()
    from ..declarations import manifest_schema, policy_schema

    return manifest_schema() if name == "manifest" else policy_schema()
