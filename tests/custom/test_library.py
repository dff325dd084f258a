"""The library that expressions need is an extra: loaded late, and missed with a clear word."""

from __future__ import annotations

import subprocess
import sys

POLICY = "custom: [{id: acme, title: t, for: system, expect: 'true'}]"
PROGRAM = """
import sys
{before}
from aims_gate.testing import judge
found = judge({{"README.md": "x", "aims-gate.yaml": {policy!r}}})
print(found.verdict.exit_status, found.reasons[0])
print(sorted(name for name in sys.modules if name in ("celpy", "lark", "re2", "aims_gate.custom")))
"""


def printed(policy: str, before: str = "") -> list[str]:
    program = PROGRAM.format(policy=policy, before=before)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


def test_without_custom_checks_nothing_of_it_is_loaded() -> None:
    assert printed("profile: starter") == ["0 no check found a failure", "[]"]


def test_without_the_library_the_gate_says_what_to_install() -> None:
    verdict, _ = printed(POLICY, "sys.modules['celpy'] = None")
    assert verdict.startswith("2 aims-gate.yaml is invalid: 1 problem, the first at line 1: ")
    assert "custom checks need the package cel-python, which is not installed" in verdict


def test_with_the_library_it_is_judged() -> None:
    verdict, modules = printed(POLICY)
    assert verdict.startswith("0 ")
    assert "celpy" in modules
