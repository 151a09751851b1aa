"""Claims on debt, trade, loans and investment."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, trade
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import china, debt

DEBT, AGREEMENTS = "debt_by_creditor", "agreements"


PROJECTS, CONTACTS, PRESENCE = "china_projects", "china_contacts", "russia_presence"


# The Balkan states with reconciled figures of trade; Kosovo has none.
BALKANS = ("ALB", "BGR", "BIH", "GRC", "HRV", "MKD", "MNE", "ROU", "SRB", "SVN")


OF_ALL_VISITORS = ("foreign arrivals", "foreign overnight stays", "overnight stays")


# Shares of Chinese loans in Montenegro's debt on three bases: the narrower the base, the larger the share.
BASES = {
    "public external debt": (
        DEBT,
        {"indicator": "share_ppg_external_debt", "creditor_iso3": "CHN"},
    ),
    "public external debt by national figures": (
        "external_debt",
        {"indicator": "china_share_external_public_debt"},
    ),
    "all public debt by national figures": ("external_debt", {"indicator": "china_share_public_debt"}),
}


@measure
def share_owed_to_china(edition: Edition, base: str) -> Result:
    """The newest share of China in Montenegro's debt on one base."""
    table, fields = BASES[base]
    return lookups.newest(edition, table, {"iso3": "MNE", **fields}, "percent")


@measure
def debt_to_output(edition: Edition, year: int) -> Result:
    """Montenegro's public debt as a share of GDP, the newest figure up to the end of a year, with the highest."""
    fields = {"iso3": "MNE", "indicator": "public_debt_gdp"}
    rows = lookups.rows(edition, "external_debt", fields)
    rows = needed(rows[rows["day"] <= f"{year}-12-31"])
    newest, top = rows.iloc[[-1]], rows.sort_values("value", kind="stable").iloc[[-1]]
    told = [f"{words.percent(row['value'].iloc[0])} ({row['day'].iloc[0].year})" for row in (newest, top)]
    text = f"{told[0]}; the highest figure on file is {told[1]}"
    return result(newest["value"].iloc[0], text, ("external_debt", newest), ("external_debt", top))


@once
def _owed(edition: Edition, creditor: str, indicator: str) -> pd.DataFrame:
    return debt.of_creditor(edition.table(DEBT), creditor, indicator, countries.WB6)


@measure
def largest_share_of_russia(edition: Edition, except_for: str) -> Result:
    """The largest share that Russia has in the trade of a Balkan state other than one."""
    codes = [iso3 for iso3 in BALKANS if iso3 != except_for]
    shares = needed(trade.newest_shares(edition, codes, ["RUS"]))
    top = shares["RUS"].sort_values().tail(2)
    told = [f"{words.percent(value)} in {countries.name(iso3)}" for iso3, value in top[::-1].items()]
    year = shares.attrs["years"][-1]
    text = f"{words.listing(told)} ({year}), of {words.count(len(shares))} states"
    return result(top.iloc[-1], text, (trade.TABLE, trade.flows(edition, top.index, ["RUS"], [year])))


@measure
def share_in_serbia(edition: Edition, years: int) -> Result:
    """Russia's share of Serbia's trade in the mean of the last years, with Serbia's place in the newest."""
    shares = trade.newest_shares(edition, BALKANS, ["RUS"])
    if "SRB" not in shares.index:
        return nothing()
    place = int(shares["RUS"].rank(ascending=False, method="min")["SRB"])
    last = shares.attrs["years"][-1]
    own = trade.shares_of(edition, "SRB", "RUS").set_index("year")["value"]
    own = own[(own.index > last - years) & (own.index <= last)]
    text = f"{words.percent(own.mean())} ({words.years(own.index.min(), last)}), {words.ordinal(place)} of {len(shares)}"
    return result(own.mean(), text, (trade.TABLE, trade.flows(edition, ["SRB"], ["RUS"], own.index)))


@measure
def times_russia(edition: Edition, years: int = 1) -> Result:
    """How many times Russia's share of trade that of the EU is, where it is least, by the mean of newest years."""
    shares = needed(trade.newest_shares(edition, BALKANS, ["RUS", "EU27"], years))
    ratio = (shares["EU27"] / shares["RUS"]).sort_values()
    iso3, span = ratio.index[0], shares.attrs["years"]
    own, years_told = shares.loc[iso3], words.years(span[0], span[-1])
    text = (
        f"{words.number(ratio.iloc[0], 0)} times in {countries.name(iso3)}, where it is least "
        f"({words.percent(own['EU27'])} to {words.percent(own['RUS'])}, {years_told})"
    )
    rows = trade.flows(edition, [iso3], ["RUS", "EU27"], span)
    return result(ratio.iloc[0], text, (trade.TABLE, rows))


