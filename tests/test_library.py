"""The book in a blank notebook, from a clone and from a wheel, and where its parts are made."""

import ensurepip
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import wb6
from conftest import DAY_OF_NOW, NOW
from wb6.data import countries, folders, package
from wb6.errors import UsageError
from wb6.pipeline import notebook, parameters
from wb6.where import where

THREE_LINES = """
import wb6
srb = wb6.country("SRB", as_of="2020-12-31")
figure = srb.trade_by_partner()
print(wb6.__file__, figure.frame["year"].max(), sorted(figure._repr_mimebundle_()), sep="\\n")
print(len(wb6.edition("2020-12-31").table("polls")), wb6.indicator("milex_share"))
"""


def test_import_loads_nothing_else():
    code = "import sys; before = set(sys.modules); import wb6; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded - sys.stdlib_module_names == {"wb6"}
    assert loaded & {"asyncio", "json", "subprocess", "unittest", "xml"} == set()


def test_a_name_that_is_none_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'contry'"):
        wb6.contry  # noqa: B018
    assert {"country", "region", "russia", "china", "kfor", "edition", "indicator", "claim"} <= set(dir(wb6))


def test_a_page_needs_no_more_than_its_country():
    page = wb6.country("SRB")
    assert (page.edition.as_of, page.since) == (package.latest_edition(), 1999)
    assert page.comparators == ["HRV", "BGR"]
    assert wb6.region().countries == wb6.russia().countries == ["ALB", "BIH", "XKX", "MNE", "MKD", "SRB"]


@pytest.mark.parametrize("iso3", countries.WB6)
def test_a_page_has_the_parameters_of_its_chapter_if_none_are_given(iso3):
    chapter = notebook.read(folders.PROJECT / "chapters" / f"{countries.slug(iso3)}.ipynb")
    page = wb6.country(iso3)
    found = {name: getattr(page, name) for name in ("since", "comparators")}
    assert {"country": page.iso3, "as_of": page.edition.as_of, **found} == parameters.defaults(chapter)


@pytest.mark.parametrize("name", ["region", "russia", "china", "kfor"])
def test_a_page_lists_its_sections_with_a_line_each(name):
    page = getattr(wb6, name)()
    first, *lines = repr(page).splitlines()
    assert f"edition of {DAY_OF_NOW}" in first
    assert [line.split()[0] for line in lines] == list(page.sections())
    assert all(len(line.split()) > 2 for line in lines)
    assert dir(page)[0]
    assert set(page.sections()) <= set(dir(page))


def test_the_list_of_a_country_holds_what_its_notebook_shows():
    page = wb6.country("BIH", as_of="2016-12-31")
    assert repr(page).startswith(
        "Bosnia and Herzegovina beside Croatia and Serbia, edition of 31 December 2016"
    )
    text = (folders.PROJECT / "chapters" / "bosnia-and-herzegovina.ipynb").read_text(encoding="utf-8")
    assert {"trade_by_partner", "at_a_glance", "factors"} <= set(page.sections())
    assert not {"edition_banner", "facts", "quote", "steps", "designation"} & set(page.sections())
    assert all(f"chapter.{name}(" in text for name in ("trade_by_partner", "at_a_glance", "factors"))


def test_an_indicator_is_a_frame_with_its_unit():
    found = wb6.indicator("milex_share", as_of="2020-12-31")
    assert found.frame["year"].max() == 2020
    assert found.frame.attrs["units"] == {"value": "percent of GDP"}
    assert found.sources
    with pytest.raises(UsageError, match="unknown indicator 'milex'"):
        wb6.indicator("milex")


def test_a_claim_is_shown_with_its_test():
    found = wb6.claim("S3-MNE-02")
    assert found.statement in repr(found)
    assert set(found.rows) == {"table", "key"}
    assert len(found.rows) == len(found.judgement.now.rows)
    with pytest.raises(UsageError, match="unknown claim"):
        wb6.claim("S3-MNE-99")


def environment(folder: Path) -> Path:
    """Python of a new environment that has the libraries of this one, and not the project."""
    venv.create(folder, symlinks=True)
    (libraries,) = {Path(pd.__file__).parents[1]}
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return folder / "bin" / "python"


@pytest.mark.slow
def test_the_wheel_works_without_the_repository(tmp_path):
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(built, cwd=folders.PROJECT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    python = environment(tmp_path / "env")
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    install = [python, pip / "pip", "install", "-q", "--no-index", "--no-deps", "--no-compile", wheel]
    subprocess.run(install, check=True)
    bare = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "WB6_DATA"}}
    done = subprocess.run(
        [python, "-c", THREE_LINES], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    place, year, bundle, last = done.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path / "env")
    assert int(year) <= 2020
    assert "vegalite" in bundle
    assert "Indicator milex_share" in last
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"wb6/_data/{path.name}" for path in (folders.PROJECT / "data").glob("*.csv")} <= names


PLACES = {
    "trade-partners": (
        "figure trade-partners of albania: wb6.sections.trade:",
        "trade_partners",
    ),
    "trade_by_partner": (
        "figure trade-partners of serbia: wb6.sections.trade:",
        "trade_partners",
    ),
    "factors": ("table factors of serbia: wb6.sections.", "factors"),
    "milex_share": ("indicator milex_share (Defence spending, share of GDP): wb6.", "rows of indicators"),
    "S3-MNE-02": (f"claim S3-MNE-02: edition {NOW}", "row"),
    "rafale": ("fact rafale of serbia: chapters/serbia.ipynb, cell", "1 row of arms_transfers where id="),
}


@pytest.mark.parametrize("name", PLACES)
def test_where_names_function_table_rows_and_sources(name):
    lines = list(where(name))
    first, second = PLACES[name]
    assert any(line.startswith(first) for line in lines), lines
    assert any(second in line for line in lines), lines
    assert any("sources: " in line for line in lines)


def test_where_leads_to_the_function():
    line = next(line for line in where("trade_by_partner") if line.startswith("figure"))
    module, number = line.rpartition(": ")[2].split(" ")[0].split(":")
    source = Path(sys.modules[module].__file__).read_text(encoding="utf-8").splitlines()
    assert source[int(number) - 1].strip().startswith("def trade_by_partner(")


def test_an_unknown_name_is_one_line_with_near_names(capsys):
    with pytest.raises(UsageError, match=r"unknown name 'trade_by_partnr'.*; near it are trade_by_partner"):
        list(where("trade_by_partnr"))
