"""Distances between places on the ellipsoid of the Earth (WGS84)."""

from functools import cache

import pandas as pd
from geographiclib.geodesic import Geodesic

COLUMNS = ["name", "iso3", "lat", "lon", "km", "source"]


def from_place(places: pd.DataFrame, origin: str) -> pd.DataFrame:
    """Length of the shortest line from the place `origin` to each other place, the nearest first.

    `places` holds name, iso3, lat, lon (degrees), source. Returns name, iso3, lat, lon, km, source.
    Raises `KeyError` when `origin` is no name of a place. Method: Karney (2013).
    """
    start = places.set_index("name").loc[origin]
    others = places[places["name"] != origin]
    lengths = [_km(start["lat"], start["lon"], place.lat, place.lon) for place in others.itertuples()]
    measured = others.assign(km=lengths)
    return measured[COLUMNS].sort_values(["km", "name"], ignore_index=True)


@cache
def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon)["s12"]) / 1000


def circle(lat: float, lon: float, km: float, points: int = 90) -> list[list[float]]:
    """Longitude and latitude of a closed line at `km` from a place, clockwise."""
    step = 360 / points
    reached = [Geodesic.WGS84.Direct(lat, lon, step * turn, km * 1000) for turn in range(points)]
    line = [[round(point["lon2"], 3), round(point["lat2"], 3)] for point in reached]
    return [*line, line[0]]
