"""Directives that print the data package: its dictionary and its sources, and sections of the ledger outside notebooks."""

from functools import partial
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from wb6.book import evidence, mime, rows, sources
from wb6.book.page import Page, render
from wb6.chapters.verdicts import VerdictsChapter
from wb6.data import folders, package, reads
from wb6.data.grades import GRADES
from wb6.pipeline import judgements

TOPICS = {
    "politics": "Accession, recognition and politics",
    "missions": "Forces and missions",
    "powers": "Outside powers",
    "series": "Economy, defence and democracy by year",
    "claims": "The source texts and their claims",
    "reference": "Reference tables",
}


class DataDictionary(SphinxDirective):
    """`{data-dictionary}`: every table with its fields and its CSV, by topic; each name is an anchor."""

    def run(self) -> list[nodes.Node]:
        """One section a topic."""
        self.env.note_dependency(str(folders.data_dir() / "datapackage.json"))
        page = Page.of(self.env, self.state.document)
        by_topic: dict[str, list[dict[str, Any]]] = {topic: [] for topic in TOPICS}
        for name in package.table_names():
            topic = package.resource(name).get("topic", "reference")
            by_topic.setdefault(topic, []).append(_table(page, name))
        return [
            _section(
                TOPICS.get(topic, topic), f"topic-{topic}", render("data_dictionary.html", tables=tables)
            )
            for topic, tables in by_topic.items()
            if tables
        ]


class SourceList(SphinxDirective):
    """`{source-list}`: every source with its terms and grade, by kind; each key is an anchor."""

    def run(self) -> list[nodes.Node]:
        """The number of sources by grade, and one section a kind."""
        self.env.note_dependency(str(folders.data_dir() / package.resource("sources")["path"]))
        by_grade = sources.by_grade()
        counted = ", ".join(f"{number:,} {grade}" for grade, number in by_grade.items())
        return [
            nodes.paragraph("", f"{sum(by_grade.values()):,} sources by grade: {counted}."),
            *(
                _section(
                    f"{sources.KINDS[kind]} ({len(members)})",
                    f"sources-{kind}",
                    render("source_list.html", members=members, terms=sources.TERMS),
                )
                for kind, members in sources.by_kind().items()
            ),
        ]


class SecondReadings(SphinxDirective):
    """`{second-readings}`: by table, how many rows were entered by hand, read twice, and rest on which grades."""

    def run(self) -> list[nodes.Node]:
        """One table, with a row for each table of the package that is read twice, and one for all of them."""
        page = Page.of(self.env, self.state.document)
        counted = evidence.by_table()
        for name in counted["table"]:
            self.env.note_dependency(str(folders.data_dir() / package.resource(name)["path"]))
        html = render(
            "second_readings.html",
            tables=counted.assign(href=counted["table"].map(page.data_link)).to_dict("records"),
            total={"href": "", **counted.drop(columns=["table", "title"]).sum().to_dict()},
            grades=GRADES,
        )
        return [nodes.raw("", html, format="html")]


class Errata(SphinxDirective):
    """`{errata}`: every error found in the tables, newest first, with what stands there now and what decided."""

    def run(self) -> list[nodes.Node]:
        """One section a table, each with its errors."""
        self.env.note_dependency(str(folders.data_dir() / package.resource("errata")["path"]))
        page = Page.of(self.env, self.state.document)
        return [
            _section(
                f"{package.resource(table)['title']} ({len(entries)})",
                f"errata-{table}",
                render("errata.html", entries=entries, linked=page.linked, source=page.sources),
            )
            for table, entries in evidence.errata().items()
        ]


class LedgerSection(SphinxDirective):
    """`{ledger-section} NAME [ARGUMENT ...]`: a table that the chapter on the claims has as a section of that name.

    Only for what tables of the data package hold: claims are judged in notebooks.
    """

    required_arguments = 1
    optional_arguments = 9

    def run(self) -> list[nodes.Node]:
        """The table as it stands in notebooks; the page is made anew when what it was read from changes."""
        page = Page.of(self.env, self.state.document)
        chapter = VerdictsChapter(page.as_of or None)
        name, *arguments = self.arguments
        if name not in chapter.sections():
            raise self.error(f"there is no section {name!r}; sections are {', '.join(chapter.sections())}")
        shown, files = reads.recorded(partial(getattr(chapter, name), *arguments))
        if any(map(judgements.is_mark, files)):
            raise self.error(f"{name} judges claims, which is for notebooks")
        for file in files:
            self.env.note_dependency(str(folders.data_dir() / file))
        return [nodes.raw("", mime.table(page, shown.as_json()), format="html")]


def _section(title: str, anchor: str, html: str) -> nodes.section:
    """A section that the contents of the page list."""
    section = nodes.section("", nodes.title("", title), ids=[anchor], names=[anchor])
    section += nodes.raw("", html, format="html")
    return section


def _table(page: Page, name: str) -> dict[str, Any]:
    resource = package.resource(name)
    file = folders.data_dir() / resource["path"]
    page.env.note_dependency(str(file))
    frame = rows.printed(name, page.as_of)
    if page.as_of:
        text = frame.apply(package.as_text).to_csv(index=False, lineterminator="\n")
    else:
        text = file.read_text(encoding="utf-8")
    return {
        "name": name,
        "title": resource["title"],
        "description": resource.get("description", ""),
        "rows": len(frame),
        "as_of": resource.get("asOf"),
        "span": _span(frame, resource.get("asOf")),
        "csv": page.file(f"_data/{name}.csv", text),
        "fields": [_field(field) for field in resource["schema"]["fields"]],
    }


def _field(field: dict[str, Any]) -> dict[str, str]:
    meaning = field.get("description") or field.get("title", "")
    return {"name": field["name"], "type": field["type"], "unit": field.get("unit", ""), "meaning": meaning}


def _span(frame: pd.DataFrame, as_of: str | None) -> str:
    """First to last period of a dated table."""
    if as_of is None:
        return ""
    dates = package.as_text(frame[as_of].dropna())
    return f"{dates.min()} to {dates.max()}" if len(dates) else ""
