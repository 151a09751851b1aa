"""What others see of a page before they open it: its description, its preview image, its line in the sitemap.

Descriptions are always there. Addresses and images need the address at which the book is published,
`html: baseurl:` in `_config.yml`; without it neither they nor `sitemap.xml`, `robots.txt` and the page for
addresses that lead nowhere are written.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from wb6.book import files
from wb6.book.page import CLAIMS_FOLDER, render
from wb6.figures import drawing

PREVIEWS = "_previews"
LENGTH = 200
_TIP = re.compile(r'<span class="wb6-tip".*?</span></span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITATION = re.compile(r"\s*\[[^\[\]]*, \d{4}[a-z]?\]")


def setup(app: Sphinx) -> None:
    """Tags while pages are written; images and sitemap when all are."""
    app.connect("html-page-context", add_tags)
    app.connect("build-finished", write, priority=900)


def add_tags(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Description and Open Graph tags of a content page."""
    if doctree is None:
        return
    description = shortened(first_paragraph(doctree))
    tags = {
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:title": _TAG.sub("", unescape(str(context.get("title", "")))),
        "og:description": description,
    }
    base = address(app.config)
    if base:
        tags["og:url"] = base + app.builder.get_target_uri(pagename)
        if preview(app.env, pagename):
            tags["og:image"] = f"{base}{PREVIEWS}/{pagename}.png"
    lines = [f'<meta property="{name}" content="{escape(value)}" />' for name, value in tags.items() if value]
    if description:
        lines.insert(0, f'<meta name="description" content="{escape(description)}" />')
    context["metatags"] = "\n".join([context.get("metatags") or "", *lines, ""])


def first_paragraph(doctree: nodes.document) -> str:
    """Plain text of the first paragraph of a page, with its facts as they are shown and without citations."""
    of_text = (found for found in doctree.findall(nodes.paragraph) if isinstance(found.parent, nodes.section))
    paragraph = next(of_text, None)
    text = "".join(_texts(paragraph)) if paragraph is not None else ""
    return _CITATION.sub("", " ".join(text.split()))


def _texts(paragraph: nodes.paragraph) -> Iterator[str]:
    for text in paragraph.findall(nodes.Text):
        raw = isinstance(text.parent, nodes.raw)
        yield unescape(_TAG.sub("", _TIP.sub("", text.astext()))).strip() if raw else text.astext()


def shortened(text: str, length: int = LENGTH) -> str:
    """A text cut at the end of a sentence, or of a word, that fits."""
    if len(text) <= length:
        return text
    cut = text[:length]
    sentence = re.match(r".*[.!?](?= [A-Z])", text[: length + 2], re.DOTALL)
    return sentence[0] if sentence else f"{cut.rsplit(' ', 1)[0].rstrip(',;:')} …"


def address(config: Config) -> str:
    """Where the book is published, with a slash at its end; empty when nobody said."""
    return f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else ""


def preview(env: BuildEnvironment, docname: str) -> str:
    """SVG of the first chart of a page; empty when it has none."""
    return next((text for path, text in files.of(env, docname) if path.endswith(".svg")), "")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Draw the preview images and write the sitemap, or remove both where there is no address."""
    if exception is not None or app.builder.format != "html":
        return
    outdir, base = Path(app.outdir), address(app.config)
    shutil.rmtree(outdir / PREVIEWS, ignore_errors=True)
    for name in ("sitemap.xml", "robots.txt", "404.html"):
        (outdir / name).unlink(missing_ok=True)
    if base:
        pages = sorted(app.env.found_docs)
        for page in pages:
            _write_preview(preview(app.env, page), outdir / PREVIEWS / f"{page}.png")
        written = [app.builder.get_target_uri(page) for page in pages]
        written += sorted(
            file.relative_to(outdir).as_posix() for file in outdir.glob(f"{CLAIMS_FOLDER}/*.html")
        )
        # It may stand for an address in any folder, so its links are whole.
        lost = render("lost.html", title=str(app.config.html_title), base=base)
        (outdir / "404.html").write_text(lost, encoding="utf-8")
        (outdir / "robots.txt").write_text(
            f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n", encoding="utf-8"
        )
        (outdir / "sitemap.xml").write_text(sitemap(base + page for page in written), encoding="utf-8")


def sitemap(addresses: Iterable[str]) -> str:
    """The addresses in the format of sitemaps.org."""
    lines = [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return "\n".join([head, *lines, "</urlset>", ""])


def _write_preview(svg: str, file: Path) -> None:
    if svg:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawing.to_png(svg))
