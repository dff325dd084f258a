"""Models that libraries fetch by a name of their own: no hub id tells them.

The identity is the name as the library or service spells it, and ``hub`` says whose it is. A name
is ``pinned`` where the library fetches one fixed file for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...repository.scan import Row
from ..names import model_id
from ..rows import row
from .ollama import is_ollama_name
from .source import CallNames, Source
from .values import literal, name_of, split_arguments, values


@dataclass(frozen=True, slots=True)
class Fetch:
    """A call that fetches a model by name: whose it is, where the name stands, what it may be."""

    hub: str
    needs: str
    keywords: tuple[str, ...]
    names: re.Pattern[str]
    position: int | None = 0
    only_if: str | None = None
    """A keyword that must be given, and not as ``False``, for anything to be fetched."""
    pinned: bool = False
    """Whether the library keeps the digest of the file it fetches for a name."""


_OLLAMA = re.compile(r"(?:[\w.-]{1,60}/)?[a-z][\w.-]{1,60}(?::[\w.-]{1,60})?")
_WHISPER = re.compile(
    r"(?:tiny|base|small|medium)(?:\.en)?|large(?:-v\d(?:-turbo)?)?|turbo", re.IGNORECASE
)
_CLIP = re.compile(r"RN\d{2,3}(?:x\d{1,2})?|ViT-[BLH]/\d{2}(?:@\d{3}px)?")
_SPACY = re.compile(r"[a-z]{2,3}_[a-z]+_[a-z]+_(?:sm|md|lg|trf)")
_TIMM = re.compile(r"[a-z][a-z0-9]*_?[a-z0-9_]*(?:\.[a-z0-9_]+)?")
_YOLO = re.compile(
    r"(?:yolo|rtdetr|sam|mobile_sam|FastSAM|yolo_nas)[\w.-]{0,30}\.pt", re.IGNORECASE
)
_GENSIM = re.compile(r"(?:glove|word2vec|fasttext|conceptnet)-[\w-]{3,60}")
_SHORT = re.compile(r"[A-Za-z][\w.]{0,40}-[\w.-]{1,80}")


def _ollama(*keywords: str, position: int | None = None) -> Fetch:
    return Fetch("ollama", "ollama", keywords or ("model",), _OLLAMA, position)


FETCHES: Mapping[bytes, tuple[Fetch, ...]] = {
    b"create_model": (
        Fetch("timm", "timm", ("model_name",), _TIMM, only_if="pretrained"),
    ),
    b"SentenceTransformer": (
        Fetch("sentence-transformers", "", ("model_name_or_path",), _SHORT),
    ),
    b"ollama.chat": (_ollama(position=0),),
    b"ollama.generate": (_ollama(position=0),),
    b"ollama.embed": (_ollama(position=0),),
    b"ollama.embeddings": (_ollama(position=0),),
    b"ollama.pull": (_ollama(position=0),),
    b".chat": (_ollama(),),
    b".generate": (_ollama(),),
    b".embed": (_ollama(),),
    b".embeddings": (_ollama(),),
    b"ChatOllama": (Fetch("ollama", "", ("model", "model_name"), _OLLAMA, None),),
    b"OllamaLLM": (Fetch("ollama", "", ("model", "model_name"), _OLLAMA, None),),
    b"OllamaEmbeddings": (Fetch("ollama", "", ("model", "model_name"), _OLLAMA, None),),
    b"OllamaEmbedding": (Fetch("ollama", "", ("model_name", "model"), _OLLAMA, 0),),
    b"Ollama": (Fetch("ollama", "", ("model", "model_name"), _OLLAMA, None),),
    b"OllamaModel": (Fetch("ollama", "", ("model_name", "model"), _OLLAMA, 0),),
    b"spacy.load": (Fetch("spacy", "spacy", ("name",), _SPACY),),
    b"spacy.cli.download": (Fetch("spacy", "spacy", ("model",), _SPACY),),
    b"YOLO": (Fetch("ultralytics", "ultralytics", ("model",), _YOLO),),
    b"RTDETR": (Fetch("ultralytics", "ultralytics", ("model",), _YOLO),),
    b"FastSAM": (Fetch("ultralytics", "ultralytics", ("model",), _YOLO),),
    b"whisper.load_model": (
        Fetch("openai-whisper", "openai-whisper", ("name",), _WHISPER, pinned=True),
    ),
    b"WhisperModel": (
        Fetch("faster-whisper", "faster-whisper", ("model_size_or_path",), _WHISPER),
    ),
    b"clip.load": (Fetch("clip", "", ("name",), _CLIP, pinned=True),),
    b"api.load": (Fetch("gensim", "gensim", ("name",), _GENSIM),),
    b"downloader.load": (Fetch("gensim", "gensim", ("name",), _GENSIM),),
}  # fmt: skip
_FETCHES = CallNames(FETCHES)
_MOST = 200


def pretrained_models(source: Source, libraries: frozenset[str]) -> Iterator[Row]:
    """The models that the code fetches by a name of a library or of a service beside the hub."""
    seen: set[tuple[str, str]] = set()
    for token in source.called(_FETCHES):
        for fetch in FETCHES[token]:
            if fetch.needs and fetch.needs not in libraries:
                continue
            for at in source.calls(token, _MOST):
                before = source.data[at - 1 : at]
                if not token.startswith(b".") and (before.isalnum() or before == b"_"):
                    continue
                for fact in _fetched(source, fetch, token, at):
                    if (key := (fetch.hub, str(fact["id"]))) not in seen:
                        seen.add(key)
                        yield fact
    for finder in (_torchvision, _keras, _tensorflow_hub):
        yield from finder(source, libraries)


def _fetched(source: Source, fetch: Fetch, token: bytes, at: int) -> Iterator[Row]:
    if source.data[source.line_start(at) : at].rstrip().endswith((b"def", b"class")):
        return
    arguments = source.arguments(at + len(token))
    if not arguments:
        return
    positional, named = split_arguments(arguments)
    if fetch.only_if and named.get(fetch.only_if, b"False") == b"False":
        return
    expression = next((named[key] for key in fetch.keywords if key in named), None)
    if expression is None and fetch.position is not None and len(positional) > fetch.position:
        expression = positional[fetch.position]
    if expression is None:
        return
    for text, origin in _texts(source, expression):
        if origin and fetch.hub == "ollama" and not is_ollama_name(text):
            continue  # a variable may hold the names of many services
        if fetch.names.fullmatch(text) and model_id(text) is None:
            yield row(
                "hub",
                source.line(at),
                id=text,
                dataset=False,
                sure=True,
                hub=fetch.hub,
                pinned=fetch.pinned or None,
                source=origin,
                call=token.decode().strip(". "),
            )


def _texts(source: Source, expression: bytes) -> list[tuple[str, str | None]]:
    whole = literal(expression)
    if whole is not None:
        return [(whole, None)]
    name = name_of(expression)
    if name is None or name in (b"self", b"model", b"name", b"path"):
        return []
    found: list[tuple[str, str | None]] = []
    for text, _ in values(source, name)[:4]:
        found.append((text, name.decode()))
    return found


_KERAS = frozenset({"keras", "tensorflow", "tf-keras"})
_TENSORFLOW = frozenset({"tensorflow", "tensorflow-hub", "keras", "tf-keras", "kagglehub"})

_ENUM = re.compile(rb"\b([A-Z]\w{2,40})_Weights\.([A-Z][A-Z0-9_]{2,40})\b")
_OLD_STYLE = re.compile(
    rb"\bmodels(?:\.\w{1,20}){0,2}\.([a-z][a-z0-9_]{2,40})\(\s{0,20}pretrained=True"
)
_BY_TEXT = re.compile(
    rb"\bmodels(?:\.\w{1,20}){0,2}\.([a-z][a-z0-9_]{2,40})\(\s{0,20}weights="
    rb"[\"']([A-Z][A-Z0-9_]{2,40})[\"']"
)


def _torchvision(source: Source, libraries: frozenset[str]) -> Iterator[Row]:
    """torchvision: an entry of its table of weights is one file; the default changes."""
    if "torchvision" not in libraries:
        return
    seen: set[tuple[str, str]] = set()
    for needle, pattern in (
        (b"_Weights.", _ENUM),
        (b"(weights=", _BY_TEXT),
        (b"(pretrained=", _OLD_STYLE),
    ):
        if needle not in source.data:
            continue
        for found in pattern.finditer(source.data):
            name = found[1].decode().lower()
            weights = found[2].decode() if pattern is not _OLD_STYLE else "DEFAULT"
            if (name, weights) in seen or not source.in_code(found.start()):
                continue
            if _is_tested(source, found.start()):
                continue
            seen.add((name, weights))
            fixed = weights != "DEFAULT"
            yield row(
                "hub",
                source.line(found.start()),
                id=name,
                dataset=False,
                sure=True,
                hub="torchvision",
                pinned=fixed or None,
                revision=weights if fixed else None,
                call="weights",
            )


def _is_tested(source: Source, at: int) -> bool:
    """Whether the place is only compared, or imported."""
    prefix = source.data[source.line_start(at) : at]
    return b"==" in prefix or b"import " in prefix


_KERAS_IMPORT = re.compile(
    rb"from[ \t]+(?:tensorflow\.)?(?:python\.)?keras\.(?:src\.)?applications(?:\.\w+)?[ \t]+"
    rb"import[ \t]+(\([\w\s,]{1,800}|[\w ,\t]{1,400})"
)
_KERAS_CALL = re.compile(rb"\bapplications\.(?:\w{2,30}\.)?([A-Z]\w{2,40})\(")


def _keras(source: Source, libraries: frozenset[str]) -> Iterator[Row]:
    """keras.applications: weights of ImageNet unless others or none are asked for."""
    data = source.data
    if not libraries & _KERAS or b"applications" not in data:
        return
    places = {
        found[1]: found.end() - 1
        for found in _KERAS_CALL.finditer(data)
        if source.in_code(found.start())
    }
    for imported in _KERAS_IMPORT.finditer(data):
        for part in imported[1].lstrip(b"(").split(b","):
            words = part.split()
            if words and words[0][:1].isupper():
                at = next(source.calls(words[-1], 20), None)
                if at is not None:
                    places.setdefault(words[0], at + len(words[-1]))
    for name, opening in sorted(places.items()):
        arguments = source.arguments(opening)
        if arguments is None:
            continue
        weights = split_arguments(arguments)[1].get("weights", b"'imagenet'")
        if literal(weights) == "imagenet":
            yield row(
                "hub",
                source.line(opening),
                id=name.decode(),
                dataset=False,
                sure=True,
                hub="keras.applications",
                revision="imagenet",
                pinned=True,
                call=name.decode(),
            )


_TFHUB = re.compile(
    rb"https?://(?:www\.)?(?:tfhub\.dev|kaggle\.com/models)/([\w.-]{1,60}(?:/[\w.-]{1,80}){1,5})"
)


def _tensorflow_hub(source: Source, libraries: frozenset[str]) -> Iterator[Row]:
    """TensorFlow Hub: addresses of models, whose last part may be their version."""
    if not libraries & _TENSORFLOW or b"hub." not in source.data:
        return
    seen: set[str] = set()
    for found in _TFHUB.finditer(source.data):
        quote = source.data[found.start() - 1 : found.start()]
        text = found[1].decode().rstrip("./")
        if quote not in (b'"', b"'") or text in seen or not source.in_code(found.start() - 1):
            continue
        seen.add(text)
        name, _, last = text.rpartition("/")
        version = last if last.isdigit() else None
        yield row(
            "hub",
            source.line(found.start()),
            id=name if version else text,
            dataset=False,
            sure=True,
            hub="tensorflow-hub",
            revision=version,
            pinned=True if version else None,
            call="hub.load",
        )
