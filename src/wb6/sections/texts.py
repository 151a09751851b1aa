"""Where the five source texts agree and differ."""

from wb6.claims import ledger
from wb6.data import words
from wb6.figures import claims as chart
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.sections import rivals
from wb6.sections.claims import known_texts
from wb6.sections.guard import needed, shows
from wb6.sections.region_page import RegionPage

# Groups of claims on the region as a whole; those on one country stand in its chapter.
REGIONAL = (
    "does-enlargement-stabilise",
    "who-wants-enlargement",
    "pace-of-enlargement-after-2006",
    "role-of-the-united-states",
    "did-russia-return-never-leave-or-exploit-a-gap",
    "how-strong-is-russia-in-the-region",
    "china-threat-partner-or-absent",
    "anti-russian-line-of-candidates-since-2014",
    "home-made-or-moscow-made-trouble",
    "energy-monopoly-or-diversification",
    "name-and-purpose-of-the-1999-air-campaign",
    "partnership-for-peace-who-joined-and-when",
    "north-macedonia-legitimacy-of-the-2018-decision",
    "eu-status-of-the-six",
    "public-attitude-to-russia",
)


@shows("claims-by-text", "Claims")
def claims_by_text(page: RegionPage) -> Figure:
    """Number of claims of each source text by what tests them."""
    counted = ledger.by_source_and_kind(page.table("claims"))
    needed(counted, "No source text was published by then.")
    labels = page.table("sources").set_index("key")["label"]
    counted = counted.assign(text=counted["seed_source"].map(labels), source=counted["seed_source"])
    total = int(counted["claims"].sum())
    untested = int(counted.loc[counted["decided_by"] == "nothing", "claims"].sum())
    return chart.by_source(
        counted,
        heading=Heading(
            title=f"Of {total} claims in the source texts, {untested} have no point that data or documents decide",
            subtitle="Claims of each source text by what tests them, number",
            alt_text=(
                "Stacked bars by source text: "
                + ", ".join(f"{text} {int(group['claims'].sum())}" for text, group in counted.groupby("text"))
                + "."
            ),
        ),
    )


def disagreements(page: RegionPage) -> Table:
    """What the texts say differently on the region as a whole."""
    groups = page.table("disagreements")
    claims = page.table("claims")
    known = dict(zip(claims["claim_id"], claims["seed_source"], strict=True))
    names = known_texts(page.edition)
    groups = groups[groups["id"].isin(REGIONAL)]
    rows = groups.assign(
        known=[[claim for claim in ids.split(";") if claim in known] for ids in groups["claim_ids"]],
    )
    rows = rows[rows["known"].map(lambda ids: len({known[claim] for claim in ids}) > 1)]
    rows = rows.assign(
        claims=rows["known"].map("; ".join),
        differs=[rivals.named(text, names) for text in rows["what_differs"]],
        order=rows["id"].map({group: place for place, group in enumerate(REGIONAL)}),
    ).sort_values("order")
    return table(
        rows,
        text_columns(topic="Question", differs="What the texts say", claims="Claims"),
        Caption(
            name="disagreements",
            title="Where the source texts differ on the region",
            subtitle=f"{words.begin(words.times(len(rows), 'question'))} on which at least two texts speak",
            note="Differences on single countries stand in their chapters.",
        ),
        sources={known[claim] for ids in rows["known"] for claim in ids},
    )
