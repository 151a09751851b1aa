"""2006 as a turning point: the dates, the pace before and after, and what so few points can say."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import alignment, economy, enlargement, turning
from wb6.sections.russia_page import RussiaPage

YEAR = 2006
TURN = pd.Timestamp("2006-01-01")
# Steps whose dates are known for every state of the list; invitations are not.
NATO_STEPS = ("pfp_joined", "map", "map_activated", "member")
EU_STEPS = ("saa_signed", "application", "candidate", "negotiations_opened")
# States that Table 1 of the journal article counts as Balkan and that were not members before 1994, with the six.
NATO_STATES = ("ALB", "BGR", "BIH", "HRV", "MKD", "MNE", "ROU", "SRB", "SVN", "XKX")
STARTS = {"NATO": pd.Timestamp("1994-01-01"), "European Union": pd.Timestamp("2000-01-01")}
CANDIDATES = {"NATO": range(1998, 2021), "European Union": range(2003, 2021)}
# States with votes and trade on both sides of 2006.
LONG = ("ALB", "BIH", "MKD")


def steps_taken(page: RussiaPage) -> pd.DataFrame:
    """Steps toward NATO and the EU that the tests count, by country and date."""
    steps = page.steps()
    nato = steps[steps["iso3"].isin(NATO_STATES) & steps["code"].isin(NATO_STEPS)]
    union = steps[steps["iso3"].isin(page.countries) & steps["code"].isin(EU_STEPS)]
    both = pd.concat([nato.assign(track="NATO"), union.assign(track="European Union")], ignore_index=True)
    return countries.with_names(words.dated(both)).sort_values(
        ["date", "country", "track"], ignore_index=True
    )


def events_of(page: RussiaPage, track: str, rounds: bool = False) -> list[pd.Timestamp]:
    """Days of the steps on a track; with `rounds` steps of one day and kind count once."""
    taken = steps_taken(page)
    taken = taken[taken["track"] == track]
    if rounds:
        taken = taken.drop_duplicates(["date", "code"])
    return taken["date"].tolist()


def long_enough(page: RussiaPage) -> bool:
    """Whether the edition reaches far enough beyond 2006 for a comparison."""
    return page.edition.day >= TURN + pd.DateOffset(years=2)


def steps_and_2006(page: RussiaPage) -> Figure:
    """The steps of each country on one axis, with 2006 marked."""
    name = "steps-2006"
    taken = steps_taken(page)
    if taken.empty:
        return figure.empty(name=name, title="Steps", reason=page.unknown("step toward NATO or the EU"))
    order = taken.groupby("country")["date"].min().sort_values().index.tolist()
    taken = taken.assign(place=taken["country"].map({country: place for place, country in enumerate(order)}))
    taken = taken.sort_values(["place", "date"])
    after = int((taken["date"] >= TURN).sum())
    return chart.steps(
        taken,
        TURN.strftime("%Y-%m-%d"),
        heading=Heading(
            name=name,
            title=f"{after} of {len(taken)} steps toward NATO and the EU came in 2006 or later"
            if after
            else f"All {len(taken)} steps toward NATO and the EU in this edition came before 2006",
            subtitle=(
                f"Partnership for Peace, membership plan and membership of ten states; agreement, application, candidacy and "
                f"talks of the six, {words.years(taken['date'].min().year, taken['date'].max().year)}"
            ),
            alt_text=(f"Dots by country and date: {len(taken) - after} before 2006, {after} from then on."),
        ),
        note="Invitations are left out, as they are not recorded for all. The dashed line is 1 January 2006.",
    )


def every_year(page: RussiaPage) -> Figure:
    """The pace after to the pace before, for each year as a turning point."""
    name = "turning-years"
    if not long_enough(page):
        return figure.empty(
            name=name, title="Turning years", reason=page.unknown("record that reaches beyond 2006")
        )
    tested = scanned(page)
    chosen = tested[tested["year"] == YEAR].set_index("track")
    nato, union = chosen.loc["NATO"], chosen.loc["European Union"]
    return chart.turning_years(
        tested,
        YEAR,
        sources_of(steps_taken(page)),
        heading=Heading(
            name=name,
            title=(
                f"From 2006 steps toward NATO came at {nato['ratio']:.1f} times the earlier pace and steps toward the EU at "
                f"{union['ratio']:.1f} times"
            ),
            subtitle=(
                "Steps a year after to steps a year before, for each year taken as the turning point, with exact 95 percent "
                "interval; logarithmic scale, 2006 in red"
            ),
            alt_text=(
                f"Two panels of points with intervals. For 2006: NATO {nato['ratio']:.2f} ({nato['low']:.2f} to "
                f"{nato['high']:.2f}, {nato['before']:.0f} and {nato['after']:.0f} steps), European Union "
                f"{union['ratio']:.2f} "
                f"({union['low']:.2f} to {union['high']:.2f}, {union['before']:.0f} and {union['after']:.0f} steps)."
            ),
        ),
        note=(
            "Below one: slower after. The test takes steps for independent; they come in rounds, so that the true intervals "
            "are wider. Intervals are cut at 0.05 and 20."
        ),
    )


def scanned(page: RussiaPage) -> pd.DataFrame:
    """Each year as a turning point, on both tracks, while the edition reaches two years beyond it."""
    if not long_enough(page):
        return pd.DataFrame(columns=["track", "year", "p"])
    frames = []
    for track, years in CANDIDATES.items():
        usable = [year for year in years if year + 2 <= page.edition.day.year]
        scanned = turning.scan(events_of(page, track), STARTS[track], page.edition.day, usable)
        frames.append(scanned.assign(track=track))
    return pd.concat(frames, ignore_index=True)


def tests(page: RussiaPage) -> pd.DataFrame:
    """All tests of 2006: measure, before, after, numbers of observations, p, smallest p, source."""
    if not long_enough(page):
        return pd.DataFrame(columns=["code", "measure", "before", "after", "n", "p", "smallest", "sources"])
    rows = [
        _rate(page, "nato", "Steps toward NATO a year, ten states", "NATO", False),
        _rate(
            page, "nato_rounds", "Rounds of such steps a year (same day and kind count once)", "NATO", True
        ),
        _rate(page, "eu", "Steps toward the EU a year, the six", "European Union", False),
        _wait(page),
        _yearly(page, "votes", "UN votes as Russia, percent, mean of three states by year", _votes(page)),
        _yearly(page, "trade", "Trade with Russia, percent, mean of three states by year", _trade(page)),
    ]
    return pd.DataFrame([row for row in rows if row])


def tests_table(page: RussiaPage) -> Table:
    """The tests of 2006 with what they rest on."""
    found = tests(page)
    rows = found.assign(
        change=[f"{row.before} → {row.after}" for row in found.itertuples()],
        chance=[_p(row.p) for row in found.itertuples()],
        least=[_p(row.smallest) if pd.notna(row.smallest) else None for row in found.itertuples()],
    )
    return table(
        rows,
        [
            Column("measure", "Measure"),
            Column("change", "Before 2006 → from 2006 on"),
            Column("n", "Observations"),
            Column("chance", "p", numeric=True),
            Column("least", "Least possible p", numeric=True),
        ],
        name="tests-2006",
        title="2006 as a turning point, tested",
        subtitle="Exact two-sided tests; p: chance of a difference at least as large if 2006 meant nothing",
        sources={source for sources in found["sources"] for source in sources},
        note=(
            "Rates: conditional binomial test. Waits and yearly means: exact permutation of all divisions. Years in a row "
            "resemble each other, so that the true p of yearly means is larger. A difference is no cause."
        )
        if len(found)
        else "This edition does not reach far enough beyond 2006.",
    )


def _rate(page: RussiaPage, code: str, measure: str, track: str, rounds: bool) -> dict[str, Any]:
    events = events_of(page, track, rounds)
    result = turning.rates(events, STARTS[track], TURN, page.edition.day)
    taken = steps_taken(page)
    return {
        "code": code,
        "measure": measure,
        "before": f"{result['rate_before']:.2f}",
        "after": f"{result['rate_after']:.2f}",
        "n": f"{result['before']} and {result['after']} steps"
        if not rounds
        else f"{result['before']} and {result['after']} rounds",
        "p": result["p"],
        "smallest": float("nan"),
        "sources": sources_of(taken[taken["track"] == track]),
        **{key: result[key] for key in ("ratio", "low", "high")},
    }


def _wait(page: RussiaPage) -> dict[str, Any] | None:
    """Years from the Partnership for Peace to membership, of members before and since 2006."""
    waits = enlargement.waiting(page.steps(), NATO_STATES, page.edition.day)
    waits = waits[waits["member"]]
    before = waits[pd.to_datetime(waits["ended"]) < TURN]["years"].tolist()
    after = waits[pd.to_datetime(waits["ended"]) >= TURN]["years"].tolist()
    return _means(
        page,
        "wait",
        "Years from partnership to membership, members",
        before,
        after,
        "states",
        sources_of(waits),
    )


def _yearly(page: RussiaPage, code: str, measure: str, values: pd.DataFrame) -> dict[str, Any] | None:
    means = values.groupby("year")["value"].mean()
    before, after = means[means.index < YEAR].tolist(), means[means.index >= YEAR].tolist()
    return _means(page, code, measure, before, after, "years", sources_of(values))


def _means(
    page: RussiaPage,
    code: str,
    measure: str,
    before: list[float],
    after: list[float],
    unit: str,
    sources: list[str],
) -> dict[str, Any] | None:
    if not before or not after:
        return None
    result = turning.permutation(before, after)
    return {
        "code": code,
        "measure": measure,
        "before": f"{sum(before) / len(before):.1f}",
        "after": f"{sum(after) / len(after):.1f}",
        "n": f"{len(before)} and {len(after)} {unit}",
        "p": result["p"],
        "smallest": result["smallest"],
        "sources": sources,
    }


def _votes(page: RussiaPage) -> pd.DataFrame:
    votes = page.table("un_agreement")
    return alignment.agreement(votes[votes["roll_calls"] == "all"], ["RUS"], LONG, 2000)


def _trade(page: RussiaPage) -> pd.DataFrame:
    frames = [page.edition.measured(economy.trade_shares, "trade_partners", iso3, ["RUS"]) for iso3 in LONG]
    return pd.concat(frames, ignore_index=True)


def _p(value: float) -> str:
    """A probability with as many digits as it deserves.

    >>> _p(0.0532), _p(0.4567), _p(0.00004)
    ('0.053', '0.46', '< 0.001')
    """
    if value < 0.001:
        return "< 0.001"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"
