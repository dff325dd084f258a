"""A CEL expression at work: evaluated with ``cel-python``, and every step of it counted.

Counting steps, and not seconds, the same run always ends the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from celpy.adapter import json_to_cel
from celpy.celtypes import BoolType
from celpy.evaluation import Activation, CELEvalError, Evaluator, base_functions
from lark import Token, Tree

MAX_STEPS: Final = 100_000  # of one evaluation
MAX_STEPS_OF_ALL: Final = 2_000_000  # of all evaluations of a run

METHODS: Final = frozenset(
    "contains endsWith matches size startsWith getDate getDayOfMonth getDayOfWeek getDayOfYear "
    "getFullYear getHours getMinutes getMonth getSeconds".split()
)
FUNCTIONS: Final = frozenset("bool double duration int matches size string timestamp".split())
_OPERATORS = frozenset(name for name in base_functions if "_" in name and name != "null_type")
_COMPARING = frozenset(("_==_", "_!=_", "_in_"))
_OF_NUMBERS = frozenset(("_-_", "_*_", "_/_", "_%_"))
_LOGICAL = frozenset(("_||_", "_&&_"))
_HOLDERS = (str, bytes, list, dict)
_CHARACTERS_A_STEP = 16
_VALUES_SHOWN_A_STEP = 8  # where a field is lacking, the library writes the whole value out

_IN_WORDS = {
    "found no matching overload": "values of these kinds cannot be compared or combined",
    "no such overload": "values of these kinds cannot be compared or combined",
    "return error for overflow": "a value cannot be converted or is out of range",
    "overflow": "a value cannot be converted or is out of range",
    "no such key": "there is no such key",
    "modulus or divide by zero": "a number is divided by zero",
}
_NO_FIELDS = "does not support field selection"
_NO_MEMBER = "no such member in mapping: "


class OverBoundError(Exception):
    """An evaluation that takes more than its bound; the message says which."""


class UnknownValueError(Exception):
    """An evaluation that comes to nothing, because a value is lacking or of the wrong kind."""


class Meter:
    """Counts the steps of one evaluation after another."""

    def __init__(self, all_together: int = MAX_STEPS_OF_ALL) -> None:
        self._left_of_all = all_together
        self._left = 0

    def start(self) -> None:
        """Begin another evaluation."""
        self._left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Count steps; raises :class:`OverBoundError` if there are none left."""
        self._left -= steps
        self._left_of_all -= steps
        if self._left < 0:
            raise OverBoundError(f"takes over {MAX_STEPS:,} steps")
        if self._left_of_all < 0:
            raise OverBoundError(
                f"takes, with the other custom checks, over {MAX_STEPS_OF_ALL:,} steps"
            )


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. ``variables`` are the variables that it names."""

    text: str
    variables: frozenset[str]
    _tree: Tree[Token]

    def evaluate(self, values: Mapping[str, Any], meter: Meter) -> object:
        """What it comes to, with the variables as :func:`as_cel` gives them; ``bool`` if it can.

        Raises :class:`UnknownValueError` and :class:`OverBoundError`.
        """
        meter.start()
        activation = Activation(functions=_metered(meter), vars=dict(values))
        try:
            value = _Metered(self._tree, activation, meter).evaluate()
        except CELEvalError as problem:
            raise UnknownValueError(_in_words(problem)) from None
        except RecursionError:
            raise OverBoundError("is nested too deeply") from None
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            raise UnknownValueError(_in_words(problem)) from None
        return bool(value) if isinstance(value, BoolType) else value


def as_cel(value: object) -> Any:
    """Plain data as values of CEL; a day becomes the moment at which it begins, in UTC."""
    return json_to_cel(_timed(value))


def _timed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _timed(below) for key, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [_timed(below) for below in value]
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value


class _Metered(Evaluator):
    """The evaluator of the library, counting as it goes."""

    def __init__(self, ast: Tree[Token], activation: Activation, meter: Meter) -> None:
        super().__init__(ast, activation)
        self._meter = meter

    def sub_evaluator(self, ast: Tree[Token]) -> Evaluator:
        """An evaluator for what a macro repeats, on the same count."""
        return _Metered(ast, self.activation, self._meter)

    def build_ss_macro_eval(self, child: Tree[Token]) -> Callable[[Any], Any]:
        """What ``all`` and ``exists`` repeat; of its errors only the first is kept.

        One is enough to know that the whole comes to nothing, and the library would write each
        error out in the next one.
        """
        repeated = super().build_ss_macro_eval(child)
        neutral = BoolType(child.children[1] == "all")
        failed = False

        def kept(value: Any) -> Any:
            nonlocal failed
            result = repeated(value)
            if isinstance(result, BoolType):
                return result
            first, failed = not failed, True
            return result if first else neutral

        return kept

    def visit(self, tree: Tree[Token]) -> Any:
        """Evaluate what a field is taken of, or a macro goes over."""
        value = super().visit(tree)
        self._meter.spend(_whole_weight(value) // _VALUES_SHOWN_A_STEP)
        return value

    def visit_children(self, tree: Tree[Token]) -> list[Any]:
        """Evaluate the parts of a node, which is a step for each."""
        self._meter.spend(len(tree.children))
        return super().visit_children(tree)


def _metered(meter: Meter) -> dict[str, Callable[..., Any]]:
    """The functions and operators of CEL, each of which counts what it reads and makes."""
    names = _OPERATORS | METHODS | FUNCTIONS
    return {name: _counting(name, base_functions[name], meter) for name in names}


def _counting(name: str, function: Callable[..., Any], meter: Meter) -> Callable[..., Any]:
    weigh = _whole_weight if name in _COMPARING else _weight

    def counted(*arguments: Any) -> Any:
        meter.spend(sum(weigh(each) for each in arguments))
        if name in _OF_NUMBERS and any(isinstance(each, _HOLDERS) for each in arguments):
            raise TypeError("no such overload")  # Python would format text, or multiply it
        if name in _LOGICAL and not any(isinstance(each, BoolType) for each in arguments):
            return arguments[0]  # the library would write both out in a third
        made = function(*arguments)
        meter.spend(_weight(made))
        return made

    return counted


def _weight(value: object) -> int:
    """How many steps it takes to read a value, without what its parts hold."""
    if isinstance(value, (str, bytes)):
        return len(value) // _CHARACTERS_A_STEP
    return len(value) if isinstance(value, (list, dict)) else 0


def _whole_weight(value: object) -> int:
    """How many steps it takes to compare a value; counting ends where nobody would pay it."""
    weight, waiting = 0, [value]
    while waiting and weight <= MAX_STEPS:
        found = waiting.pop()
        weight += _weight(found)
        if isinstance(found, dict):
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
    return weight


def first_line(problem: Exception, most: int | None = 120) -> str:
    """What an exception of the library says, on one short line."""
    text = problem.args[0] if problem.args else type(problem).__name__
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return " ".join(str(text).split())[:most]


def _in_words(problem: Exception) -> str:
    """Why an evaluation comes to nothing, for somebody who does not know the library."""
    said = first_line(problem)
    if said.startswith(_NO_MEMBER):
        return f"{said.removeprefix(_NO_MEMBER)} is not stated"
    if _NO_FIELDS in first_line(problem, None):
        return "a field is taken of a value that has none"
    return next((words for start, words in _IN_WORDS.items() if said.startswith(start)), said)
