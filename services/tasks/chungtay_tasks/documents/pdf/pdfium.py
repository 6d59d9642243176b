"""Letters and drawn lines of a PDF's pages, by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.pdf.geometry import Char, Page, Rule, merged
from chungtay_tasks.documents.refusals import Refuse

MOST_PAGES = 400
MOST_RULES = 20_000
_THIN = 3.0
_LONG = 6.0
_NEEDS_PASSWORD = 4

_pdfium: Any = import_module("pypdfium2")
_raw: Any = import_module("pypdfium2.raw")


def pages_of(data: bytes) -> Iterator[Page]:
    """Raises Refuse."""
    try:
        document = _pdfium.PdfDocument(data)
    except _pdfium.PdfiumError as error:
        needs_password = getattr(error, "err_code", None) == _NEEDS_PASSWORD
        raise Refuse(refusals.encrypted) if needs_password else Refuse(refusals.damaged, "pdf") from None
    if len(document) > MOST_PAGES:
        raise Refuse(refusals.too_heavy)
    for number in range(len(document)):
        yield _page(document[number], number + 1)


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    turned = _Turned(_raw.FPDFPage_GetRotation(page), width, height)
    text = page.get_textpage()
    chars = list(_chars(text, turned))
    text.close()
    level, upright, pictured = _drawn(page, turned, width * height)
    page.close()
    return Page(number, width, height, chars, merged(level), merged(upright), pictured)


class _Turned:
    """Places on a page as it is held, which may be turned from how it was written."""

    def __init__(self, quarter_turns: int, width: float, height: float) -> None:
        self.turns = quarter_turns
        self.width, self.height = width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turns:
            case 1:
                return y, self.height - x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return self.width - y, x
            case _:
                return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _chars(text: Any, turned: _Turned) -> Iterator[Char]:
    code_at, box_at = _raw.FPDFText_GetUnicode, _raw.FPDFText_GetLooseCharBox
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    upright = turned.turns == 0
    for place in range(text.count_chars()):
        code = code_at(text, place)
        if not box_at(text, place, pointer):
            box.left = box.bottom = box.right = box.top = 0.0
        edges = (box.left, box.bottom, box.right, box.top)
        yield Char(code, *(edges if upright else turned.box(*edges)))


def _drawn(page: Any, turned: _Turned, area: float) -> tuple[list[Rule], list[Rule], bool]:
    level: list[Rule] = []
    upright: list[Rule] = []
    covered = 0.0
    for one in page.get_objects(max_depth=2):
        if one.type == _raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            covered += max(right - left, 0) * max(top - bottom, 0)
        elif one.type == _raw.FPDF_PAGEOBJ_PATH and len(level) + len(upright) < MOST_RULES:
            for start, end in _strokes(one):
                _sort(turned.point(*start), turned.point(*end), level, upright)
    return level, upright, covered > area * 0.6


def _sort(start: tuple[float, float], end: tuple[float, float], level: list[Rule], upright: list[Rule]) -> None:
    (x1, y1), (x2, y2) = start, end
    if abs(y1 - y2) < _THIN and abs(x1 - x2) > _LONG:
        level.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    elif abs(x1 - x2) < _THIN and abs(y1 - y2) > _LONG:
        upright.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))


def _strokes(path: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path, from point to point."""
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = (0.0, 0.0)
    for place in range(min(_raw.FPDFPath_CountSegments(path), MOST_RULES)):
        segment = _raw.FPDFPath_GetPathSegment(path, place)
        _raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = _raw.FPDFPathSegment_GetType(segment)
        if kind == _raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == _raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if _raw.FPDFPathSegment_GetClose(segment):
            yield point, first
        last = point
