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
    others = places.assign(km=lengths(places, origin)).dropna(subset="km")
    return others[COLUMNS].sort_values(["km", "name"], ignore_index=True)


def lengths(places: pd.DataFrame, origin: str) -> list[float | None]:
    """Length in km of the shortest line from the place `origin` to each place, None for itself; as `from_place`."""
    at = {name: where for name, *where in zip(places["name"], places["lat"], places["lon"], strict=True)}
    return [None if name == origin else _km(*at[origin], *where) for name, where in at.items()]


@cache
def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon)["s12"]) / 1000


def circle(lat: float, lon: float, km: float, points: int = 90) -> list[list[float]]:
    """Longitude and latitude of a closed line at `km` from a place, clockwise."""
    step = 360 / points
    reached = [Geodesic.WGS84.Direct(lat, lon, step * turn, km * 1000) for turn in range(points)]
    line = [[round(point["lon2"], 3), round(point["lat2"], 3)] for point in reached]
    return [*line, line[0]]
