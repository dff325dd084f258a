"""Scores consumer loan applications so that an underwriter can decide on them."""

MODEL_ID = "loan-scorecard"
VERSION = "1.2.0"
