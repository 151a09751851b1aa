"""Claims on what the public thinks of NATO, of names and of powers."""

from wb6.claims import documents, lookups, polls, trade
from wb6.claims.declaration import Point, claim
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.ledger import claimed
from wb6.claims.polls import AGAINST, FOR, MEMBERSHIP
from wb6.claims.rules import Beyond, at_least, at_most
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import alignment, referendum

HALF = "most means more than half"
PRESIDENT = "opinion of the president of Russia"
# The last day on which membership was still to come.
EVE = {"ALB": "2009-03-31", "MNE": "2017-06-04", "MKD": "2020-03-26"}


def against(edition: Edition, iso3: str, until: str | None = None) -> Found:
    """The newest share against NATO membership."""
    return polls.newest(edition, iso3, MEMBERSHIP, AGAINST, until=until)


def in_favour(edition: Edition, iso3: str, until: str | None = None) -> Found:
    """The newest share for NATO membership."""
    return polls.newest(edition, iso3, MEMBERSHIP, FOR, until=until)


def against_in_entity(edition: Edition) -> Found:
    """The newest share against NATO among respondents in Republika Srpska."""
    return polls.newest(edition, "BIH", ["nato_support_rs"], ["against"], question="joining NATO")


def against_name(edition: Edition) -> Found:
    """No answer: the polls on file cover all citizens, of whom a large part are not ethnic Macedonians."""
    rows = polls.asked(edition, "MKD", ["name_and_membership"], ["against", "not accept"], until="2018-12-31")
    told = [polls.told(row) for _, row in rows[~rows["topic"].str.contains("vote")].tail(2).iterrows()]
    return nothing(
        f"polls cover all citizens only: {words.listing(told)}" if told else "no poll in this edition"
    )


def favours_russia(edition: Edition, iso3: str) -> Found:
    """The newest share with a good opinion of Russia, its president or its influence."""
    rows = polls.asked(edition, iso3, ["powers_view"], ["positive", "Russia"])
    rows = rows[rows["topic"].str.contains("Russia") | (rows["answer"] == "Russia")]
    rows = rows[~rows["topic"].str.contains("responsible")].tail(1)
    if rows.empty:
        return nothing("no poll in this edition")
    return found(rows["percent"].iloc[0], polls.told(rows.iloc[0]), (polls.TABLE, rows))


def votes_with(edition: Edition, iso3: str, power: str) -> Found:
    """Agreement with a power in the General Assembly in the newest year, less that of Serbia, in points."""
    votes = alignment.agreement(edition.table("un_agreement"), [power], [iso3, "SRB"], since=2006)
    wide = votes.pivot(index="year", columns="iso3", values="value").dropna()
    if wide.empty or iso3 not in wide:
        return nothing()
    year, row = wide.index[-1], wide.iloc[-1]
    own = lookups.rows(edition, "un_agreement", {"iso3": [iso3, "SRB"], "power_iso3": power, "year": year})
    text = (
        f"{words.percent(row[iso3], 0)} in {countries.name(iso3)}, "
        f"{words.percent(row['SRB'], 0)} in Serbia ({year})"
    )
    return found(row[iso3] - row["SRB"], text, ("un_agreement", own))


def smaller_side_of_vote(edition: Edition) -> Found:
    """The share of no in the vote on Montenegro's independence."""
    table = edition.table("referendums")
    opposed = referendum.opposed(table[table["iso3"] == "MNE"])
    if opposed.empty:
        return nothing()
    row = opposed.iloc[0]
    own = table[(table["iso3"] == "MNE") & (table["source"] == row["source"]) & (table["response"] == "no")]
    return found(row["value"], f"{words.percent(row['value'])} ({row['date'].year})", ("referendums", own))


def smaller_side_on_nato(edition: Edition) -> Found:
    """The smaller of the two sides in the newest poll of Montenegro that gives both, as a share of them."""
    rows = polls.asked(edition, "MNE", MEMBERSHIP, [*AGAINST, *FOR])
    rows = rows[rows.groupby(["date", "pollster", "topic"])["answer"].transform("nunique") == 2]
    if rows.empty:
        return nothing("no poll in this edition")
    newest = rows.tail(1).iloc[0]
    pair = rows[(rows["date"] == newest["date"]) & (rows["pollster"] == newest["pollster"])]
    value = pair["percent"].min() / pair["percent"].sum() * 100
    period = words.day(newest["date"], newest["date_precision"])
    return found(value, f"{words.percent(value)} ({newest['pollster']}, {period})", (polls.TABLE, pair))


