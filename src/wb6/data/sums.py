"""Sums, shares and counts that tables must agree on, each a check whose docstring says it in words."""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from wb6.data import package
from wb6.data.exceptions import Check, Finding

# Half a unit of the last digit that shares are printed with, and a little for sums of rounded parts.
_ROUNDED, _SUMMED = 0.6, 1.5
# Dollars for a euro that there were since 1999, with room for debts of another day of the year.
_DOLLARS = (0.8, 1.7)
# Values of `basis` of people who were counted, whoever counted them.
_COUNTED = ("about", "inferred", "rounded", "stated", "sum")
# Groups of states, which hold others of a list.
_GROUPS = ("CEFTA", "EAEU", "EU27", "EU28", "WB5", "WB6", "WLD")


def contingents_are_no_more_than_their_force() -> Iterator[Finding]:
    """The contingents that a source gives for a day are no more than the force that it gives; all of them are the force."""
    rows, totals = _table("kfor_contributions"), _table("kfor_strength")
    if rows is None or totals is None:
        return
    rows = rows[rows["basis"].isin(_COUNTED)]
    totals = totals[totals["basis"].isin(["stated", "about"]) & totals["troops_total"].notna()]
    for place, force in totals[totals["scope"] != "in_kosovo"].iterrows():
        own = rows[(rows["date"] == force["date"]) & (rows["source"] == force["source"])]
        total, parts = int(force["troops_total"]), int(own["troops"].sum())
        whole = pd.notna(force["contributing_nations"]) and len(own) == force["contributing_nations"]
        if parts > total or (whole and parts != total):
            message = f"{len(own)} contingents of {force['source']} add up to {parts:,}, not to {total:,}"
            yield Finding("kfor_strength", int(str(place)), "troops_total", message)


def chapters_follow_their_dates() -> Iterator[Finding]:
    """Chapters once opened or closed stay so; no more are closed than open; clusters are as many as were opened one by one."""
    steps = _table("eu_milestones")
    if steps is None:
        return
    counts = steps[steps["code"].isin(["chapters_opened", "chapters_closed", "clusters_opened"])]
    for (_, code), own in counts.groupby(["iso3", "code"]):
        own = own.sort_values(["date", "value"], kind="stable")
        for (_, before), (place, row) in zip(own.iterrows(), list(own.iterrows())[1:], strict=False):
            if row["value"] < before["value"]:
                message = (
                    f"{code} is {row['value']:.0f} after {before['value']:.0f} of {before['date']:%Y-%m-%d}"
                )
                yield Finding("eu_milestones", int(str(place)), "value", message)
    for place, row in counts[counts["code"] != "chapters_opened"].iterrows():
        others = steps[(steps["iso3"] == row["iso3"]) & (steps["date"] <= row["date"])]
        opened = others.loc[others["code"] == "chapters_opened", "value"].max()
        clusters = int((others["code"] == "cluster_opened").sum())
        if row["code"] == "chapters_closed" and row["value"] > opened:
            message = f"{row['value']:.0f} chapters are closed, and {opened:.0f} were opened"
            yield Finding("eu_milestones", int(str(place)), "value", message)
        if row["code"] == "clusters_opened" and row["value"] != clusters:
            message = f"{row['value']:.0f} clusters are open, and {clusters} rows open one"
            yield Finding("eu_milestones", int(str(place)), "value", message)


def parts_are_shares_of_their_total(table: str, flow: str, partner: str) -> Iterator[Finding]:
    """A share is that of the value in the total of the same source and period, and shares add up to 100 at most.

    `flow` and `partner` name the fields of what flows and of who has the part; the total is that of the world.
    """
    rows = _table(table)
    if rows is None:
        return
    rows = rows.assign(place=range(len(rows)), since=rows["date_from"].fillna(rows["date"]))
    same = ["iso3", flow, "since", "date", "unit", "source"]
    world = rows.loc[rows[partner] == "WLD", [*same, "value"]].drop_duplicates(same)
    both = rows.merge(world, on=same, suffixes=("", "_world"))
    computed = 100 * both["value"] / both["value_world"]
    for row in both[(computed - both["share_pct"]).abs() > _ROUNDED].itertuples():
        message = f"{row.value} of {row.value_world} is not {row.share_pct} percent"
        yield Finding(table, int(row.place), "share_pct", message)
    single = rows[~rows[partner].isin(_GROUPS)]
    for _, own in single.groupby([name for name in same if name != "unit"]):
        if own["share_pct"].sum() > 100 + _SUMMED:
            message = f"the shares of the period add up to {own['share_pct'].sum():.1f} percent"
            yield Finding(table, int(own["place"].iloc[-1]), "share_pct", message)


