"""The head, the foot and the reports a plan asks for; what is blank stays null."""

import datetime as dt

import pytest

from chungtay_tasks.plan import PlanRefused, read_plan, text_of

BODY = """

KẾ HOẠCH
Thử nghiệm

Căn cứ Luật Phòng, chống ma túy ngày 30/3/2021;

I. NHIỆM VỤ
1. Phòng Y tế
Khám sức khỏe."""


def test_issuer_superior_number_place_and_date() -> None:
    head = "UBND TỈNH HÒA BÌNH\nSỞ Y TẾ\nSố: 45/KH-SYT\nHòa Bình, ngày 05 tháng 3 năm 2023"
    reading = read_plan(head + BODY)
    assert (reading.superior, reading.issuer) == ("UBND tỉnh Hòa Bình", "Sở Y tế")
    assert (reading.number, reading.symbol, reading.place) == ("45/KH-SYT", "KH-SYT", "Hòa Bình")
    assert (reading.issue_date, reading.issue_month, reading.title) == (dt.date(2023, 3, 5), "2023-03", "Thử nghiệm")
    assert [(b.kind, b.date) for b in reading.basis] == [("Luật", dt.date(2021, 3, 30))]


@pytest.mark.parametrize("number", ["Số: /KH- UBND", "Số:       /KH-UBND", "Số: ……/KH-UBND", "Số ____/KH-UBND"])
def test_blank_number_and_day_stay_null(number: str) -> None:
    reading = read_plan(f"{number}\n\nViệt Yên, ngày     tháng 6 năm 2024" + BODY)
    assert (reading.number, reading.symbol) == (None, "KH-UBND")
    assert (reading.issue_date, reading.issue_month) == (None, "2024-06")
    assert {"number_blank", "day_blank"} <= {doubt.why for doubt in reading.doubts}


def test_a_title_left_by_another_document_is_not_taken() -> None:
    reading = read_plan("# Về việc khác\n\n| SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |" + BODY)
    assert (reading.title, reading.issuer) == ("Thử nghiệm", "Sở Y tế")
    assert "foreign_title" in {doubt.why for doubt in reading.doubts}


def test_recipients_and_signer_in_a_table_cell() -> None:
    foot = "\n\n| Nơi nhận: - UBND tỉnh; - Như Điều 3; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH |"
    reading = read_plan("Số: 1/KH-UBND" + BODY + foot)
    assert reading.recipients == ["UBND tỉnh", "Như Điều 3", "Lưu: VT"]
    assert (reading.signer.title_lines, reading.signer.name) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], None)


