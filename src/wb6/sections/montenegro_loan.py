"""Montenegro's motorway loan, and a claim on debt to China, tested by year and for the other countries."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import amounts, dots
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, table, text_columns
from wb6.measures import debt, economy, series
from wb6.sections.china_page import DEBTOR, ChinaPage
from wb6.sections.debts import owed_at
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.written import Basis, year_end

BY_CREDITOR, NATIONAL_FIGURES = "debt_by_creditor", "external_debt"
MONEY = ("EUR million", "USD million")
# Steps of the loan that are written above the bars: (row of the table, words).
STEPS = (
    ("loan-contract", "signed"),
    ("first-drawing", "drawing"),
    ("first-instalment", "swap"),
    ("section-opened", "opened"),
)
# The claim says "near 100" and "more than half"; what counts as near is a choice of this page.
NEAR, MORE_THAN = 90.0, 50.0
WORLD_BANK, NATIONAL, CEILING = dots.KINDS
ANSWERS = {"yes": "yes", "no": "no", "open": "no figure"}
# The year of which the claim was made.
CLAIMED = 2023


@shows("loan-course", "The motorway loan", "debt of Montenegro to China")
def loan_course(page: ChinaPage) -> Figure:
    """What Montenegro owed China by year, with the steps of the motorway loan."""
    owed = page.owed("ppg_bilateral")
    owed = needed(owed[(owed["iso3"] == DEBTOR) & (owed["year"] >= max(page.since, 2010))])
    events = page.table("bar_boljare_loan").set_index("id")
    steps = pd.DataFrame(
        [
            (events.loc[row, "date"].year, text, events.loc[row, "source"])
            for row, text in STEPS
            if row in events.index
        ],
        columns=["year", "text", "source"],
    )
    peak, last = owed.loc[owed["value"].idxmax()], owed.iloc[-1]
    stood = f"stood at {last['value']:,.0f}"
    return amounts.balance(
        owed,
        steps[steps["year"].isin(owed["year"])],
        heading=Heading(
            title=(
                f"Montenegro's debt to China peaked at {peak['value']:,.0f} million dollars in {int(peak['year'])} and "
                f"{stood} in {int(last['year'])}"
                if last["value"] < peak["value"]
                else f"Montenegro's debt to China {stood} million dollars in {int(last['year'])}"
            ),
            subtitle=(
                f"Public debt to China, USD million, year-ends {words.years(int(owed['year'].min()), int(last['year']))}, "
                "and steps of the motorway loan"
            ),
            alt_text=(
                f"Bars by year. The highest is {peak['value']:,.0f} million in {int(peak['year'])}, the newest "
                f"{last['value']:,.0f} million in {int(last['year'])}."
            ),
        ),
        note=(
            "All debt to China, the earlier loans for ships included, so a little above the motorway loan alone. "
            "Amounts in dollars move with repayment only, as the loan is in dollars."
        ),
    )


def loan_events(page: ChinaPage) -> Table:
    """The life of the motorway loan, event by event."""
    events = words.dated(page.of_countries(page.table("bar_boljare_loan")).sort_values(["date", "id"]))
    plain = events["value"].map("{:g} ".format, na_action="ignore") + events["unit"]
    figures = pd.Series(words.quantities(events), index=events.index)
    return table(
        events.assign(figure=figures.where(events["unit"].isin(MONEY), plain)),
        [
            *text_columns(when="Date", event="Step"),
            Column("figure", "Figure", numeric=True),
            Column("note", "Remark"),
        ],
        Caption(
            name="loan-events",
            title="The loan for the motorway from Bar to Boljare, step by step",
            subtitle="Contract, drawing, works, currency hedges and instalments as published",
        ),
    )


def public_debt(page: ChinaPage) -> pd.DataFrame:
    """Every figure on Montenegro's public debt in percent of GDP: see `measures.economy.public_debt_to_output`."""
    return economy.public_debt_to_output(page.of_countries(page.table(NATIONAL_FIGURES)), DEBTOR)


