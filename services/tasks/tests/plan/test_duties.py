"""One duty a main verb with its own object; emphasis, purpose and content lists stay with their duty."""

import pytest

from chungtay_tasks.plan.duties import duties_in, is_pointer, partners_in
from chungtay_tasks.plan.folded import Folded


def duties(text: str) -> list[str]:
    doc = Folded.of(text)
    return [text[found.start : found.end] for found in duties_in(doc, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Chỉ đạo ra quân; triệt xóa các điểm; tăng cường quản lý. Rà soát, thống kê.", 4),
        ("Thi hành án ma túy; nhất là các vụ lớn; tổ chức phiên tòa lưu động.", 2),
        ("Tuyên truyền về tác hại; các thủ đoạn lôi kéo; nội dung tập trung vào pháp luật.", 1),
        ("Cung cấp thông tin; chú ý địa bàn cơ sở.", 1),
        ("Tổ chức tuyên truyền... Tổ chức nhân rộng mô hình.", 2),
        ("Rà soát các mô hình (điểm; diện; khác. Mới) tại cơ sở.", 1),
        ("Triển khai dự án “Học tốt; dạy tốt” tại các trường.", 1),
        ("Xây dựng kế hoạch triển khai thực hiện nghiêm túc và báo cáo kết quả về UBND huyện.", 3),
        ("Xây dựng kế hoạch triển khai thực hiện.", 1),
        ("Tổng hợp, báo cáo kết quả theo quy định.", 1),
        ("Triển khai Chương trình A đến năm 2030 và Chương trình B giai đoạn 2024 - 2030.", 2),
        ("Nhân rộng mô hình tốt, tạo điều kiện kết nối người nghiện với dịch vụ.", 2),
        ("Mở lớp tập huấn, tạo điều kiện thuận lợi cho học viên.", 1),
        ("Rà soát phương án; hoàn thành trước ngày 10/5/2024.", 1),
        ("Hướng dẫn TP. Việt Trì làm tốt công tác này.", 1),
        ("Quyết định số 5/QĐ-UBND có hiệu lực.", 0),
    ],
)
def test_duties_are_counted_by_main_verbs(text: str, count: int) -> None:
    assert len(duties(text)) == count


def test_names_parted_by_semicolons_stay_one_duty() -> None:
    assert len(duties("Chủ trì, phối hợp với Chủ tịch UBND huyện; thủ trưởng các ngành hướng dẫn thực hiện.")) == 1


def test_partners_are_those_after_phoi_hop_voi() -> None:
    text = "Phối hợp chặt chẽ với Công an huyện, Phòng Tư pháp tuyên truyền pháp luật."
    assert partners_in(Folded.of(text), 0, len(text)) == ["Công an huyện", "Phòng Tư pháp"]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("Thực hiện các nhóm nhiệm vụ nêu trên.", True),
        ("Thực hiện các nhiệm vụ tại mục II.", True),
        ("Thực hiện nhiệm vụ được giao.", False),
    ],
)
def test_a_duty_that_only_refers_to_others_is_flagged(text: str, pointer: bool) -> None:
    assert is_pointer(Folded.of(text), 0, len(text)) is pointer
