"""Charts and tables of trade, debt, loans and investment."""

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.tables import Column, Table, labelled, table

NATIONAL = "public debt, national and IMF figures"
DEBT_COLOURS = {
    NATIONAL: theme.INK.light,
    "external public debt, World Bank": theme.MUTED.light,
    "owed to China": theme.POWERS["CHN"].light,
    "bonds": theme.POWERS["BONDHOLDERS"].light,
}
FLOWS = {
    "stock": "stock",
    "inflow": "inflow",
    "inflow_net": "net inflow",
    "inflow_cumulative": "inflow, added up",
    "tracker_investment": "investment deals in a tracker",
    "tracker_construction": "construction deals in a tracker",
    "tracker_investment_construction": "all deals in a tracker",
}


def debt_and_creditors(values: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Debt to output beside the shares of creditors; `values` holds panel, series, date, value, source."""
    shown = records(values)
    panels = list(dict.fromkeys(shown["panel"]))
    present = {series: DEBT_COLOURS[series] for series in DEBT_COLOURS if series in set(shown["series"])}
    x = grammar.days()
    x.axis = alt.Axis(format="%Y", tickCount=4)
    y = grammar.amount("value", domain=[0, grammar.upper(shown["value"].max())])
    colour = grammar.colours(present, "series", legend=True)
    colour.legend = alt.Legend(title=None, columns=2, symbolType="circle")
    tooltip = [
        alt.Tooltip("series:N"),
        alt.Tooltip("date:T", title="Date", format="%B %Y"),
        alt.Tooltip("value:Q", title="Percent", format=".1f"),
    ]
    lines = (
        alt.Chart()
        .mark_line(strokeWidth=2.25)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter(f"datum.series != '{NATIONAL}'")
    )
    points = (
        alt.Chart()
        .mark_point(size=45)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
        .transform_filter(f"datum.series == '{NATIONAL}'")
    )
    chart = (
        alt.layer(lines, points, data=shown)
        .properties(width=theme.WIDTH // 2 - 50, height=230)
        .facet(facet=alt.Facet("panel:N", title=None, sort=panels), columns=2)
    )
    return finish(
        chart,
        heading,
        values,
        {"panel": "Share of", "series": "What", "date": "Date", "value": Unit("Percent")},
        note=note,
    )


def loans(by_year: pd.DataFrame, *, heading: Heading, note: str) -> Figure:
    """Loans by year of commitment; `by_year` holds year, loans, amount, source."""
    shown = records(by_year)
    ticks = [int(year) for year in shown["year"] if year % 5 == 0]
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, values=ticks))
    y = grammar.amount("amount", domain=[0, grammar.upper(shown["amount"].max() * 1.1)])
    bars = (
        alt.Chart(shown)
        .mark_bar(width={"band": 0.7}, color=theme.POWERS["CHN"].light)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("loans:Q", title="Loans"),
                alt.Tooltip("amount:Q", title="USD million", format=",.0f"),
            ],
        )
    )
    values = (
        alt.Chart(shown[shown["amount"] > 0])
        .mark_text(dy=-8, fontSize=12)
        .encode(x=x, y=y, text=alt.Text("amount:Q", format=",.0f"))
    )
    return finish(
        alt.layer(bars, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 80),
        heading,
        by_year,
        {"loans": Unit("Loans"), "amount": Unit("USD million")},
        note=note,
    )


def projects_table(projects: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str) -> Table:
    """Chinese projects of one register; `projects` holds project, date, amount, unit, kind, status, ..."""
    written = words.dated(projects).assign(
        sum=[
            words.quantity(row.amount, row.unit) if pd.notna(row.amount) and pd.notna(row.unit) else None
            for row in projects.itertuples()
        ],
        kind=projects["kind"].str.replace(r"^(loan|tracker)_.*", r"\1", regex=True).str.replace("_", " "),
        state=projects["later_status"].fillna(projects["status"].str.replace("_", " ")),
    )
    return table(
        written,
        [
            Column("project", "Project"),
            Column("when", "Committed"),
            Column("kind", "Kind"),
            Column("lender_or_investor", "Lender, giver or investor"),
            Column("sum", "Amount", numeric=True),
            Column("state", "State"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(projects),
        note=note,
    )


def investors_table(
    investors: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str, origin: str = "Origin"
) -> Table:
    """Foreign direct investment; `investors` holds origin, flow, period, value, unit, share_pct; `origin` is its heading."""
    return table(
        investors,
        [
            Column("origin", origin),
            Column("period", "Period"),
            Column("flow", "What is counted", labelled(FLOWS)),
            Column("sum", "Amount", numeric=True),
            Column("share_pct", "Share", words.percent, numeric=True),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(investors),
        note=note,
    )


def trade_shares(shares: pd.DataFrame, *, name: str, title: str, subtitle: str) -> Table:
    """Published shares of partners in trade; `shares` holds partner, flow, when, share_pct, basis, source."""
    return table(
        shares.assign(basis=shares["basis"].str.replace("_", " ")),
        [
            Column("partner", "Partner"),
            Column("flow", "Flow"),
            Column("when", "Period"),
            Column("share_pct", "Percent of the flow", words.number, numeric=True),
            Column("basis", "Basis of the figure"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(shares),
    )
