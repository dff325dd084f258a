from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from aims_gate import model
from aims_gate.engine import Crashed, Dossier, EngineError, Registry
from aims_gate.model import Cause, Evidence, Finding, NotAssessed, check, conforms
from aims_gate.model.subject import REPOSITORY


@dataclass(frozen=True, slots=True)
class Root(Evidence):
    word: str


@dataclass(frozen=True, slots=True)
class First(Evidence):
    word: str


@dataclass(frozen=True, slots=True)
class Second(Evidence):
    word: str


@dataclass(frozen=True, slots=True)
class Third(Evidence):
    word: str


def first(root: Root) -> First:
    return First(root.word + "1")


def second(first: First, root: Root) -> Second:
    return Second(first.word + root.word + "2")


def in_a_circle(third: Third) -> Second:
    return Second(third.word)


def closing_it(second: Second) -> Third:
    return Third(second.word)


def test_collectors_run_after_those_they_need_and_once() -> None:
    runs: list[str] = []

    def counted(root: Root) -> First:
        runs.append(root.word)
        return First(root.word + "1")

    dossier = Dossier(Registry([second, counted], [Root]), [Root("r")])
    assert runs == []
    assert dossier[Second].word == "r1r2"
    assert dossier[First].word == "r1"
    assert runs == ["r"]


@pytest.mark.parametrize(
    ("collectors", "message"),
    [
        ([first, first], "two collectors provide First: .*first and .*first"),
        ([second], "second needs First, which nobody provides"),
        ([first, in_a_circle, closing_it], "circle: .*(Second -> Third|Third -> Second)"),
    ],
)
def test_what_does_not_fit_together_is_refused_by_name(
    collectors: list[object], message: str
) -> None:
    with pytest.raises(EngineError, match=message):
        Registry(collectors, [Root])  # type: ignore[arg-type]  # a list of functions


def test_a_collector_may_not_replace_what_the_run_supplies() -> None:
    def usurper(first: First) -> Root:
        return Root(first.word)

    with pytest.raises(EngineError, match="usurper provides Root; the run supplies that"):
        Registry([first, usurper], [Root])


def test_a_function_that_returns_no_evidence_is_refused() -> None:
    def wrong(root: Root) -> int:
        return 1

    with pytest.raises(EngineError, match=r"wrong: the return type"):
        Registry([wrong], [Root])  # type: ignore[list-item]  # what the test is about


def test_a_check_that_needs_what_nobody_provides_is_refused_by_name() -> None:
    @check("x")
    def needs_third(third: Third) -> Iterator[Finding]:
        """Say.

        ## Why it matters
        So.
        ## How to conform
        Do.
        """
        yield conforms("yes", at=None, about=REPOSITORY, key="k")

    with pytest.raises(EngineError, match="check needs-third needs Third"):
        Registry([first], [Root]).refuse_unmet([needs_third])


def test_a_crash_is_remembered_and_names_the_collector() -> None:
    runs: list[int] = []

    def crashing(root: Root) -> First:
        runs.append(1)
        raise ZeroDivisionError("by\nzero")

    dossier = Dossier(Registry([crashing, second], [Root]), [Root("r")])
    for kind in (First, Second, First):
        with pytest.raises(Crashed, match=r"crashing crashed: ZeroDivisionError: by zero"):
            dossier[kind]
    assert runs == [1]


def test_not_assessed_passes_through_collectors() -> None:
    def blind(root: Root) -> First:
        raise NotAssessed("no history", cause=Cause.UNAVAILABLE)

    dossier = Dossier(Registry([blind, second], [Root]), [Root("r")])
    with pytest.raises(NotAssessed, match="no history"):
        dossier[Second]


def test_a_collector_that_lies_about_its_type_is_a_crash() -> None:
    def liar(root: Root) -> First:
        return root  # type: ignore[return-value]  # what the test is about

    with pytest.raises(Crashed, match="liar gave no First"):
        Dossier(Registry([liar], [Root]), [Root("r")])[First]


def test_a_check_with_a_parameter_that_is_no_evidence_fails_at_import() -> None:
    with pytest.raises(
        TypeError, match=r"bad: parameter 'number' must be annotated with a type of evidence"
    ):

        @check("x")
        def bad(number: int) -> Iterator[Finding]:
            """Say."""
            yield conforms("yes", at=None, about=REPOSITORY, key="k")


def test_a_check_without_its_page_fails_at_import() -> None:
    with pytest.raises(
        ValueError, match=r"bad: the docstring of a check needs '## How to conform'"
    ):

        @check("x")
        def bad(root: Root) -> Iterator[Finding]:
            """Say.

            ## Why it matters
            So.
            """
            yield conforms("yes", at=None, about=REPOSITORY, key="k")


def test_evidence_may_be_named_through_its_module() -> None:
    def through_a_module(clock: model.Clock) -> Second:
        return Second(clock.today.isoformat())

    dossier = Dossier(Registry([through_a_module], [model.Clock]), [model.Clock(date(2026, 1, 2))])
    assert dossier[Second].word == "2026-01-02"
