"""Lines to paragraphs by how they are set: indent, full measure, space between; across pages too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chungtay_tasks.documents.letterhead import holds_letterhead, is_tabbed_row
from chungtay_tasks.documents.pdf.layout import Line, Part, Table
from chungtay_tasks.documents.pdf.lines import joint
from chungtay_tasks.documents.rows import row
from chungtay_tasks.plan.lines import starts_something

_INDENT = 9.0
_LOOSER = 1.3


@dataclass(frozen=True, slots=True)
class Measure:
    """The text's left and right edge and the usual distance from line to line, in points."""

    left: float
    right: float
    pitch: float

    def is_full(self, line: Line, after: Line) -> bool:
        """Whether the first word of the line after would not have gone on this one."""
        word = len(after.text.split(maxsplit=1)[0]) + 1
        letter = (after.right - after.left) / max(len(after.text), 1)
        return line.right + word * letter > self.right - (self.right - self.left) * 0.02

    def is_centred(self, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        return abs((line.left + line.right) / 2 - middle) < 12 and line.left > self.left + _INDENT * 2


def measure_of(lines: Sequence[Line]) -> Measure:
    if not lines:
        return Measure(0, 1, 1)
    rights = sorted(line.right for line in lines)
    lefts = Counter(round(line.left) for line in lines)
    pitches = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and 0 < a.bottom - b.bottom < 60]
    # lines of one paragraph stand closest; where paragraphs are short, most distances are those between them
    pitch = sorted(pitches)[len(pitches) // 8] if pitches else 14.0
    return Measure(lefts.most_common(1)[0][0], rights[int(len(rights) * 0.97)], pitch)


def texts_of(parts: Iterable[Part]) -> list[str]:
    """Paragraphs on a line each, and tables as rows; a table that a page broke is one again."""
    parts = list(parts)
    measure = measure_of([part for part in parts if isinstance(part, Line) and not part.apart])
    texts: list[str] = []
    for run in _runs(parts):
        if isinstance(run[0], Table):
            texts += _rows(_whole([table for table in run if isinstance(table, Table)]))
        else:
            texts += _paragraphs([line for line in run if isinstance(line, Line)], measure)
    return texts


def _rows(cells: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """A table's rows as one text; one that holds the letterhead is there for the layout, its cells are paragraphs."""
    if holds_letterhead(cells):
        return ["\n".join(cell) for line in cells for cell in line if cell]
    return ["\n".join(row(line) for line in cells)]


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Neighbours of one sort; tables only where they follow on a new page and have as many columns."""
    run: list[Part] = []
    for part in parts:
        if run and not _together(run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _together(before: Part, part: Part) -> bool:
    if isinstance(before, Line) or isinstance(part, Line):
        return isinstance(before, Line) and isinstance(part, Line)
    return part.page == before.page + 1 and len(part.cells[0]) == len(before.cells[0])


def _whole(tables: Sequence[Table]) -> list[list[list[str]]]:
    """The rows of all, without the head row that each page repeats; a row cut by a page's end is put together."""
    whole = [[list(cell) for cell in line] for line in tables[0].cells]
    for table in tables[1:]:
        rows = [[list(cell) for cell in line] for line in table.cells]
        while rows and rows[0] in whole[:2]:
            rows = rows[1:]
        if rows and _goes_on(rows[0]):
            whole[-1] = [above + below for above, below in zip(whole[-1], rows[0], strict=True)]
            rows = rows[1:]
        whole += rows
    return whole


def _goes_on(cells: Sequence[Sequence[str]]) -> bool:
    said = [cell[0] for cell in cells if cell]
    return not cells[0] and bool(said) and all(text[0].islower() or text[0] in ",;.)" for text in said)


def _paragraphs(lines: Sequence[Line], measure: Measure) -> Iterator[str]:
    paragraph: list[Line] = []
    text = ""
    for line in lines:
        if paragraph and _begins(paragraph, line, measure):
            yield text
            paragraph, text = [], ""
        text = f"{text}{_joint(paragraph, line, measure)}{line.text}"
        paragraph.append(line)
    if paragraph:
        yield text


def _joint(paragraph: Sequence[Line], line: Line, measure: Measure) -> str:
    """Lines of a centred title or a column stay lines: the plan reader knows what titles look like."""
    if not paragraph:
        return ""
    if line.apart and _is_open_item(paragraph):
        return " "
    if line.apart or measure.is_centred(line) or is_tabbed_row(paragraph[-1].text, line.text):
        return "\n"
    return joint(paragraph[-1].text, line.text)


def _is_open_item(paragraph: Sequence[Line]) -> bool:
    """Whether the last recipient of a list goes on: nothing ends it yet."""
    begun = next((line for line in reversed(paragraph) if starts_something(line.text)), None)
    return begun is not None and begun.text.startswith(("-", "–", "+")) and not paragraph[-1].text.endswith((";", "."))


def _begins(paragraph: Sequence[Line], line: Line, measure: Measure) -> bool:
    above = paragraph[-1]
    if is_tabbed_row(above.text, line.text):
        return False
    if above.apart or line.apart:
        return above.apart != line.apart or above.bottom < line.bottom
    if starts_something(line.text) and not _is_torn_dash(above, line, measure):
        return True
    if measure.is_centred(above) and measure.is_centred(line):
        return _is_loose(above, line, measure)
    if not measure.is_full(above, line) or _is_loose(above, line, measure):
        return True
    return line.left > above.left + _INDENT and (len(paragraph) > 1 or not starts_something(above.text))


def _is_torn_dash(above: Line, line: Line, measure: Measure) -> bool:
    """ "Ban Tuyên giáo" / "- Chính sách": the dash is the name's own, since nothing ends with the full line above."""
    unfinished = above.text[-1:].isalnum() and measure.is_full(above, line) and not _is_loose(above, line, measure)
    return line.text.startswith(("-", "–")) and unfinished and line.left < above.left + _INDENT


def _is_loose(above: Line, line: Line, measure: Measure) -> bool:
    if above.page != line.page:
        return False
    return above.bottom - line.bottom > measure.pitch * _LOOSER
