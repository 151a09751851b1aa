"""The facts that the prose of a country chapter may place."""

from dataclasses import replace

from wb6.data import countries, words
from wb6.data.facts import EVERY, Fact, unknown
from wb6.indicators.catalogue import indicator, indicators
from wb6.measures import arms, series
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares, declares_each
from wb6.sections.written import Basis

BEFORE, MEDIAN = "_before", "_median"
# Polls on membership: the answers that stand for each word.
ANSWERS = {"for": ("support", "for"), "against": ("against",)}
UNIONS = {"nato": "NATO", "eu": "the EU"}


@declares_each(lambda _: indicators())
def _newest(page: CountryPage, name: str) -> Fact:
    """The newest value of an indicator."""
    return indicator(name).newest(page.edition, page.iso3)


@declares_each(lambda _: [f"{code}{BEFORE}" for code in indicators()])
def _ten_years_before(page: CountryPage, name: str) -> Fact:
    """The value ten years before the newest one, or next to it."""
    measured = indicator(name.removesuffix(BEFORE))
    values = measured.series(page.edition)
    own = values[(values["iso3"] == page.iso3) & values["value"].notna()]
    earlier = own if own.empty else series.at(own, int(own["year"].max()) - 10)
    if earlier.empty:
        return unknown(name, measured.label, measured.unit)
    return measured.fact(earlier.iloc[0])


@declares_each(lambda _: [f"{code}{MEDIAN}" for code, each in indicators().items() if each.ranked])
def _median_of_the_six(page: CountryPage, name: str) -> Fact:
    """The median of the newest year in which at least three of the six have a value."""
    measured = indicator(name.removesuffix(MEDIAN))
    label, values = f"{measured.label}, median of the six", page.six(measured.series(page.edition))
    band = series.band(values)
    if band.empty:
        return unknown(name, label, measured.unit)
    last = band.iloc[-1]
    year, median = int(last["year"]), float(last["median"])
    sources = values.loc[values["year"] == year, "source"]
    basis = replace(
        Basis.of_year(measured.table, year, sources), date=f"{year}, {int(last['countries'])} countries"
    )
    return basis.fact(label, measured.write(median), round(median, 4), measured.unit)


@declares(
    "arms_transfers",
    labels=dict.fromkeys(
        ("arms_period", "arms_first", "arms_first_share", "arms_second", "arms_second_share"),
        "Arms deliveries",
    ),
)
def _suppliers(page: CountryPage) -> dict[str, Fact]:
    """The largest supplier of the newest full period of arms deliveries, and its share."""
    table = "arms_transfers"
    deliveries = arms.by_supplier(page.table(table), page.iso3, 2000, page.edition.last_full_year)
    if deliveries.empty:
        return {}
    last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
    last = last.sort_values("tiv", ascending=False)
    row = last.iloc[0]
    key = {"iso3": page.iso3, EVERY: True}
    basis = replace(
        Basis.of_year(table, row["period_end"], [row["source"]]), date=str(row["period"]), key=key
    )
    facts = {"arms_period": basis.word("Period of arms deliveries", basis.date)}
    for place, supply in zip(("first", "second"), last.to_dict("records"), strict=False):
        supplier = countries.name(supply["supplier_iso3"])
        facts[f"arms_{place}"] = basis.word("Supplier of arms", supplier)
        facts[f"arms_{place}_share"] = basis.fact(
            f"Share of {supplier} in arms deliveries",
            words.percent(supply["share"]),
            float(supply["share"]),
            "percent of SIPRI trend-indicator values",
        )
    return facts


@declares(
    "polls",
    labels={
        f"poll_{union}_{word}{end}": label or f"Newest poll, {word} joining {UNIONS[union]}"
        for union in UNIONS
        for word in ANSWERS
        for end, label in (("", ""), ("_pollster", "Pollster"))
    },
)
def _polls(page: CountryPage) -> dict[str, Fact]:
    """The newest answers on membership, with the name of the pollster."""
    facts: dict[str, Fact] = {}
    polls = page.table("polls")
    polls = polls[(polls["iso3"] == page.iso3) & (polls["basis"] != "doubtful")]
    for union, called in UNIONS.items():
        asked = polls[polls["topic_code"].isin([f"{union}_support", f"{union}_vote"])]
        for word, answers in ANSWERS.items():
            rows = asked[asked["answer"].isin(answers)].sort_values(["date", "pollster"])
            if rows.empty:
                continue
            name, row = f"poll_{union}_{word}", rows.iloc[-1]
            basis = Basis.of_row("polls", row, {"id": row["id"]})
            facts[name] = basis.fact(
                f"Newest poll, {word} joining {called}",
                words.percent(row["percent"]),
                float(row["percent"]),
                "percent of answers",
            )
            facts[f"{name}_pollster"] = basis.word("Pollster", row["pollster"])
    return facts
