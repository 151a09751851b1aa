"""External public debt by creditor: the creditors of one country, and those of the region."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.figures import amounts, lines, panels
from wb6.figures.figure import Figure, Heading
from wb6.measures import economy, series
from wb6.sections.china_page import DEBTOR, ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.debts import COUNTED, TABLE, owed_at
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows

CREDITORS = ("CHN", "RUS", "BONDHOLDERS", "IBRD_IDA")
HOLDERS = {"IBRD_IDA": "The World Bank"}


@shows("creditors", "External debt", "external debt by creditor")
def creditors(page: CountryPage) -> Figure:
    """Creditors of external public debt."""
    shares = needed(economy.creditor_shares(page.table(TABLE), page.iso3, CREDITORS, max(page.since, 2006)))
    last_year = int(shares["year"].max())
    own = shares[shares["year"] == last_year]
    last = own.set_index("creditor")["value"]
    top = own.loc[own["value"].idxmax()]
    china = f", China {last.get('China', 0.0):.1f}" if top["creditor_iso3"] != "CHN" else ""
    return lines.by_power(
        shares.rename(columns={"creditor": "power"}),
        lines.Powers("creditor_iso3", "Percent of external public debt"),
        heading=Heading(
            title=(
                f"{HOLDERS.get(top['creditor_iso3'], top['creditor'])} held {top['value']:.1f} percent of external public "
                f"debt of {page.name} at the end of {last_year}{china}"
            ),
            subtitle=(
                f"Share of public and publicly guaranteed external debt by creditor, percent, year-ends "
                f"{words.years(int(shares['year'].min()), last_year)}"
            ),
            alt_text=(
                f"Line chart by creditor. At the end of {last_year}: "
                + words.listing([f"{creditor} {value:.1f} percent" for creditor, value in last.items()])
                + "."
            ),
        ),
        note="Domestic debt is not counted. Not every creditor is shown.",
    )


@shows("debt", "Debt", "external public debt")
def debt_and_creditors(page: CountryPage) -> Figure:
    """Debt to output, and the shares of China and of bonds in external public debt."""
    since = max(page.since, 2006)
    output = series.select(page.table("indicators"), "NY.GDP.MKTP.CD", [page.iso3])
    owed = economy.external_debt_to_output(page.table(TABLE), output)
    owed = needed(owed[owed["year"] >= since])
    shares = economy.creditor_shares(page.table(TABLE), page.iso3, ("CHN", "BONDHOLDERS"), since)
    national = economy.public_debt_to_output(page.table("external_debt"), page.iso3)
    rows = [
        national.assign(panel="of GDP", series=panels.NATIONAL),
        series.year_ends(owed).assign(panel="of GDP", series="external public debt, World Bank"),
        series.year_ends(shares).assign(
            panel="of external public debt",
            series=shares["creditor_iso3"].map({"CHN": "owed to China", "BONDHOLDERS": "bonds"}),
        ),
    ]
    values = pd.concat(rows, ignore_index=True)[["panel", "series", "date", "value", "source"]]
    year = int(owed["year"].max())
    debt = float(owed.loc[owed["year"] == year, "value"].iloc[0])
    held = shares[shares["year"] == year].set_index("creditor_iso3")["value"]
    china, bonds = float(held.get("CHN", 0)), float(held.get("BONDHOLDERS", 0))
    return panels.debt_and_creditors(
        values,
        heading=Heading(
            title=(
                f"External public debt of {page.name} was {debt:.0f} percent of GDP at the end of {year}; China held "
                f"{china:.0f} percent of it, bondholders {bonds:.0f}"
            ),
            subtitle=(
                f"Left: debt as a share of GDP; right: shares in external public debt, percent, {since}–"
                f"{values['date'].max().year}"
            ),
            alt_text=(
                f"Two panels. External public debt stood at {debt:.1f} percent of GDP at the end of {year}; of it "
                f"China held {china:.1f} percent and bondholders {bonds:.1f} percent."
            ),
        ),
        note="World Bank figures leave domestic debt out."
        + (
            " National and IMF figures hold all public debt; rival figures of one date stand side by side."
            if len(national)
            else " Figures on all public debt are not in the record."
        ),
    )


@shows("creditors", "Creditors", "external public debt")
def creditors_now(page: ChinaPage) -> Figure:
    """All groups of creditors, by country, at the newest year-end."""
    parts = needed(page.creditors())
    year = int(parts["year"].max())
    last = parts[parts["year"] == year]
    largest = last.loc[last.groupby("iso3")["share"].idxmax(), "group"].value_counts().sort_index()
    ahead = words.listing([f"{group} in {words.count(count)}" for group, count in largest.items()])
    china = last[last["group"] == "China"]
    return amounts.creditors(
        last,
        heading=Heading(
            title=f"The largest group of creditors at the end of {year}: {ahead}",
            subtitle=f"External public debt by group of creditors, percent, end of {year}",
            alt_text=(
                "Stacked bars by country. China holds "
                + words.each(china, "{share:.1f} percent in {country}")
                + "."
            ),
        ),
        note=f"{COUNTED} Bonds count as held by bondholders, whoever owns them.",
    )


@shows("montenegro-creditors", "Creditors of Montenegro", "debt of Montenegro by creditor")
def debtor_over_time(page: ChinaPage) -> Figure:
    """Montenegro's external public debt by group of creditors and year."""
    parts = page.creditors()
    parts = needed(parts[parts["iso3"] == DEBTOR])
    year = int(parts["year"].max())
    last = parts[parts["year"] == year].set_index("group")
    return amounts.creditors_over_time(
        parts,
        heading=Heading(
            title=(
                f"Montenegro owed bondholders {last.loc['bondholders', 'share']:.0f} percent and China "
                f"{last.loc['China', 'share']:.0f} percent of its external public debt at the end of {year}"
            ),
            subtitle=(
                f"External public debt by group of creditors, USD million, year-ends "
                f"{words.years(int(parts['year'].min()), year)}"
            ),
            alt_text=(
                f"Stacked bars by year. In {year}: "
                + words.listing([f"{group} {row['value']:,.0f} million" for group, row in last.iterrows()])
                + "."
            ),
        ),
        note=COUNTED,
    )


@declares(TABLE, "mne_bonds", "mne_bonds_owed", "mne_bonds_before", "xkx_multilateral")
def _other_creditors(page: ChinaPage) -> dict[str, Fact]:
    parts = page.creditors()
    found: dict[str, Fact] = {}
    bonds = parts[(parts["iso3"] == DEBTOR) & (parts["group"] == "bondholders")]
    for last in (row for _, row in bonds.tail(1).iterrows()):
        found["mne_bonds"] = owed_at(last).percent(
            "Bondholders' share of Montenegro's external public debt", last["share"]
        )
        found["mne_bonds_owed"] = owed_at(last).money("Bonds of Montenegro", last["value"])
    for _, row in bonds[bonds["year"] == 2019].iterrows():
        found["mne_bonds_before"] = owed_at(row).money("Bonds of Montenegro before the swap", row["value"])
    kosovo = parts[(parts["iso3"] == "XKX") & (parts["group"] == "multilateral lenders")]
    for _, row in kosovo.tail(1).iterrows():
        found["xkx_multilateral"] = owed_at(row).percent("Multilateral lenders' share, Kosovo", row["share"])
    return found
