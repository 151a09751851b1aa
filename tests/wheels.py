"""For which Pythons and machines the lock has a wheel of each package: `wheels.csv` names the files behind its hashes.

A lock holds hashes, not file names. After each change of it this asks the index, through uv, and writes the table anew:

    python tests/wheels.py
"""

import csv
import re
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging import tags
from packaging.markers import Marker
from packaging.utils import parse_wheel_filename

LOCK = Path(__file__).parents[1] / "requirements.lock"
TABLE = Path(__file__).parent / "wheels.csv"
PYTHONS = [(3, 11), (3, 12), (3, 13), (3, 14)]
GLIBC = 28  # Linux with glibc 2.28 or newer, of 2018
OLD_NAMES = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}  # by minor version of glibc
MACOS = (13, 0)
MACHINES = {
    "Linux x86_64": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "Linux aarch64": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    "macOS arm64": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    "macOS x86_64": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "x86_64"},
    "Windows AMD64": {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
}
TARGETS = [(python, machine) for python in PYTHONS for machine in MACHINES]


@dataclass(frozen=True)
class Pin:
    """A package of the lock: name, version, marker ("" for none), SHA-256 of each of its files."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]


def pins(lock: str) -> list[Pin]:
    """All packages that the text of a lock names, in its order."""
    entries = re.findall(r"^([\w.-]+)==([\w.!+]+)(?: ; (.*?))? \\\n((?: +--hash=.*\n?)+)", lock, re.MULTILINE)
    return [
        Pin(name, version, marker, frozenset(re.findall(r"sha256:(\w{64})", hashes)))
        for name, version, marker, hashes in entries
    ]


def applies(pin: Pin, python: tuple[int, int], machine: str, patch: int) -> bool:
    """Whether CPython of this version and patch level on such a machine needs the package."""
    version = f"{python[0]}.{python[1]}"
    surroundings = {
        **MACHINES[machine],
        "os_name": "nt" if machine.startswith("Windows") else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": version,
        "python_full_version": f"{version}.{patch}",
        "implementation_version": f"{version}.{patch}",
    }
    return not pin.marker or Marker(pin.marker).evaluate(surroundings)


@cache
def accepted(python: tuple[int, int], machine: str) -> list[tags.Tag]:
    """Tags of the wheels that CPython of this version installs on such a machine, the best first."""
    interpreter = f"cp{python[0]}{python[1]}"
    platforms = _platforms(*machine.split())
    return [
        *tags.cpython_tags(python, [interpreter], platforms),
        *tags.compatible_tags(python, interpreter, platforms),
    ]


def _platforms(system: str, processor: str) -> list[str]:
    """Names of a machine's platforms in tags, the newest first."""
    if system == "Windows":
        return ["win_amd64"]
    if system == "macOS":
        return list(tags.mac_platforms(MACOS, processor))
    oldest = 5 if processor == "x86_64" else 17
    names = [
        [f"manylinux_2_{minor}", *([OLD_NAMES[minor]] if minor in OLD_NAMES else [])]
        for minor in range(GLIBC, oldest - 1, -1)
    ]
    return [f"{name}_{processor}" for alike in names for name in alike]


def taken(files: list[str], python: tuple[int, int], machine: str) -> str | None:
    """The wheel among these that CPython of this version installs on such a machine; None for none."""
    places = {tag: place for place, tag in enumerate(accepted(python, machine))}
    fitting = {
        file: min(places[tag] for tag in parse_wheel_filename(file)[3] if tag in places)
        for file in files
        if any(tag in places for tag in parse_wheel_filename(file)[3])
    }
    return min(fitting, key=lambda file: (fitting[file], file), default=None)


def offered() -> dict[str, str]:
    """Names of all wheels that the index has for the lock's packages, by their SHA-256."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--no-deps"]
    done = subprocess.run(
        [*command, "--format", "pylock.toml", LOCK], capture_output=True, text=True, check=True
    )
    return {
        wheel["hashes"]["sha256"]: wheel["url"].rpartition("/")[2]
        for package in tomllib.loads(done.stdout)["packages"]
        for wheel in package.get("wheels", [])
    }


def table(lock: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Name and SHA-256 of each wheel that one of the targets takes, in the lock's order."""
    rows = []
    for pin in pins(lock):
        hashes = {names[digest]: digest for digest in pin.hashes if digest in names}
        wanted = {taken(list(hashes), *target) for target in TARGETS} - {None}
        rows += [(file, hashes[file]) for file in sorted(wanted)]
    return rows


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["wheel", "sha256"])
        writer.writerows(table(LOCK.read_text(encoding="utf-8"), offered()))
