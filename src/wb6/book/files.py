"""Files that pages bring along (CSV, SVG, interactive specs), noted per page: unchanged pages keep theirs."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from wb6.book.notes import Notes

FOLDERS = ("_data", "_explore", "_figures", "_ledger", "_rows", "claims")
NOTES = Notes("wb6_files")


def note(env: BuildEnvironment, docname: str, path: str, content: str) -> None:
    """Remember that the page `docname` needs the file `path` (relative to the output folder)."""
    NOTES.note(env, docname, path, content)


def of(env: BuildEnvironment, docname: str) -> list[tuple[str, str]]:
    """Files of a page with their content, in the order in which the page names them."""
    return list(NOTES.of(env, docname).items())


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write all noted files into the finished HTML output, and remove those that no page needs any more."""
    if exception is not None or app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    wanted = {path: text for files in NOTES.by_page(app.env).values() for path, text in files.items()}
    for path, text in sorted(wanted.items()):
        _write(outdir / path, text)
    for folder in FOLDERS:
        for file in sorted((outdir / folder).rglob("*")):
            if file.is_file() and file.relative_to(outdir).as_posix() not in wanted:
                file.unlink()


def _write(file: Path, text: str) -> None:
    content = text.encode("utf-8")
    if not file.exists() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
