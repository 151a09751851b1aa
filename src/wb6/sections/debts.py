"""What the states of the region owe Russia and China."""

import pandas as pd

from wb6.data import countries, words
from wb6.data.facts import Fact
from wb6.figures import lines
from wb6.figures.figure import Figure, Heading
from wb6.figures.tables import Caption, Column, Table, number_columns, table
from wb6.measures import economy
from wb6.sections.china_page import ARMED, DEBTOR, ChinaPage
from wb6.sections.declared import declares
from wb6.sections.guard import needed, shows
from wb6.sections.russia_page import POWER, RussiaPage, by_value
from wb6.sections.written import Basis, year_end

TABLE = "debt_by_creditor"
COUNTED = (
    "Debt that the state owes or guarantees, owed abroad and long-term, by the World Bank's count. Domestic debt and "
    "private debt without a guarantee are not in it."
)
NO_CREDITOR = "A country without a line has no Chinese creditor in these figures."
# The states with figures of debt, as their facts name them.
DEBTORS = ("alb", "bih", "mne", "mkd", "srb")
SPAN = 5


def owed_at(row: pd.Series) -> Basis:
    """What a row of debt at the end of a year rests on."""
    year = int(row["year"])
    return Basis(TABLE, year_end(year), [row["source"]], f"end of {year}")


@shows("debt", "Debt to Russia", "debt to Russia")
def debt_to_russia(page: RussiaPage) -> Figure:
    """Share of external public debt owed to Russia."""
    debt = page.table(TABLE)
    since = max(page.since, 2000)
    values = needed(page.each(lambda iso3: economy.creditor_shares(debt, iso3, [POWER], since)))
    last = values.sort_values("year").drop_duplicates("iso3", keep="last")
    top = last.sort_values("value").iloc[-1]
    peak = values.loc[values[values["iso3"] == top["iso3"]]["value"].idxmax()]
    most = f"; the most was {peak['value']:.1f} in {int(peak['year'])}" if peak["year"] != top["year"] else ""
    return lines.by_country(
        values,
        heading=Heading(
            title=(
                f"{top['country']} owed Russia {top['value']:.1f} percent of its external public debt at the end of "
                f"{int(top['year'])}{most}"
            ),
            subtitle=(
                f"Share of Russia in public and publicly guaranteed external debt, percent, year-ends "
                f"{words.years_of(values['year'])}"
            ),
            alt_text=f"Line chart of the countries with a Russian creditor. Newest: {by_value(last)} percent.",
        ),
        value_heading="Percent of external public debt",
        note="The other countries have no Russian row in the debt statistics. Domestic debt is not counted.",
    )


@shows("share-of-debt", "Debt to China", "debt to China")
def share_of_debt(page: ChinaPage) -> Figure:
    """China's share of external public debt, by country."""
    shares = countries.with_names(needed(page.owed("share_ppg_external_debt")))
    peak = shares.loc[shares["value"].idxmax()]
    return lines.by_country(
        shares,
        heading=Heading(
            title=(
                f"China's share of external public debt peaked at {peak['value']:.0f} percent in {peak['country']} "
                f"({int(peak['year'])})"
            ),
            subtitle=f"Debt to China, percent of external public debt, {_year_ends(shares)}",
            alt_text=f"Line chart. {_newest(shares)}.",
        ),
        value_heading="Percent of external public debt",
        note=f"{COUNTED} {NO_CREDITOR}",
        style=lines.BROKEN,
    )


@shows("share-of-output", "Debt to China and GDP", "debt to China")
def share_of_output(page: ChinaPage) -> Figure:
    """Debt to China as a share of GDP, by country."""
    shares = countries.with_names(needed(page.owed("share_gdp")))
    last = shares[shares["year"] == shares["year"].max()]
    top = last.loc[last["value"].idxmax()]
    peak = shares.loc[shares[shares["iso3"] == top["iso3"]]["value"].idxmax()]
    after = f", after {peak['value']:.1f} in {int(peak['year'])}" if peak["year"] < top["year"] else ""
    others = last[last["iso3"] != top["iso3"]]["value"]
    rest = f"; no other owed more than {others.max():.1f}" if len(others) else ""
    return lines.by_country(
        shares,
        heading=Heading(
            title=(
                f"{top['country']} owed China {top['value']:.1f} percent of GDP at the end of {int(top['year'])}{after}{rest}"
            ),
            subtitle=f"Public debt to China, percent of GDP, {_year_ends(shares)}",
            alt_text=(
                f"Line chart. {_newest(shares)}. The highest value is {shares['value'].max():.1f} percent."
            ),
        ),
        value_heading="Percent of GDP",
        note=f"{COUNTED} {NO_CREDITOR}",
        style=lines.BROKEN,
    )


