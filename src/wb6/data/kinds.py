"""The kinds of error that readers found most often, each a check over all tables whose docstring says it in words."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from wb6.data import package, readings
from wb6.data.exceptions import Check, Finding

# Values of `basis` that say that the date dates no act: it was said, meant or written on that day.
NO_ACT = frozenset({"announced", "planned", "draft"})
# Values of `basis` that say that a number is of posts or of people who may come, not of those who are there.
NO_PEOPLE = frozenset(
    {"approved", "authorised", "ceiling", "cumulative", "decided", "planned", "pledged", "text", "unit"}
)
PLANS = re.compile(
    r"\b(announce[sd]?|announcement|draft|intends?|not (yet|signed)|planned|promised|propose[sd]?|proposal|will be)\b",
    re.IGNORECASE,
)
# Values of `basis` of a row that speaks of a plan: it is none itself, or tells how things stood.
_NO_DEED = NO_ACT | {"reported"}
POSTS = re.compile(
    r"\b(asked for|authorised|budget(ed)?|ceilings?|posts?|(?<!add )up to(?! the\b| \d{4}\b))\b",
    re.IGNORECASE,
)
# Fields in which a row says what happened, in words.
TOLD = ("event", "milestone", "title", "measure", "note")
# Fields that say how a row is known, and not what it is on.
_ASIDE = re.compile(r"(.*_)?id|.*note|basis|bound|edition|.*_?precision|(.*_)?source(_\d+)?|verified_by")
# Numbers of which a figure, and not a year or a running number, is made.
NO_FIGURE = re.compile(r"number|sequence|sample_size|(.*_)?year|horizon_.*|register_.*|price_base")
# Characters of a date that tell its period.
_LENGTHS = {"month": 7, "year": 4}
# Months in which a span of each kind begins.
SPANS = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}
# Digits from which on two equal figures are hardly chance.
_TELLING = 3


def one_figure_has_one_date() -> Iterator[Finding]:
    """No figure of three or more digits stands under two dates, or two values of `basis`, of the same thing.

    Of tables that people fill; rows of data sets are left out, in which a value may well come again.
    """
    for table in _dated():
        figures = _Figures(table)
        for rows in figures.alike(figures.subject):
            told = {figures.dated(row) for row in rows}
            if len(told) > 1:
                when = ", ".join(sorted(filter(None, (text for pair in told for text in pair))))
                yield Finding(
                    table, rows[-1], figures.field(rows[-1]), f"{figures.first(rows[-1])} stands under {when}"
                )


def one_figure_has_one_definition() -> Iterator[Finding]:
    """No figure of three or more digits stands twice on one day in one source, under two definitions or in two rows."""
    for table in _dated():
        figures = _Figures(table)
        for rows in figures.alike([*figures.owners, "source", figures.as_of]):
            others = [field for field in figures.subject if field not in figures.owners]
            differ = [name for name in others if len({figures.cells[name][row] for row in rows}) > 1]
            message = (
                f"{figures.first(rows[-1])} stands in {len(rows)} rows of one day and source, "
                f"{'with another ' + ', '.join(differ) if differ else 'told twice'}"
            )
            yield Finding(table, rows[-1], figures.field(rows[-1]), message)


def posts_are_no_people() -> Iterator[Finding]:
    """A count of people whose row speaks of posts, a budget or a ceiling has a `basis` that says so."""
    for table, allowed in _bases():
        if "planned" in allowed and not NO_ACT.issubset(allowed):
            cells = package.table(table).cells
            for row, (basis, note) in enumerate(zip(cells["basis"], cells["note"], strict=True)):
                word = POSTS.search(note)
                if word and basis not in NO_PEOPLE:
                    yield Finding(table, row, "basis", f"is {basis}, and the note says “{word[0]}”")


def plans_are_no_acts() -> Iterator[Finding]:
    """A row of a table of acts that speaks of a plan, a draft or an announcement has a `basis` that says so."""
    of_code = _basis_of_codes()
    for table, allowed in _bases():
        if NO_ACT.issubset(allowed):
            cells = package.table(table).cells
            codes = cells.get("code", cells["basis"])
            for row, (basis, code) in enumerate(zip(cells["basis"], codes, strict=True)):
                yield from _plans(table, row, basis or of_code.get(code, ""))
    for row, (code, _) in _pairs("eu_milestones", "code", "id"):
        yield from _plans("eu_milestones", row, of_code.get(code, ""))


def _plans(table: str, row: int, basis: str) -> Iterator[Finding]:
    cells = package.table(table).cells
    for field in TOLD:
        word = PLANS.search(cells[field][row]) if field in cells else None
        if word and basis not in _NO_DEED:
            yield Finding(table, row, "basis", f"is {basis or 'empty'}, and the {field} says “{word[0]}”")
            return


def dates_say_what_they_date() -> Iterator[Finding]:
    """Each kind of step says what its date dates, or each of its rows does; and what runs is no plan.

    A state that has not recognised Kosovo has the date of the state of play, one that has that of the recognition.
    """
    of_code = _basis_of_codes()
    for row, (code, basis) in _pairs("nato_milestones", "code", "basis"):
        if bool(of_code.get(code, "")) == bool(basis):
            state = (
                f"says {basis}, and so does its code" if basis else "is empty, and its code leaves it open"
            )
            yield Finding("nato_milestones", row, "basis", state)
    for row, (code, _) in _pairs("eu_milestones", "code", "id"):
        if not of_code.get(code, ""):
            yield Finding("eu_milestones", row, "code", f"{code} does not say what its date dates")
    for row, (step, basis) in _pairs("energy_events", "step", "basis"):
        if step in {"opened", "delivering"} and basis in NO_ACT:
            yield Finding("energy_events", row, "basis", f"{step} is no act that is {basis}")
    for row, (known, precision) in _pairs("kosovo_recognition", "recognises_kosovo", "date_precision"):
        if (known == "true") != (precision == "day"):
            message = "a recognition is dated to the day, the lack of one by the year of the state of play"
            yield Finding("kosovo_recognition", row, "date", message)


def spans_are_dated_to_their_last_day() -> Iterator[Finding]:
    """A month, a quarter or a year stands under its last day, in every table."""
    for table in package.table_names():
        cells = package.table(table).cells
        for field in [name for name in cells if f"{name}_precision" in cells]:
            for row, (date, precision) in _pairs(table, field, f"{field}_precision"):
                if date and precision in SPANS and not _ends(dt.date.fromisoformat(date), precision):
                    yield Finding(table, row, field, f"{date} is not the last day of its {precision}")


def _ends(day: dt.date, span: str) -> bool:
    """Whether a day is the last of a span of that kind."""
    after = day + dt.timedelta(days=1)
    return after.day == 1 and after.month in SPANS[span]


def nothing_is_younger_than_its_sources() -> Iterator[Finding]:
    """No row of a table that people fill is dated after the year in which the last of its sources appeared."""
    if "year" not in package.fields("sources"):
        return
    appeared = {key: year for _, (key, year) in _pairs("sources", "key", "year")}
    for table in _dated():
        cells, as_of = package.table(table).cells, package.resource(table)["asOf"]
        named = [name for name in cells if re.fullmatch(r"source(_\d+)?", name)]
        for row, date in enumerate(cells[as_of]):
            last = max((appeared[cells[name][row]] for name in named if cells[name][row]), default="")
            if last and date[:4] > last:
                yield Finding(table, row, as_of, f"{date} lies after {last}, when its source appeared")


def what_ended_does_not_go_on() -> Iterator[Finding]:
    """Nobody serves in a mission or force after its last day, and nothing flows in what was given up for good.

    Sums of all who ever served may be told later, and the mean of a year is of the months before the end.
    """
    ends = {name: last for _, (name, last) in _pairs("ended_missions", "name", "last_day")}
    for table, field in (
        ("missions_strength", "mission"),
        ("deployments", "mission"),
        ("armed_forces_size", "force"),
        ("un_peacekeeping", "mission"),
    ):
        for row, (name, date, basis) in _pairs(table, field, "date", "basis"):
            begun = f"{date[:4]}-01-01" if basis == "annual_mean" else date
            if name in ends and begun > ends[name] and basis != "cumulative":
                message = f"{date} lies after {ends[name]}, the last day of {name} in ended_missions"
                yield Finding(table, row, "date", message)
    assets = list(_pairs("energy_events", "asset", "step", "date"))
    given_up = {name: date for _, (name, step, date) in assets if step == "cancelled"}
    for row, (name, _, date) in assets:
        if date > given_up.get(name, date):
            message = f"{date} lies after {given_up[name]}, when {name} was given up"
            yield Finding("energy_events", row, "date", message)


def subject(table: str) -> list[str]:
    """Fields that say what a row of a table is on: its texts, without what says how the row is known."""
    fields = package.fields(table)
    texts = [name for name, field in fields.items() if field["type"] in {"string", "boolean"}]
    return [name for name in texts if not _ASIDE.fullmatch(name)]


def numbers(table: str) -> list[str]:
    """Fields of a table that hold figures, and neither years nor running numbers."""
    kinds = {name: field["type"] for name, field in package.fields(table).items()}
    return [
        name
        for name, kind in kinds.items()
        if kind in {"integer", "number"} and not NO_FIGURE.fullmatch(name)
    ]


def what_two_tables_tell_has_one_date() -> Iterator[Finding]:
    """What one source tells in two tables is not dated to the day in one and to its month or year in the other."""
    told: dict[str, list[tuple[str, int, str, str]]] = defaultdict(list)
    for table, allowed in _bases():
        cells = package.table(table).cells
        if "planned" in allowed and "date" in cells:
            for row, source in enumerate(cells["source"]):
                told[source].append((table, row, cells["date"][row], cells["date_precision"][row]))
    for source in told.keys() - readings.data_sets():
        for table, row, date, precision in told[source]:
            period = date[: _LENGTHS.get(precision, 0)]
            days = sorted(
                day
                for other, _, day, exact in told[source]
                if other != table and exact == "day" and period and day.startswith(period) and day != date
            )
            if days:
                yield Finding(
                    table, row, "date", f"{source} is dated to the {precision} here, and to {days[0]}"
                )


def what_is_settled_has_the_day_of_its_step() -> Iterator[Finding]:
    """What the agenda calls closed by a source that tells of steps of the country was closed on the day of one of them."""
    days: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in ("nato_milestones", "eu_milestones"):
        for _, (iso3, source, date) in _pairs(table, "iso3", "source", "date"):
            days[iso3, source].add(date)
    fields = ("iso3", "outcome_source", "closed", "closed_precision")
    for row, (iso3, source, closed, precision) in _pairs("agenda", *fields):
        known = days.get((iso3, source), set())
        if known and precision == "day" and closed not in known:
            message = f"{source} has steps of {', '.join(sorted(known))}, and none of {closed}"
            yield Finding("agenda", row, "closed", message)


def incidents_stand_in_the_register() -> Iterator[Finding]:
    """An incident in Kosovo that killed or hurt people on a known day stands in the register of incidents, too."""
    days = {dt.date.fromisoformat(date) for _, (date,) in _pairs("kfor_incidents", "date")}
    fields = ("iso3", "date", "date_precision", "primary", "killed", "injured")
    for row, (iso3, date, precision, primary, *hurt) in _pairs("security_incidents", *fields):
        known = iso3 == "XKX" and precision == "day" and primary == "true" and {*hurt} - {"", "0"}
        if days and known and not days & _around(dt.date.fromisoformat(date)):
            message = f"the register has no incident on {date} or on a day beside it"
            yield Finding("security_incidents", row, "date", message)


def _around(day: dt.date) -> set[dt.date]:
    """A day and those beside it: a night belongs to two."""
    return {day + dt.timedelta(days=number) for number in (-1, 0, 1)}


class _Figures:
    """The figures of a table that people fill, and which rows hold the same."""

    def __init__(self, table: str) -> None:
        self.cells = package.table(table).cells
        self.as_of: str = package.resource(table)["asOf"]
        self.numbers = numbers(table)
        self.subject = subject(table)
        self.owners = [name for name in self.subject if name.endswith("iso3") or name == "unit"]
        self._taken_over = readings.data_sets()

    def alike(self, fields: Iterable[str]) -> Iterator[list[int]]:
        """Rows that agree in some fields and in a figure of three digits or more; lists of two or more."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, source in enumerate(self.cells["source"]):
            digits = self.first(row).replace(".", "").strip("0")
            if len(digits) >= _TELLING and source not in self._taken_over:
                found[tuple(self.cells[name][row] for name in [*fields, *self.numbers])].append(row)
        yield from (rows for rows in found.values() if len(rows) > 1)

    def field(self, row: int) -> str:
        """The first field of a row that holds a figure; empty for none."""
        return next((name for name in self.numbers if self.cells[name][row]), "")

    def first(self, row: int) -> str:
        """The first figure of a row; empty for none."""
        return self.cells[self.field(row)][row] if self.field(row) else ""

    def dated(self, row: int) -> tuple[str, str]:
        """What dates a row, and its basis where the table has that field."""
        return self.cells[self.as_of][row], self.cells["basis"][row] if "basis" in self.cells else ""


