"""The files by which the gate is run: of CI systems, of build tools, and scripts that these call.

What such a file does is not followed; what it says is compared. Of a file of a CI system and of a
script that is all of it, but for comments and layout; of a file of a build tool, which has much
else to say, the paragraphs that run the gate.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from ..model import Location
from ..repository import FileKind, Scope, Snapshot, scope_of
from ..repository.yaml_tree import YamlProblem, read_yaml
from .terms import Loosening, shown

_LIMIT: Final = 1 << 20  # bytes
_CI = re.compile(
    r"(?:^|/)(?:\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml|"
    r"\.(?:github/actions|gitlab|circleci|buildkite|semaphore|tekton|woodpecker|azure-pipelines)/"
    r"[^ ]*\.ya?ml|\.gitlab-ci\.ya?ml|\.pre-commit-config\.yaml|azure-pipelines[^/]*\.ya?ml|"
    r"bitbucket-pipelines\.yml|\.(?:travis|drone|cirrus|woodpecker|appveyor)\.ya?ml|"
    r"appveyor\.yml|(?:lefthook|Taskfile)\.ya?ml|Jenkinsfile[^/]*|[^/]+\.jenkinsfile)$"
)
_SCRIPT = re.compile(r"\.(?:sh|bash|zsh|ps1|bat|cmd)$|(?:^|/)\.husky/[^/]+$|(?:^|/)[^/.]+$")
_BUILD = re.compile(
    r"(?:^|/)(?:GNUmakefile|[Mm]akefile|[^/]+\.mk|[Jj]ustfile|tox\.ini|setup\.cfg|pytest\.ini|"
    r"pyproject\.toml|pixi\.toml|noxfile\.py|tasks\.py|dodo\.py|package\.json)$"
)
_SUFFIXES: Final = frozenset(
    ".yml .yaml .sh .bash .zsh .ps1 .bat .cmd .mk .ini .cfg .toml .jenkinsfile".split()
)
_BY_NAME: Final = frozenset({"noxfile.py", "tasks.py", "dodo.py", "package.json"})
_PINS = re.compile(
    r"(?:^|/)(?:[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in)|(?:requirements|constraints)/"
    r"[^/]+\.(?:txt|in)|pyproject\.toml|Pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock|"
    r"pylock[^/]*\.toml)$"
)
_ELSEWHERE: Final = (Scope.VENDORED, Scope.DOCS, Scope.EXAMPLE, Scope.TEMPLATE)
_GATE = re.compile(rb"aims[-_]gate")
_COMMAND = re.compile(r"""aims[-_]gate["']?[\s,]+["']?check\b|--aims-gate\b|^aims_gate\w*\s*=""")
_PIN = re.compile(r"""^[\s"']*aims[-_]gate\s*+(?![-\w])(?!["']?,?\s*["']?check\b)""", re.IGNORECASE)
_LOCKED = re.compile(r"""name\s*=\s*["']aims[-_]gate["']""", re.IGNORECASE)
_NAMED = re.compile(r"([A-Z][A-Z0-9_]{1,40})\s*[:?+]?=.*aims[-_]gate")
_WITHOUT_EFFECT = re.compile(
    r"(?<!\s)\s++(?:--(?:format|jobs)[ =]\S+|--(?:verbose|quiet)|-[vq])(?=\s|$)"
)
_HEAD = re.compile(
    r"(\[[^\]\n]{1,200}\])|(?:async )?(?:def|class) (\w{1,80})|"
    r"[ \t]*[\"']?([\w./-]{1,80})[\"']?[ \t]*:(?!=)"
)
_CALLS: Final = (
    (re.compile(r"(?:^|/)(?:GNUm|[Mm])akefile$|\.mk$"), r"\bg?make\b"),
    (re.compile(r"(?:^|/)[Jj]ustfile$"), r"\bjust\b"),
    (re.compile(r"(?:^|/)tox\.ini$|(?:^|/)setup\.cfg$"), r"\btox\b"),
    (re.compile(r"(?:^|/)noxfile\.py$"), r"\bnox\b"),
    (re.compile(r"(?:^|/)package\.json$"), r"\b(?:npm|npx|yarn|pnpm|bun)\b"),
    (re.compile(r"(?:^|/)(?:pytest\.ini|pyproject\.toml)$"), r"\b(?:pytest|tox|hatch|poe|pdm)\b"),
    (re.compile(r"(?:^|/)\.pre-commit-config\.yaml$"), r"\bpre-commit\b"),
)


class _Style(Enum):
    CI = "ci"
    SCRIPT = "script"
    BUILD = "build"


def running_loosenings(old: Snapshot, new: Snapshot) -> Iterator[Loosening]:
    """Files that ran the gate and were changed: what they do then is for a person to say.

    So are the lines by which a file of a CI system calls another file that runs it.
    """
    changed = [path for path in _files(old) if not _is_same(old, new, path)]
    for path in changed:
        before = _text(old, path)
        if before is not None and _runs(path, before):
            yield from _changed(path, before, _text(new, path))
    if any(_style(old, path) is _Style.CI for path in changed):
        yield from _calls(old, new, changed)


def double_loosenings(old: Snapshot, new: Snapshot) -> Iterator[Loosening]:
    """Jobs that newly bear the name of one that runs the gate, whatever they do.

    GitHub tells required checks apart by the name of the job alone: any that passes may count.
    """
    guarding = {name for path in ci_files(old) for name, runs in _jobs(old, path) if runs}
    for path in ci_files(new) if guarding else ():
        if path in old.files and _is_same(old, new, path):
            continue
        known = {name for name, _ in _jobs(old, path)}
        for name, _ in _jobs(new, path):
            if name in guarding and name not in known:
                what = f"a further job is called {shown(name)}"
                yield Loosening(f"ci.{path}.{name}", "runs the gate", what, Location(path))


def _jobs(snapshot: Snapshot, path: str) -> Iterator[tuple[str, bool]]:
    """The names of the jobs of a workflow, by which checks are called; whether each is the gate."""
    if "/workflows/" not in path or (data := _text(snapshot, path)) is None:
        return
    try:
        stated = read_yaml(data).data
    except YamlProblem:
        return
    jobs = stated.get("jobs") if isinstance(stated, dict) else None
    for key, job in jobs.items() if isinstance(jobs, dict) else ():
        named = job.get("name") if isinstance(job, dict) else None
        yield str(named or key), bool(_GATE.search(str(job).encode("utf-8", "replace")))


def pin_loosenings(old: Snapshot, new: Snapshot) -> Iterator[Loosening]:
    """Files that say which gate is installed, and say something else: it may be another one."""
    for path in old.files:
        if not _PINS.search(path) or _is_same(old, new, path):
            continue
        before, after = (_pinned(path, _text(side, path) or b"") for side in (old, new))
        if before and before != after:
            name, state = f"ci.{path}", "\n".join(after)
            first = shown(next(iter([each for each in before if each not in after]), before[0]))
            yield Loosening(name, first, shown(state), Location(path), state)


def _pinned(path: str, data: bytes) -> list[str]:
    """What a file says of the gate as something to install: lines, or the section of a lock."""
    lines = _lines(data)
    if path.endswith((".lock", ".toml")) and not path.endswith("pyproject.toml"):
        return [
            " ".join(line.strip() for line in block)
            for block in _paragraphs(lines)
            if any(_LOCKED.match(line) for line in block)
        ]
    return [line.strip().rstrip(",") for line in lines if _PIN.match(line)]


def runs_gate(snapshot: Snapshot) -> bool:
    """Whether a file of a CI system or a build tool, or a script, runs the gate."""
    return any(
        (text := _text(snapshot, path)) is not None and _runs(path, text)
        for path in _files(snapshot)
    )


def ci_files(snapshot: Snapshot) -> Iterator[str]:
    """The files of CI systems."""
    return (path for path in snapshot.files if _may_run(path) and _CI.search(path))


def _files(snapshot: Snapshot) -> Iterator[str]:
    return (path for path in snapshot.files if _style(snapshot, path))


def _style(snapshot: Snapshot, path: str) -> _Style | None:
    """How a file would be compared; ``None`` if nothing is run by such a file."""
    if not _may_run(path):
        return None
    if _CI.search(path):
        return _Style.CI
    style = _Style.BUILD if _BUILD.search(path) else _Style.SCRIPT if _SCRIPT.search(path) else None
    if style is None or snapshot.files[path].kind is not FileKind.REGULAR:
        return None
    return None if scope_of(path.removeprefix(snapshot.base)) in _ELSEWHERE else style


def _may_run(path: str) -> bool:
    """Whether a name is worth a closer look; most are not, and all are asked about."""
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return dot <= 0 or name[dot:] in _SUFFIXES or name in _BY_NAME or name.startswith("Jenkinsfile")


def _is_same(old: Snapshot, new: Snapshot, path: str) -> bool:
    """Whether git itself knows both to be one object."""
    before, after = old.files[path], new.files.get(path)
    return after is not None and before.oid is not None and before.oid == after.oid


def _text(snapshot: Snapshot, path: str) -> bytes | None:
    return snapshot.get(path, _LIMIT)


def _runs(path: str, data: bytes) -> bool:
    if not _GATE.search(data):
        return False
    if _CI.search(path):
        return True
    if _BUILD.search(path):
        return bool(_blocks(path, data))
    return _is_script(path, data) and any(_GATE.search(line) for line in _stated(data))


def _is_script(path: str, data: bytes) -> bool:
    """A file without a suffix is one if it says what runs it."""
    return "." in path.rpartition("/")[2] or "/.husky/" in f"/{path}" or data.startswith(b"#!")


def _changed(path: str, before: bytes, after: bytes | None) -> Iterator[Loosening]:
    name = f"ci.{path}"
    if after is None:
        yield Loosening(name, "runs the gate", "removed", Location(path))
    elif not _runs(path, after):
        yield Loosening(name, "runs the gate", "does not", Location(path))
    elif _is_other(path, before, after):
        at = Location(path, _first_difference(before, after))
        state = hashlib.sha256(after).hexdigest()
        yield Loosening(name, "as it was", "rewritten", at, state)


def _is_other(path: str, before: bytes, after: bytes) -> bool:
    if _CI.search(path):
        return before != after and _meaning(before) != _meaning(after)
    if not _BUILD.search(path):
        return _stated(before) != _stated(after)
    was, now = _blocks(path, before), _blocks(path, after)
    return bool(was - now) or _are_given_again(was, before, after)


def _are_given_again(blocks: Iterable[str], before: bytes, after: bytes) -> bool:
    """Whether something by the name of a block comes again: the later one is what runs."""
    was, now = Counter(_heads(_lines(before))), Counter(_heads(_lines(after)))
    names = {next(_heads(block.split("\n")), "") for block in blocks} - {""}
    return any(now[name] > was[name] for name in names)


def _first_difference(before: bytes, after: bytes) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    lines = enumerate(pairs, start=1)
    return next((number for number, (old, new) in lines if old != new), before.count(b"\n") or 1)


def _meaning(data: bytes) -> object:
    """What a YAML file says to every reader, without comments and layout; else its bytes.

    A key given twice, a tag or an alias means something else to each reader, so it is compared as
    it is written.
    """
    try:
        tree = read_yaml(data)
    except YamlProblem:
        return data
    if tree.problems:
        return data
    import yaml  # only a run that compares such files pays for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [
        (
            type(event).__name__,
            *(getattr(event, each, None) for each in ("anchor", "tag", "implicit", "value")),
        )
        for event in yaml.parse(data, Loader=loader)
    ]


