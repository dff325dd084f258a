"""What DVC says of a file of metrics: that it is one, and from which files it was computed.

Source of the form: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from ..declarations.reading import Source
from ..repository import Snapshot
from ..repository.yaml_tree import MAX_BYTES, YamlProblem, read_yaml
from .node import Node, as_digest
from .report import Identity


def declared_metrics(snapshot: Snapshot) -> Iterator[str]:
    """The files of metrics that every ``dvc.yaml`` declares, of stages or on top, if they exist."""
    for path in snapshot.files:
        if path.rpartition("/")[2] != "dvc.yaml" or (root := open_yaml(snapshot, path)) is None:
            continue
        folder = path.rpartition("/")[0]
        stages = root.get("stages")
        nodes = [root, *(node for _, node in stages.items())] if stages else [root]
        for node in nodes:
            for name in _names(node.get("metrics")):
                found = _from(folder, name)
                if found in snapshot.files:
                    yield found


def computed_from(snapshot: Snapshot, path: str) -> Iterator[tuple[str, Identity]]:
    """The files that the stage which wrote ``path`` read, each with its digest at that time.

    From the ``dvc.lock`` of the nearest folder that names the file.
    """
    folder = path.rpartition("/")[0]
    while True:
        lock = f"{folder}/dvc.lock".lstrip("/")
        root = open_yaml(snapshot, lock) if lock in snapshot.files else None
        stages = root.get("stages") if root else None
        for _, stage in stages.items() if stages else ():
            outs = [_from(folder, each.text("path")) for each in _entries(stage, "outs")]
            if path in outs:
                for each in _entries(stage, "deps"):
                    digest = as_digest(each.text("md5"))
                    yield _from(folder, each.text("path")), Identity(each.at, digest=digest)
                return
        if not folder:
            return
        folder = folder.rpartition("/")[0]


def open_yaml(snapshot: Snapshot, path: str) -> Node | None:
    """The content of a YAML file; ``None`` if it cannot be read."""
    data = snapshot.get(path, MAX_BYTES + 1)
    if data is None:
        return None
    try:
        source = Source(path, read_yaml(data))
    except YamlProblem:
        return None
    return Node(source, source.tree.data)


def _entries(node: Node, key: str) -> Iterator[Node]:
    listed = node.get(key)
    return listed.entries() if listed else iter(())


def _names(metrics: Node | None) -> Iterator[str]:
    """The files in a list of metrics: bare paths, or mappings of a path to its options."""
    for node in metrics.entries() if metrics else ():
        if isinstance(node.value, str):
            yield node.value
        yield from (key for key, _ in node.items())


def _from(folder: str, name: str) -> str:
    return normpath(f"{folder}/{name}").lstrip("/") if name else ""
