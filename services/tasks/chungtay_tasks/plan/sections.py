"""What a heading says of its section: purpose, money, or work to be done."""

import re
from typing import Literal

from chungtay_tasks.plan.folded import key

Section = Literal["purpose", "facts", "funds", "work"]

_WORK = re.compile(r"nhiệm vụ|nội dung|giải pháp|biện pháp|phân công|tổ chức thực hiện|trách nhiệm|tiến độ")
_PURPOSE = re.compile(r"(?:mục đích|yêu cầu|mục tiêu|quan điểm|nguyên tắc|chỉ tiêu|phương châm|ý nghĩa)")
_FACTS = re.compile(
    r"(?:phạm vi|đối tượng|căn cứ|cơ sở pháp lý|sự cần thiết|tình hình|thực trạng|kết quả|đánh giá"
    r"|thời gian|địa điểm|thành phần"
    r"|chủ đề|khẩu hiệu|giải thích từ ngữ|đặc điểm|dự báo|hiệu lực|hình thức|thời hạn|tồn tại|nguyên nhân"
    r"|ưu điểm|hạn chế)"
)
_FUNDS = re.compile(r"(?:nguồn\s+)?(?:kinh phí|ngân sách)")


def section_of(heading: str, inherited: Section) -> Section:
    """The section that the heading opens; what it does not say is inherited."""
    words = key(heading).strip(" .:")
    if _FUNDS.match(words):
        return "funds"
    if _PURPOSE.match(words) and not _WORK.search(words):
        return "purpose"
    if _FACTS.match(words) and not _WORK.search(words):
        return "facts"
    return "work" if _WORK.search(words) else inherited