def place_by_votes_with_usa(edition: Edition, since: int) -> Found:
    """Montenegro's place among the six by mean agreement with the United States since a year."""
    votes = alignment.agreement(edition.table("un_agreement"), ["USA"], countries.WB6, since=since)
    means = votes.groupby("iso3", as_index=False)["value"].mean()
    if "MNE" not in set(means["iso3"]):
        return nothing()
    place = int(means.set_index("iso3")["value"].rank(ascending=False, method="min")["MNE"])
    own = lookups.rows(edition, "un_agreement", {"iso3": "MNE", "power_iso3": "USA"}).tail(1)
    text = f"{words.ordinal(place)} of {words.count(len(means))} that vote, since {since}"
    return found(place, text, ("un_agreement", own))


def place_by_expulsions(edition: Edition) -> Found:
    """Montenegro's place among the six by Russian diplomats expelled up to 2022, of which the text speaks."""
    rows = lookups.rows(edition, "russia_presence", {"type": "expulsion"})
    rows = rows[rows["date"].dt.year <= 2022]
    sums = rows.groupby("iso3")["value"].sum()
    if "MNE" not in sums.index:
        return nothing("no expulsion on record")
    place = int(sums.rank(ascending=False, method="min")["MNE"])
    told = words.listing([f"{countries.name(iso3)} {words.number(value, 0)}" for iso3, value in sums.items()])
    return found(place, f"{words.ordinal(place)}: {told}", ("russia_presence", rows))


def buyers(edition: Edition, years: int) -> Found:
    """How many of the six took delivery of arms from Russia in the last years."""
    rows = lookups.rows(edition, "arms_transfers", {"iso3": list(countries.WB6), "supplier_iso3": "RUS"})
    rows = rows[rows["delivery_year"] > edition.day.year - years]
    names = words.listing(sorted({countries.name(iso3) for iso3 in rows["iso3"]})) if len(rows) else "none"
    return found(rows["iso3"].nunique(), names, ("arms_transfers", rows))


def wanted(iso3: str) -> Point:
    """A point that holds when fewer than half of a country want NATO."""
    return Point(
        f"Share for NATO in {countries.name(iso3)}",
        (polls.TABLE,),
        lambda edition: in_favour(edition, iso3),
        Beyond(high=50, unit="percent"),
        "a wish that comes from outside finds less than half of the public behind it, or less than two fifths "
        "where many are undecided",
        other_rules=(Beyond(high=40, unit="percent"),),
    )


def before_accession(iso3: str, claim_id: str) -> Point:
    """A point that holds when most polls of the last years before accession found less than half in favour."""
    return Point(
        f"Polls before accession that found more than half for NATO, {countries.name(iso3)}",
        (polls.TABLE,),
        lambda edition, since: polls.share_beyond(
            edition, iso3, MEMBERSHIP, FOR, claimed(claim_id), since, EVE[iso3]
        ),
        Beyond(high=50, unit="percent"),
        "publics that felt otherwise: most polls find less than half in favour",
        choices={"since": (2012, 2008, 2014)},
    )


def good_opinion(iso3: str, rule: Beyond, why: str) -> Point:
    """A point on the share with a good opinion of Russia."""
    return Point(
        f"Share with a good opinion of Russia or its president, {countries.name(iso3)}",
        (polls.TABLE,),
        lambda edition: favours_russia(edition, iso3),
        rule,
        why,
    )


AGAINST_IN_SERBIA = Point(
    "Share against NATO in Serbia",
    (polls.TABLE,),
    lambda edition: against(edition, "SRB"),
    Beyond(low=50, unit="percent"),
    HALF,
)
AGAINST_IN_ENTITY = Point(
    "Share against NATO among respondents in Republika Srpska",
    (polls.TABLE,),
    against_in_entity,
    Beyond(low=50, unit="percent"),
    HALF,
)

