"""Where a country stands with NATO and the EU, in one word each."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.measures import integration

NATO_LADDER = {
    "pfp_joined": "Partner",
    "ipap": "Partner with an action plan",
    "map_offered": "Aspirant, plan under a condition",
    "map": "Aspirant",
    "map_activated": "Aspirant",
    "invitation": "Invited",
    "protocol_signed": "Invited, protocol signed",
    "member": "Member",
}
EU_LADDER = {
    "saa_signed": "Potential candidate",
    "application": "Applicant",
    "candidate": "Candidate",
    "negotiations_decision": "Candidate, talks decided",
    "negotiations_opened": "In accession talks",
    "accession": "Member",
}
UNRECORDED = "Steps not recorded here"
OUTSIDE = {"nato": "No formal partnership", "eu": "No association agreement"}


def status(steps: pd.DataFrame, iso3: str, track: str) -> Fact:
    """The status of a country on the `nato` or `eu` track; the steps are those of the edition."""
    ladder = NATO_LADDER if track == "nato" else EU_LADDER
    name, label = f"{track}_status", "NATO" if track == "nato" else "European Union"
    reached = integration.stage(steps[steps["iso3"] == iso3], list(ladder))
    if reached.empty:
        return Fact(name=name, label=label, text=OUTSIDE[track], value=OUTSIDE[track])
    rung = reached.iloc[0]
    return Fact(
        name=name,
        label=label,
        text=ladder[rung["code"]],
        value=ladder[rung["code"]],
        date=f"since {words.day(rung['date'], rung['date_precision'])}",
        day=rung["date"].strftime("%Y-%m-%d"),
        table=f"{track}_milestones",
        key={"iso3": iso3, "code": rung["code"]},
        sources=(rung["source"],),
    )


def step(row: pd.Series) -> Fact:
    """The first date of a step (a row of the steps of an edition) as a fact."""
    written = words.day(row["date"], row["date_precision"])
    return Fact(
        name=f"{row['track']}_{row['code']}",
        label=row["step"],
        text=written,
        value=row["date"].strftime("%Y-%m-%d"),
        date=written,
        day=row["date"].strftime("%Y-%m-%d"),
        table=f"{row['track']}_milestones",
        key={"iso3": row["iso3"], "code": row["code"]},
        sources=(row["source"],),
    )
