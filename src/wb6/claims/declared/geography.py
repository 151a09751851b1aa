"""Claims on position: distances, coasts, straits, borders and corridors.

What a place lies on can be read; what it is worth to anyone cannot.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from wb6.claims.declaration import Point, Tested, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.ledger import claimed
from wb6.claims.rules import Is, at_least, at_most, equal
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import borders, distance

PLACES, TABLE, NATO = "geography", "coasts_borders", "nato_milestones"
CENTRE, CRIMEA = "Belgrade", "Sevastopol"
CAPITALS = ("Belgrade", "Pristina", "Podgorica", "Sarajevo", "Skopje", "Tirana")
# Western and Northern Europe as the United Nations group countries; capitals on file.
WEST_AND_NORTH = (
    *("AUT", "BEL", "DEU", "FRA", "LUX", "NLD"),
    *("DNK", "EST", "FIN", "GBR", "IRL", "ISL", "LTU", "LVA", "NOR", "SWE"),
)
# States on the coast from Trieste to the Peloponnese, north to south.
EASTERN_SHORE = ("SVN", "HRV", "BIH", "MNE", "ALB", "GRC")
MOTIVE = "That this is what its place in NATO is worth; the reasons of those who decided are not in data."


def _from(edition: Edition, origin: str) -> pd.DataFrame:
    """Distances of the places on file from one of them, with the fields of the table."""
    places = edition.table(PLACES)
    lengths = distance.from_place(places, origin).set_index("name")["km"]
    return places.assign(km=places["name"].map(lengths)).dropna(subset=["km"])


def apart(edition: Edition) -> Found:
    """How far the distances from Belgrade to London and Moscow differ, in percent of the shorter one."""
    pair = _from(edition, CENTRE)
    pair = pair[pair["name"].isin(["London", "Moscow"])].sort_values("km")
    if len(pair) < 2:
        return nothing()
    told = words.listing([f"{words.number(row.km, 0)} km to {row.name}" for row in pair.itertuples()])
    gap = (pair["km"].iloc[1] / pair["km"].iloc[0] - 1) * 100
    return found(gap, f"{told}, {words.percent(gap)} apart", (PLACES, pair))


def capitals_beyond(edition: Edition) -> Found:
    """How many EU capitals lie farther from Belgrade than Sevastopol."""
    places = _from(edition, CENTRE)
    mark = places[places["name"] == CRIMEA]
    capitals = places[places["is_capital"] & places["eu_member"]]
    if mark.empty or capitals.empty:
        return nothing()
    far = capitals[capitals["km"] > mark["km"].iloc[0]].sort_values("km")
    inside = capitals.drop(far.index).sort_values("km").iloc[-1]
    text = (
        f"{len(far)} of {len(capitals)}, from {far['name'].iloc[0]} to {far['name'].iloc[-1]}; "
        f"{CRIMEA} lies {words.number(mark['km'].iloc[0], 0)} km away, "
        f"{inside['name']}, the farthest inside, {words.number(inside['km'], 0)} km"
    )
    return found(len(far), text, (PLACES, far), (PLACES, mark))


def listed_beyond(edition: Edition, name: str) -> Found:
    """Whether a capital lies farther from Belgrade than Sevastopol."""
    places = _from(edition, CENTRE)
    pair = places[places["name"].isin([name, CRIMEA])].set_index("name")
    if len(pair) < 2:
        return nothing()
    text = f"{words.number(pair.loc[name, 'km'], 0)} km and {words.number(pair.loc[CRIMEA, 'km'], 0)} km"
    return found(bool(pair.loc[name, "km"] > pair.loc[CRIMEA, "km"]), text, (PLACES, pair.reset_index()))


def west_and_north_beyond(edition: Edition, origin: str) -> Found:
    """Share of the capitals of Western and Northern Europe that lie farther from a place than Sevastopol."""
    places = _from(edition, origin)
    mark = places[places["name"] == CRIMEA]
    capitals = places[places["is_capital"] & places["iso3"].isin(WEST_AND_NORTH)]
    if mark.empty or capitals.empty:
        return nothing()
    near = capitals[capitals["km"] <= mark["km"].iloc[0]].sort_values("km")
    text = f"{len(capitals) - len(near)} of {len(capitals)} capitals are farther from {origin}"
    if len(near):
        text += f"; nearer {'is' if len(near) == 1 else 'are'} {words.listing(list(near['name']))}"
    return found((1 - len(near) / len(capitals)) * 100, text, (PLACES, capitals), (PLACES, mark))


def lies_on(
    edition: Edition,
    iso3: str,
    kind: str,
    name: str,
    relations: Sequence[str] = ("shore", "mouth", "crossed"),
) -> Found:
    """Whether a country lies on a sea, strait, river or corridor, beside all that do."""
    rows = borders.lying_on(edition.table(TABLE), kind, name)
    if rows.empty:
        return nothing()
    there = rows[rows["relation"].isin(list(relations))]
    holds = iso3 in set(there["iso3"])
    return found(
        holds, f"on it {'lies' if len(there) == 1 else 'lie'} {_names(there['iso3'])}", (TABLE, rows)
    )


def _names(codes: Iterable[str]) -> str:
    return words.listing(sorted(countries.name(code) for code in codes))


def neighbour(edition: Edition, iso3: str, other: str) -> Found:
    """Whether two countries share a land border, with its length."""
    table = edition.table(TABLE)
    row = borders.between(table, iso3, [other])
    if not row.empty:
        return found(True, f"{words.number(row['km'].iloc[0], 0)} km of border", (TABLE, row))
    own = borders.neighbours(table, [iso3])
    return found(False, "no border on file", (TABLE, own)) if len(own) else nothing()


def links(edition: Edition, iso3: str, pair: Sequence[str]) -> Found:
    """Whether a country borders both of two others."""
    rows = borders.between(edition.table(TABLE), iso3, pair)
    if rows.empty:
        return nothing()
    told = words.listing(
        [
            f"{words.number(km, 0)} km with {countries.name(code)}"
            for code, km in zip(rows["other_iso3"], rows["km"], strict=True)
        ]
    )
    return found(len(rows) == len(pair), told, (TABLE, rows))


def _members(edition: Edition) -> pd.DataFrame:
    rows = edition.table(NATO)
    return rows[rows["code"] == "member"].sort_values("date").drop_duplicates("iso3")


def members_on(edition: Edition, kind: str, name: str) -> Found:
    """Share of the countries on a corridor or sea that are members of NATO, in percent."""
    rows = borders.lying_on(edition.table(TABLE), kind, name, ["shore", "crossed"])
    if rows.empty:
        return nothing()
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(rows["iso3"])]
    text = f"{words.count(len(joined))} of {words.count(len(rows))}"
    newest = joined.tail(1)
    if len(newest):
        text += f", the last of them {countries.name(newest['iso3'].iloc[0])} ({newest['date'].iloc[0].year})"
    return found(len(joined) / len(rows) * 100, text, (TABLE, rows), (NATO, joined))


def allied_coast(edition: Edition) -> Found:
    """Share of the states on the shore from Trieste to the Peloponnese that are members, in percent."""
    coast = edition.table(TABLE)
    coast = coast[(coast["kind"] == "coastline") & coast["iso3"].isin(EASTERN_SHORE)]
    if coast.empty:
        return nothing()
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(EASTERN_SHORE)]
    gap = coast[~coast["iso3"].isin(joined["iso3"])]
    text = f"{words.count(len(joined))} of {words.count(len(coast))} states"
    if len(gap):
        told = [f"{countries.name(row.iso3)} with {words.number(row.km, 0)} km" for row in gap.itertuples()]
        text += f"; outside {'is' if len(gap) == 1 else 'are'} {words.listing(told)} of coast"
    return found(len(joined) / len(coast) * 100, text, (TABLE, coast), (NATO, joined))


def outside_at_entry(edition: Edition, iso3: str) -> Found:
    """How many neighbours of a country were no members when it joined, of those on file."""
    rows = borders.neighbours(edition.table(TABLE), [iso3])
    joined = _members(edition).set_index("iso3")["date"]
    if rows.empty or iso3 not in joined.index:
        return nothing()
    later = rows["other_iso3"].map(joined).fillna(pd.Timestamp.max.normalize()) > joined[iso3]
    text = f"{words.count(int(later.sum()))} of {words.count(len(rows))} ({_names(rows.loc[later, 'other_iso3'])})"
    decided = _members(edition)
    return found(
        later.mean() * 100,
        text,
        (TABLE, rows),
        (NATO, decided[decided["iso3"].isin([iso3, *rows["other_iso3"]])]),
    )


def same_day(edition: Edition, pair: Sequence[str]) -> Found:
    """Whether two countries joined on one day."""
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(list(pair))]
    if len(joined) < len(pair):
        return nothing()
    told = words.listing([f"{countries.name(row.iso3)} {words.day(row.date)}" for row in joined.itertuples()])
    return found(joined["date"].nunique() == 1, told, (NATO, joined))


def share_through(edition: Edition, corridors: Sequence[str], iso3: str) -> Found:
    """Share of some corridors that cross a country, in percent."""
    table = edition.table(TABLE)
    rows = table[(table["kind"] == "corridor") & table["name"].isin(list(corridors))]
    if rows.empty:
        return nothing()
    crossing = sorted(rows.loc[rows["iso3"] == iso3, "name"])
    text = f"{words.count(len(crossing))} of {words.count(rows['name'].nunique())} on file"
    text += f" ({words.listing(crossing)})" if crossing else ""
    return found(len(crossing) / rows["name"].nunique() * 100, text, (TABLE, rows))


def both_seas(edition: Edition, kind: str, name: str, seas: Sequence[str]) -> Found:
    """Whether the countries on a corridor reach each of some seas."""
    table = edition.table(TABLE)
    on = borders.lying_on(table, kind, name)
    shores = table[(table["kind"] == "sea") & table["iso3"].isin(on["iso3"]) & table["name"].isin(list(seas))]
    if on.empty:
        return nothing()
    told = words.listing([f"{countries.name(row.iso3)} ({row.name})" for row in shores.itertuples()])
    return found(set(shores["name"]) == set(seas), f"{name} reaches {told}", (TABLE, on), (TABLE, shores))


def reaches(edition: Edition, start: str, goal: str, first: str, second: str) -> Found:
    """Whether two corridors that meet in the six lead from one country to another."""
    table = edition.table(TABLE)
    one, other = (borders.lying_on(table, "corridor", name) for name in (first, second))
    meeting = set(one["iso3"]) & set(other["iso3"]) & set(countries.WB6)
    if one.empty or other.empty:
        return nothing()
    text = f"{first} leads from {countries.in_sentence(start)}, {second} to {countries.in_sentence(goal)}"
    text += f"; they meet in {_names(meeting)}" if meeting else "; they do not meet in the six"
    holds = bool(meeting) and start in set(one["iso3"]) and goal in set(other["iso3"])
    return found(holds, text, (TABLE, one), (TABLE, other))


def way_round(edition: Edition, start: str, goal: str) -> Found:
    """Whether no way by land leads from one country to another round the six."""
    table = edition.table(TABLE)
    line = borders.way(table, start, goal, countries.WB6)
    if not line:
        return found(True, "none on file", (TABLE, table[table["kind"] == "land_border"]))
    steps = pd.concat([borders.between(table, one, [other]) for one, other in pairwise(line)])
    return found(
        False, f"one leads over {words.listing([countries.name(code) for code in line])}", (TABLE, steps)
    )


def neighbours_allied(edition: Edition) -> Found:
    """Share of the neighbours of the six that are members, in percent."""
    rows = borders.neighbours(edition.table(TABLE), countries.WB6)
    around = sorted(set(rows["other_iso3"]))
    if not around:
        return nothing()
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(around)]
    text = f"{words.count(len(joined))} of {words.count(len(around))} ({_names(around)})"
    return found(len(joined) / len(around) * 100, text, (TABLE, rows), (NATO, joined))


def fronts(edition: Edition, seas: Sequence[str]) -> Found:
    """How many of some seas the member states around the six reach."""
    table = edition.table(TABLE)
    around = set(borders.neighbours(table, countries.WB6)["other_iso3"]) & set(_members(edition)["iso3"])
    shores = table[(table["kind"] == "sea") & table["iso3"].isin(around) & table["name"].isin(list(seas))]
    if not around:
        return nothing()
    told = words.listing([f"{sea} ({_names(on_it['iso3'])})" for sea, on_it in shores.groupby("name")])
    return found(shores["name"].nunique() == len(seas), told, (TABLE, shores))


def on(iso3: str, kind: str, name: str, why: str) -> Point:
    """A point that holds when a country lies on a sea, strait, river or corridor."""
    return Point(
        f"{countries.name(iso3)} on {_article(name)}",
        (TABLE,),
        lambda edition: lies_on(edition, iso3, kind, name),
        Is("the country lies there"),
        why,
    )


def _article(name: str) -> str:
    return name if name.startswith("Corridor") else f"the {name}"


def valued(claim_id: str, *points: Point, limits: str = "") -> Tested:
    """A claim on what a country's position is worth: the position is read, the worth is not."""
    return claim(claim_id, *points, untested=MOTIVE, limits=limits)


