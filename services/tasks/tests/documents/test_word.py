"""A Word file's text is what its pages show."""

from __future__ import annotations

import pytest
from office import cell, docx, item, level, numbering, p, run, table

from chungtay_tasks.documents import Document, open_document
from chungtay_tasks.plan import read_plan

DELETED = '<w:del><w:r><w:delText xml:space="preserve">cũ </w:delText></w:r></w:del>'


def opened(body: str, **parts: str) -> Document:
    return open_document(docx(body, **parts), "ke-hoach.docx")


def paragraphs(body: str, **parts: str) -> list[str]:
    return opened(body, **parts).text.split("\n\n")


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


class TestNumbering:
    def test_levels_count_each_under_its_own_and_begin_anew(self) -> None:
        levels = (
            level("upperRoman", "%1.") + level("decimal", "%2.", 1) + level("lowerLetter", "%3)", 2)
            + level("bullet", "\uf0b7", 3)
        )  # fmt: skip
        lists = numbering({0: levels}, {1: (0, "")})
        body = (
            item("Mục đích", 1) + item("Nhiệm vụ", 1) + item("Công an", 1, 1) + item("Tuần tra", 1, 2)
            + item("Kiểm tra", 1, 2) + item("Ban đêm", 1, 3) + item("Y tế", 1, 1) + item("Khám", 1, 2)
        )  # fmt: skip
        assert paragraphs(body, numbering=lists) == [
            "I. Mục đích", "II. Nhiệm vụ", "1. Công an", "a) Tuần tra", "b) Kiểm tra", "• Ban đêm", "2. Y tế",
            "a) Khám",
        ]  # fmt: skip

    def test_a_list_with_an_own_start_begins_anew_and_lists_of_one_definition_count_on(self) -> None:
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        lists = numbering({0: level("decimal", "%1.")}, {1: (0, ""), 2: (0, override), 3: (0, "")})
        body = item("một", 1) + item("hai", 1) + item("năm", 2) + item("sáu", 2) + item("bảy", 3)
        assert paragraphs(body, numbering=lists) == ["1. một", "2. hai", "5. năm", "6. sáu", "7. bảy"]

    def test_a_level_that_never_begins_anew_counts_through(self) -> None:
        levels = level("upperRoman", "%1.") + level("decimal", "%2.", 1, other='<w:lvlRestart w:val="0"/>')
        body = item("A", 1) + item("x", 1, 1) + item("B", 1) + item("y", 1, 1)
        assert paragraphs(body, numbering=numbering({0: levels}, {1: (0, "")})) == ["I. A", "1. x", "II. B", "2. y"]

    def test_legal_numbering_and_several_levels_in_one_label(self) -> None:
        levels = level("upperRoman", "Điều %1.") + level("decimal", "%1.%2.", 1, other="<w:isLgl/>")
        body = item("Phạm vi", 1) + item("Giao", 1) + item("Sở Y tế", 1, 1)
        lists = numbering({0: levels}, {1: (0, "")})
        assert paragraphs(body, numbering=lists) == ["Điều I. Phạm vi", "Điều II. Giao", "2.1. Sở Y tế"]

    @pytest.mark.parametrize(
        ("style", "custom", "labels"),
        [
            ("lowerLetter", None, ["a)", "b)", "c)", "d)", "e)"]),
            ("custom", "a, b, c, d, đ, e, ...", ["a)", "b)", "c)", "d)", "đ)"]),
            ("vietnameseCounting", None, ["một)", "hai)", "ba)", "bốn)", "năm)"]),
            ("decimalZero", None, ["01)", "02)", "03)", "04)", "05)"]),
            ("upperLetter", None, ["A)", "B)", "C)", "D)", "E)"]),
            ("lowerRoman", None, ["i)", "ii)", "iii)", "iv)", "v)"]),
        ],
    )
    def test_formats(self, style: str, custom: str | None, labels: list[str]) -> None:
        lists = numbering({0: level(style, "%1)", format_=custom)}, {1: (0, "")})
        body = "".join(item("việc", 1) for _ in labels)
        assert paragraphs(body, numbering=lists) == [f"{label} việc" for label in labels]

    def test_after_z_word_doubles_the_letter(self) -> None:
        lists = numbering({0: level("lowerLetter", "%1)", start=26)}, {1: (0, "")})
        assert paragraphs(item("x", 1) * 3, numbering=lists) == ["z) x", "aa) x", "bb) x"]

    def test_numbers_come_from_styles_too_and_a_paragraph_may_decline_them(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            "</w:style>"
            '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
        )
        none = '<w:pStyle w:val="Con"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        body = p("Một", '<w:pStyle w:val="Muc"/>') + p("Hai", '<w:pStyle w:val="Con"/>') + p("Không", none)
        lists = numbering({0: level("decimal", "%1.")}, {1: (0, "")})
        assert paragraphs(body, numbering=lists, styles=styles) == ["1. Một", "2. Hai", "Không"]

    def test_the_number_column_of_a_table_is_printed(self) -> None:
        lists = numbering({0: level("decimal", "%1")}, {1: (0, "")})
        rows = [[cell("TT"), cell("Nội dung")], *([cell(item("", 1)), cell(text)] for text in ("Rà soát", "Tập huấn"))]
        text = opened(table(*rows), numbering=lists).text
        assert text == "| TT | Nội dung |\n| 1 | Rà soát |\n| 2 | Tập huấn |"


