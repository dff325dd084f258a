"""Whole runs of the gate with this plugin installed, in this process and as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aims_gate.model import (
    Environment,
    Judgement,
    Location,
    Network,
    NotAssessed,
    Outcome,
    Subject,
    SubjectKind,
    Verdict,
)
from aims_gate.plugins import load_offer
from aims_gate.portfolio import Model, Models, Origin
from aims_gate.reporters import RenderContext
from aims_gate.testing import judge
from aims_gate_huggingface.answers import Absent, Found, Unanswered
from aims_gate_huggingface.client import Limits
from aims_gate_huggingface.collect import ask_all
from aims_gate_huggingface.collect import hub as collector
from aims_gate_huggingface.endpoint import endpoint_of

from .conftest import HEAD, TOKEN, FakeHub, Reply, as_json, found

OFFER = load_offer()
NAME = "aims-gate-huggingface"
CHECKS = ("mismatched-hub-licence", "unknown-hub-model")
PROGRAM = Path(sysconfig.get_path("scripts")) / "aims-gate"
AS_OF = "--as-of=2026-11-22"

MANIFEST = """\
systems:
  - {id: notes, purpose: Write minutes, owner: r-meyer, tier: limited, models: [whisper, gone]}
models:
  - {id: whisper, hub: openai/whisper-small, revision: REVISION, licence: Apache-2.0}
  - {id: gone, hub: nobody/gone, licence: MIT}
""".replace("REVISION", HEAD)
CODE = f"""\
from transformers import AutoModel, pipeline

