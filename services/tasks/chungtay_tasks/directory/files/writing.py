"""The directory as an XLSX or CSV file that opens right, holds no formula, and can be imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from chungtay_tasks.directory.files.cells import FORMULA
from chungtay_tasks.directory.files.columns import COLUMNS, GROUP, KINDS
from chungtay_tasks.directory.model import Unit, UnitGroup, UnitRef

SHEET = "Đơn vị"
_HELP = "Hướng dẫn"
_TEXT, _DATE = "@", "dd/mm/yyyy"
_EXPLAINED = (
    (
        "Mỗi dòng là một đơn vị (hoặc một nhóm) trong một thời gian hiệu lực.",
        "A row is a unit, or a group, in its time.",
    ),
    ("Mã có thể dùng lại: mã và ngày hiệu lực cùng xác định một đơn vị.", "Codes are reused: code and first day tell."),
    ("Nhiều tên khác cách nhau bằng dấu ;", "Other names are separated by ;"),
    ("Đơn vị kế thừa: mã, hoặc mã@ngày (07777@2025-07-01), cách nhau bằng dấu ;", "Successors: code or code@day."),
    ("Nhóm: Loại ghi “Nhóm”, Thành viên ghi các mã cách nhau bằng dấu ;", "A group: its kind is “Nhóm”."),
    ("Cột không có thì giữ nguyên; ô trống nghĩa là không có.", "A missing column keeps; an empty cell means nothing."),
    ("“Thay đổi từ ngày” để trống nếu là sửa lỗi.", "“Thay đổi từ ngày” stays empty for a correction."),
)


def rows(units: Sequence[Unit], groups: Sequence[UnitGroup]) -> Iterator[Sequence[str | date | None]]:
    """Values in the order of the columns."""
    for unit in units:
        yield [_said(unit, column.field) for column in COLUMNS]
    for group in groups:
        yield [_of_group(group, column.field) for column in COLUMNS]


def _said(unit: Unit, field: str) -> str | date | None:
    match field:
        case "kind":
            return KINDS[unit.kind][0] if unit.kind in KINDS else unit.kind
        case "successors":
            return "; ".join(map(_ref, unit.successors))
        case "aliases":
            return "; ".join(unit.aliases)
        case _:
            return getattr(unit, field, None)


def _ref(ref: UnitRef) -> str:
    return ref.code if ref.valid_from is None else f"{ref.code}@{ref.valid_from}"


def _of_group(group: UnitGroup, field: str) -> str | date | None:
    told: Mapping[str, Any] = {
        "code": group.code, "name_vi": group.name_vi, "kind": KINDS[GROUP][0], "valid_from": group.valid_from,
        "valid_to": group.valid_to, "aliases": "; ".join(group.aliases), "members": "; ".join(group.members),
    }  # fmt: skip
    return told.get(field)


def csv_file(units: Sequence[Unit], groups: Sequence[UnitGroup]) -> bytes:
    """With a byte order mark, by which spreadsheets know UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.vi for column in COLUMNS])
    writer.writerows([list(map(_harmless, row)) for row in rows(units, groups)])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str | date | None) -> str:
    text = value.isoformat() if isinstance(value, date) else value or ""
    return f"'{text}" if text.startswith(FORMULA) else text


def xlsx_file(units: Sequence[Unit], groups: Sequence[UnitGroup]) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    for index, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.append([_heading(sheet, column.vi) for column in COLUMNS])
    for row in rows(units, groups):
        sheet.append([_cell(sheet, value) for value in row])
    sheet.data_validations.append(_kinds())
    _explain(book.create_sheet(_HELP))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: Any, text: str) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDCE6F1")
    return cell


def _cell(sheet: Any, value: str | date | None) -> Any:
    """Text is text, whatever it begins with: no formula, and no number that loses its leading zeros."""
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = _DATE if isinstance(value, date) else _TEXT
    return cell


def _kinds() -> DataValidation:
    """A list to choose from; another kind may be typed."""
    letter = get_column_letter([column.field for column in COLUMNS].index("kind") + 1)
    offered = ",".join(vi.replace(", ", " / ") for vi, _ in KINDS.values())
    chooser: Any = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=False)
    chooser.add(f"{letter}2:{letter}20000")
    return chooser


def _explain(sheet: Any) -> None:
    sheet.column_dimensions["A"].width = 90
    for vi, en in _EXPLAINED:
        sheet.append([vi, en])
