"""What can go wrong, as errors whose message is one line a user can act on."""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 80
_QUOTED = re.compile(r"""(?<!\w)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_BREAK = re.compile(r"\s*[\r\n\t]\s*")


class Wb6Error(Exception):
    """An error with a one-line message for the user and the exit code of the command line."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows, in the place of a traceback."""
        return [f"wb6: {one_line(str(self))}"]


class UsageError(Wb6Error):
    """The caller named something that does not exist or is malformed; nothing was written."""

    exit_code = 2


class DataError(Wb6Error):
    """A table, a row or a source breaks a rule of the data package."""


class ChapterError(Wb6Error):
    """A chapter stopped with an error while it was executed."""


def one_line(text: str, given: Iterable[str] = ()) -> str:
    """A message as one line that can do nothing to a terminal.

    Whatever is quoted in it, and each text that was `given`, is cut to `LONGEST` letters; characters that
    are not printed, or that turn the line round, are escaped.
    """
    for value in sorted(filter(None, given), key=len, reverse=True):
        text = text.replace(value, _cut(_escaped(value)))
    return _escaped(_QUOTED.sub(lambda found: _cut(found[0]), _BREAK.sub(" ", text)))


def _cut(text: str) -> str:
    """Text of at most `LONGEST` letters: its beginning and its end."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[1 - half :]}"


def _escaped(text: str) -> str:
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """A context in which an error of the file system that names no file, such as a full disk, names this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def told(error: OSError) -> str:
    """Which file cannot be used, and why."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        _, file, why = error.args[0][0]
        return f"{file} cannot be used: {why}"
    return f"{error.filename or 'a file'} cannot be used: {error.strerror or error}"
