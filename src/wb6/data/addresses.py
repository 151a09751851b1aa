"""Addresses that the book may lead a reader to."""

from urllib.parse import urlsplit

SCHEMES = ("http", "https")


def is_of_the_web(text: str) -> bool:
    """Whether a text is an address that a browser may be sent to: http or https, a host, nobody's password."""
    if not text.isprintable() or any(char in text for char in ' "<>\\^`{|}'):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.hostname) and "@" not in parts.netloc and port != 0