@measure
def imports_since_agreement(edition: Edition) -> Result:
    """How Russia's share of Serbia's imports changed since the year of the agreement with the union."""
    fields = {"iso3": "SRB", "partner_iso3": "RUS", "flow": "import", "basis": "factbook_list"}
    return lookups.change(edition, lookups.Values(trade.TABLE, fields, "percent", "share_pct"), 2019)


@measure
def parties_to_union(edition: Edition) -> Result:
    """How many of the six have an agreement on free trade with the Eurasian Economic Union."""
    rows = needed(lookups.rows(edition, AGREEMENTS, {"organisation": "EAEU"}), "no agreement on record")
    parties = sorted(set(";".join(rows["parties"]).split(";")) & set(countries.WB6))
    names = words.listing([countries.name(iso3) for iso3 in parties])
    return result(len(parties), f"{words.count(len(parties))} of six ({names})", (AGREEMENTS, rows))


@measure
def russian_visitors(
    edition: Edition, iso3: str, which: str = lookups.NEWEST, until: str | None = None
) -> Result:
    """Russia's share of visitors or of their nights, by the newest figure or the one that `which` names."""
    fields = {"iso3": iso3, "type": "tourism", "visitor_iso3": "RUS", "share_of": OF_ALL_VISITORS}
    rows = lookups.rows(edition, PRESENCE, fields)
    rows = needed(lookups.which_of(rows[rows["day"] <= (until or edition.as_of)], which))
    row, share = rows.iloc[-1], rows["value"].mean()
    day = words.day(row["day"], row["date_precision"])
    if len(rows) > 1:
        return result(
            share,
            f"{words.percent(share)} in the mean of {words.count(len(rows))} (to {day})",
            (PRESENCE, rows),
        )
    return result(share, f"{words.percent(share)} of {row['share_of']} ({day})", (PRESENCE, rows))


@measure
def largest_owed_to_china(edition: Edition, indicator: str) -> Result:
    """The largest share that China has held in the debt or output of one of the six, in any year."""
    shares = needed(_owed(edition, "CHN", indicator))
    row = shares.sort_values("value").iloc[-1]
    newest = shares[shares["iso3"] == row["iso3"]].iloc[-1]
    own = lookups.rows(
        edition,
        DEBT,
        {
            "iso3": row["iso3"],
            "creditor_iso3": "CHN",
            "indicator": indicator,
            "year": [row["year"], newest["year"]],
        },
    )
    text = f"{words.percent(row['value'])} in {countries.name(row['iso3'])} ({row['year']})"
    if newest["year"] > row["year"]:
        text += f", {words.number(newest['value'])} in {newest['year']}"
    return result(row["value"], text, (DEBT, own))


# The fields that the text names, each with its sectors in the register or kinds of contact.
FIELDS = {
    "energy": ("energy",),
    "infrastructure": ("transport", "communications", "water"),
    "culture": ("culture",),
    "research": ("research",),
    "education": ("education",),
    "media": ("media",),
}


FIVE_YEARS = (2018, 2023)


# Ways of counting, each with its register; they repeat each other, so that each is counted by itself.
MEASURES = {
    "projects in the register": "gcdf",
    "projects in the press": "press",
    "money lent or given": "gcdf",
}


@once
def _network(edition: Edition, until: int) -> pd.DataFrame:
    """Chinese projects of the register and contacts by field and year, with the keys of both tables."""
    projects = lookups.rows(edition, PROJECTS, {"register": ["gcdf", "press"]}).assign(table=PROJECTS)
    contacts = lookups.rows(edition, CONTACTS, {}).assign(table=CONTACTS, sector=lambda rows: rows["kind"])
    both = pd.concat([projects, contacts], ignore_index=True)
    of = {code: field for field, codes in FIELDS.items() for code in codes}
    both = both.assign(field=both["sector"].map(of), year=both["day"].dt.year).dropna(subset=["field"])
    return both[(both["year"] <= until) & both["iso3"].isin(countries.WB6)]


def _rows(network: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(table, rows) for table, rows in network.groupby("table")]


@measure
def fields_covered(edition: Edition) -> Result:
    """In how many of the fields that the text names a project or contact of the five years is on record."""
    first, last = FIVE_YEARS
    network = _network(edition, last)
    new = network[network["year"] >= first]
    needed(network)
    there = [field for field in FIELDS if field in set(new["field"])]
    text = f"{words.count(len(there))} of {words.count(len(FIELDS))}"
    text += f" ({words.listing(there)})" if there else ""
    newest = new.sort_values("day").drop_duplicates("field", keep="last")
    return result(len(there), text, *_rows(newest))


