"""What an output format is, and what it is given besides the judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..model import Judgement
from .stated import Stated


def _nothing(path: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class PipelineRun:
    """Which run of which pipeline this is, in the words that its CI system reads in SARIF.

    Both become the ``automationDetails`` of the run: its ``id``, and its ``properties``.
    """

    id: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a reporter may use besides the judgement.

    ``read`` gives the whole content of a file of the judged snapshot by its repository path, or
    ``None`` where there is no such file or it is not to be read (a link, a submodule, too large).
    ``catalogue`` maps the id of each control and clause to its title. ``scope`` names the part of
    the repository that was judged; two runs over different parts need different names.
    ``width`` is the number of columns of the terminal; ``color`` allows ANSI colours; ``verbose``
    asks for everything, ``quiet`` for no more than what makes the gate fail. Formats for programs
    heed none of these four.

    ``headings`` maps the id of each heading that groups controls and clauses (``A.6``, ``8``) to
    its title. ``stated`` tells what the organisation says of its systems, risks and waivers.
    ``source_url`` is where people look at a file in the web, with ``{path}`` and ``{line}`` to be
    filled in; empty where no such place is known. ``pipeline`` is there only where a CI system asks
    for it in SARIF. ``landmark`` gives a file of the snapshot at which to show what has no place of
    its own, where nothing else offers itself; empty where there is no file at all.
    """

    read: Callable[[str], bytes | None] = _nothing
    catalogue: Mapping[str, str] = field(default_factory=dict)
    scope: str = "repository"
    width: int = 80
    color: bool = False
    verbose: bool = False
    quiet: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    stated: Callable[[], Stated] = Stated
    source_url: str = ""
    pipeline: PipelineRun | None = None
    landmark: Callable[[], str] = str


class Reporter(Protocol):
    """Renders a judgement in one format.

    A reporter decides nothing and is a pure function: the same judgement and context give the
    same text, free of clock, machine and absolute paths. Whatever came from the repository is
    hostile: each reporter escapes it for its own readers. The text can always be encoded as UTF-8.
    """

    @property
    def name(self) -> str:
        """What ``--format`` calls it."""

    @property
    def description(self) -> str:
        """One line for ``aims-gate list formats``."""

    @property
    def suffix(self) -> str:
        """The usual ending of a file in this format, with its dot."""

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement; ends with a newline."""
