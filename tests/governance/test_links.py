"""Links of pages, and where they lead."""

from __future__ import annotations

import pytest

from aims_gate.governance.links import Whereabouts, backlinks, headings_of, links_of
from aims_gate.testing import repository

PAGE = """# Page

See [the card](card.md#limits-1), `[code](no.md)` and ![a picture](gone.png).

```
[in a block](no.md)
```

## Limits
## Limits
## With `code` and [a link](x.md)
<a name="named"></a>
"""
FILES = {
    "docs/page.md": PAGE,
    "docs/card.md": "# Card\n\n## Limits\n\n## Limits\n",
    "wiki/Usage.md": "# Usage\n",
    "top.md": "# Top\n",
}


def test_links_are_those_of_the_text_and_not_of_code() -> None:
    assert [(link.line, link.target) for link in links_of(PAGE)] == [
        (3, "card.md#limits-1"),
        (11, "x.md"),
    ]


def test_headings_are_numbered_and_elements_named() -> None:
    assert headings_of(PAGE) == {"page", "limits", "limits-1", "with-code-and-a-link", "named"}


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("card.md", None),
        ("card.md#limits-1", None),
        ("card.md#LIMITS", None),
        ("card.md#limits-2", "has no such heading"),
        ("card.md#L12", None),
        ("#limits", None),
        ("#nothing", "has no such heading"),
        ("../top.md", None),
        ("/top.md", None),
        ("../wiki/Usage", None),
        ("gone.md", "leads to no file"),
        ("../../elsewhere.md", None),
        ("https://example.org/x", None),
        ("mailto:ann@post.example", None),
        ("../docs", None),
        ("card.md?raw=1", None),
        ("ca%72d.md", None),
    ],
)
def test_a_link_leads_somewhere_or_not(target: str, problem: str | None) -> None:
    found = Whereabouts(repository(FILES)).problem_of_link("docs/page.md", PAGE, target)
    assert found == problem


def test_a_page_is_found_by_those_that_link_it() -> None:
    assert list(backlinks(FILES, "docs/card.md")) == ["docs/page.md"]
    assert list(backlinks(FILES, "top.md")) == []
