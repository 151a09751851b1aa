"""Votes with China, positions on texts about it, and its format with the region."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.figures import china as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, labelled, table
from wb6.measures import alignment
from wb6.measures import china as particular
from wb6.sections.china_page import CHINA, ChinaPage

SIDES = {"critical": "criticises China", "supportive": "supports China", "framework": "names no state"}
ABOUT = {"Not named": "subject not named"}
EVENTS = {"joined": "joins", "left": "leaves", "summit": "summit"}


def agreement(page: ChinaPage) -> pd.DataFrame:
    """Share of roll calls with the same vote as China, by state and year."""
    return alignment.agreement(page.table("un_agreement"), [CHINA], page.countries, max(page.since, 2000))


def votes(page: ChinaPage) -> Figure:
    """How often the five voted as China."""
    name = "votes"
    values = agreement(page)
    if values.empty:
        return figure.empty(name=name, title="Votes with China", reason=page.unknown("roll call in the UN"))
    year = int(values["year"].max())
    last = countries.with_names(values[values["year"] == year]).sort_values("value", ascending=False)
    top, others = last.iloc[0], last.iloc[1:]
    return chart.lines_by_country(
        countries.with_names(values),
        heading=Heading(
            name=name,
            title=(
                f"In {year} {top['country']} voted as China in {top['value']:.0f} of 100 roll calls, the others in "
                f"{words.span(others['value'].min(), others['value'].max())}"
            ),
            subtitle=(
                f"Share of roll calls in the UN General Assembly with the same vote as China, percent, "
                f"{words.years(int(values['year'].min()), year)}"
            ),
            alt_text=(
                f"Line chart. In {year}: "
                + words.listing([f"{row.country} {row.value:.0f} percent" for row in last.itertuples()])
                + "."
            ),
        ),
        value_heading="Percent of roll calls",
        floor=float(values["value"].min() // 10 * 10),
        note=(
            "An abstention against yes or no is a disagreement. The line breaks where the source changes: before, all roll "
            "calls; in the last year, adopted resolutions only. Kosovo is not a member of the United Nations."
        ),
    )


def texts(page: ChinaPage) -> pd.DataFrame:
    """Positions on texts about China."""
    return page.own(page.table("positions_on_china"))


def positions(page: ChinaPage) -> Figure:
    """Who joined which text on China."""
    name = "positions"
    found = texts(page)
    if found.empty:
        return figure.empty(
            name=name, title="Positions on China", reason=page.unknown("text on China and who joined it")
        )
    critical = found[found["side"] == "critical"]
    if critical.empty:
        critical = found
    counted = countries.with_names(particular.tally(found)).sort_values(
        ["joined", "country"], ascending=[False, True]
    )
    cells = _cells(page, found)
    told = words.listing([f"{row.country} {row.joined} of {row.known}" for row in counted.itertuples()])
    top = counted.iloc[0]
    none = counted[counted["joined"] == 0]["country"].tolist()
    return chart.positions(
        cells,
        heading=Heading(
            name=name,
            title=(
                f"{top['country']} joined {top['joined']} of {top['known']} texts critical of China"
                + (f", {words.listing(none)} none" if none else "")
            ),
            subtitle=(
                f"Statements, declarations and a vote on Hong Kong and Xinjiang, "
                f"{words.years(found['date'].min().year, found['date'].max().year)}"
            ),
            alt_text=f"Grid of {found['text_id'].nunique()} texts by state. Critical texts joined: {told}.",
        ),
        note=(
            "Not on the list means that the list was read and the state is not named; it is no refusal. Empty: the source "
            "does not settle it. The list of texts is not complete."
        ),
    )


def texts_table(page: ChinaPage) -> Table:
    """The texts with their subject and number of states."""
    found = texts(page)
    rows = words.dated(found.drop_duplicates("text_id").sort_values("date", ascending=False))
    joined = (
        found[found["position"] == "joined"]
        .groupby("text_id")["iso3"]
        .apply(lambda codes: words.listing([countries.name(code) for code in sorted(codes)]))
    )
    rows = rows.assign(joined=rows["text_id"].map(joined))
    return table(
        rows,
        [
            Column("text", "Text"),
            Column("when", "Date"),
            Column("about", "About"),
            Column("side", "Side", labelled(SIDES)),
            Column("states", "States behind it", lambda value: str(int(value)), numeric=True),
            Column("joined", "Of the region"),
        ],
        name="texts",
        title=f"{words.begin(words.times(len(rows), 'text'))} and who of the region joined",
        subtitle="Newest first; the number of states as reported",
        sources=sources_of(found),
    )


def format_members(page: ChinaPage) -> Figure:
    """States in the format by year, and years with a summit."""
    name = "format"
    counts = particular.members(page.table("china_format"), page.edition.last_full_year)
    if counts.empty:
        return figure.empty(
            name=name,
            title="China and Central and Eastern Europe",
            reason=page.unknown("state in the format"),
        )
    counts = counts.astype({"year": int, "states": int})
    most, last = counts.loc[counts["states"].idxmax()], counts.iloc[-1]
    met = counts[counts["summits"] > 0]["year"].max()
    fell = last["states"] < most["states"]
    return chart.format_members(
        counts,
        heading=Heading(
            name=name,
            title=(
                f"From {most['states']} states to {last['states']}, and no summit found after {met}"
                if fell
                else f"{last['states']} states take part beside China"
            ),
            subtitle=(
                f"States beside China in its format with Central and Eastern Europe at year-end, "
                f"{words.years(int(counts['year'].min()), int(last['year']))}"
            ),
            alt_text=(
                f"Bars by year, from {counts['states'].iloc[0]} states to {last['states']}; "
                f"{int(counts['summits'].sum())} summits."
            ),
        ),
        note=(
            "Five of the six take part throughout, Kosovo never. Years after the last reported change carry its number "
            "forward."
        ),
    )


def format_table(page: ChinaPage) -> Table:
    """Summits, and who joined and left."""
    events = page.table("china_format")
    founders = (events["event"] == "joined") & (events["date"] == pd.Timestamp("2012-04-26"))
    rows = words.dated(countries.with_names(events[~founders].sort_values(["date", "id"], ascending=False)))
    rows = rows.assign(
        place=rows["place"].where(rows["event"] == "summit"),
        what=rows["event"].map(EVENTS)
        + rows["number"].map(lambda number: f" {int(number)}" if pd.notna(number) else ""),
    )
    return table(
        rows,
        [
            Column("what", "Event"),
            Column("when", "Date"),
            Column("country", "Host or state"),
            Column("place", "Place"),
            Column("note", "Remark"),
        ],
        name="format-events",
        title="Summits of the format, and states that joined and left",
        subtitle="Newest first; the founding states are not listed one by one",
        sources=sources_of(rows),
    )


def _cells(page: ChinaPage, found: pd.DataFrame) -> pd.DataFrame:
    """Every text by every state; open where no position is known."""
    texts = found.drop_duplicates("text_id").sort_values(["date", "text_id"])
    states = [code for code in page.countries if code in set(found["iso3"])]
    named = ["text_id", "text", "kind", "date", "date_precision", "body", "about", "side", "states"]
    grid = texts[named].merge(pd.DataFrame({"iso3": states}), how="cross")
    known = found[["text_id", "iso3", "position", "source"]]
    grid = grid.merge(known, on=["text_id", "iso3"], how="left")
    grid = grid.assign(
        position=grid["position"].fillna("open"),
        source=grid["source"].fillna(grid["text_id"].map(texts.set_index("text_id")["source"])),
        label=[_label(row) for row in grid.itertuples()],
    )
    return countries.with_names(grid)


def _label(row: Any) -> str:
    """A text in a few words, as the grid names it."""
    if row.side == "framework":
        what = "sanctions framework"
    elif row.side == "supportive":
        what = "for China, Xinjiang"
    else:
        what = ABOUT.get(row.about, row.about)
    when = words.day(row.date, "year" if row.date_precision == "year" else "month")
    body = f"{row.body} vote" if row.kind == "vote" else row.body
    return f"{body}, {when}: {what}"
