"""Military exercises with East and West."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import bars
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import exercises as measure
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import Page, kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis

LARGEST = "SRB"
WEST = "NATO, its members and partners"
SIDES = {
    "RUS": "Russia",
    "CHN": "China",
    **dict.fromkeys(
        ("NATO", "USA", "NATO_USA", "NATO_MEMBERS", "NATO_MEMBERS_PARTNERS", "NATO_MEMBERS_OTHERS"), WEST
    ),
}


@kept
def exercise_counts(page: RussiaPage) -> pd.DataFrame:
    """Published numbers of exercises of Serbia with each side, by period."""
    counts = measure.counted(page.table("joint_exercises"), LARGEST, SIDES)
    period = [
        words.years(row.first, row.last) + ("" if row.whole else " (part)") for row in counts.itertuples()
    ]
    return counts.assign(period=period)


@shows("exercises", "Exercises", "number of exercises")
def exercises_with_either_side(page: RussiaPage) -> Figure:
    """Exercises of Serbia with Russia, NATO and China."""
    counts = exercise_counts(page)
    counts = needed(counts[counts["first"] == counts["last"]])
    counted = counts.groupby(["last", "side"])["whole"].transform("any")
    counts = counts[counts["whole"] | ~counted]
    keys = ["period", "last", "first", "side"]
    shown = counts.groupby(keys, as_index=False, sort=False).agg(
        value=("value", "max"), scope=("scope", "first"), source=("source", "first")
    )
    shown = shown.sort_values(["first", "last", "side"], ignore_index=True)
    year, russia, west = newest_pair(counts)
    pair = (
        f"In {year} Serbia held {russia:.0f} exercises with Russia and {west:.0f} with NATO, its members and partners"
        if year
        else "Exercises of Serbia with either side"
    )
    return bars.exercises(
        shown,
        heading=Heading(
            title=pair,
            subtitle=(
                "Exercises by year and partner, years with a count of their own, "
                f"{words.years(counts['first'].min(), counts['last'].max())}"
            ),
            alt_text=("Bars by year: " + words.each(shown, "{period} {side} {value:.0f}") + "."),
        ),
        note=page.remarks(
            (
                "2012-12-31",
                "Sources count differently; of rival counts of a year the highest is drawn. Counts over several years stand in "
                "the table.",
            ),
            ("2020-09-30", "Serbia stopped all exercises from September 2020 for six months."),
            ("2022-02-28", "It suspended them again from February 2022, with exceptions."),
        ),
    )


def newest_pair(counts: pd.DataFrame) -> tuple[int, float, float]:
    """The newest whole year with a number for Russia and for the West; zeros where there is none."""
    whole = counts[counts["whole"] & (counts["first"] == counts["last"])]
    sides = whole.pivot_table(index="last", columns="side", values="value", aggfunc="max").dropna()
    if "Russia" not in sides or WEST not in sides or sides.empty:
        return 0, 0.0, 0.0
    year = int(sides.index.max())
    return year, float(sides.loc[year, "Russia"]), float(sides.loc[year, WEST])


def exercises_table(page: RussiaPage) -> Table:
    """All published numbers of exercises, activities and troops."""
    return _published(page, LARGEST, "exercises-table", "Exercises of Serbia with East and West")


def exercises(page: CountryPage) -> Table:
    """Military exercises with NATO, its members, Russia and China."""
    return _published(page, page.iso3, "exercises", "Exercises with East and West")


def _published(page: Page, iso3: str, name: str, title: str) -> Table:
    """All numbers of exercises, activities and troops of a country, by period and partner."""
    rows = page.table("joint_exercises")
    rows = rows[(rows["iso3"] == iso3) & rows["value"].notna()].sort_values(["date", "id"])
    first = rows["date_from"].fillna(rows["date"]).dt.year
    rows = rows.assign(
        when=[words.years(*period) for period in zip(first, rows["date"].dt.year, strict=True)]
    )
    return table(
        countries.with_names(rows, "partner_iso3", "partner"),
        [
            *text_columns(when="Period", partner="With"),
            Column("value", "Number", words.people, numeric=True),
            *text_columns(unit="Counted", scope="Scope"),
        ],
        Caption(
            name=name,
            title=title,
            subtitle="Published numbers of exercises, activities and troops by period and partner",
            note="Exercises, activities and troops are different things and are not added up.",
        ),
    )


@declares("joint_exercises", "exercises_russia", "exercises_west", "exercises_last")
def _exercise_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "joint_exercises", {}
    counts = exercise_counts(page)
    year, russia, west = newest_pair(counts)
    if year:
        pair = counts[(counts["first"] == year) & (counts["last"] == year) & counts["whole"]]
        basis = Basis.of_year(table, year, pair["source"])
        for name, label, number in (
            ("exercises_russia", "Exercises of Serbia with Russia, newest count beside the West", russia),
            ("exercises_west", "Exercises of Serbia with NATO, its members and partners", west),
        ):
            found[name] = basis.number(label, int(number), "exercises")
    moscow = counts[counts["side"] == "Russia"]
    if len(moscow):
        last = int(moscow["last"].max())
        found["exercises_last"] = Basis.of_year(table, last, moscow["source"]).word(
            "Last year with an exercise with Russia", str(last)
        )
    return found
