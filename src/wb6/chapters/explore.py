"""Every yearly series by country that an edition holds, for the page on which readers choose their own.

Series of different definitions, sources or editions of a source stay apart: the name of each
says where it comes from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from wb6.data import countries
from wb6.data.edition import Edition
from wb6.indicators.catalogue import indicators
from wb6.measures import alignment

FEWEST_VALUES = 4
FEWEST_POLLS = 5
TOPICS = {
    "defence": "Defence",
    "missions": "Missions",
    "votes": "Votes and alignment",
    "trade": "Trade",
    "debt": "Debt",
    "economy": "Economy",
    "energy": "Energy",
    "democracy": "Democracy",
    "governance": "Governance",
    "people": "People",
    "opinion": "Opinion",
}
TABLES_OF_DEFINITIONS = ("indicators", "democracy")
BODIES = {"european_commission": "European Commission", "isac": "ISAC Fund, Belgrade"}
OF_POLL = "Answers printed by the pollster, without a line between years."


@dataclass(frozen=True)
class Series:
    """One series: `values` holds iso3, year, value, source; `table` is where its rows stand.

    `dots` marks values that no line may join, as polls.
    """

    code: str
    name: str
    topic: str
    unit: str
    about: str
    table: str
    values: pd.DataFrame
    dots: bool = False


def measured(edition: Edition) -> list[Series]:
    """All series of the edition, each in its own unit, by topic and name; codes are unique."""
    return _in_order(_tidied(series) for family in FAMILIES for series in family(edition))


def catalogue(edition: Edition) -> list[Series]:
    """The series with at least four values, each named after its main source, large amounts in USD in millions or billions."""
    labels = edition.table("sources").set_index("key")["label"].to_dict()
    shown = (series for series in measured(edition) if len(series.values) >= FEWEST_VALUES)
    return _in_order(_scaled(_labelled(series, labels)) for series in shown)


def _in_order(series: Iterable[Series]) -> list[Series]:
    order = {topic: place for place, topic in enumerate(TOPICS)}
    return sorted(series, key=lambda one: (order[one.topic], one.name.casefold(), one.code))


def _tidied(series: Series) -> Series:
    """The series with whole years and values as floats, sorted, and its unit in words."""
    values = series.values[["iso3", "year", "value", "source"]].dropna()
    values = values.assign(year=values["year"].astype(int), value=values["value"].astype(float))
    unit = re.sub(r"^% ?", "percent ", series.unit.replace("$", "USD")).strip()
    return replace(
        series, unit=unit, values=values.sort_values(["iso3", "year", "source"], ignore_index=True)
    )


def _labelled(series: Series, labels: dict[str, str]) -> Series:
    """The series with its main source in the name."""
    main = series.values["source"].value_counts(sort=True)
    label = labels[min(main[main == main.max()].index)] + (" and others" if len(main) > 1 else "")
    return replace(series, name=f"{series.name} · {label}")


def _scaled(series: Series) -> Series:
    """The series with large amounts in USD in millions or billions."""
    largest = series.values["value"].abs().max()
    if "USD" not in series.unit or largest < 1e9:
        return series
    scale, size = (1e9, "billion") if largest >= 1e12 else (1e6, "million")
    unit = f"USD {size}" if series.unit == "USD" else f"{size} {series.unit}"
    return replace(series, unit=unit, values=series.values.assign(value=series.values["value"] / scale))


def _defined(edition: Edition) -> Iterator[Series]:
    """The indicators that `indicator_definitions` explains, with one value a country and year."""
    definitions = edition.table("indicator_definitions").set_index("code")
    for table in TABLES_OF_DEFINITIONS:
        for code, rows in edition.table(table).groupby("indicator"):
            about = definitions.loc[code]
            yield Series(code, about["name"], about["topic"], about["unit"], about["definition"], table, rows)


def _reports(edition: Edition) -> Iterator[Series]:
    """Figures of defence reports, each edition apart, as editions revise past years."""
    definitions = edition.table("indicator_definitions").set_index("code")
    for (code, source), rows in edition.table("defence_reports").groupby(["indicator", "source"]):
        about = definitions.loc[code]
        rows = rows.sort_values("edition").drop_duplicates(["iso3", "year"], keep="last")
        yield Series(
            f"{code}.{source}",
            about["name"],
            about["topic"],
            about["unit"],
            about["definition"],
            "defence_reports",
            rows,
        )


def _catalogued(edition: Edition) -> Iterator[Series]:
    """The indicators of the catalogue that have a code here, rival series of one indicator apart."""
    for indicator in indicators().values():
        if not indicator.explore:
            continue
        values = indicator.series(edition)
        parts = (
            [(f".{key}", rows) for key, rows in values.groupby(indicator.split_by)]
            if indicator.split_by
            else [("", values)]
        )
        for suffix, rows in parts:
            yield Series(
                f"{indicator.explore}{suffix}",
                indicator.label,
                indicator.topic,
                indicator.unit,
                indicator.definition,
                indicator.table,
                rows,
            )


def _alignment(edition: Edition) -> Iterator[Series]:
    """Alignment with EU foreign policy texts, each counting body apart."""
    rates = alignment.cfsp_full_years(edition.table("cfsp_alignment"))
    for body, rows in rates[rates["body"].isin(BODIES)].groupby("body"):
        yield Series(
            f"cfsp.{body}",
            f"EU foreign policy texts joined, counted by {BODIES[body]}",
            "votes",
            "percent of texts",
            "Whole years only. Bodies count differently.",
            "cfsp_alignment",
            rows.drop_duplicates(["iso3", "year"], keep="last"),
            dots=True,
        )


def _polls(edition: Edition) -> Iterator[Series]:
    """Answers to a question of one pollster that asked it in several years or countries."""
    polls = edition.table("polls")
    polls = polls[polls["basis"] == "reported"]
    polls = polls.assign(year=polls["date"].dt.year, value=polls["percent"]).sort_values("date")
    for (pollster, topic, answer), rows in polls.groupby(["pollster", "topic_code", "answer"]):
        rows = rows.drop_duplicates(["iso3", "year"], keep="last")
        if len(rows) >= FEWEST_POLLS and rows["year"].nunique() > 1:
            question = rows["topic"].iloc[0]
            yield Series(
                f"poll.{_slug(pollster)}.{topic}.{_slug(answer)}",
                f"{question[0].upper()}{question[1:]}: {answer}, {pollster}",
                "opinion",
                "percent of answers",
                OF_POLL,
                "polls",
                rows,
                dots=True,
            )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


FAMILIES = (_defined, _reports, _catalogued, _alignment, _polls)


def places(series: Iterable[Series]) -> list[str]:
    """Codes of the countries and groups that any series covers: the six first, then by name."""
    found = {iso3 for each in series for iso3 in each.values["iso3"].unique()}
    return [*countries.WB6, *sorted(found - set(countries.WB6), key=countries.name)]
