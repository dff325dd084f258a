"""``aims-gate schema``: the JSON Schemas of what people write."""

from __future__ import annotations

import json

import click


@click.command("schema")
@click.argument("name", type=click.Choice(["manifest", "policy"]))
def command(name: str) -> None:
    """Print the JSON Schema of aims.yaml (manifest) or aims-gate.yaml (policy).

    Editors complete and check these files with it.
    """
    from ..declarations import manifest_schema, policy_schema

    schema = manifest_schema() if name == "manifest" else policy_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
