"""Arms deliveries by supplier, and exercises with either side."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import arms as bars
from wb6.figures import figure, powers
from wb6.figures import russia as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Table
from wb6.measures import arms, exercises
from wb6.sections.russia_page import RussiaPage

LARGEST = "SRB"
FIRST = 2000
RIVALS = ("RUS", "CHN", "USA")
LEAST = 20.0  # million trend-indicator values in five years, below which a share says little
WEST = "NATO, its members and partners"
SIDES = {
    "RUS": "Russia",
    "CHN": "China",
    **dict.fromkeys(
        ("NATO", "USA", "NATO_USA", "NATO_MEMBERS", "NATO_MEMBERS_PARTNERS", "NATO_MEMBERS_OTHERS"), WEST
    ),
}


def deliveries(page: RussiaPage) -> pd.DataFrame:
    """Deliveries to all countries together by supplier and period."""
    first = max(FIRST, page.since // 5 * 5)
    transfers = page.table("arms_transfers")
    return arms.to_several(transfers, page.countries, first, page.edition.last_full_year)


def suppliers(page: RussiaPage) -> Figure:
    """Deliveries of major arms to the six by supplier and period."""
    name = "arms"
    found = deliveries(page)
    if found.empty:
        return figure.empty(
            name=name, title="Arms deliveries", reason=page.unknown("delivery in the SIPRI register")
        )
    last = found[found["period_start"] == found["period_start"].max()]
    share = last.set_index("supplier_iso3")["share"]
    top = last.sort_values("tiv").iloc[-1]
    russia = float(share.get("RUS", 0))
    return bars.arms(
        countries.with_names(found, "supplier_iso3", "supplier"),
        arms.periods(int(found["period_start"].min()), int(found["period_end"].max())),
        heading=Heading(
            name=name,
            title=(
                f"Russia supplied {russia:.0f} percent of the major arms delivered to the six in {top['period']}"
                + (
                    f", {countries.name(top['supplier_iso3'])} {top['share']:.0f}"
                    if top["supplier_iso3"] != "RUS"
                    else ""
                )
            ),
            subtitle="Deliveries to the six together by supplier and period, million SIPRI trend-indicator values",
            alt_text=(
                "Stacked bars by period. Russian share: "
                + words.listing(
                    [
                        f"{period} {rows.loc[rows['supplier_iso3'] == 'RUS', 'share'].sum():.0f} percent"
                        for period, rows in found.groupby("period", sort=False)
                    ]
                )
                + "."
            ),
        ),
    )


def shares_of_suppliers(page: RussiaPage) -> pd.DataFrame:
    """Share of single suppliers in five years of deliveries to the largest buyer of Russian arms."""
    transfers = page.table("arms_transfers")
    frames = [
        arms.trailing_share(transfers, LARGEST, code, least=LEAST).assign(supplier_iso3=code)
        for code in RIVALS
    ]
    found = pd.concat(frames, ignore_index=True).astype({"year": int, "value": float})
    return countries.with_names(found[found["year"] >= max(page.since, FIRST + 10)], "supplier_iso3", "power")


def serbia_by_supplier(page: RussiaPage) -> Figure:
    """Russian, Chinese and American shares in the deliveries to Serbia."""
    name = "arms-serbia"
    found = shares_of_suppliers(page)
    if found.empty:
        return figure.empty(name=name, title="Arms of Serbia", reason=page.unknown("delivery to Serbia"))
    year = int(found["year"].max())
    last = found[found["year"] == year].set_index("supplier_iso3")["value"]
    russian = found[found["supplier_iso3"] == "RUS"].set_index("year")["value"]
    recent = russian[russian.index > 2012]
    top = int(recent.idxmax()) if len(recent) else year
    return powers.lines_by_power(
        found,
        "supplier_iso3",
        heading=Heading(
            name=name,
            title=(
                f"Of the arms delivered to Serbia in five years to {year}, Russia supplied {last['RUS']:.0f} "
                "percent and China "
                f"{last['CHN']:.0f}"
                + (f"; in those to {top} Russia supplied {russian[top]:.0f}" if top != year else "")
            ),
            subtitle=(
                "Share in the deliveries of the five years that end with each year, percent of SIPRI "
                "trend-indicator values, "
                f"{words.years(int(found['year'].min()), year)}"
            ),
            alt_text=f"Lines. In {year}: Russia {last['RUS']:.0f}, China {last['CHN']:.0f}, United States {last['USA']:.0f}.",
        ),
        value_heading="Percent of deliveries",
        note=f"Years are left out whose five years hold no more than {LEAST:.0f} million.",
    )


def exercise_counts(page: RussiaPage) -> pd.DataFrame:
    """Published numbers of exercises of Serbia with each side, by period."""
    counts = exercises.counted(page.table("joint_exercises"), LARGEST, SIDES)
    period = [
        words.years(row.first, row.last) + ("" if row.whole else " (part)") for row in counts.itertuples()
    ]
    return counts.assign(period=period)


def exercises_with_either_side(page: RussiaPage) -> Figure:
    """Exercises of Serbia with Russia, NATO and China."""
    name = "exercises"
    counts = exercise_counts(page)
    if counts.empty:
        return figure.empty(name=name, title="Exercises", reason=page.unknown("number of exercises"))
    keys = ["period", "last", "first", "side"]
    shown = counts.groupby(keys, as_index=False, sort=False).agg(
        number=("value", "sum"), scope=("scope", "first"), source=("source", "first")
    )
    yearly = shown["number"] / (shown["last"] - shown["first"] + 1)
    shown = shown.assign(value=yearly.round(1)).sort_values(["first", "last", "side"], ignore_index=True)
    year, russia, west = newest_pair(page, counts)
    pair = (
        f"In {year} Serbia held {russia:.0f} exercises with Russia and {west:.0f} with NATO, its members and partners"
        if year
        else "Exercises of Serbia with either side"
    )
    return chart.exercises(
        shown,
        heading=Heading(
            name=name,
            title=pair,
            subtitle=f"Exercises a year by period and partner, {words.years(counts['first'].min(), counts['last'].max())}",
            alt_text=(
                "Bars by period: "
                + words.listing(
                    [f"{row.period} {row.side} {row.value:.1f} a year" for row in shown.itertuples()]
                )
                + "."
            ),
        ),
        note=page.remarks(
            (
                "2012-12-31",
                "Periods overlap and sources count differently; counts over several years are divided by their number.",
            ),
            ("2020-09-30", "Serbia stopped all exercises from September 2020 for six months."),
            ("2022-02-28", "It suspended them again from February 2022, with exceptions."),
        ),
    )


def newest_pair(page: RussiaPage, counts: pd.DataFrame) -> tuple[int, float, float]:
    """The newest whole year with a number for Russia and for the West; zeros where there is none."""
    whole = counts[counts["whole"] & (counts["first"] == counts["last"])]
    sides = whole.pivot_table(index="last", columns="side", values="value", aggfunc="max").dropna()
    if "Russia" not in sides or WEST not in sides or sides.empty:
        return 0, 0.0, 0.0
    year = int(sides.index.max())
    return year, float(sides.loc[year, "Russia"]), float(sides.loc[year, WEST])


def exercises_table(page: RussiaPage) -> Table:
    """All published numbers of exercises, activities and troops."""
    rows = page.table("joint_exercises")
    rows = rows[(rows["iso3"] == LARGEST) & rows["value"].notna()].sort_values(["date", "id"])
    rows = rows.assign(
        when=[
            words.years(row.date.year if pd.isna(row.date_from) else row.date_from.year, row.date.year)
            for row in rows.itertuples()
        ]
    )
    return powers.exercises_table(
        countries.with_names(rows, "partner_iso3", "partner"),
        name="exercises-table",
        title="Exercises of Serbia with East and West",
        subtitle="Published numbers of exercises, activities and troops by period and partner",
    )
