from __future__ import annotations

import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from aims_gate.reporters import BUILT_IN

from ..git_commands import git
from .conftest import Gate

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD, BARE = EXAMPLES / "loan-approval", EXAMPLES / "loan-approval-bare"
AS_OF = "--as-of=2026-11-22"
FOUR_GAPS = {
    "missing-model-card",
    "missing-datasheet",
    "unlinked-impact-assessment",
    "missing-human-oversight",
}
TRAINING = """\
import pandas as pd
import joblib
from sklearn.linear_model import LogisticRegression

frame = pd.read_csv("data/applications.csv")
model = LogisticRegression().fit(frame[["a"]], frame["b"])
joblib.dump(model, "model.joblib")
"""
EXPECTED_NAMES = [
    "MODEL_CARD.md",
    "DATASHEET.md",
    "IMPACT_ASSESSMENT.md",
    "HUMAN_OVERSIGHT.md",
    "AI_POLICY.md",
    "RISK_REGISTER.md",
    "SECURITY.md",
    "INCIDENT_RESPONSE.md",
    "docs/model-card.md",
    "governance/soa.yaml",
    "governance/risk_register.yaml",
    "aibom.json",
    "croissant.json",
    "evaluation.json",
    "MONITORING.md",
]
MINIMAL = "systems: [{id: loans, purpose: Rank loan applications, owner: r-meyer}]\n"

Project = Callable[[Mapping[str, str | bytes]], Path]


def outcomes(report: Mapping[str, object]) -> dict[str, set[str]]:
    """Check → outcomes, of a JSON report."""
    found: dict[str, set[str]] = {}
    for result in report["results"]:  # type: ignore[attr-defined]  # JSON
        found.setdefault(result["check"], set()).add(result["outcome"])
    return found


def test_the_conforming_example_passes_and_lists_what_conforms(gate: Gate) -> None:
    done = gate("check", GOOD, AS_OF)
    assert done.status == 0, done.out
    conformities = gate("check", GOOD, AS_OF, "--format=json").json["summary"]["conforms"]
    assert f"Conforms: {conformities}" in done.out
    assert re.search(r"\n  audit-programme-gap,.*\bmissing-model-card,", done.out, re.DOTALL)
    assert "the gate passes" in done.out
    assert not re.search(r"complian|certified", done.out, re.IGNORECASE)


def test_the_bare_example_fails_says_what_to_do_first_and_names_the_four_gaps(gate: Gate) -> None:
    done = gate("check", BARE, AS_OF)
    assert done.status == 1
    first_step = done.out.index("aims-gate init")
    assert first_step < done.out.index("error:")
    for check in FOUR_GAPS:
        assert f"[{check}]" in done.out
    report = gate("check", BARE, AS_OF, "--format=json").json
    for result in report["results"]:
        if result["check"] in FOUR_GAPS and result["outcome"] == "nonconforms":
            for finding in result["findings"]:
                assert finding["line"] >= 1
                assert (EXAMPLES.parent / finding["path"]).is_file()
                assert finding["fix"]
                assert not finding["decides"]
    assert {check for check, found in outcomes(report).items() if "nonconforms" in found} == {
        "undeclared-ai",
        *FOUR_GAPS,
    }


def test_with_a_minimal_manifest_the_four_gaps_decide(gate: Gate, project: Project) -> None:
    files = {
        str(path.relative_to(BARE)): path.read_bytes() for path in BARE.rglob("*") if path.is_file()
    }
    report = gate("check", project({**files, "aims.yaml": MINIMAL}), AS_OF, "--format=json")
    assert report.status == 1
    deciding = {
        result["check"]
        for result in report.json["results"]
        for finding in result["findings"]
        if finding["decides"]
    }
    assert deciding == FOUR_GAPS


def test_empty_files_of_every_expected_name_are_no_evidence(gate: Gate, project: Project) -> None:
    files = dict.fromkeys(EXPECTED_NAMES, "")
    done = gate("check", project({"train.py": TRAINING, **files}), AS_OF, "--format=json")
    assert done.status == 1
    assert {control["status"] for control in done.json["controls"]}.isdisjoint({"evidenced"})
    assert {clause["status"] for clause in done.json["clauses"]}.isdisjoint({"evidenced"})