def test_period_slogan_and_key_date() -> None:
    reading = read_plan(
        "KẾ HOẠCH\nTháng an toàn 2024\n\n"
        "Thực hiện chủ đề “An toàn là trên hết”, UBND xã Minh Đức ban hành kế hoạch:\n\n"
        "I. NHIỆM VỤ\n1. Công an xã\nTổ chức ra quân, hưởng ứng Ngày an toàn (ngày 15/6).\n"
        "II. THỜI GIAN\nTháng an toàn thực hiện từ ngày 01/6/2024 đến hết ngày 30/6/2024."
    )
    assert (reading.slogan, reading.issuer) == ("An toàn là trên hết", "UBND xã Minh Đức")
    assert (reading.period.start, reading.period.end) == (dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    assert [(day.date, day.title) for day in reading.key_dates] == [(dt.date(2024, 6, 15), "hưởng ứng Ngày an toàn")]


REPORTS = [
    ("Báo cáo kết quả về UBND thị xã (qua Công an thị xã) trước ngày 01/7/2024.", "UBND thị xã", "Công an thị xã"),
    ("Gửi báo cáo về Phòng Nội vụ để tổng hợp.", "Phòng Nội vụ", None),
    ("Tổng hợp, báo cáo Chủ tịch UBND huyện trước ngày 20/6/2024.", "Chủ tịch UBND huyện", None),
    ("Báo cáo về Ban Chỉ đạo (qua Văn phòng Ban Chỉ đạo (Sở X) để xem xét.", "Ban Chỉ đạo", "Văn phòng Ban Chỉ đạo"),
    ("Báo cáo kết quả theo quy định.", None, None),
]


@pytest.mark.parametrize(("sentence", "to", "via"), REPORTS)
def test_a_report_has_an_addressee_and_a_channel(sentence: str, to: str | None, via: str | None) -> None:
    (report,) = read_plan(f"KẾ HOẠCH\nThử nghiệm\n\nI. NHIỆM VỤ\n1. Phòng Y tế\n{sentence}").reports
    assert (report.by, report.to, report.via) == (["Phòng Y tế"], to, via)


def test_each_report_of_a_sentence_has_its_own_due_and_troubles_are_no_report() -> None:
    reading = read_plan(
        "Số: 7/KH-UBND\nSông Mai, ngày 20 tháng 11 năm 2026\nKẾ HOẠCH\nThử nghiệm\n\nI. NHIỆM VỤ\n1. Phòng Y tế\n"
        "Báo cáo kết quả về UBND thị xã (qua Công an thị xã) trước ngày 25 hằng tháng; báo cáo tổng kết trước ngày "
        "05/01/2027. Có khó khăn, vướng mắc, kịp thời phản ánh về Công an thị xã để được hướng dẫn."
    )
    monthly, final = reading.reports
    assert monthly.due
    assert final.due
    assert monthly.due.recurrence == "FREQ=MONTHLY;BYMONTHDAY=25"
    assert (final.due.date, final.due.comparison) == (dt.date(2027, 1, 5), "before")
    assert (final.to, final.via) == (monthly.to, monthly.via) == ("UBND thị xã", "Công an thị xã")


def test_a_report_for_half_a_year_and_one_for_the_year_come_back_each_year() -> None:
    body = "\n\nI. NHIỆM VỤ\n1. Phòng Y tế\nBáo cáo 6 tháng trước ngày 15/6, năm trước ngày 15/12."
    reading = read_plan("Số: 7/KH-UBND\nSông Mai, ngày 19 tháng 11 năm 2026\nKẾ HOẠCH\nThử nghiệm" + body)
    dues = [report.due for report in reading.reports if report.due]
    assert [(due.recurrence, due.date) for due in dues] == [
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", dt.date(2027, 6, 15)),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", dt.date(2026, 12, 15)),
    ]
    assert "due_before_issue" not in {doubt.why for doubt in reading.doubts}


def test_a_day_that_no_calendar_has_is_doubted_with_or_without_the_word_for_day() -> None:
    reading = read_plan(
        "KẾ HOẠCH\nThử nghiệm\n\nI. NHIỆM VỤ\n1. Phòng Y tế\nTổ chức lễ phát động (dự kiến 30/02/2027)."
    )
    assert [doubt.text for doubt in reading.doubts if doubt.why == "impossible_date"] == ["30/02/2027"]


_ON_ONE_LINE = "Số: 152/KH-UBND (MẬT)      Sông Mai, ngày 20 tháng 11 năm 2026"


@pytest.mark.parametrize(
    "line",
    ["Số: 152/KH-UBND (MẬT)", "Số: 152/KH-UBND TỐI MẬT", "Số 152/KH-UBND (Mật)", "Số:   /KH (MẬT)", _ON_ONE_LINE],
)
def test_a_mark_behind_the_number_refuses_the_plan(line: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_plan(f"UBND TỈNH X\n{line}" + BODY)
    assert refused.value.code == "plan_secret"


def test_words_behind_the_number_are_no_mark() -> None:
    assert read_plan("UBND TỈNH X\nSố: 152/KH-UBND V/v bảo mật" + BODY).number == "152/KH-UBND"
    assert read_plan("UBND TỈNH X\nSố lượng văn bản MẬT\nSố: 152/KH-UBND" + BODY).number == "152/KH-UBND"


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "Độ mật: TUYỆT MẬT"])
def test_a_secret_plan_is_refused(mark: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_plan(f"UBND TỈNH X\n{mark}\nSố: 1/KH-UBND" + BODY)
    assert refused.value.code == "plan_secret"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "plan_not_text"),
        (b"PK\x03\x04...", "plan_not_text"),
        (b"K\xd5 ho\xb9ch", "plan_encoding"),
        (b"abc\x00def", "plan_encoding"),
        (b"  \n ", "plan_empty"),
        (b"a" * (8 * 1024 * 1024 + 1), "plan_too_large"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        text_of(data)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert text_of("Kế hoạch".encode(encoding)) == "Kế hoạch"
