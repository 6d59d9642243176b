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


_TITLE = re.compile(
    r"(?:tổ chức thực hiện|phân công (?:thực hiện|nhiệm vụ|trách nhiệm)|mục đích(?:,| -| và)? yêu cầu|mục đích|mục tiêu"
    r"|yêu cầu|nhiệm vụ(?: và giải pháp| cụ thể| trọng tâm)?|nội dung(?: thực hiện)?|kinh phí(?: thực hiện)?"
    r"|trách nhiệm (?:của )?(?:các )?(?:cơ quan|đơn vị)(?:, đơn vị)?|chế độ báo cáo)"
)


def is_section_title(line: str) -> bool:
    """ "Tổ chức thực hiện", "Mục đích, yêu cầu": a line that says only this is a heading, numbered or not."""
    return line[:1].isupper() and _TITLE.fullmatch(key(line).strip(" .:")) is not None and not line.endswith(".")


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