def flows_are_no_more_than_their_sum() -> Iterator[Finding]:
    """Investment from a country over several years is no less than its years add up to."""
    rows = _table("fdi_origin")
    if rows is None:
        return
    for place, whole in rows[rows["flow"] == "inflow_cumulative"].iterrows():
        own = rows[(rows["flow"] == "inflow") & (rows["date_precision"] == "year")]
        own = own[(own["iso3"] == whole["iso3"]) & (own["origin_iso3"] == whole["origin_iso3"])]
        own = own[(own["unit"] == whole["unit"]) & own["date"].between(whole["date_from"], whole["date"])]
        years = own.groupby("date")["value"].min().sum()
        if years > whole["value"] * 1.01:
            message = f"its years add up to {years:,.0f}, more than {whole['value']:,.0f}"
            yield Finding("fdi_origin", int(str(place)), "value", message)


def debts_agree() -> Iterator[Finding]:
    """Shares of debt are those of the debts of their day; a part is no more than the whole; what is owed of the motorway
    loan and what was drawn of it stand in both tables alike."""
    rows = _table("external_debt")
    if rows is None:
        return
    for share, part, whole in (
        ("china_share_public_debt", "china_debt", "public_debt"),
        ("china_share_external_public_debt", "china_debt", "external_public_debt"),
        ("eurobonds_share_public_debt", "eurobonds", "public_debt"),
    ):
        for place, row in rows[(rows["indicator"] == share) & rows["bound"].isna()].iterrows():
            day = rows[(rows["iso3"] == row["iso3"]) & (rows["date"] == row["date"])]
            parts, wholes = (day.loc[day["indicator"] == name, "value"] for name in (part, whole))
            possible = [100 * one / all_ for one in parts for all_ in wholes]
            if possible and min(abs(row["value"] - found) for found in possible) > _ROUNDED:
                message = f"{row['value']} percent is no share of the debts of the day, which give {possible[0]:.1f}"
                yield Finding("external_debt", int(str(place)), "value", message)
    for place, row in rows[rows["indicator"].isin(["china_debt", "external_public_debt"])].iterrows():
        day = rows[
            (rows["iso3"] == row["iso3"]) & (rows["date"] == row["date"]) & (rows["unit"] == row["unit"])
        ]
        whole = day.loc[day["indicator"] == "public_debt", "value"]
        if len(whole) and row["value"] > whole.max():
            yield Finding(
                "external_debt", int(str(place)), "value", "is more than the public debt of the day"
            )
    yield from _loan_and_debt(rows)


def _loan_and_debt(debts: pd.DataFrame) -> Iterator[Finding]:
    """What is owed of the Bar-Boljare loan is no more than was drawn less what was paid before."""
    loan = _table("bar_boljare_loan")
    if loan is None:
        return
    contract = loan.loc[loan["id"] == "loan-contract", "value"].max()
    drawn = loan.loc[loan["id"] == "drawn-in-all", "value"].max()
    for place, row in loan[loan["id"].str.startswith("owed")].iterrows():
        if row["value"] > drawn or drawn > contract:
            message = f"{row['value']} is owed of {drawn} drawn, and {contract} were lent"
            yield Finding("bar_boljare_loan", int(str(place)), "value", message)
        day = debts[(debts["iso3"] == "MNE") & (debts["indicator"] == "china_debt")]
        day = day[day["date"] == row["date"]]
        if len(day) and (day["value"] >= row["value"]).all() and (day["unit"] == "EUR million").all():
            message = f"{row['value']} USD million is owed, and external_debt has {day['value'].iloc[0]} EUR million"
            yield Finding("bar_boljare_loan", int(str(place)), "value", message)


