"""The facts that the prose of the chapter on China may place."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.measures import arms, projects, proportions
from wb6.measures import china as particular
from wb6.sections import claimed, imports, politics, weapons
from wb6.sections.china_page import ARMED, CHINA, DEBTOR, ChinaPage
from wb6.sections.claimed import MORE_THAN, NATIONAL, NEAR, WORLD_BANK
from wb6.sections.declared import declares
from wb6.sections.written import Basis, year_end

PROJECTS, DEBT, NATIONAL_DEBT = "china_projects", "debt_by_creditor", "external_debt"
TRADE, ARMS, VOTES = "trade_partners", "arms_transfers", "un_agreement"
TEXTS, FORMAT = "positions_on_china", "china_format"
SPAN = 5
# The states with figures of debt and votes, as their facts name them.
DEBTORS = ("alb", "bih", "mne", "mkd", "srb")


@declares(
    PROJECTS,
    *("loans_total", "loans_count", "loans_srb", "loans_done", "loans_under_way", "loans_agreed"),
    *("loans_eximbank", "loans_peak", "loans_early", "bih_committed", "bih_owed"),
)
def _loan_facts(page: ChinaPage) -> dict[str, Fact]:
    lent = page.loans()
    if lent.empty:
        return {}
    amount, sources = "amount_usd2021_million", lent["source"]
    total, day = lent[amount].sum(), year_end(page.register_end)
    note = Basis(PROJECTS, day, sources, f"2000 to {page.register_end}")
    states = lent.groupby("state")[amount].sum() / total * 100
    years = lent.groupby(lent["date"].dt.year)[amount].sum()
    early = lent.loc[lent["date"].dt.year < 2018, amount].sum()
    bank = lent.loc[lent["lender_or_investor"] == "China Eximbank", amount].sum()
    bih = lent.loc[lent["iso3"] == "BIH", amount].sum()
    owed = page.owed("ppg_bilateral")
    owed = owed[(owed["iso3"] == "BIH")]
    found = {
        "loans_total": note.money("Chinese loans committed", total),
        "loans_count": note.count("Chinese loans", len(lent)),
        "loans_srb": note.percent(
            "Share of loans to Serbia",
            lent.loc[lent["iso3"] == ARMED, amount].sum() / total * 100,
        ),
        "loans_done": note.percent("Loans behind completed projects", states.get(projects.DONE, 0.0)),
        "loans_under_way": note.percent("Share under way", states.get(projects.UNDER_WAY, 0.0)),
        "loans_agreed": note.percent("Share agreed only", states.get(projects.AGREED, 0.0)),
        "loans_eximbank": note.percent("Share of China Eximbank", bank / total * 100),
        "loans_peak": note.word("Year of the largest commitments", str(int(years.idxmax()))),
        "loans_early": note.percent("Share committed before 2018", early / total * 100),
        "bih_committed": note.money("Chinese loans committed to Bosnia and Herzegovina", bih),
    }
    if len(owed):
        last = owed.iloc[-1]
        found["bih_owed"] = _owed(last).money("Public debt of Bosnia and Herzegovina to China", last["value"])
    return found


@declares(PROJECTS, "gifts_count", "gifts_total", "gifts_alb")
def _gift_facts(page: ChinaPage) -> dict[str, Fact]:
    given = page.gifts()
    if given.empty:
        return {}
    note = Basis(PROJECTS, year_end(page.register_end), given["source"], f"2000 to {page.register_end}")
    return {
        "gifts_count": note.count("Gifts", len(given)),
        "gifts_total": note.money("Gifts added up", given["amount_usd2021_million"].sum()),
        "gifts_alb": note.count("Gifts to Albania", int((given["iso3"] == "ALB").sum())),
    }


@declares(PROJECTS, "deals_total", "deals_built")
def _deal_facts(page: ChinaPage) -> dict[str, Fact]:
    found = projects.deals(page.projects(), "cgit")
    if found.empty:
        return {}
    first, last = int(found["year"].min()), int(found["year"].max())
    note = Basis(PROJECTS, year_end(last), found["source"], words.years(first, last))
    total = found["amount"].sum()
    built = found.loc[found["kind"] == "construction", "amount"].sum()
    return {
        "deals_total": note.money("Announced deals", total),
        "deals_built": note.percent("Share of construction", built / total * 100),
    }


@declares(
    DEBT,
    *(f"{code}_{part}" for code in DEBTORS for part in ("share", "peak", "owed", "output")),
    *("owed_total", "owed_srb_share", "srb_owed_before", "output_peak", "mne_fall"),
)
def _debt_facts(page: ChinaPage) -> dict[str, Fact]:
    shares, owed, output = (
        page.owed(name) for name in ("share_ppg_external_debt", "ppg_bilateral", "share_gdp")
    )
    if shares.empty:
        return {}
    found: dict[str, Fact] = {}
    for iso3, own in shares.groupby("iso3"):
        code, place = iso3.lower(), countries.name(iso3)
        last, peak = own.iloc[-1], own.loc[own["value"].idxmax()]
        found[f"{code}_share"] = _owed(last).percent(
            f"China's share of external public debt, {place}", last["value"]
        )
        found[f"{code}_peak"] = _owed(peak).percent(
            f"China's highest share of external public debt, {place}", peak["value"]
        )
        amount, ratio = (values[values["iso3"] == iso3].iloc[-1] for values in (owed, output))
        found[f"{code}_owed"] = _owed(amount).money(f"Public debt to China, {place}", amount["value"])
        found[f"{code}_output"] = _owed(ratio).percent(
            f"Public debt to China, percent of GDP, {place}", ratio["value"]
        )
    last = owed[owed["year"] == owed["year"].max()]
    total = last["value"].sum()
    found["owed_total"] = _owed(last.iloc[0]).money("Public debt to China", total)
    serbia = owed[owed["iso3"] == ARMED]
    if len(serbia) > SPAN:
        before = serbia.iloc[-1 - SPAN]
        found["srb_owed_before"] = _owed(before).money(
            "Public debt of Serbia to China, five years before", before["value"]
        )
        found["owed_srb_share"] = _owed(serbia.iloc[-1]).percent(
            "Serbia's share of the debt", serbia.iloc[-1]["value"] / total * 100
        )
    highest = output.loc[output["value"].idxmax()]
    found["output_peak"] = _owed(highest).percent("Highest debt to China, percent of GDP", highest["value"])
    debtor = owed[owed["iso3"] == DEBTOR]
    if len(debtor) and debtor["value"].max() > 0:
        peak, now = debtor["value"].max(), debtor.iloc[-1]
        found["mne_fall"] = _owed(now).percent(
            "Fall of Montenegro's debt to China from its peak",
            (1 - now["value"] / peak) * 100,
        )
    return found


@declares(DEBT, "mne_bonds", "mne_bonds_owed", "mne_bonds_before", "xkx_multilateral")
def _bond_facts(page: ChinaPage) -> dict[str, Fact]:
    parts = page.creditors()
    if parts.empty:
        return {}
    found: dict[str, Fact] = {}
    bonds = parts[(parts["iso3"] == DEBTOR) & (parts["group"] == "bondholders")]
    if len(bonds):
        last = bonds.iloc[-1]
        found["mne_bonds"] = _owed(last).percent(
            "Bondholders' share of Montenegro's external public debt", last["share"]
        )
        found["mne_bonds_owed"] = _owed(last).money("Bonds of Montenegro", last["value"])
        before = bonds[bonds["year"] == 2019]
        if len(before):
            found["mne_bonds_before"] = _owed(before.iloc[0]).money(
                "Bonds of Montenegro before the swap", before.iloc[0]["value"]
            )
    kosovo = parts[(parts["iso3"] == "XKX") & (parts["group"] == "multilateral lenders")]
    if len(kosovo):
        last = kosovo.iloc[-1]
        found["xkx_multilateral"] = _owed(last).percent("Multilateral lenders' share, Kosovo", last["share"])
    return found


@declares(
    DEBT,
    *("claim_years", "claim_above", "claim_highest", "claim_near", "claim_near_years"),
    *("claim_debt_then", "claim_share_then", "pairs", "pairs_above", "pairs_highest"),
    *("readings", "readings_gap", "claim_near_limit"),
)
def _claim_facts(page: ChinaPage) -> dict[str, Fact]:
    tested, held = claimed.claim_by_year(page), claimed.held_share(page)
    if tested.empty or held.empty:
        return {}
    known = tested[tested["more"] != "open"]
    near = tested[tested["near"] == "yes"]
    day, sources = year_end(int(tested["year"].max())), held["source"]
    day = min(day, page.edition.day)
    span = words.years(int(known["year"].min()), int(known["year"].max()))
    note = Basis(DEBT, day, sources, span)
    highest = held.loc[held["value"].idxmax()]
    found = {
        "claim_years": note.count("Years with a share of China", len(known)),
        "claim_above": note.count("Years with more than half", int((known["more"] == "yes").sum())),
        "claim_highest": Basis(
            NATIONAL_DEBT, highest["date"], [highest["source"]], str(highest["date"].year)
        ).percent("Highest share found, ceilings included", highest["value"]),
        "claim_near": note.count("Years with debt near GDP", len(near)),
        "claim_near_years": note.word(
            "Years with debt near GDP",
            words.listing([str(year) for year in near["year"]]) if len(near) else "no year",
        ),
        "claim_near_limit": note.percent("What counts as near", NEAR),
    }
    then = tested[tested["year"] == 2023]
    if len(then) and then.iloc[0]["figures"]:
        row = then.iloc[0]
        at = Basis(NATIONAL_DEBT, year_end(2023), row["sources"], "2023")
        low = f"{words.span(row['low'], row['high'])} percent"
        found["claim_debt_then"] = at.word("Public debt of Montenegro to GDP, 2023", low)
        bank = held[(held["year"] == 2023) & (held["kind"] == WORLD_BANK)]
        if len(bank):
            found["claim_share_then"] = at.percent("China's share, 2023", bank.iloc[0]["value"])
    found |= _pair_facts(page) | _reading_facts(page, held)
    return found


def _pair_facts(page: ChinaPage) -> dict[str, Fact]:
    shares = page.owed("share_ppg_external_debt")
    top = shares.loc[shares["value"].idxmax()]
    first, last = int(shares["year"].min()), int(shares["year"].max())
    note = Basis(DEBT, year_end(last), shares["source"], words.years(first, last))
    return {
        "pairs": note.count("Year-ends of countries with a Chinese creditor", len(shares)),
        "pairs_above": note.count("Of them with more than half", int((shares["value"] > MORE_THAN).sum())),
        "pairs_highest": _owed(top).percent("Highest of all", top["value"]),
    }


def _reading_facts(page: ChinaPage, held: pd.DataFrame) -> dict[str, Fact]:
    """How far the World Bank's share and the national ones of the same year lie apart."""
    by_kind = held.pivot_table(index="year", columns="kind", values="value", aggfunc="max")
    if not {WORLD_BANK, NATIONAL} <= set(by_kind):
        return {}
    gaps = (by_kind[WORLD_BANK] - by_kind[NATIONAL]).abs().dropna()
    if gaps.empty:
        return {}
    note = Basis(
        NATIONAL_DEBT, year_end(int(gaps.index.max())), held["source"], words.years(*gaps.index[[0, -1]])
    )
    text = f"{words.number(gaps.max(), 1)} points"
    return {
        "readings": note.count("Years with both readings", len(gaps)),
        "readings_gap": note.word("Widest gap between the readings", text),
    }


