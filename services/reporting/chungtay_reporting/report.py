"""The consolidated report as one value, which every format prints: nothing in a document is computed twice.

A figure stands in a document as a `Number` run. Exactly one run per figure and document is its `anchor`: there HTML
puts `<data class="figure" id="…" value="…">` and DOCX a content control tagged with the id around the printed number
alone. Other runs of the same figure only mention it.

Everything outside `identity` is a function of what was reported, so that two replays of the same month are equal to
the byte; positions, hashes and ids differ from run to run and stand in `identity`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

State = Literal["value", "missing", "not_applicable"]
Part = Literal["value", "accepted", "provisional"]
Align = Literal["left", "center", "right"]


class View(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(View):
    """One figure: `value` over all that stands, `accepted` over accepted reports alone, `provisional` over the rest.

    `activities` counts what contributes. Amounts are plain decimals, None unless `state` is "value" (an accepted or
    provisional part to which nothing contributes is None too).
    """

    id: str = Field(pattern=r"^f-[A-Za-z0-9-]{1,62}$")
    indicator: str
    scope: str
    label: str
    unit: str
    aggregation: str
    state: State
    value: Decimal | None
    accepted: Decimal | None
    provisional: Decimal | None
    approximate: bool = False
    activities: int = 0


class Words(View):
    kind: Literal["words"] = "words"
    text: str
    bold: bool = False
    italic: bool = False


class Number(View):
    """A figure in print: `text` is the Vietnamese way to write that part of it ("1.127", "12,8", "chưa báo cáo").

    `value` is the plain number that stands for it by machine, None where the part has none.
    """

    kind: Literal["figure"] = "figure"
    id: str
    part: Part = "value"
    anchor: bool = False
    text: str
    value: Decimal | None


Run = Annotated[Words | Number, Field(discriminator="kind")]


class Paragraph(View):
    """Justified text; an `item` begins with a dash."""

    kind: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...]
    item: bool = False


class Cell(View):
    runs: tuple[Run, ...]
    align: Align = "left"
    columns: int = 1


class Row(View):
    """`strong`: a group's name or a total, printed bold."""

    cells: tuple[Cell, ...]
    strong: bool = False


class Column(View):
    """`width` is a share; the widths of a table need not add up to anything."""

    title: str
    width: float = 1.0


class Table(View):
    """A table whose header repeats on every page."""

    kind: Literal["table"] = "table"
    id: str
    caption: str | None = None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Annotated[Paragraph | Table, Field(discriminator="kind")]


class Section(View):
    """`number` as printed ("II", "2"); level 1 for parts, 2 for their items."""

    number: str
    title: str
    level: Literal[1, 2]
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


class Appendix(View):
    """`id` PL01…; begins on a page of its own, `landscape` where its table is wide."""

    id: str
    label: str
    title: str
    landscape: bool = False
    blocks: tuple[Block, ...]


class Header(View):
    """The head of the document as Decree 30/2020/NĐ-CP wants it; `number_line` and `place_date` leave number and
    day open until the report is signed. Bodies are named as in a sentence; documents print them in capitals."""

    superior: str | None
    issuer: str
    number_line: str
    place_date: str
    kind: str
    summary: str


class Signature(View):
    """Titles only, line by line ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); the name comes with the signature."""

    titles: tuple[str, ...]


class SealMark(View):
    """What a sealed edition prints of its seal (text and QR code); fixed before it is rendered."""

    seal_id: str
    edition: int
    figures_hash: str
    key_id: str
    rules_version: str


class SourceMark(View):
    position: int
    hash: str
    logid: str


class Identity(View):
    """What differs between two runs of the same month: where the logs stood, and the seal."""

    vector: Mapping[str, SourceMark]
    seal: SealMark | None = None


class ReportView(View):
    """A campaign's consolidated report at one vector.

    `status` is what kind of copy this is, in words ("Bản dự thảo …", "Bản niêm phong số 1"), `past` marks a view of
    an earlier moment, which pages frame in colour. `notices` stand on the first page (overridden blockers, units
    that have not reported).
    """

    campaign: str
    title: str
    status: str
    past: bool = False
    as_of: datetime
    as_of_text: str
    header: Header
    basis: tuple[Paragraph, ...]
    notices: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signature: Signature
    appendices: tuple[Appendix, ...]
    figures: tuple[Figure, ...]
    completeness: Mapping[str, Any]
    figures_hash: str
    identity: Identity

    def content(self) -> dict[str, Any]:
        """The report without what identifies one run of it, nor the moment it was drawn up."""
        return self.model_dump(exclude={"identity", "as_of", "as_of_text", "status", "past"})

    @property
    def report_hash(self) -> str:
        return digest(self.content())

    def json_bytes(self) -> bytes:
        """`report.json`: the same view, the same bytes."""
        return canonical({"schema": "chungtay.report/1", **self.model_dump(), "report_hash": self.report_hash})

    def numbers(self) -> Iterator[Number]:
        """Every figure run in the order a document prints them."""
        for block in self.blocks():
            runs = block.runs if isinstance(block, Paragraph) else (r for row in block.rows for r in _runs(row))
            yield from (run for run in runs if isinstance(run, Number))

    def blocks(self) -> Iterator[Paragraph | Table]:
        yield from self.basis
        yield from self.notices
        for section in self.sections:
            yield from _blocks(section)
        for appendix in self.appendices:
            yield from appendix.blocks


def _runs(row: Row) -> Iterator[Words | Number]:
    return (run for cell in row.cells for run in cell.runs)


def _blocks(section: Section) -> Iterator[Paragraph | Table]:
    yield from section.blocks
    for part in section.sections:
        yield from _blocks(part)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, decimals written out as plain numbers and moments in UTC."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def digest(value: Any) -> str:
    """sha256 of the canonical form, in hex."""
    return sha256(canonical(value)).hexdigest()


def plain_number(value: Decimal) -> str:
    """A decimal with `.`, without exponent and without idle zeros: equal numbers have equal text."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain_number(value))
    raise TypeError(f"{type(value).__name__} has no canonical form")
