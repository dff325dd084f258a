"""Read reports of the gate's own form, and the flat files of metrics that many tools write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ..declarations.problem import shown
from ..model import Location
from .metrics import canonical, metric
from .node import Node, as_digest
from .report import Bounds, Identity, Limit, Measurement, Report, SmallGroups, Suite

MOST_VALUES: Final = 5_000
"""How many values of one report are read."""

_MOST_DEEP = 6
_NO_GROUPS: Final[Mapping[str, str]] = MappingProxyType({})


def read_own(root: Node) -> Report:
    """Read a report with a list of ``metrics``, each with ``name`` and ``value``."""
    day = root.get("date")
    suites = tuple(_suites(root))
    found = [*_listed(root, ""), *(each for suite in _suite_nodes(root) for each in suite)]
    if len(found) > MOST_VALUES:
        root.refuse(f"it holds over {MOST_VALUES} values, of which no more are read", "split it")
    return Report(
        at=root.at,
        form="evaluation report",
        day=day.day("the date of the evaluation") if day else None,
        day_at=day.at if day else None,
        models=tuple(_identities(root, "model")),
        datasets=tuple(_identities(root, "dataset")),
        measurements=tuple(found[:MOST_VALUES]),
        limits=tuple(_limits(root)),
        suites=suites,
        small_groups=_small_groups(root),
        flaws=tuple(root.flaws),
    )


def is_own(root: Node) -> bool:
    """Whether it is a report of that form: a list of metrics, the first with a name and a value."""
    listed = root.get("metrics")
    first = next(listed.entries(), None) if listed else None
    return bool(first and first.get("name") and isinstance(first.value, dict))


def flat(root: Node, prefix: str = "", deep: int = 0) -> Iterator[Measurement]:
    """Every number of a file that holds nothing but metrics: ``{"test": {"auc": 0.9}}``.

    The name of a value is that of its key, with those above it before: ``test.auc``.
    """
    for key, node in root.items():
        name = f"{prefix}{key}"
        if isinstance(node.value, dict) and deep < _MOST_DEEP:
            yield from flat(node, f"{name}.", deep + 1)
        elif isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            value = node.number(name)
            if value is not None:
                yield Measurement(canonical(name), name, value, node.at)
        elif isinstance(node.value, str) and node.value.strip(" +-.").casefold() in _NO_NUMBERS:
            node.number(name)


_NO_NUMBERS = ("nan", "inf", "infinity")


def _listed(root: Node, suite: str) -> Iterator[Measurement]:
    listed = root.get("metrics")
    for node in listed.entries() if listed else ():
        name = node.text("name")
        value = node.get("value")
        if not name or value is None:
            node.refuse("a metric has no name or no value", "give both 'name' and 'value'")
            continue
        number = value.number(name)
        if number is not None:
            yield _measurement(node, name, number, value.at, suite)


def _measurement(node: Node, name: str, value: float, at: Location, suite: str) -> Measurement:
    part, groups = _part(node)
    samples = node.first("samples", "n")
    low, high = _interval(node, name)
    if low is not None and high is not None and not low <= value <= high:
        node.refuse(
            f"{name} is {value:g}, outside its own interval of {low:g} to {high:g}",
            "evaluate again, and write down what came out",
        )
    found = node.get("threshold")
    return Measurement(
        name=canonical(name),
        written=name,
        value=value,
        at=at,
        part=part,
        groups=groups,
        suite=node.text("suite") or suite,
        samples=samples.count(f"the number of samples of {name}") if samples else None,
        low=low,
        high=high,
        bounds=_bounds(found, name) if found else None,
    )


def _part(node: Node) -> tuple[str, Mapping[str, str]]:
    """What of the data a value is about: ``slice`` as a mapping, ``sex=female`` or ``sex``."""
    stated = node.first("slice", "condition")
    if stated is None:
        return "", _NO_GROUPS
    if isinstance(stated.value, dict):
        groups = {key: stated.text(key) for key in sorted(stated.value)}
    else:
        text = node.text("slice") or node.text("condition")
        pairs = [pair.partition("=") for pair in text.split(",")]
        if not all(separator for _, separator, _ in pairs):
            return text, _NO_GROUPS
        groups = {key.strip(): value.strip() for key, _, value in sorted(pairs)}
    return ", ".join(f"{key}={value}" for key, value in groups.items()), groups


def _interval(node: Node, name: str) -> tuple[float | None, float | None]:
    stated = node.first("confidence", "confidence_interval", "ci")
    if stated is None:
        return None, None
    if isinstance(stated.value, list):
        ends = list(stated.entries())
        if len(ends) == 2:
            return ends[0].number(f"the interval of {name}"), ends[1].number(
                f"the interval of {name}"
            )
        stated.refuse(f"the interval of {name} needs two ends", "write [low, high]")
        return None, None
    low, high = stated.get("low"), stated.get("high")
    if low is None or high is None:
        stated.refuse(f"the interval of {name} lacks an end", "give both 'low' and 'high'")
        return None, None
    return low.number(f"the interval of {name}"), high.number(f"the interval of {name}")


def _bounds(stated: Node, name: str) -> Bounds | None:
    """The threshold a report states: ``{min: …, max: …}``, or a number where the side is clear."""
    if isinstance(stated.value, dict):
        least, most = stated.get("min"), stated.get("max")
        at = (least or most or stated).at
        return Bounds(
            at,
            least.number(f"the threshold of {name}") if least else None,
            most.number(f"the threshold of {name}") if most else None,
        )
    number = stated.number(f"the threshold of {name}")
    if number is None:
        return None
    match metric(name).better:
        case "high":
            return Bounds(stated.at, least=number)
        case "low":
            return Bounds(stated.at, most=number)
    stated.refuse(
        f"the threshold of {name} does not say on which side of it is good",
        "write {min: …} or {max: …}",
    )
    return None


def _limits(root: Node) -> Iterator[Limit]:
    listed = root.get("limits")
    for node in listed.entries() if listed else ():
        name = node.text("metric") or node.text("name")
        bounds = _bounds(node, name) if name else None
        if bounds is None or (bounds.least is None and bounds.most is None):
            node.refuse(
                "a limit lacks its metric or its value", "give 'metric', and 'min' or 'max'"
            )
            continue
        met = node.get("met")
        stated = met.value if met and isinstance(met.value, bool) else None
        yield Limit(canonical(name), _part(node)[0], bounds, stated)


def _identities(root: Node, what: str) -> Iterator[Identity]:
    stated = root.first(what, f"{what}s")
    if stated is None:
        return
    nodes = list(stated.entries()) if isinstance(stated.value, list) else [stated]
    for node in nodes:
        if isinstance(node.value, str):
            yield Identity(node.at, id=node.value)
            continue
        written = node.text("digest") or node.text("sha256")
        digest = as_digest(written)
        if written and not digest:
            (node.first("digest", "sha256") or node).refuse(
                f"{shown(written)} is no digest of the {what}",
                "write 'sha256:' and 64 hex digits in small letters",
            )
        at = node.first("digest", "sha256", "revision", "id")
        yield Identity(
            at=at.at if at else node.at,
            id=node.text("id") or node.text("name"),
            digest=digest,
            revision=node.text("revision") or node.text("snapshot"),
            version=node.text("version"),
        )


def _suite_nodes(root: Node) -> Iterator[Iterator[Measurement]]:
    listed = root.get("suites")
    for node in listed.entries() if listed else ():
        yield _listed(node, node.text("kind"))


def _suites(root: Node) -> Iterator[Suite]:
    listed = root.get("suites")
    for node in listed.entries() if listed else ():
        day = node.get("date")
        if kind := node.text("kind"):
            yield Suite(kind, node.at, day.day("the date of the suite") if day else None)
        else:
            node.refuse("a suite does not say of which kind it is", "give its 'kind'")


def _small_groups(root: Node) -> SmallGroups | None:
    node = root.get("small_groups")
    if node is None:
        return None
    least = node.get("fewer_than")
    number = least.count("the size of the smallest group") if least else None
    listed = node.get("left_out")
    left_out = frozenset(
        str(each.value).replace(" ", "").casefold() for each in (listed.entries() if listed else ())
    )
    return SmallGroups(node.at, number, node.text("handling"), left_out)
