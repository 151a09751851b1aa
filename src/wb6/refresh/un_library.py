"""UN Digital Library: votes in the General Assembly, from the CSV file of the record 4060887.

Documentation: https://digitallibrary.un.org/record/4060887 (description and terms of use beside the file): one row a
vote of a state on a resolution adopted by recorded vote, of all sessions to the day in the name of the file; ms_vote is
Y, N, A or X (not voting). Votes on paragraphs and on drafts that failed are not in it. The library may ask for a human
check; then the file (some 360 MB) can be downloaded with a browser and named with `--file`.

Counts are those of whole years: most votes fall in December, so the year of the file is left out. The votes on Ukraine
fill the holes of their table; a text is found by its symbol or, where the table has none, by its day and totals.
"""

import io
import re
from pathlib import Path
from urllib.parse import urljoin

import pandas as pd

from wb6.refresh import codes
from wb6.refresh.answers import require_columns
from wb6.refresh.client import Client, Unusable
from wb6.refresh.publisher import Citation, Delivery, Publisher, Tables, number, of_source

PAGE = "https://digitallibrary.un.org/record/4060887"
LINK = re.compile(r'href="([^"]*/(\d{4}_\d{1,2}_\d{1,2})_ga_voting\.csv)[^"]*"')
KEY = "un_library_votes"
TOTALS = {"total_yes": "total_yes", "total_no": "total_no", "total_abstain": "total_abstentions"}
COLUMNS = ["ms_code", "ms_vote", "date", "resolution", "undl_link", *TOTALS.values()]
VOTES = {"Y": "yes", "N": "no", "A": "abstain"}
ABSENT = {"X": "absent"}
FIRST_YEAR = 1990
# The file holds adopted resolutions only. Agreement up to 2021 comes from all roll calls, paragraphs included;
# the two are not mixed in a year.
FIRST_YEAR_OF_AGREEMENT = 2022
ADOPTED_ONLY = "adopted resolutions only, no paragraph votes"
FEW_VOTES = 30


def _deliver(client: Client, tables: Tables) -> Delivery:
    content, name, day = _file(client)
    frame = _read(content, name)
    votes = _votes(frame)
    votes = votes[votes["year"] < day.year]
    counted = _counts(votes, set(tables["un_vote_counts"]["iso3"]))
    pairs = tables["un_agreement"][["iso3", "power_iso3"]].drop_duplicates()
    rows = {
        "un_vote_counts": counted,
        "un_agreement": _agreement(votes, pairs),
        "un_ukraine_votes": _on_ukraine(frame, tables["un_ukraine_votes"]),
    }
    citation = Citation(
        key=KEY,
        label=f"UN Digital Library {day:%Y}",
        publisher="United Nations, Dag Hammarskjöld Library",
        title=f"General Assembly Voting Data, state of {day.day} {day:%B %Y}",
        year=day.year,
        url=PAGE,
        accessed_via=f"file {name}",
        licence="United Nations; non-commercial use with attribution",
        terms="attribution_noncommercial",
    )
    return Delivery(rows, citation)


def _file(client: Client) -> tuple[Path | io.BytesIO, str, pd.Timestamp]:
    """The file, its name and its day: the one named by the user, else the newest of the record."""
    source: Path | io.BytesIO
    if client.file is not None:
        source, name = client.file, client.file.name
    else:
        try:
            source, name = _newest(client)
        except Unusable as error:
            raise Unusable(
                f"{error}; fetch the file at {PAGE} with a browser and name it with --file"
            ) from error
    day = re.match(r"(\d{4})_(\d{1,2})_(\d{1,2})_", name)
    if day is None:
        raise Unusable(f"{name} does not begin with the day of the file, as 2026_02_06_ga_voting.csv does")
    return source, name, pd.Timestamp(*(int(part) for part in day.groups()))


def _newest(client: Client) -> tuple[io.BytesIO, str]:
    """The newest file that the record links to, and its name."""
    links = LINK.findall(client.page(PAGE))
    if not links:
        raise Unusable("the record links to no file YYYY_MM_DD_ga_voting.csv")
    link, _ = max(links, key=lambda found: [int(part) for part in found[1].split("_")])
    return io.BytesIO(client.get(urljoin(PAGE, link)).content), Path(link).name


def _read(content: Path | io.BytesIO, name: str) -> pd.DataFrame:
    """The file as text: its columns that are used, and iso3."""
    frame = pd.read_csv(content, dtype="str", usecols=lambda column: column in COLUMNS)
    require_columns(frame, COLUMNS, name)
    if frame.empty or pd.isna(frame.iloc[-1]["undl_link"]):
        raise Unusable(f"{name} breaks off in its last line")
    return frame.assign(iso3=codes.iso3(frame["ms_code"]).replace("YUG", "SRB")).dropna(subset=["iso3"])


