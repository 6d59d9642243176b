"""Figures in print: as runs of a text and as cells of a table; each figure is anchored where it first stands."""

from __future__ import annotations

from decimal import Decimal

from chungtay_reporting.figures import Figures
from chungtay_reporting.report import Align, Cell, Column, Figure, Number, Part, Row, Run, Table, Words
from chungtay_reporting.vietnamese import number

MISSING_IN_TABLE, NOT_APPLICABLE_IN_TABLE = "…", "x"
MISSING = "chưa báo cáo"


class Printer:
    """Prints one report's figures; `printed` are those that have their anchor."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.printed: dict[str, Figure] = {}

    def anchored(self, indicator: str, scope: str) -> Number:
        """A figure where a table shows it; the first time it is the figure's anchor."""
        figure = self.figures.figure(indicator, scope)
        first = figure.id not in self.printed
        self.printed[figure.id] = figure
        return Number(id=figure.id, anchor=first, text=_in_table(figure), value=figure.value)

    def mention(self, indicator: str, scope: str) -> Number:
        """A figure within a sentence."""
        figure = self.figures.figure(indicator, scope)
        text = number(figure.value) if figure.value is not None else MISSING
        return Number(id=figure.id, text=text, value=figure.value)

    def part(self, indicator: str, scope: str, part: Part) -> Number:
        figure = self.figures.figure(indicator, scope)
        value: Decimal | None = getattr(figure, part)
        text = number(value) if value is not None else "-" if figure.state == "value" else _in_table(figure)
        return Number(id=figure.id, part=part, text=text, value=value)


def two_digits(run: Number) -> Number:
    """As officials write what they count in a sentence: "01 khó khăn"."""
    return run.model_copy(update={"text": f"0{run.text}"}) if len(run.text) == 1 and run.text.isdigit() else run


def _in_table(figure: Figure) -> str:
    if figure.value is not None:
        return number(figure.value)
    return MISSING_IN_TABLE if figure.state == "missing" else NOT_APPLICABLE_IN_TABLE


LEGEND = "“…”: chưa báo cáo; “x”: không áp dụng; “0”: có báo cáo, không phát sinh; “-”: không có."


def words(text: str, *, bold: bool = False, italic: bool = False) -> Words:
    return Words(text=text, bold=bold, italic=italic)


def cell(content: str | Run, align: Align = "left", columns: int = 1) -> Cell:
    runs: tuple[Run, ...] = (words(content),) if isinstance(content, str) else (content,)
    return Cell(runs=runs if content != "" else (), align=align, columns=columns)


def row(*cells: Cell, strong: bool = False) -> Row:
    return Row(cells=cells, strong=strong)


def table(table_id: str, columns: dict[str, float], rows: list[Row], caption: str | None = None) -> Table:
    """`columns`: title to width."""
    heads = tuple(Column(title=title, width=width) for title, width in columns.items())
    return Table(id=table_id, caption=caption, columns=heads, rows=tuple(rows))
