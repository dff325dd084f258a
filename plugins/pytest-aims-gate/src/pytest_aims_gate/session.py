"""A run of pytest that judges: once, when its tests are collected."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from aims_gate.text.escaping import one_line

from . import PREFIX
from .answer import Answer, NoReport, ask
from .cases import Case, Ending, cases_of, undecided


class GateSession:
    """Adds items to a run: all of them, or those with the ids that are wanted.

    Processes among which pytest-xdist distributes the tests get the answer from the process that
    started them, so that the repository is judged once and all of them collect the same.
    """

    def __init__(self, config: pytest.Config, wanted: tuple[str, ...]) -> None:
        self._config = config
        self._wanted = wanted
        self._answer: Answer | None = None

    def _answered(self) -> Answer:
        if self._answer is None:
            workers = getattr(self._config, "workerinput", None)
            self._answer = (
                ask(self._config.rootpath, self._options)
                if workers is None
                else Answer(*workers["aims_gate"])
            )
        return self._answer

    @property
    def _options(self) -> list[str]:
        options: list[str] = self._config.getini("aims_gate_options")
        return options

    def pytest_report_header(self) -> str:
        """Tell what is run."""
        return " ".join(["aims-gate: check", *self._options])

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give the answer to another process."""
        node.workerinput["aims_gate"] = astuple(self._answered())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> Generator[None]:
        """Add the items before anything selects or sorts."""
        gate = Gate.from_parent(
            session, name="aims-gate", nodeid=PREFIX.removesuffix("::"), answer=self._answered()
        )
        found = [item for item in session.genitems(gate) if self._is_wanted(item)]
        if self._wanted and not found:
            raise pytest.UsageError(f"not found: {' '.join(self._wanted)}")
        items += found
        return (yield)

    def _is_wanted(self, item: pytest.Item) -> bool:
        """Whether an id asks for the item: by itself, by its check, or because it asks for all."""
        check = item.nodeid.partition("[")[0]
        return not self._wanted or any(
            each in (item.nodeid, check, PREFIX) for each in self._wanted
        )

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say why the gate does not pass and what to do first, if that was judged."""
        if self._answer is None:
            return
        try:
            report = self._answer.read()
        except NoReport:
            return  # an item says so
        if report["verdict"] != "pass":
            terminalreporter.section("aims-gate")
            for line in (*report["reasons"], *(f"Do first: {each}" for each in report["steps"])):
                terminalreporter.write_line(one_line(line))


class Gate(pytest.Collector):
    """Everything that was judged."""

    def __init__(self, *, answer: Answer, **of_pytest: Any) -> None:
        super().__init__(**of_pytest)
        self._answer = answer

    def collect(self) -> Iterator[Judged]:
        """One item for each check and subject."""
        try:
            cases = cases_of(self._answer.read())
        except NoReport as problem:
            cases = [undecided(str(problem))]
        for case in cases:
            nodeid = f"{PREFIX}{case.name}"  # pytest tells a name from its brackets only in these
            yield Judged.from_parent(self, name=case.name, nodeid=nodeid, case=case)


class Judged(pytest.Item):
    """One check on one subject."""

    def __init__(self, *, case: Case, **of_pytest: Any) -> None:
        super().__init__(**of_pytest)
        self._case = case
        self.add_marker("aims_gate")
        if case.ending is Ending.SKIPPED:
            self.add_marker(pytest.mark.skip(reason=case.reason))
        if case.ending is Ending.TOLERATED:
            self.add_marker(pytest.mark.xfail(reason=case.reason, strict=False))

    def setup(self) -> None:
        """End with an error where nothing could be judged: that is no failure of the subject."""
        if self._case.ending is Ending.ERROR:
            pytest.fail(self._case.text, pytrace=False)

    def runtest(self) -> None:
        """End as the gate decided."""
        if self._case.ending in (Ending.FAILED, Ending.TOLERATED):
            pytest.fail(self._case.text, pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The place that it is about: file, line from 0, name."""
        return self._file(), self._case.line - 1, self.name

    def _file(self) -> Path:
        """The file of the repository, whose top may lie above the folder that pytest runs in."""
        root = self.config.rootpath
        if self._case.path is None:
            return root
        above = (folder / self._case.path for folder in (root, *root.parents))
        return next((file for file in above if file.exists()), root / self._case.path)
