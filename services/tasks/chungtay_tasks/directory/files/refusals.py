"""Files that are no table of units, what is wrong with them and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.problems import Refusal

_SAVE_VI = "Mở tệp, chọn “Lưu thành… Sổ làm việc Excel (.xlsx)” hoặc “CSV UTF-8”, rồi gửi tệp mới."
_SAVE_EN = 'Open it, "Save as… Excel workbook (.xlsx)" or "CSV UTF-8", and send the new file.'
_KINDS_VI, _KINDS_EN = "tệp .xlsx hoặc .csv (UTF-8)", "an .xlsx or .csv (UTF-8) file"


def old_or_locked() -> Refusal:
    return Refusal(
        "table_old_or_locked", 422, field="file",
        vi="Tệp là Excel kiểu cũ (.xls) hoặc có mật khẩu.",
        en="The file is an old Excel file (.xls) or has a password.",
        expected_vi=_KINDS_VI, expected_en=_KINDS_EN,
        remedy_vi=f"Bỏ mật khẩu nếu có. {_SAVE_VI}", remedy_en=f"Remove the password, if there is one. {_SAVE_EN}",
    )  # fmt: skip


def not_text() -> Refusal:
    return Refusal(
        "table_not_text", 422, field="file",
        vi="Tệp không phải .xlsx, cũng không phải văn bản UTF-8.", en="The file is neither .xlsx nor UTF-8 text.",
        expected_vi=_KINDS_VI, expected_en=_KINDS_EN, remedy_vi=_SAVE_VI, remedy_en=_SAVE_EN,
    )  # fmt: skip


def damaged() -> Refusal:
    return Refusal(
        "table_damaged", 422, field="file",
        vi="Tệp .xlsx bị hỏng hoặc sai cấu trúc.", en="The .xlsx file is damaged or malformed.",
        expected_vi=_KINDS_VI, expected_en=_KINDS_EN, remedy_vi=_SAVE_VI, remedy_en=_SAVE_EN,
    )  # fmt: skip


def macros() -> Refusal:
    return Refusal(
        "table_macros", 422, field="file", vi="Tệp có chứa macro (chương trình).", en="The file holds macros.",
        expected_vi=_KINDS_VI, expected_en=_KINDS_EN, remedy_vi=_SAVE_VI, remedy_en=_SAVE_EN,
    )  # fmt: skip


def too_much(most_vi: str, most_en: str) -> Refusal:
    return Refusal(
        "table_too_large", 422, field="file", vi="Tệp quá lớn so với một danh mục đơn vị.",
        en="The file is larger than any directory of units.",
        expected_vi=f"nhiều nhất {most_vi}", expected_en=f"at most {most_en}",
        remedy_vi="Chia thành nhiều tệp.", remedy_en="Split it into several files.",
    )  # fmt: skip


def no_table() -> Refusal:
    return Refusal(
        "table_missing", 422, field="file",
        vi="Không tìm thấy bảng đơn vị: không có dòng tiêu đề nào.", en="No table of units: no row of headings.",
        expected_vi="một dòng tiêu đề có “Mã đơn vị”, “Tên đơn vị”, “Loại”",
        expected_en='a row of headings with "Code", "Name", "Kind"',
        remedy_vi="Lấy tệp mẫu: chungtay units export.", remedy_en="Take a file to start from: chungtay units export.",
    )  # fmt: skip


def heading_missing(sheet: str, missing: Sequence[str]) -> Refusal:
    names = ", ".join(missing)
    return Refusal(
        "heading_missing", 422, field=sheet, value=names,
        vi=f"Trang {sheet} thiếu cột: {names}.", en=f"The sheet {sheet} lacks the columns {names}.",
        expected_vi="các cột Mã đơn vị, Tên đơn vị, Loại", expected_en="the columns Code, Name, Kind",
        remedy_vi="Thêm cột còn thiếu.", remedy_en="Add the missing columns.",
    )  # fmt: skip


def value_missing(field: str, heading: str) -> Refusal:
    return Refusal(
        "cell_empty", 422, field=field,
        vi=f"Ô {field} ({heading}) để trống.", en=f"The cell {field} ({heading}) is empty.",
        expected_vi="một giá trị", expected_en="a value",
        remedy_vi="Điền ô này, hoặc xóa cả dòng.", remedy_en="Fill the cell, or delete the row.",
    )  # fmt: skip
