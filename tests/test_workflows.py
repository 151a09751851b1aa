"""The workflows: pinned actions, least rights, no secret, and commands that the project has."""

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import wheels
import yaml

from wb6 import cli
from wb6.data import folders, package

WORKFLOWS = sorted((folders.PROJECT / ".github" / "workflows").glob("*.yml"))


def jobs(path: Path) -> dict[str, dict]:
    """The jobs of a workflow by name."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def commands(path: Path) -> list[str]:
    """All commands of a workflow."""
    return [step["run"] for job in jobs(path).values() for step in job["steps"] if "run" in step]


def workflow(name: str) -> Path:
    """The file of a workflow."""
    return folders.PROJECT / ".github" / "workflows" / f"{name}.yml"


def command(name: str, job: str, step: str) -> str:
    """What a named step of a job runs."""
    return next(one["run"] for one in jobs(workflow(name))[job]["steps"] if one.get("name") == step)


def run(script: str, folder: Path, **variables: object) -> subprocess.CompletedProcess:
    """Run a step as the workflow's shell does."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    environment = own | {name: str(value) for name, value in variables.items()}
    return subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_book_is_tested_published_and_refreshed():
    assert [path.stem for path in WORKFLOWS] == ["publish", "refresh", "test", "weekly"]


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
    assert not [script for script in commands(path) if "${{" in script]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_ours_exists_with_its_options(path):
    for script in commands(path):
        for name, rest in re.findall(r"bin/wb6 (\w+)([^\n|>]*)", script):
            options = {option for param in cli.app.commands[name].params for option in param.opts}
            assert set(re.findall(r"--[\w-]+", rest)) <= options, script


def test_the_line_for_the_address_is_in_the_configuration():
    text = (folders.PROJECT / "_config.yml").read_text(encoding="utf-8")
    assert len(re.findall(r"^  # baseurl: .*", text, re.MULTILINE)) == 1


