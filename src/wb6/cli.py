"""The command line of the book."""

import io
import math
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wb6.errors import UsageError, Wb6Error, one_line, told

if TYPE_CHECKING:
    from rich.console import Console

INTERRUPTED = 130  # as shells number it

_parameters = click.option(
    "-p",
    "--parameter",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="A parameter of a chapter and its value, such as -p since 2004; may be repeated.",
)


class _Percent(click.FloatRange):
    """A number from 0 to 100; what is no number is in every range of click's."""

    def __init__(self) -> None:
        super().__init__(0, 100)

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is no number from 0 to 100.", param, ctx)
        return number


@click.group()
def app() -> None:
    """The Western Balkans and NATO: build the book, run its chapters, check its data."""


@app.command()
@click.option("--workers", type=click.IntRange(min=1), help="How many chapters run at a time.")
@click.option(
    "--as-of", metavar="DAY", help="Day of the edition to build, such as 2016-12-31; needs --output."
)
@click.option(
    "--edition",
    "others",
    multiple=True,
    metavar="DAY",
    help="Another edition to put below it, in a folder named by its day, with links between them; may be repeated.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for the finished editions; the book in place is then left alone.",
)
def build(workers: int | None, as_of: str | None, others: tuple[str, ...], output: Path | None) -> None:
    """Check the data, run chapters that changed, put the book in place."""
    if as_of or others or output:
        _build_editions(workers, as_of, others, output)
        return
    from wb6.pipeline.build import build as build_book
    from wb6.pipeline.progress import Progress
    from wb6.pipeline.project import Project

    _tell_what_reaches_chapters()
    result = build_book(Project(), Progress(_console()), workers)
    _tell(*result.failures)
    click.echo(f"chapters run: {_listed(result.ran)}; unchanged: {_listed(result.unchanged)}")
    state = "the book in place stays as it was" if result.failures else "open the book"
    click.echo(f"{result.seconds:.1f} s; {state}: {_shown(result.book / 'index.html')}")
    if result.failures:
        raise click.exceptions.Exit(1)


def _build_editions(
    workers: int | None, as_of: str | None, others: tuple[str, ...], output: Path | None
) -> None:
    from wb6.pipeline.editions import build_editions, days_of
    from wb6.pipeline.progress import Progress
    from wb6.pipeline.project import Project

    days = days_of(as_of, others)
    if output is None:
        raise UsageError(
            "an edition needs --output, the folder it is put into; the book in place is left alone"
        )
    _tell_what_reaches_chapters()
    failures = []
    for day, result in build_editions(Project(), output, days, lambda: Progress(_console()), workers):
        failures += [f"edition {day}: {failure}" for failure in result.failures]
        counts = f"chapters run: {len(result.ran)}; unchanged: {len(result.unchanged)}"
        click.echo(f"edition {day}: {counts}; {result.seconds:.1f} s")
    _tell(*failures)
    state = "stays as it was" if failures else "is in place"
    click.echo(f"{_shown(output)} {state}: {', '.join(days)}")
    if failures:
        raise click.exceptions.Exit(1)


@app.command()
@click.argument("chapter")
@_parameters
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File for the executed notebook; CHAPTER.ipynb in this folder if not given.",
)
def run(chapter: str, parameters: tuple[tuple[str, str], ...], output: Path | None) -> None:
    """Run one chapter with other parameters and write it as a notebook."""
    from wb6.data.checks import require_readable
    from wb6.pipeline.run import run_chapter

    require_readable()
    target = output or Path(f"{chapter}.ipynb")
    _tell_what_reaches_chapters()
    run_chapter(chapter, dict(parameters), target)
    click.echo(f"wrote {target}")


@app.command()
def check() -> None:
    """Check the data, the sources and the prose; one line a problem.

    The rules of prose are looked at when the data are sound, since they need them.
    """
    from wb6.book.prose import check_prose
    from wb6.claims import history
    from wb6.claims.declared import problems_of_tests
    from wb6.data.checks import check_package

    problems = check_package() or [*problems_of_tests()] or [*history.problems(), *check_prose()]
    _tell(*map(str, problems))
    if problems:
        raise click.exceptions.Exit(1)
    click.echo("data, sources and prose: no problem found")


