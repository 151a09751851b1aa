"""Show the book in place in a browser, from this computer to this computer."""

from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from wb6.errors import UsageError

HOST = "127.0.0.1"


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder on loopback; port 0 takes any free one.

    Raises `UsageError` when there is no book yet or the port is taken.
    """
    if not (folder / "index.html").exists():
        raise UsageError(f"no book in {folder} yet; build it with: wb6 build")
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); choose another with --port"
        ) from None


def serve_book(folder: Path, port: int) -> None:
    """Serve until interrupted."""
    with server(folder, port) as running, suppress(KeyboardInterrupt):
        print(f"the book is at http://{HOST}:{running.server_port}/ until you press Ctrl-C", flush=True)
        running.serve_forever()


class _Handler(SimpleHTTPRequestHandler):
    """Static files, never cached, so that a reload shows the book that is in place now."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def end_headers(self) -> None:
        """Ask browsers to look again each time."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing about single requests."""
