"""Why the gate cannot judge, whatever the checks found."""

from __future__ import annotations

import re

from ..comparison.policies import loosened_though_fixed
from ..declarations import LoadedPolicy
from ..portfolio import Declarations
from ..text.counting import counted
from .request import Kit


def obstacles(declarations: Declarations, policy: LoadedPolicy, kit: Kit) -> list[str]:
    """Why the gate cannot judge, whatever the checks found."""
    found = [
        f"{path} is invalid: {counted(len(problems), 'problem')}, the first at line "
        f"{problems[0].line}: {problems[0].message}"
        for path in declarations.files
        if (problems := declarations.problems_in(path))
    ]
    if policy.problems and policy != declarations.policy:
        first = policy.problems[0]
        found.append(
            f"the policy that judges, {policy.path} of the trusted revision, is invalid at line "
            f"{first.line}: {first.message}"
        )
    found += [
        f"{each.at}: {each.key} is fixed by the policy that this one builds on, and is loosened: "
        f"{each.old} → {each.new}"
        for each in loosened_though_fixed(policy, kit.severities)
    ]
    required = policy.policy.plugins if policy.policy else ()
    installed = {_normal(name) for name in kit.plugins}
    found += [
        f"{policy.path} requires the plugin {name}, which is not installed: pip install {name}"
        for name in required
        if _normal(name) not in installed
    ]
    return found


def _normal(name: str) -> str:
    """A distribution's name as package indexes compare it, where `-`, `_` and `.` are the same."""
    return re.sub(r"[-_.]+", "-", name).lower()
