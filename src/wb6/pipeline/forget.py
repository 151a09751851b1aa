"""What a kernel does between two chapters: it forgets the one before. Runs in the kernel."""

import os
import sys
import warnings

from wb6.data import reads

reads.watch()
_AT_START = dict(os.environ), os.getcwd(), list(sys.path)  # noqa: PTH109  # what `os.chdir` takes back


def forget() -> None:
    """Drop all names of a chapter, set environment, folder and search path as they were at the start, note reads anew."""
    from IPython import get_ipython

    environment, folder, path = _AT_START
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[:] = path
    # Python shows a warning once; entering this makes it forget which ones it has shown.
    with warnings.catch_warnings():
        pass
    get_ipython().reset()
    reads.begin()