@measure
def share_in_fields(edition: Edition, fields: Sequence[str], measure: str, span: tuple[int, int]) -> Result:
    """Share of some fields in the new Chinese projects among the six of a span of years, or in their money, in percent.

    What was only announced or is no deal does not count.
    """
    rows = _deals(edition, measure)
    rows = needed(rows[rows["day"].dt.year.between(*span)], "no project of those years on file")
    by_money = measure == "money lent or given"
    weight = rows["amount_usd2021_million"].fillna(0) if by_money else pd.Series(1.0, index=rows.index)
    if not weight.sum():
        return nothing("no amount of those years on file")
    sectors = [sector for field in fields for sector in FIELDS[field]]
    share = float(weight[rows["sector"].isin(sectors)].sum() / weight.sum() * 100)
    years = rows["day"].dt.year
    text = f"{words.percent(share, 0)} of {measure} ({words.years(int(years.min()), int(years.max()))})"
    return result(share, text, (PROJECTS, rows))


def _deals(edition: Edition, measure: str) -> pd.DataFrame:
    """Chinese projects among the six by a way of counting, without what was only announced or is no deal."""
    fields = {"iso3": list(countries.WB6), "register": MEASURES[measure]}
    rows = lookups.rows(edition, PROJECTS, fields)
    return rows[~rows["status"].isin(NO_DEALS) & ~rows["kind"].isin(NO_DEALS)]


@measure
def below_the_centre_before(edition: Edition, year: int) -> Result:
    """How many contacts below the central government are on record from before a year."""
    rows = lookups.rows(edition, CONTACTS, {"level": ["local", "university", "media"]})
    early = rows[rows["day"].dt.year < year]
    needed(rows)
    text = words.count(len(early))
    text += f", the first of {early['day'].iloc[0].year}" if len(early) else ""
    return result(len(early), text, (CONTACTS, early))


@once
def _owed_by_year(edition: Edition, creditor: str, indicator: str) -> pd.DataFrame:
    """What each of the six owes one creditor: a row a year, a column a country."""
    return _owed(edition, creditor, indicator).pivot(index="year", columns="iso3", values="value")


@measure
def most_lent(edition: Edition, power: str, since: int, until: int) -> Result:
    """By how much the bilateral debt of one of the six to a power rose at most, from a year to any later one, in USD million."""
    wide = _owed_by_year(edition, power, "ppg_bilateral")
    wide = wide[(wide.index >= since) & (wide.index <= until)].dropna(axis="columns", how="all")
    if since not in wide.index or len(wide) < 2:
        return nothing()
    rises = needed((wide - wide.loc[since]).max().dropna())
    iso3 = str(rises.idxmax())
    year = int((wide[iso3] - wide.loc[since, iso3]).idxmax())
    fields = {"iso3": iso3, "creditor_iso3": power, "indicator": "ppg_bilateral", "year": [since, year]}
    text = f"{words.quantity(rises[iso3], 'USD million')} more in {countries.name(iso3)} ({words.years(since, year)})"
    return result(rises[iso3], text, (DEBT, lookups.rows(edition, DEBT, fields)))


FORMAT = "china_format"


def _largest_of_lending_states(edition: Edition) -> Result:
    """The largest share that China has held in what one of the six owes to other states, in percent."""
    fields = {"iso3": list(countries.WB6), "indicator": "ppg_bilateral"}
    rows = lookups.rows(edition, DEBT, {**fields, "creditor_iso3": ["CHN", "ALL_CREDITORS"]})
    wide = rows.pivot_table(index=["iso3", "year"], columns="creditor_iso3", values="value").dropna()
    if wide.empty:
        return nothing()
    shares = wide["CHN"] / wide["ALL_CREDITORS"] * 100
    iso3, year = shares.idxmax()
    text = f"{words.percent(shares.max())} in {countries.name(iso3)} ({year})"
    return result(shares.max(), text, (DEBT, rows[(rows["iso3"] == iso3) & (rows["year"] == year)]))


@measure
def leans_on_china(edition: Edition, base: tuple[str, float]) -> Result:
    """Whether the largest share of China on a base, in any year in one of the six, reaches a mark in percent.

    `base` is the pair of both: an indicator of `debt_by_creditor`, or what is owed to other states, and the mark.
    """
    name, mark = base
    of_states = name == "owed to states"
    largest = _largest_of_lending_states(edition) if of_states else largest_owed_to_china(edition, name)
    if largest.value is None:
        return largest
    return Result(largest.value >= mark, largest.text, largest.rows, largest.sources)


