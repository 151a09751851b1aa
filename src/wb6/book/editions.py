"""The edition of a whole book: the banner on its pages, and the links to the same page of other editions."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from wb6.book.page import long_day
from wb6.data import package
from wb6.figures.tables import Banner

SWITCHER = "wb6-editions.html"


def setup(app: Sphinx) -> None:
    """Two settings, which `wb6 build` writes: the day of the edition, and the folder of each by its day."""
    app.add_config_value("wb6_as_of", "", "env", types=(str,))
    app.add_config_value("wb6_editions", {}, "html", types=(dict,))
    app.connect("config-inited", add_switcher)
    app.connect("html-page-context", fill_switcher)


def as_of(config: Config) -> str:
    """The day of the edition that a book shows."""
    return getattr(config, "wb6_as_of", "") or package.latest_edition()


def banner(config: Config) -> str:
    """HTML of the banner for a page that has no parameters; empty in the edition of the prose."""
    committed = package.latest_edition()
    if as_of(config) == committed:
        return ""
    text = (
        f"This page belongs to the edition of {long_day(as_of(config))}, whose chapters use nothing dated later. "
        f"It was written for the edition of {long_day(committed)} and may speak of later events."
    )
    return Banner(text)._repr_mimebundle_()["text/html"]


def add_switcher(_app: Sphinx, config: Config) -> None:
    """Put the list of editions into the header of every page when there is more than one."""
    if len(config.wb6_editions) > 1:
        start = ["toggle-primary-sidebar.html", SWITCHER]
        config.html_theme_options = {**config.html_theme_options, "article_header_start": start}


def fill_switcher(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the header the same page of every edition as relative links, newest edition first."""
    editions, shown = app.config.wb6_editions, as_of(app.config)
    if len(editions) < 2:
        return
    page = app.builder.get_target_uri(pagename)
    depth = page.count("/") + (1 if editions[shown] else 0)
    context["wb6_edition"] = long_day(shown)
    context["wb6_editions"] = [
        {
            "name": long_day(day),
            "href": "../" * depth + (f"{folder}/" if folder else "") + page,
            "current": day == shown,
        }
        for day, folder in sorted(editions.items(), reverse=True)
    ]
