"""Charts of enlargement: accessions, time spent on the way, people by status."""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from wb6.data import words
from wb6.figures import grammar, theme
from wb6.figures.chart import Chart
from wb6.figures.figure import Figure, Heading, finish, sources_of
from wb6.figures.frames import Unit, records


def accessions(joined: pd.DataFrame, end: str, *, heading: Heading) -> Figure:
    """Number of members over time; `joined` holds country, iso3, date, date_precision, members, source."""
    shown = records(joined[["country", "iso3", "date", "members", "source"]])
    waves = (
        shown.groupby("date", as_index=False)
        .agg(members=("members", "max"), countries=("country", words_of))
        .sort_values("date")
    )
    later = [waves.tail(1).assign(date=end)] if waves["date"].iloc[-1] < end else []
    course = pd.concat([waves, *later], ignore_index=True)
    x = grammar.days(domain=["1950-01-01", f"{int(end[:4]) + 1}-01-01"])
    y = grammar.amount("members", [0, max(8, int(waves["members"].max()) + 1)])
    line = Chart(course).mark_line(interpolate="step-after", strokeWidth=2.5).encode(x=x, y=y)
    points = Chart(waves).mark_point(size=90, color=theme.STEPS[4].light).encode(x=x, y=y)
    named = waves.assign(text=waves["countries"] + " " + waves["date"].str[:4])
    late = waves["date"] > "1980-01-01"
    right: dict[str, Any] = {"align": "right", "dx": 6}
    left: dict[str, Any] = {"align": "left", "dx": -6}
    labels = [
        Chart(named[which]).mark_text(dy=-13, **side).encode(x=x, y=y, text=alt.Text("text:N"))
        for which, side in ((late, right), (~late, left))
        if which.any()
    ]
    chart = alt.layer(line, points, *labels).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 20)
    columns = {
        "country": "Country",
        "iso3": "Code",
        "date": "Day",
        "members": "Members after the day",
        "source": "Source",
    }
    return finish(chart, heading, joined, columns)


def words_of(names: pd.Series) -> str:
    """Names as a list in a sentence."""
    return words.listing(sorted(names))


def ladder(
    phases: pd.DataFrame, classes: Mapping[str, str], start: str, *, heading: Heading, note: str = ""
) -> Figure:
    """Bars of the time that each country spent in each class, from `start` (an ISO day) on.

    `phases` holds country, iso3, status, start, end, years, source.
    """
    shown = records(phases[["country", "iso3", "status", "start", "end", "years", "source"]])
    shown = shown.assign(shown_from=shown["start"].where(shown["start"] > start, start))
    newest = grammar.ranked(grammar.newest(shown, "start", by="country"), "status", classes)
    newest = newest.sort_values(["rank", "start", "country"])
    bars = Chart(shown).mark_bar(height=16)
    chart = bars.encode(
        x=grammar.days("shown_from", domain=[start, shown["end"].max()]),
        x2=alt.X2("end:T"),
        y=grammar.rows("country", newest["country"]),
        color=grammar.squares(grammar.present(classes, shown["status"]), "status"),
        tooltip=grammar.tells(
            ("country:N", "Country"),
            ("status:N", "Status"),
            ("start:T", "From", "%-d %B %Y"),
            ("years:Q", "Years", ".1f"),
        ),
    )
    return finish(
        chart.properties(width=theme.WIDTH - 170, height=26 * len(newest)),
        heading,
        phases,
        {"status": "Status", "start": "From", "end": "To", "years": Unit("Years")},
        note=note,
    )


def waits(waiting: pd.DataFrame, *, heading: Heading) -> Figure:
    """Years from partnership to membership; `waiting` holds country, iso3, years, member, source."""
    states = {"until membership": theme.STEPS[4].light, "so far": theme.STEPS[1].light}
    waiting = waiting.assign(state=waiting["member"].map(dict(zip((True, False), states, strict=True))))
    shown = records(waiting[["country", "iso3", "years", "state", "source"]])
    x = grammar.across("years", grid=True, tickCount=6).scale(domainMin=0)
    base = Chart(shown).encode(x=x, y=grammar.rows("country", shown["country"]))
    colour = grammar.squares(grammar.present(states, shown["state"]), "state")
    bars = base.mark_bar(height=17).encode(color=colour)
    values = base.mark_text(align="left", dx=6).encode(text=alt.Text("years:Q", format=".1f"))
    chart = alt.layer(bars, values).properties(width=theme.WIDTH - 190, height=27 * len(shown))
    return finish(chart, heading, waiting, {"years": Unit("Years"), "state": "Counted"})


def people(
    shares: pd.DataFrame, classes: Mapping[str, str], status_sources: Iterable[str], *, heading: Heading
) -> Figure:
    """Stacked bars of people by status; `shares` holds year, status, people, share, source."""
    counted = grammar.ranked(shares, "status", classes).sort_values(["year", "rank"])
    counted = counted.assign(millions=counted["people"].astype(float) / 1e6)
    shown = records(counted[["year", "status", "rank", "people", "millions", "share", "source"]])
    bars = Chart(shown).mark_bar()
    chart = bars.encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("millions:Q", title=None, axis=alt.Axis(tickCount=5)),
        color=grammar.squares(grammar.present(classes, shown["status"]), "status"),
        order=alt.Order("rank:Q"),
        tooltip=grammar.tells(
            ("year:O", "Year"),
            ("status:N", "Status"),
            ("millions:Q", "Million people", ".2f"),
            ("share:Q", "Percent of the six", ".1f"),
        ),
    ).properties(width=theme.WIDTH - 20, height=theme.HEIGHT - 40)
    columns = {"status": "Status", "people": Unit("People"), "share": Unit("Percent of the six")}
    return finish(chart, heading, shares, columns).citing([*sources_of(shares), *status_sources])
