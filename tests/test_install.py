"""Installing: exactly what the lock names, whatever the day, the installer and the user's settings are."""

import install_fixtures
import pytest
from install_fixtures import BACKEND

INSTALLERS = ["oldest pip", "newest pip", "uv"]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of this machine."""
    yield from install_fixtures.serve(tmp_path_factory.mktemp("index") / "packages")


@pytest.fixture(scope="module")
def locked(index) -> dict[str, str]:
    """All lines of the lock for this machine with a hash from the index, which has a newer release of each."""
    lines = {}
    for name, (version, marker) in install_fixtures.locked().items():
        files = {"hatchling/build.py": BACKEND} if name == "hatchling" else {}
        needs = install_fixtures.needs(name)
        digest = index.offer(name, version, needs, files)
        index.offer(name, f"{int(version.partition('.')[0]) + 1000}.0", needs, files)
        lines[f"{name}=={version}" + (f" ; {marker}" if marker else "")] = digest
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
    wanted = {name: version for name, (version, _) in install_fixtures.locked().items()}
    assert clone.installed() == wanted


def test_a_second_make_installs_nothing(whole):
    clone, _ = whole
    before = len(clone.index.asked)
    done = clone.make()
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to be done" in done.stdout
    assert len(clone.index.asked) == before
