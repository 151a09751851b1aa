"""Links lead to pages of the book and to addresses of the web, wherever their text came from."""

import re

from docutils import nodes
from sphinx.application import Sphinx

from wb6.data import addresses

_ELSEWHERE = re.compile(r"//|[^/?#]*:")


def settle(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Take links away that name another scheme (`javascript:`, `data:`, `file:`), and keep their words.

    The check of the data refuses such addresses in tables and bibliography; a page is safe without it too.
    """
    for link in list(doctree.findall(nodes.reference)):
        address = link.get("refuri", "")
        if _ELSEWHERE.match(address) and not addresses.is_of_the_web(address):
            link.replace_self(link.children)
