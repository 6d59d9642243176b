"""Lines, columns, tables and pages of a PDF become the paragraphs they were."""

from __future__ import annotations

from collections.abc import Sequence

from bench.written_pdf import Sheet, pdf, width
from chungtay_tasks.documents import Document, open_document

LEFT, RIGHT, TOP, STEP = 72, 522, 780, 16


def opened(*sheets: Sheet) -> Document:
    return open_document(pdf(sheets), "ke-hoach.pdf")


def paragraphs(*sheets: Sheet) -> list[str]:
    return opened(*sheets).text.split("\n\n")


def flowed(sheet: Sheet, text: str, y: float, *, indent: float = 28) -> float:
    """Sets a paragraph in the full measure; the next line's place."""
    line, x = "", LEFT + indent
    for word in text.split():
        if x + width(f"{line} {word}") > RIGHT:
            sheet.write(x, y, line)
            line, x, y = word, LEFT, y - STEP
        else:
            line = f"{line} {word}".strip()
    sheet.write(x, y, line)
    return y - STEP


def ruled(sheet: Sheet, columns: Sequence[float], rows: Sequence[float]) -> None:
    for y in rows:
        sheet.rule(columns[0], y, columns[-1], y)
    for x in columns:
        sheet.rule(x, rows[0], x, rows[-1])


LONG = (
    "Tuyên truyền đến từng khu phố, hộ gia đình, khu công nghiệp, lán trại công trường và nhóm thanh niên có nguy cơ; "
    "nhân rộng mô hình điểm ở cơ sở; chuyển hóa địa bàn, phấn đấu trở thành xã, phường không ma túy."
)


def test_broken_lines_are_put_together_and_paragraphs_stay_apart() -> None:
    sheet = Sheet()
    y = flowed(sheet, f"- {LONG}", TOP)
    flowed(sheet, LONG, flowed(sheet, "1. Công an xã", y))
    assert paragraphs(sheet) == [f"- {LONG}", "1. Công an xã", LONG]


def test_a_paragraph_goes_on_over_a_page_and_its_number() -> None:
    first, second = Sheet(), Sheet()
    half = LONG.split("lán ")
    y = flowed(first, half[0], 130)
    first.write(RIGHT - width("và lán trại công trường ở"), y + STEP, "và lán trại công trường ở")
    first.write(295, 40, "1")
    second.write(295, 810, "2")
    second.write(LEFT, TOP, "các xã, phường.")
    assert paragraphs(first, second)[-1].endswith("và lán trại công trường ở các xã, phường.")
    assert "2" not in opened(first, second).text


def test_a_word_torn_at_its_hyphen_and_a_name_torn_at_its_dash_are_whole_again() -> None:
    sheet = Sheet()
    sheet.write(LEFT, TOP, "Sáng tác và treo pa-nô, khẩu hiệu ở khu dân cư cùng các loại băng-".rjust(74))
    sheet.write(LEFT, TOP - STEP, "rôn theo hướng dẫn của Ban Tuyên giáo trực thuộc Ban Chấp hành Tỉnh ủy và".ljust(74))
    sheet.write(LEFT, TOP - 2 * STEP, "Sở Lao động trong phạm vi cả tỉnh, nhất là vùng xa và Phòng Lao động huyện")
    sheet.write(LEFT, TOP - 3 * STEP, "- Thương binh và Xã hội.")
    (whole,) = paragraphs(sheet)
    assert "băng-rôn" in whole
    assert whole.endswith("Phòng Lao động huyện - Thương binh và Xã hội.")


