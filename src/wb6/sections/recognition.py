"""Recognition of a country by members of NATO and the EU."""

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import integration
from wb6.figures.figure import Figure, Heading
from wb6.measures import integration as measure
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.written import Basis

RECOGNITION = {
    "recognised_nato": "NATO members that recognise it",
    "members_nato": "Members of NATO",
    "recognised_eu": "EU members that recognise it",
    "members_eu": "Members of EU",
}


@shows("recognition", "Recognition", "record of recognition")
def recognition(page: CountryPage) -> Figure:
    """Members of NATO and the EU by the month in which they recognised the country, or not at all."""
    members = measure.recognition(page.own_table("kosovo_recognition"))
    needed(members)
    members = countries.with_names(members)
    members = members.assign(
        told=[words.day(row.date) if row.recognises else "not recognised" for row in members.itertuples()],
        when=[f"{row.date:%b %Y}" if row.recognises else "none" for row in members.itertuples()],
    ).sort_values(["recognises", "date", "iso3"], ascending=[False, True, True], ignore_index=True)
    given = members[members["recognises"]]
    counts = {union: measure.recognition_counts(members, union) for union in ("NATO", "EU")}
    title = (
        f"{len(given)} states of the record recognised {page.name}, the last in {given['date'].max():%B %Y}"
    )
    if all(total for _, total in counts.values()):
        title = f"{page.name} is recognised by " + " and ".join(
            f"{yes} of {total} {union} members" for union, (yes, total) in counts.items()
        )
    return integration.recognition(
        members,
        heading=Heading(
            title=title,
            subtitle=(
                f"Members of NATO and the EU by the month of their recognition, {given['date'].min():%B %Y} to "
                f"{given['date'].max():%B %Y}; none: no recognition"
            ),
            alt_text=(
                "Tiles with country codes by month. Without recognition: "
                + (
                    words.listing(members.loc[~members["recognises"], "country"].tolist())
                    if len(given) < len(members)
                    else "not recorded in this edition"
                )
                + "."
            ),
        ),
    )


@declares("kosovo_recognition", labels=RECOGNITION)
def _recognition(page: CountryPage) -> dict[str, Fact]:
    """Members of NATO and the EU that recognise the country, and all members."""
    members = measure.recognition(page.own_table("kosovo_recognition"))
    facts: dict[str, Fact] = {}
    for union in ("NATO", "EU"):
        recognise, every = measure.recognition_counts(members, union)
        if every:
            basis = Basis.on("kosovo_recognition", members["date"].max(), members["source"])
            for name, number in (
                (f"recognised_{union.lower()}", recognise),
                (f"members_{union.lower()}", every),
            ):
                facts[name] = basis.fact(RECOGNITION[name], str(number), number, "states")
    return facts
