"""One stylesheet and one script a page, in place of some twenty of the theme and its extensions.

The theme brings a font and a script of two thousand icons, of which a page shows a dozen: these become
rules of the stylesheet that draw them as masks.
"""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

STYLE, SCRIPT = "wb6/book.css", "wb6/book.js"
# What the theme's frame asks for by itself, before and after the files that extensions name.
_THEME_STYLES = ("styles/theme.css", "styles/pydata-sphinx-theme.css")
_THEME_SCRIPTS = ("scripts/bootstrap.js", "scripts/pydata-sphinx-theme.js")
_ICON_SCRIPT = "scripts/fontawesome.js"
# Sets options that the small scripts inside pages go on to change, so it stands in the page.
OPTIONS = "documentation_options.js"
ICONS = (
    "angle-left",
    "angle-right",
    "arrow-up",
    "bars",
    "circle-half-stroke",
    "download",
    "file",
    "file-pdf",
    "list",
    "magnifying-glass",
    "moon",
    "sun",
)
_ICON_RULES = re.compile(
    r"@font-face\{[^}]*Font Awesome[^}]*\}"
    r"|\.fa-[\w-]+:before(?:,\.fa-[\w-]+:before)*\{content:\"[^\"]*\"\}"
)
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")
_ADDRESS = re.compile(r"url\((?P<quote>[\"']?)(?!data:|#|https?:|/)(?P<path>[^\"')]+)(?P=quote)\)")
_IMPORT = re.compile(r"@import \"([^\"]+)\";")
_MASK = """
.fa-solid, .fas, .far, .fa-regular { display: inline-block; width: 1.25em; height: 1em; vertical-align: -0.125em;
  background: currentColor; mask: var(--wb6-icon) center / contain no-repeat; }
.fa-solid::before, .fas::before, .far::before, .fa-regular::before { content: none; }
@media (forced-colors: active) { .fa-solid, .fas, .far, .fa-regular { background: CanvasText; } }
/* Shapes: Font Awesome Free, fontawesome.com, CC BY 4.0. */
"""


def setup(app: Sphinx) -> None:
    """Pages name the bundles; the bundles are written when all pages are."""
    app.connect("html-page-context", name_bundles, priority=950)
    # After the theme has written its colours of code (500).
    app.connect("build-finished", write, priority=900)


def name_bundles(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Tell the frame of the page (`layout.html`) the addresses of the bundles and what they leave over."""
    version = f"{app.extensions['wb6.book.extension'].metadata['env_version']:08x}"
    styles, scripts = {*style_files(app)}, {*script_files(app), OPTIONS}
    context["wb6_style"], context["wb6_script"] = (f"_static/{name}?v={version}" for name in (STYLE, SCRIPT))
    context["wb6_options"] = (Path(app.outdir) / "_static" / OPTIONS).read_text(encoding="utf-8")
    context["css_files"] = [file for file in context["css_files"] if _name(file) not in styles]
    context["script_files"] = [file for file in context["script_files"] if _name(file) not in scripts]


def style_files(app: Sphinx) -> list[str]:
    """Stylesheets that every page has, in their order, by their names below `_static`."""
    files = app.builder._css_files  # type: ignore[attr-defined]  # of the builder of HTML
    return [*_THEME_STYLES, *_named(files)]


def script_files(app: Sphinx) -> list[str]:
    """Scripts that every page has, in their order, by their names below `_static`; without the options."""
    files = app.builder._js_files  # type: ignore[attr-defined]  # of the builder of HTML
    return [name for name in [*_named(files), *_THEME_SCRIPTS] if name != OPTIONS]


def _named(files: Iterable[Any]) -> list[str]:
    """Names of the files of `_static` among those of the builder, in the order in which Sphinx puts them."""
    return [name for file in sorted(files, key=lambda file: file.priority) if (name := _name(file))]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write both bundles among the static files of the book."""
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    icons = _read(static / _ICON_SCRIPT)
    styles = [_ICON_RULES.sub("", _read_style(static, name)) for name in style_files(app)]
    rules = [_MASK, *(icon_rule(name, icons) for name in ICONS), ""]
    scripts = [_read(static / name).strip() for name in script_files(app)]
    (static / STYLE).write_text("\n".join([*styles, *rules]), encoding="utf-8")
    (static / SCRIPT).write_text("\n;\n".join([*scripts, ""]), encoding="utf-8")


def _read(file: Path) -> str:
    return _SOURCE_MAP.sub("", file.read_text(encoding="utf-8"))


def _name(file: object) -> str:
    """Name of a file below `_static`; empty for what stands elsewhere or in the page itself."""
    name = str(getattr(file, "filename", file) or "").split("?")[0]
    return name.removeprefix("_static/") if name.startswith("_static/") or "://" not in name else ""


def _read_style(static: Path, name: str) -> str:
    """A stylesheet whose addresses count from the folder of the bundle."""
    folder = posixpath.dirname(name)
    up = "../" * STYLE.count("/") + folder

    def moved(match: re.Match[str]) -> str:
        path = posixpath.normpath(f"{up}/{match['path']}")
        return f'url("{path}")'

    text = _ADDRESS.sub(moved, _read(static / name))
    return _IMPORT.sub(lambda found: _read_style(static, posixpath.normpath(f"{folder}/{found[1]}")), text)


def icon_rule(name: str, definitions: str) -> str:
    """The rule that draws an icon, from the theme's script of `definitions`.

    Raises:
        LookupError: The script does not define the icon.
    """
    found = re.search(
        rf"[{{,][\"']?{re.escape(name)}[\"']?:\[(\d+),(\d+),\[[^\]]*\],\"[^\"]*\",\"([^\"]+)\"", definitions
    )
    if found is None:
        raise LookupError(f"the theme's icons have none named {name!r}")
    width, height, path = found.groups()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="{path}"/></svg>'
    return f'.fa-{name} {{ --wb6-icon: url("data:image/svg+xml,{quote(svg, safe=" =/:")}"); }}'
