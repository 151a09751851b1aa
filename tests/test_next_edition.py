"""The next edition: one day moves in all files at once, or in none."""

import json

import pytest

from conftest import files_below, make_chapter
from wb6 import cli
from wb6.data import package
from wb6.pipeline import notebook
from wb6.pipeline.next_edition import move
from wb6.pipeline.parameters import defaults


@pytest.fixture
def here(small_book, monkeypatch):
    """The small book, of the edition of 30 June 2026, as the project of the command line."""
    monkeypatch.setattr("wb6.pipeline.next_edition.Project", lambda: small_book)
    monkeypatch.setenv("WB6_DATA", str(small_book.data))
    monkeypatch.chdir(small_book.root)
    return small_book


def edition(day: str) -> int | None:
    """Exit code of the command."""
    with pytest.raises(SystemExit) as done:
        cli.main(["edition", day])
    return done.value.code


def days(project) -> set[str]:
    """The days in the descriptor, in the chapters and in their skeleton."""
    descriptor = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    names = [*project.chapter_names(), "country"]
    return {descriptor["edition"], *(defaults(notebook.read(project.notebook(n)))["as_of"] for n in names)}


def test_the_day_moves_in_all_files_and_nothing_else_does(here, capsys):
    edition("2026-07-31")
    before = files_below(here.root)
    assert not edition("2026-10-31")
    assert days(here) == {"2026-10-31"}
    after = files_below(here.root)
    changed = {name for name in before if before[name] != after[name]}
    assert after.keys() == before.keys()
    assert changed == {
        "data/datapackage.json",
        "chapters/kfor.ipynb",
        "chapters/serbia.ipynb",
        "code/chapters/country/template.ipynb",
    }
    for name in changed:
        assert after[name].replace(b"2026-10-31", b"2026-07-31") == before[name]
    assert "now wb6 accept" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-06-30", "edition 2026-06-30 is not later than the present one, 2026-06-30"),
        ("2016-12-31", "edition 2016-12-31 is not later than the present one, 2026-06-30"),
        ("autumn", "as_of 'autumn' is no date; write YYYY-MM-DD, for example 2016-12-31"),
    ],
)
def test_a_day_that_cannot_be_the_next_edition_changes_nothing(here, capsys, day, told):
    before = files_below(here.root)
    assert edition(day) == 2
    assert capsys.readouterr().err == f"wb6: {told}\n"
    assert files_below(here.root) == before


def test_a_chapter_that_cannot_be_read_keeps_all_others_from_moving(here, capsys):
    (here.chapters / "zeta.ipynb").write_text("{}", encoding="utf-8")
    before = files_below(here.root)
    assert edition("2026-10-31") == 1
    assert capsys.readouterr().err.startswith("wb6: zeta.ipynb is no notebook")
    assert files_below(here.root) == before


def test_a_chapter_without_a_day_stays(here):
    chapter = make_chapter(here.chapters, "notes")
    text = chapter.read_text(encoding="utf-8").replace('as_of = \\"2026-06-30\\"', "day = 1")
    chapter.write_text(text, encoding="utf-8")
    assert not edition("2026-10-31")
    assert chapter.read_text(encoding="utf-8") == text


def test_a_disk_that_is_full_midway_leaves_all_files_as_they_were(here, capsys, monkeypatch):
    before, write = files_below(here.root), notebook.write

    def until_the_last(content, path):
        if path.name == "template.ipynb":
            raise OSError(28, "No space left on device", str(path))
        write(content, path)

    monkeypatch.setattr(notebook, "write", until_the_last)
    assert edition("2026-10-31") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert files_below(here.root) == before


def test_tables_with_rows_of_each_edition_are_written_with_the_day_or_not_at_all(here, monkeypatch):
    table = package.table_names()[0]
    header = (here.data / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    asked, text = [], f"{header}\n{',' * header.count(',')}\n"
    write, before = notebook.write, files_below(here.root)

    def following(day):
        asked.append(day)
        return {table: text}

    def until_the_table(content, path):
        if path.name == f"{table}.csv":
            raise OSError(28, "No space left on device", str(path))
        write(content, path)

    with monkeypatch.context() as patched:
        patched.setattr(notebook, "write", until_the_table)
        with pytest.raises(OSError, match="No space left"):
            move("2026-10-31", here, following)
    assert files_below(here.root) == before
    assert here.data / f"{table}.csv" in move("2026-10-31", here, following)
    assert asked == ["2026-10-31"] * 2
    assert (here.data / f"{table}.csv").read_text(encoding="utf-8") == text
    descriptor = json.loads((here.data / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [one for one in descriptor["resources"] if one["name"] == table]
    assert (descriptor["edition"], resource["rows"]) == ("2026-10-31", 1)
