"""The facts that the prose on the claims places: numbers of verdicts, and what the tests of some claims found."""

import pandas as pd

from wb6.chapters import rivals
from wb6.chapters.verdicts.base import ANSWERED, VerdictsBase
from wb6.chapters.verdicts.entries import hang_on_choices
from wb6.chapters.verdicts.stories import TOLD, Told
from wb6.chapters.written import fact, missing
from wb6.claims.verdicts import Verdict
from wb6.data import words
from wb6.data.facts import Fact, unknown

SHORT = {
    Verdict.HOLDS: "holds",
    Verdict.IN_PART: "in_part",
    Verdict.FAILS: "fails",
    Verdict.OVERTAKEN: "overtaken",
    Verdict.OPEN: "open",
    Verdict.NOT_TESTABLE: "untestable",
}
SEEDS = ("000", "001", "002", "003", "004")
NARROW, WIDE = ("date", "figure", "event"), ("causal", "normative", "forecast")
TABLE = "claims"


class VerdictFacts(VerdictsBase):
    """Facts on the claims of an edition."""

    def facts(self) -> dict[str, Fact]:
        """All facts that the prose of the chapter places."""
        named = {
            **self._totals(),
            **self._by_source(),
            **self._by_kind(),
            **self._sides(),
            **self._errors(),
            **self._told(),
        }
        return {name: named[name] for name in sorted(named)}

    def _number(self, name: str, label: str, value: int, sources: pd.Series | None = None) -> Fact:
        if self.judged.empty:
            return unknown(name, label)
        keys = self.judged["source"] if sources is None else sources
        text = words.count(value) if value <= 10 else words.people(value)
        return fact(name, label, text, value, "", self.today, self.edition.day, TABLE, keys)

    def _percent(self, name: str, label: str, rows: pd.Series) -> Fact:
        """The share of true among some yes and no, as a whole number."""
        if rows.empty:
            return unknown(name, label, "percent")
        value = round(float(rows.mean()) * 100)
        keys = self.judged["source"]
        return fact(
            name, label, words.percent(value, 0), value, "percent", self.today, self.edition.day, TABLE, keys
        )

    def _totals(self) -> dict[str, Fact]:
        frame = self.judged
        found = {"claims_total": self._number("claims_total", "Claims in the ledger", len(frame))}
        for column, suffix, when in (("now", "", "now"), ("then", "_then", "as of their writing")):
            counted = frame[column].value_counts()
            for verdict, short in SHORT.items():
                name = f"{short}{suffix}"
                found[name] = self._number(name, f"Claims: {verdict}, {when}", int(counted.get(verdict, 0)))
        missed = frame["now"].isin([Verdict.FAILS, Verdict.OVERTAKEN])
        changed = frame["then"] != frame["now"]
        hang = [hang_on_choices(self.judgements[claim]) for claim in frame["claim_id"]]
        tested = frame[frame["now"].isin(ANSWERED)]
        counts = (
            ("missed", "Claims that do not hold now, overtaken ones included", int(missed.sum())),
            ("changed_count", "Claims with another verdict now than when written", int(changed.sum())),
            ("hang_on_choices", "Claims on which defensible choices part", sum(hang)),
            ("answered", "Claims with an answer", len(tested)),
            ("capped", "Claims with a part that is not tested", int(frame["untested"].ne("").sum())),
            ("evidence_rows", "Rows of data that verdicts rest on", int(frame["rows"].sum())),
            ("on_data", "Claims decided on data", int(frame["checkable"].eq("data").sum())),
            ("on_documents", "Claims decided on documents", int(frame["checkable"].eq("document").sum())),
        )
        found |= {name: self._number(name, label, value) for name, label, value in counts}
        found["holds_share"] = self._percent(
            "holds_share", "Claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
        )
        found["missed_share"] = self._percent(
            "missed_share", "Claims that do not hold, of those with an answer", missed[tested.index]
        )
        return found

    def _by_source(self) -> dict[str, Fact]:
        found = {}
        for seed in SEEDS:
            rows = self.judged[self.judged["seed"] == seed]
            tested = rows[rows["now"].isin(ANSWERED)]
            name = rows["text"].iloc[0] if len(rows) else seed
            missed = tested["now"].isin([Verdict.FAILS, Verdict.OVERTAKEN])
            for short, label, value in (
                ("claims", "claims", len(rows)),
                ("answered", "claims with an answer", len(tested)),
                ("holds", "claims that hold", int(tested["now"].eq(Verdict.HOLDS).sum())),
                ("missed", "claims that do not hold", int(missed.sum())),
                ("untestable", "claims not testable", int(rows["now"].eq(Verdict.NOT_TESTABLE).sum())),
            ):
                key = f"{short}_{seed}"
                found[key] = (
                    self._number(key, f"{name}: {label}", value, rows["source"])
                    if len(rows)
                    else unknown(key, f"{name}: {label}")
                )
            key = f"share_{seed}"
            found[key] = self._percent(
                key, f"{name}: claims that hold, of those with an answer", tested["now"].eq(Verdict.HOLDS)
            )
        return found

    def _by_kind(self) -> dict[str, Fact]:
        frame = self.judged[self.judged["now"].isin(ANSWERED)]
        cells = frame["locator"].str.startswith("Table ", na=False)
        apart = frame[~cells]
        return {
            "cells": self._number("cells", "Claims that are cells of a table", int(cells.sum())),
            "cells_hold": self._number(
                "cells_hold",
                "Claims that are cells of a table and hold",
                int((cells & frame["now"].eq(Verdict.HOLDS)).sum()),
            ),
            "holds_share_apart": self._percent(
                "holds_share_apart",
                "Claims that hold, of those with an answer that are no cell of a table",
                apart["now"].eq(Verdict.HOLDS),
            ),
            "share_000_apart": self._percent(
                "share_000_apart",
                "The journal article without its tables: claims that hold, of those with an answer",
                apart.loc[apart["seed"] == "000", "now"].eq(Verdict.HOLDS),
            ),
            **{
                name: self._percent(
                    name, label, frame.loc[frame["kind"].isin(kinds), "now"].eq(Verdict.HOLDS)
                )
                for name, label, kinds in (
                    ("narrow_share", "Dates, figures and events that hold", NARROW),
                    ("wide_share", "Causes, norms and forecasts that hold", WIDE),
                )
            },
        }

    def _sides(self) -> dict[str, Fact]:
        """In how many split disagreements a claim of each text holds, and in how many one does not."""
        split = [
            group
            for group in rivals.groups(self.table("disagreements"), self.judged)
            if group.outcome == "split"
        ]
        found = {"split_groups": self._number("split_groups", "Disagreements that split", len(split))}
        for seed in SEEDS:
            for side in ("right", "wrong"):
                name = f"{side}_{seed}"
                number = sum(seed in set(getattr(group, side)["seed"]) for group in split)
                label = f"Split disagreements in which the text is {side}"
                found[name] = self._number(name, label, number)
        return found

    def _errors(self) -> dict[str, Fact]:
        rows = self.table("seed_errors")
        rows = rows[rows["finding"].notna()]
        if rows.empty:
            return missing(("errors_noted", "errors_confirmed", "errors_refuted"), "seed_errors")
        counted = rows["status"].value_counts()
        table, confirmed = "seed_errors", int(counted.get("confirmed", 0))
        numbers = (
            ("errors_noted", "Slips and contradictions noted", len(rows), table),
            ("errors_confirmed", "Slips and contradictions confirmed", confirmed, table),
            ("errors_refuted", "Notes that were no error", int(counted.get("not confirmed", 0)), table),
        )
        return self.numbers(numbers, rows["seed_source"])

    def _told(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for name, told in TOLD.items():
            found |= self._story(name, told)
        return found

    def _story(self, name: str, told: Told) -> dict[str, Fact]:
        """Both verdicts on a claim, and what the named points of its test found."""
        names = [name, f"{name}_then", *told.points]
        if told.claim_id not in self.judgements:
            return missing(names, TABLE)
        judged = self.judgements[told.claim_id]
        seed = self.judged.set_index("claim_id").loc[told.claim_id, "source"]
        key, day = {"claim_id": told.claim_id}, self.edition.day
        texts = {name: (str(judged.verdict), "verdict now", (seed,))}
        texts[f"{name}_then"] = (str(judged.then.verdict), "verdict as of its writing", (seed,))
        for point, place in told.points.items():
            reading = judged.now.readings[place]
            texts[point] = (
                reading.found.text,
                reading.point.measured,
                reading.found.sources,
            )
        return {
            each: fact(
                each, f"{told.claim_id}, {label}", text, text, "", self.today, day, TABLE, sources, key
            )
            for each, (text, label, sources) in texts.items()
        }