# States and kinds of rows on China that are no deals.
NO_DEALS = ("memorandum", "announced", "tender", "loan_repayment", "project_count")


LOANS = (
    "loan",
    "loan_buyer_credit",
    "loan_concessional",
    "loan_preferential_buyer_credit",
    "supplier_credit",
)


# Ties with China, each with the rows that show it.
TIES: dict[str, tuple[str, dict[str, object]]] = {
    "loan": (PROJECTS, {"kind": LOANS}),
    "Confucius Institute": (CONTACTS, {"kind": "education"}),
    "contact of any kind": (CONTACTS, {}),
}


@measure
def china_grew(edition: Edition, measure: str, early: tuple[int, int], late: tuple[int, int]) -> Result:
    """Chinese projects or millions among the six in a year of a span, less those in a year of an earlier one.

    Years that a register does not cover are left out; what was only announced or is no deal does not count.
    """
    rows = _deals(edition, measure)
    end = int(min(late[1], rows["register_to"].max())) if rows["register_to"].notna().any() else late[1]
    spans = [(first, min(last, end)) for first, last in (early, late)]
    own = [rows[rows["day"].dt.year.between(*span)] for span in spans]
    if all(part.empty for part in own) or spans[1][0] > end:
        return nothing()
    by_money = measure == "money lent or given"
    sums = [part["amount_usd2021_million"].sum() if by_money else len(part) for part in own]
    a_year = [total / (last - first + 1) for total, (first, last) in zip(sums, spans, strict=True)]
    told = [
        f"{words.number(value, 1)} a year in {words.years(*span)}"
        for value, span in zip(a_year, spans, strict=True)
    ]
    text = f"{measure}: {told[1]}, {told[0]}"
    return result(a_year[1] - a_year[0], text, (PROJECTS, pd.concat(own)))


@measure
def first_with_china(edition: Edition, tie: str) -> Result:
    """The place of Serbia among the six by its first tie with China of a kind, those without one last."""
    table, fields = TIES[tie]
    rows = lookups.rows(edition, table, {"iso3": list(countries.WB6), **fields})
    first = rows.drop_duplicates("iso3")
    if first["iso3"].nunique() < 2 or "SRB" not in set(first["iso3"]):
        return nothing("no tie of two of the six on file")
    years = first.set_index("iso3")["day"]
    place = int(years.rank(method="min")["SRB"])
    text = f"{tie} of {years['SRB'].year}, {words.ordinal(place)} of {words.count(len(years))} that have one"
    if place > 1:
        text += f"; the first is {countries.name(years.index[0])} ({years.iloc[0].year})"
    return result(place, text, (table, first))


@measure
def format_used(edition: Edition, counted: str, early: tuple[int, int], late: tuple[int, int]) -> Result:
    """Summits of the format with Central and Eastern Europe, or states in it, in a year of a span less an earlier one."""
    events = lookups.rows(edition, FORMAT, {})
    by_year = china.members(events, late[1]).set_index("year")
    if by_year.empty or edition.day.year < late[1]:
        return nothing()
    means = [by_year.loc[first:last, counted].mean() for first, last in (early, late)]
    text = (
        f"{words.number(means[1], 1)} {counted} in {words.years(*late)}, "
        f"{words.number(means[0], 1)} in {words.years(*early)}"
    )
    own = events[(events["event"] == "summit") == (counted == "summits")]
    return result(means[1] - means[0], text, (FORMAT, own[own["day"].dt.year <= late[1]]))


@measure
def states_widening(
    edition: Edition, level: Sequence[str], spans: tuple[tuple[int, int], tuple[int, int]]
) -> Result:
    """How many of the six have more new Chinese contacts at some levels in a span of years than in an earlier one."""
    rows = lookups.rows(edition, CONTACTS, {"iso3": list(countries.WB6), "level": list(level)})
    early, late = (rows[rows["day"].dt.year.between(*span)] for span in spans)
    if early.empty and late.empty:
        return nothing()
    more = late["iso3"].value_counts().sub(early["iso3"].value_counts(), fill_value=0)
    names = sorted(countries.name(iso3) for iso3 in more[more > 0].index)
    text = f"{words.count(len(names))} of six" + (f" ({words.listing(names)})" if names else "")
    text += f", {words.years(*spans[1])} beside {words.years(*spans[0])}"
    return result(len(names), text, (CONTACTS, pd.concat([early, late])))
