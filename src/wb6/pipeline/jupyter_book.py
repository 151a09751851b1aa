"""Jupyter Book as a program that ends with the build that started it, even when that is killed.

`python -m wb6.pipeline.jupyter_book ARGUMENTS` does what `jupyter-book ARGUMENTS` does, as long as
its standard input is open; otherwise a killed build would leave it writing into the next one.
"""

import os
import threading


def _end_with_parent() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from jupyter_book.cli.main import main

    main(prog_name="jupyter-book")
