"""Table rows and their cells, as spans of the text."""

import re
from itertools import pairwise

from chungtay_tasks.plan.folded import Folded

Cell = tuple[int, int]
_BAR = re.compile(r"\|")


def cells_of(doc: Folded, start: int, end: int) -> list[Cell]:
    """The cells between the bars of a row; an empty one is an empty span. A line that is no row is one cell."""
    bars = [match.start() for match in _BAR.finditer(doc.text, start, end)]
    if not bars:
        return [doc.trim(start, end)]
    # a row that was torn has no bar at its start or end
    edges = [*([] if doc.text[start] == "|" else [start - 1]), *bars, *([] if doc.text[end - 1] == "|" else [end])]
    return [doc.trim(left + 1, right, "-") for left, right in pairwise(edges)]
