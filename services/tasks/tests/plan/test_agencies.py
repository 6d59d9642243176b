"""Names of agencies are told apart by their grammar, not by a list of bodies."""

import pytest

from chungtay_tasks.plan.agencies import agency_names, is_group
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.subjects import subject_of

LISTS = [
    ("Phòng Y tế, Trung tâm y tế thị xã", ["Phòng Y tế", "Trung tâm y tế thị xã"]),
    ("Trung tâm Văn hóa, Thông tin và Thể thao", ["Trung tâm Văn hóa, Thông tin và Thể thao"]),
    ("Phòng Lao động - Thương binh và Xã hội", ["Phòng Lao động - Thương binh và Xã hội"]),
    ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
    ("các phòng ban, ngành và UBND các xã, phường", ["các phòng ban, ngành", "UBND các xã, phường"]),
    ("Giám đốc các sở: Giáo dục và Đào tạo, Tài chính", ["Giám đốc sở Giáo dục và Đào tạo", "Giám đốc sở Tài chính"]),
    ("Các Sở: Y tế, Nội vụ; Công an tỉnh", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]),
    ("Mặt trận Tổ quốc và Hội Cựu chiến binh các cấp", ["Mặt trận Tổ quốc", "Hội Cựu chiến binh các cấp"]),
    (
        "Các tổ chức chính trị - xã hội và tổ chức, đoàn thể có liên quan",
        ["Các tổ chức chính trị - xã hội và tổ chức, đoàn thể có liên quan"],
    ),
    ("Đoàn Thanh niên (cơ quan thường trực)", ["Đoàn Thanh niên"]),
    ("Uỷ ban nhân dân xã Hoà Bình", ["Uỷ ban nhân dân xã Hoà Bình"]),
]
NOT_AGENCIES = [
    "Phòng, chống tội phạm",
    "Phòng ngừa dịch bệnh",
    "Ban hành quyết định",
    "Tổ chức hội nghị",
    "Hội nghị tổng kết",
    "Bộ tiêu chí đánh giá",
    "Báo cáo kết quả",
    "Đội ngũ cán bộ",
    "Trường hợp đặc biệt",
    "Thanh tra, kiểm tra",
    "Kinh phí thực hiện",
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_is_cut_into_its_names(text: str, names: list[str]) -> None:
    assert agency_names(Folded.of(text), 0, len(text)) == names


@pytest.mark.parametrize("text", NOT_AGENCIES)
def test_words_that_look_like_agencies_are_none(text: str) -> None:
    assert agency_names(Folded.of(text), 0, len(text)) == []


@pytest.mark.parametrize(
    ("name", "group"),
    [("UBND xã, phường", True), ("Các ban, ngành", True), ("Công an thị xã", False), ("Phòng Y tế", False)],
)
def test_groups_are_known_as_such(name: str, group: bool) -> None:
    assert is_group(name) is group


SENTENCES = [
    ("Giao Công an thị xã chịu trách nhiệm theo dõi các đơn vị", ("Công an thị xã",), "order"),
    ("Đề nghị Ủy ban MTTQ huyện và các đoàn thể tuyên truyền", ("Ủy ban MTTQ huyện", "các đoàn thể"), "request"),
    ("Sở Kế hoạch và Đầu tư có trách nhiệm cân đối vốn", ("Sở Kế hoạch và Đầu tư",), "order"),
    ("Bộ Quốc phòng chỉ đạo, hướng dẫn các cơ quan lập dự toán", ("Bộ Quốc phòng",), "order"),
    ("Căn cứ chức năng được giao, các xã, phường xây dựng kế hoạch", ("các xã, phường",), "order"),
    ("Nếu có vướng mắc các cơ quan, đơn vị báo cáo về Sở Y tế", ("các cơ quan, đơn vị",), "order"),
    ("Ban Quản lý chợ: thu gom rác trong ngày", ("Ban Quản lý chợ",), "order"),
    ("Các đơn vị y tế: Tổ chức thu dung, điều trị", ("Các đơn vị y tế",), "order"),
    ("Thực hiện Công văn số 3/UBND, UBND huyện yêu cầu các xã triển khai", ("các xã",), "order"),
]


@pytest.mark.parametrize(("text", "names", "mode"), SENTENCES)
def test_a_sentence_says_whom_it_speaks_to(text: str, names: tuple[str, ...], mode: str) -> None:
    subject = subject_of(Folded.of(text), 0, len(text))
    assert subject is not None
    assert (subject.names, subject.mode) == (names, mode)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch này thực hiện từ tháng 6",
        "Phối hợp với Công an huyện tuần tra",
        "Trường hợp đặc biệt, báo cáo Chủ tịch Ủy ban nhân dân tỉnh quyết định",
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 5",
    ],
)
def test_a_body_named_as_an_object_is_no_subject(text: str) -> None:
    assert subject_of(Folded.of(text), 0, len(text)) is None
