"""Load ``aims.yaml`` and ``aims-gate.yaml``: a result, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from .loaded import LoadedManifest, LoadedPolicy, ManifestFile
from .paths import Fault, path_fault
from .problem import MOST_PROBLEMS, Problem, listed
from .reading import Source, read_source
from .references import cross_check

MANIFEST_PATH: Final = "aims.yaml"
POLICY_PATH: Final = "aims-gate.yaml"
_MOST_INCLUDED: Final = 200

Read: TypeAlias = Callable[[str], bytes | None]
"""Gives the content of the file at a path from the top; ``None`` if no regular file is there."""

_EMPTY_MANIFEST = (
    "declare at least one system (id, purpose, owner): `aims-gate init` proposes a start"
)
_EMPTY_POLICY = "write for instance 'profile: standard', or remove the file: the defaults then hold"


def load_manifest(read: Read, path: str = MANIFEST_PATH) -> LoadedManifest:
    """Load a manifest and those it includes, each of which rules its folder.

    ``path`` is given from the top, like every path that ``read`` is asked for. Whatever the bytes
    are, problems are in the result and not raised; what ``read`` raises comes through.
    """
    if (data := read(path)) is None:
        return LoadedManifest(path, exists=False)
    loading = _Loading(read)
    loading.add(path, data)
    crossed = islice(cross_check(loading.sources), MOST_PROBLEMS + 1)
    problems = listed((*loading.problems, *crossed), path)
    return LoadedManifest(path, True, tuple(loading.files), problems)


def load_policy(read: Read, path: str = POLICY_PATH) -> LoadedPolicy:
    """Load the gate policy; otherwise as :func:`load_manifest`."""
    if (data := read(path)) is None:
        return LoadedPolicy(path)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    source, problems = read_source(path, data, schema="policy", hint=_EMPTY_POLICY)
    if source is None:
        return LoadedPolicy(path, None, listed(problems, path), digest)
    from .explain import validate  # pydantic is slow to import: only a run with a file pays
    from .inherit import load_parent, merged
    from .policy import GatePolicy

    policy, found = validate(GatePolicy, source)
    problems += found
    parent = None
    if policy is not None and policy.extends is not None:
        parent, found = load_parent(policy, source, read)
        problems += found
        policy = merged(parent, policy) if parent is not None else None
    usable = None if problems else policy
    return LoadedPolicy(path, usable, listed(problems, path), digest, source, parent)


class _Loading:
    """A manifest and those below it, while they are being read."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._included_by: dict[str, str] = {}
        self.files: list[ManifestFile] = []
        self.sources: list[Source] = []
        self.problems: list[Problem] = []

    def add(self, path: str, data: bytes) -> None:
        """Load a manifest and all that it includes, which lie strictly deeper."""
        waiting = [(path, data)]
        while waiting:
            path, data = waiting.pop(0)
            source, problems = read_source(path, data, schema="manifest", hint=_EMPTY_MANIFEST)
            self.problems += problems
            if source is not None:
                self._validate(source)
                waiting += self._included(source)

    def _validate(self, source: Source) -> None:
        from .explain import validate  # pydantic is slow to import: only a run with a file pays
        from .manifest import Manifest

        self.sources.append(source)
        manifest, problems = validate(Manifest, source)
        self.problems += problems
        if manifest is not None:
            self.files.append(ManifestFile(source, manifest))

    def _included(self, source: Source) -> Iterator[tuple[str, bytes]]:
        data = source.tree.data
        includes = data.get("includes") if isinstance(data, dict) else None
        for place, named in enumerate(includes if isinstance(includes, list) else ()):
            if not isinstance(named, str) or path_fault(named):
                continue  # validation says so
            path = source.resolve(named)
            if (refusal := self._refusal(source, path)) is not None:
                self.problems.append(source.problem(("includes", place), *refusal))
            elif (content := self._read(path)) is None:
                message = f"the included manifest '{named}' does not exist"
                fix = "correct the path, relative to the folder of this file, or remove it"
                self.problems.append(source.problem(("includes", place), message, fix))
            else:
                self._included_by[path] = source.path
                yield path, content

    def _refusal(self, source: Source, path: str) -> Fault | None:
        """Why a manifest cannot be included here, and what to do about it."""
        folder = path.rpartition("/")[0]
        if folder == source.folder or not f"{folder}/".startswith(f"{source.folder}/".lstrip("/")):
            message = f"'{path}' lies in no folder below that of {source.path}"
            return Fault(message, "include only manifests of folders below, or merge the two files")
        if path in self._included_by:
            message = f"'{path}' is included twice (also by {self._included_by[path]})"
            return Fault(message, "include it once")
        if len(self._included_by) >= _MOST_INCLUDED:
            return Fault(f"over {_MOST_INCLUDED} manifests are included", "include fewer")
        return None
