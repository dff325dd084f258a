"""Who has to own which file of the management system, and who does by ``CODEOWNERS``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..declarations import Entry
from ..model import Evidence, Location
from ..portfolio import Automation, Declarations, Declared, Playbooks
from ..repository import Snapshot
from .applicability import ApplicabilityStatement
from .approvals import holders
from .codeowners import Ownership, read_ownership
from .files import Governance
from .impacts import ImpactAssessments
from .organisation import Organisation
from .people import Roster

_GATE: Final = re.compile(r"aims[-_]gate")
_KINDS: Final = ("ai-policy", "people", "risk-register", "soa", "impact-assessment")
_STEP: Final = "gate"


@dataclass(frozen=True, slots=True)
class GovernanceFile:
    """A file that somebody must answer for.

    ``roles`` maps each role that has to be among its owners to the ids of the people of the
    register who hold it, if any do; a document that names its owner asks for that person under
    ``owner``.
    """

    path: str
    roles: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class GovernanceFiles(Evidence):
    """The files of the management system, by path; ``ownership`` is ``None`` without CODEOWNERS.

    ``is_part`` says that only a folder is judged, above which there may be one that is not seen.
    """

    items: tuple[GovernanceFile, ...]
    ownership: Ownership | None
    at: Location
    is_part: bool = False

    def __iter__(self) -> Iterator[GovernanceFile]:
        return iter(self.items)


def governance_files(
    snapshot: Snapshot,
    declarations: Declarations,
    declared: Declared,
    governance: Governance,
    statement: ApplicabilityStatement,
    impacts: ImpactAssessments,
    automation: Automation,
    organisation: Organisation,
    playbooks: Playbooks,
    roster: Roster,
) -> GovernanceFiles:
    """Bring together what rules, judges and records, with who has to answer for it."""
    ownership = read_ownership(snapshot)
    about = organisation.subject
    wanted = playbooks.of(about.tier).approvals.get(_STEP, ("owner",)) if about else ("owner",)
    systems = declared.manifest.systems
    common = {
        role: _known(roster, (id_ for entry in systems for id_ in holders(role, entry, roster)))
        for role in wanted
    }
    found = {path: dict(common) for path in _machinery(declarations, declared, automation)}
    if ownership is not None:
        found[ownership.path] = dict(common)
    documents = [statement.at.path] if statement.exists else []
    documents += [each.path for each in impacts.found.values()]
    documents += [path for entry in systems for path in _linked(entry) if path in snapshot.files]
    for path in documents:
        found.setdefault(path, dict(common))
    for kind in _KINDS:
        for filed in governance.of(kind):
            owner = filed.value.owner
            found[filed.path] = {"owner": _known(roster, (owner,) if owner else ())}
    found |= {filed.path: dict(common) for filed in governance.waivers}
    items = tuple(GovernanceFile(path, found[path]) for path in sorted(found))
    return GovernanceFiles(items, ownership, organisation.at, is_part=bool(snapshot.base))


def _known(roster: Roster, people: Iterable[str]) -> frozenset[str]:
    return frozenset(person for person in people if roster.find(person))


def _machinery(
    declarations: Declarations, declared: Declared, automation: Automation
) -> Iterator[str]:
    """The manifests, the gate policy, and the workflows that run the gate."""
    yield from (file.path for file in declared.manifest.files)
    if declarations.policy.exists:
        yield declarations.policy.path
    for workflow in automation.workflows.values():
        if _GATE.search(workflow.text):
            yield workflow.path


def _linked(entry: Entry[Any]) -> Iterator[str]:
    for name in ("impact_assessment", "risk_register"):
        if link := getattr(entry.value, name):
            yield entry.resolve(link)
