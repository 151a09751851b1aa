"""`references.bib`: read strictly, since BibTeX passes over in silence what it does not understand."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from wb6.data import addresses, legible
from wb6.data.problems import Broken, Problem, shown

FILE = "references.bib"
_COMMENT = re.compile(r"(?:\s*(?:%.*)?(?:\n|$))*")


def read(folder: Path) -> str:
    """The bibliography as text. Raises `Broken` when it is missing or is no UTF-8."""
    try:
        content = (folder / FILE).read_bytes()
        return content.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise Broken(Problem(FILE, "file", f"cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte {content[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        raise Broken(Problem(_line(line), "UTF-8", message)) from None


def check(text: str) -> tuple[dict[str, int], list[Problem]]:
    """Keys of the entries, each with the line on which it begins, and what is wrong with the bibliography.

    Nothing but entries and lines of comment, each entry whole, of a kind that can be printed, with a title,
    once, no field twice; addresses of the web only; legible text. After a fault of the grammar nothing is read.
    """
    keys, problems = _checked(text)
    return dict(keys), list(problems)


@lru_cache(maxsize=1)
def _checked(text: str) -> tuple[dict[str, int], list[Problem]]:
    """As `check`; remembered, since tables change more often than the bibliography."""
    from pybtex.errors import capture
    from pybtex.scanner import PybtexSyntaxError

    keys: dict[str, int] = {}
    problems = list(_illegible_lines(text))
    with capture() as reported:
        try:
            for line, kind, key, fields in _entries(text):
                problems += [
                    Problem(_line(line), "BibTeX", message) for message in _faults(kind, key, fields, keys)
                ]
                problems += [Problem(_line(line), "BibTeX", f"{key}: {error}") for error in reported]
                reported.clear()
                keys.setdefault(key, line)
        except PybtexSyntaxError as error:
            problems.append(Problem(_line(error.lineno), "BibTeX", " ".join(str(error).split())))
        except Broken as error:
            problems.append(error.problem)
    return keys, problems


def _entries(text: str) -> Iterator[tuple[int, str, str, dict[str, list[str]]]]:
    """Entries with line, kind, key and the values of each field; a field given twice has two.

    Raises pybtex's error of syntax, or `Broken` for text outside of entries, which BibTeX would pass over: what a
    lost brace leaves behind.
    """
    from pybtex.database.input.bibtex import LowLevelParser, month_names

    parser = LowLevelParser(text, macros=dict(month_names))
    end = 0
    for kind, body in parser:
        line = text.count("\n", 0, parser.command_start) + 1
        _refuse_text_between(text, end, parser.command_start)
        if kind.lower() in {"string", "preamble"}:
            raise Broken(Problem(_line(line), "BibTeX", f"@{kind} is no entry; write out what it stands for"))
        key, pairs = body
        fields: dict[str, list[str]] = {}
        for name, parts in pairs:
            fields.setdefault(name.lower(), []).append(" ".join("".join(parts).split()))
        yield line, kind.lower(), key, fields
        end = parser.pos
    _refuse_text_between(text, end, len(text))


def _refuse_text_between(text: str, start: int, end: int) -> None:
    """Only comments and blank lines may stand between two entries."""
    between = text[start:end]
    comment = _COMMENT.match(between)
    legal = comment.end() if comment else 0
    if legal < len(between):
        line = text.count("\n", 0, start + legal) + 1
        rest = shown(between[legal:].split("\n")[0])
        raise Broken(Problem(_line(line), "BibTeX", f"{rest} stands outside of an entry; is a brace lost?"))


def _faults(kind: str, key: str, fields: dict[str, list[str]], keys: dict[str, int]) -> Iterator[str]:
    """What is wrong with one entry, in words; `keys` are those before it."""
    from pybtex.style.formatting.plain import Style

    if not hasattr(Style, f"get_{kind}_template"):
        kinds = ", ".join(name[4:-9] for name in sorted(dir(Style)) if re.fullmatch("get_.*_template", name))
        yield f"{key} is of the kind {shown(kind)}; kinds are {kinds}"
    if not re.fullmatch("[a-z0-9_]+", key):
        yield f"the key {shown(key)} holds more than a-z, 0-9 and _"
    if key in keys:
        yield f"{key} stands on line {keys[key]} too"
    if not any(fields.get("title", [])):
        yield f"{key} has no title"
    yield from _faults_of_fields(key, fields)


def _faults_of_fields(key: str, fields: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with fields that are there, in words; pybtex reports names that it cannot take apart itself."""
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person

    for name, values in fields.items():
        if len(values) > 1:
            yield f"{key} has {len(values)} fields {name}"
    for address in fields.get("url", []):
        if not addresses.is_of_the_web(address):
            yield f"{key} has the url {shown(address)}, which is no http or https address"
    for role in Person.valid_roles:
        for value in fields.get(role, []):
            for name in split_name_list(value):
                Person(name)


def _illegible_lines(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if fault := legible.fault(line.strip(" ")):
            yield Problem(_line(number), "legible text", f"{shown(line)} {fault}")


def _line(number: int) -> str:
    return f"{FILE}, line {number}"
