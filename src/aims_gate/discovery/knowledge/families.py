"""What a library is for, and which of that is AI by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a library brings into a project.

    ``FRAMEWORK`` trains and runs models; ``RUNTIME`` only runs them; ``HUB`` fetches models or
    datasets; ``LLM_SDK`` calls hosted models; ``AGENT`` builds agents and chains; ``MCP`` serves
    tools to models; ``RETRIEVAL`` stores and finds vectors; ``TRACKING`` records experiments;
    ``ASSURANCE`` explains or measures models; ``TOKENS`` counts and cuts text;
    ``ORCHESTRATION`` runs steps of any kind.
    """

    FRAMEWORK = "framework"
    RUNTIME = "runtime"
    HUB = "hub"
    LLM_SDK = "llm-sdk"
    AGENT = "agent"
    MCP = "mcp"
    RETRIEVAL = "retrieval"
    TRACKING = "tracking"
    ASSURANCE = "assurance"
    TOKENS = "tokens"
    ORCHESTRATION = "orchestration"
    ENDPOINT = "endpoint"


SUPPORTING = frozenset({Family.TRACKING, Family.TOKENS, Family.ORCHESTRATION})
"""Families that ordinary programs use as well: alone they make no AI system."""


@dataclass(frozen=True, slots=True)
class Library:
    """A known library: its name in its registry, what it is for, who supplies its service."""

    name: str
    family: Family
    ecosystem: str
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class Libraries:
    """A table of libraries, by the name they are imported under and by the name in the registry."""

    by_import: Mapping[str, Library]
    by_package: Mapping[str, Library]


def libraries(ecosystem: str, rows: str) -> Libraries:
    """Read a table of lines ``family | supplier or - | entry …``.

    An entry is ``package[=import,import…][+package,package…]``: the name in the registry, the
    import names where they differ, and other packages that are the same library.
    """
    by_import: dict[str, Library] = {}
    by_package: dict[str, Library] = {}
    for row in rows.strip().splitlines():
        family, supplier, entries = (cell.strip() for cell in row.split("|"))
        service = None if supplier == "-" else supplier.replace("_", " ")
        for entry in entries.split():
            named, _, others = entry.partition("+")
            name, _, imports = named.partition("=")
            library = Library(name, Family(family), ecosystem, service)
            by_import.update(dict.fromkeys(imports.split(",") if imports else [name], library))
            by_package.update(
                dict.fromkeys([name, *others.split(",")] if others else [name], library)
            )
    return Libraries(by_import, by_package)
