"""What the processes of a build see of the user's world: nothing that could change what they show."""

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.machinery import PathFinder
from typing import IO

# Settings of Python, Jupyter and IPython; of language, zone and proxies; of what draws and lays out pages.
_FAMILIES = ("PYTHON", "JUPYTER", "JPY_", "IPYTHON", "LC_", "SPHINX", "PAPERMILL", "PYTASK")
_SINGLE = {
    "LANG",
    "LANGUAGE",
    "TZ",
    "TZDIR",
    "COLUMNS",
    "LINES",
    "FORCE_COLOR",
    "NO_COLOR",
    "MPLBACKEND",
    "MATPLOTLIBRC",
    "SOURCE_DATE_EPOCH",
    "DOCUTILSCONFIG",
}
_OWN = {
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONNOUSERSITE": "1",  # nothing of ~/.local
    "PYTHONSAFEPATH": "1",  # no module of the current folder
    "NO_COLOR": "1",
    "DOCUTILSCONFIG": "",  # no docutils.conf of a folder, ~/.docutils or /etc
}
_HOOKS = ("sitecustomize", "usercustomize")
_PRELOADS = ("LD_PRELOAD", "DYLD_INSERT_LIBRARIES")


def environment(**own: str) -> dict[str, str]:
    """Variables for a Python of ours: the user's without those that could change its outputs, then `own`.

    Its clock is in UTC, its language plain, its modules those of its installation.
    """
    kept = {name: value for name, value in os.environ.items() if not _shapes_outputs(name.upper())}
    return {**kept, **_OWN, **own}


def program(
    module: str, *arguments: str, stdin: IO[bytes] | None = None, stderr: int = subprocess.PIPE, **own: str
) -> subprocess.CompletedProcess[str]:
    """Run a module of ours as a program in such an environment, and keep what it writes."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment(**own),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
        encoding="utf-8",
        check=False,
    )


def last_words(done: subprocess.CompletedProcess[str]) -> str:
    """Why a program failed: the last line that it wrote, or with which code it ended without a word."""
    spoken = [line for line in (done.stderr or done.stdout or "").splitlines() if line.strip()]
    return spoken[-1] if spoken else f"the process ended without a word (exit code {done.returncode})"


def _shapes_outputs(name: str) -> bool:
    return name in _SINGLE or name.startswith(_FAMILIES) or name.endswith("_PROXY")


def beyond(variables: Mapping[str, str] = os.environ) -> list[str]:
    """What reaches chapters in spite of `environment`, one line each.

    That is what the installation of Python itself runs at its start, and libraries that the system loads
    into every program.
    """
    given = set(variables.get("PYTHONPATH", "").split(os.pathsep))
    hooks = (
        (hook, PathFinder.find_spec(hook, [folder for folder in sys.path if folder not in given]))
        for hook in _HOOKS
    )
    return [
        *(
            f"this Python runs its {hook} ({spec.origin}) in chapters too"
            for hook, spec in hooks
            if spec is not None
        ),
        *(f"{name} loads {variables[name]} into chapters too" for name in _PRELOADS if variables.get(name)),
    ]
