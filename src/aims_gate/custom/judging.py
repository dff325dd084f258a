"""What a custom check finds: its expressions, evaluated of one thing after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..engine import Crashed
from ..model import (
    Cause,
    Finding,
    Location,
    SubjectKind,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)
from .evaluate import Expression, Meter, OverBoundError, UnknownValueError, as_cel
from .facts import Data, Fact, Facts
from .message import Message
from .vocabulary import USED_BY_SYSTEMS


@dataclass(frozen=True, slots=True)
class Judging:
    """One custom check at work. ``when_at`` and ``expect_at`` are where the policy has them."""

    id: str
    title: str
    kind: SubjectKind
    when: Expression | None
    expect: Expression
    message: Message | None
    when_at: Location
    expect_at: Location
    meter: Meter

    def observe(self, facts: Facts) -> Iterator[Finding]:
        """Judge everything of the kind; a thing that systems use once for each of them."""
        shared = facts.shared
        values = _Values(shared)
        for fact in facts.of(self.kind):
            if not self._names_system:
                yield self._judge(fact, None, values)
            elif not fact.systems:
                yield does_not_apply("no system uses it", about=fact.subject, key="system")
            else:
                for system in fact.systems:
                    yield self._judge(fact, system, values)

    @property
    def _names_system(self) -> bool:
        if self.kind not in USED_BY_SYSTEMS:
            return False
        said = {names[0] for names in self.message.names} if self.message else set()
        named = self.expect.variables | (self.when.variables if self.when else frozenset())
        return "system" in named | said

    def _judge(self, fact: Fact, system: Data | None, values: _Values) -> Finding:
        own = {self.kind.value: fact.data} | ({"system": system} if system else {})
        key = f"system:{system['id']}" if system else "expect"
        given = values.of(own)
        try:
            if self.when and not self._true(self.when, "when", self.when_at, given):
                return does_not_apply(f"`{self.when.text}` is false", about=fact.subject, key=key)
        except UnknownValueError as unknown:
            return self._unknown(fact, key, "when", self.when_at, unknown)
        try:
            holds = self._true(self.expect, "expect", self.expect_at, given)
        except UnknownValueError as unknown:
            return self._unknown(fact, key, "expect", self.expect_at, unknown)
        label = f"{fact.subject.label}: {self.title}"
        if holds:
            return conforms(label, at=fact.at, about=fact.subject, key=key)
        message = self.message.filled(values.plain | own) if self.message else f"not so: {label}"
        places = (self.expect_at,)
        return fails(message, at=fact.at, about=fact.subject, key=key, places=places)

    def _true(
        self, expression: Expression, name: str, at: Location, given: Mapping[str, Any]
    ) -> bool:
        try:
            value = expression.evaluate(given, self.meter)
        except OverBoundError as over:
            raise Crashed(f"{at}: {name} of the custom check {self.id} {over}") from None
        if not isinstance(value, bool):
            kind = type(value).__name__.removesuffix("Type")
            message = f"{name} of the custom check {self.id} must be true or false, not {kind}"
            raise Crashed(f"{at}: {message}")
        return value

    def _unknown(
        self, fact: Fact, key: str, name: str, at: Location, unknown: UnknownValueError
    ) -> Finding:
        """What cannot be told decides like a failure: else leaving a value out would be a pass."""
        return unassessed(
            f"{fact.subject.label}: {name} of {self.id} comes to nothing: {unknown}",
            cause=Cause.UNREADABLE,
            at=at,
            about=fact.subject,
            key=key,
            fix="Declare the value, or ask first, with `has(…)`, whether it is stated.",
        )


class _Values:
    """Variables as values of CEL; what every expression has is turned into such only once."""

    def __init__(self, shared: Data) -> None:
        self.plain = shared
        self._shared = {name: as_cel(value) for name, value in shared.items()}

    def of(self, own: Data) -> dict[str, Any]:
        """All variables of one evaluation."""
        return self._shared | {name: as_cel(value) for name, value in own.items()}
