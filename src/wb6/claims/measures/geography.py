"""Claims on position: distances, coasts, straits, borders and corridors.

What a place lies on can be read; what it is worth to anyone cannot.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.memory import once
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import borders, distance

PLACES, TABLE, NATO = "geography", "coasts_borders", "nato_milestones"


CENTRE, CRIMEA = "Belgrade", "Sevastopol"


# Western and Northern Europe as the United Nations group countries; capitals on file.
WEST_AND_NORTH = (
    *("AUT", "BEL", "DEU", "FRA", "LUX", "NLD"),
    *("DNK", "EST", "FIN", "GBR", "IRL", "ISL", "LTU", "LVA", "NOR", "SWE"),
)


@once
def _from(edition: Edition, origin: str) -> pd.DataFrame:
    """Distances of the places on file from one of them, with the fields of the table."""
    places = edition.table(PLACES)
    return places.assign(km=distance.lengths(places, origin)).dropna(subset=["km"])


@measure
def gap_in_distance(edition: Edition) -> Result:
    """How far the distances from Belgrade to London and Moscow differ, in percent of the shorter one."""
    pair = _from(edition, CENTRE)
    pair = needed(pair[pair["name"].isin(["London", "Moscow"])].sort_values("km"), least=2)
    told = words.listing([f"{words.number(row.km, 0)} km to {row.name}" for row in pair.itertuples()])
    gap = (pair["km"].iloc[1] / pair["km"].iloc[0] - 1) * 100
    return result(gap, f"{told}, {words.percent(gap)} apart", (PLACES, pair))


@measure
def capitals_beyond(edition: Edition) -> Result:
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
    return result(len(far), text, (PLACES, far), (PLACES, mark))


@measure
def listed_beyond(edition: Edition, name: str) -> Result:
    """Whether a capital lies farther from Belgrade than Sevastopol."""
    places = _from(edition, CENTRE)
    pair = needed(places[places["name"].isin([name, CRIMEA])].set_index("name"), least=2)
    text = f"{words.number(pair.loc[name, 'km'], 0)} km and {words.number(pair.loc[CRIMEA, 'km'], 0)} km"
    return result(bool(pair.loc[name, "km"] > pair.loc[CRIMEA, "km"]), text, (PLACES, pair.reset_index()))


@measure
def west_and_north_beyond(edition: Edition, origin: str) -> Result:
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
    return result((1 - len(near) / len(capitals)) * 100, text, (PLACES, capitals), (PLACES, mark))


@measure
def lies_on(
    edition: Edition,
    iso3: str,
    kind: str,
    name: str,
    relations: Sequence[str] = ("shore", "mouth", "crossed"),
) -> Result:
    """Whether a country lies on a sea, strait, river or corridor, beside all that do."""
    rows = needed(borders.lying_on(edition.table(TABLE), kind, name))
    there = rows[rows["relation"].isin(list(relations))]
    holds = iso3 in set(there["iso3"])
    return result(
        holds, f"on it {'lies' if len(there) == 1 else 'lie'} {_names(there['iso3'])}", (TABLE, rows)
    )


def _names(codes: Iterable[str]) -> str:
    return words.listing(sorted(countries.name(code) for code in codes))


@measure
def neighbour(edition: Edition, iso3: str, other_iso3: str) -> Result:
    """Whether two countries share a land border, with its length."""
    table = edition.table(TABLE)
    row = borders.between(table, iso3, [other_iso3])
    if not row.empty:
        return result(True, f"{words.number(row['km'].iloc[0], 0)} km of border", (TABLE, row))
    own = borders.neighbours(table, [iso3])
    return result(False, "no border on file", (TABLE, own)) if len(own) else nothing()


@once
def _members(edition: Edition) -> pd.DataFrame:
    rows = edition.table(NATO)
    return rows[rows["code"] == "member"].sort_values("date").drop_duplicates("iso3")


@measure
def both_seas(edition: Edition, kind: str, name: str, seas: Sequence[str]) -> Result:
    """Whether the countries on a corridor reach each of some seas."""
    table = edition.table(TABLE)
    on = borders.lying_on(table, kind, name)
    shores = table[(table["kind"] == "sea") & table["iso3"].isin(on["iso3"]) & table["name"].isin(list(seas))]
    needed(on)
    told = words.listing([f"{countries.name(row.iso3)} ({row.name})" for row in shores.itertuples()])
    return result(set(shores["name"]) == set(seas), f"{name} reaches {told}", (TABLE, on), (TABLE, shores))


@measure
def reaches(edition: Edition, from_iso3: str, to_iso3: str, first: str, second: str) -> Result:
    """Whether two corridors that meet in the six lead from one country to another."""
    table = edition.table(TABLE)
    one, other = (borders.lying_on(table, "corridor", name) for name in (first, second))
    meeting = set(one["iso3"]) & set(other["iso3"]) & set(countries.WB6)
    if one.empty or other.empty:
        return nothing()
    text = (
        f"{first} leads from {countries.in_sentence(from_iso3)}, {second} to {countries.in_sentence(to_iso3)}"
    )
    text += f"; they meet in {_names(meeting)}" if meeting else "; they do not meet in the six"
    holds = bool(meeting) and from_iso3 in set(one["iso3"]) and to_iso3 in set(other["iso3"])
    return result(holds, text, (TABLE, one), (TABLE, other))


@measure
def neighbours_allied(edition: Edition) -> Result:
    """Share of the neighbours of the six that are members, in percent."""
    rows = borders.neighbours(edition.table(TABLE), countries.WB6)
    around = needed(sorted(set(rows["other_iso3"])))
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(around)]
    text = f"{words.count(len(joined))} of {words.count(len(around))} ({_names(around)})"
    return result(len(joined) / len(around) * 100, text, (TABLE, rows), (NATO, joined))


@measure
def fronts(edition: Edition, seas: Sequence[str]) -> Result:
    """How many of some seas the member states around the six reach."""
    table = edition.table(TABLE)
    around = set(borders.neighbours(table, countries.WB6)["other_iso3"]) & set(_members(edition)["iso3"])
    shores = table[(table["kind"] == "sea") & table["iso3"].isin(around) & table["name"].isin(list(seas))]
    needed(around)
    if shores.empty:
        return result(False, "none of them", (TABLE, shores))
    told = words.listing([f"{sea} ({_names(on_it['iso3'])})" for sea, on_it in shores.groupby("name")])
    return result(shores["name"].nunique() == len(seas), told, (TABLE, shores))


@measure
def members_on(edition: Edition, kind: str, name: str) -> Result:
    """Share of the countries on a corridor or sea that are members of NATO, in percent."""
    rows = needed(borders.lying_on(edition.table(TABLE), kind, name, ["shore", "crossed"]))
    joined = _members(edition)
    joined = joined[joined["iso3"].isin(rows["iso3"])]
    text = f"{words.count(len(joined))} of {words.count(len(rows))}"
    newest = joined.tail(1)
    if len(newest):
        text += f", the last of them {countries.name(newest['iso3'].iloc[0])} ({newest['date'].iloc[0].year})"
    return result(len(joined) / len(rows) * 100, text, (TABLE, rows), (NATO, joined))


def _listed(names: Iterable[str]) -> str:
    found_names = sorted(names)
    return words.listing(found_names) if found_names else "none"


@measure
def joins(
    edition: Edition,
    codes: Sequence[str],
    seas: Sequence[str],
    side_iso3: Sequence[str],
    other_iso3: Sequence[str],
) -> Result:
    """Whether some countries reach each of some seas, and border on, or hold, countries on each of two sides."""
    table = edition.table(TABLE)
    own = table[table["iso3"].isin(list(codes))]
    shores = own[(own["kind"] == "sea") & own["name"].isin(list(seas))]
    crossed = [own[own["other_iso3"].isin(list(one))] for one in (side_iso3, other_iso3)]
    needed(own)
    touched = [
        {*rows["other_iso3"]} | ({*one} & {*codes})
        for rows, one in zip(crossed, (side_iso3, other_iso3), strict=True)
    ]
    reached = sorted(set(shores["name"]))
    text = (
        f"they reach {_listed(reached)}; on the one side they touch {_listed(map(countries.name, touched[0]))}, "
        f"on the other {_listed(map(countries.name, touched[1]))}"
    )
    holds = set(reached) == set(seas) and all(touched)
    return result(holds, text, (TABLE, shores), *((TABLE, rows) for rows in crossed))
