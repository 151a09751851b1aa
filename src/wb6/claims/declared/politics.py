"""Claims on politics within the region, on religion and identity, and on the past."""

import pandas as pd

from wb6.claims import documents, lookups, scores, trade
from wb6.claims.declaration import Point, claim
from wb6.claims.declared import energy
from wb6.claims.evidence import Found, found, nothing
from wb6.claims.rules import Between, Beyond, at_least, at_most
from wb6.data import countries, words
from wb6.data.edition import Edition
from wb6.measures import unrest

DEMOCRACY, INDICATORS, INCIDENTS, FDI = "democracy", "indicators", "security_incidents", "fdi_origin"
DOCUMENTS = "claim_documents"
MOST = 200 / 3


def traded_with_eu(edition: Edition) -> Found:
    """Share of the six with a figure that do more than half of their trade with the EU, in percent."""
    shares = trade.newest_shares(edition, countries.WB6, ["EU27"])
    if shares.empty:
        return nothing()
    above = shares["EU27"] > 50
    year = shares.attrs["year"]
    text = (
        f"{words.count(int(above.sum()))} of {words.count(len(shares))} with a figure, from "
        f"{words.span(shares['EU27'].min(), shares['EU27'].max())} percent ({year})"
    )
    rows = trade.flows(edition, shares.index, ["EU27"], [year])
    return found(above.mean() * 100, text, (trade.TABLE, rows))


def invested_in_serbia(edition: Edition, origin: str) -> Found:
    """The newest share of an origin in the inflow of foreign investment in Serbia."""
    fields = {"iso3": "SRB", "origin_iso3": origin, "flow": ["inflow", "inflow_net"]}
    return lookups.newest(edition, FDI, fields, "percent", value="share_pct")


def poorer_than_bulgaria(edition: Edition, indicator: str) -> Found:
    """Share of the six whose output a head is below that of Bulgaria in the newest year, in percent."""
    score = (INDICATORS, indicator)
    mark = scores.newest(edition, score, ["BGR"])
    if mark.empty:
        return nothing()
    return scores.meeting(edition, score, Beyond(high=mark["value"].iloc[0]))


def unrest_in(edition: Edition, years: int) -> Found:
    """Share of the six with an incident of unrest on record in the last years, in percent."""
    rows = pd.concat([unrest.incidents_of(edition.table(INCIDENTS), iso3) for iso3 in countries.WB6])
    rows = rows[rows["date"] > edition.day - pd.DateOffset(years=years)]
    names = words.listing(sorted(countries.name(iso3) for iso3 in set(rows["iso3"]))) if len(rows) else "none"
    count = rows["iso3"].nunique()
    text = f"{words.count(count)} of six in {words.count(years)} years ({names})"
    return found(count / len(countries.WB6) * 100, text, (INCIDENTS, rows))


def fell_without_russia(edition: Edition, since: int, indicator: str) -> Found:
    """Of the six whose democracy fell since a year, the share in whose trade Russia lost weight, in percent."""
    last = scores.newest(edition, (DEMOCRACY, indicator))
    first = lookups.rows(edition, DEMOCRACY, {"indicator": indicator, "year": since})
    both = first.set_index("iso3")["value"].reindex(last["iso3"]).dropna()
    change = last.set_index("iso3")["value"] - both
    fallen = sorted(change[change < 0].index)
    risen = trade.risen_by_country(edition, fallen, "RUS", since)
    if not risen:
        return nothing()
    lost = [iso3 for iso3, more in risen.items() if more <= 0]
    names = words.listing([countries.name(iso3) for iso3 in risen])
    text = f"{words.count(len(lost))} of {words.count(len(risen))} countries in which it fell since {since} ({names})"
    rows = pd.concat([first, last])
    return found(len(lost) / len(risen) * 100, text, (DEMOCRACY, rows[rows["iso3"].isin(risen)]))


def score_of_serbia(edition: Edition, score: scores.Score) -> Found:
    """How a score of Serbia changed in ten years, in points."""
    rows = lookups.rows(edition, score[0], {"iso3": "SRB", "indicator": score[1]}).dropna(subset=["value"])
    if rows.empty:
        return nothing()
    last = int(rows["year"].max())
    return lookups.change(edition, score[0], {"iso3": "SRB", "indicator": score[1]}, "", last - 10, last)


