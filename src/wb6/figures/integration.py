"""Charts and tables of the road to NATO and the EU."""

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.tables import Caption, Column, Table, table

STEP_COLOURS = ("#8d959e", "#c98a12", "#2f8f9d", "#1f4f82")
SHAPES = ("diamond", "square", "triangle-up", "circle")
TRACKS = {"nato": "NATO", "eu": "European Union"}
MEMBERSHIPS = {
    "NATO and EU": "#1f4f82",
    "NATO": "#2f8f9d",
    "EU": "#c98a12",
    "not known on this day": "#8d959e",
}


def road(
    steps: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """First date of each step on two tracks; `steps` holds step, track, date, date_precision, source."""
    steps = words.dated(steps).assign(track=steps["track"].map(TRACKS)).sort_values(["track", "date"])
    shown = records(steps[["track", "step", "date", "when", "source"]])
    order = shown.sort_values("date")["step"].tolist()
    y = alt.Y("step:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, grid=True, domain=False))
    tracks = {"NATO": theme.POWERS["USA"].light, "European Union": theme.POWERS["EUU"].light}
    colour = grammar.colours(tracks, "track", legend=True)
    x = grammar.days()
    x.scale, x.axis = alt.Scale(padding=8), alt.Axis(format="%Y", tickCount=5)
    base = alt.Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=90).encode(
        color=colour,
        shape=grammar.shapes("track", tracks, ["circle", "square"]),
        tooltip=[alt.Tooltip("step:N", title="Step"), alt.Tooltip("when:N", title="Date")],
    )
    chart = alt.layer(points, grammar.beside(base, "when")).properties(
        width=theme.WIDTH - 300, height=max(140, 23 * len(shown))
    )
    return finish(
        chart,
        heading,
        steps,
        {"track": "Track", "step": "Step", "date": "Day (end of an imprecise date)", "when": "Date"},
    )


def pace(
    years: pd.DataFrame,
    focus: str,
    *,
    heading: Heading,
) -> Figure:
    """Years from a first step to later ones; `years` holds country, iso3, step, sequence, years, source."""
    shown = records(
        years[["country", "iso3", "step", "sequence", "years", "source"]].sort_values(["country", "years"])
    )
    furthest = shown.groupby(["iso3", "country"], as_index=False)["years"].max()
    furthest = furthest.assign(later=furthest["iso3"] != focus).sort_values(["later", "years", "country"])
    steps = shown.sort_values("sequence")["step"].drop_duplicates().tolist()
    hues = dict(zip(steps, STEP_COLOURS, strict=False))
    y = alt.Y("country:N", sort=furthest["country"].tolist(), title=None, axis=alt.Axis(grid=True))
    x = alt.X("years:Q", title=None, axis=alt.Axis(grid=False, tickCount=6), scale=alt.Scale(domainMin=0))
    base = alt.Chart(shown).encode(x=x, y=y)
    points = base.mark_point(size=110).encode(
        color=grammar.colours(hues, "step", legend=True),
        shape=grammar.shapes("step", steps, SHAPES),
        tooltip=[alt.Tooltip("country:N"), alt.Tooltip("step:N"), alt.Tooltip("years:Q", format=".1f")],
    )
    values = grammar.texts(base.transform_calculate(below="datum.step === 'Invitation'"), "years")
    chart = alt.layer(points, *values).properties(width=theme.WIDTH - 170, height=42 * len(furthest))
    return finish(chart, heading, years, {"step": "Step", "years": Unit("Years")})


def steps_table(steps: pd.DataFrame, caption: Caption) -> Table:
    """Steps of several countries side by side, those to NATO first.

    `steps` holds step, track, sequence, country, date, date_precision.
    """
    written = steps.assign(
        when=[words.short_day(row.date, row.date_precision) for row in steps.itertuples()],
        later=steps["track"].map({track: place for place, track in enumerate(TRACKS)}),
    ).sort_values(["later", "sequence"])
    order = written.drop_duplicates("step")["step"].tolist()
    wide = written.pivot(index="step", columns="country", values="when").reindex(order).reset_index()
    countries = [column for column in wide.columns if column != "step"]
    return table(
        wide,
        [Column("step", "Step"), *(Column(country, country) for country in countries)],
        caption,
        sources_of(steps),
    )


def chapters(counts: pd.DataFrame, *, heading: Heading, note: str = "") -> Figure:
    """Chapters opened and closed over time, a panel each; `counts` holds country, iso3, kind, date, value."""
    shown = records(counts[["kind", "country", "iso3", "date", "value", "source"]])
    colour = grammar.colours(grammar.country_colours(shown), "country", legend=True)
    colour.legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=3)
    x = grammar.days()
    x.axis = alt.Axis(format="%Y", tickCount=4)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 35]), axis=alt.Axis(tickCount=5))
    line = (
        alt.Chart()
        .mark_line(interpolate="step-after", strokeWidth=2.25)
        .encode(
            x=x,
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("country:N"),
                alt.Tooltip("date:T", format="%-d %B %Y"),
                alt.Tooltip("value:Q", title="Chapters"),
            ],
        )
    )
    chart = (
        alt.layer(line)
        .properties(width=theme.WIDTH // 2 - 50, height=200)
        .facet(facet=alt.Facet("kind:N", title=None, sort=["Opened", "Closed"]), columns=2, data=shown)
    )
    return finish(
        chart, heading, counts, {"kind": "Chapters", "date": "Day", "value": Unit("Number")}, note=note
    )


def recognition(
    members: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """One tile a member, stacked by month; `members` holds iso3, country, when, membership, source."""
    order = members["when"].drop_duplicates().tolist()
    shown = records(
        members.assign(level=members.groupby("when").cumcount())[
            ["iso3", "country", "when", "told", "membership", "level", "source"]
        ]
    )
    highest = int(shown["level"].max()) + 1
    present = grammar.present(MEMBERSHIPS, shown["membership"])
    colour = grammar.colours(present, "membership", legend=True)
    colour.legend = alt.Legend(title="Member of", symbolType="square", symbolSize=140)
    base = alt.Chart(shown).encode(
        x=alt.X("when:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("level:O", sort="descending", axis=None),
        tooltip=[
            alt.Tooltip("country:N", title="State"),
            alt.Tooltip("told:N", title="Date"),
            alt.Tooltip("membership:N", title="Member of"),
        ],
    )
    tiles = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(color=colour)
    codes = base.mark_text(fontSize=12, fontWeight="bold", color=theme.PAPER.light).encode(
        text=alt.Text("iso3:N")
    )
    chart = alt.layer(tiles, codes).properties(width=theme.WIDTH - 20, height=max(60, 22 * highest))
    return finish(
        chart, heading, members, {"country": "State", "told": "Recognition", "membership": "Member of"}
    )
