"""What is known stays known: lines move, files are renamed, paragraphs reworded."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from aims_gate.gate import Kit, Request, known_of, read_baseline, render_baseline, run
from aims_gate.model import Judgement
from aims_gate.plugins import load_offer
from aims_gate.repository import FactCache, open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git

FILES, EDITS, STAGES = 14_000, 200, 4
ENVIRONMENT = {"PATH": os.environ["PATH"]}
MANIFEST = "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann, tier: high}]\n"


class Large:
    """A repository of many files, some of which load models in unsafe ways or without a pin."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.kit: Kit = load_offer(installed=False).kit
        self.cache = FactCache(cache, "large", self.kit.scanners)
        self.numbers = random.Random(7)
        self.git("init", "-q", "-b", "main")
        for index in range(FILES):
            self.write(*self.file(index))
        self.write("aims.yaml", MANIFEST)
        self.commit()

    def file(self, index: int) -> tuple[str, str]:
        if index % 100 == 0:
            text = f"import torch\n\n\ndef load_{index}(path):\n    return torch.load(path)\n"
            return f"part{index % 70}/load{index}.py", text
        if index % 100 == 1:
            model = f"maker/model-{index}"
            text = "from transformers import AutoModel\n\n"
            return (
                f"part{index % 70}/use{index}.py",
                f'{text}net = AutoModel.from_pretrained("{model}")\n',
            )
        return f"part{index % 70}/note{index}.md", f"# Note {index}\n\nNothing of interest.\n"

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change")

    def judge(self) -> Judgement:
        snapshot = open_snapshot(self.folder, ENVIRONMENT)
        return run(Request(snapshot=snapshot, as_of=AS_OF, cache=self.cache), self.kit)

    def edit(self) -> None:
        """One small edit, of a kind that leaves what is wrong as it is."""
        paths = sorted(path for path in self.folder.glob("part*/*") if path.is_file())
        path = self.numbers.choice(paths)
        text = path.read_text("utf-8")
        match self.numbers.randrange(4):
            case 0:  # lines above
                mark = "#" if path.suffix == ".py" else "<!-- -->"
                path.write_text(f"{mark}\n\n\n{text}", encoding="utf-8")
            case 1:  # a paragraph reworded
                path.write_text(text.replace("Nothing", "Not a thing"), encoding="utf-8")
            case 2:  # a file renamed
                path.rename(path.with_name(f"moved-{path.name}"))
            case _:  # a file more
                self.write(f"part0/new{self.numbers.randrange(10**9)}.md", "# New\n")


@pytest.fixture
def large(tmp_path: Path) -> Large:
    folder = tmp_path / "large"
    folder.mkdir()
    return Large(folder, tmp_path / "cache")


def test_a_baseline_is_stable_over_many_edits_except_for_what_is_fixed(large: Large) -> None:
    first = render_baseline(known_of(large.judge().results))
    assert len(first.splitlines()) > 250
    large.write("aims-gate-baseline.txt", first)
    for _ in range(STAGES):
        for _ in range(EDITS // STAGES):
            large.edit()
        large.commit()
        judgement = large.judge()
        assert render_baseline(known_of(judgement.results)) == first
        assert not any(result.decides for result in judgement.results)
    fixed = next(large.folder.glob("part*/*load*.py"))
    fixed.write_text(fixed.read_text("utf-8").replace("(path)\n", "(path, weights_only=True)\n"))
    now = render_baseline(known_of(large.judge().results))
    gone = set(first.splitlines()) - set(now.splitlines())
    assert set(now.splitlines()) < set(first.splitlines())
    assert len(gone) == 1
    assert {known.check for known in read_baseline("\n".join(gone).encode(), "b")} == {
        "unsafe-model-loading"
    }


def test_a_model_that_moves_is_the_same_model(tmp_path: Path) -> None:
    folder = tmp_path / "moving"
    folder.mkdir()
    weights = b"\x08\x00\x00\x00\x00\x00\x00\x00{}      " + bytes(64)

    def baseline() -> str:
        snapshot = open_snapshot(folder, ENVIRONMENT)
        judged = run(Request(snapshot=snapshot, as_of=AS_OF), load_offer(installed=False).kit)
        return render_baseline(known_of(judged.results))

    git(folder, "init", "-q", "-b", "main")
    (folder / "old.safetensors").write_bytes(weights)
    (folder / "train.py").write_text("import torch\n\ntorch.nn.Linear(1, 1)\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    first = baseline()
    assert "model:old.safetensors" in first
    git(folder, "mv", "old.safetensors", "new.safetensors")
    assert baseline() == first
    git(folder, "commit", "-q", "-m", "Second")
    assert baseline() == first
