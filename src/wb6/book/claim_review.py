"""A claim with its verdict as machines read it: ClaimReview of schema.org, as JSON-LD."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True)
class Text:
    """The text that makes a claim: title, publisher, address on the web (or empty), its authors, bodies apart from people."""

    title: str
    publisher: str
    url: str
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The authors in a line, or the publisher of a text without any."""
        return ", ".join([*self.people, *self.bodies]) or self.publisher


def review(claim: Mapping[str, Any], text: Text, *, book: str, base: str, path: str) -> dict[str, Any]:
    """The review of a claim (an entry of the ledger) by the book that is published at `base`, where that is known.

    The rating has the verdict as its name and the reason as its explanation, and no number: the verdicts are no scale, as
    thin, open, overtaken and not testable stand between no two others. The address is that of the page at `path`, or
    relative to the page itself where nobody said where the book is published, as JSON-LD lets it be.
    """
    home = {"url": base} if base else {}
    author = {"@type": "Organization", "name": book, **home}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{base}{path}" if base else path.rpartition("/")[2],
        "datePublished": claim["as_of"]["now"],
        "inLanguage": "en",
        "author": author,
        "claimReviewed": claim["statement"],
        "itemReviewed": _item(claim, text),
        "reviewRating": {
            "@type": "Rating",
            "author": author,
            "alternateName": claim["now"],
            "ratingExplanation": claim["reason"],
        },
    }


def _item(claim: Mapping[str, Any], text: Text) -> dict[str, Any]:
    people = [{"@type": "Person", "name": name} for name in text.people]
    bodies = [{"@type": "Organization", "name": name} for name in text.bodies]
    publisher = {"@type": "Organization", "name": text.publisher}
    authors = _one_or_all([*people, *bodies] or [publisher])
    appearance = {
        "@type": "CreativeWork",
        "name": text.title,
        "author": authors,
        "publisher": publisher,
        "datePublished": claim["published"],
        **({"url": text.url} if text.url else {}),
    }
    return {
        "@type": "Claim",
        "author": authors,
        "datePublished": claim["published"],
        "appearance": appearance,
    }


def _one_or_all(found: Sequence[dict[str, str]]) -> dict[str, str] | list[dict[str, str]]:
    return found[0] if len(found) == 1 else list(found)


def script(content: Mapping[str, Any]) -> Markup:
    """JSON for an element of HTML, in which no text can end it.

    >>> script({"name": "</script>"})
    Markup('{"name":"\\\\u003c/script>"}')
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))