def debts_to_china_agree() -> Iterator[Finding]:
    """What a country says that it owes to China is, in the currency of either, what the World Bank says of that year."""
    rows, others = _table("external_debt"), _table("debt_by_creditor")
    if rows is None or others is None:
        return
    bank = others[(others["creditor_iso3"] == "CHN") & (others["indicator"] == "ppg_bilateral")]
    dollars = bank.set_index(["iso3", "year"])["value"]
    own = rows[(rows["indicator"] == "china_debt") & (rows["unit"] == "EUR million")]
    for place, row in own.iterrows():
        other = dollars.get((row["iso3"], row["date"].year))
        if other is not None and not _DOLLARS[0] * row["value"] <= other <= _DOLLARS[1] * row["value"]:
            message = f"EUR {row['value']:,.0f} million is not the USD {other:,.0f} million of the World Bank"
            yield Finding("external_debt", int(str(place)), "value", message)


def creditors_are_no_more_than_all() -> Iterator[Finding]:
    """What a country owes to single creditors is no more than what it owes to all."""
    rows = _table("debt_by_creditor")
    if rows is None:
        return
    rows = rows.assign(place=range(len(rows)))
    amounts = rows[rows["indicator"].isin(["ppg_bilateral", "ppg_external_debt", "total_external_debt"])]
    for _, own in amounts.groupby(["iso3", "indicator", "year", "source"]):
        whole = own.loc[own["creditor_iso3"] == "ALL_CREDITORS", "value"]
        parts = own.loc[own["creditor_iso3"] != "ALL_CREDITORS", "value"].sum()
        if len(whole) and parts > whole.max() * 1.005:
            message = f"single creditors add up to {parts:,.1f}, all to {whole.max():,.1f}"
            yield Finding("debt_by_creditor", int(own["place"].iloc[0]), "value", message)


def answers_are_no_more_than_all() -> Iterator[Finding]:
    """The answers to one question of a poll add up to 100 percent at most."""
    rows = _table("polls")
    if rows is None:
        return
    rows = rows.assign(place=range(len(rows)))
    question = ["iso3", "pollster", "date", "topic_code", "topic", "asks", "power_iso3", "source"]
    for _, own in rows.groupby(question, dropna=False):
        if own["percent"].sum() > 100 + _SUMMED:
            message = f"{len(own)} answers to one question add up to {own['percent'].sum():.1f} percent"
            yield Finding("polls", int(own["place"].iloc[-1]), "percent", message)


def ballots_add_up() -> Iterator[Finding]:
    """In each referendum and source, yes, no and invalid votes are all votes, and shares are those of the votes."""
    rows = _table("referendums")
    if rows is None:
        return
    rows = rows.assign(place=range(len(rows)))
    for _, own in rows.groupby(["iso3", "date", "subject", "source"]):
        votes = own.dropna(subset=["votes"]).drop_duplicates("response").set_index("response")["votes"]
        place = int(own["place"].iloc[0])
        for parts, whole in (
            (["yes", "no"], "valid_votes"),
            (["yes", "no", "invalid"], "total_votes"),
            (["valid_votes", "invalid"], "total_votes"),
        ):
            said = votes.reindex([*parts, whole])
            if said.notna().all() and said[parts].sum() != said[whole]:
                message = f"{' + '.join(parts)} is {int(said[parts].sum()):,}, not {int(said[whole]):,}"
                yield Finding("referendums", place, "votes", message)
        if {"total_votes", "registered_voters"} <= {*votes.index}:
            turnout = 100 * votes["total_votes"] / votes["registered_voters"]
            for row in own[(own["response"] == "turnout") & own["percent"].notna()].itertuples():
                if abs(row.percent - turnout) > _ROUNDED:
                    message = f"turnout is {turnout:.2f} percent by the votes, not {row.percent}"
                    yield Finding("referendums", int(row.place), "percent", message)


