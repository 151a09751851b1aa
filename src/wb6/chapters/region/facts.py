"""The facts that the prose of the region chapter may place."""

import pandas as pd

from wb6.chapters import status
from wb6.chapters.region.plane import Plane
from wb6.chapters.region.referendum import VOTE
from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.indicators.catalogue import indicator
from wb6.measures import enlargement, referendum

QUOTED = (
    "population",
    "milex_share",
    "milex_usd",
    "un_personnel",
    "cfsp_rate",
    "agree_rus",
    "agree_usa",
    "agree_deu",
    "trade_eu",
    "trade_rus",
    "debt_chn",
    "nato_for",
    "nato_against",
    "liberal_democracy",
)
STEPS = (
    "member",
    "pfp_joined",
    "map",
    "map_activated",
    "invitation",
    "invitation_withheld",
    "application",
    "candidate",
    "negotiations_decision",
    "negotiations_opened",
    "saa_signed",
    "accession",
)


class RegionFacts(Plane):
    """Facts by name: `srb_milex_share`, `mne_nato_member`, `mkd_nato_wait`, `members_six`, ..."""

    def facts(self) -> dict[str, Fact]:
        """Newest values and steps of each country, and figures on the six together."""
        found: dict[str, Fact] = {}
        for code in QUOTED:
            for iso3 in self.countries:
                name = f"{iso3.lower()}_{code}"
                found[name] = indicator(code).newest(self.edition, iso3, name)
        return {
            **found,
            **self._steps(),
            **self._waits(),
            **self._together(),
            **self._vote(),
            **self.plane_facts(),
        }

    def _steps(self) -> dict[str, Fact]:
        steps = self.steps()
        labels = self.table("milestone_codes").set_index("code")
        facts = {}
        for iso3 in [*self.balkan, "TUR"]:
            own = steps[steps["iso3"] == iso3].set_index("code", drop=False)
            for code in STEPS:
                name = f"{iso3.lower()}_{labels.loc[code, 'track']}_{code}"
                known = code in own.index
                facts[name] = (
                    status.step(own.loc[code], name) if known else unknown(name, labels.loc[code, "name"])
                )
        return facts

    def _waits(self) -> dict[str, Fact]:
        """Years from partnership to membership, or so far: `mkd_nato_wait`, ..."""
        waiting = enlargement.waiting(self.steps(), self.balkan, self.edition.day).set_index("iso3")
        facts = {}
        for iso3 in self.balkan:
            name, label = (
                f"{iso3.lower()}_nato_wait",
                f"{countries.name(iso3)}: years as a partner before membership",
            )
            if iso3 not in waiting.index:
                facts[name] = unknown(name, label)
                continue
            row = waiting.loc[iso3]
            day = pd.Timestamp(row["ended"])
            facts[name] = Fact(
                name=name,
                label=label,
                text=f"{words.number(float(row['years']), 1)} years",
                value=float(row["years"]),
                unit="years",
                date=f"{pd.Timestamp(row['started']).year} to {day.year}",
                day=day.strftime("%Y-%m-%d"),
                table="nato_milestones",
                key={"iso3": iso3, "code": "pfp_joined"},
                sources=(row["source"],),
            )
        return facts

    def _together(self) -> dict[str, Fact]:
        """Members among the six, and the share of their people who live in one."""
        day = self.edition.day
        standing = self.standing("nato", [day], self.balkan)
        members = standing[standing["status"] == "Member"]
        own = self.own(members)
        facts = {
            "members_six": _count("members_six", "Members of NATO among the six", own, day),
            "members_balkan": _count(
                "members_balkan", "Members of NATO among the Balkan states", members, day
            ),
        }
        talks = self.own(self.standing("eu", [day], self.countries).query("status == 'In accession talks'"))
        facts["talks_six"] = _count(
            "talks_six", "In accession talks with the EU", talks, day, "eu_milestones"
        )
        population = self.own(indicator("population").series(self.edition))
        name, label = "people_in_nato", "People of the six who live in a member of NATO"
        if population.empty:
            return {**facts, name: unknown(name, label)}
        year = int(population["year"].max())
        end = pd.Timestamp(year=year, month=12, day=31)
        shares = enlargement.people_by_status(
            population[population["year"] == year], self.standing("nato", [end], self.countries)
        )
        share = float(shares.loc[shares["status"] == "Member", "share"].sum())
        facts[name] = Fact(
            name=name,
            label=label,
            text=words.percent(share),
            value=share,
            unit="percent of the population of the six",
            date=str(year),
            day=f"{year}-12-31",
            table="indicators",
            key={"indicator": "SP.POP.TOTL", "year": year},
            sources=tuple(sorted({*shares["source"], *own["source"]})),
        )
        return facts

    def _vote(self) -> dict[str, Fact]:
        """Turnout and yes of the vote of 2018 on each base: `vote_turnout`, `vote_yes_register`, ...

        Names with `_seed` are computed from the counts that the journal article prints.
        """
        counted = referendum.counts(self.table("referendums"), *VOTE)
        fullest = referendum.fullest(counted)
        facts = {}
        for suffix, rows in (("", fullest), ("_seed", counted[counted["source"] == "seed_000"])):
            shares = referendum.shares(rows)
            values = {(row.base, row.response): row.value for row in shares.itertuples()}
            for name, label, value in (
                ("vote_turnout", "Turnout of the register", _rest(values.get(("register", "did not vote")))),
                ("vote_absent", "Did not vote, of the register", values.get(("register", "did not vote"))),
                ("vote_yes_valid", "Yes, of valid votes", values.get(("valid votes", "yes"))),
                ("vote_yes_cast", "Yes, of votes cast", values.get(("votes cast", "yes"))),
                ("vote_yes_register", "Yes, of the register", values.get(("register", "yes"))),
                ("vote_no_register", "No, of the register", values.get(("register", "no"))),
            ):
                facts[name + suffix] = _vote_fact(name + suffix, label, value, rows)
            for name, label, column in (
                ("vote_register", "Registered voters", "registered_voters"),
                ("vote_count", "Votes cast", "total_votes"),
            ):
                value = None if rows.empty else int(rows.iloc[0][column])
                facts[name + suffix] = _vote_fact(name + suffix, label, value, rows)
        printed = self.table("referendums").query(
            "iso3 == @VOTE[0] and subject == @VOTE[1] and response == 'turnout' and source == 'seed_000'"
        )
        value = None if printed.empty else float(printed.iloc[0]["percent"])
        facts["vote_turnout_printed"] = _vote_fact(
            "vote_turnout_printed", "Turnout as printed", value, printed
        )
        return facts


def _rest(share: float | None) -> float | None:
    return None if share is None else round(100 - share, 2)


def _count(
    name: str, label: str, rows: pd.DataFrame, day: pd.Timestamp, table: str = "nato_milestones"
) -> Fact:
    return Fact(
        name=name,
        label=label,
        text=words.count(len(rows)),
        value=len(rows),
        unit="countries",
        date=words.day(day),
        day=day.strftime("%Y-%m-%d"),
        table=table,
        sources=tuple(sorted(set(rows["source"]))),
    )


def _vote_fact(name: str, label: str, value: float | int | None, rows: pd.DataFrame) -> Fact:
    if value is None:
        return unknown(name, label, "percent")
    row = rows.iloc[0]
    return Fact(
        name=name,
        label=label,
        text=f"{value:,}" if isinstance(value, int) else words.percent(value, 2),
        value=value,
        unit="persons" if isinstance(value, int) else "percent",
        date=words.day(row["date"]),
        day=row["date"].strftime("%Y-%m-%d"),
        table="referendums",
        key={"iso3": VOTE[0], "subject": VOTE[1], "source": row["source"]},
        sources=(row["source"],),
    )
