"""What stands beside KFOR: other missions in the region, and the Kosovo Security Force."""

from dataclasses import replace

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures.figure import Figure, Heading
from wb6.figures.kfor import neighbours as chart
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import kfor, outlook
from wb6.measures import missions as forces
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import HOST, KforPage
from wb6.sections.page import kept
from wb6.sections.written import SOLDIERS, Basis, head_counts

MISSIONS = ("IFOR", "SFOR", "EUFOR Althea", "UNMIK", "EULEX")
ABOUT = {
    "IFOR": "NATO-led, 1995 to 1996",
    "SFOR": "NATO-led, successor of IFOR",
    "EUFOR Althea": "EU-led, successor of SFOR",
    "KFOR": "NATO-led",
    "UNMIK": "United Nations, all personnel",
    "EULEX": "EU-led, rule of law, all staff",
}
FORCE = "Kosovo Security Force"


@shows("missions", "Other missions", "size of another mission")
def missions(page: KforPage) -> Figure:
    """Sizes of the missions in Bosnia and Herzegovina and in Kosovo."""
    sizes = needed(missions_beside(page))
    ratio = _ratio_of_missions(sizes)
    title = (
        f"KFOR counts {ratio:.1f} times as many soldiers as EUFOR Althea"
        if ratio
        else "KFOR beside the missions in Bosnia and Herzegovina"
    )
    return chart.missions(
        sizes,
        heading=Heading(
            title=title,
            subtitle=(
                "Personnel by mission and host, "
                f"{words.years_of(sizes['date'])}; the axis is "
                "logarithmic: each step up multiplies"
            ),
            alt_text=(
                f"Two panels of points joined by thin lines: {words.listing(list(dict.fromkeys(sizes['mission'])))}. "
                "All fall over time."
            ),
        ),
        note="Plans, ceilings, reserves and national contingents are left out. UNMIK and EULEX count civilians and police.",
    )


def missions_table(page: KforPage) -> Table:
    """First and newest size of each mission."""
    sizes = missions_beside(page)
    rows = []
    for mission in dict.fromkeys(sizes["mission"]):
        own = sizes[sizes["mission"] == mission].sort_values("date", kind="stable")
        rows.append(
            {
                "mission": mission,
                "host": own.iloc[0]["host"],
                "about": ABOUT[mission],
                "first": f"{words.people(own.iloc[0]['value'])} ({own.iloc[0]['when']})",
                "newest": f"{words.people(own.iloc[-1]['value'])} ({own.iloc[-1]['when']})",
                "figures": len(own),
                "sources": own.iloc[[0, -1]]["source"].tolist(),
            }
        )
    return table(
        pd.DataFrame(rows, columns=["mission", "host", "about", "first", "newest", "figures", "sources"]),
        [
            *text_columns(
                mission="Mission",
                host="Host",
                about="Kind",
                first="First known size",
                newest="Newest known size",
            ),
            Column("figures", "Figures", words.people, numeric=True),
        ],
        Caption(
            name="missions-table",
            title="Missions in the region: first and newest known size",
            subtitle="Personnel; the newest figure of a mission that ended is one of its last",
        ),
        sources=[source for row in rows for source in row["sources"]],
    )


@shows("two-forces", FORCE, f"size of the {FORCE}")
def two_forces(page: KforPage) -> Figure:
    """Sizes of KFOR and of the Kosovo Security Force over the same years, plans marked."""
    own = ksf(page)
    own = own[own["kind"].isin(["active", "total, or with reserve", "planned"])]
    counts = needed(own[own["kind"] != "planned"])
    beside = page.counted()
    beside = words.dated(beside[beside["date"].dt.year >= own["date"].min().year]).assign(said="")
    both = pd.concat(
        [
            beside.assign(force="KFOR"),
            counts.assign(force=FORCE),
            own[own["kind"] == "planned"].assign(force=f"{FORCE}, planned"),
        ],
        ignore_index=True,
    )
    both["said"] = both["said"].where(both.index == both.index[-1], "")
    return chart.two_forces(
        both,
        heading=Heading(
            title=_two_courses(counts, beside),
            subtitle=(
                f"Persons by date, {words.years_of(both['date'])}; plans stand at the day they became known"
            ),
            alt_text=(
                f"Points of {len(beside)} sizes of KFOR, {len(counts)} counts of the {FORCE} between "
                f"{words.people(counts['value'].min())} and {words.people(counts['value'].max())}, and "
                f"{len(both) - len(beside) - len(counts)} plans for it."
            ),
        ),
        note=page.remarks(
            (
                "2009-01-21",
                f"Counts of the {FORCE} with and without its reserve are not told apart here.",
            ),
            (
                "2018-12-14",
                "The 4,000 of December 2018 is a press figure that probably counts the reserve.",
            ),
        ),
    )


