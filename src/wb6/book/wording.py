"""Words that say nothing or say it twice: doubled words, sentences of two pages, empty constructions."""

import re
from collections.abc import Iterator, Sequence

from wb6.book.manuscript import ROLE, Chapter, Line
from wb6.data.problems import Problem

# Shorter sentences ("The rest is unknown.") may well stand on two pages.
SHORTEST_REPEATED = 7

# Constructions that speak of the book's tables in place of the world, or of nothing, each with what to write.
EMPTY = {
    r"(?:the|this|our) (?:record|book|database|data ?set|package) (?:holds?|has|knows?|lists?|contains?)": (
        "name who counted what, and when"
    ),
    r"the table (?:names|lists|holds)": "say what the rows show",
    r"it (?:is|should be) (?:worth noting|noted|noteworthy|interesting)": "say the thing itself",
    r"(?:as|what) (?:is|was) (?:well )?known,": "name the source or leave it out",
    r"it remains to be seen": "name what would tell, and when",
    r"needless to say|in other words|at the end of the day|by and large": "leave it out",
    r"at the end of \d{1,2} [A-Z][a-z]+": "a day has no end that matters: on",
    r"plays? an? (?:important|key|major|crucial) role": "say what it does",
}
# Words that may follow themselves: "had had", "that that".
_MAY_DOUBLE = {"had", "that"}
_DOUBLED = re.compile(r"\b([^\W\d_]+(?: [^\W\d_]+){0,3}) \1\b", re.IGNORECASE)


def doubled_words(chapter: Chapter) -> Iterator[Problem]:
    """Words, and phrases of up to four, that follow themselves once the facts are filled in."""
    for line in chapter.prose:
        for match in _DOUBLED.finditer(chapter.told(line.text)):
            if match[1].lower() not in _MAY_DOUBLE:
                yield Problem(line.where, "doubled words", f"“{match[0]}”")


def empty_constructions(chapter: Chapter) -> Iterator[Problem]:
    """Constructions of `EMPTY` in the chapter's own words, with what to write."""
    for line in chapter.prose:
        text = chapter.told(line.text)
        for pattern, instead in EMPTY.items():
            for match in re.finditer(rf"\b(?:{pattern})", text, re.IGNORECASE):
                yield Problem(line.where, "empty words", f"“{match[0]}”: {instead}")


def repeated_sentences(chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Sentences that stand twice in the book, whatever facts and sources fill their places."""
    seen: dict[str, Line] = {}
    for line in (line for chapter in chapters for line in chapter.prose):
        for sentence in line.sentences:
            words = re.findall(r"[^\W\d_]+", ROLE.sub(" ", sentence))
            if len(words) >= SHORTEST_REPEATED:
                first = seen.setdefault(" ".join(words).lower(), line)
                if first is not line:
                    message = f"stands in {first.where}: {' '.join(words)[:60]}…"
                    yield Problem(line.where, "repeated sentence", message)
