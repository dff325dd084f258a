"""Which keys signed commits, as OpenSSH tells. OpenPGP signatures take a keyring and are not read.

Sources: https://git-scm.com/docs/gitformat-signature and https://man.openbsd.org/ssh-keygen.1.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from typing import Final

from .git import Git, GitError
from .snapshot import Snapshot

_MOST: Final = 50
"""How many commits are looked at: each takes a process."""

_SECONDS: Final = 5
_HEADER: Final = re.compile(rb"^gpgsig(?:-sha256)? ((?:[^\n]*)(?:\n [^\n]*)*)\n", re.MULTILINE)
_SSH: Final = b"-----BEGIN SSH SIGNATURE-----"
_GOOD: Final = re.compile(rb'^Good "git" signature with [\w@.-]{1,60} key (SHA256:[\w+/=]{1,100})')


def signers(snapshot: Snapshot, commits: Iterable[str], programs: str) -> Iterator[str]:
    """The fingerprints (``SHA256:…``) of the keys that signed commits, each as often as it did.

    ``programs`` is the search path for ``ssh-keygen``; it gets no other variable. A commit without
    a good OpenSSH signature yields nothing, nor does any where there is no such program.
    """
    if snapshot.git is None:
        return
    for commit in list(commits)[:_MOST]:
        if key := _signer(snapshot.git, commit, programs):
            yield key


def _signer(git: Git, commit: str, programs: str) -> str | None:
    try:
        data = git.run("cat-file", "commit", commit)
    except GitError:
        return None
    head, blank, body = data.partition(b"\n\n")
    found = _HEADER.search(head + b"\n")
    if found is None or not found[1].startswith(_SSH):
        return None
    signature = found[1].replace(b"\n ", b"\n") + b"\n"
    payload = _HEADER.sub(b"", head + b"\n", count=1).removesuffix(b"\n") + blank + body
    return _verified(signature, payload, programs)


def _verified(signature: bytes, payload: bytes, programs: str) -> str | None:
    """The fingerprint of the key that made a signature of these bytes; ``None`` if it is not."""
    with tempfile.NamedTemporaryFile(prefix="aims-gate-", suffix=".sig") as file:
        file.write(signature)
        file.flush()
        try:
            done = subprocess.run(
                ["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", file.name],
                env={"PATH": programs, "LC_ALL": "C"},
                input=payload,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    good = _GOOD.match(done.stdout) if done.returncode == 0 else None
    return good[1].decode("ascii") if good else None
