"""Alignment: votes in the United Nations, and EU foreign policy texts joined."""

from collections.abc import Iterable

import pandas as pd


def leading(votes: pd.DataFrame) -> pd.DataFrame:
    """Of several counts of the votes of a year, that of most pairs of states, then of most roll calls.

    `votes` as for `agreement`; same columns. Counts of different sources are not averaged, and a count of a few
    pairs would not be comparable with those of the others.
    """
    of_source = votes.groupby(["year", "source"])["n_votes"].agg(["size", "sum"])
    best = of_source.sort_values(["size", "sum"]).reset_index().drop_duplicates("year", keep="last")
    return votes[votes["source"] == votes["year"].map(best.set_index("year")["source"])]


def agreement(
    votes: pd.DataFrame, powers: Iterable[str], countries: Iterable[str], since: int
) -> pd.DataFrame:
    """Share of roll calls in which a state voted as a power did, by year.

    `votes` holds one row a (iso3, power_iso3, year, source) with `agree_share` (0 to 1) over
    the roll calls in which both took part; an abstention against yes or no is a disagreement.
    Of several sources of a year the one that `leading` names counts. Returns iso3, power_iso3, year,
    value (percent), n_votes, source. Measure: Lijphart (1963), with abstention as a vote of its own.
    """
    votes = leading(votes)
    rows = votes[
        votes["power_iso3"].isin(list(powers))
        & votes["iso3"].isin(list(countries))
        & (votes["year"] >= since)
    ]
    rows = rows.assign(value=(rows["agree_share"] * 100).round(1))
    columns = ["iso3", "power_iso3", "year", "value", "n_votes", "source"]
    return rows[columns].sort_values(["iso3", "power_iso3", "year"], ignore_index=True)


def cfsp_full_years(rates: pd.DataFrame) -> pd.DataFrame:
    """Rates of alignment with EU foreign policy texts over whole years, each body beside the others.

    Returns iso3, year, body, value (percent), source.
    """
    full = rates[
        (rates["date_from"].dt.strftime("%m-%d") == "01-01") & (rates["date"].dt.strftime("%m-%d") == "12-31")
    ]
    full = full.assign(
        year=full["date"].dt.year, value=full["rate_pct"], body=full["body"].fillna("not named")
    )
    columns = ["iso3", "year", "body", "value", "source"]
    return full[columns].sort_values(["iso3", "year", "body"], ignore_index=True)


def ukraine_votes(votes: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """How a state voted on each General Assembly text on Ukraine, by date.

    Returns date, resolution, subject, vote, total_yes, total_no, total_abstain, source.
    """
    columns = [
        "date",
        "date_precision",
        "resolution",
        "subject",
        "vote",
        "total_yes",
        "total_no",
        "total_abstain",
        "source",
    ]
    return votes.loc[votes["iso3"] == iso3, columns].sort_values("date", ignore_index=True)


def crossed(texts: pd.DataFrame, states: Iterable[str], answers: pd.DataFrame, key: str) -> pd.DataFrame:
    """Every text by every state (iso3) with its answer, whose columns are missing where none is known.

    `texts` holds `key`, and `answers` `key`, iso3 and what is known of the pair, which is there once.
    """
    pairs = texts.merge(pd.DataFrame({"iso3": list(states)}), how="cross")
    return pairs.merge(answers, on=[key, "iso3"], how="left")


def positions(points: pd.DataFrame, countries: Iterable[str], since: int) -> pd.DataFrame:
    """Ideal points of states with the range that holds nine tenths of the estimate, by year.

    `points` holds iso3, year, ideal_point, ci90_low, ci90_high, source; estimates rest on final
    votes only. Returns iso3, year, value, low, high (scale points), source. Measure: Bailey,
    Strezhnev and Voeten (2017).
    """
    rows = points[points["iso3"].isin(list(countries)) & (points["year"] >= since)]
    rows = rows.rename(columns={"ideal_point": "value", "ci90_low": "low", "ci90_high": "high"})
    columns = ["iso3", "year", "value", "low", "high", "source"]
    return rows[columns].sort_values(["iso3", "year"], ignore_index=True)


def distance_to(points: pd.DataFrame, power: str, countries: Iterable[str]) -> pd.DataFrame:
    """Distance of states from a power on the scale of ideal points, by year in which both have one.

    `points` are those of `positions`. Returns iso3, year, value (scale points), source.
    """
    of_power = points[points["iso3"] == power].set_index("year")["value"]
    rows = points[points["iso3"].isin(list(countries)) & points["year"].isin(of_power.index)]
    rows = rows.assign(value=(rows["value"] - rows["year"].map(of_power)).abs().round(2))
    return rows[["iso3", "year", "value", "source"]].sort_values(["iso3", "year"], ignore_index=True)
