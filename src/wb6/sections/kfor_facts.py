"""The facts that the prose of the chapter on KFOR may place."""

from dataclasses import replace

import pandas as pd

from wb6.data import countries, facts, words
from wb6.data.facts import Fact, unknown
from wb6.measures import kfor, proportions, unrest
from wb6.sections import command, contributors, kfor_outlook, neighbours, strength
from wb6.sections.declared import declares, declares_each
from wb6.sections.kfor_page import KforPage, months
from wb6.sections.unrest import lag_tests, sizes_around, yearly_unrest
from wb6.sections.written import SOLDIERS, Basis

STRENGTH, CONTRIBUTIONS = "kfor_strength", "kfor_contributions"
ENTERED, CUT = (
    "xkx-1999-06-12-kfor-troops-enter-kosovo-under-security",
    "xkx-2026-06-nato-to-cut-kfor-in-phases-over-a-year",
)
# Facts of one row each: table, id, column, label.
QUOTED = {
    "entered": ("security_incidents", ENTERED, "date", "In Kosovo since"),
    "cut_announced": ("agenda", CUT, "announced", "Latest cut announced"),
}


@declares(
    STRENGTH, "size", "size_figures", "size_peak", "size_lowest", "size_change", "nations", "nations_most"
)
def _size_facts(page: KforPage) -> dict[str, Fact]:
    sizes, spans = page.counted(), page.rivals()
    found: dict[str, Fact] = {}
    if sizes.empty:
        return found
    newest, peak = spans.iloc[-1], sizes.loc[sizes["value"].idxmax()]
    lowest = sizes.loc[sizes["value"].idxmin()]
    last = sizes[sizes["date"] >= newest["start"]]
    found["size"] = Basis(
        STRENGTH, newest["end"], last["source"], months(newest["start"], newest["end"])
    ).fact(
        "Size of KFOR",
        f"{words.span(newest['low'], newest['high'])} {SOLDIERS}",
        float(newest["high"]),
        SOLDIERS,
    )
    found["size_figures"] = Basis.of_rows(STRENGTH, sizes).number("Figures of the size", len(sizes))
    found["size_peak"] = Basis.of_row(STRENGTH, peak).head_count("Largest size", peak["value"], SOLDIERS)
    found["size_lowest"] = Basis.of_row(STRENGTH, lowest).head_count(
        "Smallest size", lowest["value"], SOLDIERS
    )
    change = (last["value"].median() / lowest["value"] - 1) * 100
    found["size_change"] = Basis.on(STRENGTH, newest["end"], last["source"], "month").percent(
        "Growth from the smallest size", change
    )
    counts = kfor.nations(page.table(STRENGTH))
    if counts.empty:
        return found
    most = counts.loc[counts["value"].idxmax()]
    found["nations"] = Basis.of_row(STRENGTH, counts.iloc[-1]).head_count(
        "Contributing nations", counts.iloc[-1]["value"], "nations"
    )
    found["nations_most"] = Basis.of_row(STRENGTH, most).head_count(
        "Most contributing nations", most["value"], "nations"
    )
    return found


@declares_each(lambda _: QUOTED)
def _quoted(page: KforPage, name: str) -> Fact:
    """Days of single rows."""
    table, row, column, label = QUOTED[name]
    return facts.from_row(page.edition, name, facts.Cell(table, {"id": row}, column), label)