def _two_courses(counts: pd.DataFrame, beside: pd.DataFrame) -> str:
    """The title of `two_forces`: where each force began and where it stands."""
    first, last = counts.iloc[0], counts.iloc[-1]
    now = f"{'more than ' if last['basis'] == 'more_than' else ''}{words.people(last['value'])}"
    if beside.empty or len(counts) < 2:
        return f"The {FORCE} counted {now} members in {last['date'].year}"
    return (
        f"The {FORCE} went from {words.people(first['value'])} to {now} members, KFOR from "
        f"{words.people(beside.iloc[0]['value'])} to {words.people(beside.iloc[-1]['value'])} soldiers"
    )


def ksf_steps(page: KforPage) -> Table:
    """Milestones of the Kosovo Security Force and what is planned."""
    told = outlook.concerning(page.table("recent_events"), "KSF").rename(columns={"title": "milestone"})
    steps = pd.concat([page.table("ksf_milestones"), told], ignore_index=True).sort_values(["date", "id"])
    return table(
        words.dated_acts(words.dated(steps, "expected", "due")),
        text_columns(when="Date", milestone="Step", due="Due"),
        Caption(
            name="ksf-steps",
            title="Steps of the Kosovo Security Force",
            subtitle="In the order in which they were taken or announced",
        ),
    )


def ksf(page: KforPage) -> pd.DataFrame:
    """Sizes of the Kosovo Security Force by what is counted, with dates and plans in words."""
    sizes = page.table("armed_forces_size")
    sizes = forces.sizes(sizes[(sizes["iso3"] == HOST) & (sizes["force"] == FORCE)])
    said = [
        f"for {row.expected.year}" if row.kind == "planned" and pd.notna(row.expected) else ""
        for row in sizes.itertuples()
    ]
    return words.dated(sizes.assign(said=said))


@kept
def missions_beside(page: KforPage) -> pd.DataFrame:
    """Total sizes of the missions and of KFOR, plans and ceilings left out."""
    strength = page.table("missions_strength")
    hosts = strength.drop_duplicates("mission").set_index("mission")["host_iso3"]
    others = forces.hosted(strength, MISSIONS)
    others = others[others["basis"] != "proxy"].assign(host_iso3=lambda rows: rows["mission"].map(hosts))
    own = page.counted().assign(mission="KFOR", host_iso3=HOST)
    columns = ["mission", "host_iso3", "date", "date_precision", "basis", "value", "source"]
    both = pd.concat([others[columns], own[columns]], ignore_index=True)
    both = countries.with_names(both, "host_iso3", "host").sort_values(
        ["host", "date", "mission"], ignore_index=True
    )
    return words.dated(both)


def _ratio_of_missions(sizes: pd.DataFrame) -> float | None:
    newest = {
        mission: sizes.loc[sizes["mission"] == mission, "value"].iloc[-1]
        for mission in ("KFOR", "EUFOR Althea")
        if (sizes["mission"] == mission).any()
    }
    return newest["KFOR"] / newest["EUFOR Althea"] if len(newest) == 2 else None


@declares(
    "armed_forces_size",
    "ksf_size",
    "ksf_goal",
    "ratio_first",
    "ratio_newest",
    "ifor_first",
)
def _neighbour_facts(page: KforPage) -> dict[str, Fact]:
    """First and newest sizes of other missions and of the Kosovo Security Force, and KFOR for each of its members."""
    table = "armed_forces_size"
    sizes, forces = missions_beside(page), ksf(page)
    counts = forces[~forces["kind"].isin(["planned", "authorised"])]
    goals = forces[(forces["kind"] == "planned") & forces["expected"].notna()]
    ifor = sizes[sizes["mission"] == "IFOR"]
    of_mission = {"ifor_first": ("Size of IFOR", ifor.iloc[0])} if len(ifor) else {}
    of_force = {
        name: (FORCE, rows.iloc[at])
        for name, rows, at in (("ksf_size", counts, -1), ("ksf_goal", goals, -1))
        if len(rows)
    }
    facts = head_counts("missions_strength", of_mission, SOLDIERS)
    for name, fact in head_counts(table, of_force, "members", by_id=True).items():
        more = "more than " if of_force[name][1]["basis"] == "more_than" else ""
        facts[name] = replace(fact, text=f"{more}{fact.text}")
    points = kfor.per_member(page.counted(), counts[counts["measure"] != "total_with_reserve"])
    for name, row in zip(("ratio_first", "ratio_newest"), _ends(points), strict=False):
        facts[name] = Basis(table, row["date"], [row["source"]], str(row["date"].year)).fact(
            "KFOR soldiers for each member of the Kosovo Security Force",
            f"{row['value']:.1f}",
            round(row["value"], 2),
            "soldiers a member",
        )
    return facts


def _ends(rows: pd.DataFrame) -> list[pd.Series]:
    return [rows.iloc[0], rows.iloc[-1]] if len(rows) else []
