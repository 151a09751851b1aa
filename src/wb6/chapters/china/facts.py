"""The facts that the prose of the chapter on China may place."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pandas as pd

from wb6.chapters import written
from wb6.chapters.china.base import ARMED, CHINA, DEBTOR, ChinaBase
from wb6.chapters.china.claimed import MORE_THAN, NATIONAL, NEAR, WORLD_BANK, Claimed
from wb6.chapters.china.debts import Debts
from wb6.chapters.china.money import Money
from wb6.chapters.china.outlook import Outlook
from wb6.chapters.china.politics import Politics
from wb6.chapters.china.trade import Trade
from wb6.chapters.china.weapons import Weapons
from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.measures import arms, projects, proportions
from wb6.measures import china as particular

PROJECTS, DEBT, NATIONAL_DEBT = "china_projects", "debt_by_creditor", "external_debt"
TRADE, ARMS, VOTES = "trade_partners", "arms_transfers", "un_agreement"
TEXTS, FORMAT = "positions_on_china", "china_format"
SPAN = 5


class ChinaFacts(Money, Debts, Claimed, Trade, Weapons, Politics, Outlook, ChinaBase):
    """Facts by name: `loans_total`, `mne_share`, `claim_highest`, `srb_agreement`, ..."""

    def facts(self) -> dict[str, Fact]:
        """All facts, each marked as unknown where the edition holds no value."""
        return dict(self._facts)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        groups = (
            self._loan_facts(),
            self._gift_facts(),
            self._deal_facts(),
            self._debt_facts(),
            self._bond_facts(),
            self._claim_facts(),
            self._trade_facts(),
            self._arms_facts(),
            self._vote_facts(),
            self._text_facts(),
            self._format_facts(),
            self._claims_count(),
        )
        return {name: fact for group in groups for name, fact in group.items()}

    def _loan_facts(self) -> dict[str, Fact]:
        names = (
            *("loans_total", "loans_count", "loans_srb", "loans_done", "loans_under_way", "loans_agreed"),
            *("loans_eximbank", "loans_peak", "loans_early", "bih_committed", "bih_owed"),
        )
        lent = self.loans()
        if lent.empty:
            return written.missing(names, PROJECTS)
        amount, sources = "amount_usd2021_million", lent["source"]
        total, day = lent[amount].sum(), _year_end(self.register_end)
        note = _Noter(PROJECTS, day, f"2000 to {self.register_end}", sources)
        states = lent.groupby("state")[amount].sum() / total * 100
        years = lent.groupby(lent["date"].dt.year)[amount].sum()
        early = lent.loc[lent["date"].dt.year < 2018, amount].sum()
        bank = lent.loc[lent["lender_or_investor"] == "China Eximbank", amount].sum()
        bih = lent.loc[lent["iso3"] == "BIH", amount].sum()
        owed = self.owed("ppg_bilateral")
        owed = owed[(owed["iso3"] == "BIH")]
        found = {
            "loans_total": note.money("loans_total", "Chinese loans committed", total),
            "loans_count": note.count("loans_count", "Chinese loans", len(lent)),
            "loans_srb": note.percent(
                "loans_srb",
                "Share of loans to Serbia",
                lent.loc[lent["iso3"] == ARMED, amount].sum() / total * 100,
            ),
            "loans_done": note.percent(
                "loans_done", "Loans behind completed projects", states.get(projects.DONE, 0.0)
            ),
            "loans_under_way": note.percent(
                "loans_under_way", "Share under way", states.get(projects.UNDER_WAY, 0.0)
            ),
            "loans_agreed": note.percent(
                "loans_agreed", "Share agreed only", states.get(projects.AGREED, 0.0)
            ),
            "loans_eximbank": note.percent("loans_eximbank", "Share of China Eximbank", bank / total * 100),
            "loans_peak": note.word(
                "loans_peak", "Year of the largest commitments", str(int(years.idxmax()))
            ),
            "loans_early": note.percent("loans_early", "Share committed before 2018", early / total * 100),
            "bih_committed": note.money(
                "bih_committed", "Chinese loans committed to Bosnia and Herzegovina", bih
            ),
        }
        if len(owed):
            last = owed.iloc[-1]
            found["bih_owed"] = _debt_note(last).money(
                "bih_owed", "Public debt of Bosnia and Herzegovina to China", last["value"]
            )
        return {**written.missing(names, PROJECTS), **found}

    def _gift_facts(self) -> dict[str, Fact]:
        given = self.gifts()
        if given.empty:
            return written.missing(("gifts_count", "gifts_total", "gifts_alb"), PROJECTS)
        note = _Noter(PROJECTS, _year_end(self.register_end), f"2000 to {self.register_end}", given["source"])
        return {
            "gifts_count": note.count("gifts_count", "Gifts", len(given)),
            "gifts_total": note.money("gifts_total", "Gifts added up", given["amount_usd2021_million"].sum()),
            "gifts_alb": note.count("gifts_alb", "Gifts to Albania", int((given["iso3"] == "ALB").sum())),
        }

    def _deal_facts(self) -> dict[str, Fact]:
        found = projects.deals(self.projects(), "cgit")
        if found.empty:
            return written.missing(("deals_total", "deals_built"), PROJECTS)
        first, last = int(found["year"].min()), int(found["year"].max())
        note = _Noter(PROJECTS, _year_end(last), words.years(first, last), found["source"])
        total = found["amount"].sum()
        built = found.loc[found["kind"] == "construction", "amount"].sum()
        return {
            "deals_total": note.money("deals_total", "Announced deals", total),
            "deals_built": note.percent("deals_built", "Share of construction", built / total * 100),
        }

    def _debt_facts(self) -> dict[str, Fact]:
        codes = ("alb", "bih", "mne", "mkd", "srb")
        names = (
            *(f"{code}_{part}" for code in codes for part in ("share", "peak", "owed", "output")),
            *("owed_total", "owed_srb_share", "srb_owed_before", "output_peak", "mne_fall"),
        )
        shares, owed, output = (
            self.owed(name) for name in ("share_ppg_external_debt", "ppg_bilateral", "share_gdp")
        )
        if shares.empty:
            return written.missing(names, DEBT)
        found: dict[str, Fact] = {}
        for iso3, own in shares.groupby("iso3"):
            code, place = iso3.lower(), countries.name(iso3)
            last, peak = own.iloc[-1], own.loc[own["value"].idxmax()]
            found[f"{code}_share"] = _debt_note(last).percent(
                f"{code}_share", f"China's share of external public debt, {place}", last["value"]
            )
            found[f"{code}_peak"] = _debt_note(peak).percent(
                f"{code}_peak", f"China's highest share of external public debt, {place}", peak["value"]
            )
            for part, values, write in (("owed", owed, "money"), ("output", output, "percent")):
                row = values[values["iso3"] == iso3].iloc[-1]
                label = f"Public debt to China{', percent of GDP' if part == 'output' else ''}, {place}"
                found[f"{code}_{part}"] = getattr(_debt_note(row), write)(
                    f"{code}_{part}", label, row["value"]
                )
        last = owed[owed["year"] == owed["year"].max()]
        total = last["value"].sum()
        found["owed_total"] = _debt_note(last.iloc[0]).money("owed_total", "Public debt to China", total)
        serbia = owed[owed["iso3"] == ARMED]
        if len(serbia) > SPAN:
            before = serbia.iloc[-1 - SPAN]
            found["srb_owed_before"] = _debt_note(before).money(
                "srb_owed_before", "Public debt of Serbia to China, five years before", before["value"]
            )
            found["owed_srb_share"] = _debt_note(serbia.iloc[-1]).percent(
                "owed_srb_share", "Serbia's share of the debt", serbia.iloc[-1]["value"] / total * 100
            )
        highest = output.loc[output["value"].idxmax()]
        found["output_peak"] = _debt_note(highest).percent(
            "output_peak", "Highest debt to China, percent of GDP", highest["value"]
        )
        debtor = owed[owed["iso3"] == DEBTOR]
        if len(debtor) and debtor["value"].max() > 0:
            peak, now = debtor["value"].max(), debtor.iloc[-1]
            found["mne_fall"] = _debt_note(now).percent(
                "mne_fall",
                "Fall of Montenegro's debt to China from its peak",
                (1 - now["value"] / peak) * 100,
            )
        return {**written.missing(names, DEBT), **found}

    def _bond_facts(self) -> dict[str, Fact]:
        names = ("mne_bonds", "mne_bonds_owed", "mne_bonds_before", "xkx_multilateral")
        parts = self.creditors()
        if parts.empty:
            return written.missing(names, DEBT)
        found: dict[str, Fact] = {}
        bonds = parts[(parts["iso3"] == DEBTOR) & (parts["group"] == "bondholders")]
        if len(bonds):
            last = bonds.iloc[-1]
            found["mne_bonds"] = _debt_note(last).percent(
                "mne_bonds", "Bondholders' share of Montenegro's external public debt", last["share"]
            )
            found["mne_bonds_owed"] = _debt_note(last).money(
                "mne_bonds_owed", "Bonds of Montenegro", last["value"]
            )
            before = bonds[bonds["year"] == 2019]
            if len(before):
                found["mne_bonds_before"] = _debt_note(before.iloc[0]).money(
                    "mne_bonds_before", "Bonds of Montenegro before the swap", before.iloc[0]["value"]
                )
        kosovo = parts[(parts["iso3"] == "XKX") & (parts["group"] == "multilateral lenders")]
        if len(kosovo):
            last = kosovo.iloc[-1]
            found["xkx_multilateral"] = _debt_note(last).percent(
                "xkx_multilateral", "Multilateral lenders' share, Kosovo", last["share"]
            )
        return {**written.missing(names, DEBT), **found}

    def _claim_facts(self) -> dict[str, Fact]:
        names = (
            *("claim_years", "claim_above", "claim_highest", "claim_near", "claim_near_years"),
            *("claim_debt_then", "claim_share_then", "pairs", "pairs_above", "pairs_highest"),
            *("readings", "readings_gap", "claim_near_limit"),
        )
        tested, held = self.claim_by_year(), self._held()
        if tested.empty or held.empty:
            return written.missing(names, DEBT)
        known = tested[tested["more"] != "open"]
        near = tested[tested["near"] == "yes"]
        day, sources = _year_end(int(tested["year"].max())), held["source"]
        day = min(day, self.edition.day)
        span = words.years(int(known["year"].min()), int(known["year"].max()))
        note = _Noter(DEBT, day, span, sources)
        highest = held.loc[held["value"].idxmax()]
        found = {
            "claim_years": note.count("claim_years", "Years with a share of China", len(known)),
            "claim_above": note.count(
                "claim_above", "Years with more than half", int((known["more"] == "yes").sum())
            ),
            "claim_highest": _Noter(
                NATIONAL_DEBT, highest["date"], str(highest["date"].year), [highest["source"]]
            ).percent("claim_highest", "Highest share found, ceilings included", highest["value"]),
            "claim_near": note.count("claim_near", "Years with debt near GDP", len(near)),
            "claim_near_years": note.word(
                "claim_near_years",
                "Years with debt near GDP",
                words.listing([str(year) for year in near["year"]]) if len(near) else "no year",
            ),
            "claim_near_limit": note.percent("claim_near_limit", "What counts as near", NEAR),
        }
        then = tested[tested["year"] == 2023]
        if len(then) and then.iloc[0]["figures"]:
            row = then.iloc[0]
            at = _Noter(NATIONAL_DEBT, _year_end(2023), "2023", row["sources"])
            low = f"{words.span(row['low'], row['high'])} percent"
            found["claim_debt_then"] = at.word(
                "claim_debt_then", "Public debt of Montenegro to GDP, 2023", low
            )
            bank = held[(held["year"] == 2023) & (held["kind"] == WORLD_BANK)]
            if len(bank):
                found["claim_share_then"] = at.percent(
                    "claim_share_then", "China's share, 2023", bank.iloc[0]["value"]
                )
        found |= self._pair_facts() | self._reading_facts(held)
        return {**written.missing(names, DEBT), **found}

    def _pair_facts(self) -> dict[str, Fact]:
        shares = self.owed("share_ppg_external_debt")
        top = shares.loc[shares["value"].idxmax()]
        first, last = int(shares["year"].min()), int(shares["year"].max())
        note = _Noter(DEBT, _year_end(last), words.years(first, last), shares["source"])
        return {
            "pairs": note.count("pairs", "Year-ends of countries with a Chinese creditor", len(shares)),
            "pairs_above": note.count(
                "pairs_above", "Of them with more than half", int((shares["value"] > MORE_THAN).sum())
            ),
            "pairs_highest": _debt_note(top).percent("pairs_highest", "Highest of all", top["value"]),
        }

    def _reading_facts(self, held: pd.DataFrame) -> dict[str, Fact]:
        """How far the World Bank's share and the national ones of the same year lie apart."""
        by_kind = held.pivot_table(index="year", columns="kind", values="value", aggfunc="max")
        if not {WORLD_BANK, NATIONAL} <= set(by_kind):
            return {}
        gaps = (by_kind[WORLD_BANK] - by_kind[NATIONAL]).abs().dropna()
        if gaps.empty:
            return {}
        note = _Noter(
            NATIONAL_DEBT, _year_end(int(gaps.index.max())), words.years(*gaps.index[[0, -1]]), held["source"]
        )
        text = f"{words.number(gaps.max(), 1)} points"
        return {
            "readings": note.count("readings", "Years with both readings", len(gaps)),
            "readings_gap": note.word("readings_gap", "Widest gap between the readings", text),
        }

    def _trade_facts(self) -> dict[str, Fact]:
        names = (
            *("deficit_total", "deficit_first", "deficit_srb", "deficit_low", "deficit_high", "sold_for"),
            *("import_low", "import_high"),
            *(f"{code}_import" for code in ("alb", "bih", "mne", "mkd", "srb", "xkx")),
        )
        values, relative = self.trade(), self.balance_to_output()
        found: dict[str, Fact] = {}
        for iso3, rows in self.newest_shares().groupby("iso3"):
            name, row = f"{iso3.lower()}_import", rows.iloc[0]
            low, high = rows["value"].min(), rows["value"].max()
            text = words.percent(high) if low == high else f"{words.number(low)} to {words.percent(high)}"
            found[name] = _Noter(TRADE, row["date"], row["when"], rows["source"]).word(
                name, f"China's share of imports, {countries.name(iso3)}", text
            )
        if values.empty:
            return {**written.missing(names, TRADE), **found}
        year = int(values["year"].max())
        last = values[values["year"] == year].set_index("iso3")
        note = _Noter(TRADE, _year_end(year), str(year), values["source"])
        found["deficit_total"] = note.money(
            "deficit_total", "Trade deficit with China", -last["balance"].sum()
        )
        complete = values.groupby("year")["iso3"].nunique()
        first = int(complete[complete == complete.max()].index.min())
        then = values[values["year"] == first]
        found["deficit_first"] = _Noter(TRADE, _year_end(first), str(first), then["source"]).money(
            "deficit_first", "Deficit with China in the first year with all countries", -then["balance"].sum()
        )
        if ARMED in last.index:
            found["deficit_srb"] = note.money("deficit_srb", "Serbia's deficit", -last.loc[ARMED, "balance"])
        found["sold_for"] = note.word(
            "sold_for",
            "Exports to China for each 100 dollars of imports",
            words.number(last["exports"].sum() / last["imports"].sum() * 100, 0),
        )
        now = relative[relative["year"] == year]["value"]
        if len(now):
            found["deficit_low"] = note.percent("deficit_low", "Smallest deficit, of GDP", -now.max())
            found["deficit_high"] = note.percent("deficit_high", "Largest deficit, of GDP", -now.min())
        found["import_low"] = note.percent(
            "import_low", "Smallest share of imports", last["import_share"].min()
        )
        found["import_high"] = note.percent(
            "import_high", "Largest share of imports", last["import_share"].max()
        )
        return {**written.missing(names, TRADE), **found}

    def _arms_facts(self) -> dict[str, Fact]:
        names = ("arms_total", "arms_air", "arms_first", "srb_from_china", "srb_from_russia")
        found = self.deliveries()
        found = found[found["iso3"] == ARMED]
        if found.empty:
            return written.missing(names, ARMS)
        first, last = int(found["year"].min()), int(found["year"].max())
        note = _Noter(ARMS, _year_end(last), words.years(first, last), found["source"])
        total = found["tiv"].sum()
        air = found.loc[found["kind"] == "air defence", "tiv"].sum()
        facts_ = {
            "arms_total": note.word("arms_total", "Chinese deliveries", f"{total:.0f} million"),
            "arms_air": note.percent("arms_air", "Share of air defence", air / total * 100),
            "arms_first": note.word("arms_first", "First Chinese delivery", str(first)),
        }
        for power, name in ((CHINA, "srb_from_china"), ("RUS", "srb_from_russia")):
            shares = arms.trailing_share(self.table(ARMS), ARMED, power)
            if len(shares):
                row = shares.iloc[-1]
                year = int(row["year"])
                facts_[name] = _Noter(
                    ARMS, _year_end(year), words.years(year - 4, year), [row["source"]]
                ).percent(name, f"Share of {countries.name(power)} in arms delivered to Serbia", row["value"])
        return {**written.missing(names, ARMS), **facts_}

    def _vote_facts(self) -> dict[str, Fact]:
        names = (
            *("srb_agreement", "srb_agreement_interval", "others_agreement", "votes_n", "votes_years"),
            "votes_closest",
        )
        values = self.agreement()
        serbia = values[values["iso3"] == ARMED]
        if serbia.empty:
            return written.missing(names, VOTES)
        last = serbia.iloc[-1]
        year, trials = int(last["year"]), int(last["n_votes"])
        note = _Noter(VOTES, _year_end(year), str(year), [last["source"]])
        low, high = proportions.interval(round(last["value"] / 100 * trials), trials)
        others = values[(values["iso3"] != ARMED) & (values["year"] == year)]["value"]
        both = values[values["year"].isin(serbia["year"])]
        closest = both.loc[both.groupby("year")["value"].idxmax()]
        span = words.years(int(serbia["year"].min()), year)
        over = _Noter(VOTES, _year_end(year), span, serbia["source"])
        found = {
            "srb_agreement": note.percent("srb_agreement", "Serbia's votes like China's", last["value"], 0),
            "srb_agreement_interval": note.word(
                "srb_agreement_interval", "Interval of it", f"{words.span(low * 100, high * 100)} percent"
            ),
            "votes_n": note.count("votes_n", "Roll calls", trials),
            "votes_years": over.count("votes_years", "Years compared", serbia["year"].nunique()),
            "votes_closest": over.count(
                "votes_closest", "Years in which Serbia was closest", int((closest["iso3"] == ARMED).sum())
            ),
        }
        if len(others):
            found["others_agreement"] = note.word(
                "others_agreement", "The others", f"{words.span(others.min(), others.max())} percent"
            )
        return {**written.missing(names, VOTES), **found}

    def _text_facts(self) -> dict[str, Fact]:
        codes = ("alb", "bih", "mne", "mkd", "srb")
        names = ("texts", "texts_critical", *(f"{code}_texts" for code in codes))
        found = self.texts()
        if found.empty:
            return written.missing(names, TEXTS)
        first, last = found["date"].min().year, found["date"].max().year
        note = _Noter(TEXTS, found["date"].max(), words.years(first, last), found["source"])
        critical = found[found["side"] == "critical"]["text_id"].nunique()
        facts_ = {
            "texts": note.count("texts", "Texts on China", found["text_id"].nunique()),
            "texts_critical": note.count("texts_critical", "Of them critical", critical),
        }
        for row in particular.tally(found).itertuples():
            name = f"{row.iso3.lower()}_texts"
            told = f"{row.joined or 'none'} of {row.known}"
            facts_[name] = note.word(name, f"Critical texts joined, {countries.name(row.iso3)}", told)
        return {**written.missing(names, TEXTS), **facts_}

    def _format_facts(self) -> dict[str, Fact]:
        names = ("format_start", "format_most", "format_now", "format_summits", "format_last_summit")
        events = self.table(FORMAT)
        counts = particular.members(events, self.edition.day.year)
        if counts.empty:
            return written.missing(names, FORMAT)
        counts = counts.astype({"year": int, "states": int})
        most, last = counts.loc[counts["states"].idxmax()], counts.iloc[-1]
        changed = events["date"].max()
        newest = events.loc[events["date"] == changed, "source"]
        note = _Noter(FORMAT, changed, f"{changed:%B %Y}", newest)
        met = events[events["event"] == "summit"]["date"].max()
        at = _Noter(FORMAT, pd.Timestamp(f"{most['year']}-01-01"), str(most["year"]), events["source"])
        return {
            "format_start": note.count("format_start", "States at the start", int(counts["states"].iloc[0])),
            "format_most": at.count("format_most", "Most states", int(most["states"])),
            "format_now": note.count("format_now", "States in China's format", int(last["states"])),
            "format_summits": note.count(
                "format_summits", "Summits", int((events["event"] == "summit").sum())
            ),
            "format_last_summit": _Noter(
                FORMAT, met, words.day(met), events.loc[events["date"] == met, "source"]
            ).word("format_last_summit", "Last summit found", words.day(met)),
        }

    def _claims_count(self) -> dict[str, Fact]:
        claims = self.claims_on_china()
        if claims.empty:
            return written.missing(("claims_count",), "claims")
        note = _Noter("claims", claims["date"].max(), str(claims["date"].max().year), claims["seed_source"])
        return {"claims_count": note.count("claims_count", "Claims that name China", len(claims))}


