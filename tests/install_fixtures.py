"""What tests of the installation share: tiny packages, an index on this machine, a clone to install, old and new pips."""

import base64
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import wheels
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from wb6.data import folders

INSTALLERS = Path(sys.prefix) / "installers"
UV = INSTALLERS / "newest" / "bin" / "uv"
# Stands for hatchling: it makes the editable wheel of a project without one of the libraries that hatchling needs.
BACKEND = """\
import tomllib
import zipfile
from pathlib import Path


def build_editable(folder, config_settings=None, metadata_directory=None):
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    needs = "".join(f"Requires-Dist: {need}\\n" for need in project["dependencies"])
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.pth": str(Path("src").resolve()),
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(f"{file},,\\n" for file in [*files, f"{info}/RECORD"])
    wheel = f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / wheel, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(file, text)
    return wheel
"""


def locked() -> list[wheels.Pin]:
    """Packages that requirements.lock names for this machine."""
    pins = wheels.pins(wheels.LOCK.read_text(encoding="utf-8"))
    return [pin for pin in pins if not pin.marker or Marker(pin.marker).evaluate()]


def needs(name: str) -> list[str]:
    """Lines of metadata of an installed package on what it needs and which extras it has."""
    metadata = importlib.metadata.metadata(name)
    return [
        f"{key}: {value}"
        for key in ("Requires-Dist", "Provides-Extra")
        for value in metadata.get_all(key, [])
    ]


@dataclass
class Index:
    """A package index in a folder, served on this machine; `asked` lists the paths that were asked for."""

    folder: Path
    url: str = ""
    asked: list[str] = field(default_factory=list)

    def offer(
        self, name: str, version: str, lines: list[str] = (), files: dict[str, str] | None = None
    ) -> str:
        """Put a tiny wheel with such metadata and files on offer; its SHA-256."""
        distribution = canonicalize_name(name).replace("-", "_")
        info = f"{distribution}-{version}.dist-info"
        metadata = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""])
        contents = {
            f"{distribution}.txt": version,
            f"{info}/METADATA": metadata,
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            **{place.format(info=info): text for place, text in (files or {}).items()},
        }
        record = "".join(f"{place},{_digest(text)},{len(text)}\n" for place, text in contents.items())
        wheel = self.folder / canonicalize_name(name) / f"{distribution}-{version}-py3-none-any.whl"
        wheel.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel, "w") as archive:
            for place, text in {**contents, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
                archive.writestr(zipfile.ZipInfo(place), text)
        return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    """Digest of a file as a wheel records it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


class _Pages(SimpleHTTPRequestHandler):
    """Folders as pages of links, one connection for many requests, nothing printed."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms between its head and its body

    def __init__(self, *args, index: Index, **options):
        self.index = index
        super().__init__(*args, directory=str(index.folder), **options)

    def list_directory(self, path: str):
        """A page of links as all pips read it."""
        links = "".join(
            f'<a href="{name}">{name}</a>\n' for name in sorted(one.name for one in Path(path).iterdir())
        )
        page = f"<!DOCTYPE html>\n<html><body>\n{links}</body></html>\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        self.index.asked.append(self.path)


def serve(folder: Path):
    """An index in a new folder, open until the generator goes on."""
    folder.mkdir()
    index = Index(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, index=index)) as server:
        index.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield index
        server.shutdown()


@dataclass
class Clone:
    """A folder that holds the Makefile and what installing needs, and the installer it is used with."""

    root: Path
    index: Index
    installer: str  # oldest pip, newest pip or uv

    def lock(self, hashes: dict[str, str]) -> None:
        """Write requirements.lock: lines such as "numpy==2.0", each with its hash."""
        lines = [f"{line} \\\n    --hash=sha256:{digest}\n" for line, digest in hashes.items()]
        (self.root / "requirements.lock").write_text("".join(lines), encoding="utf-8")

    def make(self, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess:
        """Run make with the installer of this clone; `make install` without arguments."""
        uv = str(UV) if self.installer == "uv" else ""
        command = ["make", f"PYTHON={self.python()}", f"UV={uv}", *(arguments or ["install"])]
        return self.run(command, **surroundings)

    def run(self, command: list[str], **surroundings: str) -> subprocess.CompletedProcess:
        """Run a command for a user with a home of their own, this index and the given variables."""
        others = ("PIP_", "UV", "PYTHON", "XDG_", "MAKE", "MFLAGS")
        own = {name: value for name, value in os.environ.items() if not name.startswith(others)}
        home = self.root.parent / "home"
        home.mkdir(exist_ok=True)
        environment = {
            **own,
            "HOME": str(home),
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index.url,
            "UV_NO_CONFIG": "1",
            "UV_DEFAULT_INDEX": self.index.url,
            **surroundings,
        }
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True)

    def python(self) -> str:
        """A Python whose venv brings the pip of the clone, instead of its own."""
        python = self.root.parent / "python"
        pip = INSTALLERS / self.installer.removesuffix(" pip")
        brought = f'ln -s "{pip}"/pip* .venv/lib/python*/site-packages' if "pip" in self.installer else "true"
        python.write_text(
            "#!/bin/sh\n"
            'case "$*" in\n'
            f'*"-m venv "*) "{sys.executable}" "$@" --without-pip && {brought} ;;\n'
            f'*) exec "{sys.executable}" "$@" ;;\n'
            "esac\n"
        )
        python.chmod(0o755)
        return "../python"

    def installed(self) -> dict[str, str]:
        """What stands in .venv, by name: versions, without pip and the project itself."""
        (site,) = (self.root / ".venv" / "lib").glob("python*/site-packages")
        found = {
            canonicalize_name(one.metadata["Name"]): one.version
            for one in importlib.metadata.distributions(path=[str(site)])
        }
        return {name: version for name, version in found.items() if name not in {"pip", "wb6"}}

    def stamps(self) -> list[str]:
        """Stamps of what is installed."""
        return sorted(path.name.partition("-")[0] for path in (self.root / ".venv").glob(".*-*"))


def clone(root: Path, index: Index, installer: str) -> Clone:
    """The project's files that installing needs, in a new folder."""
    if not UV.is_file():
        pytest.fail("the installers to test with are missing: `make test` brings them")
    if shutil.which("make") is None:
        pytest.fail("installing needs make on the path")
    root.mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "README.md"):
        shutil.copy(folders.PROJECT / name, root)
    return Clone(root, index, installer)
