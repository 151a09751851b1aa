"""Charts of enlargement: accessions, time spent on the way, people by status."""

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records


def accessions(
    joined: pd.DataFrame,
    end: str,
    *,
    heading: Heading,
) -> Figure:
    """Number of members over time; `joined` holds country, iso3, date, date_precision, members, source."""
    shown = records(joined[["country", "iso3", "date", "members", "source"]])
    waves = (
        shown.groupby("date", as_index=False)
        .agg(members=("members", "max"), countries=("country", words_of))
        .sort_values("date")
    )
    course = pd.concat(
        [waves, waves.tail(1).assign(date=end)] if waves["date"].iloc[-1] < end else [waves],
        ignore_index=True,
    )
    x = grammar.days(domain=["1950-01-01", f"{int(end[:4]) + 1}-01-01"])
    y = grammar.amount("members", domain=[0, max(8, int(waves["members"].max()) + 1)])
    line = alt.Chart(course).mark_line(interpolate="step-after", strokeWidth=2.5).encode(x=x, y=y)
    points = alt.Chart(waves).mark_point(size=90, color=theme.STEPS[4].light).encode(x=x, y=y)
    late = waves["date"] > "1980-01-01"
    labels = [
        alt.Chart(rows.assign(text=rows["countries"] + " " + rows["date"].str[:4]))
        .mark_text(align=align, dx=dx, dy=-13)
        .encode(x=x, y=y, text=alt.Text("text:N"))
        for rows, align, dx in ((waves[late], "right", 6), (waves[~late], "left", -6))
        if len(rows)
    ]
    chart = alt.layer(line, points, *labels).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    return finish(
        chart,
        heading,
        joined,
        {
            "country": "Country",
            "iso3": "Code",
            "date": "Day",
            "members": "Members after the day",
            "source": "Source",
        },
    )


def words_of(names: pd.Series) -> str:
    """Names as a list in a sentence."""
    return words.listing(sorted(names))


def ladder(
    phases: pd.DataFrame,
    classes: Mapping[str, str],
    start: str,
    *,
    heading: Heading,
    note: str = "",
) -> Figure:
    """Bars of the time that each country spent in each class, from `start` (an ISO day) on.

    `phases` holds country, iso3, status, start, end, years, source.
    """
    shown = records(phases[["country", "iso3", "status", "start", "end", "years", "source"]])
    shown = shown.assign(shown_from=shown["start"].where(shown["start"] > start, start))
    rank = {status: place for place, status in enumerate(classes)}
    newest = shown.sort_values("start").groupby("country", as_index=False).tail(1)
    newest = newest.assign(rank=newest["status"].map(rank)).sort_values(["rank", "start", "country"])
    order = newest["country"].tolist()
    present = grammar.present(classes, shown["status"])
    colour = grammar.squares(present, "status")
    chart = (
        alt.Chart(shown)
        .mark_bar(height=16)
        .encode(
            x=grammar.days("shown_from", domain=[start, shown["end"].max()]),
            x2=alt.X2("end:T"),
            y=alt.Y("country:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
            color=colour,
            tooltip=[
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("status:N", title="Status"),
                alt.Tooltip("start:T", title="From", format="%-d %B %Y"),
                alt.Tooltip("years:Q", title="Years", format=".1f"),
            ],
        )
        .properties(width=theme.WIDTH - 170, height=26 * len(order))
    )
    return finish(
        chart,
        heading,
        phases,
        {"status": "Status", "start": "From", "end": "To", "years": Unit("Years")},
        note=note,
    )


def waits(
    waiting: pd.DataFrame,
    *,
    heading: Heading,
) -> Figure:
    """Years from partnership to membership; `waiting` holds country, iso3, years, member, source."""
    waiting = waiting.assign(state=waiting["member"].map({True: "until membership", False: "so far"}))
    shown = records(waiting[["country", "iso3", "years", "state", "source"]])
    states = {"until membership": theme.STEPS[4].light, "so far": theme.STEPS[1].light}
    present = grammar.present(states, shown["state"])
    colour = grammar.squares(present, "state")
    y = alt.Y(
        "country:N", sort=shown["country"].tolist(), title=None, axis=alt.Axis(ticks=False, domain=False)
    )
    x = alt.X("years:Q", title=None, axis=alt.Axis(grid=True, tickCount=6), scale=alt.Scale(domainMin=0))
    base = alt.Chart(shown).encode(x=x, y=y)
    bars = base.mark_bar(height=17).encode(color=colour)
    values = base.mark_text(align="left", dx=6).encode(text=alt.Text("years:Q", format=".1f"))
    chart = alt.layer(bars, values).properties(width=theme.WIDTH - 190, height=27 * len(shown))
    return finish(chart, heading, waiting, {"years": Unit("Years"), "state": "Counted"})


def people(
    shares: pd.DataFrame,
    classes: Mapping[str, str],
    status_sources: Iterable[str],
    *,
    heading: Heading,
) -> Figure:
    """Stacked bars of people by status; `shares` holds year, status, people, share, source."""
    rank = {status: place for place, status in enumerate(classes)}
    shown = records(
        shares.assign(rank=shares["status"].map(rank), millions=shares["people"].astype(float) / 1e6)[
            ["year", "status", "rank", "people", "millions", "share", "source"]
        ].sort_values(["year", "rank"])
    )
    present = grammar.present(classes, shown["status"])
    colour = grammar.squares(present, "status")
    chart = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("millions:Q", title=None, axis=alt.Axis(tickCount=5)),
            color=colour,
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("status:N", title="Status"),
                alt.Tooltip("millions:Q", title="Million people", format=".2f"),
                alt.Tooltip("share:Q", title="Percent of the six", format=".1f"),
            ],
        )
        .properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40)
    )
    return finish(
        chart,
        heading,
        shares,
        {"status": "Status", "people": Unit("People"), "share": Unit("Percent of the six")},
        sources=[*sources_of(shares), *status_sources],
    )
