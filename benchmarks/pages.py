"""What a page of the built book costs a reader: requests, bytes as they are sent, first paint.

    python benchmarks/pages.py [FOLDER ...]

Prints a Markdown table for each folder with a built book (this project's without one), read over HTTP from this machine by
the Chromium on the path, with an empty cache for each page, a window of 1300 by 900 px and nothing scrolled. Times of
one run compare, those of two do not.
"""

import functools
import gzip
import http.server
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

from wb6.data import folders

SENT_AS_THEY_ARE = {".woff2", ".png"}
REPEATS = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the table is all that is printed."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Nothing: a page that is closed stops reading."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is to be read."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def sent(file: Path) -> int:
    """Bytes of a file on its way to a reader."""
    content = file.read_bytes()
    return len(content) if file.suffix in SENT_AS_THEY_ARE else len(gzip.compress(content, 9))


def first_load(browser: Browser, address: str, page: str) -> tuple[list[str], float]:
    """Addresses that a page asks for before anybody scrolls, and milliseconds to its first words."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    tab, asked = context.new_page(), list[str]()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address + page, wait_until="networkidle")
    paint = float(tab.evaluate(_PAINT))
    context.close()
    return [url for url in asked if url.startswith(address)], paint


def measure(browser: Browser, book: Path) -> Iterator[str]:
    """Lines of the table of one book."""
    yield "| page | requests | kB | of it HTML | first paint, ms |\n|---|---:|---:|---:|---:|"
    with served(book) as address:
        for file in sorted((book / "chapters").glob("*.html")):
            runs = [first_load(browser, address, f"chapters/{file.name}") for _ in range(REPEATS)]
            files = [book / unquote(urlsplit(url).path.lstrip("/")) for url in runs[0][0]]
            paint = statistics.median(paint for _, paint in runs)
            total = sum(map(sent, files)) / 1000
            yield f"| {file.stem} | {len(files)} | {total:.0f} | {sent(file) / 1000:.0f} | {paint:.0f} |"


def main() -> None:
    """Print the tables."""
    books = [Path(name) for name in sys.argv[1:]] or [folders.PROJECT / "_build" / "html"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for number, book in enumerate(books, start=1):
            print(f"Book {number} of {len(books)}\n")
            print("\n".join(measure(browser, book.resolve())), end="\n\n")
        browser.close()


if __name__ == "__main__":
    main()
