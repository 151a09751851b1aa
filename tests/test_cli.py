"""The command line: bad input gets one line, exit 2, and nothing is written."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import types
import urllib.request
from pathlib import Path

import pytest

from conftest import make_chapter, make_small_book, quick_pages
from wb6 import cli
from wb6.data import folders
from wb6.data.checks import Problem
from wb6.errors import UsageError
from wb6.pipeline import notebook
from wb6.pipeline.serve import server


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory):
    """A small book that tests leave as it is, and an empty folder beside it."""
    root = tmp_path_factory.mktemp("shared")
    (root / "here").mkdir()
    return make_small_book(root / "book")


@pytest.fixture
def there(shared_book, monkeypatch):
    """The shared book as the project of the command line, called from the empty folder."""
    monkeypatch.setattr(folders, "PROJECT", shared_book.root)
    monkeypatch.setenv("WB6_DATA", str(shared_book.data))
    monkeypatch.chdir(shared_book.root.parent / "here")
    return shared_book


@pytest.fixture
def here(small_book, monkeypatch, tmp_path):
    """The small book as the project of the command line, called from an empty folder."""
    monkeypatch.setattr(folders, "PROJECT", small_book.root)
    monkeypatch.setenv("WB6_DATA", str(small_book.data))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return small_book


@pytest.fixture
def prose_problems(monkeypatch):
    """Stands for the rules of prose."""
    problems = []
    prose = types.SimpleNamespace(check_prose=lambda: problems)
    monkeypatch.setitem(sys.modules, "wb6.book.prose", prose)
    return problems


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("run atlantis", "'atlantis'; chapters are kfor, serbia"),
        (
            "run serbia -p contry SRB",
            "'contry' of chapter serbia; parameters are country, as_of, since, comparators",
        ),
        ("run serbia -p as_of 2016-13-01", "'2016-13-01' is no date; write YYYY-MM-DD"),
        ("run serbia -p country ATL", "'ATL'; use an ISO 3166-1 alpha-3 code, for example ALB, BIH"),
        ("run serbia -p comparators HRV,ATL", "'ATL'; use an ISO 3166-1 alpha-3 code, for example ALB, BIH"),
        ("run serbia -p since soon", "since 'soon' is no whole number"),
        ("run serbia -p as_of", "'-p' requires 2 arguments"),
        ("run serbia --outptu s.ipynb", "no option '--outptu'; options are -p, --parameter, --output"),
        ("run serbia --output .", "'.' is a folder"),
        ("run serbia --output ../book/data/troops.csv", "'../book/data/troops.csv' belongs to the project"),
        ("run serbia --output ../book/chapters/croatia.ipynb", "belongs to the project"),
        ("run serbia --output ../book/_toc.yml", "exists and is no notebook of wb6 run"),
        ("run serbia --output \udcff.ipynb", r"'\udcff.ipynb' is no name in UTF-8"),
        ("run serbia -p comparators [[HRV]]", "comparators '[[HRV]]' is no list, such as"),
        ("run serbia -p comparators [&a,*a]", "is no list"),
        ("run serbia -p comparators [HRV", "is no list"),
        ("run serbia -p comparators [{HRV:BGR}]", "is no list"),
        (f"run serbia -p comparators {'[' * 100_000}", f"comparators '{'[' * 39}…"),
        (f"run serbia -p since {'9' * 10_000}", f"since '{'9' * 39}…{'9' * 38}' is no whole number"),
        (f"run {'x' * 10_000}", "…"),
        (f"run serbia -p {'x' * 10_000} 1", "…"),
        (f"run serbia {'x' * 10_000}", f"unexpected extra argument ({'x' * 40}…"),
        (f"run serbia --{'x' * 10_000}", "…"),
        (f"{'x' * 10_000}", "…"),
        (f"build --workers {'9' * 10_000}", "…"),
        (f"build --workers {'x' * 10_000}", "…"),
        (f"diff {'x' * 10_000}", "…"),
        (f"new {'x' * 10_000}", "…"),
        (f"sweep --as-of {'1' * 10_000} --output out", "…"),
        ("run \x1b[31mserbia\x07", r"unknown chapter '\x1b[31mserbia\x07'"),
        ("run serbia \x1b[31m", r"unexpected extra argument (\x1b[31m)"),
        ("run serbia \u202e\u2066x", r"(\u202e\u2066x)"),
        ("run \udcff", "unknown chapter"),
        ("run", "Missing argument 'CHAPTER'"),
        (
            "bild",
            "no command 'bild'; commands are accept, build, check, claims, diff, edition, new, refresh, rests, run, serve, sweep",
        ),
        ("build --workers none", "'--workers'"),
        ("accept atlantis", "'atlantis'; chapters are kfor, serbia"),
        ("serve", "no book in"),
        ("sweep", "needs --as-of, such as 2000..2026, and --output"),
        ("sweep --as-of 2016", "needs --as-of, such as 2000..2026, and --output"),
        ("sweep --as-of 2016-13-01 --output out", "'2016-13-01' is no date; write YYYY-MM-DD"),
        ("sweep --as-of 2016..2010 --output out", "'2016..2010' are no range of years"),
        ("sweep --as-of 2016-01-01..2017 --output out", "are no range of years, such as 2000..2026"),
        ("sweep --as-of , --output out", "at least one edition"),
        ("sweep --as-of 2016 --countries ATL --output out", "'ATL'; use an ISO 3166-1 alpha-3 code"),
        ("sweep --as-of 2016 --chapters atlantis --output out", "'atlantis'; chapters are kfor, serbia"),
        (
            "sweep --as-of 2016 --chapters kfor -p sinc 3 --output out",
            "'sinc'; parameters are since, comparators",
        ),
        ("sweep --as-of 2016 --chapters kfor -p since soon --output out", "since 'soon' is no whole number"),
        ("sweep --as-of 2016 -p as_of 2012-12-31 --output out", "as_of of a sweep is given by --as-of"),
        ("sweep --as-of 2016 --output ..", "exists and is no folder of a sweep"),
        ("sweep --as-of 2016 --output ../book/chapters/out", "in the way of the project"),
        ("sweep --as-of 2016 --output ../book", "in the way of the project"),
        ("sweep --as-of 2016 --chapters kfor --output out --dask nowhere", "'nowhere' is no address"),
        ("sweep --as-of 2016 --output out --dask tcp://a:1 --workers 2", "drop one of both"),
        ("sweep --as-of 2016 --output out --workers 0", "'--workers'"),
    ],
)
def test_bad_input_gets_one_line_exit_2_and_nothing_is_written(there, wb6, arguments, named):
    before = sorted(there.root.parent.rglob("*"))
    code, out, err = wb6(*arguments.split(" "))
    assert (code, out, len(err)) == (2, [], 1)
    assert named in err[0]
    assert err[0].isprintable()
    assert max(map(len, err[0].split())) <= 100
    assert sorted(there.root.parent.rglob("*")) == before


@pytest.mark.slow
def test_run_writes_the_chapter_where_it_is_told(here, wb6, tmp_path):
    code, out, err = wb6("run", "serbia", "-p", "as_of", "2012-12-31", "--output", "s.ipynb")
    assert (code, out, err) == (0, ["wrote s.ipynb"], [])
    assert "SRB 2012-12-31" in (tmp_path / "here" / "s.ipynb").read_text()


def test_run_without_output_writes_the_chapters_name_here(here, wb6, tmp_path):
    assert wb6("run", "kfor")[0] == 0
    assert (tmp_path / "here" / "kfor.ipynb").exists()


def test_a_chapter_that_raises_gets_one_line_and_exit_1(here, wb6, tmp_path):
    make_chapter(here.chapters, "kfor", "1 / 0")
    code, out, err = wb6("run", "kfor")
    assert (code, out) == (1, [])
    assert err == ["wb6: chapter kfor, cell 3: ZeroDivisionError: division by zero"]
    assert not (tmp_path / "here" / "kfor.ipynb").exists()


@pytest.mark.slow
def test_build_says_what_ran_and_where_to_open_the_book(here, wb6, monkeypatch):
    monkeypatch.setattr("wb6.pipeline.book.build", quick_pages)
    code, out, err = wb6("build")
    assert (code, err) == (0, [])
    assert out[-2] == "chapters run: 2 (kfor, serbia); unchanged: none"
    assert out[-1].endswith(f"open the book: {here.html / 'index.html'}")
    code, out, err = wb6("build")
    assert (code, out[-2]) == (0, "chapters run: none; unchanged: 2 (kfor, serbia)")


@pytest.mark.slow
def test_build_with_broken_data_exits_1_and_names_the_row(here, wb6):
    table = here.data / "troops.csv"
    table.write_text(table.read_text().replace("ALB", "ATL"))
    code, out, err = wb6("build")
    assert code == 1
    assert err == ["table troops, row 2, field iso3: 'ATL' is unknown (rule: foreign key to countries.iso3)"]
    assert "stays as it was" in out[-1]


def test_check_names_every_problem_and_exits_1(here, wb6, prose_problems):
    assert wb6("check") == (0, ["data, sources and prose: no problem found"], [])
    prose_problems.append(Problem("serbia, cell 3", "digits", "'12' is neither a fact nor cited"))
    table = here.data / "troops.csv"
    table.write_text(table.read_text().replace("13,placemat", "13,nobody"))
    code, out, err = wb6("check")
    assert (code, out) == (1, [])
    assert err == [
        "table troops, row 2, field source: 'nobody' is unknown (rule: foreign key to sources.key)"
    ]
    table.write_text(table.read_text().replace("13,nobody", "13,placemat"))
    assert wb6("check") == (1, [], ["serbia, cell 3: '12' is neither a fact nor cited (rule: digits)"])


@pytest.mark.slow
def test_accept_says_what_changed(here, wb6):
    assert wb6("accept", "kfor")[1] == [
        "kfor: new reference stored",
        "  Kfor",
        "    facts and data as before; prose, notes, descriptions, code or other outputs changed",
    ]
    assert wb6("accept", "kfor")[1] == ["kfor: unchanged"]


@pytest.mark.slow
def test_sweep_says_what_ran_and_where_the_table_is(here, wb6, tmp_path):
    arguments = (
        "sweep",
        "--as-of",
        "2016..2017",
        "--chapters",
        "kfor",
        "--countries",
        "SRB",
        "--output",
        "out",
    )
    code, out, err = wb6(*arguments)
    assert (code, err) == (0, [])
    assert out[-1] == "ran: 2; unchanged: 0; failed: 0; 0 rows in out/sweep.csv and out/sweep.parquet"
    assert wb6(*arguments)[1] == [
        "ran: 0; unchanged: 2; failed: 0; 0 rows in out/sweep.csv and out/sweep.parquet"
    ]


@pytest.mark.slow
def test_a_sweep_with_a_run_that_fails_exits_1_and_says_what_to_do(here, wb6):
    make_chapter(here.chapters, "kfor", "1 / 0")
    code, out, err = wb6(
        "sweep", "--as-of", "2016", "--chapters", "kfor", "--countries", "SRB", "--output", "o"
    )
    assert code == 1
    assert err == ["kfor-SRB-2016-12-31: chapter kfor, cell 3: ZeroDivisionError: division by zero"]
    assert "the table waits for the rest: give the command again" in out[-1]


@pytest.mark.slow
def test_measures_are_listed_with_name_and_unit(wb6):
    code, out, err = wb6("sweep", "--list-measures")
    assert (code, err) == (0, [])
    assert [line.split(maxsplit=1)[1] for line in out if line.startswith("FH_TOTAL ")] == [
        "Freedom House total score · 0-100 (100 most free)"
    ]


@pytest.mark.slow
def test_measures_that_are_unknown_are_answered_with_near_ones(wb6, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = wb6("sweep", "--as-of", "2016", "--measures", "FH_TOTL", "--output", "out")
    assert (code, out, len(err), list(tmp_path.iterdir())) == (2, [], 1, [])
    assert "near it: FH_TOTAL" in err[0]


@pytest.fixture
def site(tmp_path):
    """A server of a small book with a large page and a folder of data."""
    book = tmp_path / "html"
    (book / "chapters").mkdir(parents=True)
    (book / "chapters" / "mine.txt").write_text("mine")
    (book / "index.html").write_text("the book")
    (book / "large.html").write_bytes(b"x" * 30_000_000)
    (tmp_path / "secret").write_text("the secret")
    with server(book, 0) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def test_serve_answers_on_this_computer_only(tmp_path):
    (tmp_path / "index.html").write_text("the book")
    with server(tmp_path, 0) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        host, port = running.server_address
        assert host == "127.0.0.1"
        with urllib.request.urlopen(f"http://{host}:{port}/") as answer:
            assert answer.read() == b"the book"
            assert answer.headers["Cache-Control"] == "no-cache"
        with pytest.raises(UsageError, match="another with --port"):
            server(tmp_path, port)
        running.shutdown()


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (b"GET /%00 HTTP/1.1", b"HTTP/1.0 404"),
        (b"GET /\xff HTTP/1.1", b"HTTP/1.0 404"),
        (b"HEAD /%00.html HTTP/1.1", b"HTTP/1.0 404"),
        (b"GET /chapters/ HTTP/1.1", b"HTTP/1.0 404"),
        (b"GET /../secret HTTP/1.1", b"HTTP/1.0 404"),
        (b"GET /%2e%2e/secret HTTP/1.1", b"HTTP/1.0 404"),
        (b"POST / HTTP/1.1", b"HTTP/1.0 501"),
        (b"nonsense", b""),
        (b"GET / HTTP/9.9", b""),
        (b"GET / HTTP/1.1", b"HTTP/1.0 200"),
    ],
)
def test_serve_answers_odd_requests_without_a_word(site, capfd, request_, answer):
    with socket.create_connection(site.server_address) as asking:
        asking.sendall(request_ + b"\r\n\r\n")
        said = b"".join(iter(lambda: asking.recv(65536), b""))
    assert said.startswith(answer)
    assert b"the secret" not in said
    assert b"mine.txt" not in said
    assert capfd.readouterr() == ("", "")


def test_serve_says_nothing_of_a_reader_who_leaves(site, capfd):
    for _ in range(3):
        asking = socket.create_connection(site.server_address)
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        asking.sendall(b"GET /large.html HTTP/1.1\r\n\r\n")
        asking.close()
    with urllib.request.urlopen(f"http://127.0.0.1:{site.server_port}/") as answer:
        assert answer.read() == b"the book"
    site.shutdown()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "command", ["claims", "new HRV", "refresh sipri", "sweep --as-of 2016 --output out", "where S0-RUS-01"]
)
def test_missing_data_get_one_line(here, wb6, monkeypatch, tmp_path, command):
    monkeypatch.setenv("WB6_DATA", str(tmp_path / "nowhere"))
    code, out, err = wb6(*command.split())
    assert (code, out, len(err)) == (1, [], 1)
    assert f"no data package in {tmp_path / 'nowhere'}: datapackage.json is missing" in err[0]


@pytest.mark.parametrize("command", ["claims", "new", "refresh", "diff", "where"])
def test_no_more_of_a_long_word_is_repeated_than_can_be_read(wb6, command):
    code, _, err = wb6(command, "Kosovo " * 2000)
    assert (code, len(err)) == (2, 1)
    assert "Kosovo Kosovo" in err[0]
    assert err[0].count("Kosovo") <= 12


@pytest.mark.parametrize("text", ["", "no JSON", "{}", '{"cells": 1}'])
def test_a_file_that_is_no_notebook_gets_one_line(here, wb6, text):
    (here.chapters / "kfor.ipynb").write_text(text, encoding="utf-8")
    code, out, err = wb6("run", "kfor")
    assert (code, out, len(err)) == (1, [], 1)
    assert err[0].startswith("wb6: kfor.ipynb is no notebook: ")


def test_a_place_that_cannot_be_written_gets_one_line(here, wb6, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, out, err = wb6("run", "kfor", "--output", str(tmp_path / "file" / "kfor.ipynb"))
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].endswith("kfor.ipynb' cannot be written: Not a directory")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_names_the_file_that_could_not_be_written(here, wb6, tmp_path, monkeypatch):
    def on_a_full_disk(**_):
        (tmp_path / "part").touch()
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "part")

    monkeypatch.setattr("wb6.pipeline.run._execute", lambda _, document, *__: (document, None))
    monkeypatch.setattr("wb6.pipeline.outputs.require_writable", lambda _: None)
    monkeypatch.setattr(tempfile, "mkstemp", on_a_full_disk)
    code, out, err = wb6("run", "kfor")
    target = tmp_path / "here" / "kfor.ipynb"
    assert (code, out, err) == (1, [], [f"wb6: {target} cannot be used: No space left on device"])
    assert list((tmp_path / "here").iterdir()) == []


def test_an_interruption_is_one_word_not_a_traceback(here, wb6, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("wb6.pipeline.run.run_chapter", interrupt)
    code, out, err = wb6("run", "serbia")
    assert (code, out, err[-1]) == (130, [], "wb6: interrupted")


@pytest.mark.parametrize(
    "command", ["build", "accept", "serve", "check", "refresh sipri", "sweep --as-of 2016 --output o"]
)
def test_ctrl_c_exits_130_whatever_was_done(here, wb6, monkeypatch, command):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    notebook.write("the book", here.html / "index.html")
    for place in (
        "wb6.pipeline.build._carry_out",
        "wb6.pipeline.accept.run_chapter",
        "wb6.pipeline.serve.ThreadingHTTPServer.serve_forever",
        "wb6.data.checks.check_package",
        "wb6.refresh.command.prepare",
        "wb6.sweep.command.carry_out",
    ):
        monkeypatch.setattr(place, interrupt)
    code, _, err = wb6(*command.split())
    assert (code, err[-1]) == (130, "wb6: interrupted")


def cut_pipe() -> int:
    """A pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("arguments", ["", "--help", "bild"])
