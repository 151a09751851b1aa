"""The road to NATO and the EU."""

from typing import Any

import pandas as pd

from wb6.chapters import status
from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import figure, integration
from wb6.figures.tables import Table
from wb6.measures import integration as measure

SHOWN_NATO = [
    "eapc_nacc",
    "pfp_joined",
    "pfp_sofa",
    "office",
    "security_agreement",
    "ipap",
    "itpp",
    "membership_decision",
    "enhanced_interaction",
    "intensified_dialogue",
    "map_offered",
    "map",
    "map_activated",
    "reform_programme",
    "invitation_withheld",
    "invitation",
    "protocol_signed",
    "referendum",
    "ratified",
    "member",
]
SHOWN_EU = [
    "saa_signed",
    "saa_in_force",
    "visa_free",
    "application",
    "opinion",
    "candidate",
    "negotiations_decision",
    "negotiations_opened",
    "cluster_opened",
    "ibar",
    "growth_plan_agenda",
]
PACE = ("ipap", "map", "invitation", "member")
ARRIVED = {
    "ipap": "an action plan",
    "map": "the Membership Action Plan",
    "invitation": "an invitation",
    "member": "it",
}
COMPARED_STEPS = (
    "pfp_joined",
    "ipap",
    "map",
    "invitation",
    "member",
    "saa_signed",
    "application",
    "candidate",
    "negotiations_opened",
)


class Road(CountryBase):
    """The section on integration."""

    def road_to_nato_and_eu(self) -> Any:
        """Every step of the country on one time axis."""
        name = "road"
        steps = self.steps(self.iso3)
        steps = steps[steps["code"].isin([*SHOWN_NATO, *SHOWN_EU])]
        nato, eu = (_standing(status.status(steps, self.iso3, track)) for track in ("nato", "eu"))
        title = f"{self.name} and NATO: {nato}; the EU: {eu}"
        if steps.empty:
            return figure.empty(name=name, title=title, reason=self.unknown("steps toward NATO or the EU"))
        first, last = steps["date"].min().year, steps["date"].max().year
        return integration.road(
            steps,
            name=name,
            title=title,
            subtitle=f"First date of each step toward NATO and the EU, {first} to {last}",
            alt_text=(
                f"Dot chart of {len(steps)} steps of {self.name} on two tracks, NATO and EU, from {first} to "
                f"{last}. The latest is: {steps.iloc[-1]['step']}, "
                f"{words.day(steps.iloc[-1]['date'], steps.iloc[-1]['date_precision'])}."
            ),
        )

    def pace_of_integration(self) -> Any:
        """Years from the Partnership for Peace to each later step, beside the others."""
        name = "pace"
        group = [*countries.WB6, *(code for code in self.compared if code not in countries.WB6)]
        years = measure.years_since(self.steps(*group), "pfp_joined", list(PACE))
        title = "From the Partnership for Peace to NATO"
        if years.empty:
            return figure.empty(
                name=name, title=title, reason=self.unknown("step after the Partnership for Peace")
            )
        own = years[years["iso3"] == self.iso3].sort_values("years")
        members = years[(years["code"] == "member") & years["iso3"].isin(countries.WB6)]
        alt_text = f"Dot chart of years after joining the Partnership for Peace in {years['iso3'].nunique()} countries."
        if len(members):
            fastest, slowest = (members.sort_values("years").iloc[end] for end in (0, -1))
            title = (
                f"From partnership to membership, {len(members)} of the six took {fastest['years']:.0f} to "
                f"{slowest['years']:.0f} years"
            )
            alt_text += (
                f" Of the six, membership took from {fastest['years']:.1f} years "
                f"({countries.name(fastest['iso3'])}) to {slowest['years']:.1f} "
                f"({countries.name(slowest['iso3'])})."
            )
        if len(own):
            last = own.iloc[-1]
            title += f"; {self.name} reached {ARRIVED[last['code']]} after {last['years']:.0f}"
            alt_text += f" {self.name}'s last step here, {last['step']}, came after {last['years']:.1f}."
        return integration.pace(
            countries.with_names(years),
            self.iso3,
            name=name,
            title=title,
            subtitle="Years from joining the Partnership for Peace to the first date of each later step",
            alt_text=alt_text,
        )

    def steps_compared(self) -> Table:
        """The main steps of the six, side by side."""
        steps = countries.with_names(self.steps(*countries.WB6))
        steps = steps[steps["code"].isin(COMPARED_STEPS)]
        return integration.steps_table(
            steps,
            name="steps-compared",
            title="The same steps, six countries",
            subtitle=f"First date of each step known on {words.day(self.edition.day)}",
        )

    def negotiation_chapters(self) -> pd.DataFrame:
        """Chapters opened and closed in the accession talks; columns code, date, value, source."""
        rows = self.table("eu_milestones")
        rows = rows[(rows["iso3"] == self.iso3) & rows["code"].isin(["chapters_opened", "chapters_closed"])]
        return rows.sort_values("date")[["code", "date", "date_precision", "value", "source"]]


def _standing(fact: Fact) -> str:
    """A status in the middle of a sentence, with the year it began."""
    since = f" since {fact.day[:4]}" if fact.day else ""
    return f"{fact.text[0].lower()}{fact.text[1:]}{since}"
