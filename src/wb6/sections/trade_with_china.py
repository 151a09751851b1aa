"""Trade with China: the deficit, and China's share of imports."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.countries import WB6
from wb6.data.facts import Fact
from wb6.figures import lines, panels
from wb6.figures.figure import Figure, Heading
from wb6.measures import economy, series
from wb6.sections.china_page import ARMED, CHINA, ChinaPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.trade import published
from wb6.sections.written import Basis

TABLE = "trade_partners"
RECONCILED, PUBLISHED = "reconciled from both partners", "as published"


@kept
def trade(page: ChinaPage) -> pd.DataFrame:
    """Trade with China by country and whole year, from reconciled figures: see `measures.economy.trade_with`."""
    values = economy.trade_with(page.table(TABLE), CHINA, page.countries)
    return values[values["year"] >= page.since].reset_index(drop=True)


def balance_to_output(page: ChinaPage) -> pd.DataFrame:
    """Balance with China in percent of GDP. Returns iso3, year, value, source."""
    output = series.select(page.table("indicators"), "NY.GDP.MKTP.CD", page.countries)
    both = trade(page).merge(
        output[["iso3", "year", "value"]].rename(columns={"value": "gdp"}), on=["iso3", "year"]
    )
    both = both.assign(value=(both["balance"] * 1e6 / both["gdp"] * 100).round(2))
    return both[["iso3", "year", "value", "source"]]


@kept
def import_share_figures(page: ChinaPage) -> pd.DataFrame:
    """China's share of imports by country, year and kind of figure.

    Returns iso3, year, date, when, basis, value (percent), source.
    """
    old = series.year_ends(trade(page).rename(columns={"import_share": "value"}))
    old = old.assign(basis=RECONCILED, when=old["year"].astype(str))
    new = page.of_countries(published(page))
    new = new[
        (new["partner_iso3"] == CHINA)
        & (new["flow"] == "import")
        & new["share_pct"].notna()
        & ~new["basis"].isin(["mirror_reconciled", economy.OF_THE_PARTNER])
        & (new["date"].dt.year >= page.since)
    ]
    new = words.dated(new.drop(columns="value")).rename(columns={"share_pct": "value"})
    new = new.assign(basis=PUBLISHED, year=new["date"].dt.year)
    columns = ["iso3", "year", "date", "when", "basis", "value", "source"]
    return pd.concat([old[columns], new[columns]], ignore_index=True).sort_values(
        ["iso3", "basis", "date"], ascending=[True, False, True], ignore_index=True
    )


def newest_shares(page: ChinaPage) -> pd.DataFrame:
    """The newest share of imports of each country; rival figures of one date stay side by side."""
    figures = import_share_figures(page)
    return figures[figures["date"] == figures.groupby("iso3")["date"].transform("max")]


@shows("deficit", "Trade with China", "trade with China")
def deficit(page: ChinaPage) -> Figure:
    """The balance of trade in goods with China as a share of GDP."""
    values = countries.with_names(needed(balance_to_output(page)))
    year = int(values["year"].max())
    last = values[values["year"] == year].sort_values("value")
    return lines.by_country(
        values,
        heading=Heading(
            title=(
                f"{_all_or_some(int((last['value'] < 0).sum()), len(last))} countries bought more from China than they "
                f"sold to it in {year}"
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
        style=lines.BROKEN,
        note=(
            "Reconciled from the reports of both partners, which gives China less than national statistics by origin; "
            "Kosovo is not in this source, Serbia and Montenegro are from 2006 on."
        ),
    )


@shows("import-shares", "Imports from China", "imports from China")
def import_shares(page: ChinaPage) -> Figure:
    """China's share of imports: reconciled figures, and those that were published since."""
    shares = needed(import_share_figures(page))
    newest = countries.with_names(newest_shares(page))
    return panels.reported(
        countries.with_names(shares),
        heading=Heading(
            title=(
                "By the newest figures of each country China sends "
                f"{words.span(newest['value'].min(), newest['value'].max(), 1)} percent of imports"
            ),
            subtitle=(f"China's share of imports of goods, percent, {words.years_of(shares['year'])}"),
            alt_text=(
                "A panel a country. Newest: "
                + words.each(newest, "{country} {value:.1f} percent ({when})")
                + "."
            ),
        ),
        note=(
            "Published figures count by origin, some of them over part of a year or a month, and stand as points. "
            "The two kinds are no single series."
        ),
    )


def _all_or_some(number: int, among: int) -> str:
    """How many of some countries, as a title begins.

    >>> _all_or_some(5, 5), _all_or_some(3, 5)
    ('All five', 'Three of five')
    """
    if number == among:
        return f"All {words.count(among)}"
    return f"{words.count(number).capitalize()} of {words.count(among)}"


@declares(TABLE, *(f"{iso3.lower()}_import" for iso3 in WB6))
def _newest_import_shares(page: ChinaPage) -> dict[str, Fact]:
    found = {}
    for iso3, rows in newest_shares(page).groupby("iso3"):
        row, low, high = rows.iloc[0], rows["value"].min(), rows["value"].max()
        text = words.percent(high) if low == high else f"{words.number(low)} to {words.percent(high)}"
        found[f"{iso3.lower()}_import"] = Basis(TABLE, row["date"], rows["source"], row["when"]).word(
            f"China's share of imports, {countries.name(iso3)}", text
        )
    return found


@declares(
    TABLE,
    *("deficit_total", "deficit_first", "deficit_srb", "deficit_low", "deficit_high", "sold_for"),
)
def _trade_with_china(page: ChinaPage) -> dict[str, Fact]:
    values, relative = trade(page), balance_to_output(page)
    needed(values)
    year = int(values["year"].max())
    last = values[values["year"] == year].set_index("iso3")
    note = Basis.of_year(TABLE, year, values["source"])
    complete = values.groupby("year")["iso3"].nunique()
    first = int(complete[complete == complete.max()].index.min())
    then = values[values["year"] == first]
    found = {
        "deficit_total": note.money("Trade deficit with China", -last["balance"].sum()),
        "deficit_first": Basis.of_year(TABLE, first, then["source"]).money(
            "Deficit with China in the first year with all countries", -then["balance"].sum()
        ),
        "sold_for": note.word(
            "Exports to China for each 100 dollars of imports",
            words.number(last["exports"].sum() / last["imports"].sum() * 100, 0),
        ),
    }
    if ARMED in last.index:
        found["deficit_srb"] = note.money("Serbia's deficit", -last.loc[ARMED, "balance"])
    now = relative[relative["year"] == year]["value"]
    if len(now):
        found["deficit_low"] = note.percent("Smallest deficit, of GDP", -now.max())
        found["deficit_high"] = note.percent("Largest deficit, of GDP", -now.min())
    return found
