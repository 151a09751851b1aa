"""The workflows: pinned actions, least rights, no secret, and commands that the project has."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from wb6 import cli
from wb6.data import folders

WORKFLOWS = sorted((folders.PROJECT / ".github" / "workflows").glob("*.yml"))


def commands(path: Path) -> list[str]:
    """All commands of a workflow."""
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


def test_the_book_is_tested_published_and_refreshed():
    assert [path.stem for path in WORKFLOWS] == ["publish", "refresh", "test"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit_and_named_by_its_version(path):
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_one_version_in_all_workflows():
    used = {found for path in WORKFLOWS for found in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    names = [action.partition("@")[0] for action in used]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_by_default_and_uses_no_secret(path):
    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert content["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert all("timeout-minutes" in job for job in content["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_stands_in_a_command(path):
    assert not [command for command in commands(path) if "${{" in command]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_ours_exists_with_its_options(path):
    for command in commands(path):
        for name, rest in re.findall(r"bin/wb6 (\w+)([^\n|>]*)", command):
            options = {option for param in cli.app.commands[name].params for option in param.opts}
            assert set(re.findall(r"--[\w-]+", rest)) <= options, command


def test_the_line_for_the_address_is_in_the_configuration():
    text = (folders.PROJECT / "_config.yml").read_text(encoding="utf-8")
    assert len(re.findall(r"^  # baseurl: .*", text, re.MULTILINE)) == 1


def test_actionlint_finds_nothing():
    actionlint = shutil.which("actionlint", path=Path(sys.executable).parent)
    command = [actionlint, "-shellcheck=", "-pyflakes=", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folders.PROJECT)
    assert (done.returncode, done.stdout) == (0, "")
