"""Programs and kernels of ours that begin as copies of a process which has loaded their libraries, not from nothing.

They are processes of their own as ever; what is saved is that each of hundreds imports the same again.
"""

import gc
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import wait
from multiprocessing.reduction import DupFd
from pathlib import Path

import pytest

from wb6.pipeline import surroundings

LIBRARIES = [
    *(
        "pytest",
        "nbformat",
        "pytask_parallel",
        "frictionless",
        "altair",
        "ipykernel.ipkernel",
        "ipykernel.zmqshell",
        "papermill",
    ),
    *(
        "wb6.claims.judge",
        "wb6.data.checks",
        "wb6.pipeline.accept",
        "wb6.pipeline.session",
        "wb6.pipeline.tasks",
    ),
    *("jupyter_book.cli.main", "jupyter_book.sphinx", "sphinx.builders.html", "myst_nb.sphinx_ext"),
    *(
        "sphinx_book_theme",
        "sphinxcontrib.bibtex",
        "sphinx_copybutton",
    ),
    *("sphinx_thebe", "sphinx_comments", "sphinx_external_toc", "sphinx_jupyterbook_latex"),
    *("sphinx_multitoc_numbering", "wb6.book.extension"),
]


# Whoever starts a process asks all others whether they have ended, and an exit code can be read only once.
_asking = threading.Lock()


@cache
def processes() -> multiprocessing.context.ForkServerContext:
    """Makes processes that have loaded all libraries."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*LIBRARIES, __name__])
    return context


def program(module, *arguments, stdin=None, stderr=subprocess.PIPE, **own):
    """What `wb6.pipeline.surroundings.program` does."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        streams = {1: out, 2: out if stderr == subprocess.STDOUT else errors}
        if stdin is not None:
            streams[0] = stdin
        process = _started(module, arguments, surroundings.environment(**own), str(Path.cwd()), streams)
        exit_code = _exit_code(process, waits=True)
        texts = []
        for file in (out, errors):
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess([module, *arguments], exit_code, *texts)


class Kernel:
    """A kernel's process as jupyter_client wants to see it."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self._process = process
        self.pid = process.pid

    def poll(self):
        """Its exit code, None as long as it runs."""
        return _exit_code(self._process)

    def wait(self):
        """Its exit code, when it has ended."""
        return _exit_code(self._process, waits=True)

    def send_signal(self, number):
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End it."""
        self.send_signal(signal.SIGKILL)


def launch_kernel(command, env=None, cwd=None, **_):
    """What `jupyter_client.launcher.launch_kernel` does with the command of our kernels."""
    assert command[:2] == [sys.executable, "-m"]
    variables = {**(env or os.environ), "JPY_PARENT_PID": str(os.getpid())}
    process = _started(command[2], command[3:], variables, cwd or str(Path.cwd()), {})
    while _exit_code(process) is None and os.getpgid(process.pid) != process.pid:
        time.sleep(0.001)
    return Kernel(process)


def _started(module, arguments, variables, folder, streams):
    handed = {number: DupFd(stream.fileno()) for number, stream in streams.items()}
    process = processes().Process(target=_run, args=(module, arguments, dict(variables), folder, handed))
    with _asking:
        process.start()
    return process


def _exit_code(process, *, waits=False):
    if waits:
        wait([process.sentinel])
    with _asking:
        return process.exitcode


def _run(module, arguments, variables, folder, streams):
    """Be a program, in a process of its own."""
    gc.freeze()
    os.setsid()
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    os.chdir(folder)
    for number, stream in streams.items():
        os.dup2(stream.detach(), number)
    sys.argv = [module, *arguments]
    sys.modules.pop(module, None)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextmanager
def started() -> Iterator[None]:
    """A context in which programs and kernels begin so, where processes can be copied."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(surroundings, "program", program)
        patch.setattr("jupyter_client.provisioning.local_provisioner.launch_kernel", launch_kernel)
        yield
