"""Roll calls in the United Nations: who votes as whom, and where states stand by their votes."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import lines, positions
from wb6.figures.figure import Figure, Heading
from wb6.figures.lines import Style
from wb6.measures import alignment, proportions, series
from wb6.sections.china_page import ARMED, CHINA, ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import Page, PageOnCountries, kept
from wb6.sections.russia_page import POWER, RussiaPage, by_value
from wb6.sections.written import Basis, year_end

VOTES_SINCE = 2000
VOTING_POWERS = ("RUS", "CHN", "USA", "DEU")


def on_counts(page: Page) -> str:
    """What a reader of a line of agreement must know of the counts behind it, as far as the edition reaches."""
    votes = alignment.leading(page.table("un_agreement"))
    scopes = votes[votes["year"] >= VOTES_SINCE].groupby("year")["roll_calls"].first()
    whole = scopes.index[scopes != "all"]
    if whole.empty:
        return ""
    lacking = [
        str(year) for year in range(scopes.index.min(), scopes.index.max()) if year not in scopes.index
    ]
    told = [
        f"Lines break where the source changes: to {whole.min() - 1} all roll calls count, later those on whole texts."
    ]
    if scopes.get(2022) == "held":
        told.append(
            "The count of 2022 lacks the votes on Ukraine, so that agreement with Russia comes out too high."
        )
    if lacking:
        told.append(f"There is no count of {words.listing(lacking)}.")
    if scopes.index.max() >= 2025:
        told.append(
            "In 2025 the United States itself voted against most texts, so that agreement with it fell, and agreement with "
            "Russia and China rose, for all; levels of that year are not those of before."
        )
    return " ".join(told)


@kept
def agreement(page: PageOnCountries, power: str) -> pd.DataFrame:
    """Share of roll calls with the same vote as a power, by country and year."""
    votes = page.table("un_agreement")
    since = max(page.since, VOTES_SINCE)
    return countries.with_names(alignment.agreement(votes, [power], page.countries, since))


@kept
def distances(page: RussiaPage) -> pd.DataFrame:
    """Distance from Russia on the scale of ideal points, by country and year."""
    since = max(page.since, VOTES_SINCE)
    points = alignment.positions(page.table("ideal_points"), [*page.countries, POWER], since)
    return countries.with_names(alignment.distance_to(points, POWER, page.countries))


@shows("un-agreement", "UN votes", "roll call in the UN")
def agreement_with_russia(page: RussiaPage) -> Figure:
    """How often each state voted as Russia."""
    values = needed(agreement(page, POWER))
    year, last = _newest(values)
    return lines.by_country(
        values,
        heading=_heading(
            values,
            POWER,
            f"Line chart of the states that vote. In {year}: {by_value(last, '.0f')} percent.",
        ),
        value_heading="Percent of roll calls",
        note=f"An abstention against yes or no is a disagreement; absences are left out. {on_counts(page)}".strip(),
        style=Style(breaks=True, top=100),
    )


@shows("un-distance", "Distance in votes", "ideal point")
def distance_from_russia(page: RussiaPage) -> Figure:
    """How far each state stands from Russia by its votes."""
    values = needed(distances(page))
    year, last = _newest(values)
    near, far = last.iloc[-1], last.iloc[0]
    return lines.by_country(
        values,
        heading=Heading(
            title=(
                f"{near['country']} stood nearest to Russia in {year}, {near['value']:.1f} points away; "
                f"{far['country']} stood farthest, at {far['value']:.1f}"
            ),
            subtitle="Distance from Russia in ideal points from votes in the UN General Assembly, "
            f"{words.years(values['year'].min(), year)}",
            alt_text=f"Line chart. In {year} the distances were {by_value(last, '.2f')}.",
        ),
        value_heading="Scale points",
        note="Both ends move: a state that votes as before is farther away once Russia votes otherwise.",
    )


@shows("votes", "Votes with China", "roll call in the UN")
def votes(page: ChinaPage) -> Figure:
    """How often the five voted as China."""
    values = needed(agreement(page, CHINA))
    year, last = _newest(values)
    shares = words.each(last, "{country} {value:.0f} percent")
    return lines.by_country(
        values,
        heading=_heading(values, CHINA, f"Line chart. In {year}: {shares}."),
        value_heading="Percent of roll calls",
        style=replace(lines.BROKEN, floor=float(values["value"].min() // 10 * 10)),
        note=(
            "An abstention against yes or no is a disagreement. Kosovo is no member of the United Nations. "
            + on_counts(page)
        ).strip(),
    )


def _newest(values: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """The last year, and its rows, the highest first."""
    year = int(values["year"].max())
    return year, values[values["year"] == year].sort_values("value", ascending=False, kind="stable")


def _heading(values: pd.DataFrame, power: str, alt_text: str) -> Heading:
    """Who votes most like a power, of `values` by country and year."""
    year, last = _newest(values)
    top, others, name = last.iloc[0], last["value"].iloc[1:], countries.name(power)
    return Heading(
        title=(
            f"In {year} {top['country']} voted as {name} in {top['value']:.0f} of 100 roll calls, the others in "
            f"{words.span(others.min(), others.max())}"
        ),
        subtitle=(
            f"Share of roll calls in the UN General Assembly with the same vote as {name}, percent, "
            f"{words.years(int(values['year'].min()), year)}"
        ),
        alt_text=alt_text,
    )


@shows("un-votes", "UN votes", "roll call in the UN")
def votes_with_powers(page: CountryPage) -> Figure:
    """How often the country voted as Russia, China, the United States and Germany."""
    values = alignment.agreement(
        page.table("un_agreement"), VOTING_POWERS, [page.iso3], max(page.since, 2000)
    )
    needed(values)
    last_year = int(values["year"].max())
    last = values[values["year"] == last_year].set_index("power_iso3")["value"]
    first_year = int(values["year"].min())
    return lines.by_power(
        countries.with_names(values, "power_iso3", "power"),
        lines.Powers("power_iso3", "Percent of roll calls", breaks=True),
        heading=Heading(
            title=(
                f"In {last_year} {page.name} voted as Russia in {last['RUS']:.0f} of 100 UN roll calls, as Germany "
                f"in {last['DEU']:.0f}"
            ),
            subtitle=(
                "Share of roll calls in the UN General Assembly with the same vote, percent, "
                f"{words.years(first_year, last_year)}"
            ),
            alt_text=(
                f"Line chart from {first_year} to {last_year}. In {last_year} agreement was "
                + words.listing(
                    [f"{last[code]:.0f} percent with {countries.in_sentence(code)}" for code in VOTING_POWERS]
                )
                + "."
            ),
        ),
        note=on_counts(page),
    )


@shows("ideal-points", "Position in the UN", "estimate of its position in the UN")
def position_in_votes(page: CountryPage) -> Figure:
    """Ideal point in the UN General Assembly with its range, between the powers."""
    points = alignment.positions(
        page.table("ideal_points"), [*countries.WB6, *VOTING_POWERS], min(page.since, 1990)
    )
    own = needed(points[points["iso3"] == page.iso3])
    shown = points[points["iso3"].isin([page.iso3, *VOTING_POWERS]) & (points["year"] >= own["year"].min())]
    first_year, last_year = int(own["year"].min()), int(own["year"].max())
    last = shown[shown["year"] == last_year].set_index("iso3")["value"]
    away = (last.drop(page.iso3) - last[page.iso3]).abs()
    nearest = countries.in_sentence(away.idxmin())
    return positions.between_powers(
        countries.with_names(shown, into="state"),
        series.band(page.of_wb6(points)),
        page.iso3,
        heading=Heading(
            title=(
                f"In {last_year} {page.name} stood nearest to {nearest} of four powers, {away['USA']:.1f} points from the "
                f"United States and {away['RUS']:.1f} from Russia"
            ),
            subtitle=(
                f"Ideal points from votes in the UN General Assembly, {words.years(first_year, last_year)}; "
                "higher is nearer to the "
                "United States. Grey: range of the six that vote; shade: range of the estimate"
            ),
            alt_text=(
                f"Lines from {first_year} to {last_year}. {page.name} ends at {last[page.iso3]:.2f}, the United States at "
                f"{last['USA']:.2f}, Russia at {last['RUS']:.2f}, China at {last['CHN']:.2f}, Germany at {last['DEU']:.2f}."
            ),
        ),
        note="The shade holds nine tenths of the estimates. Points of one edition; a position is estimated, not counted.",
    )


@declares(
    "ideal_points",
    "distance_2021",
    "distance_newest",
    "russia_2021",
    "russia_newest",
    "nearest_distance",
    "farthest_distance",
)
def _distance_in_votes(page: RussiaPage) -> dict[str, Fact]:
    table, found = "ideal_points", {}
    away = distances(page)
    own = alignment.positions(page.table(table), ["RUS"], 2000).set_index("year")
    needed(away)
    newest = int(away["year"].max())
    for suffix, year in (("2021", 2021), ("newest", newest)):
        rows = away[away["year"] == year]
        if rows.empty:
            continue
        found[f"distance_{suffix}"] = _points(
            "Mean distance from Russia in UN votes", rows["value"].mean(), year, rows["source"]
        )
        found[f"russia_{suffix}"] = _points(
            "Ideal point of Russia", own.loc[year, "value"], year, [own.loc[year, "source"]]
        )
    last = away[away["year"] == newest].sort_values("value")
    for name, row in (("nearest_distance", last.iloc[0]), ("farthest_distance", last.iloc[-1])):
        found[name] = _points(
            f"Distance from Russia, {row['country']}", row["value"], newest, [row["source"]]
        )
    return found


def _points(label: str, value: float, year: int, sources: Iterable[str]) -> Fact:
    value = round(float(value), 2)
    return Basis.of_year("ideal_points", year, sources).fact(
        label, words.number(value, 2), value, "scale points"
    )


@declares("un_agreement", "others_agree")
def _others_with_russia(page: RussiaPage) -> dict[str, Fact]:
    agree = needed(agreement(page, POWER))
    others = agree[(agree["year"] == agree["year"].max()) & (agree["iso3"] != "SRB")]
    return {
        "others_agree": Basis.of_year("un_agreement", agree["year"].max(), others["source"]).word(
            "UN votes as Russia, the other states",
            f"{words.span(others['value'].min(), others['value'].max())} percent",
        )
    }


@declares(
    "un_agreement",
    *("srb_agreement", "srb_agreement_interval", "others_agreement", "votes_n", "votes_years"),
    "votes_closest",
)
def _votes_with_china(page: ChinaPage) -> dict[str, Fact]:
    values = agreement(page, CHINA)
    serbia = needed(values[values["iso3"] == ARMED])
    last = serbia.iloc[-1]
    year, trials = int(last["year"]), int(last["n_votes"])
    note = Basis("un_agreement", year_end(year), [last["source"]], str(year))
    low, high = proportions.interval(round(last["value"] / 100 * trials), trials)
    others = values[(values["iso3"] != ARMED) & (values["year"] == year)]["value"]
    both = values[values["year"].isin(serbia["year"])]
    closest = both.loc[both.groupby("year")["value"].idxmax()]
    span = words.years(int(serbia["year"].min()), year)
    over = Basis("un_agreement", year_end(year), serbia["source"], span)
    found = {
        "srb_agreement": note.percent("Serbia's votes like China's", last["value"], 0),
        "srb_agreement_interval": note.word("Interval of it", f"{words.span(low * 100, high * 100)} percent"),
        "votes_n": note.count("Roll calls", trials),
        "votes_years": over.count("Years compared", serbia["year"].nunique()),
        "votes_closest": over.count(
            "Years in which Serbia was closest", int((closest["iso3"] == ARMED).sum())
        ),
    }
    if len(others):
        found["others_agreement"] = note.word(
            "The others", f"{words.span(others.min(), others.max())} percent"
        )
    return found
