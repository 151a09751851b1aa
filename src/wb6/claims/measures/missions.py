"""Claims on soldiers abroad, forces, weapons and exercises."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import exercises
from wb6.measures import missions as mission_measures

DEPLOYMENTS, ARMS, EXERCISES = "deployments", "arms_transfers", "joint_exercises"
UNCOUNTED = ("planned", "decided", "cumulative", "ceiling")
SIDES = {"RUS": "Russia", "NATO_USA": "NATO and the United States"}

# Kinds of the register that are no heavy weapons.
UNARMED = ("military truck", "reconnaissance UAV", "vehicle engine")


# Kinds of the register by the class of weapons to which they belong; what is in none is of a class of its own.
CLASSES = {
    "air defence": (
        "SAM",
        "SAM system",
        "mobile SAM system",
        "portable SAM",
        "self-propelled air-defence system",
        "self-propelled anti-aircraft gun",
        "surface-to-air missile system",
    ),
    "aircraft": (
        "FGA aircraft",
        "UAV",
        "armed UAV",
        "combat helicopter",
        "fighter aircraft",
        "light helicopter",
        "transport aircraft",
        "transport helicopter",
    ),
    "armoured vehicles": (
        "armoured personnel carrier",
        "armoured reconnaissance vehicle",
        "infantry fighting vehicle",
        "tank",
    ),
    "missiles": ("air-to-surface missile", "anti-tank missile", "long-range air-to-air missile"),
}
CLASS_OF = {kind: name for name, kinds in CLASSES.items() for kind in kinds}


@measure
def deployed(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, missions: Sequence[str], first: int, last: int, of: str = "mean"
) -> Found:
    """The mean of the counts of soldiers in some missions, or the newest or the median of them; plans left out."""
    fields = {"iso3": iso3, "mission": list(missions)}
    rows = lookups.rows(edition, DEPLOYMENTS, fields, having="personnel")
    rows = rows[rows["day"].dt.year.between(first, last) & ~rows["basis"].isin(UNCOUNTED)]
    if rows.empty:
        return nothing("no count of those years apart from the text's own")
    years = words.years(rows["day"].dt.year.min(), rows["day"].dt.year.max())
    counts = f"{words.count(len(rows))} {'counts' if len(rows) > 1 else 'count'}"
    text = f"{words.span(rows['personnel'].min(), rows['personnel'].max())} in {counts} ({years})"
    return found(lookups.middle(rows["personnel"], of), text, (DEPLOYMENTS, rows))


@measure
def present(
    edition: Edition, iso3: Sequence[str], missions: Sequence[str], until: str | None = None
) -> Found:
    """How many of some countries have a record of troops in some missions."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": list(iso3), "mission": list(missions)})
    rows = rows[rows["day"] <= (until or edition.as_of)]
    if rows.empty:
        return nothing("no record apart from the text's own")
    told = words.listing(sorted({countries.name(code) for code in rows["iso3"]}))
    return found(rows["iso3"].nunique(), told, (DEPLOYMENTS, rows.drop_duplicates("iso3", keep="last")))


