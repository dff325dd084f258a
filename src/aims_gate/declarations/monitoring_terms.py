"""The closed vocabularies of monitoring and of event logs."""

from __future__ import annotations

from enum import StrEnum


class Watch(StrEnum):
    """What a monitor looks at."""

    PERFORMANCE = "performance"
    INPUT_DRIFT = "input-drift"
    OUTPUT_DRIFT = "output-drift"
    EMERGENT_BIAS = "emergent-bias"
    OPERATION = "operation"


class Recorded(StrEnum):
    """What can be learnt from an event log afterwards."""

    INPUT_REFERENCE = "input-reference"
    OUTPUT = "output"
    MODEL_VERSION = "model-version"
    OPERATOR = "operator"
    OVERRIDE = "override"
    ERROR = "error"
    CONFIGURATION_CHANGE = "configuration-change"
