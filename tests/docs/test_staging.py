from __future__ import annotations

from pathlib import Path

import pytest
from staging import Layout, NavigationError, layout, staged

LAYOUT = Layout(
    {
        "docs/index.md": "index.md",
        "docs/how-to/a.md": "how-to/a.md",
        "docs/reference/b.md": "reference/b.md",
        "CONTRIBUTING.md": "project/contributing.md",
        "README.md": "index.md",
    }
)
WITH_SOURCES = Layout(LAYOUT.places, "https://forge.example/aims/blob/main")


@pytest.mark.parametrize(
    ("written", "bent"),
    [
        ("[b](../reference/b.md)", "[b](../reference/b.md)"),
        ("[b](../reference/b.md#part)", "[b](../reference/b.md#part)"),
        ("[c](../../CONTRIBUTING.md#set-up)", "[c](../project/contributing.md#set-up)"),
        ("[`c`](../../CONTRIBUTING.md)", "[`c`](../project/contributing.md)"),
        ("[home](../../README.md)", "[home](../index.md)"),
        ("[test](../../tests/test_x.py)", "test"),
        ("[own](#part)", "[own](#part)"),
        ("[web](https://example.org/x.md)", "[web](https://example.org/x.md)"),
        ("`[b](../x.md)`", "`[b](../x.md)`"),
        ("```\n[b](../x.md)\n```", "```\n[b](../x.md)\n```"),
        (
            "```yaml aims.yaml\nversion: 1\n```",
            "```{code-block} yaml\n:caption: aims.yaml\n\nversion: 1\n```",
        ),
        ("```csv\na,b\n```", "```text\na,b\n```"),
        ("```csv a.csv\na,b\n```", "```{code-block} text\n:caption: a.csv\n\na,b\n```"),
        (
            "`schemas/policy.json`",
            '<a href="../schemas/policy.json"><code>schemas/policy.json</code></a>',
        ),
        ("`schemas/other.json`", "`schemas/other.json`"),
    ],
)
def test_links_lead_to_where_pages_lie_in_the_site(written: str, bent: str) -> None:
    assert LAYOUT.page("docs/how-to/a.md", f"Read\n{written}\nnow.") == f"Read\n{bent}\nnow."


def test_links_of_pages_that_move() -> None:
    text = LAYOUT.page("CONTRIBUTING.md", "[a](docs/how-to/a.md) [code](src/x.py)")
    assert text == "[a](../how-to/a.md) code"


def test_other_files_are_where_the_sources_are_published() -> None:
    text = WITH_SOURCES.page("docs/how-to/a.md", "[test](../../tests/test_x.py)")
    assert text == "[test](https://forge.example/aims/blob/main/tests/test_x.py)"


INDEX = """# Documentation

## Tutorial

- [First](tutorial/first.md): begin here

## How to …

### Begin

- [one](how-to/one.md), see [two](how-to/two.md)

### Go on

- [two](how-to/two.md)
"""


def repository(folder: Path, **more: str) -> Path:
    files = {
        "docs/index.md": INDEX,
        "docs/tutorial/first.md": "# First\n",
        "docs/how-to/one.md": "# One\n",
        "docs/how-to/two.md": "# Two\n",
        "docs/reference/checks.md": "# Checks\n",
        "docs/reference/checks/a-b.md": "# a-b: All\n",
        "docs/reference/controls.md": "# Controls\n",
        **{f"docs/reference/controls/{id_}.md": "# x\n" for id_ in ("10.1", "A.2.2", "6.2")},
        **more,
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def test_the_index_is_the_navigation(tmp_path: Path) -> None:
    listed = INDEX + "\n## Reference\n\n- [c](reference/checks.md)\n- [k](reference/controls.md)\n"
    texts = staged(repository(tmp_path, **{"docs/index.md": listed}))
    assert texts["index.md"].endswith(
        "```{toctree}\n:hidden:\nTutorial <tutorial/first>\n"
        "How to … <how-to/index>\nReference <reference/index>\n```\n"
    )
    section = texts["how-to/index.md"]
    assert section.startswith("# How to …\n\n## Begin\n\n- [one](one.md), see [two](two.md)\n")
    assert ":caption: Begin\none\n```" in section
    assert ":caption: Go on\ntwo\n```" in section
    assert ":hidden:\na-b <checks/a-b>\n```" in texts["reference/checks.md"]
    assert "controls/6.2\ncontrols/10.1\ncontrols/A.2.2\n" in texts["reference/controls.md"]


def test_a_page_that_nobody_would_find_is_named(tmp_path: Path) -> None:
    with pytest.raises(NavigationError, match=r"reference/checks/a-b\.md"):
        staged(repository(tmp_path))


def test_pages_at_the_top_and_of_plugins_are_in_the_site(tmp_path: Path) -> None:
    more = {"SECURITY.md": "# S\n", "README.md": "# R\n", "plugins/p-q/README.md": "# P\n"}
    places = layout(repository(tmp_path, **more)).places
    assert places["SECURITY.md"] == "project/security.md"
    assert places["plugins/p-q/README.md"] == "project/p-q.md"
    assert places["README.md"] == "index.md"