def _stated(data: bytes) -> list[bytes]:
    """The lines of a script that are no comments, and not blank."""
    lines = (line.strip() for line in data.replace(b"\r\n", b"\n").split(b"\n"))
    return [
        line
        for line in lines
        if line and (line.startswith(b"#!") or not line.startswith((b"#", b"::", b"REM ")))
    ]


def _blocks(path: str, data: bytes) -> Counter[str]:
    """The paragraphs of a file that run the gate, without options that decide nothing."""
    lines = _lines(data)
    blocks = [[line] for line in lines] if path.endswith(".json") else _paragraphs(lines)
    names = [named[1] for line in lines if (named := _NAMED.match(line))]
    by_name = re.compile(rf"\b(?:{'|'.join(names)})\b") if names else _COMMAND
    return Counter(
        "\n".join(_WITHOUT_EFFECT.sub("", line).rstrip() for line in block)
        for block in blocks
        if any(_COMMAND.search(line) or by_name.search(line) for line in block)
    )


def _paragraphs(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines that belong together: down to a blank line, a section, or one that is indented less."""
    block: list[str] = []
    for line in lines:
        if line.lstrip().startswith(("#", ";")):
            continue
        is_outer = not line[:1].isspace() and block and block[-1][:1].isspace()
        if block and (not line.strip() or line.startswith("[") or is_outer):
            yield block
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield block


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\\\n", " ")
    return text.split("\n")


def _heads(lines: Iterable[str]) -> Iterator[str]:
    """The names of rules, sections, functions and keys that lines begin with."""
    for line in lines:
        if head := _HEAD.match(line):
            yield head[head.lastindex or 0]


def _calls(old: Snapshot, new: Snapshot, changed: list[str]) -> Iterator[Loosening]:
    """Lines of CI files that called what runs the gate, and are gone."""
    running = [
        path for path in _files(old) if (data := _text(old, path)) is not None and _runs(path, data)
    ]
    called = _calling(running)
    for path in changed:
        before = _text(old, path) or b""
        if path in running or called is None or not _CI.search(path):
            continue
        now = Counter(line.strip() for line in _lines(_text(new, path) or b""))
        stated = (line.strip() for line in _lines(before))
        was = Counter(line for line in stated if called.search(line) and not line.startswith("#"))
        if lost := sorted(was - now):
            at, state = Location(path), "\n".join(lost)
            yield Loosening(f"ci.{path}", f"says {shown(lost[0])}", "does not", at, state)


def _calling(running: list[str]) -> re.Pattern[str] | None:
    """What a line has in it that calls one of these files."""
    words = {word for path in running for pattern, word in _CALLS if pattern.search(path)}
    for path in running:
        folder, _, name = path.rpartition("/")
        if not _BUILD.search(path):
            named = folder if name.startswith("action.y") else name if "." in name else path
            words.add(rf"(?<![\w-]){re.escape(named)}(?![\w-])")
    return re.compile("|".join(sorted(words))) if words else None
