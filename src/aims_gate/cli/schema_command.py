"""``aims-gate schema``: the JSON Schemas of what people write and of what programs read."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from ..declarations.records import KINDS

NAMES: Final = ("manifest", "policy", "record", "report", "inventory", *KINDS)
"""Everything that has a schema, in the order in which it is offered."""


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of aims.yaml (manifest), aims-gate.yaml (policy) or another file.

    Editors complete and check what you write with it: the two files above, and governance
    documents, of any kind (record) or of one (of one in Markdown, its front matter). `report` and
    `inventory` are for programs that read `check --format json` and `inventory --format json`.
    """
    click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))


def schema(name: str) -> dict[str, Any]:
    """The schema of one of the names; raises ``KeyError`` for any other."""
    if name == "inventory":
        from ..inventory.as_json import inventory_schema

        return inventory_schema()
    if name == "report":
        from ..reporters.json_report import report_schema

        return report_schema()
    from ..declarations import manifest_schema, policy_schema, record_schema, records_schema

    whole = {"manifest": manifest_schema, "policy": policy_schema, "record": records_schema}
    return whole[name]() if name in whole else record_schema(name)