def test_the_columns_of_head_and_foot_come_one_after_the_other() -> None:
    sheet = Sheet()
    for place, (left, right) in enumerate([
        ("UBND TỈNH HÀ NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ Y TẾ", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-SYT", "Hà Nam, ngày 02 tháng 3 năm 2024"),
    ]):  # fmt: skip
        sheet.write(LEFT, TOP - place * STEP, left)
        sheet.write(300, TOP - place * STEP, right)
    sheet.write(270, TOP - 5 * STEP, "KẾ HOẠCH")
    y = flowed(sheet, f"1. {LONG}", TOP - 7 * STEP)
    sheet.write(LEFT, y - 20, "Nơi nhận:")
    sheet.write(360, y - 20, "KT. GIÁM ĐỐC")
    sheet.write(LEFT, y - 20 - STEP, "- Như trên;")
    sheet.write(350, y - 20 - STEP, "PHÓ GIÁM ĐỐC")
    sheet.write(LEFT, y - 20 - 2 * STEP, "- Các phòng, ban thuộc")
    sheet.write(LEFT, y - 20 - 3 * STEP, "Sở;")
    assert paragraphs(sheet) == [
        "UBND TỈNH HÀ NAM\nSỞ Y TẾ\nSố: 12/KH-SYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nam, ngày 02 tháng 3 năm 2024",
        "KẾ HOẠCH",
        f"1. {LONG}",
        "Nơi nhận:\n- Như trên;\n- Các phòng, ban thuộc Sở;",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    ]


COLUMNS, ROWS = [72, 110, 300, 420, 522], [700, 680, 640, 620]


def filled(sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
    for y, cells in zip(ROWS, rows, strict=False):
        for x, text in zip(COLUMNS, cells, strict=False):
            for place, line in enumerate(text.split("\n")):
                sheet.write(x + 5, y - 14 - place * STEP, line, 10)


HEAD = ("TT", "Nội dung", "Chủ trì", "Thời hạn")


def test_a_ruled_table_becomes_rows_and_wrapped_cells_are_whole() -> None:
    sheet = Sheet()
    ruled(sheet, COLUMNS, ROWS)
    filled(sheet, [HEAD, ("1", "Rà soát các văn bản, đề xuất bãi bỏ\nnhững văn bản cũ", "Sở Tư pháp", "30/9/2024"),
                   ("2", "Tập huấn", "Sở Nội vụ", "Quý II/2024")])  # fmt: skip
    assert opened(sheet).text.splitlines() == [
        "| TT | Nội dung | Chủ trì | Thời hạn |",
        "| 1 | Rà soát các văn bản, đề xuất bãi bỏ những văn bản cũ | Sở Tư pháp | 30/9/2024 |",
        "| 2 | Tập huấn | Sở Nội vụ | Quý II/2024 |",
    ]


def test_a_cell_over_two_rows_says_the_same_in_both() -> None:
    sheet = Sheet()
    for x in COLUMNS:
        sheet.rule(x, ROWS[0], x, ROWS[-1])
    for y in ROWS:
        sheet.rule(COLUMNS[0], y, COLUMNS[2] if y == 640 else COLUMNS[-1], y)
    filled(sheet, [HEAD, ("1", "Rà soát", "Sở Tư pháp", "30/9/2024"), ("2", "Tập huấn", "", "")])
    assert opened(sheet).text.splitlines()[1:] == [
        "| 1 | Rà soát | Sở Tư pháp | 30/9/2024 |", "| 2 | Tập huấn | Sở Tư pháp | 30/9/2024 |",
    ]  # fmt: skip


def test_a_table_over_two_pages_is_one_and_its_head_stands_once() -> None:
    first, second = Sheet(), Sheet()
    for sheet in (first, second):
        ruled(sheet, COLUMNS, ROWS)
    filled(first, [HEAD, ("1", "Rà soát", "Sở Tư pháp", "30/9/2024"), ("2", "Tập huấn cho", "Sở Nội vụ", "Quý II")])
    filled(second, [HEAD, ("", "cán bộ cấp xã", "", ""), ("3", "Kiểm tra", "Sở Y tế", "Tháng 9")])
    assert opened(first, second).text.splitlines() == [
        "| TT | Nội dung | Chủ trì | Thời hạn |",
        "| 1 | Rà soát | Sở Tư pháp | 30/9/2024 |",
        "| 2 | Tập huấn cho cán bộ cấp xã | Sở Nội vụ | Quý II |",
        "| 3 | Kiểm tra | Sở Y tế | Tháng 9 |",
    ]


def test_heads_that_run_through_the_pages_are_left_out_and_told() -> None:
    sheets = [Sheet() for _ in range(4)]
    for place, sheet in enumerate(sheets):
        sheet.write(LEFT, 810, "Kế hoạch số 12/KH-UBND")
        flowed(sheet, f"{place + 1}. {LONG}", 700)
    document = opened(*sheets)
    assert [notice.code for notice in document.notices] == ["page_margins"]
    assert document.text.count("12/KH-UBND") == 0
    assert document.pages == 4


def test_a_page_without_text_among_others_is_told() -> None:
    sheet = Sheet()
    flowed(sheet, LONG, TOP)
    blank = Sheet()
    assert opened(sheet, blank).notices == []
