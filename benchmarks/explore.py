"""How long the page Explore takes from opening its file to the drawn chart, in the book in place.

    python benchmarks/explore.py

Opens the page from disk in the system's Chromium, once to warm up and five times to measure, and
prints a Markdown row with the shortest, the median and the longest time.
"""

import shutil
import sys
from statistics import median

from playwright.sync_api import sync_playwright

from wb6.pipeline.project import Project

RUNS = 5
DRAWN = "performance.getEntriesByName('wb6x-drawn')[0].startTime"
TARGET = "at most 1,000 ms"


def main() -> None:
    """Measure and print the table."""
    page = Project().html / "chapters" / "explore.html"
    if not page.exists():
        sys.exit("no book in place: run wb6 build first")
    times = sorted(opened(page.resolve().as_uri()))
    print("| what | shortest | median | longest | target |")
    print("|---|---:|---:|---:|---:|")
    told = " | ".join(f"{value:.0f} ms" for value in (times[0], median(times), times[-1]))
    print(f"| Explore, from its file to the drawn chart | {told} | {TARGET} |")


def opened(address: str) -> list[float]:
    """Milliseconds from the start of loading to the drawn chart, for each measured run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        times = []
        for _ in range(RUNS + 1):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_function("performance.getEntriesByName('wb6x-drawn').length > 0")
            times.append(page.evaluate(DRAWN))
            page.close()
        browser.close()
    return times[1:]


if __name__ == "__main__":
    main()
