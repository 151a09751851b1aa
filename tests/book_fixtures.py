"""A small book for the tests of pages: one chapter with charts, a table, facts and a card."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import altair as alt
import jsonschema
import nbformat
import pandas as pd
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from wb6.data.facts import GLUE_PREFIX, Fact, unknown
from wb6.data.folders import PROJECT
from wb6.errors import Wb6Error
from wb6.figures import figure, theme
from wb6.figures.figure import Figure, Heading
from wb6.figures.frames import Unit
from wb6.figures.ledger import Ledger, Rivals
from wb6.figures.renderer import render
from wb6.figures.tables import Banner, Caption, Card, Column, Standing, table
from wb6.pipeline import notebook
from wb6.pipeline.build import build as build_book
from wb6.pipeline.lock import only_one
from wb6.pipeline.progress import Progress
from wb6.pipeline.project import Project
from wb6.pipeline.run import Executed, execute_chapter

# The chapter that a build of the whole book executes in the tests.
RUN = "kfor"
BASE = "https://example.org/balkans/"
CLAIMS = ["S0-ALB-01", "S3-SRB-01", "S3-SRB-02"]
HOSTILE = "<script>alert(1)</script>"
COUNTRIES = {"SRB": "Serbia", "ALB": "Albania", "BIH": "Bosnia and Herzegovina", "HRV": "Croatia"}
SOURCES = {"sipri_2025": "SIPRI 2025", "nato_2025": "NATO 2025"}

_TOC = """\
format: jb-book
root: chapters/index
parts:
  - caption: Countries
    chapters:
      - file: chapters/demo
      - file: chapters/claims
  - caption: About
    chapters:
      - file: chapters/data
      - file: chapters/objections
      - file: chapters/references