@kept
def held_share(page: ChinaPage) -> pd.DataFrame:
    """Every share of China found: the World Bank's, national ones, and the ceiling.

    Returns date, year, kind, value (percent), source.
    """
    bank = page.owed("share_ppg_external_debt")
    bank = series.year_ends(bank[bank["iso3"] == DEBTOR]).assign(kind=WORLD_BANK)
    national = page.of_countries(page.table(NATIONAL_FIGURES))
    national = national[
        (national["iso3"] == DEBTOR)
        & national["indicator"].isin(["china_share_public_debt", "china_share_all_debt"])
    ]
    year = national["date"].dt.year
    ceiling = (national["bound"] == "upper") & (year == 2015)
    national = national.assign(kind=ceiling.map({True: CEILING, False: NATIONAL}), year=year)
    columns = ["date", "year", "kind", "value", "source"]
    return pd.concat([bank[columns], national[columns]], ignore_index=True)


@kept
def claim_by_year(page: ChinaPage) -> pd.DataFrame:
    """Both parts of the claim by year: see `measures.debt.claim_by_year`."""
    return debt.claim_by_year(public_debt(page), held_share(page), NEAR, MORE_THAN)


@shows("claim", "The claim on Montenegro", "debt of Montenegro by creditor")
def claim_over_time(page: ChinaPage) -> Figure:
    """Both parts of the claim over time, with every figure found."""
    owed, held = public_debt(page), held_share(page)
    tested = needed(claim_by_year(page))
    near, more = tested["near"] == "yes", int((tested["more"] == "yes").sum())
    known = (tested["more"] != "open").sum()
    when = words.listing(tested.loc[near, "year"].astype(str).tolist()) if near.any() else ""
    first = f"Debt came near GDP in {when}" if when else "Debt did not come near GDP in any year"
    return dots.claim_over_time(
        owed,
        held,
        (NEAR, MORE_THAN),
        heading=Heading(
            title=f"{first}; China held more than half of it in {more or 'none'} of {known} years",
            subtitle=(
                f"Montenegro, every figure found, {words.years_of(tested['year'])}. Dashed: "
                f"{NEAR:.0f} percent of GDP, and one half"
            ),
            alt_text=(
                f"Two panels of points. Debt reached {owed['value'].max() if len(owed) else 0:.0f} percent of GDP at "
                f"most; the share of China reached {held['value'].max() if len(held) else 0:.1f} percent at most."
            ),
        ),
        note=(
            "The red triangle is a ceiling: it counts the whole loan as drawn when less than a seventh of it was. "
            "Rival figures of one date stand side by side."
        ),
    )


def claim_table(page: ChinaPage) -> Table:
    """The claim year by year."""
    tested = claim_by_year(page)
    rows = tested.assign(
        debt=[words.span(row.low, row.high) if row.figures else None for row in tested.itertuples()],
        near=tested["near"].map(ANSWERS),
        more=tested["more"].map(ANSWERS),
    )
    return table(
        rows.sort_values("year", ascending=False),
        [
            Column("year", "Year", lambda value: str(int(value))),
            Column("debt", "Public debt, percent of GDP", numeric=True),
            Column("figures", "Figures", lambda value: str(int(value)), numeric=True),
            Column("near", "Near GDP"),
            Column(
                "held", "Held by China, percent", lambda value: words.number(float(value), 1), numeric=True
            ),
            Column("more", "More than half"),
        ],
        Caption(
            name="claim-years",
            title="The claim on Montenegro, year by year",
            subtitle=(
                f"Near: the highest figure of the year reaches {NEAR:.0f} percent of GDP. Held: the highest share found, "
                "of external or of all public debt"
            ),
            note=(
                "The highest figure of each year is taken, which favours the claim. The share of 2015 is a ceiling that counts "
                "the whole loan as drawn, that of 2021 an upper bound given by the embassy of China."
            ),
        ),
        sources=[key for keys in tested["sources"] for key in keys],
    )


