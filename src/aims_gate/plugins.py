"""A typed face over the plugin manager: what the built-ins and the installed plugins offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from . import hookspecs
from .model import Check, Deferred, called, provided_type

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .gate import Kit
    from .reporters import Reporter

GROUP = "aims_gate"
"""The entry point group under which a distribution registers its plugin modules."""

T = TypeVar("T")


class PluginError(Exception):
    """A plugin does not load or offers what cannot be used; the message names the plugin."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything on offer: what a run judges with, and the formats it can report in."""

    kit: Kit
    reporters: tuple[Reporter, ...]


def load_offer(*, installed: bool = True) -> Offer:
    """Ask the built-ins and, if ``installed``, every installed plugin what they offer.

    Raises :class:`PluginError` naming the plugin if one fails to load, implements an unknown hook,
    or offers an id that another has taken. Nothing is ever skipped silently.
    """
    from . import builtin
    from .gate import Kit

    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    manager.register(builtin, name="aims-gate")
    plugins = dict(_register_installed(manager)) if installed else {}
    checks: list[tuple[Check[Any], str]] = _collect(
        manager, "aims_gate_checks", lambda check: check.id, "check"
    )
    kit = Kit(
        checks=tuple(check for check, _ in sorted(checks, key=lambda pair: pair[0].id)),
        collectors=_only(_collect(manager, "aims_gate_collectors", _provided, "evidence")),
        scanners=_only(_collect(manager, "aims_gate_scanners", lambda it: it.name, "scanner")),
        catalogue=_catalogue(manager),
        plugins=plugins,
        origins={check.id: None if name == "aims-gate" else name for check, name in checks},
    )
    reporters: list[tuple[Reporter, str]] = _collect(
        manager, "aims_gate_reporters", lambda it: it.name, "format"
    )
    return Offer(kit, _only(reporters))


def _register_installed(manager: pluggy.PluginManager) -> Iterator[tuple[str, str]]:
    for distribution in _by_name(distributions()):
        for entry in distribution.entry_points.select(group=GROUP):
            name = distribution.name
            with _blamed(name, entry.value):
                manager.register(entry.load(), name=name)
                manager.check_pending()
            yield name, distribution.version


def _by_name(found: Iterable[Distribution]) -> list[Distribution]:
    """Distributions with our entry points, in a stable order and each once.

    A distribution that is shadowed by another of the same name, earlier on the path, is left out.
    """
    ours: dict[str, Distribution] = {}
    for distribution in found:
        text = distribution.read_text("entry_points.txt")
        if text and f"[{GROUP}]" in text:
            ours.setdefault(distribution.name, distribution)
    return [ours[name] for name in sorted(ours)]


@contextmanager
def _blamed(name: str, what: str) -> Iterator[None]:
    """Turn whatever a plugin raises into a :class:`PluginError` that names it.

    A plugin that ends the process counts too: it would end it with a status of its own.
    """
    try:
        yield
    except (Exception, SystemExit) as problem:
        said = " ".join(f"{type(problem).__name__}: {problem}".split())
        raise PluginError(
            f"plugin {name} ({what}) does not load: {said}. "
            "Update or uninstall it; a run without it would judge less than was asked for."
        ) from problem


def _collect(
    manager: pluggy.PluginManager, hook: str, identify: Callable[[T], str], what: str
) -> list[tuple[T, str]]:
    """What each plugin offers through a hook, with the plugin's name; ids may not recur."""
    offers: list[tuple[T, str]] = []
    owners: dict[str, str] = {}
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        owner = implementation.plugin_name
        with _blamed(owner, hook):
            offered = [(identify(item), item) for item in implementation.function()]
        for identity, item in offered:
            if identity in owners:
                both = f"{owners[identity]} and {owner}"
                raise PluginError(f"{what} {identity} is offered twice: by {both}")
            owners[identity] = owner
            offers.append((item, owner))
    return offers


def _catalogue(manager: pluggy.PluginManager) -> Catalogue:
    """The one catalogue; a plugin that would replace it is refused."""
    hook = "aims_gate_controls"
    implementation, *others = getattr(manager.hook, hook).get_hookimpls()
    if others:
        both = f"{implementation.plugin_name} and {others[0].plugin_name}"
        raise PluginError(f"the catalogue of controls is offered twice: by {both}")
    with _blamed(implementation.plugin_name, hook):
        catalogue: Catalogue = implementation.function()
    return catalogue


def _provided(collector: Callable[..., Any] | Deferred) -> str:
    if isinstance(collector, Deferred):
        return collector.provides
    return called(provided_type(collector))


def _only(offers: Iterable[tuple[T, str]]) -> tuple[T, ...]:
    return tuple(item for item, _ in offers)