@app.command()
@click.argument("chapters", nargs=-1)
def accept(chapters: tuple[str, ...]) -> None:
    """Run CHAPTERS (or all) and store their outputs as the reference."""
    from wb6.claims import history
    from wb6.data import claim_files
    from wb6.data.checks import require_readable
    from wb6.pipeline.accept import accept_chapters
    from wb6.pipeline.changes.comparison import accepted
    from wb6.pipeline.changes.report import LINES, indented

    if claim_files.write_table():
        click.echo("data/claims.csv: written as data/claims/ says")
    require_readable()
    if history.write():
        click.echo("data/verdicts.csv: written as the claims are judged")
    _tell_what_reaches_chapters()
    told = []
    for chapter, changed in accept_chapters(chapters, tell=lambda *found: told.append(accepted(*found))):
        click.echo(f"{chapter}: {'new reference stored' if changed else 'unchanged'}")
        for line in indented(told.pop(), LINES) if changed else ():
            click.echo(line)


@app.command()
@click.argument("day")
def edition(day: str) -> None:
    """Make DAY the edition of the data and of all chapters.

    What the chapters then show is stored by `wb6 accept`; CONTRIBUTING leads through the rest of a new edition.
    """
    from wb6.claims import history
    from wb6.data.checks import require_readable
    from wb6.pipeline.next_edition import move

    require_readable()
    files = move(day, following=history.following)
    click.echo(f"edition {day}: written to {_listed([str(_shown(file)) for file in files])}; now wb6 accept")