def _cells(table: str, field: str) -> list[str]:
    """Cells of a field; none for a package without the table."""
    return package.table(table).cells[field] if table in package.table_names() else []


def _dated() -> list[str]:
    """Tables that people fill and of which a field dates the rows."""
    return [table for table in readings.tables() if package.resource(table)["asOf"]]


def _pairs(table: str, *fields: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows of a table with the cells of some fields; none for a package without the table."""
    yield from enumerate(zip(*(_cells(table, field) for field in fields), strict=True))


def _basis_of_codes() -> dict[str, str]:
    return {code: basis for _, (code, basis) in _pairs("milestone_codes", "code", "basis")}


def _bases() -> Iterator[tuple[str, frozenset[str]]]:
    """Tables with a field `basis` and what it may say."""
    for table in readings.tables():
        field: dict[str, Any] = package.fields(table).get("basis", {})
        if field:
            yield table, frozenset(field.get("constraints", {}).get("enum", ()))


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        one_figure_has_one_date,
        one_figure_has_one_definition,
        posts_are_no_people,
        plans_are_no_acts,
        dates_say_what_they_date,
        spans_are_dated_to_their_last_day,
        nothing_is_younger_than_its_sources,
        what_ended_does_not_go_on,
        what_two_tables_tell_has_one_date,
        what_is_settled_has_the_day_of_its_step,
        incidents_stand_in_the_register,
    )
}
