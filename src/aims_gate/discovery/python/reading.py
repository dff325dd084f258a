"""Reads the AI facts of Python files and notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Json, Row
from ...repository.scope import Scope, scope_of
from ..addresses import addresses
from ..knowledge.families import Family
from ..knowledge.models import COMMON_NEEDLES, LEGACY, NEEDLES, SENTENCE_TRANSFORMERS
from ..knowledge.python_libraries import BY_IMPORT
from ..knowledge.routes import routed_to
from ..names import is_dataset_id, is_snapshot, model_id
from ..rows import ROW_LIMIT, kept_elsewhere, library_row, row, too_large
from ..wanted import PYTHON_LIMIT, SOURCE_LIMIT
from .calls import hub_calls, torch_hub_calls, unsafe_loads
from .data_files import data_references, table_references
from .identities import hosted_names, hub_names, is_catalogued, own_addresses
from .imports import Import, imported_modules, imports
from .literals import use_of
from .notebooks import read_notebook
from .ollama import ollama_models
from .pretrained import pretrained_models
from .source import Source
from .steps import plain_request, steps, training_script

_BESIDE = frozenset({Scope.TEST, Scope.VENDORED})

_OF_OLLAMA = frozenset("ollama langchain-ollama litellm pydantic-ai".split())
_OF_HUB = frozenset(
    "transformers diffusers huggingface-hub sentence-transformers peft datasets vllm trl timm "
    "setfit optimum sglang flair open-clip-torch tokenizers fastembed mlx-lm faster-whisper "
    "langchain-huggingface unsloth ctranslate2 FlagEmbedding adapters bentoml".split()
)
_OF_TEXT = frozenset(
    "transformers sentence-transformers tokenizers setfit trl datasets flair fastembed optimum "
    "langchain-huggingface langchain-community adapters".split()
)
_OF_HOSTED = frozenset(
    library.name
    for library in BY_IMPORT.values()
    if library.family in (Family.LLM_SDK, Family.AGENT, Family.ENDPOINT)
)
_LEGACY = re.compile(
    rb"[\"']("
    + LEGACY.pattern.encode()
    + b"|"
    + SENTENCE_TRANSFORMERS.pattern.encode()
    + rb")[\"']"
)
_SCRIPT = re.compile(rb"#!.{0,200}\b(?:python|pypy|uv)")
_LEGACY_NEEDLES = (b"gpt2", b"bert-", b"t5-", b"MiniLM-", b"mpnet-")
_EVALUATION = re.compile(r"(?:^|[_-])(?:eval|evaluat\w*|benchmark|validat\w*)(?:[_.-]|$)", re.I)
_LEGACY_KEY = re.compile(
    r"model|tokeni|encoder|pretrain|checkpoint|bert|gpt|llm|arch|init_from|name", re.I
)


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the AI facts of one Python file or notebook; none of what says that it is neither."""
    is_named = "." in path.rpartition("/")[2]
    if not is_named and not _SCRIPT.match(data):
        return []
    kind = "notebook" if path.lower().endswith(".ipynb") else "source"
    if elsewhere := kept_elsewhere(kind, data):
        return elsewhere
    limit = PYTHON_LIMIT if is_named else SOURCE_LIMIT
    large = [too_large(kind, limit)] if size > len(data) else []
    if kind == "notebook":
        return large or _of_notebook(path, data)
    return _facts(path, data) + large


def _of_notebook(path: str, data: bytes) -> list[Row]:
    notebook = read_notebook(data)
    if notebook is not None:
        return notebook.placed(_facts(path, notebook.code))
    return [row("unreadable", 1, why="notebook that is no JSON")] if data.strip() else []


def _facts(path: str, data: bytes) -> list[Row]:
    source = Source(data)
    found, of_aws = imports(source)
    names = frozenset(each.library.name for each in found)
    families = frozenset(each.library.family for each in found)
    rows = list(_libraries(source, found))
    if scope_of(path) in _BESIDE:
        rows.extend(hub_calls(source, names))
    else:
        rows.extend(_fetched(source, names))
        rows.extend(_run(source, path, families, names))
        if of_aws:
            rows.extend(_cloud_clients(source))
    return rows[:ROW_LIMIT]