def _year_ends(values: pd.DataFrame) -> str:
    return f"year-ends {words.years_of(values['year'])}"


def _newest(shares: pd.DataFrame) -> str:
    """Shares at the newest year-end in words, the highest first."""
    year = int(shares["year"].max())
    last = shares[shares["year"] == year].sort_values("value", ascending=False)
    listed = words.each(last, "{country} {value:.1f} percent")
    return f"At the end of {year}: {listed}"


def debt_table(page: ChinaPage) -> Table:
    """Debt to China by country in three measures, newest year and peak."""
    shares = page.owed("share_ppg_external_debt")
    highest = shares.loc[shares.groupby("iso3")["value"].idxmax()]
    peaks = {row.iso3: f"{row.value:.1f} ({int(row.year)})" for row in highest.itertuples()}
    rows = shares.drop_duplicates("iso3", keep="last").rename(columns={"value": "share"})
    for name, code in (("output", "share_gdp"), ("owed", "ppg_bilateral")):
        others = page.owed(code)[["iso3", "year", "value"]].rename(columns={"value": name})
        rows = rows.merge(others, on=["iso3", "year"], how="left")
    rows = countries.with_names(rows.assign(when=rows["year"].astype(str), peak=rows["iso3"].map(peaks)))
    return table(
        rows.sort_values("share", ascending=False),
        [
            Column("country", "Country"),
            Column("owed", "Owed to China", lambda value: words.money(round(float(value), 1)), numeric=True),
            Column("share", "Of external public debt", _small, numeric=True),
            Column("output", "Of GDP", _small, numeric=True),
            *number_columns(when="Year-end", peak="Highest share of debt, percent"),
        ],
        Caption(
            name="debt-table",
            title="Public debt to China by country",
            subtitle="Newest year-end, and the highest share of all year-ends",
            note="Kosovo has no Chinese creditor in these figures and no row.",
        ),
    )


def _small(value: float) -> str:
    """A share in percent with one decimal; what would round to nothing is said to be small."""
    return "below 0.1 percent" if 0 < value < 0.05 else words.percent(float(value), 1)


@declares(TABLE, *(f"{code}_{part}" for code in DEBTORS for part in ("share", "peak", "owed", "output")))
def _debt_to_china_by_country(page: ChinaPage) -> dict[str, Fact]:
    shares, owed, output = _three_measures(page)
    found: dict[str, Fact] = {}
    for iso3, own in shares.groupby("iso3"):
        code, place = iso3.lower(), countries.name(iso3)
        last, peak = own.iloc[-1], own.loc[own["value"].idxmax()]
        amount, ratio = (values[values["iso3"] == iso3].iloc[-1] for values in (owed, output))
        found |= {
            f"{code}_share": owed_at(last).percent(
                f"China's share of external public debt, {place}", last["value"]
            ),
            f"{code}_peak": owed_at(peak).percent(
                f"China's highest share of external public debt, {place}", peak["value"]
            ),
            f"{code}_owed": owed_at(amount).money(f"Public debt to China, {place}", amount["value"]),
            f"{code}_output": owed_at(ratio).percent(
                f"Public debt to China, percent of GDP, {place}", ratio["value"]
            ),
        }
    return found


def _three_measures(page: ChinaPage) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Debt to China as a share of external public debt, in USD million, and as a share of GDP."""
    share, amount, output = map(page.owed, ("share_ppg_external_debt", "ppg_bilateral", "share_gdp"))
    return share, amount, output


@declares(TABLE, "owed_total", "owed_srb_share", "srb_owed_before", "output_peak", "mne_fall")
def _debt_to_china(page: ChinaPage) -> dict[str, Fact]:
    _, owed, output = _three_measures(page)
    needed(owed)
    last = owed[owed["year"] == owed["year"].max()]
    highest = output.loc[output["value"].idxmax()]
    total = last["value"].sum()
    found = {
        "owed_total": owed_at(last.iloc[0]).money("Public debt to China", total),
        "output_peak": owed_at(highest).percent("Highest debt to China, percent of GDP", highest["value"]),
    }
    serbia = owed[owed["iso3"] == ARMED]
    if len(serbia) > SPAN:
        before, now = serbia.iloc[-1 - SPAN], serbia.iloc[-1]
        found["srb_owed_before"] = owed_at(before).money(
            "Public debt of Serbia to China, five years before", before["value"]
        )
        found["owed_srb_share"] = owed_at(now).percent(
            "Serbia's share of the debt", now["value"] / total * 100
        )
    debtor = owed[owed["iso3"] == DEBTOR]
    if debtor["value"].sum() > 0:
        now = debtor.iloc[-1]
        found["mne_fall"] = owed_at(now).percent(
            "Fall of Montenegro's debt to China from its peak",
            (1 - now["value"] / debtor["value"].max()) * 100,
        )
    return found
