"""Claims on energy: who supplies gas and oil, by which way, and what changes."""

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import energy

SHARES, EVENTS, TRADE, AGREEMENTS = "energy_dependence", "energy_events", "trade_partners", "agreements"
# The three of the six that have a market for gas.
BUYERS = ("SRB", "BIH", "MKD")
WEIGHTS = ("gas_share_energy_supply", "gas_share_supply_reported", "energy_supply", "gas_consumption")
LINES_WITH_HUNGARY = ("Ukraine-Hungary-Serbia line", "Serbia-Hungary link", "Serbia-Hungary oil pipeline")
BCM = {"bcm": 1.0, "million m3": 0.001}


@measure
def russian_gas(edition: Edition, iso3: str, until: str | None = None) -> Result:
    """The newest published share of Russian gas, whatever its base."""
    fields = {"iso3": iso3, "indicator": list(energy.RUSSIAN_GAS)}
    return lookups.newest_of(edition, lookups.Values(SHARES, fields, "percent"), until)


@measure
def change_of_gas(edition: Edition, iso3: str, base: tuple[str, int]) -> Result:
    """How the share of Russian gas on a base (an indicator) changed from a year to the newest figure, in points."""
    indicator, since = base
    values = lookups.Values(SHARES, {"iso3": iso3, "indicator": indicator}, "percent")
    return lookups.change(edition, values, since)


@measure
def gas_markets(edition: Edition) -> Result:
    """How many of the six have a market for gas."""
    without = needed(
        lookups.rows(edition, SHARES, {"iso3": list(countries.WB6), "indicator": "gas_market", "value": 0})
    )
    names = words.listing([countries.name(iso3) for iso3 in without["iso3"]])
    count = len(countries.WB6) - without["iso3"].nunique()
    return result(count, f"{words.count(count)} of six; none in {names}", (SHARES, without))


@measure
def weight_of_gas(edition: Edition) -> Result:
    """The largest share that gas has in the energy supply of a country that buys it, in percent."""
    dependence = edition.table(SHARES)
    weights = {iso3: energy.weight_of_gas(dependence, iso3) for iso3 in BUYERS}
    newest = {iso3: rows.iloc[0] for iso3, rows in weights.items() if len(rows)}
    if not newest:
        return nothing()
    told = words.listing(
        [
            f"{words.percent(row['value'])} in {countries.name(iso3)} ({row['year']})"
            for iso3, row in newest.items()
        ]
    )
    rows = dependence[dependence["iso3"].isin(list(newest)) & dependence["indicator"].isin(WEIGHTS)]
    rows = rows.sort_values("date").drop_duplicates(["iso3", "indicator"], keep="last")
    return result(max(row["value"] for row in newest.values()), told, (SHARES, rows))


@measure
def most_from_russia(edition: Edition, until: str) -> Result:
    """Share of the countries that buy gas which take most of it from Russia, from 0 to 1."""
    return lookups.all_of(
        (russian_gas(edition, iso3, until) for iso3 in BUYERS),
        lambda share: share > 50,
        "countries with a figure",
    )


@measure
def owned_of_nis(edition: Edition, until: str | None = None) -> Result:
    """Share of the oil company of Serbia that Russian owners hold, by the newest list of owners."""
    rows = lookups.rows(edition, EVENTS, {"asset": "NIS", "owner_iso3": "RUS"})
    rows = needed(rows[rows["day"] <= (until or edition.as_of)])
    newest = rows[rows["day"] == rows["day"].max()]
    total = float(newest["value"].sum())
    period = words.day(newest["day"].iloc[0], newest["date_precision"].iloc[0])
    return result(total, f"{words.percent(total)} ({period})", (EVENTS, newest))


@measure
def agreements_with_russia(edition: Edition, turn: int, until: int) -> Result:
    """Agreements of Russia with one of the six on record from a year on, less those before it."""
    rows = edition.table(AGREEMENTS)
    parties = rows["parties"].str.split(";")
    rows = rows[parties.map(lambda codes: "RUS" in codes and bool(set(codes) & set(countries.WB6)))]
    rows = rows[rows["date"].dt.year <= until]
    after = int((rows["date"].dt.year >= turn).sum())
    before = len(rows) - after
    text = f"{words.count(after)} from {turn} to {until}, {words.count(before)} before"
    return result(after - before, text, (AGREEMENTS, rows))


@measure
def carried_of_capacity(edition: Edition) -> Result:
    """Gas carried by the Trans Adriatic Pipeline in the newest year, in percent of its capacity."""
    carried = lookups.rows(edition, EVENTS, {"asset": "TAP", "date_precision": "year"}).tail(1)
    capacity = lookups.rows(edition, EVENTS, {"asset": "TAP capacity"}).tail(1)
    if carried.empty or capacity.empty:
        return nothing()
    share = carried["value"].iloc[0] / capacity["value"].iloc[0] * 100
    text = (
        f"{carried['event'].iloc[0]} {carried['day'].iloc[0].year}, "
        f"{words.number(carried['value'].iloc[0])} bcm for a capacity of about {words.number(capacity['value'].iloc[0])}"
    )
    return result(share, text, (EVENTS, carried), (EVENTS, capacity))


