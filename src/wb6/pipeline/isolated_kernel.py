"""A kernel of this Python without anything that a user or a machine has set up for IPython.

`python -m wb6.pipeline.isolated_kernel -f FILE` does what `python -m ipykernel_launcher -f FILE` does, but
reads no configuration, profile or startup file, and keeps no history.
"""

import sys

from ipykernel.kernelapp import IPKernelApp
from IPython.core.history import HistoryManager


class IsolatedKernelApp(IPKernelApp):
    """ipykernel's application that takes nothing but its command line."""

    def load_config_file(self, *_: object, **__: object) -> None:
        """Read none of the files that IPython looks for in the current folder, the home and the system."""

    def _run_startup_files(self) -> None:
        """Run none of the files that a profile, or the system, has for the start of a session."""


if __name__ == "__main__":
    setattr(HistoryManager, "enabled", False)  # noqa: B010  # in the place of a trait
    IsolatedKernelApp.launch_instance(sys.argv[1:])