TESTS = (
    claim(
        "S0-ALB-03",
        Point(
            "Share for NATO in Albania before accession",
            (polls.TABLE,),
            lambda edition: in_favour(edition, "ALB", EVE["ALB"]),
            at_least(200 / 3, "percent", partly=50),
            "a favourable mood: two thirds or more; in part: half",
        ),
        untested="The agreement of all parties, and the ease of other accessions.",
    ),
    claim(
        "S0-ALB-04",
        Point(
            "Russia's share of Albania's trade",
            ("trade_partners",),
            lambda edition: trade.share(edition, "ALB", "RUS"),
            at_most(5, "percent"),
            "means little: one part in twenty at most",
        ),
        Point(
            "Share that sees Russia as a threat, Kosovo",
            (polls.TABLE,),
            lambda edition: polls.newest(edition, "XKX", ["ally_or_threat"], ["Russia"], question="threat"),
            Beyond(low=50, unit="percent"),
            HALF,
        ),
        untested="The views of Bosniaks; no poll on file gives them apart.",
    ),
    claim(
        "S0-BIH-05",
        AGAINST_IN_ENTITY,
        Point(
            "Share for NATO in the whole of Bosnia and Herzegovina",
            (polls.TABLE,),
            lambda edition: in_favour(edition, "BIH"),
            at_least(50, "percent"),
            "two of three peoples in favour make at least half of the country",
        ),
        limits="The polls on file give the entity, not the three peoples.",
    ),
    claim(
        "S0-MKD-06",
        Point(
            "Share of ethnic Macedonians against the change of name",
            (polls.TABLE,),
            against_name,
            Beyond(low=claimed("S0-MKD-06"), unit="percent"),
            HALF,
        ),
        limits="A poll that gives ethnic Macedonians apart, or turnout by municipality, would decide it.",
    ),
    claim(
        "S0-MNE-03",
        Point(
            "Polls before accession that found more than half against NATO, Montenegro",
            (polls.TABLE,),
            lambda edition, since: polls.share_beyond(
                edition, "MNE", MEMBERSHIP, AGAINST, claimed("S0-MNE-03"), since, EVE["MNE"]
            ),
            Beyond(low=50, unit="percent"),
            "a majority that most polls find",
            choices={"since": (2012, 2008, 2015)},
        ),
        limits="Up to a quarter of respondents were undecided.",
    ),
    claim(
        "S0-MNE-05",
        Point(
            "Share of no in the vote on independence",
            ("referendums",),
            smaller_side_of_vote,
            at_least(40, "percent", partly=100 / 3),
            "a sharp split: the smaller side has two fifths or more; in part: a third",
        ),
        Point(
            "Smaller side in the newest poll on NATO, as a share of both",
            (polls.TABLE,),
            smaller_side_on_nato,
            at_least(40, "percent", partly=100 / 3),
            "a sharp split: the smaller side has two fifths or more; in part: a third",
        ),
    ),
    claim(
        "S0-MNE-08",
        Point(
            "Montenegro's place among the six by agreement with the United States in the General Assembly",
            ("un_agreement",),
            place_by_votes_with_usa,
            at_most(1),
            "further than others: first place",
            choices={"since": (2014, 2006, 2017)},
        ),
        Point(
            "Montenegro's place among the six by Russian diplomats expelled",
            ("russia_presence",),
            place_by_expulsions,
            at_most(1),
            "further than others: first place",
        ),
        untested="Loyalty of one person; the measures are acts of the state.",
    ),
    claim(
        "S0-MNE-09",
        *(
            good_opinion(iso3, at_least(50, "percent"), "most see no problem: at least half think well of it")
            for iso3 in ("MNE", "MKD")
        ),
        limits="The polls asked for the president of Russia, and each was taken by another pollster.",
    ),
    claim(
        "S0-REG-11",
        *(wanted(iso3) for iso3 in ("ALB", "XKX", "MKD", "MNE", "BIH")),
        untested="What Washington wished.",
    ),
    claim(
        "S0-REG-16",
        before_accession("MNE", "S0-REG-16"),
        before_accession("MKD", "S0-REG-16"),
        untested="American pressure.",
    ),
    claim(
        "S0-RUS-30",
        Point(
            "Good opinion of the president of Russia in one survey, highest less lowest country",
            (polls.TABLE,),
            lambda edition, pollster: polls.spread(edition, pollster, PRESIDENT, "positive"),
            at_least(20, "percent", partly=10),
            "differs greatly: twenty points or more; in part: ten",
            choices={"pollster": ("Nézőpont", "Ceper")},
        ),
    ),
    claim(
        "S0-SRB-01",
        AGAINST_IN_SERBIA,
        AGAINST_IN_ENTITY,
        untested="Whether the public or the government is the stronger brake.",
    ),
    claim(
        "S0-SRB-02",
        Point(
            "Share for NATO in Serbia",
            (polls.TABLE,),
            lambda edition: in_favour(edition, "SRB"),
            at_most(25, "percent"),
            "hardly to be overcome: no more than a quarter in favour",
        ),
        Point(
            "Share for NATO among respondents in Republika Srpska",
            (polls.TABLE,),
            lambda edition: polls.newest(
                edition, "BIH", ["nato_support_rs"], ["support"], question="joining NATO"
            ),
            at_most(25, "percent"),
            "hardly to be overcome: no more than a quarter in favour",
        ),
    ),
    claim(
        "S0-SRB-05",
        Point(
            "Polls in Serbia that found more than four fifths against NATO",
            (polls.TABLE,),
            lambda edition, topics, since: polls.share_beyond(
                edition, "SRB", topics, AGAINST, claimed("S0-SRB-05"), since
            ),
            at_least(50, "percent"),
            "regularly: at least every other poll",
            choices={"topics": (MEMBERSHIP, ("nato_support",)), "since": (2012, 2018, 2020)},
        ),
    ),
    claim(
        "S1-RUS-05",
        *(
            good_opinion(iso3, at_least(50, "percent"), "high support: at least half think well of it")
            for iso3 in ("SRB", "MNE", "MKD")
        ),
        limits="Questions differ between the polls: influence, president, country.",
    ),
    claim(
        "S1-RUS-10",
        Point(
            "Share that sees Russia as a threat, Kosovo",
            (polls.TABLE,),
            lambda edition: polls.newest(edition, "XKX", ["ally_or_threat"], ["Russia"], question="threat"),
            Beyond(low=50, unit="percent"),
            "little traction: most see a threat",
        ),
        *(
            Point(
                f"Agreement with Russia in the General Assembly, {countries.name(iso3)} beside Serbia",
                ("un_agreement",),
                lambda edition, iso3=iso3: votes_with(edition, iso3, "RUS"),
                Beyond(high=0),
                "little traction: less agreement than Serbia shows",
            )
            for iso3 in ("HRV", "BIH")
        ),
        untested="Early gains elsewhere that were lost.",
    ),
    claim(
        "S1-RUS-11",
        good_opinion("SRB", at_least(50, "percent"), "well in spreading a view: at least half share it"),
        Point(
            "Countries among the six that took arms from Russia in the ten years before",
            ("arms_transfers",),
            lambda edition: buyers(edition, 10),
            at_most(2),
            "less well in military ties: two of six at most",
        ),
        untested="Whether an opinion is the work of a narrative.",
    ),
    claim(
        "S2-MNE-02",
        Point(
            "Share against NATO in Montenegro before accession",
            (polls.TABLE,),
            lambda edition: against(edition, "MNE", EVE["MNE"]),
            at_least(100 / 3, "percent"),
            "a large opposition: a third or more",
        ),
        Point(
            "Share that names Serbia the most important ally, Montenegro",
            (polls.TABLE,),
            lambda edition: polls.newest(
                edition, "MNE", ["ally_or_threat"], ["Serbia"], question="most important ally"
            ),
            at_least(25, "percent"),
            "a large part that looks to Serbia: a quarter or more",
        ),
    ),
    claim(
        "S2-SRB-01",
        AGAINST_IN_SERBIA,
        untested="The part of the intervention of 1999; no poll on file asks for reasons.",
    ),
    claim(
        "S4-ALB-01",
        Point(
            "Share for a greater Albania, in Albania",
            ("claim_documents",),
            lambda edition: documents.figure(edition, "S4-ALB-01", 1, "percent"),
            Beyond(low=50, unit="percent"),
            "backing: more than half",
        ),
        limits="The survey is of 2009, pollster and wording are not on file, and none after it was found.",
    ),
    claim(
        "S4-SRB-10",
        *(
            Point(
                measured,
                ("claim_documents",),
                lambda edition, number=number: documents.figure(edition, "S4-SRB-10", number, "percent"),
                at_least(100 / 3, "percent", partly=20),
                "widely liked: a third or more; in part: a fifth",
            )
            for number, measured in enumerate(
                (
                    "Share that trusts Milošević, Faktor Plus",
                    "Share that calls his years the best of the country, Cesid",
                    "Share that calls him the best leader, Demostat",
                ),
                start=1,
            )
        ),
        limits="Two of the surveys allowed one answer only, and the one that asked for trust is of 2005.",
    ),
)
