"""The register of incidents around KFOR: who was killed and hurt, by whom it is said, in ranges."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import register as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.measures import kfor
from wb6.measures import register as measure
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import HOST, KforPage
from wb6.sections.written import Basis

TABLE = "kfor_incidents"
GRAVE_KILLED, GRAVE_HURT = 5, 40
DEADLIEST, SIZE_WITHIN = 3, 200
GROUPS = {
    "soldiers": "soldiers of KFOR",
    "police": "police and mission staff",
    "mission_staff": "police and mission staff",
    "civilians": "civilians",
    "attackers": "attackers",
    "soldiers_and_police": "groups not told apart",
    "all": "groups not told apart",
}
TOLD = {
    "soldiers": "soldiers",
    "police": "police",
    "mission_staff": "mission staff",
    "civilians": "civilians",
    "attackers": "attackers",
    "soldiers_and_police": "soldiers and police",
    "all": "in all",
}
COVERAGE = (
    ("1999-06-12", "Accidents, illness and suicides are left out."),
    (
        "2000-08-31",
        "Reports are dense for July 1999 to August 2000 and name the large incidents alone afterwards.",
    ),
    ("2013-12-31", "They are good again for 2011 to 2013."),
    ("2023-12-31", "So they are for 2023."),
    ("1999-06-12", "More marks mean more reports, so no trend can be read from them."),
)


@shows("register", "Incidents around KFOR", "incident around KFOR")
def register(page: KforPage | CountryPage) -> Figure:
    """Killed and hurt in each incident by group, over the range of what is said."""
    found = needed(ranges(page))
    disputed = found[(found["low"] < found["high"]) & (found["statements"] > 1)]
    first, last = found["date"].min().year, found["date"].max().year
    soldiers = found[(found["group"] == "soldiers") & (found["measure"] == "killed")]
    rows = words.dated(found).assign(
        group=found["group"].map(GROUPS),
        measure=found["measure"].map({"killed": "Killed", "hurt": "Hurt"}),
        said=[_said(row) for row in found.to_dict("records")],
    )
    return chart.register(
        rows,
        heading=Heading(
            title=(
                f"In {words.times(found['incident'].nunique(), 'incident')} around KFOR most of the dead were civilians; "
                f"soldiers of KFOR were killed in {words.count(soldiers['incident'].nunique())}"
                if _mostly_civilians(found)
                else f"{words.begin(words.times(found['incident'].nunique(), 'incident'))} around KFOR, known one by one"
            ),
            subtitle=(
                "Persons by group and incident, highest statement as a mark, grey down to the lowest, on a logarithmic "
                f"scale, {words.years(first, last)}"
            ),
            alt_text=(
                f"Two panels of marks over time, killed above and hurt below, for {found['incident'].nunique()} incidents. "
                f"Statements differ in {len(disputed)} of {len(found)} counts; the highest are "
                f"{words.people(_most(found, 'killed'))} killed and {words.people(_most(found, 'hurt'))} hurt."
            ),
        ),
        note=page.remarks(*COVERAGE),
    )


@shows("killed-by-size", "The killed by the size of KFOR", "incident with a size of KFOR near it")
def killed_by_size(page: KforPage) -> Figure:
    """The killed of each incident beside the size of the force at the time."""
    found = ranges(page)
    found = found[(found["measure"] == "killed") & (found["high"] > 0)]
    sizes = [kfor.nearest(page.counted(), day, SIZE_WITHIN) for day in found["date"]]
    found = found.assign(size=[None if size is None else size["value"] for size in sizes])
    found = needed(found.dropna(subset=["size"])).astype({"size": int})
    worst = found.sort_values("high", kind="stable").drop_duplicates("incident", keep="last").tail(DEADLIEST)
    grave = found["high"] >= GRAVE_KILLED
    least = words.people(worst["size"].min())
    others = found.loc[~found["incident"].isin(worst["incident"]), "high"]
    rows = words.dated(found).assign(
        group=found["group"].map(GROUPS),
        said=[_said(row) for row in found.to_dict("records")],
        label=found["date"].dt.strftime("%B %Y").where(grave, ""),
    )
    return chart.by_size(
        rows,
        heading=Heading(
            title=f"The {words.count(len(worst))} deadliest incidents fell when KFOR had {least} soldiers or more",
            subtitle=(
                "Upright: killed, by incident and group; grey: down to the lowest statement. "
                f"Across: soldiers of KFOR at the time, {words.years_of(found['date'])}"
            ),
            alt_text=(
                f"Marks of {found['incident'].nunique()} incidents. The {words.count(len(worst))} deadliest lie at "
                f"{least} soldiers or more"
                + (
                    f"; no group lost more than {words.people(others.max())} in another."
                    if len(others)
                    else "."
                )
            ),
        ),
        note=(
            f"The size is the one told nearest in time, at most {SIZE_WITHIN} days away. Accidents are left out, and small "
            f"incidents are known for few years; named are those with {GRAVE_KILLED} or more killed in one group."
        ),
    )


def gravest_incidents(page: KforPage | CountryPage) -> Table:
    """The gravest incidents with who says what of the killed and the hurt."""
    found = measure.gravest(ranges(page), GRAVE_KILLED, GRAVE_HURT)
    rows = []
    for _, own in found.groupby("incident", sort=False):
        told = {
            kind: "; ".join(
                f"{TOLD[row['group']]}: {_said(row)}"
                for row in own[own["measure"] == kind].to_dict("records")
            )
            for kind in measure.COUNTED
        }
        first = own.iloc[0]
        rows.append(
            {
                "date": first["date"],
                "date_precision": first["date_precision"],
                "what": f"{first['what']} ({first['place']})",
                "killed": told["killed"] or None,
                "hurt": told["hurt"] or None,
            }
        )
    statements = measure.counts(_statements(page))
    shown = pd.DataFrame(rows, columns=["date", "date_precision", "what", "killed", "hurt"])
    return table(
        words.dated(shown.astype({"date": "datetime64[us]"}).sort_values("date", kind="stable")),
        text_columns(when="Date", what="Incident", killed="Killed", hurt="Hurt"),
        Caption(
            name="gravest-incidents",
            title=f"The gravest incidents: {words.times(len(rows), 'incident')} and who counted what",
            subtitle=(
                f"Incidents with {GRAVE_KILLED} or more killed or {GRAVE_HURT} or more hurt in one group by any statement; "
                "lowest and highest number, each with who said so"
            ),
            note="Statements on one incident are never added up; a range is the distance between two of them.",
        ),
        sources=sources_of(statements[statements["incident"].isin(found["incident"])]),
    )


def ranges(page: KforPage | CountryPage) -> pd.DataFrame:
    """The lowest and the highest statement on each incident, group and measure; columns as of `register.ranges`."""
    return measure.ranges(measure.counts(_statements(page)))


def _statements(page: KforPage | CountryPage) -> pd.DataFrame:
    """What is said of incidents since the first year of the page; nothing on a page of a country that hosts no KFOR."""
    rows = page.table(TABLE)
    here = page.iso3 == HOST if isinstance(page, CountryPage) else True
    return rows[(rows["date"].dt.year >= page.since) & here]


def _said(row: Mapping[str, Any]) -> str:
    """A range in words with who says what.

    >>> _said({"low": 5, "said_low": "KFOR", "high": 11, "said_high": "B92"})
    '5 by KFOR, to 11 by B92'
    """
    low, high = (
        f"{words.people(row[end])} by {row[f'said_{end}']}"
        if pd.notna(row[f"said_{end}"])
        else words.people(row[end])
        for end in ("low", "high")
    )
    return low if row["low"] == row["high"] else f"{low}, to {high}"


def _mostly_civilians(found: pd.DataFrame) -> bool:
    """Whether civilians are most of the killed, by the lowest and by the highest statements, untold groups as others."""
    killed = found[found["measure"] == "killed"]
    own = killed[killed["group"] == "civilians"]
    return bool(len(own)) and all(own[end].sum() * 2 > killed[end].sum() for end in ("low", "high"))


def _most(found: pd.DataFrame, kind: str) -> int:
    """The highest number in any statement of a kind."""
    return int(found.loc[found["measure"] == kind, "high"].max() if (found["measure"] == kind).any() else 0)


@declares(
    TABLE,
    "register_incidents",
    "register_statements",
    "register_soldiers_incidents",
    "hurt_since",
    "hurt_deadly_since",
)
def _register_facts(page: KforPage | CountryPage) -> dict[str, Fact]:
    """How many incidents and statements there are, how many killed soldiers, and how clashes ended since the deadliest."""
    found = needed(ranges(page))
    every = Basis.of_rows(TABLE, found)
    soldiers = found[(found["group"] == "soldiers") & (found["measure"] == "killed") & (found["high"] > 0)]
    facts = {
        "register_incidents": every.number("Incidents around KFOR", found["incident"].nunique()),
        "register_statements": every.number("Statements on them", int(found["statements"].sum())),
    }
    if len(soldiers):
        facts["register_soldiers_incidents"] = Basis.of_rows(TABLE, soldiers).number(
            "Incidents that killed soldiers of KFOR", soldiers["incident"].nunique()
        )
    return facts | _hurt_since(found)


def _hurt_since(found: pd.DataFrame) -> dict[str, Fact]:
    """Incidents since the deadliest in which soldiers of KFOR were hurt, and those of them in which somebody was killed."""
    killed = found[(found["measure"] == "killed") & (found["high"] > 0)]
    hurt = found[(found["measure"] == "hurt") & (found["group"] == "soldiers") & (found["high"] > 0)]
    if killed.empty:
        return {}
    hurt = hurt[hurt["date"] > killed.loc[killed["high"].idxmax(), "date"]]
    if hurt.empty:
        return {}
    deadly = set(hurt["incident"]) & set(killed["incident"])
    basis = Basis.of_rows(TABLE, hurt)
    return {
        "hurt_since": basis.fact(
            "Incidents since the deadliest that hurt soldiers of KFOR", words.count(len(hurt)), len(hurt)
        ),
        "hurt_deadly_since": basis.fact(
            "Those of them in which somebody was killed",
            words.count(len(deadly)) if deadly else "none",
            len(deadly),
        ),
    }
