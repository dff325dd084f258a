"""Say in words for a person what pydantic found wrong."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..repository.yaml_tree import Key, Yaml
from .fields import WRONG
from .problem import MOST_PROBLEMS, Problem, nearest, shown
from .reading import Source, kind_of, phrase

_UNKNOWN_KEY = "extra_forbidden"
_MISSING = "missing"
_NO_TEXT = "string_type"
_EXPECTED: Final[Mapping[str, str]] = {
    _NO_TEXT: "text",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "finite_number": "a number",
}
_FIXES: Final[Mapping[str, str]] = {
    "tuple_type": "write a list: [a, b], or lines that start with '- '",
    "dict_type": "write 'key: value' pairs, indented below the key",
    "model_type": "write 'key: value' pairs, indented below the key",
    _NO_TEXT: "write text, in quotes if it may be taken for something else",
}

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """Make a model of what a file says, or say everything that is wrong with it.

    Numbers where text is wanted (``version: 2.10``) are taken as they are written. Of
    very many problems only so many are explained that it shows that there are more.
    """
    try:
        return model.model_validate(source.tree.data), []
    except ValidationError as found:
        errors = found.errors(include_url=False)
    numbers = [error["loc"] for error in errors if _is_number_for_text(error, source)]
    if numbers:
        try:
            return model.model_validate(_with_written(source, numbers)), []
        except ValidationError as found:
            errors = found.errors(include_url=False)
    return None, _problems(model, source, errors)


def _is_number_for_text(error: ErrorDetails, source: Source) -> bool:
    number = isinstance(error["input"], (int, float)) and not isinstance(error["input"], bool)
    return error["type"] == _NO_TEXT and number and source.tree.written(*error["loc"]) is not None


def _with_written(source: Source, places: list[tuple[Key, ...]]) -> Yaml:
    """A copy of the data in which the numbers at these places are text."""
    data: Any = copy.deepcopy(source.tree.data)
    for place in places:
        holder = data
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = source.tree.written(*place)
    return data  # type: ignore[no-any-return]  # a copy of what was Yaml, with text put in


def _problems(model: type[BaseModel], source: Source, errors: list[ErrorDetails]) -> list[Problem]:
    problems: list[Problem] = []
    suggested: set[tuple[Key, ...]] = set()
    some = errors[: MOST_PROBLEMS + 1]
    # Unknown keys come first: a key that is missing may be there, misspelt.
    for error in sorted(some, key=lambda error: error["type"] != _UNKNOWN_KEY):
        if error["type"] == _UNKNOWN_KEY:
            problem, meant = _unknown_key(model, source, error)
            suggested.add((*error["loc"][:-1], meant or ""))
            problems.append(problem)
        elif error["type"] != _MISSING or error["loc"] not in suggested:
            problems.append(_other(model, source, error))
    return problems


def _unknown_key(
    model: type[BaseModel], source: Source, error: ErrorDetails
) -> tuple[Problem, str | None]:
    *above, last = error["loc"]
    holder = _type_at(model, tuple(above))
    known = tuple(_fields(holder)) if _is_model(holder) else ()
    meant = nearest(str(last), known)
    message = f"unknown key {shown(last)} in {_where(source, tuple(above))}"
    fix = f"the keys known here are {', '.join(known)}"
    if meant:
        message, fix = f"{message}: did you mean '{meant}'?", f"write '{meant}', or remove the key"
    elif "extensions" in known:
        fix += "; keys of plugins belong under 'extensions'"
    return source.problem(error["loc"], message, fix), meant


def _other(model: type[BaseModel], source: Source, error: ErrorDetails) -> Problem:
    kind, keys = error["type"], _present(source, error["loc"])
    name = _where(source, keys)
    if kind == _MISSING:
        *above, key = error["loc"]
        fix = f"add '{key}'{_described(model, tuple(above), str(key))}"
        return source.problem(keys, f"'{key}' is missing in {name}", fix)
    if kind == WRONG:
        context = error["ctx"]
        return source.problem(keys, f"{name}: {context['message']}", context["fix"])
    if kind in ("enum", "literal_error"):
        return _not_a_choice(model, source, keys, error)
    if expected := _EXPECTED.get(kind):
        short = getattr(_type_at(model, error["loc"]), "short_form", ())
        alternative = "a single value or " if short and kind == "model_type" else ""
        message = f"{name} must be {alternative}{expected}, not {kind_of(error['input'])}"
        return source.problem(keys, message, _FIXES.get(kind, f"write {expected}"))
    return source.problem(keys, f"{name}: {error['msg'].lower()}", "correct the value")


def _not_a_choice(
    model: type[BaseModel], source: Source, keys: tuple[Key, ...], error: ErrorDetails
) -> Problem:
    name, given = _where(source, keys), error["input"]
    wanted = _type_at(model, error["loc"])
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        choices = [str(choice.value) for choice in wanted]
        listing = f"write one of {', '.join(choices)}"
    else:
        choices = [str(choice) for choice in get_args(wanted)]
        listing = f"write {' or '.join(choices)}: this release reads no other"
    if not isinstance(given, (str, int, float)):
        return source.problem(keys, f"{name} must be text, not {kind_of(given)}", listing)
    meant = nearest(str(given), choices)
    hint = f": did you mean '{meant}'?" if meant else ""
    return source.problem(keys, f"{shown(given)} is not known for {name}{hint}", listing)


def _where(source: Source, keys: tuple[Key, ...]) -> str:
    return phrase(keys, source.path.rpartition("/")[2])


def _present(source: Source, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys without what a short form or an error of pydantic added to them."""
    while keys and source.tree.position(*keys) is None:
        keys = keys[:-1]
    return keys


def _described(model: type[BaseModel], above: tuple[Key, ...], key: str) -> str:
    holder = _type_at(model, above)
    if not _is_model(holder):
        return ""
    description = _fields(holder)[key].description or ""
    return f": {description[:1].lower()}{description[1:].rstrip('.')}" if description else ""


def _is_model(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, BaseModel)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the keys that people write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _type_at(model: type[BaseModel], keys: tuple[Key, ...]) -> Any:
    """The type of the value under the keys: a model, an enumeration, a literal, or whatever."""
    found: Any = model
    for key in keys:
        if _is_model(found):
            described = _fields(found).get(str(key))
            found = _bare(described.annotation) if described else None
        elif get_origin(found) in (tuple, dict):
            found = _bare([part for part in get_args(found) if part is not ...][-1])
    return found


def _bare(annotation: Any) -> Any:
    """A type without ``Annotated`` and ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation
