"""Mends what sphinxcontrib-bibtex writes for screen readers."""

import re


def mend(body: str) -> str:
    """HTML in which the list of references is a list of list items.

    docutils gives the entries `role="doc-biblioentry"`, which a list may not contain.
    """
    return re.sub(r'(<div class="citation"[^>]*?) role="doc-biblioentry"', r'\1 role="listitem"', body)
