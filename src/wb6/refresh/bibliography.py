"""Write into `references.bib` and `sources.csv` which edition was read, and on which day."""

import re

import pandas as pd

from wb6.refresh.publisher import Citation

TEX = str.maketrans({char: f"\\{char}" for char in "_&%#$"})


def renewed_references(text: str, citation: Citation, day: str) -> str:
    """The bibliography with the entry of the citation renewed, or put in its place by key."""
    renewed = {
        "title": f"{{{_tex(citation.title)}}}",
        "year": str(citation.year),
        "url": citation.url,
        "note": _tex(citation.accessed_via),
        "urldate": day,
    }
    entry = _entry(citation.key).search(text)
    if entry:
        written = entry[0]
        for name, value in renewed.items():
            written = _with_field(written, name, value)
        return text[: entry.start()] + written + text[entry.end() :]
    fields = {"author": f"{{{_tex(citation.publisher)}}}", **renewed}
    order = ("author", "title", "year", "url", "note", "urldate")
    lines = ",\n".join(f"  {name} = {{{fields[name]}}}" for name in order)
    new = f"@misc{{{citation.key},\n{lines}\n}}\n"
    for later in re.finditer(r"^@\w+\{([^,\s]+),", text, re.MULTILINE):
        if later[1] > citation.key:
            return f"{text[: later.start()]}{new}\n{text[later.start() :]}"
    return f"{text.rstrip()}\n\n{new}"


def renewed_sources(table: pd.DataFrame, citation: Citation) -> pd.DataFrame:
    """The table of sources (text) with the row of the citation renewed, or added in its place by key."""
    row = {
        "title": citation.title,
        "year": str(citation.year),
        "url": citation.url,
        "accessed_via": citation.accessed_via,
        "label": citation.label,
        "grade": citation.grade,
        "passes_on": citation.passes_on,
    }
    if (table["key"] == citation.key).any():
        here = table["key"] == citation.key
        return table.assign(**{name: table[name].mask(here, value) for name, value in row.items()})
    row |= {
        "key": citation.key,
        "publisher": citation.publisher,
        "kind": citation.kind,
        "licence": citation.licence,
        "terms": citation.terms,
    }
    new = pd.DataFrame([row]).reindex(columns=table.columns).fillna("")
    return pd.concat([table, new], ignore_index=True).sort_values("key", ignore_index=True)


def last_access(text: str, keys: list[str]) -> str:
    """The newest day on which one of these sources was read by a refresh; empty if none was."""
    days = [found[1] for key in keys if (found := re.search(r"urldate = \{([\d-]+)\}", _body(text, key)))]
    return max(days, default="")


def _entry(key: str) -> re.Pattern[str]:
    return re.compile(rf"^@\w+\{{{re.escape(key)},\n.*?^\}}\n", re.MULTILINE | re.DOTALL)


def _body(text: str, key: str) -> str:
    entry = _entry(key).search(text)
    return entry[0] if entry else ""


def _with_field(entry: str, name: str, value: str) -> str:
    """The entry with one field set; a new field comes last."""
    line = f"  {name} = {{{value}}}"
    found = re.search(rf"^  {name} = .*?(,?)$", entry, re.MULTILINE)
    if found:
        return entry[: found.start()] + line + found[1] + entry[found.end() :]
    return f"{entry.removesuffix('}').rstrip().removesuffix('}').rstrip()},\n{line}\n}}\n"


def _tex(text: str) -> str:
    return text.translate(TEX)
