"""The shape of a check: one typed function with its metadata."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, ParamSpec

from .evidence import Evidence, required_types
from .finding import Finding
from .terms import ORDINARY_TIERS, Profile, Reach, Role, Severity, Tier

P = ParamSpec("P")

_SECTION = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
SECTIONS = ("Why it matters", "How to conform")


@dataclass(frozen=True, slots=True)
class Check(Generic[P]):
    """A check: what it is called, what it counts for, and the function that observes.

    Calling it runs the function and returns its findings as a list.

    ``controls`` and ``clauses`` are what a failure counts against; ``evidences`` names those for
    which a conformity is itself evidence. ``severity`` holds one value for each tier. ``reach``
    says whether content or only a record decides. ``excludable`` is false for a check on which the
    judgement of others rests: it runs although all its controls are excluded.
    """

    id: str
    title: str
    summary: str
    why: str
    how: str
    controls: tuple[str, ...]
    clauses: tuple[str, ...]
    evidences: tuple[str, ...]
    severity: Mapping[Tier, Severity]
    roles: frozenset[Role]
    tiers: frozenset[Tier]
    profile: Profile
    reach: Reach
    since: str
    needs: Mapping[str, type[Evidence]] = field(repr=False)
    observe: Callable[P, Iterator[Finding]] = field(repr=False)
    excludable: bool = True

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Finding]:
        """Run the check on the evidence given and list what it found."""
        return list(self.observe(*args, **kwargs))

    def loaded(self) -> Check[Any]:
        """The check with its function, and so with what it needs; imported if it is not yet."""
        return self.observe.load() if isinstance(self.observe, Unloaded) else self


@dataclass(frozen=True, slots=True)
class Unloaded:
    """Stands for the function of a check that is not imported: ``package.module:name``."""

    function: str

    def __call__(self, *args: Any, **kwargs: Any) -> Iterator[Finding]:
        """Import the function and call it."""
        found: Iterator[Finding] = self.load().observe(*args, **kwargs)
        return found

    def load(self) -> Check[Any]:
        """Import the check."""
        module, _, name = self.function.partition(":")
        found: Check[Any] = getattr(import_module(module), name)
        return found


def check(
    title: str,
    *,
    controls: Sequence[str] = (),
    clauses: Sequence[str] = (),
    evidences: Sequence[str] = (),
    severity: Severity | Mapping[Tier, Severity] = Severity.ERROR,
    roles: Sequence[Role] = tuple(Role),
    tiers: Sequence[Tier] = ORDINARY_TIERS,
    profile: Profile = Profile.STANDARD,
    reach: Reach = Reach.CHECKED,
    since: str = "0.1",
    excludable: bool = True,
) -> Callable[[Callable[P, Iterator[Finding]]], Check[P]]:
    """Turn a generator of findings into a check named after the function.

    The docstring is the check's page: a first paragraph, then ``## Why it matters`` and
    ``## How to conform``. Raises ``TypeError`` if a parameter is not evidence and ``ValueError``
    if the docstring lacks a part; both at import, naming the function.
    """

    def decorate(function: Callable[P, Iterator[Finding]]) -> Check[P]:
        needs = MappingProxyType(required_types(function))
        summary, why, how = _read_docs(function)
        return Check(
            id=function.__name__.replace("_", "-"),
            title=title,
            summary=summary,
            why=why,
            how=how,
            controls=tuple(controls),
            clauses=tuple(clauses),
            evidences=tuple(evidences),
            severity=_per_tier(severity),
            roles=frozenset(roles),
            tiers=frozenset(tiers),
            profile=profile,
            reach=reach,
            since=since,
            needs=needs,
            observe=function,
            excludable=excludable,
        )

    return decorate


def _per_tier(severity: Severity | Mapping[Tier, Severity]) -> Mapping[Tier, Severity]:
    if isinstance(severity, Severity):
        return MappingProxyType(dict.fromkeys(Tier, severity))
    return severity


def _read_docs(function: Callable[..., object]) -> tuple[str, str, str]:
    """Split a check's docstring into its summary, why it matters and how to conform."""
    text = inspect.getdoc(function) or ""
    summary, *rest = _SECTION.split(text)
    sections = {title: body.strip() for title, body in zip(rest[::2], rest[1::2], strict=True)}
    lacking = [title for title in SECTIONS if not sections.get(title)]
    if not summary.strip() or lacking:
        where = f"{function.__module__}.{function.__qualname__}"
        wanted = ", ".join(f"'## {title}'" for title in lacking) or "a first paragraph"
        raise ValueError(f"{where}: the docstring of a check needs {wanted}")
    return summary.strip(), sections[SECTIONS[0]], sections[SECTIONS[1]]
