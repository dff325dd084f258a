"""Where the places of a report can be looked at in the web."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from ...model import Location
from ..wording import place

_WEB = re.compile(r"https?://[^\s/?#]+/")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as ``path:line``, and its address; empty where none is known."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Makes addresses of places from a template with ``{path}`` and ``{line}``."""

    template: str = ""

    def spot(self, at: Location) -> Spot:
        """The place, with its address."""
        return Spot(place(at), self._href(at))

    def spot_of(self, text: str) -> Spot:
        """The place that a text such as ``aims.yaml:46`` names."""
        path, _, number = text.rpartition(":")
        if path and number.isdecimal():
            return self.spot(Location(path, int(number)))
        return self.spot(Location(text))

    def _href(self, at: Location) -> str:
        if not _WEB.match(self.template):
            return ""
        try:
            path = quote(at.path.encode("utf-8", "surrogateescape"), safe="/")
        except UnicodeEncodeError:  # half a character that no file name on disk can hold
            return ""
        return self.template.replace("{line}", str(at.line)).replace("{path}", path)
