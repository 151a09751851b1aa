"""Directives that print the data package: its dictionary and its sources."""

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from wb6.book import sources
from wb6.book.page import Page, render
from wb6.data import folders, package


class DataDictionary(SphinxDirective):
    """`{data-dictionary}`: every table with its fields and its CSV; each name is an anchor."""

    def run(self) -> list[nodes.Node]:
        """One raw HTML node."""
        self.env.note_dependency(str(folders.data_dir() / "datapackage.json"))
        page = Page.of(self.env, self.state.document)
        tables = [_table(page, name) for name in package.table_names()]
        return [nodes.raw("", render("data_dictionary.html", tables=tables), format="html")]


class SourceList(SphinxDirective):
    """`{source-list}`: every source with its terms and marks; each key is an anchor."""

    def run(self) -> list[nodes.Node]:
        """One raw HTML node."""
        self.env.note_dependency(str(folders.data_dir() / package.resource("sources")["path"]))
        html = render("source_list.html", groups=sources.by_kind(), terms=sources.TERMS)
        return [nodes.raw("", html, format="html")]


def _table(page: Page, name: str) -> dict[str, Any]:
    resource = package.resource(name)
    file = folders.data_dir() / resource["path"]
    page.env.note_dependency(str(file))
    text = file.read_text(encoding="utf-8")
    return {
        "name": name,
        "title": resource["title"],
        "description": resource.get("description", ""),
        "rows": resource.get("rows", max(text.count("\n") - 1, 0)),
        "as_of": resource.get("asOf"),
        "span": _span(name, resource.get("asOf")),
        "csv": page.file(f"_data/{name}.csv", text),
        "fields": [_field(field) for field in resource["schema"]["fields"]],
    }


def _field(field: dict[str, Any]) -> dict[str, str]:
    meaning = field.get("description") or field.get("title", "")
    return {"name": field["name"], "type": field["type"], "unit": field.get("unit", ""), "meaning": meaning}


def _span(name: str, as_of: str | None) -> str:
    """First to last period of a dated table."""
    if as_of is None:
        return ""
    dates = package.as_text(package.published(name)[as_of].dropna())
    return f"{dates.min()} to {dates.max()}" if len(dates) else ""
