"""Claims on soldiers abroad, forces, weapons and exercises."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import exercises
from wb6.measures import missions as mission_measures

DEPLOYMENTS, ARMS, EXERCISES = "deployments", "arms_transfers", "joint_exercises"
UNCOUNTED = ("planned", "decided", "cumulative", "ceiling")
SIDES = {"RUS": "Russia", "NATO_USA": "NATO and the United States"}

# Kinds of the register that are no heavy weapons.
UNARMED = ("military truck", "reconnaissance UAV", "vehicle engine")


@measure
def deployed(edition: Edition, iso3: str, missions: Sequence[str], first: int, last: int) -> Result:
    """The mean of the counts of soldiers in some missions, plans left out."""
    fields = {"iso3": iso3, "mission": list(missions)}
    rows = lookups.rows(edition, DEPLOYMENTS, fields, having="personnel")
    rows = needed(
        rows[rows["day"].dt.year.between(first, last) & ~rows["basis"].isin(UNCOUNTED)],
        "no count of those years apart from the text's own",
    )
    years = words.years(rows["day"].dt.year.min(), rows["day"].dt.year.max())
    counts = f"{words.count(len(rows))} {'counts' if len(rows) > 1 else 'count'}"
    text = f"{words.span(rows['personnel'].min(), rows['personnel'].max())} in {counts} ({years})"
    return result(float(rows["personnel"].mean()), text, (DEPLOYMENTS, rows))


@measure
def present(
    edition: Edition, iso3: Sequence[str], missions: Sequence[str], until: str | None = None
) -> Result:
    """How many of some countries have a record of troops in some missions."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": list(iso3), "mission": list(missions)})
    rows = needed(rows[rows["day"] <= (until or edition.as_of)], "no record apart from the text's own")
    told = words.listing(sorted({countries.name(code) for code in rows["iso3"]}))
    return result(rows["iso3"].nunique(), told, (DEPLOYMENTS, rows.drop_duplicates("iso3", keep="last")))


@measure
def units_abroad(edition: Edition, iso3: str) -> Result:
    """The largest number of soldiers that a country is on record with in one mission or all UN missions."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3}, having="personnel")
    rows = needed(rows[~rows["basis"].isin(UNCOUNTED)], "no count on file")
    top = rows.sort_values("personnel").tail(1)
    row = top.iloc[0]
    text = f"{words.people(row['personnel'])} in {row['mission']} ({row['day'].year})"
    return result(float(row["personnel"]), text, (DEPLOYMENTS, top))


@measure
def un_peacekeepers(edition: Edition, iso3: str) -> Result:
    """The newest number of uniformed personnel of a country in UN missions."""
    totals = needed(mission_measures.un_total(edition.table("un_peacekeeping"), iso3))
    row = totals.sort_values("date").iloc[-1]
    own = edition.table("un_peacekeeping")
    own = own[(own["iso3"] == iso3) & (own["date"] == row["date"])]
    text = f"{words.people(row['personnel'])} ({words.day(row['date'], 'month')})"
    return result(float(row["personnel"]), text, ("un_peacekeeping", own))


@measure
def deliveries(
    edition: Edition, iso3: Sequence[str], supplier: str, first: int, last: int | None = None
) -> Result:
    """Kinds of weapons that a supplier delivered to some countries in a span of years."""
    return _delivered(edition, {"iso3": list(iso3), "supplier_iso3": supplier}, first, last)


@measure
def deliveries_in(
    edition: Edition, iso3: Sequence[str], supplier: str, categories: Sequence[str], span: tuple[int, int]
) -> Result:
    """Kinds of weapons of some categories that a supplier delivered to some countries in a span of years."""
    fields = {"iso3": list(iso3), "supplier_iso3": supplier, "category": list(categories)}
    return _delivered(edition, fields, *span)


def _delivered(edition: Edition, fields: lookups.Fields, first: int, last: int | None) -> Result:
    """Weapons of the register in the rows that fit, delivered from one year to another; else the newest to the same."""
    rows = lookups.rows(edition, ARMS, {**fields, "in_register": True})
    rows = rows[(rows["delivery_year"] >= first) & (rows["delivery_year"] <= (last or edition.day.year))]
    weapons = list(dict.fromkeys(rows.sort_values("delivery_year")["weapon"]))
    years = words.years(first, last or edition.last_full_year)
    if weapons:
        return result(len(weapons), f"{words.listing(weapons)} ({years})", (ARMS, rows))
    others = lookups.rows(edition, ARMS, {"iso3": fields["iso3"], "in_register": True}).tail(1)
    return result(0, f"none in the register ({years})", (ARMS, others))


@measure
def deliveries_lately(edition: Edition, iso3: Sequence[str], supplier: str, years: int) -> Result:
    """Kinds of weapons that a supplier delivered to some countries in the last years."""
    return deliveries(edition, iso3, supplier, edition.last_full_year - years + 1)


@measure
def larger_periods(edition: Edition, supplier: str, span: int) -> Result:
    """Value of deliveries of a supplier to Serbia in the last years less that in the same span before."""
    rows = lookups.rows(edition, ARMS, {"iso3": "SRB", "supplier_iso3": supplier, "in_register": True})
    rows = rows.dropna(subset=["tiv_million", "delivery_year"])
    end = edition.last_full_year
    late = rows[rows["delivery_year"].between(end - span + 1, end)]
    early = rows[rows["delivery_year"].between(end - 2 * span + 1, end - span)]
    if late.empty and early.empty:
        return nothing()
    text = (
        f"{words.number(late['tiv_million'].sum())} million of trend value in {words.years(end - span + 1, end)}, "
        f"{words.number(early['tiv_million'].sum())} in the {words.count(span)} years before"
    )
    return result(
        late["tiv_million"].sum() - early["tiv_million"].sum(), text, (ARMS, pd.concat([early, late]))
    )


@measure
def exercises_held(edition: Edition, side: str, first: int, last: int) -> Result:
    """The mean of the counts of exercises of Serbia with a side in a span of years."""
    counts = exercises.counted(edition.table(EXERCISES), "SRB", SIDES)
    counts = needed(
        counts[
            (counts["side"] == side) & (counts["first"] >= first) & (counts["last"] <= last) & counts["whole"]
        ],
        "no count of those years on file",
    )
    rows = edition.table(EXERCISES)
    rows = rows[
        (rows["iso3"] == "SRB")
        & (rows["partner_iso3"].map(SIDES) == side)
        & (rows["unit"] == "exercises")
        & rows["source"].isin(counts["source"])
    ]
    value = float(counts["value"].mean())
    return result(value, f"{words.number(value)} ({words.years(first, last)})", (EXERCISES, rows))


@measure
def exercises_with_russia_since(edition: Edition, first: str) -> Result:
    """Exercises of Serbia with Russia that were held after a day."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "partner_iso3": "RUS", "status": "held"})
    late = rows[rows["date"] >= first]
    if not late.empty:
        return result(len(late), f"{words.count(len(late))} on record", (EXERCISES, late))
    newest = needed(rows.tail(1), "no exercise with Russia on record")
    text = f"none on record, the last of {newest['date'].iloc[0].year}"
    return result(0, text, (EXERCISES, newest))


