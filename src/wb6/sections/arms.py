"""Major arms delivered: by supplier and period, to one country, to the six, to Serbia, and those from China."""

from dataclasses import replace

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import EVERY, Fact
from wb6.figures import amounts, bars, lines, theme
from wb6.figures.amounts import Stack
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, number_columns, table, text_columns
from wb6.measures import arms
from wb6.measures import china as particular
from wb6.sections.china_page import ARMED, CHINA, ChinaPage
from wb6.sections.country_page import CountryPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.page import kept
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis, year_end

FIRST = 2000
LARGEST = "SRB"
RIVALS = ("RUS", "CHN", "USA")
LEAST = 20.0  # million trend-indicator values in five years, below which a share says little
NAMED = (CHINA, "RUS", "USA")
VALUES = "Trend-indicator values measure the military capacity moved, not the price paid."
SUPPLIERS_PRINTED = (CHINA, "FRA", "RUS")


def _labels() -> dict[str, str]:
    """Names of the suppliers that the bars tell apart, by their codes."""
    return {code: countries.name(code) for code in NAMED} | {"OTHER": "Others"}


def _suppliers() -> Stack:
    colours = {label: theme.power_colour(code) for code, label in _labels().items()}
    return Stack("supplier", "Supplier", colours, "TIV, million")


