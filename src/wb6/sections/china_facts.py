"""The facts that the prose of the chapter on China may place."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.measures import arms, proportions
from wb6.measures import china as particular
from wb6.sections import china_outlook, politics, weapons
from wb6.sections.china_page import ARMED, CHINA, ChinaPage
from wb6.sections.declared import declares
from wb6.sections.written import Basis, year_end

PROJECTS, DEBT, NATIONAL_DEBT = "china_projects", "debt_by_creditor", "external_debt"
TRADE, ARMS, VOTES = "trade_partners", "arms_transfers", "un_agreement"
TEXTS, FORMAT = "positions_on_china", "china_format"
SPAN = 5
# The states with figures of debt and votes, as their facts name them.
DEBTORS = ("alb", "bih", "mne", "mkd", "srb")


@declares(ARMS, "arms_total", "arms_air", "arms_first", "srb_from_china", "srb_from_russia")
def _arms_facts(page: ChinaPage) -> dict[str, Fact]:
    found = weapons.deliveries(page)
    found = found[found["iso3"] == ARMED]
    if found.empty:
        return {}
    first, last = int(found["year"].min()), int(found["year"].max())
    note = Basis(ARMS, year_end(last), found["source"], words.years(first, last))
    total = found["tiv"].sum()
    air = found.loc[found["kind"] == "air defence", "tiv"].sum()
    facts_ = {
        "arms_total": note.word("Chinese deliveries", f"{total:.0f} million"),
        "arms_air": note.percent("Share of air defence", air / total * 100),
        "arms_first": note.word("First Chinese delivery", str(first)),
    }
    for power, name in ((CHINA, "srb_from_china"), ("RUS", "srb_from_russia")):
        shares = arms.trailing_share(page.table(ARMS), ARMED, power)
        if len(shares):
            row = shares.iloc[-1]
            year = int(row["year"])
            facts_[name] = Basis(ARMS, year_end(year), [row["source"]], words.years(year - 4, year)).percent(
                f"Share of {countries.name(power)} in arms delivered to Serbia", row["value"]
            )
    return facts_


@declares(
    VOTES,
    *("srb_agreement", "srb_agreement_interval", "others_agreement", "votes_n", "votes_years"),
    "votes_closest",
)
def _vote_facts(page: ChinaPage) -> dict[str, Fact]:
    values = politics.agreement(page)
    serbia = values[values["iso3"] == ARMED]
    if serbia.empty:
        return {}
    last = serbia.iloc[-1]
    year, trials = int(last["year"]), int(last["n_votes"])
    note = Basis(VOTES, year_end(year), [last["source"]], str(year))
    low, high = proportions.interval(round(last["value"] / 100 * trials), trials)
    others = values[(values["iso3"] != ARMED) & (values["year"] == year)]["value"]
    both = values[values["year"].isin(serbia["year"])]
    closest = both.loc[both.groupby("year")["value"].idxmax()]
    span = words.years(int(serbia["year"].min()), year)
    over = Basis(VOTES, year_end(year), serbia["source"], span)
    found = {
        "srb_agreement": note.percent("Serbia's votes like China's", last["value"], 0),
        "srb_agreement_interval": note.word("Interval of it", f"{words.span(low * 100, high * 100)} percent"),
        "votes_n": note.count("Roll calls", trials),
        "votes_years": over.count("Years compared", serbia["year"].nunique()),
        "votes_closest": over.count(
            "Years in which Serbia was closest", int((closest["iso3"] == ARMED).sum())
        ),
    }
    if len(others):
        found["others_agreement"] = note.word(
            "The others", f"{words.span(others.min(), others.max())} percent"
        )
    return found


@declares(TEXTS, "texts", "texts_critical", *(f"{code}_texts" for code in DEBTORS))
def _text_facts(page: ChinaPage) -> dict[str, Fact]:
    found = politics.texts(page)
    if found.empty:
        return {}
    first, last = found["date"].min().year, found["date"].max().year
    note = Basis(TEXTS, found["date"].max(), found["source"], words.years(first, last))
    critical = found[found["side"] == "critical"]["text_id"].nunique()
    facts_ = {
        "texts": note.count("Texts on China", found["text_id"].nunique()),
        "texts_critical": note.count("Of them critical", critical),
    }
    for row in particular.tally(found).itertuples():
        name = f"{row.iso3.lower()}_texts"
        told = f"{row.joined or 'none'} of {row.known}"
        facts_[name] = note.word(f"Critical texts joined, {countries.name(row.iso3)}", told)
    return facts_


@declares(FORMAT, "format_start", "format_most", "format_now", "format_summits", "format_last_summit")
def _format_facts(page: ChinaPage) -> dict[str, Fact]:
    events = page.table(FORMAT)
    counts = particular.members(events, page.edition.day.year)
    if counts.empty:
        return {}
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


@declares("claims", "claims_count")
def _claims_count(page: ChinaPage) -> dict[str, Fact]:
    claims = china_outlook.claims_on_china(page)
    if claims.empty:
        return {}
    note = Basis("claims", claims["date"].max(), claims["seed_source"], str(claims["date"].max().year))
    return {"claims_count": note.count("Claims that name China", len(claims))}
