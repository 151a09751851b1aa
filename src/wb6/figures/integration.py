"""Charts and tables of the road to NATO and the EU."""

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records
from wb6.figures.tables import Caption, Column, Table, table

STEP_COLOURS = ("#8d959e", "#c98a12", "#2f8f9d", "#1f4f82")
SHAPES = ("diamond", "square", "triangle-up", "circle")
TRACK_COLOURS = {"NATO": theme.POWERS["USA"].light, "European Union": theme.POWERS["EUU"].light}
STEP_HEADINGS = {"track": "Track", "step": "Step", "date": "Day (end of an imprecise date)", "when": "Date"}
TRACKS = {"nato": "NATO", "eu": "European Union"}
MEMBERSHIPS = {
    "NATO and EU": "#1f4f82",
    "NATO": "#2f8f9d",
    "EU": "#c98a12",
    "not known on this day": "#8d959e",
}


def road(steps: pd.DataFrame, *, heading: Heading) -> Figure:
    """First date of each step on two tracks; `steps` holds step, track, date, date_precision, source."""
    steps = words.dated(steps).assign(track=steps["track"].map(TRACKS)).sort_values(["track", "date"])
    shown = records(steps[["track", "step", "date", "when", "source"]])
    order = shown.sort_values("date")["step"].tolist()
    base = Chart(shown).encode(
        x=alt.X("date:T", title=None, scale=alt.Scale(padding=8), axis=alt.Axis(format="%Y", tickCount=5)),
        y=alt.Y("step:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, grid=True, domain=False)),
    )
    points = base.mark_point(size=90).encode(
        **grammar.marked("track", TRACK_COLOURS, ["circle", "square"]),
        tooltip=grammar.tells(("step:N", "Step"), ("when:N", "Date")),
    )
    chart = alt.layer(points, grammar.beside(base, "when"))
    chart = chart.properties(width=theme.WIDTH - 300, height=max(140, 23 * len(shown)))
    return finish(chart, heading, steps, STEP_HEADINGS)


def pace(years: pd.DataFrame, focus: str, *, heading: Heading) -> Figure:
    """Years from a first step to later ones; `years` holds country, iso3, step, sequence, years, source."""
    ordered = years.sort_values(["country", "years"])
    shown = records(ordered[["country", "iso3", "step", "sequence", "years", "source"]])
    furthest = shown.groupby(["iso3", "country"], as_index=False)["years"].max()
    furthest = furthest.assign(later=furthest["iso3"] != focus).sort_values(["later", "years", "country"])
    steps = shown.sort_values("sequence")["step"].drop_duplicates().tolist()
    base = Chart(shown).encode(
        x=alt.X("years:Q", title=None, scale=alt.Scale(domainMin=0), axis=alt.Axis(grid=False, tickCount=6)),
        y=alt.Y("country:N", sort=furthest["country"].tolist(), title=None, axis=alt.Axis(grid=True)),
    )
    points = base.mark_point(size=110).encode(
        color=grammar.colours(dict(zip(steps, STEP_COLOURS, strict=False)), "step", legend=True),
        shape=grammar.shapes("step", steps, SHAPES),
        tooltip=grammar.tells("country:N", "step:N", ("years:Q", "", ".1f")),
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
    colour = grammar.colours(grammar.country_colours(shown), "country")
    lines = Chart().mark_line(interpolate="step-after", strokeWidth=2.25)
    courses = lines.encode(
        x=grammar.days().axis(format="%Y", tickCount=4),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 35]), axis=alt.Axis(tickCount=5)),
        color=colour.legend(title=None, symbolType="stroke", symbolStrokeWidth=3),
        tooltip=grammar.tells("country:N", ("date:T", "", "%-d %B %Y"), ("value:Q", "Chapters")),
    )
    panel = alt.layer(courses, data=shown).properties(width=theme.WIDTH // 2 - 50, height=200)
    columns = {"kind": "Chapters", "date": "Day", "value": Unit("Number")}
    chart = grammar.facets(panel, "kind", 2, ["Opened", "Closed"])
    return finish(chart, heading, counts, columns, note=note)


def recognition(members: pd.DataFrame, *, heading: Heading) -> Figure:
    """One tile a member, stacked by month; `members` holds iso3, country, when, membership, source."""
    stacked = members.assign(level=members.groupby("when").cumcount())
    shown = records(stacked[["iso3", "country", "when", "told", "membership", "level", "source"]])
    colour = grammar.colours(grammar.present(MEMBERSHIPS, shown["membership"]), "membership")
    order = shown["when"].drop_duplicates().tolist()
    base = Chart(shown).encode(
        x=alt.X("when:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("level:O", sort="descending", axis=None),
        tooltip=grammar.tells(("country:N", "State"), ("told:N", "Date"), ("membership:N", "Member of")),
    )
    tiles = base.mark_rect(stroke=theme.PAPER.light, strokeWidth=2).encode(
        color=colour.legend(title="Member of", symbolType="square", symbolSize=140)
    )
    codes = base.mark_text(fontSize=12, fontWeight="bold", color=theme.PAPER.light).encode(
        text=alt.Text("iso3:N")
    )
    height = max(60, 22 * (int(shown["level"].max()) + 1))
    chart = alt.layer(tiles, codes).properties(width=theme.WIDTH - 20, height=height)
    columns = {"country": "State", "told": "Recognition", "membership": "Member of"}
    return finish(chart, heading, members, columns)
