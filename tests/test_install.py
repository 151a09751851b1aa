"""Installing: exactly what the lock names, whatever the day, the installer and the user's settings are."""

import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path

import install_fixtures
import pytest
from install_fixtures import BACKEND

from wb6.data import folders

pytestmark = pytest.mark.slow

INSTALLERS = ["oldest pip", "newest pip", "uv"]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of this machine."""
    yield from install_fixtures.serve(tmp_path_factory.mktemp("index") / "packages")


@pytest.fixture(scope="module")
def locked(index) -> dict[str, str]:
    """All lines of the lock for this machine with a hash from the index, which has a newer release of each."""
    lines = {}
    for pin in install_fixtures.locked():
        files = {"hatchling/build.py": BACKEND} if pin.name == "hatchling" else {}
        needs = install_fixtures.needs(pin.name)
        index.offer(pin.name, f"{int(pin.version.partition('.')[0]) + 1000}.0", needs, files)
        line = f"{pin.name}=={pin.version}" + (f" ; {pin.marker}" if pin.marker else "")
        lines[line] = index.offer(pin.name, pin.version, needs, files)
    return lines


@pytest.fixture(scope="module", params=INSTALLERS)
def whole(request, tmp_path_factory, index, locked):
    """A clone with the whole lock, and how making it went."""
    clone = install_fixtures.clone(tmp_path_factory.mktemp("whole") / "clone", index, request.param)
    clone.lock(locked)
    return clone, clone.make()


def test_exactly_the_lock_is_installed_though_all_of_it_has_newer_releases(whole):
    clone, done = whole
    assert done.returncode == 0, done.stdout + done.stderr
    assert clone.installed() == {pin.name: pin.version for pin in install_fixtures.locked()}


def test_a_second_make_installs_nothing(whole):
    clone, _ = whole
    before = len(clone.index.asked)
    done = clone.make()
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to be done" in done.stdout
    assert len(clone.index.asked) == before


SMALL = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "wb6"
version = "0.1.0"
dependencies = ["alpha"]
"""
SCRIPT = {
    "{info}/entry_points.txt": "[console_scripts]\nalpha = alpha:main\n",
    "alpha.py": "import sys\n\n\ndef main():\n    print(sys.prefix)\n",
}


@pytest.fixture(scope="module")
def few(index) -> dict[str, str]:
    """Lines of a small lock with their hashes: alpha needs beta, and the index has newer releases of both."""
    for newer in ("alpha", "beta"):
        index.offer(newer, "2.0")
    return {
        "alpha==1.0": index.offer("alpha", "1.0", ["Requires-Dist: beta>=1"], SCRIPT),
        "beta==1.0": index.offer("beta", "1.0"),
        "hatchling==1.0": index.offer("hatchling", "1.0", files={"hatchling/build.py": BACKEND}),
    }


FEW = {"alpha": "1.0", "beta": "1.0", "hatchling": "1.0"}


@pytest.fixture
def make_small(tmp_path, index, few):
    """A function that makes a clone with the small lock, for an installer, in a folder of the given name."""

    def make_small(installer: str, folder: str = "clone"):
        clone = install_fixtures.clone(tmp_path / folder, index, installer)
        (clone.root / "pyproject.toml").write_text(SMALL, encoding="utf-8")
        clone.lock(few)
        return clone

    return make_small


@pytest.mark.parametrize("installer", ["newest pip", "uv"])
def test_a_file_of_another_hash_is_refused_and_nothing_counts_as_installed(make_small, few, installer):
    clone = make_small(installer)
    clone.lock({**few, "beta==1.0": "0" * 64})
    done = clone.make()
    assert done.returncode == 2
    assert few["beta==1.0"] in done.stdout + done.stderr
    assert clone.stamps() == []


@pytest.mark.parametrize("installer", ["newest pip", "uv"])
def test_a_lock_that_lacks_what_a_package_needs_is_refused(make_small, few, installer):
    clone = make_small(installer)
    clone.lock({line: digest for line, digest in few.items() if not line.startswith("beta")})
    done = clone.make()
    assert done.returncode == 2
    assert "alpha" in done.stdout + done.stderr
    assert clone.stamps() == [".locked"]


