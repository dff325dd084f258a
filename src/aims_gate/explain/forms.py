"""The forms of a page: plain text for a terminal, Markdown for the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TypeAlias

from .page import Fact, Page, Reference, Section

Link: TypeAlias = Callable[[Reference], str]
"""Where the page of a reference is."""


def as_text(page: Page) -> str:
    """A page as plain text, without a line break at the end."""
    return "\n".join(_text(page))


def _text(page: Page) -> Iterator[str]:
    yield f"{page.id}: {page.title}"
    yield f"\n{page.lead}"
    for section in page.sections:
        yield f"\n{section.heading}\n"
        if section.text:
            yield textwrap.indent(section.text, "  ")
        width = max((len(fact.name) for fact in section.facts), default=0)
        for fact in section.facts:
            yield f"  {fact.name + ':':<{width + 2}}{fact.value}"
        for each in section.references:
            remark = f"  ({each.remark})" if each.remark else ""
            yield f"  {each.id}: {each.title}{remark}"


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