@shows("arms-suppliers", "Arms deliveries", "delivery in the SIPRI register")
def arms_suppliers(page: CountryPage) -> Figure:
    """Deliveries of major arms by supplier and period."""
    first = max(2000, page.since // 5 * 5)
    transfers = page.table("arms_transfers")
    deliveries = needed(arms.by_supplier(transfers, page.iso3, first, page.edition.last_full_year))
    last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
    top = last.sort_values("tiv").iloc[-1]
    return bars.by_supplier(
        countries.with_names(deliveries, "supplier_iso3", "supplier"),
        arms.periods(arms.begun(transfers, page.iso3, first), int(deliveries["period_end"].max())),
        heading=Heading(
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


@shows("arms-by-year", "Arms deliveries by year", "delivery in the SIPRI register")
def arms_by_year(page: CountryPage) -> Figure:
    """Deliveries of major arms by year: from China, Russia, the United States and others."""
    first = max(page.since, FIRST)
    sums = _by_year(page.table("arms_transfers"), page.iso3, first, page.edition.last_full_year)
    last = int(sums["year"].max())
    russian = sums[sums["supplier"] == _labels()["RUS"]]["year"]
    ended = int(russian.max()) if len(russian) else None
    since = sums[sums["year"] > (ended or first - 1)].groupby("supplier")["value"].sum()
    top = since.idxmax() if len(since) else _labels()["RUS"]
    return amounts.stacked_years(
        sums,
        _suppliers(),
        (first, last),
        heading=Heading(
            title=(
                f"Russia delivered major arms to {page.name} until {ended}"
                + (
                    f"; since then {since[top] / since.sum() * 100:.0f} percent came from {top}"
                    if len(since)
                    else ""
                )
                if ended
                else f"Russia delivered no major arms to {page.name} in {words.years(first, last)}"
            ),
            subtitle=(
                "Deliveries of major arms by supplier, million SIPRI trend-indicator values, "
                f"{words.years(first, last)}"
            ),
            alt_text=(
                f"Stacked bars by year from {int(sums['year'].min())} to {last}. Sums: "
                + words.listing(
                    [
                        f"{name} {value:,.0f}"
                        for name, value in sums.groupby("supplier")["value"].sum().items()
                    ]
                )
                + " million."
            ),
        ),
        note=f"{VALUES} Empty years: no delivery.",
    )


def _by_year(transfers: pd.DataFrame, iso3: str, first: int, last: int) -> pd.DataFrame:
    """Deliveries by year and named supplier, the others together: supplier, year, value, source."""
    found = needed(arms.by_supplier(transfers, iso3, first, last, span=1))
    group = found["supplier_iso3"].where(found["supplier_iso3"].isin(NAMED), "OTHER")
    sums = found.assign(supplier=group.map(_labels()), year=found["period_start"])
    return sums.groupby(["year", "supplier"], as_index=False).agg(
        value=("tiv", "sum"), source=("source", "first")
    )


@declares(
    "arms_transfers",
    labels=dict.fromkeys(
        ("arms_period", "arms_first", "arms_first_share", "arms_second", "arms_second_share"),
        "Arms deliveries",
    ),
)
def _largest_suppliers(page: CountryPage) -> dict[str, Fact]:
    """The largest supplier of the newest full period of arms deliveries, and its share."""
    table = "arms_transfers"
    deliveries = needed(arms.by_supplier(page.table(table), page.iso3, 2000, page.edition.last_full_year))
    last = deliveries[deliveries["period_start"] == deliveries["period_start"].max()]
    last = last.sort_values("tiv", ascending=False)
    row = last.iloc[0]
    key = {"iso3": page.iso3, EVERY: True}
    basis = replace(
        Basis.of_year(table, row["period_end"], [row["source"]]), date=str(row["period"]), key=key
    )
    facts = {"arms_period": basis.word("Period of arms deliveries", basis.date)}
    for place, supply in zip(("first", "second"), last.to_dict("records"), strict=False):
        supplier = countries.name(supply["supplier_iso3"])
        facts[f"arms_{place}"] = basis.word("Supplier of arms", supplier)
        facts[f"arms_{place}_share"] = basis.fact(
            f"Share of {supplier} in arms deliveries",
            words.percent(supply["share"]),
            float(supply["share"]),
            "percent of SIPRI trend-indicator values",
        )
    return facts


@declares(
    "arms_transfers",
    labels={
        "arms_rus_high": "Highest Russian share in five years of arms deliveries",
        "arms_rus_last": "Year of the last Russian delivery of major arms",
    },
)
def _russian_course(page: CountryPage) -> dict[str, Fact]:
    """The Russian share of the period in which it was highest, and the year after which Russia delivered nothing."""
    table = "arms_transfers"
    found = {}
    for span, least in ((5, LEAST), (1, 0)):
        deliveries = arms.by_supplier(page.table(table), page.iso3, FIRST, page.edition.last_full_year, span)
        enough = deliveries.groupby("period")["tiv"].transform("sum") >= least
        found[span] = needed(deliveries[enough & (deliveries["supplier_iso3"] == "RUS")])
    top = found[5].sort_values("share").iloc[-1]
    last = found[1].sort_values("period_start").iloc[-1]
    period = replace(Basis.of_year(table, top["period_end"], [top["source"]]), date=str(top["period"]))
    year = Basis.of_year(table, last["period_end"], [last["source"]])
    return {
        "arms_rus_high": period.percent(
            "Highest Russian share in five years of arms deliveries", top["share"]
        ),
        "arms_rus_last": year.word("Year of the last Russian delivery of major arms", year.date),
    }


@kept
def deliveries_to_six(page: RussiaPage) -> pd.DataFrame:
    """Deliveries to all countries together by supplier and period."""
    first = max(FIRST, page.since // 5 * 5)
    transfers = page.table("arms_transfers")
    return arms.to_several(transfers, page.countries, first, page.edition.last_full_year)


@shows("arms", "Arms deliveries", "delivery in the SIPRI register")
def suppliers(page: RussiaPage) -> Figure:
    """Deliveries of major arms to the six by supplier and period."""
    found = needed(deliveries_to_six(page))
    last = found[found["period_start"] == found["period_start"].max()]
    share = last.set_index("supplier_iso3")["share"]
    top = last.sort_values("tiv").iloc[-1]
    russia = float(share.get("RUS", 0))
    return bars.by_supplier(
        countries.with_names(found, "supplier_iso3", "supplier"),
        arms.periods(int(found["period_start"].min()), int(found["period_end"].max())),
        heading=Heading(
            title=(
                f"Russia supplied {russia:.0f} percent of the major arms delivered to the six in {top['period']}"
                + (
                    f", {countries.name(top['supplier_iso3'])} {top['share']:.0f}"
                    if top["supplier_iso3"] != "RUS"
                    else ""
                )
            ),
            subtitle="Deliveries to the six together by supplier and period, million SIPRI trend-indicator values",
            alt_text=(
                "Stacked bars by period. Russian share: "
                + words.listing(
                    [
                        f"{period} {rows.loc[rows['supplier_iso3'] == 'RUS', 'share'].sum():.0f} percent"
                        for period, rows in found.groupby("period", sort=False)
                    ]
                )
                + "."
            ),
        ),
    )


@kept
def shares_of_suppliers(page: RussiaPage) -> pd.DataFrame:
    """Share of single suppliers in five years of deliveries to the largest buyer of Russian arms."""
    transfers = page.table("arms_transfers")
    frames = [
        arms.trailing_share(transfers, LARGEST, code, least=LEAST).assign(supplier_iso3=code)
        for code in RIVALS
    ]
    found = pd.concat(frames, ignore_index=True).astype({"year": int, "value": float})
    return countries.with_names(found[found["year"] >= max(page.since, FIRST + 10)], "supplier_iso3", "power")


@shows("arms-serbia", "Arms of Serbia", "delivery to Serbia")
def serbia_by_supplier(page: RussiaPage) -> Figure:
    """Russian, Chinese and American shares in the deliveries to Serbia."""
    found = needed(shares_of_suppliers(page))
    year = int(found["year"].max())
    last = found[found["year"] == year].set_index("supplier_iso3")["value"]
    russian = found[found["supplier_iso3"] == "RUS"].set_index("year")["value"]
    recent = russian[russian.index > 2012]
    top = int(recent.idxmax()) if len(recent) else year
    return lines.by_power(
        found,
        lines.Powers("supplier_iso3", "Percent of deliveries"),
        heading=Heading(
            title=(
                f"Of the arms delivered to Serbia in five years to {year}, Russia supplied {last['RUS']:.0f} "
                "percent and China "
                f"{last['CHN']:.0f}"
                + (f"; in those to {top} Russia supplied {russian[top]:.0f}" if top != year else "")
            ),
            subtitle=(
                "Share in the deliveries of the five years that end with each year, percent of SIPRI "
                "trend-indicator values, "
                f"{words.years(int(found['year'].min()), year)}"
            ),
            alt_text=f"Lines. In {year}: Russia {last['RUS']:.0f}, China {last['CHN']:.0f}, United States {last['USA']:.0f}.",
        ),
        note=f"Years are left out whose five years hold no more than {LEAST:.0f} million.",
    )


def printed_shares(page: CountryPage | RussiaPage | ChinaPage) -> Table:
    """Shares of suppliers in the arms imports of Serbia as SIPRI's own yearly summaries have it, a row a report."""
    rows = _printed(page)
    keys = ["date_from", "date", "edition", "source"]
    wide = rows.pivot_table(index=keys, columns="partner_iso3", values="value").reset_index()
    labels = page.table("sources").set_index("key")["label"]
    wide = wide.reindex(columns=[*keys, *SUPPLIERS_PRINTED]).sort_values(
        ["date", "source"], ascending=[False, True]
    )
    return table(
        wide.assign(
            when=[words.years(row.date_from.year, row.date.year) for row in wide.itertuples()],
            read=wide["source"].map(labels),
        ),
        [
            Column("when", "Period"),
            *(Column(code, countries.name(code), words.percent, numeric=True) for code in SUPPLIERS_PRINTED),
            Column("edition", "Edition of SIPRI"),
            Column("read", "Read in"),
        ],
        Caption(
            name="arms-printed",
            title="Suppliers of Serbia by SIPRI's own summaries",
            subtitle="Share in deliveries of major arms by trend-indicator value, percent, as reports of the summaries print it",
            note=(
                "The summaries reach one year further than the register above, and revise its past years. A dash: the report "
                "does not print the share."
            ),
        ),
    )


def _printed(page: CountryPage | RussiaPage | ChinaPage) -> pd.DataFrame:
    """Shares of suppliers of Serbia as SIPRI prints them, from the edition's table; none on pages of others."""
    rows = page.table("arms_shares")
    own = page.iso3 if isinstance(page, CountryPage) else LARGEST
    return rows[(rows["iso3"] == own) & (rows["measure"] == "supplier_share")]


@declares("arms_shares", "sipri_chn", "sipri_fra", "sipri_rus")
def _newest_printed(page: CountryPage | RussiaPage | ChinaPage) -> dict[str, Fact]:
    """The newest printed share of each supplier; a range where reports of one summary differ."""
    rows = _printed(page)
    found = {}
    for code, shares in rows[rows["date"] == rows["date"].max()].groupby("partner_iso3"):
        low, high, last = shares["value"].min(), shares["value"].max(), shares.iloc[0]
        span = words.years(last["date_from"].year, last["date"].year)
        found[f"sipri_{code.lower()}"] = Basis("arms_shares", last["date"], shares["source"], span).word(
            f"Share of {countries.name(code)} in arms delivered, by SIPRI", f"{words.span(low, high)} percent"
        )
    return found


def chinese_deliveries(page: ChinaPage) -> pd.DataFrame:
    """Deliveries from China to the countries of the page since its first year."""
    found = particular.arms_by_kind(page.table("arms_transfers"), CHINA)
    return page.of_countries(found[found["year"] >= page.since])


@shows("arms", "Arms from China", "delivery of Chinese arms")
def arms_by_kind(page: ChinaPage) -> Figure:
    """Chinese deliveries by year and kind."""
    found = needed(chinese_deliveries(page))
    total, kinds = found["tiv"].sum(), found.groupby("kind")["tiv"].sum()
    top = kinds.idxmax()
    where = words.listing([countries.in_sentence(code) for code in sorted(set(found["iso3"]))])
    first, last = int(found["year"].min()), int(found["year"].max())
    sums = found.groupby(["year", "kind"], as_index=False).agg(
        value=("tiv", "sum"), source=("source", "first")
    )
    return amounts.stacked_years(
        sums,
        Stack("kind", "Kind", amounts.ARMS_COLOURS, "TIV, million"),
        (first, last),
        heading=Heading(
            title=f"{top.capitalize()}: {kinds[top] / total * 100:.0f} percent of the arms that China delivered to {where}",
            subtitle=f"Deliveries of major arms by kind, million SIPRI trend-indicator values, {words.years(first, last)}",
            alt_text=f"Stacked bars by year. {total:.0f} million in all, {kinds[top]:.0f} million of it {top}.",
        ),
        note=f"{VALUES} Numbers and years of several deliveries are estimates of SIPRI.",
    )


@shows("suppliers", "Suppliers of Serbia", "delivery of arms to Serbia")
def suppliers_of_serbia(page: ChinaPage) -> Figure:
    """Deliveries to Serbia by year and supplier."""
    transfers = page.table("arms_transfers")
    first = max(page.since, 2000)
    sums = _by_year(transfers, ARMED, first, page.edition.last_full_year)
    last = int(sums["year"].max())
    shares = {power: arms.trailing_share(transfers, ARMED, power).iloc[-1] for power in (CHINA, "RUS")}
    until = int(shares[CHINA]["year"])
    return amounts.stacked_years(
        sums,
        _suppliers(),
        (first, last),
        heading=Heading(
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
        note=f"{VALUES} Empty years: no delivery.",
    )


def arms_table(page: ChinaPage) -> Table:
    """Every Chinese delivery, and what the press adds."""
    rows = page.of_countries(page.table("arms_transfers"))
    rows = rows[(rows["supplier_iso3"] == CHINA) & (rows["year"] >= page.since)]
    rows = countries.with_names(rows).assign(
        kind=rows["category"].map(particular.KINDS).fillna(rows["category"]),
        delivered=rows["delivery_year"].map("{:.0f}".format, na_action="ignore"),
        count=rows["number_delivered_estimated"].fillna(False).map({True: "about ", False: ""})
        + rows["number_delivered"].map("{:.0f}".format, na_action="ignore"),
        known=rows["in_register"].fillna(False).astype(bool).map({True: "SIPRI", False: "press"}),
    )
    return table(
        rows.sort_values(["year", "id"], ascending=[False, True]),
        [
            *text_columns(weapon="Weapon", kind="Kind", country="Country"),
            *number_columns(delivered="Delivered", count="Number"),
            Column("known", "Known from"),
        ],
        Caption(
            name="arms-table",
            title="Arms from China one by one",
            subtitle="Orders and deliveries in the SIPRI register and in the press, the newest first",
            note="Press rows repeat some rows of the register: the FK-3 is the export name of the HQ-22.",
        ),
    )


@declares("arms_transfers", "arms_russia", "arms_china", "arms_russia_peak", "arms_last")
def _arms_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "arms_transfers", {}
    shares = shares_of_suppliers(page)
    if len(shares):
        year = int(shares["year"].max())
        for name, code in (("arms_russia", "RUS"), ("arms_china", "CHN")):
            rows = shares[(shares["supplier_iso3"] == code) & (shares["year"] == year)]
            label = f"{countries.name(code)}'s share of arms delivered to Serbia, five years"
            found[name] = Basis.of_year(table, year, rows["source"]).percent(label, rows["value"].iloc[0])
        recent = shares[(shares["supplier_iso3"] == "RUS") & (shares["year"] > 2012)]
        if len(recent):
            top = recent.loc[recent["value"].idxmax()]
            found["arms_russia_peak"] = Basis.of_year(table, top["year"], [top["source"]]).percent(
                "Highest Russian share, five years", top["value"]
            )
    transfers = page.of_countries(page.table(table))
    registered = transfers["in_register"].fillna(False).astype(bool) & transfers["delivery_year"].notna()
    russian = transfers[(transfers["supplier_iso3"] == "RUS") & registered]
    if len(russian):
        row = russian.sort_values("delivery_year").iloc[-1]
        year = int(row["delivery_year"])
        found["arms_last"] = Basis.of_year(table, year, [row["source"]]).word(
            "Last Russian delivery in the register", str(year)
        )
    return found


@declares("arms_transfers", "arms_total", "arms_air", "arms_first", "srb_from_china", "srb_from_russia")
def _chinese_arms_facts(page: ChinaPage) -> dict[str, Fact]:
    found = chinese_deliveries(page)
    found = needed(found[found["iso3"] == ARMED])
    first, last = int(found["year"].min()), int(found["year"].max())
    note = Basis("arms_transfers", year_end(last), found["source"], words.years(first, last))
    total = found["tiv"].sum()
    air = found.loc[found["kind"] == "air defence", "tiv"].sum()
    facts_ = {
        "arms_total": note.word("Chinese deliveries", f"{total:.0f} million"),
        "arms_air": note.percent("Share of air defence", air / total * 100),
        "arms_first": note.word("First Chinese delivery", str(first)),
    }
    for power, name in ((CHINA, "srb_from_china"), ("RUS", "srb_from_russia")):
        shares = arms.trailing_share(page.table("arms_transfers"), ARMED, power)
        if len(shares):
            row = shares.iloc[-1]
            year = int(row["year"])
            facts_[name] = Basis(
                "arms_transfers", year_end(year), [row["source"]], words.years(year - 4, year)
            ).percent(f"Share of {countries.name(power)} in arms delivered to Serbia", row["value"])
    return facts_