def russian_share_of_eu(edition: Edition) -> Found:
    """Russian investment in Serbia as a share of that of the EU, by the newest pair of sums."""
    fields = {"iso3": "SRB", "origin_iso3": ["RUS", "EU27"], "flow": "inflow_cumulative"}
    rows = lookups.rows(edition, FDI, fields).dropna(subset=["value"])
    pair = rows[rows["day"] == rows["day"].max()].set_index("origin_iso3")
    if len(pair) < 2:
        fields = {"iso3": "SRB", "type": "fdi", "unit": "percent"}
        return lookups.newest(edition, "russia_presence", fields, "percent")
    share = pair.loc["RUS", "value"] / pair.loc["EU27", "value"] * 100
    since = pair["date_from"].iloc[0]
    period = words.years(since.year, pair["day"].iloc[0].year) if pd.notna(since) else "all years"
    return found(share, f"{words.percent(share)} ({period})", (FDI, pair.reset_index()))


def driven_out(edition: Edition) -> Found:
    """People driven out of the Krajina in 1995 less those driven out of Kosovo in 1999."""
    first, other = (documents.figure(edition, "S0-HRV-03", number, "") for number in (1, 2))
    if first.value is None or other.value is None:
        return nothing("no count on file")
    text = f"{first.text.replace(' (', ' from the Krajina (')}, {other.text.replace(' (', ' from Kosovo (')}"
    return Found(first.value - other.value, text, first.rows + other.rows, first.sources + other.sources)


def first_american_soldiers(edition: Edition) -> Found:
    """The first year with American soldiers of a mission in the region on file."""
    rows = lookups.rows(edition, "missions_strength", {"measure": "us_personnel"})
    if rows.empty:
        return nothing("no count on file")
    row = rows.head(1)
    text = (
        f"{words.people(row['personnel'].iloc[0])} with {row['mission'].iloc[0]} ({row['day'].iloc[0].year})"
    )
    return found(int(row["day"].iloc[0].year), text, ("missions_strength", row))


def first_agreement_with_usa(edition: Edition) -> Found:
    """The first year of an agreement on the region in whose making or parties the United States stand."""
    rows = lookups.rows(edition, "agreements", {})
    rows = rows[rows["parties"].str.contains("USA") | rows["title"].str.contains("Dayton")].head(1)
    if rows.empty:
        return nothing("no agreement on file")
    row = rows.iloc[0]
    return found(int(row["day"].year), f"{row['title']} ({row['day'].year})", ("agreements", rows))


PROTECTOR = "Russia as a protector of Orthodox Christians"