class TestTables:
    def test_cells_are_parted_by_bars_and_their_paragraphs_by_semicolons(self) -> None:
        rows = [[cell("Nội dung", properties=""), cell("Chủ trì")], [cell("Rà soát", "Báo cáo"), cell("Sở|Y tế")]]
        assert opened(table(*rows)).text == "| Nội dung | Chủ trì |\n| Rà soát; Báo cáo | Sở¦Y tế |"

    def test_a_cell_merged_downwards_says_the_same_in_each_row_and_one_merged_sideways_says_it_once(self) -> None:
        restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        rows = [
            [cell("I. Thể chế", properties='<w:gridSpan w:val="3"/>')],
            [cell("1"), cell("Rà soát"), cell("Phòng Tư pháp", properties=restart)],
            [cell("2"), cell("Tập huấn"), cell(properties=goes_on)],
        ]
        assert opened(table(*rows)).text.splitlines() == [
            "| I. Thể chế |  |  |", "| 1 | Rà soát | Phòng Tư pháp |", "| 2 | Tập huấn | Phòng Tư pháp |",
        ]  # fmt: skip

    def test_a_letterhead_in_a_table_becomes_lines(self) -> None:
        rows = [
            [cell("UBND TỈNH", "SỞ Y TẾ"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")],
            [cell("Số: 12/KH-SYT"), cell("Hà Nam, ngày 02 tháng 3 năm 2024")],
        ]
        assert paragraphs(table(*rows)) == [
            "UBND TỈNH\nSỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số: 12/KH-SYT", "Hà Nam, ngày 02 tháng 3 năm 2024",
        ]  # fmt: skip

    def test_a_letterhead_made_with_tabs_becomes_lines(self) -> None:
        body = (
            p("UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("SỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc")
            + p("Số: 12/KH-SYT\tHà Nam, ngày 02 tháng 3 năm 2024") + p("KẾ HOẠCH")
        )  # fmt: skip
        assert paragraphs(body) == [
            "UBND TỈNH\nSỞ Y TẾ\nSố: 12/KH-SYT",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nam, ngày 02 tháng 3 năm 2024",
            "KẾ HOẠCH",
        ]

    def test_a_table_in_a_cell_and_one_of_a_single_column_lose_nothing(self) -> None:
        inner = table([cell("a"), cell("b")])
        assert "| ¦ a ¦ b ¦ | Sở Y tế |" in opened(table([cell(inner), cell("Sở Y tế")])).text
        assert paragraphs(table([cell("Khung")], [cell("Chữ")])) == ["Khung", "Chữ"]


class TestChangesAndHiding:
    def test_insertions_are_taken_and_deletions_left_out_and_told(self) -> None:
        inserted = f"<w:ins>{run('mới ')}</w:ins>"
        document = opened(p(runs=run("Kế hoạch ") + DELETED + inserted + run("năm 2024")))
        assert document.text == "Kế hoạch mới năm 2024"
        assert codes(document) == ["tracked_changes"]

    def test_a_deleted_paragraph_is_not_counted_and_a_deleted_break_joins(self) -> None:
        gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
        one = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        body = item("Một", 1) + p(properties=one + gone, runs=DELETED) + item("Hai", 1)
        lists = numbering({0: level("decimal", "%1.")}, {1: (0, "")})
        assert paragraphs(body, numbering=lists) == ["1. Một", "2. Hai"]
        assert paragraphs(p("Tuần tra ", gone) + p("ban đêm")) == ["Tuần tra ban đêm"]

    def test_hidden_text_is_left_out_and_told(self) -> None:
        document = opened(p("Kế hoạch", runs=run(" bí danh", "<w:vanish/>")))
        assert document.text == "Kế hoạch"
        assert codes(document) == ["hidden_text"]
        assert "bí danh" in document.notices[0].vi

    def test_capitals_by_format_are_capitals(self) -> None:
        styles = '<w:style w:type="paragraph" w:styleId="Ten"><w:rPr><w:caps/></w:rPr></w:style>'
        assert paragraphs(p("Kế hoạch", '<w:pStyle w:val="Ten"/>'), styles=styles) == ["KẾ HOẠCH"]


class TestWhatHangsOnParagraphs:
    def test_a_text_box_is_read_once_though_two_forms_of_it_stand_there(self) -> None:
        box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
        both = (
            f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert paragraphs(p("KẾ HOẠCH", runs=both)) == ["DỰ THẢO", "KẾ HOẠCH"]

    def test_footnotes_stand_at_the_end_in_the_order_they_are_referred_to(self) -> None:
        notes = "".join(f'<w:footnote w:id="{key}">{p(text)}</w:footnote>' for key, text in ((2, "Hai"), (3, "Ba")))
        body = p("Một", runs='<w:r><w:footnoteReference w:id="3"/></w:r>')
        body += p("Hai", runs='<w:r><w:footnoteReference w:id="2"/></w:r>')
        assert paragraphs(body, footnotes=notes) == ["Một", "Hai", "[1] Ba", "[2] Hai"]

    def test_signs_that_are_no_letters(self) -> None:
        signs = (
            "<w:r><w:t>cao</w:t><w:softHyphen/><w:t>điểm Thông tin</w:t><w:noBreakHyphen/><w:t>Truyền thông</w:t></w:r>"
        )
        assert paragraphs(p(runs=signs) + p("1.\tCông an\nxã")) == ["caođiểm Thông tin-Truyền thông", "1.\tCông an\nxã"]

    def test_fields_and_links_and_controls_are_read_by_what_they_show(self) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("02/3/2024")}'
        )
        link = p(runs=f"<w:hyperlink>{run('Sở Y tế')}</w:hyperlink>")
        inside = f"<w:sdt><w:sdtContent>{link}</w:sdtContent></w:sdt>"
        assert paragraphs(p(runs=field) + inside) == ["02/3/2024", "Sở Y tế"]

    def test_heads_and_feet_are_told_unless_they_hold_the_letterhead(self) -> None:
        document = opened(p("KẾ HOẠCH"), header=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), footer=p("Lưu hành nội bộ"))
        assert document.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH"
        assert codes(document) == ["page_margins"]


def test_text_comes_in_nfc() -> None:
    assert opened(p("Ke\u0302\u0301 hoa\u0323ch")).text == "Kế hoạch"


def test_a_table_with_a_head_of_two_rows_and_merged_cells_reads_as_a_person_reads_it() -> None:
    begun, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        [
            cell("TT", properties=begun),
            cell("Nội dung", properties=begun),
            cell("Cơ quan", properties='<w:gridSpan w:val="2"/>'),
            cell("Thời hạn", properties=begun),
        ],
        [
            cell(properties=goes_on),
            cell(properties=goes_on),
            cell("Chủ trì"),
            cell("Phối hợp"),
            cell(properties=goes_on),
        ],
        [
            cell("1"),
            cell("- Rà soát văn bản", "- In tài liệu"),
            cell("Phòng Tư pháp", properties=begun),
            cell("Phòng Y tế", "Phòng Văn hóa"),
            cell("Trước 30/9/2024", properties=begun),
        ],
        [cell("2"), cell("Tập huấn"), cell(properties=goes_on), cell("Đài huyện"), cell(properties=goes_on)],
    ]
    head = p("KẾ HOẠCH") + p("Cải cách hành chính năm 2024") + p("II. NỘI DUNG")
    reading = read_plan(opened(head + table(*rows)).text)
    assert [
        (one.clause, one.holders, one.partners, [(duty.text, str(duty.due[0].date)) for duty in one.duties])
        for one in reading.assignments
    ] == [
        ("II.1", ["Phòng Tư pháp"], ["Phòng Y tế", "Phòng Văn hóa"], [
            ("Rà soát văn bản", "2024-09-30"), ("In tài liệu", "2024-09-30"),
        ]),
        ("II.2", ["Phòng Tư pháp"], ["Đài huyện"], [("Tập huấn", "2024-09-30")]),
    ]  # fmt: skip
    assert "merged_cell" not in {doubt.why for doubt in reading.doubts}
