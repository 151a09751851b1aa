"""Who commands: the terms of the commanders and their nations."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import command as chart
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor
from wb6.sections.kfor_page import KforPage


def terms(page: KforPage) -> pd.DataFrame:
    """Terms of command with the nation and the term in words."""
    found = kfor.terms(page.table("kfor_commanders"), page.edition.day)
    found = countries.with_names(found, into="nation")
    return found.assign(
        nation=found["nation"].fillna("not known"),
        kind=found["sure"].map({True: "dates known", False: "start or end not known"}),
        when=[
            f"since {row.start:%B %Y}"
            if row.ongoing
            else f"{row.start:%B %Y} to {row.end:%B %Y}"
            if row.sure
            else f"between {row.start:%B %Y} and {row.end:%B %Y}"
            for row in found.itertuples()
        ],
    )


def command(page: KforPage) -> Figure:
    """Terms of the commanders, one row a nation."""
    name = "command"
    found = terms(page)
    if found.empty:
        return figure.empty(name=name, title="Commanders of KFOR", reason=page.unknown("commander of KFOR"))
    by_nation = commanders_by_nation(page, found)
    lead = by_nation[by_nation["terms"] == by_nation["terms"].max()]
    leaders = words.listing([countries.in_sentence(code) for code in lead["iso3"]])
    leaders = leaders[0].upper() + leaders[1:] + (" each" if len(lead) > 1 else "")
    order = found.drop_duplicates("nation")["nation"].tolist()
    return chart.command(
        found,
        order,
        heading=Heading(
            name=name,
            title=f"{leaders} provided {lead.iloc[0]['terms']} of {words.times(len(found), 'commander')} of KFOR",
            subtitle=(
                f"Terms of command by nation, {words.years(found['start'].min().year, found['end'].max().year)}; "
                "nations in the "
                "order of their first command"
            ),
            alt_text=(
                f"Bars of {len(found)} terms in {len(order)} rows. Most terms: "
                f"{words.listing([f'{row.nation} {row.terms}' for row in by_nation.head(3).itertuples()])}."
            ),
        ),
        note="The grey bars cover a span in which two terms met on a day that no source found names.",
    )


def commanders(page: KforPage) -> Table:
    """All commanders in their order."""
    found = terms(page)
    return table(
        found,
        [
            Column("number", "No.", numeric=True),
            Column("commander", "Commander"),
            Column("nation", "Nation"),
            Column("when", "Term"),
        ],
        name="commanders",
        title=f"The {len(found)} commanders of KFOR" if len(found) else "Commanders of KFOR",
        subtitle="In the order of their terms",
        sources=sources_of(page.table("kfor_commanders")),
        note="The nation of the eighth commander and the numbers of some terms are inferred from the sequence.",
    )


def command_by_nation(page: KforPage) -> Table:
    """Terms and months of command by nation."""
    by_nation = commanders_by_nation(page, terms(page))
    return table(
        by_nation,
        [
            Column("nation", "Nation"),
            Column("terms", "Terms", numeric=True),
            Column("months", "Months of sure terms", lambda months: words.number(months, 0), numeric=True),
            Column("share", "Share of these months", lambda share: words.percent(share, 0), numeric=True),
            Column("newest", "Newest term began"),
        ],
        name="command-by-nation",
        title="Terms and months of command by nation",
        subtitle=f"Up to {words.day(page.edition.day)}; terms whose start or end is not known add no months",
        sources=sources_of(page.table("kfor_commanders")),
    )


def commanders_by_nation(page: KforPage, found: pd.DataFrame) -> pd.DataFrame:
    """Number and length of terms by nation."""
    by_nation = kfor.command_by_nation(found)
    by_nation = countries.with_names(by_nation, into="nation")
    return by_nation.assign(
        share=by_nation["months"] / by_nation["months"].sum() * 100,
        newest=[f"{day:%B %Y}" for day in by_nation["last"]],
    )
