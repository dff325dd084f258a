"""Reads small files as the survey would, and collects their assets."""

from collections.abc import Mapping

from aims_gate.discovery import SCANNERS, Assets, assets
from aims_gate.repository.files import File
from aims_gate.repository.scan import Row
from aims_gate.repository.snapshot import Snapshot
from aims_gate.repository.survey import Survey


def survey_of(files: Mapping[str, str | bytes], base: str = "") -> tuple[Survey, Snapshot]:
    """What all scanners say of the files."""
    rows: dict[str, dict[str, tuple[Row, ...]]] = {scanner.name: {} for scanner in SCANNERS}
    contents = {
        path: text.encode() if isinstance(text, str) else text for path, text in files.items()
    }
    for path, data in sorted(contents.items()):
        inner = path.removeprefix(base)
        for scanner in SCANNERS:
            limit = scanner.limit(inner, len(data))
            if limit and (found := scanner.scan(inner, data[:limit], len(data))):
                rows[scanner.name][path] = tuple(found)
    entries = {path: File(path, size=len(data)) for path, data in sorted(contents.items())}
    return Survey(base, rows), Snapshot("repository", base, entries)


def found_in(files: Mapping[str, str | bytes], base: str = "") -> Assets:
    """The assets of a repository that holds these files."""
    return assets(*survey_of(files, base))


def names(found: Assets) -> set[tuple[str, str, str]]:
    """Kind, identity and scope of each asset."""
    return {(asset.kind.value, asset.identity, asset.scope.value) for asset in found}
