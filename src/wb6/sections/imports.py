"""Trade with China: the deficit, and China's share of imports."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import china as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.sections.china_page import CHINA, ChinaPage

RECONCILED, PUBLISHED = "reconciled from both partners", "as published"


def deficit(page: ChinaPage) -> Figure:
    """The balance of trade in goods with China as a share of GDP."""
    name = "deficit"
    values = balance_to_output(page)
    if values.empty:
        return figure.empty(name=name, title="Trade with China", reason=page.unknown("trade with China"))
    year = int(values["year"].max())
    last = countries.with_names(values[values["year"] == year]).sort_values("value")
    short = (last["value"] < 0).sum()
    return chart.lines_by_country(
        countries.with_names(values),
        heading=Heading(
            name=name,
            title=(
                f"{_all_or_some(int(short), len(last))} countries bought more from China than they sold to it in {year}"
            ),
            subtitle=(
                "Exports of goods to China less imports from it, percent of GDP, "
                f"{words.years(int(values['year'].min()), year)}"
            ),
            alt_text=(
                f"Line chart below zero. In {year}: "
                + words.listing([f"{row.country} {words.number(row.value, 1)}" for row in last.itertuples()])
                + " percent of GDP."
            ),
        ),
        value_heading="Percent of GDP",
        note=(
            "Reconciled from the reports of both partners, which gives China less than national statistics by origin; "
            "Kosovo is not in this source, Serbia and Montenegro are from 2006 on."
        ),
    )


def import_shares(page: ChinaPage) -> Figure:
    """China's share of imports: reconciled figures, and those that were published since."""
    name = "import-shares"
    shares = import_share_figures(page)
    if shares.empty:
        return figure.empty(name=name, title="Imports from China", reason=page.unknown("imports from China"))
    newest = countries.with_names(newest_shares(page))
    low, high = newest["value"].min(), newest["value"].max()
    return chart.reported(
        countries.with_names(shares),
        heading=Heading(
            name=name,
            title=(
                f"By the newest figures of each country China sends {words.span(low, high, 1)} percent of imports"
            ),
            subtitle=(
                "China's share of imports of goods, percent, "
                f"{words.years(int(shares['year'].min()), int(shares['year'].max()))}"
            ),
            alt_text=(
                "A panel a country. Newest: "
                + words.listing(
                    [f"{row.country} {row.value:.1f} percent ({row.when})" for row in newest.itertuples()]
                )
                + "."
            ),
        ),
        note=(
            "Published figures count by origin, some of them over part of a year or a month, and stand as points. "
            "The two kinds are no single series."
        ),
    )


def balance_to_output(page: ChinaPage) -> pd.DataFrame:
    """Balance with China in percent of GDP. Returns iso3, year, value, source."""
    both = page.trade().merge(
        page.output()[["iso3", "year", "value"]].rename(columns={"value": "gdp"}), on=["iso3", "year"]
    )
    both = both.assign(value=(both["balance"] * 1e6 / both["gdp"] * 100).round(2))
    return both[["iso3", "year", "value", "source"]]


def newest_shares(page: ChinaPage) -> pd.DataFrame:
    """The newest share of imports of each country; rival figures of one date stay side by side."""
    figures = import_share_figures(page)
    return figures[figures["date"] == figures.groupby("iso3")["date"].transform("max")]


def import_share_figures(page: ChinaPage) -> pd.DataFrame:
    """China's share of imports by country, year and kind of figure."""
    old = page.trade().rename(columns={"import_share": "value"})
    old = old.assign(
        basis=RECONCILED,
        date=pd.to_datetime(old["year"].astype(str) + "-12-31"),
        when=old["year"].astype(str),
    )
    new = page.own(page.table("trade_partners"))
    new = new[
        (new["partner_iso3"] == CHINA)
        & (new["flow"] == "import")
        & new["share_pct"].notna()
        & (new["basis"] != "mirror_reconciled")
        & (new["date"].dt.year >= page.since)
    ]
    new = words.dated(new.drop(columns="value")).rename(columns={"share_pct": "value"})
    new = new.assign(basis=PUBLISHED, year=new["date"].dt.year)
    columns = ["iso3", "year", "date", "when", "basis", "value", "source"]
    return pd.concat([old[columns], new[columns]], ignore_index=True).sort_values(
        ["iso3", "basis", "date"], ascending=[True, False, True], ignore_index=True
    )


def _all_or_some(number: int, among: int) -> str:
    """How many of some countries, as a title begins.

    >>> _all_or_some(5, 5), _all_or_some(3, 5)
    ('All five', 'Three of five')
    """
    if number == among:
        return f"All {words.count(among)}"
    return f"{words.count(number).capitalize()} of {words.count(among)}"
