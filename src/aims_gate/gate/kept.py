"""Judgements kept from run to run: where nothing has changed, nothing need be judged anew.

A kept judgement is found by a digest of everything that went into it: the content of every file,
the commits that refs lead to, the day, what was asked for, and the code of the gate and of its
plugins. It lies beside the cache of facts, in the folder of the user, and is trusted as much.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from .. import model
from ..model import Check, Judgement
from ..repository import GitError, Snapshot, Unreadable
from .request import Kit, Request

MOST: Final = 32
"""How many judgements are kept; the oldest goes."""

_MOST_HASHED: Final = 32 << 20
"""How much that git has no id for is read to tell whether it changed, in bytes."""

_MOST_RESULTS: Final = 5_000
_FOLDER: Final = "judgements-1"


class NotKept(Exception):  # noqa: N818 - it is an answer: this run is judged anew
    """The run rests on something of which nobody can say whether it changed."""


class KeptJudgements:
    """The judgements in a folder. Failures are never raised: without any a run is only slower."""

    def __init__(self, folder: Path) -> None:
        """Keep judgements below ``folder``."""
        self._folder = folder / _FOLDER

    def find(self, key: str, kit: Kit) -> Judgement | None:
        """The judgement with this key, if it is there and whole."""
        checks = {check.id: check for check in kit.checks}
        try:
            found = _Decoding(checks).value(json.loads(self._file(key).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return found if isinstance(found, Judgement) else None

    def keep(self, key: str, judgement: Judgement) -> None:
        """Keep a judgement, and forget the oldest beyond :data:`MOST`.

        One of very many results is not kept: writing it down would cost what it saves.
        """
        if len(judgement.results) > _MOST_RESULTS:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            target = self._file(key)
            part = target.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(_encoded(judgement)), encoding="ascii")  # paths in any bytes
            part.replace(target)
            known = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
            for file in known[:-MOST]:
                file.unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def key_of(request: Request, kit: Kit, code: str) -> str:
    """A digest of all that a judgement rests on; ``code`` stands for the code that judges.

    Raises :class:`NotKept` where that cannot be told, or where other machines would be asked.
    """
    if request.online or request.trusted is not None or request.since is not None:
        raise NotKept
    digest = hashlib.sha256()
    for part in (*_asked(request, kit, code), *_contents(request.snapshot), *_refs(request)):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _asked(request: Request, kit: Kit, code: str) -> Iterator[str]:
    yield code
    yield from (f"{name} {version}" for name, version in sorted(kit.plugins.items()))
    stated = (request.as_of, request.profile, request.fail_on, request.event)
    yield from map(str, (*stated, request.baseline, request.policy))
    yield " ".join(sorted(request.select))
    yield " ".join(sorted(request.ignore))


def _contents(snapshot: Snapshot) -> Iterator[str]:
    yield f"{snapshot.name}\0{snapshot.base}\0{snapshot.revision}\0{snapshot.historical}"
    left = _MOST_HASHED
    for path, file in snapshot.files.items():
        known = file.oid
        if known is None and file.kind.value == "regular":
            left -= file.size
            if left < 0:
                raise NotKept
            with contextlib.suppress(Unreadable):
                known = snapshot.sha256(path)
        yield f"{path}\0{file.kind}\0{file.size}\0{known}"


def _refs(request: Request) -> Iterator[str]:
    """What the history is: the ids that refs lead to, and whether it is all here."""
    git = request.snapshot.git
    if git is None:
        return
    try:
        yield git.run("for-each-ref", "--format=%(objectname) %(refname)").decode(
            "utf-8", "replace"
        )
        yield str(git.is_shallow())
    except GitError as problem:
        raise NotKept from problem


def _encoded(value: Any) -> Any:
    if isinstance(value, Check):
        return {"check": value.id}
    if isinstance(value, Enum):
        return {"enum": [type(value).__name__, value.value]}
    if is_dataclass(value):
        stated = {each.name: _encoded(getattr(value, each.name)) for each in fields(value)}
        return {"of": type(value).__name__, "stated": stated}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [_encoded(each) for each in value]
    if isinstance(value, frozenset):
        return {"set": [_encoded(each) for each in sorted(value, key=str)]}
    if isinstance(value, Mapping):
        return {"map": [[_encoded(key), _encoded(each)] for key, each in value.items()]}
    return value


class _Decoding:
    """Plain data back to what it was, with the checks that are on offer."""

    def __init__(self, checks: Mapping[str, Check[Any]]) -> None:
        self._checks = checks

    def value(self, data: Any) -> Any:
        if isinstance(data, list):
            return tuple(self.value(each) for each in data)
        if not isinstance(data, dict):
            return data
        match data:
            case {"of": name, "stated": stated}:
                made = {key: self.value(each) for key, each in stated.items()}
                return getattr(model, name)(**made)
            case {"enum": [name, value]}:
                return getattr(model, name)(value)
            case {"check": id_}:
                return self._checks[id_]
            case {"day": text}:
                return date.fromisoformat(text)
            case {"set": items}:
                return frozenset(self.value(each) for each in items)
            case {"map": pairs}:
                return MappingProxyType({self.value(k): self.value(v) for k, v in pairs})
        raise ValueError("no kept judgement")


def digest_of_files(roots: Iterable[Path]) -> str:
    """A digest of the names, sizes and times of the files below some folders."""
    digest = hashlib.sha256()
    for root in roots:
        for folder, _, names in sorted(os.walk(root)):
            for name in sorted(names):
                if not name.endswith(".pyc"):
                    found = os.stat(os.path.join(folder, name))
                    text = f"{folder}/{name} {found.st_size} {found.st_mtime_ns}\n"
                    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
