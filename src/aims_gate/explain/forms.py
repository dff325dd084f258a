"""The forms of a page: plain text for a terminal, Markdown for the documentation."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ..text import layout
from .page import Fact, Page, Reference, Section

Link: TypeAlias = Callable[[Reference], str]
"""Where the page of a reference is."""
_LIST = re.compile(r"[-*|]|\d+\. |```")
_INDENT = " " * 4


def as_text(page: Page, width: int) -> str:
    """A page as plain text for a terminal of ``width`` columns, without a line break at the end."""
    shown = layout.Page(width, color=False)
    shown.text(f"{page.id}: {page.title}")
    _show_paragraphs(shown, page.lead, "")
    for section in page.sections:
        shown.blank()
        shown.line(section.heading)
        _show_paragraphs(shown, section.text, "  ")
        shown.blank()
        names = max((len(fact.name) for fact in section.facts), default=0)
        for fact in section.facts:
            shown.text(fact.value, lead=f"  {fact.name + ':':<{names + 2}}")
        for each in section.references:
            remark = f" ({each.remark})" if each.remark else ""
            shown.text(f"{each.title}{remark}", lead=f"  {each.id}: ")
    return str(shown).removesuffix("\n")


def _show_paragraphs(shown: layout.Page, text: str, lead: str) -> None:
    """Paragraphs as they fit; lists and examples, whose line breaks count, line by line."""
    for paragraph in filter(None, text.split("\n\n")):
        shown.blank()
        if paragraph.startswith(_INDENT):
            shown.passage(textwrap.dedent(paragraph), lead=lead + _INDENT)
        elif _LIST.match(paragraph):
            shown.passage(paragraph, lead=lead)
        else:
            shown.text(paragraph, lead=lead)


def as_markdown(page: Page, link: Link) -> str:
    """A page as Markdown; ends with a line break."""
    return "\n".join(_markdown(page, link)) + "\n"


def _markdown(page: Page, link: Link) -> Iterator[str]:
    yield f"# {page.id}: {page.title}"
    yield f"\n{page.lead}"
    for section in page.sections:
        yield f"\n## {section.heading}\n"
        yield from _parts(section, link)


def _parts(section: Section, link: Link) -> Iterator[str]:
    if section.text:
        yield section.text
    if section.facts:
        yield from _table(section.facts)
    for each in section.references:
        remark = f" ({each.remark})" if each.remark else ""
        yield f"- [{each.id}]({link(each)}): {each.title}{remark}"


def _table(facts: tuple[Fact, ...]) -> Iterator[str]:
    yield "| | |"
    yield "| --- | --- |"
    for fact in facts:
        yield f"| {fact.name} | {fact.value.replace('|', '&#124;')} |"
