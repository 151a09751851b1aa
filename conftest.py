"""How notebooks are compared with `pytest --nbval chapters/`: by their data, not by the drawing of it."""


def pytest_collectstart(collector):
    """Leave SVG out, as text widths in it depend on fonts; the chart's spec, data included, stays."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml",)
