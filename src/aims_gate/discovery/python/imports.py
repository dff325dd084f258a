"""Which libraries of AI a Python file imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ..knowledge.families import Library
from ..knowledge.python_libraries import FIRST_NAMES, library_of_module
from .source import Source

_FROM = re.compile(rb"[ \t]*from[ \t]+([A-Za-z_][\w.]*)[ \t]+$")
_MODULES = re.compile(rb"[ \t]*([A-Za-z_][\w.]*)(?:[ \t]+as[ \t]+\w+)?[ \t]*(,?)")
_NAMES = re.compile(rb"[\w ,\t]*")
_FIRST_NAMES = frozenset(name.encode() for name in FIRST_NAMES)
_MOST_NAMES = 300
_MOST = 2000  # import lines of one file that are looked at


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a known library: the module as written, and where."""

    library: Library
    module: str
    at: int


class Imports(NamedTuple):
    """The imports of known libraries, and whether the file imports an AWS client library."""

    known: list[Import]
    of_aws: bool


_AWS = frozenset({b"boto3", b"botocore", b"aioboto3", b"aiobotocore"})


def imports(source: Source) -> Imports:
    """What the code imports; docstrings and comments are left out."""
    found = []
    of_aws = False
    for module, at in _modules(source.data):
        first = module.partition(b".")[0]
        of_aws = of_aws or first in _AWS
        if first in _FIRST_NAMES:
            name = module.decode()
            library = library_of_module(name)
            if library and not source.in_docstring(at):
                found.append(Import(library, name, at))
    return Imports(found, of_aws)


_OWN = re.compile(
    rb"^[ \t]*(?:from[ \t]+\.*([\w.]*)[ \t]+import[ \t]*(\([\w\s,]{1,2000}|[\w ,\t]{1,400})|"
    rb"import[ \t]+([\w.]+))",
    re.MULTILINE,
)


def imported_modules(source: Source) -> list[str]:
    """Dotted names of everything imported that may be a module of the project's own, sorted.

    Of ``from a import b``, both ``a`` and ``a.b``: only the tree tells which is the module.
    """
    found: set[str] = set()
    for match in islice(_OWN.finditer(source.data), _MOST):
        if source.in_docstring(match.start()):
            continue
        module = (match[1] or match[3] or b"").decode().strip(".")
        if module:
            found.add(module)
        for name in (match[2] or b"").decode().lstrip("(").split(",")[:100]:
            if part := name.split()[:1]:
                found.add(f"{module}.{part[0]}".lstrip("."))
    return sorted(found)[:_MOST_NAMES]


def _modules(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Each module after ``import`` or ``from`` that begins a line, and where its line begins."""
    at = -1
    for _ in range(_MOST):
        at = data.find(b"import ", at + 1)
        if at < 0:
            return
        start = data.rfind(b"\n", max(0, at - 200), at) + 1
        prefix = data[start:at]
        if not prefix.strip(b" \t;"):
            position = at + 7
            while match := _MODULES.match(data, position):
                yield match[1], start
                if not match[2]:
                    break
                position = match.end()
        elif match := _FROM.match(prefix):
            yield match[1], start
            if match[1] in (b"google", b"google.cloud", b"azure.ai", b"pyspark", b"ray"):
                for name in (_NAMES.match(data, at + 7) or match)[0].split(b","):
                    yield match[1] + b"." + (name.split() or [b"_"])[0], start
