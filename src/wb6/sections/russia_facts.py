"""The facts that the prose of the chapter on Russia may place."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from wb6.claims.verdicts import Answer
from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import alignment
from wb6.sections import arms, distances, matrix, presence, readings, sanctions, trade, turning, votes
from wb6.sections.declared import declares, declares_each
from wb6.sections.energy import energy_weights, gas_shares, russian_gas_in_energy
from wb6.sections.matrix import CHANNELS
from wb6.sections.russia_page import RussiaPage
from wb6.sections.votes import agreement, ukraine
from wb6.sections.written import Basis, year_end

PEAKS = ("agree", "trade", "debt")
# Tests of the turning point: of steps, which have a ratio, and of other measures.
LADDERS, OTHERS = ("nato", "nato_rounds", "eu"), ("wait", "votes", "trade")
# Places whose distance from Belgrade is a fact.
PLACES = {"london": "London", "moscow": "Moscow", "sevastopol": "Sevastopol", "berlin": "Berlin"}


@declares_each(
    lambda page: [
        f"{iso3.lower()}_{code}{end}"
        for code in CHANNELS
        for iso3 in page.countries
        for end in (("", "_peak") if code in PEAKS else ("",))
    ]
)
def _channel_fact(page: RussiaPage, name: str) -> Fact:
    """The newest value of a country in a channel, or its highest."""
    iso3, code, *peak = name.upper().split("_")
    own = matrix.channel(page, code.lower()).query("iso3 == @iso3").sort_values("year")
    if peak:
        return _of_row(indicator(CHANNELS[code.lower()]), iso3, own.sort_values("value").tail(1), ", highest")
    return _of_row(indicator(CHANNELS[code.lower()]), iso3, own.tail(1))


@declares(
    "un_ukraine_votes",
    "ukraine_texts",
    "ukraine_no",
    "ukraine_yes",
    "ukraine_bih_abstain",
    "others_agree",
)
def _vote_facts(page: RussiaPage) -> dict[str, Fact]:
    table = "un_ukraine_votes"
    votes = ukraine(page)
    found = {}
    serbia = votes[votes["iso3"] == "SRB"]
    counted = {
        "ukraine_texts": (
            "Texts on Ukraine in the General Assembly",
            votes.drop_duplicates("resolution_id"),
        ),
        "ukraine_no": ("Serbia's votes against texts on Ukraine", serbia[serbia["vote"] == "no"]),
        "ukraine_yes": ("Serbia's votes for texts on Ukraine", serbia[serbia["vote"] == "yes"]),
        "ukraine_bih_abstain": (
            "Abstentions of Bosnia and Herzegovina",
            votes[(votes["iso3"] == "BIH") & (votes["vote"] == "abstain")],
        ),
    }
    for name, (label, rows) in counted.items():
        if len(rows):
            found[name] = Basis.on(table, rows["date"].max(), rows["source"]).number(
                label, len(rows), "texts"
            )
    agree = agreement(page)
    if len(agree):
        last = agree[agree["year"] == agree["year"].max()]
        others = last[last["iso3"] != "SRB"]
        found["others_agree"] = Basis.of_year("un_agreement", last["year"].iloc[0], others["source"]).word(
            "UN votes as Russia, the other states",
            f"{words.span(others['value'].min(), others['value'].max())} percent",
        )
    return found


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
    away = votes.distances(page)
    own = alignment.positions(page.table(table), ["RUS"], 2000).set_index("year")
    if away.empty:
        return {}
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


@declares("sanctions_russia", "never_joined", "joined_since_2022", "measures_known")
def _sanction_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "sanctions_russia", {}
    rows = sanctions.measures(page)
    if rows.empty:
        return found
    day, sources = rows["date"].max(), rows["source"]
    joined = set(rows[rows["joined"] == "yes"]["iso3"])
    refused = rows[~rows["iso3"].isin(joined)]
    never = [countries.name(code) for code in page.countries if code in set(refused["iso3"])]
    last = refused if len(refused) else rows
    found["never_joined"] = Basis.on(table, last["date"].max(), last["source"]).word(
        "Joined no EU measure against Russia", words.listing(never or ["none"])
    )
    found["measures_known"] = Basis.on(table, day, sources).number(
        "Measures in the record", rows["measure_id"].nunique(), "measures"
    )
    since = rows[(rows["date"] >= pd.Timestamp("2022-02-24")) & (rows["joined"] == "yes")]
    if len(since):
        found["joined_since_2022"] = Basis.on(table, since["date"].max(), since["source"]).word(
            "Countries that joined measures since February 2022", words.count(since["iso3"].nunique())
        )
    return found


@declares("trade_partners", "others_trade", "eu_times", "eu_times_next")
def _trade_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "trade_partners", {}
    both = pd.concat([trade.trade(page, "RUS"), trade.trade(page, "EU27")], ignore_index=True)
    if both.empty:
        return found
    year = int(both["year"].max())
    last = both[both["year"] == year]
    wide = last.pivot(index="iso3", columns="partner_iso3", values="value")
    others = wide.drop(index="SRB", errors="ignore")["RUS"]
    found["others_trade"] = Basis.of_year(table, year, last["source"]).percent(
        "Largest Russian share in the trade of the others", others.max()
    )
    times = (wide["EU27"] / wide["RUS"]).sort_values()
    for name, ratio in (("eu_times", times.iloc[0]), ("eu_times_next", times.iloc[1])):
        text = f"{ratio:.0f} times"
        found[name] = Basis(table, year_end(year), last["source"], str(year)).fact(
            "Trade with the EU to trade with Russia", text, round(float(ratio), 1), "times"
        )
    return found


@declares(
    "energy_dependence",
    "gas_most",
    "gas_high",
    "gas_none",
    "bih_gas_energy",
    "mkd_gas_energy",
    "srb_gas_low",
)
def _gas_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "energy_dependence", {}
    energy = russian_gas_in_energy(page)
    labels = {"gas_most": None, "bih_gas_energy": "BIH", "mkd_gas_energy": "MKD"}
    for name, iso3 in labels.items():
        rows = energy[energy["iso3"] == iso3] if iso3 else energy.sort_values("value").tail(1)
        if len(rows) and rows.iloc[0]["value"] > 0:
            row = rows.iloc[0]
            found[name] = Basis.of_year(table, row["year"], [row["source"]]).percent(
                f"Russian gas in all energy, {row['country']}", row["value"]
            )
    shares = gas_shares(page)
    if len(shares):
        high = shares[shares["value"] >= 80]
        found["gas_high"] = Basis.of_year(table, shares["year"].max(), shares["source"]).word(
            "Countries with four fifths or more of their gas from Russia", words.count(len(high))
        )
        every = matrix.channel(page, "gas")
        low = every[every["iso3"] == "SRB"].sort_values("value").head(1)
        found["srb_gas_low"] = _of_row(indicator("gas_rus"), "SRB", low, ", lowest published")
    none = energy_weights(page)
    none = none[none["value"] == 0]
    if len(none):
        found["gas_none"] = Basis.of_year(table, none["year"].max(), none["source"]).word(
            "Countries without a gas market", words.count(len(none))
        )
    return found


@declares(
    "arms_transfers",
    "arms_russia",
    "arms_china",
    "arms_russia_peak",
    "arms_six",
    "arms_last",
    "exercises_russia",
    "exercises_west",
    "exercises_last",
)
def _arms_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "arms_transfers", {}
    shares = arms.shares_of_suppliers(page)
    if len(shares):
        year = int(shares["year"].max())
        for name, code in (("arms_russia", "RUS"), ("arms_china", "CHN")):
            rows = shares[(shares["supplier_iso3"] == code) & (shares["year"] == year)]
            label = f"{countries.name(code)}'s share of arms delivered to Serbia, five years"
            found[name] = Basis.of_year(table, year, rows["source"]).percent(label, rows["value"].iloc[0])
        recent = shares[(shares["supplier_iso3"] == "RUS") & (shares["year"] > 2012)]
        if len(recent):
            top = recent.loc[recent["value"].idxmax()]
            found["arms_russia_peak"] = Basis.of_year(table, top["year"], [top["source"]]).percent(
                "Highest Russian share, five years", top["value"]
            )
    six = arms.deliveries(page)
    if len(six):
        last = six[six["period_start"] == six["period_start"].max()]
        russia = float(last[last["supplier_iso3"] == "RUS"]["share"].sum())
        found["arms_six"] = Basis.of_year(table, last["period_end"].iloc[0], last["source"]).percent(
            f"Russian share of arms delivered to the six, {last['period'].iloc[0]}", russia
        )
    transfers = page.table(table)
    own = transfers[
        (transfers["supplier_iso3"] == "RUS")
        & transfers["iso3"].isin(page.countries)
        & transfers["in_register"].fillna(False).astype(bool)
    ].dropna(subset=["delivery_year"])
    if len(own):
        row = own.sort_values("delivery_year").iloc[-1]
        year = int(row["delivery_year"])
        found["arms_last"] = Basis.of_year(table, year, [row["source"]]).word(
            "Last Russian delivery in the register", str(year)
        )
    counts = arms.exercise_counts(page)
    year, russia, west = arms.newest_pair(page, counts)
    pair = counts[(counts["first"] == year) & (counts["last"] == year) & counts["whole"]]
    if year:
        for name, label, number in (
            ("exercises_russia", "Exercises of Serbia with Russia, newest count beside the West", russia),
            ("exercises_west", "Exercises of Serbia with NATO, its members and partners", west),
        ):
            found[name] = Basis.of_year("joint_exercises", year, pair["source"]).number(
                label, int(number), "exercises"
            )
    moscow = counts[counts["side"] == "Russia"]
    if len(moscow):
        year = int(moscow["last"].max())
        found["exercises_last"] = Basis.of_year("joint_exercises", year, moscow["source"]).word(
            "Last year with an exercise with Russia", str(year)
        )
    return found


@declares("russia_presence", "expelled", "expelled_mne", "expelled_mkd", "expelled_2022")
def _presence_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "russia_presence", {}
    rows = presence.expelled(page)
    if rows.empty:
        return found
    parts = {
        "expelled": rows,
        "expelled_mne": rows[rows["iso3"] == "MNE"],
        "expelled_mkd": rows[rows["iso3"] == "MKD"],
        "expelled_2022": rows[rows["year"] == 2022],
    }
    for name, part in parts.items():
        if len(part):
            found[name] = Basis.on(table, part["date"].max(), part["source"]).number(
                "Russian diplomats expelled", int(part["value"].sum()), "persons"
            )
    return found


@declares(
    "nato_milestones",
    *(f"turn_{code}_{part}" for code in (*LADDERS, *OTHERS) for part in ("before", "after", "n", "p")),
    *(f"turn_{code}_{part}" for code in LADDERS for part in ("ratio", "interval")),
    *(f"turn_{code}_least" for code in OTHERS),
    "turn_sharpest",
)
def _test_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "nato_milestones", {}
    day = page.edition.day
    scanned = turning.scanned(page)
    nato = scanned[scanned["track"] == "NATO"]
    if len(nato):
        year = int(nato.loc[nato["p"].idxmin(), "year"])
        sources = turning.steps_taken(page)["source"]
        found["turn_sharpest"] = Basis.on(table, day, sources).word(
            "Year that divides the steps toward NATO most sharply", str(year)
        )
    for row in turning.tests(page).to_dict("records"):
        stem = f"turn_{row['code']}"
        said = {
            "before": row["before"],
            "after": row["after"],
            "n": row["n"],
            "p": written_p(row["p"]),
        }
        if "ratio" in row and pd.notna(row["ratio"]):
            said["ratio"] = f"{row['ratio']:.2f}"
            said["interval"] = f"{row['low']:.2f} to {row['high']:.2f}"
        if pd.notna(row["smallest"]):
            said["least"] = written_p(row["smallest"])
        for part, text in said.items():
            name = f"{stem}_{part}"
            found[name] = Basis.on(table, day, row["sources"]).word(f"{row['measure']}: {part}", text)
    return found


@declares(
    "geography",
    *(f"{place}_km" for place in (*PLACES, "london_moscow", "berlin_inside")),
    "farther",
    "capitals",
)
def _distance_facts(page: RussiaPage) -> dict[str, Fact]:
    found = {}
    places = distances.measured(page).set_index("place")
    for name, place in PLACES.items():
        found[f"{name}_km"] = _kilometres(
            f"Belgrade to {place}", places.loc[place, "km"], places.loc[[place], "source"]
        )
    found["london_moscow_km"] = _kilometres(
        "Moscow less London",
        abs(places.loc["Moscow", "km"] - places.loc["London", "km"]),
        places["source"],
    )
    found["berlin_inside_km"] = _kilometres(
        "Sevastopol less Berlin",
        places.loc["Sevastopol", "km"] - places.loc["Berlin", "km"],
        places["source"],
    )
    farther = distances.farther(page)
    capitals = int(places["kind"].str.endswith("capital").sum())
    for name, label, number in (
        ("farther", "EU capitals farther than Sevastopol", len(farther)),
        ("capitals", "EU capitals measured", capitals),
    ):
        found[name] = _of_map(label, words.people(number), number, "capitals", farther["source"])
    return found


@declares(
    "claims",
    "points_told",
    "points_yes",
    "points_partly",
    "points_no",
    "points_unknown",
    "claims_count",
    "claims_data",
)
def _reading_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "claims", {}
    points, claims = readings.reading_points(page), page.claims_on_subject()
    if points.empty:
        return found
    day = claims["date"].max()
    answers = points["answer"].value_counts()
    for name, label, number in (
        (
            "points_told",
            "Points on Russia that can be told",
            len(points) - int(answers.get(Answer.UNKNOWN, 0)),
        ),
        ("points_yes", "Points on Russia that are borne out", int(answers.get(Answer.YES, 0))),
        ("points_partly", "Points borne out in part", int(answers.get(Answer.PARTLY, 0))),
        ("points_no", "Points not borne out", int(answers.get(Answer.NO, 0))),
        ("points_unknown", "Points that cannot be told", int(answers.get(Answer.UNKNOWN, 0))),
        ("claims_count", "Claims on Russia", len(claims)),
        (
            "claims_data",
            "Claims on Russia that data can test",
            int((claims["checkable"] == "data").sum()),
        ),
    ):
        found[name] = Basis.on(table, day, points["source"]).number(label, number, "claims")
    return found


def written_p(value: float) -> str:
    """A probability in a sentence.

    >>> written_p(0.0532), written_p(0.00004)
    ('0.053', 'less than 0.001')
    """
    return "less than 0.001" if value < 0.001 else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _of_row(measured: Indicator, iso3: str, rows: pd.DataFrame, which: str = "") -> Fact:
    """The value of one row of an indicator for a country; unknown without a row."""
    label = f"{measured.label}, {countries.name(iso3)}{which}"
    if rows.empty or pd.isna(rows.iloc[0]["value"]):
        return unknown("", label, measured.unit)
    return replace(measured.fact(rows.iloc[0]), label=label)


def _points(label: str, value: float, year: int, sources: Iterable[str]) -> Fact:
    value = round(float(value), 2)
    return Basis.of_year("ideal_points", year, sources).fact(
        label, words.number(value, 2), value, "scale points"
    )


def _kilometres(label: str, value: float, sources: Iterable[str]) -> Fact:
    value = round(float(value))
    return _of_map(label, f"{value:,} km", value, "km", sources)


def _of_map(label: str, text: str, value: int, unit: str, sources: Iterable[str]) -> Fact:
    """A fact of geography, which has no date."""
    return Fact("", label, text, value, unit, table="geography", sources=tuple(sorted(set(sources))))
