"""The layouts that plans come in: where the agency stands, before, beside or after its duties."""

import datetime as dt

from plan_support import held, uncovered

from chungtay_tasks.plan import read_plan

HEAD = "KẾ HOẠCH\nThử nghiệm năm 2024\n\n"


def read(body: str):
    reading = read_plan(HEAD + body)
    assert uncovered(reading) == ""
    return reading


def test_agency_as_heading() -> None:
    reading = read(
        "II. NHIỆM VỤ\n1. Công an huyện\n- Tuần tra các tuyến; xử lý vi phạm.\n2. Phòng Y tế\nKhám sức khỏe."
    )
    assert held(reading) == [
        ("II.1", "Công an huyện", ["Tuần tra các", "xử lý vi"]),
        ("II.2", "Phòng Y tế", ["Khám sức khỏe"]),
    ]


def test_agency_at_the_start_of_a_line() -> None:
    reading = read(
        "II. NHIỆM VỤ\n- Công an huyện: Tuần tra các tuyến; xử lý vi phạm.\n- Phòng Y tế chủ trì khám sức khỏe."
    )
    assert [one.holders for one in reading.assignments] == [["Công an huyện"], ["Phòng Y tế"]]


def test_agency_alone_on_an_unnumbered_line() -> None:
    reading = read("III. TỔ CHỨC THỰC HIỆN\nCông an huyện:\n- Tuần tra.\nPhòng Y tế\n- Khám sức khỏe.")
    assert [(one.holders, len(one.duties)) for one in reading.assignments] == [
        (["Công an huyện"], 1),
        (["Phòng Y tế"], 1),
    ]


def test_agency_in_brackets_after_the_duty() -> None:
    reading = read(
        "II. NHIỆM VỤ\n1. Truyền thông\n- Mở chuyên mục trước ngày 20/3/2024 "
        "(Giao Phòng Văn hóa chủ trì, phối hợp với Đài huyện).\n"
        "- In tờ rơi. (Phòng Tư pháp)"
    )
    first, second = reading.assignments
    assert (first.holders, first.partners, second.holders) == (["Phòng Văn hóa"], ["Đài huyện"], ["Phòng Tư pháp"])
    assert first.duties[0].due[0].date == dt.date(2024, 3, 20)


def test_agency_in_a_sentence_after_the_duty() -> None:
    reading = read(
        "II. NHIỆM VỤ\n- Mở 10 lớp bồi dưỡng. Giao Phòng Nội vụ chủ trì, phối hợp với Trường Chính trị thực hiện."
    )
    assert held(reading) == [("II", "Phòng Nội vụ", ["Mở 10 lớp"])]
    assert reading.assignments[0].partners == ["Trường Chính trị"]


def test_labelled_fields_after_the_duties() -> None:
    reading = read(
        "B. NỘI DUNG\nI. QUÁN TRIỆT\n1. Nội dung\na) Tổ chức hội nghị;\nb) Ban hành tài liệu.\n"
        "2. Cơ quan chủ trì, phối hợp\na) Cơ quan chủ trì\n- Phòng Nội vụ.\n- Văn phòng HĐND và UBND.\n"
        "b) Cơ quan phối hợp: Các phòng, ban.\n3. Thời gian thực hiện: Tháng 5/2024."
    )
    (one,) = reading.assignments
    assert (one.clause, one.holders, one.partners) == (
        "B.I",
        ["Phòng Nội vụ", "Văn phòng HĐND và UBND"],
        ["Các phòng, ban"],
    )
    assert [duty.due[0].date for duty in one.duties] == [dt.date(2024, 5, 31)] * 2


def test_labelled_fields_on_one_line_and_between_duties() -> None:
    reading = read(
        "II. NHIỆM VỤ\n1. Giám sát\na) Giám sát định kỳ.\nĐơn vị chủ trì: Trung tâm Y tế. Thời gian: Quý II/2024.\n"
        "b) Diệt muỗi ở 10 xã.\nĐơn vị thực hiện: UBND các xã."
    )
    assert held(reading) == [
        ("II.1.a", "Trung tâm Y tế", ["Giám sát định"]),
        ("II.1.b", "UBND các xã", ["Diệt muỗi ở"]),
    ]


