"""Chinese loans by year, state and lender, and what is owed for them: in one country and in the region."""

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import amounts, dots, theme
from wb6.figures.amounts import Stack
from wb6.figures.figure import Figure, Heading
from wb6.measures import economy, projects
from wb6.sections.china_page import ARMED, PRICES, ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import NoRows, needed, shows
from wb6.sections.written import Basis, year_end

TABLE, AMOUNT = "china_projects", "amount_usd2021_million"


@shows("china-loans", "Chinese loans", "Chinese loan in the AidData register")
def chinese_loans(page: CountryPage) -> Figure:
    """Chinese loans by year of commitment, from one register."""
    deals = page.table(TABLE)
    loans, years = needed(economy.chinese_loans(deals, page.iso3)), projects.covered(deals, economy.LOANS)
    if years is None:
        raise NoRows
    first, last = years[0], min(page.edition.last_full_year, years[1])
    largest, total = loans.loc[loans["amount"].idxmax()], loans["amount"].sum()
    by_year = loans.set_index("year").reindex(range(first, last + 1)).rename_axis("year").reset_index()
    by_year = by_year.fillna({"loans": 0, "amount": 0, "source": loans["source"].iloc[0]})
    return amounts.loans(
        by_year.astype({"loans": int}),
        heading=Heading(
            title=(
                f"Chinese lenders committed USD {total:,.0f} million to {page.name}, "
                f"{largest['amount'] / total * 100:.0f} percent of it in {int(largest['year'])}"
            ),
            subtitle=f"Loans by year of commitment, USD million at constant prices, {words.years(first, last)}",
            alt_text=(
                f"Bars by year. The largest is {int(largest['year'])} with {largest['amount']:,.0f} million; "
                f"{int(loans['loans'].sum())} loans in all."
            ),
        ),
        note=(
            f"AidData register of {first} to {years[1]} at prices of 2021, commitments of at least USD 1 million; of "
            "syndicated loans the Chinese part. A commitment is not yet a payment."
        ),
    )


@shows("loans-by-year", "Chinese loans", "Chinese loan")
def commitments_by_year(page: ChinaPage) -> Figure:
    """Loans by year of commitment and country."""
    lent = needed(projects.by_year(page.loans()))
    named = countries.with_names(lent).rename(columns={"amount": "value"})
    total, years = named["value"].sum(), named.groupby("year")["value"].sum()
    first, last, peak = page.covered()[0], page.register_end, int(years.idxmax())
    largest_first = named.groupby("iso3")["value"].sum().sort_values(ascending=False).index
    colours = {countries.name(code): theme.country_colour(code) for code in largest_first}
    return amounts.stacked_years(
        named,
        Stack("country", "Country", colours, PRICES),
        (first, last),
        heading=Heading(
            title=(
                f"Chinese lenders committed USD {total / 1000:.1f} billion by {last}; "
                f"{years.max() / total * 100:.0f} percent of it in {peak}"
            ),
            subtitle=f"Loans by year of commitment and country, {PRICES}, {first}–{last}",
            alt_text=(
                f"Stacked bars by year. {words.times(int(named['projects'].sum()), 'loan')} add up to {total:,.0f} million; "
                f"the highest bar is {peak} with {years.max():,.0f} million."
            ),
        ),
        note=_register_note(page),
    )


@shows("loans-by-state", "What became of the loans", "Chinese loan")
def loans_by_state(page: ChinaPage) -> Figure:
    """What became of the loans, by country."""
    sums = countries.with_names(projects.by_state(needed(page.loans())))
    done = sums.loc[sums["state"] == projects.DONE, "amount"].sum() / sums["amount"].sum()
    return amounts.by_state(
        sums,
        heading=Heading(
            title=(
                f"{done * 100:.0f} percent of the money committed stood behind projects recorded as completed by the end "
                f"of {page.register_end}"
            ),
            subtitle=f"Loans committed {_register_span(page)} by what is known of the project, {PRICES}",
            alt_text=(
                "Stacked bars by country. "
                + "; ".join(
                    f"{row.country}, {row.state}: {row.amount:,.0f} million in {words.times(row.projects, 'loan')}"
                    for row in sums.itertuples()
                )
                + "."
            ),
        ),
        note=_register_note(page)
        + f" States as AidData recorded them at the end of {page.register_end}, unless a later report says otherwise. "
        "A completed project is no measure of what was drawn.",
    )


