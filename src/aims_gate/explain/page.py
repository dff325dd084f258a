"""What a page holds, whatever form it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a page is about."""

    CHECK = "check"
    CONTROL = "control"
    """A control of Annex A, or a clause."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another page that this one names; ``remark`` says what it has to do with it, if anything."""

    kind: Kind
    id: str
    title: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value, each in a few words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: paragraphs in Markdown, facts or references."""

    heading: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its id and title, what it says first (Markdown), and its sections."""

    id: str
    title: str
    lead: str
    sections: tuple[Section, ...]
