"""The governance documents that people write: registers, plans, records, and prose with a head.

Each is a file that says what it is (``kind: risk-register``): YAML, or Markdown whose front matter
is the head. Several files of one kind add up. :mod:`.kinds` lists the kinds; the model of each is
imported when a repository has such a file, since pydantic is slow to import.
"""

from __future__ import annotations

from .filed import Filed, Listed, LoadedRecords
from .kinds import KINDS, Kind, Nature
from .load import load_records

__all__ = ["KINDS", "Filed", "Kind", "Listed", "LoadedRecords", "Nature", "load_records"]
