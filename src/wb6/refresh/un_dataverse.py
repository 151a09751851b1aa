"""Harvard Dataverse: ideal points of states in the UN General Assembly (Bailey, Strezhnev and Voeten).

Interface: https://guides.dataverse.org/en/latest/api/dataaccess.html and native-api.html (list of files of a data set
by its DOI; a file by its number, tab-separated). Columns by the codebook of the data set doi:10.7910/DVN/LEJUQZ: iso3c,
year, IdealPointFP, NVotesFP, and quantiles such as Q5%FP.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.answers import require_columns, require_whole
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number

API = "https://dataverse.harvard.edu/api"
DOI = "doi:10.7910/DVN/LEJUQZ"
FILE = re.compile(r"ideal_?point_?estimates?1946-(\d{4})\.(?:tab|csv)", re.IGNORECASE)
COLUMNS = {
    "ideal_point": ("IdealPointFP", 4),
    "ci90_low": ("Q5%FP", 4),
    "ci90_high": ("Q95%FP", 4),
    "n_votes": ("NVotesFP", 0),
}
FIRST_YEAR = 1990
FEW_VOTES = 15


def _deliver(client: Client, tables: Tables) -> Delivery:
    before = tables["ideal_points"]
    version = client.get(f"{API}/datasets/:persistentId/versions/:latest", persistentId=DOI).json()["data"]
    number_of_file, name = _file(version["files"])
    text = client.get(f"{API}/access/datafile/{number_of_file}").text
    rows = _rows(text, name, set(before["iso3"]))
    return Delivery({"ideal_points": rows}, _citation(pd.Timestamp(version["releaseTime"]), name))


def _citation(released: pd.Timestamp, name: str) -> Citation:
    return Citation(
        key=f"voeten_idealpoints_{released:%Y_%m}",
        label=f"Bailey et al. {released:%Y}",
        publisher="Michael A. Bailey and Anton Strezhnev and Erik Voeten",
        title="Estimating Dynamic State Preferences from United Nations Voting Data "
        f"(ideal points, {released:%B %Y})",
        year=released.year,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        accessed_via=f"Harvard Dataverse, {name}",
        licence="see the publisher",
        terms="unknown",
    )


def _file(files: list[Mapping[str, Any]]) -> tuple[int, str]:
    """Number and name of the newest file of estimates."""
    found = [
        (matched[1], entry["dataFile"]["id"], entry["dataFile"]["filename"])
        for entry in files
        if (matched := FILE.fullmatch(entry["dataFile"]["filename"]))
    ]
    if not found:
        raise Unusable("the data set holds no file Idealpointestimates1946-YYYY")
    _, number_of_file, name = max(found)
    return number_of_file, name


def _rows(text: str, name: str, countries: set[str]) -> pd.DataFrame:
    separator = "\t" if "\t" in text.partition("\n")[0] else ","
    require_whole(text, separator, name)
    frame = pd.read_csv(io.StringIO(text), sep=separator)
    require_columns(frame, ["iso3c", "year", *(column for column, _ in COLUMNS.values())], name)
    frame = frame.assign(iso3=codes.iso3(frame["iso3c"]))
    frame = frame[frame["iso3"].isin(countries) & (frame["year"] >= FIRST_YEAR)]
    lost = countries - set(frame["iso3"])
    if lost:
        raise Unusable(f"{name} has nothing on {', '.join(sorted(lost))}")
    rows = {"iso3": frame["iso3"], "year": frame["year"].astype("str")}
    for ours, (theirs, digits) in COLUMNS.items():
        rows[ours] = [number(value, digits) for value in frame[theirs]]
    # The file has final passage votes only; estimates on all votes would be those of an older edition.
    rows |= {"ideal_point_all": "", "n_votes_all": ""}
    rows["note"] = ["few votes" if votes < FEW_VOTES else None for votes in frame["NVotesFP"]]
    return pd.DataFrame(rows)


def _own(table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].str.startswith("voeten_idealpoints_")


PUBLISHER = Publisher(
    "un-dataverse", "Ideal points in the UN General Assembly", {"ideal_points": _own}, _deliver
)