def _votes(frame: pd.DataFrame) -> pd.DataFrame:
    """Votes cast since 1990: iso3, year, resolution, vote."""
    frame = frame[frame["ms_vote"].isin(list(VOTES))]
    frame = frame.assign(year=frame["date"].str[:4].astype("int64"), vote=frame["ms_vote"].map(VOTES))
    frame = frame[frame["year"] >= FIRST_YEAR]
    return frame[["iso3", "year", "resolution", "vote"]].drop_duplicates(["iso3", "resolution"])


def _on_ukraine(frame: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Votes of the states of the table on its texts, as rows of `un_ukraine_votes`."""
    texts = table.drop_duplicates("resolution_id")
    texts = texts[["resolution_id", "resolution", "date", "date_precision", "subject", *TOTALS]]
    cast = frame[frame["iso3"].isin(set(table["iso3"]))]
    cast = cast.assign(vote=cast["ms_vote"].map(VOTES | ABSENT)).dropna(subset=["vote"])
    cast = cast.assign(**{ours: pd.to_numeric(cast[theirs]) for ours, theirs in TOTALS.items()})
    cast = cast[["iso3", "resolution", "date", "vote", *TOTALS]]
    named, others = texts[texts["resolution"] != ""], texts[texts["resolution"] == ""]
    by_symbol = cast[["iso3", "resolution", "vote"]].merge(named, on="resolution")
    others = others.drop(columns="resolution").assign(
        **{total: pd.to_numeric(others[total]) for total in TOTALS}
    )
    by_totals = cast.merge(others, on=["date", *TOTALS])
    several = by_totals.groupby("resolution_id")["resolution"].transform("nunique") > 1
    by_totals = by_totals[~several]
    by_totals = by_totals.assign(**{total: by_totals[total].map("{:.0f}".format) for total in TOTALS})
    found = pd.concat([by_symbol, by_totals], ignore_index=True)
    return found.drop_duplicates(["resolution_id", "iso3"]).assign(basis="roll_call")


def _counts(votes: pd.DataFrame, countries: set[str]) -> pd.DataFrame:
    """Votes by kind, state and year."""
    ours = votes[votes["iso3"].isin(countries)]
    lost = countries - set(ours["iso3"])
    if lost:
        raise Unusable(f"no vote of {', '.join(sorted(lost))} in the file")
    wide = ours.groupby(["iso3", "year", "vote"]).size().unstack(fill_value=0)
    wide = wide.reindex(columns=list(VOTES.values()), fill_value=0)
    total = wide.sum(axis=1)
    table = pd.DataFrame({f"n_{kind}": wide[kind] for kind in VOTES.values()} | {"n_votes": total})
    table["note"] = ["few votes recorded" if count < FEW_VOTES else "" for count in total]
    return table.reset_index().astype("str")


def _agreement(votes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Roll calls in which a state voted as a power did, by year."""
    recent = votes[votes["year"] >= FIRST_YEAR_OF_AGREEMENT]
    both = recent.merge(recent, on=["year", "resolution"], suffixes=("", "_power"))
    both = both.rename(columns={"iso3_power": "power_iso3"}).merge(pairs, on=["iso3", "power_iso3"])
    both["same"] = both["vote"] == both["vote_power"]
    both["partial"] = ~both["same"] & ((both["vote"] == "abstain") | (both["vote_power"] == "abstain"))
    table = both.groupby(["iso3", "power_iso3", "year"]).agg(
        n_votes=("same", "size"), n_same=("same", "sum"), n_partial=("partial", "sum")
    )
    table["n_opposite"] = table["n_votes"] - table["n_same"] - table["n_partial"]
    share = table["n_same"] / table["n_votes"]
    half = (table["n_same"] + table["n_partial"] / 2) / table["n_votes"]
    table["agree_share"] = [number(value, 4) for value in share]
    table["agree_index_half"] = [number(value, 4) for value in half]
    return table.reset_index().astype("str").assign(roll_calls="adopted", note=ADOPTED_ONLY)


def _own_counts(table: pd.DataFrame, _key: str) -> pd.Series:
    return table["source"].isin(["hzloto_unga_2025", KEY])


PUBLISHER = Publisher(
    "un-library",
    "UN Digital Library, votes in the General Assembly",
    {"un_vote_counts": _own_counts, "un_agreement": of_source, "un_ukraine_votes": of_source},
    _deliver,
)
