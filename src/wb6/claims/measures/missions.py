"""Claims on soldiers abroad, forces, weapons and exercises."""

from collections.abc import Iterator, Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import exercises, kfor

DEPLOYMENTS, ARMS, EXERCISES = "deployments", "arms_transfers", "joint_exercises"


AGREEMENTS, STRENGTH = "agreements", "kfor_strength"


UNCOUNTED = ("planned", "decided", "cumulative", "ceiling")


SIDES = {"RUS": "Russia", "NATO": "NATO", "NATO_USA": "NATO and the United States"}


# Kinds of the register that are no heavy weapons.
UNARMED = ("military truck", "reconnaissance UAV", "vehicle engine")


# What one state's forces have to do with those of another: by the register of arms alone, or with exercises, or with
# agreements, too.
OF_ARMS, OF_TWO_KINDS, OF_ALL_KINDS = "arms", "arms and exercises", "arms, exercises and agreements"


# Agreements of two states on their forces.
ON_DEFENCE = (
    "2006-09-bilateral-status-of-forces-agreement",
    "2013-11-agreement-on-military-cooperation",
    "2020-10-order-on-a-representation-of-the-russian-defence",
)


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
def deliveries(
    edition: Edition, iso3: Sequence[str], supplier: str, first: int, last: int | None = None
) -> Result:
    """Kinds of weapons that a supplier delivered to some countries in a span of years."""
    return _delivered(edition, {"iso3": list(iso3), "supplier_iso3": supplier}, first, last)


@measure
def deliveries_of_each(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    supplier: str,
    classes: Sequence[Sequence[str]],
    span: tuple[int, int],
    dated: str,
) -> Result:
    """Of some classes of weapons, each a list of categories, those of which a supplier brought some in a span of years.

    `dated` is the field of the year: that of the delivery or of the order.
    """
    rows = _of_years(edition, iso3, span, dated)
    needed(rows, "nothing in the register")
    rows = rows[rows["supplier_iso3"] == supplier]
    own = [rows[rows["category"].isin(list(categories))] for categories in classes]
    told = [words.listing(list(dict.fromkeys(found["weapon"]))) if len(found) else "none" for found in own]
    text = f"{'; '.join(told)} ({words.years(*span)}, by {dated.replace('_', ' ')})"
    return result(sum(len(found) > 0 for found in own), text, (ARMS, pd.concat(own)))


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
def larger_periods(edition: Edition, supplier: str, span: int, end: int | None = None) -> Result:
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
def ties_grown(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition, iso3: str, partner: str, agreements: Sequence[str], span: int, until: int, counted: str
) -> Result:
    """In how many of three kinds of military ties a span of years up to one holds more than the same span before.

    The kinds are deliveries of arms (`counted` by kinds of weapons or by trend value), records of exercises held, and
    some agreements, by their ids.
    """
    arms = lookups.rows(edition, ARMS, {"iso3": iso3, "supplier_iso3": partner, "in_register": True})
    arms = arms.assign(of=arms["delivery_year"], each=arms["tiv_million"] if counted == "trend value" else 1)
    held = lookups.rows(edition, EXERCISES, {"iso3": iso3, "partner_iso3": partner, "status": "held"})
    deals = lookups.rows(edition, AGREEMENTS, {"id": list(agreements)})
    ties = {"arms": (ARMS, arms), "exercises": (EXERCISES, held), "agreements": (AGREEMENTS, deals)}
    told, parts, grown = [], [], 0
    for name, (table, rows) in ties.items():
        years = rows["of"] if "of" in rows else rows["day"].dt.year
        each = rows["each"] if "each" in rows else pd.Series(1, index=rows.index)
        late = each[years.between(until - span + 1, until)].sum()
        early = each[years.between(until - 2 * span + 1, until - span)].sum()
        grown += int(late > early)
        told.append(f"{name} {words.number(late)} after {words.number(early)}")
        parts.append((table, rows[years.between(until - 2 * span + 1, until)]))
    if all(rows.empty for _, rows in parts):
        return nothing()
    text = f"{words.listing(told)} ({words.years(until - span + 1, until)} beside as many years before)"
    return result(grown, text, *parts)


@measure
def every_year(edition: Edition, iso3: str, partner: str, first: int, last: int) -> Result:
    """Share of the years of a span with both an arms delivery from a partner and an exercise with it on record, in percent."""
    arms = lookups.rows(edition, ARMS, {"iso3": iso3, "supplier_iso3": partner, "in_register": True})
    arms = arms[arms["delivery_year"].between(first, last)]
    held = lookups.rows(edition, EXERCISES, {"iso3": iso3, "partner_iso3": partner, "status": "held"})
    held = held[held["day"].dt.year.between(first, last)]
    if arms.empty and held.empty:
        return nothing()
    both = set(arms["delivery_year"].astype(int)) & set(held["day"].dt.year)
    text = f"{words.count(len(both))} of {words.count(last - first + 1)} years ({words.years(first, last)})"
    return result(len(both) / (last - first + 1) * 100, text, (ARMS, arms), (EXERCISES, held))