def test_an_empty_manifest_cannot_be_judged_but_is_reported(gate: Gate, project: Project) -> None:
    files = {"train.py": TRAINING, "aims.yaml": "", **dict.fromkeys(EXPECTED_NAMES, "")}
    folder = project(files)
    reports = [f"--format={name}={folder.parent}/{name}.out" for name in ("json", "sarif", "junit")]
    done = gate("check", folder, AS_OF, *reports)
    assert done.status == 2
    sarif = (folder.parent / "sarif.out").read_text()
    assert '"ruleId":"invalid-manifest"' in sarif.replace(" ", "")
    report = gate("check", folder, AS_OF, "--format=json").json
    [invalid] = [item for item in report["results"] if item["check"] == "invalid-manifest"]
    assert (invalid["findings"][0]["path"], invalid["findings"][0]["line"]) == ("aims.yaml", 1)
    assert all(item["status"] != "evidenced" for item in report["controls"])


NESTED = "systems: " + "[" * 5000
BAD_MANIFESTS = {
    "malformed": b"systems: [{id: loans\n",
    "empty": b"",
    "blank": b"\n\n# only a comment\n",
    "binary": bytes(range(256)) * 20,
    "utf-16": MINIMAL.encode("utf-16"),
    "latin-1": "organization: Caf\xe9\n".encode("latin-1"),
    "10 MB": b"# " + b"x" * 10_000_000,
    "10 MB of keys": b"a: 1\n" * 2_000_000,
    "deeply nested": NESTED.encode(),
    "a list": b"- id: loans\n",
    "a scalar": b"loans\n",
    "alias bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n".encode()
        for n in range(12)
    ),
    "cycle": b"a: &a [*a]\n",
    "python tag": b"systems: !!python/object/apply:os.system ['touch /tmp/owned']\n",
    "two documents": b"version: 1\n---\nversion: 1\n",
}


@pytest.mark.parametrize("name", BAD_MANIFESTS)
@pytest.mark.parametrize("file", ["aims.yaml", "aims-gate.yaml"])
def test_a_bad_declaration_gets_a_clear_message_and_exit_2(
    gate: Gate, project: Project, name: str, file: str
) -> None:
    done = gate("check", project({file: BAD_MANIFESTS[name]}), AS_OF, "--format=json")
    assert done.status == 2, done.out
    findings = [
        finding
        for result in done.json["results"]
        if result["check"] == "invalid-manifest"
        for finding in result["findings"]
    ]
    assert findings
    assert all(item["path"] == file and item["line"] >= 1 and item["fix"] for item in findings)
    assert not Path("/tmp/owned").exists()


def test_every_problem_is_reported_at_once(gate: Gate, project: Project) -> None:
    manifest = "systems:\n  - id: loans\n    pupose: x\n    owner: a\nmodel: []\n"
    done = gate("check", project({"aims.yaml": manifest}), AS_OF)
    assert done.status == 2
    assert "did you mean 'purpose'" in done.out
    assert "did you mean 'models'" in done.out


def test_an_ordinary_program_has_no_ai(gate: Gate, project: Project) -> None:
    folder = project({"app.py": "import json\n\nmodel = {'agent': 'prompt'}\n", "README.md": "# x"})
    done = gate("check", folder, AS_OF)
    assert done.status == 0
    assert "no AI found" in done.out


@pytest.mark.parametrize("form", [reporter.name for reporter in BUILT_IN])
def test_the_same_input_gives_the_same_bytes(gate: Gate, form: str) -> None:
    once = gate("check", BARE, AS_OF, f"--format={form}", "--no-cache")
    again = gate("check", BARE, AS_OF, f"--format={form}", "--jobs=2")
    warm = gate("check", BARE, AS_OF, f"--format={form}")
    assert once.out == again.out == warm.out


def test_quiet_shows_what_decides_and_the_verdict(gate: Gate) -> None:
    done = gate("check", BARE, AS_OF, "--quiet")
    assert done.status == 1
    assert "undeclared-ai" in done.out
    assert "why:" not in done.out
    assert done.out.endswith("Verdict: the gate fails\n")


def test_places_are_links_where_the_ci_system_says_where_files_are_shown(
    gate: Gate, project: Callable[[Mapping[str, str | bytes]], Path]
) -> None:
    folder = project({"train.py": TRAINING})
    known = {"CI_PROJECT_URL": "https://git.example/acme/loans", "CI_COMMIT_SHA": "c" * 40}
    plain = gate("check", folder, AS_OF, "--format=markdown")
    linked = gate("check", folder, AS_OF, "--format=markdown", **known)
    assert "](" not in plain.out
    assert f"](https://git.example/acme/loans/-/blob/{'c' * 40}/train.py#L" in linked.out


