"""What checks count for: the controls and clauses of ISO/IEC 42001:2023, as data.

Identifiers are the standard's; titles and intents are our own words. The data lies beside this
file in ``controls.json`` (Annex A) and ``clauses.json`` (clauses 4 to 10).
"""

from .catalogue import Catalogue, Clause, Control, Expectation, Heading, Showing
from .load import load_catalogue

__all__ = [
    "Catalogue",
    "Clause",
    "Control",
    "Expectation",
    "Heading",
    "Showing",
    "load_catalogue",
]
