"""Claims on soldiers abroad, forces, weapons and exercises."""

from collections.abc import Sequence

import pandas as pd

from wb6.claims import documents, lookups
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.ledger import claimed
from wb6.claims.rules import Between, Beyond, Is, at_least, at_most, equal
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import exercises, missions

DEPLOYMENTS, ARMS, EXERCISES = "deployments", "arms_transfers", "joint_exercises"
UNCOUNTED = ("planned", "decided", "cumulative", "ceiling")
SIDES = {"RUS": "Russia", "NATO_USA": "NATO and the United States"}
AIR_DEFENCE = "air-defence|SAM|surface-to-air"


def deployed(edition: Edition, iso3: str, mission: str, first: int, last: int) -> Found:
    """The mean of the counts of soldiers in missions whose name holds `mission`, plans left out."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3}).dropna(subset=["personnel"])
    rows = rows[
        rows["mission"].str.contains(mission)
        & rows["day"].dt.year.between(first, last)
        & ~rows["basis"].isin(UNCOUNTED)
    ]
    if rows.empty:
        return nothing("no count of those years apart from the text's own")
    years = words.years(rows["day"].dt.year.min(), rows["day"].dt.year.max())
    counts = f"{words.count(len(rows))} {'counts' if len(rows) > 1 else 'count'}"
    text = f"{words.span(rows['personnel'].min(), rows['personnel'].max())} in {counts} ({years})"
    return found(float(rows["personnel"].mean()), text, (DEPLOYMENTS, rows))


def present(edition: Edition, iso3: Sequence[str], mission: str, until: str | None = None) -> Found:
    """How many of some countries have a record of troops in missions whose name holds `mission`."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": list(iso3)})
    rows = rows[rows["mission"].str.contains(mission) & (rows["day"] <= (until or edition.as_of))]
    if rows.empty:
        return nothing("no record apart from the text's own")
    told = words.listing(sorted({countries.name(code) for code in rows["iso3"]}))
    return found(rows["iso3"].nunique(), told, (DEPLOYMENTS, rows.drop_duplicates("iso3", keep="last")))


def units_abroad(edition: Edition, iso3: str) -> Found:
    """The largest number of soldiers that a country is on record with in one mission or all UN missions."""
    rows = lookups.rows(edition, DEPLOYMENTS, {"iso3": iso3}).dropna(subset=["personnel"])
    rows = rows[~rows["basis"].isin(UNCOUNTED)]
    if rows.empty:
        return nothing("no count on file")
    top = rows.sort_values("personnel").tail(1)
    row = top.iloc[0]
    text = f"{words.people(row['personnel'])} in {row['mission']} ({row['day'].year})"
    return found(float(row["personnel"]), text, (DEPLOYMENTS, top))


def un_peacekeepers(edition: Edition, iso3: str) -> Found:
    """The newest number of uniformed personnel of a country in UN missions."""
    totals = missions.un_total(edition.table("un_peacekeeping"), iso3)
    if totals.empty:
        return nothing()
    row = totals.sort_values("date").iloc[-1]
    own = edition.table("un_peacekeeping")
    own = own[(own["iso3"] == iso3) & (own["date"] == row["date"])]
    text = f"{words.people(row['personnel'])} ({words.day(row['date'], 'month')})"
    return found(float(row["personnel"]), text, ("un_peacekeeping", own))


def deliveries(
    edition: Edition, iso3: Sequence[str], supplier: str, first: int, last: int | None = None, kind: str = ""
) -> Found:
    """Kinds of weapons that a supplier delivered to some countries in a span of years."""
    rows = lookups.rows(edition, ARMS, {"iso3": list(iso3), "supplier_iso3": supplier, "in_register": True})
    rows = rows[
        (rows["delivery_year"] >= first)
        & (rows["delivery_year"] <= (last or edition.day.year))
        & rows["category"].str.contains(kind)
    ]
    weapons = list(dict.fromkeys(rows.sort_values("delivery_year")["weapon"]))
    years = words.years(first, last or edition.last_full_year)
    if weapons:
        return found(len(weapons), f"{words.listing(weapons)} ({years})", (ARMS, rows))
    others = lookups.rows(edition, ARMS, {"iso3": list(iso3), "in_register": True}).tail(1)
    return found(0, f"none in the register ({years})", (ARMS, others))


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


