"""The dark form of charts, and the colours of badges: style rules made from the theme."""

import re

from wb6.figures import theme


def stylesheet() -> str:
    """CSS that recolours inline charts on dark pages, on screen only (paper stays light), and colours verdicts."""
    rules = [
        f'html[data-theme="dark"] .wb6-chart svg [{attribute}="{colour.light}" i]{{{attribute}:{colour.dark}}}'
        for colour in theme.palette()
        for attribute in ("fill", "stroke")
    ]
    return (
        "@media screen {\n"
        + "\n".join([*rules, *_verdicts("dark")])
        + "\n}\n"
        + "\n".join([*_verdicts("light"), ""])
    )


def _verdicts(form: str) -> list[str]:
    """A rule a verdict that sets the colour at the edge of its badge."""
    page = 'html[data-theme="dark"] ' if form == "dark" else ""
    return [
        f"{page}.wb6-badge--{slug(verdict)}{{--wb6-verdict:{getattr(colour, form)}}}"
        for verdict, colour in theme.VERDICTS.items()
    ]


def slug(text: str) -> str:
    """A text as part of a class name.

    >>> slug("holds, cause untested")
    'holds-cause-untested'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
