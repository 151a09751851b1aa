"""The facts that the prose of a country chapter may place."""

from wb6.chapters import status
from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.data.facts import EVERY, Fact, unknown
from wb6.indicators.catalogue import Indicator, indicators
from wb6.measures import arms, integration, series

TEN_YEARS_BEFORE = (
    "milex_share",
    "milex_usd",
    "un_personnel",
    "agree_rus",
    "agree_usa",
    "trade_rus",
    "debt_chn",
    "liberal_democracy",
    "corruption",
    "external_debt",
    "trade_eu",
)


class CountryFacts(CountryBase):
    """Facts by name: `milex_share`, `milex_share_before`, `nato_pfp_joined`, `poll_nato_for`, ..."""

    def facts(self) -> dict[str, Fact]:
        """Newest values, values ten years before, medians of the six, dates of all steps."""
        found: dict[str, Fact] = {}
        for code, measured in indicators().items():
            found[code] = measured.newest(self.edition, self.iso3)
            if code in TEN_YEARS_BEFORE:
                found[f"{code}_before"] = self._before(measured)
            if measured.ranked:
                found[f"{code}_median"] = self._median(measured)
        return {**found, **self._steps(), **self._suppliers(), **self._polls(), **self._recognition()}

    def _before(self, measured: Indicator) -> Fact:
        name, values = f"{measured.code}_before", measured.series(self.edition)
        own = values[(values["iso3"] == self.iso3) & values["value"].notna()]
        earlier = own if own.empty else series.at(own, int(own["year"].max()) - 10)
        if earlier.empty:
            return unknown(name, measured.label, measured.unit)
        return measured.fact(earlier.iloc[0], name)

    def _median(self, measured: Indicator) -> Fact:
        name, label = f"{measured.code}_median", f"{measured.label}, median of the six"
        values = self.six(measured.series(self.edition))
        band = series.band(values)
        if band.empty:
            return unknown(name, label, measured.unit)
        last = band.iloc[-1]
        year = int(last["year"])
        return Fact(
            name=name,
            label=label,
            text=measured.write(float(last["median"])),
            value=round(float(last["median"]), 4),
            unit=measured.unit,
            date=f"{year}, {int(last['countries'])} countries",
            day=f"{year}-12-31",
            table=measured.table,
            sources=tuple(sorted(set(values.loc[values["year"] == year, "source"]))),
        )

    def _steps(self) -> dict[str, Fact]:
        """Status words and the first date of every step: `nato_ipap`, `eu_candidate`, ..."""
        own = self.steps(self.iso3)
        facts = {f"{track}_status": status.status(own, self.iso3, track) for track in ("nato", "eu")}
        for code in self.table("milestone_codes").itertuples():
            name = f"{code.track}_{code.code}"
            step = own[own["code"] == code.code]
            facts[name] = unknown(name, code.name) if step.empty else status.step(step.iloc[0], name)
        return facts

    def _suppliers(self) -> dict[str, Fact]:
        """The largest supplier of the newest full period of arms deliveries, and its share."""
        names = ("arms_period", "arms_first", "arms_first_share", "arms_second", "arms_second_share")
        deliveries = arms.by_supplier(
            self.table("arms_transfers"), self.iso3, 2000, self.edition.last_full_year
        )
        if deliveries.empty:
            return {name: unknown(name, "Arms deliveries") for name in names}
        last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
        last = last.sort_values("tiv", ascending=False)
        period = str(last.iloc[0]["period"])
        common = {
            "date": period,
            "day": f"{int(last.iloc[0]['period_end'])}-12-31",
            "table": "arms_transfers",
            "key": {"iso3": self.iso3, EVERY: True},
            "sources": (last.iloc[0]["source"],),
        }
        facts = {
            "arms_period": Fact(
                name="arms_period", label="Period of arms deliveries", text=period, value=period, **common
            )
        }
        for place, row in zip(("first", "second"), last.to_dict("records"), strict=False):
            supplier = countries.name(row["supplier_iso3"])
            facts[f"arms_{place}"] = Fact(
                name=f"arms_{place}", label="Supplier of arms", text=supplier, value=supplier, **common
            )
            facts[f"arms_{place}_share"] = Fact(
                name=f"arms_{place}_share",
                label=f"Share of {supplier} in arms deliveries",
                text=words.percent(row["share"]),
                value=float(row["share"]),
                unit="percent of SIPRI trend-indicator values",
                **common,
            )
        return {name: facts.get(name, unknown(name, "Arms deliveries")) for name in names}

    def _recognition(self) -> dict[str, Fact]:
        """Members of NATO and the EU that recognise the country, and all members: `recognised_nato`, ..."""
        members = integration.recognition(self.own("kosovo_recognition"))
        facts: dict[str, Fact] = {}
        for union in ("NATO", "EU"):
            numbers = integration.recognition_counts(members, union)
            for name, label, number in (
                (f"recognised_{union.lower()}", f"{union} members that recognise it", numbers[0]),
                (f"members_{union.lower()}", f"Members of {union}", numbers[1]),
            ):
                if not numbers[1]:
                    facts[name] = unknown(name, label)
                    continue
                day = members["date"].max()
                facts[name] = Fact(
                    name=name,
                    label=label,
                    text=str(number),
                    value=number,
                    unit="states",
                    date=words.day(day),
                    day=day.strftime("%Y-%m-%d"),
                    table="kosovo_recognition",
                    sources=tuple(sorted(set(members["source"]))),
                )
        return facts

    def _polls(self) -> dict[str, Fact]:
        """The newest answers on membership, with the name of the pollster: `poll_nato_for`, ..."""
        facts: dict[str, Fact] = {}
        polls = self.table("polls")
        for union in ("nato", "eu"):
            for word, answers in (("for", ("support", "for")), ("against", ("against",))):
                name = f"poll_{union}_{word}"
                rows = polls[
                    (polls["iso3"] == self.iso3)
                    & polls["topic_code"].isin([f"{union}_support", f"{union}_vote"])
                    & polls["answer"].isin(answers)
                    & (polls["basis"] != "doubtful")
                ].sort_values(["date", "pollster"])
                label = f"Newest poll, {word} joining {'NATO' if union == 'nato' else 'the EU'}"
                if rows.empty:
                    facts[name] = unknown(name, label)
                    facts[f"{name}_pollster"] = unknown(f"{name}_pollster", "Pollster")
                    continue
                row = rows.iloc[-1]
                common = {
                    "date": f"{words.day(row['date'], row['date_precision'])}",
                    "day": row["date"].strftime("%Y-%m-%d"),
                    "table": "polls",
                    "key": {"id": row["id"]},
                    "sources": (row["source"],),
                }
                facts[name] = Fact(
                    name=name,
                    label=label,
                    text=words.percent(row["percent"]),
                    value=float(row["percent"]),
                    unit="percent of answers",
                    **common,
                )
                facts[f"{name}_pollster"] = Fact(
                    name=f"{name}_pollster",
                    label="Pollster",
                    text=row["pollster"],
                    value=row["pollster"],
                    **common,
                )
        return facts