def _run(
    source: Source, path: str, families: frozenset[Family], names: frozenset[str]
) -> Iterator[Row]:
    """What the file does with models: nobody asks this of tests and vendored code."""
    if names & _OF_TEXT:
        yield from _first_names(source)
    hosted = list(_hosted(source, every=bool(names & _OF_HOSTED)))
    yield from hosted
    found = list(steps(source, path, families, names)) if families - {Family.TRACKING} else []
    yield from found
    if hosted and not any(each["as"] == "inference" for each in found):
        yield from plain_request(source)
    if not any(each["as"] == "training" for each in found):
        found = list(training_script(source, path))
        yield from found
    if families:
        yield from unsafe_loads(source)
        yield from data_references(source, families)
    else:
        yield from table_references(source)
    if any(each["as"] == "training" for each in found) or (
        families and _EVALUATION.search(path.rpartition("/")[2])
    ):
        yield row("imports", 1, modules=imported_modules(source))
    yield from addresses(source.data, source.line, source.in_code, source.in_docstring)


def _libraries(source: Source, found: list[Import]) -> Iterator[Row]:
    seen = set()
    for each in found:
        if each.library.name not in seen:
            seen.add(each.library.name)
            yield library_row(each.library, source.line(each.at), module=each.module)


def _fetched(source: Source, names: frozenset[str]) -> Iterator[Row]:
    of_hub = bool(names & _OF_HUB)
    fetched: set[Json] = set()
    for fact in hub_calls(source, names):
        fetched.add(fact.get("id"))
        yield fact
    yield from torch_hub_calls(source)
    named: set[str] = set()
    for fact in pretrained_models(source, names):
        named.add(str(fact["id"]))
        yield fact
    if names & _OF_HOSTED or names & _OF_OLLAMA or b"llama" in source.data:
        yield from ollama_models(source, named)
    supplier: str | None = None
    asked = False  # which service is meant is asked only where there is a name
    for identity, at in own_addresses(source):
        yield row("own", source.line(at), id=identity)
    for name in hub_names(source, fetched, of_hub=of_hub or bool(fetched)):
        if not asked:
            asked, supplier = True, routed_to(source.data)
        if supplier and not name.dataset and (not of_hub or name.id == name.id.lower()):
            yield row(
                "hosted",
                source.line(name.at),
                id=name.id,
                supplier=supplier,
                pinned=is_snapshot(name.id),
                source=name.key or None,
            )
            continue
        yield row(
            "hub",
            source.line(name.at),
            id=name.id,
            dataset=name.dataset,
            sure=name.sure,
            source=name.key or None,
        )


def _first_names(source: Source) -> Iterator[Row]:
    """Ids of the hub's first time, which have no author, given to something about models."""
    if not any(needle in source.data for needle in _LEGACY_NEEDLES):
        return
    fetched = set()
    for found in _LEGACY.finditer(source.data):
        text = model_id(found[1].decode()) or ""
        if text in fetched or is_dataset_id(text) or not source.in_code(found.start()):
            continue
        use = use_of(source, found.start(), found.end())
        if not is_catalogued(use) and use.key and _LEGACY_KEY.search(use.key):
            fetched.add(text)
            yield row(
                "hub", source.line(found.start()), id=text, dataset=False, sure=True, source=use.key
            )


def _hosted(source: Source, *, every: bool) -> Iterator[Row]:
    seen = set()
    for use in hosted_names(source, NEEDLES if every else COMMON_NEEDLES):
        if use.model.name not in seen:
            seen.add(use.model.name)
            yield row(
                "hosted",
                source.line(use.at),
                id=use.model.name,
                supplier=use.model.supplier,
                pinned=use.model.pinned,
                source=use.key,
            )


_SERVICES = {
    b"bedrock-runtime": "Amazon Bedrock",
    b"bedrock-agent-runtime": "Amazon Bedrock",
    b"sagemaker-runtime": "Amazon SageMaker",
    b"rekognition": "Amazon Rekognition",
    b"comprehend": "Amazon Comprehend",
}
_CLIENT = re.compile(
    rb"(?:client\(|service_name\s{0,4}=)\s{0,40}(?:service_name\s{0,4}=\s{0,4})?"
    rb"[\"'](" + b"|".join(_SERVICES) + rb")[\"']"
)


def _cloud_clients(source: Source) -> Iterator[Row]:
    """Clients of cloud AI that are told from a service's name, not from an import.

    The name must be what a client is made for: "comprehend" alone is a word like any other.
    """
    seen = set()
    for found in _CLIENT.finditer(source.data):
        service = found[1]
        if service not in seen and source.in_code(found.start(1) - 1):
            seen.add(service)
            yield row(
                "library",
                source.line(found.start(1)),
                name=_SERVICES[service],
                ecosystem="service",
                family=Family.LLM_SDK.value,
                supplier="Amazon",
            )
