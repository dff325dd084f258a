"""Which data Python code reads: files, patterns and buckets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from ..knowledge.families import SUPPORTING, Family
from ..rows import row
from .source import Source
from .values import literals, name_of, values

_READ = re.compile(
    rb"(?:\.read_(?:csv|parquet|json|excel|feather|table|pickle|hdf|orc|stata|sas|ndjson)|"
    rb"np\.load|\.loadtxt|\.genfromtxt|load_svmlight_file|\.ImageFolder|"
    rb"image_dataset_from_directory|flow_from_directory|make_csv_dataset|TFRecordDataset|"
    rb"TextLineDataset|scan_parquet|scan_csv|loadarff|load_from_disk|MNIST|CIFAR10{1,2}|"
    rb"np\.memmap|\bopen)\("
)
_NEEDLES = (b".read_", b"np.load", b"loadtxt", b"ImageFolder", b"dataset_from", b"_from_directory",
            b"TFRecord", b"np.memmap", b"load_from_disk", b"open(", b"scan_")  # fmt: skip
_BUCKET = re.compile(rb"[\"'](?:s3a?|gs|abfss?|wasbs?|hdfs|dvc|azureml)://[\w.@-]+/[\w./*{}=-]{1,160}[\"']")
_DATA = re.compile(
    r"\.(?:csv|tsv|parquet|jsonl?|ndjson|feather|arrow|xlsx?|txt|npy|npz|h5|hdf5|pkl|pickle|"
    r"tfrecords?|data|bin|libsvm|arff|dta|xml|zip|gz|zst)$",
    re.IGNORECASE,
)
_MOST = 200


def data_references(source: Source, families: frozenset[Family]) -> Iterator[Row]:
    """Paths, patterns and addresses that the code of a file with AI libraries reads data from."""
    if not families - SUPPORTING:
        return
    data = source.data
    seen: set[str] = set()
    if any(needle in data for needle in _NEEDLES):
        for index, found in enumerate(_READ.finditer(data)):
            if index > _MOST:
                break
            if not source.in_code(found.start()):
                continue
            is_open = found[0] == b"open("
            for ref in _paths(source, found.end() - 1, is_open):
                if ref not in seen:
                    seen.add(ref)
                    yield row("data", source.line(found.start()), ref=ref)
    if b"://" in data:
        for index, found in enumerate(_BUCKET.finditer(data)):
            text = found[0][1:-1].decode()
            if index > _MOST:
                break
            if text not in seen and source.in_code(found.start()):
                seen.add(text)
                yield row("data", source.line(found.start()), ref=text)


def _paths(source: Source, opening: int, is_open: bool) -> list[str]:
    arguments = source.arguments(opening)
    if not arguments:
        return []
    if is_open and any(b"w" in each or b"a" in each for each in _modes(arguments)):
        return []
    expression = arguments[0].rpartition(b"=")[2].strip() if b"=" in arguments[0] else arguments[0]
    texts = ["/".join(part.strip("/") for part in found)] if (found := literals(expression)) else []
    if not texts and (name := name_of(expression)):
        texts = [text for text, _ in values(source, name)][:3]
    wanted = [text for text in texts if _DATA.search(text) and "://" not in text[:8]]
    if is_open:
        wanted = [text for text in wanted if re.search(r"data|corpus|train|test|valid", text)]
    return [text for text in wanted if 4 < len(text) < 200 and "%" not in text]


def _modes(arguments: list[bytes]) -> list[bytes]:
    return [
        each.strip(b"\"'") for each in arguments[1:2] if each[:1] in (b'"', b"'") or b"mode" in each
    ]
