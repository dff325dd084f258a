"""What an application is to the model: its features, and how the table is read and split."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]

Array = npt.NDArray[np.float64]
Table = npt.NDArray[np.void]
"""A structured array: a field for each column of data/applications.csv."""

FEATURES = (
    "instalment_to_income",
    "debt_to_income",
    "log_income",
    "employment_years",
    "history_years",
    "late_payments",
)

PROTECTED = ("sex", "age_band")
"""Kept to measure fairness. They are no features and the service never asks for them."""

HELD_OUT_PERCENT = 40


def read_applications() -> Table:
    """Read all applications in the order of the file."""
    table: Table = np.genfromtxt(
        ROOT / "data/applications.csv", delimiter=",", names=True, dtype=None, encoding="utf-8"
    )
    return table


def is_held_out(application_id: str) -> bool:
    """Whether an application is kept for evaluation; decided by its id, so never by chance."""
    digest = hashlib.sha256(application_id.encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < HELD_OUT_PERCENT


def split(table: Table) -> tuple[Table, Table]:
    """Part the applications into those to train on and those held out."""
    held_out = np.array([is_held_out(str(name)) for name in table["application_id"]])
    return table[~held_out], table[held_out]


INPUTS = (
    "amount_eur",
    "term_months",
    "income_eur",
    "debt_eur",
    "employment_years",
    "history_years",
    "late_payments",
)
"""What the service asks for. Money is in euro; income and debt payments are per month."""


def input_matrix(table: Table) -> Array:
    """A row for each application, a column for each of ``INPUTS``."""
    return np.column_stack([table[name].astype(np.float64) for name in INPUTS])


def inputs_of(application: Mapping[str, float]) -> Array:
    """One application as a matrix of one row.

    Raises ``ValueError`` for an application that the model cannot judge.
    """
    missing = [name for name in INPUTS if name not in application]
    if missing:
        raise ValueError(f"the application lacks {', '.join(missing)}")
    if application["income_eur"] <= 0 or application["term_months"] <= 0:
        raise ValueError("income_eur and term_months must be above zero")
    return np.array([[float(application[name]) for name in INPUTS]])


def feature_matrix(inputs: Array) -> Array:
    """A row for each application, a column for each of ``FEATURES``."""
    amount, term, income, debt, employment, history, late = inputs.T
    return np.column_stack(
        [
            amount / term / income,
            debt / income,
            np.log(income),
            np.minimum(employment, 12),
            np.minimum(history, 15),
            late,
        ]
    )
