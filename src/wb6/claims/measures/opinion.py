"""Claims on what the public thinks of NATO, of names and of powers."""

from wb6.claims.evidence import Result, nothing, result
from wb6.claims.measures import lookups, polls, votes
from wb6.claims.measures.polls import AGAINST, FOR, MEMBERSHIP, NO_POLL, Question
from wb6.claims.registry import measure
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.data.lacking import needed
from wb6.measures import referendum

VOTE_ON_THE_NAME = "vote in the name referendum"
ON_THE_NAME = Question("MKD", ["name_and_membership"], ["against", "not accept"])


@measure
def against(edition: Edition, iso3: str, until: str | None = None) -> Result:
    """The newest share against NATO membership."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, AGAINST), until)


@measure
def in_favour(edition: Edition, iso3: str, until: str | None = None) -> Result:
    """The newest share for NATO membership."""
    return polls.newest_of(edition, Question(iso3, MEMBERSHIP, FOR), until)


@measure
def against_in_entity(edition: Edition) -> Result:
    """The newest share against NATO among respondents in Republika Srpska."""
    return polls.newest(edition, "BIH", ["nato_support_rs"], ["against"])


@measure
def against_name(edition: Edition) -> Result:
    """No answer: the polls on file cover all citizens, of whom a large part are not ethnic Macedonians."""
    rows = polls.asked(edition, ON_THE_NAME, "2018-12-31")
    told = [polls.told(row) for _, row in rows[rows["topic"] != VOTE_ON_THE_NAME].tail(2).iterrows()]
    return nothing(f"polls cover all citizens only: {words.listing(told)}" if told else NO_POLL)


@measure
def favours_russia(edition: Edition, iso3: str) -> Result:
    """The newest share with a good opinion of Russia, its president or its influence."""
    rows = polls.asked(edition, Question(iso3, ["powers_view"], ["positive", "Russia"]))
    rows = needed(rows[rows["power_iso3"] == "RUS"].tail(1), NO_POLL)
    return result(rows["percent"].iloc[0], polls.told(rows.iloc[0]), (polls.TABLE, rows))


@measure
def votes_with(edition: Edition, iso3: str, power: str) -> Result:
    """Agreement with a power in the General Assembly in the newest year, less that of Serbia, in points."""
    wide = votes.by_year(edition, power, [iso3, "SRB"], 2006).dropna()
    if wide.empty or iso3 not in wide:
        return nothing()
    year, row = wide.index[-1], wide.iloc[-1]
    own = lookups.rows(edition, "un_agreement", {"iso3": [iso3, "SRB"], "power_iso3": power, "year": year})
    text = (
        f"{words.percent(row[iso3], 0)} in {countries.name(iso3)}, "
        f"{words.percent(row['SRB'], 0)} in Serbia ({year})"
    )
    return result(row[iso3] - row["SRB"], text, ("un_agreement", own))


@measure
def smaller_side_of_vote(edition: Edition) -> Result:
    """The share of no in the vote on Montenegro's independence."""
    table = edition.table("referendums")
    opposed = needed(referendum.opposed(table[table["iso3"] == "MNE"]))
    row = opposed.iloc[0]
    own = table[(table["iso3"] == "MNE") & (table["source"] == row["source"]) & (table["response"] == "no")]
    return result(row["value"], f"{words.percent(row['value'])} ({row['date'].year})", ("referendums", own))


@measure
def smaller_side_on_nato(edition: Edition) -> Result:
    """The smaller of the two sides in the newest poll of Montenegro that gives both, as a share of them."""
    rows = polls.asked(edition, Question("MNE", MEMBERSHIP, [*AGAINST, *FOR]))
    rows = needed(
        rows[rows.groupby(["date", "pollster", "topic"])["answer"].transform("nunique") == 2], NO_POLL
    )
    newest = rows.tail(1).iloc[0]
    pair = rows[(rows["date"] == newest["date"]) & (rows["pollster"] == newest["pollster"])]
    value = pair["percent"].min() / pair["percent"].sum() * 100
    period = words.day(newest["date"], newest["date_precision"])
    return result(value, f"{words.percent(value)} ({newest['pollster']}, {period})", (polls.TABLE, pair))


@measure
def place_by_votes_with_usa(edition: Edition, since: int) -> Result:
    """Montenegro's place among the six by mean agreement with the United States since a year."""
    agreed = votes.agreement(edition, "USA", countries.WB6, since)
    means = agreed.groupby("iso3", as_index=False)["value"].mean()
    if "MNE" not in set(means["iso3"]):
        return nothing()
    place = int(means.set_index("iso3")["value"].rank(ascending=False, method="min")["MNE"])
    own = lookups.rows(edition, "un_agreement", {"iso3": "MNE", "power_iso3": "USA"}).tail(1)
    text = f"{words.ordinal(place)} of {words.count(len(means))} that vote, since {since}"
    return result(place, text, ("un_agreement", own))


@measure
def place_by_expulsions(edition: Edition) -> Result:
    """Montenegro's place among the six by Russian diplomats expelled up to 2022, of which the text speaks."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    rows = rows[rows["date"].dt.year <= 2022]
    sums = rows.groupby("iso3")["value"].sum()
    if "MNE" not in sums.index:
        return nothing("no expulsion on record")
    place = int(sums.rank(ascending=False, method="min")["MNE"])
    told = words.listing([f"{countries.name(iso3)} {words.number(value, 0)}" for iso3, value in sums.items()])
    return result(place, f"{words.ordinal(place)}: {told}", ("russia_presence", rows))


@measure
def buyers(edition: Edition, years: int) -> Result:
    """How many of the six took delivery of arms from Russia in the last years."""
    rows = lookups.rows(edition, "arms_transfers", {"iso3": list(countries.WB6), "supplier_iso3": "RUS"})
    rows = rows[rows["delivery_year"] > edition.day.year - years]
    names = words.listing(sorted({countries.name(iso3) for iso3 in rows["iso3"]})) if len(rows) else "none"
    return result(rows["iso3"].nunique(), names, ("arms_transfers", rows))
