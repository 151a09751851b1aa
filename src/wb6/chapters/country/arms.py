"""Outside powers: arms deliveries."""

from wb6.chapters.country.base import CountryBase
from wb6.data import countries, words
from wb6.figures import arms as chart
from wb6.figures import figure
from wb6.figures.figure import Figure, Heading
from wb6.measures import arms


class Arms(CountryBase):
    """Arms, in the section on outside powers."""

    def arms_suppliers(self) -> Figure:
        """Deliveries of major arms by supplier and period."""
        name = "arms-suppliers"
        first = max(2000, self.since // 5 * 5)
        transfers = self.table("arms_transfers")
        deliveries = arms.by_supplier(transfers, self.iso3, first, self.edition.last_full_year)
        if deliveries.empty:
            return figure.empty(
                name=name, title="Arms deliveries", reason=self.unknown("delivery in the SIPRI register")
            )
        last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
        top = last.sort_values("tiv").iloc[-1]
        return chart.arms(
            countries.with_names(deliveries, "supplier_iso3", "supplier"),
            arms.periods(arms.begun(transfers, self.iso3, first), int(deliveries["period_end"].max())),
            heading=Heading(
                name=name,
                title=(
                    f"{words.begin(countries.in_sentence(top['supplier_iso3']))} supplied {top['share']:.0f} percent "
                    "of major arms "
                    f"delivered to {self.name} in {top['period']}"
                ),
                subtitle="Deliveries of major arms by supplier and five-year period, million SIPRI trend-indicator values",
                alt_text=(
                    f"Stacked bars by period. In {top['period']} the largest supplier was "
                    f"{countries.in_sentence(top['supplier_iso3'])} with {words.number(top['tiv'])} million."
                ),
            ),
        )
