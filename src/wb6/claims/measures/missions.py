"""Claims on soldiers abroad, forces, weapons and exercises."""

from collections.abc import Iterator, Sequence

import pandas as pd

from wb6.claims.evidence import Found, found, nothing
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import exercises

DEPLOYMENTS, ARMS, EXERCISES = "deployments", "arms_transfers", "joint_exercises"
CONTRIBUTIONS = "kfor_contributions"
UNCOUNTED = ("planned", "decided", "cumulative", "ceiling")
INTENDED = (*UNCOUNTED, "pledged", "approved")
# Missions under NATO's lead of which single contingents are on file.
LED_BY_NATO = (
    "KFOR",
    "ISAF",
    "Resolute Support",
    "NMI",
    "eFP Latvia",
    "eVA Bulgaria",
    "NATO battle groups Bulgaria and Romania",
)
PLATOON = 20
SIDES = {"RUS": "Russia", "NATO_USA": "NATO and the United States"}

# Kinds of the register that are no heavy weapons.
UNARMED = ("military truck", "reconnaissance UAV", "vehicle engine")


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


def _on_record(
    edition: Edition, iso3: str, missions: Sequence[str], span: tuple[str, str]
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """A country's records in each of some missions between two days: mission, table and rows, oldest first.

    Adds `soldiers`, empty where a unit has no number. What was only intended is left out, as are missions without a record;
    KFOR stands in the table of its nations.
    """
    for mission in missions:
        if mission == "KFOR":
            table, rows = CONTRIBUTIONS, lookups.rows(edition, CONTRIBUTIONS, {"contributor_iso3": iso3})
        else:
            table, rows = (
                DEPLOYMENTS,
                lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3, "mission": mission}),
            )
        rows = rows[rows["day"].between(*span) & ~rows["basis"].isin(INTENDED)]
        if len(rows):
            yield (
                mission,
                table,
                rows.assign(soldiers=rows["troops" if table == CONTRIBUTIONS else "personnel"]),
            )


@measure
def in_all_of(
    edition: Edition, iso3: str, missions: Sequence[str], span: tuple[str, str], mark: float
) -> Found:
    """A country's soldiers in all of some missions, by the newest count of each between two days.

    A mission without a count makes the sum a least number, which answers from `mark` on alone.
    """
    counted = {
        mission: (table, rows.dropna(subset=["soldiers"]).tail(1))
        for mission, table, rows in _on_record(edition, iso3, missions, span)
        if rows["soldiers"].notna().any()
    }
    total = sum(float(rows["soldiers"].iloc[0]) for _, rows in counted.values())
    missing = [mission for mission in missions if mission not in counted]
    if missing and total < mark:
        return nothing(f"no count of those days for {words.listing(missing)} apart from the text's own")
    told = [
        f"{words.people(rows['soldiers'].iloc[0])} in {mission} ({rows['day'].iloc[0].year})"
        for mission, (_, rows) in counted.items()
    ]
    text = words.listing(told) + (f", without {words.listing(missing)}" if missing else "")
    return found(total, text, *counted.values())


@measure
def led_by_nato(
    edition: Edition, iso3: str, counted: str, late: tuple[str, str], early: tuple[str, str] | None = None
) -> Found:
    """Units, operations or soldiers of a country under NATO's lead between two days, less those of earlier ones if given.

    A unit is a platoon or more; soldiers are the newest count of each operation.
    """
    of_late = list(_on_record(edition, iso3, LED_BY_NATO, late))
    before = list(_on_record(edition, iso3, LED_BY_NATO, early)) if early else []
    if not of_late or (early and not before):
        return nothing("no record of those days apart from the text's own")
    value = _counted_as(counted, of_late)
    text = f"{words.number(value, 0)} {counted} ({words.listing([mission for mission, _, _ in of_late])})"
    if early:
        text += f", {words.number(_counted_as(counted, before), 0)} before"
        text += f" ({words.listing([mission for mission, _, _ in before])})"
        value -= _counted_as(counted, before)
    return found(value, text, *((table, rows) for _, table, rows in (*before, *of_late)))


def _counted_as(counted: str, records: Sequence[tuple[str, str, pd.DataFrame]]) -> float:
    """How many units, operations or soldiers there are in records of missions."""
    rows = [rows for _, _, rows in records]
    if counted == "operations":
        return len(rows)
    if counted == "units":
        return sum(bool(((own["soldiers"] >= PLATOON) | (own["basis"] == "unit")).any()) for own in rows)
    counts = [own["soldiers"].dropna() for own in rows]
    return float(sum(own.iloc[-1] for own in counts if len(own)))


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
def larger_periods(edition: Edition, supplier: str, span: int) -> Found:
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
