import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in

CREATE = (
    "-- churn\nCREATE OR REPLACE MODEL `ds.churn`\n"
    "OPTIONS(model_type='LOGISTIC_REG') AS\nSELECT 1\n"
)


def test_a_query_that_creates_a_model_trains_it() -> None:
    found = found_in({"sql/model.sql": CREATE})
    (step,) = found.of(AssetKind.TRAINING)
    assert (step.identity, step.at.line) == ("sql/model.sql", 2)
    assert found.ai_system


def test_a_query_that_asks_a_model_is_inference() -> None:
    query = "SELECT *\nFROM ML.PREDICT(MODEL `ds.churn`, TABLE ds.users)\n"
    (step,) = found_in({"sql/ask.sql": query}).of(AssetKind.INFERENCE)
    assert step.at.line == 2


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE model (id int);\n",
        "-- CREATE MODEL x OPTIONS(model_type='a')\n",
        "INSERT INTO notes VALUES ('create model a from b');\n",
        "CREATE TABLE car_model AS SELECT * FROM model;\n",
    ],
)
def test_ordinary_queries_make_no_ai(query: str) -> None:
    assert not found_in({"db/schema.sql": query}).ai_system
