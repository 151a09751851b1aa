"""The user's world does not reach chapters: they run in the Python that runs `wb6`, isolated."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import warm

from conftest import make_chapter
from wb6.errors import ChapterError
from wb6.pipeline import kernels, surroundings
from wb6.pipeline.run import run_chapter

pytestmark = pytest.mark.slow

HOSTILE = "raise SystemExit('the user reaches the chapter')"
REPORT = """
import csv, json, os, sys, time, warnings
print(json.dumps({
    "python": sys.executable,
    "csv": csv.__file__,
    "path": sys.path,
    "names": sorted(name for name in globals() if name.startswith("left_by_user")),
    "zone": time.strftime("%H", time.gmtime(0)) + time.strftime("%H", time.localtime(0)),
    "warnings": sys.warnoptions,
    "variables": {name: value for name, value in os.environ.items()},
    "home": os.path.expanduser("~"),
}))
"""


@pytest.fixture
def hostile(tmp_path, monkeypatch) -> Path:
    """A user whose kernels, profiles, modules, variables and proxies would change or break every chapter."""
    home = tmp_path / "home"
    spec = {"argv": ["false", "{connection_file}"], "display_name": "Python 3", "language": "python"}
    for folder in (home / "jupyter" / "kernels" / "python3", home / ".local/share/jupyter/kernels/python3"):
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps(spec))
    for startup in (home / ".ipython", home / "profiles"):
        folder = startup / "profile_default" / "startup"
        folder.mkdir(parents=True)
        (folder / "first.py").write_text("left_by_user = 1")
        (folder.parent / "ipython_config.py").write_text(
            "get_config().InteractiveShellApp.exec_lines = ['left_by_user_2 = 1']"
        )
    modules = home / "modules"
    modules.mkdir()
    for name in ("csv", "papermill", "altair", "wb6", "usercustomize"):
        (modules / f"{name}.py").write_text(HOSTILE)
    monkeypatch.chdir(modules)
    for name, value in {
        "HOME": home,
        "JUPYTER_PATH": home / "jupyter",
        "JUPYTER_CONFIG_DIR": home,
        "IPYTHONDIR": home / "profiles",
        "PYTHONSTARTUP": modules / "csv.py",
        "PYTHONPATH": modules,
        "PYTHONWARNINGS": "error",
        "PYTHONHASHSEED": "7",
        "https_proxy": "http://192.0.2.1:9",
        "NO_PROXY": "*",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
    }.items():
        monkeypatch.setenv(name, str(value))
    return home


@pytest.fixture
def report(hostile, small_book) -> dict:
    """What a chapter sees of it."""
    make_chapter(small_book.chapters, "kfor", REPORT)
    (small_book.chapters / "csv.py").write_text(HOSTILE)
    executed = run_chapter("kfor", project=small_book)
    return json.loads("".join(executed["cells"][2]["outputs"][0]["text"]))


def test_a_chapter_sees_nothing_of_the_user(report, hostile):
    assert report["python"] == sys.executable
    assert Path(report["csv"]).parent == Path(os.__file__).parent
    assert not [folder for folder in report["path"] if folder.startswith(str(hostile)) or not folder]
    assert (report["names"], report["zone"], report["warnings"]) == ([], "0000", [])
    variables = report["variables"]
    assert {
        name
        for name in variables
        if name.startswith(("JUPYTER_", "IPYTHON")) and str(hostile) in variables[name]
    } == set()
    assert not {name for name in variables if name.upper().endswith("_PROXY")}
    assert (variables["TZ"], variables["LC_ALL"], variables["PYTHONNOUSERSITE"]) == ("UTC", "C.UTF-8", "1")
    assert "PYTHONHASHSEED" not in variables


def test_the_check_of_a_build_sees_nothing_of_the_user(hostile):
    done = subprocess.run(
        [sys.executable, "-c", "import csv, wb6; print(csv.__file__)"],
        env=surroundings.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).parent == Path(os.__file__).parent


def test_what_cannot_be_kept_out_is_said_in_a_line(tmp_path, monkeypatch):
    (tmp_path / "usercustomize.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert surroundings.beyond({"LD_PRELOAD": "libx.so"}) == [
        *surroundings.beyond({"PYTHONPATH": str(tmp_path)}),
        f"this Python runs its usercustomize ({tmp_path / 'usercustomize.py'}) in chapters too",
        "LD_PRELOAD loads libx.so into chapters too",
    ]


def test_a_kernel_that_cannot_start_is_one_line_that_says_so(small_book, monkeypatch):
    monkeypatch.setattr(kernels, "_COMMAND", ["no-such-program"])
    with pytest.raises(ChapterError, match=r"^chapter kfor, the kernel cannot start: .*no-such-program"):
        run_chapter("kfor", project=small_book)


def test_a_kernel_leaves_no_file_behind(small_book, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    run_chapter("kfor", project=small_book)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("a\n", "Traceback:\nValueError: b\n"), "ValueError: b"),
        (("a\nb\n\n", ""), "b"),
        (("", None), "the process ended without a word (exit code -9)"),
        (("\n", " \n"), "the process ended without a word (exit code -9)"),
    ],
)
def test_a_program_that_failed_always_has_a_last_word(written, told):
    assert surroundings.last_words(subprocess.CompletedProcess([], -9, *written)) == told


def test_programs_of_tests_that_run_side_by_side_keep_their_exit_codes():
    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(lambda module: warm.program(module).returncode, ["this", "nowhere"] * 20))
    assert done == [0, 1] * 20