@measure
def exercise_partners(edition: Edition, partners: Sequence[str]) -> Result:
    """Whether an exercise of Serbia with one of some partners is on record in the last three years."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "partner_iso3": list(partners), "status": "held"})
    rows = rows[rows["day"].dt.year >= edition.day.year - 3]
    if rows.empty:
        return result(False, "none on record in three years")
    return result(True, f"the last of {rows['day'].iloc[-1].year}", (EXERCISES, rows.tail(1)))


@measure
def active_force(edition: Edition, until: str | None = None) -> Result:
    """The newest active strength of the Kosovo Security Force, plans and ceilings left out."""
    rows = lookups.rows(edition, "armed_forces_size", {"iso3": "XKX", "measure": ["active", "total"]})
    rows = needed(
        rows[
            ~rows["basis"].isin(["planned", "authorised"])
            & rows["personnel"].notna()
            & (rows["day"] <= (until or edition.as_of))
        ]
    )
    row = rows.tail(1)
    text = f"{words.people(row['personnel'].iloc[0])} ({row['day'].iloc[0].year})"
    return result(float(row["personnel"].iloc[0]), text, ("armed_forces_size", row))


@measure
def heavy_weapons(edition: Edition, iso3: str) -> Result:
    """Kinds of heavy weapons that a country took delivery of; engines, lorries and drones that only look are none."""
    rows = lookups.rows(edition, ARMS, {"iso3": iso3}, having="delivery_year")
    rows = rows[~rows["category"].isin(UNARMED)]
    weapons = list(dict.fromkeys(rows["weapon"]))
    return result(len(weapons), words.listing(weapons) if weapons else "none in the register", (ARMS, rows))


@measure
def planned_end(edition: Edition) -> Result:
    """The year for which the end of the transformation of the Kosovo Security Force is planned."""
    rows = needed(
        edition.table("ksf_milestones").dropna(subset=["expected"]).sort_values("date"),
        "no plan in this edition",
    )
    row = rows.tail(1)
    year = int(pd.to_datetime(row["expected"]).dt.year.iloc[0])
    return result(year, f"{year}, as planned in {row['date'].iloc[0].year}", ("ksf_milestones", row))


@measure
def place_of_supplier(edition: Edition, supplier: str) -> Result:
    """The number of the six to which a supplier delivered weapons in the last ten years, Serbia apart."""
    others = [iso3 for iso3 in countries.WB6 if iso3 != "SRB"]
    return deliveries_lately(edition, others, supplier, 10)