def test_actionlint_finds_nothing():
    actionlint = shutil.which("actionlint", path=Path(sys.executable).parent)
    arguments = [actionlint, "-shellcheck=", "-pyflakes=", *map(str, WORKFLOWS)]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=folders.PROJECT)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_failure_anywhere_in_a_pipe_fails_the_step(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["defaults"] == {"run": {"shell": "bash"}}
    shells = {step.get("shell") for job in jobs(path).values() for step in job["steps"]}
    assert shells <= {None, "cmd"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_token_that_can_write_is_in_no_reach_of_data_or_libraries(path):
    for job in jobs(path).values():
        checkouts = [step for step in job["steps"] if "/checkout@" in step.get("uses", "")]
        if "write" in job.get("permissions", {}).values():
            scripts = "\n".join(step.get("run", "") for step in job["steps"])
            assert not re.search(r"make|python|pip|wb6|pytest|\./", scripts)
        else:
            assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_pushed_by_force(path):
    assert not [script for script in commands(path) if re.search(r"push.*(--force|-f\b|\+)", script)]


def test_pushes_are_tested_on_the_oldest_and_the_newest_python_of_the_lock():
    pythons = [f"{major}.{minor}" for major, minor in (wheels.PYTHONS[0], wheels.PYTHONS[-1])]
    assert jobs(workflow("test"))["test"]["strategy"]["matrix"]["python"] == pythons


def test_a_fresh_clone_meets_the_newest_of_everything_every_week():
    content = yaml.safe_load(workflow("weekly").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+ \d+ \* \* \d", content[True]["schedule"][0]["cron"])  # YAML reads on as true
    steps = [step for job in content["jobs"].values() for step in job["steps"]]
    pythons = [step["with"] for step in steps if "/setup-python@" in step.get("uses", "")]
    assert pythons == [{"python-version": "3.x", "check-latest": True}] * len(content["jobs"])
    machines = {job["runs-on"] for job in content["jobs"].values()}
    assert machines == {"${{ matrix.os }}", "ubuntu-latest", "windows-latest"}
    assert content["jobs"]["make"]["strategy"]["matrix"] == {
        "os": ["ubuntu-latest", "macos-latest"],
        "installer": ["pip", "uv"],
    }


def test_windows_installs_by_the_lines_of_the_readme():
    readme = (folders.PROJECT / "README.md").read_text(encoding="utf-8")
    lines = re.search(r"```sh\npy (-m venv .*?)```", readme, re.DOTALL)[1].splitlines()
    steps = [step["run"] for step in jobs(workflow("weekly"))["windows"]["steps"] if "run" in step]
    assert [script.removeprefix("python ") for script in steps] == lines


def test_a_refresh_that_cannot_say_what_changed_proposes_nothing(tmp_path):
    wb6 = tmp_path / ".venv" / "bin" / "wb6"
    wb6.parent.mkdir(parents=True)
    wb6.write_text('#!/bin/sh\ntest "$1" != diff\n')
    wb6.chmod(0o755)
    (wb6.parent / "python").symlink_to(wb6)
    script = command("refresh", "fetch", "Run the chapters and compare")
    done = run(script, tmp_path, RUNNER_TEMP=tmp_path)
    assert done.returncode != 0
    assert not list((tmp_path / "proposal").iterdir())


@pytest.mark.parametrize(
    ("told", "passes"), [("wb6: sipri does not answer", True), ("Traceback (most recent call last):", False)]
)
def test_a_refresh_goes_on_without_a_publisher_but_not_after_a_crash(tmp_path, told, passes):
    wb6 = tmp_path / ".venv" / "bin" / "wb6"
    wb6.parent.mkdir(parents=True)
    wb6.write_text(f'#!/bin/sh\necho "{told}" >&2\nexit 1\n')
    wb6.chmod(0o755)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    script = command("refresh", "fetch", "Fetch newer data")
    done = run(script, tmp_path, RUNNER_TEMP=tmp_path, GITHUB_OUTPUT=tmp_path / "output")
    assert (done.returncode == 0) == passes
    assert told in done.stdout


@pytest.fixture
def proposal(tmp_path):
    """A clone, its remote, and a function that proposes a change of a file there, as the workflow does."""
    remote, clone, tools = tmp_path / "remote", tmp_path / "clone", tmp_path / "tools"
    for folder in (clone / "data", clone / "src", tools, tmp_path / "proposal"):
        folder.mkdir(parents=True)
    gh = tools / "gh"
    gh.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/gh.txt"\n')
    gh.chmod(0o755)
    (clone / "data" / "troops.csv").write_text("troops\n1\n", encoding="utf-8")
    (clone / "src" / "code.py").write_text("", encoding="utf-8")
    who = "-c user.name=Nobody -c user.email=nobody@example.org"
    begun = run(
        f"git init -q --bare {remote}; git init -q -b main; git remote add origin {remote}; git add .;"
        f"git {who} commit -qm First; git push -q origin main",
        clone,
    )
    assert begun.returncode == 0, begun.stderr

    def propose(file: str, number: int) -> subprocess.CompletedProcess:
        patch = tmp_path / "proposal" / "changes.patch"
        made = run(
            f"git switch -q --detach main; echo {number} >> {file}; git add .; git diff --cached > {patch};"
            "git reset -q --hard",
            clone,
        )
        assert made.returncode == 0, made.stderr
        path = os.pathsep.join([str(tools), os.environ["PATH"]])
        script = command("refresh", "propose", "Open the pull request")
        return run(script, clone, PATH=path, RUNNER_TEMP=tmp_path, GITHUB_RUN_NUMBER=number)

    return clone, remote, propose


def branches(remote: Path) -> dict[str, str]:
    """Branches of a repository with the files that their last commits changed."""
    names = run("git for-each-ref --format='%(refname:short)' refs/heads", remote).stdout.split()
    return {
        name: run(f"git show --format=%an: --name-only {name}", remote).stdout.replace("\n", "")
        for name in names
    }


def test_newer_data_are_proposed_on_a_branch_of_their_own(proposal):
    _, remote, propose = proposal
    for number in (7, 8):
        done = propose("data/troops.csv", number)
        assert done.returncode == 0, done.stderr
    changed = {name.rpartition("-")[2]: files for name, files in branches(remote).items()}
    assert changed == dict.fromkeys("78", "github-actions[bot]:data/troops.csv") | {
        "main": "Nobody:data/troops.csvsrc/code.py"
    }


def test_a_branch_with_commits_of_people_is_never_written_over(proposal):
    clone, remote, propose = proposal
    assert propose("data/troops.csv", 7).returncode == 0
    who = "-c user.name=Somebody -c user.email=somebody@example.org"
    run(f"git {who} commit -q --amend --reset-author -m Mended; git push -qf origin HEAD", clone)
    before = branches(remote)
    run("git switch -q main; git branch -q | grep refresh | xargs git branch -qD", clone)
    done = propose("data/troops.csv", 7)
    assert done.returncode != 0
    assert "rejected" in done.stderr
    assert branches(remote) == before


def test_a_proposal_that_changes_code_is_refused(proposal):
    _, remote, propose = proposal
    done = propose("src/code.py", 7)
    assert done.returncode == 1
    assert "::error::A refresh changes nothing but data and chapters." in done.stdout
    assert list(branches(remote)) == ["main"]


def test_every_earlier_edition_stays_beside_the_newest():
    told = (folders.PROJECT / "chapters" / "changes.md").read_text(encoding="utf-8")
    days = re.findall(r"^## Edition of (\d+ \w+ \d{4})$", told, re.MULTILINE)
    told_of = [datetime.strptime(day, "%d %B %Y").date().isoformat() for day in days]
    (published,) = (one for one in commands(workflow("publish")) if "wb6 build" in one)
    assert told_of[0] == package.latest_edition()
    assert set(told_of[1:]) <= {*re.findall(r"--edition (\S+)", published)}
