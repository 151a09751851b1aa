"""Debt to China and to the others, and Montenegro's motorway loan."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import china as lines
from wb6.figures import debt as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.sections.china_page import DEBTOR, ChinaPage

SCOPE = (
    "Debt that the state owes or guarantees, owed abroad and long-term, by the World Bank's count. Domestic debt and "
    "private debt without a guarantee are not in it."
)
MONEY = ("EUR million", "USD million")
NO_CREDITOR = "A country without a line has no Chinese creditor in these figures."
# Steps of the loan that are written above the bars: (row of the table, words).
STEPS = (
    ("loan-contract", "signed"),
    ("first-drawing", "drawing"),
    ("first-instalment", "swap"),
    ("section-opened", "opened"),
)


def share_of_debt(page: ChinaPage) -> Figure:
    """China's share of external public debt, by country."""
    name = "share-of-debt"
    shares = page.owed("share_ppg_external_debt")
    if shares.empty:
        return figure.empty(name=name, title="Debt to China", reason=page.unknown("debt to China"))
    year = int(shares["year"].max())
    last = countries.with_names(shares[shares["year"] == year]).sort_values("value", ascending=False)
    peak = countries.with_names(shares).loc[shares["value"].idxmax()]
    return lines.lines_by_country(
        countries.with_names(shares),
        heading=Heading(
            name=name,
            title=(
                f"China's share of external public debt peaked at {peak['value']:.0f} percent in {peak['country']} "
                f"({int(peak['year'])})"
            ),
            subtitle="Debt to China, percent of external public debt, year-ends "
            f"{words.years(int(shares['year'].min()), year)}",
            alt_text=(
                f"Line chart. At the end of {year}: "
                + words.listing([f"{row.country} {row.value:.1f} percent" for row in last.itertuples()])
                + "."
            ),
        ),
        value_heading="Percent of external public debt",
        note=f"{SCOPE} {NO_CREDITOR}",
    )


def share_of_output(page: ChinaPage) -> Figure:
    """Debt to China as a share of GDP, by country."""
    name = "share-of-output"
    shares = page.owed("share_gdp")
    if shares.empty:
        return figure.empty(name=name, title="Debt to China and GDP", reason=page.unknown("debt to China"))
    year = int(shares["year"].max())
    last = countries.with_names(shares[shares["year"] == year]).sort_values("value", ascending=False)
    top = last.iloc[0]
    return lines.lines_by_country(
        countries.with_names(shares),
        heading=Heading(
            name=name,
            title=f"{top['country']} owed China {top['value']:.1f} percent of GDP at the end of {year}",
            subtitle=f"Public debt to China, percent of GDP, year-ends {words.years(int(shares['year'].min()), year)}",
            alt_text=(
                f"Line chart. At the end of {year}: "
                + words.listing([f"{row.country} {row.value:.1f} percent" for row in last.itertuples()])
                + f". The highest value is {shares['value'].max():.1f} percent."
            ),
        ),
        value_heading="Percent of GDP",
        note=f"{SCOPE} {NO_CREDITOR}",
    )


def creditors_now(page: ChinaPage) -> Figure:
    """All groups of creditors, by country, at the newest year-end."""
    name = "creditors"
    parts = page.creditors()
    if parts.empty:
        return figure.empty(name=name, title="Creditors", reason=page.unknown("external public debt"))
    year = int(parts["year"].max())
    last = parts[parts["year"] == year]
    largest = last.loc[last.groupby("iso3")["share"].idxmax()]
    ahead = words.listing(
        [
            f"{group} in {words.count(count)}"
            for group, count in largest["group"].value_counts().sort_index().items()
        ]
    )
    return chart.creditors(
        last,
        heading=Heading(
            name=name,
            title=f"The largest group of creditors at the end of {year}: {ahead}",
            subtitle=f"External public debt by group of creditors, percent, end of {year}",
            alt_text="Stacked bars by country. China holds "
            + words.listing(
                [
                    f"{row.share:.1f} percent in {row.country}"
                    for row in last[last["group"] == "China"].itertuples()
                ]
            )
            + ".",
        ),
        note=f"{SCOPE} Bonds count as held by bondholders, whoever owns them.",
    )


def debtor_over_time(page: ChinaPage) -> Figure:
    """Montenegro's external public debt by group of creditors and year."""
    name = "montenegro-creditors"
    parts = page.creditors()
    parts = parts[parts["iso3"] == DEBTOR]
    if parts.empty:
        return figure.empty(
            name=name,
            title="Creditors of Montenegro",
            reason=page.unknown("debt of Montenegro by creditor"),
        )
    year = int(parts["year"].max())
    last = parts[parts["year"] == year].set_index("group")
    return chart.creditors_over_time(
        parts,
        heading=Heading(
            name=name,
            title=(
                f"Montenegro owed bondholders {last.loc['bondholders', 'share']:.0f} percent and China "
                f"{last.loc['China', 'share']:.0f} percent of its external public debt at the end of {year}"
            ),
            subtitle=(
                f"External public debt by group of creditors, USD million, year-ends "
                f"{words.years(int(parts['year'].min()), year)}"
            ),
            alt_text=(
                f"Stacked bars by year. In {year}: "
                + words.listing([f"{group} {row['value']:,.0f} million" for group, row in last.iterrows()])
                + "."
            ),
        ),
        note=SCOPE,
    )


