"""What the fields of declarations have in common: text, ids, paths, dates, short forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from .paths import Fault, glob_fault, path_fault, reference_fault
from .problem import shown
from .terms import Duration

WRONG: Final = "wrong"
"""The type of the errors raised here: their context holds a message and a fix in words."""

ID_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
CHECK_ID_PATTERN: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_DIGEST_PATTERN = r"sha256:[0-9a-f]{64}"
_HUB_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?"
_DAY_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DURATION_PATTERN = r"[0-9]{1,5} ?(?:day|week|month|year)s?"

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

T = TypeVar("T")


def wrong(message: str, fix: str) -> PydanticCustomError:
    """An error whose message and fix reach the person as they are."""
    return PydanticCustomError(WRONG, "{message}", {"message": message, "fix": fix})


def _text(value: str) -> str:
    if not value.strip():
        raise wrong("the text is empty", "write something, or remove the key")
    if _CONTROL.search(value):
        raise wrong("the text holds a control character", "remove it")
    return value


def _matching(pattern: str, what: str, fix: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def checked(value: str) -> str:
        if not compiled.fullmatch(value):
            raise wrong(f"{shown(value)} is not {what}", fix)
        return value

    return AfterValidator(checked)


def _without(fault_of: Callable[[str], Fault | None]) -> AfterValidator:
    def checked(value: str) -> str:
        if fault := fault_of(value):
            raise wrong(*fault)
        return value

    return AfterValidator(checked)


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(_DAY_PATTERN, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong(f"{shown(value)} is no day of the calendar", "correct the date") from None
    raise wrong(f"{shown(value)} is not a date", "write year-month-day, as in 2026-09-01")


def _duration(value: object) -> Duration:
    try:
        return Duration.parse(str(value))
    except ValueError:
        fix = "write a number and a unit: '30 days', '6 months'"
        raise wrong(f"{shown(value)} is no duration", fix) from None


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


def distinct(values: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse a list that names something twice."""
    seen: set[T] = set()
    for value in values:
        if value in seen:
            raise wrong(f"{shown(value)} is listed twice", "remove one of them")
        seen.add(value)
    return values


_TEXT_SCHEMA = WithJsonSchema({"type": "string", "minLength": 1})

Text = Annotated[str, AfterValidator(_text), _TEXT_SCHEMA]
"""Text that is not blank."""

VersionText = Annotated[
    str, AfterValidator(_text), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]
"""A version, which may look like a number."""

Id = Annotated[
    str,
    _matching(
        ID_PATTERN,
        "an id",
        "use up to 64 letters, digits, '.', '_' and '-', and begin with a letter or digit",
    ),
    _schema(ID_PATTERN),
]
CheckId = Annotated[
    str,
    _matching(
        CHECK_ID_PATTERN, "the id of a check", "`aims-gate list checks` lists the ids of all checks"
    ),
    _schema(CHECK_ID_PATTERN),
]
Digest = Annotated[
    str,
    _matching(_DIGEST_PATTERN, "a digest", "write 'sha256:' and 64 hex digits in small letters"),
    _schema(_DIGEST_PATTERN),
]
HubId = Annotated[
    str, _matching(_HUB_PATTERN, "a hub id", "write 'organisation/name'"), _schema(_HUB_PATTERN)
]
RelativePath = Annotated[str, AfterValidator(_text), _without(path_fault), _TEXT_SCHEMA]
"""A path relative to the folder of the declaration, which it does not leave."""

Reference = Annotated[str, AfterValidator(_text), _without(reference_fault), _TEXT_SCHEMA]
"""``path`` or ``path#anchor``, relative to the folder of the declaration."""

PathGlob = Annotated[str, AfterValidator(_text), _without(glob_fault), _TEXT_SCHEMA]
"""A pattern of paths, see :mod:`.globs`."""

Day = Annotated[
    date, PlainValidator(_day), WithJsonSchema({"type": "string", "pattern": f"^{_DAY_PATTERN}$"})
]
Span = Annotated[Duration, PlainValidator(_duration), _schema(_DURATION_PATTERN)]
"""A number and a unit: ``30 days``."""

Texts = Annotated[tuple[Text, ...], AfterValidator(distinct)]
Ids = Annotated[tuple[Id, ...], AfterValidator(distinct)]
PathGlobs = Annotated[tuple[PathGlob, ...], AfterValidator(distinct)]
References = Annotated[tuple[Reference, ...], AfterValidator(distinct)]


class Declared(BaseModel):
    """A mapping that people write: closed, unchangeable, and lenient about keys without a value.

    A model with a ``short_form`` may be written as a bare value, which then is that of each of
    the fields named.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    short_form: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_mapping(cls, value: Any) -> Any:
        """Expand the short form, and take a known key without a value for one left out."""
        if isinstance(value, dict):
            return {
                key: below
                for key, below in value.items()
                if below is not None or key not in cls.model_fields
            }
        if cls.short_form and isinstance(value, (str, bool)):
            return dict.fromkeys(cls.short_form, value)
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the short form too, if there is one."""
        described = handler(core_schema)
        if not cls.short_form:
            return described
        mapping = handler.resolve_ref_schema(described)
        short = {
            key: value
            for key, value in mapping["properties"][cls.short_form[0]].items()
            if key not in ("default", "description", "title")
        }
        whole = dict(mapping)
        mapping.clear()
        mapping["anyOf"] = [short, whole]
        if "description" in whole:
            mapping["description"] = whole.pop("description")
        return described
