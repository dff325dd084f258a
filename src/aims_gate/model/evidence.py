"""Evidence, and how a function names the evidence it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import unwrap
from typing import Any, get_type_hints

from .location import Location
from .terms import Cause


class Evidence:
    """Something collected from the repository or handed in by the caller.

    Checks and collectors ask for evidence by the type of their parameters. Subclasses are frozen,
    slotted dataclasses.
    """

    __slots__ = ()


class NotAssessed(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised by a collector that cannot say: checks that need its evidence are *not assessed*.

    ``cause`` decides what that means for the verdict, ``fix`` says what would make it assessable.
    """

    def __init__(
        self,
        reason: str,
        *,
        cause: Cause,
        at: Location | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause
        self.at = at
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Deferred:
    """A collector that is imported when its evidence is first asked for.

    ``provides`` names the type of the evidence and ``collector`` the function, each as
    ``package.module:name``.
    """

    provides: str
    collector: str

    def load(self) -> Callable[..., Any]:
        """Import the function."""
        module, _, name = self.collector.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


def deferred(package: str, table: Mapping[str, Mapping[str, str]]) -> tuple[Deferred, ...]:
    """The collectors of a package: module → type of evidence → function that collects it.

    The function is in the same module as the type, unless it is written as ``module:function``.
    """
    return tuple(
        Deferred(
            f"{package}.{module}:{kind}",
            f"{package}.{function if ':' in function else f'{module}:{function}'}",
        )
        for module, kinds in table.items()
        for kind, function in kinds.items()
    )


def called(kind: type[Evidence]) -> str:
    """A type of evidence by name, as :class:`Deferred` has it."""
    return f"{kind.__module__}:{kind.__qualname__}"


def required_types(function: Callable[..., Any]) -> dict[str, type[Evidence]]:
    """Name the evidence a check or collector asks for: parameter name → evidence type.

    Raises ``TypeError`` naming the function and the parameter if one is not annotated with a
    subclass of :class:`Evidence`; raised when the function is decorated, so at import.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    hints = {name: _hint(function, name) for name in names}
    for name, hint in hints.items():
        if not (isinstance(hint, type) and issubclass(hint, Evidence) and hint is not Evidence):
            where = f"{function.__module__}.{function.__qualname__}"
            raise TypeError(
                f"{where}: parameter {name!r} must be annotated with a type of evidence"
            )
    return hints


def provided_type(collector: Callable[..., Any]) -> type[Evidence]:
    """Name the evidence a collector provides: its return annotation.

    Raises ``TypeError`` naming the collector if that is not a subclass of :class:`Evidence`.
    """
    hint = _hint(collector, "return")
    if not (isinstance(hint, type) and issubclass(hint, Evidence) and hint is not Evidence):
        where = f"{collector.__module__}.{collector.__qualname__}"
        raise TypeError(f"{where}: the return type of a collector must be a type of evidence")
    return hint


def _hint(function: Callable[..., Any], name: str) -> Any:
    """The type of a parameter, or of what is returned; ``None`` if it is not annotated.

    Nearly all are plain names, and looking these up spares to compile each as an expression, which
    would be felt: every run asks for those of a hundred checks.
    """
    written = function.__annotations__.get(name)
    if not isinstance(written, str):
        return written
    meant = getattr(unwrap(function), "__globals__", {}).get(written)
    return get_type_hints(function).get(name) if meant is None else meant
