"""Configuration files: models that are named in them, containers that serve models, pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..repository.scan import Json, Row
from .addresses import addresses
from .knowledge.models import OLLAMA
from .knowledge.routes import routed_to
from .names import has_known_author, hosted_model, is_dataset_id, is_hub_id, is_snapshot, model_id
from .rows import ROW_LIMIT, row, too_large
from .wanted import CONFIGURATION_LIMIT

_PAIR = re.compile(
    rb"^[ \t]*(?:-[ \t]+|export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+|param[ \t]+)?"
    rb"[\"']?([\w./-]{1,80})[\"']?(?:[ \t]+string)?[ \t]*[:=][ \t]*(?:\$\{[\w.]+:-?)?"
    rb"[\"']?([A-Za-z0-9][\w.:/@-]{1,120})\}?[\"']?[ \t]*,?[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
_JSON_PAIR = re.compile(
    rb"\"([\w./-]{1,80})\"[ \t]{0,9}:[ \t]{0,9}\"(?:\$\{[\w.]+(?:=|:-))?"
    rb"([A-Za-z0-9][\w.:/@-]{1,120})\}?\""
)
_ITEM = re.compile(
    rb"^[ \t]*-[ \t]*[\"']?([A-Za-z0-9][\w.:/@-]{3,120})[\"']?[ \t]*(?:#[^\n]*)?\r?$|"
    rb"[\"']([\w.-]{1,96}/[\w.-]{1,96})[\"'][ \t]*,?[ \t]*\r?$",
    re.MULTILINE,
)
_REPO = re.compile(
    rb"^[ \t]+(?:-[ \t]+)?[\"']?repo[\"']?[ \t]{0,9}:[ \t]{0,9}[\"']?"
    rb"([\w.-]{1,96}/[\w.-]{1,96})[\"']?,?[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
_LOADED = (b"dtype", b"okenizer", b"revision", b"quant", b"dimension", b"context_")
_OPTION = re.compile(
    rb"--?((?:[a-z]+[_-])*(?:model|checkpoint|tokenizer|repo|init)[a-z_-]*)"
    rb"[ =]+[\"']?([A-Za-z0-9][\w.:/@-]{2,120})"
)
_MODEL_KEY = re.compile(
    r"model|checkpoint|pretrained|tokeni[sz]er|encoder|embed|rerank|llm|backbone|repo_id|judge|"
    r"base_model|teacher|student|_name_or_path|engine|deployment|vae|unet|lora|bert|gpt|hf_|huggingface",
    re.IGNORECASE,
)
_DATASET_KEY = re.compile(r"dataset|corpus", re.IGNORECASE)
_NOT_KEY = re.compile(
    r"image$|docker|container|repository|github|url|action|uses|registry|licen|desc|title|help|"
    r"comment|schema|\$ref|type$|class|target|module|\bpath$|dir$|folder|file$|prompt|_path$|"
    r"message|package|import|script|command|working|source_ref|group|api_?version|kind",
    re.IGNORECASE,
)
_NO_HOSTED_KEY = re.compile(r"tokeni|price|cost|desc|title|label|path$|dir$|folder", re.IGNORECASE)
_TAGGED = re.compile(
    r"(?:[\w.-]{1,40}/)?[a-z][\w.-]{1,40}:\d{1,3}(?:\.\d{1,2})?[bm](?:-[\w.-]{1,40})?"
)
_OLLAMA_NAME = re.compile(r"(?:[\w-]{1,60}/)?[a-z][\w.-]{1,60}(?::[\w.-]{1,60})?")
_OLLAMA_KEY = re.compile(r"model|llm|embed", re.IGNORECASE)
_NEEDLES = (b"odel", b"ODEL", b"llm", b"LLM", b"gpt", b"embed", b"EMBED", b"ncoder", b"okenizer",
            b"pretrained", b"heckpoint", b"gemini", b"claude", b"dataset", b"huggingface",
            b"repo_id")  # fmt: skip

_IMAGES = re.compile(
    rb"(?:image:|FROM|docker run[^\n]{0,200}?|repository:)[ \t]*[\"']?"
    rb"((?:[\w.-]{1,80}(?::\d+)?/){0,6}(?:vllm-openai|"
    rb"ollama/ollama|text-generation-inference|text-embeddings-inference|tritonserver|torchserve|"
    rb"pytorch/torchserve|tensorflow/serving|localai/localai|llama\.cpp|sglang|lmsysorg/sglang|"
    rb"mlserver|kserve/\w+|litellm|infinity|huggingface-pytorch-inference|huggingface/\w[\w-]*|"
    rb"openvino/model_server|bentoml/\w+|seldon-core[\w-]*|nvcr\.io/nim/[\w/-]+|vllm/vllm-[\w-]+)"
    rb"[\w.-]*(?::[\w.-]+)?)"
)
_IMAGE_NEEDLES = (b"image:", b"FROM ", b"docker run", b"repository:")
_SERVING = re.compile(
    rb"kind:\s*(?:InferenceService|ServingRuntime|RayService|SeldonDeployment|LLMInferenceService)\b"
)
_TRAINING_JOB = re.compile(
    rb"kind:\s*(?:PyTorchJob|TFJob|MPIJob|TrainJob|XGBoostJob|RayJob|JAXJob|TrainingRuntime)\b"
)
_JOBS: tuple[tuple[re.Pattern[bytes], dict[str, Json]], ...] = (
    (_SERVING, {"as": "inference"}),
    (_TRAINING_JOB, {"as": "training", "saves": True}),
)
_CLOUD_NEEDLES = (b"azurerm_", b"aws_", b"google_", b"AWS::", b"CognitiveServices")
_CLOUD = re.compile(
    rb"\b(azurerm_cognitive_(?:account|deployment)|aws_sagemaker_(?:endpoint|model)\w*|aws_bedrock\w+|"
    rb"google_vertex_ai_\w+|azurerm_machine_learning_\w+|Microsoft\.CognitiveServices/accounts|"
    rb"AWS::Bedrock::\w+|AWS::SageMaker::(?:Model|Endpoint)\w*|google_ml_engine_model)\b"
)
_CLOUD_SUPPLIER = {
    b"az": "Microsoft",
    b"Mi": "Microsoft",
    b"aw": "Amazon",
    b"AW": "Amazon",
    b"go": "Google",
}
_MOST = 300


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read the AI facts of one configuration file."""
    name = path.rpartition("/")[2].lower()
    rows: list[Row] = []
    if name in ("dvc.yaml", "dvc.lock") or name.endswith(".dvc"):
        rows.extend(_dvc(name, data))
    elif name == "mlproject":
        rows.append(row("step", 1, **{"as": "pipeline", "tool": "mlflow"}))
    elif name == "mlmodel" and b"flavors:" in data:
        rows.append(row("weights", 1, format="mlflow", flavours=_flavours(data)))
    elif "modelfile" in name:
        rows.extend(_modelfile(data))
    if any(needle in data for needle in _NEEDLES):
        rows.extend(_named(data))
    rows.extend(_containers(data))
    rows.extend(
        fact
        for fact in addresses(
            data,
            lambda at: _line(data, at),
            lambda at: not _commented(data, at),
            lambda at: False,
        )
    )
    rows = rows[:ROW_LIMIT]
    if size > len(data):
        rows.append(too_large("configuration", CONFIGURATION_LIMIT))
    return rows


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _commented(data: bytes, at: int) -> bool:
    start = data.rfind(b"\n", max(0, at - 300), at) + 1
    prefix = data[start:at].lstrip()
    return prefix.startswith((b"#", b"//", b";")) or b" # " in prefix


