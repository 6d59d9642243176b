"""What is refused about deadlines, in both languages."""

from __future__ import annotations

import datetime as dt

from chungtay_kernel.problems import Refusal


def no_later(day: dt.date, due_at: dt.datetime, zone: dt.tzinfo) -> Refusal:
    """`due_at`: the deadline that stands, before which a report is in time."""
    local = due_at.astimezone(zone)
    last = f"{local - dt.timedelta(microseconds=1):%d/%m/%Y}"
    hour_vi, hour_en = ("", "") if local.time() == dt.time() else (f"{local:%H:%M} ", f"{local:%H:%M} on ")
    return Refusal(
        "not_an_extension", 422, field="last_valid_day", value=day.isoformat(),
        vi=f"Hạn mới phải sau hạn đang có ({hour_vi}{last}).",
        en=f"The new deadline must come after the one that stands ({hour_en}{last}).",
        expected_vi=f"sau {hour_vi}ngày {last}", expected_en=f"later than {hour_en}{last}",
        remedy_vi="Chọn ngày muộn hơn; hạn đã gia hạn thì không rút ngắn.",
        remedy_en="Choose a later day; what was extended is not shortened.",
    )  # fmt: skip


def lock_before_grace(lock: int, grace: int) -> Refusal:
    return Refusal(
        "lock_before_grace", 422, field="unit_report.terms.lock", value=lock,
        vi=f"Khóa sau {lock} ngày làm việc, trước khi hết {grace} ngày ân hạn.",
        en=f"The lock comes after {lock} working days, before the grace of {grace} is over.",
        expected_vi=f"từ {grace} ngày làm việc trở lên", expected_en=f"{grace} working days or more",
        remedy_vi="Tăng lock hoặc giảm grace.", remedy_en="Raise lock or lower grace.",
    )  # fmt: skip
