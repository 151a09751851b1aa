"""From data to book: what changed is done, what failed is named, and the book in place is always whole."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from file_steps import before_each
from rich.console import Console

from conftest import files_below, make_chapter, make_small_book, quick_pages, small_project
from wb6.errors import ChapterError, UsageError, Wb6Error
from wb6.pipeline import notebook as nb
from wb6.pipeline.accept import accept_chapters
from wb6.pipeline.build import build
from wb6.pipeline.lock import only_one
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project
from wb6.pipeline.run import Executed, run_chapter

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_start")]

STEPS = 15  # a build of one changed chapter has more operations on files than these


def built(project: Project):
    """Build without a word; returns what was done."""
    return build(project, Progress(Console(file=io.StringIO())))


@pytest.fixture(scope="module")
def first_build(tmp_path_factory):
    """A small book, built once with Jupyter Book."""
    project = make_small_book(tmp_path_factory.mktemp("first") / "book")
    return project, built(project)


@pytest.fixture
def real_book(first_build, tmp_path) -> Project:
    """A copy of the book that Jupyter Book built."""
    shutil.copytree(first_build[0].root, tmp_path / "book", symlinks=True)
    return small_project(tmp_path / "book")


@pytest.fixture(scope="module")
def first_quick_build(tmp_path_factory):
    """A small book, built once without Jupyter Book."""
    project = make_small_book(tmp_path_factory.mktemp("quick") / "book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wb6.pipeline.book.build", quick_pages)
        built(project)
    return project


@pytest.fixture
def book(first_quick_build, tmp_path, monkeypatch) -> Project:
    """A copy of the book that was built without Jupyter Book, and will be."""
    monkeypatch.setattr("wb6.pipeline.book.build", quick_pages)
    shutil.copytree(first_quick_build.root, tmp_path / "book", symlinks=True)
    return small_project(tmp_path / "book")


def test_a_build_runs_every_chapter_and_puts_the_book_in_place(first_build):
    project, result = first_build
    assert (result.ran, result.unchanged, result.failures) == (["kfor", "serbia"], [], [])
    assert "SRB 2026-06-30 1999" in (project.html / "chapters" / "serbia.html").read_text()
    assert "4273" in (project.html / "chapters" / "kfor.html").read_text()


def test_nothing_changed_runs_nothing_and_leaves_the_book_alone(book):
    before = files_below(book.html)
    result = built(book)
    assert (result.ran, result.unchanged, result.renewed) == ([], ["kfor", "serbia"], False)
    assert files_below(book.html) == before


def test_one_changed_chapter_is_the_only_one_to_run(book):
    make_chapter(book.chapters, "kfor", "print('Camp Bondsteel')")
    result = built(book)
    assert (result.ran, result.unchanged, result.renewed) == (["kfor"], ["serbia"], True)
    assert "Camp Bondsteel" in (book.html / "chapters" / "kfor.html").read_text()


def test_a_build_goes_on_when_a_task_ends_and_waits_for_no_clock(book, monkeypatch):
    monkeypatch.setattr("wb6.pipeline.session.POLL_SECONDS", 300)
    make_chapter(book.chapters, "kfor", "print('Camp Bondsteel')")
    assert built(book).seconds < 200


def posts_from_troops(data: Path) -> None:
    """Another table of the package, `posts`, with the rows and fields of `troops`."""
    shutil.copy(data / "troops.csv", data / "posts.csv")
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    (troops,) = (one for one in descriptor["resources"] if one["name"] == "troops")
    descriptor["resources"].append({**troops, "name": "posts", "path": "posts.csv"})
    nb.write(json.dumps(descriptor, indent=1), data / "datapackage.json")


@pytest.fixture
def reading_book(book) -> Project:
    """A book whose chapters read a table each, and names of countries; built."""
    posts_from_troops(book.data)
    for chapter, table in (("kfor", "troops"), ("serbia", "posts")):
        make_chapter(
            book.chapters,
            chapter,
            "from wb6.data import countries\nfrom wb6.data.edition import Edition",
            f"countries.with_names(Edition(as_of).table({table!r})).to_csv()",
        )
    assert built(book).ran == ["kfor", "serbia"]
    assert built(book).ran == []
    return book


@pytest.mark.parametrize(
    ("table", "old", "new", "ran"),
    [
        ("troops", "13,placemat", "15,placemat", ["kfor"]),
        ("posts", "13,placemat", "15,placemat", ["serbia"]),
        ("countries", ",Albania,", ",Shqip,", ["kfor", "serbia"]),
        ("sources", "placemat,NATO", "placemat,The Alliance", []),
    ],
)
def test_a_changed_row_runs_the_chapters_that_read_its_table_and_the_checks(
    reading_book, table, old, new, ran
):
    edit(reading_book.data / f"{table}.csv", old, new)
    result = built(reading_book)
    assert (result.ran, result.failures, result.renewed) == (ran, [], True)
    assert built(reading_book).ran == []
    edit(reading_book.data / f"{table}.csv", "placemat" if table != "countries" else "ALB", "no such thing")
    assert built(reading_book).failures


def test_a_new_row_runs_the_chapters_that_read_its_table(reading_book):
    troops = reading_book.data / "troops.csv"
    nb.write(troops.read_text(encoding="utf-8") + "srb-2018,SRB,2018-02-28,2,placemat\n", troops)
    descriptor = json.loads((reading_book.data / "datapackage.json").read_text(encoding="utf-8"))
    for one in descriptor["resources"]:
        one["rows"] += one["name"] == "troops"
    nb.write(json.dumps(descriptor, indent=1), reading_book.data / "datapackage.json")
    result = built(reading_book)
    assert (result.ran, result.failures) == (["kfor"], [])


def test_other_fields_and_another_day_of_the_edition_run_every_chapter(reading_book):
    edit(reading_book.data / "datapackage.json", '"edition": "2026-06-30"', '"edition": "2026-05-31"')
    assert built(reading_book).ran == ["kfor", "serbia"]


@pytest.mark.parametrize("record", [None, "[", "null"])
def test_a_chapter_without_a_record_of_what_it_read_runs(reading_book, record):
    file = reading_book.work / "executed" / "kfor.read.json"
    file.unlink() if record is None else nb.write(record, file)
    assert built(reading_book).ran == ["kfor"]
    assert built(reading_book).ran == []


def test_a_table_read_for_the_sake_of_another_is_followed_from_then_on(reading_book):
    make_chapter(
        reading_book.chapters,
        "kfor",
        "from wb6.data.edition import Edition\nedition = Edition(as_of)",
        "14 in list(edition.table('troops')['troops']) and list(edition.table('posts')['troops'])",
    )
    assert built(reading_book).ran == ["kfor"]
    edit(reading_book.data / "posts.csv", "13,placemat", "15,placemat")
    assert built(reading_book).ran == ["serbia"]
    edit(reading_book.data / "troops.csv", "13,placemat", "14,placemat")
    assert built(reading_book).ran == ["kfor"]
    edit(reading_book.data / "posts.csv", "15,placemat", "16,placemat")
    assert built(reading_book).ran == ["kfor", "serbia"]


def test_changed_code_of_chapters_runs_every_chapter_and_code_of_pages_none(book):
    edit(book.code / "errors.py", "class Wb6Error", "\n\nclass Wb6Error")
    assert built(book).ran == ["kfor", "serbia"]
    nb.write("/* new */", book.code / "book" / "static" / "wb6.css")
    result = built(book)
    assert (result.ran, result.renewed) == ([], True)


def test_a_changed_page_runs_no_chapter_but_renews_the_book(book):
    edit(book.chapters / "index.md", "Two chapters", "A pair of chapters")
    result = built(book)
    assert (result.ran, result.renewed) == ([], True)
    assert "A pair of chapters" in (book.html / "chapters" / "index.html").read_text()


def test_a_broken_row_is_named_and_the_book_stays(book):
    before = files_below(book.html)
    edit(book.data / "troops.csv", "13,placemat", "many,placemat")
    result = built(book)
    assert result.failures == ["table troops, row 2, field troops: 'many' is no integer (rule: type integer)"]
    assert files_below(book.html) == before


def test_a_raising_chapter_is_named_the_others_run_and_the_book_stays(book):
    before = files_below(book.html)
    make_chapter(book.chapters, "serbia", "x = 1", "raise ValueError('no such year\\nand more')")
    make_chapter(book.chapters, "kfor", "print('still run')")
    result = built(book)
    assert result.failures == ["chapter serbia, cell 4: ValueError: no such year"]
    assert result.ran == ["kfor"]
    assert files_below(book.html) == before
    make_chapter(book.chapters, "serbia", "print('mended')")
    result = built(book)
    assert (result.ran, result.failures) == (["serbia"], [])
    assert "mended" in (book.html / "chapters" / "serbia.html").read_text()


def test_a_warning_of_jupyter_book_is_shown_with_its_file_and_the_book_stays(real_book):
    before = files_below(real_book.html)
    edit(real_book.chapters / "index.md", "Two", "See [nowhere](nowhere.md). Two")
    (failure,) = built(real_book).failures
    assert re.search(r"^book: chapters/index\.md:\d+: WARNING: .*nowhere", failure, re.MULTILINE)
    assert files_below(real_book.html) == before


def test_a_chapter_taken_out_is_gone_from_the_book(real_book):
    (real_book.chapters / "kfor.ipynb").unlink()
    edit(real_book.root / "_toc.yml", "  - file: chapters/kfor\n", "")
    assert built(real_book).failures == []
    assert not (real_book.html / "chapters" / "kfor.html").exists()


def test_a_book_that_was_removed_or_changed_in_place_is_put_back_without_running_a_chapter(book):
    before = files_below(book.html)
    book.html.unlink()
    assert (built(book).ran, files_below(book.html)) == ([], before)
    (book.html / "index.html").write_text("scribbled over")
    assert (built(book).ran, files_below(book.html)) == ([], before)


def test_a_folder_that_plain_jupyter_book_made_is_replaced(book):
    book.html.unlink()
    book.html.mkdir()
    (book.html / "index.html").write_text("plain")
    result = built(book)
    assert result.renewed
    assert "plain" not in (book.html / "index.html").read_text()


def test_parameters_of_the_book_reach_each_chapter_that_has_them(book):
    edition = replace(book, build=Path("_edition"), parameters={"as_of": "2016-12-31", "unknown": 1})
    assert built(edition).failures == []
    assert "SRB 2016-12-31 1999" in (edition.html / "chapters" / "serbia.html").read_text()
    assert "SRB 2026-06-30 1999" in (book.html / "chapters" / "serbia.html").read_text()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory) -> Project:
    """A book in which tests change one thing after the other; built once before."""
    project = make_small_book(tmp_path_factory.mktemp("lasting") / "another name")
    assert built(project).failures == []
    return project


@pytest.fixture(scope="module")
def lasting_at_first(lasting) -> dict[str, bytes]:
    """All files of that book before any change."""
    return files_below(lasting.html)


def test_two_builds_in_two_folders_are_the_same_to_the_byte(first_build, lasting_at_first):
    assert lasting_at_first == files_below(first_build[0].html)


@pytest.mark.parametrize(
    "code",
    ["troops = 4274\ntroops", "print('<b>other words</b>, zebra and aardvark')"],
    ids=["value", "words"],
)
def test_a_book_with_one_renewed_page_is_the_same_to_the_byte_as_one_built_afresh(
    lasting, lasting_at_first, tmp_path, code
):
    make_chapter(lasting.chapters, "kfor", code)
    assert built(lasting).ran == ["kfor"]
    assert " 1 changed" in (lasting.work / "book.log").read_text(encoding="utf-8")
    shutil.copytree(lasting.root, tmp_path / "fresh", ignore=shutil.ignore_patterns("_build"))
    fresh = small_project(tmp_path / "fresh")
    built(fresh)
    assert files_below(lasting.html) == files_below(fresh.html)


def test_a_changed_title_renews_every_page_that_shows_it(lasting, lasting_at_first):
    (lasting.chapters / "index.md").write_text("# Another title\n\nTwo chapters.\n", encoding="utf-8")
    built(lasting)
    assert "Another title" in (lasting.html / "chapters" / "kfor.html").read_text(encoding="utf-8")


def stand_ins(patch) -> None:
    """Have a build run its chapters without a kernel and make its pages without Jupyter Book."""

    def run(chapter, values, project, kernels):
        return Executed(nb.read(project.notebook(chapter)), None)

    patch.setattr("wb6.pipeline.tasks.execute_chapter", run)
    patch.setattr("wb6.pipeline.book.build", quick_pages)


FILES = [(shutil, "rmtree"), *((Path, name) for name in ("symlink_to", "rename", "replace", "unlink"))]


def disk(root: Path) -> dict[str, bytes | str]:
    """All files below a folder, and where links lead."""
    links = (path for path in root.rglob("*") if path.is_symlink())
    return {**files_below(root), **{str(path.relative_to(root)): str(path.readlink()) for path in links}}


def test_a_build_that_dies_at_any_step_leaves_a_whole_book_and_the_next_one_recovers(
    book, tmp_path, monkeypatch
):
    stand_ins(monkeypatch)
    old = files_below(book.html)
    make_chapter(book.chapters, "kfor", "print('after the kill')")

    def copied(step):
        """The project as its build would leave it if it were killed now, between two writes of pytask's state."""
        copy = tmp_path / str(step)
        for _ in range(50):
            with suppress(FileNotFoundError, shutil.Error):
                shutil.copytree(book.root, copy, symlinks=True)
                if not list(copy.rglob("*-journal")):
                    return
            shutil.rmtree(copy, ignore_errors=True)
        raise AssertionError(f"step {step}: pytask's state never rested")

    with monkeypatch.context() as patch:
        before_each(patch, FILES, copied)
        assert built(book).failures == []
    new = files_below(book.html)
    assert b"after the kill" in new["chapters/kfor.html"]
    steps = sorted(int(path.name) for path in tmp_path.iterdir() if path.name.isdigit())
    assert len(steps) > STEPS
    seen = []
    for step in steps:
        project = small_project(tmp_path / str(step))
        if (left := disk(project.root)) in seen:
            continue
        seen.append(left)
        assert files_below(project.html) in (old, new), f"step {step}"
        assert built(project).failures == []
        assert files_below(project.html) == new, f"step {step}"


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
@pytest.mark.parametrize("seconds", [1.2, 2.6, 4.4])
def test_a_killed_build_leaves_a_whole_book_and_the_next_one_recovers(real_book, seconds):
    before = files_below(real_book.html)
    make_chapter(real_book.chapters, "kfor", "import time; time.sleep(1); print('after the kill')")
    code = (
        "import sys; from pathlib import Path; from rich.console import Console\n"
        "from wb6.pipeline.build import build; from wb6.pipeline.progress import Progress\n"
        "from wb6.pipeline.project import Project\n"
        "build(Project(Path(sys.argv[1]), Path('data'), code=Path('code')), Progress(Console()))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, real_book.root], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = files_below(real_book.html)
    assert built(real_book).failures == []
    assert "after the kill" in (real_book.html / "chapters" / "kfor.html").read_text()
    assert left in (before, files_below(real_book.html))  # a late kill finds the new book in place


def test_two_builds_at_a_time_are_refused(book):
    with only_one(book.work / "build.lock"), pytest.raises(Wb6Error, match="another build is running"):
        built(book)


@pytest.mark.parametrize("missing", ["_config.yml", "_toc.yml", "data/datapackage.json"])
def test_a_folder_without_a_book_is_refused_in_one_line(book, missing):
    (book.root / missing).unlink()
    with pytest.raises(Wb6Error, match=Path(missing).name) as error:
        built(book)
    assert "\n" not in str(error.value)


def test_progress_off_a_terminal_is_one_plain_line_a_step():
    out = io.StringIO()
    with Progress(Console(file=out)) as progress:
        progress.started("serbia")
        progress.finished("serbia", failed=False)
    assert re.fullmatch(r"serbia: done, \d+\.\d s\n", out.getvalue())


def test_progress_on_a_terminal_shows_what_runs():
    out = io.StringIO()
    with Progress(Console(file=out, force_terminal=True, width=80)) as progress:
        progress.started("serbia")
        progress.finished("serbia", failed=True)
    assert "serbia: failed" in out.getvalue()


def test_a_run_with_defaults_gives_the_chapter_itself_with_its_outputs(small_book, tmp_path):
    executed = run_chapter("serbia", project=small_book, output=tmp_path / "serbia.ipynb")
    sources = [cell["source"] for cell in nb.read(small_book.notebook("serbia"))["cells"]]
    text = (tmp_path / "serbia.ipynb").read_text()
    assert [cell["source"] for cell in nb.read(tmp_path / "serbia.ipynb")["cells"]] == sources
    assert executed["cells"][2]["outputs"][0]["text"] == "SRB 2026-06-30 1999 ['HRV', 'BGR']\n"
    run_chapter("serbia", project=small_book, output=tmp_path / "again.ipynb")
    assert (tmp_path / "again.ipynb").read_text() == text


def test_a_run_for_another_country_and_day_shows_them_in_the_parameters_cell(small_book):
    values = {"country": "XK", "as_of": "2012-12-31", "comparators": "NOR"}
    executed = run_chapter("serbia", values, project=small_book)
    assert executed["cells"][2]["outputs"][0]["text"] == "XKX 2012-12-31 1999 ['NOR']\n"
    assert 'as_of = "2012-12-31"' in executed["cells"][1]["source"]
    assert len(executed["cells"]) == 3


def test_a_chapter_reads_the_data_of_its_project(small_book):
    make_chapter(small_book.chapters, "kfor", "import os; print(os.environ['WB6_DATA'])")
    executed = run_chapter("kfor", project=small_book)
    assert executed["cells"][2]["outputs"][0]["text"].strip() == str(small_book.data)


def test_a_run_that_raises_writes_nothing(small_book, tmp_path):
    run_chapter("serbia", output=tmp_path / "old.ipynb", project=small_book)
    before = (tmp_path / "old.ipynb").read_bytes()
    make_chapter(small_book.chapters, "kfor", "1 / 0")
    for output in ("old.ipynb", "new.ipynb"):
        with pytest.raises(
            ChapterError, match=r"^chapter kfor, cell 3: ZeroDivisionError: division by zero$"
        ):
            run_chapter("kfor", output=tmp_path / output, project=small_book)
    assert (tmp_path / "old.ipynb").read_bytes() == before
    assert not (tmp_path / "new.ipynb").exists()


def test_a_run_does_not_overwrite_a_chapter_or_a_folder(small_book, tmp_path):
    before = small_book.notebook("serbia").read_bytes()
    for output in (small_book.notebook("serbia"), tmp_path):
        with pytest.raises(UsageError):
            run_chapter("serbia", output=output, project=small_book)
    assert small_book.notebook("serbia").read_bytes() == before


def test_accepting_stores_outputs_and_touches_no_byte_when_nothing_changed(small_book):
    assert dict(accept_chapters(["serbia"], small_book)) == {"serbia": True}
    stored = small_book.notebook("serbia")
    assert "SRB 2026-06-30 1999" in stored.read_text()
    before = stored.stat()
    assert dict(accept_chapters(project=small_book)) == {"kfor": True, "serbia": False}
    assert stored.stat().st_mtime_ns == before.st_mtime_ns


def test_accepting_a_chapter_that_raises_leaves_its_notebook(small_book):
    path = make_chapter(small_book.chapters, "kfor", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(ChapterError):
        list(accept_chapters(["kfor"], small_book))
    assert path.read_bytes() == before


def edit(path: Path, old: str, new: str) -> None:
    """Replace text in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
