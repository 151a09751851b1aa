"""What the check lets pass, the program can load: thousands of broken packages, and none that does either otherwise."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import data_fixtures
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from wb6.data import package, references
from wb6.data.checks import check_package
from wb6.data.edition import Edition

pytestmark = pytest.mark.slow

FILES = data_fixtures.files()
DESCRIPTOR = "datapackage.json"
CELLS = {
    f"{name}.csv": [line.split(",") for line in text.splitlines()]
    for name, text in data_fixtures.TABLES.items()
}
DAYS = st.sampled_from(["1999-12-31", "2018-06-30", "2019-05-01", "2030-01-01"])
# Constraints that may be loosened without harm; most other slips are refused.
LOOSE = {"enum", "pattern", "maxLength", "unique"}
NASTY = (
    "", " ", "0", "-1", "1", "1.0", "1_000", "1,000", "1e5", "1e308", "1e999", "inf", "-inf", "NaN", "nan", "abc",
    "9223372036854775808", "-9223372036854775809", "9" * 30, "٣", "0x10", "true", "True", "1.2.3", "ALB", "SRB",
    "ATL", "nato", "iso", "0000-00-00", "0001-01-01", "1600-01-01", "2017-02-30", "2017-02-28", "2099-01-01",
    "9999-12-31", "2019-05-01T00:00", "=1+1", "+1", "-", "@x", "'=1", '"', '""', "a\tb", "a\nb", "a\rb", "a\x00b",
    "a\x07b", "\ufeff", "\u00a0", "a\u00a0b", "\u200b", "\u2028", "\u202eabc", "\u00ad", "u\u0308", "\u3164", "\ufffd",
    " x", "x ", "<b>x</b>", "javascript:alert(1)", "data:text/html,x", "https://u:p@h/", "http://", "https://x/ y",
    "<<<<<<< HEAD", "=======", "x" * 200, "x;y=z", "iso3=ALB;date=2017-02-28", "facts", "corrections", "troops",
)  # fmt: skip
JUNK = (
    None, True, False, 0, -1, 1, 3, 1.5, 10**30, "", " ", "x", "date", "string", "integer", "number", "2020-12-31",
    "0001-01-01", "2020-13-01", "[", "a{999999999999}", "../countries.csv", "countries", "\u2028", "\ud800", [], {},
    [[]], ["x"], {"x": 1}, [None], ["iso3"], {"date": ["note"]}, {"note": []}, "source", "data-resource",
)  # fmt: skip


TABLES = st.sampled_from(sorted(CELLS))
TEXTS = st.sampled_from(NASTY) | st.text(max_size=5)
CHANGES_OF_CELLS = st.sampled_from(["cell", "cell", "cell", "cell", "more", "less", "twice", "without"])


def examples(number: int) -> settings:
    """Always the same examples, as many as named."""
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return data_fixtures.write(tmp_path_factory.mktemp("small"))


@pytest.fixture
def passed(folder, monkeypatch) -> Iterator[Callable[[dict[str, bytes], str], None]]:
    """A function that puts the promise to the test on changed files; some of them must pass the check."""
    monkeypatch.setenv("WB6_DATA", str(folder))
    outcomes = []

    def passed(files: dict[str, bytes], day: str) -> None:
        with changed(folder, files):
            outcomes.append(promise_is_kept(folder, day))

    yield passed
    assert outcomes.count(True) > len(outcomes) / 50, "hardly a package passed the check, so little was tried"


@contextmanager
def changed(folder: Path, files: dict[str, bytes]) -> Iterator[None]:
    """The package with other contents of some files, while the context lasts."""
    for path, content in files.items():
        (folder / path).write_bytes(content)
    try:
        yield
    finally:
        for path in files:
            (folder / path).write_bytes(FILES[path])


def promise_is_kept(folder: Path, day: str) -> bool:
    """Whether the package passes the check; if it does, all of it can be read, and cut for an edition."""
    problems = check_package()
    for problem in problems:
        assert str(problem).isprintable(), "a problem is one line"
        assert len(str(problem)) < 1000
    if problems:
        return False
    assert cited(references.read(folder))
    for name in package.table_names():
        assert len(Edition(day).table(name)) <= len(package.load(name))
    return True


@lru_cache(maxsize=1)
def cited(text: str) -> list[str]:
    """Keys of a bibliography as pybtex reads it, which most packages leave as it was."""
    return list(parse_string(text, "bibtex").entries)


@st.composite
def bytes_of_a_file(draw) -> dict[str, bytes]:
    """Bytes put in, taken out, doubled, cut off; or the whole in another encoding."""
    path = draw(st.sampled_from(sorted(FILES)))
    content = FILES[path]
    start = draw(st.integers(0, len(content)))
    end = min(len(content), start + draw(st.integers(0, 12)))
    new = draw(
        st.binary(max_size=4)
        | st.sampled_from([b'"', b"\n", b"\r\n", b",", b";", b"\t", b"{", b"}", b"@", b"\\", b"="])
    )
    changes = (
        content[:start] + new + content[end:],
        content[:start],
        content[:start] + content[end:] + content[start:end],
        content.replace(b",", draw(st.sampled_from([b";", b"\t", b"|"]))),
        content.replace(b"\n", draw(st.sampled_from([b"\r\n", b"\r", b"\n\n"]))),
        content.decode().encode(draw(st.sampled_from(["utf-8-sig", "utf-16", "cp1250", "utf-7"])), "replace"),
    )
    return {path: draw(st.sampled_from(changes))}


@st.composite
def cells_of_tables(draw) -> dict[str, bytes]:
    """Cells, headings and rows other than the schema says, written as CSV is."""
    files = {}
    for _ in range(draw(st.integers(1, 2))):
        path = draw(TABLES)
        rows = [list(row) for row in CELLS[path]]
        row = rows[draw(st.integers(0, len(rows) - 1))]
        text = draw(TEXTS)
        match draw(CHANGES_OF_CELLS):
            case "cell":
                row[draw(st.integers(0, len(row) - 1))] = text
            case "more":
                row.append(text)
            case "less":
                row.pop()
            case "twice":
                rows.append(list(row))
            case "without":
                rows.remove(row)
        files[path] = "".join(",".join(map(quoted, cells)) + "\n" for cells in rows).encode(
            "utf-8", "surrogatepass"
        )
    return files


def quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(char in cell for char in ',"\r\n') else cell


@st.composite
def keys_of_the_descriptor(draw) -> dict[str, bytes]:
    """Any value of the descriptor gone, emptied, misspelt or replaced."""
    found = data_fixtures.descriptor()
    for _ in range(draw(st.integers(1, 2))):
        chance = random.Random(draw(st.integers(0, 2**32)))
        places = list(places_in(found))
        if draw(st.booleans()):
            places = [place for place in places if place[1] in LOOSE] or places
        holder, key = chance.choice(places)
        match draw(st.sampled_from(["drop", "junk", "empty", "misspell", "twice"])):
            case "drop":
                del holder[key]
            case "junk":
                holder[key] = draw(st.sampled_from(JUNK))
            case "empty":
                holder[key] = type(holder[key])()
            case "misspell" if isinstance(holder, dict):
                holder[f"{key}s"] = holder.pop(key)
            case _ if isinstance(holder, list):
                holder.append(holder[key])
    return {DESCRIPTOR: json.dumps(found).encode()}


def places_in(value: object) -> Iterator[tuple[dict | list, str | int]]:
    """All places in a JSON value, each as what holds it and its key or position."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(inner):
        yield value, key
        yield from places_in(part)


@examples(800)
@given(files=bytes_of_a_file(), day=DAYS)
def test_whatever_bytes_a_file_holds_what_passes_the_check_loads(passed, files, day):
    passed(files, day)


@examples(800)
@given(files=cells_of_tables(), day=DAYS)
def test_whatever_cells_a_table_holds_what_passes_the_check_loads(passed, files, day):
    passed(files, day)


@examples(450)
@given(files=keys_of_the_descriptor(), day=DAYS)
def test_whatever_the_descriptor_says_what_passes_the_check_loads(passed, files, day):
    passed(files, day)