@declares(
    STRENGTH,
    "gap_middle",
    "gap_widest",
    "gap_widest_when",
    "gap_cases",
    "lately_low",
    "lately_high",
    "lately_count",
    "lately_said",
)
def _difference_facts(page: KforPage) -> dict[str, Fact]:
    spans = page.rivals()
    spans = spans[spans["figures"] > 1]
    if spans.empty:
        return {}
    widest = spans.loc[spans["spread"].idxmax()]
    day, sources = spans["end"].max(), spans["source"]
    lately = strength.lately(page)
    found = {
        "gap_middle": Basis.on(STRENGTH, day, sources, "month").percent(
            "Middle gap between rival figures", spans["spread"].median()
        ),
        "gap_widest": Basis.on(STRENGTH, widest["end"], [widest["source"]], "month").percent(
            "Widest gap between rival figures", widest["spread"]
        ),
        "gap_widest_when": Basis.on(STRENGTH, widest["end"], [widest["source"]]).word(
            "When figures differed most", months(widest["start"], widest["end"])
        ),
        "gap_cases": Basis.of_rows(STRENGTH, spans.assign(date=spans["end"])).number(
            "Periods with rival figures", len(spans)
        ),
    }
    if lately.empty:
        return found
    low, high = (lately.loc[lately["value"].idxmin()], lately.loc[lately["value"].idxmax()])
    found["lately_low"] = Basis.of_row(STRENGTH, low).head_count(
        "Lowest recent figure", low["value"], SOLDIERS
    )
    found["lately_high"] = Basis.of_row(STRENGTH, high).head_count(
        "Highest recent figure", high["value"], SOLDIERS
    )
    found["lately_count"] = Basis.of_rows(STRENGTH, lately).number("Recent figures", len(lately))
    found["lately_said"] = Basis.of_rows(STRENGTH, lately).number(
        "Recent figures that say what they count", int(lately["scope"].notna().sum())
    )
    return found


