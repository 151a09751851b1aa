"""The claim on Montenegro's debt, tested for every year with data, and for the other countries."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import debt as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Column, Table, table
from wb6.measures import debt, economy
from wb6.sections.china_page import DEBTOR, ChinaPage

# The claim says "near 100" and "more than half"; what counts as near is a choice of this page.
NEAR, MORE_THAN = 90.0, 50.0
WORLD_BANK, NATIONAL, CEILING = chart.KINDS
ANSWERS = {"yes": "yes", "no": "no", "open": "no figure"}


def claim_by_year(page: ChinaPage) -> pd.DataFrame:
    """Both parts of the claim by year: see `measures.debt.claim_by_year`."""
    return debt.claim_by_year(_debt(page), held_share(page), NEAR, MORE_THAN)


def claim_over_time(page: ChinaPage) -> Figure:
    """Both parts of the claim over time, with every figure found."""
    name = "claim"
    owed, held = _debt(page), held_share(page)
    if owed.empty and held.empty:
        return figure.empty(
            name=name,
            title="The claim on Montenegro",
            reason=page.unknown("debt of Montenegro by creditor"),
        )
    tested = claim_by_year(page)
    near, more = (tested["near"] == "yes").sum(), (tested["more"] == "yes").sum()
    known = (tested["more"] != "open").sum()
    when = words.listing([str(year) for year in tested.loc[tested["near"] == "yes", "year"]]) if near else ""
    first = f"Debt came near GDP in {when}" if near else "Debt did not come near GDP in any year"
    return chart.claim_over_time(
        owed,
        held,
        NEAR,
        MORE_THAN,
        heading=Heading(
            name=name,
            title=f"{first}; China held more than half of it in {'none' if more == 0 else more} of {known} years",
            subtitle=(
                f"Montenegro, every figure found, {words.years(tested['year'].min(), tested['year'].max())}. Dashed: "
                f"{NEAR:.0f} percent of GDP, and one half"
            ),
            alt_text=(
                f"Two panels of points. Debt reached {owed['value'].max() if len(owed) else 0:.0f} percent of GDP at "
                f"most; the share of China reached {held['value'].max() if len(held) else 0:.1f} percent at most."
            ),
        ),
        note=(
            "The red triangle is a ceiling: it counts the whole loan as drawn when less than a seventh of it was. "
            "Rival figures of one date stand side by side."
        ),
    )


def claim_table(page: ChinaPage) -> Table:
    """The claim year by year."""
    tested = claim_by_year(page)
    rows = tested.assign(
        debt=[words.span(row.low, row.high) if row.figures else None for row in tested.itertuples()],
        near=tested["near"].map(ANSWERS),
        more=tested["more"].map(ANSWERS),
    )
    return table(
        rows.sort_values("year", ascending=False),
        [
            Column("year", "Year", lambda value: str(int(value))),
            Column("debt", "Public debt, percent of GDP", numeric=True),
            Column("figures", "Figures", lambda value: str(int(value)), numeric=True),
            Column("near", "Near GDP"),
            Column(
                "held",
                "Held by China, percent",
                lambda value: words.number(float(value), 1),
                numeric=True,
            ),
            Column("more", "More than half"),
        ],
        name="claim-years",
        title="The claim on Montenegro, year by year",
        subtitle=(
            f"Near: the highest figure of the year reaches {NEAR:.0f} percent of GDP. Held: the highest share found, "
            "of external or of all public debt"
        ),
        sources=[key for keys in tested["sources"] for key in keys],
        note=(
            "The highest figure of each year is taken, which favours the claim. The share of 2015 is a ceiling that counts "
            "the whole loan as drawn, that of 2021 an upper bound given by the embassy of China."
        ),
    )


def everywhere(page: ChinaPage) -> Figure:
    """China's share of external public debt in every country and year, against one half."""
    name = "everywhere"
    shares = page.owed("share_ppg_external_debt")
    if shares.empty:
        return figure.empty(name=name, title="More than half?", reason=page.unknown("debt to China"))
    above = int((shares["value"] > MORE_THAN).sum())
    top = countries.with_names(shares).loc[shares["value"].idxmax()]
    return chart.strip(
        countries.with_names(shares),
        MORE_THAN,
        heading=Heading(
            name=name,
            title=(
                f"China held more than half of a country's external public debt in {'none' if above == 0 else above} "
                f"of {len(shares)} year-ends"
            ),
            subtitle=(
                f"China's share of external public debt, percent, a point a year, {shares['year'].min()}–"
                f"{shares['year'].max()}. Dashed: one half; labels: the highest"
            ),
            alt_text=(
                f"Points by country on a scale to 60 percent. The highest of {len(shares)} is {top['value']:.1f} percent, "
                f"{top['country']} in {int(top['year'])}."
            ),
        ),
        note="Years before a country has a Chinese creditor in the figures are left out, and so is Kosovo.",
    )


def _debt(page: ChinaPage) -> pd.DataFrame:
    return economy.public_debt_to_output(page.own(page.table("external_debt")), DEBTOR)


def held_share(page: ChinaPage) -> pd.DataFrame:
    """Every share of China found: the World Bank's, national ones, and the ceiling."""
    bank = page.owed("share_ppg_external_debt")
    bank = bank[bank["iso3"] == DEBTOR].assign(kind=WORLD_BANK)
    bank = bank.assign(date=pd.to_datetime(bank["year"].astype(str) + "-12-31"))
    national = page.own(page.table("external_debt"))
    national = national[
        (national["iso3"] == DEBTOR)
        & national["indicator"].isin(["china_share_public_debt", "china_share_all_debt"])
    ]
    ceiling = (national["bound"] == "upper") & (national["date"].dt.year == 2015)
    national = national.assign(
        kind=ceiling.map({True: CEILING, False: NATIONAL}), year=national["date"].dt.year
    )
    columns = ["date", "year", "kind", "value", "source"]
    return pd.concat([bank[columns], national[columns]], ignore_index=True)
