"""The one way to the network: a session with timeout, retries, user agent and cache, and the day of its answers."""

import datetime as dt
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import requests
import requests_cache
import urllib3
from requests.adapters import HTTPAdapter

USER_AGENT = "wb6-refresh/0.1 (report book The Western Balkans and NATO)"
TIMEOUT = (10.0, 60.0)
TRIES = 4
PAUSE = 1.0
LONGEST_PAUSE = 60
CACHE_HOURS = 12
BUSY = (429, 500, 502, 503, 504)
# What readers of JSON, XML, CSV and workbooks raise, ours and those within wbgapi and sdmx1.
UNREADABLE = {
    "APIResponseError",
    "BadZipFile",
    "JSONDecodeError",
    "ParserError",
    "XMLParseError",
    "XMLSyntaxError",
}


class Unusable(Exception):
    """What a publisher sent cannot be used; the message says why, without a full stop."""


class Client:
    """A session that refuses answers which are no data, and keeps good ones in the folder `cache` for a while.

    `today` is a day, YYYY-MM-DD; `file` an answer that the user fetched by hand. Web pages are refused unless
    they are asked for with `page`. Where a connection fails or a server is busy, it tries again, after the
    pause that the server asks for.
    """

    def __init__(self, cache: Path, today: str | None = None, file: Path | None = None) -> None:
        self._today = today
        self._answered = ""
        self.last: requests.Response | None = None
        self.file = file
        self.session = requests_cache.CachedSession(
            cache,
            backend="filesystem",
            expire_after=dt.timedelta(hours=CACHE_HOURS),
            allowable_codes=(200,),
            allowable_methods=("GET", "POST"),
        )
        self.session.headers["User-Agent"] = USER_AGENT
        self.session.hooks["response"].append(self._inspect)
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, _Patient())

    @property
    def day(self) -> str:
        """The day of access: the one given, else that of the newest answer."""
        if self._today or self._answered:
            return self._today or self._answered
        raise Unusable("the answer bears no date; give the day with --today")

    def get(self, url: str, **parameters: Any) -> requests.Response:
        """An answer that holds data."""
        return self.session.get(url, params=parameters)

    def ask(self, url: str, query: Mapping[str, Any]) -> requests.Response:
        """An answer that holds data, to a query that is posted as JSON."""
        return self.session.post(url, json=query)

    def page(self, url: str) -> str:
        """The text of a web page."""
        return self.session.get(url, headers={"Accept": "text/html"}).text

    def forget(self) -> None:
        """Empty the cache, so that the next try asks again."""
        self.session.cache.clear()

    def _inspect(self, response: requests.Response, **_: Any) -> None:
        """Refuse what is no data, before it is used or kept."""
        where = urlparse(response.url).netloc
        if response.status_code in BUSY:
            raise Unusable(f"{where} answered HTTP {response.status_code} after {TRIES} tries")
        if response.is_redirect:
            return
        if response.status_code != 200:
            raise Unusable(f"{where} answered HTTP {response.status_code}")
        if not response.content:
            raise Unusable(f"{where} sent nothing")
        asked_for_page = response.request.headers.get("Accept") == "text/html"
        if not asked_for_page and response.content[:200].lstrip().lower().startswith(
            (b"<!doctype html", b"<html")
        ):
            raise Unusable(f"{where} sent a web page instead of data")
        self.last = response
        stamp = response.headers.get("Date")
        if stamp:
            self._answered = max(self._answered, parsedate_to_datetime(stamp).date().isoformat())


class _Patient(HTTPAdapter):
    """Gives every request a timeout, as sessions have none of their own, and tries again."""

    def __init__(self) -> None:
        super().__init__(
            max_retries=urllib3.Retry(
                total=TRIES - 1,
                backoff_factor=PAUSE,
                backoff_max=LONGEST_PAUSE,
                retry_after_max=LONGEST_PAUSE,
                status_forcelist=BUSY,
                allowed_methods=None,  # what is posted is a query and changes nothing
                raise_on_status=False,
            )
        )

    def send(self, request: requests.PreparedRequest, *rest: Any, **options: Any) -> requests.Response:
        options["timeout"] = options.get("timeout") or TIMEOUT
        return super().send(request, *rest, **options)


def reason(error: Exception) -> str:
    """Why an exchange failed, in a few words."""
    text = str(error)
    match error:
        case requests.Timeout():
            return "no answer in time"
        case requests.exceptions.ChunkedEncodingError():
            return "the answer broke off"
        case requests.ConnectionError() if "timed out" in text.lower():
            return "no answer in time"
        case requests.exceptions.SSLError():
            return "its certificate cannot be verified"
        case requests.ConnectionError():
            return "cannot be reached"
        case Unusable():
            return text
        case _ if type(error).__name__ in UNREADABLE:
            return "the answer is cut off or not in its format"
        case _ if isinstance(said := getattr(error, "msg", None), str):
            return f"the answer is an error: {' '.join(said.split())}"
        case _:
            return f"the answer is not as expected ({type(error).__name__}: {' '.join(text.split())})"
