"""WordprocessingML as text: runs, figures in content controls, paragraphs.

Rows are written as text and parsed once: python-docx, cell by cell, takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from chungtay_reporting.report import Figure, Number, Paragraph, Run, Words

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LONGEST_NAME = 64  # Word takes no longer title or tag of a content control


@dataclass(frozen=True, slots=True)
class Figures:
    """The report's figures by id, each with a number of its own, which Word wants of a content control."""

    by_id: Mapping[str, tuple[int, Figure]]

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Figures:
        return cls({figure.id: (number, figure) for number, figure in enumerate(figures, 1)})


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(items: Iterable[Run], figures: Figures, *, bold: bool = False) -> str:
    return "".join(_words(item, bold) if isinstance(item, Words) else _number(item, figures, bold) for item in items)


def _words(words: Words, bold: bool) -> str:
    return run(words.text, bold=bold or words.bold, italic=words.italic)


def _number(number: Number, figures: Figures, bold: bool) -> str:
    printed = run(number.text, bold=bold, italic=number.value is None)
    return _control(number.id, printed, figures) if number.anchor else printed


def _control(figure_id: str, printed: str, figures: Figures) -> str:
    """A content control around the printed number: it may be deleted with its sentence, but not retyped."""
    number, figure = figures.by_id[figure_id]
    name = quoteattr(figure.label[:_LONGEST_NAME])
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val={name}/><w:tag w:val="{figure_id}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="contentLocked"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{printed}</w:sdtContent></w:sdt>"
    )


def paragraph(style: str, content: str, *, properties: str = "") -> str:
    """`content` is markup; `properties` further paragraph properties, in the schema's order after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def line(style: str, text: str, *, properties: str = "") -> str:
    return paragraph(style, run(text), properties=properties)


def body_paragraph(item: Paragraph, figures: Figures, style: str = "NoiDung", *, properties: str = "") -> str:
    dash = run("- ") if item.item else ""
    return paragraph(style, dash + runs(item.runs, figures), properties=properties)


def kept_with_next(item: str) -> str:
    """The paragraph, on one page with what follows it."""
    return item.replace("/>", "/><w:keepNext/>", 1)  # its style, which always comes first, stays first


def rule(cell_width: float, length: float) -> str:
    """A thin centred line of `length` mm within `cell_width` mm: a border, since an underline would be wrong here."""
    margin = twips((cell_width - length) / 2)
    return paragraph("DuongKe", "", properties=f'<w:ind w:left="{margin}" w:right="{margin}"/>')


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
