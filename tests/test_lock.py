"""The lock is complete: a wheel of each package for each Python and machine that the README names."""

import csv
import importlib.metadata
import platform
import sys

import pytest
import wheels
from packaging import tags
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename

LOCK = wheels.LOCK.read_text(encoding="utf-8")
PINS = wheels.pins(LOCK)
NEWEST_PATCH = 99


def files() -> dict[str, list[str]]:
    """Wheels of the table by name and version of the package."""
    with wheels.TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    found = {}
    for row in rows:
        name, version, _, _ = parse_wheel_filename(row["wheel"])
        found.setdefault(f"{name}=={version}", {})[row["wheel"]] = row["sha256"]
    return found


FILES = files()


def test_every_line_of_the_lock_is_read():
    assert len(PINS) == LOCK.count("==") - sum(pin.marker.count("==") for pin in PINS)
    assert sum(len(pin.hashes) for pin in PINS) == LOCK.count("--hash=")
    assert all(pin.hashes for pin in PINS)


def test_the_table_names_files_of_the_lock_alone():
    hashes = {f"{pin.name}=={pin.version}": pin.hashes for pin in PINS}
    for package, named in FILES.items():
        assert set(named.values()) <= hashes[package], package


@pytest.mark.parametrize("machine", wheels.MACHINES)
@pytest.mark.parametrize("python", wheels.PYTHONS, ids="{0[0]}.{0[1]}".format)
def test_each_package_has_a_wheel(python, machine):
    needed = [
        f"{pin.name}=={pin.version}"
        for pin in PINS
        if any(wheels.applies(pin, python, machine, patch) for patch in (0, NEWEST_PATCH))
    ]
    assert len(needed) > 150
    missing = [name for name in needed if not wheels.taken(list(FILES.get(name, {})), python, machine)]
    assert missing == []


@pytest.mark.parametrize("python", wheels.PYTHONS, ids="{0[0]}.{0[1]}".format)
def test_no_package_refuses_the_python(python):
    refused = []
    for pin in PINS:
        spec = SpecifierSet(requires_python(pin))
        for patch in (0, NEWEST_PATCH):
            applies = any(wheels.applies(pin, python, machine, patch) for machine in wheels.MACHINES)
            if applies and not spec.contains(f"{python[0]}.{python[1]}.{patch}"):
                refused.append(f"{pin.name}=={pin.version} on {python}")
    assert refused == []


def requires_python(pin: wheels.Pin) -> str:
    """Pythons that a package says it works with, where it is installed here in this version; else all."""
    try:
        found = importlib.metadata.metadata(pin.name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    return found.get("Requires-Python", "") if found["Version"] == pin.version else ""


def test_the_tags_are_those_of_this_machine():
    system = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}[sys.platform]
    machine = f"{system} {platform.machine()}"
    python = sys.version_info[:2]
    if (python, machine) not in wheels.TARGETS:
        pytest.skip(f"the lock promises nothing for Python {python} on {machine}")
    own = list(tags.sys_tags())
    assert [tag for tag in own if tag in set(wheels.accepted(python, machine))] == wheels.accepted(
        python, machine
    )


def test_of_two_wheels_the_one_for_this_python_is_taken_and_a_foreign_one_never():
    python, machine = (3, 12), "Linux x86_64"
    any_python = "a-1-py3-none-any.whl"
    own = "a-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
    foreign = ["a-1-cp311-cp311-manylinux2014_x86_64.whl", "a-1-cp312-cp312-win_amd64.whl"]
    too_new = "a-1-cp312-cp312-manylinux_2_34_x86_64.whl"
    assert wheels.taken([any_python, own, *foreign, too_new], python, machine) == own
    assert wheels.taken([*foreign, too_new], python, machine) is None


def test_every_name_in_the_lock_is_in_its_plain_form_and_in_order():
    names = [pin.name for pin in PINS]
    assert names == [canonicalize_name(name) for name in names]
    assert names == sorted(names)
