"""Numbers, days and moments as Vietnamese officials write them (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from chungtay_reporting.report import plain_number

BLANK = "\u00a0" * 7
"""Room for what is written by hand when the report is signed."""


def number(value: Decimal) -> str:
    """Thousands by dots, decimals after a comma: 1.127 and 12,8."""
    whole, _, fraction = plain_number(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


def day(on: date) -> str:
    """ "05/6/2024": days below 10 and months 1 and 2 with a leading zero."""
    return f"{on.day:02d}/{month(on)}/{on.year}"


def month(on: date) -> str:
    return f"{on.month:02d}" if on.month <= 2 else str(on.month)


def moment(at: datetime, zone: str) -> str:
    """ "16 giờ 00 ngày 03/7/2024", in the campaign's own time."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.hour} giờ {local.minute:02d} ngày {day(local.date())}"


def listed(items: Sequence[str]) -> str:
    """ "a, b và c"."""
    return f"{', '.join(items[:-1])} và {items[-1]}" if len(items) > 1 else "".join(items)


_VERBS = (
    "Mở ", "Tổ chức ", "Triển khai ", "Thực hiện ", "Tăng cường ", "Đẩy mạnh ", "Phát động ", "Ra quân ", "Xây dựng ",
    "Hưởng ứng ", "Phòng, chống ", "Đấu tranh ", "Tuyên truyền ", "Rà soát ", "Kiểm tra ", "Bảo đảm ", "Đảm bảo ",
    "Nâng cao ", "Xử lý ",
)  # fmt: skip


def results_of(title: str) -> str:
    """ "Kết quả thực hiện Tháng hành động…", or "Kết quả mở đợt…" where a title begins with what was to be done."""
    return f"Kết quả {lower_first(title)}" if title.startswith(_VERBS) else f"Kết quả thực hiện {title}"


def about(title: str) -> str:
    """ "về Tháng hành động…", "về việc mở đợt…"."""
    return f"về việc {lower_first(title)}" if title.startswith(_VERBS) else f"về {title}"


def lower_first(text: str) -> str:
    """Begins in lower case, unless the first word is an acronym or a proper name of one."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
