"""Judge names: the id of a model on a hub, the name of a hosted model, or only a path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .knowledge.models import (
    AUTHORS,
    HOSTED,
    LEGACY,
    LEGACY_DATASETS,
    PROVIDER_PREFIXES,
    SENTENCE_TRANSFORMERS,
)
from .knowledge.routes import PREFIXES

_HUB_ID = re.compile(r"([A-Za-z0-9][\w.-]{0,95})/([A-Za-z0-9][\w.-]{0,95})")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:your|placeholder|todo|example)(?:$|[/_.-])|(?:^|/)(?:my|some|dummy)[-_]|"
    r"^(?:foo|bar|baz|fake|my|some|any|user|username|org|organi[sz]ation|namespace|repo|path|owner|"
    r"author|name|hf-user|x+|aaa+)/|/(?:foo|bar|baz|repo|name|repo[-_]name|model[-_]?(?:id|name)?|"
    r"dataset[-_]?(?:id|name)?|x+|path)$",
    re.IGNORECASE,
)
# First parts of paths: folders that projects keep things in, and the types of MIME.
_FOLDERS = frozenset(
    "model models checkpoint checkpoints ckpt ckpts data dataset datasets output outputs out "
    "result results weight weights pretrained pretrained_models pretrain saved saved_model "
    "saved_models artifact artifacts asset assets run runs log logs src app apps config configs "
    "conf tmp temp root home cache content mnt opt usr var etc bin lib libs dist build scripts "
    "script static public images image img audio video text font message multipart application "
    "chemical x-world drive gdrive kaggle workspace work experiments experiment exp exps train "
    "test tests val eval evaluation inference storage volumes volume resources resource input "
    "inputs raw processed examples example docs notebooks utils tools core api v1 v2 v3 http https "
    "file files s3 gs local localhost host system trained trained_models best final last epoch "
    "fine_tuned finetuned finetune lora loras adapter adapters base backend frontend server client "
    "heads refs origin feature features bugfix hotfix release main master".split()
)
_OTHER_AUTHORS = frozenset(
    {"kernels-community", "kernels-staging", "ollama", "ollama_chat"}
)  # compute kernels and names with their service, no models
_FILE_ENDS = re.compile(
    r"\.(?:py|ipynb|json|jsonl|ya?ml|toml|txt|csv|tsv|md|rst|html?|xml|png|jpe?g|gif|svg|webp|pdf|"
    r"wav|mp3|mp4|flac|pth?|ckpt|bin|h5|hdf5|onnx|pkl|pickle|npy|npz|joblib|safetensors|zip|tar|gz|"
    r"tgz|parquet|arrow|sh|js|ts|tsx|jsx|css|vue|go|rs|java|cs|cpp|c|h|log|cfg|ini|db|sqlite|model|"
    r"vocab|tiktoken|urdf|xacro|stl|dae|fbx|gltf|ply|exe|dll|so|whl|lock|proto|pb|tflite|mlmodel|git|glb|obj|ttf|woff2?)$",
    re.IGNORECASE,
)
_HOSTED = tuple((re.compile(pattern), supplier) for pattern, supplier in HOSTED)
_DATED = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|(?<!\d)20\d{6}(?!\d)|-(?:0[1-9]|1[0-2])(?:[0-3]\d)(?:-preview)?$|"
    r"-00\d$|-v\d+:\d+(?::|$)|@\d{3}$|@20\d{6}|-2[3-9](?:0[1-9]|1[0-2])(?:$|[^\d])|-(?:0[1-9]|1[0-2])-20\d{2})"
)
_ROUTED = re.compile(r"[\w.@-]{2,80}(?:[/:][\w.@:-]{2,80}){0,4}")
_FIXED = re.compile(
    r"(?:dall-e-[23]|whisper-1|text-embedding-3-(?:small|large)|text-embedding-ada-002|"
    r"(?:davinci|babbage)-002)"
)


@dataclass(frozen=True, slots=True)
class HostedName:
    """A hosted model: its name without a provider's prefix, its supplier, pinned or floating.

    A name is pinned if it ends in a dated or numbered snapshot, which its supplier never changes;
    otherwise it floats.
    """

    name: str
    supplier: str | None
    pinned: bool


@lru_cache(maxsize=4096)
def hosted_model(text: str) -> HostedName | None:
    """Recognise the name of a hosted model, with or without a ``provider:`` or ``provider/``."""
    if not 2 < len(text) < 100:
        return None
    if text.startswith(("ollama/", "ollama:", "ollama_chat/", "huggingface/")):
        return None  # no hosted models: the one runs here, the other is a hub
    name = text
    for _ in range(2):
        prefix, _, rest = name.partition(":" if ":" in name.partition("/")[0] else "/")
        if rest and prefix.lower() in PROVIDER_PREFIXES:
            name = rest
    if name != name.lower():
        return _routed(text)  # ids of hubs have capitals, names of hosted models have none
    for pattern, supplier in _HOSTED:
        if pattern.fullmatch(name):
            return HostedName(
                name.removeprefix("models/"),
                None if supplier == "-" else supplier,
                bool(_DATED.search(name) or _FIXED.fullmatch(name)),
            )
    return _routed(text)


def is_snapshot(text: str) -> bool:
    """Whether the name of a hosted model ends in a date or number that its supplier keeps."""
    return _DATED.search(text) is not None


def _routed(text: str) -> HostedName | None:
    """A name that says which service it is routed to, of a model that nothing else is known of."""
    prefix, _, name = text.partition("/")
    supplier = PREFIXES.get(prefix)
    if supplier is None or not _ROUTED.fullmatch(name):
        return None
    return HostedName(name, supplier, bool(_DATED.search(name)))


@lru_cache(maxsize=8192)
def is_hub_id(text: str) -> bool:
    """Whether it has the form ``author/name`` of a hub id, and does not look like a path."""
    found = _HUB_ID.fullmatch(text)
    if not found or ".." in text or "--" in text:
        return False
    author, name = found.groups()
    if (
        author.lower() in _FOLDERS
        or author in _OTHER_AUTHORS
        or author in PREFIXES
        or _FILE_ENDS.search(name)
        or _PLACEHOLDER.search(text)
    ):
        return False
    if "." in author and author.rpartition(".")[2].lower() in {"com", "org", "io", "net", "co"}:
        return False
    return not (_is_number(author) or (len(name) < 2 or _is_number(name)))


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace("_", "").replace("-", "").isdigit()


def model_id(text: str) -> str | None:
    """The id of a model on the hub: ``author/name``, one of the first names, or a short name.

    Short names of sentence-transformers get their author; ``None`` if it can be no id.
    """
    if SENTENCE_TRANSFORMERS.fullmatch(text):
        return f"sentence-transformers/{text}"
    return text if is_hub_id(text) or LEGACY.fullmatch(text) else None


def is_dataset_id(text: str) -> bool:
    """Whether it can be the id of a dataset on the hub."""
    return is_hub_id(text) or text in LEGACY_DATASETS


def has_known_author(text: str) -> bool:
    """Whether the author is one whose account publishes models."""
    return text.partition("/")[0] in AUTHORS
