"""Print what judging a change costs beside judging what there is, on a repository with a past.

    python benchmarks/sides.py [--files N] [--commits N] [--runs N] [--limits]

A repository is made with that many files and commits; a change on top of it touches a few. Plain
is `check --no-policy-ref`; sides is the same with `--policy-ref` and `--since` of the commit that
the change starts from. Both with an empty cache of their own at each turn (cold), and with a filled
one (warm). With `--limits` the status is 1 if sides cost more than the limit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from measure import Command, run_once

SIDES_TO_PLAIN = 2.5
_SCRIPTS = Path(sysconfig.get_path("scripts"))
_MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: {person: ann, role: Head}
    tier: {level: high, basis: made up, decided_by: ann, decided_on: 2026-01-01}
    activities: [trains]
    models: [net]
models: [{id: net, path: net.safetensors, card: CARD.md}]
"""


def make_repository(folder: Path, files: int, commits: int) -> str:
    """Write a repository with a past through `git fast-import`; gives the commit to compare with.

    Every twentieth file is Python that uses a library of AI, the others are text.
    """
    _git(folder, "init", "-q", "-b", "main")
    stream = [b"feature done\n"]
    for number in range(commits):
        stream.append(
            f"commit refs/heads/main\ncommitter Ann <ann@post.example> {1_700_000_000 + number} "
            f"+0000\ndata 6\nchange\n".encode()
        )
        if number == 0:
            stream += [_entry("aims.yaml", _MANIFEST), _entry("net.safetensors", "weights")]
            stream += [_entry(*_file(index, 0)) for index in range(files)]
        else:
            stream.append(_entry(*_file(number % files, number)))
    stream.append(b"done\n")
    _git(folder, "fast-import", "--quiet", "--done", standard_input=b"".join(stream))
    _git(folder, "checkout", "-q", "main")
    base = _git(folder, "rev-parse", "HEAD").strip()
    for index in range(5):
        path, text = _file(index, commits + 1)
        (folder / path).write_text(text, encoding="utf-8")
    _git(folder, "add", "-A")
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@post.example")
    _git(folder, *identity, "commit", "-q", "-m", "Change")
    return base


def _file(index: int, turn: int) -> tuple[str, str]:
    folder = f"part{index % 140:03}"
    if index % 20 == 0:
        return (
            f"{folder}/module{index}.py",
            f"import torch\n\nturn = {turn}\nnet = torch.nn.Linear(1, {index + 1})\n",
        )
    return f"{folder}/note{index}.txt", f"note {index}, turn {turn}\n" * 5


def _entry(path: str, text: str) -> bytes:
    data = text.encode()
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _git(folder: Path, *arguments: str, standard_input: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=standard_input, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace")


def _check(name: str, tree: Path, cache: Path, *options: str) -> Command:
    return Command(
        name,
        (str(_SCRIPTS / "aims-gate"), "check", "--as-of=2026-11-22", *options, str(tree)),
        # In CI, where changes are judged, no earlier judgement is shown again.
        environment={**os.environ, "CI": "true", "AIMS_GATE_CACHE_DIR": str(cache)},
        statuses=(0, 1),
    )


def _median(commands: list[tuple[Command, Path | None]], runs: int) -> dict[str, float]:
    """The median CPU seconds of each command, which take turns; ``Path`` is a cache to empty."""
    costs: dict[str, list[float]] = {command.name: [] for command, _ in commands}
    for _ in range(runs):
        for command, cache in commands:
            if cache is not None:
                shutil.rmtree(cache, ignore_errors=True)
            costs[command.name].append(run_once(command).cpu)
    return {name: sorted(values)[len(values) // 2] for name, values in costs.items()}


def main(arguments: list[str]) -> int:
    """Make the repository, measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=14_000)
    parser.add_argument("--commits", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "repository"
        folder.mkdir()
        base = make_repository(folder, options.files, options.commits)
        caches = {name: Path(place) / name for name in ("plain", "sides")}
        both = (f"--policy-ref={base}", f"--since={base}")
        plain = _check("plain, cold", folder, caches["plain"], "--no-policy-ref")
        sides = _check("sides, cold", folder, caches["sides"], *both)
        cold = _median([(plain, caches["plain"]), (sides, caches["sides"])], options.runs)
        plain = _check("plain, warm", folder, caches["plain"], "--no-policy-ref")
        sides = _check("sides, warm", folder, caches["sides"], *both)
        warm = _median([(plain, None), (sides, None)], options.runs)
    print(f"{options.files} files, {options.commits} commits, CPU time, medians of {options.runs}")
    worst = 0.0
    for name, found in (("cold", cold), ("warm", warm)):
        first, second = found.values()
        worst = max(worst, second / first)
        print(f"{name}: plain {first:.2f} s, sides {second:.2f} s, ratio {second / first:.2f}")
    print(f"limit {SIDES_TO_PLAIN}")
    return 1 if options.limits and worst > SIDES_TO_PLAIN else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
