"""Referendums: the counts of each source, and shares on the three bases that are mixed up most often."""

import pandas as pd

BASES = ("valid votes", "votes cast", "register")
COUNTS = ("registered_voters", "total_votes", "valid_votes", "yes", "no", "invalid")


def counts(referendums: pd.DataFrame, iso3: str, subject: str) -> pd.DataFrame:
    """Votes of one referendum by source, one row a source that gives a total.

    Valid votes are added up from yes and no where the source does not print them. Returns
    source, date, and a column for each of `COUNTS`; what a source lacks stays empty.
    """
    own = referendums[(referendums["iso3"] == iso3) & (referendums["subject"] == subject)]
    return _counts(own, ["source", "date"])


def _counts(referendums: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Votes with a total, one row for each value of the keys; columns are the keys and `COUNTS`."""
    rows = referendums[referendums["votes"].notna()]
    wide = rows.pivot(index=keys, columns="response", values="votes").reset_index()
    wide = wide.reindex(columns=[*keys, *COUNTS])
    numbers = wide[list(COUNTS)].astype("Float64")
    numbers["valid_votes"] = numbers["valid_votes"].fillna(numbers["yes"] + numbers["no"])
    wide[list(COUNTS)] = numbers
    return wide[wide["total_votes"].notna()].reset_index(drop=True)


def fullest(counted: pd.DataFrame) -> pd.DataFrame:
    """The row with all counts: the one with most votes, as counts grow until the end, then one whose answers add up."""
    return _whole(counted).tail(1)


def _whole(counted: pd.DataFrame) -> pd.DataFrame:
    """The rows with all counts, the fullest last."""
    whole = counted.dropna(subset=["registered_voters", "total_votes", "yes", "no"])
    answers = whole["yes"] + whole["no"] + whole["invalid"]
    whole = whole.assign(adds_up=answers.eq(whole["total_votes"]).fillna(value=False))
    return whole.sort_values(["total_votes", "adds_up", "source"]).drop(columns="adds_up")


def shares(counted: pd.DataFrame) -> pd.DataFrame:
    """Answers of each source as shares of valid votes, of votes cast, and of the register.

    Returns source, base, response (yes, no, invalid, did not vote), votes, value (percent).
    """
    rows = []
    for row in counted.itertuples():
        absent = row.registered_voters - row.total_votes
        parts = {"yes": row.yes, "no": row.no, "invalid": row.invalid, "did not vote": absent}
        wholes = dict(zip(BASES, (row.valid_votes, row.total_votes, row.registered_voters), strict=True))
        answers = {
            "valid votes": ("yes", "no"),
            "votes cast": ("yes", "no", "invalid"),
            "register": ("yes", "no", "invalid", "did not vote"),
        }
        rows += [
            (row.source, base, response, parts[response], parts[response] / wholes[base] * 100)
            for base in BASES
            for response in answers[base]
            if pd.notna(parts[response]) and pd.notna(wholes[base])
        ]
    frame = pd.DataFrame(rows, columns=["source", "base", "response", "votes", "value"])
    return frame.assign(value=frame["value"].astype(float).round(2))


def compared(referendums: pd.DataFrame) -> pd.DataFrame:
    """Each referendum by its fullest count: turnout, and yes on two bases.

    Returns iso3, subject, question, date, turnout, yes_of_cast, yes_of_register (percent), source.
    """
    columns = [
        "iso3",
        "subject",
        "question",
        "date",
        "turnout",
        "yes_of_cast",
        "yes_of_register",
        "source",
    ]
    rows = []
    for (iso3, subject), own in referendums.groupby(["iso3", "subject"]):
        count = fullest(counts(referendums, iso3, subject))
        if count.empty:
            continue
        one = count.iloc[0]
        rows.append(
            (
                iso3,
                subject,
                own["question"].iloc[0],
                one["date"],
                round(float(one["total_votes"] / one["registered_voters"] * 100), 2),
                round(float(one["yes"] / one["total_votes"] * 100), 2),
                round(float(one["yes"] / one["registered_voters"] * 100), 2),
                one["source"],
            )
        )
    return pd.DataFrame(rows, columns=columns).sort_values("date", ignore_index=True)


def opposed(referendums: pd.DataFrame) -> pd.DataFrame:
    """The share of no in the valid votes of each referendum, by its fullest count.

    Returns iso3, subject, date, value (percent), source.
    """
    keys = ["iso3", "subject"]
    whole = _whole(_counts(referendums, [*keys, "source", "date"])).drop_duplicates(keys, keep="last")
    share = (whole["no"] / (whole["yes"] + whole["no"]) * 100).astype(float).round(2)
    columns = [*keys, "date", "value", "source"]
    return whole.assign(value=share).sort_values(keys, ignore_index=True)[columns]
