"""Enlargement since 1952: accessions, time on the way, the geostrategic reading of the journal article."""

from dataclasses import replace

import pandas as pd

from wb6.claims import ledger
from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import enlargement as chart
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.indicators import ladders
from wb6.indicators.catalogue import indicator
from wb6.measures import enlargement
from wb6.sections import status
from wb6.sections.declared import declares, declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.region_page import COLOURS, RegionPage
from wb6.sections.written import Basis, year_end

LADDER_FROM = "1994-01-01"
# Steps of which there are facts.
STEPS = (
    *("member", "pfp_joined", "map", "map_activated", "invitation", "invitation_withheld", "application"),
    *("candidate", "negotiations_decision", "negotiations_opened", "saa_signed", "accession"),
)


@shows("accessions", "Accessions", "accession to NATO")
def accessions(page: RegionPage) -> Figure:
    """Accessions of Balkan states to NATO since 1952."""
    joined = needed(enlargement.accessions(page.steps(), page.balkan))
    joined = countries.with_names(joined)
    after = joined[joined["date"] >= "2000-01-01"]
    days = after["date"].nunique()
    title = f"{words.count(len(joined)).capitalize()} of {len(page.balkan)} Balkan states have joined NATO"
    if len(after):
        title += f", {words.count(len(after))} of them since 2004 in {words.count(days)} {'wave' if days == 1 else 'waves'}"
    last = joined.iloc[-1]
    return chart.accessions(
        joined,
        page.edition.as_of,
        heading=Heading(
            title=title,
            subtitle=(
                f"Members of NATO among the {len(page.balkan)} states, number, "
                f"{words.years(joined['date'].min().year, page.edition.day.year)}"
            ),
            alt_text=(
                f"Step chart that rises from {joined.iloc[0]['members']} in {joined['date'].min().year} to "
                f"{last['members']}. The last to join was {last['country']} on {words.day(last['date'])}."
            ),
        ),
    )


@shows("ladder", "On the way to NATO", "step toward NATO")
def time_on_the_way(page: RegionPage) -> Figure:
    """The classes that each state passed through, on one time axis."""
    steps = page.steps(*page.balkan)
    spent = needed(enlargement.phases(steps, ladders.NATO_CLASSES, page.edition.day))
    now = spent.sort_values("start").drop_duplicates("iso3", keep="last")["status"]
    members = int((now == "Member").sum())
    return chart.ladder(
        countries.with_names(spent),
        COLOURS["nato"],
        LADDER_FROM,
        heading=Heading(
            title=f"{_plans(spent)}{words.count(members).capitalize()} of {len(page.balkan)} states are in NATO",
            subtitle=(
                f"Time as a partner, in the Membership Action Plan or invited, and as a member, 1994–{page.edition.day.year}"
            ),
            alt_text=(
                f"Bars on a time axis for {spent['iso3'].nunique()} states, in three colours for partner, "
                f"membership plan and member. {members} end as members."
            ),
        ),
        note=(
            "Members before 1994 start at the left edge. Kosovo has no formal partnership and no bar. A membership plan "
            "offered under a condition counts as partnership until it is activated."
        ),
    )


@shows("waits", "From partnership to membership", "state in the Partnership for Peace")
def years_until_membership(page: RegionPage) -> Figure:
    """Years from the Partnership for Peace to membership, or so far."""
    waiting = enlargement.waiting(page.steps(), page.balkan, page.edition.day)
    waiting = countries.with_names(needed(waiting))
    joined, outside = waiting[waiting["member"]], waiting[~waiting["member"]]
    findings = []
    if len(joined):
        fast, slow = joined.iloc[0], joined.iloc[-1]
        findings.append(
            f"From partnership to membership took {fast['years']:.1f} years in {fast['country']}"
            + (f" and {slow['years']:.1f} in {slow['country']}" if len(joined) > 1 else "")
        )
    if len(outside):
        names = words.listing(sorted(outside["country"]))
        verb = "has been a partner" if len(outside) == 1 else "have been partners"
        years = words.span(outside["years"].min(), outside["years"].max(), 1)
        findings.append(f"{names} {verb} for {years}")
    return chart.waits(
        waiting,
        heading=Heading(
            title="; ".join(findings),
            subtitle=(
                "Years from joining the Partnership for Peace to membership, or to "
                f"{words.day(page.edition.day)}"
            ),
            alt_text=("Bars of years by state: " + words.each(waiting, "{country} {years:.1f}") + "."),
        ),
    )


