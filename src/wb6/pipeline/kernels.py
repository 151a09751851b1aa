"""Kernels that run one chapter after another: to start one is a third of a chapter's work.

A kernel is made to forget before each chapter (`forget`), so that a chapter finds nothing that another one
left, and ends with a chapter that fails in it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger
from traitlets.config import Config

from wb6.pipeline import notebook

ENGINE = "wb6"
_FORGET = "__import__('wb6.pipeline.forget', fromlist=['forget']).forget()"


def _manager() -> AsyncKernelManager:
    config = Config({"KernelManager": {"transport_encryption": "auto"}})
    return AsyncKernelManager(kernel_name=notebook.KERNEL["name"], config=config)


@dataclass(eq=False)
class Kernel:
    """A kernel of this Python and, once it has started, the connection to it."""

    manager: AsyncKernelManager = field(default_factory=_manager)
    connection: Any = None

    def stop(self) -> None:
        """End the process at once and close the connection."""
        if self.connection is not None:
            self.connection.stop_channels()
        if self.manager.has_kernel:
            run_sync(self.manager.shutdown_kernel)(now=True)


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


class Engine(NBClientEngine):
    """papermill's own engine, in a kernel that is given and runs on afterwards."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, kernel: Kernel, resources: dict[str, Any], **_: Any
    ) -> None:
        """Execute all cells in a kernel that forgot the last chapter; raises `DeadKernelError` when it dies."""
        client = PapermillNotebookClient(
            nb_man, km=kernel.manager, kernel_name=kernel_name, resources=resources, log=logger
        )
        client.kc = kernel.connection
        with client.setup_kernel():
            kernel.connection = client.kc
            emptied = client.kc.execute(_FORGET, silent=True, store_history=False)
            if client.wait_for_reply(emptied)["content"]["status"] != "ok":
                raise DeadKernelError("the kernel could not forget the last chapter")
        client.execute()


papermill_engines.register(ENGINE, Engine)
