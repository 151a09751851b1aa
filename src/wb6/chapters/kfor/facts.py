"""The facts that the prose of the chapter on KFOR may place."""

from functools import cached_property

import pandas as pd

from wb6.chapters.kfor import written
from wb6.chapters.kfor.base import months
from wb6.chapters.kfor.command import Command
from wb6.chapters.kfor.contributors import Contributors
from wb6.chapters.kfor.neighbours import Neighbours
from wb6.chapters.kfor.outlook import Outlook
from wb6.chapters.kfor.strength import Strength
from wb6.chapters.kfor.unrest import Unrest
from wb6.chapters.kfor.written import SOLDIERS
from wb6.data import countries, facts, words
from wb6.data.facts import Fact, unknown
from wb6.measures import kfor, proportions, unrest

STRENGTH, CONTRIBUTIONS = "kfor_strength", "kfor_contributions"


class KforFacts(Strength, Contributors, Command, Unrest, Neighbours, Outlook):
    """Facts by name: `size`, `partner_share`, `commander`, `lag_1_rho`, ..."""

    def facts(self) -> dict[str, Fact]:
        """All facts, each marked as unknown where the edition holds no value."""
        return dict(self._facts)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        groups = (
            self._size_facts(),
            self._difference_facts(),
            self._list_facts(),
            self._share_facts(),
            self._command_facts(),
            self._episode_facts(),
            self._lag_facts(),
            self._region_facts(),
            self._neighbour_facts(),
            self._record_facts(),
        )
        return {name: fact for group in groups for name, fact in group.items()}

    def _size_facts(self) -> dict[str, Fact]:
        sizes, spans = self.counted(), self.rivals()
        names = ("size", "size_figures", "size_peak", "size_lowest", "size_change", "nations", "nations_most")
        found: dict[str, Fact] = {"entered": self._entered(), "cut_announced": self._cut()}
        if sizes.empty:
            return {**found, **written.missing(names, STRENGTH)}
        newest, peak = spans.iloc[-1], sizes.loc[sizes["value"].idxmax()]
        lowest = sizes.loc[sizes["value"].idxmin()]
        last = sizes[sizes["date"] >= newest["start"]]
        found["size"] = written.fact(
            "size",
            "Size of KFOR",
            f"{words.span(newest['low'], newest['high'])} {SOLDIERS}",
            float(newest["high"]),
            SOLDIERS,
            months(newest["start"], newest["end"]),
            newest["end"],
            STRENGTH,
            last["source"],
        )
        found["size_figures"] = written.number(
            "size_figures", "Figures of the size", len(sizes), sizes, STRENGTH
        )
        found["size_peak"] = written.head_count(
            "size_peak", "Largest size", peak, "value", SOLDIERS, STRENGTH
        )
        found["size_lowest"] = written.head_count(
            "size_lowest", "Smallest size", lowest, "value", SOLDIERS, STRENGTH
        )
        change = (last["value"].median() / lowest["value"] - 1) * 100
        found["size_change"] = written.share(
            "size_change", "Growth from the smallest size", change, newest["end"], STRENGTH, last["source"]
        )
        counts = kfor.nations(self.table(STRENGTH))
        if counts.empty:
            return {**found, **written.missing(("nations", "nations_most"), STRENGTH)}
        most = counts.loc[counts["value"].idxmax()]
        found["nations"] = written.head_count(
            "nations", "Contributing nations", counts.iloc[-1], "value", "nations", STRENGTH
        )
        found["nations_most"] = written.head_count(
            "nations_most", "Most contributing nations", most, "value", "nations", STRENGTH
        )
        return found

    def _entered(self) -> Fact:
        row = {"id": "xkx-1999-06-12-kfor-troops-enter-kosovo-under-security"}
        return facts.from_row(self.edition, "entered", "security_incidents", row, "date", "In Kosovo since")

    def _cut(self) -> Fact:
        row = {"id": "xkx-2026-06-nato-to-cut-kfor-in-phases-over-a-year"}
        return facts.from_row(
            self.edition, "cut_announced", "agenda", row, "announced", "Latest cut announced"
        )

    def _difference_facts(self) -> dict[str, Fact]:
        names = (
            "gap_middle",
            "gap_widest",
            "gap_widest_when",
            "gap_cases",
            "lately_low",
            "lately_high",
            "lately_count",
            "lately_said",
        )
        spans = self.rivals()
        spans = spans[spans["figures"] > 1]
        if spans.empty:
            return written.missing(names, STRENGTH)
        widest = spans.loc[spans["spread"].idxmax()]
        day, sources = spans["end"].max(), spans["source"]
        lately = self.lately()
        found = {
            "gap_middle": written.share(
                "gap_middle",
                "Middle gap between rival figures",
                spans["spread"].median(),
                day,
                STRENGTH,
                sources,
            ),
            "gap_widest": written.share(
                "gap_widest",
                "Widest gap between rival figures",
                widest["spread"],
                widest["end"],
                STRENGTH,
                [widest["source"]],
            ),
            "gap_widest_when": written.word(
                "gap_widest_when",
                "When figures differed most",
                months(widest["start"], widest["end"]),
                widest["end"],
                STRENGTH,
                [widest["source"]],
            ),
            "gap_cases": written.number(
                "gap_cases",
                "Periods with rival figures",
                len(spans),
                spans.assign(date=spans["end"]),
                STRENGTH,
            ),
        }
        if lately.empty:
            return {**found, **written.missing(names[4:], STRENGTH)}
        low, high = (lately.loc[lately["value"].idxmin()], lately.loc[lately["value"].idxmax()])
        found["lately_low"] = written.head_count(
            "lately_low", "Lowest recent figure", low, "value", SOLDIERS, STRENGTH
        )
        found["lately_high"] = written.head_count(
            "lately_high", "Highest recent figure", high, "value", SOLDIERS, STRENGTH
        )
        found["lately_count"] = written.number(
            "lately_count", "Recent figures", len(lately), lately, STRENGTH
        )
        found["lately_said"] = written.number(
            "lately_said",
            "Recent figures that say what they count",
            int(lately["scope"].notna().sum()),
            lately,
            STRENGTH,
        )
        return found

    def _list_facts(self) -> dict[str, Fact]:
        names = (
            "lists",
            "lists_complete",
            "largest_contributor",
            "largest_size",
            "second_contributor",
            "second_size",
            "top_five_share",
            "list_nations",
            "list_total",
            "not_recognising",
        )
        found = kfor.lists(self.table(CONTRIBUTIONS), self.table(STRENGTH))
        rows = self.complete_contingents()
        facts_: dict[str, Fact] = {}
        if len(found):
            facts_["lists"] = written.number(
                "lists", "Lists of contingents", len(found), found, CONTRIBUTIONS
            )
            facts_["lists_complete"] = written.number(
                "lists_complete", "Complete lists", int(found["complete"].sum()), found, CONTRIBUTIONS
            )
        if rows.empty:
            return {**written.missing(names, CONTRIBUTIONS), **facts_}
        last = rows[rows["date"] == rows["date"].max()]
        for place, row in zip(("largest", "second"), last.to_dict("records"), strict=False):
            row = pd.Series(row)
            facts_[f"{place}_contributor"] = written.word(
                f"{place}_contributor",
                "Largest contributor in the newest complete list"
                if place == "largest"
                else "Second largest contributor",
                row["country"],
                row["date"],
                CONTRIBUTIONS,
                [row["source"]],
                row["date_precision"],
                {"id": row["id"]},
            )
            facts_[f"{place}_size"] = written.head_count(
                f"{place}_size",
                f"Soldiers of {row['country']}",
                row,
                "troops",
                SOLDIERS,
                CONTRIBUTIONS,
                {"id": row["id"]},
            )
        facts_["top_five_share"] = written.share(
            "top_five_share",
            "Share of the five largest contingents",
            last.head(5)["share"].sum(),
            last["date"].iloc[0],
            CONTRIBUTIONS,
            last["source"],
            last["date_precision"].iloc[0],
        )
        facts_["list_nations"] = written.number(
            "list_nations", "Nations in the newest complete list", len(last), last, CONTRIBUTIONS
        )
        facts_["list_total"] = written.number(
            "list_total",
            "Soldiers in the newest complete list",
            int(last["troops"].sum()),
            last,
            CONTRIBUTIONS,
            SOLDIERS,
        )
        facts_["not_recognising"] = self._not_recognising(last)
        return {**written.missing(names, CONTRIBUTIONS), **facts_}

    def _not_recognising(self, contingents: pd.DataFrame) -> Fact:
        """Soldiers from members of NATO or the EU that do not recognise Kosovo."""
        name, label = (
            "not_recognising",
            "Soldiers from members of NATO or the EU that do not recognise Kosovo",
        )
        stance = self.table("kosovo_recognition")
        against = stance[~stance["recognises_kosovo"] & (stance["nato_member"] | stance["eu_member"])]
        rows = contingents[contingents["contributor_iso3"].isin(against["iso3"])]
        if rows.empty:
            return unknown(name, label, SOLDIERS)
        return written.number(name, label, int(rows["troops"].sum()), rows, CONTRIBUTIONS, SOLDIERS)

    def _share_facts(self) -> dict[str, Fact]:
        names = (
            "partner_share",
            "partner_share_most",
            "partner_counts",
            "nato_share",
            "us_share",
            "us_share_low",
            "us_share_high",
            "us_share_count",
        )
        found: dict[str, Fact] = {}
        points = kfor.partner_share(self.table(STRENGTH))
        points = points[points["basis"] != "planned"]
        if len(points):
            last, most = points.iloc[-1], points.loc[points["value"].idxmax()]
            for name, row in (("partner_share", last), ("partner_share_most", most)):
                found[name] = written.share(
                    name,
                    "Share of partners outside NATO",
                    row["value"],
                    row["date"],
                    STRENGTH,
                    [row["source"]],
                    row["date_precision"],
                )
        own = kfor.share_of(self.table(CONTRIBUTIONS), self.counted(), "USA")
        own = own[own["basis"] != "proxy"]
        if len(own):
            for name, row in (
                ("us_share", own.iloc[-1]),
                ("us_share_low", own.loc[own["value"].idxmin()]),
                ("us_share_high", own.loc[own["value"].idxmax()]),
            ):
                found[name] = written.share(
                    name,
                    "US share of KFOR",
                    row["value"],
                    row["date"],
                    CONTRIBUTIONS,
                    [row["source"]],
                    row["date_precision"],
                )
            found["us_share_count"] = written.number(
                "us_share_count", "Counts of US soldiers in KFOR", len(own), own, CONTRIBUTIONS
            )
        if len(points):
            found["partner_counts"] = written.number(
                "partner_counts", "Counts of soldiers from outside NATO", len(points), points, STRENGTH
            )
            found["nato_share"] = written.share(
                "nato_share",
                "Share of members of NATO",
                100 - points.iloc[-1]["value"],
                points.iloc[-1]["date"],
                STRENGTH,
                [points.iloc[-1]["source"]],
                points.iloc[-1]["date_precision"],
            )
        return {**written.missing(names, STRENGTH), **found}

    def _command_facts(self) -> dict[str, Fact]:
        table = "kfor_commanders"
        names = (
            "commander",
            "commander_nation",
            "commander_since",
            "commanders",
            "lead_nation",
            "lead_terms",
            "second_nation",
            "second_terms",
            "lead_months_share",
            "lead_list_share",
        )
        found = self.terms()
        if found.empty:
            return written.missing(names, table)
        now, by_nation = found.iloc[-1], self._by_nation(found)
        key, sources = {"number": int(now["number"])}, [now["source"]]
        lead, second = by_nation.iloc[0], by_nation.iloc[min(1, len(by_nation) - 1)]
        everyone = found.assign(date=found["start"])
        words_ = {
            "commander": ("Commander", f"{now['commander']} ({now['nation']})"),
            "commander_nation": ("Nation of the commander", now["nation"]),
            "commander_since": ("In command since", f"{now['start']:%B %Y}"),
        }
        facts_ = {
            name: written.word(name, label, text, now["start"], table, sources, "month", key)
            for name, (label, text) in words_.items()
        }
        facts_["commanders"] = written.number("commanders", "Commanders", len(found), everyone, table)
        for place, row in (("lead", lead), ("second", second)):
            own = everyone[everyone["iso3"] == row["iso3"]]
            facts_[f"{place}_nation"] = written.word(
                f"{place}_nation",
                "Nation with the most terms",
                row["nation"],
                self.edition.day,
                table,
                own["source"],
            )
            facts_[f"{place}_terms"] = written.number(
                f"{place}_terms", f"Terms of {row['nation']}", int(row["terms"]), own, table
            )
        facts_["lead_months_share"] = written.share(
            "lead_months_share",
            f"Share of {lead['nation']} in the months of command",
            lead["share"],
            self.edition.day,
            table,
            everyone["source"],
        )
        contingents = self.complete_contingents()
        contingents = contingents[contingents["contributor_iso3"] == lead["iso3"]]
        if len(contingents):
            row = contingents.iloc[-1]
            facts_["lead_list_share"] = written.share(
                "lead_list_share",
                f"Share of {lead['nation']} in the soldiers of the newest complete list",
                row["share"],
                row["date"],
                CONTRIBUTIONS,
                [row["source"]],
                row["date_precision"],
            )
        return {**written.missing(names, table), **facts_}

    def _episode_facts(self) -> dict[str, Fact]:
        table = "security_incidents"
        names = (
            "incidents",
            "casualties",
            "casualties_worst",
            "episodes",
            "episodes_after",
            "episodes_grew",
            "grew_interval",
            "episodes_before",
            "episodes_cut",
            "years_compared",
            "years_cut",
            "cut_chance",
            "change_2023",
        )
        found = self.unrest()
        if found.empty:
            return written.missing(names, table)
        around, worst = self.around(), found.loc[found["casualties"].idxmax()]
        facts_ = {
            "incidents": written.number("incidents", "Incidents of unrest", len(found), found, table),
            "casualties": written.number(
                "casualties",
                "Killed and injured in these incidents",
                int(found["casualties"].sum()),
                found,
                table,
                "persons",
            ),
            "casualties_worst": written.head_count(
                "casualties_worst",
                "Killed and injured in the gravest incident",
                worst,
                "casualties",
                "persons",
                table,
                {"id": worst["id"]},
            ),
            "episodes": written.number("episodes", "Serious episodes", len(around), found, table),
        }
        after, before = around.dropna(subset=["change_after"]), around.dropna(subset=["change_before"])
        if len(after):
            grew = int((after["change_after"] > 0).sum())
            low, high = (round(end * 100) for end in proportions.interval(grew, len(after)))
            facts_["episodes_after"] = written.number(
                "episodes_after", "Episodes with sizes before and after", len(after), found, table
            )
            facts_["episodes_grew"] = written.number(
                "episodes_grew", "Episodes after which KFOR was larger", grew, found, table
            )
            facts_["grew_interval"] = written.word(
                "grew_interval",
                "95 percent interval of that share",
                f"{low} to {high} percent",
                found["date"].max(),
                table,
                found["source"],
            )
            last = after.iloc[-1]
            facts_["change_2023"] = written.share(
                "change_2023",
                "Change in size after the newest serious episode",
                last["change_after"],
                last["end"],
                table,
                [last["source"]],
            )
        if len(before):
            cut = int((before["change_before"] < 0).sum())
            facts_["episodes_before"] = written.number(
                "episodes_before", "Episodes with sizes in the two years before", len(before), found, table
            )
            facts_["episodes_cut"] = written.number(
                "episodes_cut", "Episodes after a year of cuts", cut, found, table
            )
        change = unrest.changes(self.yearly())
        if len(change):
            sizes = self.counted()
            facts_["years_compared"] = written.number(
                "years_compared", "Pairs of years with a size", len(change), sizes, STRENGTH
            )
            facts_["years_cut"] = written.number(
                "years_cut", "Years in which KFOR shrank", int((change["change"] < 0).sum()), sizes, STRENGTH
            )
        if len(change) and len(before):
            chance = 100 * proportions.at_least(cut, len(before), float((change["change"] < 0).mean()))
            facts_["cut_chance"] = written.share(
                "cut_chance",
                "Chance of as many cuts before episodes without any link",
                chance,
                found["date"].max(),
                table,
                found["source"],
            )
        return {**written.missing(names, table), **facts_}

    def _lag_facts(self) -> dict[str, Fact]:
        names = tuple(
            f"lag_{side}_{part}" for side in ("follows", "precedes") for part in ("rho", "interval", "n")
        )
        names = (*names, "lag_tests", "lag_away", "lag_visible")
        tested = self.tested()
        if tested.empty:
            return written.missing(names, "security_incidents")
        day, sources = self.counted()["date"].max(), self.sources_of_test()
        facts_: dict[str, Fact] = {}
        for side, lag in (("follows", 1), ("precedes", -1)):
            row = tested[(tested["lag"] == lag) & (tested["measure"] == "casualties")]
            if row.empty:
                continue
            row = row.iloc[0]
            pieces = {
                "rho": (f"{row['rho']:.2f}".replace("-", "−"), round(float(row["rho"]), 4)),
                "interval": (
                    f"{row['low']:.2f} to {row['high']:.2f}".replace("-", "−"),
                    f"{row['low']:.4f} to {row['high']:.4f}",
                ),
                "n": (str(int(row["n"])), int(row["n"])),
            }
            for part, (text, value) in pieces.items():
                name = f"lag_{side}_{part}"
                facts_[name] = written.fact(
                    name,
                    f"Rank correlation at a shift of {lag}, {part}",
                    text,
                    value,
                    "",
                    f"1999 to {day.year}",
                    day,
                    STRENGTH,
                    sources,
                )
        away = tested[(tested["low"] > 0) | (tested["high"] < 0)]
        visible = unrest.smallest_visible(int(tested["n"].max()))
        for name, label, value, text in (
            ("lag_tests", "Correlations tested", len(tested), str(len(tested))),
            ("lag_away", "Intervals that leave out zero", len(away), str(len(away))),
            ("lag_visible", "Smallest correlation that could be told from none", visible, f"{visible:.2f}"),
        ):
            facts_[name] = written.fact(
                name, label, text, value, "", f"1999 to {day.year}", day, STRENGTH, sources
            )
        return {**written.missing(names, "security_incidents"), **facts_}

    def _region_facts(self) -> dict[str, Fact]:
        codes = [code.lower() for code in countries.WB6]
        names = (
            "wb6_soldiers",
            "wb6_share",
            *(f"{code}_{place}" for code in codes for place in ("first", "newest")),
        )
        facts_: dict[str, Fact] = {}
        rows = self.complete_contingents()
        if len(rows):
            last = rows[rows["date"] == rows["date"].max()]
            own = last[last["contributor_iso3"].isin(self.countries)]
            if len(own):
                facts_["wb6_soldiers"] = written.number(
                    "wb6_soldiers",
                    "From the six, in the newest complete list",
                    int(own["troops"].sum()),
                    own,
                    CONTRIBUTIONS,
                    SOLDIERS,
                )
                facts_["wb6_share"] = written.share(
                    "wb6_share",
                    "Share of the six in KFOR",
                    own["share"].sum(),
                    own["date"].iloc[0],
                    CONTRIBUTIONS,
                    own["source"],
                    own["date_precision"].iloc[0],
                )
        figures = kfor.of_nations(self.table(CONTRIBUTIONS), self.countries)
        counts = figures[~figures["basis"].isin(kfor.INTENDED)]
        for iso3, group in counts.groupby("contributor_iso3"):
            code, country = iso3.lower(), countries.name(iso3)
            for place, row in (("first", group.iloc[0]), ("newest", group.iloc[-1])):
                name = f"{code}_{place}"
                facts_[name] = written.head_count(
                    name,
                    f"Soldiers of {country} in KFOR",
                    row,
                    "value",
                    SOLDIERS,
                    CONTRIBUTIONS,
                    {"id": row["id"]},
                )
        return {**written.missing(names, CONTRIBUTIONS), **facts_}

    def _neighbour_facts(self) -> dict[str, Fact]:
        names = (
            "ksf_first",
            "ksf_size",
            "ksf_goal",
            "ratio_first",
            "ratio_newest",
            "althea_first",
            "althea_newest",
            "ifor_first",
        )
        facts_: dict[str, Fact] = {}
        sizes, force = self._missions(), "armed_forces_size"
        for name, mission, place in (
            ("althea_first", "EUFOR Althea", 0),
            ("althea_newest", "EUFOR Althea", -1),
            ("ifor_first", "IFOR", 0),
        ):
            own = sizes[sizes["mission"] == mission]
            if len(own):
                facts_[name] = written.head_count(
                    name, f"Size of {mission}", own.iloc[place], "value", SOLDIERS, "missions_strength"
                )
        ksf = self.ksf()
        counts = ksf[~ksf["kind"].isin(["planned", "authorised"])]
        goals = ksf[(ksf["kind"] == "planned") & ksf["expected"].notna()]
        for name, frame, place in (
            ("ksf_first", counts, 0),
            ("ksf_size", counts, -1),
            ("ksf_goal", goals, -1),
        ):
            if len(frame):
                row = frame.iloc[place]
                fact = written.head_count(
                    name, "Kosovo Security Force", row, "value", "members", force, {"id": row["id"]}
                )
                more = "more than " if row["basis"] == "more_than" else ""
                facts_[name] = Fact(**{**fact.__dict__, "text": f"{more}{fact.text}"})
        own = counts[counts["measure"] != "total_with_reserve"]
        points = kfor.per_member(self.counted(), own)
        for name, place in (("ratio_first", 0), ("ratio_newest", -1)):
            if len(points):
                row = points.iloc[place]
                facts_[name] = written.fact(
                    name,
                    "KFOR soldiers for each member of the Kosovo Security Force",
                    f"{row['value']:.1f}",
                    round(row["value"], 2),
                    "soldiers a member",
                    str(row["date"].year),
                    row["date"],
                    force,
                    [row["source"]],
                )
        return {**written.missing(names, force), **facts_}

    def _record_facts(self) -> dict[str, Fact]:
        plans, claims = self.plans(), self.claims_on_kfor()
        settled = plans[plans["closed"].notna()]
        sizes = self.counted()
        present = set(sizes["date"].dt.year)
        years = [
            str(year)
            for year in range(max(self.since, 1999), self.edition.day.year + 1)
            if year not in present
        ]
        found = {
            "claims_count": written.fact(
                "claims_count",
                "Claims on KFOR",
                str(len(claims)),
                len(claims),
                "",
                "",
                self.edition.day,
                "claims",
                claims["seed_source"],
            ),
            "plans_count": written.fact(
                "plans_count",
                "Announced cuts",
                str(len(settled)),
                len(settled),
                "",
                "",
                self.edition.day,
                "agenda",
                plans["source"],
            ),
            "plans_met": written.fact(
                "plans_met",
                "Cuts that came about as told",
                str(self.met(settled)),
                self.met(settled),
                "",
                "",
                self.edition.day,
                "agenda",
                plans["source"],
            ),
        }
        text = words.listing(years) if years else "no year"
        found["years_without"] = written.fact(
            "years_without",
            "Years without a size of KFOR",
            text,
            text,
            "",
            "",
            self.edition.day,
            STRENGTH,
            [],
        )
        return found
