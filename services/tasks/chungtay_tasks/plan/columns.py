"""What the head of a table's column says that the column holds."""

import re
from typing import Literal

from chungtay_tasks.plan.folded import key

Column = Literal["number", "work", "lead", "partner", "time", "product"]
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?:stt|tt|số tt|số thứ tự|số)$")),
    ("partner", re.compile(r".*phối hợp")),
    (
        "lead",
        re.compile(r".*(?:chủ trì|đơn vị|cơ quan|phân công|người thực hiện|tổ chức thực hiện|bộ phận|trách nhiệm)"),
    ),
    ("time", re.compile(r".*(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm)")),
    ("product", re.compile(r".*(?:sản phẩm|kết quả)")),
    ("work", re.compile(r".*(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|hạng mục|chỉ tiêu)")),
)


def column_of(head: str) -> Column | None:
    words = key(head).strip(" .:")
    return next((name for name, pattern in _HEADS if pattern.match(words)), None)
