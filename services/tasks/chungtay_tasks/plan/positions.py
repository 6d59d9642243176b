"""Holders known only by where they stand: beside headings that name bodies, or under "phân công nhiệm vụ"."""

import re

from chungtay_tasks.plan.agencies import agency_names, begins_agency, looks_like_name
from chungtay_tasks.plan.folded import Folded, alternatives
from chungtay_tasks.plan.outline import Node
from chungtay_tasks.plan.sections import section_of
from chungtay_tasks.plan.subjects import ABOUT, Subject, heading_subject, mode_of, subject_of
from chungtay_tasks.plan.verbs import opening_verb, predicate

_LONGEST_HEADING = 200  # characters
_JOBS = frozenset(("bảo vệ", "phục vụ", "lao công", "thủ quỹ", "cấp dưỡng"))  # men and women called by what they do
_ASSIGNS = re.compile(r"phân công|trách nhiệm")
# what a heading or the words before a colon begin with where they name a topic
_TOPICS = re.compile(
    rf"""(?:{
        alternatives('''
công tác|về|nội dung|hình thức|một số|chế độ|thời gian|thời điểm|địa điểm|kinh phí|nguồn|đối tượng|yêu cầu|mục
nhiệm vụ|giải pháp|biện pháp|kế hoạch|hoạt động|chương trình|hội nghị|hội thi|hội thảo|lễ|ngày|tháng|tuần|quý|năm
đợt|giai đoạn|bước|lưu ý|trường hợp|điều khoản|phụ lục|việc|phương án|tiêu chí|tiêu chuẩn|thành phần|quy mô
phạm vi|danh mục|hồ sơ|chỉ tiêu|lĩnh vực|nguyên tắc|trình tự|quy trình|cách|phương pháp|tài liệu|giấy|cuộc|lớp
cơ cấu|chính sách|mô hình|dự án|đề án|hạng mục|hệ thống|cơ sở vật chất|hạ tầng|môi trường|an ninh|quốc phòng
kinh tế|văn hóa|xã hội|sản phẩm|tiến độ|thể chế|chuyển đổi|cải cách|thủ tục|dịch vụ|kết quả|mục tiêu|mục đích
đối với|khi|nếu|các nội dung|các nhiệm vụ|các giải pháp|các hoạt động|các bước|các chỉ tiêu|các nguồn|trước|sau
trong|ngoài|tại|vật tư|phương tiện|thiết bị|nhân lực|tổng số|tổng|số lượng|khẩu hiệu|chủ đề|thông điệp|quyền
trách nhiệm chung|nhiệm vụ chung|nghĩa vụ|mức|loại|tên|cụ thể|ghi chú|thông tin|truyền thông|tín dụng|đất đai
lao động|giao thông|du lịch
''')
    })(?!\w)"""
)


def children_hold(doc: Folded, node: Node, free: bool) -> bool:
    """Whether what stands under the node names bodies: its heading says so (if `free` of a holder), or a child does."""
    if free and node.parent and _ASSIGNS.search(doc.key, node.body, min(node.end, node.body + _LONGEST_HEADING)):
        return True
    return any(_names_body(doc, child) for child in node.children)


def _names_body(doc: Folded, node: Node) -> bool:
    end = min(node.end, node.body + _LONGEST_HEADING)
    about = ABOUT.match(doc.key, node.body, end)
    if node.row or not begins_agency(doc, about.end() if about else node.body, end):
        return False
    if node.children and heading_subject(doc, node.body, end):
        return True
    return ":" in doc.text[node.body : end] and subject_of(doc, node.body, end) is not None


def heading_by_position(doc: Folded, node: Node) -> Subject | None:
    """The heading's words as one name, or several parted by semicolons, where they can be a body's name."""
    start, end = doc.trim(node.body, node.end, ":.;-+*")
    words = doc.text[start:end]
    if end - start > _LONGEST_HEADING or words.isupper() or "." in words or section_of(words, "work") != "work":
        return None
    return _subject(doc, start, end, end)


def line_by_position(doc: Folded, start: int, end: int) -> Subject | None:
    """ "Phụ huynh lớp 9: đưa đón con em …": what stands before the colon, if work stands behind it."""
    start, end = doc.trim(start, end, "-+•*")
    colon = doc.key.find(":", start, min(end, start + _LONGEST_HEADING))
    if colon < 0:
        return None
    begin, _ = doc.trim(colon + 1, end)
    works = begin >= end or opening_verb(doc, begin, end) is not None
    return _subject(doc, start, colon, begin) if works else None


def _subject(doc: Folded, start: int, end: int, verb: int) -> Subject | None:
    about = ABOUT.match(doc.key, start, end)
    start = about.end() if about else start
    if doc.key[start:end] in _JOBS:
        return Subject((doc.text[start:end],), "order", start, end, verb)
    if (
        start >= end
        or _TOPICS.match(doc.key, start, end)
        or not (looks_like_name(doc, start, end) or (about and doc.key.startswith("các ", start)))
    ):
        return None
    if predicate(doc, start, end):
        return None
    names = agency_names(doc, start, end, expected=True) or [doc.text[start:end]]
    return Subject(tuple(names), mode_of(doc, start, verb, verb + 40), start, end, verb)
