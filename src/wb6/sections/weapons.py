"""Arms from China: what was delivered, and what share of deliveries it makes up."""

import pandas as pd

from wb6.data import countries, words
from wb6.figures import china as chart
from wb6.figures import figure, theme
from wb6.figures.figure import Figure, Heading, sources_of
from wb6.figures.tables import Column, Table, table
from wb6.measures import arms
from wb6.measures import china as particular
from wb6.sections.china_page import ARMED, CHINA, ChinaPage

NAMED = (CHINA, "RUS", "USA")


def arms_by_kind(page: ChinaPage) -> Figure:
    """Chinese deliveries by year and kind."""
    name = "arms"
    found = deliveries(page)
    if found.empty:
        return figure.empty(
            name=name, title="Arms from China", reason=page.unknown("delivery of Chinese arms")
        )
    total, kinds = found["tiv"].sum(), found.groupby("kind")["tiv"].sum()
    top = kinds.idxmax()
    where = words.listing([countries.in_sentence(code) for code in sorted(set(found["iso3"]))])
    first, last = int(found["year"].min()), int(found["year"].max())
    sums = found.groupby(["year", "kind"], as_index=False).agg(
        value=("tiv", "sum"), source=("source", "first")
    )
    return chart.stacked_years(
        sums,
        "kind",
        chart.ARMS_COLOURS,
        heading=Heading(
            name=name,
            title=f"{top.capitalize()}: {kinds[top] / total * 100:.0f} percent of the arms that China delivered to {where}",
            subtitle=f"Deliveries of major arms by kind, million SIPRI trend-indicator values, {words.years(first, last)}",
            alt_text=f"Stacked bars by year. {total:.0f} million in all, {kinds[top]:.0f} million of it {top}.",
        ),
        value_heading="TIV, million",
        field_heading="Kind",
        note=(
            "Trend-indicator values measure the military capacity moved, not the price paid. Numbers and years of several "
            "deliveries are estimates of SIPRI."
        ),
        years=(first, last),
    )


def suppliers(page: ChinaPage) -> Figure:
    """Deliveries to Serbia by year and supplier."""
    name = "suppliers"
    transfers = page.table("arms_transfers")
    first = max(page.since, 2000)
    found = arms.by_supplier(transfers, ARMED, first, page.edition.last_full_year, span=1)
    if found.empty:
        return figure.empty(
            name=name, title="Suppliers of Serbia", reason=page.unknown("delivery of arms to Serbia")
        )
    last = int(found["period_start"].max())
    group = found["supplier_iso3"].where(found["supplier_iso3"].isin(NAMED), "OTHER")
    labels = {code: countries.name(code) for code in NAMED} | {"OTHER": "Others"}
    sums = found.assign(supplier=group.map(labels), year=found["period_start"])
    sums = sums.groupby(["year", "supplier"], as_index=False).agg(
        value=("tiv", "sum"), source=("source", "first")
    )
    shares = {power: arms.trailing_share(transfers, ARMED, power).iloc[-1] for power in (CHINA, "RUS")}
    until = int(shares[CHINA]["year"])
    return chart.stacked_years(
        sums,
        "supplier",
        {label: theme.power_colour(code) for code, label in labels.items()},
        heading=Heading(
            name=name,
            title=(
                f"China delivered {shares[CHINA]['value']:.0f} percent of Serbia's major arms in "
                f"{words.years(until - 4, until)}, Russia {shares['RUS']['value']:.0f}"
            ),
            subtitle=(
                f"Deliveries of major arms to Serbia by supplier, million SIPRI trend-indicator values, "
                f"{words.years(first, last)}"
            ),
            alt_text=(
                f"Stacked bars by year from {int(sums['year'].min())} to {int(sums['year'].max())}. Over the five years to "
                f"{until} China delivered {shares[CHINA]['value']:.1f} percent, Russia {shares['RUS']['value']:.1f}."
            ),
        ),
        value_heading="TIV, million",
        field_heading="Supplier",
        note="Trend-indicator values measure the military capacity moved, not the price paid. Empty years: no delivery.",
        years=(first, last),
    )


def arms_table(page: ChinaPage) -> Table:
    """Every Chinese delivery, and what the press adds."""
    rows = page.own(page.table("arms_transfers"))
    rows = rows[(rows["supplier_iso3"] == CHINA) & (rows["year"] >= page.since)]
    rows = countries.with_names(rows).assign(
        kind=rows["category"].map(particular.KINDS).fillna(rows["category"]),
        delivered=[
            str(int(row.delivery_year)) if pd.notna(row.delivery_year) else None for row in rows.itertuples()
        ],
        count=[
            f"{'about ' if bool(row.number_delivered_estimated) else ''}{int(row.number_delivered)}"
            if pd.notna(row.number_delivered)
            else None
            for row in rows.itertuples()
        ],
        known=rows["in_register"].fillna(False).astype(bool).map({True: "SIPRI", False: "press"}),
    )
    return table(
        rows.sort_values(["year", "id"], ascending=[False, True]),
        [
            Column("weapon", "Weapon"),
            Column("kind", "Kind"),
            Column("country", "Country"),
            Column("delivered", "Delivered", numeric=True),
            Column("count", "Number", numeric=True),
            Column("known", "Known from"),
        ],
        name="arms-table",
        title="Arms from China one by one",
        subtitle="Orders and deliveries in the SIPRI register and in the press, the newest first",
        sources=sources_of(rows),
        note="Press rows repeat some rows of the register: the FK-3 is the export name of the HQ-22.",
    )


def deliveries(page: ChinaPage) -> pd.DataFrame:
    """Deliveries from China to the countries of the page since its first year."""
    found = particular.arms_by_kind(page.table("arms_transfers"), CHINA)
    return page.own(found[found["year"] >= page.since])
