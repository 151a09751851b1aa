"""The ledger of claims on its page: a table to search and filter, each claim with an address and its evidence."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wb6.book.page import Page, render
from wb6.book.palette import slug
from wb6.claims.ledger import spelt
from wb6.data import sheets

FOLDER = "_ledger"
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
    """The ledger; style and program come along as files, and the whole table is there without them."""
    page.claim(content["name"])
    claims = [_with_links(page, claim) for claim in content["claims"]]
    for claim in claims:
        page.claim(claim["id"])
    return render(
        "ledger.html",
        ledger=content,
        claims=claims,
        choices=_choices(claims),
        css=page.file(f"{FOLDER}/ledger.css", _asset("ledger.css")),
        program=page.file(f"{FOLDER}/ledger.mjs", _asset("ledger.mjs")),
        csv=page.file(f"{FOLDER}/ledger.csv", sheets.to_csv(list(_HEADINGS.values()), _rows(claims))),
        spelt=spelt,
        slug=slug,
        page=page,
    )


def rivals(page: Page, content: dict[str, Any]) -> str:
    """Groups of rival claims, each with an address, its claims linked to the ledger."""
    groups = [
        {
            **group,
            "claims": [{**claim, "href": page.ledger_link(claim["id"])} for claim in group["claims"]],
            "tables": [{**table, "href": page.data_link(table["name"])} for table in group["tables"]],
        }
        for group in content["groups"]
    ]
    for group in groups:
        page.claim(group["id"])
    return render("rivals.html", rivals=content, groups=groups, slug=slug)


def _with_links(page: Page, claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with the addresses of its rows and sources."""
    rows = [
        {
            **found,
            "href": page.data_link(found["table"]),
            "links": [
                {"text": ", ".join(key.values()), "href": page.row_link(found["table"], key, "")}
                for key in found["keys"]
            ],
        }
        for found in claim["rows"]
    ]
    return {**claim, "rows": rows, "links": page.sources(claim["sources"])}


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
