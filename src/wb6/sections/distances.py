"""Near and far: the distances from Belgrade that the journal article argues with."""

import pandas as pd

from wb6.data import package, words
from wb6.figures import distance as chart
from wb6.figures.figure import Figure, Heading
from wb6.measures import distance
from wb6.sections.russia_page import RussiaPage

ORIGIN, MEASURE = "Belgrade", "Sevastopol"
COMPARED = ("London", "Moscow", MEASURE)


def measured(page: RussiaPage) -> pd.DataFrame:
    """Distances from Belgrade to the places compared and to the capitals of the EU, by distance."""
    places = page.table("geography")
    found = distance.from_place(places, ORIGIN).merge(places[["name", "is_capital", "eu_member"]], on="name")
    line = float(found.loc[found["name"] == MEASURE, "km"].iloc[0])
    capital = found["is_capital"].astype(bool) & found["eu_member"].astype(bool)
    compared = found["name"].isin(COMPARED)
    kind = pd.Series("nearer capital", index=found.index)
    kind = kind.mask(found["km"] > line, "farther capital").mask(compared, "compared")
    found = found.assign(kind=kind, place=found["name"], km=found["km"].round(1))
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
    middle = pd.DataFrame(
        [
            {
                "place": ORIGIN,
                "iso3": centre["iso3"],
                "lat": at[0],
                "lon": at[1],
                "km": 0.0,
                "kind": "centre",
                "source": centre["source"],
            }
        ]
    )
    columns = list(middle.columns)
    return chart.around(
        pd.concat([found[columns], middle], ignore_index=True),
        package.shapes("europe-land"),
        {MEASURE: distance.circle(*at, km[MEASURE]), "Moscow": distance.circle(*at, km["Moscow"])},
        at,
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
        kinds=_kinds(page),
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
        kinds=_kinds(page),
        note="The dashed line is the distance to Sevastopol.",
    )


def _kinds(page: RussiaPage) -> dict[str, str]:
    return {
        "nearer capital": "EU capital, nearer than Sevastopol",
        "farther capital": "EU capital, farther",
        "compared": "London, Moscow, Sevastopol",
        "centre": "Belgrade",
    }