def test_a_reader_who_leaves_ends_a_command_quietly(tmp_path, arguments):
    writing = cut_pipe()
    command = [sys.executable, "-m", "wb6", *arguments.split()]
    done = subprocess.run(command, stdout=writing, stderr=writing if arguments == "bild" else subprocess.PIPE)
    os.close(writing)
    assert done.returncode == 1
    assert not done.stderr


def test_progress_that_nobody_reads_does_not_stop_the_work(capfd):
    with os.fdopen(cut_pipe(), "w") as broken:
        console = cli._console()
        console.file = broken
        for _ in range(3):
            console.print("done")
        with contextlib.suppress(BrokenPipeError):
            broken.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), broken.fileno())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_does_not_know_a_letter_gets_its_number(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    code = (
        "from wb6 import cli; import click\n"
        "@cli.app.command()\n"
        "def say(): click.echo('\u0110okovi\u0107 \u2026')\n"
        "cli.main(['say'])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"okovi" in done.stdout


def test_help_says_what_each_command_does(wb6):
    code, out, _ = wb6("--help")
    commands = [line for line in out if line.startswith("  ") and line.endswith(".")]
    assert code == 0
    assert len(commands) >= 5
    assert not [line for line in commands if line.endswith("...")]


def test_the_command_line_starts_without_importing_anything_heavy():
    code = "import sys, wb6.cli; print({'pandas', 'pytask', 'papermill', 'altair'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_where_says_where_a_figure_is_made_and_refuses_a_name_that_is_none(wb6):
    code, out, _ = wb6("where", "milex_share")
    assert code == 0
    assert out[0].startswith("indicator milex_share (Defence spending, share of GDP): wb6.")
    code, out, err = wb6("where", "milex_sahre")
    assert (code, out, len(err)) == (2, [], 1)
    assert "unknown name 'milex_sahre'" in err[0]
    assert "milex_share" in err[0]
