"""Public opinion."""

from typing import Any

from wb6.chapters.country.base import CountryBase
from wb6.figures import figure
from wb6.figures import opinion as chart
from wb6.measures import opinion

NATO_TOPICS = ("nato_support", "nato_vote")
EU_TOPICS = ("eu_support", "eu_vote")
ACROSS = (
    "A thin line joins answers to one question by one pollster; points of different pollsters form no trend."
)


class Opinion(CountryBase):
    """The section on public opinion."""

    def opinion_on_nato(self) -> Any:
        """Answers on NATO membership."""
        return self._answers("opinion-nato", "NATO", NATO_TOPICS)

    def opinion_on_eu(self) -> Any:
        """Answers on EU membership."""
        return self._answers("opinion-eu", "the EU", EU_TOPICS)

    def _answers(self, name: str, union: str, topics: tuple[str, ...]) -> Any:
        polls = opinion.answers(self.table("polls"), self.iso3, topics)
        polls = polls[polls["answer"].isin(chart.GROUPS)]
        if polls.empty:
            return figure.empty(
                name=name, title=f"Opinion on {union}", reason=self.unknown(f"poll on joining {union}")
            )
        groups = polls.assign(group=polls["answer"].map(chart.GROUPS))
        favour, against = (groups.loc[groups["group"] == group, "percent"] for group in ("for", "against"))
        count = polls[["pollster", "date"]].drop_duplicates().shape[0]
        years = f"{polls['date'].min().year}–{polls['date'].max().year}"
        ranges = [
            f"{values.min():.0f} to {values.max():.0f} percent {word}"
            for word, values in (("for", favour), ("against", against))
            if len(values)
        ]
        return chart.answers(
            polls,
            name=name,
            title=f"{count} polls in {self.name} on joining {union}: {' and '.join(ranges)}",
            subtitle=f"Answers to questions on membership, percent, one point an answer of a poll, {years}",
            alt_text=f"Points of {polls['pollster'].nunique()} pollsters, {years}: {' and '.join(ranges)}.",
            note=ACROSS,
        )
