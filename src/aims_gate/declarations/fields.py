"""What the fields of declarations have in common: text, ids, paths, dates, short forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

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


class Written:
    """A type of field, ready-made: how its values are read, and what its JSON Schema says.

    Fields are many, so building what reads them counts: this spares pydantic to look into the
    functions for every field anew.
    """

    __slots__ = ("_core", "_published")

    def __init__(self, core: CoreSchema, published: JsonSchemaValue) -> None:
        self._core = core
        self._published = published

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What reads a value, in a mapping of its own: pydantic notes things in it."""
        return copy(self._core)

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """What editors are told."""
        return self._published.copy()

    def listed(self) -> Written:
        """The type of a list of such values, none of them twice."""
        values = core_schema.tuple_variable_schema(self._core)
        core = core_schema.no_info_after_validator_function(distinct, values)
        return Written(core, {"items": self._published, "type": "array"})


class _Distinct:
    """Refuses a list that names something twice, whatever it is a list of."""

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What reads a list, and then looks at it."""
        return core_schema.no_info_after_validator_function(distinct, handler(source))


def distinct(values: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse a list that names something twice."""
    seen: set[T] = set()
    for value in values:
        if value in seen:
            raise wrong(f"{shown(value)} is listed twice", "remove one of them")
        seen.add(value)
    return values


DISTINCT: Final = _Distinct()
"""Marks a list whose values are all different."""


def _text(value: str) -> str:
    if not value.strip():
        raise wrong("the text is empty", "write something, or remove the key")
    if _CONTROL.search(value):
        raise wrong("the text holds a control character", "remove it")
    return value


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


def _text_that(checked: Callable[[str], str], **published: Any) -> Written:
    core = core_schema.no_info_after_validator_function(checked, core_schema.str_schema())
    return Written(core, {"type": "string"} | published)


def _matching(pattern: str, what: str, fix: str) -> Written:
    compiled = re.compile(pattern)

    def checked(value: str) -> str:
        if not compiled.fullmatch(value):
            raise wrong(f"{shown(value)} is not {what}", fix)
        return value

    return _text_that(checked, pattern=f"^{pattern}$")


def _without(fault_of: Callable[[str], Fault | None]) -> Written:
    def checked(value: str) -> str:
        if fault := fault_of(_text(value)):
            raise wrong(*fault)
        return value

    return _text_that(checked, minLength=1)


def read_by(read: Callable[[Any], Any], published: JsonSchemaValue) -> Written:
    """The type of a field that a function makes of whatever is written, or refuses."""
    return Written(core_schema.no_info_plain_validator_function(read), published)


_TEXT = _text_that(_text, minLength=1)
_ID = _matching(
    ID_PATTERN,
    "an id",
    "use up to 64 letters, digits, '.', '_' and '-', and begin with a letter or digit",
)
_REFERENCE = _without(reference_fault)
_GLOB = _without(glob_fault)

Text = Annotated[str, _TEXT]
"""Text that is not blank."""

VersionText = Annotated[str, _text_that(_text, type=["string", "number"], minLength=1)]
"""A version, which may look like a number."""

Id = Annotated[str, _ID]
CheckId = Annotated[
    str,
    _matching(
        CHECK_ID_PATTERN, "the id of a check", "`aims-gate list checks` lists the ids of all checks"
    ),
]
Digest = Annotated[
    str,
    _matching(_DIGEST_PATTERN, "a digest", "write 'sha256:' and 64 hex digits in small letters"),
]
HubId = Annotated[str, _matching(_HUB_PATTERN, "a hub id", "write 'organisation/name'")]
RelativePath = Annotated[str, _without(path_fault)]
"""A path relative to the folder of the declaration, which it does not leave."""

Reference = Annotated[str, _REFERENCE]
"""``path`` or ``path#anchor``, relative to the folder of the declaration."""

PathGlob = Annotated[str, _GLOB]
"""A pattern of paths, see :mod:`.globs`."""

Day = Annotated[date, read_by(_day, {"type": "string", "pattern": f"^{_DAY_PATTERN}$"})]
Span = Annotated[
    Duration, read_by(_duration, {"type": "string", "pattern": f"^{_DURATION_PATTERN}$"})
]
"""A number and a unit: ``30 days``."""

Texts = Annotated[tuple[Text, ...], _TEXT.listed()]
Ids = Annotated[tuple[Id, ...], _ID.listed()]
PathGlobs = Annotated[tuple[PathGlob, ...], _GLOB.listed()]
References = Annotated[tuple[Reference, ...], _REFERENCE.listed()]


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
