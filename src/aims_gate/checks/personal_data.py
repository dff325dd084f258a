"""Personal data and secrets that lie where everybody who clones the repository has them."""

from __future__ import annotations

from collections.abc import Iterator

from ..governance.organisation import Organisation
from ..governance.stray import StrayData, StrayItem
from ..model import (
    ERROR,
    NOTE,
    REPOSITORY,
    WARNING,
    Finding,
    Profile,
    SubjectKind,
    by_tier,
    check,
    conforms,
    does_not_apply,
    fails,
)
from ..portfolio import Register


@check(
    "No stray personal data or secrets in the repository",
    controls=["A.7.2"],
    clauses=["7.5.3"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def stray_personal_data(
    stray: StrayData, organisation: Organisation, register: Register
) -> Iterator[Finding]:
    """Find identifiers of people and accounts, and secrets, in files of data.

    Searched are the first MiB of samples of data, notebooks with their outputs, fixtures, logs,
    prompts and `.env` files, those of tests as well. An identifier counts if its checksum holds
    (IBAN, payment cards, national ids, the latter where a word or column says what they are), a
    secret if it has the form of its provider. Numbers that are published as examples are none.
    E-mail addresses and phone numbers in samples of data are notes. Values are never shown.

    ## Why it matters
    What is committed is copied with every clone and stays in the history. A person whose account
    number lies in a fixture has the same rights as one in the production database; a key in a
    notebook is a key that is lost.

    ## How to conform
    Remove the value from the file and from the history, and revoke a secret at once.

    Files whose values are made up are listed with the reason under `made_up:` in `aims.yaml`;
    datasets that a program makes up name it under `synthetic:`.
    """
    about = organisation.subject
    if about is None:
        return
    failed = False
    for item in stray.items:
        subject = register.subject_found(SubjectKind.DOCUMENT, item.at.path, "", item.at)
        if item.made_up:
            yield does_not_apply(f"made up: {item.made_up}", about=subject, key=item.kind)
            continue
        failed = True
        yield fails(
            f"{item.at.path}: {_told(item)}",
            at=item.at,
            about=subject,
            key=item.kind,
            severity=None if item.grave else NOTE,
        )
    if stray.more:
        yield fails(
            f"{stray.more} more files hold what looks like personal data or secrets",
            at=organisation.at,
            about=REPOSITORY,
            key="more",
        )
    elif not failed:
        message = "no identifier with a checksum and no secret of a known form was found"
        yield conforms(message, at=organisation.at, about=about, key="")


def _told(item: StrayItem) -> str:
    others = f", and {item.count - 1} more of the kind" if item.count > 1 else ""
    return f"{item.masked} looks like {item.kind}{others}"
