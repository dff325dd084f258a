"""Repositories that want to hurt whoever reads them: one builder for each case of a threat."""

from __future__ import annotations

import io
import os
import pickle
import socket
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

Build = Callable[[Path], None]

MANIFEST = """\
systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: {person: ann, role: Head}
    activities: [trains, uses-internally]
    impact_assessment: governance/impact.yaml
    paths: [src/**, models/**]
    models: [net]
models:
  - {id: net, path: models/net.safetensors, card: models/CARD.md, evaluation: reports/eval.json}
datasets:
  - {id: letters, path: data/letters.csv, datasheet: data/SHEET.md}
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": "kind: people\npeople: [{id: ann, roles: [Head]}]\n",
    "governance/impact.yaml": "kind: impact-assessment\nsystem: desk\n",
    "src/desk.py": "import torch\n\ntorch.load('models/net.safetensors')\n",
    "models/CARD.md": "# Model card for net\n\n## Limitations\n\nIt reads no handwriting.\n",
    "data/letters.csv": "id,text\n1,hello\n",
    "data/SHEET.md": "# Datasheet\n\n## Motivation\n\nTo sort letters.\n",
    "reports/eval.json": '{"model": "net", "metrics": {"accuracy": 0.9}}\n',
}


def lay(top: Path) -> None:
    """A small repository that is no threat."""
    for name, text in FILES.items():
        put(name, text)(top)


def put(name: str, content: str | bytes) -> Build:
    """Write a file."""

    def build(top: Path) -> None:
        target = top / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    return build


def several(*builds: Build) -> Build:
    """Build one after the other."""

    def build(top: Path) -> None:
        for each in builds:
            each(top)

    return build


def link(name: str, target: str) -> Build:
    """Put a symbolic link in the place of whatever is there."""

    def build(top: Path) -> None:
        place = top / name
        if place.is_dir() and not place.is_symlink():
            subprocess.run(["rm", "-r", str(place)], check=True)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    return build


def _fifo(top: Path) -> None:
    for name in ("aims-gate.yaml", "governance/x.yaml", "src/x.py", "models/m.safetensors"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(top / name)


def _socket(top: Path) -> None:
    held = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(top)  # the name of a socket has to be short
    try:
        held.bind("aims-gate.yaml")
    finally:
        os.chdir(here)
        held.close()


def _sparse(name: str, size: int) -> Build:
    def build(top: Path) -> None:
        put(name, "")(top)
        os.truncate(top / name, size)

    return build


def _many_files(top: Path) -> None:
    folder = top / "src" / "many"
    folder.mkdir()
    for number in range(4_000):
        (folder / f"f{number}.py").write_text("import torch\n")


def _many_documents(top: Path) -> None:
    for number in range(1_500):
        (top / "governance" / f"d{number}.yaml").write_text(f"kind: people\nid: d{number}\n")


def _pickles(top: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            return os.system, (f"touch {top.parent / 'trace'}",)

    data = pickle.dumps(Evil())
    for name in ("m.pkl", "m.joblib", "m.pt", "m.bin", "m.npy", "m.ckpt", "m.h5", "m.onnx"):
        put(f"models/{name}", data)(top)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("archive/data.pkl", data)
        archive.writestr("../../outside", "x")
        archive.writestr("/tmp/aims-gate-outside", "x")  # what must not be written
    put("models/packed.pt", packed.getvalue())(top)
    put("src/load.py", "import pickle\n\npickle.load(open('models/m.pkl', 'rb'))\n")(top)


def _zip_bomb(top: Path) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/data.pkl", "w") as stream,
    ):
        for _ in range(300):
            stream.write(bytes(1 << 20))
    for name in ("models/bomb.pt", "models/bomb.keras", "data/bomb.npz"):
        put(name, packed.getvalue())(top)


def _liar(top: Path) -> None:
    """Headers that promise more than there is."""
    put("models/net.safetensors", (2**63 - 1).to_bytes(8, "little") + b"{}")(top)
    put("models/deep.safetensors", (400_008).to_bytes(8, "little") + b'{"a":' * 80_000)(top)
    put("models/m.gguf", b"GGUF\x03\0\0\0" + b"\xff" * 64)(top)
    put("models/m.onnx", b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\x7f" * 100)(top)


def _submodule(top: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=top, check=True, capture_output=True)
    entry = f"160000,{'1' * 40},governance/evidence"
    add = ["update-index", "--add", "--cacheinfo", entry]
    subprocess.run(["git", *add], cwd=top, check=True, capture_output=True)
    put(".gitmodules", '[submodule "x"]\n\tpath = governance/evidence\n\turl = ext::sh -c id\n')(
        top
    )


_BOMB = "a0: &a0 [x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "x">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    + '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><metadata>&a9;&f;</metadata></bom>'
)
_WILD = "*a" * 120 + "b"

THREATS: dict[str, Build] = {
    "link: out of the tree": link("models/CARD.md", "/etc/passwd"),
    "link: a folder out of the tree": link("governance", "/etc"),
    "link: up and up": link("data/SHEET.md", "../" * 40 + "etc/passwd"),
    "link: to itself": link("aims.yaml", "aims.yaml"),
    "link: a folder to its parent": link("src/again", ".."),
    "link: to a device": link("reports/eval.json", "/dev/zero"),
    "link: to the terminal": link("aims-gate.yaml", "/dev/stdin"),
    "device: FIFOs": _fifo,
    "device: a socket": _socket,
    "submodule": _submodule,
    "path: out of the tree": put(
        "aims.yaml", MANIFEST.replace("models/CARD.md", "../../../etc/passwd")
    ),
    "size: YAML": put(
        "governance/huge.yaml", "kind: people\npeople:\n" + "- {id: a}\n" * 2_000_000
    ),
    "size: a manifest": put("aims.yaml", MANIFEST + "# x\n" * 4_000_000),
    "size: Markdown": put("models/CARD.md", "# Model card\n" + "word *word* [x](y) " * 999_999),
    "size: a million keys": put(
        "reports/eval.json", "{" + ",".join(f'"k{n}":{n}' for n in range(1_000_000)) + "}"
    ),
    "size: a long line of code": put(
        "src/long.py", "import torch\nx = [" + "1," * 3_000_000 + "]\n"
    ),
    "size: a table": put("data/letters.csv", "id,mail\n" + "1,ann@bank.example\n" * 2_000_000),
    "size: a table of one row": put("data/letters.csv", "a," * 5_000_000),
    "size: a notebook": put("src/n.ipynb", '{"cells": [' + '{"source": ["x"]},' * 500_000 + "{}]}"),
    "size: sparse weights": _sparse("models/net.safetensors", 1 << 40),
    "size: sparse data": _sparse("data/letters.csv", 1 << 40),
    "size: a sparse document": _sparse("governance/people.yaml", 1 << 40),
    "size: many files": _many_files,
    "size: many documents": _many_documents,
    "size: a baseline": put("aims-gate-baseline.txt", (f"{'a' * 64} x system:y\n") * 500_000),
    "size: owners": put(".github/CODEOWNERS", "/a/**/b @x\n" * 500_000),
    "size: a statement": put("governance/soa.csv", "control,status\n" + "A.2.2,yes\n" * 900_000),
    "size: a lock": put("uv.lock", '[[package]]\nname = "torch"\nversion = "2"\n' * 300_000),
    "size: a workflow": put(
        ".github/workflows/x.yml", "jobs:\n" + "".join(f"  j{n}: {{}}\n" for n in range(300_000))
    ),
    "depth: YAML": put("aims.yaml", "a: " + "[" * 200_000),
    "depth: YAML by lines": put(
        "governance/deep.yaml", "kind: people\n" + "".join(f"{' ' * n}a:\n" for n in range(3_000))
    ),
    "depth: JSON": put("reports/eval.json", '{"a":' * 200_000 + "1" + "}" * 200_000),
    "depth: XML": put("bom.cdx.xml", "<a>" * 200_000),
    "depth: HTML": put("models/CARD.html", "<div>" * 200_000 + "# Model card"),
    "depth: Markdown": put("models/CARD.md", "# Model card\n" + "> " * 100_000 + "- " * 100_000),
    "depth: emphasis": put("models/CARD.md", "# Model card\n" + "*a **b _c " * 50_000),
    "depth: brackets": put("models/CARD.md", "# Model card\n" + "[" * 100_000 + "](" * 100_000),
    "depth: Python": put("src/deep.py", "import torch\nx = " + "(" * 90_000 + ")" * 90_000),
    "depth: Python by signs": put("src/deep.py", "import torch\nx = " + "-" * 200_000 + "1\n"),
    "depth: Python by attributes": put(
        "src/deep.py", "import torch\nx = a" + ".b" * 200_000 + "\n"
    ),
    "depth: TOML": put("pyproject.toml", "x = " + "[" * 100_000),
    "depth: folders": put("/".join(["d"] * 900) + "/x.py", "import torch\n"),
    "bomb: aliases": put("governance/bomb.yaml", f"kind: people\n{_BOMB}"),
    "bomb: aliases in the manifest": put("aims.yaml", f"{MANIFEST}{_BOMB}"),
    "bomb: aliases in a workflow": put(".github/workflows/x.yml", f"{_BOMB}jobs: *a11\n"),
    "bomb: merge keys": put(
        "aims.yaml",
        "a0: &a0 {x: 1}\n"
        + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)),
    ),
    "bomb: entities": put("bom.cdx.xml", _ENTITIES),
    "bomb: an archive": _zip_bomb,
    "bomb: numbers": put("aims-gate.yaml", f"version: {'9' * 500_000}\nx: 1e{'9' * 500}\n"),
    "bomb: numbers in JSON": put("reports/eval.json", f'{{"metrics": {{"auc": {"9" * 500_000}}}}}'),
    "pattern: files": put(
        "aims.yaml", f"{MANIFEST}exclude: [{{path: '{'**/' * 60}{_WILD}', reason: x}}]\n"
    ),
    "pattern: owners": several(
        put(".github/CODEOWNERS", f"{_WILD} @x\n/**/**/{_WILD} @y\n" * 40),
        put(f"governance/{'a' * 200}.yaml", "kind: people\n"),
    ),
    "pattern: documents": put(
        "aims-gate.yaml", f"files: {{governance: ['{'**/' * 60}{_WILD}']}}\n"
    ),
    "pattern: mail": put("data/letters.csv", "a" * 2_000_000 + "@" + "a." * 500_000),
    "pattern: numbers": put("data/letters.csv", "1234 " * 1_000_000),
    "pattern: spaces": put("models/CARD.md", "# Model card" + " " * 3_000_000 + "x\n"),
    "pattern: rows": put("models/CARD.md", "# Card\n" + "|" * 500_000 + "\n" + "|-" * 200_000),
    "pattern: comments": put("models/CARD.md", "# Model card\n" + "<!--" * 300_000),
    "pattern: fences": put("models/CARD.md", "# Model card\n" + "```\n~~~\n" * 200_000),
    "pattern: strings": put("src/s.js", "'" * 500_000 + '"\\' * 300_000 + "`${" * 200_000),
    "pattern: requirements": put("requirements.txt", "torch" + "[a" * 100_000 + "==" * 100_000),
    "pattern: image names": put("Dockerfile", "FROM " + "a/" * 200_000 + ":" * 100_000 + "\n"),
    "pickle": _pickles,
    "weights that lie": _liar,
    "escape: names": several(
        put("src/\x1b[2J.py", "import openai\n"),
        put("src/::error::x.py", "import openai\n"),
        put("src/a\r\n::set-output name=x::y.py", "import openai\n"),
        put("src/\u202ex.py", "import openai\n"),
    ),
    "bytes: no text": several(*(put(name, bytes(range(256)) * 400) for name in FILES)),
    "bytes: NUL": several(*(put(name, f"{text}\x00") for name, text in FILES.items())),
    "bytes: UTF-16": several(*(put(name, text.encode("utf-16")) for name, text in FILES.items())),
    "git: a file that leads elsewhere": put(".git", "gitdir: /etc\n"),
    "git: an empty folder": put(".git/x", ""),
    "git: a damaged index": several(
        _submodule, put(".git/index", b"DIRC\x00\x00\x00\x02\xff\xff\xff\xff" + b"\xff" * 4000)
    ),
}
"""Name of the threat and case → what builds it on top of the small repository."""