class _Noter:
    """Writes facts of one table, period and set of sources."""

    def __init__(self, table: str, day: pd.Timestamp, date: str, sources: Iterable[str]):
        self._rest: tuple[Any, ...] = (date, day, table, tuple(sources))

    def money(self, name: str, label: str, value: float) -> Fact:
        """An amount in USD million."""
        value = round(float(value), 1)
        return written.fact(name, label, words.money(value), value, "USD million", *self._rest)

    def percent(self, name: str, label: str, value: float, digits: int = 1) -> Fact:
        """A share in percent."""
        value = round(float(value), digits)
        return written.fact(name, label, words.percent(value), value, "percent", *self._rest)

    def count(self, name: str, label: str, value: int) -> Fact:
        """A number of things."""
        return written.fact(
            name, label, words.people(value) if value else "none", int(value), "", *self._rest
        )

    def word(self, name: str, label: str, text: str) -> Fact:
        """A word, a year or a range."""
        return written.fact(name, label, text, text, "", *self._rest)


def _debt_note(row: pd.Series) -> _Noter:
    return _Noter(DEBT, _year_end(int(row["year"])), f"end of {int(row['year'])}", [row["source"]])


def _year_end(year: int) -> pd.Timestamp:
    return pd.Timestamp(year=year, month=12, day=31)
