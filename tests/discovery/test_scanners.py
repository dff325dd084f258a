import subprocess
import sys
from pathlib import Path

import pytest

from aims_gate.discovery import SCANNERS, assets
from aims_gate.repository import FactCache, Workbench, memory_snapshot
from aims_gate.repository.survey import survey

from .scanning import names

FILES = {
    "src/app.py": b"import openai\n",
    "src/app.ts": b"import OpenAI from 'openai'\n",
    "requirements.txt": b"openai\n",
    "config.yaml": b"model: gpt-4o\n",
    "weights/best.pt": b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9\n"
    % (b"a" * 64),
    "prompts/ask.md": b"You are an assistant.\n",
    "README.md": b"https://huggingface.co/acme/tagger\n",
}


@pytest.mark.parametrize(("steps", "expected"), [("", False), ("prepare", True)])
def test_what_reads_is_imported_only_where_something_is_read(steps: str, expected: bool) -> None:
    program = (
        "import sys\n"
        "from aims_gate.discovery import SCANNERS, assets\n"
        "for each in SCANNERS:\n"
        "    each.limit('src/app.py', 10)\n"
        f"    {f'each.{steps}()' if steps else 'pass'}\n"
        "rooms = ['configuration', 'sources', 'documents', 'prompts', 'names', 'python.reading',\n"
        "         'weights.reading', 'dependencies.reading']\n"
        "print(*{f'aims_gate.discovery.{room}' in sys.modules for room in rooms})\n"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (out.stdout.strip(), out.stderr) == (str(expected), "")


def test_a_run_with_a_warm_cache_finds_the_same(tmp_path: Path) -> None:
    snapshot = memory_snapshot(FILES)
    bench = Workbench(SCANNERS, FactCache(tmp_path, "1", SCANNERS))
    cold, warm = (survey(snapshot, bench) for _ in range(2))
    assert cold == warm
    assert names(assets(cold, snapshot)) == names(assets(warm, snapshot)) != set()
    assert {path for scanner in SCANNERS for path, _ in cold.of(scanner.name)} == set(FILES)