def _named(data: bytes) -> Iterator[Row]:
    """Values of keys that speak of models, and options of commands that do."""
    seen: set[str] = set()
    supplier = routed_to(data, configuration=True)
    pairs = _JSON_PAIR if data[:64].lstrip()[:1] in (b"{", b"[") else _PAIR
    for pattern in (pairs, _OPTION):
        for index, found in enumerate(pattern.finditer(data)):
            if index > _MOST * 20 or len(seen) > _MOST:
                break
            text = found[2].decode()
            if text in seen:
                continue
            key = found[1].decode()
            fact = _fact(key, text, supplier)
            if fact is None or _commented(data, found.start(1)):
                continue
            seen.add(text)
            yield fact | {"line": _line(data, found.start(2))}
    if b"odels" in data or b"ODELS" in data:
        yield from _listed(data, seen)


def _listed(data: bytes, seen: set[str]) -> Iterator[Row]:
    """Entries of lists of models, each a name or the repository of one with how to load it."""
    items = _ITEM.finditer(data)
    if b"repo" in data and any(word in data for word in _LOADED):
        items = chain(items, _REPO.finditer(data))
    for index, found in enumerate(items):
        if index > _MOST * 10:
            return
        text = found[found.lastindex or 1].decode()
        if text in seen:
            continue
        hosted = hosted_model(text)
        if hosted:
            seen.add(text)
            yield row(
                "hosted",
                _line(data, found.start()),
                id=hosted.name,
                supplier=hosted.supplier,
                pinned=hosted.pinned,
                source="models",
            )
        elif has_known_author(text) and is_hub_id(text) and not _commented(data, found.start()):
            seen.add(text)
            yield row(
                "hub",
                _line(data, found.start()),
                id=text,
                dataset=False,
                sure=False,
                source="models",
            )


