"""2006 as a turning point: the dates, the pace before and after, and what so few points can say."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import turning_points
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Table, number_columns, table, text_columns
from wb6.measures import alignment, economy, enlargement, turning
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

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
TESTS = (
    "Rates: conditional binomial test. Waits and yearly means: exact permutation of all divisions. Years in a row "
    "resemble each other, so that the true p of yearly means is larger. A difference is no cause."
)
# Tests of the turning point: of steps, which have a ratio, and of other measures.
LADDERS, OTHERS = ("nato", "nato_rounds", "eu"), ("wait", "votes", "trade")


@kept
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
    return list(taken["date"])


def long_enough(page: RussiaPage) -> bool:
    """Whether the edition reaches far enough beyond 2006 for a comparison."""
    return bool(page.edition.day >= TURN + pd.DateOffset(years=2))


@shows("steps-2006", "Steps", "step toward NATO or the EU")
def steps_and_2006(page: RussiaPage) -> Figure:
    """The steps of each country on one axis, with 2006 marked."""
    taken = needed(steps_taken(page))
    order = taken.groupby("country")["date"].min().sort_values().index.tolist()
    taken = taken.assign(place=taken["country"].map({country: place for place, country in enumerate(order)}))
    taken = taken.sort_values(["place", "date"])
    after = int((taken["date"] >= TURN).sum())
    return turning_points.steps(
        taken,
        TURN.strftime("%Y-%m-%d"),
        heading=Heading(
            title=f"{after} of {len(taken)} steps toward NATO and the EU came in 2006 or later"
            if after
            else f"All {len(taken)} steps toward NATO and the EU in this edition came before 2006",
            subtitle=(
                f"Partnership for Peace, membership plan and membership of ten states; agreement, application, candidacy and "
                f"talks of the six, {words.years_of(taken['date'])}"
            ),
            alt_text=(f"Dots by country and date: {len(taken) - after} before 2006, {after} from then on."),
        ),
        note="Invitations are left out, as they are not recorded for all. The dashed line is 1 January 2006.",
    )


@shows("turning-years", "Turning years", "record that reaches beyond 2006")
def every_year(page: RussiaPage) -> Figure:
    """The pace after to the pace before, for each year as a turning point."""
    tested = needed(scanned(page))
    chosen = tested[tested["year"] == YEAR].set_index("track")
    nato, union = chosen.loc["NATO"], chosen.loc["European Union"]
    return turning_points.turning_years(
        tested,
        YEAR,
        sources_of(steps_taken(page)),
        heading=Heading(
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


@kept
def scanned(page: RussiaPage) -> pd.DataFrame:
    """Each year as a turning point, on both tracks, while the edition reaches two years beyond it."""
    if not long_enough(page):
        return pd.DataFrame(columns=["track", "year", "p"])
    frames = []
    for track, years in CANDIDATES.items():
        usable = [year for year in years if year + 2 <= page.edition.day.year]
        tested = turning.scan(events_of(page, track), STARTS[track], page.edition.day, usable)
        frames.append(tested.assign(track=track))
    return pd.concat(frames, ignore_index=True)


@kept
def tests(page: RussiaPage) -> pd.DataFrame:
    """All tests of 2006: measure, before, after, numbers of observations, p, smallest p, source."""
    if not long_enough(page):
        return pd.DataFrame(columns=["code", "measure", "before", "after", "n", "p", "smallest", "sources"])
    rows = [
        _rate(page, "nato", "Steps toward NATO a year, ten states", "NATO"),
        _rate(page, "nato_rounds", "Rounds of such steps a year (same day and kind count once)", "NATO"),
        _rate(page, "eu", "Steps toward the EU a year, the six", "European Union"),
        _wait(page),
        _yearly("votes", "UN votes as Russia, percent, mean of three states by year", _votes(page)),
        _yearly("trade", "Trade with Russia, percent, mean of three states by year", _trade(page)),
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
            *text_columns(measure="Measure", change="Before 2006 → from 2006 on", n="Observations"),
            *number_columns(chance="p", least="Least possible p"),
        ],
        Caption(
            name="tests-2006",
            title="2006 as a turning point, tested",
            subtitle="Exact two-sided tests; p: chance of a difference at least as large if 2006 meant nothing",
            note=TESTS if len(found) else "This edition does not reach far enough beyond 2006.",
        ),
        sources={source for sources in found["sources"] for source in sources},
    )


@declares(
    "nato_milestones",
    *(f"turn_{code}_{part}" for code in (*LADDERS, *OTHERS) for part in ("before", "after", "n", "p")),
    *(f"turn_{code}_{part}" for code in LADDERS for part in ("ratio", "interval")),
    *(f"turn_{code}_least" for code in OTHERS),
    "turn_sharpest",
)
def _test_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found, day = "nato_milestones", {}, page.edition.day
    tested = scanned(page)
    nato = tested[tested["track"] == "NATO"]
    if len(nato):
        year = int(nato.loc[nato["p"].idxmin(), "year"])
        found["turn_sharpest"] = Basis.on(table, day, steps_taken(page)["source"]).word(
            "Year that divides the steps toward NATO most sharply", str(year)
        )
    for row in tests(page).to_dict("records"):
        said = {part: row[part] for part in ("before", "after", "n")} | {"p": _p(row["p"], "less than")}
        if pd.notna(row.get("ratio")):
            said["ratio"] = f"{row['ratio']:.2f}"
            said["interval"] = f"{row['low']:.2f} to {row['high']:.2f}"
        if pd.notna(row["smallest"]):
            said["least"] = _p(row["smallest"], "less than")
        basis = Basis.on(table, day, row["sources"])
        found |= {
            f"turn_{row['code']}_{part}": basis.word(f"{row['measure']}: {part}", text)
            for part, text in said.items()
        }
    return found


def _rate(page: RussiaPage, code: str, measure: str, track: str) -> dict[str, Any]:
    """Steps a year on a track before and since 2006; of a code that ends in rounds, those of one day and kind once."""
    unit = "rounds" if code.endswith("rounds") else "steps"
    result = turning.rates(events_of(page, track, unit == "rounds"), STARTS[track], TURN, page.edition.day)
    taken = steps_taken(page)
    return {
        "code": code,
        "measure": measure,
        "before": f"{result['rate_before']:.2f}",
        "after": f"{result['rate_after']:.2f}",
        "n": f"{result['before']} and {result['after']} {unit}",
        "smallest": float("nan"),
        "sources": sources_of(taken[taken["track"] == track]),
        **{key: result[key] for key in ("p", "ratio", "low", "high")},
    }


def _wait(page: RussiaPage) -> dict[str, Any] | None:
    """Years from the Partnership for Peace to membership, of members before and since 2006."""
    waits = enlargement.waiting(page.steps(), NATO_STATES, page.edition.day)
    waits = waits[waits["member"]]
    since = pd.to_datetime(waits["ended"]) >= TURN
    result = _means(waits[~since]["years"], waits[since]["years"], "states")
    named = {"code": "wait", "measure": "Years from partnership to membership, members"}
    return result and {**named, **result, "sources": sources_of(waits)}


def _yearly(code: str, measure: str, values: pd.DataFrame) -> dict[str, Any] | None:
    """Yearly means of countries before and since 2006."""
    means = values.groupby("year")["value"].mean()
    result = _means(means[means.index < YEAR], means[means.index >= YEAR], "years")
    return result and {"code": code, "measure": measure, **result, "sources": sources_of(values)}


def _means(before: pd.Series, after: pd.Series, unit: str) -> dict[str, Any] | None:
    """The means of two groups and the chance of their difference; None if one of them is empty."""
    if before.empty or after.empty:
        return None
    result = turning.permutation(before.tolist(), after.tolist())
    return {
        "before": f"{before.mean():.1f}",
        "after": f"{after.mean():.1f}",
        "n": f"{len(before)} and {len(after)} {unit}",
        "p": result["p"],
        "smallest": result["smallest"],
    }


def _votes(page: RussiaPage) -> pd.DataFrame:
    votes = page.table("un_agreement")
    return alignment.agreement(votes[votes["roll_calls"] == "all"], ["RUS"], LONG, 2000)


def _trade(page: RussiaPage) -> pd.DataFrame:
    frames = [page.edition.measured(economy.trade_shares, "trade_partners", iso3, ["RUS"]) for iso3 in LONG]
    return pd.concat(frames, ignore_index=True)


def _p(value: float, below: str = "<") -> str:
    """A probability with as many digits as it deserves.

    >>> _p(0.0532), _p(0.4567), _p(0.00004), _p(0.00004, "less than")
    ('0.053', '0.46', '< 0.001', 'less than 0.001')
    """
    if value < 0.001:
        return f"{below} 0.001"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"
