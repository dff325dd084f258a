"""How model artefacts are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..discovery import UnsafeLoad
from ..model import (
    ERROR,
    NOTE,
    REPOSITORY,
    WARNING,
    Finding,
    Profile,
    Subject,
    by_tier,
    check,
)
from ..portfolio import Model, Models, Register, System, Systems, UnsafeLoads
from .judging import Defect, judged

_PICKLES = frozenset({"pickle", "joblib", "torch", "checkpoint", "dill"})
"""Formats of weights that run code when they are loaded, as discovery names them.

Source: https://docs.python.org/3/library/pickle.html (warning at the top) and
https://docs.pytorch.org/docs/stable/generated/torch.load.html.
"""

_Known = tuple[UnsafeLoad, str]
"""A call, and the path of its file at first sight."""

_SAFE = "Keep the weights in a format that holds only data, such as safetensors or ONNX."
_CALLS = {
    "trust_remote_code=True": "Pin the revision, read the code, and keep it in the repository.",
    "torch.load": "Pass `weights_only=True`, or keep the weights as safetensors.",
    "np.load": "Leave `allow_pickle` out, and store plain arrays.",
}


@check(
    "Model artefacts load safely",
    controls=["A.6.1.3", "A.4.4"],
    clauses=["8.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.STARTER,
)
def unsafe_model_loading(
    loads: UnsafeLoads, models: Models, systems: Systems, register: Register
) -> Iterator[Finding]:
    """Find weights and calls that run code hidden in the file they load.

    Weights in a pickle format run whatever they name when they are opened. So do `pickle.load` and
    `joblib.load` on a model, `torch.load` without `weights_only=True` (the default only since
    PyTorch 2.6), `np.load` with `allow_pickle=True`, and `trust_remote_code=True`. A declared model
    that lies in the repository should state its digest, so that another file is noticed.

    ## Why it matters
    Whoever can replace the file, or the code behind a hub id, runs what they like on the machine
    that loads it, with its data and its credentials.

    ## How to conform
    Keep weights in a format that holds only data, such as safetensors, and load them with the
    option that refuses code.
    """
    for model in models.own:
        if model.seen or model.path:
            yield from judged(
                model.subject,
                _artefacts(model),
                otherwise=f"{model.subject.label}: its weights hold only data",
                at=model.at,
            )
    for about, group in _by_system(loads, systems, register):
        yield from judged(about, _calls(group), otherwise="", at=group[0][0].at)


def _artefacts(model: Model) -> Iterator[Defect]:
    called = model.subject.label
    for asset in model.seen:
        file = asset.at.path if asset.at.path == called else f"{called}: {asset.at.path}"
        runs = asset.detail.get("runs")
        if isinstance(runs, list) and runs:
            names = ", ".join(str(name) for name in runs[:3])
            message = f"{file} runs {names} when it is loaded"
            fix = "Do not load it; find out where it came from, and replace it."
            yield Defect(message, asset.at, "runs", fix, ERROR)
        elif asset.detail.get("format") in _PICKLES:
            message = f"{file} is a pickle, which can run code when loaded"
            yield Defect(message, asset.at, "format", _SAFE)
    if model.declared and model.path and not model.digest:
        message = f"{called} states no digest, so another file would go unnoticed"
        fix = "Write the `digest:` of the file at the model in aims.yaml."
        yield Defect(message, model.at, "digest", fix, NOTE)


def _calls(group: Iterable[_Known]) -> Iterator[Defect]:
    """One defect for each call and file, with its further places."""
    places: dict[str, list[UnsafeLoad]] = {}
    for load, path in group:
        places.setdefault(f"{load.call}:{path}", []).append(load)
    for key, (load, *others) in places.items():
        message = f"{load.call} runs code hidden in what it loads"
        fix = _CALLS.get(load.call, _SAFE)
        yield Defect(message, load.at, key, fix, places=tuple(each.at for each in others))


def _by_system(
    loads: UnsafeLoads, systems: Systems, register: Register
) -> Iterator[tuple[Subject, list[_Known]]]:
    """Unsafe calls by the system that their file belongs to."""
    known: dict[str, System] = {system.subject.id: system for system in systems}
    groups: dict[str, list[_Known]] = {}
    for load, path in loads:
        owner = next((entry.value.id for entry in register.owners(load.at.path)), REPOSITORY.id)
        groups.setdefault(owner, []).append((load, path))
    for owner, group in groups.items():
        yield known[owner].subject if owner in known else REPOSITORY, group
