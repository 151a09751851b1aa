"""Projects of a lending power: what was committed, what became of it, who lent."""

import pandas as pd

DONE, UNDER_WAY, AGREED = "completed", "under way", "agreed, no later state known"
SIGNED, CHOSEN = "loan signed", "contractor chosen"
NOT_BEGUN, SOLD, TERMINATED = "not begun", "sold to another owner", "contract terminated"
STATES = (DONE, UNDER_WAY, SIGNED, CHOSEN, AGREED, NOT_BEGUN, SOLD, TERMINATED)
LATER = {
    "completed": DONE,
    "under_way": UNDER_WAY,
    "loan_signed": SIGNED,
    "contractor_chosen": CHOSEN,
    "not_begun": NOT_BEGUN,
    "sold": SOLD,
    "terminated": TERMINATED,
}
LENDING = ("loan", "supplier_credit")


def loans(projects: pd.DataFrame, register: str) -> pd.DataFrame:
    """Loans and supplier credits of one register, with `state` in `STATES`.

    `projects` holds kind, register, later_state (empty where nothing later is known), amounts.
    Registers list the same projects again, so no sum may cross them.
    """
    rows = projects[(projects["register"] == register) & projects["kind"].str.startswith(LENDING)]
    return with_state(rows)


def gifts(projects: pd.DataFrame, register: str) -> pd.DataFrame:
    """Gifts in one register, with `state` in `STATES`. Same columns as `projects`."""
    return with_state(projects[(projects["register"] == register) & (projects["kind"] == "grant")])


def with_state(projects: pd.DataFrame) -> pd.DataFrame:
    """The projects with what became of them by the last report: a column `state` in `STATES`."""
    return projects.assign(state=projects["later_state"].map(LATER).fillna(AGREED))


def covered(projects: pd.DataFrame, register: str) -> tuple[int, int] | None:
    """First and last year that a register covers; None where an edition has no row of it.

    `projects` holds register, register_from, register_to.
    """
    rows = projects[projects["register"] == register]
    return (int(rows["register_from"].min()), int(rows["register_to"].max())) if len(rows) else None


def by_state(lent: pd.DataFrame) -> pd.DataFrame:
    """Amounts lent by country and state, in constant 2021 USD million.

    Returns iso3, state, amount, projects, source, largest sum of a country first.
    """
    sums = lent.groupby(["iso3", "state"], as_index=False).agg(
        amount=("amount_usd2021_million", "sum"), projects=("id", "count"), source=("source", "first")
    )
    total = sums.groupby("iso3")["amount"].transform("sum")
    order = sums["state"].map({state: place for place, state in enumerate(STATES)})
    sums = sums.assign(total=total, order=order)
    return sums.sort_values(
        ["total", "iso3", "order"], ascending=[False, True, True], ignore_index=True
    ).drop(columns=["total", "order"])


def by_year(lent: pd.DataFrame) -> pd.DataFrame:
    """Amounts by country and year of commitment, in constant 2021 USD million.

    Returns iso3, year, amount, projects, source.
    """
    dated = lent.assign(year=lent["date"].dt.year)
    return dated.groupby(["iso3", "year"], as_index=False).agg(
        amount=("amount_usd2021_million", "sum"), projects=("id", "count"), source=("source", "first")
    )


def by_lender(lent: pd.DataFrame) -> pd.DataFrame:
    """Amounts by lender, the largest first. Returns lender, amount, projects, share (percent), source."""
    sums = lent.groupby("lender_or_investor", as_index=False).agg(
        amount=("amount_usd2021_million", "sum"), projects=("id", "count"), source=("source", "first")
    )
    sums = sums.assign(share=(sums["amount"] / sums["amount"].sum() * 100).round(1))
    sums = sums.rename(columns={"lender_or_investor": "lender"})
    return sums.sort_values(["amount", "lender"], ascending=[False, True], ignore_index=True)


def deals(projects: pd.DataFrame, register: str) -> pd.DataFrame:
    """Deals of a tracker by country, year and kind (investment or construction), in USD million.

    Only rows of an edition that covers all sectors, which says to what year (`register_to`); extracts of some sectors
    are left out, as they add up to less. Returns iso3, year, kind, amount, deals, source.
    """
    rows = projects[
        (projects["register"] == register)
        & projects["kind"].str.startswith("tracker_")
        & projects["register_to"].notna()
    ]
    rows = rows.assign(year=rows["date"].dt.year, kind=rows["kind"].str.removeprefix("tracker_"))
    return rows.groupby(["iso3", "year", "kind"], as_index=False).agg(
        amount=("amount", "sum"), deals=("id", "count"), source=("source", "first")
    )


def lent_and_owed(lent: pd.DataFrame, owed: pd.DataFrame, year: int) -> pd.DataFrame:
    """Loans committed up to a year beside what the state owed at its end, by country.

    `owed` holds iso3, year, value (USD million). A country without a row of debt owes nothing that
    the state owns to. Returns iso3, committed (constant 2021 USD million), owed, source.
    """
    committed = (
        lent[lent["date"].dt.year <= year].groupby("iso3")["amount_usd2021_million"].sum().rename("committed")
    )
    last = owed[owed["year"] == year].set_index("iso3")["value"].rename("owed")
    both = pd.concat([committed, last], axis=1).fillna(0.0)
    source = "".join(lent["source"].head(1)) or "".join(owed["source"].head(1))
    second = owed["source"].iloc[0] if len(owed) else source
    both = both[(both["committed"] > 0) | (both["owed"] > 0)].assign(source=source, source_2=second)
    return both.rename_axis("iso3").reset_index().sort_values("committed", ascending=False, ignore_index=True)
