"""A page a claim, small enough to quote, and the page of the ledger that leads to them: HTML that needs no program.

Chapters are read one by one, and which of them lead to a claim is known when all are. So the ledger's chapter notes its
claims (`note`), and their pages are made at the end (`make`), before files are written.
"""

import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from wb6.book import claim_curve, claim_review, editions, files, rows, sharing, sources
from wb6.book.claim_review import Text
from wb6.book.notes import Notes
from wb6.book.page import CLAIMS_FOLDER, CLAIMS_NAMED, Page, long_day, render
from wb6.book.palette import slug
from wb6.claims.documents import TABLE
from wb6.claims.ledger import spelt
from wb6.claims.verdicts import MEANINGS, Verdict
from wb6.data import codings, grades, objections, package
from wb6.figures.curves import ANSWERS

INDEX = f"{CLAIMS_FOLDER}/index"
ENTRIES = "_ledger"
LEDGERS = Notes("wb6_ledgers")
FIELDS = {
    "place": "Place in the text",
    "wording": "Is our wording fair?",
    "kind": "Kind of statement",
    "testable": "Testable",
    "needs": "Evidence that it needs",
    "fits": "Does the test fit?",
    "main": "Main point",
    "rest": "What else it says",
    "rule": "How to test it",
    "set": "Cases to be compared",
    "says": "Says so",
    "bears": "Bears on",
    "as_what": "As what",
    "party": "Has a stake",
    "part": "Covers a part",
}


def setup(app: Sphinx) -> None:
    """Notes while pages are read; pages of claims when all are, before the files of all pages are written."""
    app.add_config_value("wb6_objections_page", "chapters/objections", "env", types=(str,))
    app.add_config_value("wb6_codebook_page", "chapters/codebook", "env", types=(str,))
    CLAIMS_NAMED.connect(app)
    LEDGERS.connect(app)
    app.connect("build-finished", make, priority=400)


def note(page: Page, content: Mapping[str, Any], **ledger: Any) -> None:
    """Remember a ledger, as the chapter `page` shows it, and what its own page shows besides."""
    here = replace(page, place=INDEX)
    claims = [_completed(here, claim) for claim in content["claims"]]
    LEDGERS.note(page.env, page.docname, content["name"], {**content, **ledger, "claims": claims})


