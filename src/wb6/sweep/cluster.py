"""A Dask cluster that somebody started, by the address of its scheduler."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from distributed import Client

from wb6.errors import UsageError, Wb6Error
from wb6.sweep import work

SECONDS = 10
SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the cluster, whose workers keep no kernel of ours afterwards.

    Raises `UsageError` for what is no address, `Wb6Error` when nobody answers there or no worker is there.
    """
    _require_address(address)
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise Wb6Error(f"no Dask scheduler answers at {address}: {reason}") from None
    with client:
        if not client.nthreads():
            raise Wb6Error(f"the Dask cluster at {address} has no workers; start one: dask worker {address}")
        try:
            yield client
        finally:
            client.run(work.stop, on_error="ignore")


def _require_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        valid = parts.scheme in SCHEMES and parts.hostname and parts.port
    except ValueError:
        valid = False
    if not valid:
        raise UsageError(f"{address!r} is no address of a Dask scheduler, such as tcp://10.0.0.1:8786")
