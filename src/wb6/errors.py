"""What can go wrong, as errors whose message is one line a user can act on."""


class Wb6Error(Exception):
    """An error with a one-line message for the user and the exit code of the command line."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows, in the place of a traceback."""
        return [f"wb6: {self}"]


class UsageError(Wb6Error):
    """The caller named something that does not exist or is malformed; nothing was written."""

    exit_code = 2


class DataError(Wb6Error):
    """A table, a row or a source breaks a rule of the data package."""


class ChapterError(Wb6Error):
    """A chapter stopped with an error while it was executed."""
