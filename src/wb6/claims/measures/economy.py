"""Claims on debt, trade, loans and investment."""

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, trade, votes
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import debt

DEBT, VOTES, AGREEMENTS = "debt_by_creditor", "un_agreement", "agreements"
PROJECTS, CONTACTS, FDI, PRESENCE = "china_projects", "china_contacts", "fdi_origin", "russia_presence"
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
def _owed_by_year(edition: Edition, creditor: str, indicator: str) -> pd.DataFrame:
    """What each of the six owes one creditor: a row a year, a column a country."""
    return _owed(edition, creditor, indicator).pivot(index="year", columns="iso3", values="value")


@once
def _owed(edition: Edition, creditor: str, indicator: str) -> pd.DataFrame:
    return debt.of_creditor(edition.table(DEBT), creditor, indicator, countries.WB6)


@measure
def lending_risen(edition: Edition, power: str, since: int) -> Result:
    """Share of countries in whose external public debt a creditor's share rose since a year, in percent."""
    wide = _owed_by_year(edition, power, "share_ppg_external_debt")
    wide = wide[wide.index >= since]
    spans = {iso3: owed.dropna() for iso3, owed in wide.items()}
    spans = {iso3: owed for iso3, owed in spans.items() if len(owed) > 1 and owed.index[0] == since}
    changes = {iso3: owed.iloc[-1] - owed.iloc[0] for iso3, owed in spans.items()}
    newest = int(max((owed.index[-1] for owed in spans.values()), default=since))
    fields = {"iso3": list(changes), "creditor_iso3": power, "indicator": "share_ppg_external_debt"}
    own = lookups.rows(edition, DEBT, {**fields, "year": [since, newest]})
    return trade.summed_up(changes, words.years(since, newest), (DEBT, own))


@measure
def votes_risen(edition: Edition, power: str, since: int) -> Result:
    """Share of countries whose agreement with a power in the General Assembly rose since a year, in percent."""
    wide = votes.by_year(edition, power, countries.WB6, since)
    if since not in wide.index or len(wide) < 2:
        return nothing()
    newest = int(wide.index.max())
    changes = (wide.loc[newest] - wide.loc[since]).dropna().to_dict()
    own = lookups.rows(edition, VOTES, {"iso3": list(changes), "power_iso3": power, "year": [since, newest]})
    return trade.summed_up(changes, words.years(since, newest), (VOTES, own))


@measure
def largest_share_of_russia(edition: Edition, except_for: str) -> Result:
    """The largest share that Russia has in the trade of a Balkan state other than one."""
    codes = [iso3 for iso3 in BALKANS if iso3 != except_for]
    shares = needed(trade.newest_shares(edition, codes, ["RUS"]))
    top = shares["RUS"].sort_values().tail(2)
    told = [f"{words.percent(value)} in {countries.name(iso3)}" for iso3, value in top[::-1].items()]
    year = shares.attrs["year"]
    text = f"{words.listing(told)} ({year}), of {words.count(len(shares))} states"
    return result(top.iloc[-1], text, (trade.TABLE, trade.flows(edition, top.index, ["RUS"], [year])))


@measure
def share_in_serbia(edition: Edition, years: int) -> Result:
    """Russia's share of Serbia's trade in the mean of the last years, with Serbia's place in the newest."""
    shares = trade.newest_shares(edition, BALKANS, ["RUS"])
    if "SRB" not in shares.index:
        return nothing()
    place = int(shares["RUS"].rank(ascending=False, method="min")["SRB"])
    last = shares.attrs["year"]
    own = trade.shares_of(edition, "SRB", "RUS").set_index("year")["value"]
    own = own[(own.index > last - years) & (own.index <= last)]
    text = f"{words.percent(own.mean())} ({words.years(own.index.min(), last)}), {words.ordinal(place)} of {len(shares)}"
    return result(own.mean(), text, (trade.TABLE, trade.flows(edition, ["SRB"], ["RUS"], own.index)))


