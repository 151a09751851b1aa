"""Tables that the program writes: the CSV and the number of rows that the descriptor holds, as files and as text."""

import json

from wb6.data import descriptors, folders, package


def write(table: str, text: str) -> bool:
    """Write a table of the package, and its number of rows in the descriptor, if they differ; whether they did.

    `text` is the CSV with its header, a line a row. Raises `OSError` where that cannot be written.
    """
    folder = folders.data_dir()
    path, descriptor = folder / f"{table}.csv", folder / descriptors.FILE
    counted = descriptor.read_text(encoding="utf-8")
    wanted = {path: text, descriptor: with_rows(counted, table, text)}
    before = {path: path.read_text(encoding="utf-8") if path.exists() else "", descriptor: counted}
    changed = {file: content for file, content in wanted.items() if content != before[file]}
    for file, content in changed.items():
        partial = file.with_name(f".{file.name}.new")
        partial.write_text(content, encoding="utf-8", newline="\n")
        partial.replace(file)
    package.forget()
    return bool(changed)


def with_rows(descriptor: str, table: str, text: str) -> str:
    """The text of a descriptor with the number of rows that a table has as CSV; as it is where it has that already."""
    contents = json.loads(descriptor)
    resource = next(one for one in contents["resources"] if one["name"] == table)
    rows = len(text.splitlines()) - 1
    if resource["rows"] == rows:
        return descriptor
    resource["rows"] = rows
    return json.dumps(contents, indent=1, ensure_ascii=False) + "\n"