@shows("everywhere", "More than half?", "debt to China")
def everywhere(page: ChinaPage) -> Figure:
    """China's share of external public debt in every country and year, against one half."""
    shares = countries.with_names(needed(page.owed("share_ppg_external_debt")))
    above = int((shares["value"] > MORE_THAN).sum())
    top = shares.loc[shares["value"].idxmax()]
    return dots.strip(
        shares,
        MORE_THAN,
        heading=Heading(
            title=(
                f"China held more than half of a country's external public debt in {above or 'none'} "
                f"of {len(shares)} year-ends"
            ),
            subtitle=(
                f"China's share of external public debt, percent, a point a year, {shares['year'].min()}–"
                f"{shares['year'].max()}. Dashed: one half; labels: the highest"
            ),
            alt_text=(
                f"Points by country on a scale to 60 percent. The highest of {len(shares)} is {top['value']:.1f} percent, "
                f"{top['country']} in {int(top['year'])}."
            ),
        ),
        note="Years before a country has a Chinese creditor in the figures are left out, and so is Kosovo.",
    )


@declares(
    BY_CREDITOR,
    *("claim_years", "claim_above", "claim_highest", "claim_near_years", "claim_near_limit"),
)
def _claim_tested(page: ChinaPage) -> dict[str, Fact]:
    tested, held = claim_by_year(page), held_share(page)
    needed(held)
    known, near = tested[tested["more"] != "open"], tested[tested["near"] == "yes"]
    day = min(year_end(tested["year"].max()), page.edition.day)
    span = words.years_of(known["year"])
    note = Basis(BY_CREDITOR, day, held["source"], span)
    highest = held.loc[held["value"].idxmax()]
    return {
        "claim_years": note.count("Years with a share of China", len(known)),
        "claim_above": note.count("Years with more than half", int((known["more"] == "yes").sum())),
        "claim_highest": Basis.on(NATIONAL_FIGURES, highest["date"], [highest["source"]], "year").percent(
            "Highest share found, ceilings included", highest["value"]
        ),
        "claim_near_years": note.word(
            "Years with debt near GDP",
            words.listing([str(year) for year in near["year"]]) if len(near) else "no year",
        ),
        "claim_near_limit": note.percent("What counts as near", NEAR),
    }


@declares(BY_CREDITOR, "claim_debt_then")
def _when_claimed(page: ChinaPage) -> dict[str, Fact]:
    tested, held = claim_by_year(page), held_share(page)
    then = tested[(tested["year"] == CLAIMED) & (tested["figures"] > 0)]
    if then.empty or held.empty:
        return {}
    row = then.iloc[0]
    at = Basis.of_year(NATIONAL_FIGURES, CLAIMED, row["sources"])
    return {
        "claim_debt_then": at.word(
            f"Public debt of Montenegro to GDP, {CLAIMED}", f"{words.span(row['low'], row['high'])} percent"
        )
    }


@declares(BY_CREDITOR, "pairs", "pairs_above", "pairs_highest")
def _claim_everywhere(page: ChinaPage) -> dict[str, Fact]:
    shares = needed(page.owed("share_ppg_external_debt"))
    top = shares.loc[shares["value"].idxmax()]
    first, last = int(shares["year"].min()), int(shares["year"].max())
    note = Basis(BY_CREDITOR, year_end(last), shares["source"], words.years(first, last))
    return {
        "pairs": note.count("Year-ends of countries with a Chinese creditor", len(shares)),
        "pairs_above": note.count("Of them with more than half", int((shares["value"] > MORE_THAN).sum())),
        "pairs_highest": owed_at(top).percent("Highest of all", top["value"]),
    }


@declares(BY_CREDITOR, "readings", "readings_gap")
def _readings_apart(page: ChinaPage) -> dict[str, Fact]:
    """How far the World Bank's share and the national ones of the same year lie apart."""
    held = held_share(page)
    by_kind = held.pivot_table(index="year", columns="kind", values="value", aggfunc="max")
    if not {WORLD_BANK, NATIONAL} <= set(by_kind):
        return {}
    gaps = needed((by_kind[WORLD_BANK] - by_kind[NATIONAL]).abs().dropna())
    first, last = gaps.index[[0, -1]]
    note = Basis(NATIONAL_FIGURES, year_end(last), held["source"], words.years(first, last))
    return {
        "readings": note.count("Years with both readings", len(gaps)),
        "readings_gap": note.word("Widest gap between the readings", f"{words.number(gaps.max(), 1)} points"),
    }
