"""Measure the quality of data/applications.csv: the figures of the report on its quality.

Run it with ``PYTHONPATH=src python -m loan.measure_data --date 2026-09-07``. Only the standard
library is used.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date

from .generate_data import DATA

DRAWN = date(2026, 8, 24)

AGES = {"19-30": (19, 30), "31-50": (31, 50), "51-72": (51, 72)}
"""The ages of each band, both inclusive. The generator draws every age from 19 to 72 alike."""

Row = dict[str, str]


def read_rows() -> list[Row]:
    """All applications as they stand in the file."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(rows: list[Row], on: date) -> dict[tuple[str, str], float]:
    """Every figure by criterion and metric, rounded to three decimals."""
    figures = {
        ("completeness", "share of cells with a value"): _filled(rows),
        ("accuracy", "share of rows that could be true"): _share(map(_is_possible, rows)),
        ("duplicates", "share of rows that repeat another"): _repeated(rows),
        ("balance", "share of loans repaid"): _share(row["repaid"] == "1" for row in rows),
        ("balance", "share of the smallest age band"): min(_bands(rows).values()),
        ("balance", "share of women"): _share(row["sex"] == "female" for row in rows),
        ("representativeness", "largest gap to the ages that were drawn from"): _age_gap(rows),
        ("timeliness", "days from drawing to measurement"): float((on - DRAWN).days),
    }
    return {name: round(value, 3) for name, value in figures.items()}


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)


def _filled(rows: list[Row]) -> float:
    return _share(cell != "" for row in rows for cell in row.values())


def _repeated(rows: list[Row]) -> float:
    contents = Counter(tuple(row.values())[1:] for row in rows)  # all but the id
    return 1 - len(contents) / len(rows)


def _is_possible(row: Row) -> bool:
    """Whether nobody has worked, held credit or owed for more than they could."""
    adult_years = AGES[row["age_band"]][1] - 18
    return (
        float(row["employment_years"]) <= adult_years
        and float(row["history_years"]) <= adult_years
        and float(row["debt_eur"]) < float(row["income_eur"])
        and float(row["amount_eur"]) >= 1000
    )


def _bands(rows: list[Row]) -> dict[str, float]:
    return {band: _share(row["age_band"] == band for row in rows) for band in AGES}


def _age_gap(rows: list[Row]) -> float:
    ages = 72 - 19 + 1
    return max(
        abs(share - (AGES[band][1] - AGES[band][0] + 1) / ages)
        for band, share in _bands(rows).items()
    )


def main() -> None:
    """Print the figures as the report lists them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=date.today().isoformat(), help="day of the measurement")
    day = date.fromisoformat(parser.parse_args().date)
    for (criterion, metric), value in measure(read_rows(), day).items():
        print(f"{criterion:20} {metric:50} {value:g}")


if __name__ == "__main__":
    main()
