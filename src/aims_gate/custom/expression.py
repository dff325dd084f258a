"""From text to a CEL expression: read, bounded, and held against what it may name.

What a hostile or careless expression could do is bounded by its length and depth before it is
read any further. Names that mean nothing are refused here, so that a slip is found even if no
model or system is there to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import re2  # type: ignore[import-untyped]  # the package has no stubs
from celpy.celparser import CELParseError, CELParser
from celpy.evaluation import Activation, CELEvalError, Evaluator
from lark import Token, Tree

from ..declarations.problem import nearest, shown
from .evaluate import FUNCTIONS, METHODS, Expression, first_line
from .vocabulary import Shape

MAX_LENGTH: Final = 1_000  # characters
MAX_DEPTH: Final = 120  # of the syntax tree, in which a pair of brackets takes ten levels

_STRING = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_COMMENT = r"//[^\n]*"
_LEXED = re.compile(rf"""(?:{_STRING}|{_COMMENT}|[^"'/]|/(?!/))*""")
_TRIPLE = re.compile(r'"""|' + "'''")

_MACROS = frozenset(("all", "exists", "exists_one", "filter", "map"))
_ARGUMENTS_OF_MACRO = 2


class ExpressionError(Exception):
    """An expression that cannot be meant; ``line`` and ``column`` count from 1 within it."""

    def __init__(self, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.line = line
        self.column = column


def compile_expression(text: str, variables: Mapping[str, Shape]) -> Expression:
    """Read an expression; raises :class:`ExpressionError` if it is wrong or names what is not."""
    if len(text) > MAX_LENGTH:
        message = f"the expression is longer than {MAX_LENGTH} characters"
        raise ExpressionError(message, "split it into several checks")
    _refuse_open_text(text)
    try:
        tree = CELParser().parse(text)
    except CELParseError as problem:
        message = f"the expression is not CEL{_quoted(text, problem)}"
        fix = "correct it: `when` and `expect` are CEL, see https://cel.dev"
        raise ExpressionError(message, fix, problem.line or 1, problem.column or 1) from None
    if _depth(tree) > MAX_DEPTH:
        raise ExpressionError("the expression is nested too deeply", "split it into several checks")
    reading = _Reading(variables)
    reading.check(tree, frozenset())
    return Expression(text, frozenset(reading.named), tree)


def _refuse_open_text(text: str) -> None:
    """Refuse text in quotes that never ends: to find that out the lexer would take forever."""
    if found := _TRIPLE.search(text):
        raise _error(text, found.start(), "text in three quotes is not read", "use single quotes")
    lexed = _LEXED.match(text)
    end = lexed.end() if lexed else 0
    if end < len(text):
        raise _error(text, end, "text in quotes is not closed on its line", "close the quotes")


def _error(text: str, at: int, message: str, fix: str) -> ExpressionError:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return ExpressionError(message, fix, line, column)


def _quoted(text: str, problem: CELParseError) -> str:
    """Where an expression goes wrong, as far as the parser can tell."""
    if problem.line is None or problem.line < 1 or problem.column is None:
        return ""
    lines = text.splitlines() or [""]
    rest = lines[min(problem.line, len(lines)) - 1][problem.column - 1 :].strip()
    return f" from {shown(rest)} on" if rest else ""


def _depth(tree: Tree[Token]) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        found, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in found.children if isinstance(child, Tree)]
    return deepest


class _Reading:
    """What an expression names, held against what there is."""

    def __init__(self, variables: Mapping[str, Shape]) -> None:
        self._variables = variables
        self.named: set[str] = set()

    def check(self, tree: Tree[Token], bound: frozenset[str]) -> None:
        """Raise :class:`ExpressionError` for the first name that means nothing."""
        match tree.data:
            case "member_dot":
                self._field(tree, bound)
            case "ident":
                self._variable(_token(tree), bound)
            case "member_dot_arg":
                self._method(tree, bound)
            case "ident_arg":
                self._function(tree, bound)
            case "dot_ident" | "dot_ident_arg" | "member_object":
                at = next(tree.scan_values(lambda _: True), None)
                raise _fault(at, "types and packages of CEL are not read", "use plain values")
            case _:
                self._all(_trees(tree), bound)

    def _all(self, trees: Sequence[Tree[Token]], bound: frozenset[str]) -> None:
        for tree in trees:
            self.check(tree, bound)

    def _variable(self, name: Token, bound: frozenset[str]) -> None:
        if name in bound:
            return
        if name not in self._variables:
            raise _unknown(name, "variable", self._variables)
        self.named.add(str(name))

    def _field(self, tree: Tree[Token], bound: frozenset[str]) -> None:
        self._all(_trees(tree), bound)
        names = _dotted(tree)
        if not names or names[0] in bound:
            return
        shape = self._variables[names[0]]
        for name in names[1:]:
            if shape is None:
                return
            if name not in shape:
                raise _unknown(name, "field", shape)
            shape = shape[name]

    def _method(self, tree: Tree[Token], bound: frozenset[str]) -> None:
        member, name, arguments = _call(tree)
        self._all(member, bound)
        if name in _MACROS:
            self._macro(name, arguments, bound)
            return
        if name not in METHODS:
            raise _unknown(name, "function", METHODS | _MACROS)
        if name == "matches":
            _check_pattern(name, arguments)
        self._all(arguments, bound)

    def _macro(self, name: Token, arguments: Sequence[Tree[Token]], bound: frozenset[str]) -> None:
        each = _bare(arguments[0]) if len(arguments) == _ARGUMENTS_OF_MACRO else None
        if each is None or each.data != "ident":
            fix = f"write for instance `list.{name}(each, each != '')`"
            raise _fault(name, f"'{name}' takes a name and an expression", fix)
        self.check(arguments[1], bound | {str(_token(each))})

    def _function(self, tree: Tree[Token], bound: frozenset[str]) -> None:
        _, name, arguments = _call(tree)
        if name not in FUNCTIONS | {"has"}:
            raise _unknown(name, "function", FUNCTIONS | {"has"})
        if name == "has" and not (len(arguments) == 1 and _bare(arguments[0]).data == "member_dot"):
            raise _fault(name, "'has' takes one field", "write for instance `has(model.licence)`")
        if name == "matches":
            _check_pattern(name, arguments[1:])
        self._all(arguments, bound)


def _check_pattern(name: Token, arguments: Sequence[Tree[Token]]) -> None:
    """A pattern stands in the expression itself, so that it is known to be sound beforehand."""
    literal = _bare(arguments[0]) if len(arguments) == 1 else None
    if literal is None or literal.data != "literal":
        fix = "write the pattern in quotes, in the expression"
        raise _fault(name, "'matches' takes a pattern that is spelt out", fix)
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(str(Evaluator(literal, Activation()).evaluate()), options)
    except (re2.error, CELEvalError, ValueError) as problem:
        message = f"the pattern cannot be read: {first_line(problem)}"
        raise _fault(name, message, "correct the pattern: it is one of RE2") from None


def _call(tree: Tree[Token]) -> tuple[list[Tree[Token]], Token, list[Tree[Token]]]:
    """What stands before the dot if anything, the name that is called, and the arguments."""
    name = _token(tree)
    at = tree.children.index(name)
    before, after = tree.children[:at], tree.children[at + 1 :]
    listed = [child for part in after if isinstance(part, Tree) for child in _trees(part)]
    return [child for child in before if isinstance(child, Tree)], name, listed


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _token(tree: Tree[Token]) -> Token:
    return next(child for child in tree.children if isinstance(child, Token))


def _bare(tree: Tree[Token]) -> Tree[Token]:
    """What an expression is once the levels of precedence that say nothing are left out."""
    while len(tree.children) == 1 and isinstance(tree.children[0], Tree):
        tree = tree.children[0]
    return tree


def _dotted(tree: Tree[Token]) -> list[Token]:
    """The names of ``a.b.c``; empty if it begins with anything but a name."""
    names: list[Token] = []
    while tree.data == "member_dot":
        member, name = _trees(tree)[0], _token(tree)
        names.insert(0, name)
        tree = _bare(member)
    return [_token(tree), *names] if tree.data == "ident" else []


def _unknown(name: Token, what: str, known: Iterable[str]) -> ExpressionError:
    listed = sorted(known)
    meant = nearest(str(name), listed)
    hint = f": did you mean '{meant}'?" if meant else ""
    fix = f"the {what}s known here are {', '.join(listed)}"
    return _fault(name, f"there is no {what} {shown(name)}{hint}", fix)


def _fault(at: Token | None, message: str, fix: str) -> ExpressionError:
    line, column = (at.line, at.column) if at is not None else (1, 1)
    return ExpressionError(message, fix, line or 1, column or 1)