def votes_add_up() -> Iterator[Finding]:
    """Votes of a state in a year are its yes, no and abstentions; a text of the General Assembly has one result."""
    counts, texts = _table("un_vote_counts"), _table("un_ukraine_votes")
    if counts is not None:
        parts = counts[["n_yes", "n_no", "n_abstain"]].sum(axis=1)
        for place in counts.index[parts != counts["n_votes"]]:
            yield Finding("un_vote_counts", int(place), "n_votes", f"the votes add up to {parts[place]}")
    if texts is None:
        return
    texts = texts.assign(place=range(len(texts)))
    for name, own in texts.groupby("resolution_id"):
        results = own[["total_yes", "total_no", "total_abstain"]].dropna()
        usual = results.mode().iloc[0] if len(results) else None
        for place in results.index[(results != usual).any(axis=1)] if usual is not None else ():
            told = "–".join(str(int(number)) for number in results.loc[place])
            yield Finding(
                "un_ukraine_votes", int(place), "total_yes", f"{name} has another result than {told}"
            )
        for vote, total in (("yes", "total_yes"), ("no", "total_no"), ("abstain", "total_abstain")):
            if len(results) and (own["vote"] == vote).sum() > results[total].max():
                message = f"{(own['vote'] == vote).sum()} states of {name} say {vote}, more than all"
                yield Finding("un_ukraine_votes", int(own["place"].iloc[0]), total, message)


def electricity_adds_up() -> Iterator[Finding]:
    """Electricity by source adds up to what was generated, and a share of it is that of its source."""
    rows = _table("electricity_mix")
    if rows is None:
        return
    wide = rows.pivot_table(index=["iso3", "year"], columns="indicator", values="value")
    first = rows.assign(place=range(len(rows))).groupby(["iso3", "year"])["place"].min()
    fuels = ["bioenergy", "coal", "gas", "hydro", "oil", "solar", "wind"]
    parts = wide[[f"electricity_{fuel}" for fuel in fuels]].sum(axis=1)
    for key in wide.index[(parts - wide["electricity_generation"]).abs() > 0.06]:
        message = f"the sources add up to {parts[key]:.2f} TWh, not {wide['electricity_generation'][key]:.2f}"
        yield Finding("electricity_mix", int(first[key]), "value", message)
    for fuel in ("coal", "gas", "hydro", "solar", "wind"):
        share = 100 * wide[f"electricity_{fuel}"] / wide["electricity_generation"]
        for key in wide.index[(share - wide[f"{fuel}_share_electricity"]).abs() > _ROUNDED]:
            message = f"the share of {fuel} is {share[key]:.1f} percent by the sources"
            yield Finding("electricity_mix", int(first[key]), "value", message)


def spending_is_split_whole() -> Iterator[Finding]:
    """What NATO counts as spent on personnel, equipment, infrastructure and the rest is all the spending of a year."""
    rows = _table("defence_reports")
    if rows is None:
        return
    rows = rows.assign(place=range(len(rows)))
    names = ["NATO_PERSONNEL_SHARE", "NATO_EQUIPMENT_SHARE", "NATO_INFRASTRUCTURE_SHARE", "NATO_OTHER_SHARE"]
    for _, own in rows[rows["indicator"].isin(names)].groupby(["iso3", "year", "edition", "source"]):
        if len(own) == len(names) and abs(own["value"].sum() - 100) > _ROUNDED:
            message = f"the four shares of the year add up to {own['value'].sum():.1f} percent"
            yield Finding("defence_reports", int(own["place"].iloc[0]), "value", message)


def _table(name: str) -> pd.DataFrame | None:
    """A table with what is known to be misprinted corrected; None for a package without it."""
    return package.load(name) if name in package.table_names() else None


CHECKS: dict[str, Check] = {
    **{
        check.__name__: check
        for check in (
            contingents_are_no_more_than_their_force,
            chapters_follow_their_dates,
            flows_are_no_more_than_their_sum,
            debts_agree,
            debts_to_china_agree,
            creditors_are_no_more_than_all,
            answers_are_no_more_than_all,
            ballots_add_up,
            votes_add_up,
            electricity_adds_up,
            spending_is_split_whole,
        )
    },
    "investments_are_shares_of_all": partial(
        parts_are_shares_of_their_total, "fdi_origin", "flow", "origin_iso3"
    ),
    "trade_is_shares_of_all": partial(
        parts_are_shares_of_their_total, "trade_partners", "flow", "partner_iso3"
    ),
}
