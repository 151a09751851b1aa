"""What stands beside KFOR: other missions in the region, and the Kosovo Security Force."""

from typing import Any

import pandas as pd

from wb6.chapters.kfor.base import HOST, KforBase
from wb6.data import countries, words
from wb6.figures import figure
from wb6.figures import kfor as chart
from wb6.figures.figure import sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import kfor, missions

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


class Neighbours(KforBase):
    """The sections on other missions and on the Kosovo Security Force."""

    def missions(self) -> Any:
        """Sizes of the missions in Bosnia and Herzegovina and in Kosovo."""
        name = "missions"
        sizes = self._missions()
        if sizes.empty:
            return figure.empty(
                name=name, title="Other missions", reason=self.unknown("size of another mission")
            )
        ratio = self._ratio_of_missions(sizes)
        title = (
            f"KFOR counts {ratio:.1f} times as many soldiers as EUFOR Althea"
            if ratio
            else "KFOR beside the missions in Bosnia and Herzegovina"
        )
        return chart.missions(
            sizes,
            name=name,
            title=title,
            subtitle=(
                f"Personnel by mission and host, {sizes['date'].min().year}–{sizes['date'].max().year}; the axis is "
                "logarithmic: each step up multiplies"
            ),
            alt_text=(
                f"Two panels of points joined by thin lines: {words.listing(list(dict.fromkeys(sizes['mission'])))}. "
                "All fall over time."
            ),
            note="Plans, ceilings, reserves and national contingents are left out. UNMIK and EULEX count civilians and police.",
        )

    def missions_table(self) -> Table:
        """First and newest size of each mission."""
        sizes = self._missions()
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
                Column("mission", "Mission"),
                Column("host", "Host"),
                Column("about", "Kind"),
                Column("first", "First size in the record"),
                Column("newest", "Newest size in the record"),
                Column("figures", "Figures", words.people, numeric=True),
            ],
            name="missions-table",
            title="Missions in the region: first and newest known size",
            subtitle="Personnel; the newest figure of a mission that ended is one of its last",
            sources=[source for row in rows for source in row["sources"]],
        )

    def security_force(self) -> Any:
        """Published sizes and plans of the Kosovo Security Force."""
        name = "ksf-size"
        sizes = self.ksf()
        counts = sizes[~sizes["kind"].isin(["planned", "authorised"])]
        if counts.empty:
            return figure.empty(
                name=name,
                title="Kosovo Security Force",
                reason=self.unknown("size of the Kosovo Security Force"),
            )
        first, last = counts.iloc[0], counts.iloc[-1]
        now = f"{'more than ' if last['basis'] == 'more_than' else ''}{words.people(last['value'])}"
        plans = sizes[sizes["kind"] == "planned"]
        goal = (
            f"; the plan is {words.people(plans.iloc[-1]['value'])}"
            f"{' with reserve' if 'reserve' in plans.iloc[-1]['measure'] else ''} by {plans.iloc[-1]['expected'].year}"
            if len(plans) and pd.notna(plans.iloc[-1]["expected"])
            else ""
        )
        return chart.security_force(
            sizes,
            name=name,
            title=(
                f"The Kosovo Security Force grew from {words.people(first['value'])} to {now}{goal}"
                if last["value"] > first["value"]
                else f"The Kosovo Security Force counted {now} members{goal}"
            ),
            subtitle=(
                f"Members by date and by what is counted, {sizes['date'].min().year}–{sizes['date'].max().year}; "
                "plans stand at the day they became known"
            ),
            alt_text=(
                f"{len(counts)} counts from {words.people(counts['value'].min())} to "
                f"{words.people(counts['value'].max())} and {len(plans)} plans."
            ),
            note=self.remarks(
                (
                    "2018-12-14",
                    "The 4,000 of December 2018 is a press figure that probably counts the reserve.",
                ),
                ("2021-05-31", "Counts of 2021 run from 2,747 to 3,400."),
            ),
        )

    def soldiers_for_each_member(self) -> Any:
        """KFOR soldiers for each member of the Kosovo Security Force."""
        name = "ratio"
        sizes = self.ksf()
        own = sizes[
            sizes["kind"].isin(["active", "total, or with reserve"])
            & (sizes["measure"] != "total_with_reserve")
        ]
        points = kfor.per_member(self.counted(), own)
        if points.empty:
            return figure.empty(
                name=name,
                title="KFOR and the Kosovo Security Force",
                reason=self.unknown("size of both forces at about the same date"),
            )
        points = points.merge(
            own[["date", "source", "personnel", "when"]],
            left_on=["date", "source", "members"],
            right_on=["date", "source", "personnel"],
        )
        first, last = points.iloc[0], points.iloc[-1]
        return chart.ratio(
            points,
            name=name,
            title=(
                "KFOR soldiers for each member of the Kosovo Security Force: "
                + " and ".join(
                    dict.fromkeys(f"{row['value']:.1f} in {row['date'].year}" for row in (first, last))
                )
            ),
            subtitle="KFOR soldiers for each member of the Kosovo Security Force; dashed: as many as members",
            alt_text=(
                f"{len(points)} points from {points['value'].max():.1f} to {points['value'].min():.1f}; the newest is "
                f"{last['value']:.1f}."
            ),
            note="Each count is set beside the figure of KFOR nearest in time, at most 200 days away.",
        )

    def ksf_steps(self) -> Table:
        """Milestones of the Kosovo Security Force and what is planned."""
        steps = self.table("ksf_milestones").sort_values(["date", "id"])
        rows = steps.assign(
            when=[words.day(row.date, row.date_precision) for row in steps.itertuples()],
            due=[
                words.day(row.expected, row.expected_precision) if pd.notna(row.expected) else None
                for row in steps.itertuples()
            ],
        )
        return table(
            rows,
            [
                Column("when", "Date"),
                Column("milestone", "Step"),
                Column("due", "Due"),
            ],
            name="ksf-steps",
            title="Steps of the Kosovo Security Force",
            subtitle="In the order in which they were taken or announced",
            sources=sources_of(steps),
        )

    def ksf(self) -> pd.DataFrame:
        """Sizes of the Kosovo Security Force by what is counted, with dates and plans in words."""
        sizes = self.table("armed_forces_size")
        sizes = missions.sizes(sizes[(sizes["iso3"] == HOST) & (sizes["force"] == FORCE)])
        said = [
            f"for {row.expected.year}" if row.kind == "planned" and pd.notna(row.expected) else ""
            for row in sizes.itertuples()
        ]
        return chart.dated(sizes.assign(said=said))

    def _missions(self) -> pd.DataFrame:
        """Total sizes of the missions and of KFOR, plans and ceilings left out."""
        strength = self.table("missions_strength")
        hosts = strength.drop_duplicates("mission").set_index("mission")["host_iso3"]
        others = missions.hosted(strength, MISSIONS)
        others = others[others["basis"] != "proxy"].assign(host_iso3=lambda rows: rows["mission"].map(hosts))
        own = self.counted().assign(mission="KFOR", host_iso3=HOST)
        columns = ["mission", "host_iso3", "date", "date_precision", "basis", "value", "source"]
        both = pd.concat([others[columns], own[columns]], ignore_index=True)
        both = countries.with_names(both, "host_iso3", "host").sort_values(
            ["host", "date", "mission"], ignore_index=True
        )
        return chart.dated(both)

    def _ratio_of_missions(self, sizes: pd.DataFrame) -> float | None:
        newest = {
            mission: sizes.loc[sizes["mission"] == mission, "value"].iloc[-1]
            for mission in ("KFOR", "EUFOR Althea")
            if (sizes["mission"] == mission).any()
        }
        return newest["KFOR"] / newest["EUFOR Althea"] if len(newest) == 2 else None
