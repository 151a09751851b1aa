"""Numbers and dates as people write them."""

import pandas as pd

from wb6.data.kinds import NO_ACT

# Units that a sentence does not name beside the value.
UNNAMED = frozenset({"", "persons", "items", "see unit", "year"})


def number(value: float, digits: int | None = None) -> str:
    """A number with thousands separated; without `digits` as many decimals as its size deserves.

    >>> number(13960), number(2.614), number(-0.25, 1)
    ('13,960', '2.6', '−0.2')
    """
    if digits is None:
        digits = 0 if abs(value) >= 100 or float(value).is_integer() else 1
    return f"{value:,.{digits}f}".replace("-", "−")


def percent(value: float, digits: int | None = None) -> str:
    """A share between 0 and 100 with its unit.

    >>> percent(2.61), percent(84)
    ('2.6 percent', '84 percent')
    """
    return f"{number(value, digits)} percent"


def money(value: float, currency: str = "USD") -> str:
    """An amount in millions, as millions or billions.

    >>> money(1580, "EUR"), money(86.5, "EUR")
    ('EUR 1.58 billion', 'EUR 86.5 million')
    """
    if abs(value) >= 1000:
        return f"{currency} {value / 1000:,.2f} billion"
    return f"{currency} {number(value)} million"


def quantity(value: float, unit: str) -> str:
    """A value with its unit, as the tables name units.

    >>> quantity(63, "percent"), quantity(2745, "EUR million"), quantity(32.5, "EUR million a year")
    ('63 percent', 'EUR 2.75 billion', 'EUR 32.5 million a year')
    """
    currency, _, scale = unit.partition(" ")
    if currency.isupper() and scale in {"million", "million a year"}:
        return money(value, currency) + scale.removeprefix("million")
    if unit in UNNAMED:
        return str(int(value)) if unit == "year" else people(value)
    return f"{number(value)} {unit}"


def quantities(frame: pd.DataFrame, value: str = "value") -> list[str | None]:
    """The values of a column with what the column `unit` says of them; none where a row has no value."""
    units = frame["unit"].fillna("")
    return [
        quantity(each, unit) if pd.notna(each) else None
        for each, unit in zip(frame[value], units, strict=True)
    ]


def people(value: float) -> str:
    """A head count: millions with one decimal, thousands in full.

    >>> people(6586476), people(25000)
    ('6.6 million', '25,000')
    """
    return f"{value / 1e6:.1f} million" if value >= 1e6 else number(value, 0)


def day(date: pd.Timestamp, precision: str = "day") -> str:
    """A date as precise as its source: 5 June 2017, June 2017, 2017.

    >>> day(pd.Timestamp("2017-06-05")), day(pd.Timestamp("2017-06-30"), "month")
    ('5 June 2017', 'June 2017')
    """
    if precision == "year":
        return str(date.year)
    if precision in {"month", "quarter", "range"}:
        return f"{date:%B %Y}"
    return f"{date.day} {date:%B %Y}"


def short_day(date: pd.Timestamp, precision: str = "day") -> str:
    """A date for a narrow column: 5 Jun 2017, Jun 2017, 2017.

    >>> short_day(pd.Timestamp("2017-06-05")), short_day(pd.Timestamp("2017-06-30"), "month")
    ('5 Jun 2017', 'Jun 2017')
    """
    return day(date, precision).replace(f"{date:%B}", f"{date:%b}")


def ordinal(rank: int) -> str:
    """1st, 2nd, 3rd, 4th.

    >>> [ordinal(rank) for rank in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    if 10 <= rank % 100 <= 13:
        return f"{rank}th"
    return f"{rank}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th') }"


def listing(words: list[str]) -> str:
    """A list in a sentence.

    >>> listing(["Greece", "Romania", "Spain"])
    'Greece, Romania and Spain'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def each(rows: pd.DataFrame, template: str) -> str:
    """Rows in a sentence, each written by a template that names its columns.

    >>> each(pd.DataFrame({"country": ["Albania", "Serbia"], "value": [1.25, 2]}), "{country} {value:.1f}")
    'Albania 1.2 and Serbia 2.0'
    """
    return listing([template.format_map(row) for row in rows.to_dict("records")])


def span(low: float, high: float, digits: int = 0) -> str:
    """Two ends of a range, or the one value when they are written alike.

    >>> span(32.4, 53), span(85, 85)
    ('32 to 53', '85')
    """
    ends = number(low, digits), number(high, digits)
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def count(number: int) -> str:
    """A small number as a word, as titles begin with it.

    >>> count(0), count(4), count(12)
    ('none', 'four', '12')
    """
    small = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[number] if number < len(small) else str(number)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun in a sentence.

    >>> counted(0, "claim holds", "claims hold"), counted(1, "claim holds", "claims hold"), counted(12, "claim", "claims")
    ('no claim holds', 'one claim holds', '12 claims')
    """
    return f"{count(number) if number else 'no'} {many if number > 1 else one}"


def times(number: int, noun: str) -> str:
    """A number in figures with its noun in the singular or the plural.

    >>> times(0, "incident"), times(1, "incident"), times(3, "incident")
    ('no incidents', '1 incident', '3 incidents')
    """
    return f"{people(number) if number else 'no'} {noun}{'' if number == 1 else 's'}"


def often(number: int) -> str:
    """How often something was done.

    >>> often(0), often(1), often(2), often(9)
    ('never', 'once', 'twice', '9 times')
    """
    return ("never", "once", "twice")[number] if number < 3 else f"{number} times"


def plain(value: object) -> str:
    """A value of a choice as people write it.

    >>> plain(["ALB", "MNE"]), plain(2006), plain("public_debt")
    ('ALB, MNE', '2006', 'public debt')
    """
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return str(value).replace("_", " ")


def begin(text: str) -> str:
    """Text as it begins a sentence or a title.

    >>> begin("no incidents"), begin("the EU")
    ('No incidents', 'The EU')
    """
    return text[:1].upper() + text[1:]


def dated(
    frame: pd.DataFrame, column: str = "date", into: str = "when", missing: str | None = None
) -> pd.DataFrame:
    """The frame with a column `into`: the dates of `column` in words, as precise as its `<column>_precision` says.

    Where there is no date stands `missing`.
    """
    pairs = zip(frame[column], frame[f"{column}_precision"], strict=True)
    texts = [day(date, precision) if pd.notna(date) else missing for date, precision in pairs]
    return frame.assign(**{into: texts})


def dated_acts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `when`: the dates in words, and in brackets what dates no act.

    `frame` holds date, date_precision and, in tables of acts, basis: what was only announced, planned or drafted on
    its day says so.
    """
    rows = dated(frame)
    basis = rows["basis"] if "basis" in rows else [""] * len(rows)
    told = [
        f"{when} ({said})" if said in NO_ACT else when for when, said in zip(rows["when"], basis, strict=True)
    ]
    return rows.assign(when=told)


def years(first: int, last: int) -> str:
    """A period of years.

    >>> years(2012, 2025), years(2024, 2024)
    ('2012–2025', '2024')
    """
    return str(first) if first == last else f"{first}–{last}"


def years_of(column: pd.Series) -> str:
    """The period of a column of years or of days.

    >>> years_of(pd.Series([2001, 2000])), years_of(pd.Series([pd.Timestamp("2020-05-01")]))
    ('2000–2001', '2020')
    """
    whole = column.dt.year if pd.api.types.is_datetime64_any_dtype(column.dtype) else column
    return years(int(whole.min()), int(whole.max()))
