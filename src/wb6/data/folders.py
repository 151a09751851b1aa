"""Where the project and its data are; imports nothing heavy, so that every command starts at once."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def data_dir() -> Path:
    """Folder of the data package: `WB6_DATA` when it is set, `data/` of the project otherwise."""
    return Path(os.environ.get("WB6_DATA", PROJECT / "data"))
