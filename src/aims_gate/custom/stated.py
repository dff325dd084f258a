"""From what ``aims-gate.yaml`` states to checks like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ..catalogue import Catalogue
from ..declarations import LoadedPolicy, Problem
from ..declarations.problem import listed, nearest, shown
from ..model import ERROR, Check, Profile, Reach, Role, SubjectKind, Tier
from .facts import Facts
from .message import MAX_LENGTH as LONGEST_MESSAGE
from .message import Message
from .vocabulary import Shape, variables

if TYPE_CHECKING:
    from ..declarations import CustomCheck
    from .evaluate import Expression, Meter

MOST_CHECKS: Final = 200

_INSTALL = "pip install 'aims-gate[custom]'"


def with_custom_checks(
    policy: LoadedPolicy, offered: Iterable[Check[Any]], catalogue: Catalogue
) -> tuple[LoadedPolicy, tuple[Check[Any], ...]]:
    """The policy, and the checks that it states itself.

    If one of them cannot be meant as it stands, the policy that comes back is invalid, with every
    problem at its line, and there are no checks.
    """
    stated = policy.policy.custom if policy.policy else ()
    if not stated:
        return policy, ()
    reading = _Reading(policy, frozenset(check.id for check in offered), catalogue)
    checks = reading.checks(stated)
    if reading.problems:
        return replace(policy, policy=None, problems=listed(reading.problems, policy.path)), ()
    return policy, checks


@dataclass(frozen=True, slots=True)
class _Compiled:
    when: Expression | None
    expect: Expression
    message: Message | None


class _Reading:
    """Reads one stated check after another, and collects what is wrong with them."""

    def __init__(self, policy: LoadedPolicy, taken: frozenset[str], catalogue: Catalogue) -> None:
        self._policy = policy
        self._taken = taken
        self._controls = frozenset(control.id for control in catalogue.controls)
        self.problems: list[Problem] = []

    def checks(self, stated: tuple[CustomCheck, ...]) -> tuple[Check[Any], ...]:
        """The checks; what is wrong is in ``problems``."""
        try:
            from . import evaluate
        except ImportError:
            message = "custom checks need the package cel-python, which is not installed"
            self._complain((), message, _INSTALL)
            return ()
        if len(stated) > MOST_CHECKS:
            message = f"there are more than {MOST_CHECKS} custom checks"
            self._complain((), message, "state fewer, or write a plugin")
            return ()
        self._refuse_ids(stated)
        meter = evaluate.Meter()
        found = []
        for number, each in enumerate(stated):
            if compiled := self._compiled(number, each):
                found.append(_check(self._policy, number, each, compiled, meter))
        return tuple(found)

    def _refuse_ids(self, stated: tuple[CustomCheck, ...]) -> None:
        seen = set(self._taken)
        for number, each in enumerate(stated):
            if each.id in seen:
                message = f"there is another check with the id {shown(each.id)}"
                self._complain((number, "id"), message, "give it an id of its own")
            seen.add(each.id)

    def _compiled(self, number: int, stated: CustomCheck) -> _Compiled | None:
        before = len(self.problems)
        known = variables(SubjectKind(stated.subject))
        self._refuse_controls(number, stated.controls)
        when = self._expression(number, "when", stated.when, known) if stated.when else None
        expect = self._expression(number, "expect", stated.expect, known)
        message = self._message(number, stated.message, known) if stated.message else None
        if expect is None or len(self.problems) > before:
            return None
        return _Compiled(when, expect, message)

    def _refuse_controls(self, number: int, controls: tuple[str, ...]) -> None:
        for place, control in enumerate(controls):
            if control not in self._controls:
                near = nearest(control, self._controls)
                hint = f": did you mean '{near}'?" if near else ""
                message = f"there is no control {shown(control)}{hint}"
                fix = "`aims-gate list controls` lists them all"
                self._complain((number, "controls", place), message, fix)

    def _expression(
        self, number: int, key: str, text: str, known: Mapping[str, Shape]
    ) -> Expression | None:
        from .expression import ExpressionError, compile_expression

        try:
            return compile_expression(text, known)
        except ExpressionError as wrong:
            where = f"line {wrong.line}, " if wrong.line > 1 else ""
            message = (
                f"custom[{number}].{key}: {wrong.message} ({where}column {wrong.column} of it)"
            )
            self._complain((number, key), message, wrong.fix)
            return None

    def _message(self, number: int, text: str, known: Mapping[str, Shape]) -> Message | None:
        message = Message(text)
        where = f"custom[{number}].message"
        if len(text) > LONGEST_MESSAGE:
            problem = f"{where} is longer than {LONGEST_MESSAGE} characters"
            self._complain((number, "message"), problem, "shorten it")
        elif message.stray is not None:
            problem = f"{where}: {shown(message.stray)} is no name in braces"
            fix = "write a bare dotted name, as in {model.id}; it is no format string"
            self._complain((number, "message"), problem, fix)
        else:
            for names in message.names:
                self._refuse_name((number, "message"), names, known)
        return message

    def _refuse_name(
        self, keys: tuple[int | str, ...], names: tuple[str, ...], known: Mapping[str, Shape]
    ) -> None:
        shape: Shape = known
        for name in names:
            if shape is None:
                return
            if name not in shape:
                near = nearest(name, tuple(shape))
                hint = f": did you mean '{near}'?" if near else ""
                message = f"custom[{keys[0]}].message: there is no {shown('.'.join(names))}{hint}"
                self._complain(
                    keys, message, f"the names known here are {', '.join(sorted(shape))}"
                )
                return
            shape = shape[name]

    def _complain(self, keys: tuple[int | str, ...], message: str, fix: str) -> None:
        assert self._policy.source is not None  # a policy that states anything was read
        self.problems.append(self._policy.source.problem(("custom", *keys), message, fix))


def _check(
    policy: LoadedPolicy, number: int, stated: CustomCheck, compiled: _Compiled, meter: Meter
) -> Check[Any]:
    from .judging import Judging

    judging = Judging(
        id=stated.id,
        title=stated.title,
        kind=SubjectKind(stated.subject),
        when=compiled.when,
        expect=compiled.expect,
        message=compiled.message,
        when_at=policy.locate("custom", number, "when"),
        expect_at=policy.locate("custom", number, "expect"),
        meter=meter,
    )
    expected = " ".join(stated.expect.split())
    where = policy.locate("custom", number)
    return Check(
        id=stated.id,
        title=stated.title,
        summary=f"Find where this does not hold of a {stated.subject}: `{expected}`.",
        why=f"This repository asks for it itself, at line {where.line} of `{where.path}`.",
        how=f"Make `{expected}` true.",
        controls=stated.controls,
        clauses=(),
        evidences=(),
        severity=MappingProxyType(dict.fromkeys(Tier, ERROR) | stated.severity.by_tier()),
        roles=frozenset(Role),
        tiers=frozenset(Tier),
        profile=Profile.STARTER,
        reach=Reach.CHECKED,
        since="",
        needs=MappingProxyType({"facts": Facts}),
        observe=judging.observe,
    )
