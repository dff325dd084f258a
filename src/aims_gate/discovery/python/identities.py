"""Names of models and datasets that stand in string literals of Python code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...repository.scan import Json
from ..names import HostedName, has_known_author, hosted_model, is_hub_id
from .literals import COMPARED, Use, use_of
from .source import Source

_SLASHED = re.compile(rb"/([\w.-]{2,96})([\"'])")
_AUTHOR = re.compile(rb"(?:hf://|hf-hub:|huggingface/)?([A-Za-z0-9][\w.-]{0,95})")
_QUOTED_TAIL = re.compile(rb"[\w.:/@-]{0,80}([\"'])")
_REPO_TYPE = re.compile(rb"repo_type\s?=\s?[\"'](dataset|space)[\"']")
_MODEL_KEY = re.compile(
    r"model|checkpoint|ckpt|pretrained|tokeni[sz]er|encoder|embed|rerank|llm|backbone|repo_id|"
    r"\bvae|unet|lora\b|adapter|teacher|student|bert|gpt|clip\b|whisper|diffusion|weights|hub|"
    r"processor|extractor|classifier|detector|hf_|pipeline|transformer|vlm|controlnet|judge|"
    r"draft|engine|nli|summari[sz]er|translator|sentiment|repo\b",
    re.IGNORECASE,
)
_DATASET_KEY = re.compile(r"dataset|corpus|benchmark|\bdata_(?:name|id|path|repo)", re.IGNORECASE)
_NOT_KEY = re.compile(
    r"docker|image_name|container|github|git_|remote|branch|mime|content_type|content-type|accept|"
    r"media_type|timezone|\btz\b|url|action|license|licence|topic|route|endpoint_path|help|"
    r"description|title|message|comment|prompt|text\b|_doc\b|_for_doc|docstring|log|print|citation|save_|error|warn|"
    r"exception|kernel|(?:_|^)(?:root|dir|folder|directory)$",
    re.IGNORECASE,
)
_HOSTED_NOT_KEY = re.compile(
    r"encoding|tokeni|help|description|title|label|display|pric|cost|print|log|error|message|"
    r"comment|docs?$|prompt$|startswith|replace|split|in_$|deprecated|context_window|max_tokens",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(
    r"PORTED|AVAILABLE|KNOWN|VALID|ALLOWED|ARCHIVE|_FOR_DOC|deprecat", re.IGNORECASE
)
_HOSTED_CALL = re.compile(
    r"model|llm|chat|openai|anthropic|gemini|claude|gpt|agent|client|generat|complet|embed|"
    r"bedrock|vertex|mistral|cohere|groq|engine|Field|Option|provider|LM$",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W_]+")
_MOST = 400  # literals of one kind in one file that are judged


@dataclass(frozen=True, slots=True)
class HubName:
    """A literal of the form of a hub id that its context says to be a model or a dataset."""

    id: str
    at: int
    key: str
    dataset: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class HostedUse:
    """A literal that names a hosted model and is given to something."""

    model: HostedName
    text: str
    at: int
    key: str


def hub_names(source: Source, known: set[Json], *, of_hub: bool) -> Iterator[HubName]:
    """Literals ``author/name`` that are given to something which is about models or datasets.

    ``known`` are ids that need no second look; what is found is added to them. ``of_hub`` says
    that the file uses libraries of the hub: then a known author is enough.
    """
    data = source.data
    judged = 0
    for match in _SLASHED.finditer(data):
        opening = data.rfind(match[2], max(0, match.start() - 110), match.start())
        head = _AUTHOR.fullmatch(data, opening + 1, match.start()) if opening >= 0 else None
        if not head:
            continue
        text = f"{head[1].decode()}/{match[1].decode()}"
        if text in known or not is_hub_id(text) or hosted_model(text):
            continue
        judged += 1
        if judged > _MOST:
            return
        if not source.in_code(opening):
            continue
        if _is_dictionary_key(data, match.end()) and not has_known_author(text):
            continue
        use = use_of(source, opening, match.end())
        dataset = _judged(use, text, of_hub)
        if dataset is not None and (kind := _REPO_TYPE.search(data, opening, match.end() + 200)):
            dataset = True if kind[1] == b"dataset" else None
        if dataset is not None:
            known.add(text)
            yield HubName(text, opening, use.key, dataset, of_hub)


def _judged(use: Use, text: str, of_hub: bool) -> bool | None:
    """Whether the literal is a dataset (true) or a model (false); ``None`` if neither."""
    if is_catalogued(use) or _NOT_KEY.search(use.key):
        return None
    if _DATASET_KEY.search(use.key) and not re.search("model", use.key, re.IGNORECASE):
        return True if of_hub else None
    if use.key and _MODEL_KEY.search(use.key):
        if use.key.lower().endswith("repo") and not of_hub:
            return None
        return False
    if has_known_author(text) and (of_hub or _spells(use.key, text)):
        return False
    return None


def _spells(key: str, text: str) -> bool:
    """Whether a constant is named as the model is: ``FLAN_T5 = "google/flan-t5-base"``."""
    plain = _NO_LETTERS.sub("", key).lower()
    return (
        key.isupper()
        and len(plain) > 4
        and plain in _NO_LETTERS.sub("", text.partition("/")[2]).lower()
    )


_ADDRESSED = re.compile(
    rb"[\"']([A-Za-z0-9][\w.-]{0,60}/[\w.-]{1,80})[\"']\s{0,4}:\s{0,40}[rf]?[\"']https?$"
)


def own_addresses(source: Source) -> Iterator[tuple[str, int]]:
    """Names ``a/b`` that the project itself gives an address to: keys of a table of its own."""
    at = -1
    for _ in range(_MOST):
        at = source.data.find(b"://", at + 1)
        if at < 0:
            return
        begins_text = source.data[at - 6 : at].removesuffix(b"s").endswith((b'"http', b"'http"))
        if begins_text and (found := _ADDRESSED.search(source.data, max(0, at - 200), at)):
            yield found[1].decode(), found.start()


def hosted_names(source: Source, needles: tuple[bytes, ...]) -> Iterator[HostedUse]:
    """Literals that name hosted models and are given to a variable, a parameter or a client.

    ``needles`` are the parts of names that are looked for.
    """
    data = source.data
    judged = 0
    seen: set[int] = set()
    for needle in needles:
        at = -1
        while judged < _MOST and (at := data.find(needle, at + 1)) >= 0:
            judged += 1
            tail = _QUOTED_TAIL.match(data, at)
            opening = data.rfind(tail[1], max(0, at - 62), at) if tail else -1
            if not tail or opening < 0 or opening in seen:
                continue
            seen.add(opening)
            text = data[opening + 1 : tail.end() - 1].decode("ascii", "replace")
            model = hosted_model(text)
            if not model or not source.in_code(opening) or _is_dictionary_key(data, tail.end()):
                continue
            use = use_of(source, opening, tail.end())
            if _is_use_of_hosted(use):
                yield HostedUse(model, text, opening, use.key)


def _is_dictionary_key(data: bytes, end: int) -> bool:
    return data[end : end + 3].lstrip().startswith(b":")


def _is_use_of_hosted(use: Use) -> bool:
    if is_catalogued(use) or not use.key or _HOSTED_NOT_KEY.search(use.key):
        return False
    return not use.call or _HOSTED_CALL.search(use.key) is not None


def is_catalogued(use: Use) -> bool:
    """Whether the literal is only compared, or listed among what the code can deal with."""
    return (
        use is COMPARED
        or (use.element and _CATALOGUE.search(use.key) is not None)
        or ("_FOR_DOC" in use.key)
    )
