"""What an alert says, as the officer who gets it reads it: official Vietnamese, and English beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chungtay_notify import reminding
from chungtay_notify.events import Rule, Wording
from chungtay_notify.heard import Reason
from chungtay_notify.occasion import Occasion, day_en, day_vi, until_en, until_vi


def words(rule: Rule, occasion: Occasion) -> tuple[Wording, Wording]:
    """Title and text of an alert in Vietnamese and in English."""
    vi, en = _WORDS[rule]
    return vi(occasion), en(occasion)


def _channel_vi(o: Occasion) -> str:
    report, name = o.campaign.unit_report, o.campaign.name
    return f"{name(report.to)} (qua {name(report.via)})" if report.via else name(report.to)


def _channel_en(o: Occasion) -> str:
    report = o.campaign.unit_report
    to = o.campaign.name(report.to, "en")
    return f"{to} (through {o.campaign.name(report.via, 'en')})" if report.via else to


def _due_soon_vi(o: Occasion) -> Wording:
    day = day_vi(o.last_day)
    ask = "Trân trọng đề nghị" if o.campaign.is_free_to_answer(o.unit) else "Đề nghị"
    return Wording(
        title=f"Sắp đến hạn gửi báo cáo: hết ngày {day}",
        text=(
            f"Kính gửi: {o.campaign.name(o.unit)}.\n\n"
            f"{ask} đơn vị gửi báo cáo kết quả {o.subject_vi} về {_channel_vi(o)}. "
            f"Ngày cuối cùng còn đúng hạn: {day}.\n\n"
            "Đến nay chưa nhận được báo cáo của đơn vị."
        ),
    )


def _due_soon_en(o: Occasion) -> Wording:
    day = day_en(o.last_day)
    return Wording(
        title=f"Report due soon: by the end of {day}",
        text=(
            f"To {o.campaign.name(o.unit, 'en')}.\n\n"
            f"Please file the report on {o.subject_en} with {_channel_en(o)}. "
            f"The last day on time is {day}.\n\nThe unit's report has not been received so far."
        ),
    )


def _overdue_vi(o: Occasion) -> Wording:
    day = day_vi(o.last_day)
    return Wording(
        title="Quá hạn gửi báo cáo",
        text=(
            f"Kính gửi: {o.campaign.name(o.unit)}.\n\n"
            f"Hạn gửi báo cáo kết quả {o.subject_vi} về {_channel_vi(o)} là hết ngày {day}. "
            "Đến nay chưa nhận được báo cáo của đơn vị.\n\n"
            "Đề nghị gửi ngay; báo cáo gửi sau hạn vẫn được tiếp nhận và ghi là nộp muộn."
        ),
    )


def _overdue_en(o: Occasion) -> Wording:
    day = day_en(o.last_day)
    return Wording(
        title="Report overdue",
        text=(
            f"To {o.campaign.name(o.unit, 'en')}.\n\n"
            f"The report on {o.subject_en} to {_channel_en(o)} was due by the end "
            f"of {day} and has not been received.\n\n"
            "Please file it now; a report filed after the deadline is taken and marked late."
        ),
    )


def _listed(reasons: Sequence[Reason]) -> str:
    return "\n".join(f"- {r.item}: {r.text}" if r.item else f"- {r.text}" for r in reasons)


def _returned_vi(o: Occasion) -> Wording:
    note = f"\n\nGhi chú: {o.note}" if o.note else ""
    return Wording(
        title="Báo cáo được trả lại để bổ sung",
        text=(
            f"Kính gửi: {o.campaign.name(o.unit)}.\n\n"
            f"Báo cáo kết quả {o.subject_vi} của đơn vị được {o.campaign.name(_by(o))} "
            f"trả lại với lý do:\n{_listed(o.reasons)}{note}\n\nĐề nghị chỉnh sửa và gửi lại{until_vi(o)}."
        ),
    )


def _returned_en(o: Occasion) -> Wording:
    note = f"\n\nNote: {o.note}" if o.note else ""
    return Wording(
        title="Report returned for completion",
        text=(
            f"To {o.campaign.name(o.unit, 'en')}.\n\n"
            f"The report on {o.subject_en} was returned by "
            f"{o.campaign.name(_by(o), 'en')}:\n{_listed(o.reasons)}{note}\n\n"
            f"Please correct it and file it again{until_en(o)}."
        ),
    )


def _received_vi(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit)
    return Wording(
        title=f"Đã nhận báo cáo của {unit}",
        text=(
            f"Kính gửi: {o.campaign.name(_to(o))}.\n\n"
            f"{unit} đã gửi báo cáo kết quả {o.subject_vi}. Đề nghị xem xét để chấp nhận hoặc trả lại."
        ),
    )


def _received_en(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit, "en")
    return Wording(
        title=f"Report received from {unit}",
        text=(
            f"To {o.campaign.name(_to(o), 'en')}.\n\n{unit} has filed its report on "
            f"{o.subject_en}. Please review it: accept or return."
        ),
    )


def _checked_vi(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit)
    note = f"\n\nÝ kiến: {o.note}" if o.note else ""
    return Wording(
        title=f"Báo cáo của {unit} chờ duyệt",
        text=(
            f"Kính gửi: {o.campaign.name(_to(o))}.\n\n"
            f"{o.campaign.name(_by(o))} đã kiểm tra báo cáo kết quả {o.subject_vi} của {unit}.{note}\n\n"
            "Đề nghị duyệt hoặc trả lại."
        ),
    )


def _checked_en(o: Occasion) -> Wording:
    unit = o.campaign.name(o.unit, "en")
    note = f"\n\nNote: {o.note}" if o.note else ""
    return Wording(
        title=f"The report of {unit} awaits its acceptance",
        text=(
            f"To {o.campaign.name(_to(o), 'en')}.\n\n"
            f"{o.campaign.name(_by(o), 'en')} has checked the report of {unit} on {o.subject_en}.{note}\n\n"
            "Please accept or return it."
        ),
    )


def _by(o: Occasion) -> str:
    return o.by or o.campaign.coordinator


def _to(o: Occasion) -> str:
    return o.to or o.campaign.coordinator


_WORDS: Mapping[Rule, tuple[Callable[[Occasion], Wording], Callable[[Occasion], Wording]]] = {
    "due_soon": (_due_soon_vi, _due_soon_en),
    "overdue": (_overdue_vi, _overdue_en),
    "extended": (reminding.extended_vi, reminding.extended_en),
    "returned": (_returned_vi, _returned_en),
    "return_lying": (reminding.lying_vi, reminding.lying_en),
    "report_received": (_received_vi, _received_en),
    "report_checked": (_checked_vi, _checked_en),
    "review_due": (reminding.review_vi, reminding.review_en),
}
