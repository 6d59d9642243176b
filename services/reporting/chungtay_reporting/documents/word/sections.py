"""Pages: paper, margins, and page numbers that begin anew in every appendix."""

from __future__ import annotations

from dataclasses import dataclass

from chungtay_reporting.documents.word.markup import paragraph, twips


@dataclass(frozen=True, slots=True)
class Paper:
    """Size and margins in mm (Decree 30: top and bottom 20-25, left 30-35, right 15-20; turned with the paper)."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


PORTRAIT = Paper(width=210, height=297, top=20, right=20, bottom=20, left=30)
LANDSCAPE = Paper(width=297, height=210, top=30, right=20, bottom=20, left=20)
_HEADER_FROM_EDGE = 10.0


def section(paper: Paper) -> str:
    """A section that begins on a new page and counts its pages from 1, the first one without its number."""
    landscape = ' w:orient="landscape"' if paper.width > paper.height else ""
    return (
        f'<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(paper.width)}" w:h="{twips(paper.height)}"{landscape}/>'
        f'<w:pgMar w:top="{twips(paper.top)}" w:right="{twips(paper.right)}" w:bottom="{twips(paper.bottom)}" '
        f'w:left="{twips(paper.left)}" w:header="{twips(_HEADER_FROM_EDGE)}" w:footer="{twips(_HEADER_FROM_EDGE)}" '
        f'w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def end_of_section(properties: str) -> str:
    """Every section but the last is ended by a paragraph that carries its properties."""
    return paragraph("HetPhan", "", properties=properties)
