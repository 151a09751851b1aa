"""What all sections of the chapter on China share: its tables, cut to the edition and the countries."""

import pandas as pd

from wb6.data import countries as names
from wb6.measures import debt, economy, projects
from wb6.sections.page import PageOnActor, kept

CHINA = "CHN"
DEBTOR = "MNE"  # the debtor of which a source text makes a claim
ARMED = "SRB"  # the one recipient of Chinese arms of this century
PRICES = "USD million at prices of 2021"


class ChinaPage(PageOnActor):
    """China in an edition, with the countries of the region that the page looks at."""

    actor, topic, subject = CHINA, "china", "China"

    def codes(self) -> list[str]:
        """The countries."""
        return [*self.countries]

    def projects(self) -> pd.DataFrame:
        """Projects of all registers in the countries of the page."""
        return self.of_countries(self.table("china_projects"))

    @kept
    def loans(self) -> pd.DataFrame:
        """Loans of the one register that can be added up, with what became of them."""
        return projects.loans(self.projects(), economy.LOANS)

    def gifts(self) -> pd.DataFrame:
        """Gifts of the same register."""
        return projects.gifts(self.projects(), economy.LOANS)

    @kept
    def covered(self) -> tuple[int, int]:
        """First and last year that the register covers; the last of the edition where it has no row."""
        last = self.edition.last_full_year
        return projects.covered(self.table("china_projects"), economy.LOANS) or (last, last)

    @property
    def register_end(self) -> int:
        """The last year that the register covers in the edition."""
        return min(self.edition.last_full_year, self.covered()[1])

    @kept
    def owed(self, indicator: str) -> pd.DataFrame:
        """What the countries owe China: ppg_bilateral, share_ppg_external_debt or share_gdp."""
        return debt.of_creditor(
            self.table("debt_by_creditor"), CHINA, indicator, self.countries, max(self.since, 2000)
        )

    @kept
    def creditors(self) -> pd.DataFrame:
        """External public debt by group of creditors, China named."""
        parts = debt.by_group(self.of_countries(self.table("debt_by_creditor")), CHINA)
        parts = parts.assign(group=parts["group"].replace({"creditor": "China"}))
        return names.with_names(parts[parts["year"] >= max(self.since, 2000)])
