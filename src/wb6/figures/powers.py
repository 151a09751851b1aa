"""Charts and tables of the outside powers: votes, alignment, trade, arms, energy, debt."""

from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import finish, records, sources_of
from wb6.figures.tables import Column, Table, labelled, table

SUPPLIERS = ("CHN", "DEU", "RUS", "TUR", "USA")
BODIES = {
    "isac": "ISAC Fund",
    "european_commission": "European Commission",
    "high_representative": "High Representative",
    "government": "Government",
    "not named": "Not named in the source",
}
BODY_COLOURS = dict(
    zip(BODIES.values(), ("#1f4f82", "#c98a12", "#2f8f9d", "#a8323f", "#8d959e"), strict=True)
)
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
GAS_BASES = {
    "russia_share_gas": "base not stated",
    "russia_share_gas_imports": "of imports",
    "russia_share_gas_consumption": "of consumption",
    "russia_share_gas_needs": "of needs",
}


def lines_by_power(
    values: pd.DataFrame,
    column: str,
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    value_heading: str,
    note: str = "",
    breaks: bool = False,
) -> Any:
    """One line a power; `values` holds power, `column` (its code), year, value, source.

    With `breaks`, rows of another source are drawn as points and not joined to the line.
    """
    shown = records(values)
    pairs = shown[["power", column]].drop_duplicates().sort_values("power").itertuples(index=False)
    colour = grammar.colours({pair[0]: theme.power_colour(pair[1]) for pair in pairs}, "power")
    x = grammar.years(shown)
    domain = [0, 100 if shown["value"].max() > 60 else grammar.upper(shown["value"].max())]
    y = grammar.amount("value", domain=domain)
    tooltip = ["power:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("value:Q", format=".1f")]
    lines = (
        alt.Chart(shown)
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, detail="source:N" if breaks else alt.Undefined, tooltip=tooltip)
    )
    layers = [lines]
    if breaks:
        layers.append(alt.Chart(shown).mark_point(size=30).encode(x=x, y=y, color=colour, tooltip=tooltip))
    last = shown.sort_values("year").groupby("power", as_index=False).tail(1)
    layers.append(
        grammar.end_labels(last, x, y, "value", "power", colour, domain=domain, height=theme.HEIGHT)
    )
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 110, height=theme.HEIGHT)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(values),
        note=note,
        columns={
            "power": "Power",
            column: "Code",
            "year": "Year",
            "value": value_heading,
            "n_votes": "Roll calls",
            "source": "Source",
        },
    )


def cfsp(
    rates: pd.DataFrame, band: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str
) -> Any:
    """Alignment rates by counting body over the range of the six.

    `rates` holds year, body, value, source; `band` year, low, high.
    """
    shown = records(rates.assign(body=rates["body"].map(BODIES)))
    present = [body for body in BODY_COLOURS if body in set(shown["body"])]
    within = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    x, y = (
        grammar.years(pd.concat([shown[["year"]], within[["year"]]])),
        grammar.amount("value", domain=[0, 100]),
    )
    ranges = (
        alt.Chart(within)
        .mark_rule(strokeWidth=12, color=theme.BAND.light)
        .encode(x=x, y=grammar.onto(y, "low"), y2="high:Q")
    )
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=x,
            y=y,
            color=grammar.colours({body: BODY_COLOURS[body] for body in present}, "body", legend=True),
            shape=alt.Shape("body:N", scale=alt.Scale(domain=present), legend=None),
            tooltip=["body:N", alt.Tooltip("year:Q", format="d"), "value:Q"],
        )
    )
    values = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=".0f"), shape=alt.Undefined, color=alt.value(theme.INK.light)
    )
    layers = [ranges, points, values] if len(within) else [points, values]
    chart = alt.layer(*layers).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(rates),
        note="Bodies count differently, so no line joins them.",
        columns={"year": "Year", "body": "Counted by", "value": "Percent", "source": "Source"},
    )