def _completed(page: Page, claim: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the ledger with the addresses of its rows and sources, its codes, and its curves."""
    points = [_point(page, point) for point in claim["points"]]
    shown = {one["id"] for point in points for one in point["documents"]}
    links = [
        {**found, "href": page.data_link(found["table"]), "links": [*_rows(page, found, shown)]}
        for found in claim["rows"]
    ]
    return {
        **claim,
        "rows": [found for found in links if found["links"]],
        "links": page.sources(claim["sources"]),
        "in_references": page.sources([claim["text"]])[0]["href"],
        "points": points,
        "objections": _objections(page, claim["id"]),
        # A reason that is not made of what the points found.
        "because": "" if any(point["found"] in claim["reason"] for point in points) else claim["reason"],
        **_coded(page, codings.CLAIMS, claim["id"]),
    }


def _rows(page: Page, found: Mapping[str, Any], shown: Collection[str]) -> Iterator[dict[str, str]]:
    """Rows of a table as links; documents by what they show, with their grade, but for those already `shown`."""
    for key in found["keys"]:
        href = page.row_link(found["table"], key, "")
        document = rows.row_of(TABLE, key, "") if found["table"] == TABLE else None
        if document is None:
            yield {"text": ", ".join(key.values()), "href": href, "told": ""}
        elif document["id"] not in shown:
            source = sources.all_sources()[document["source"]]
            yield {"text": document["fact"], "href": href, "told": f"{source.label}, {source.in_words}"}


# Codes that leave our sentence and its test as they were when two readers saw them.
SOUND = {"wording": ("fair",), "fits": ("yes", "")}


def _point(page: Page, point: Mapping[str, Any]) -> dict[str, Any]:
    found = [
        {
            **one,
            "href": page.row_link(TABLE, {"id": one["id"]}, ""),
            "graded": grades.GRADES[one["grade"]],
            "links": page.sources([one["source"]]),
            **_coded(page, codings.DOCUMENTS, one["id"]),
        }
        for one in point["documents"]
    ]
    return {**point, "documents": found, "curve": claim_curve.dots(point["specifications"])}


def _objections(page: Page, claim_id: str) -> list[dict[str, str]]:
    """What was objected to a claim, with the answers; nothing in a book that keeps no objections."""
    if objections.TABLE not in package.table_names():
        return []
    page.rest_on(objections.TABLE)
    return [one._asdict() for one in objections.objections() if one.claim_id == claim_id]


def _coded(page: Page, table: str, about: str) -> dict[str, Any]:
    """How two readers coded a claim or document: codes, texts in their own words, and in how many codes they agree."""
    page.rest_on(table)
    coded = [
        {**one._asdict(), "label": FIELDS[one.field], "in_force": one.in_force, "differs": one.differs}
        for one in codings.by_what(table).get(about, ())
    ]
    codes = [one for one in coded if one["field"] in codings.CODES[table]]
    twice = [one for one in codes if one["second"]]
    return {
        "codes": codes,
        "in_words": [one for one in coded if one not in codes],
        "twice": len(twice),
        "agreed": sum(not one["differs"] for one in twice),
        "written_again": any(
            one["in_force"] not in SOUND.get(one["field"], (one["in_force"],)) for one in codes
        ),
    }


def make(app: Sphinx, exception: Exception | None) -> None:
    """Make the pages of all ledgers that chapters noted, and note them as files of those chapters."""
    if exception is not None or app.builder.format != "html":
        return
    book = _Book(app, sharing.address(app.config), _naming(app.env))
    for docname, ledgers in LEDGERS.by_page(app.env).items():
        for ledger in ledgers.values():
            for path, text in book.files_of(docname, ledger):
                files.note(app.env, docname, path, text)


def _naming(env: BuildEnvironment) -> dict[str, list[str]]:
    """Pages that lead to each claim, by their titles."""
    found: dict[str, list[str]] = {}
    for docname in sorted(CLAIMS_NAMED.by_page(env), key=lambda name: env.titles[name].astext()):
        for claim_id in CLAIMS_NAMED.of(env, docname):
            found.setdefault(claim_id, []).append(docname)
    return found


@dataclass(frozen=True)
class _Book:
    """What the pages of claims show of the book: where it is published, and which chapters lead to each claim."""

    app: Sphinx
    base: str
    naming: Mapping[str, list[str]]

    def files_of(self, docname: str, ledger: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Paths and texts: the page of a ledger, what its search and its entries load, and a page a claim."""
        claims = ledger["claims"]
        shared = {
            "book": self.app.config.html_title,
            "base": self.base,
            "home": "../index.html",
            "chapter": self._link(docname),
            "edition": long_day(editions.as_of(self.app.config)),
            "day": long_day,
            "spelt": spelt,
            "slug": slug,
        }
        yield f"{INDEX}.html", render("ledger_page.html", ledger=ledger, claims=claims, **shared)
        words = {claim["id"]: _words(claim) for claim in claims}
        yield f"{ENTRIES}/words.mjs", f"wb6Words({json.dumps(words, ensure_ascii=False)});\n"
        befores, afters = [None, *claims[:-1]], [*claims[1:], None]
        for before, claim, after in zip(befores, claims, afters, strict=True):
            inside = Markup(render("claim_inside.html", claim=claim, answers=ANSWERS, day=long_day))
            name = claim["id"]
            yield f"{ENTRIES}/{name}.mjs", f"wb6Entry({json.dumps([name, inside], ensure_ascii=False)});\n"
            path = f"{CLAIMS_FOLDER}/{name}.html"
            yield (
                path,
                render(
                    "claim.html",
                    claim=claim,
                    inside=inside,
                    path=path,
                    text=self._text(claim["text"]),
                    review=claim_review.script(self._review(claim, path)),
                    days={when: long_day(day) for when, day in claim["as_of"].items()},
                    meanings={when: MEANINGS[Verdict(claim[when])] for when in ("then", "now")},
                    before=before,
                    after=after,
                    used_in=[self._link(name) for name in self.naming.get(name, [])],
                    objections=self._if_there(self.app.config.wb6_objections_page),
                    codebook=self._if_there(self.app.config.wb6_codebook_page),
                    css=ledger["css"],
                    **shared,
                ),
            )

    def _link(self, docname: str) -> dict[str, str]:
        """A page of the book as a link from the pages of claims."""
        address = self.app.builder.get_relative_uri(INDEX, docname)
        return {"href": address, "title": self.app.env.titles[docname].astext()}

    def _if_there(self, docname: str) -> dict[str, str] | None:
        """A page of the book as a link; None in a book without it."""
        return self._link(docname) if docname in self.app.env.found_docs else None

    def _text(self, key: str) -> Text:
        """The text that makes a claim: authors as the bibliography names them, all else as the table of sources does."""
        source = sources.all_sources()[key]
        entries = self.app.env.domaindata["cite"]["bibdata"].data.entries
        persons = entries[key].persons.get("author", []) if key in entries else []
        names = [
            " ".join([*one.first_names, *one.middle_names, *one.prelast_names, *one.last_names])
            for one in persons
        ]
        bodies = tuple(name.strip("{}") for name in names if name.startswith("{"))  # no person to BibTeX
        people = tuple(name for name in names if not name.startswith("{"))
        return Text(source.title, source.publisher, source.web_address, people, bodies)

    def _review(self, claim: Mapping[str, Any], path: str) -> dict[str, Any]:
        return claim_review.review(
            claim, self._text(claim["text"]), book=self.app.config.html_title, base=self.base, path=path
        )


def _words(claim: Mapping[str, Any]) -> str:
    """Words inside an entry, without marks and case, for a search that its row alone would not answer."""
    points = [(point["measured"], point["found"], point["why"]) for point in claim["points"]]
    told = [one["told"] for point in claim["points"] for one in point["documents"]]
    labels = [source["label"] for source in claim["links"]]
    parts = [claim["reason"], claim["reason_then"], claim["untested"], claim["limits"], *claim["errors"]]
    text = " ".join([*parts, *told, *labels, *(part for point in points for part in point)])
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter)[0] != "M"
    )
    return " ".join(dict.fromkeys(plain.lower().split()))