def exercise_partners(edition: Edition, partners: Sequence[str]) -> Found:
    """Whether an exercise of Serbia with one of some partners is on record in the last three years."""
    rows = lookups.rows(edition, EXERCISES, {"iso3": "SRB", "partner_iso3": list(partners), "status": "held"})
    rows = rows[rows["day"].dt.year >= edition.day.year - 3]
    if rows.empty:
        return found(False, "none on record in three years")
    return found(True, f"the last of {rows['day'].iloc[-1].year}", (EXERCISES, rows.tail(1)))


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


def heavy_weapons(edition: Edition, iso3: str) -> Found:
    """Kinds of weapons in the register that a country took delivery of, small arms being outside it."""
    rows = lookups.rows(edition, ARMS, {"iso3": iso3}).dropna(subset=["delivery_year"])
    weapons = list(dict.fromkeys(rows["weapon"]))
    return found(len(weapons), words.listing(weapons) if weapons else "none in the register", (ARMS, rows))


def planned_end(edition: Edition) -> Found:
    """The year for which the end of the transformation of the Kosovo Security Force is planned."""
    rows = edition.table("ksf_milestones").dropna(subset=["expected"]).sort_values("date")
    if rows.empty:
        return nothing("no plan in this edition")
    row = rows.tail(1)
    year = int(pd.to_datetime(row["expected"]).dt.year.iloc[0])
    return found(year, f"{year}, as planned in {row['date'].iloc[0].year}", ("ksf_milestones", row))


def place_of_supplier(edition: Edition, supplier: str) -> Found:
    """The number of the six to which a supplier delivered weapons in the last ten years, Serbia apart."""
    others = [iso3 for iso3 in countries.WB6 if iso3 != "SRB"]
    return deliveries(edition, others, supplier, edition.last_full_year - 9)


