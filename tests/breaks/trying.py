"""Apply a break to the example in memory, judge it, and say in what the outcome differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aims_gate.gate import Kit
from aims_gate.model import DecidedResult, Finding, FindingKind, Judgement, Outcome, Profile
from aims_gate.plugins import load_offer
from aims_gate.repository import FactCache
from aims_gate.testing import AS_OF, judge, repository

from .reading import Break, BreakError, Edit, Place

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "loan-approval"
POLICY = "aims-gate.yaml"

Files = Mapping[str, bytes]


def example() -> Files:
    """The files of the example, but for what running it leaves behind."""
    found = (path for path in sorted(EXAMPLE.rglob("*")) if path.is_file())
    return {
        path.relative_to(EXAMPLE).as_posix(): path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts and path.relative_to(EXAMPLE).parts[0] != "var"
    }


def break_files() -> dict[str, Path]:
    """The file of each check that has one."""
    return {path.stem: path for path in sorted(HERE.glob("*.yaml"))}


@dataclass
class Bench:
    """What breaks are tried with. Thanks to ``cache`` each run reads only what a break changes."""

    kit: Kit
    files: Files
    cache: FactCache

    @classmethod
    def of_example(cls, cache_folder: Path) -> Bench:
        """The example as it is, and the checks that the gate itself offers."""
        kit = load_offer(installed=False).kit
        return cls(kit, example(), FactCache(cache_folder, "breaks", kit.scanners))

    @cached_property
    def unbroken(self) -> Judgement:
        """What is judged of the example under its own policy, or under everything."""
        profile = None if POLICY in self.files else Profile.CERTIFICATION
        return judge(self.files, kit=self.kit, profile=profile, cache=self.cache)

    def broken(self, each: Break) -> tuple[Files, Judgement]:
        """The example with the edits of a break, and what is judged of it."""
        files = apply(each, self.files)
        judgement = judge(
            files,
            kit=self.kit,
            cache=self.cache,
            as_of=each.as_of or AS_OF,
            # Not what the edited policy says: fewer checks would hide what else fails.
            profile=each.profile or self.unbroken.policy.profile,
            event=each.event,
            trusted=repository(self.files) if each.change else None,
        )
        return files, judgement

    def problems_in(self, check: str, each: Break) -> list[str]:
        """In what the outcome differs from what the break says; nothing if in nothing."""
        unknown = sorted({check, *each.also} - {known.id for known in self.kit.checks})
        if unknown:
            return [f"there is no check {', '.join(unknown)}"]
        if check in each.also:
            return [f"'also' names {check} itself"]
        try:
            files, judgement = self.broken(each)
            line = line_of(each.at, files)
        except BreakError as problem:
            return [str(problem)]
        return [
            *crashed(judgement),
            *_misplaced(check, each, line, judgement),
            *_unexpected(check, each, judgement, self.unbroken),
        ]


def apply(each: Break, files: Files) -> Files:
    """The files after the edits; raises :class:`BreakError` if one cannot be made."""
    changed = dict(files)
    for number, edit in enumerate(each.edits, start=1):
        try:
            _make(edit, changed)
        except BreakError as problem:
            raise BreakError(f"edit {number}: {edit.path} {problem}") from None
    if changed == files:
        raise BreakError("the edits change nothing")
    return changed


def _make(edit: Edit, files: dict[str, bytes]) -> None:
    if edit.write is not None:
        files[edit.path] = edit.write.encode()
    elif edit.path not in files:
        raise BreakError("is no file of the example")
    elif edit.remove:
        del files[edit.path]
    elif edit.append is not None:
        files[edit.path] += edit.append.encode()
    elif edit.rename is None:
        files[edit.path] = _replaced(edit, _text(edit.path, files)).encode()
    elif edit.rename in files:
        raise BreakError(f"cannot become {edit.rename}, which exists")
    else:
        files[edit.rename] = files.pop(edit.path)


def _replaced(edit: Edit, text: str) -> str:
    assert edit.replace is not None
    assert edit.by is not None
    start = _place_of(edit, edit.replace, text)
    end = start + len(edit.replace)
    if edit.until is not None:
        end = text.find(edit.until, end)
        if end < 0:
            raise BreakError(f"does not hold {edit.until!r} after what is replaced")
    return text[:start] + edit.by + text[end:]


def _place_of(edit: Edit, old: str, text: str) -> int:
    if edit.after is not None:
        at = text.find(old, _only(edit.after, text) + len(edit.after))
        if at < 0:
            raise BreakError(f"does not hold {old!r} after {edit.after!r}")
        return at
    if edit.line is None:
        return _only(old, text)
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: edit.line - 1]))
    at = text.find(old, start)
    if at < 0 or edit.line > len(lines) or at >= start + len(lines[edit.line - 1]):
        raise BreakError(f"does not hold {old!r} on line {edit.line}")
    return at


def _only(wanted: str, text: str) -> int:
    """Where the only occurrence begins; raises :class:`BreakError` unless there is just one."""
    if (count := text.count(wanted)) != 1:
        lines = [number for number, line in enumerate(text.splitlines(), 1) if wanted in line]
        where = f" (lines {', '.join(map(str, lines))})" if lines else ""
        raise BreakError(f"holds {wanted!r} {count} times{where}, not once")
    return text.index(wanted)


def _text(path: str, files: Files) -> str:
    try:
        return files[path].decode()
    except UnicodeDecodeError:
        raise BreakError("is no text: 'append', 'write' or 'remove' it") from None


def line_of(place: Place, files: Files) -> int:
    """The line that a place names; raises :class:`BreakError` if its text is not there once."""
    if place.line is not None:
        return place.line
    assert place.text is not None
    if place.path not in files:
        raise BreakError(f"at: {place.path} is not there after the edits; give 'line' instead")
    text = _text(place.path, files)
    try:
        return text.count("\n", 0, _only(place.text, text)) + 1
    except BreakError as problem:
        raise BreakError(f"at: {place.path} {problem}") from None


def failing(judgement: Judgement) -> Iterator[tuple[DecidedResult, Finding]]:
    """Each failure, whatever its severity."""
    for result in judgement.with_outcome(Outcome.NONCONFORMS):
        for finding in result.result.findings:
            if finding.kind is FindingKind.FAILURE:
                yield result, finding


def crashed(judgement: Judgement) -> list[str]:
    """What went wrong with checks themselves."""
    return [
        f"{item.result.check.id} crashed: {item.result.reason}"
        for item in judgement.with_outcome(Outcome.ERROR)
    ]


def shown(check: str, finding: Finding) -> str:
    """A failure in one line."""
    return f"{check} at {finding.at or 'no place'}: {finding.message}"


def _misplaced(check: str, each: Break, line: int, judgement: Judgement) -> Iterator[str]:
    own = [finding for item, finding in failing(judgement) if item.result.check.id == check]
    wanted = f"{each.at.path}:{line}"
    there = [finding for finding in own if str(finding.at) == wanted]
    if not own:
        yield f"{check} does not fail{_instead(check, judgement)}"
    elif not there:
        found = "; ".join(shown(check, finding) for finding in own)
        yield f"nothing fails at {wanted}, but {found}"
    elif each.message and not any(each.message in finding.message for finding in there):
        found = "; ".join(finding.message for finding in there)
        yield f"the message does not say {each.message!r}: {found}"


def _instead(check: str, judgement: Judgement) -> str:
    """What a check that does not fail says instead."""
    said = [
        f"{item.result.outcome} for {item.result.subject.label}"
        + (f" ({item.result.reason})" if item.result.reason else "")
        for item in judgement.results
        if item.result.check.id == check
    ]
    return f": {'; '.join(said)}" if said else ": it does not run"


def _unexpected(
    check: str, each: Break, judgement: Judgement, unbroken: Judgement
) -> Iterator[str]:
    # What fails without the break as well is the business of whoever looks at the example itself.
    before = {_identity(item, finding) for item, finding in failing(unbroken)}
    by_check: dict[str, list[Finding]] = {}
    for item, finding in failing(judgement):
        if _identity(item, finding) not in before:
            by_check.setdefault(item.result.check.id, []).append(finding)
    for name in sorted(by_check.keys() - {check, *each.also}):
        first, *others = by_check[name]
        more = f" (and {len(others)} more)" if others else ""
        yield f"fails too, and not in 'also': {shown(name, first)}{more}"
    for name in sorted(each.also.keys() - by_check.keys()):
        yield f"'also' names {name}, which does not fail"


def _identity(item: DecidedResult, finding: Finding) -> tuple[str, str]:
    name = item.result.check.id
    return name, finding.fingerprint(name)