@measure
def units_abroad(edition: Edition, iso3: str) -> Found:
    """The largest number of soldiers that a country is on record with in one mission or all UN missions."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3}, having="personnel")
    rows = rows[~rows["basis"].isin(UNCOUNTED)]
    if rows.empty:
        return nothing("no count on file")
    top = rows.sort_values("personnel").tail(1)
    row = top.iloc[0]
    text = f"{words.people(row['personnel'])} in {row['mission']} ({row['day'].year})"
    return found(float(row["personnel"]), text, (DEPLOYMENTS, top))


@measure
def un_peacekeepers(edition: Edition, iso3: str, which: str = lookups.NEWEST) -> Found:
    """The newest number of uniformed personnel of a country in UN missions, or the one that `which` names."""
    totals = mission_measures.un_total(edition.table("un_peacekeeping"), iso3).sort_values("date")
    rows = lookups.which_of(totals, which, "date")
    if rows.empty:
        return nothing()
    own = edition.table("un_peacekeeping")
    own = own[(own["iso3"] == iso3) & own["date"].isin(rows["date"])]
    value, day = float(rows["personnel"].mean()), words.day(rows["date"].iloc[-1], "month")
    told = f"mean of {words.count(len(rows))} lists to {day}" if len(rows) > 1 else day
    return found(value, f"{words.people(value)} ({told})", ("un_peacekeeping", own))


@measure
def deliveries(
    edition: Edition, iso3: Sequence[str], supplier: str, first: int, last: int | None = None
) -> Found:
    """Kinds of weapons that a supplier delivered to some countries in a span of years."""
    return _delivered(edition, {"iso3": list(iso3), "supplier_iso3": supplier}, first, last)


@measure
def deliveries_in(
    edition: Edition, iso3: Sequence[str], supplier: str, categories: Sequence[str], span: tuple[int, int]
) -> Found:
    """Kinds of weapons of some categories that a supplier delivered to some countries in a span of years."""
    fields = {"iso3": list(iso3), "supplier_iso3": supplier, "category": list(categories)}
    return _delivered(edition, fields, *span)


def _delivered(edition: Edition, fields: lookups.Fields, first: int, last: int | None) -> Found:
    """Weapons of the register in the rows that fit, delivered from one year to another; else the newest to the same."""
    rows = lookups.rows(edition, ARMS, {**fields, "in_register": True})
    rows = rows[(rows["delivery_year"] >= first) & (rows["delivery_year"] <= (last or edition.day.year))]
    weapons = list(dict.fromkeys(rows.sort_values("delivery_year")["weapon"]))
    years = words.years(first, last or edition.last_full_year)
    if weapons:
        return found(len(weapons), f"{words.listing(weapons)} ({years})", (ARMS, rows))
    others = lookups.rows(edition, ARMS, {"iso3": fields["iso3"], "in_register": True}).tail(1)
    return found(0, f"none in the register ({years})", (ARMS, others))


@measure
def deliveries_lately(edition: Edition, iso3: Sequence[str], supplier: str, years: int) -> Found:
    """Kinds of weapons that a supplier delivered to some countries in the last years."""
    return deliveries(edition, iso3, supplier, edition.last_full_year - years + 1)


@measure
def ahead_of_other_classes(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    suppliers: Sequence[str],
    of: str,
    span: tuple[int, int],
    by: str = "value",
    dated: str = "delivery_year",
    sides: str = "each",
) -> Found:
    """The share of a class of weapons in what some suppliers brought, less that of the largest other class, in points.

    `by` is value or kinds, `dated` the field of the year. Where `sides` is each, not together, the share is zero
    if one of the suppliers brought none of the class.
    """
    rows = _of_years(edition, iso3, span, dated)
    rows = rows[rows["supplier_iso3"].isin(list(suppliers))]
    rows = rows.assign(of=rows["category"].map(CLASS_OF).fillna(rows["category"]))
    sizes = _sizes(rows, "of", by)
    if rows.empty or not sizes.sum():
        return nothing("none in the register")
    shares = sizes / sizes.sum() * 100
    behind = set(rows.loc[rows["of"] == of, "supplier_iso3"])
    own = 0.0 if sides == "each" and behind < {*suppliers} else float(shares.get(of, 0.0))
    others = shares.drop(of, errors="ignore")
    told = [f"{words.percent(share)} {name}" for name, share in shares.sort_values(ascending=False).items()]
    names = words.listing([countries.name(code) for code in sorted(behind)]) if behind else "nobody"
    text = f"{words.listing(told)} by {by} ({words.years(*span)}); {of} from {names}"
    return found(own - (others.max() if len(others) else 0.0), text, (ARMS, rows))


def _of_years(
    edition: Edition, iso3: str, span: tuple[int, int], dated: str = "delivery_year"
) -> pd.DataFrame:
    """What the register has a country ordering or taking delivery of in a span of years."""
    rows = lookups.rows(edition, ARMS, {"iso3": iso3, "in_register": True}, having=dated)
    return rows[rows[dated].between(*span)]


def _sizes(rows: pd.DataFrame, of: str, by: str) -> pd.Series:
    """The value of weapons, or the number of their kinds, for each value of a field."""
    groups = rows.groupby(of)
    return groups["tiv_million"].sum() if by == "value" else groups["weapon"].nunique()


@measure
def signs_of_partnership(edition: Edition, iso3: str, partner: str, span: tuple[int, int]) -> Found:
    """How many of two signs a span shows: the partner is the first supplier of arms by value, and it exercises every year."""
    arms, held = (
        _of_years(edition, iso3, span),
        lookups.rows(edition, EXERCISES, {"iso3": iso3, "status": "held"}),
    )
    held = held[held["day"].dt.year.between(*span)]
    if arms.empty and held.empty:
        return nothing()
    sizes = _sizes(arms, "supplier_iso3", "value")
    first = bool(len(sizes)) and sizes.get(partner, 0) == sizes.max() > 0
    own = held[held["partner_iso3"] == partner]
    years = {
        year
        for row in own.itertuples()
        for year in range((row.day if pd.isna(row.date_from) else row.date_from).year, row.day.year + 1)
    }
    yearly = {*range(span[0], span[1] + 1)} <= years
    top = countries.name(sizes.idxmax()) if len(sizes) else "nobody"
    text = (
        f"{top} the first supplier, exercises in {words.count(len(years))} of "
        f"{words.count(span[1] - span[0] + 1)} years ({words.years(*span)})"
    )
    return found(int(first) + int(yearly), text, (ARMS, arms), (EXERCISES, held))


@measure
def larger_periods(edition: Edition, supplier: str, span: int, end: int | None = None) -> Found:
    """Value of deliveries of a supplier to Serbia in the last years, or up to `end`, less that in the same span before."""
    rows = lookups.rows(edition, ARMS, {"iso3": "SRB", "supplier_iso3": supplier, "in_register": True})
    rows = rows.dropna(subset=["tiv_million", "delivery_year"])
    end = end or edition.last_full_year
    late = rows[rows["delivery_year"].between(end - span + 1, end)]
    early = rows[rows["delivery_year"].between(end - 2 * span + 1, end - span)]
    if late.empty and early.empty:
        return nothing()
    text = (
        f"{words.number(late['tiv_million'].sum())} million of trend value in {words.years(end - span + 1, end)}, "
        f"{words.number(early['tiv_million'].sum())} in the {words.count(span)} years before"
    )
    return found(
        late["tiv_million"].sum() - early["tiv_million"].sum(), text, (ARMS, pd.concat([early, late]))
    )


@measure
def exercises_held(edition: Edition, side: str, first: int, last: int) -> Found:
    """The mean of the counts of exercises of Serbia with a side in a span of years."""
    counts = exercises.counted(edition.table(EXERCISES), "SRB", SIDES)
    counts = counts[
        (counts["side"] == side) & (counts["first"] >= first) & (counts["last"] <= last) & counts["whole"]
    ]
    if counts.empty:
        return nothing("no count of those years on file")
    rows = edition.table(EXERCISES)
    rows = rows[
        (rows["iso3"] == "SRB")
        & (rows["partner_iso3"].map(SIDES) == side)
        & (rows["unit"] == "exercises")
        & rows["source"].isin(counts["source"])
    ]
    value = float(counts["value"].mean())
    return found(value, f"{words.number(value)} ({words.years(first, last)})", (EXERCISES, rows))


@measure
def exercises_with_russia_since(edition: Edition, first: str) -> Found:
    """Exercises of Serbia with Russia that were held after a day."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "partner_iso3": "RUS", "status": "held"})
    late = rows[rows["date"] >= first]
    if not late.empty:
        return found(len(late), f"{words.count(len(late))} on record", (EXERCISES, late))
    newest = rows.tail(1)
    if newest.empty:
        return nothing("no exercise with Russia on record")
    text = f"none on record, the last of {newest['date'].iloc[0].year}"
    return found(0, text, (EXERCISES, newest))


