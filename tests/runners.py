"""Runs the `run:` steps of a workflow on this machine, with the environment that the code host gives them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import briefwright

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"

_NAME = re.compile(r"'(?:[^']|'')*'|\b(?:steps|github|runner|needs|env)(?:\.[\w-]+)+")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def workflow(name: str) -> dict[str, Any]:
    """Return a workflow; every scalar is text, so that `on` stays a word."""
    return yaml.load((WORKFLOWS / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def job(name: str, which: str) -> dict[str, Any]:
    """Return a job of a workflow."""
    return workflow(name)["jobs"][which]


@dataclass
class Ran:
    """How a step ended: its outcome, its outputs, and what it printed."""

    outcome: str
    outputs: dict[str, str] = field(default_factory=dict)
    printed: str = ""


@dataclass
class Runner:
    """A machine of the code host: a checked-out repository, a folder for what is temporary, an event."""

    workspace: Path
    temp: Path
    event: dict[str, Any]
    programs: Path
    environment: dict[str, str] = field(default_factory=dict)
    needs: dict[str, dict[str, str]] = field(default_factory=dict)
    steps: dict[str, Ran] = field(default_factory=dict)
    summary: str = ""

    def run(self, steps: list[dict[str, Any]], env: dict[str, str] | None = None) -> dict[str, Ran]:
        """Run the steps in order; return how each ended, by name. Actions count as done, and do nothing."""
        self.temp.mkdir(parents=True, exist_ok=True)
        (self.temp / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        ended: dict[str, Ran] = {}
        for step in steps:
            failed = any(ran.outcome == "failure" for ran in ended.values())
            name = step.get("name") or step.get("uses") or step["run"]
            if not self.wanted(step.get("if", "success()"), failed):
                ran = Ran("skipped")
            elif "run" not in step:
                ran = Ran("success")
            else:
                ran = self.step(step, env or {})
            ended[name] = ran
            if "id" in step:
                self.steps[step["id"]] = ran
        return ended

    def step(self, step: dict[str, Any], env: dict[str, str]) -> Ran:
        """Run one step's script as the code host does."""
        script, output, summary = (self.temp / name for name in ("script.sh", "output", "summary"))
        script.write_text(step["run"], encoding="utf-8")
        output.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        given = {**env, **step.get("env", {})}
        whole = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "HOME": str(self.temp),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_ENV": os.devnull,
            "GITHUB_PATH": os.devnull,
            "GITHUB_REPOSITORY": "desk/harbour",
            "GITHUB_SERVER_URL": "https://code.example",
            "GITHUB_RUN_ID": "77",
            "GITHUB_BASE_REF": "main",
            "GITHUB_HEAD_REF": "x;touch${IFS}hacked",
            "GITHUB_REF": "refs/pull/5/merge",
            "RUNNER_TEMP": str(self.temp),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **self.environment,
            **{key: self.filled(value) for key, value in given.items()},
        }
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=whole,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        self.summary += summary.read_text(encoding="utf-8")
        lines = (line.partition("=") for line in output.read_text(encoding="utf-8").splitlines())
        outputs = {name: value for name, _, value in lines}
        return Ran("failure" if ran.returncode else "success", outputs, ran.stdout)

    def filled(self, text: str) -> str:
        """Return a text with its expressions replaced by their values."""
        return _EXPRESSION.sub(lambda match: str(self.value(match[1], False)), text)

    def wanted(self, condition: str, failed: bool) -> bool:
        """Return whether a step runs; without a word on the state, only after steps that all went well."""
        expression = _EXPRESSION.sub(r"\1", condition)
        speaks = re.search(r"\b(success|failure|always|cancelled)\(\)", expression)
        return (bool(speaks) or not failed) and bool(self.value(expression, failed))

    def value(self, expression: str, failed: bool) -> Any:
        """Return the value of an expression of the few kinds that the workflows use."""
        python = _NAME.sub(lambda match: repr(self.name(match[0])), expression.strip())
        python = python.replace("!cancelled()", "True").replace("&&", " and ").replace("||", " or ")
        known = {"success": lambda: not failed, "failure": lambda: failed, "always": lambda: True}
        return eval(python, {"__builtins__": {}}, known)

    def name(self, name: str) -> Any:
        """Return what a name of an expression stands for; "" where it is not there, as on the code host."""
        if name.startswith("'"):
            return name[1:-1].replace("''", "'")
        top, *rest = name.split(".")
        if top == "steps":
            ran = self.steps.get(rest[0], Ran(""))
            return ran.outcome if rest[1] in ("outcome", "conclusion") else ran.outputs.get(rest[2], "")
        if top == "needs":
            return self.needs.get(rest[0], {}).get(rest[2], "")
        if top == "runner":
            return {"temp": str(self.temp)}[rest[0]]
        if rest[0] == "event":
            found: Any = self.event
            for part in rest[1:]:
                found = found.get(part, "") if isinstance(found, dict) else ""
            return found
        known = {"repository": "desk/harbour", "run_id": "77", "token": "t", "server_url": "https://code.example"}
        return known[rest[0]]


def environment_there(workspace: Path) -> None:
    """Put a virtual environment there that is ready, so that `make` has nothing to install."""
    folder = workspace / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    program = folder / "bin" / "briefwright"
    # The code that is tested, wherever the environment of the tests has another copy of it from.
    package = Path(briefwright.__file__).parent.parent
    call = f'PYTHONPATH="{package}" exec "{sys.executable}" -m briefwright "$@"'
    program.write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
    program.chmod(0o755)
    (folder / ".site").write_text("", encoding="utf-8")


def environment_broken(workspace: Path) -> None:
    """Make the next installation fail, as without a network."""
    (workspace / ".venv" / ".site").unlink()
    python = workspace / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\necho 'no network' >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
