"""The dark form of charts: style rules that swap each colour of the theme for its dark counterpart."""

from wb6.figures import theme


def stylesheet() -> str:
    """CSS that recolours inline charts on dark pages, on screen only: paper stays light."""
    rules = []
    for colour in theme.palette():
        for attribute in ("fill", "stroke"):
            rules.append(
                f'html[data-theme="dark"] .wb6-chart svg [{attribute}="{colour.light}" i]'
                f"{{{attribute}:{colour.dark}}}"
            )
    return "@media screen {\n" + "\n".join(rules) + "\n}\n"
