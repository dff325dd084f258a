"""Whether what the repository holds is declared, and declared well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import (
    ERROR,
    REPOSITORY,
    Cause,
    Finding,
    Profile,
    Subject,
    SubjectKind,
    Tier,
    check,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)
from ..portfolio import Declarations, Undeclared, UnreadFile

_EVERY_TIER = tuple(Tier)


@check(
    "Manifest is valid and closed",
    controls=["A.4.2"],
    clauses=["4.3", "4.4", "7.5.1"],
    severity=ERROR,
    tiers=_EVERY_TIER,
    profile=Profile.STARTER,
    excludable=False,
)
def invalid_manifest(declarations: Declarations) -> Iterator[Finding]:
    """Find what is wrong in `aims.yaml`, the manifests it includes, and `aims-gate.yaml`.

    Every value must be of its kind, every key known, every id unique, every reference must lead
    to something declared, and every path must stay inside the repository. All problems are
    listed, each at its line. While there is one, the gate cannot judge and exits with 2.

    ## Why it matters
    Everything else is judged by what the manifest says. A key with a slip in it would be a duty
    that nobody sees.

    ## How to conform
    Correct the key or value at the line named. `aims-gate schema manifest` prints the schema with
    which an editor completes and checks it while you type.
    """
    for path in declarations.files:
        subject = Subject(SubjectKind.DOCUMENT, path)
        problems = declarations.problems_in(path)
        for problem in problems:
            yield fails(
                problem.message,
                at=problem.location,
                about=subject,
                key=problem.pointer or "file",
                fix=_sentence(problem.fix),
            )
        if not problems:
            yield conforms(
                f"{path} is valid", at=declarations.start_of(path), about=subject, key=""
            )


def _sentence(advice: str | None) -> str | None:
    return f"{advice[0].upper()}{advice[1:].removesuffix('.')}." if advice else None


@check(
    "AI in the code is declared",
    controls=["A.4.2", "A.4.4"],
    clauses=["4.3", "4.1"],
    evidences=["A.4.2", "4.3"],
    severity=ERROR,
    tiers=_EVERY_TIER,
    profile=Profile.STARTER,
    excludable=False,
)
def undeclared_ai(undeclared: Undeclared) -> Iterator[Finding]:
    """Find AI in product code that `aims.yaml` does not declare.

    There is one finding for each thing to declare: a model, a dataset, a supplier or framework, an
    agent. It counts as declared if it is declared itself, lies in the paths of a declared system,
    or falls under an `exclude:` with a reason. A sole system without `paths` covers the whole
    repository. Tests, documentation, examples, vendored code and the configuration of people's
    coding assistants need no declaration.

    ## Why it matters
    Nobody can answer for AI that nobody knows of. The scope of the management system is what is
    declared, so what is not declared is governed by nothing.

    ## How to conform
    Run `aims-gate init` to draft `aims.yaml` from what was found; or add the thing to a system
    that is declared, or to `exclude:` with the reason.
    """
    for thing in undeclared.found:
        fix = "Run `aims-gate init`: it drafts aims.yaml from everything that was found."
        if undeclared.has_manifest:
            fix = (
                "Declare it in aims.yaml, or put it under the `paths` of its system, "
                "or `exclude:` it with the reason."
            )
        yield fails(
            f"{thing.what} is used but not declared",
            at=thing.at,
            about=thing.subject,
            key="declaration",
            fix=fix,
            places=thing.places,
        )
    if undeclared.no_system:
        yield fails(
            "the manifest declares no AI system, but there is AI",
            at=undeclared.no_system,
            about=REPOSITORY,
            key="system",
            fix="Declare the system that the AI belongs to, with its id, purpose and owner.",
        )
    yield from _unread(undeclared.unread)
    for system, left in undeclared.drafts:
        what = f"{' and '.join(left)} {'is' if len(left) == 1 else 'are'}"
        yield fails(
            f"{system.subject.label} is only drafted: its {what} still open",
            at=system.at,
            about=system.subject,
            key="draft",
            fix=f"Write the {' and '.join(left)} of the system in the manifest.",
        )
    for torn in undeclared.torn:
        yield fails(
            f"{torn.places[0].path} is claimed alike by the systems {' and '.join(torn.claimants)}",
            at=torn.places[0],
            about=torn.subject,
            key=f"tie:{':'.join(torn.claimants)}",
            fix="Make the pattern in `paths` of the system that it belongs to more specific.",
            places=torn.places[1:],
        )
    for thing in undeclared.covered:
        message = f"{thing.what} is declared: {thing.by}"
        yield conforms(message, at=thing.at, about=thing.subject, key="declaration")
    for thing in undeclared.excluded:
        yield does_not_apply(f"excluded: {thing.by}", about=thing.subject)


def _unread(files: Iterable[UnreadFile]) -> Iterator[Finding]:
    """What was not read is never taken for free of AI."""
    absent = [file.at for file in files if file.absent]
    if absent:
        yield unassessed(
            f"files that could hold AI are not in this clone: {len(absent)}, as {absent[0].path}",
            cause=Cause.UNAVAILABLE,
            at=absent[0],
            key="absent",
            fix="Fetch them (`git lfs pull`, a clone without a filter) and judge again.",
        )
    for file in files:
        if not file.absent:
            yield unassessed(
                f"{file.at.path} could hold AI and cannot be read: {file.why}",
                cause=Cause.UNREADABLE,
                at=file.at,
                about=Subject(SubjectKind.DOCUMENT, file.at.path),
                key="unreadable",
                fix="Make it smaller, or declare the system it belongs to, or `exclude:` it with "
                "the reason.",
            )
