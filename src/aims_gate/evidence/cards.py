"""What a card is about, and the machine-readable facts in it."""

from __future__ import annotations

import re
from functools import cache

from .document import DocumentKind
from .forms import form_of
from .outline import Outline
from .text import plain
from .vocabulary import card_titles, datasheet, impact

_HUB_LINK = re.compile(
    r"huggingface\.co/(datasets/)?([A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95})"
)
_LOADED = re.compile(
    r"(?:from_pretrained|hf_hub_download|snapshot_download|load_dataset|pipeline|repo_id|"
    r"SentenceTransformer|model_id|dataset_id)\b[^\n\"']{0,60}[\"']"
    r"([A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95})[\"']"
)
_NO_OWNERS = frozenset(
    "spaces docs blog papers models datasets tasks organizations join settings collections learn "
    "course new-dataset api posts".split()
)
_NAME_KEYS = (
    "model_name",
    "model name",
    "model-name",
    "pretty_name",
    "model_id",
    "repo_id",
    "dataset_id",
    "dataset_name",
    "system",
    "system_id",
    "model",
    "dataset",
)
_FIELDS = (
    "license",
    "licence",
    "license_name",
    "base_model",
    "datasets",
    "language",
    "library_name",
    "pipeline_tag",
    "model_id",
    "model",
    "system",
    "system_id",
    "version",
    "date",
    "author",
    "approved_by",
    "approver",
    "next_review",
    "owner",
    "status",
    "tags",
    "location",
    "digest",
)
_MOST = 30
_LOOKED_AT = 400_000


def describes(kind: DocumentKind, outline: Outline, text: str) -> tuple[str, ...]:
    """Name what the document is about: its title's own words, declared names, hub ids."""
    names = [_own_words(kind, outline.title)]
    if outline.lead:
        names.append(_own_words(kind, outline.lead, named_only=True))
    for key in _NAME_KEYS:
        names.extend(outline.front.get(key, ())[:_MOST])
    index = outline.front.get("model-index", ())
    names.extend(line[5:].strip(" '\"") for line in index if line.startswith("name:"))
    if outline.structured:
        names.extend(
            part.text
            for part in outline.parts[:60]
            if part.heading.lower() in {"name", "id", "model name", "location"}
            and "\n" not in part.text
        )
    names.extend(hub_ids(text))
    unique = dict.fromkeys(name.strip()[:200] for name in names if name and name.strip())
    return tuple(unique)[:_MOST]


def hub_ids(text: str) -> list[str]:
    """Ids of models and data that the text loads or links to, in order."""
    found = [match[1] for match in _LOADED.finditer(text[:_LOOKED_AT])]
    links = (match[2].rstrip(".") for match in _HUB_LINK.finditer(text[:_LOOKED_AT]))
    found.extend(link for link in links if link.split("/")[0] not in _NO_OWNERS)
    return list(dict.fromkeys(found))[:_MOST]


@cache
def _calling(kind: DocumentKind) -> re.Pattern[str]:
    """Matches the words by which a title names its kind."""
    titles = {
        DocumentKind.MODEL_CARD: card_titles.TITLES,
        DocumentKind.SYSTEM_CARD: card_titles.SYSTEM_TITLES,
        DocumentKind.TRANSPARENCY_NOTE: card_titles.TRANSPARENCY_TITLES,
        DocumentKind.DATASHEET: datasheet.TITLES,
        DocumentKind.IMPACT_ASSESSMENT: impact.IMPACT_TITLES,
    }.get(kind, {})
    phrases = sorted((p for ps in titles.values() for p in ps), key=len, reverse=True)
    if not phrases:
        return re.compile(r"(?!)")
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[ -]") for phrase in phrases)
    return re.compile(
        rf"(?:the )?(?:{words})(?: (?:for|of|para|de|del|do|da|du|für|zu))?\b", re.IGNORECASE
    )


def _own_words(kind: DocumentKind, title: str, *, named_only: bool = False) -> str:
    calling = _calling(kind)
    if named_only and not calling.search(title):
        return ""
    form = form_of(kind)
    if not calling.search(title) and form is not None and form.sections.names(title):
        return ""  # a title such as “Model Details” names no model
    rest = calling.sub(" ", plain(title))
    return " ".join(rest.split()).strip(" :：-–—|·,")


def fields(outline: Outline) -> dict[str, tuple[str, ...]]:
    """The machine-readable values worth comparing, as written."""
    return {
        name: tuple(value[:300] for value in outline.front[name][:20])
        for name in _FIELDS
        if outline.front.get(name)
    }


def given_by_fields(kind: DocumentKind, outline: Outline) -> dict[str, str]:
    """Sections that front matter answers: section → the value."""
    front = outline.front
    if outline.structured:
        return {"intended_use": _said_use(front.get("usage", ()))}
    licence = " ".join((*front.get("license", ()), *front.get("license_name", ())))
    if kind is DocumentKind.DATASHEET:
        return {"distribution": licence}
    results = " ".join(
        line for line in front.get("model-index", ()) if re.match(r"value: *\d", line)
    )
    return {
        "licence": licence,
        "training_data": " ".join(front.get("datasets", ())),
        "evaluation": results,
    }


def _said_use(values: tuple[str, ...]) -> str:
    """What a data file's ``usage`` says in words; how to call the model is no use of it."""
    return "" if any(mark in " ".join(values) for mark in "()=`/") else " ".join(values)
