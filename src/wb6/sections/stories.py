"""Ten claims told at length: the charts of the chapters that measure them, and what each test found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wb6.claims.verdicts import PREDICATES
from wb6.data.facts import Fact
from wb6.figures.figure import Figure
from wb6.sections import (
    attitudes,
    comparison,
    distances,
    exercises,
    gas,
    missions,
    montenegro_loan,
    referendum,
    turning,
    unrest,
)
from wb6.sections.china_page import ChinaPage
from wb6.sections.claims_page import ClaimsPage
from wb6.sections.declared import declares
from wb6.sections.elsewhere import country_of, page_of
from wb6.sections.kfor_page import KforPage
from wb6.sections.region_page import RegionPage
from wb6.sections.russia_page import RussiaPage


@dataclass(frozen=True)
class Story:
    """A claim that the prose tells, and the points of it that the prose names, by the fact that shows them."""

    claim_id: str
    points: Mapping[str, int]


STORIES = {
    "debt": Story("S3-MNE-01", {"debt_found": 0}),
    "china_half": Story("S3-MNE-02", {"china_half_found": 0}),
    "yes_share": Story("S0-MKD-10", {"yes_share_found": 0}),
    "turnout": Story("S0-MKD-17", {"turnout_found": 0}),
    "withheld": Story("S0-MKD-18", {"withheld_found": 1}),
    "london": Story("S0-RUS-11", {"london_found": 0}),
    "circles": Story("S0-RUS-12", {"circles_found": 0}),
    "eighty": Story("S0-SRB-05", {"eighty_found": 0}),
    "wish": Story("S0-REG-11", {"wish_found": 0}),
    "gave_way": Story("S0-REG-16", {"montenegro_found": 0, "macedonia_found": 1}),
    "most_against": Story("S0-MNE-03", {"most_against_found": 0}),
    "no_obstacle": Story("S0-RUS-01", {}),
    "sped_up": Story("S0-RUS-02", {"sped_up_found": 0}),
    "slowed": Story("S0-RUS-25", {"slowed_found": 1}),
    "monopoly": Story("S1-RUS-06", {"markets_found": 2, "weight_found": 3}),
    "energy_tool": Story("S0-RUS-24", {}),
    "growth": Story("S2-KFR-01", {"growth_found": 0, "episodes_found": 1}),
    "deploy": Story("S3-BIH-06", {}),
    "four": Story("S1-SRB-06", {"four_found": 0}),
    "eighteen": Story("S1-SRB-15", {"eighteen_found": 0}),
}


def debt_of_montenegro(page: ClaimsPage) -> Figure:
    """Montenegro's debt beside its output, and the part of China in it."""
    return montenegro_loan.claim_over_time(page_of(page, ChinaPage))


def three_bases(page: ClaimsPage) -> Figure:
    """The vote of 2018 on three bases."""
    return referendum.three_bases(page_of(page, RegionPage))


def circles_round_belgrade(page: ClaimsPage) -> Figure:
    """Capitals and places by their distance from Belgrade."""
    return distances.ranked_distances(page_of(page, RussiaPage))


def serbia_on_nato(page: ClaimsPage) -> Figure:
    """Polls on NATO membership in Serbia."""
    return attitudes.opinion_on_nato(country_of(page, "SRB"))


def who_wants_nato(page: ClaimsPage) -> Figure:
    """The newest polls for and against NATO in the six."""
    return comparison.opinion_on_nato(page_of(page, RegionPage))


def steps_and_2006(page: ClaimsPage) -> Figure:
    """Steps toward NATO and the EU before and since 2006."""
    return turning.steps_and_2006(page_of(page, RussiaPage))


def gas_and_its_weight(page: ClaimsPage) -> Figure:
    """The Russian share of gas beside the weight of gas in all energy."""
    return gas.gas_and_its_weight(page_of(page, RussiaPage))


def unrest_beside_size(page: ClaimsPage) -> Figure:
    """Size of KFOR and incidents of unrest over the years."""
    return unrest.unrest_beside_size(page_of(page, KforPage))


def bosnia_abroad(page: ClaimsPage) -> Figure:
    """Peacekeepers of Bosnia and Herzegovina by mission."""
    return missions.peacekeeping_by_mission(country_of(page, "BIH"))


def exercises_with_either_side(page: ClaimsPage) -> Figure:
    """Exercises of Serbia with Russia and with NATO."""
    return exercises.exercises_with_either_side(page_of(page, RussiaPage))


@declares(
    "claims", *(each for name, story in STORIES.items() for each in (name, f"{name}_then", *story.points))
)
def _verdicts_and_findings(page: ClaimsPage) -> dict[str, Fact]:
    """Both verdicts on the claims that the prose tells, and what the named points of their tests found."""
    known = {name: story for name, story in STORIES.items() if story.claim_id in page.judgements}
    return {
        each: fact for name, story in known.items() for each, fact in _of_story(page, name, story).items()
    }


def _of_story(page: ClaimsPage, name: str, story: Story) -> dict[str, Fact]:
    judged = page.judgements[story.claim_id]
    seed = page.judged.set_index("claim_id").loc[story.claim_id, "source"]
    texts: dict[str, tuple[str, str, tuple[str, ...]]] = {
        name: (PREDICATES[judged.verdict], "verdict now", (seed,)),
        f"{name}_then": (PREDICATES[judged.then.verdict], "verdict as of its writing", (seed,)),
    }
    for point, place in story.points.items():
        reading = judged.now.readings[place]
        texts[point] = (reading.result.text, reading.point.measured, reading.result.sources)
    return {
        each: replace(page.basis("claims", sources), key={"claim_id": story.claim_id}).word(
            f"{story.claim_id}, {label}", text
        )
        for each, (text, label, sources) in texts.items()
    }
