"""Changes of what chapters show, chapter by chapter: facts, verdicts on claims, tables and the data of charts."""

from collections.abc import Iterator, Mapping
from typing import Any

from wb6.pipeline.changes import keyed, words
from wb6.pipeline.changes.outputs import Outputs, Shown, read, tells_of_another
from wb6.pipeline.changes.report import Item, Part, Section
from wb6.pipeline.changes.states import State
from wb6.pipeline.notebook import Notebook

# Verdicts of a claim in a ledger, in a reader's words.
VERDICTS = {"then": "when written", "now": "now"}
OTHERWISE = "facts and data as before; prose, notes, descriptions, code or other outputs changed"


def sections(before: State, after: State) -> Iterator[Section]:
    """A section a chapter whose outputs changed, by name."""
    for name in sorted({*before.notebooks(), *after.notebooks()}):
        kept = [state for state in (before, after) if name in state.notebooks()]
        files = [state.notebooks()[name].read_bytes() for state in kept]
        if len(files) == 2 and files[0] == files[1]:
            continue
        old, new = (state.notebook(name) if state in kept else None for state in (before, after))
        yield section(name, old, new, before, after)


def section(name: str, old: Notebook | None, new: Notebook | None, before: State, after: State) -> Section:
    """Changes of one chapter from one notebook to another, which differ."""
    was, now = read(name, old), read(name, new)
    if old is None or new is None:
        there = now if old is None else was
        facts = [fact for fact in there.facts if not tells_of_another(fact, there.facts)]
        sizes = (
            ("fact", facts),
            ("verdict", there.claims),
            ("table", there.tables),
            ("chart", there.charts),
        )
        size = ", ".join(words.sized(noun, len(found)) for noun, found in sizes if found)
        what = f"{'new' if old is None else 'removed'} chapter"
        return Section(there.title, (Part(f"{what}: {size}" if size else what),))
    parts = (
        _facts(was, now, before, after),
        _verdicts(was.claims, now.claims),
        _shown("table", was.tables, now.tables, before, after),
        _shown("chart", was.charts, now.charts, before, after),
    )
    found = tuple(part for part in parts if part)
    return Section(now.title, found or (Part(OTHERWISE),))


def _facts(was: Outputs, now: Outputs, before: State, after: State) -> Part | None:
    """Facts that say something else; what only dates another fact is told with that one."""
    found: dict[str, list[Item]] = {"added": [], "changed": [], "removed": []}
    for name in sorted({*was.facts, *now.facts}):
        old, new = was.facts.get(name), now.facts.get(name)
        if old == new or tells_of_another(name, was.facts) or tells_of_another(name, now.facts):
            continue
        if old and new:
            told = _fact_changed(old, new, before, after)
            if told:
                found["changed"].append(Item(f"{_label(new, now.title, after)}: {told}"))
        elif fact := new or old:
            state, change = (after, "added") if new else (before, "removed")
            text = words.short(fact["text"])
            found[change].append(Item(f"{change}: {_label(fact, now.title, state)}: {text}"))
    return _part("fact", found)


def _label(fact: Mapping[str, Any], chapter: str, state: State) -> str:
    """What a fact is about, with the country where the chapter is not on that country, and the name to find it by."""
    country = state.countries.get(fact["key"].get("iso3", ""), "")
    about = "" if not country or country in chapter or country in fact["label"] else f"{country}, "
    return f"{about}{words.short(fact['label'])} ({fact['name']})"


def _fact_changed(old: Mapping[str, Any], new: Mapping[str, Any], before: State, after: State) -> str:
    """Text, date and sources of a fact, as far as they differ."""
    told = []
    dates = ["" if not fact["date"] else f" ({fact['date']})" for fact in (old, new)]
    if old["text"] != new["text"] or old["date"] != new["date"]:
        shown = dates if dates[0] != dates[1] else ("", "")
        told.append(words.change(old["text"] + shown[0], new["text"] + shown[1]))
    elif old["value"] != new["value"]:
        told.append(f"{words.short(new['text'])}, unrounded {words.change(old['value'], new['value'])}")
    if old["sources"] != new["sources"]:
        told.append(
            words.renamed(
                words.names(old["sources"], before.sources), words.names(new["sources"], after.sources)
            )
        )
    return ", ".join(told)


