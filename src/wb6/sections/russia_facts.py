"""The facts that the prose of the chapter on Russia may place."""

import pandas as pd

from wb6.data import words
from wb6.data.facts import Fact
from wb6.indicators.catalogue import indicator
from wb6.sections import matrix, trade
from wb6.sections.declared import declares
from wb6.sections.energy import energy_weights, gas_shares, russian_gas_in_energy
from wb6.sections.matrix import fact_of_row
from wb6.sections.russia_page import RussiaPage
from wb6.sections.written import Basis, year_end


@declares("trade_partners", "others_trade", "eu_times", "eu_times_next")
def _trade_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "trade_partners", {}
    both = pd.concat([trade.trade(page, "RUS"), trade.trade(page, "EU27")], ignore_index=True)
    if both.empty:
        return found
    year = int(both["year"].max())
    last = both[both["year"] == year]
    wide = last.pivot(index="iso3", columns="partner_iso3", values="value")
    others = wide.drop(index="SRB", errors="ignore")["RUS"]
    found["others_trade"] = Basis.of_year(table, year, last["source"]).percent(
        "Largest Russian share in the trade of the others", others.max()
    )
    times = (wide["EU27"] / wide["RUS"]).sort_values()
    for name, ratio in (("eu_times", times.iloc[0]), ("eu_times_next", times.iloc[1])):
        text = f"{ratio:.0f} times"
        found[name] = Basis(table, year_end(year), last["source"], str(year)).fact(
            "Trade with the EU to trade with Russia", text, round(float(ratio), 1), "times"
        )
    return found


@declares(
    "energy_dependence",
    "gas_most",
    "gas_high",
    "gas_none",
    "bih_gas_energy",
    "mkd_gas_energy",
    "srb_gas_low",
)
def _gas_facts(page: RussiaPage) -> dict[str, Fact]:
    table, found = "energy_dependence", {}
    energy = russian_gas_in_energy(page)
    labels = {"gas_most": None, "bih_gas_energy": "BIH", "mkd_gas_energy": "MKD"}
    for name, iso3 in labels.items():
        rows = energy[energy["iso3"] == iso3] if iso3 else energy.sort_values("value").tail(1)
        if len(rows) and rows.iloc[0]["value"] > 0:
            row = rows.iloc[0]
            found[name] = Basis.of_year(table, row["year"], [row["source"]]).percent(
                f"Russian gas in all energy, {row['country']}", row["value"]
            )
    shares = gas_shares(page)
    if len(shares):
        high = shares[shares["value"] >= 80]
        found["gas_high"] = Basis.of_year(table, shares["year"].max(), shares["source"]).word(
            "Countries with four fifths or more of their gas from Russia", words.count(len(high))
        )
        every = matrix.channel(page, "gas")
        low = every[every["iso3"] == "SRB"].sort_values("value").head(1)
        found["srb_gas_low"] = fact_of_row(indicator("gas_rus"), "SRB", low, ", lowest published")
    none = energy_weights(page)
    none = none[none["value"] == 0]
    if len(none):
        found["gas_none"] = Basis.of_year(table, none["year"].max(), none["source"]).word(
            "Countries without a gas market", words.count(len(none))
        )
    return found