"""
_BIB = """\
@misc{sipri_2025, author = {{SIPRI}}, title = {Military expenditure}, year = {2025}, url = {https://www.sipri.org}}
@misc{nato_2025, author = {{NATO}}, title = {Members}, year = {2025}, url = {https://www.nato.int}}
"""
_PAGES = {
    "index.md": "# A small book\n\nSee [the chapter](demo.ipynb).\n",
    "objections.md": "# Object to a claim\n\n## How to object\n\nOpen an issue.\n",
    "data.md": "# Data\n\n```{data-dictionary}\n```\n",
    "references.md": (
        "# Sources\n\n## By kind\n\n```{source-list}\n```\n\n## Cited\n\n```{bibliography}\n```\n"
    ),
}


def write_package(folder: Path) -> None:
    """A small data package in `folder`."""
    folder.mkdir(parents=True)
    tables = {
        "countries": ["iso3,name", *(f"{iso3},{name}" for iso3, name in COUNTRIES.items())],
        "sources": [
            "key,label,publisher,title,year,url,accessed_via,kind,licence,terms,grade,passes_on",
            "nato_2025,NATO 2025,NATO,Members,2025,https://www.nato.int,,official,"
            "facts only,facts_only,primary,",
            f"sipri_2025,SIPRI 2025,SIPRI,Spending {HOSTILE},2025,https://www.sipri.org,read in a copy,"
            f"dataset,see terms,attribution_noncommercial,passing_on,register of SIPRI {HOSTILE}",
        ],
        "spending": ["iso3,year,share,source", "SRB,2023,1.4,sipri_2025", "SRB,2024,1.9,sipri_2025"],
        "claim_documents": [
            "id,fact,source",
            *(
                f"{claim}-{number},A paper says so {number}.,sipri_2025"
                for claim in CLAIMS
                for number in (1, 2)
            ),
        ],
        "claim_codings": [
            "claim_id,field,first,second,settled,why",
            "S3-SRB-01,kind,fact,fact,,",
            "S3-SRB-01,wording,fair,wider,fair,The text says as much.",
            "S3-SRB-01,main,The debt is large.,Much is owed.,,",
            "S3-SRB-02,kind,fact,,,",
        ],
        "objections": [
            "id,claim_id,on,by,about,what,answer,outcome",
            "S3-SRB-01-1,S3-SRB-01,2025-06-30,reader,rule,The base is wrong.,It is another one now.,accepted",
        ],
        "document_codings": [
            "id,field,first,second,settled,why",
            "S3-SRB-01-1,says,yes,partly,yes,It names no number.",
            "S3-SRB-01-1,party,no,no,,",
        ],
    }
    kinds = {"year": "integer", "share": "number"}
    keys = {
        "countries": ["iso3"],
        "sources": ["key"],
        "spending": ["iso3", "year"],
        "claim_documents": ["id"],
        "claim_codings": ["claim_id", "field"],
        "document_codings": ["id", "field"],
        "objections": ["id"],
    }
    resources = []
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        fields = [
            {
                "name": field,
                "type": kinds.get(field, "string"),
                "title": field,
                "description": f"The {field}.",
            }
            for field in lines[0].split(",")
        ]
        if name == "sources":
            fields[4]["type"] = "string"
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "title": f"Table of {name}",
                "description": f"One row an entry. {HOSTILE}",
                "asOf": "year" if name == "spending" else None,
                "rows": len(lines) - 1,
                "schema": {"fields": fields, "primaryKey": keys[name]},
            }
        )
    descriptor = {"name": "demo", "edition": "2026-06-30", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (folder / "references.bib").write_text(_BIB, encoding="utf-8")


def spending() -> pd.DataFrame:
    """Invented shares of three countries since 1999."""
    rows = [
        {
            "iso3": iso3,
            "country": COUNTRIES[iso3],
            "year": year,
            "share": round(1 + place + (year - 1999) * 0.03, 2),
        }
        for place, iso3 in enumerate(["ALB", "HRV", "SRB"])
        for year in range(1999, 2026)
    ]
    return pd.DataFrame(rows)


def line_chart() -> dict:
    """Spec of a line chart with direct labels and a clip path."""
    frame = spending()
    x, y, colour = _years(), alt.Y("share:Q", title=None), _country_colour()
    lines = alt.Chart(frame).mark_line(clip=True).encode(x=x, y=y, color=colour)
    labels = (
        alt.Chart(frame[frame.year == 2025])
        .mark_text(align="left", dx=7, fontWeight="bold")
        .encode(x=x, y=y, text="country:N", color=colour)
    )
    return _spec(
        figure.finish(
            (lines + labels).properties(width=theme.WIDTH, height=theme.HEIGHT),
            heading=Heading(
                name="spending",
                title=f"Serbia spends most {HOSTILE}",
                subtitle="Military expenditure, percent of GDP, 1999 to 2025",
                alt_text="Three rising lines; Serbia is the highest throughout.",
            ),
            frame=frame.drop(columns="iso3"),
            columns={"share": "=Share of GDP"},
            note="Invented figures.",
        ).citing(["sipri_2025"])
    )


def faceted_chart() -> dict:
    """Spec of small multiples, three side by side, with a legend."""
    frame = spending()
    chart = (
        alt.Chart(frame)
        .mark_line(color=theme.country_colour("SRB"))
        .encode(x=_years(), y=alt.Y("share:Q", title=None))
        .properties(width=170, height=120)
        .facet(facet=alt.Facet("country:N", title=None), columns=3)
    )
    return _spec(
        figure.finish(
            chart,
            heading=Heading(
                name="multiples",
                title="The three side by side",
                subtitle="Percent of GDP",
                alt_text="Three panels.",
            ),
            frame=frame,
            columns={"share": Unit("Percent of GDP")},
        ).citing(["sipri_2025", "nato_2025"])
    )


def bar_chart() -> dict:
    """Spec of bars with long names."""
    frame = pd.DataFrame({"country": list(COUNTRIES.values()), "share": [1.9, 1.7, 0.8, 1.8]})
    chart = (
        alt.Chart(frame)
        .mark_bar(color=theme.country_colour("BIH"))
        .encode(y=alt.Y("country:N", title=None, sort="-x"), x=alt.X("share:Q", title=None))
        .properties(width=theme.WIDTH)
    )
    return _spec(
        figure.finish(
            chart,
            heading=Heading(
                name="bars", title="Shares by country", subtitle="Percent of GDP, 2025", alt_text="Four bars."
            ),
            frame=frame,
            columns={"share": Unit("Percent of GDP")},
        ).citing(["nato_2025"])
    )


def _years() -> alt.X:
    axis = alt.Axis(format="d", tickCount=4)
    return alt.X("year:Q", title=None, scale=alt.Scale(domain=[1999, 2025], nice=False), axis=axis)


def _country_colour() -> alt.Color:
    colours = {name: theme.country_colour(iso3) for iso3, name in COUNTRIES.items()}
    return alt.Color(
        "country:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None
    )


def _spec(chart: Figure) -> dict:
    with alt.data_transformers.enable(consolidate_datasets=True):
        return chart.to_dict()


def a_fact(**changes) -> Fact:
    """A known fact, with `changes`."""
    values = {
        "name": "share",
        "label": "Military expenditure",
        "text": "1.9 percent of GDP",
        "value": 1.9,
        "unit": "percent of GDP",
        "date": "2024",
        "day": "2024-12-31",
        "table": "spending",
        "key": {"iso3": "SRB", "year": 2024},
        "sources": ("sipri_2025",),
    }
    return Fact(**{**values, **changes})


def a_card() -> Card:
    """A card with a rank, a sparkline and an unknown fact."""
    spark = tuple((year, 1 + (year - 1999) * 0.03) for year in range(1999, 2026))
    return Card(
        "at-a-glance",
        "Serbia at a glance",
        (
            Standing(a_fact(), "1st of 6", spark),
            Standing(
                a_fact(name="active", label="Active soldiers", text="28,150", value=28150, table="countries")
            ),
            Standing(unknown("poll", "Support for membership")),
            Standing(
                a_fact(name="status", label="NATO status", text="Partner, declared neutral", value="partner")
            ),
        ),
    )


def a_table():
    """A table of two rows, one of them with a number and a text that looks like HTML."""
    frame = pd.DataFrame(
        {"event": [f"First {HOSTILE}", "Second"], "year": [2006, 2015], "share": [1.25, None]}
    )
    columns = [
        Column("event", "Event"),
        Column("year", "Year", numeric=True),
        Column("share", "Share", write="{:.2f}".format, numeric=True),
    ]
    return table(frame, columns, Caption("first-steps", "Steps", "Two of them", "A note."), ["nato_2025"])


SHAPE = json.loads(Path(__file__).with_name("claim_review.schema.json").read_text(encoding="utf-8"))


def of_shape(content: object) -> None:
    """Whether JSON-LD has the shape of a ClaimReview; raises where it has not."""
    jsonschema.Draft202012Validator(
        SHAPE, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(content)


def a_claim(claim_id: str, **changes) -> dict:
    """An entry of the ledger, with `changes`."""
    entry = {
        "id": claim_id,
        "seed": "003",
        "source": "Think tank 2023",
        "text": "nato_2025",
        "published": "2023-12",
        "locator": "para 3",
        "written": "December 2023",
        "kind": "fact",
        "topic": "debt",
        "countries": ["SRB"],
        "places": ["Serbia"],
        "statement": f"Says that the debt is large {HOSTILE}.",
        "then": "holds",
        "now": "does not hold",
        "as_of": {"then": "2023-12-31", "now": "2025-12-31"},
        "reason": "Debt: 20 percent (2025).",
        "reason_then": "Debt: 70 percent (2023).",
        "share": "0",
        "needs": "data set",
        "resolves": None,
        "changed": [{"on": "2026-11-30", "what": "Another base.", "why": "It is what the text speaks of."}],
        "points": [
            {
                "measured": "Debt",
                "found": "20 percent (2025)",
                "rule": "above 50 percent",
                "why": "large, as the text says",
                "answer": "no",
                "depends": "no in 1 of 2 choices of base",
                "main": True,
                "enough": True,
                "specifications": [
                    {"label": "base output", "value": 20.0, "found": "20 percent (2025)", "answer": "no"},
                    {"label": "base exports", "value": 60.0, "found": "60 percent (2025)", "answer": "yes"},
                    {"label": "base revenue", "value": None, "found": "no figure", "answer": "unknown"},
                ],
                "documents": [
                    {
                        "id": f"{claim_id}-1",
                        "told": "A paper says so.",
                        "says": "yes",
                        "grade": "passing_on",
                        "source": "sipri_2025",
                        "counts": False,
                    }
                ],
                "tables": ["spending"],
            }
        ],
        "untested": "",
        "limits": "One year only.",
        "past": [
            {"edition": "2024-12-31", "verdict": "holds", "why": "", "words": ""},
            {
                "edition": "2025-12-31",
                "verdict": "does not hold",
                "why": "newer or better rows",
                "words": "Less debt.",
            },
        ],
        "errors": [],
        "rows": [
            {
                "table": "spending",
                "title": "Table of spending",
                "keys": [{"iso3": "SRB", "year": "2024"}],
                "all": 3,
            },
            {
                "table": "claim_documents",
                "title": "Documents on the claims",
                "keys": [{"id": f"{claim_id}-1"}, {"id": f"{claim_id}-2"}],
                "all": 2,
            },
        ],
        "sources": ["sipri_2025"],
    }
    return {**entry, **changes}


def a_ledger() -> Ledger:
    """Three claims of two texts."""
    other = {"seed": "000", "source": "Article 2022", "kind": "cause", "topic": "kfor"}
    place = {"countries": ["ALB"], "places": ["Albania"], "statement": "Speaks of Kuçova."}
    claims = (
        a_claim("S0-ALB-01", then="open", now="open", **other, **place),
        a_claim("S3-SRB-01"),
        a_claim("S3-SRB-02", then="holds", now="holds", statement="Says that the army is small."),
    )
    return Ledger("ledger", "The ledger: 3 claims", "Invented.", claims, note="A note.")


def some_rivals() -> Rivals:
    """One disagreement."""
    claim = {
        "id": "S3-SRB-01",
        "source": "Think tank 2023",
        "statement": "Says so.",
        "now": "does not hold",
        "reason": "Debt: 20 percent.",
    }
    group = {
        "id": "size-of-the-debt",
        "topic": "Size of the debt",
        "differs": f"Two numbers {HOSTILE}.",
        "claims": [claim],
        "cannot_say": "Whether it is much.",
        "tables": [{"name": "spending", "title": "Table of spending"}],
    }
    return Rivals("accounts", "1 disagreement", (group,))


def verdicts_table():
    """A table that names claims and shows verdicts as badges."""
    frame = pd.DataFrame({"claim": ["S3-SRB-01", "S3-SRB-02"], "now": ["does not hold", "holds"]})
    columns = [Column("claim", "Claim"), Column("now", "Now", badge=True)]
    return table(frame, columns, Caption("verdicts", "Verdicts", "Two of them"), ["nato_2025"])


def write_claims(file: Path) -> None:
    """The chapter on claims of the small book."""
    code = nbformat.v4.new_code_cell
    cells = [
        nbformat.v4.new_markdown_cell("# The claims, invented"),
        code('as_of = "2025-12-31"', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("## Verdicts"),
        code("table", outputs=[_output(verdicts_table())]),
        nbformat.v4.new_markdown_cell("## Disagreements"),
        code("rivals", outputs=[_output(some_rivals())]),
        nbformat.v4.new_markdown_cell("## All claims"),
        code("ledger", outputs=[_output(a_ledger())]),
    ]
    _write(cells, file)


def write_notebook(file: Path) -> None:
    """The demo chapter, with outputs as a kernel would have left them."""
    v4 = nbformat.v4
    facts = [a_fact(), unknown("poll", "Support")]
    glued = [
        v4.new_output(
            "display_data",
            data={GLUE_PREFIX + mime: data for mime, data in fact._repr_mimebundle_().items()},
            metadata={"scrapbook": {"name": fact.name, "mime_prefix": GLUE_PREFIX}},
        )
        for fact in facts
    ]
    prose = (
        "Spending reached {glue:}`share` and support is {glue:}`poll`.\n"
        "The alliance has grown, as its own list says {cite}`nato_2025`.\n"
        "Names such as Đukanović, Vučić, Hashim Thaçi and Šefčovič need their letters.\n"
    )
    code = v4.new_code_cell
    cells = [
        v4.new_markdown_cell("# Serbia, invented"),
        code('as_of = "2025-12-31"', metadata={"tags": ["parameters"]}),
        code("banner", outputs=[_output(Banner("The prose was written for the edition of 30 June 2026."))]),
        code("glue(facts)", outputs=glued),
        v4.new_markdown_cell("## At a glance"),
        code("card", outputs=[_output(a_card())]),
        v4.new_markdown_cell(f"## Defence effort\n\n{prose}"),
        code("line", outputs=[v4.new_output("display_data", data=render(line_chart()))]),
        code("bars", outputs=[v4.new_output("display_data", data=render(bar_chart()))]),
        code("facets", outputs=[v4.new_output("display_data", data=render(faceted_chart()))]),
        v4.new_markdown_cell(f"## First steps\n\n{prose}"),
        code("table", outputs=[_output(a_table())]),
    ]
    _write(cells, file)


def _write(cells: list, file: Path) -> None:
    """A notebook of cells, with fixed ids."""
    v4 = nbformat.v4
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = v4.new_notebook(
        cells=cells,
        metadata={"kernelspec": kernel, "language_info": {"name": "python", "pygments_lexer": "python"}},
    )
    nbformat.validate(notebook)
    nbformat.write(notebook, file)


def _output(thing):
    return nbformat.v4.new_output("display_data", data=thing._repr_mimebundle_())


def write_project(root: Path) -> None:
    """A whole project with the real `_config.yml` and an address on the web."""
    write_package(root / "data")
    chapters = root / "chapters"
    chapters.mkdir()
    for name, text in _PAGES.items():
        (chapters / name).write_text(text, encoding="utf-8")
    write_notebook(chapters / "demo.ipynb")
    write_claims(chapters / "claims.ipynb")
    (root / "_toc.yml").write_text(_TOC, encoding="utf-8")
    config = (PROJECT / "_config.yml").read_text(encoding="utf-8")
    assert f"  # baseurl: {BASE}\n" in config
    (root / "_config.yml").write_text(config.replace("# baseurl:", "baseurl:"), encoding="utf-8")


def build(root: Path) -> Path:
    """Build the book in `root` strictly; returns the folder of its HTML."""
    program = str(Path(sys.executable).with_name("jupyter-book"))
    command = [program, "build", ".", "-W", "-n", "--keep-going"]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "WB6_DATA": str(root / "data")}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "_build" / "html"


def once(tmp_path_factory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills once in a run of the tests, however many modules and workers ask for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made = folder.with_suffix(".made")
    with _turn(folder.with_suffix(".lock")):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Hold a lock; wait for it while another process does."""
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(only_one(lock))
                break
            except Wb6Error:
                time.sleep(0.2)
        yield


@pytest.fixture(scope="session")
def small_book(tmp_path_factory) -> Path:
    """HTML of the small book."""

    def make(root: Path) -> None:
        write_project(root)
        build(root)

    return once(tmp_path_factory, "small-book", make) / "_build" / "html"


def stored(chapter: str) -> dict:
    """A chapter as it is committed."""
    return notebook.read(PROJECT / "chapters" / f"{chapter}.ipynb")


@pytest.fixture(scope="session")
def real_book(tmp_path_factory) -> Path:
    """HTML of the whole book, built afresh from the committed chapters in a folder of its own; it runs `RUN` itself."""

    def project(root: Path) -> Project:
        return Project(PROJECT, build=root / "_build")

    def run(chapter, values, project, kernels):
        if chapter == RUN:
            return execute_chapter(chapter, values, project, kernels)
        return Executed(stored(chapter), None)

    def make(root: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("wb6.pipeline.tasks.execute_chapter", run)
            result = build_book(project(root), Progress(Console(file=io.StringIO())))
        assert not result.failures, result.failures

    return project(once(tmp_path_factory, "real-book", make)).html


@pytest.fixture(scope="session")
def address(small_book) -> Iterator[str]:
    """Address of the small book on a loopback server."""
    with serve(small_book) as base:
        yield base


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A silent static server on a free loopback port; gives its base address."""

    class Silent(SimpleHTTPRequestHandler):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, directory=str(folder), **kwargs)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    server.handle_error = lambda *_: None  # a browser that leaves early is no failure
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one a module: two at a time, as sessions of several modules would have, do not start."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.fail("the browser tests need Chromium on the path (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page in the browser with a storage of its own, and everything that it asked for and complained about.

    To open a page costs several times what it costs to go to another address in one, so `Visits` lends the
    same one again, emptied.
    """

    def __init__(self, browser: Browser, theme_name: str, **options):
        context = browser.new_context(reduced_motion="reduce", **options)
        if options.get("java_script_enabled", True):
            modes = ";".join(f"localStorage.setItem('{key}','{theme_name}')" for key in ("mode", "theme"))
            context.add_init_script(modes)
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.on("response", self._look)

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _look(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def begin(self, width: int) -> None:
        """Have a window of `width` px and no past."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.requests.clear()
        self.complaints.clear()

    def end(self) -> None:
        """Leave nothing behind: neither what pages stored nor where pointer, focus and paper were."""
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.context.clear_cookies()
        self.page.emulate_media(media="null")
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")

    def open(self, address: str):
        """Go to the page; scripts have run when this returns."""
        self.page.goto(address)
        return self.page


class Visits:
    """Visits of one browser by their options, of which those that ended can begin again."""

    def __init__(self, browser: Browser):
        self._browser = browser
        self._idle: dict[tuple, list[Visit]] = defaultdict(list)

    @contextmanager
    def one(self, *, width: int = 1300, theme_name: str = "light", **options) -> Iterator[Visit]:
        """A visit that ends with the context; no other one has its page until then."""
        idle = self._idle[theme_name, *sorted(options.items())]
        visit = idle.pop() if idle else Visit(self._browser, theme_name, **options)
        visit.begin(width)
        yield visit
        visit.end()
        idle.append(visit)


# Rules of axe that ask for colours: what another theme can change.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
# Contrast is most of axe's work, and depends on nothing but the styles of a text and of all around it. It is looked at
# in the first, second and last text of each look: elements with the same names, classes and styles up to the page.
_EACH_LOOK = """() => {
    const styles = ["color", "fill", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
        "textShadow", "webkitTextStroke", "filter", "mixBlendMode", "position", "visibility", "display"];
    const numbers = new Map(), looks = new WeakMap(), texts = new Map();
    const styled = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return styles.map((name) => style[name]).join();
    };
    const look = (element) => {
        if (!element) return 0;
        if (!looks.has(element)) {
            const own = [element.localName, element.getAttribute("class"), styled(element)];
            const key = [look(element.parentElement), ...own].join();
            if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
            looks.set(element, numbers.get(key));
        }
        return looks.get(element);
    };
    const says = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1;
    for (const element of document.body.querySelectorAll("*")) {
        element.toggleAttribute("data-look", element.matches("input, select, textarea"));
        if (![...element.childNodes].some(says)) continue;
        texts.set(look(element), [...(texts.get(look(element)) ?? []), element]);
    }
    for (const alike of texts.values())
        for (const element of [...alike.slice(0, 2), alike.at(-1)]) element.toggleAttribute("data-look", true);
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
    return [...texts.values()].map((alike) => alike.length);
}"""


def violations(page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on an open page, by all rules or some, one line a rule with the first place that breaks it."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(_EACH_LOOK)
    # What passes is not described, which would take as long again.
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def violations_in_both_themes(page) -> list[str]:
    """The `violations` of a light page, and those of colour that it has when it gets dark."""
    found = violations(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    return [*found, *(f"dark {line}" for line in violations(page, OF_COLOUR))]


def without_hidden(page):
    """An open page without what it does not show: axe passes over it, which takes long where there is much."""
    page.evaluate(
        "document.querySelectorAll('article :is(details:not([open]) > :not(summary), .wb6-narrow)').forEach(e => e.remove())"
    )
    return page


@pytest.fixture(scope="module")
def visits(chromium) -> Visits:
    """The visits of a module."""
    return Visits(chromium)


@pytest.fixture
def visit(visits):
    """A function that begins a visit; all end after the test."""
    with ExitStack() as begun:
        yield lambda **options: begun.enter_context(visits.one(**options))