def test_table_with_lead_partners_time_and_product() -> None:
    reading = read(
        "II. NỘI DUNG\n| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |\n|---|---|---|---|---|---|\n"
        "| I | Thể chế | | | | |\n"
        "| 1 | Rà soát văn bản; đề xuất bãi bỏ | Phòng Tư pháp | Các phòng | Trước 30/9/2024 | Báo cáo |\n"
        "| 2 | Tập huấn | | Phòng Nội vụ | Quý II/2024 | |"
    )
    first, second = reading.assignments
    assert (first.clause, first.holders, first.partners, len(first.duties)) == (
        "II.1",
        ["Phòng Tư pháp"],
        ["Các phòng"],
        2,
    )
    assert (first.duties[0].product, first.duties[0].due[0].comparison) == ("Báo cáo", "before")
    assert second.holders == ["Phòng Tư pháp"]
    assert "merged_cell" in {doubt.why for doubt in reading.doubts}


def test_articles_of_a_decision() -> None:
    reading = read_plan(
        "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 2/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành kế hoạch\n\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Giao Giám đốc Sở Y tế\n1. Hướng dẫn; kiểm tra.\n"
        "Điều 3. Chánh Văn phòng; Giám đốc các sở: Y tế, Xây dựng; Chủ tịch UBND các huyện chịu trách nhiệm thi hành./."
    )
    assert reading.issuer == "Chủ tịch UBND tỉnh Lào Cai"
    assert [(one.clause, one.holders) for one in reading.assignments] == [
        ("Điều 2", ["Giám đốc Sở Y tế"]),
        ("Điều 3", ["Chánh Văn phòng", "Giám đốc sở Y tế", "Giám đốc sở Xây dựng", "Chủ tịch UBND các huyện"]),
    ]


def test_official_letter_gives_unnamed_work_to_its_addressees() -> None:
    reading = read_plan(
        "UBND HUYỆN LẠC SƠN\nSố: 12/UBND-NN\nV/v phòng cháy\nLạc Sơn, ngày 12 tháng 01 năm 2024\n\n"
        "Kính gửi:\n- Hạt Kiểm lâm;\n"
        "- UBND các xã.\n\nThực hiện Công văn số 3/UBND ngày 08/01/2024 của UBND tỉnh.\n\n"
        "1. Trực cháy rừng 24/24 giờ.\n"
        "2. Giao Hạt Kiểm lâm tổng hợp, báo cáo UBND huyện trước ngày 28 hằng tháng./.\n\nNơi nhận:\n- Như trên."
    )
    assert reading.addressees == ["Hạt Kiểm lâm", "UBND các xã"]
    assert [one.holders for one in reading.assignments] == [["Hạt Kiểm lâm", "UBND các xã"], ["Hạt Kiểm lâm"]]
    assert reading.reports[0].due is not None
    assert reading.reports[0].due.recurrence == "FREQ=MONTHLY;BYMONTHDAY=28"


def test_annexed_plan_numbers_its_clauses_anew() -> None:
    reading = read(
        "Điều 1. Phê duyệt kế hoạch.\nNơi nhận:\n- Như trên.\nKT. CHỦ TỊCH\n\n"
        "KẾ HOẠCH\nKèm theo\n\nI. NHIỆM VỤ\n1. Phòng Y tế\nKhám sức khỏe."
    )
    assert [one.clause for one in reading.assignments] == ["I.1"]


def test_a_request_is_told_from_an_order() -> None:
    reading = read("II. NHIỆM VỤ\n1. Đề nghị Tòa án nhân dân huyện\nXét xử lưu động.\n2. Phòng Y tế\nKhám sức khỏe.")
    assert [one.mode for one in reading.assignments] == ["request", "order"]


def test_work_without_a_holder_is_unassigned_and_keeps_its_deadline() -> None:
    reading = read("II. NHIỆM VỤ\n1. Hoàn thành tuyển sinh trước ngày 31/7/2024.")
    assert [(one.why, one.due[0].date) for one in reading.unassigned] == [("no_agency", dt.date(2024, 7, 31))]


def test_purpose_is_goals_and_no_duty() -> None:
    reading = read(
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao nhận thức; huy động sức dân.\nII. NHIỆM VỤ\n1. Phòng Y tế\nKhám sức khỏe."
    )
    assert [goal.text for goal in reading.goals] == ["Nâng cao nhận thức; huy động sức dân."]
    assert len(reading.assignments) == 1


def test_what_a_deadline_before_issue_means_is_asked() -> None:
    reading = read_plan(
        "Số: 5/KH-UBND\nHà Nội, ngày 20 tháng 6 năm 2024\n"
        + HEAD
        + "II. NHIỆM VỤ\n1. Phòng Y tế\nBáo cáo trước ngày 19/6/2024."
    )
    assert "due_before_issue" in {doubt.why for doubt in reading.doubts}
    assert reading.assignments[0].duties[0].due[0].date == dt.date(2024, 6, 19)
