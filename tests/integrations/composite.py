"""Run the steps of ``action.yml`` as a runner would, as far as our action goes."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{ *([a-z]+)\.([\w.-]+) *\}\}")


def parse_outputs(text: str) -> dict[str, str]:
    """Read what was written to ``$GITHUB_OUTPUT``: ``name<<END``, value, ``END``."""
    values: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, end = line.partition("<<")
        assert end, f"not the form name<<END: {line}"
        value: list[str] = []
        for inner in lines:
            if inner == end:
                break
            value.append(inner)
        values[name] = "\n".join(value)
    return values


@dataclass
class Job:
    """A job in which an action runs: its folders, and what steps hand to each other."""

    workspace: Path
    temporary: Path
    action: Path
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    uploaded: list[Path] = field(default_factory=list)
    log: str = ""

    def run(self, inputs: Mapping[str, str], environ: Mapping[str, str] | None = None) -> bool:
        """Run all steps; whether the job succeeds."""
        document = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        unknown = inputs.keys() - document["inputs"].keys()
        assert not unknown, f"no such inputs: {unknown}"
        values = {name: each["default"] for name, each in document["inputs"].items()}
        values.update(inputs)
        succeeded = True
        for step in document["runs"]["steps"]:
            condition = step.get("if", "success()")
            if not succeeded and not condition.startswith("always()"):
                continue
            if "uses" in step:
                assert condition == "always() && steps.gate.outputs.upload == 'true'"
                if self.outputs.get("gate", {}).get("upload") == "true":
                    file = self._evaluate(step["with"]["sarif_file"], values)
                    assert Path(file).is_file()
                    self.uploaded.append(Path(file))
                continue
            succeeded = self._run_step(step, values, environ or {}) and succeeded
        return succeeded

    def _run_step(
        self, step: Mapping[str, Any], inputs: Mapping[str, str], environ: Mapping[str, str]
    ) -> bool:
        assert step["shell"] == "bash"
        output = self.temporary / f"output-{step['name']}"
        given = {name: self._evaluate(text, inputs) for name, text in step.get("env", {}).items()}
        paths = {
            "GITHUB_ACTION_PATH": self.action,
            "GITHUB_OUTPUT": output,
            "GITHUB_STEP_SUMMARY": self.temporary / "summary.md",
            "RUNNER_TEMP": self.temporary,
        }
        completed = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={**os.environ, **{k: str(v) for k, v in paths.items()}, **environ, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        self.log += completed.stdout
        if "id" in step and output.exists():
            self.outputs[step["id"]] = parse_outputs(output.read_text("utf-8"))
        return completed.returncode == 0

    def _evaluate(self, text: str, inputs: Mapping[str, str]) -> str:
        def value(match: re.Match[str]) -> str:
            context, name = match.groups()
            if context == "inputs":
                return inputs[name]
            assert context == "steps", f"the tests know no {match[0]}"
            step, _, key = name.split(".")
            return self.outputs.get(step, {}).get(key, "")

        replaced = _EXPRESSION.sub(value, text)
        assert "${{" not in replaced, f"the tests cannot evaluate {text}"
        return replaced