def test_several_reports_in_one_run(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "out.json"
    done = gate("check", BARE, AS_OF, f"--format=json={file}", "--format=console")
    assert "Verdict" in done.out
    assert file.read_text() == gate("check", BARE, AS_OF, "--format=json").out
    assert stat.S_IMODE(file.stat().st_mode) == 0o644, "other steps of a job may read it"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format=json", "--format=sarif"], "json and sarif cannot both go to standard output"),
        (["--policy-ref=main", "--no-policy-ref"], "contradict each other"),
        (["--format=nope"], "there is no format 'nope'"),
        (["--format=json="], "names no file"),
        (["--staged", "--rev=HEAD"], "different snapshots"),
        (["--quiet", "--verbose"], "contradict each other"),
        (["--select=missing-model-crd"], "did you mean 'missing-model-card'"),
        (["--ignore=nope"], "there is no check 'nope'"),
        (["--as-of=yesterday"], "is no day"),
        (["--rev=no-such-branch"], "git fetch"),
        (["--jobs=0"], "0"),
    ],
)
def test_bad_usage_is_exit_2_with_one_message(
    gate: Gate, arguments: list[str], message: str
) -> None:
    done = gate("check", BARE, *arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_folder_that_is_not_there(gate: Gate, tmp_path: Path) -> None:
    done = gate("check", tmp_path / "absent")
    assert done.status == 2
    assert "is no folder" in done.err


def test_options_go_before_the_policy(gate: Gate, project: Project) -> None:
    policy = "fail_on: note\nchecks: {ignore: {missing-datasheet: 'not yet'}}\n"
    folder = project({"train.py": TRAINING, "aims.yaml": MINIMAL, "aims-gate.yaml": policy})
    report = gate("check", folder, AS_OF, "--format=json").json
    assert "missing-datasheet" not in outcomes(report)
    assert any("missing-datasheet is ignored: not yet" in note for note in report["notes"])
    one = gate("check", folder, AS_OF, "--select=missing-model-card", "--format=json").json
    assert set(outcomes(one)) == {"missing-model-card"}


def test_a_required_check_that_is_not_assessed_and_a_missing_plugin_are_exit_2(
    gate: Gate, project: Project
) -> None:
    folder = project({"app.py": "x = 1\n", "aims-gate.yaml": "plugins: [aims-gate-nowhere]\n"})
    done = gate("check", folder, AS_OF)
    assert done.status == 2
    assert "aims-gate-nowhere" in done.out
    assert "pip install aims-gate-nowhere" in done.out


def test_an_unreadable_card_decides(gate: Gate, project: Project) -> None:
    manifest = MINIMAL.replace("}]", ", models: [m]}]") + (
        "models: [{id: m, path: model.joblib, card: card.pdf}]\n"
    )
    pdf = b"%PDF-1.7\n" + b"x" * 200
    files: dict[str, str | bytes] = {"train.py": TRAINING, "aims.yaml": manifest, "card.pdf": pdf}
    chosen = ("--select=missing-model-card", "--select=invalid-manifest")
    done = gate("check", project(files), AS_OF, *chosen, "--format=json")
    assert done.status == 1
    [result] = [item for item in done.json["results"] if item["check"] == "missing-model-card"]
    assert (result["outcome"], result["cause"]) == ("not_assessed", "unreadable")


def test_a_link_in_place_of_the_manifest_is_no_manifest(gate: Gate, project: Project) -> None:
    folder = project({"train.py": TRAINING})
    outside = folder.parent / "outside.yaml"
    outside.write_text(MINIMAL)
    (folder / "aims.yaml").symlink_to(outside)
    done = gate("check", folder, AS_OF)
    assert done.status == 2
    assert "is a link" in done.out


def test_a_manifest_that_git_has_lost_is_told_as_such(gate: Gate, project: Project) -> None:
    folder = project({"train.py": TRAINING, "aims.yaml": MINIMAL})
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    lost = git(folder, "rev-parse", "HEAD:aims.yaml")
    (folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    done = gate("check", folder, AS_OF, "--rev=HEAD")
    assert done.status == 2
    said = " ".join(done.out.split())
    assert "aims.yaml cannot be read, so nothing in it counts" in said
    assert "Make it readable for whoever runs the gate" in said
    assert "links" not in said


def test_reports_are_not_written_through_links(gate: Gate, project: Project) -> None:
    folder = project({"app.py": "x = 1\n"})
    import subprocess

    subprocess.run(["git", "init", "-q", folder], check=True)
    outside = folder.parent / "outside"
    outside.mkdir()
    target = outside / "precious.json"
    target.write_text("precious")
    (folder / "reports").symlink_to(outside)
    (folder / "out.json").symlink_to(target)
    assert gate("check", folder, f"--format=json={folder}/reports/precious.json").status == 2
    assert gate("check", folder, f"--format=json={folder}/out.json").status == 0
    assert target.read_text() == "precious"
    assert not (folder / "out.json").is_symlink()


def test_devices_are_written_to_and_a_file_is_named_once(gate: Gate, project: Project) -> None:
    folder = project({"app.py": "x = 1\n"})
    assert gate("check", folder, "--format=json=/dev/null", "--format=sarif=/dev/null").status == 0
    assert Path("/dev/null").is_char_device()
    same = folder.parent / "same"
    done = gate("check", folder, f"--format=json={same}", f"--format=sarif={same}")
    assert done.status == 2
    assert "named twice" in done.err


def test_ai_outside_the_product_is_said(gate: Gate, project: Project) -> None:
    done = gate("check", project({"demo/train.py": TRAINING}), AS_OF)
    assert done.status == 0
    assert "outside the product: example" in done.out


def test_a_crash_is_reported_by_name_and_never_passes(project: Project) -> None:
    from dataclasses import replace

    from aims_gate.model import Verdict
    from aims_gate.plugins import load_offer
    from aims_gate.repository import Row
    from aims_gate.testing import judge

    class Broken:
        name, version = "broken", "1"

        def limit(self, path: str, size: int) -> int:
            return size

        def scan(self, path: str, data: bytes, size: int) -> list[Row]:
            raise ZeroDivisionError

    kit = load_offer(installed=False).kit
    judgement = judge({"app.py": "x = 1\n"}, kit=replace(kit, scanners=(Broken(),)))
    assert judgement.verdict is Verdict.UNDECIDED
    assert any("scanner broken on app.py: ZeroDivisionError" in each for each in judgement.reasons)


def test_the_index_decides_when_it_is_asked_for(gate: Gate, project: Project) -> None:
    import subprocess

    folder = project({"app.py": "x = 1\n"})
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    (folder / "train.py").write_text(TRAINING)
    assert gate("check", folder, AS_OF, "--staged").status == 0
    assert gate("check", folder, AS_OF).status == 1
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    (folder / "train.py").unlink()
    assert gate("check", folder, AS_OF, "--staged").status == 1
    assert gate("check", folder, AS_OF).status == 0


def test_python_m_imports_nothing_of_the_repository(gate: Gate, project: Project) -> None:
    import subprocess
    import sys

    trap = "raise SystemExit('code of the repository ran')\n"
    folder = project({"aims_gate/__init__.py": trap, "click.py": trap, "yaml.py": trap})
    done = subprocess.run(
        [sys.executable, "-P", "-m", "aims_gate", "check", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no AI found" in done.stdout, done.stderr
    assert "no AI found" in gate("check", ".", cwd=folder).out


@pytest.mark.parametrize("kind", ["bare", "good", "theatre", "broken manifest", "no manifest"])
def test_every_sarif_result_points_at_a_line_that_exists(
    gate: Gate, project: Project, kind: str
) -> None:
    files: dict[str, Mapping[str, str | bytes]] = {
        "theatre": {
            "train.py": TRAINING,
            "aims.yaml": MINIMAL,
            **dict.fromkeys(EXPECTED_NAMES, ""),
        },
        "broken manifest": {"train.py": TRAINING, "aims.yaml": "systems: 7\n"},
        "no manifest": {"train.py": TRAINING, "caf\u00e9 \u2603.py": TRAINING},
    }
    folder, top = (project(files[kind]),) * 2 if kind in files else (EXAMPLES, EXAMPLES.parent)
    if kind in ("bare", "good"):
        folder = BARE if kind == "bare" else GOOD
    report = gate("check", folder, AS_OF, "--format=sarif").json
    results = [result for run in report["runs"] for result in run["results"]]
    assert bool(results) == (kind != "good")
    for result in results:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            file = top / unquote(place["artifactLocation"]["uri"])
            assert file.is_file(), file
            lines = file.read_bytes().count(b"\n") + 1
            assert 1 <= place["region"]["startLine"] <= lines
