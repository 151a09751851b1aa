"""Where the project and its data are; imports nothing heavy, so that every command starts at once."""

import os
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
_IN_WHEEL = Path(__file__).resolve().parents[1] / "_data"


def data_dir() -> Path:
    """Folder of the data package: `WB6_DATA` when it is set, `data/` of the project, or what a wheel brought along."""
    return _data_dir(os.environ.get("WB6_DATA"))


@cache  # asked for thousands of times a page
def _data_dir(chosen: str | None) -> Path:
    if chosen is not None:
        return Path(chosen)
    return _IN_WHEEL if _IN_WHEEL.is_dir() else PROJECT / "data"
