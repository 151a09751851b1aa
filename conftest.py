"""How all tests run: offline, outside any git hook."""

import os
import runpy
from pathlib import Path

OFFLINE = Path(__file__).parent / "tests" / "offline"
os.environ["PYTHONPATH"] = os.pathsep.join([str(OFFLINE), *filter(None, [os.environ.get("PYTHONPATH")])])
runpy.run_path(str(OFFLINE / "sitecustomize.py"))

# Run from a git hook, tests would work in the repository of whoever commits; and nobody's settings are theirs.
for variable in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[variable]
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: some wait for a browser, a kernel or a program while the others compute."""
    return (os.cpu_count() or 1) + 1
