"""The facts that the prose of the chapter on Russia may place."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import pandas as pd

from wb6.chapters import written
from wb6.chapters.russia.distances import Distances
from wb6.chapters.russia.matrix import CHANNELS
from wb6.chapters.russia.outlook import Outlook
from wb6.claims.verdicts import Answer
from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.indicators.catalogue import Indicator, indicator
from wb6.measures import alignment

PEAKS = ("agree", "trade", "debt")


class RussiaFacts(Outlook, Distances):
    """Facts by name: `srb_agree`, `ukraine_no`, `gas_most`, `nato_ratio`, `moscow_km`, ..."""

    def facts(self) -> dict[str, Fact]:
        """All facts, each marked as unknown where the edition holds no value."""
        return dict(self._facts)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        groups = (
            self._channel_facts(),
            self._vote_facts(),
            self._sanction_facts(),
            self._trade_facts(),
            self._gas_facts(),
            self._arms_facts(),
            self._presence_facts(),
            self._test_facts(),
            self._distance_facts(),
            self._reading_facts(),
        )
        return {name: fact for group in groups for name, fact in group.items()}

    def _channel_facts(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for code, channel in CHANNELS.items():
            values = self.channel(code)
            for iso3 in self.countries:
                name = f"{iso3.lower()}_{code}"
                own = values[values["iso3"] == iso3].sort_values("year")
                found[name] = _of_row(name, indicator(channel), iso3, own.iloc[-1:])
                if code in PEAKS:
                    top = own.sort_values("value").iloc[-1:]
                    found[f"{name}_peak"] = _of_row(
                        f"{name}_peak", indicator(channel), iso3, top, ", highest"
                    )
        return found

    def _vote_facts(self) -> dict[str, Fact]:
        table = "un_ukraine_votes"
        votes = self.ukraine()
        found = _texts(
            (
                "ukraine_texts",
                "ukraine_no",
                "ukraine_yes",
                "ukraine_bih_abstain",
                "distance_2021",
                "distance_newest",
                "russia_2021",
                "russia_newest",
                "nearest_distance",
                "farthest_distance",
                "others_agree",
            ),
            table,
        )
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
                found[name] = _number(
                    name, label, len(rows), "texts", rows["date"].max(), table, rows["source"]
                )
        agree = self.agreement()
        if len(agree):
            last = agree[agree["year"] == agree["year"].max()]
            others = last[last["iso3"] != "SRB"]
            found["others_agree"] = written.word(
                "others_agree",
                "UN votes as Russia, the other states",
                f"{words.span(others['value'].min(), others['value'].max())} percent",
                _end(last["year"].iloc[0]),
                "un_agreement",
                others["source"],
                "year",
            )
        return {**found, **self._distance_in_votes()}

    def _distance_in_votes(self) -> dict[str, Fact]:
        table, found = "ideal_points", {}
        away = self.distances()
        own = alignment.positions(self.table(table), ["RUS"], 2000).set_index("year")
        if away.empty:
            return {}
        newest = int(away["year"].max())
        for suffix, year in (("2021", 2021), ("newest", newest)):
            rows = away[away["year"] == year]
            if rows.empty:
                continue
            found[f"distance_{suffix}"] = _points(
                f"distance_{suffix}",
                "Mean distance from Russia in UN votes",
                rows["value"].mean(),
                year,
                rows["source"],
            )
            found[f"russia_{suffix}"] = _points(
                f"russia_{suffix}",
                "Ideal point of Russia",
                own.loc[year, "value"],
                year,
                [own.loc[year, "source"]],
            )
        last = away[away["year"] == newest].sort_values("value")
        for name, row in (("nearest_distance", last.iloc[0]), ("farthest_distance", last.iloc[-1])):
            found[name] = _points(
                name, f"Distance from Russia, {row['country']}", row["value"], newest, [row["source"]]
            )
        return found

    def _sanction_facts(self) -> dict[str, Fact]:
        table = "sanctions_russia"
        found = _texts(("never_joined", "joined_since_2022", "measures_known"), table)
        rows = self.measures()
        if rows.empty:
            return found
        day, sources = rows["date"].max(), rows["source"]
        joined = set(rows[rows["joined"] == "yes"]["iso3"])
        refused = rows[~rows["iso3"].isin(joined)]
        never = [countries.name(code) for code in self.countries if code in set(refused["iso3"])]
        last = refused if len(refused) else rows
        found["never_joined"] = written.word(
            "never_joined",
            "Joined no EU measure against Russia",
            words.listing(never or ["none"]),
            last["date"].max(),
            table,
            last["source"],
        )
        found["measures_known"] = _number(
            "measures_known",
            "Measures in the record",
            rows["measure_id"].nunique(),
            "measures",
            day,
            table,
            sources,
        )
        since = rows[(rows["date"] >= pd.Timestamp("2022-02-24")) & (rows["joined"] == "yes")]
        if len(since):
            found["joined_since_2022"] = written.word(
                "joined_since_2022",
                "Countries that joined measures since February 2022",
                words.count(since["iso3"].nunique()),
                since["date"].max(),
                table,
                since["source"],
            )
        return found

    def _trade_facts(self) -> dict[str, Fact]:
        table = "trade_partners"
        found = _texts(("others_trade", "eu_times", "eu_times_next"), table)
        both = pd.concat([self.trade("RUS"), self.trade("EU27")], ignore_index=True)
        if both.empty:
            return found
        year = int(both["year"].max())
        last = both[both["year"] == year]
        wide = last.pivot(index="iso3", columns="partner_iso3", values="value")
        others = wide.drop(index="SRB", errors="ignore")["RUS"]
        found["others_trade"] = written.share(
            "others_trade",
            "Largest Russian share in the trade of the others",
            others.max(),
            _end(year),
            table,
            last["source"],
            "year",
        )
        times = (wide["EU27"] / wide["RUS"]).sort_values()
        for name, ratio in (("eu_times", times.iloc[0]), ("eu_times_next", times.iloc[1])):
            text = f"{ratio:.0f} times"
            found[name] = written.fact(
                name,
                "Trade with the EU to trade with Russia",
                text,
                round(float(ratio), 1),
                "times",
                str(year),
                _end(year),
                table,
                last["source"],
            )
        return found

    def _gas_facts(self) -> dict[str, Fact]:
        table = "energy_dependence"
        found = _texts(
            ("gas_most", "gas_high", "gas_none", "bih_gas_energy", "mkd_gas_energy", "srb_gas_low"), table
        )
        energy = self.russian_gas_in_energy()
        labels = {"gas_most": None, "bih_gas_energy": "BIH", "mkd_gas_energy": "MKD"}
        for name, iso3 in labels.items():
            rows = energy[energy["iso3"] == iso3] if iso3 else energy.sort_values("value").tail(1)
            if len(rows) and rows.iloc[0]["value"] > 0:
                row = rows.iloc[0]
                found[name] = written.share(
                    name,
                    f"Russian gas in all energy, {row['country']}",
                    row["value"],
                    _end(row["year"]),
                    table,
                    [row["source"]],
                    "year",
                )
        shares = self.shares()
        if len(shares):
            high = shares[shares["value"] >= 80]
            found["gas_high"] = written.word(
                "gas_high",
                "Countries with four fifths or more of their gas from Russia",
                words.count(len(high)),
                _end(shares["year"].max()),
                table,
                shares["source"],
                "year",
            )
            every = self.channel("gas")
            low = every[every["iso3"] == "SRB"].sort_values("value").head(1)
            found["srb_gas_low"] = _of_row(
                "srb_gas_low", indicator("gas_rus"), "SRB", low, ", lowest published"
            )
        none = self.weights()
        none = none[none["value"] == 0]
        if len(none):
            found["gas_none"] = written.word(
                "gas_none",
                "Countries without a gas market",
                words.count(len(none)),
                _end(none["year"].max()),
                table,
                none["source"],
                "year",
            )
        return found

    def _arms_facts(self) -> dict[str, Fact]:
        table = "arms_transfers"
        names = (
            "arms_russia",
            "arms_china",
            "arms_russia_peak",
            "arms_six",
            "arms_last",
            "exercises_russia",
            "exercises_west",
            "exercises_last",
        )
        found = _texts(names, table)
        shares = self.shares_of_suppliers()
        if len(shares):
            year = int(shares["year"].max())
            for name, code in (("arms_russia", "RUS"), ("arms_china", "CHN")):
                rows = shares[(shares["supplier_iso3"] == code) & (shares["year"] == year)]
                label = f"{countries.name(code)}'s share of arms delivered to Serbia, five years"
                found[name] = written.share(
                    name, label, rows["value"].iloc[0], _end(year), table, rows["source"], "year"
                )
            recent = shares[(shares["supplier_iso3"] == "RUS") & (shares["year"] > 2012)]
            if len(recent):
                top = recent.loc[recent["value"].idxmax()]
                found["arms_russia_peak"] = written.share(
                    "arms_russia_peak",
                    "Highest Russian share, five years",
                    top["value"],
                    _end(top["year"]),
                    table,
                    [top["source"]],
                    "year",
                )
        six = self.deliveries()
        if len(six):
            last = six[six["period_start"] == six["period_start"].max()]
            russia = float(last[last["supplier_iso3"] == "RUS"]["share"].sum())
            found["arms_six"] = written.share(
                "arms_six",
                f"Russian share of arms delivered to the six, {last['period'].iloc[0]}",
                russia,
                _end(last["period_end"].iloc[0]),
                table,
                last["source"],
                "year",
            )
        transfers = self.table(table)
        own = transfers[
            (transfers["supplier_iso3"] == "RUS")
            & transfers["iso3"].isin(self.countries)
            & transfers["in_register"].fillna(False).astype(bool)
        ].dropna(subset=["delivery_year"])
        if len(own):
            row = own.sort_values("delivery_year").iloc[-1]
            year = int(row["delivery_year"])
            found["arms_last"] = written.word(
                "arms_last",
                "Last Russian delivery in the register",
                str(year),
                _end(year),
                table,
                [row["source"]],
                "year",
            )
        counts = self.exercise_counts()
        year, russia, west = self.newest_pair(counts)
        pair = counts[(counts["first"] == year) & (counts["last"] == year) & counts["whole"]]
        if year:
            for name, label, number in (
                ("exercises_russia", "Exercises of Serbia with Russia, newest count beside the West", russia),
                ("exercises_west", "Exercises of Serbia with NATO, its members and partners", west),
            ):
                found[name] = _number(
                    name,
                    label,
                    int(number),
                    "exercises",
                    _end(year),
                    "joint_exercises",
                    pair["source"],
                    "year",
                )
        moscow = counts[counts["side"] == "Russia"]
        if len(moscow):
            year = int(moscow["last"].max())
            found["exercises_last"] = written.word(
                "exercises_last",
                "Last year with an exercise with Russia",
                str(year),
                _end(year),
                "joint_exercises",
                moscow["source"],
                "year",
            )
        return found

    def _presence_facts(self) -> dict[str, Fact]:
        table = "russia_presence"
        found = _texts(("expelled", "expelled_mne", "expelled_mkd", "expelled_2022"), table)
        rows = self.expelled()
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
                found[name] = _number(
                    name,
                    "Russian diplomats expelled",
                    int(part["value"].sum()),
                    "persons",
                    part["date"].max(),
                    table,
                    part["source"],
                )
        return found

    def _test_facts(self) -> dict[str, Fact]:
        table = "nato_milestones"
        codes = ("nato", "nato_rounds", "eu", "wait", "votes", "trade")
        names = [f"turn_{code}_{part}" for code in codes for part in ("before", "after", "n", "p")]
        names += [f"turn_{code}_{part}" for code in codes[:3] for part in ("ratio", "interval")]
        names += [f"turn_{code}_least" for code in codes[3:]]
        names.append("turn_sharpest")
        found = _texts(names, table)
        day = self.edition.day
        scanned = self.scanned()
        nato = scanned[scanned["track"] == "NATO"]
        if len(nato):
            year = int(nato.loc[nato["p"].idxmin(), "year"])
            sources = self.taken()["source"]
            found["turn_sharpest"] = written.word(
                "turn_sharpest",
                "Year that divides the steps toward NATO most sharply",
                str(year),
                day,
                table,
                sources,
            )
        for row in self.tests().to_dict("records"):
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
                found[name] = written.word(
                    name, f"{row['measure']}: {part}", text, day, table, row["sources"]
                )
        return found

    def _distance_facts(self) -> dict[str, Fact]:
        found = {}
        places = self.measured().set_index("place")
        for name, place in (
            ("london_km", "London"),
            ("moscow_km", "Moscow"),
            ("sevastopol_km", "Sevastopol"),
            ("berlin_km", "Berlin"),
        ):
            found[name] = _kilometres(
                name, f"Belgrade to {place}", places.loc[place, "km"], places.loc[[place], "source"]
            )
        found["london_moscow_km"] = _kilometres(
            "london_moscow_km",
            "Moscow less London",
            abs(places.loc["Moscow", "km"] - places.loc["London", "km"]),
            places["source"],
        )
        found["berlin_inside_km"] = _kilometres(
            "berlin_inside_km",
            "Sevastopol less Berlin",
            places.loc["Sevastopol", "km"] - places.loc["Berlin", "km"],
            places["source"],
        )
        farther = self.farther()
        capitals = int(places["kind"].str.endswith("capital").sum())
        for name, label, number in (
            ("farther", "EU capitals farther than Sevastopol", len(farther)),
            ("capitals", "EU capitals measured", capitals),
        ):
            found[name] = Fact(
                name=name,
                label=label,
                text=words.people(number),
                value=number,
                unit="capitals",
                table="geography",
                sources=tuple(sorted(set(farther["source"]))),
            )
        return found

    def _reading_facts(self) -> dict[str, Fact]:
        table = "claims"
        names = (
            "points_told",
            "points_yes",
            "points_partly",
            "points_no",
            "points_unknown",
            "claims_count",
            "claims_data",
        )
        found = _texts(names, table)
        points, claims = self.points(), self.claims_on_russia()
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
            found[name] = _number(name, label, number, "claims", day, table, points["source"])
        return found


def written_p(value: float) -> str:
    """A probability in a sentence.

    >>> written_p(0.0532), written_p(0.00004)
    ('0.053', 'less than 0.001')
    """
    return "less than 0.001" if value < 0.001 else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _of_row(name: str, measured: Indicator, iso3: str, rows: pd.DataFrame, which: str = "") -> Fact:
    """The value of one row of an indicator for a country; unknown without a row."""
    label = f"{measured.label}, {countries.name(iso3)}{which}"
    if rows.empty or pd.isna(rows.iloc[0]["value"]):
        return unknown(name, label, measured.unit)
    return replace(measured.fact(rows.iloc[0], name), label=label)


def _number(
    name: str,
    label: str,
    value: int,
    unit: str,
    day: pd.Timestamp,
    table: str,
    sources: Iterable[str],
    precision: str = "day",
) -> Fact:
    return written.fact(
        name, label, words.people(value), value, unit, words.day(day, precision), day, table, sources
    )


def _points(name: str, label: str, value: float, year: int, sources: Iterable[str]) -> Fact:
    value = round(float(value), 2)
    text = words.number(value, 2)
    return written.fact(
        name, label, text, value, "scale points", str(year), _end(year), "ideal_points", sources
    )


def _kilometres(name: str, label: str, value: float, sources: pd.Series) -> Fact:
    value = round(float(value))
    return Fact(
        name=name,
        label=label,
        text=f"{value:,} km",
        value=value,
        unit="km",
        table="geography",
        sources=tuple(sorted(set(sources))),
    )


def _texts(names: Iterable[str], table: str) -> dict[str, Fact]:
    return written.missing(names, table)


def _end(year: int) -> pd.Timestamp:
    return pd.Timestamp(year=int(year), month=12, day=31)
