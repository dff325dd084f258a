"""Which data Python code reads: files, patterns and buckets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from ..knowledge.families import SUPPORTING, Family
from ..rows import row
from .source import CallNames, Source
from .values import literals, name_of, values

_READS = CallNames((
    b".read_csv", b".read_parquet", b".read_json", b".read_excel", b".read_feather", b".read_table",
    b".read_pickle", b".read_hdf", b".read_orc", b".read_stata", b"np.load", b".loadtxt",
    b".genfromtxt", b"load_svmlight_file", b".ImageFolder", b"image_dataset_from_directory",
    b"flow_from_directory", b"make_csv_dataset", b"TFRecordDataset", b"TextLineDataset",
    b"scan_parquet", b"scan_csv", b"load_from_disk", b"np.memmap", b"open",
))  # fmt: skip
_TABLES = CallNames(name for name in _READS if name not in (b"open", b".read_pickle"))
_TABLE_LIBRARIES = (b"import numpy", b"import pandas", b"import polars", b"from numpy",
                    b"from pandas", b"from polars")  # fmt: skip
_ADDRESS = re.compile(rb"://[\w.@-]+/[\w./*{}=-]{1,160}(?=[\"'])")
_STORES = re.compile(rb"[\"'](s3a?|gs|abfss?|wasbs?|hdfs|dvc|azureml)$")
_DATA = re.compile(
    r"\.(?:csv|tsv|parquet|jsonl?|ndjson|feather|arrow|xlsx?|txt|npy|npz|h5|hdf5|pkl|pickle|"
    r"tfrecords?|data|bin|libsvm|arff|dta|xml|zip|gz|zst)$",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"^(?:[^{}]{0,60}\{[^{}]{0,60}\}/?)+")
_MOST = 200


def data_references(source: Source, families: frozenset[Family]) -> Iterator[Row]:
    """Paths, patterns and addresses that the code of a file with AI libraries reads data from."""
    if not families - SUPPORTING:
        return
    data = source.data
    seen: set[str] = set()
    yield from _read_by(source, _READS, seen)
    for index, found in enumerate(_ADDRESS.finditer(data)):
        store = _STORES.search(data, max(0, found.start() - 9), found.start())
        if index > _MOST * 10:
            break
        if store and source.in_code(store.start()):
            text = (store[1] + found[0]).decode()
            if text not in seen:
                seen.add(text)
                yield row("data", source.line(found.start()), ref=text)


def table_references(source: Source) -> Iterator[Row]:
    """Tables and arrays that the code of a file reads which imports nothing but their libraries.

    Ordinary programs read tables as well: the collector asks who uses the file.
    """
    if any(library in source.data for library in _TABLE_LIBRARIES):
        yield from (fact | {"aside": True} for fact in _read_by(source, _TABLES, set()))


def _read_by(source: Source, readers: CallNames, seen: set[str]) -> Iterator[Row]:
    for name in source.called(readers):
        for at in source.calls(name, _MOST):
            for ref in _paths(source, at + len(name), name == b"open"):
                if ref not in seen:
                    seen.add(ref)
                    yield row("data", source.line(at), ref=ref)


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
    texts = [_VARIABLE.sub("", text) for text in texts]
    wanted = [text for text in texts if _DATA.search(text) and "://" not in text[:8]]
    if is_open:
        wanted = [text for text in wanted if re.search(r"data|corpus|train|test|valid", text)]
    return [text for text in wanted if 4 < len(text) < 200 and "%" not in text]


def _modes(arguments: list[bytes]) -> list[bytes]:
    return [
        each.strip(b"\"'") for each in arguments[1:2] if each[:1] in (b'"', b"'") or b"mode" in each
    ]
