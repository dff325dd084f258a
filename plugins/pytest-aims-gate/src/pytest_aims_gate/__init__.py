"""A plugin of pytest: what aims-gate judges, one item for each check and subject."""

__version__ = "0.1.0"

PREFIX = "aims-gate::"
"""Begins the id of every item."""