@shows("committed-and-owed", "Committed and owed", "Chinese loan")
def lent_and_owed(page: ChinaPage) -> Figure:
    """Loans committed beside what the state owes China."""
    lent, year = needed(page.loans()), page.register_end
    both = countries.with_names(projects.lent_and_owed(lent, page.owed("ppg_bilateral"), year))
    committed, owed = both["committed"].sum(), both["owed"].sum()
    return dots.pairs(
        both,
        heading=Heading(
            title=(
                f"USD {committed / 1000:.1f} billion committed, USD {owed / 1000:.1f} billion owed by states at the end of "
                f"{year}"
            ),
            subtitle=(
                f"Loans committed since {page.covered()[0]} ({PRICES}) beside public debt to China (USD million), "
                f"end of {year}"
            ),
            alt_text="Two points a country. "
            + "; ".join(
                f"{row.country}: {row.committed:,.0f} committed, {row.owed:,.0f} owed"
                for row in both.itertuples()
            )
            + ".",
        ),
        note=(
            "Constant and current prices, so the two are of the same order and not equal. Loans to companies without "
            "a state guarantee are in the first and not in the second; so are loans not yet drawn or repaid."
        ),
    )


@shows("lenders", "Lenders", "Chinese loan")
def lenders(page: ChinaPage) -> Figure:
    """Who lends."""
    sums = projects.by_lender(needed(page.loans().dropna(subset=AMOUNT)))
    top = sums.iloc[0]
    return amounts.lenders(
        sums,
        heading=Heading(
            title=f"{top['lender']} committed {top['share']:.0f} percent of the money",
            subtitle=f"Loans committed {_register_span(page)} by lender, {PRICES}; number of loans in brackets",
            alt_text=(
                f"Bars by lender. {top['lender']} leads with {top['amount']:,.0f} million in "
                f"{words.times(int(top['projects']), 'loan')}."
            ),
        ),
        note=_register_note(page),
    )


def _register_span(page: ChinaPage) -> str:
    """The years of the register within the edition, in words."""
    return f"from {page.covered()[0]} to {page.register_end}"


def _register_note(page: ChinaPage) -> str:
    """What the register counts, and from when to when."""
    first, last = page.covered()
    return (
        f"AidData register of commitments of at least USD 1 million from {first} to {last}; of syndicated loans the "
        "Chinese part. A commitment is not yet a payment."
    )


@declares(
    TABLE,
    *("loans_total", "loans_count", "loans_srb", "loans_done", "loans_under_way", "loans_agreed"),
    *("loans_eximbank", "loans_early", "bih_committed"),
)
def _loans(page: ChinaPage) -> dict[str, Fact]:
    lent = needed(page.loans())
    total, year = lent[AMOUNT].sum(), lent["date"].dt.year
    note = Basis(TABLE, year_end(page.register_end), lent["source"], f"2000 to {page.register_end}")
    parts = {
        "loans_srb": ("Share of loans to Serbia", lent["iso3"] == ARMED),
        "loans_done": ("Loans behind completed projects", lent["state"] == projects.DONE),
        "loans_under_way": ("Share under way", lent["state"] == projects.UNDER_WAY),
        "loans_agreed": ("Share agreed only", lent["state"] == projects.AGREED),
        "loans_eximbank": ("Share of China Eximbank", lent["lender_or_investor"] == "China Eximbank"),
        "loans_early": ("Share committed before 2018", year < 2018),
    }
    return {
        "loans_total": note.money("Chinese loans committed", total),
        "loans_count": note.count("Chinese loans", len(lent)),
        "bih_committed": note.money(
            "Chinese loans committed to Bosnia and Herzegovina", lent.loc[lent["iso3"] == "BIH", AMOUNT].sum()
        ),
        **{
            name: note.percent(label, lent.loc[which, AMOUNT].sum() / total * 100)
            for name, (label, which) in parts.items()
        },
    }
