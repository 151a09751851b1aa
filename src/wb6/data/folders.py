"""Where the project and its data are; imports nothing heavy, so that every command starts at once."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
_IN_WHEEL = Path(__file__).resolve().parents[1] / "_data"


def data_dir() -> Path:
    """Folder of the data package: `WB6_DATA` when it is set, `data/` of the project, or what a wheel brought along."""
    if "WB6_DATA" in os.environ:
        return Path(os.environ["WB6_DATA"])
    return _IN_WHEEL if _IN_WHEEL.is_dir() else PROJECT / "data"
