"""What is wrong with risk criteria: scales without words, a matrix with holes or steps down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.risk_criteria import RiskCriteria
from ..governance.wording import said
from ..model import Location
from .judging import Defect

if TYPE_CHECKING:
    from ..declarations.records.risk import RiskLevel, ScaleStep

_OWNER = "owner"
"""The role that stands for whoever owns the system."""

_FEWEST_STEPS = 2  # one step tells nothing apart
_MOST_STEPS = 12


def defects_of(criteria: RiskCriteria, governance: Governance, roster: Roster) -> Iterator[Defect]:
    """Everything by which two people would come to different levels, or to none."""
    filed = criteria.filed
    if filed is None:
        return
    for other in criteria.others:
        message = f"{filed.path} states risk criteria as well: which of them hold?"
        fix = "Keep one document of risk criteria; retire the other by taking it away."
        yield Defect(message, other.location, f"second:{other.path}", fix)
    yield from _unworded(criteria, "severity", filed.value.severity)
    yield from _unworded(criteria, "likelihood", filed.value.likelihood)
    yield from _unworded(criteria, "levels", filed.value.levels)
    scales = (criteria.severity, criteria.likelihood, criteria.levels)
    if all(0 < len(scale) <= _MOST_STEPS for scale in scales):
        yield from _off_scale(criteria, filed.value.matrix)
        yield from _matrix(criteria)
    yield from _threshold(criteria)
    yield from _other_threshold(criteria, governance)
    yield from _acceptors(criteria, filed.value.levels, roster)


def _unworded(criteria: RiskCriteria, name: str, steps: Sequence[ScaleStep]) -> Iterator[Defect]:
    if len(steps) < _FEWEST_STEPS:
        message = f"the scale {name} has {len(steps)} steps: it tells nothing apart"
        fix = f"List the steps of {name}, each with a description."
        yield Defect(message, criteria.at(name), f"{name}:short", fix)
    if len(steps) > _MOST_STEPS:
        message = f"the scale {name} has {len(steps)} steps: nobody tells so many apart"
        fix = f"Use at most {_MOST_STEPS} steps for {name}."
        yield Defect(message, criteria.at(name), f"{name}:long", fix)
        return
    seen: set[str] = set()
    first: dict[str, str] = {}
    one = name.removesuffix("s")
    for index, step in enumerate(steps):
        at, key = criteria.at(name, index), f"{name}:{step.id}"
        if step.id in seen:
            yield Defect(f"{name} lists {step.id!r} twice", at, f"{key}:twice", "Remove one.")
        elif not said(step.description, words=3):
            message = f"{one} {step.id!r} has no description: what does it take?"
            fix = f"Describe {step.id!r} so that two people choose it for the same cases."
            yield Defect(message, at, key, fix)
        elif (same := first.setdefault(fold(step.description or ""), step.id)) != step.id:
            message = f"{one} {step.id!r} is described like {same!r}"
            yield Defect(message, at, key, f"Say how {step.id!r} differs from {same!r}.")
        seen.add(step.id)


def _matrix(criteria: RiskCriteria) -> Iterator[Defect]:
    for pair in product(criteria.severity, criteria.likelihood):
        cell = criteria.cells.get(pair)
        if cell is None:
            message = f"matrix cell {pair[0]} x {pair[1]} is missing"
            yield Defect(message, _place(criteria, pair), _key(pair), _repair(pair))
        elif criteria.rank(cell) is None:
            message = f"matrix cell {pair[0]} x {pair[1]} is {cell!r}, which is no level"
            yield Defect(message, _place(criteria, pair), _key(pair), _repair(pair))
        else:
            yield from _steps_down(criteria, pair)


def _off_scale(
    criteria: RiskCriteria, matrix: Mapping[str, Mapping[str, str | None]]
) -> Iterator[Defect]:
    for severity, row in matrix.items():
        if severity not in criteria.severity:
            message = f"the matrix has a row {severity!r}, which is no severity"
            fix = f"Use the words of the scale: {', '.join(criteria.severity)}."
            yield Defect(message, criteria.at("matrix", severity), f"row:{severity}", fix)
            continue
        for likelihood in row:
            if likelihood not in criteria.likelihood:
                message = f"the matrix has a column {likelihood!r}, which is no likelihood"
                fix = f"Use the words of the scale: {', '.join(criteria.likelihood)}."
                at = criteria.at("matrix", severity, likelihood)
                yield Defect(message, at, f"cell:{severity}:{likelihood}", fix)


def _steps_down(criteria: RiskCriteria, pair: tuple[str, str]) -> Iterator[Defect]:
    """Where a worse or a likelier risk gets a lower level than its milder or rarer neighbour."""
    severity, likelihood = pair
    own = criteria.rank(criteria.cells[pair])
    for lower in _neighbours(criteria, severity, likelihood):
        rank = criteria.rank(criteria.cells.get(lower))
        if own is not None and rank is not None and own < rank:
            message = (
                f"matrix cell {severity} x {likelihood} is {criteria.cells[pair]}, lower than "
                f"{lower[0]} x {lower[1]}, which is {criteria.cells[lower]}"
            )
            yield Defect(message, _place(criteria, pair), f"{_key(pair)}:down", _repair(pair))
            return


def _neighbours(criteria: RiskCriteria, severity: str, likelihood: str) -> list[tuple[str, str]]:
    down = criteria.severity.index(severity) - 1
    left = criteria.likelihood.index(likelihood) - 1
    below = [(criteria.severity[down], likelihood)] if down >= 0 else []
    return [*below, *([(severity, criteria.likelihood[left])] if left >= 0 else [])]


def _threshold(criteria: RiskCriteria) -> Iterator[Defect]:
    at, threshold = criteria.at("acceptable_up_to"), criteria.acceptable_up_to
    fix = f"Set acceptable_up_to to the highest of {', '.join(criteria.levels)} that you live with."
    if threshold is None:
        message = "the criteria do not say up to which level a risk is acceptable"
        yield Defect(message, at, "acceptable_up_to", fix)
    elif criteria.rank(threshold) is None:
        message = f"risks are to be acceptable up to {threshold!r}, which is no level"
        yield Defect(message, at, "acceptable_up_to", fix)
    elif criteria.cells and all(criteria.accepts(level) for level in criteria.cells.values()):
        message = f"no cell of the matrix is above {threshold!r}: no risk would ever be treated"
        yield Defect(message, at, "acceptable_up_to", fix)


def _other_threshold(criteria: RiskCriteria, governance: Governance) -> Iterator[Defect]:
    """Where the AI policy accepts other risks than the criteria do."""
    for filed in governance.ai_policies:
        stated = filed.value.accepts_risk_up_to
        if stated and criteria.acceptable_up_to and stated != criteria.acceptable_up_to:
            message = (
                f"risks are acceptable up to {criteria.acceptable_up_to!r} here, and up to "
                f"{stated!r} in the AI policy"
            )
            at = criteria.at("acceptable_up_to")
            place = filed.locate("accepts_risk_up_to")
            fix = "State the same level in both."
            yield Defect(message, at, "policy", fix, places=(place,))


def _acceptors(
    criteria: RiskCriteria, levels: Sequence[RiskLevel], roster: Roster
) -> Iterator[Defect]:
    held = {fold(role) for person in roster.people.values() for role in person.roles}
    for index, level in enumerate(levels):
        roles = [role for role in level.accepted_by if role == _OWNER or said(role)]
        at, key = criteria.at("levels", index, "accepted_by"), f"accepted_by:{level.id}"
        if level.unacceptable:
            if roles:
                message = (
                    f"level {level.id!r} is unacceptable, and {', '.join(roles)} may accept it"
                )
                yield Defect(message, at, key, "Take out accepted_by, or unacceptable.")
        elif not roles:
            message = f"nobody is said to accept risks of level {level.id!r}"
            yield Defect(message, at, key, "Name the roles that may accept it: accepted_by.")
        elif roster.exists and not any(role == _OWNER or fold(role) in held for role in roles):
            message = f"nobody holds the roles that accept level {level.id!r}: {', '.join(roles)}"
            fix = "Name a role that somebody in the register of people holds."
            yield Defect(message, at, key, fix)


def _place(criteria: RiskCriteria, pair: tuple[str, str]) -> Location:
    return criteria.at("matrix", *pair)


def _key(pair: tuple[str, str]) -> str:
    return f"matrix:{pair[0]}:{pair[1]}"


def _repair(pair: tuple[str, str]) -> str:
    return f"Give {pair[0]} x {pair[1]} a level, not below that of milder or rarer risks."
