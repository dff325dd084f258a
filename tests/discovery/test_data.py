from textwrap import dedent

import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in

READER = """
import {library} as table
ROOT = Path(__file__).parents[2]
def read():
    return table.{call}(ROOT / "data/loans.csv", delimiter=",")
"""
TRAINS = """
from sklearn.svm import SVC
{how}
model = SVC().fit(*read())
joblib.dump(model, "m.joblib")
"""


def data_of(files: dict[str, str]) -> set[str]:
    """The data files of the product."""
    found = found_in({path: dedent(text) for path, text in files.items()})
    return {each.identity for each in found.product if each.kind is AssetKind.DATA_FILE}


@pytest.mark.parametrize(
    ("library", "call"),
    [("numpy", "genfromtxt"), ("numpy", "loadtxt"), ("pandas", "read_csv"), ("polars", "scan_csv")],
)
@pytest.mark.parametrize(
    ("script", "how"),
    [
        ("src/loan/train.py", "from .tables import read"),
        ("src/loan/train.py", ""),
        ("scripts_of_mine/train.py", "from loan.tables import read"),
        ("scripts_of_mine/train.py", "from loan import (\n    other,\n    tables,\n)"),
        ("train.py", "import loan.tables"),
    ],
)
def test_tables_that_training_reads_through_a_module_of_its_own_are_its_data(
    library: str, call: str, script: str, how: str
) -> None:
    files = {
        "src/loan/tables.py": READER.format(library=library, call=call),
        script: TRAINS.format(how=how),
        "data/loans.csv": "a,b\n",
    }
    assert data_of(files) == {"data/loans.csv"}


def test_an_evaluation_makes_tables_data_as_training_does() -> None:
    files = {
        "src/loan/tables.py": READER.format(library="pandas", call="read_csv"),
        "src/loan/evaluate_model.py": "import sklearn.metrics\nfrom .tables import read\n",
        "data/loans.csv": "a,b\n",
    }
    assert data_of(files) == {"data/loans.csv"}


@pytest.mark.parametrize(
    "files",
    [
        {"report/tables.py": READER, "src/train.py": TRAINS, "data/loans.csv": "a\n"},
        {"report/tables.py": READER, "report/other.py": "import torch\n", "data/loans.csv": "a\n"},
        {"report/tables.py": READER, "tests/train.py": TRAINS, "data/loans.csv": "a\n"},
        {"report/tables.py": READER, "report/train.py": TRAINS},
    ],
)
def test_tables_of_other_code_and_files_that_are_not_there_are_no_data(
    files: dict[str, str],
) -> None:
    filled = {
        path: text.format(library="pandas", call="read_csv", how="import tables")
        if path.startswith("report") and text is READER
        else text.format(how="")
        for path, text in files.items()
    }
    assert data_of(filled) == set()