def test_an_install_that_was_killed_is_done_again_from_the_start(make_small, tmp_path):
    clone = make_small("uv")
    killer = tmp_path / "uv"
    killer.write_text(f'#!/bin/sh\n"{install_fixtures.UV}" "$@"\nkill -9 $PPID\n')
    killer.chmod(0o755)
    assert clone.make(f"UV={killer}", "install").returncode != 0
    assert clone.installed() == FEW
    assert clone.stamps() == []
    done = clone.make()
    assert done.returncode == 0, done.stderr
    assert clone.stamps() == [".installed", ".locked"]


def test_another_lock_is_installed_as_if_nothing_had_been_there(make_small, few, index):
    clone = make_small("uv")
    clone.lock({**few, "gamma==1.0": index.offer("gamma", "1.0")})
    assert clone.make().returncode == 0
    before = (clone.root / "requirements.lock").stat()
    clone.lock(few)
    os.utime(clone.root / "requirements.lock", ns=(before.st_atime_ns, before.st_mtime_ns))
    done = clone.make()
    assert done.returncode == 0, done.stderr
    assert clone.installed() == FEW


def test_another_project_file_is_installed_without_the_lock_anew_and_so_is_the_first_again(make_small):
    clone = make_small("uv")
    assert clone.make().returncode == 0
    for version in ("0.2.0", "0.1.0"):
        (clone.root / "pyproject.toml").write_text(SMALL.replace("0.1.0", version), encoding="utf-8")
        done = clone.make()
        assert (done.returncode, "requirements.lock" in done.stdout) == (0, False)
        (installed,) = (clone.root / ".venv").rglob("wb6-*.dist-info")
        assert installed.name == f"wb6-{version}.dist-info"


@pytest.mark.parametrize("installer", ["oldest pip", "uv"])
def test_settings_of_the_user_change_nothing_of_what_is_installed(make_small, tmp_path, index, installer):
    clone = make_small(installer)
    other = tmp_path / "constraints.txt"
    other.write_text("alpha==2.0\nbeta==2.0\n")
    foreign = tmp_path / "foreign" / "beta-1.0.dist-info"
    foreign.mkdir(parents=True)
    (foreign / "METADATA").write_text("Metadata-Version: 2.1\nName: beta\nVersion: 1.0\n")
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\nrequire-virtualenv = true\n[install]\nconstraint = {other}\nuser = true\nrequire-hashes = true\n"
    )
    done = clone.make(
        PIP_CONFIG_FILE=str(settings),
        PIP_CONSTRAINT=str(other),
        PIP_DRY_RUN="1",
        PIP_NO_BINARY=":all:",
        PIP_PREFIX=str(tmp_path / "elsewhere"),
        PIP_REQUIREMENT=str(other),
        PIP_TARGET=str(tmp_path / "elsewhere"),
        PIP_USER="1",
        PYTHONPATH=str(foreign.parent),
        UV_CONSTRAINT=str(other),
        UV_EXCLUDE_NEWER="2020-01-01",
        UV_NO_VERIFY_HASHES="1",
        UV_PYTHON="3.0",
        UV_SYSTEM_PYTHON="1",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert clone.installed() == FEW
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("installer", ["newest pip", "uv"])
def test_packages_come_from_where_the_user_says(make_small, tmp_path, index, installer):
    clone = make_small(installer)
    own = [str(index.folder / name) for name in FEW]
    before = len(index.asked)
    done = clone.make(
        PIP_NO_INDEX="1", PIP_FIND_LINKS=" ".join(own), UV_OFFLINE="1", UV_FIND_LINKS=",".join(own)
    )
    assert done.returncode == 0, done.stderr
    assert clone.installed() == FEW
    assert len(index.asked) == before


def test_a_copied_clone_with_spaces_and_letters_in_its_path_has_an_environment_of_its_own(
    make_small, tmp_path
):
    first = make_small("uv")
    assert first.make().returncode == 0
    second = dataclasses.replace(first, root=tmp_path / "Δ копија disku")
    shutil.copytree(first.root, second.root, symlinks=True)
    done = second.make()
    assert done.returncode == 0, done.stderr
    told = subprocess.run([second.root / ".venv" / "bin" / "alpha"], capture_output=True, text=True)
    assert Path(told.stdout.strip()).resolve() == (second.root / ".venv").resolve()
    assert str(second.root) in "".join(path.read_text("utf-8") for path in second.root.rglob("wb6.pth"))
    assert "Nothing to be done" in first.make().stdout


def test_an_environment_whose_python_is_gone_is_made_anew(make_small):
    clone = make_small("uv")
    assert clone.make().returncode == 0
    python = clone.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    done = clone.make()
    assert done.returncode == 0, done.stderr
    assert clone.installed() == FEW


def test_an_older_python_gets_one_line(make_small, tmp_path):
    clone = make_small("uv")
    old = tmp_path / "python3.10"
    old.write_text(
        f'#!/bin/sh\nshift; exec "{sys.executable}" -I "$1" "import sys; sys.version_info = (3, 10, 9); $2"\n'
    )
    old.chmod(0o755)
    done = clone.make(f"PYTHON={old}", "install")
    assert done.returncode == 2
    assert "Python 3.11 or later is needed: make PYTHON=python3.11" in done.stderr
    assert not (clone.root / ".venv").exists()


def test_the_lines_without_make_install_the_same(make_small):
    clone = make_small("newest pip")
    text = (folders.PROJECT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("py -m venv", r".venv\Scripts\python"))]
    script = (
        "\n".join(lines).replace(".venv\\Scripts\\", ".venv/bin/").replace("py -m", f"{clone.python()} -m")
    )
    done = clone.run(["sh", "-euc", script])
    assert done.returncode == 0, done.stderr
    assert clone.installed() == FEW