model = AutoModel.from_pretrained("openai/whisper-small", revision="{HEAD}")
other = pipeline("text-generation", model="acme/summary", revision="v1")
"""
FILES = {"aims.yaml": MANIFEST, "src/app.py": CODE}


def outcomes(judgement: Judgement) -> dict[tuple[str, str], Outcome]:
    return {
        (item.result.check.id, item.result.subject.id): item.result.outcome
        for item in judgement.results
        if item.result.check.id in CHECKS
    }


def online(hub: FakeHub, files: Mapping[str, str] = FILES, **variables: str) -> Judgement:
    environment = {"HF_ENDPOINT": hub.url, **variables}
    return judge(files, kit=OFFER.kit, online=True, environment=environment)


def well_kept(hub: FakeHub) -> None:
    hub.has("openai/whisper-small", HEAD, cardData={"license": "apache-2.0"})
    hub.has("acme/summary", "v1", cardData={"license": "mit"})


def test_online_every_hub_model_is_judged(hub: FakeHub) -> None:
    well_kept(hub)
    assert outcomes(online(hub)) == {
        ("unknown-hub-model", "whisper"): Outcome.CONFORMS,
        ("unknown-hub-model", "gone"): Outcome.NONCONFORMS,
        ("unknown-hub-model", "acme/summary"): Outcome.CONFORMS,
        ("mismatched-hub-licence", "whisper"): Outcome.CONFORMS,
        ("mismatched-hub-licence", "gone"): Outcome.NOT_APPLICABLE,
        ("mismatched-hub-licence", "acme/summary"): Outcome.NOT_APPLICABLE,
    }
    assert sorted(hub.paths) == sorted(
        [
            "/api/models/openai/whisper-small",
            f"/api/models/openai/whisper-small/revision/{HEAD}",
            "/api/models/nobody/gone",
            "/api/models/acme/summary",
            "/api/models/acme/summary/revision/v1",
        ]
    )


def test_offline_nothing_is_asked_and_nothing_decided(hub: FakeHub) -> None:
    environment = {"HF_ENDPOINT": hub.url, "HF_TOKEN": TOKEN}
    with_it = judge(FILES, kit=OFFER.kit, environment=environment)
    without_it = judge(FILES)
    assert set(outcomes(with_it).values()) == {Outcome.NOT_ASSESSED}
    assert hub.asked == []
    assert with_it.verdict is without_it.verdict
    for item in with_it.results:
        if item.result.check.id in CHECKS:
            assert item.result.cause == "unavailable"
            assert [each.fix for each in item.findings] == ["Run the gate with --online."]
            assert not item.decides


def test_a_repository_without_hub_models_is_not_asked_about(hub: FakeHub) -> None:
    for run in (
        online(hub, {"app.py": "print(1)\n"}),
        judge({"app.py": "print(1)\n"}, kit=OFFER.kit),
    ):
        assert set(outcomes(run).values()) == {Outcome.NOT_APPLICABLE}
        assert run.verdict is Verdict.PASS
    assert hub.asked == []


def test_one_failure_leaves_the_others_judged(hub: FakeHub) -> None:
    well_kept(hub)
    hub.says("nobody/gone", Reply(501))
    seen = outcomes(online(hub))
    assert seen["unknown-hub-model", "gone"] is Outcome.NOT_ASSESSED
    assert seen["mismatched-hub-licence", "gone"] is Outcome.NOT_ASSESSED
    assert seen["unknown-hub-model", "whisper"] is Outcome.CONFORMS
    assert seen["unknown-hub-model", "acme/summary"] is Outcome.CONFORMS


@pytest.mark.parametrize(
    "variables", [{"HF_ENDPOINT": "http://a:hunter2@b"}, {"HF_TOKEN": f"{TOKEN} é"}]
)
def test_an_environment_that_cannot_be_used_is_not_assessed(
    hub: FakeHub, variables: dict[str, str]
) -> None:
    run = online(hub, FILES, **variables)
    assert set(outcomes(run).values()) == {Outcome.NOT_ASSESSED}
    assert TOKEN not in rendered(run)
    assert "hunter2" not in rendered(run)


def rendered(judgement: Judgement) -> str:
    """The judgement in every format, told to show all."""
    context = RenderContext(
        read=lambda path: FILES[path].encode() if path in FILES else None,
        catalogue=OFFER.kit.catalogue.titles,
        verbose=True,
    )
    return "\n".join(reporter.render(judgement, context) for reporter in OFFER.reporters)


def test_the_token_goes_to_the_hub_and_nowhere_else(
    hub: FakeHub, capfd: pytest.CaptureFixture[str]
) -> None:
    echo = {"error": f"token {TOKEN} refused", "id": TOKEN, "sha": TOKEN}
    for reply in (
        as_json(echo, 401, {"X-Error-Message": TOKEN}),
        as_json(echo, 400, {"X-Error-Message": TOKEN}),
        Reply(307, headers={"Location": f"http://127.0.0.1:1/{TOKEN}"}),
        found(TOKEN),
        found("a/b", cardData={"license": ["mit", f"see {TOKEN}"]}),
        Reply(200, TOKEN.encode()),
        Reply(200, b"x", length=100),
    ):
        for model in ("openai/whisper-small", "nobody/gone", "acme/summary"):
            hub.says(model, reply)
        run = online(hub, HF_TOKEN=TOKEN)
        assert set(outcomes(run).values()) <= {Outcome.NOT_ASSESSED, Outcome.NOT_APPLICABLE}
        for text in (rendered(run), repr(run), "".join(capfd.readouterr())):
            assert TOKEN not in text
    assert all(headers["Authorization"] == f"Bearer {TOKEN}" for _, headers in hub.asked)


def test_the_token_is_in_no_exception(hub: FakeHub) -> None:
    environment = Environment({"HF_TOKEN": f"{TOKEN}\n{TOKEN}", "HF_ENDPOINT": hub.url})
    models = judged_models()
    with pytest.raises(NotAssessed) as caught:
        collector(Network(True), environment, models)
    problem: BaseException | None = caught.value
    while problem:
        assert TOKEN not in repr(problem) + str(problem)
        problem = problem.__cause__


def judged_models() -> Models:
    at = Location("a.py")
    subject = Subject(SubjectKind.MODEL, "a/b")
    return Models((Model(subject, at, Origin.THIRD_PARTY, "a/b", hub="a/b"),))


def test_the_same_answers_give_the_same_report(hub: FakeHub) -> None:
    well_kept(hub)
    assert rendered(online(hub)) == rendered(online(hub))


def test_time_is_bounded_for_all_questions_together(hub: FakeHub, stopwatch: list[float]) -> None:
    stopwatch.append(4)
    slow = found("b/b")
    hub.has("a/a")
    hub.says("b/b", Reply(body=slow.body, drip=0.2))
    limits = Limits(read=0.5, total=1.0)
    asked = ask_all(
        {"a/a": [], "b/b": [], "c/c": []}, endpoint_of({"HF_ENDPOINT": hub.url}), limits
    )
    assert asked.about("a/a") == Found("a/a", HEAD)
    for model in ("b/b", "c/c"):
        answer = asked.about(model)
        assert isinstance(answer, Unanswered)
        assert "no time left" in answer.reason


def test_the_number_of_questions_is_bounded(hub: FakeHub) -> None:
    hub.has("a/0", HEAD)
    questions = {f"a/{number}": [HEAD] for number in range(9)}
    asked = ask_all(questions, endpoint_of({"HF_ENDPOINT": hub.url}), Limits(questions=4))
    assert len(hub.asked) == 3
    assert asked.about("a/0", HEAD) == Found("a/0", HEAD)
    assert asked.about("a/1", HEAD) == Absent()
    assert isinstance(asked.about("a/2"), Unanswered)
    assert len(asked.answers) == 18


def test_a_hub_at_a_barred_address_is_not_asked(stopwatch: list[float]) -> None:
    stopwatch.append(2)
    asked = ask_all({"a/b": []}, endpoint_of({"HF_ENDPOINT": "https://127.1:1"}))
    answer = asked.about("a/b")
    assert isinstance(answer, Unanswered)
    assert "is not asked" in answer.reason


def aims_gate(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def listed(what: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(aims_gate("list", what, "--format=json").stdout)
    return rows


def test_the_plugin_and_its_checks_are_listed() -> None:
    assert NAME in {row["name"] for row in listed("plugins")}
    own = {row["id"]: row for row in listed("checks") if row["plugin"] == NAME}
    assert sorted(own) == list(CHECKS)
    assert {row["profile"] for row in own.values()} == {"starter"}
    for check in CHECKS:
        assert "Why it matters" in aims_gate("explain", check).stdout


def project(folder: Path, policy: str) -> Path:
    for name, content in {**FILES, "aims-gate.yaml": policy}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def test_the_program_asks_the_hub(hub: FakeHub, tmp_path: Path) -> None:
    well_kept(hub)
    folder = project(tmp_path, f"plugins: [{NAME}]\n")
    done = aims_gate(
        *("check", folder, AS_OF, "--online", "--format=json"),
        *(f"--select={check}" for check in CHECKS),
        HF_ENDPOINT=hub.url,
        HF_TOKEN=TOKEN,
    )
    assert done.returncode == 1, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    deciding = [
        (result["check"], result["plugin"], result["subject"]["id"])
        for result in json.loads(done.stdout)["results"]
        if any(finding["decides"] for finding in result["findings"])
    ]
    assert deciding == [("unknown-hub-model", NAME, "gone")]


def test_a_policy_can_demand_the_plugin_and_an_answer(hub: FakeHub, tmp_path: Path) -> None:
    satisfied = project(tmp_path / "a", f"plugins: [{NAME}]\n")
    assert "which is not installed" not in aims_gate("check", satisfied, AS_OF).stdout
    other = aims_gate("check", project(tmp_path / "b", "plugins: [aims-gate-other]\n"), AS_OF)
    assert other.returncode == 2
    assert "requires the plugin aims-gate-other, which is not installed" in other.stdout
    demanding = project(tmp_path / "c", "checks: {require: [unknown-hub-model]}\n")
    offline = aims_gate("check", demanding, AS_OF)
    assert offline.returncode == 2
    assert "unknown-hub-model is required and could not be assessed" in offline.stdout
    well_kept(hub)
    asked = aims_gate("check", demanding, AS_OF, "--online", HF_ENDPOINT=hub.url)
    assert asked.returncode == 1


@pytest.mark.parametrize("arguments", [["list", "checks"], ["check", "."]])
def test_offline_runs_do_not_load_the_network(arguments: list[str], tmp_path: Path) -> None:
    project(tmp_path, "")
    code = (
        f"import sys; sys.argv = ['aims-gate', *{arguments!r}]\n"
        "from aims_gate.cli import main\n"
        "try: main()\n"
        "finally: print('requests' in sys.modules)"
    )
    done = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / "python", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "False", done.stderr
