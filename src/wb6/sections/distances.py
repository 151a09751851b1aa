"""Near and far: the distances from Belgrade that the journal article argues with."""

from collections.abc import Iterable

import pandas as pd

from wb6.data import package, words
from wb6.data.facts import Fact
from wb6.figures import distance as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import distance
from wb6.sections.declared import declares
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage

ORIGIN, MEASURE = "Belgrade", "Sevastopol"
COMPARED = ("London", "Moscow", MEASURE)
# Places whose distance from Belgrade is a fact.
PLACES = {"london": "London", "moscow": "Moscow", "sevastopol": "Sevastopol", "berlin": "Berlin"}
KINDS = {
    "nearer capital": "EU capital, nearer than Sevastopol",
    "farther capital": "EU capital, farther",
    "compared": "London, Moscow, Sevastopol",
    "centre": "Belgrade",
}


@kept
def measured(page: RussiaPage) -> pd.DataFrame:
    """Distances from Belgrade to the places compared and to the capitals of the EU, by distance."""
    places = page.table("geography")
    found = distance.from_place(places, ORIGIN).merge(places[["name", "is_capital", "eu_member"]], on="name")
    line = float(found.loc[found["name"] == MEASURE, "km"].iloc[0])
    capital = found["is_capital"].astype(bool) & found["eu_member"].astype(bool)
    compared = found["name"].isin(COMPARED)
    kind = pd.Series("nearer capital", index=found.index)
    kind = kind.mask(found["km"] > line, "farther capital").mask(compared, "compared")
    found = found.assign(kind=kind, called=kind.map(KINDS), place=found["name"], km=found["km"].round(1))
    return found[capital | compared].reset_index(drop=True)


def farther(page: RussiaPage) -> pd.DataFrame:
    """Capitals of the EU farther from Belgrade than Sevastopol."""
    found = measured(page)
    return found[found["kind"] == "farther capital"]


def map_of_distances(page: RussiaPage) -> Figure:
    """The places on a map with Belgrade in the middle."""
    found = measured(page)
    km = found.set_index("place")["km"]
    centre = page.table("geography").set_index("name").loc[ORIGIN]
    at = (float(centre["lat"]), float(centre["lon"]))
    middle = centre[["iso3", "lat", "lon", "source"]].to_dict() | {
        "place": ORIGIN,
        "km": 0.0,
        "kind": "centre",
        "called": KINDS["centre"],
    }
    columns = ["place", "iso3", "lat", "lon", "km", "kind", "called", "source"]
    return chart.around(
        pd.concat([found[columns], pd.DataFrame([middle])[columns]], ignore_index=True),
        package.shapes("europe-land"),
        {MEASURE: distance.circle(*at, km[MEASURE]), "Moscow": distance.circle(*at, km["Moscow"])},
        heading=Heading(
            name="map-distances",
            title=(
                f"{len(farther(page))} of {len(found) - len(COMPARED)} EU capitals lie farther from Belgrade "
                "than Sevastopol; "
                f"London is {abs(km['Moscow'] - km['London']):.0f} km nearer than Moscow"
            ),
            subtitle="Map with true distances from Belgrade, kilometres; circles through Sevastopol and through Moscow",
            alt_text=(
                f"Map centred on Belgrade. London {km['London']:,.0f} km, Moscow {km['Moscow']:,.0f} km, Sevastopol "
                f"{km[MEASURE]:,.0f} km; farther than Sevastopol: {words.listing(farther(page)['place'].tolist())}."
            ),
        ),
        note=(
            "Shortest lines on the WGS84 ellipsoid. Sevastopol belongs to Ukraine in international law and has been held by "
            "Russia since 2014."
            if page.edition.day >= pd.Timestamp("2014-03-31")
            else "Shortest lines on the WGS84 ellipsoid. Capitals of the 27 members of today."
        ),
    )


def ranked_distances(page: RussiaPage) -> Figure:
    """The places in the order of their distance."""
    found = measured(page)
    line = float(found.loc[found["place"] == MEASURE, "km"].iloc[0])
    near = found[found["kind"] == "nearer capital"].iloc[-1]
    return chart.ranked(
        found,
        line,
        heading=Heading(
            name="distances",
            title=(
                f"{near['place']}, {line - near['km']:.0f} km inside the circle of Sevastopol, is the capital "
                "nearest to the line"
            ),
            subtitle="Distance from Belgrade to the capitals of the 27 EU members, London, Moscow and Sevastopol, kilometres",
            alt_text=(
                f"Bars, from {found.iloc[0]['place']} ({found.iloc[0]['km']:,.0f}) to "
                f"{found.iloc[-1]['place']} ({found.iloc[-1]['km']:,.0f})."
            ),
        ),
        note="The dashed line is the distance to Sevastopol.",
    )


@declares(
    "geography",
    *(f"{place}_km" for place in (*PLACES, "london_moscow", "berlin_inside")),
    "farther",
    "capitals",
)
def _distance_facts(page: RussiaPage) -> dict[str, Fact]:
    places = measured(page).set_index("place")
    km, far = places["km"], farther(page)["source"]
    capitals = int(places["kind"].str.endswith("capital").sum())
    return {
        **{
            f"{name}_km": _kilometres(f"Belgrade to {place}", km[place], places.loc[[place], "source"])
            for name, place in PLACES.items()
        },
        "london_moscow_km": _kilometres(
            "Moscow less London", abs(km["Moscow"] - km["London"]), places["source"]
        ),
        "berlin_inside_km": _kilometres(
            "Sevastopol less Berlin", km["Sevastopol"] - km["Berlin"], places["source"]
        ),
        "farther": _capitals("EU capitals farther than Sevastopol", len(far), far),
        "capitals": _capitals("EU capitals measured", capitals, far),
    }


def _capitals(label: str, number: int, sources: Iterable[str]) -> Fact:
    return _of_map(label, words.people(number), number, "capitals", sources)


def _kilometres(label: str, value: float, sources: Iterable[str]) -> Fact:
    value = round(float(value))
    return _of_map(label, f"{value:,} km", value, "km", sources)


def _of_map(label: str, text: str, value: int, unit: str, sources: Iterable[str]) -> Fact:
    """A fact of geography, which has no date."""
    return Fact("", label, text, value, unit, table="geography", sources=tuple(sorted(set(sources))))
