"""The Sphinx extension of the book: style, scripts, directives, downloads, and small repairs of pages."""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from wb6.book import (
    bibliography,
    bundles,
    claim_pages,
    directives,
    editions,
    explore,
    files,
    links,
    palette,
    sharing,
)
from wb6.book.code import FoldCode
from wb6.book.page import long_day
from wb6.data import package
from wb6.figures import drawing, theme

_LOGGER = logging.getLogger(__name__)
_HERE = Path(__file__).parent
_AS_OF = re.compile(r"""^as_of\s*=\s*["'](\d{4}-\d{2}-\d{2})["']""", re.MULTILINE)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx when it loads the extension."""
    app.add_config_value("wb6_data_page", "chapters/data", "env", types=(str,))
    app.add_config_value("wb6_references_page", "chapters/references", "env", types=(str,))
    app.add_config_value("wb6_claims_page", "chapters/claims", "env", types=(str,))
    editions.setup(app)
    sharing.setup(app)
    bundles.setup(app)
    app.add_directive("data-dictionary", directives.DataDictionary)
    app.add_directive("source-list", directives.SourceList)
    app.add_directive("second-readings", directives.SecondReadings)
    app.add_directive("errata", directives.Errata)
    app.add_directive("ledger-section", directives.LedgerSection)
    app.add_directive("explorer", explore.Explorer)
    app.add_post_transform(FoldCode)
    app.add_css_file("wb6/wb6.css")
    app.add_css_file("wb6/palette.css")
    app.add_js_file("wb6/wb6.js", loading_method="defer")
    app.connect("config-inited", add_templates)
    app.connect("builder-inited", add_static_files)
    app.connect("doctree-read", note_edition)
    # Before Sphinx collects the contents of the page (500).
    app.connect("doctree-read", settle_names, priority=100)
    files.NOTES.connect(app)
    claim_pages.setup(app)
    app.connect("doctree-resolved", links.settle, priority=900)
    app.connect("html-page-context", finish_page, priority=900)
    app.connect("build-finished", files.write)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": _version_of_code()}


def _version_of_code() -> int:
    """A number that changes with the code behind pages, so that Sphinx reads all pages again."""
    code = [
        *sorted(_HERE.rglob("*.py")),
        *sorted(_HERE.rglob("*.html")),
        *sorted((_HERE / "assets").glob("ledger.*")),
        *sorted((_HERE / "static" / "wb6").glob("wb6.*")),
        *sorted(Path(theme.__file__).parent.rglob("*.ttf")),
        Path(theme.__file__),
    ]
    themes = "".join(version(name) for name in ("sphinx-book-theme", "pydata-sphinx-theme"))
    digest = hashlib.sha256(b"".join([themes.encode(), *(file.read_bytes() for file in code)]))
    return int(digest.hexdigest()[:8], 16)


def add_templates(_app: Sphinx, config: Config) -> None:
    """Make the book's own parts of the page frame known to the theme."""
    config.templates_path.append(str(_HERE / "templates" / "theme"))


def add_static_files(app: Sphinx) -> None:
    """Put style, script and fonts, and what is generated, among the static files of the book."""
    generated = Path(app.doctreedir) / "wb6-static"
    _write(generated / "wb6" / "palette.css", palette.stylesheet())
    _write(generated / "wb6" / "vega.mjs", _vega(drawing.kept_in(Path(app.doctreedir))))
    app.config.html_static_path += [str(_HERE / "static"), str(generated)]
    app.config.html_favicon = str(_HERE / "static" / "wb6" / "favicon.svg")


def _vega(folder: Path) -> str:
    """The Vega bundle as a classic script, which a book opened from disk can load too; kept in `folder`.

    Jupyter Book would load a `*.js` on every page by itself.
    """
    import vl_convert

    file = folder / f"vega-{version('vl-convert-python')}.mjs"
    if not file.exists():
        bundle = vl_convert.javascript_bundle("window.wb6Embed = vegaEmbed;")
        drawing.keep(file, f"(() => {{{bundle}}})();\n")
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def note_edition(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the edition of a page: the `as_of` of its parameters, or what its directive names."""
    as_of = app.env.temp_data.get("wb6_as_of", editions.as_of(app.config))
    by_parameter = False
    for cell in doctree.findall(nodes.container):
        if {"tag_parameters", "tag_injected-parameters"} & set(cell.get("classes", [])):
            found = _AS_OF.search(cell.astext())
            as_of = found[1] if found else as_of
            by_parameter = found is not None
    app.env.metadata[app.env.docname] |= {"wb6_as_of": as_of, "wb6_by_parameter": by_parameter}


def settle_names(app: Sphinx, doctree: nodes.document) -> None:
    """Let headings give way to figures and tables of the same name, whose addresses are cited; warn of doubles."""
    names = app.env.temp_data.get("wb6_names", [])
    for section in doctree.findall(nodes.section):
        section["ids"] = [f"{anchor}-section" if anchor in names else anchor for anchor in section["ids"]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        _LOGGER.warning("two figures or tables of this page are named %r", name, location=doctree)


def _last_change(app: Sphinx, pagename: str) -> str:
    """The day that a page notes as its last change: in a notebook's metadata or a page's front matter."""
    source = Path(app.env.doc2path(pagename))
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".ipynb":
        return str(json.loads(text)["metadata"].get("wb6", {}).get("changed", ""))
    found = re.match(r"---\n(?:.*\n)*?changed: (\d{4}-\d{2}-\d{2})\n", text)
    return found[1] if found else ""


def finish_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the line that dates the page, and mend the list of references."""
    if doctree is None or "body" not in context:
        return
    known = app.env.metadata.get(pagename, {})
    as_of = known.get("wb6_as_of", editions.as_of(app.config))
    banner = "" if known.get("wb6_by_parameter") else editions.banner(app.config)  # chapters show their own
    cut_off = min(as_of, package.latest_edition())
    reach = "that day" if cut_off == as_of else long_day(cut_off)
    changed = _last_change(app, pagename)
    last = f"; last change on {long_day(changed)}" if changed else ""
    line = escape(f"Edition of {long_day(as_of)}, with data up to {reach}{last}")
    mark = f'<p class="wb6-edition">{line}</p>'
    body = context["body"].replace("</h1>", f"</h1>\n{mark}{banner}", 1)
    context["body"] = bibliography.mend(body)
