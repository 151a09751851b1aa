"""The road to NATO and the EU."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact, unknown
from wb6.figures import integration
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Table
from wb6.measures import integration as measure
from wb6.sections import status
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares_each
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept

SHOWN_NATO = [
    *("eapc_nacc", "pfp_joined", "pfp_sofa", "office", "security_agreement", "ipap", "itpp"),
    *("membership_decision", "enhanced_interaction", "intensified_dialogue", "map_offered", "map"),
    *("map_activated", "reform_programme", "invitation_withheld", "invitation", "protocol_signed"),
    *("referendum", "ratified", "member"),
]
SHOWN_EU = [
    *("saa_signed", "saa_in_force", "visa_free", "application", "opinion", "candidate"),
    *("negotiations_decision", "framework_blocked", "framework_released", "negotiations_opened"),
    *("cluster_opened", "ibar", "growth_plan_agenda", "accession"),
]
PACE = ("ipap", "map", "invitation", "member")
ARRIVED = {
    "ipap": "an action plan",
    "map": "the Membership Action Plan",
    "invitation": "an invitation",
    "member": "it",
}
PACE_EU = ("application", "candidate", "negotiations_opened", "accession")
ARRIVED_EU = {
    "application": "the application",
    "candidate": "candidate status",
    "negotiations_opened": "the opening of talks",
    "accession": "membership",
}
ACTIVATED = {"map_activated": "map"}
LAST = "_last"  # ends the name of the fact on the last of the same steps
COMPARED_STEPS = (
    *("pfp_joined", "ipap", "map", "invitation", "member", "saa_signed", "application", "candidate"),
    *("negotiations_opened",),
)


@shows("road", "Road to NATO and the EU", "steps toward NATO or the EU")
def road_to_nato_and_eu(page: CountryPage) -> Figure:
    """Every step of the country on one time axis."""
    steps = page.steps(page.iso3)
    steps = steps[steps["code"].isin([*SHOWN_NATO, *SHOWN_EU])]
    nato, eu = (_standing(status.status(steps, page.iso3, track)) for track in ("nato", "eu"))
    title = f"{page.name} and NATO: {nato}; the EU: {eu}"
    needed(steps, title=title)
    first, last = steps["date"].min().year, steps["date"].max().year
    return integration.road(
        steps,
        heading=Heading(
            title=title,
            subtitle=f"First date of each step toward NATO and the EU, {first} to {last}",
            alt_text=(
                f"Dot chart of {len(steps)} steps of {page.name} on two tracks, NATO and EU, from {first} to "
                f"{last}. The latest is: {steps.iloc[-1]['step']}, "
                f"{words.day(steps.iloc[-1]['date'], steps.iloc[-1]['date_precision'])}."
            ),
        ),
    )


@shows("pace", "From the Partnership for Peace to NATO", "step after the Partnership for Peace")
def pace_of_integration(page: CountryPage) -> Figure:
    """Years from the Partnership for Peace to each later step, beside the others."""
    group = [*countries.WB6, *(code for code in page.compared if code not in countries.WB6)]
    years = needed(measure.years_since(_put_in_force(page.steps(*group)), "pfp_joined", list(PACE)))
    title = "From the Partnership for Peace to NATO"
    own = years[years["iso3"] == page.iso3].sort_values("years")
    members = years[(years["code"] == "member") & years["iso3"].isin(countries.WB6)]
    alt_text = (
        f"Dot chart of years after joining the Partnership for Peace in {years['iso3'].nunique()} countries."
    )
    if len(members):
        fastest, slowest = (members.sort_values("years").iloc[end] for end in (0, -1))
        title = (
            f"From partnership to membership, {len(members)} of the six took "
            f"{words.span(fastest['years'], slowest['years'], 1)} years"
        )
        alt_text += (
            f" Of the six, membership took from {fastest['years']:.1f} years "
            f"({countries.name(fastest['iso3'])}) to {slowest['years']:.1f} "
            f"({countries.name(slowest['iso3'])})."
        )
    if len(own):
        last = own.iloc[-1]
        title += f"; {page.name} reached {ARRIVED[last['code']]} after {last['years']:.1f}"
        alt_text += f" {page.name}'s last step here, {last['step']}, came after {last['years']:.1f}."
    return integration.pace(
        countries.with_names(years),
        page.iso3,
        heading=Heading(
            title=title,
            subtitle="Years from joining the Partnership for Peace to the first date of each later step",
            alt_text=alt_text,
        ),
    )


def steps_compared(page: CountryPage) -> Table:
    """The main steps of the six, side by side."""
    steps = countries.with_names(_put_in_force(page.steps(*countries.WB6)))
    steps = steps[steps["code"].isin(COMPARED_STEPS)]
    return integration.steps_table(
        steps,
        Caption(
            name="steps-compared",
            title="The same steps, six countries",
            subtitle=(
                f"First date of each step known on {words.day(page.edition.day)}; an action plan offered under a condition "
                "counts from the day on which its first programme could be handed in"
            ),
        ),
    )


@shows("eu-chapters", "EU talks", "count of chapters")
def negotiation_chapters(page: CountryPage) -> Figure:
    """Chapters of the EU talks opened and provisionally closed, beside the others that negotiate."""
    counts = measure.chapters_by_day(page.table("eu_milestones"), countries.WB6)
    own = needed(counts[counts["iso3"] == page.iso3])
    moved = counts.loc[counts["value"] > 0, "iso3"].unique()
    shown = counts[counts["iso3"].isin([*moved, page.iso3])]
    told = ", ".join(
        f"{words.people(rows.iloc[-1]['value'])} {word}"
        for kind, word in (("Opened", "chapters opened"), ("Closed", "provisionally closed"))
        if len(rows := own[own["kind"] == kind])
    )
    until = words.day(own["date"].max())
    return integration.chapters(
        countries.with_names(shown),
        heading=Heading(
            title=f"{page.name} in the EU talks: {told}",
            subtitle=(
                f"Chapters opened and provisionally closed, of 33 to be negotiated, as counted up to {until}; "
                "countries of the six with a chapter open"
            ),
            alt_text=(
                f"Step lines of {words.counted(shown['iso3'].nunique(), 'country', 'countries')}. "
                f"{page.name} on {until}: {told}."
            ),
        ),
        note="Counts on the days for which a source gives them; a step can hold chapters opened one by one in between.",
    )


@shows("pace-eu", "From the association agreement to the EU", "step after the association agreement")
def pace_to_eu(page: CountryPage) -> Figure:
    """Years from the association agreement to each later step with the EU, beside the others."""
    group = [*countries.WB6, *(code for code in page.compared if code not in countries.WB6)]
    years = measure.years_since(page.steps(*group), "saa_signed", list(PACE_EU))
    own = needed(years[years["iso3"] == page.iso3].sort_values("years"))
    last = own.iloc[-1]
    same = years[(years["code"] == last["code"]) & years["iso3"].isin(countries.WB6)]
    place = int((same["years"] < last["years"]).sum()) + 1
    title = f"{page.name} took {last['years']:.1f} years from the association agreement to {ARRIVED_EU[last['code']]}"
    if len(same) > 1:
        ends = {1: "the fastest", len(same): "the slowest"}
        title += f", {ends.get(place, words.ordinal(place))} of {len(same)}"
    return integration.pace(
        countries.with_names(years),
        page.iso3,
        heading=Heading(
            title=title,
            subtitle="Years from signing the Stabilisation and Association Agreement to the first date of each later step",
            alt_text=(
                f"Dot chart of {words.counted(years['iso3'].nunique(), 'country', 'countries')}. {page.name}: "
                + words.each(own, "{step} after {years:.1f} years")
                + "."
            ),
        ),
    )


def _put_in_force(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps of which one that was first offered under a condition counts from the day its first programme could be handed in."""
    named = steps.drop_duplicates("code").set_index("code")
    later = steps["code"].isin(ACTIVATED)
    counted = steps["code"].replace(ACTIVATED)
    return steps.assign(
        code=counted,
        step=steps["step"].mask(later, counted.map(named["step"])),
        sequence=steps["sequence"].mask(later, counted.map(named["sequence"])),
    )


