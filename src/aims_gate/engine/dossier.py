"""Evidence by type: who provides it, in which order, and what came of collecting it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, TypeAlias, TypeVar

from ..model import (
    Check,
    Deferred,
    Evidence,
    NotAssessed,
    called,
    provided_type,
    required_types,
)

E = TypeVar("E", bound=Evidence)
Collector: TypeAlias = Callable[..., Evidence]


class EngineError(Exception):
    """Checks and collectors do not fit together; the message names those at fault."""


class Crashed(Exception):  # noqa: N818 - it is the record of a failure, kept and passed on
    """A collector crashed; the message names it and what went wrong."""


class Registry:
    """Which collector provides which type of evidence.

    Raises :class:`EngineError` if two provide the same type, if one needs what nobody provides,
    or if they need each other in a circle.
    """

    def __init__(
        self, collectors: Iterable[Collector | Deferred], roots: Iterable[type[Evidence]]
    ) -> None:
        self._makers: dict[type[Evidence], Collector] = {}
        self._needs: dict[type[Evidence], Mapping[str, type[Evidence]]] = {}
        self._deferred: dict[str, Deferred] = {}
        self._roots = frozenset(roots)
        for collector in collectors:
            self._add(collector)
        self._refuse_gaps()
        self._refuse_cycles()

    def maker_of(self, kind: type[Evidence]) -> tuple[Collector, Mapping[str, type[Evidence]]]:
        """The collector that provides a type of evidence, and what it needs by parameter."""
        if kind not in self._makers:
            self._take(self._deferred.pop(called(kind)).load())
        return self._makers[kind], self._needs[kind]

    def provides(self, kind: type[Evidence]) -> bool:
        """Whether evidence of this type can be had."""
        return kind in self._makers or kind in self._roots or called(kind) in self._deferred

    def load(self) -> None:
        """Import every collector that is deferred, and refuse what does not fit together.

        A run imports only what it needs; this is for tests and for those who offer collectors.
        """
        for name in list(self._deferred):
            self._take(self._deferred.pop(name).load())
        self._refuse_gaps()
        self._refuse_cycles()

    def refuse_unmet(self, checks: Iterable[Check[Any]]) -> None:
        """Raise :class:`EngineError` naming the first check that needs what nobody provides."""
        for check in checks:
            for kind in check.needs.values():
                if not self.provides(kind):
                    raise EngineError(f"check {check.id} needs {kind.__name__}; nobody provides it")

    def _add(self, collector: Collector | Deferred) -> None:
        if not isinstance(collector, Deferred):
            self._take(collector)
        elif other := self._deferred.get(collector.provides):
            names = f"{other.collector} and {collector.collector}"
            raise EngineError(f"two collectors provide {collector.provides}: {names}")
        else:
            self._deferred[collector.provides] = collector

    def _take(self, collector: Collector) -> None:
        try:
            kind = provided_type(collector)
        except TypeError as problem:
            raise EngineError(str(problem)) from None
        if kind in self._roots:
            raise EngineError(f"{_name(collector)} provides {kind.__name__}; the run supplies that")
        if other := self._makers.get(kind):
            names = f"{_name(other)} and {_name(collector)}"
            raise EngineError(f"two collectors provide {kind.__name__}: {names}")
        self._makers[kind] = collector
        self._needs[kind] = required_types(collector)

    def _refuse_gaps(self) -> None:
        for kind, needs in self._needs.items():
            for need in needs.values():
                if not self.provides(need):
                    who = _name(self._makers[kind])
                    raise EngineError(f"{who} needs {need.__name__}, which nobody provides")

    def _refuse_cycles(self) -> None:
        try:
            graph = {kind: set(needs.values()) for kind, needs in self._needs.items()}
            TopologicalSorter(graph).prepare()
        except CycleError as problem:
            circle = " -> ".join(kind.__name__ for kind in problem.args[1])
            raise EngineError(f"collectors need each other in a circle: {circle}") from None


class Dossier:
    """The evidence of one run: collected when first asked for, and only once."""

    def __init__(self, registry: Registry, roots: Iterable[Evidence]) -> None:
        self._registry = registry
        self._held: dict[type[Evidence], Evidence] = {type(root): root for root in roots}
        self._failed: dict[type[Evidence], NotAssessed | Crashed] = {}

    def __getitem__(self, kind: type[E]) -> E:
        """Evidence of one type.

        Raises :class:`NotAssessed` if its collector, or one that it needs, could not say, and
        :class:`Crashed` if one crashed.
        """
        if kind in self._failed:
            raise self._failed[kind]
        if kind not in self._held:
            try:
                self._held[kind] = self._collect(kind)
            except (NotAssessed, Crashed) as problem:
                self._failed[kind] = problem
                raise
        held = self._held[kind]
        assert isinstance(held, kind)
        return held

    def supply(self, needs: Mapping[str, type[Evidence]]) -> dict[str, Evidence]:
        """The evidence for a signature: parameter name → evidence. Raises as indexing does."""
        return {name: self[kind] for name, kind in needs.items()}

    def _collect(self, kind: type[Evidence]) -> Evidence:
        collector, needs = self._registry.maker_of(kind)
        supplied = self.supply(needs)
        try:
            made = collector(**supplied)
        except NotAssessed:
            raise
        except (Exception, SystemExit) as problem:  # a plugin's exit must not become the gate's
            raise Crashed(f"collector {_name(collector)} crashed: {describe(problem)}") from problem
        if not isinstance(made, kind):
            raise Crashed(f"collector {_name(collector)} gave no {kind.__name__}")
        return made


def describe(problem: Exception | SystemExit) -> str:
    """An exception in one line: its type and its message."""
    message = " ".join(str(problem).split())
    return f"{type(problem).__name__}: {message}" if message else type(problem).__name__


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