TESTS = (
    claim(
        "S0-SRB-11",
        Point(
            "Deliveries of weapons from Russia to Serbia, beside the years before",
            (ARMS,),
            lambda edition, span: larger_periods(edition, "RUS", span),
            Beyond(low=0),
            "work that must grow: more was delivered than before",
            choices={"span": (3, 5)},
        ),
        untested="What Russia is content with; for Banja Luka defence is a matter of the state since 2006.",
    ),
    claim(
        "S1-MKD-02",
        Point(
            "Kinds of Russian weapons delivered to North Macedonia",
            (ARMS,),
            lambda edition, first: deliveries(edition, ["MKD"], "RUS", first),
            at_most(0),
            "little: none",
            choices={"first": (2002, 2006)},
        ),
        limits="Exercises and visits are not on record.",
    ),
    claim(
        "S1-REG-04",
        Point(
            "Kinds of Russian weapons delivered to Albania, Croatia, Montenegro or Kosovo",
            (ARMS,),
            lambda edition, first: deliveries(edition, ["ALB", "HRV", "MNE", "XKX"], "RUS", first),
            at_most(0, partly=1),
            "hardly any ties: none, in part: one kind",
            choices={"first": (2006, 2010)},
        ),
        limits="The register does not part the entities of Bosnia and Herzegovina.",
    ),
    claim(
        "S1-SRB-04",
        Point(
            "Deliveries of weapons from Russia to Serbia, beside the years before",
            (ARMS,),
            lambda edition, span: larger_periods(edition, "RUS", span),
            Beyond(low=0),
            "thrives: more was delivered than before",
            choices={"span": (3, 5)},
        ),
        Point(
            "Exercises of Serbia with Russia in the last three years",
            (EXERCISES,),
            lambda edition: exercise_partners(edition, ["RUS"]),
            Is("an exercise is on record"),
            "thrives: the two still train together",
        ),
    ),
    claim(
        "S1-SRB-05",
        Point(
            "Russian fighter aircraft delivered to Serbia by 2017",
            (ARMS,),
            lambda edition: deliveries(edition, ["SRB"], "RUS", 2016, 2017, "fighter|FGA"),
            at_least(1),
            "equipped means delivered",
        ),
        Point(
            "Russian tanks delivered to Serbia by 2017",
            (ARMS,),
            lambda edition: deliveries(edition, ["SRB"], "RUS", 2010, 2017, "tank$"),
            at_least(1),
            "equipped means delivered",
        ),
    ),
    claim(
        "S1-SRB-06",
        Point(
            "Exercises of Serbia with Russia in 2016 and 2017",
            (EXERCISES,),
            lambda edition: exercises_held(edition, "Russia", 2016, 2017),
            equal(claimed("S1-SRB-06")),
            "a count is right or wrong",
        ),
        limits="The only count on file is the text's own, so it is set beside those of other years in the chapter on Russia.",
    ),
    claim(
        "S1-SRB-15",
        Point(
            "Exercises of Serbia with NATO and the United States in 2017",
            (EXERCISES,),
            lambda edition: exercises_held(edition, "NATO and the United States", 2017, 2017),
            equal(claimed("S1-SRB-15"), tolerance=2),
            "a count, with room for what counts as an exercise",
        ),
        limits="The only count on file is the text's own, so it is set beside those of other years in the chapter on Russia.",
    ),
    claim(
        "S1-XKX-01",
        Point(
            "Active strength of the Kosovo Security Force",
            ("armed_forces_size",),
            active_force,
            at_most(3000, "persons"),
            "few in number: no more than the law of the time allowed, with some room",
        ),
        Point(
            "Kinds of heavy weapons delivered to Kosovo",
            (ARMS,),
            lambda edition: heavy_weapons(edition, "XKX"),
            at_most(0),
            "light arms only",
        ),
    ),
    claim(
        "S3-ALB-07",
        Point(
            "Albanian soldiers in all missions",
            (DEPLOYMENTS,),
            lambda edition: deployed(edition, "ALB", "^All", 2022, 2023),
            at_least(claimed("S3-ALB-07"), "persons"),
            "more than one hundred, as the text says",
        ),
    ),
    claim(
        "S3-ALB-08",
        Point(
            "Albanian troops in Bulgaria",
            (DEPLOYMENTS,),
            lambda edition: present(edition, ["ALB"], "Bulgaria"),
            at_least(1),
            "a unit is there when it is on record",
        ),
        limits="The size of the unit is not on record.",
    ),
    claim(
        "S3-ALB-09",
        Point(
            "Albanian troops in Latvia",
            (DEPLOYMENTS,),
            lambda edition: present(edition, ["ALB"], "Latvia"),
            at_least(1),
            "a unit is there when it is on record",
        ),
        limits="The task of the unit is not on record.",
    ),
    claim(
        "S3-BIH-06",
        Point(
            "Largest contingent of Bosnia and Herzegovina in a mission",
            (DEPLOYMENTS,),
            lambda edition: units_abroad(edition, "BIH"),
            at_most(10, "persons"),
            "observers only: no more than a handful in one place",
        ),
        Point(
            "Personnel of Bosnia and Herzegovina in UN missions",
            ("un_peacekeeping",),
            lambda edition: un_peacekeepers(edition, "BIH"),
            at_most(10, "persons"),
            "observers only: no more than a handful",
        ),
        untested="Whether it could supply a unit on its own.",
    ),
    claim(
        "S3-CHN-04",
        Point(
            "Kinds of Chinese weapons delivered to Serbia in the last ten years",
            (ARMS,),
            lambda edition: deliveries(edition, ["SRB"], "CHN", edition.last_full_year - 9),
            at_least(1),
            "ties that reach defence: at least one kind",
        ),
        Point(
            "Kinds of Chinese weapons delivered to the other five in the last ten years",
            (ARMS,),
            lambda edition: place_of_supplier(edition, "CHN"),
            at_most(0),
            "most lastingly with Serbia: with no other",
        ),
    ),
    claim(
        "S3-MKD-03",
        Point(
            "Soldiers of North Macedonia in all missions",
            (DEPLOYMENTS,),
            lambda edition: deployed(edition, "MKD", "^All|and NMI", 2021, 2023),
            equal(claimed("S3-MKD-03"), "persons", tolerance=claimed("S3-MKD-03") / 4),
            "a round number: within a quarter",
        ),
    ),
    claim(
        "S3-MNE-06",
        Point(
            "Soldiers of Montenegro in all missions",
            (DEPLOYMENTS,),
            lambda edition: deployed(edition, "MNE", "^All", 2022, 2023),
            Between(
                low=claimed("S3-MNE-06") * 0.75,
                high=claimed("S3-MNE-06") * 1.25,
                unit="persons",
                partly_low=claimed("S3-MNE-06") / 2,
                partly_high=claimed("S3-MNE-06") * 1.5,
            ),
            "about a dozen: within a quarter; in part: within a half",
        ),
    ),
    claim(
        "S3-REG-08",
        Point(
            "Allies among the six with troops in the battle group in Latvia",
            (DEPLOYMENTS,),
            lambda edition: present(edition, ["ALB", "MNE", "MKD"], "Latvia|forward presence|^eFP"),
            at_least(3, partly=2),
            "the three members; in part: two",
        ),
        Point(
            "Albanian troops in the vigilance activity",
            (DEPLOYMENTS,),
            lambda edition: present(edition, ["ALB"], "eVA|Bulgaria"),
            at_least(1),
            "a unit is there when it is on record",
        ),
    ),
    claim(
        "S3-SRB-09",
        *(
            Point(
                f"Kinds of air-defence weapons that {name} delivered to Serbia in 2019 to 2023",
                (ARMS,),
                lambda edition, code=code: deliveries(edition, ["SRB"], code, 2019, 2023, AIR_DEFENCE),
                at_least(1),
                "bought mainly air defence: at least one kind from each",
            )
            for code, name in (("RUS", "Russia"), ("CHN", "China"))
        ),
    ),
    claim(
        "S3-SRB-10",
        Point(
            "Exercises of Serbia with NATO states in the last three years",
            (EXERCISES,),
            lambda edition: exercise_partners(
                edition,
                ["NATO", "USA", "NATO_USA", "NATO_MEMBERS", "NATO_MEMBERS_OTHERS", "NATO_MEMBERS_PARTNERS"],
            ),
            Is("an exercise is on record"),
            "exercises are on record where they are held",
        ),
        Point(
            "Exercises of Serbia with Russia in the last three years",
            (EXERCISES,),
            lambda edition: exercise_partners(edition, ["RUS"]),
            Is("an exercise is on record"),
            "exercises are on record where they are held",
        ),
    ),
    claim(
        "S3-XKX-04",
        Point(
            "Year for which the end of the transformation is planned",
            ("ksf_milestones",),
            planned_end,
            equal(claimed("S3-XKX-04"), "year"),
            "a horizon is a plan; it is kept while the plan names the same year",
        ),
        limits="Whether the force is complete in that year cannot be known before.",
    ),
    claim(
        "S4-SRB-03",
        Point(
            "Exercises of Serbia with Russia since the pause of February 2022",
            (EXERCISES,),
            lambda edition: exercises_with_russia_since(edition, "2022-03-01"),
            at_most(0),
            "no sign of partnership: no exercise",
        ),
        Point(
            "Kinds of Russian weapons delivered to Serbia in the last five years",
            (ARMS,),
            lambda edition: deliveries(edition, ["SRB"], "RUS", edition.last_full_year - 4),
            at_most(0),
            "no sign of partnership: no delivery",
        ),
        limits="Whether deliveries make a partnership is a matter of words; both are shown.",
    ),
    claim(
        "S0-XKX-11",
        documents.quoted("S0-XKX-11", 1, "The base", "a base that came about is in use"),
        documents.quoted("S0-XKX-11", 2, "Its place", "central: in the middle of the country"),
        limits="The place is read from a map; the text may mean no more than inside Kosovo.",
    ),
)
