"""Countries: names, slugs and codes, from `countries.csv`."""

import pandas as pd

from wb6.data import folders, package, reads
from wb6.errors import UsageError

_WITH_ARTICLE = {"United", "European", "Netherlands", "Czech"}
WB6 = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")


@reads.cache
def _by_code(_folder: str) -> dict[str, dict[str, str]]:
    records: dict[str, dict[str, str]] = package.published("countries").set_index("iso3").to_dict("index")
    return records


def _record(iso3: str) -> dict[str, str]:
    return _by_code(str(folders.data_dir()))[iso3]


def name(iso3: str) -> str:
    """English short name of a country or group."""
    return _record(iso3)["name"]


def in_sentence(iso3: str) -> str:
    """Name of a country within a sentence, with the article where English wants one."""
    return f"the {name(iso3)}" if name(iso3).split()[0] in _WITH_ARTICLE else name(iso3)


def slug(iso3: str) -> str:
    """Name of a country in file names and addresses, such as north-macedonia."""
    return _record(iso3)["slug"]


def footnote(iso3: str) -> str:
    """Remark on the designation of a country; empty for most."""
    remark = _record(iso3)["footnote"]
    return "" if pd.isna(remark) else remark


def resolve(text: str) -> str:
    """The code of a country named by code or alias, such as SRB, XK or KOS.

    Raises `UsageError` that names the six for anything else.
    """
    wanted = text.strip().upper()
    for iso3, record in _by_code(str(folders.data_dir())).items():
        aliases = [] if pd.isna(record["aliases"]) else record["aliases"].upper().split(";")
        if wanted == iso3 or wanted in aliases:
            return iso3
    known = ", ".join(WB6)
    raise UsageError(f"unknown country {text!r}; use an ISO 3166-1 alpha-3 code, for example {known}")


def with_names(frame: pd.DataFrame, column: str = "iso3", into: str = "country") -> pd.DataFrame:
    """The frame with a column of country names beside the codes."""
    names = {iso3: record["name"] for iso3, record in _by_code(str(folders.data_dir())).items()}
    return frame.assign(**{into: frame[column].map(names)})
