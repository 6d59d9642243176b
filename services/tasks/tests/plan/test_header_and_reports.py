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