TESTS = (
    claim(
        "S0-HRV-03",
        Point(
            "People driven out in 1995, beside those driven out of Kosovo in 1999",
            (DOCUMENTS,),
            driven_out,
            Beyond(low=0),
            "none as intense: more people than in any other case on file",
        ),
        documents.quoted(
            "S0-HRV-03",
            3,
            "Share of the people concerned that left",
            "none as intense: a larger share than in any other case on file",
        ),
        untested="Whether each case was ethnic cleansing in law, which is disputed, and cases before 1991.",
        limits="The wars in Bosnia and Herzegovina displaced more people in all, over years; "
        "no count by single event is on file.",
    ),
    claim(
        "S0-REG-04",
        Point(
            "Countries of the six that do most of their trade with the EU",
            ("trade_partners",),
            traded_with_eu,
            at_least(MOST, "percent", partly=50),
            "depend: more than half of trade in two thirds of the countries",
        ),
        Point(
            "Share of the EU in investment in Serbia",
            (FDI,),
            lambda edition: invested_in_serbia(edition, "EU27"),
            at_least(50, "percent", partly=100 / 3),
            "depend: half of the inflow; in part: a third",
        ),
        Point(
            "Share of the United States in investment in Serbia",
            (FDI,),
            lambda edition: invested_in_serbia(edition, "USA"),
            at_least(20, "percent", partly=10),
            "depend on both capitals: a fifth of the inflow; in part: a tenth",
        ),
        untested="The loyalty of elites, and whether it helps NATO.",
    ),
    claim(
        "S0-USA-01",
        Point(
            "First agreement on file that the United States signed or brokered",
            ("agreements",),
            first_agreement_with_usa,
            Between(low=1990, high=1999),
            "in the 1990s, as the text says",
        ),
        Point(
            "First American soldiers in a mission on file",
            ("missions_strength",),
            first_american_soldiers,
            Between(low=1990, high=1999),
            "in the 1990s, as the text says",
        ),
        limits="Both tables begin in the 1990s, so that earlier attention would not show.",
    ),
    claim(
        "S1-REG-02",
        Point(
            "Countries of the six with less output a head than Bulgaria",
            (INDICATORS,),
            poorer_than_bulgaria,
            at_least(MOST, "percent", partly=50),
            "weak economies: most are below Bulgaria, long the poorest member of the EU",
            choices={"indicator": ("NY.GDP.PCAP.PP.KD", "NY.GDP.PCAP.CD")},
        ),
        Point(
            "Countries of the six in the worse half of the scale of perceived corruption",
            (DEMOCRACY,),
            lambda edition: scores.meeting(edition, (DEMOCRACY, "TI_CPI"), Beyond(high=50)),
            at_least(MOST, "percent", partly=50),
            "anger over corruption has corruption to see: in most countries",
        ),
        Point(
            "Countries of the six with an incident of unrest",
            (INCIDENTS,),
            unrest_in,
            at_least(MOST, "percent", partly=100 / 3),
            "violence in the region: in most countries; in part: in a third",
            choices={"years": (3, 5)},
        ),
        untested="Nationalist politics and anger, for which no series is on file.",
    ),
    claim(
        "S1-REG-05",
        Point(
            "Countries of the six in the lower half of the scale of liberal democracy",
            (DEMOCRACY,),
            lambda edition, indicator: scores.meeting(edition, (DEMOCRACY, indicator), Beyond(high=0.5)),
            at_least(MOST, "percent", partly=50),
            "weak: below the middle of the scale in most countries",
            choices={"indicator": ("VDEM_LIBDEM", "VDEM_POLYARCHY")},
        ),
        Point(
            "Countries in which democracy fell while Russia lost weight in trade",
            (DEMOCRACY, "trade_partners"),
            fell_without_russia,
            at_least(MOST, "percent", partly=50),
            "of domestic making: it falls where ties with Russia do not grow",
            choices={"since": (2010, 2008, 2012), "indicator": ("VDEM_LIBDEM", "VDEM_POLYARCHY")},
        ),
        untested="The cause; trade is one tie of many, and six countries carry no test.",
    ),
    claim(
        "S1-RUS-02",
        documents.quoted(
            "S1-RUS-02", 1, f"{PROTECTOR}, in a survey of 18 countries", "the role is seen by majorities"
        ),
        documents.quoted(
            "S1-RUS-02", 2, f"{PROTECTOR}, Serbia among others", "the role is seen by majorities"
        ),
        untested="What Moscow itself rests its claim on; the survey asks publics.",
        limits="Of the six, the survey covers Serbia and Bosnia and Herzegovina.",
    ),
    claim(
        "S4-RUS-02",
        Point(
            "Russian investment in Serbia as a share of that of the EU",
            (FDI, "russia_presence"),
            russian_share_of_eu,
            at_most(10, "percent", partly=20),
            "lacks investment: a tenth of that of the EU at most; in part: a fifth",
        ),
        Point(
            "Russian share of the oil company of Serbia",
            ("energy_events",),
            energy.owned_of_nis,
            at_most(50, "percent"),
            "lacks firm cooperation: no leading firm in Russian hands",
        ),
        documents.quoted(
            "S4-RUS-02", 1, PROTECTOR, "works through the Church: the role is seen by majorities"
        ),
        untested="Ethnic ties and ultranationalists, for which no series is on file.",
    ),
    claim(
        "S4-SRB-08",
        documents.quoted("S4-SRB-08", 1, "Officials close to Moscow", "a case on record"),
        documents.quoted("S4-SRB-08", 2, "Organised crime", "a high rank in Europe"),
        Point(
            "Score of Serbia for control of corruption or the rule of law, beside ten years before",
            (DEMOCRACY, INDICATORS),
            score_of_serbia,
            Beyond(high=0),
            "held back: the score falls",
            choices={"score": ((DEMOCRACY, "TI_CPI"), (INDICATORS, "CC.EST"), (INDICATORS, "RL.EST"))},
        ),
        untested="That officials who lean to Moscow are those who do it, beyond one case, and that entry is held "
        "back by it.",
        limits="A listing by a government is a charge, not a finding of a court.",
    ),
)