def loan_course(page: ChinaPage) -> Figure:
    """What Montenegro owed China by year, with the steps of the motorway loan."""
    name = "loan-course"
    owed = page.owed("ppg_bilateral")
    owed = owed[(owed["iso3"] == DEBTOR) & (owed["year"] >= max(page.since, 2010))]
    if owed.empty:
        return figure.empty(
            name=name, title="The motorway loan", reason=page.unknown("debt of Montenegro to China")
        )
    events = page.table("bar_boljare_loan").set_index("id")
    steps = pd.DataFrame(
        [
            (events.loc[row, "date"].year, text, events.loc[row, "source"])
            for row, text in STEPS
            if row in events.index
        ],
        columns=["year", "text", "source"],
    )
    steps = steps[steps["year"].isin(owed["year"])]
    peak, last = owed.loc[owed["value"].idxmax()], owed.iloc[-1]
    fell = last["value"] < peak["value"]
    return chart.balance(
        owed,
        steps,
        heading=Heading(
            name=name,
            title=(
                f"Montenegro's debt to China peaked at {peak['value']:,.0f} million dollars in {int(peak['year'])} and "
                f"stood at {last['value']:,.0f} in {int(last['year'])}"
                if fell
                else f"Montenegro's debt to China stood at {last['value']:,.0f} million dollars in {int(last['year'])}"
            ),
            subtitle=(
                f"Public debt to China, USD million, year-ends {words.years(int(owed['year'].min()), int(last['year']))}, "
                "and steps of the motorway loan"
            ),
            alt_text=(
                f"Bars by year. The highest is {peak['value']:,.0f} million in {int(peak['year'])}, the newest "
                f"{last['value']:,.0f} million in {int(last['year'])}."
            ),
        ),
        note=(
            "All debt to China, the earlier loans for ships included, so a little above the motorway loan alone. "
            "Amounts in dollars move with repayment only, as the loan is in dollars."
        ),
    )


def loan_events(page: ChinaPage) -> Table:
    """The life of the motorway loan, event by event."""
    events = words.dated(page.own(page.table("bar_boljare_loan")).sort_values(["date", "id"]))
    events = events.assign(
        figure=[
            words.quantity(row.value, row.unit)
            if row.unit in MONEY
            else f"{row.value:g} {row.unit}"
            if pd.notna(row.value)
            else None
            for row in events.itertuples()
        ]
    )
    return table(
        events,
        [
            Column("when", "Date"),
            Column("event", "Step"),
            Column("figure", "Figure", numeric=True),
            Column("note", "Remark"),
        ],
        name="loan-events",
        title="The loan for the motorway from Bar to Boljare, step by step",
        subtitle="Contract, drawing, works, currency hedges and instalments as published",
        sources=sources_of(events),
    )


def debt_table(page: ChinaPage) -> Table:
    """Debt to China by country in three measures, newest year and peak."""
    shares, output, owed = (
        page.owed(indicator) for indicator in ("share_ppg_external_debt", "share_gdp", "ppg_bilateral")
    )
    rows = []
    for iso3, own in shares.groupby("iso3"):
        last, peak = own.iloc[-1], own.loc[own["value"].idxmax()]
        year = last["year"]
        rows.append(
            {
                "iso3": iso3,
                "owed": _at(owed, iso3, year),
                "share": last["value"],
                "output": _at(output, iso3, year),
                "when": str(int(year)),
                "peak": f"{peak['value']:.1f} ({int(peak['year'])})",
                "source": last["source"],
            }
        )
    columns = ["iso3", "owed", "share", "output", "when", "peak", "source"]
    frame = countries.with_names(pd.DataFrame(rows, columns=columns))
    return table(
        frame.sort_values("share", ascending=False),
        [
            Column("country", "Country"),
            Column("owed", "Owed to China", lambda value: words.money(round(float(value), 1)), numeric=True),
            Column(
                "share",
                "Of external public debt",
                _small,
                numeric=True,
            ),
            Column("output", "Of GDP", _small, numeric=True),
            Column("when", "Year-end", numeric=True),
            Column("peak", "Highest share of debt, percent", numeric=True),
        ],
        name="debt-table",
        title="Public debt to China by country",
        subtitle="Newest year-end, and the highest share of all year-ends",
        sources=sources_of(frame),
        note="Kosovo has no Chinese creditor in these figures and no row.",
    )


def _at(values: pd.DataFrame, iso3: str, year: int) -> float | None:
    rows = values[(values["iso3"] == iso3) & (values["year"] == year)]["value"]
    return float(rows.iloc[0]) if len(rows) else None


def _small(value: float) -> str:
    """A share in percent with one decimal; what would round to nothing is said to be small."""
    return "below 0.1 percent" if 0 < value < 0.05 else words.percent(float(value), 1)