def _standing(fact: Fact) -> str:
    """A status in the middle of a sentence, with the year it began."""
    since = f" since {fact.day[:4]}" if fact.day else ""
    return f"{fact.text[0].lower()}{fact.text[1:]}{since}"


@declares_each(lambda _: ("nato_status", "eu_status"))
def _status(page: CountryPage, name: str) -> Fact:
    return status.status(_own_steps(page), page.iso3, name.removesuffix("_status"))


@kept
def _own_steps(page: CountryPage) -> pd.DataFrame:
    return page.steps(page.iso3)


def _step_names(page: CountryPage) -> list[str]:
    return [f"{row.track}_{row.code}" for row in page.table("milestone_codes").itertuples()]


@declares_each(_step_names)
def _step(page: CountryPage, name: str) -> Fact:
    """The first date of a step: `nato_ipap`, `eu_candidate`, ..."""
    return _dated(page, _own_steps(page), name)


@declares_each(lambda page: [f"{name}{LAST}" for name in _step_names(page)])
def _last_step(page: CountryPage, name: str) -> Fact:
    """The last date of a step that is taken again and again: `nato_reform_programme_last`, ..."""
    return _dated(page, page.last_steps(page.iso3), name.removesuffix(LAST))


def _dated(page: CountryPage, steps: pd.DataFrame, name: str) -> Fact:
    """The date of the step of a track, of those that the country took."""
    track, code = name.split("_", 1)
    own = steps[(steps["track"] == track) & (steps["code"] == code)]
    if len(own):
        return status.step(own.iloc[0])
    return unknown(name, _names_of_steps(page)[track, code])


@kept
def _names_of_steps(page: CountryPage) -> dict[tuple[str, str], str]:
    """What each step is called, by track and code."""
    codes = page.table("milestone_codes")
    return dict(zip(zip(codes["track"], codes["code"], strict=True), codes["name"], strict=True))
