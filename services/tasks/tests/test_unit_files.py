"""Files of units: what is read in them, what is wrong with them, and what is never in those we write."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory import Directory, Unit, UnitGroup, UnitRef
from chungtay_tasks.directory.files.reading import Read, read
from chungtay_tasks.directory.files.writing import csv_file, xlsx_file
from chungtay_tasks.directory.planning import plan

UNITS = [
    Unit(
        "A-1", "=HYPERLINK(\"http://x\")", "department", aliases=("+84", "Đội 1; nhóm".replace("; ", ", "), "@x"),
        valid_from=date(2024, 2, 1), valid_to=date(2025, 6, 30), successors=(UnitRef("A-1", date(2025, 7, 1)),),
    ),
    Unit("A-1", "Đội mới", "một loại lạ", admin_code="07777", valid_from=date(2025, 7, 1), eid="A01.B2"),
]  # fmt: skip
GROUPS = [UnitGroup("G-A", "Các đội", ("A-1",), valid_from=date(2025, 7, 1))]


def workbook(*rows: tuple[object, ...], before: int = 0) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đơn vị"
    for _ in range(before):
        sheet.append(["DANH MỤC ĐƠN VỊ"])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADINGS = ("Mã đơn vị", "TÊN ĐƠN VỊ", "Loai", "Hiệu lực từ", "Ghi chú")


class TestWriting:
    @pytest.mark.parametrize("write", [xlsx_file, csv_file])
    def test_what_is_written_reads_the_same(self, write: type[xlsx_file]) -> None:
        found = read(write(UNITS, GROUPS))
        assert found.problems == []
        assert [wanted.group for wanted in found.groups] == GROUPS
        assert [wanted.unit for wanted in found.units] == UNITS

    def test_no_cell_is_a_formula(self) -> None:
        sheet = load_workbook(io.BytesIO(xlsx_file(UNITS, GROUPS))).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
        text = csv_file(UNITS, GROUPS).decode("utf-8-sig")
        assert not [v for row in csv.reader(io.StringIO(text)) for v in row if v.startswith(("=", "+", "-", "@"))]

    def test_spreadsheets_know_the_csv_for_utf_8(self) -> None:
        assert csv_file(UNITS, GROUPS).startswith(b"\xef\xbb\xbf")


class TestReading:
    def test_headings_in_either_language_below_a_title_and_dates_as_people_write_them(self) -> None:
        found = read(workbook(HEADINGS, ("A", "Đội A", "Đoàn thể", "1/2/2024", "x"), before=3))
        (wanted,) = found.units
        assert (wanted.unit.kind, wanted.unit.valid_from) == ("mass_organisation", date(2024, 2, 1))
        assert [caution["code"] for caution in found.cautions] == ["column_unknown"]
        english = read(b"code;name;kind\nA;Team;commune\n")
        assert english.units[0].unit.name_vi == "Team"

    def test_a_column_that_is_not_there_changes_nothing(self) -> None:
        standing = Directory([Unit("A", "Đội A", "commune", aliases=("Tổ A",), valid_from=date(2024, 2, 1))])
        kept = plan(standing, read("Mã;Tên;Loại\nA;Đội A;Xã, phường\n".encode()).units)
        assert (kept.changes, kept.unchanged) == ((), 1)
        emptied = plan(standing, read("Mã;Tên;Loại;Tên khác\nA;Đội A;Xã, phường;\n".encode()).units)
        assert emptied.changes[0].differing == ("aliases",)

    def test_a_change_may_have_a_day(self) -> None:
        standing = Directory([Unit("A", "Đội A", "commune")])
        file = "Mã;Tên;Loại;Thay đổi từ ngày;Lý do\nA;Đội B;Xã, phường;01/03/2025;QĐ 1\n"
        (change,) = plan(standing, read(file.encode()).units).changes
        assert (change.kind, change.wanted.effective_on, change.wanted.reason) == ("changed", date(2025, 3, 1), "QĐ 1")

    @pytest.mark.parametrize(
        ("row", "cell", "code"),
        [
            (("A", "Đội", "commune", "31/02/2024"), "D2", "cell_invalid"),
            (("A", "Đội", "commune", 45000.0), "D2", "cell_invalid"),
            (("A", "=1+1", "commune"), "B2", "cell_invalid"),
            (("A", None, "commune"), "B2", "cell_empty"),
            (("Mã có dấu", "Đội", "commune"), "A2", "value_invalid"),
            (("A", "x" * 501, "commune"), "B2", "value_invalid"),
        ],
    )
    def test_a_wrong_cell_is_named_with_what_was_expected_and_the_remedy(
        self, row: tuple[object, ...], cell: str, code: str
    ) -> None:
        (problem,) = _problems(read(workbook(HEADINGS, row)))
        assert (problem.field, problem.code) == (f"Đơn vị!{cell}", code)
        assert all((*problem.expected.values(), *problem.remedy.values(), *problem.detail.values()))


def _problems(found: Read) -> list[Refusal]:
    return list(found.problems)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "table_old_or_locked"),
        (b"PK\x03\x04 no archive", "table_damaged"),
        (zipped(**{"[Content_Types].xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "table_damaged"),
        (zipped(**{"xl__worksheets__sheet1.xml": b"<a>" + b" " * 70_000_000}), "table_too_large"),
        (zipped(**{"xl__vbaProject.bin": b"x"}), "table_macros"),
        (zipped(**{"word__document.xml": b"<w/>"}), "table_damaged"),
        ("Mã;Tên\n".encode() + b"\xff\xfe\xfa", "table_not_text"),
        ("Họ;Tên\nA;B\n".encode(), "table_missing"),
        (b"", "table_missing"),
        ("Mã đơn vị;Tên đơn vị\nA;B\n".encode(), "heading_missing"),
        (("Mã;Tên;Loại\n" + "A;B;commune\n" * 20_001).encode(), "table_too_large"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_of_units_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.remedy["vi"]
