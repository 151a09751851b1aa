"""Kernels that run one chapter after another: to start one is a third of a chapter's work.

A kernel is made to forget before each chapter (`forget`), so that a chapter finds nothing that another one
left, and ends with a chapter that fails in it. It is always of the Python that runs this, whatever kernels
Jupyter knows, and takes nothing from the user's settings (`surroundings`, `isolated_kernel`).
"""

import ast
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ipykernel.kernelspec import get_kernel_dict, make_ipkernel_cmd
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from traitlets.config import Config

from wb6.errors import ChapterError
from wb6.pipeline import notebook
from wb6.pipeline.surroundings import environment

ENGINE = "wb6"
_SILENT = logging.getLogger(__name__)  # what goes wrong is told once, by the error that is raised
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False
_FORGET = "__import__('wb6.pipeline.forget', fromlist=['forget']).forget()"
_FILES_READ = "__import__('wb6.data.reads', fromlist=['so_far']).so_far()"
_COMMAND = make_ipkernel_cmd("wb6.pipeline.isolated_kernel")


class _OnlyThisPython(KernelSpecManager):
    """Knows one kernel: an isolated one of the Python that runs this."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002  # what Jupyter calls
        """The one kernel, whatever it is called."""
        return KernelSpec(**{**get_kernel_dict(), "argv": _COMMAND})


@dataclass(eq=False)
class Kernel:
    """A kernel of this Python, a folder for what it writes and, once it has started, the connection to it.

    `read` names the files of the data package that its last chapter read; None where that is not known.
    """

    folder: TemporaryDirectory[str] = field(
        default_factory=lambda: TemporaryDirectory(prefix="wb6-kernel-", ignore_cleanup_errors=True)
    )
    connection: Any = None
    read: list[str] | None = None
    manager: AsyncKernelManager = field(init=False)

    def __post_init__(self) -> None:
        self.manager = AsyncKernelManager(
            kernel_name=notebook.KERNEL["name"],
            kernel_spec_manager=_OnlyThisPython(),
            connection_file=str(Path(self.folder.name) / "kernel.json"),
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )

    def environment(self) -> dict[str, str]:
        """The variables that it starts with."""
        return environment(IPYTHONDIR=self.folder.name, JUPYTER_RUNTIME_DIR=self.folder.name)

    def stop(self) -> None:
        """End the process at once and close the connection."""
        if self.connection is not None:
            self.connection.stop_channels()
        if self.manager.has_kernel:
            run_sync(self.manager.shutdown_kernel)(now=True)
        self.folder.cleanup()


class Kernels:
    """One kernel a thread, started when its first chapter runs."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._running: list[Kernel] = []

    @contextmanager
    def borrowed(self) -> Iterator[Kernel]:
        """This thread's kernel; it ends when something fails in it."""
        kernel = getattr(self._own, "kernel", None)
        if kernel not in self._running:
            kernel = self._own.kernel = Kernel()
            self._running.append(kernel)
        try:
            yield kernel
        except BaseException:
            self._running.remove(kernel)
            kernel.stop()
            raise

    def stop(self) -> None:
        """End all kernels; whoever borrows again gets a new one."""
        while self._running:
            self._running.pop().stop()


@contextmanager
def running() -> Iterator[Kernels]:
    """Kernels that end with the context."""
    kernels = Kernels()
    try:
        yield kernels
    finally:
        kernels.stop()


class Engine(NBClientEngine):  # type: ignore[misc]  # papermill brings no types
    """papermill's own engine, in a kernel that is given and runs on afterwards."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        kernel: Kernel,
        resources: dict[str, Any],
        **_: Any,
    ) -> None:
        """Execute all cells in a kernel that forgot the last chapter.

        Raises `ChapterError` with the cell and the reason when one raises, and when the kernel cannot start
        or dies.
        """
        client = PapermillNotebookClient(
            nb_man, km=kernel.manager, kernel_name=kernel_name, resources=resources, log=_SILENT
        )
        client.kc = kernel.connection
        try:
            with client.setup_kernel(env=kernel.environment()):
                kernel.connection = client.kc
                emptied = client.kc.execute(_FORGET, silent=True, store_history=False)
                if client.wait_for_reply(emptied)["content"]["status"] != "ok":
                    raise DeadKernelError("it could not forget the last chapter")
        except (RuntimeError, OSError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ChapterError(f"the kernel cannot start: {reason}") from None
        try:
            client.execute()
        except DeadKernelError:
            raise ChapterError(
                f"cell {_last_begun(nb_man.nb)}: the kernel died, perhaps for want of memory"
            ) from None
        _raise_for_failure(nb_man.nb)
        kernel.read = _files_read(client)


def _files_read(client: PapermillNotebookClient) -> list[str] | None:
    """What the chapter read of the data package; None where it keeps its kernel from telling."""
    asked = client.kc.execute("", silent=True, user_expressions={"read": _FILES_READ})
    told = client.wait_for_reply(asked)["content"].get("user_expressions", {}).get("read", {})
    try:
        names: list[str] | None = ast.literal_eval(told["data"]["text/plain"])
    except (KeyError, ValueError, SyntaxError):
        return None
    return names


def _last_begun(document: NotebookNode) -> int:
    """Number of the last cell that papermill began to execute."""
    return max(
        place
        for place, cell in enumerate(document.cells, start=1)
        if cell.metadata.get("papermill", {}).get("start_time")
    )


def _raise_for_failure(document: NotebookNode) -> None:
    """Raise `ChapterError` for the first cell that failed; one that left by `exit(0)` did, too."""
    for place, cell in enumerate(document.cells, start=1):
        if cell.metadata.get("papermill", {}).get("exception"):
            raise ChapterError(f"cell {place}: {_reason(cell.outputs)}")


def _reason(outputs: list[Any]) -> str:
    """Name and first line of the error among a failed cell's outputs.

    IPython writes those of a magic that it does not know to the standard error alone.
    """
    for output in outputs:
        if output.output_type == "error":
            lines = output.evalue.splitlines()
            return f"{output.ename}: {lines[0]}" if lines else output.ename
    written = "".join(output.text for output in outputs if output.get("name") == "stderr").splitlines()
    return written[-1] if written else "it failed without a message"


papermill_engines.register(ENGINE, Engine)
