"""The ledger of claims in its chapter, which leads to it, and groups of rival claims."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from wb6.book import claim_pages
from wb6.book.page import CLAIMS_FOLDER, Page, render
from wb6.book.palette import slug
from wb6.claims.ledger import spelt
from wb6.data import sheets

FOLDER = claim_pages.ENTRIES
_ASSETS = Path(__file__).parent / "assets"
_HEADINGS = {
    "id": "Claim",
    "source": "Source text",
    "locator": "Place in the text",
    "written": "Written",
    "kind": "Kind",
    "topic": "Topic",
    "places": "Countries",
    "statement": "What it says, in the words of this book",
    "then": "When written",
    "now": "Now",
    "reason": "Reason",
    "share": "Main point borne out, percent of specifications",
    "needs": "Evidence that it needs",
    "untested": "Not tested",
    "limits": "Limits",
}


def ledger(page: Page, content: dict[str, Any]) -> str:
    """The way to the ledger, which has a page of its own, and to the page of each claim, whose old address it keeps."""
    page.claim(content["name"])
    claims = content["claims"]
    csv = page.file(f"{FOLDER}/ledger.csv", sheets.to_csv(list(_HEADINGS.values()), _rows(claims)))
    style = page.file(f"{FOLDER}/ledger.css", _asset("ledger.css"))
    program = page.file(f"{FOLDER}/ledger.mjs", _asset("ledger.mjs"))
    claim_pages.note(page, content, choices=_choices(claims), css=style, program=program, csv=csv)
    return render(
        "ledger.html",
        ledger=content,
        texts=[
            (text, [page.claim(claim["id"]) for claim in found])
            for text, found in groupby(claims, key=itemgetter("source"))
        ],
        folder=page.beside(CLAIMS_FOLDER),
        css=style,
        csv=csv,
    )


def rivals(page: Page, content: dict[str, Any]) -> str:
    """Groups of rival claims, each with an address, its claims linked to their pages."""
    groups = [
        {
            **group,
            "claims": [{**claim, "href": page.claim_link(claim["id"])} for claim in group["claims"]],
            "tables": [{**table, "href": page.data_link(table["name"])} for table in group["tables"]],
        }
        for group in content["groups"]
    ]
    for group in groups:
        page.claim(group["id"])
    return render("rivals.html", rivals=content, groups=groups, slug=slug)


def _choices(claims: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """What a reader can choose from in each filter: pairs of code and label, by label."""
    places = {
        code: name for claim in claims for code, name in zip(claim["countries"], claim["places"], strict=True)
    }
    return {
        "source": sorted({(claim["seed"], claim["source"]) for claim in claims}),
        "kind": _spelt(claim["kind"] for claim in claims),
        "topic": _spelt(claim["topic"] for claim in claims),
        "country": sorted(places.items(), key=lambda pair: pair[1]),
        "now": _spelt(claim["now"] for claim in claims),
        "then": _spelt(claim["then"] for claim in claims),
    }


def _spelt(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted({(code, spelt(code)) for code in codes}, key=lambda pair: pair[1])


def _rows(claims: list[dict[str, Any]]) -> list[list[str]]:
    return [
        ["; ".join(claim[field]) if field == "places" else claim[field] for field in _HEADINGS]
        for claim in claims
    ]


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
