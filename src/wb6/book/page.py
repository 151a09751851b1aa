"""The page on which something is rendered: its place in the book and the links that lead away from it."""

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sphinx.environment import BuildEnvironment

from wb6.book import files, rows, sources
from wb6.book.notes import Notes
from wb6.data import folders, grades, package

# Claims to which each page leads, by their number.
CLAIMS_NAMED = Notes("wb6_claims_named")
CLAIMS_FOLDER = "claims"

_TEMPLATES = Environment(
    loader=PackageLoader("wb6.book", "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def long_day(iso: str) -> str:
    """2026-06-30 as 30 June 2026."""
    year, month, day = iso.split("-")
    return f"{int(day)} {month_name[int(month)]} {year}"


def render(template: str, **values: Any) -> str:
    """HTML of a template; values are escaped unless they are `Markup`."""
    return _TEMPLATES.get_template(template).render(**values)


_ROWS_PAGES: dict[tuple[str, str, str], str] = {}


def _rows_page(path: str, shown: dict[str, Any], book: str, **places: str) -> str:
    """HTML of a page of rows, made once in a build."""
    known = (rows.data_folder(), path, shown["as_of"])
    if known not in _ROWS_PAGES:
        _ROWS_PAGES[known] = rows_page(shown, book, **places)
    return _ROWS_PAGES[known]


def rows_page(shown: dict[str, Any], book: str, *, data_page: str, references_page: str, edition: str) -> str:
    """HTML of a page of rows: what `rows.content` found; keys of sources lead to the page of references."""
    return render(
        "rows.html",
        shown=shown,
        book=book,
        data_page=data_page,
        references_page=references_page,
        edition=edition,
        linked=partial(sources.linked, page=f"../{references_page}"),
        mark=grades.mark,
    )


@dataclass(frozen=True)
class Page:
    """A page while Sphinx reads it; `place` is where links begin that are for another page, which it brings along."""

    env: BuildEnvironment
    docname: str
    title: str
    place: str = ""

    @classmethod
    def of(cls, env: BuildEnvironment, document: nodes.document) -> "Page":
        """The page that is being read, with the title that it has so far."""
        title = next(iter(document.findall(nodes.title)), None)
        return cls(env, env.docname, title.astext() if title is not None else env.docname)

    @property
    def name(self) -> str:
        """Last part of the page's address, without suffix."""
        return PurePosixPath(self.docname).name

    @property
    def book(self) -> str:
        """Title of the book."""
        return str(self.env.config.html_title)

    @property
    def edition(self) -> str:
        """Edition of the book, as people write it."""
        return long_day(self.as_of or package.latest_edition())

    @property
    def as_of(self) -> str:
        """Day of the book's edition where that is not the committed one; else empty."""
        day = getattr(self.env.config, "wb6_as_of", "")
        return "" if day == package.latest_edition() else day

    def claim(self, name: str) -> str:
        """Take `name` as an address on the page, before headings of the same name."""
        self.env.temp_data.setdefault("wb6_names", []).append(name)
        return name

    def data_link(self, table: str) -> str:
        """Relative address of a table in the data dictionary."""
        return f"{self._to(self.env.config.wb6_data_page)}#{table}"

    def claim_link(self, claim_id: str) -> str:
        """Relative address of the page of a claim; of its row in a book without the chapter on claims."""
        if self.env.config.wb6_claims_page not in self.env.found_docs:
            return self._row_link("claims", {"claim_id": claim_id}, "")
        CLAIMS_NAMED.note(self.env, self.docname, claim_id, True)
        return self.beside(f"{CLAIMS_FOLDER}/{claim_id}.html")

    def row_link(self, table: str, key: Mapping[str, Any], day: str) -> str:
        """Relative address of the row of a fact, on a page that comes along; of its table without a row.

        A claim is linked to its page, where its verdict and its evidence stand.
        """
        if table == "claims" and key.get("claim_id"):
            return self.claim_link(key["claim_id"])
        return self._row_link(table, key, day)

    def _row_link(self, table: str, key: Mapping[str, Any], day: str) -> str:
        found = rows.address(table, key, day)
        if found is None:
            return self.data_link(table)
        path, anchor = found
        self.rest_on(table)
        shown = rows.content(rows.data_folder(), table, rows.group_of(path, table), self.as_of)
        places = {
            "edition": self.edition,
            "data_page": f"{self.env.config.wb6_data_page}.html",
            "references_page": f"{self.env.config.wb6_references_page}.html",
        }
        self.file(
            f"{rows.FOLDER}/rows.css", render("rows.css")
        )  # not below _static: every page would load it
        return (
            f"{self.file(path, _rows_page(path, shown, self.book, **places))}{f'#{anchor}' if anchor else ''}"
        )

    def sources(self, keys: list[str]) -> list[dict[str, str]]:
        """Sources as links: label, mark of its grade and relative address."""
        self.rest_on("sources")
        page = self._to(self.env.config.wb6_references_page)
        return [
            {"label": label, "mark": grades.mark(key), "href": f"{page}#{key}"}
            for key, label in sources.labels(keys)
        ]

    def linked(self, text: str) -> Markup:
        """A text in which keys of sources lead to the page of references."""
        return sources.linked(text, self._to(self.env.config.wb6_references_page))

    def file(self, path: str, content: str) -> str:
        """Bring a file along with the page; returns its relative address."""
        files.note(self.env, self.docname, path, content)
        return self.beside(path)

    def beside(self, path: str) -> str:
        """Relative address of a file in the folder of the book."""
        return "../" * (self.place or self.docname).count("/") + path

    def rest_on(self, table: str) -> None:
        """Have Sphinx read the page again when a table of the data package changes."""
        self.env.note_dependency(str(folders.data_dir() / package.resource(table)["path"]))

    def _to(self, docname: str) -> str:
        return self.env.app.builder.get_relative_uri(self.place or self.docname, docname)