BARE = """\
#!{bash}
echo "$0 $*" >> "{log}"
"""
DEBIAN = """\
#!{bash}
echo "$0 $*" >> "{log}"
[ "$1" = update ] || {{ ln -sf "{python}" "{folder}/python3.11"; ln -sf "$0" "{folder}/make"; }}
"""


def run_ci(tmp_path, *, apt: str, present: list[str]) -> tuple[subprocess.CompletedProcess, list[str]]:
    """Run .ci/run with nothing on the path but these programs and a python3 that makes no environments.

    Returns how it went and the commands that it called, without the folder.
    """
    folder, log = tmp_path / "bin", tmp_path / "log"
    folder.mkdir()
    for name in ("bash", "dirname", "id", "env", "ln"):
        (folder / name).symlink_to(shutil.which(name))
    words = {"bash": shutil.which("bash"), "log": log, "folder": folder, "python": sys.executable}
    stubs = {**dict.fromkeys(present, BARE), "apt-get": apt, "python3": "#!{bash}\nexit 1\n"}
    for name, text in stubs.items():
        (folder / name).write_text(text.format(**words))
        (folder / name).chmod(0o755)
    done = subprocess.run(
        [folder / "bash", folders.PROJECT / ".ci" / "run"],
        env={"PATH": str(folder), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    return done, log.read_text(encoding="utf-8").replace(f"{folder}/", "").splitlines()


def test_a_bare_debian_gets_what_is_missing_and_then_runs_all_tests(tmp_path):
    done, called = run_ci(tmp_path, apt=DEBIAN, present=[])
    assert done.returncode == 0, done.stderr
    assert called == [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends make git chromium python3 python3-venv",
        "make test PYTHON=python3.11",
    ]


def test_a_debian_whose_python_is_too_old_gets_one_line(tmp_path):
    done, called = run_ci(tmp_path, apt=BARE, present=["make", "git", "chromium"])
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert called[-1] == "apt-get install -q -y --no-install-recommends python3 python3-venv"