@declares(
    TRADE,
    *("deficit_total", "deficit_first", "deficit_srb", "deficit_low", "deficit_high", "sold_for"),
    *("import_low", "import_high"),
    *(f"{code}_import" for code in (*DEBTORS, "xkx")),
)
def _trade_facts(page: ChinaPage) -> dict[str, Fact]:
    values, relative = page.trade(), imports.balance_to_output(page)
    found: dict[str, Fact] = {}
    for iso3, rows in imports.newest_shares(page).groupby("iso3"):
        name, row = f"{iso3.lower()}_import", rows.iloc[0]
        low, high = rows["value"].min(), rows["value"].max()
        text = words.percent(high) if low == high else f"{words.number(low)} to {words.percent(high)}"
        found[name] = Basis(TRADE, row["date"], rows["source"], row["when"]).word(
            f"China's share of imports, {countries.name(iso3)}", text
        )
    if values.empty:
        return found
    year = int(values["year"].max())
    last = values[values["year"] == year].set_index("iso3")
    note = Basis(TRADE, year_end(year), values["source"], str(year))
    found["deficit_total"] = note.money("Trade deficit with China", -last["balance"].sum())
    complete = values.groupby("year")["iso3"].nunique()
    first = int(complete[complete == complete.max()].index.min())
    then = values[values["year"] == first]
    found["deficit_first"] = Basis(TRADE, year_end(first), then["source"], str(first)).money(
        "Deficit with China in the first year with all countries", -then["balance"].sum()
    )
    if ARMED in last.index:
        found["deficit_srb"] = note.money("Serbia's deficit", -last.loc[ARMED, "balance"])
    found["sold_for"] = note.word(
        "Exports to China for each 100 dollars of imports",
        words.number(last["exports"].sum() / last["imports"].sum() * 100, 0),
    )
    now = relative[relative["year"] == year]["value"]
    if len(now):
        found["deficit_low"] = note.percent("Smallest deficit, of GDP", -now.max())
        found["deficit_high"] = note.percent("Largest deficit, of GDP", -now.min())
    found["import_low"] = note.percent("Smallest share of imports", last["import_share"].min())
    found["import_high"] = note.percent("Largest share of imports", last["import_share"].max())
    return found


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
    claims = page.claims_on_subject()
    if claims.empty:
        return {}
    note = Basis("claims", claims["date"].max(), claims["seed_source"], str(claims["date"].max().year))
    return {"claims_count": note.count("Claims that name China", len(claims))}


def _owed(row: pd.Series) -> Basis:
    """What a row of debt at the end of a year rests on."""
    year = int(row["year"])
    return Basis(DEBT, year_end(year), [row["source"]], f"end of {year}")