@declares(
    CONTRIBUTIONS,
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
def _list_facts(page: KforPage) -> dict[str, Fact]:
    found = kfor.lists(page.table(CONTRIBUTIONS), page.table(STRENGTH))
    rows = contributors.complete_contingents(page)
    facts_: dict[str, Fact] = {}
    if len(found):
        facts_["lists"] = Basis.of_rows(CONTRIBUTIONS, found).number("Lists of contingents", len(found))
        facts_["lists_complete"] = Basis.of_rows(CONTRIBUTIONS, found).number(
            "Complete lists", int(found["complete"].sum())
        )
    if rows.empty:
        return facts_
    last = rows[rows["date"] == rows["date"].max()]
    for place, row in zip(("largest", "second"), last.to_dict("records"), strict=False):
        row = pd.Series(row)
        facts_[f"{place}_contributor"] = Basis.on(
            CONTRIBUTIONS, row["date"], [row["source"]], row["date_precision"], {"id": row["id"]}
        ).word(
            "Largest contributor in the newest complete list"
            if place == "largest"
            else "Second largest contributor",
            row["country"],
        )
        facts_[f"{place}_size"] = Basis.of_row(CONTRIBUTIONS, row, {"id": row["id"]}).head_count(
            f"Soldiers of {row['country']}", row["troops"], SOLDIERS
        )
    facts_["top_five_share"] = Basis.on(
        CONTRIBUTIONS, last["date"].iloc[0], last["source"], last["date_precision"].iloc[0]
    ).percent("Share of the five largest contingents", last.head(5)["share"].sum())
    facts_["list_nations"] = Basis.of_rows(CONTRIBUTIONS, last).number(
        "Nations in the newest complete list", len(last)
    )
    facts_["list_total"] = Basis.of_rows(CONTRIBUTIONS, last).number(
        "Soldiers in the newest complete list", int(last["troops"].sum()), SOLDIERS
    )
    facts_["not_recognising"] = _not_recognising(page, last)
    return facts_


def _not_recognising(page: KforPage, contingents: pd.DataFrame) -> Fact:
    """Soldiers from members of NATO or the EU that do not recognise Kosovo."""
    name, label = (
        "not_recognising",
        "Soldiers from members of NATO or the EU that do not recognise Kosovo",
    )
    stance = page.table("kosovo_recognition")
    against = stance[~stance["recognises_kosovo"] & (stance["nato_member"] | stance["eu_member"])]
    rows = contingents[contingents["contributor_iso3"].isin(against["iso3"])]
    if rows.empty:
        return unknown(name, label, SOLDIERS)
    return Basis.of_rows(CONTRIBUTIONS, rows).number(label, int(rows["troops"].sum()), SOLDIERS)


@declares(
    STRENGTH,
    "partner_share",
    "partner_share_most",
    "partner_counts",
    "nato_share",
    "us_share",
    "us_share_low",
    "us_share_high",
    "us_share_count",
)
def _share_facts(page: KforPage) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    points = kfor.partner_share(page.table(STRENGTH))
    points = points[points["basis"] != "planned"]
    if len(points):
        last, most = points.iloc[-1], points.loc[points["value"].idxmax()]
        for name, row in (("partner_share", last), ("partner_share_most", most)):
            found[name] = Basis.on(STRENGTH, row["date"], [row["source"]], row["date_precision"]).percent(
                "Share of partners outside NATO", row["value"]
            )
    own = kfor.share_of(page.table(CONTRIBUTIONS), page.counted(), "USA")
    own = own[own["basis"] != "proxy"]
    if len(own):
        for name, row in (
            ("us_share", own.iloc[-1]),
            ("us_share_low", own.loc[own["value"].idxmin()]),
            ("us_share_high", own.loc[own["value"].idxmax()]),
        ):
            found[name] = Basis.on(
                CONTRIBUTIONS, row["date"], [row["source"]], row["date_precision"]
            ).percent("US share of KFOR", row["value"])
        found["us_share_count"] = Basis.of_rows(CONTRIBUTIONS, own).number(
            "Counts of US soldiers in KFOR", len(own)
        )
    if len(points):
        found["partner_counts"] = Basis.of_rows(STRENGTH, points).number(
            "Counts of soldiers from outside NATO", len(points)
        )
        found["nato_share"] = Basis.on(
            STRENGTH,
            points.iloc[-1]["date"],
            [points.iloc[-1]["source"]],
            points.iloc[-1]["date_precision"],
        ).percent("Share of members of NATO", 100 - points.iloc[-1]["value"])
    return found


@declares(
    "kfor_commanders",
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
def _command_facts(page: KforPage) -> dict[str, Fact]:
    table = "kfor_commanders"
    found = command.terms(page)
    if found.empty:
        return {}
    now, by_nation = found.iloc[-1], command.commanders_by_nation(page, found)
    key, sources = {"number": int(now["number"])}, [now["source"]]
    lead, second = by_nation.iloc[0], by_nation.iloc[min(1, len(by_nation) - 1)]
    everyone = found.assign(date=found["start"])
    words_ = {
        "commander": ("Commander", f"{now['commander']} ({now['nation']})"),
        "commander_nation": ("Nation of the commander", now["nation"]),
        "commander_since": ("In command since", f"{now['start']:%B %Y}"),
    }
    facts_ = {
        name: Basis.on(table, now["start"], sources, "month", key).word(label, text)
        for name, (label, text) in words_.items()
    }
    facts_["commanders"] = Basis.of_rows(table, everyone).number("Commanders", len(found))
    for place, row in (("lead", lead), ("second", second)):
        own = everyone[everyone["iso3"] == row["iso3"]]
        facts_[f"{place}_nation"] = Basis.on(table, page.edition.day, own["source"]).word(
            "Nation with the most terms", row["nation"]
        )
        facts_[f"{place}_terms"] = Basis.of_rows(table, own).number(
            f"Terms of {row['nation']}", int(row["terms"])
        )
    facts_["lead_months_share"] = Basis.on(table, page.edition.day, everyone["source"], "month").percent(
        f"Share of {lead['nation']} in the months of command", lead["share"]
    )
    contingents = contributors.complete_contingents(page)
    contingents = contingents[contingents["contributor_iso3"] == lead["iso3"]]
    if len(contingents):
        row = contingents.iloc[-1]
        facts_["lead_list_share"] = Basis.on(
            CONTRIBUTIONS, row["date"], [row["source"]], row["date_precision"]
        ).percent(f"Share of {lead['nation']} in the soldiers of the newest complete list", row["share"])
    return facts_


@declares(
    "security_incidents",
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
def _episode_facts(page: KforPage) -> dict[str, Fact]:
    table = "security_incidents"
    found = page.unrest()
    if found.empty:
        return {}
    around, worst = sizes_around(page), found.loc[found["casualties"].idxmax()]
    facts_ = {
        "incidents": Basis.of_rows(table, found).number("Incidents of unrest", len(found)),
        "casualties": Basis.of_rows(table, found).number(
            "Killed and injured in these incidents", int(found["casualties"].sum()), "persons"
        ),
        "casualties_worst": Basis.of_row(table, worst, {"id": worst["id"]}).head_count(
            "Killed and injured in the gravest incident", worst["casualties"], "persons"
        ),
        "episodes": Basis.of_rows(table, found).number("Serious episodes", len(around)),
    }
    after, before = around.dropna(subset=["change_after"]), around.dropna(subset=["change_before"])
    if len(after):
        grew = int((after["change_after"] > 0).sum())
        low, high = (round(end * 100) for end in proportions.interval(grew, len(after)))
        facts_["episodes_after"] = Basis.of_rows(table, found).number(
            "Episodes with sizes before and after", len(after)
        )
        facts_["episodes_grew"] = Basis.of_rows(table, found).number(
            "Episodes after which KFOR was larger", grew
        )
        facts_["grew_interval"] = Basis.on(table, found["date"].max(), found["source"]).word(
            "95 percent interval of that share", f"{low} to {high} percent"
        )
        last = after.iloc[-1]
        facts_["change_2023"] = Basis.on(table, last["end"], [last["source"]], "month").percent(
            "Change in size after the newest serious episode", last["change_after"]
        )
    if len(before):
        cut = int((before["change_before"] < 0).sum())
        facts_["episodes_before"] = Basis.of_rows(table, found).number(
            "Episodes with sizes in the two years before", len(before)
        )
        facts_["episodes_cut"] = Basis.of_rows(table, found).number("Episodes after a year of cuts", cut)
    change = unrest.changes(yearly_unrest(page))
    if len(change):
        sizes = page.counted()
        facts_["years_compared"] = Basis.of_rows(STRENGTH, sizes).number(
            "Pairs of years with a size", len(change)
        )
        facts_["years_cut"] = Basis.of_rows(STRENGTH, sizes).number(
            "Years in which KFOR shrank", int((change["change"] < 0).sum())
        )
    if len(change) and len(before):
        chance = 100 * proportions.at_least(cut, len(before), float((change["change"] < 0).mean()))
        facts_["cut_chance"] = Basis.on(table, found["date"].max(), found["source"], "month").percent(
            "Chance of as many cuts before episodes without any link", chance
        )
    return facts_


@declares(
    "security_incidents",
    *(f"lag_{side}_{part}" for side in ("follows", "precedes") for part in ("rho", "interval", "n")),
    "lag_tests",
    "lag_away",
    "lag_visible",
)
def _lag_facts(page: KforPage) -> dict[str, Fact]:
    tested = lag_tests(page)
    if tested.empty:
        return {}
    day, sources = page.counted()["date"].max(), page.sources_of_test()
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
            facts_[name] = Basis(STRENGTH, day, sources, f"1999 to {day.year}").fact(
                f"Rank correlation at a shift of {lag}, {part}", text, value
            )
    away = tested[(tested["low"] > 0) | (tested["high"] < 0)]
    visible = unrest.smallest_visible(int(tested["n"].max()))
    for name, label, value, text in (
        ("lag_tests", "Correlations tested", len(tested), str(len(tested))),
        ("lag_away", "Intervals that leave out zero", len(away), str(len(away))),
        ("lag_visible", "Smallest correlation that could be told from none", visible, f"{visible:.2f}"),
    ):
        facts_[name] = Basis(STRENGTH, day, sources, f"1999 to {day.year}").fact(label, text, value)
    return facts_


@declares(
    CONTRIBUTIONS,
    "wb6_soldiers",
    "wb6_share",
    *(f"{code.lower()}_{place}" for code in countries.WB6 for place in ("first", "newest")),
)
def _region_facts(page: KforPage) -> dict[str, Fact]:
    facts_: dict[str, Fact] = {}
    rows = contributors.complete_contingents(page)
    if len(rows):
        last = rows[rows["date"] == rows["date"].max()]
        own = last[last["contributor_iso3"].isin(page.countries)]
        if len(own):
            facts_["wb6_soldiers"] = Basis.of_rows(CONTRIBUTIONS, own).number(
                "From the six, in the newest complete list", int(own["troops"].sum()), SOLDIERS
            )
            facts_["wb6_share"] = Basis.on(
                CONTRIBUTIONS, own["date"].iloc[0], own["source"], own["date_precision"].iloc[0]
            ).percent("Share of the six in KFOR", own["share"].sum())
    figures = kfor.of_nations(page.table(CONTRIBUTIONS), page.countries)
    counts = figures[~figures["basis"].isin(kfor.INTENDED)]
    for iso3, group in counts.groupby("contributor_iso3"):
        code, country = iso3.lower(), countries.name(iso3)
        for place, row in (("first", group.iloc[0]), ("newest", group.iloc[-1])):
            name = f"{code}_{place}"
            facts_[name] = Basis.of_row(CONTRIBUTIONS, row, {"id": row["id"]}).head_count(
                f"Soldiers of {country} in KFOR", row["value"], SOLDIERS
            )
    return facts_


@declares(
    "armed_forces_size",
    "ksf_first",
    "ksf_size",
    "ksf_goal",
    "ratio_first",
    "ratio_newest",
    "althea_first",
    "althea_newest",
    "ifor_first",
)
def _neighbour_facts(page: KforPage) -> dict[str, Fact]:
    facts_: dict[str, Fact] = {}
    sizes, force = neighbours.missions_beside(page), "armed_forces_size"
    for name, mission, place in (
        ("althea_first", "EUFOR Althea", 0),
        ("althea_newest", "EUFOR Althea", -1),
        ("ifor_first", "IFOR", 0),
    ):
        own = sizes[sizes["mission"] == mission]
        if len(own):
            facts_[name] = Basis.of_row("missions_strength", own.iloc[place]).head_count(
                f"Size of {mission}", own.iloc[place]["value"], SOLDIERS
            )
    ksf = neighbours.ksf(page)
    counts = ksf[~ksf["kind"].isin(["planned", "authorised"])]
    goals = ksf[(ksf["kind"] == "planned") & ksf["expected"].notna()]
    for name, frame, place in (
        ("ksf_first", counts, 0),
        ("ksf_size", counts, -1),
        ("ksf_goal", goals, -1),
    ):
        if len(frame):
            row = frame.iloc[place]
            fact = Basis.of_row(force, row, {"id": row["id"]}).head_count(
                "Kosovo Security Force", row["value"], "members"
            )
            more = "more than " if row["basis"] == "more_than" else ""
            facts_[name] = replace(fact, text=f"{more}{fact.text}")
    own = counts[counts["measure"] != "total_with_reserve"]
    points = kfor.per_member(page.counted(), own)
    for name, place in (("ratio_first", 0), ("ratio_newest", -1)):
        if len(points):
            row = points.iloc[place]
            facts_[name] = Basis(force, row["date"], [row["source"]], str(row["date"].year)).fact(
                "KFOR soldiers for each member of the Kosovo Security Force",
                f"{row['value']:.1f}",
                round(row["value"], 2),
                "soldiers a member",
            )
    return facts_


@declares("agenda", "claims_count", "plans_count", "plans_met", "years_without")
def _record_facts(page: KforPage) -> dict[str, Fact]:
    plans, claims = page.plans(), kfor_outlook.claims_on_kfor(page)
    settled = plans[plans["closed"].notna()]
    sizes = page.counted()
    present = set(sizes["date"].dt.year)
    years = [
        str(year) for year in range(max(page.since, 1999), page.edition.day.year + 1) if year not in present
    ]
    found = {
        "claims_count": Basis("claims", page.edition.day, claims["seed_source"], "").fact(
            "Claims on KFOR", str(len(claims)), len(claims)
        ),
        "plans_count": Basis("agenda", page.edition.day, plans["source"], "").fact(
            "Announced cuts", str(len(settled)), len(settled)
        ),
        "plans_met": Basis("agenda", page.edition.day, plans["source"], "").fact(
            "Cuts that came about as told", str(strength.met(page, settled)), strength.met(page, settled)
        ),
    }
    text = words.listing(years) if years else "no year"
    found["years_without"] = Basis(STRENGTH, page.edition.day, [], "").fact(
        "Years without a size of KFOR", text, text
    )
    return found
