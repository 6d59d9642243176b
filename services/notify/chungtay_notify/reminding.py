"""The words of what reminds: more time, a report that waits for its review, a returned one that lies."""

from __future__ import annotations

from chungtay_notify.events import Wording
from chungtay_notify.occasion import Occasion, day_en, day_vi, until_en, until_vi


def extended_vi(o: Occasion) -> Wording:
    return Wording(
        title=f"Được gia hạn gửi báo cáo: hết ngày {day_vi(o.last_day)}",
        text=(
            f"Kính gửi: {o.campaign.name(o.unit)}.\n\n"
            f"Hạn gửi báo cáo kết quả {o.subject_vi} của đơn vị được gia hạn: gửi{until_vi(o)}.\n\n"
            f"Lý do: {o.note}"
        ),
    )


def extended_en(o: Occasion) -> Wording:
    return Wording(
        title=f"More time for the report: by the end of {day_en(o.last_day)}",
        text=(
            f"To {o.campaign.name(o.unit, 'en')}.\n\n"
            f"The unit has more time for its report on {o.subject_en}: please file it{until_en(o)}.\n\n"
            f"Reason: {o.note}"
        ),
    )


def review_vi(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit)
    return Wording(
        title=f"Báo cáo của {unit} chờ xem xét quá {o.working_days} ngày làm việc",
        text=(
            f"{unit} đã gửi báo cáo kết quả {o.subject_vi} ngày {_received(o)}; đến nay báo cáo chưa được "
            "duyệt hay trả lại.\n\nĐề nghị xem xét."
        ),
    )


def review_en(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit, "en")
    return Wording(
        title=f"The report of {unit} has awaited its review for {o.working_days} working days",
        text=(
            f"{unit} filed its report on {o.subject_en} on {_received(o)}; it has been neither accepted nor returned."
            "\n\nPlease review it."
        ),
    )


def lying_vi(o: Occasion) -> Wording:
    return Wording(
        title="Báo cáo bị trả lại: đã hết thời gian gửi lại" if o.passed else "Báo cáo bị trả lại chưa được gửi lại",
        text=(
            f"Kính gửi: {o.campaign.name(o.unit)}.\n\n"
            f"Báo cáo kết quả {o.subject_vi} của đơn vị đã được trả lại để bổ sung; đến nay chưa nhận được "
            f"bản gửi lại.{_time_vi(o)}\n\nĐề nghị chỉnh sửa và gửi lại{'' if o.passed else until_vi(o)}."
        ),
    )


def _time_vi(o: Occasion) -> str:
    return f" Thời gian gửi lại là{until_vi(o)}." if o.passed else ""


def lying_en(o: Occasion) -> Wording:
    asked = f" It was asked for{until_en(o)}." if o.passed else ""
    return Wording(
        title="Returned report: the time is over" if o.passed else "Returned report not filed again",
        text=(
            f"To {o.campaign.name(o.unit, 'en')}.\n\n"
            f"The unit's report on {o.subject_en} was returned for completion and has not been filed again.{asked}"
            f"\n\nPlease correct it and file it again{'' if o.passed else until_en(o)}."
        ),
    )


def _received(o: Occasion) -> str:
    assert o.due_at is not None, "of a filed report the moment it came in is told"
    return f"{o.local(o.due_at):%d/%m/%Y}"