@measure
def received_for_sent(edition: Edition, iso3: str, first: int, last: int, of: str = "mean") -> Result:
    """Soldiers of KFOR for each own soldier in missions abroad, by the newest number of each mission up to a year."""
    sizes = lookups.rows(edition, STRENGTH, {}, having="troops_total")
    sizes = kfor.counted(sizes[sizes["day"].dt.year.between(first, last)])
    sent = lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3}, having="personnel")
    sent = sent[(sent["day"].dt.year <= last) & ~sent["basis"].isin(UNCOUNTED)]
    sent = sent.drop_duplicates("mission", keep="last")
    own = float(sent["personnel"].sum())
    if sizes.empty or not own:
        return nothing()
    size = lookups.middle(sizes["value"], of)
    text = f"{words.people(size)} received ({words.years(first, last)}), {words.people(own)} sent"
    return result(size / own, text, (STRENGTH, sizes), (DEPLOYMENTS, sent))


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
def heavy_weapons(edition: Edition, iso3: str, until: int | None = None) -> Result:
    """Kinds of heavy weapons that a country took delivery of, up to a year if one is given.

    Engines, lorries and drones that only look are none.
    """
    rows = lookups.rows(edition, ARMS, {"iso3": iso3}, having="delivery_year")
    rows = rows[~rows["category"].isin(UNARMED) & (rows["delivery_year"] <= (until or edition.day.year))]
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


def dealings(
    edition: Edition, iso3: str, partner: str, span: tuple[int, int], kinds: str
) -> list[tuple[str, pd.DataFrame]]:
    """Rows of deliveries, one a kind of weapon, of exercises held and of agreements on defence, by table."""
    arms = lookups.rows(edition, ARMS, {"iso3": iso3, "supplier_iso3": partner, "in_register": True})
    arms = arms[arms["delivery_year"].between(*span)].drop_duplicates("weapon")
    if kinds == OF_ARMS:
        return [(ARMS, arms)]
    fields = {"iso3": iso3, "partner_iso3": partner, "status": "held"}
    held = lookups.rows(edition, EXERCISES, fields)
    later = [(EXERCISES, held)]
    made = lookups.rows(edition, "agreements", {"id": ON_DEFENCE})
    made = made[lookups.lists(made["parties"], iso3) & lookups.lists(made["parties"], partner)]
    later += [("agreements", made)] if kinds == OF_ALL_KINDS else []
    return [(ARMS, arms), *((table, rows[rows["day"].dt.year.between(*span)]) for table, rows in later)]


def is_listed(edition: Edition, iso3: str, kinds: str) -> bool:
    """Whether a state is in the lists of a kind at all, so that no row with a partner means none.

    The register must have deliveries to it, and exercises of it must be on file where these count. Agreements are listed by
    themselves and not by state.
    """
    lists = ((ARMS, {"iso3": iso3, "in_register": True}), (EXERCISES, {"iso3": iso3, "status": "held"}))
    return all(
        len(lookups.rows(edition, table, fields)) > 0
        for table, fields in (lists[:1] if kinds == OF_ARMS else lists)
    )


def _listed(edition: Edition, iso3: Sequence[str], kinds: str) -> tuple[list[str], str]:
    """Those of some states that are in the lists of a kind, and what a text says of the others; raises where none is."""
    listed = [code for code in iso3 if is_listed(edition, code, kinds)]
    others = [countries.name(code) for code in iso3 if code not in listed]
    unlisted = f"no list of {kinds} for {words.listing(others)}" if others else ""
    return needed(listed, unlisted), f"; {unlisted}" if others else ""


@measure
def dealings_beside(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    other_iso3: str,
    partner: str,
    span: tuple[int, int],
    kinds: str = OF_ALL_KINDS,
) -> Result:
    """Dealings of a state's forces with a partner on record in a span of years, in percent of those of another state.

    No answer where one of them is not in the lists of the kinds that are counted.
    """
    _, unlisted = _listed(edition, [iso3, other_iso3], kinds)
    if unlisted:
        return nothing(unlisted.removeprefix("; "))
    own, other = (dealings(edition, code, partner, span, kinds) for code in (iso3, other_iso3))
    counts = [sum(len(rows) for _, rows in each) for each in (own, other)]
    if not counts[1]:
        return nothing("none on record with either")
    text = (
        f"{words.count(counts[0])} on record with {countries.name(iso3)}, "
        f"{words.count(counts[1])} with {countries.name(other_iso3)} ({words.years(*span)})"
    )
    return result(counts[0] / counts[1] * 100, text, *own, *other)