@measure
def times_russia(edition: Edition) -> Result:
    """How many times Russia's share of trade that of the EU is, where it is least."""
    shares = needed(trade.newest_shares(edition, BALKANS, ["RUS", "EU27"]))
    ratio = (shares["EU27"] / shares["RUS"]).sort_values()
    iso3, year = ratio.index[0], shares.attrs["year"]
    text = (
        f"{words.number(ratio.iloc[0], 0)} times in {countries.name(iso3)}, where it is least "
        f"({words.percent(shares.loc[iso3, 'EU27'])} to {words.percent(shares.loc[iso3, 'RUS'])}, {year})"
    )
    rows = trade.flows(edition, [iso3], ["RUS", "EU27"], [year])
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
def investment_change(edition: Edition, power: str) -> Result:
    """How a power's share of the inflow of foreign investment in Serbia changed from the first to the newest figure."""
    fields = {"iso3": "SRB", "origin_iso3": power, "flow": ["inflow", "inflow_net"]}
    rows = needed(lookups.rows(edition, FDI, fields, having="share_pct"), least=2)
    first, last = rows.iloc[0], rows.iloc[-1]
    told = [
        f"{words.percent(row['share_pct'])} ({words.day(row['day'], row['date_precision'])})"
        for row in (first, last)
    ]
    pair = rows.iloc[[0, -1]]
    return result(last["share_pct"] - first["share_pct"], f"from {told[0]} to {told[1]}", (FDI, pair))


@measure
def russian_banks(edition: Edition) -> Result:
    """Whether a Russian bank is at work in the region, by the newest event on record."""
    rows = needed(lookups.rows(edition, PRESENCE, {"type": "bank"}), "no bank on record")
    row = rows.iloc[-1]
    day = words.day(row["day"], row["date_precision"])
    return result(row["step"] not in {"sale_agreed", "sold"}, f"{row['fact']} ({day})", (PRESENCE, rows))


@measure
def russian_investment(edition: Edition, iso3: str) -> Result:
    """Russia's share of the inflow of foreign investment, by the newest figure with a share."""
    fields = {"iso3": iso3, "origin_iso3": "RUS", "flow": "inflow"}
    return lookups.newest(edition, FDI, fields, "percent", "share_pct")


@measure
def russian_visitors(edition: Edition, iso3: str) -> Result:
    """Russia's share of visitors or of their nights, by the newest figure."""
    fields = {"iso3": iso3, "type": "tourism", "visitor_iso3": "RUS", "share_of": OF_ALL_VISITORS}
    rows = needed(lookups.rows(edition, PRESENCE, fields).tail(1))
    row = rows.iloc[0]
    text = (
        f"{words.percent(row['value'])} of {row['share_of']} ({words.day(row['day'], row['date_precision'])})"
    )
    return result(row["value"], text, (PRESENCE, rows))


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
# Ways of counting; the registers of projects repeat each other, so that each is counted by itself.
MEASURES = {
    "projects in the register": (PROJECTS, ("gcdf",)),
    "projects in the press": (PROJECTS, ("press",)),
    "contacts": (CONTACTS, ()),
    "money lent or given": (PROJECTS, ("gcdf",)),
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
def begun_in_five_years(edition: Edition, measure: str) -> Result:
    """Share of the projects, of the contacts or of the money lent up to the last year that is of the five years."""
    first, last = FIVE_YEARS
    network = _network(edition, last)
    table, register = MEASURES[measure]
    network = network[
        (network["table"] == table) & (network["register"].isin(register) | (table == CONTACTS))
    ]
    if measure == "money lent or given":
        network = network[network["amount_usd2021_million"].notna()]
    needed(network)
    by_money = measure == "money lent or given"
    weight = network["amount_usd2021_million"] if by_money else pd.Series(1, index=network.index)
    share = weight[network["year"] >= first].sum() / weight.sum() * 100
    text = f"{words.percent(share, 0)} of {measure} on record from {network['year'].min()} to {network['year'].max()}"
    return result(share, text, *_rows(network.sort_values("day").tail(3)))


@measure
def below_the_centre(edition: Edition, level: tuple[str, ...]) -> Result:
    """Contacts at a level in the ten years to the one the text speaks of, less those of the ten before."""
    rows = lookups.rows(edition, CONTACTS, {"level": list(level)})
    last = FIVE_YEARS[1]
    later = rows[rows["day"].dt.year.between(last - 9, last)]
    before = rows[rows["day"].dt.year.between(last - 19, last - 10)]
    needed(rows)
    text = (
        f"{words.count(len(later))} in {words.years(last - 9, last)}, "
        f"{words.count(len(before))} in {words.years(last - 19, last - 10)}"
    )
    return result(len(later) - len(before), text, (CONTACTS, pd.concat([before, later])))


@measure
def below_the_centre_before(edition: Edition, year: int) -> Result:
    """How many contacts below the central government are on record from before a year."""
    rows = lookups.rows(edition, CONTACTS, {"level": ["local", "university", "media"]})
    early = rows[rows["day"].dt.year < year]
    needed(rows)
    text = words.count(len(early))
    text += f", the first of {early['day'].iloc[0].year}" if len(early) else ""
    return result(len(early), text, (CONTACTS, early))
