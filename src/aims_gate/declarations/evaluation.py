"""How the manifest links evaluation reports, of any format."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .fields import Declared, Reference, Text, wrong
from .problem import shown


class _Pointer:
    """Refuses what is no JSON Pointer (RFC 6901)."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_as_pointer, handler(source))


def _as_pointer(value: str) -> str:
    if not value.startswith("/"):
        raise wrong(f"{shown(value)} is no JSON pointer", "begin it with '/', as in /test/roc_auc")
    return value


Pointer = Annotated[Text, _Pointer()]
"""Where a value stands in a file: ``/test/roc_auc``."""


class EvaluationFile(Declared):
    """An evaluation report; short form: its path.

    The pointers are for files of a form of their own: they say where in it a value stands.
    """

    short_form: ClassVar[tuple[str, ...]] = ("path",)

    path: Reference = Field(description="The file, or the folder of an MLflow run.")
    metrics: dict[Text, Pointer] = Field(
        default={}, description="Where each metric stands: name to JSON pointer."
    )
    samples: Pointer | None = Field(default=None, description="Where the number of samples stands.")
    date: Pointer | None = Field(default=None, description="Where the day stands.")
    model_digest: Pointer | None = Field(
        default=None, description="Where the digest of the model stands."
    )
    dataset: Pointer | None = Field(default=None, description="Where the id of the data stands.")
    dataset_digest: Pointer | None = Field(
        default=None, description="Where the digest of the data stands."
    )


class _OneOrMore:
    """Takes a single value for a list of one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = handler(schema)
        return {"anyOf": [described["items"], described]}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


EvaluationFiles = Annotated[tuple[EvaluationFile, ...], _OneOrMore()]
"""One report, or several."""
