"""The build of the wheel: it carries the data package, so that `import wb6` works without a clone."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Data(BuildHookInterface):
    """Puts `data/` into the package; an editable installation reads that of its clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folder for the wheel."""
        if version == "standard":
            build_data["force_include"]["data"] = "wb6/_data"