@shows("people", "People by status", "population")
def people_by_status(page: RegionPage) -> Figure:
    """How many people of the six live in member states, by year."""
    population = page.of_countries(indicator("population").series(page.edition))
    population = needed(population[population["year"] >= page.since])
    days = [pd.Timestamp(year=int(year), month=12, day=31) for year in sorted(population["year"].unique())]
    standing = page.standing("nato", days, page.countries)
    shares = enlargement.people_by_status(population, standing)
    last_year = int(shares["year"].max())
    last = shares[(shares["year"] == last_year) & (shares["status"] == "Member")]["share"]
    share = float(last.iloc[0]) if len(last) else 0.0
    return chart.people(
        shares,
        COLOURS["nato"],
        sources_of(standing),
        heading=Heading(
            title=(
                f"{share:.0f} of 100 people in the six lived in a member of NATO in {last_year}"
                if share
                else f"None of the people in the six lived in a member of NATO in {last_year}"
            ),
            subtitle=(
                "Population of the six by status of their state with NATO, million, "
                f"{words.years(int(shares['year'].min()), last_year)}"
            ),
            alt_text=(
                f"Stacked bars by year. In {last_year}: "
                + words.listing(
                    [
                        f"{row.status.lower()} {row.share:.1f} percent"
                        for row in shares[shares["year"] == last_year].itertuples()
                    ]
                )
                + "."
            ),
        ),
    )


def geostrategic_reading(page: RegionPage) -> Table:
    """What the journal article sees in each accession, in our words, beside the recorded day."""
    joined = enlargement.accessions(page.steps(), page.balkan)
    days = {row.iso3: words.day(row.date, row.date_precision) for row in joined.itertuples()}
    cells = ledger.of_table(page.table("claims"), 1)
    years = cells[cells["column"] == "Year of Membership"].set_index("country")["value"]
    readings = cells[cells["column"] == "Geostrategic Significance for NATO"]
    rows = countries.with_names(readings, "country", "state")
    rows = rows.assign(
        joined=rows["country"].map(days),
        printed=rows["country"].map(years),
        order=rows["country"].map(dict(zip(joined["iso3"], joined.index, strict=True))),
    ).sort_values("order")
    sources = {*rows["seed_source"], *joined["source"]} if len(rows) else set()
    return table(
        rows,
        text_columns(
            state="State",
            joined="Joined on",
            printed="Year in the article",
            statement="The article's reading, in our words",
            claim_id="Claim",
        ),
        Caption(
            name="reading",
            title="Eight accessions, read as moves on a map",
            subtitle="Table 1 of the article of 2022, paraphrased, beside the recorded day of accession",
            note="The days are data; the reading is a claim about motives, which a map cannot test.",
        ),
        sources=sources,
    )


def _plans(spent: pd.DataFrame) -> str:
    """How long the membership plans of those that have become members lasted, as the first half of a title."""
    members = set(spent.loc[spent["status"] == "Member", "iso3"])
    plan = spent[(spent["status"] == "In the membership plan or invited") & spent["iso3"].isin(members)]
    if plan.empty:
        return ""
    return f"Membership plans lasted {words.span(plan['years'].min(), plan['years'].max())} years. "


@kept
def step_codes(page: RegionPage) -> dict[str, str]:
    """Names of the steps of which there are facts, by track and code."""
    codes = page.table("milestone_codes")
    return {f"{row.track}_{row.code}": row.name for row in codes.itertuples(index=False) if row.code in STEPS}


@declares_each(
    lambda page: [f"{iso3.lower()}_{code}" for iso3 in (*page.balkan, "TUR") for code in step_codes(page)]
)
def _step(page: RegionPage, name: str) -> Fact:
    """The first date of a step of a country."""
    iso3, code = name.split("_", 1)
    steps = page.steps()
    own = steps[(steps["iso3"] == iso3.upper()) & (steps["track"] + "_" + steps["code"] == code)]
    return status.step(own.iloc[0]) if len(own) else unknown(name, step_codes(page)[code])


@declares_each(lambda page: [f"{iso3.lower()}_nato_wait" for iso3 in page.balkan])
def _wait(page: RegionPage, name: str) -> Fact:
    """Years from partnership to membership, or so far."""
    iso3 = name[:3].upper()
    waiting = enlargement.waiting(page.steps(), [iso3], page.edition.day)
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
    own = page.of_countries(members)
    talks = page.of_countries(
        page.standing("eu", [day], page.countries).query("status == 'In accession talks'")
    )
    facts = {
        name: Basis.on(table, day, rows["source"]).fact(label, words.count(len(rows)), len(rows), "countries")
        for name, label, rows, table in (
            ("members_six", "Members of NATO among the six", own, "nato_milestones"),
            ("members_balkan", "Members of NATO among the Balkan states", members, "nato_milestones"),
            ("talks_six", "In accession talks with the EU", talks, "eu_milestones"),
        )
    }
    population = page.of_countries(indicator("population").series(page.edition))
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
