"""The rules of the book's prose: traced numbers, known sources, one skeleton, neutral terms."""

import re
from collections.abc import Iterator
from pathlib import Path

from wb6.book import manuscript, prominent, wording
from wb6.book.manuscript import ROLE, Chapter, Line
from wb6.data import folders, package
from wb6.data.problems import Problem

# Sections of every country chapter, in this order, so that a reader can lay two side by side.
NEWS = "The last eighteen months"
SKELETON = (
    "At a glance",
    NEWS,
    "The road to NATO and the EU",
    "Defence effort",
    "Forces and contributions",
    "Outside powers",
    "Public opinion",
    "What helps, what hinders",
    "What the sources claim",
    "What to watch",
    "Sources and data",
)
# What a chapter shows but does not argue with; it may have this section, before the last.
FURTHER = "Further indicators"
# Terms that take a side, each with the row of framing.csv that gives the neutral wording.
CONTESTED = {
    r"so-called": "000-kosovo-so-called-republic",
    r"self-(?:declared|proclaimed)|unilateral(?:ly)? declar\w+": "000-kosovo-self-declared-unilaterally",
    r"quasi-states?": "000-kosovo-region-of-kosovo-quasi-states",
    r"Kosovo and Metohija": "000-kosovo-and-metohija",
    r"(?:NATO|Alliance|western)(?:'s|’s)? aggression": "000-1999-nato-aggression",
    r"civil wars?": "000-1990s-bloody-civil-war",
    r"Northern Macedonia": "000-northern-macedonia",
    r"colou?red revolutions?": "000-macedonian-change-of-government-coloured-revolution-over",
    r"(?:collective|the) West(?!ern)\b": "000-the-west-collective-west",
    r"Bosniak-Muslims?": "000-bosniak-muslim-bosniaks-muslims",
    r"Bosniak-Croat entity": "001-bosniak-croat-entity",
    r"Republic of Srpska|Moscow-backed": "004-republic-of-srpska-moscow-backed",
    r"(?:Russian )?spoilers?|mischief": "001-russia-spoiler-mischief-destabilize",
    r"weaponi[sz]ation|Ruski[j ]? ?Mir": "004-russia-weaponization-ruskij-mir-outpost",
    r"Euro-?[Aa]tlantic family": "004-euroatlantic-family",
    r"militiam[ae]n": "003-militiamen-at-banjska",
    r"hooligans?|gangs?|rioters?": "004-hooligans-rioters-gangs",
    r"Greater (?:Serbia|Albania)|Serbian world": "004-greater-serbia-greater-albania-serbian-world",
}

# Written by `wb6 diff --markdown`: its numbers are counts and cells of two states of the data, of which
# glue knows one, and its words those of the rows, terms that a source uses among them.
GENERATED = {"changes"}

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
# What may hold digits that are no statement: code, link targets, addresses, HTML, footnote marks,
# and names in which a digit hangs on a letter (WB6, EU27, S-300).
_NOT_PROSE = re.compile(
    r"`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+|\[\^[^\]]*\]|\{[^}]*\}|\b[A-Z][A-Za-z]*-?\d+\w*"
)

_PLACED_DATE = re.compile(r"\b(?P<word>[Ii]n|[Oo]n) \{glue:(?:text)?\}`(?P<name>\w+)`")
_UNFIT = {"in": re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}"), "on": re.compile(r"(?:[A-Z][a-z]+ )?\d{4}")}


def check_prose(root: Path = folders.PROJECT) -> list[Problem]:
    """All breaches of the rules in the chapters of the project, in the order of the chapters.

    The page of changes is generated from data: rules for what people write do not bind it.
    """
    bibliography = _reference_keys(folders.data_dir() / "references.bib")
    terms = _neutral_wording()
    countries = _country_slugs()
    problems = list(rules_without_wording(terms))
    chapters = manuscript.read(root / "chapters")
    for chapter in chapters:
        if chapter.name not in GENERATED:
            problems += untraced_numbers(chapter)
            problems += contested_terms(chapter, terms)
            problems += wording.doubled_words(chapter)
            problems += wording.empty_constructions(chapter)
        problems += unknown_sources(chapter, bibliography)
        problems += unknown_facts(chapter)
        problems += unfit_prepositions(chapter)
        problems += wrong_title(chapter)
        problems += prominent.unsound(chapter.file)
        if chapter.name in countries:
            problems += broken_skeleton(chapter)
    problems += wording.repeated_sentences([page for page in chapters if page.name not in GENERATED])
    return problems


def rules_without_wording(terms: dict[str, str]) -> Iterator[Problem]:
    """Contested terms whose neutral wording `framing.csv` has not, so that no rule holds them."""
    for pattern, row in CONTESTED.items():
        if pattern not in terms:
            yield Problem("table framing", "contested term", f"has no neutral wording in the row {row!r}")


