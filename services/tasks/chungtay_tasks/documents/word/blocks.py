"""Paragraphs and tables in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chungtay_tasks.documents.letterhead import holds_letterhead, untabbed
from chungtay_tasks.documents.rows import row
from chungtay_tasks.documents.word.grid import rows_of
from chungtay_tasks.documents.word.markup import Element, child, local, value
from chungtay_tasks.documents.word.numbering import Numbering
from chungtay_tasks.documents.word.paragraphs import Inline
from chungtay_tasks.documents.word.styles import Styles

_DESCENDED = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True)
class Blocks:
    """Reads block after block; numbering counts on through all of them."""

    styles: Styles
    numbering: Numbering
    inline: Inline
    foreign: int = 0

    def texts(self, container: Element) -> list[str]:
        """Paragraphs, and tables as one text of several rows each; what is empty is left out."""
        return untabbed([text for text in self._texts(container) if text.strip()])

    def _texts(self, container: Element) -> Iterator[str]:
        held = ""
        for one in _blocks(container):
            name = local(one)
            if name == "tbl":
                yield held
                held = ""
                yield from self._table(one)
            elif name == "altChunk":
                self.foreign += 1
            else:
                text, boxes = self.paragraph(one, lone_label=False)
                yield from boxes
                held += text
                if not _runs_on(one):
                    yield held
                    held = ""
        yield held

    def paragraph(self, paragraph: Element, *, lone_label: bool) -> tuple[str, list[str]]:
        """Its text with its label, and the texts of the boxes that hang on it; `lone_label`: also without words."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle") or self.styles.paragraph
        text = self.inline.text(paragraph, style)
        boxes, self.inline.boxes = self.inline.boxes, []
        within = [text for box in boxes for text in self.texts(box)]
        if not text.strip() and _is_deleted(paragraph):
            return "", within
        label = self.numbering.label(properties, style)
        if not text.strip():
            return label if lone_label else "", within
        return (f"{label} {text}" if label else text), within

    def _table(self, table: Element) -> Iterator[str]:
        rows = rows_of(table)
        cells = [[self.cell(one) if one is not None else [] for one in line] for line in rows]
        if max((len(line) for line in cells), default=0) == 1 or holds_letterhead(cells):
            yield from ("\n".join(parts) for line in cells for parts in line)
            return
        yield "\n".join(row(self._spread(cells, rows, place)) for place in range(len(rows)))

    def cell(self, cell: Element) -> list[str]:
        found: list[str] = []
        for one in _blocks(cell):
            if local(one) == "tbl":
                found += list(self._table(one))
            else:
                text, boxes = self.paragraph(one, lone_label=True)
                found += [*boxes, text]
        return [text for text in found if text.strip()]

    @staticmethod
    def _spread(cells: list[list[list[str]]], rows: list[list[Element | None]], place: int) -> list[list[str]]:
        """A row's cells; one merged with the cell above says what that says, as it does on the page."""
        for column, cell in enumerate(rows[place]):
            if cell is not None and _goes_on(cell) and place and column < len(cells[place - 1]):
                cells[place][column] = cells[place - 1][column]
        return cells[place]


def _blocks(container: Element) -> Iterator[Element]:
    for one in container:
        name = local(one)
        if name in ("p", "tbl", "altChunk"):
            yield one
        elif name in _DESCENDED:
            yield from _blocks(one)


def _goes_on(cell: Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(cell, "tcPr", "vMerge") != "restart"


def _mark(paragraph: Element, name: str) -> bool:
    return child(paragraph, "pPr", "rPr", name) is not None


def _is_deleted(paragraph: Element) -> bool:
    return _mark(paragraph, "del") or _mark(paragraph, "moveFrom")


def _runs_on(paragraph: Element) -> bool:
    """The mark at its end was deleted: the next paragraph goes on with it."""
    return _mark(paragraph, "del")
