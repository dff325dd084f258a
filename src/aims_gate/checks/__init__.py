"""The checks of the base set: one module for each area, one function for each check."""

from .data import missing_datasheet
from .documentation import incomplete_model_card, missing_model_card
from .gate import incomplete_playbook
from .impact import unlinked_impact_assessment
from .inventory import invalid_manifest, undeclared_ai
from .third_parties import unpinned_third_party_model
from .use import missing_human_oversight

CHECKS = (
    incomplete_model_card,
    incomplete_playbook,
    invalid_manifest,
    missing_datasheet,
    missing_human_oversight,
    missing_model_card,
    undeclared_ai,
    unlinked_impact_assessment,
    unpinned_third_party_model,
)

__all__ = [
    "CHECKS",
    "incomplete_model_card",
    "incomplete_playbook",
    "invalid_manifest",
    "missing_datasheet",
    "missing_human_oversight",
    "missing_model_card",
    "undeclared_ai",
    "unlinked_impact_assessment",
    "unpinned_third_party_model",
]
