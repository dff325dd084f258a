"""Build the documentation site, and check it.

python docs/build_site.py [FOLDER]    build into FOLDER (site/); status 1 if anything is wrong

The sources of the pages lie in the repository as they are read there; `staging.py` lays them out
for Sphinx in a folder of its own. With SOURCE_URL in the environment (such as
https://github.com/OWNER/aims-gate/blob/main) links to files that are no pages lead there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from site_checks import problems
from staging import NavigationError, staged
from tables import ROOT

from aims_gate.cli.schema_command import NAMES, schema

_NOT_PUBLISHED = (".doctrees", ".buildinfo", "*.map", "webpack-macros.html")
"""What Sphinx and the theme leave in the folder that no page uses."""


def build(site: Path, source_url: str = "") -> int:
    """Build the site anew into a folder; the exit status of Sphinx, whose warnings are errors."""
    with tempfile.TemporaryDirectory(prefix="aims-gate-site-") as temporary:
        source, built = Path(temporary, "source"), Path(temporary, "site")
        for place, text in staged(ROOT, source_url).items():
            file = source / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        status = _run_sphinx(source, built)
        if status == 0:
            _write_schemas(built / "schemas")
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(built, site, ignore=shutil.ignore_patterns(*_NOT_PUBLISHED))
    return status


def _run_sphinx(source: Path, built: Path) -> int:
    """Every warning fails the build, so do references that lead nowhere (``-n``)."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "-n", "-q", "--keep-going"]
    command += ["-c", str(ROOT / "docs"), str(source), str(built)]
    return subprocess.run(command, check=False).returncode


def _write_schemas(folder: Path) -> None:
    """Write each schema where its address stays the same: ``schemas/NAME.json``."""
    folder.mkdir()
    for name in NAMES:
        text = json.dumps(schema(name), indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Build and check; say what is wrong."""
    site = Path(arguments[0] if arguments else ROOT / "site").resolve()
    try:
        status = build(site, os.environ.get("SOURCE_URL", ""))
    except NavigationError as lost:
        print(f"docs/index.md lists these under none of its headings: {lost}", file=sys.stderr)
        return 1
    if status:
        return status
    found = list(problems(site))
    pages = sum(1 for _ in site.rglob("*.html"))
    print("\n".join(found) or f"{pages} pages in {site}, every link and anchor leads somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
