"""Strength and unrest: incidents, and the size of the force around them."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import unrest as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import kfor, unrest
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.kfor_page import KforPage
from wb6.sections.page import kept
from wb6.sections.written import Basis

TABLE = "security_incidents"
KINDS = {
    "assassination": "assassination",
    "attack": "attack",
    "bombing": "bombing",
    "clash": "clash",
    "crisis": "crisis",
    "ethnic_violence": "ethnic violence",
    "riots": "riots",
}


def incidents_table(page: KforPage) -> Table:
    """Incidents of unrest, numbered by date."""
    found = page.unrest()
    rows = words.dated(found).assign(
        type=found["type"].map(KINDS),
    )
    return table(
        rows,
        [
            Column("number", "No.", numeric=True),
            *text_columns(when="Date", type="Kind", title="Incident"),
            Column("killed", "Killed", words.people, numeric=True),
            Column("injured", "Hurt", words.people, numeric=True),
        ],
        Caption(
            name="incidents",
            title=f"{words.begin(words.times(len(rows), 'incident'))} of unrest in Kosovo",
            subtitle="Each counted once, by one of its counts; the register below tells what others count",
            note="These became known far beyond Kosovo; most violence did not.",
        ),
    )


@shows("unrest-beside-size", "Strength and unrest", "year with a size and an incident")
def unrest_beside_size(page: KforPage) -> Figure:
    """Size of the force and unrest over one axis of years."""
    needed(page.unrest())
    sizes, by_year = needed(yearly_unrest(page)), unrest_by_year(page)
    gravest = by_year.sort_values("casualties").iloc[-1]
    share = gravest["casualties"] / by_year["casualties"].sum() * 100
    return chart.beside_size(
        sizes,
        by_year,
        page.sources_of_test(),
        heading=Heading(
            title=(
                f"{words.people(by_year['killed'].sum())} killed and {words.people(by_year['hurt'].sum())} hurt in "
                f"{words.times(int(by_year['incidents'].sum()), 'incident')}: {share:.0f} percent of them in one year, "
                f"{gravest['year']}"
            ),
            subtitle=(
                f"Above: troops, median of the year's figures and their range. Below: people killed and people hurt in "
                f"incidents of unrest by year, {words.years_of(by_year['year'])}"
            ),
            alt_text=(
                f"Three panels. Size falls from {words.people(sizes['value'].iloc[0])} to "
                f"{words.people(sizes['value'].iloc[-1])}. Incidents occur in {(by_year['incidents'] > 0).sum()} of "
                f"{len(by_year)} years; the gravest year is {gravest['year']}."
            ),
        ),
        note=(
            "Years without a figure of KFOR have no point; nothing is interpolated. Small incidents are known for few "
            "years, so a year without a bar is no year without violence. Where counts differ, one is used; the register of "
            "incidents has them all."
        ),
    )


@shows("before-and-after", "The force around unrest", "serious episode with sizes before and after it")
def before_and_after(page: KforPage) -> Figure:
    """Change of the force in the year before and the year after each serious episode."""
    around = sizes_around(page)
    long = needed(_long(around))
    after = around["change_after"].dropna()
    grew = int((after > 0).sum())
    before = around["change_before"].dropna()
    return chart.before_and_after(
        long,
        heading=Heading(
            title=(
                f"KFOR was larger a year after {grew or 'none'} of {len(after)} serious episodes; a cut came before "
                f"{int((before < 0).sum())} of {len(before)}"
            ),
            subtitle=(
                "Change in the median of the year's figures, percent: from the second to the last year before an episode, "
                "and from the last year before to the first after it"
            ),
            alt_text=(
                f"Dots of {around['start'].nunique()} episodes. Changes in the year after run from {after.min():.0f} to "
                f"{after.max():.0f} percent."
                if len(after)
                else "Dots of episodes without a size after them."
            ),
        ),
        note=(
            "An episode is unrest with ten or more killed or injured, incidents within ninety days taken together. "
            "Most changes rest on one to three figures a side."
        ),
    )


def yearly_unrest(page: KforPage) -> pd.DataFrame:
    """Median size of each year."""
    return kfor.yearly(page.counted())


def unrest_by_year(page: KforPage) -> pd.DataFrame:
    """Incidents and casualties of each year up to the edition."""
    return unrest.by_year(page.unrest(), max(page.since, 1999), page.edition.day.year)


@kept
def sizes_around(page: KforPage) -> pd.DataFrame:
    """Serious episodes with the size of the force around them."""
    return unrest.around(unrest.episodes(page.unrest()), kfor.precise(page.counted()))


def _long(around: pd.DataFrame) -> pd.DataFrame:
    parts = [
        around.assign(
            kind=kind,
            change=around[f"change_{side}"],
            figures=around[f"n_{first}"].astype(str) + " and " + around[f"n_{second}"].astype(str),
        )
        for side, kind, first, second in (
            ("before", "in the year before", "earlier", "before"),
            ("after", "in the year after", "before", "after"),
        )
    ]
    long = pd.concat(parts, ignore_index=True).dropna(subset=["change"]).sort_values("start", kind="stable")
    return long.assign(label=[f"{day:%B %Y}" for day in long["start"]])


@declares(
    TABLE,
    "incidents",
    "casualties",
    "casualties_worst",
    "episodes_after",
    "episodes_grew",
    "episodes_before",
    "episodes_cut",
)
def _episode_facts(page: KforPage) -> dict[str, Fact]:
    """Numbers of incidents and episodes, and how often the force was cut before them and larger after them."""
    found = needed(page.unrest())
    around, worst = sizes_around(page), found.loc[found["casualties"].idxmax()]
    before, after = around["change_before"].dropna(), around["change_after"].dropna()
    every = Basis.of_rows(TABLE, found)
    numbers = {"incidents": ("Incidents of unrest", len(found))}
    if len(before):
        numbers |= {
            "episodes_before": ("Episodes with sizes in the two years before", len(before)),
            "episodes_cut": ("Episodes after a year of cuts", int((before < 0).sum())),
        }
    if len(after):
        numbers |= {
            "episodes_after": ("Episodes with sizes before and after", len(after)),
            "episodes_grew": ("Episodes after which KFOR was larger", int((after > 0).sum())),
        }
    facts = {name: every.number(label, value) for name, (label, value) in numbers.items()}
    facts["casualties"] = every.number(
        "Killed and injured in these incidents", int(found["casualties"].sum()), "persons"
    )
    facts["casualties_worst"] = Basis.of_row(TABLE, worst, {"id": worst["id"]}).head_count(
        "Killed and injured in the gravest incident", worst["casualties"], "persons"
    )
    return facts


@declares(TABLE, "years_compared", "years_cut")
def _cut_facts(page: KforPage) -> dict[str, Fact]:
    """In how many years the force shrank."""
    change = unrest.changes(yearly_unrest(page))
    if page.unrest().empty or change.empty:
        return {}
    shrank, sizes = change["change"] < 0, Basis.of_rows("kfor_strength", page.counted())
    return {
        "years_compared": sizes.number("Pairs of years with a size", len(change)),
        "years_cut": sizes.number("Years in which KFOR shrank", int(shrank.sum())),
    }
