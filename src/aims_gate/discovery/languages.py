"""How languages outside Python name the modules they use, and whose modules those are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .dependencies.lookup import Lookup, by_name, by_start
from .knowledge import more_libraries as more
from .knowledge.families import Library
from .knowledge.other_libraries import CARGO, GO, JAVA, NPM, NUGET


@dataclass(frozen=True, slots=True)
class Language:
    """What stands before a module's name, the statement that names it, and how it is looked up."""

    needles: tuple[bytes, ...]
    statement: re.Pattern[bytes]
    lookup: Lookup


def _npm(module: str) -> Library | None:
    parts = module.split("/")
    return NPM.get("/".join(parts[: 2 if module.startswith("@") else 1]))


_CRATES = {name.replace("-", "_"): library for name, library in CARGO.items()}


def _language(needles: str, statement: bytes, lookup: Lookup) -> Language:
    marks = tuple(each.encode() for each in needles.split("|"))
    return Language(marks, re.compile(statement, re.MULTILINE), lookup)


_JAVASCRIPT = _language(
    "from|require|import",
    rb"(?:\bfrom\s?|\brequire\(\s?|\bimport\s?\(?\s?)[\"'](@?[a-zA-Z][\w@./-]{1,80})[\"']",
    _npm,
)
_C_SHARP = _language(
    "using ",
    rb"^\s{0,20}(?:global )?using (?:static )?(?:\w+ = )?([A-Z][\w.]{2,120})",
    by_start(NUGET, "."),
)
_JVM = _language("import ", rb"^import (?:static )?([a-z][\w.]{4,160})", by_start(JAVA, "."))
_GO = _language(
    '"',
    rb"^\s{0,20}(?:import )?(?:[\w.]+ )?\"([\w.-]+\.[a-z]+/[\w./-]{2,120})\"",
    by_start(GO, "/"),
)
_RUST = _language(
    "use |extern crate ",
    rb"^\s{0,20}(?:pub )?(?:use|extern crate) ([a-z]\w{1,60})",
    by_name(_CRATES),
)
_RUBY = _language(
    "require", rb"^\s{0,20}require[ (]{1,3}[\"']([\w/-]{2,60})[\"']", by_start(more.RUBY_CODE, "/")
)
_PHP = _language("use ", rb"^\s{0,20}use \\?([A-Z]\w{2,40})\\", by_name(more.PHP_CODE))
_SWIFT = _language(
    "import ", rb"^(?:@\w{1,40} )?import (?:struct |class )?([A-Z]\w{2,40})", by_name(more.SWIFT)
)
_ELIXIR = _language(
    "{:|alias |import |use ",
    rb"(?:\{:|^\s{0,20}(?:alias|import|use) )(\w{2,40})\b",
    by_name(more.ELIXIR),
)
_JULIA = _language(
    "using |import ",
    rb"^\s{0,20}(?:using|import) (?:[\w.]{1,40}, ?){0,12}?("
    + "|".join(more.JULIA).encode()
    + rb")\b",
    by_name(more.JULIA),
)
_LUA = _language("require", rb"\brequire\s{0,3}\(?\s{0,3}[\"'](\w{2,40})[\"']", by_name(more.LUA))
_R = _language(
    "library|require", rb"\b(?:library|require)\([\"']?([a-zA-Z]\w{1,40})[\"']?\)", by_name(more.R)
)
_DART = _language("import ", rb"^import ['\"]package:(\w{2,60})/", by_name(more.DART))
_CPP = _language(
    "include|#import",
    rb"^\s{0,9}#\s{0,4}(?:include|import)\s{0,4}[<\"]([\w./-]{3,100})[>\"]",
    by_start(more.CPP, "/"),
)
_FRAMEWORKS = {name: library for name, library in more.SWIFT.items() if name in more.CPP}
# Two languages share the suffix: what Objective-C imports, or functions that MATLAB calls.
_OBJECTIVE_C_OR_MATLAB = _language(
    "import|fit|train|net|rl|openAI|TreeBagger",
    rb"^(?:\s{0,9}#import\s{0,4}<|[^%\n\"'/#]{0,120}?\b)((?<=<)(?:"
    + "|".join(_FRAMEWORKS).encode()
    + rb")(?=/)|(?:"
    + "|".join(more.MATLAB).encode()
    + rb")(?=\())",
    by_name({**_FRAMEWORKS, **more.MATLAB}),
)

LANGUAGES: Mapping[str, Language] = {
    suffix: language
    for suffixes, language in (
        (".js .jsx .ts .tsx .mjs .cjs .mts .cts .vue .svelte .astro", _JAVASCRIPT),
        (".cs .fs .vb .razor", _C_SHARP),
        (".java .kt .kts .scala .groovy", _JVM),
        (".go", _GO),
        (".rs", _RUST),
        (".rb", _RUBY),
        (".php", _PHP),
        (".swift", _SWIFT),
        (".ex .exs", _ELIXIR),
        (".jl", _JULIA),
        (".lua", _LUA),
        (".r", _R),
        (".dart", _DART),
        (".c .cc .cpp .cxx .cu .h .hpp .mm", _CPP),
        (".m", _OBJECTIVE_C_OR_MATLAB),
    )
    for suffix in suffixes.split()
}
"""Suffix in lower case → language."""
