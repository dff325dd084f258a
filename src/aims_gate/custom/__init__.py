"""Checks that a repository states itself, in ``aims-gate.yaml``: expressions over plain facts.

Expressions are CEL, which has neither loops without end nor side effects; they are bounded all the
same. Nothing here is imported unless a policy has such a check.
"""

from .facts import Facts, facts
from .stated import with_custom_checks

__all__ = ["Facts", "facts", "with_custom_checks"]
