"""Show the book in place in a browser, from this computer to this computer."""

import io
import socket
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from wb6.errors import UsageError

HOST = "127.0.0.1"
Request = socket.socket | tuple[bytes, socket.socket]


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder on loopback; port 0 takes any free one.

    Raises `UsageError` when there is no book yet or the port is taken.
    """
    if not (folder / "index.html").exists():
        raise UsageError(f"no book in {folder} yet; build it with: wb6 build")
    try:
        return _Server((HOST, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); choose another with --port"
        ) from None


def serve_book(folder: Path, port: int) -> None:
    """Serve until interrupted."""
    with server(folder, port) as running:
        print(f"the book is at http://{HOST}:{running.server_port}/ until you press Ctrl-C", flush=True)
        running.serve_forever()


class _Server(ThreadingHTTPServer):
    """A server that readers may leave in the middle of a page."""

    def handle_error(self, request: Request, client_address: object) -> None:
        """Say nothing of a reader who left; tell all else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Static files, never cached, so that a reload shows the book that is in place now."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012  # the attribute of the class above

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A file of the book; nothing is there under a name that no file can have."""
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: object) -> None:  # noqa: ARG002  # what the server calls
        """A folder without a page of its own is no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Ask browsers to look again each time."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing about single requests."""
