"""The closed vocabularies of what people write about data."""

from __future__ import annotations

from enum import StrEnum


class DataUse(StrEnum):
    """What a dataset is for."""

    TRAINING = "training"
    VALIDATION = "validation"
    EVALUATION = "evaluation"
    GROUNDING = "grounding"
    """Looked up while the system answers, as in retrieval."""


class PreparationKind(StrEnum):
    """What a step does to data on its way from where they come from to where they are used."""

    GENERATION = "generation"
    CLEANING = "cleaning"
    LABELLING = "labelling"
    TRANSFORMATION = "transformation"
    ANONYMISATION = "anonymisation"
    AUGMENTATION = "augmentation"
    SAMPLING = "sampling"
    SPLITTING = "splitting"


class LabelSource(StrEnum):
    """Where labels come from."""

    PEOPLE = "people"
    MODEL = "model"
    PROGRAM = "program"
    OUTCOME = "outcome"
    """What happened later, such as a loan that was repaid."""
    NONE = "none"


class QualityCriterion(StrEnum):
    """In what respect the quality of data is measured."""

    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    LABEL_AGREEMENT = "label-agreement"
    DUPLICATES = "duplicates"
    BALANCE = "balance"
    REPRESENTATIVENESS = "representativeness"
    TIMELINESS = "timeliness"
