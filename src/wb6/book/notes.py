"""What pages note while Sphinx reads them, by page: unchanged pages keep theirs, and parallel readers hand theirs over."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


class Notes:
    """Notes of one kind, by page and key; `name` is where Sphinx keeps them with the rest of its environment."""

    def __init__(self, name: str) -> None:
        self._name = name

    def note(self, env: BuildEnvironment, docname: str, key: str, value: object) -> None:
        """Remember what the page `docname` notes under a key."""
        self.by_page(env).setdefault(docname, {})[key] = value

    def of(self, env: BuildEnvironment, docname: str) -> dict[str, Any]:
        """Notes of a page by key, in the order in which it made them."""
        return dict(self.by_page(env).get(docname, {}))

    def by_page(self, env: BuildEnvironment) -> dict[str, dict[str, Any]]:
        """Notes of all pages."""
        found: dict[str, dict[str, Any]] = vars(env).setdefault(self._name, {})
        return found

    def purge(self, _app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget the notes of a page that is read again or is gone."""
        self.by_page(env).pop(docname, None)

    def merge(
        self, _app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment
    ) -> None:
        """Take over what a parallel reader noted."""
        theirs = self.by_page(other)
        self.by_page(env).update({name: found for name, found in theirs.items() if name in docnames})

    def connect(self, app: Sphinx) -> None:
        """Have Sphinx forget and hand over notes as it does pages."""
        app.connect("env-purge-doc", self.purge)
        app.connect("env-merge-info", self.merge)
