"""What part of a project a file belongs to, told from its path."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """Which part of the project a file serves. Only ``PRODUCT`` makes an AI system."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    EXAMPLE = "example"
    VENDORED = "vendored"
    TEMPLATE = "template"
    TOOLING = "tooling"
