"""Outside powers: arms deliveries."""

from wb6.data import countries, words
from wb6.figures import arms as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.measures import arms
from wb6.sections.country_page import CountryPage


def arms_suppliers(page: CountryPage) -> Figure:
    """Deliveries of major arms by supplier and period."""
    name = "arms-suppliers"
    first = max(2000, page.since // 5 * 5)
    transfers = page.table("arms_transfers")
    deliveries = arms.by_supplier(transfers, page.iso3, first, page.edition.last_full_year)
    if deliveries.empty:
        return figure.empty(
            name=name, title="Arms deliveries", reason=page.unknown("delivery in the SIPRI register")
        )
    last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
    top = last.sort_values("tiv").iloc[-1]
    return chart.arms(
        countries.with_names(deliveries, "supplier_iso3", "supplier"),
        arms.periods(arms.begun(transfers, page.iso3, first), int(deliveries["period_end"].max())),
        heading=Heading(
            name=name,
            title=(
                f"{words.begin(countries.in_sentence(top['supplier_iso3']))} supplied {top['share']:.0f} percent "
                "of major arms "
                f"delivered to {page.name} in {top['period']}"
            ),
            subtitle="Deliveries of major arms by supplier and five-year period, million SIPRI trend-indicator values",
            alt_text=(
                f"Stacked bars by period. In {top['period']} the largest supplier was "
                f"{countries.in_sentence(top['supplier_iso3'])} with {words.number(top['tiv'])} million."
            ),
        ),
    )