@app.command()
@click.option(
    "--countries", metavar="CODES", help="Countries, such as ALB,SRB; the six of the region if not given."
)
@click.option(
    "--as-of", "editions", metavar="DAYS", help="Editions: days, years and ranges, such as 2000..2026."
)
@click.option(
    "--chapters",
    metavar="NAMES",
    help="Chapters to run; country, each country's own, if neither these nor measures are given.",
)
@click.option("--measures", metavar="CODES", help="Measures to take without running a chapter, or all.")
@click.option("--list-measures", is_flag=True, help="List the codes of all measures and stop.")
@_parameters
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the table and the notebooks.")
@click.option(
    "--workers", type=click.IntRange(min=1), help="How many runs at a time; all cores if not given."
)
@click.option("--dask", "scheduler", metavar="ADDRESS", help="Scheduler of a Dask cluster, tcp://HOST:PORT.")
def sweep(  # noqa: PLR0913  # an option of the command each
    countries: str | None,
    editions: str | None,
    chapters: str | None,
    measures: str | None,
    list_measures: bool,
    parameters: tuple[tuple[str, str], ...],
    output: Path | None,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Run chapters and measures for many countries and editions.

    Writes one tidy table, as CSV and parquet, and the executed notebooks. Interrupted, it goes on
    where it was when the same command is given again.
    """
    from wb6.data.checks import require_readable
    from wb6.pipeline.progress import Count
    from wb6.pipeline.project import Project
    from wb6.sweep import command
    from wb6.sweep.grid import Wanted, named
    from wb6.sweep.measures import known

    if list_measures:
        for measure in known():
            click.echo(f"{measure.code:<45} {measure.name} · {measure.unit}")
        return
    if output is None or editions is None:
        raise UsageError("a sweep needs --as-of, such as 2000..2026, and --output, a folder for its table")
    if workers and scheduler:
        raise UsageError(
            "--workers counts cores of this machine; a Dask cluster has its own: drop one of both"
        )
    require_readable()
    project = Project()
    grid = named(project, Wanted(editions, countries, chapters, measures, parameters))
    _tell_what_reaches_chapters()
    result = command.sweep(
        grid,
        project,
        output,
        lambda total: Count(_console(), total),
        command.Workers(workers, scheduler),
    )
    _tell(*result.failures)
    counts = f"ran: {result.ran}; unchanged: {result.unchanged}; failed: {len(result.failures)}"
    if result.files:
        click.echo(
            f"{counts}; {result.rows} rows in {' and '.join(str(_shown(file)) for file in result.files)}"
        )
    else:
        click.echo(
            f"{counts}; not run: {result.missing}; the table waits for the rest: give the command again"
        )
        if result.missing:
            raise click.Abort
        raise click.exceptions.Exit(1)


@app.command()
@click.argument("country")
def new(country: str) -> None:
    """Write a chapter for another COUNTRY and enter it in _toc.yml.

    Facts and figures are filled, prose is left as questions.
    """
    from wb6.data.checks import require_readable
    from wb6.pipeline.new import new_chapter

    require_readable()
    _tell_what_reaches_chapters()
    path = new_chapter(country)
    click.echo(f"wrote {_shown(path)} and entered it in _toc.yml; now answer the questions in italics")


@app.command()
@click.argument("before", metavar="[REV]", default="HEAD")
@click.argument("after", metavar="[REV]", required=False)
@click.option("--all", "everything", is_flag=True, help="Show every change; long lists are cut otherwise.")
@click.option(
    "--lines", type=click.IntRange(min=0), help="How many changes of each kind to show; 0 only counts."
)
@click.option("--markdown", is_flag=True, help="A section for chapters/changes.md and the changelog.")
def diff(before: str, after: str | None, everything: bool, lines: int | None, markdown: bool) -> None:
    """Say what changed in data and chapters since REV.

    REV is a git revision or a folder, HEAD if not given; a second one is compared with the first.
    """
    from wb6.pipeline.changes import report
    from wb6.pipeline.changes.comparison import compare

    shown = report.ALL if everything else report.LINES if lines is None else lines
    write = report.as_markdown if markdown else report.as_text
    for line in write(compare(before, after), shown):
        click.echo(line)


@app.command()
@click.argument("claim", required=False)
@click.option(
    "--as-of", metavar="DAY", help="Edition in which the claims are judged; the committed one if not given."
)
def claims(claim: str | None, as_of: str | None) -> None:
    """Judge the claims of the source texts.

    All of them in a table, or one CLAIM with its evidence.
    """
    from wb6.claims import report
    from wb6.data.checks import require_readable
    from wb6.data.edition import Edition

    require_readable()
    edition = Edition(as_of)
    if claim:
        for line in report.in_full(edition, claim):
            click.echo(line)
        return
    judged = report.judged(edition, edition.table("claims"))
    click.echo(f"{'claim':<11} {'when written':<22} {'on ' + edition.as_of:<22} statement")
    for row in judged.itertuples():
        click.echo(f"{row.claim_id:<11} {row.then:<22} {row.now:<22} {row.statement}")
    counts = ", ".join(f"{verdict} {number}" for verdict, number in judged["now"].value_counts().items())
    click.echo(f"{len(judged)} claims; {counts or 'none was written by then'}")


@app.command()
@click.argument("chapters", nargs=-1)
@click.option("--weak", is_flag=True, help="Only those whose sources are too weak to carry them alone.")
def rests(chapters: tuple[str, ...], weak: bool) -> None:
    """Say what prominent numbers rest on.

    Those in leads, cards and titles of charts, of all chapters or of CHAPTERS, by their committed outputs. wb6 check
    refuses those that rest on weak sources without saying so.
    """
    from wb6.book import prominent
    from wb6.data.checks import require_readable
    from wb6.pipeline.project import Project

    require_readable()
    project = Project()
    found = [
        number
        for chapter in chapters or project.chapter_names()
        for number in prominent.numbers(project.notebook(chapter))
    ]
    doubted = [number for number in found if number.doubt]
    for number in doubted if weak else found:
        click.echo(number)
    unsound = sum(number.is_unsound for number in doubted)
    click.echo(
        f"{len(found)} numbers; on weak sources alone {len(doubted)}, {unsound} of them without saying so"
    )


@app.command()
@click.argument("name")
def where(name: str) -> None:
    """Say where NAME is made, and from which rows.

    NAME is that of a fact, figure, table, indicator or claim, or of the section that makes a figure or table.
    """
    from wb6.data.checks import require_readable
    from wb6.where import where

    require_readable()
    for line in where(name):
        click.echo(line)


@app.command()
@click.argument("sources", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("--yes", is_flag=True, help="Write even when more than --max-change is touched.")
@click.option(
    "--max-change",
    type=_Percent(),
    default=20,
    show_default=True,
    help="Percent of a source's rows that may change without --yes.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of access; the day that the source's answer bears if not given.",
)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file downloaded by hand (un-library or sipri-arms, alone).",
)
def refresh(  # noqa: PLR0913  # an option of the command each
    sources: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    max_change: float,
    today: datetime | None,
    file: Path | None,
) -> None:
    """Fetch newer data from SOURCES (or all) and show what changes.

    Written only when the whole package stays sound; a large change needs --yes.
    """
    from wb6.data.checks import require_readable
    from wb6.pipeline import outputs
    from wb6.pipeline.lock import only_one
    from wb6.pipeline.project import Project
    from wb6.refresh.command import Options, chosen, refresh_sources

    publishers = chosen(sources, file)
    require_readable()
    project = Project()
    if not dry_run and project.data.exists():
        outputs.require_writable(project.data / "datapackage.json")
    with only_one(project.work / "build.lock"):
        options = Options(
            max_change=max_change / 100,
            confirmed=yes,
            dry_run=dry_run,
            today=today.strftime("%Y-%m-%d") if today else None,
            file=file,
        )
        failures = refresh_sources(publishers, project.data, project.build / "refresh", options)
    _tell(*(f"wb6: {failure}" for failure in failures))
    if failures:
        raise click.exceptions.Exit(1)


@app.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to serve on."
)
def serve(port: int) -> None:
    """Show the book in a browser on this computer, until interrupted."""
    from wb6.pipeline.project import Project
    from wb6.pipeline.serve import serve_book

    serve_book(Project().html, port)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; an error of the user's or of the data is one line, never a traceback."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    streams = [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, io.TextIOWrapper)]
    for stream in streams:
        stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(given)
        for stream in streams:
            stream.flush()
    except BrokenPipeError:
        code = 1
        _silence(streams)
    sys.exit(code)


def _run(arguments: list[str]) -> int | None:
    """The exit code of a command, whose error was told."""
    try:
        done: int | None = app(arguments, prog_name="wb6", standalone_mode=False)
        return done
    except BrokenPipeError:
        raise
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        message, code = _said(error), error.exit_code
    except Wb6Error as error:
        message, code = str(error), error.exit_code
    except OSError as error:
        message, code = told(error), 1
    except (KeyboardInterrupt, click.Abort):
        message, code = "interrupted", INTERRUPTED
    click.echo(f"wb6: {one_line(message, arguments)}", err=True)
    return code


def _silence(streams: list[io.TextIOWrapper]) -> None:
    """Send what is still to be written nowhere, as its reader left (`wb6 claims | head -1`)."""
    with suppress(io.UnsupportedOperation), Path(os.devnull).open("wb") as nowhere:
        for stream in streams:
            os.dup2(nowhere.fileno(), stream.fileno())


def _said(error: click.ClickException) -> str:
    """click's message; for an unknown command or option with the valid ones."""
    match error:
        case click.exceptions.NoSuchCommand(ctx=click.Context(command=click.Group() as group) as context):
            valid = group.list_commands(context)
            return f"no command {error.command_name!r}; commands are {', '.join(valid)}"
        case click.NoSuchOption(ctx=click.Context() as context):
            valid = [
                name for parameter in context.command.params for name in parameter.opts if name[0] == "-"
            ]
            return f"no option {error.option_name!r}; options are {', '.join(valid)}"
        case _:
            return error.format_message()


def _tell_what_reaches_chapters() -> None:
    """Say what of the user's world chapters see in spite of all."""
    from wb6.pipeline.surroundings import beyond

    _tell(*(f"wb6: {line}" for line in beyond()))


def _tell(*failures: str) -> None:
    """Show failures, each in one line or several."""
    for failure in failures:
        for line in failure.splitlines():
            click.echo(one_line(line), err=True)


def _console() -> "Console":
    """Where progress is shown; when its reader leaves, the work goes on without a word."""
    from rich.console import Console

    class Patient(Console):
        def on_broken_pipe(self) -> None:
            self.quiet = True

    return Patient()


def _listed(names: list[str]) -> str:
    return f"{len(names)} ({', '.join(names)})" if names else "none"


def _shown(path: Path) -> Path:
    """A path as seen from the current folder, where it lies below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
