"""The facts that the prose of the region chapter may place."""

from dataclasses import replace

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.indicators.catalogue import indicator, indicators
from wb6.measures import enlargement, referendum
from wb6.sections import status
from wb6.sections.declared import declares, declares_each
from wb6.sections.page import kept
from wb6.sections.referendum import VOTE
from wb6.sections.region_page import RegionPage
from wb6.sections.written import Basis, year_end

# Facts on the vote of 2018, with their labels; those that are computed from the journal article end in `SEED`.
VOTED = {
    "vote_turnout": "Turnout of the register",
    "vote_absent": "Did not vote, of the register",
    "vote_yes_valid": "Yes, of valid votes",
    "vote_yes_cast": "Yes, of votes cast",
    "vote_yes_register": "Yes, of the register",
    "vote_no_register": "No, of the register",
    "vote_register": "Registered voters",
    "vote_count": "Votes cast",
}
SEED, PRINTED = "_seed", "Turnout as printed"
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


@declares_each(lambda page: [f"{iso3.lower()}_{code}" for iso3 in page.countries for code in indicators()])
def _of_country(page: RegionPage, name: str) -> Fact:
    """The newest value of an indicator of a country."""
    iso3, code = name.split("_", 1)
    return indicator(code).newest(page.edition, iso3.upper())


@declares_each(
    lambda page: [f"{iso3.lower()}_{code}" for iso3 in (*page.balkan, "TUR") for code in step_codes(page)]
)
def _step(page: RegionPage, name: str) -> Fact:
    """The first date of a step of a country."""
    iso3, code = name.split("_", 1)
    steps = all_steps(page)
    own = steps[(steps["iso3"] == iso3.upper()) & (steps["track"] + "_" + steps["code"] == code)]
    return status.step(own.iloc[0]) if len(own) else unknown(name, step_codes(page)[code])


@kept
def step_codes(page: RegionPage) -> dict[str, str]:
    """Names of the steps of which there are facts, by track and code."""
    codes = page.table("milestone_codes")
    return {f"{row.track}_{row.code}": row.name for row in codes.itertuples(index=False) if row.code in STEPS}


@kept
def all_steps(page: RegionPage) -> pd.DataFrame:
    """The first steps of all countries."""
    return page.steps()


@declares_each(lambda page: [f"{iso3.lower()}_nato_wait" for iso3 in page.balkan])
def _wait(page: RegionPage, name: str) -> Fact:
    """Years from partnership to membership, or so far."""
    iso3 = name[:3].upper()
    waiting = enlargement.waiting(all_steps(page), [iso3], page.edition.day)
    label = f"{countries.name(iso3)}: years as a partner before membership"
    if waiting.empty:
        return unknown(name, label)
    row = waiting.iloc[0]
    day, years = pd.Timestamp(row["ended"]), float(row["years"])
    period = f"{pd.Timestamp(row['started']).year} to {day.year}"
    basis = Basis("nato_milestones", day, [row["source"]], period, {"iso3": iso3, "code": "pfp_joined"})
    return basis.fact(label, f"{words.number(years, 1)} years", years, "years")


@declares("nato_milestones", "members_six", "members_balkan", "talks_six", "people_in_nato")
def _together(page: RegionPage) -> dict[str, Fact]:
    """Members among the six, and the share of their people who live in one."""
    day = page.edition.day
    standing = page.standing("nato", [day], page.balkan)
    members = standing[standing["status"] == "Member"]
    own = page.own(members)
    talks = page.own(page.standing("eu", [day], page.countries).query("status == 'In accession talks'"))
    facts = {
        name: Basis.on(table, day, rows["source"]).fact(label, words.count(len(rows)), len(rows), "countries")
        for name, label, rows, table in (
            ("members_six", "Members of NATO among the six", own, "nato_milestones"),
            ("members_balkan", "Members of NATO among the Balkan states", members, "nato_milestones"),
            ("talks_six", "In accession talks with the EU", talks, "eu_milestones"),
        )
    }
    population = page.own(indicator("population").series(page.edition))
    if population.empty:
        return facts
    year = int(population["year"].max())
    shares = enlargement.people_by_status(
        population[population["year"] == year], page.standing("nato", [year_end(year)], page.countries)
    )
    share = float(shares.loc[shares["status"] == "Member", "share"].sum())
    basis = Basis.of_year("indicators", year, {*shares["source"], *own["source"]})
    facts["people_in_nato"] = replace(basis, key={"indicator": "SP.POP.TOTL", "year": year}).fact(
        "People of the six who live in a member of NATO",
        words.percent(share),
        share,
        "percent of the population of the six",
    )
    return facts


@declares(
    "referendums",
    labels={
        **{name + suffix: label for name, label in VOTED.items() for suffix in ("", SEED)},
        "vote_turnout_printed": PRINTED,
    },
)
def _vote(page: RegionPage) -> dict[str, Fact]:
    """Turnout and yes of the vote of 2018 on each base; with `_seed` from the counts that the journal article prints."""
    counted = referendum.counts(page.table("referendums"), *VOTE)
    facts = {}
    for suffix, rows in (
        ("", referendum.fullest(counted)),
        (SEED, counted[counted["source"] == "seed_000"]),
    ):
        if rows.empty:
            continue
        shares = referendum.shares(rows)
        values = {(row.base, row.response): row.value for row in shares.itertuples()}
        absent = values.get(("register", "did not vote"))
        for name, value in (
            ("vote_turnout", None if absent is None else round(100 - absent, 2)),
            ("vote_absent", absent),
            ("vote_yes_valid", values.get(("valid votes", "yes"))),
            ("vote_yes_cast", values.get(("votes cast", "yes"))),
            ("vote_yes_register", values.get(("register", "yes"))),
            ("vote_no_register", values.get(("register", "no"))),
            ("vote_register", int(rows.iloc[0]["registered_voters"])),
            ("vote_count", int(rows.iloc[0]["total_votes"])),
        ):
            facts[name + suffix] = _vote_fact(VOTED[name], value, rows.iloc[0])
    printed = page.table("referendums").query(
        "iso3 == @VOTE[0] and subject == @VOTE[1] and response == 'turnout' and source == 'seed_000'"
    )
    if len(printed):
        row = printed.iloc[0]
        facts["vote_turnout_printed"] = _vote_fact(PRINTED, float(row["percent"]), row)
    return facts


def _vote_fact(label: str, value: float | int | None, row: pd.Series) -> Fact:
    if value is None:
        return unknown("", label, "percent")
    key = {"iso3": VOTE[0], "subject": VOTE[1], "source": row["source"]}
    basis = Basis.on("referendums", row["date"], [row["source"]], key=key)
    if isinstance(value, int):
        return basis.fact(label, f"{value:,}", value, "persons")
    return basis.fact(label, words.percent(value, 2), value, "percent")
