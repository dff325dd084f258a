"""Make a repository that declares many systems, models and datasets, each with its documents."""

from __future__ import annotations

import copy
import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "loan-approval"
_SYSTEM, _MODEL, _DATASET = "loan-approval", "loan-scorecard", "applications-2026-08"


def make_portfolio(folder: Path, systems: int = 50, models: int = 10, datasets: int = 20) -> Path:
    """Write a git repository of ``systems``, with so many models and datasets for each.

    Everything is made after the example: the organisation has its governance documents, and every
    system, model and dataset a copy of those about it, in which it goes by its own name.
    """
    shutil.copytree(EXAMPLE, folder)
    whole = yaml.safe_load((EXAMPLE / "aims.yaml").read_text("utf-8"))
    for number in range(systems):
        _make_product(folder / f"products/p{number}", whole, number, models, datasets)
    top = folder / "aims.yaml"
    includes = "".join(f"  - products/p{number}/aims.yaml\n" for number in range(systems))
    top.write_text(f"{top.read_text('utf-8')}includes:\n{includes}", "utf-8")
    author = ("-c", "user.name=Somebody", "-c", "user.email=somebody@bank.example")
    for arguments in (["init", "--quiet"], ["add", "."], [*author, "commit", "-qm", "Begin"]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    return folder


def _make_product(
    folder: Path, whole: dict[str, Any], number: int, models: int, datasets: int
) -> None:
    """One system with what it is made of, below a folder with a manifest of its own."""
    named = [f"{_MODEL}-{number}-{index}" for index in range(models)]
    fed = [f"{_DATASET}-{number}-{index}" for index in range(datasets)]
    system = copy.deepcopy(whole["systems"][0])
    system |= {"id": f"{_SYSTEM}-{number}", "models": named, "datasets": fed}
    system |= {"paths": ["models/**", "data/**"], "suppliers": []}
    for key in ("entry_points", "disclosure", "report_harm", "oversight"):
        del system[key]
    names = {_SYSTEM: system["id"], _MODEL: named[0], _DATASET: fed[0]}
    for key, place in (("impact_assessment", "impact"), ("risk_register", "risks")):
        system[key] = f"{place}.yaml"
        text = (EXAMPLE / "governance" / place / f"{_SYSTEM}.yaml").read_text("utf-8")
        _write(folder / system[key], _renamed(text, names))
    manifest = {
        "version": 1,
        "systems": [system],
        "models": [_make_model(folder, whole["models"][0], each) for each in named],
        "datasets": [_make_dataset(folder, whole["datasets"][0], each) for each in fed],
    }
    _write(folder / "aims.yaml", yaml.safe_dump(manifest, sort_keys=False))


def _make_model(folder: Path, example: dict[str, Any], id_: str) -> dict[str, Any]:
    card = (EXAMPLE / example["card"]).read_text("utf-8")
    weights, at = f"weights of {id_}\n", f"models/{id_}"
    _write(folder / at / "model.safetensors", weights)
    _write(folder / at / "MODEL_CARD.md", _renamed(card, {_MODEL: id_}))
    made = {"path": f"{at}/model.safetensors", "card": f"{at}/MODEL_CARD.md"}
    kept = {key: value for key, value in example.items() if key != "evaluation"}
    return {**kept, "id": id_, **made, "digest": _digest(weights)}


def _make_dataset(folder: Path, example: dict[str, Any], id_: str) -> dict[str, Any]:
    sheet = (EXAMPLE / example["datasheet"]).read_text("utf-8")
    rows, at = f"income,debts\n1,{len(id_)}\n", f"data/{id_}"
    _write(folder / at / "rows.csv", rows)
    _write(folder / at / "DATASHEET.md", _renamed(sheet, {_DATASET: id_}))
    made = {"path": f"{at}/rows.csv", "datasheet": f"{at}/DATASHEET.md"}
    kept = {key: value for key, value in example.items() if key not in ("synthetic", "derived_by")}
    return {**kept, "id": id_, **made, "digest": _digest(rows)}


def _renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
