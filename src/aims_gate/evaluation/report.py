"""What evaluation reports say, whatever form they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..model import Evidence, Location, Subject
from .metrics import canonical


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a value must keep to: ``least`` and ``most`` are inclusive, ``None`` is no bound."""

    at: Location
    least: float | None = None
    most: float | None = None

    def breach(self, value: float) -> str | None:
        """How a value misses them, in words that follow it; ``None`` if it keeps to them."""
        if self.least is not None and value < self.least:
            return f"below the least of {self.least:g}"
        if self.most is not None and value > self.most:
            return f"over the most of {self.most:g}"
        return None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value that was measured.

    ``name`` is the one name of the metric, ``written`` the name in the report. ``part`` is what of
    the data it is about: empty for all of it, ``sex=female`` for a group (then ``groups`` holds
    feature and value), ``sex`` for what compares the groups of a feature. ``suite`` is the test it
    belongs to, such as ``perturbation``. ``low`` and ``high`` bound the confidence interval.
    """

    name: str
    written: str
    value: float
    at: Location
    part: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    suite: str = ""
    samples: int | None = None
    low: float | None = None
    high: float | None = None
    bounds: Bounds | None = None

    @property
    def label(self) -> str:
        """What a message calls it."""
        return f"{self.written} of {self.part}" if self.part else self.written


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that the report says it applied, and whether it says that it was met."""

    name: str
    part: str
    bounds: Bounds
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says was evaluated, or evaluated on: each empty where nothing is said.

    ``digest`` is ``algorithm:hex``.
    """

    at: Location
    id: str = ""
    digest: str = ""
    revision: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What in a report cannot be used, where, and what to do about it."""

    message: str
    at: Location
    fix: str


@dataclass(frozen=True, slots=True)
class Suite:
    """A series of tests of one kind, on the day it ran."""

    kind: str
    at: Location
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SmallGroups:
    """How the report treats groups too small to measure: below which size, and what is done.

    ``left_out`` names such groups, ``age_band=73-90``, in small letters.
    """

    at: Location
    fewer_than: int | None = None
    handling: str = ""
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """One evaluation report.

    ``form`` is what it was read as; ``models`` and ``datasets`` are what it says it is about.
    """

    at: Location
    form: str
    day: date | None = None
    day_at: Location | None = None
    models: tuple[Identity, ...] = ()
    datasets: tuple[Identity, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    limits: tuple[Limit, ...] = ()
    suites: tuple[Suite, ...] = ()
    small_groups: SmallGroups | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def path(self) -> str:
        """The file it was read from."""
        return self.at.path

    def named(self, name: str) -> Iterator[Measurement]:
        """Every value of a metric, by any of its names, of all data or of a part."""
        wanted = canonical(name)
        return (each for each in self.measurements if each.name == wanted)

    def find(self, name: str, part: str = "") -> Measurement | None:
        """The value of a metric for a part of the data; that outside a suite comes first."""
        found = [each for each in self.named(name) if each.part == part]
        return min(found, key=lambda each: bool(each.suite), default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a model or dataset by content: each digest with where it comes from.

    ``digests`` maps ``algorithm:hex`` to a phrase such as ``models/a.bin is``; ``revision`` is what
    the manifest states of something on a hub or behind an API.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    revision: str = ""

    def same_kind(self, identity: Identity) -> bool:
        """Whether there is anything to hold what a report names against."""
        algorithm = identity.digest.partition(":")[0]
        known = {digest.partition(":")[0] for digest in self.digests}
        return bool(identity.digest and algorithm in known) or bool(
            identity.revision and self.revision
        )

    def differs(self, identity: Identity) -> str | None:
        """How what a report names differs from what is there; ``None`` if nothing shows that."""
        algorithm = identity.digest.partition(":")[0]
        for digest, whose in self.digests.items():
            same_kind = identity.digest and digest.partition(":")[0] == algorithm
            if same_kind and digest != identity.digest:
                return f"{short(identity.digest)}, {whose} {short(digest)}"
        if identity.revision and self.revision and identity.revision != self.revision:
            return f"{identity.revision}, aims.yaml declares {self.revision}"
        return None


def short(digest: str) -> str:
    """A digest as people tell it apart: its algorithm and twelve digits."""
    algorithm, _, digits = digest.partition(":")
    return f"{algorithm}:{digits[:12]}…"


@dataclass(frozen=True, slots=True)
class Evaluations(Evidence):
    """The evaluation reports of each model, and what they are held against.

    ``linked`` are those that the manifest links or that lie where tools put them; ``stated`` is
    what the model's card says in its front matter (``model-index``). ``flaws`` are links that lead
    to nothing usable. ``models`` and ``datasets`` hold what is known of each by id, with digests of
    the algorithms that the reports use.
    """

    linked: Mapping[Subject, tuple[Report, ...]] = field(default_factory=dict)
    stated: Mapping[Subject, Report] = field(default_factory=dict)
    flaws: Mapping[Subject, tuple[Flaw, ...]] = field(default_factory=dict)
    models: Mapping[str, Known] = field(default_factory=dict)
    datasets: Mapping[str, Known] = field(default_factory=dict)

    def of(self, model: Subject) -> tuple[Report, ...]:
        """The reports on a model; the figures in its card where there is no other."""
        if linked := self.linked.get(model, ()):
            return linked
        stated = self.stated.get(model)
        return (stated,) if stated and stated.measurements else ()
