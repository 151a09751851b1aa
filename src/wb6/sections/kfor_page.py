"""What all sections of the chapter on KFOR share: its figures of strength, cut to the edition."""

import pandas as pd

from wb6.measures import kfor, unrest
from wb6.sections.page import PageOnActor, kept

HOST = "XKX"


class KforPage(PageOnActor):
    """KFOR in an edition, with the countries of the region that the page looks at."""

    actor, topic, subject = "KFOR", "kfor", "KFOR"

    def awaited(self) -> list[str]:
        """The host and NATO."""
        return [HOST, "NATO"]

    @kept
    def counted(self) -> pd.DataFrame:
        """Figures of the size of the force, intentions left out."""
        figures = kfor.counted(self.table("kfor_strength"))
        return figures[figures["date"].dt.year >= self.since].reset_index(drop=True)

    @kept
    def rivals(self) -> pd.DataFrame:
        """Figures of about the same date taken together, cuts that were carried out kept apart."""
        return kfor.rivals(self.counted(), kfor.carried_out(self.plans())["closed"])

    @kept
    def plans(self) -> pd.DataFrame:
        """Cuts of KFOR that were decided or that the press told of (`size_change` says which), by the day they became known."""
        agenda = self.agenda()
        return agenda[agenda["size_change"].notna()].sort_values(
            ["announced", "size"], ascending=[True, False], ignore_index=True
        )

    @kept
    def unrest(self) -> pd.DataFrame:
        """Incidents of unrest in Kosovo, numbered by date."""
        found = unrest.incidents_of(self.table("security_incidents"), HOST)
        found = found[found["date"].dt.year >= self.since].reset_index(drop=True)
        return found.assign(number=range(1, len(found) + 1))

    def sources_of_test(self) -> list[str]:
        """Keys of all sources behind sizes and incidents, for figures computed from both."""
        return sorted({*self.counted()["source"], *self.unrest()["source"]})


def months(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Months from a day to another in words.

    >>> months(pd.Timestamp("2023-05-30"), pd.Timestamp("2023-06-30"))
    'May to June 2023'
    """
    if (start.year, start.month) == (end.year, end.month):
        return f"{end:%B %Y}"
    return f"{start:%B} to {end:%B %Y}" if start.year == end.year else f"{start:%B %Y} to {end:%B %Y}"
