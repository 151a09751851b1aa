"""Two readers of the code book: how far they agree beyond chance, and the table that says so."""

import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wb6.chapters.verdicts import VerdictsChapter
from wb6.claims.verdicts import MEANINGS, Verdict
from wb6.data import codings, folders, package
from wb6.data.codings import Coding
from wb6.measures.agreement import cohen
from wb6.sections import codebook

CODES = st.sampled_from(["yes", "partly", "no"])
PAIRS = st.lists(st.tuples(CODES, CODES), min_size=2, max_size=60)


def test_kappa_of_a_table_of_the_textbook():
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = cohen(first, second)
    assert (found.cases, found.equal, found.kappa) == (50, 0.7, 0.4)


def test_the_interval_is_that_of_samples_drawn_again():
    """The large-sample interval covers what resampling the cases gives."""
    draw = random.Random(1)
    first = [draw.choice(["a", "b", "c"]) for _ in range(400)]
    second = [code if draw.random() < 0.7 else draw.choice(["a", "b", "c"]) for code in first]
    found = cohen(first, second)
    samples = []
    for _ in range(400):
        places = [draw.randrange(400) for _ in range(400)]
        samples.append(cohen([first[place] for place in places], [second[place] for place in places]).kappa)
    low, high = np.percentile(samples, [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.02)
    assert found.high == pytest.approx(high, abs=0.02)


def test_readers_that_always_agree_have_a_kappa_of_one_and_one_code_has_none():
    assert cohen(["yes", "no"], ["yes", "no"]).kappa == 1
    assert cohen(["yes", "yes"], ["yes", "yes"])[1:] == (1.0, None, None, None)
    for first, second in (([], []), (["yes"], ["yes", "no"])):
        with pytest.raises(ValueError, match="same cases"):
            cohen(first, second)


@given(PAIRS)
def test_kappa_is_the_same_for_both_readers_and_any_order_and_never_above_the_share(pairs):
    first, second = zip(*pairs, strict=True)
    found, turned = cohen(first, second), cohen(second, first)
    assert found.equal == turned.equal
    if found.kappa is None:
        assert found.equal == 1
        return
    assert found.kappa == pytest.approx(turned.kappa)
    assert found.kappa == pytest.approx(cohen(first[::-1], second[::-1]).kappa)
    assert found.kappa <= found.equal + 1e-9
    assert -1 <= found.low <= found.kappa + 1e-9
    assert found.kappa - 1e-9 <= found.high <= 1


@pytest.mark.slow
def test_the_table_counts_what_was_read_twice_and_what_a_third_settled(monkeypatch):
    rows = [
        Coding("S0-ALB-01-1", "says", "yes", "yes", "", ""),
        Coding("S0-BGR-01-1", "says", "yes", "partly", "partly", "It speaks of a part."),
        Coding("S0-HRV-01-1", "says", "no", "no", "", ""),
        Coding("S0-SVN-01-1", "says", "yes", "", "", ""),
    ]
    own = codings.codings
    monkeypatch.setattr(
        codebook.codings, "codings", lambda table: rows if table == codings.DOCUMENTS else own(table)
    )
    table = VerdictsChapter(package.latest_edition(), 1999).agreement()
    (says,) = [row for row in table.rows if row[1] == "says"]
    assert says[:5] == ("Documents", "says", "1", "3", "67")
    assert says[-1] == "1"
    claims = [one for one in own(codings.CLAIMS) if one.field in codings.CODES[codings.CLAIMS] and one.second]
    assert table.title == f"Two readers of the code book: {len(claims) + 3:,} codes read twice"
    assert len(table.rows) == sum(len(fields) for fields in codings.CODES.values())


def test_fields_of_the_code_book_are_those_of_the_tables():
    for table, fields in codings.CODES.items():
        allowed = package.fields(table)["field"]["constraints"]["enum"]
        assert set(fields) <= set(allowed)


def test_the_page_of_the_code_book_names_every_field_and_code():
    page = (folders.PROJECT / "chapters" / "codebook.md").read_text(encoding="utf-8")
    rows = {
        line.split("|")[1].strip(): line.split("|")[2] for line in page.splitlines() if line.startswith("| ")
    }
    for fields in codings.CODES.values():
        for field, codes in fields.items():
            assert all(code in rows[field.replace("_", " ")] for code in codes), field
    assert {*package.fields(codings.CLAIMS)["field"]["constraints"]["enum"]} <= {*rows}
    assert all(f"**{kind}**" in page for kind in codings.CODES[codings.CLAIMS]["kind"])


def test_what_a_third_reader_settled_is_counted_and_shown_with_the_reason():
    chapter = VerdictsChapter()
    table = chapter.settled_cases()
    apart = {
        (name, one.about, one.field): one
        for name, fields in codings.CODES.items()
        for one in codings.codings(name)
        if one.field in fields and one.differs
    }
    first, second, neither = map(int, re.findall(r"(?:in|second in|neither in) (\d+)", table.title))
    assert f"Of {len(apart):,} codes" in table.title
    assert first + second + neither == len(apart)
    settled = chapter.agreement().frame["settled"].sum()
    assert settled == len(apart)
    names = {title: name for name, title in codebook.TITLES.items()}
    for what, code, pair, _, example, settled_as, why in table.rows:
        one = apart[names[what], example, code.replace(" ", "_")]
        assert (pair, settled_as, why) == (
            " and ".join(sorted((one.first, one.second))),
            one.settled,
            one.why,
        )
    pairs = [row[:3] for row in table.rows]
    assert len(pairs) == len({*pairs})


def test_the_words_of_the_verdicts_are_those_of_the_code():
    rows = VerdictsChapter().verdict_words().rows
    assert [verdict for verdict, _ in rows] == [str(verdict) for verdict in MEANINGS]
    assert all(
        told == f"{MEANINGS[Verdict(verdict)][:1].upper()}{MEANINGS[Verdict(verdict)][1:]}."
        for verdict, told in rows
    )
