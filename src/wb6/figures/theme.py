"""The one theme of all charts: fonts, sizes, and a colour a country through the whole book."""

from dataclasses import dataclass

import altair as alt
from altair.utils import schemapi

# Altair validates a chart when it becomes a spec; to do so at each step of making it, too, takes as long again.
schemapi.DEBUG_MODE = False

WIDTH = 620
HEIGHT = 300
# The first name is CSS without quotes; `typeface` registers its letters and wb6.css gives it to the page.
FONT = "WB Sans, Helvetica Neue, Arial, sans-serif"


@dataclass(frozen=True)
class Colour:
    """A colour on a light page and its counterpart on a dark one."""

    light: str
    dark: str


INK = Colour("#1f2328", "#e6e8eb")
MUTED = Colour("#5c6570", "#a3abb5")
GRID = Colour("#dfe3e8", "#3a414a")
CONTEXT = Colour("#a9b1ba", "#6f7883")
BAND = Colour("#e9edf2", "#2a3038")
PAPER = Colour("#ffffff", "#14181d")
NEUTRAL = Colour("#f0dcc0", "#54452f")

COUNTRIES = {
    "ALB": Colour("#c2452d", "#f07a5f"),
    "BIH": Colour("#2a6fbb", "#6aabf0"),
    "XKX": Colour("#b07c00", "#e3b341"),
    "MNE": Colour("#12805c", "#4fc39a"),
    "MKD": Colour("#b0478a", "#e58ac2"),
    "SRB": Colour("#5a4a9c", "#a99bf0"),
}
POWERS = {
    "EUU": Colour("#2b5fa3", "#74aaf2"),
    "USA": Colour("#2f8f9d", "#63c6d4"),
    "CHN": Colour("#c98a12", "#f0bd55"),
    "RUS": Colour("#a8323f", "#ee7f8a"),
    "TUR": Colour("#66853b", "#a6c977"),
    "DEU": Colour("#4a5560", "#b4bec9"),
    "BONDHOLDERS": Colour("#66853b", "#a6c977"),
    "IBRD_IDA": Colour("#4a5560", "#b4bec9"),
    "OTHER": Colour("#8d959e", "#8d959d"),
}
STEPS = (
    Colour("#d7e3f1", "#22344a"),
    Colour("#a6c3e2", "#34567d"),
    Colour("#6f9dcb", "#4d7fb6"),
    Colour("#3f76ae", "#7fb0e2"),
    Colour("#1f4f82", "#bcd9f7"),
)

# Verdicts on claims, in the order of legends: blue where a claim holds, the paler the less, olive where the evidence is
# thin, orange where it does not hold, grey without an answer, so that the colour-blind tell them apart.
VERDICTS = {
    "holds": STEPS[4],
    "holds, cause untested": STEPS[3],
    "mixed": STEPS[1],
    "thin": Colour("#8a7a3c", "#cdbb6e"),
    "does not hold": Colour("#b5501b", "#f0935a"),
    "overtaken": Colour("#e3ab78", "#96602f"),
    "open": CONTEXT,
    "not testable": GRID,
}


def palette() -> list[Colour]:
    """Every colour that a chart may use, once each."""
    named = [INK, MUTED, GRID, CONTEXT, BAND, PAPER, NEUTRAL, *COUNTRIES.values(), *POWERS.values(), *STEPS]
    named += VERDICTS.values()
    return list(dict.fromkeys(named))


def country_colour(iso3: str) -> str:
    """Light-page colour of a country; the context grey for countries without a colour of their own."""
    return COUNTRIES.get(iso3, CONTEXT).light


def power_colour(iso3: str) -> str:
    """Light-page colour of an outside power or creditor."""
    return POWERS.get("EUU" if iso3.startswith("EU") else iso3, POWERS["OTHER"]).light


def partner_colour(iso3: str) -> str:
    """Light-page colour of a partner, be it one of the six or an outside power."""
    return COUNTRIES[iso3].light if iso3 in COUNTRIES else power_colour(iso3)


@alt.theme.register("wb6", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    axis: alt.theme.AxisConfigKwds = {
        "labelColor": MUTED.light,
        "titleColor": MUTED.light,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": CONTEXT.light,
        "tickColor": CONTEXT.light,
        "gridColor": GRID.light,
        "labelFont": FONT,
        "titleFont": FONT,
    }
    return {
        "config": {
            "font": FONT,
            "background": "transparent",
            "aria": False,
            "padding": 4,
            "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": HEIGHT},
            "axis": axis,
            "axisX": {"grid": False, "labelPadding": 6},
            "axisY": {"domain": False, "ticks": False, "labelPadding": 6, "titlePadding": 10},
            "header": {
                "labelColor": INK.light,
                "labelFontSize": 13,
                "labelFontWeight": "bold",
                "title": None,
            },
            "legend": {
                "labelColor": INK.light,
                "titleColor": MUTED.light,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "orient": "top",
                "symbolStrokeWidth": 2,
                "labelLimit": 0,
                "columnPadding": 16,
            },
            "title": {
                "anchor": "start",
                "frame": "group",
                "color": INK.light,
                "subtitleColor": MUTED.light,
                "fontSize": 17,
                "subtitleFontSize": 13,
                "subtitlePadding": 6,
                "offset": 14,
            },
            "line": {"strokeWidth": 2, "color": INK.light},
            "text": {"fontSize": 13, "color": INK.light},
            "rule": {"color": CONTEXT.light},
            "bar": {"color": CONTEXT.light},
            "point": {"filled": True, "size": 60, "color": INK.light},
        }
    }
