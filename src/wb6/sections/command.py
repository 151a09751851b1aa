"""Who commands: the terms of the commanders and their nations."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.kfor import command as chart
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import kfor
from wb6.sections.contingents import complete_contingents, of_list
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.written import Basis

TABLE = "kfor_commanders"


def terms(page: KforPage) -> pd.DataFrame:
    """Terms of command with the nation and the term in words."""
    found = kfor.terms(page.table(TABLE), page.edition.day)
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


@shows("command", "Commanders of KFOR", "commander of KFOR")
def command(page: KforPage) -> Figure:
    """Terms of the commanders, one row a nation."""
    found = needed(terms(page))
    by_nation = _by_nation(found)
    lead = by_nation[by_nation["terms"] == by_nation["terms"].max()]
    leaders = words.listing([countries.in_sentence(code) for code in lead["iso3"]])
    leaders = leaders[0].upper() + leaders[1:] + (" each" if len(lead) > 1 else "")
    order = found.drop_duplicates("nation")["nation"].tolist()
    return chart.command(
        found,
        order,
        heading=Heading(
            title=f"{leaders} held {lead.iloc[0]['terms']} of {words.times(len(found), 'term')} of command of KFOR",
            subtitle=(
                f"Terms of command by nation, {words.years(found['start'].min().year, found['end'].max().year)}; "
                "nations in the "
                "order of their first command"
            ),
            alt_text=(
                f"Bars of {len(found)} terms in {len(order)} rows. Most terms: "
                f"{words.each(by_nation.head(3), '{nation} {terms}')}."
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
            *text_columns(commander="Commander", nation="Nation", when="Term"),
        ],
        Caption(
            name="commanders",
            title=f"The {len(found)} terms of command of KFOR" if len(found) else "Commanders of KFOR",
            subtitle="In the order of their terms",
            note="The nation of the eighth commander and the numbers of some terms are inferred from the sequence.",
        ),
        sources=sources_of(page.table(TABLE)),
    )


def command_by_nation(page: KforPage) -> Table:
    """Terms and months of command by nation."""
    by_nation = _by_nation(terms(page))
    return table(
        by_nation,
        [
            Column("nation", "Nation"),
            Column("terms", "Terms", numeric=True),
            Column("months", "Months of sure terms", lambda months: words.number(months, 0), numeric=True),
            Column("share", "Share of these months", lambda share: words.percent(share, 0), numeric=True),
            Column("newest", "Newest term began"),
        ],
        Caption(
            name="command-by-nation",
            title="Terms and months of command by nation",
            subtitle=f"Up to {words.day(page.edition.day)}; terms whose start or end is not known add no months",
        ),
        sources=sources_of(page.table(TABLE)),
    )


def _by_nation(found: pd.DataFrame) -> pd.DataFrame:
    """Number and length of terms by nation."""
    by_nation = kfor.command_by_nation(found)
    by_nation = countries.with_names(by_nation, into="nation")
    return by_nation.assign(
        share=by_nation["months"] / by_nation["months"].sum() * 100,
        newest=[f"{day:%B %Y}" for day in by_nation["last"]],
    )


@declares(
    TABLE,
    "commander",
    "commander_since",
    "commanders",
    "lead_nation",
    "lead_terms",
    "second_nation",
    "second_terms",
    "lead_months_share",
    "lead_list_share",
)
def _command_facts(page: KforPage) -> dict[str, Fact]:
    """Who commands, and which nations command most."""
    found = needed(terms(page))
    now, by_nation = found.iloc[-1], _by_nation(found)
    everyone = found.assign(date=found["start"])
    lead, second = by_nation.iloc[0], by_nation.iloc[min(1, len(by_nation) - 1)]
    term = Basis.on(TABLE, now["start"], [now["source"]], "month", {"number": int(now["number"])})
    facts = {
        "commander": term.word("Commander", f"{now['commander']} ({now['nation']})"),
        "commander_since": term.word("In command since", f"{now['start']:%B %Y}"),
        "commanders": Basis.of_rows(TABLE, everyone).number("Commanders", len(found)),
        "lead_months_share": Basis.on(TABLE, page.edition.day, everyone["source"], "month").percent(
            f"Share of {lead['nation']} in the months of command", lead["share"]
        ),
    }
    for place, row in (("lead", lead), ("second", second)):
        own = everyone[everyone["iso3"] == row["iso3"]]
        facts[f"{place}_nation"] = Basis.on(TABLE, page.edition.day, own["source"]).word(
            "Nation with the most terms", row["nation"]
        )
        facts[f"{place}_terms"] = Basis.of_rows(TABLE, own).number(
            f"Terms of {row['nation']}", int(row["terms"])
        )
    contingents = complete_contingents(page)
    contingents = contingents[contingents["contributor_iso3"] == lead["iso3"]].tail(1)
    if len(contingents):
        facts["lead_list_share"] = of_list(contingents).percent(
            f"Share of {lead['nation']} in the soldiers of the newest complete list",
            contingents["share"].iloc[0],
        )
    return facts
