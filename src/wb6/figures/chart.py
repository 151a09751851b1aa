"""The chart of one view that figures are built of."""

from typing import Any, Self

import altair as alt


class Chart(alt.Chart):
    """An Altair chart whose copies share its mark, encodings and data.

    Altair copies every chart whole, down to each option that is not set, whenever it is layered, joined with
    others, given a property or written. A view of the book is never changed in place (`copy(deep=["mark"])` gives
    one with a mark of its own), so that a copy of the outermost object does as well in a tenth of the time.
    """

    def __deepcopy__(self, memo: Any = None) -> Self:  # noqa: ANN401  # of no use here
        return self.copy(deep=False)