def _fact(key: str, text: str, supplier: str | None) -> Row | None:
    hosted = hosted_model(text)
    if hosted and not _NO_HOSTED_KEY.search(key):
        return row(
            "hosted", 1, id=hosted.name, supplier=hosted.supplier, pinned=hosted.pinned, source=key
        )
    if _NOT_KEY.search(key) and "model" not in key.lower():
        return None
    is_hub = is_hub_id(text)
    if _DATASET_KEY.search(key) and (is_hub or is_dataset_id(text)):
        return row("hub", 1, id=text, dataset=True, sure=False, source=key)
    if is_hub and supplier and text == text.lower() and _MODEL_KEY.search(key):
        return row("hosted", 1, id=text, supplier=supplier, pinned=is_snapshot(text), source=key)
    text = text.removeprefix("ollama/").removeprefix("ollama_chat/")
    if _TAGGED.fullmatch(text) and _MODEL_KEY.search(key):
        return row("hub", 1, id=text, dataset=False, sure=False, hub="ollama", source=key)
    if OLLAMA.fullmatch(text.partition(":")[0]) and _OLLAMA_KEY.search(key):
        needs = None if "ollama" in key.lower() else "ollama"
        facts: dict[str, Json] = {"hub": "ollama", "needs": needs, "source": key}
        return row("hub", 1, id=text, dataset=False, sure=False, **facts)
    if _MODEL_KEY.search(key) and (identity := model_id(text)):
        return row("hub", 1, id=identity, dataset=False, sure=False, source=key)
    return None


def _containers(data: bytes) -> Iterator[Row]:
    """Images and cloud resources that serve models, and jobs that train them."""
    if any(needle in data for needle in _IMAGE_NEEDLES):
        seen = set()
        for mark in _IMAGES.finditer(data):
            image = mark[1].decode()
            if image not in seen and not _commented(data, mark.start()):
                seen.add(image)
                name, _, tag = image.partition(":")
                yield row(
                    "library",
                    _line(data, mark.start(1)),
                    name=name,
                    ecosystem="oci",
                    family="runtime",
                    version=tag or None,
                )
    if b"kind:" in data:
        for pattern, facts in _JOBS:
            if job := pattern.search(data):
                yield row("step", _line(data, job.start()), **facts)
    if any(needle in data for needle in _CLOUD_NEEDLES) and (found := _CLOUD.search(data)):
        yield row(
            "library",
            _line(data, found.start()),
            name=found[1].decode(),
            ecosystem="service",
            family="llm-sdk",
            supplier=_CLOUD_SUPPLIER[found[1][:2]],
        )


_FROM = re.compile(rb"^[ \t]*(?i:from)[ \t]+(\S{1,200})[ \t]*\r?$", re.MULTILINE)
_PUBLISHED = re.compile(r"(?:hf\.co|huggingface\.co)/([\w.-]{1,96}/[\w.-]{1,96})(?::[\w.-]+)?")


def _modelfile(data: bytes) -> Iterator[Row]:
    """The model that a Modelfile of Ollama builds on: weights beside it, or a published name."""
    found = _FROM.search(data)
    if found is None:
        return
    line, text = _line(data, found.start(1)), found[1].decode("utf-8", "replace")
    yield row("step", line, **{"as": "inference", "tool": "ollama"})
    if published := _PUBLISHED.fullmatch(text):
        yield row("hub", line, id=published[1], dataset=False, sure=True, source="FROM")
    elif _OLLAMA_NAME.fullmatch(text):
        yield row("hub", line, id=text, dataset=False, sure=True, hub="ollama", source="FROM")


_DVC_TRAIN = re.compile(
    rb"^[ \t]+[\w@-]{0,40}(?:train|fit|tune)[\w@-]{0,40}:[ \t]*\r?$|"
    rb"cmd:[^\n]{0,300}?(?:train|fit|finetun)",
    re.MULTILINE,
)
_DVC_OUT = re.compile(rb"path:\s*[\"']?([^\s\"'#{},]+)")
_MD5 = re.compile(rb"md5:\s*([0-9a-f]{32}(?:\.dir)?)")
_SIZE = re.compile(rb"size:\s*(\d{1,18})")


def _dvc(name: str, data: bytes) -> Iterator[Row]:
    if name.endswith(".dvc") and b"outs:" in data:
        for found in _DVC_OUT.finditer(data, data.find(b"outs:")):
            digest = _MD5.search(data, data.find(b"outs:"))
            size = _SIZE.search(data, data.find(b"outs:"))
            yield row(
                "dvc",
                _line(data, found.start()),
                ref=found[1].decode("utf-8", "replace"),
                md5=digest[1].decode() if digest else None,
                size=int(size[1]) if size else None,
            )
    elif name == "dvc.yaml" and b"stages:" in data:
        found_stage = _DVC_TRAIN.search(data)
        at = found_stage.start() if found_stage else data.find(b"stages:")
        facts: dict[str, Json] = {"as": "pipeline", "tool": "dvc", "trains": bool(found_stage)}
        yield row("step", _line(data, at + 1), **facts)


def _flavours(data: bytes) -> list[str]:
    return [each.decode() for each in re.findall(rb"^  (\w+):\s*$", data, re.MULTILINE)][:8]