@measure
def most_beside(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: Sequence[str],
    other_iso3: str,
    partner: str,
    span: tuple[int, int],
    kinds: str = OF_ALL_KINDS,
) -> Result:
    """Dealings with a partner of that one of some states which has most, in percent of those of another state.

    States that are not in the lists of the kinds that are counted are left out and named.
    """
    listed, unlisted = _listed(edition, iso3, kinds)
    by_state = {code: dealings(edition, code, partner, span, kinds) for code in listed}
    other = dealings(edition, other_iso3, partner, span, kinds)
    counts = {code: sum(len(rows) for _, rows in own) for code, own in by_state.items()}
    beside = sum(len(rows) for _, rows in other)
    if not beside:
        return nothing(f"none on record with {countries.name(other_iso3)}")
    first = max(counts, key=lambda code: counts[code])
    with_first = countries.name(first) if counts[first] else f"any of {words.count(len(counts))} states"
    text = (
        f"{words.count(counts[first])} on record with {with_first}, "
        f"{words.count(beside)} with {countries.name(other_iso3)} ({words.years(*span)}){unlisted}"
    )
    return result(counts[first] / beside * 100, text, *by_state[first], *other)


@measure
def most_dealings(
    edition: Edition, iso3: Sequence[str], partner: str, span: tuple[int, int], kinds: str = OF_ALL_KINDS
) -> Result:
    """The largest number of dealings with a partner on record in a span of years that the forces of one of some states have.

    States that are not in the lists of the kinds that are counted are left out and named.
    """
    listed, unlisted = _listed(edition, iso3, kinds)
    by_state = {code: dealings(edition, code, partner, span, kinds) for code in listed}
    counts = {code: sum(len(rows) for _, rows in own) for code, own in by_state.items()}
    with_some = [f"{countries.name(code)} {words.count(count)}" for code, count in counts.items() if count]
    text = f"{words.listing(with_some) if with_some else 'none on record'} ({words.years(*span)}){unlisted}"
    register = lookups.rows(edition, ARMS, {"iso3": listed, "in_register": True}).tail(1)
    return result(
        max(counts.values()), text, (ARMS, register), *(each for own in by_state.values() for each in own)
    )


CONTRIBUTIONS = "kfor_contributions"


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
) -> Result:
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
    return result(total, text, *counted.values())


@measure
def led_by_nato(
    edition: Edition, iso3: str, counted: str, late: tuple[str, str], early: tuple[str, str] | None = None
) -> Result:
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
    return result(value, text, *((table, rows) for _, table, rows in (*before, *of_late)))


def _counted_as(counted: str, records: Sequence[tuple[str, str, pd.DataFrame]]) -> float:
    """How many units, operations or soldiers there are in records of missions."""
    rows = [rows for _, _, rows in records]
    if counted == "operations":
        return len(rows)
    if counted == "units":
        return sum(bool(((own["soldiers"] >= PLATOON) | (own["basis"] == "unit")).any()) for own in rows)
    counts = [own["soldiers"].dropna() for own in rows]
    return float(sum(own.iloc[-1] for own in counts if len(own)))


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
def ahead_of_other_classes(  # noqa: PLR0913  # the ledger names and varies each of them
    edition: Edition,
    iso3: str,
    suppliers: Sequence[str],
    of: str,
    span: tuple[int, int],
    by: str = "value",
    dated: str = "delivery_year",
    sides: str = "each",
) -> Result:
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
    return result(own - (others.max() if len(others) else 0.0), text, (ARMS, rows))


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
def signs_of_partnership(edition: Edition, iso3: str, partner: str, span: tuple[int, int]) -> Result:
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
    return result(int(first) + int(yearly), text, (ARMS, arms), (EXERCISES, held))


@measure
def kinds_of_partner(
    edition: Edition, kinds: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]
) -> Result:
    """Of some kinds of partner, each a list of codes, those with which Serbia held an exercise in its span of years."""
    rows = needed(
        lookups.rows(edition, EXERCISES, {"iso3": "SRB", "status": "held"}), "no exercise on record"
    )
    own = [
        rows[rows["partner_iso3"].isin(list(codes)) & rows["day"].dt.year.between(*span)]
        for codes, span in zip(kinds, spans, strict=True)
    ]
    told = [
        f"{words.count(len(held))} on record with {countries.name(codes[0])} ({words.years(*span)})"
        for held, codes, span in zip(own, kinds, spans, strict=True)
    ]
    return result(sum(len(held) > 0 for held in own), "; ".join(told), (EXERCISES, pd.concat(own)))