def untraced_numbers(chapter: Chapter) -> Iterator[Problem]:
    """Sentences with a digit that is neither glued from the data nor beside a citation."""
    for line in chapter.prose:
        for sentence in line.sentences:
            cited = any(match["role"].startswith("cite") for match in ROLE.finditer(sentence))
            bare = _NOT_PROSE.sub(" ", ROLE.sub(" ", sentence))
            number = re.search(r"\d[\d.,]*", bare)
            if number and not cited:
                message = f"{number[0].rstrip('.,')} is neither glued nor cited: {_shorten(sentence)}"
                yield Problem(line.where, "untraced number", message)


def unknown_sources(chapter: Chapter, bibliography: set[str]) -> Iterator[Problem]:
    """Citations of keys that the references lack."""
    for line, role, text in _roles(chapter):
        if role.startswith("cite"):
            for key in (part.strip() for part in text.split(",")):
                if key not in bibliography:
                    yield Problem(line.where, "unknown source", f"{key} is not in data/references.bib")


def unknown_facts(chapter: Chapter) -> Iterator[Problem]:
    """Facts that the prose places and no output of the notebook glues."""
    placed = [
        (line, text) for line, role, text in _roles(chapter) if role.startswith("glue") and "::" not in text
    ]
    if placed and not chapter.glued:
        message = f"has no outputs yet; run wb6 accept {chapter.name}"
        yield Problem(f"chapters/{chapter.file.name}", "unknown fact", message)
        return
    for line, text in placed:
        name = text.split(":")[0]
        if name not in chapter.glued:
            yield Problem(line.where, "unknown fact", f"{name} is glued by no cell of {chapter.file.name}")


def unfit_prepositions(chapter: Chapter) -> Iterator[Problem]:
    """Facts that are days and stand after “in”, and facts that are months or years and stand after “on”."""
    for line in chapter.prose:
        for match in _PLACED_DATE.finditer(line.text):
            word, text = match["word"], chapter.glued.get(match["name"], "")
            if (_UNFIT[word.lower()]).fullmatch(text):
                yield Problem(
                    line.where, "preposition", f"“{word} {text}”, which is the fact {match['name']}"
                )


def wrong_title(chapter: Chapter) -> Iterator[Problem]:
    """Chapters without exactly one heading of the first level."""
    titles = chapter.headings(1)
    if len(titles) != 1:
        names = ", ".join(line.text for line in titles) or "none"
        yield Problem(f"chapters/{chapter.file.name}", "one title", f"has {len(titles)} titles: {names}")


def broken_skeleton(chapter: Chapter) -> Iterator[Problem]:
    """Country chapters whose sections are not those of all country chapters, in their order."""
    sections = chapter.headings(2)
    further = [FURTHER] * any(section.text == FURTHER for section in sections)
    skeleton = [*SKELETON[:-1], *further, SKELETON[-1]]
    for place, expected in enumerate(skeleton):
        found = sections[place].text if place < len(sections) else "nothing"
        if found != expected:
            where = sections[place].where if place < len(sections) else f"chapters/{chapter.file.name}"
            yield Problem(where, "skeleton", f"section {place + 1} must be “{expected}”, found {found}")
            return
    for extra in sections[len(skeleton) :]:
        yield Problem(extra.where, "skeleton", f"section “{extra.text}” is not one of a country chapter")


def contested_terms(chapter: Chapter, terms: dict[str, str]) -> Iterator[Problem]:
    """Terms that take a side, outside quotation marks; `terms` maps a pattern to the neutral wording."""
    for line in chapter.lines:
        own_words = _QUOTED.sub(" ", _NOT_PROSE.sub(" ", ROLE.sub(" ", line.text)))
        for pattern, neutral in terms.items():
            for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", own_words, re.IGNORECASE):
                message = f"“{match[0]}” takes a side; write: {neutral}; or quote and attribute it"
                yield Problem(line.where, "contested term", message)


def _roles(chapter: Chapter) -> Iterator[tuple[Line, str, str]]:
    for line in chapter.lines:
        for match in ROLE.finditer(line.text):
            yield line, match["role"], match["text"]


def _shorten(text: str, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _reference_keys(file: Path) -> set[str]:
    return set(re.findall(r"^@\w+\{([^,\s]+),", file.read_text(encoding="utf-8"), re.MULTILINE))


def _neutral_wording() -> dict[str, str]:
    """The wording for each contested term of which `framing.csv` has one."""
    framing = package.published("framing").set_index("id")["neutral_wording"].dropna()
    return {pattern: framing[row] for pattern, row in CONTESTED.items() if row in framing.index}


def _country_slugs() -> set[str]:
    countries = package.published("countries")
    # Chapters on powers are about their part in the region and have plans of their own.
    places = countries[~countries["kind"].isin(["group", "organisation", "power"])]
    return set(places["slug"])