@measure
def exercise_partners(edition: Edition, partners: Sequence[str]) -> Found:
    """Whether an exercise of Serbia with one of some partners is on record in the last three years."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "partner_iso3": list(partners), "status": "held"})
    rows = rows[rows["day"].dt.year >= edition.day.year - 3]
    if rows.empty:
        return found(False, "none on record in three years")
    return found(True, f"the last of {rows['day'].iloc[-1].year}", (EXERCISES, rows.tail(1)))


@measure
def kinds_of_partner(
    edition: Edition, kinds: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]
) -> Found:
    """Of some kinds of partner, each a list of codes, those with which Serbia held an exercise in its span of years."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "status": "held"})
    if rows.empty:
        return nothing("no exercise on record")
    own = [
        rows[rows["partner_iso3"].isin(list(codes)) & rows["day"].dt.year.between(*span)]
        for codes, span in zip(kinds, spans, strict=True)
    ]
    told = [
        f"{words.count(len(held))} on record with {countries.name(codes[0])} ({words.years(*span)})"
        for held, codes, span in zip(own, kinds, spans, strict=True)
    ]
    return found(sum(len(held) > 0 for held in own), "; ".join(told), (EXERCISES, pd.concat(own)))


@measure
def active_force(edition: Edition, until: str | None = None) -> Found:
    """The newest active strength of the Kosovo Security Force, plans and ceilings left out."""
    rows = lookups.rows(edition, "armed_forces_size", {"iso3": "XKX", "measure": ["active", "total"]})
    rows = rows[
        ~rows["basis"].isin(["planned", "authorised"])
        & rows["personnel"].notna()
        & (rows["day"] <= (until or edition.as_of))
    ]
    if rows.empty:
        return nothing()
    row = rows.tail(1)
    text = f"{words.people(row['personnel'].iloc[0])} ({row['day'].iloc[0].year})"
    return found(float(row["personnel"].iloc[0]), text, ("armed_forces_size", row))


@measure
def heavy_weapons(edition: Edition, iso3: str) -> Found:
    """Kinds of heavy weapons that a country took delivery of; engines, lorries and drones that only look are none."""
    rows = lookups.rows(edition, ARMS, {"iso3": iso3}, having="delivery_year")
    rows = rows[~rows["category"].isin(UNARMED)]
    weapons = list(dict.fromkeys(rows["weapon"]))
    return found(len(weapons), words.listing(weapons) if weapons else "none in the register", (ARMS, rows))


@measure
def planned_end(edition: Edition) -> Found:
    """The year for which the end of the transformation of the Kosovo Security Force is planned."""
    rows = edition.table("ksf_milestones").dropna(subset=["expected"]).sort_values("date")
    if rows.empty:
        return nothing("no plan in this edition")
    row = rows.tail(1)
    year = int(pd.to_datetime(row["expected"]).dt.year.iloc[0])
    return found(year, f"{year}, as planned in {row['date'].iloc[0].year}", ("ksf_milestones", row))


@measure
def place_of_supplier(edition: Edition, supplier: str) -> Found:
    """The number of the six to which a supplier delivered weapons in the last ten years, Serbia apart."""
    others = [iso3 for iso3 in countries.WB6 if iso3 != "SRB"]
    return deliveries_lately(edition, others, supplier, 10)
