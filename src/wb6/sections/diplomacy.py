"""Positions on texts about China, and its format with Central and Eastern Europe."""

from typing import Any

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import bars, grids
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Caption, Column, Table, labelled, table, text_columns
from wb6.measures import alignment
from wb6.measures import china as particular
from wb6.sections.china_page import ChinaPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.written import Basis

SIDES = {"critical": "criticises China", "supportive": "supports China", "framework": "names no state"}
ABOUT = {"Not named": "subject not named"}
EVENTS = {"joined": "joins", "left": "leaves", "summit": "summit"}
STATES = tuple(code for code in countries.WB6 if code != "XKX")  # members of the United Nations
TEXTS, FORMAT = "positions_on_china", "china_format"


def texts(page: ChinaPage) -> pd.DataFrame:
    """Positions on texts about China."""
    return page.of_countries(page.table("positions_on_china"))


@shows("positions", "Positions on China", "text on China and who joined it")
def positions(page: ChinaPage) -> Figure:
    """Who joined which text on China."""
    found = needed(texts(page))
    counted = countries.with_names(particular.tally(found)).sort_values(
        ["joined", "country"], ascending=[False, True]
    )
    cells = _cells(page, found)
    told = words.each(counted, "{country} {joined} of {known}")
    top = counted.iloc[0]
    none = counted[counted["joined"] == 0]["country"].tolist()
    return grids.positions(
        cells,
        heading=Heading(
            title=(
                f"{top['country']} joined {top['joined']} of {top['known']} texts critical of China"
                + (f", {words.listing(none)} none" if none else "")
            ),
            subtitle=(
                f"Statements, declarations and a vote on Hong Kong and Xinjiang, "
                f"{words.years_of(found['date'])}"
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
            *text_columns(text="Text", when="Date", about="About"),
            Column("side", "Side", labelled(SIDES)),
            Column("states", "States behind it", lambda value: str(int(value)), numeric=True),
            Column("joined", "Of the region"),
        ],
        Caption(
            name="texts",
            title=f"{words.begin(words.times(len(rows), 'text'))} and who of the region joined",
            subtitle="Newest first; the number of states as reported",
        ),
        sources=sources_of(found),
    )


@shows("format", "China and Central and Eastern Europe", "state in the format")
def format_members(page: ChinaPage) -> Figure:
    """States in the format by year, and years with a summit."""
    counts = needed(particular.members(page.table("china_format"), page.edition.last_full_year))
    counts = counts.astype({"year": int, "states": int})
    most, last = counts.loc[counts["states"].idxmax()], counts.iloc[-1]
    met = counts[counts["summits"] > 0]["year"].max()
    fell = last["states"] < most["states"]
    return bars.format_members(
        counts,
        heading=Heading(
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
        text_columns(what="Event", when="Date", country="Host or state", place="Place", note="Remark"),
        Caption(
            name="format-events",
            title="Summits of the format, and states that joined and left",
            subtitle="Newest first; the founding states are not listed one by one",
        ),
    )


@declares(TEXTS, "texts", *(f"{iso3.lower()}_texts" for iso3 in STATES))
def _text_facts(page: ChinaPage) -> dict[str, Fact]:
    found = needed(texts(page))
    first, last = found["date"].min().year, found["date"].max().year
    note = Basis(TEXTS, found["date"].max(), found["source"], words.years(first, last))
    facts_ = {"texts": note.count("Texts on China", found["text_id"].nunique())}
    for row in particular.tally(found).itertuples():
        name = f"{row.iso3.lower()}_texts"
        told = f"{row.joined or 'none'} of {row.known}"
        facts_[name] = note.word(f"Critical texts joined, {countries.name(row.iso3)}", told)
    return facts_


@declares(FORMAT, "format_start", "format_most", "format_now", "format_summits", "format_last_summit")
def _format_facts(page: ChinaPage) -> dict[str, Fact]:
    events = page.table(FORMAT)
    counts = needed(particular.members(events, page.edition.day.year))
    counts = counts.astype({"year": int, "states": int})
    most, last = counts.loc[counts["states"].idxmax()], counts.iloc[-1]
    changed = events["date"].max()
    newest = events.loc[events["date"] == changed, "source"]
    note = Basis(FORMAT, changed, newest, f"{changed:%B %Y}")
    met = events[events["event"] == "summit"]["date"].max()
    at = Basis(FORMAT, pd.Timestamp(f"{most['year']}-01-01"), events["source"], str(most["year"]))
    return {
        "format_start": note.count("States at the start", int(counts["states"].iloc[0])),
        "format_most": at.count("Most states", int(most["states"])),
        "format_now": note.count("States in China's format", int(last["states"])),
        "format_summits": note.count("Summits", int((events["event"] == "summit").sum())),
        "format_last_summit": Basis(
            FORMAT, met, events.loc[events["date"] == met, "source"], words.day(met)
        ).word("Last summit found", words.day(met)),
    }


def _cells(page: ChinaPage, found: pd.DataFrame) -> pd.DataFrame:
    """Every text by every state; open where no position is known."""
    texts = found.drop_duplicates("text_id").sort_values(["date", "text_id"])
    states = [code for code in page.countries if code in set(found["iso3"])]
    named = ["text_id", "text", "kind", "date", "date_precision", "body", "about", "side", "states"]
    known = found[["text_id", "iso3", "position", "source"]]
    grid = alignment.crossed(texts[named], states, known, "text_id")
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