def arms(deliveries: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Deliveries by supplier and period; `deliveries` holds supplier, supplier_iso3, period, tiv, share."""
    own = set(SUPPLIERS)
    grouped = deliveries.assign(
        group=deliveries["supplier"].where(deliveries["supplier_iso3"].isin(own), "Other suppliers"),
        code=deliveries["supplier_iso3"].where(deliveries["supplier_iso3"].isin(own), "OTHER"),
    )
    shown = records(
        grouped.groupby(["period", "group", "code"], as_index=False).agg(
            tiv=("tiv", "sum"), source=("source", "first")
        )
    )
    order = [*sorted(set(shown["group"]) - {"Other suppliers"}), "Other suppliers"]
    code = dict(zip(shown["group"], shown["code"], strict=True))
    colours = {group: theme.power_colour(code[group]) for group in order if group in code}
    rank = {group: position for position, group in enumerate(order)}
    shown = shown.assign(rank=shown["group"].map(rank)).sort_values(["period", "rank"], ignore_index=True)
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("period:O", title=None, axis=alt.Axis(grid=False)),
            x=alt.X("tiv:Q", title=None, axis=alt.Axis(grid=True, tickCount=5)),
            color=grammar.colours(colours, "group", legend=True),
            order=alt.Order("rank:Q"),
            tooltip=["group:N", "period:O", alt.Tooltip("tiv:Q", format=",.1f")],
        )
    )
    chart = bars.properties(width=theme.WIDTH - 80, height=36 * shown["period"].nunique())
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(deliveries),
        note="SIPRI trend-indicator values measure the military capacity moved, not the price paid.",
        columns={
            "period": "Period",
            "group": "Supplier",
            "code": "Code",
            "tiv": "TIV, million",
            "source": "Source",
        },
    )


def gas(shares: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str) -> Any:
    """Published shares of Russian gas; `shares` holds indicator, date, value, source."""
    shown = records(shares.assign(base=shares["indicator"].map(GAS_BASES)).drop(columns="indicator"))
    bases = [base for base in GAS_BASES.values() if base in set(shown["base"])]
    palette = dict(zip(GAS_BASES.values(), ("#8d959e", "#a8323f", "#c98a12", "#1f4f82"), strict=True))
    points = (
        alt.Chart(shown)
        .mark_point(size=110)
        .encode(
            x=grammar.days(),
            y=grammar.amount("value", domain=[0, 100]),
            color=grammar.colours({base: palette[base] for base in bases}, "base", legend=True),
            shape=alt.Shape("base:N", scale=alt.Scale(domain=bases), legend=None),
            tooltip=["base:N", alt.Tooltip("date:T", format="%Y"), "value:Q"],
        )
    )
    values = points.mark_text(dy=-13, fontSize=12).encode(
        text=alt.Text("value:Q", format=".0f"), shape=alt.Undefined, color=alt.value(theme.INK.light)
    )
    chart = alt.layer(points, values).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 60)
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(shares),
        note="Imports, consumption and needs are different bases; no line joins them.",
        columns={"date": "Date", "base": "Share", "value": "Percent", "source": "Source"},
    )


def ukraine_votes(votes: pd.DataFrame, *, name: str, title: str, subtitle: str) -> Table:
    """Votes of one state on the General Assembly's texts on Ukraine."""
    written = votes.assign(
        when=[words.day(row.date, row.date_precision) for row in votes.itertuples()],
        result=[
            f"{row.total_yes}–{row.total_no}–{row.total_abstain}" if pd.notna(row.total_yes) else None
            for row in votes.itertuples()
        ],
    )
    return table(
        written,
        [
            Column("when", "Date"),
            Column("subject", "Text"),
            Column("vote", "Vote", labelled({"not_against": "not against"})),
            Column("result", "Yes–no–abstain, all states", numeric=True),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(votes),
    )


def exercises_table(exercises: pd.DataFrame, *, name: str, title: str, subtitle: str) -> Table:
    """Military exercises by partner and period; `exercises` holds when, partner, value, unit, scope."""
    return table(
        exercises,
        [
            Column("when", "Period"),
            Column("partner", "With"),
            Column("value", "Number", words.people, numeric=True),
            Column("unit", "Counted"),
            Column("scope", "Scope"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(exercises),
        note="Exercises, activities and troops are different things and are not added up.",
    )


def positions(
    values: pd.DataFrame,
    band: pd.DataFrame,
    focus: str,
    *,
    name: str,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str,
) -> Any:
    """Positions on one scale with the range of the estimate for `focus`.

    `values` holds iso3, state, year, value, low, high, source; `band` the range of the six.
    """
    shown = records(values)
    names = shown[["state", "iso3"]].drop_duplicates().sort_values("state").itertuples(index=False)
    colour = grammar.colours(
        {
            pair.state: theme.country_colour(pair.iso3)
            if pair.iso3 == focus
            else theme.power_colour(pair.iso3)
            for pair in names
        },
        "state",
    )
    domain = [float(shown["low"].min() // 1), float(-(-shown["high"].max() // 1))]
    x, y = grammar.years(shown), grammar.amount("value", domain=domain)
    clipped = records(band[band["year"].between(shown["year"].min(), shown["year"].max())])
    area = (
        alt.Chart(clipped)
        .mark_area(color=theme.BAND.light)
        .encode(x=x, y=grammar.onto(y, "low"), y2="high:Q")
    )
    own = shown[shown["iso3"] == focus]
    spread = grammar.interval(own, x, y, theme.country_colour(focus))
    lines = (
        alt.Chart(shown)
        .mark_line()
        .encode(
            x=x,
            y=y,
            color=colour,
            strokeWidth=alt.condition(alt.datum.iso3 == focus, alt.value(3), alt.value(1.75)),
            tooltip=[
                alt.Tooltip("state:N", title="State"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("value:Q", title="Ideal point", format=".2f"),
            ],
        )
    )
    last = shown.sort_values("year").groupby("iso3", as_index=False).tail(1)
    labels = grammar.end_labels(last, x, y, "value", "state", colour, domain=domain, height=theme.HEIGHT)
    layers = [area, spread, lines, labels] if len(clipped) else [spread, lines, labels]
    return finish(
        alt.layer(*layers).properties(width=theme.WIDTH - 110, height=theme.HEIGHT),
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(values),
        note=note,
        columns={
            "state": "State",
            "iso3": "Code",
            "year": "Year",
            "value": "Ideal point",
            "low": "5th percentile",
            "high": "95th percentile",
            "source": "Source",
        },
    )


def debt_and_creditors(
    values: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str
) -> Any:
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
        "series:N",
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
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(values),
        note=note,
        columns={
            "panel": "Share of",
            "series": "What",
            "date": "Date",
            "value": "Percent",
            "source": "Source",
        },
    )


def loans(by_year: pd.DataFrame, *, name: str, title: str, subtitle: str, alt_text: str, note: str) -> Any:
    """Loans by year of commitment; `by_year` holds year, loans, amount, source."""
    shown = records(by_year)
    ticks = [int(year) for year in shown["year"] if year % 5 == 0]
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, values=ticks))
    y = grammar.amount("amount", domain=[0, grammar.upper(shown["amount"].max() * 1.1)])
    bars = (
        alt.Chart(shown)
        .mark_bar(size=18, color=theme.POWERS["CHN"].light)
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
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(by_year),
        note=note,
        columns={"year": "Year", "loans": "Loans", "amount": "USD million", "source": "Source"},
    )


def projects_table(projects: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str) -> Table:
    """Chinese projects of one register; `projects` holds project, date, amount, unit, kind, status, ..."""
    written = projects.assign(
        when=[words.day(row.date, row.date_precision) for row in projects.itertuples()],
        sum=[
            words.quantity(row.amount, row.unit) if pd.notna(row.amount) and pd.notna(row.unit) else None
            for row in projects.itertuples()
        ],
        kind=projects["kind"].str.replace(r"^(loan|tracker)_.*", r"\1", regex=True).str.replace("_", " "),
        state=projects["later_status"].fillna(projects["status"]).str.replace("_", " "),
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


def investors_table(investors: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str) -> Table:
    """Origins of foreign direct investment; `investors` holds origin, flow, period, value, unit, share_pct."""
    return table(
        investors,
        [
            Column("origin", "Origin"),
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


def facts_table(facts: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str = "") -> Table:
    """Single dated facts; `facts` holds when, fact, value, unit, note, source."""
    written = facts.assign(
        number=[
            words.quantity(row.value, row.unit if pd.notna(row.unit) else "") if pd.notna(row.value) else None
            for row in facts.itertuples()
        ]
    )
    return table(
        written,
        [
            Column("when", "Date"),
            Column("fact", "Fact"),
            Column("number", "Number", numeric=True),
            Column("note", "Remark"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(facts),
        note=note,
    )


def measures_table(measures: pd.DataFrame, *, name: str, title: str, subtitle: str, note: str) -> Table:
    """EU measures against Russia and whether they were joined; `measures` holds when, measure, joined."""
    return table(
        measures,
        [
            Column("when", "Date"),
            Column("measure", "EU measure"),
            Column("joined", "Joined"),
            Column("note", "Remark"),
        ],
        name=name,
        title=title,
        subtitle=subtitle,
        sources=sources_of(measures),
        note=note,
    )


def gas_compared(
    newest: pd.DataFrame, focus: str, *, name: str, title: str, subtitle: str, alt_text: str
) -> Any:
    """Newest share of Russian gas, a bar a country; `newest` holds iso3, country, value, said, base."""
    shown = records(newest[["country", "iso3", "value", "said", "base", "source"]])
    base = alt.Chart(shown).encode(
        y=alt.Y("country:N", sort=shown["country"].tolist(), title=None, axis=alt.Axis(labelLimit=180)),
        x=alt.X(
            "value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5, grid=True)
        ),
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        color=grammar.colours(grammar.country_colours(shown, focus), "country"),
        tooltip=["country:N", alt.Tooltip("value:Q", title="Percent"), alt.Tooltip("base:N", title="Base")],
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12).encode(text="said:N")
    chart = alt.layer(bars, texts).properties(width=theme.WIDTH - 240, height=32 * len(shown))
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        sources=sources_of(newest),
        note="Countries without a published share are left out. Imports, consumption and needs are different bases.",
        columns={
            "country": "Country",
            "iso3": "Code",
            "value": "Percent",
            "base": "Base",
            "source": "Source",
        },
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
