"""Calls that fetch models and datasets, or load them in a way that runs code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...repository.scan import Json, Row
from ...repository.scope import Scope
from ..names import is_dataset_id, is_hub_id, model_id
from ..rows import row
from .source import CallNames, Source
from .values import literal, literals, name_of, split_arguments, values


@dataclass(frozen=True, slots=True)
class Loader:
    """A call that fetches from a hub: where its id stands, and what must be imported for it."""

    position: int
    keywords: tuple[str, ...]
    dataset: bool = False
    needs: frozenset[str] = frozenset()


_TRANSFORMERS = frozenset({"transformers", "diffusers", "optimum"})
LOADERS: Mapping[bytes, Loader] = {
    b"from_pretrained": Loader(0, ("pretrained_model_name_or_path", "model_name", "model_id")),
    b"hf_hub_download": Loader(0, ("repo_id",)),
    b"snapshot_download": Loader(0, ("repo_id", "model_id")),
    b"hf_hub_url": Loader(0, ("repo_id",)),
    b"load_dataset": Loader(0, ("path",), dataset=True),
    b"pipeline": Loader(1, ("model",), needs=_TRANSFORMERS),
    b"SentenceTransformer": Loader(0, ("model_name_or_path",)),
    b"CrossEncoder": Loader(0, ("model_name", "model_name_or_path")),
    b"create_model": Loader(0, ("model_name",), needs=frozenset({"timm", "open-clip-torch"})),
    b"create_model_and_transforms": Loader(
        1, ("pretrained",), needs=frozenset({"open-clip-torch"})
    ),
    b"load_lora_weights": Loader(0, ("pretrained_model_name_or_path_or_dict",)),
    b"WhisperModel": Loader(0, ("model_size_or_path",), needs=frozenset({"faster-whisper"})),
    b" LLM": Loader(0, ("model",), needs=frozenset({"vllm"})),
    b"TextEmbedding": Loader(0, ("model_name",), needs=frozenset({"fastembed"})),
}
_LOADERS = CallNames(LOADERS)
_MENTION = re.compile(rb"\(\s*[\"']([\w.-]+/[\w.-]+)[\"']")
_PREFIXES = ("hf-hub:", "hf_hub:", "hf://", "huggingface/")
_FILE_FORMATS = frozenset("csv json parquet text arrow imagefolder audiofolder webdataset".split())
_MOST = 3000


def hub_calls(source: Source, libraries: frozenset[str]) -> Iterator[Row]:
    """The models and datasets that calls fetch from a hub; mentions in docstrings are docs."""
    for token in source.called(_LOADERS):
        loader = LOADERS[token]
        if loader.needs and not loader.needs & libraries:
            continue
        call = token + b"("
        mentioned: set[bytes] = set()
        at = -1
        for _ in range(_MOST):
            at = source.data.find(call, at + 1)
            if at < 0:
                break
            opening = at + len(token)
            before = source.data[at - 1 : at]
            if not token.startswith((b" ", b"from_")) and (before.isalnum() or before == b"_"):
                continue
            if source.in_docstring(at):
                yield from _mention(source, opening, loader, mentioned)
            elif source.in_code(at):
                yield from _fetched(source, token, loader, at, opening)


def _mention(source: Source, opening: int, loader: Loader, seen: set[bytes]) -> Iterator[Row]:
    found = _MENTION.match(source.data, opening)
    if found and found[1] not in seen:
        seen.add(found[1])
        text = found[1].decode()
        if is_hub_id(text):
            yield row(
                "hub",
                source.line(opening),
                id=text,
                dataset=loader.dataset,
                sure=True,
                scope=Scope.DOCS.value,
            )


def _fetched(source: Source, token: bytes, loader: Loader, at: int, opening: int) -> Iterator[Row]:
    if source.data[source.line_start(at) : at].rstrip().endswith((b"def", b"class")):
        return
    arguments = source.arguments(opening)
    if not arguments:
        return
    positional, named = split_arguments(arguments)
    expression = next((named[key] for key in loader.keywords if key in named), None)
    if expression is None and len(positional) > loader.position:
        expression = positional[loader.position]
    if expression is None:
        return
    dataset = loader.dataset or _is_literal(named.get("repo_type"), "dataset")
    line = source.line(at)
    facts = _facts(source, named) | {"call": token.strip().decode()}
    for text, origin in _texts(source, expression):
        if dataset and text in _FILE_FORMATS:
            for ref in literals(named.get("data_files", b"")):
                yield row("data", line, ref=ref)
            continue
        identity = _identity(text, dataset)
        if identity:
            yield row("hub", line, id=identity, dataset=dataset, sure=True, source=origin, **facts)


def _identity(text: str, dataset: bool) -> str | None:
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    if dataset:
        return text if is_dataset_id(text) else None
    return model_id(text)


def _texts(source: Source, expression: bytes) -> list[tuple[str, str | None]]:
    """The texts an argument can stand for, and the name they came from."""
    whole = literal(expression)
    if whole is not None:
        return [(whole, None)]
    if name := name_of(expression):
        if name in (b"self", b"cls", b"path", b"args", b"kwargs"):
            return []
        return [(value, name.decode()) for value, _ in values(source, name)]
    return [(part, None) for part in literals(expression)[:4]]


def _facts(source: Source, named: Mapping[str, bytes]) -> dict[str, Json]:
    facts: dict[str, Json] = {}
    if "revision" in named:
        texts = _texts(source, named["revision"])
        facts["revision"] = texts[0][0] if len(texts) == 1 else None
    if named.get("trust_remote_code", b"False") != b"False":
        facts["trust_remote_code"] = named["trust_remote_code"] == b"True" or "passed on"
    if named.get("use_safetensors") == b"False":
        facts["use_safetensors"] = False
    return facts


def _is_literal(expression: bytes | None, wanted: str) -> bool:
    return expression is not None and literal(expression) == wanted


_TORCH_HUB = CallNames((b"torch.hub.load",))
_HUB_REPO = re.compile(r"([\w-]+/[\w.-]+)(?::([\w./-]+))?")


def torch_hub_calls(source: Source) -> Iterator[Row]:
    """Models that ``torch.hub`` fetches from a GitHub repository, at a branch, tag or nothing."""
    for at in source.calls(b"torch.hub.load") if source.called(_TORCH_HUB) else ():
        arguments = source.arguments(at + len(b"torch.hub.load"))
        if not arguments:
            continue
        positional, named = split_arguments(arguments)
        expression = positional[0] if positional else named.get("repo_or_dir", b"")
        if _is_literal(named.get("source"), "local"):
            continue
        for text, origin in _texts(source, expression):
            found = _HUB_REPO.fullmatch(text)
            if found and is_hub_id(found[1]):
                yield row(
                    "hub",
                    source.line(at),
                    id=found[1],
                    dataset=False,
                    sure=True,
                    hub="torch.hub",
                    revision=found[2],
                    source=origin,
                )


_UNSAFE = CallNames((b"torch.load", b"joblib.load", b"pickle.load", b"pickle.loads", b"dill.load",
           b"cloudpickle.load", b"np.load"))  # fmt: skip
_OF_MODELS = re.compile(
    rb"model|weight|checkpoint|ckpt|classifier|regress|estimator|pipeline|scaler|encoder|"
    rb"vectori|clf|state|policy|agent|network|net\b",
    re.IGNORECASE,
)


_REMOTE_CODE = re.compile(rb"\btrust_remote_code\s{0,9}=\s{0,9}True\b")


def unsafe_loads(source: Source) -> Iterator[Row]:
    """Loads that run code hidden in the file they read."""
    for name in source.called(_UNSAFE):
        for at in source.calls(name):
            if _runs_code(source, name, at):
                yield row("unsafe", source.line(at), call=name.decode())
    if b"trust_remote_code" in source.data:
        for found in _REMOTE_CODE.finditer(source.data):
            if source.in_code(found.start()) and not source.in_docstring(found.start()):
                yield row("unsafe", source.line(found.start()), call="trust_remote_code=True")


def _runs_code(source: Source, name: bytes, at: int) -> bool:
    arguments = source.arguments(at + len(name)) or []
    if name == b"torch.load":
        if any(argument.strip().startswith(b"**") for argument in arguments):
            return False  # the option may be among them: nobody can tell from here
        return split_arguments(arguments)[1].get("weights_only", b"False") == b"False"
    if name == b"np.load":
        return split_arguments(arguments)[1].get("allow_pickle") == b"True"
    if name == b"joblib.load":
        return True
    start = source.line_start(at)
    end = source.data.find(b"\n", at, at + 300)
    return _OF_MODELS.search(source.data, start, end if end > 0 else at + 300) is not None
