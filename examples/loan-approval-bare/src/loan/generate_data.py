"""Make data/applications.csv: a synthetic portfolio of loan applications. No real person is in it.

Run it with ``PYTHONPATH=src python -m loan.generate_data``. Only the standard library is used,
so the same seed gives the same file everywhere.
"""

from __future__ import annotations

import csv
import math
import random
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data/applications.csv"

SEED = 20260824
ROWS = 1000

MEDIAN_INCOME = 2600
"""Euro a month, of men."""

INCOME_GAP = 0.93
"""Median income of women over that of men: a gap built in on purpose, to have one to measure."""

Row = dict[str, str | int | float]


def make_applications(
    seed: int = SEED, rows: int = ROWS, median_income: float = MEDIAN_INCOME
) -> list[Row]:
    """Draw the applications. The outcome depends on money and record, never on sex or age band."""
    rng = random.Random(seed)
    return [_application(rng, number, median_income) for number in range(1, rows + 1)]


def _application(rng: random.Random, number: int, median_income: float) -> Row:
    sex = rng.choice(["female", "male"])
    age = rng.randint(19, 72)
    gap = INCOME_GAP if sex == "female" else 1.0
    income = _round(median_income * gap * math.exp(rng.gauss(0, 0.32)), 50)
    adult_years = age - 18
    employment = round(min(adult_years, rng.expovariate(1 / 6)), 1)
    history = round(min(adult_years, 1 + rng.expovariate(1 / 9)), 1)
    debt = _round(income * min(0.6, rng.expovariate(1 / 0.15)), 10)
    term = rng.choice([12, 24, 36, 48, 60, 72])
    amount = max(1000, _round(income * term / 12 * rng.uniform(0.3, 2.2), 100))
    late = min(6, int(rng.expovariate(1 / 0.9)))
    chance = _repayment_chance(income, debt, term, amount, employment, history, late)
    luck = rng.gauss(0, 0.4)  # what happens to people and stands in no application
    repaid = rng.random() < 1 / (1 + math.exp(-(chance + luck)))
    return {
        "application_id": f"A{number:04d}",
        "amount_eur": amount,
        "term_months": term,
        "income_eur": income,
        "debt_eur": debt,
        "employment_years": employment,
        "history_years": history,
        "late_payments": late,
        "sex": sex,
        "age_band": "19-30" if age <= 30 else "31-50" if age <= 50 else "51-72",
        "repaid": int(repaid),
    }


def _repayment_chance(
    income: int, debt: int, term: int, amount: int, employment: float, history: float, late: int
) -> float:
    instalment = amount / term
    return (
        3.6
        - 8.0 * (debt / income)
        - 9.0 * (instalment / income)
        + 0.07 * min(employment, 12)
        + 0.04 * min(history, 15)
        - 1.1 * late
        + 0.9 * math.log(income / MEDIAN_INCOME)
    )


def _round(value: float, step: int) -> int:
    return round(value / step) * step


def describe(applications: list[Row]) -> str:
    """Summarise the figures that the datasheet states."""
    lines = [f"rows {len(applications)}, repaid {_share_repaid(applications):.3f}"]
    for column, value in applications[0].items():
        if not isinstance(value, str) and column != "repaid":
            values = [float(row[column]) for row in applications]
            middle = statistics.median(values)
            lines.append(f"{column}: min {min(values):g}, median {middle:g}, max {max(values):g}")
    for column in ("sex", "age_band"):
        for group in sorted({str(row[column]) for row in applications}):
            members = [row for row in applications if row[column] == group]
            income = statistics.median(float(row["income_eur"]) for row in members)
            lines.append(
                f"{column}={group}: rows {len(members)}, "
                f"repaid {_share_repaid(members):.3f}, median income {income:g}"
            )
    return "\n".join(lines)


def _share_repaid(applications: list[Row]) -> float:
    return sum(int(row["repaid"]) for row in applications) / len(applications)


def main() -> None:
    """Write the file and print its summary."""
    applications = make_applications()
    DATA.parent.mkdir(parents=True, exist_ok=True)
    with DATA.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(applications[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(applications)
    print(describe(applications))


if __name__ == "__main__":
    main()