def _verdicts(was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Part | None:
    """Claims that are judged otherwise or for another reason; and claims that are new or gone."""
    found: dict[str, list[Item]] = {"added": [], "changed": [], "removed": []}
    for claim in sorted({*was, *now}):
        old, new = was.get(claim), now.get(claim)
        if old and new:
            told = [
                f"{name} {words.change(old.get(key, ''), new.get(key, ''))}"
                for key, name in VERDICTS.items()
                if old.get(key) != new.get(key)
            ]
            if told:
                details = (words.clean(new["statement"]), words.clean(new["reason"]))
                found["changed"].append(Item(f"{claim}: {', '.join(told)}", details))
            elif old["reason"] != new["reason"]:
                said = f"{claim}: {words.clean(new['now'])}, as before"
                found["changed"].append(Item(said, (words.change(old["reason"], new["reason"]),)))
        elif there := new or old:
            change = "added" if new else "removed"
            found[change].append(Item(f"{change}: {claim}: {there['now']}"))
    return _part("verdict", found)


def _part(noun: str, found: Mapping[str, list[Item]]) -> Part | None:
    """Items by kind of change as one part, what changed first; None when there are none."""
    items = [*found["changed"], *found["added"], *found["removed"]]
    counts = {change: len(some) for change, some in found.items()}
    return Part(words.counted(noun, counts), tuple(items)) if items else None


def _shown(
    noun: str, was: Mapping[str, Shown], now: Mapping[str, Shown], before: State, after: State
) -> Part | None:
    """Tables or charts that show other data or say so in another headline."""
    found: dict[str, list[Item]] = {"added": [], "changed": [], "removed": []}
    for name in [*now, *(name for name in was if name not in now)]:
        if name in was and name in now:
            item = _headline_and_rows(name, was[name], now[name], before, after)
            if item:
                found["changed"].append(item)
        else:
            there, change = (now[name], "added") if name in now else (was[name], "removed")
            found[change].append(Item(f"{change}: “{words.short(there.title)}” ({name})"))
    return _part(noun, found)


def _headline_and_rows(name: str, old: Shown, new: Shown, before: State, after: State) -> Item | None:
    rows = keyed.rows(old.rows, new.rows, _key(old, new))
    title = f"“{words.clean(new.title)}”"
    if old.title != new.title:
        title = f"“{words.clean(old.title)}” {words.ARROW} {title}"
    elif not rows:
        return None
    counts = f": {words.counted('row', keyed.counts(rows))}" if rows else ""
    headings = old.headings | new.headings
    return Item(f"{title} ({name}){counts}", tuple(_row(row, headings, before, after) for row in rows))


def _key(old: Shown, new: Shown) -> list[str]:
    """The fewest leading columns that tell the rows apart, words before numbers and the source last."""
    columns = [name for name in new.headings if name in old.headings]
    words_first = [name for name in columns if name not in old.numeric | new.numeric and name != "source"]
    candidates = [words_first[:length] for length in range(1, len(words_first) + 1)]
    if "source" in columns:
        candidates.append([*words_first, "source"])
    return next((key for key in candidates if keyed.unique(old.rows, new.rows, key)), [])


def _row(row: keyed.Row, headings: Mapping[str, str], before: State, after: State) -> str:
    """A row of a chart or table: what it is about, then old and new."""
    state = before if row.change == "removed" else after
    hidden = {"iso3"} if "country" in row.key else set()
    about = [
        state.sources.get(value, value) if name == "source" else value
        for name, value in row.key.items()
        if value and name not in hidden
    ]
    place = ", ".join(words.short(part) for part in about)
    told = []
    for name, (old, new) in row.fields.items():
        if name == "source":
            if row.change == "changed":
                told.append(words.renamed(before.sources.get(old, old), after.sources.get(new, new)))
        elif row.change == "changed":
            told.append(f"{headings[name]}: {words.change(old, new)}")
        elif name not in {"iso3", *hidden}:
            told.append(f"{headings[name]}: {words.short(new or old)}")
    said = f"{place}; {'; '.join(told)}" if told else place
    return said if row.change == "changed" else f"{row.change}: {said}"
