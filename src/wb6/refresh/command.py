"""`wb6 refresh`: one publisher after the other; those that fail are told, the others go on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from wb6.errors import DataError, UsageError
from wb6.refresh import catalogue, report
from wb6.refresh.client import Client
from wb6.refresh.publisher import Publisher
from wb6.refresh.run import MAX_CHANGE, Refresh, prepare, write

WIDTH = 140
BY_HAND = ("un-library", "sipri-arms")


def chosen(names: Sequence[str], file: Path | None = None) -> list[Publisher]:
    """The publishers of these names, or all.

    Raises `UsageError` for an unknown name, or for a file where it has no use.
    """
    if file is not None and not (len(names) == 1 and names[0] in BY_HAND):
        raise UsageError(f"--file goes with one source, {' or '.join(BY_HAND)}")
    return catalogue.publishers(names)


@dataclass(frozen=True)
class Options:
    """How to refresh.

    A delivery that touches a larger share of its rows than `max_change` (0 to 1) is written only when `confirmed`,
    and none in a `dry_run`. `today` is the day of access (YYYY-MM-DD) instead of the one that the answers bear,
    `file` an answer that the user fetched by hand.
    """

    max_change: float = MAX_CHANGE
    confirmed: bool = False
    dry_run: bool = False
    today: str | None = None
    file: Path | None = None


def refresh_sources(publishers: Iterable[Publisher], data: Path, work: Path, options: Options) -> list[str]:
    """Refresh publishers and print what changes; returns one line a failure.

    Raises `UsageError` for a share that is none.
    """
    if not 0 <= options.max_change <= 1:  # true for what is no number, too
        raise UsageError(f"a share of rows that may change is from 0 to 1, not {options.max_change}")
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    failures = []
    for publisher in publishers:
        client = Client(work / "http" / publisher.name, options.today, options.file)
        try:
            refresh = prepare(publisher, client, data, work)
            _show(refresh, work, console)
            if options.dry_run:
                console.print("nothing written (dry run)", highlight=False)
            else:
                _require_consent(refresh, options)
                write(refresh, data, work)
                console.print(f"written, accessed on {refresh.day}", highlight=False)
        except DataError as error:
            failures.append(str(error))
    return failures


def _require_consent(refresh: Refresh, options: Options) -> None:
    if refresh.share_changed > options.max_change and not options.confirmed:
        raise DataError(
            f"{refresh.publisher.name}: touches {refresh.share_changed:.0%} of its rows, more than "
            f"{options.max_change:.0%}; "
            "nothing written; read the changes, then add --yes"
        )


def _show(refresh: Refresh, work: Path, console: Console) -> None:
    paths = report.keep(refresh, work)
    for comparison, path in zip(refresh.comparisons, paths, strict=True):
        table = report.shown(comparison)
        if table is not None:
            console.print(table)
        if report.more(comparison):
            console.print(
                f"and {report.more(comparison):,} more: {path.name} in {path.parent.name}", highlight=False
            )
    console.print(report.summary(refresh), highlight=False)
