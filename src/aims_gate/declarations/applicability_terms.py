"""The closed vocabularies of the Statement of Applicability."""

from __future__ import annotations

from enum import StrEnum


class RowStatus(StrEnum):
    """How far a control that applies is."""

    PLANNED = "planned"
    IMPLEMENTED = "implemented"


class Because(StrEnum):
    """What makes a control necessary."""

    RISK = "risk"
    LAW = "law"
    CONTRACT = "contract"
    POLICY = "policy"
    GOOD_PRACTICE = "good-practice"