@measure
def oil_line(edition: Edition) -> Result:
    """Whether an oil pipeline leads round the Bosphorus over the Balkans."""
    rows = needed(lookups.rows(edition, EVENTS, {"asset": "Burgas-Alexandroupoli"}))
    opened = rows["step"] == "opened"
    newest = rows.iloc[-1]
    day = words.day(newest["day"], "month")
    return result(bool(opened.any()), f"{newest['event']} ({newest['asset']}, {day})", (EVENTS, rows))


@measure
def contract_with_gazprom(edition: Edition, until: str) -> Result:
    """Whether Serbia has a contract with Gazprom on a day."""
    rows = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "Gazprom contract"})
    rows = needed(rows[rows["day"] <= until].tail(1))
    row = rows.iloc[0]
    day = words.day(row["day"], row["date_precision"])
    return result(True, f"{words.number(row['value'])} {row['unit']}, {row['event']} ({day})", (EVENTS, rows))


@measure
def through_hungary(edition: Edition, until: str) -> Result:
    """Whether a line brings Russian gas or oil to Serbia through Hungary on a day."""
    rows = lookups.rows(edition, EVENTS, {"asset": LINES_WITH_HUNGARY})
    rows = needed(rows[rows["day"] <= until].drop_duplicates("asset", keep="last"))
    to_serbia = lookups.lists(rows["supplied"], "SRB")
    told = "; ".join(
        f"{row['asset']}: {row['event']} ({words.day(row['day'], row['date_precision'])})"
        for _, row in rows.iterrows()
    )
    return result(bool(to_serbia.any()), told, (EVENTS, rows))


@measure
def azerbaijani_share(edition: Edition) -> Result:
    """The yearly volume agreed with Azerbaijan, in percent of the newest consumption of Serbia."""
    deal = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "SOCAR contract"}).tail(1)
    used = lookups.rows(edition, SHARES, {"iso3": "SRB", "indicator": "gas_consumption"}).tail(1)
    if deal.empty or used.empty:
        return nothing()
    agreed, needed = (rows["value"].iloc[0] * BCM[rows["unit"].iloc[0]] for rows in (deal, used))
    text = (
        f"{words.number(agreed, 1)} bcm a year ({words.day(deal['day'].iloc[0])}) of {words.number(needed, 1)} bcm "
        f"used ({used['day'].iloc[0].year}), {words.percent(agreed / needed * 100)}"
    )
    return result(agreed / needed * 100, text, (EVENTS, deal), (SHARES, used))


@measure
def azerbaijani_delivered(edition: Edition) -> Result:
    """Whether gas from Azerbaijan reached Serbia."""
    rows = lookups.rows(edition, EVENTS, {"iso3": "SRB", "step": "delivering", "origin_iso3": "AZE"}).tail(1)
    if rows.empty:
        deal = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "SOCAR contract"})
        return result(False, f"none on record by {words.day(edition.day)}", (EVENTS, deal))
    day = words.day(rows["day"].iloc[0], rows["date_precision"].iloc[0])
    return result(True, f"by the {rows['asset'].iloc[0]} ({day})", (EVENTS, rows))


@measure
def crude_stopped(edition: Edition) -> Result:
    """Whether sanctions stopped the import of Russian crude."""
    rows = lookups.rows(edition, EVENTS, {"iso3": "SRB", "asset": "Crude oil"})
    if rows.empty:
        return result(False, "no stop on record", (EVENTS, rows))
    row = rows.iloc[-1]
    return result(row["step"] == "stopped", f"{row['event']} ({words.day(row['day'])})", (EVENTS, rows))


@measure
def pipelines_built(edition: Edition, until: str) -> Result:
    """Share of the pipelines for Russian gas through Serbia that were built, of those agreed, in percent."""
    rows = lookups.rows(edition, EVENTS, {"asset": ["South Stream", "Balkan Stream, Serbian section"]})
    rows = needed(rows[rows["day"] <= until].drop_duplicates("asset", keep="last"))
    told = "; ".join(f"{row['asset']} {row['event']} ({row['day'].year})" for _, row in rows.iterrows())
    return result((rows["step"] == "opened").mean() * 100, told, (EVENTS, rows))


# What Serbia buys from Russia: ways of measuring it, with the year from which each is read.
IMPORTS = {
    "share of imports": ({"basis": "factbook_list"}, "share_pct", "percent", 2019),
    "imports in dollars": ({"basis": "national", "unit": "USD million"}, "value", "USD million", 2021),
}


@measure
def imports_from_russia(edition: Edition, measure: str) -> Result:
    """How Serbia's imports from Russia changed to the newest figure."""
    fields, value, unit, since = IMPORTS[measure]
    fields = {"iso3": "SRB", "partner_iso3": "RUS", "flow": "import", **fields}
    return lookups.change(edition, lookups.Values(TRADE, fields, unit, value), since)