ADRIATIC_TO_BLACK_SEA = "the axis is read as the corridor that joins the two seas"
BLACK_SEA_WITH_RUSSIA = Point(
    "Russia on the Black Sea",
    (TABLE,),
    lambda edition: lies_on(edition, "RUS", "sea", "Black Sea"),
    Is("Russia lies on the sea too"),
    "near south-western Russia: the two share a sea",
)

TESTS = (
    claim(
        "S0-RUS-11",
        Point(
            "Distance from Belgrade to London and to Moscow",
            (PLACES,),
            apart,
            at_most(5, "percent"),
            "about the same: no more than one part in twenty apart",
        ),
    ),
    claim(
        "S0-RUS-12",
        Point(
            "EU capitals farther from Belgrade than Sevastopol",
            (PLACES,),
            capitals_beyond,
            equal(claimed("S0-RUS-12")),
            "the number that the text gives",
        ),
        Point(
            "Brussels and Sevastopol from Belgrade",
            (PLACES,),
            lambda edition: listed_beyond(edition, "Brussels"),
            Is("Brussels is farther"),
            "the capital that the text names first",
        ),
    ),
    claim(
        "S0-RUS-13",
        Point(
            "Capitals of Western and Northern Europe beside Sevastopol",
            (PLACES,),
            west_and_north_beyond,
            at_least(75, "percent", partly=50),
            "said of the west and the north at large: three capitals in four are farther; in part: half",
            choices={"origin": CAPITALS},
        ),
        limits="Western and Northern Europe as the United Nations group them; the centre and the south are nearer.",
    ),
    valued(
        "S0-ALB-02",
        on("ALB", "strait", "Strait of Otranto", "holding it: the shore is Albanian"),
        on("ALB", "sea", "Adriatic Sea", "the lower Adriatic: a coast on it"),
        on("ALB", "corridor", "Corridor VIII", ADRIATIC_TO_BLACK_SEA),
        on("MKD", "corridor", "Corridor VIII", "the text lets the axis pass North Macedonia"),
        limits="No corridor on file passes Kosovo. Parts of the corridor are still to be built.",
    ),
    valued(
        "S0-BGR-02",
        on("BGR", "sea", "Black Sea", "access: a coast on it"),
        on("BGR", "corridor", "Corridor VIII", ADRIATIC_TO_BLACK_SEA),
        on("BGR", "corridor", "Corridor Xc", "a way to the Middle East: the corridor that ends in Türkiye"),
        BLACK_SEA_WITH_RUSSIA,
    ),
    valued(
        "S0-GRC-02",
        on("GRC", "sea", "Mediterranean Sea", "the Eastern Mediterranean: a coast on it"),
        Point(
            "Neighbours of Greece outside NATO when it joined",
            (TABLE, NATO),
            lambda edition: outside_at_entry(edition, "GRC"),
            at_least(50, "percent"),
            "watching communist neighbours: most of them lay outside",
        ),
        on("GRC", "strait", "Strait of Otranto", "holding it: a shore of its own"),
        on("GRC", "strait", "Turkish Straits", "holding them: a shore of its own"),
        Point(
            "Entry of Greece and Türkiye",
            (NATO,),
            lambda edition: same_day(edition, ["GRC", "TUR"]),
            Is("both joined on one day"),
            "two policies kept aligned begin with a common entry",
        ),
        limits="The source sees Greece on the southern approach to the Turkish Straits, not on them. "
        "Where the Strait of Otranto ends towards Corfu is a matter of definition. "
        "In 1952 North Macedonia was part of Yugoslavia; whether a neighbour was communist is read from its absence.",
    ),
    valued(
        "S0-HRV-02",
        on("HRV", "sea", "Adriatic Sea", "the central Adriatic: a coast on it"),
        Point(
            "Corridors from the Pannonian plain to the Croatian coast that cross Bosnia and Herzegovina",
            (TABLE,),
            lambda edition: share_through(edition, ["Corridor Vb", "Corridor Vc"], "BIH"),
            at_least(51, "percent", partly=50),
            "most: more than half; in part: half",
        ),
        limits="Corridors are main lines; minor roads are not counted.",
    ),
    valued(
        "S0-MKD-02",
        Point(
            "Members of NATO on the corridor from the Adriatic to the Black Sea",
            (TABLE, NATO),
            lambda edition: members_on(edition, "corridor", "Corridor VIII"),
            at_least(100, "percent"),
            "closing the axis: no gap is left on it",
        ),
        on("MKD", "corridor", "Corridor X", "the way from Thessaloniki by Skopje and Nis to Belgrade"),
        limits="The corridor on file begins at Thessaloniki; its branch Xb leads on from Belgrade to Budapest.",
    ),
    valued(
        "S0-MNE-02",
        Point(
            "Montenegro's borders with Albania and Croatia",
            (TABLE,),
            lambda edition: links(edition, "MNE", ["ALB", "HRV"]),
            Is("it borders both"),
            "linking the two: a border with each",
        ),
        Point(
            "Members among the states on the coast from Trieste to the Peloponnese",
            (TABLE, NATO),
            allied_coast,
            at_least(100, "percent", partly=80),
            "an allied coast has no gap; in part: four states in five",
        ),
        on("MNE", "corridor", "Belgrade-Bar railway", "its southern end is the port of Bar"),
    ),
    valued(
        "S0-ROU-02",
        on("ROU", "sea", "Black Sea", "access: a coast on it"),
        Point(
            "Romania at the mouth of the Danube",
            (TABLE,),
            lambda edition: lies_on(edition, "ROU", "river", "Danube", ["mouth"]),
            Is("the mouth lies there"),
            "the way to the delta: the mouth lies in the country",
        ),
        Point(
            "Romania's border with Ukraine",
            (TABLE,),
            lambda edition: neighbour(edition, "ROU", "UKR"),
            Is("the two share a border"),
            "the border that the text names",
        ),
        BLACK_SEA_WITH_RUSSIA,
    ),
    valued(
        "S0-SVN-02",
        on("SVN", "sea", "Adriatic Sea", "the northern Adriatic: a coast on it"),
        on("SVN", "corridor", "Sava corridor", "the axis of the valley: the corridor named after the river"),
    ),
    claim(
        "S0-REG-08",
        Point(
            "Corridor from the Adriatic to the Black Sea",
            (TABLE,),
            lambda edition: both_seas(edition, "corridor", "Corridor VIII", ["Adriatic Sea", "Black Sea"]),
            Is("one corridor joins both seas"),
            "a zone where the two waters meet: a line across it reaches both",
        ),
        Point(
            "Corridor from Central Europe to Türkiye",
            (TABLE,),
            lambda edition: reaches(edition, "AUT", "TUR", "Corridor X", "Corridor Xc"),
            Is("corridors lead from one to the other"),
            "a zone between Central Europe and the Middle East: a line across it leads from one to the other",
        ),
        limits="Türkiye stands for the Middle East, which begins behind it.",
    ),
    claim(
        "S3-NAT-03",
        Point(
            "Members of NATO among the neighbours of the six",
            (TABLE, NATO),
            neighbours_allied,
            at_least(100, "percent", partly=80),
            "a wedge in the Alliance: members on all sides; in part: four in five",
        ),
        Point(
            "Seas reached by the members around the six",
            (TABLE, NATO),
            lambda edition: fronts(edition, ["Black Sea", "Mediterranean Sea"]),
            Is("they reach the Black Sea and the Mediterranean"),
            "the eastern front is read as the Black Sea, the southern one as the Mediterranean",
        ),
        untested="That the region is vital for the cohesion of the Alliance.",
    ),
    claim(
        "S3-REG-02",
        Point(
            "Corridor from Central Europe to Türkiye",
            (TABLE,),
            lambda edition: reaches(edition, "AUT", "TUR", "Corridor X", "Corridor Xc"),
            Is("corridors lead from one to the other through the six"),
            "a link between Europe and the Middle East: a line through the region joins them",
        ),
        Point(
            "Ways by land from Hungary to Türkiye that go round the six",
            (TABLE,),
            lambda edition: way_round(edition, "HUN", "TUR"),
            Is("no way goes round the six"),
            "still needed: there is no other way by land",
        ),
        limits="Freight by route would show how far the region is needed; no such figures are on file. "
        "Ways by sea and the Caucasus are not looked at.",
    ),
)
