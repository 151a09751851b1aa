"""The five texts' readings of Russia, each beside what the measures of this page say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wb6.chapters.russia.matrix import Channels
from wb6.chapters.russia.turning import TURN
from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import russia as chart
from wb6.figures.figure import Heading
from wb6.figures.tables import Column, Table, table
from wb6.measures import turning

FITS, PARTLY, NOT, OPEN = chart.FITS
SMALL = 5.0  # percent of trade or debt up to which this page calls a share small
HIGH = 80.0  # percent of gas from which this page speaks of a monopoly
LARGE = 30.0  # percent of answers from which this page calls support high


@dataclass(frozen=True)
class Found:
    """What a measure says of an expectation: a short text for a cell, a class, and the whole finding."""

    text: str
    fit: str
    told: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Expectation:
    """What a text leads one to expect in a channel."""

    seed: str
    claims: str
    channel: str
    expects: str
    find: str


READINGS = {
    "000": "Main irritant, back since 2006",
    "001": "“Spoiler” with a large following",
    "002": "NATO has the upper hand",
    "003": "Hybrid operations",
    "004": "Thin means",
}
EXPECTATIONS = (
    Expectation("000", "S0-RUS-25", "Membership", "enlargement slower from 2006 on", "slower"),
    Expectation("000", "S0-RUS-23", "Trade", "small except in Serbia", "small_but_largest"),
    Expectation("000", "S0-RUS-24", "Gas", "influence rebuilt through energy", "gas_high"),
    Expectation(
        "000", "S0-REG-02", "EU line", "members and candidates take the line, Serbia does not", "line"
    ),
    Expectation("001", "S1-RUS-06", "Gas", "an energy monopoly in the region", "monopoly"),
    Expectation("001", "S1-SRB-04", "Arms", "military ties with Serbia thrive", "arms_thrive"),
    Expectation("001", "S1-SRB-06", "Exercises", "fewer exercises with Russia than with NATO", "exercises"),
    Expectation("001", "S1-RUS-05", "Opinion", "popular support still high", "support"),
    Expectation("002", "S2-NAT-01", "Membership", "NATO ahead in members", "members"),
    Expectation("002", "S2-NAT-01", "Arms", "NATO members deliver more than Russia", "arms_west"),
    Expectation("002", "S2-NAT-01", "Exercises", "more exercises with NATO", "exercises"),
    Expectation("003", "S3-RUS-01", "Presence", "operations that governments answer", "expulsions"),
    Expectation(
        "003", "S3-SRB-09", "Arms", "Serbia buys from Russia and increasingly from China", "arms_china"
    ),
    Expectation("003", "S3-SRB-10", "Exercises", "Serbia exercises with Moscow too", "with_moscow"),
    Expectation("004", "S4-RUS-02", "Trade", "no firm cooperation or investment", "small_money"),
    Expectation("004", "S4-RUS-06", "Gas", "diversification loosens the hold", "falling_gas"),
    Expectation("004", "S4-RUS-06", "EU line", "sanctions loosen the hold", "joined"),
    Expectation("004", "S4-RUS-02", "Opinion", "appeal limited to some groups", "limited"),
)
COLUMNS = ("Membership", "EU line", "Trade", "Gas", "Arms", "Exercises", "Presence", "Opinion")


class Readings(Channels):
    """The section on the readings."""

    def held(self) -> pd.DataFrame:
        """Expectations of the texts that the edition knows, each with what was found."""
        claims = self.table("claims").set_index("claim_id")
        rows = []
        for wanted in EXPECTATIONS:
            if wanted.claims not in claims.index:
                continue
            find: Callable[[], Found | None] = getattr(self, f"_{wanted.find}")
            found = find()
            if found is None:
                found = Found("", OPEN, "no data in this edition", ())
            rows.append(
                {
                    "seed": wanted.seed,
                    "source": claims.loc[wanted.claims, "seed_source"],
                    "claim": wanted.claims,
                    "reading": READINGS[wanted.seed],
                    "channel": wanted.channel,
                    "expects": wanted.expects,
                    "text": found.text,
                    "fit": found.fit,
                    "told": found.told,
                    "sources": found.sources,
                }
            )
        return pd.DataFrame(rows)

    def readings(self) -> Any:
        """The readings by channel, with what the data say."""
        name = "readings"
        held = self.held()
        if held.empty:
            return figure.empty(
                name=name, title="Five readings", reason="No source text was published by then."
            )
        labels = self.table("sources").set_index("key")["label"]
        cells = held.assign(
            row=held["reading"].map(_lines) + "; (" + held["source"].map(labels) + ")",
            column=held["channel"],
            status=held["fit"],
            detail=held["expects"].str.capitalize() + ": " + held["told"],
        )
        fits = held["fit"].value_counts()
        texts = held["seed"].nunique()
        return chart.grid(
            cells,
            chart.FITS,
            heading=Heading(
                name=name,
                title=(
                    f"Of {len(held)} expectations in {words.counted(texts, 'reading', 'readings')}, "
                    f"{fits.get(FITS, 0)} fit the data, "
                    f"{fits.get(PARTLY, 0)} in part, {fits.get(NOT, 0)} not"
                ),
                subtitle=(
                    "What each text leads one to expect by channel, beside the measures of this page, "
                    f"{words.day(self.edition.day)}"
                ),
                alt_text="Grid of readings by channel. "
                + " ".join(
                    f"{reading}: {words.listing([f'{row.channel} {row.fit}' for row in rows.itertuples()])}."
                    for reading, rows in held.groupby("reading", sort=False)
                ),
            ),
            sources=sorted(
                {source for sources in held["sources"] for source in sources} | set(held["source"])
            ),
            headings=("Reading", "Channel", "Data"),
            order=[column for column in COLUMNS if column in set(cells["column"])],
            note=(
                "Empty: the text says nothing on the channel that this page can measure. The rules stand in the table below; "
                "another rule can move a cell."
            ),
            row_height=52,
            label_lines=2.7,
            label_limit=150,
        )

    def readings_table(self) -> Table:
        """Each expectation with the finding and its class."""
        held = self.held()
        columns = ["reading", "channel", "expects", "told", "fit", "claim"]
        rows = held if len(held) else pd.DataFrame(columns=columns)
        return table(
            rows,
            [
                Column("claim", "Claim"),
                Column("reading", "Reading"),
                Column("channel", "Channel"),
                Column("expects", "What it leads one to expect"),
                Column("told", "What the measure says"),
                Column("fit", "Data"),
            ],
            name="readings-table",
            title="The readings, expectation by expectation",
            subtitle=f"Measures of this page on {words.day(self.edition.day)}",
            sources=sorted({source for sources in held["sources"] for source in sources})
            if len(held)
            else [],
            note=(
                f"Rules: a share of trade or debt is small up to {SMALL:.0f} percent, gas a monopoly from {HIGH:.0f}, support "
                f"high from {LARGE:.0f}; a test is open while its 95 percent interval holds one."
            ),
        )

    def _slower(self) -> Found | None:
        if not self.long_enough():
            return None
        start = pd.Timestamp("1994-01-01")
        result = turning.rates(self.events_of("NATO", rounds=True), start, TURN, self.edition.day)
        fit = FITS if result["high"] < 1 else NOT if result["low"] > 1 else OPEN
        told = (
            f"rounds of NATO steps at {result['ratio']:.2f} times the earlier pace ({result['low']:.2f} to {result['high']:.2f}; "
            f"{result['before']} and {result['after']} rounds)"
        )
        taken = self.taken()
        return Found(
            f"×{result['ratio']:.1f}", fit, told, tuple(taken[taken["track"] == "NATO"]["source"].unique())
        )

    def _small_but_largest(self) -> Found | None:
        last = _newest(self.trade())
        if last.empty:
            return None
        top = last.iloc[0]
        others = last.iloc[1:]
        fit = FITS if top["iso3"] == "SRB" and (others["value"] <= SMALL).all() else NOT
        told = f"{top['country']} {top['value']:.1f} percent, the others at most {others['value'].max():.1f} ({int(top['year'])})"
        return Found(f"{top['value']:.1f} %", fit, told, tuple(last["source"].unique()))

    def _small_money(self) -> Found | None:
        trade, debt = _newest(self.trade()), _newest(self.debts())
        if trade.empty:
            return None
        most = max(float(trade["value"].max()), float(debt["value"].max()) if len(debt) else 0.0)
        owner = self.table("energy_events")
        owner = owner[owner["asset"].str.lower().eq("nis")]
        fit = NOT if most > SMALL else PARTLY if len(owner) else FITS
        told = f"trade at most {trade['value'].max():.1f} percent"
        if len(debt):
            told += f", debt at most {debt['value'].max():.1f}"
        told += "; but a Russian majority in the oil company NIS" if len(owner) else ""
        return Found(
            f"{most:.1f} %",
            fit,
            told,
            tuple(sorted({*trade["source"], *debt["source"], *owner["source"].head(1)})),
        )

    def _gas_high(self) -> Found | None:
        shares = self.shares()
        serbia = shares[shares["iso3"] == "SRB"]
        if serbia.empty:
            return None
        row = serbia.iloc[0]
        return Found(
            f"{row['value']:.0f} %",
            FITS if row["value"] >= HIGH else PARTLY,
            f"{row['value']:.0f} percent of gas in Serbia ({row['year']}), and the oil company in Russian hands",
            (row["source"],),
        )

    def _monopoly(self) -> Found | None:
        shares, energy = self.shares(), self.russian_gas_in_energy()
        if shares.empty:
            return None
        high = shares[shares["value"] >= HIGH]
        fit = FITS if len(high) == len(self.countries) else PARTLY if len(high) else NOT
        most = f", at most {energy['value'].max():.0f} percent of all energy" if len(energy) else ""
        told = f"{HIGH:.0f} percent of gas or more in {len(high)} of {len(self.countries)} countries{most}"
        return Found(
            f"{len(high)} of {len(self.countries)}",
            fit,
            told,
            tuple(sorted({*shares["source"], *energy["source"]})),
        )

    def _falling_gas(self) -> Found | None:
        shares = self.shares()
        if shares.empty:
            return None
        low = shares[shares["value"] < HIGH]
        fit = FITS if len(low) == len(shares) else PARTLY if len(low) else NOT
        said = words.listing([f"{row.country} {row.value:.0f} ({row.year})" for row in shares.itertuples()])
        return Found(
            f"{len(low)} of {len(shares)}",
            fit,
            f"newest shares: {said}",
            tuple(sorted(set(shares["source"]))),
        )

    def _arms_thrive(self) -> Found | None:
        found = self.shares_of_suppliers()
        if found.empty:
            return None
        year = int(found["year"].max())
        share = float(found[(found["year"] == year) & (found["supplier_iso3"] == "RUS")]["value"].iloc[0])
        transfers = self.table("arms_transfers")
        last = transfers[
            (transfers["iso3"] == "SRB")
            & (transfers["supplier_iso3"] == "RUS")
            & transfers["in_register"].fillna(False).astype(bool)
        ]["delivery_year"].max()
        fit = FITS if share >= 50 else NOT if year - int(last) >= 2 else PARTLY
        told = f"{share:.0f} percent of deliveries in five years to {year}, the last delivery in {int(last)}"
        return Found(f"{share:.0f} %", fit, told, tuple(found["source"].unique()))

    def _arms_west(self) -> Found | None:
        found = self.deliveries()
        if found.empty:
            return None
        last = found[found["period_start"] == found["period_start"].max()]
        members = self._allies()
        west = float(last[last["supplier_iso3"].isin(members)]["share"].sum())
        russia = float(last[last["supplier_iso3"] == "RUS"]["share"].sum())
        period = last["period"].iloc[0]
        china = float(last[last["supplier_iso3"] == "CHN"]["share"].sum())
        told = f"{west:.0f} percent from members of NATO, {russia:.0f} from Russia, {china:.0f} from China in {period}"
        return Found(
            f"{west:.0f} : {russia:.0f}", FITS if west > russia else NOT, told, tuple(last["source"].unique())
        )

    def _arms_china(self) -> Found | None:
        found = self.shares_of_suppliers()
        if found.empty:
            return None
        year = int(found["year"].max())
        last = found[found["year"] == year].set_index("supplier_iso3")["value"]
        fit = FITS if last["CHN"] > last["RUS"] > 0 else PARTLY if last["CHN"] > 0 else NOT
        told = f"China {last['CHN']:.0f} and Russia {last['RUS']:.0f} percent of deliveries in five years to {year}"
        return Found(f"{last['CHN']:.0f} : {last['RUS']:.0f}", fit, told, tuple(found["source"].unique()))

    def _exercises(self) -> Found | None:
        counts = self.exercise_counts()
        year, russia, west = self.newest_pair(counts)
        if not year:
            return None
        told = f"{russia:.0f} with Russia and {west:.0f} with NATO, its members and partners in {year}"
        return Found(
            f"{russia:.0f} : {west:.0f}",
            FITS if russia < west else NOT,
            told,
            tuple(counts["source"].unique()),
        )

    def _with_moscow(self) -> Found | None:
        counts = self.exercise_counts()
        moscow = counts[counts["side"] == "Russia"]
        if moscow.empty:
            return None
        last = int(moscow["last"].max())
        fit = FITS if self.edition.day.year - last <= 1 else NOT
        return Found(
            f"to {last}",
            fit,
            f"the last exercise with Russia in the record was in {last}",
            tuple(moscow["source"].unique()),
        )

    def _support(self) -> Found | None:
        rows = self.allies()
        if rows.empty:
            return None
        high = rows[rows["value"] >= LARGE]
        fit = FITS if len(high) == len(rows) else PARTLY if len(high) else NOT
        said = words.listing(
            [f"{row.country} {row.value:.0f} ({row.date.year})" for row in rows.itertuples()]
        )
        return Found(
            f"{len(high)} of {len(rows)}",
            fit,
            f"Russia named as main ally or friend: {said}",
            tuple(sorted(set(rows["source"]))),
        )

    def _limited(self) -> Found | None:
        rows = self.allies()
        if rows.empty:
            return None
        high = rows[rows["value"] >= LARGE]
        fit = FITS if high.empty else NOT if len(high) == len(rows) else PARTLY
        top = rows.sort_values("value").iloc[-1]
        told = f"{top['value']:.0f} percent in {top['country']} name Russia first, "
        told += f"{LARGE:.0f} or more in {len(high)} of {len(rows)} countries"
        return Found(f"{top['value']:.0f} %", fit, told, tuple(sorted(set(rows["source"]))))

    def _line(self) -> Found | None:
        rows = self.measures()
        if rows.empty:
            return None
        joined = set(rows[rows["joined"] == "yes"]["iso3"])
        known = set(rows["iso3"])
        fit = FITS if known - joined == {"SRB"} else PARTLY if "SRB" not in joined else NOT
        missed = rows[(rows["joined"] == "no") & (rows["iso3"] != "SRB")]
        if len(missed) and fit == FITS:
            fit = PARTLY
        told = f"{len(joined)} of {len(known)} joined at least one measure, Serbia none"
        if len(missed):
            names = words.listing(
                [f"{countries.name(row.iso3)} ({row.date.year})" for row in missed.itertuples()]
            )
            told += f"; not joined: {names}"
        return Found(f"{len(joined)} of {len(known)}", fit, told, tuple(sorted(set(rows["source"]))))

    def _joined(self) -> Found | None:
        rows = self.measures()
        if rows.empty:
            return None
        since = rows[rows["date"] >= pd.Timestamp("2022-02-24")]
        if since.empty:
            return None
        joined = set(since[since["joined"] == "yes"]["iso3"])
        fit = FITS if len(joined) == len(self.countries) else PARTLY if joined else NOT
        told = f"{len(joined)} of {len(self.countries)} joined measures since February 2022"
        return Found(
            f"{len(joined)} of {len(self.countries)}", fit, told, tuple(sorted(set(since["source"])))
        )

    def _members(self) -> Found | None:
        members = [code for code in self.countries if code in self._allies()]
        half = len(self.countries) / 2
        fit = FITS if len(members) >= half else PARTLY if members else NOT
        told = f"{len(members)} of {len(self.countries)} are members of NATO, none of an alliance with Russia"
        steps = self.steps(*self.countries)
        return Found(
            f"{len(members)} of {len(self.countries)}",
            fit,
            told,
            tuple(steps[steps["code"] == "member"]["source"].unique()),
        )

    def _expulsions(self) -> Found | None:
        rows = self.expelled()
        if rows.empty:
            return None
        total, places = rows["value"].sum(), rows["country"].nunique()
        told = (
            f"{total:.0f} diplomats expelled by {words.count(places)} countries; an expulsion shows what a government says, not "
            "what was done"
        )
        return Found(f"{total:.0f}", PARTLY, told, tuple(sorted(set(rows["source"]))))

    def _allies(self) -> set[str]:
        """Members of NATO on the day of the edition that the record names, and its founders among suppliers."""
        steps = self.steps()
        known = set(steps[steps["code"] == "member"]["iso3"])
        return known | {
            "USA",
            "GBR",
            "FRA",
            "DEU",
            "ITA",
            "ESP",
            "CAN",
            "DNK",
            "NLD",
            "BEL",
            "NOR",
            "PRT",
            "CZE",
            "POL",
        }


def _newest(values: pd.DataFrame) -> pd.DataFrame:
    """The newest value of each country, the highest first."""
    if values.empty:
        return values
    return values.sort_values("year").groupby("iso3").tail(1).sort_values("value", ascending=False)


def _lines(reading: str) -> str:
    """The reading with marks where a narrow label breaks.

    >>> _lines("Main irritant, back since 2006")
    'Main irritant,; back since 2006'
    """
    return reading.replace(", ", ",; ").replace(" with ", "; with ").replace(" the ", "; the ")
