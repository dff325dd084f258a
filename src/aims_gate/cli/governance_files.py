"""What ``aims-gate init --governance`` writes: a skeleton of every governance document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..declarations.records import KINDS
from ..governance.skeletons import skeleton
from ..model import Base, Profile
from ..portfolio import JudgingPolicy, read_policy
from ..portfolio.declared import declarations

if TYPE_CHECKING:
    from ..repository import Snapshot

POLICY = "aims-gate.yaml"

_POLICY_TEXT = """\
# How the gate judges this repository. `aims-gate schema policy` prints all it may hold.
version: 1
profile: {profile}
# What the playbook does not state, the profile does. State what you decided otherwise, and what
# nobody else can know: which figures an evaluation has to reach, what is banned here.
playbook:
  high:
    evaluations: []            # for example {{metric: auc, min: 0.75, samples: 1000}}
    banned_uses: []
    banned_data: []
"""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write: its path below the folder judged, and its text."""

    path: str
    text: str


def stated_profile(snapshot: Snapshot) -> Profile | None:
    """The profile that the gate policy states, if there is a valid one."""
    policy = read_policy(snapshot).policy
    return policy.profile if policy and "profile" in policy.model_fields_set else None


def new_files(snapshot: Snapshot, profile: Profile) -> Iterator[NewFile]:
    """The documents that checks of the profile read and the repository has none of.

    A kind that is there already, wherever it lies and whether it is valid or not, is left alone.
    """
    loaded = declarations(snapshot, JudgingPolicy(read_policy(snapshot), profile), Base()).records
    there = {*loaded.by_kind, *loaded.invalid}
    for kind in KINDS.values():
        if kind.is_owed and profile.includes(kind.profile) and kind.name not in there:
            yield NewFile(kind.path, skeleton(kind.name))
    if f"{snapshot.base}{POLICY}" not in snapshot.files:
        yield NewFile(POLICY, _POLICY_TEXT.format(profile=profile.value))


def write(folder: Path, files: Iterator[NewFile]) -> tuple[list[str], list[str]]:
    """Write the files that are not there: which were written, and which names were taken.

    Raises ``OSError`` if the folder cannot be written to.
    """
    written, taken = [], []
    for file in files:
        target = folder / file.path
        if any(part.is_symlink() for part in _between(folder, target)):
            taken.append(file.path)  # never write through a link to elsewhere
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(file.text)
        except FileExistsError:
            taken.append(file.path)
        else:
            written.append(file.path)
    return written, taken


def _between(folder: Path, target: Path) -> Iterator[Path]:
    """The target and the folders above it, below ``folder``."""
    current = target
    while current != folder:
        yield current
        current = current.parent
