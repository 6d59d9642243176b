"""A small campaign as tasks publishes it, and activities that fit it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chungtay_intake.heard import CampaignPublished, DutyAssigned
from chungtay_intake.reference import Campaign, campaign_of

CAMPAIGN = "chung-tay-2024-06"
NOW = datetime(2024, 6, 20, 3, 0, tzinfo=UTC)

UNITS = {
    "CATX": ("Công an thị xã", "department"),
    "DTN": ("Đoàn Thanh niên thị xã", "mass_organisation"),
    "TTVH": ("Trung tâm Văn hóa, Thông tin và Thể thao", "department"),
    "GDDT": ("Phòng Giáo dục và Đào tạo", "department"),
    "UBTX": ("UBND thị xã", "issuer"),
    "XP-07777": ("UBND phường Bích Động", "commune"),
    "XP-07795": ("UBND phường Nếnh", "commune"),
}

INDICATORS = {
    "PR01": ("Số buổi tuyên truyền trực tiếp", "Direct propaganda sessions", "buổi", "sum", ["ALL"]),
    "PR02": ("Số lượt người dự tuyên truyền", "Attendances at sessions", "lượt người", "sum", ["ALL"]),
    "PR04": ("Thời lượng phát sóng", "Air time", "phút", "sum", ["TTVH", "XP"]),
    "PR06": ("Số chuyên mục đang duy trì", "Columns kept up", "chuyên mục", "max", ["TTVH"]),
    "PR17": ("Số thôn, khu phố đã được tuyên truyền", "Villages reached", "thôn, khu phố", "distinct", ["XP"]),
    "EN08": ("Heroin thu giữ", "Heroin seized", "gam", "sum", ["CATX"]),
    "EN12": ("Số điểm phức tạp còn lại", "Hot spots remaining", "điểm", "latest", ["CATX", "XP"]),
    "SC04": ("Số lượt đoàn viên tham gia", "Youth Union attendances", "lượt người", "sum", ["G-TRE"]),
    "OR07": ("Số đơn vị báo cáo đúng hạn", "Units reporting on time", "đơn vị", "distinct", ["SYSTEM"]),
}


def published(
    campaign: str = CAMPAIGN, *, start: str = "2024-06-01", end: str = "2024-06-30", periods: tuple[Any, ...] = ()
) -> dict[str, Any]:
    """`periods`: (key, first day, last day) of each report that every unit owes."""
    return {
        "campaign": campaign,
        "plan": None,
        "title_vi": "Tháng hành động phòng, chống ma túy năm 2024",
        "title_en": "Action Month against Drugs 2024",
        "issuer": "UBTX",
        "coordinator": "CATX",
        "period": {"start": start, "end": end},
        "timezone": "Asia/Ho_Chi_Minh",
        "units": [{"code": c, "name_vi": n, "name_en": None, "kind": k} for c, (n, k) in UNITS.items()],
        "expected_reports": [{"unit": c, "required": True} for c in UNITS if c != "UBTX"],
        "groups": [
            {"code": "G-TRE", "name_vi": "Các đơn vị làm công tác thanh niên", "members": ["DTN", "GDDT"]},
            {"code": "G-BCD", "name_vi": "Thành viên Ban Chỉ đạo", "members": None},
        ],
        "indicators": [
            {
                "code": code, "group": "propaganda", "label_vi": vi, "label_en": en, "unit_vi": unit,
                "aggregation": how, "reporters": reporters, "owners": [], "core": True, "sensitive": False,
            }
            for code, (vi, en, unit, how, reporters) in INDICATORS.items()
        ],
        "unit_report": {"to": "UBTX", "via": "CATX"},
        "report_periods": [{"period": key, "start": first, "end": last} for key, first, last in periods],
    }  # fmt: skip


def duty(code: str, title: str, units: list[str], campaign: str = CAMPAIGN) -> dict[str, Any]:
    return {
        "campaign": campaign, "duty": code, "title_vi": title, "title_en": None, "units": units, "mode": "order",
        "indicators": ["PR01", "PR02", "PR17", "EN12"],
    }  # fmt: skip


DUTIES = [
    ("D08", "Tuyên truyền hưởng ứng Tháng hành động", ["CATX"]),
    ("D41", "Tuyên truyền tại khu dân cư", ["XP-07777", "XP-07795"]),
]


WEEKS = (
    ("2024-W23", "2024-06-01", "2024-06-07"),
    ("2024-W24", "2024-06-08", "2024-06-14"),
    ("final", "2024-06-01", "2024-06-30"),
)


def known(periods: tuple[Any, ...] = ()) -> Campaign:
    """The campaign as intake has it at hand."""
    duties = [DutyAssigned.model_validate(duty(*of)) for of in DUTIES]
    return campaign_of(CampaignPublished.model_validate(published(periods=periods)), duties)


def activity(**changes: Any) -> dict[str, Any]:
    """A good activity of phường Bích Động."""
    return {
        "unit": "XP-07777", "duty": "D41", "type": "propaganda_session",
        "title": "Tuyên truyền tại nhà văn hóa tổ dân phố", "occurred_on": "2024-06-12",
        "figures": [{"indicator": "PR01", "value": 1}, {"indicator": "PR02", "value": 86}],
    } | changes  # fmt: skip


def with_figure(**figure: Any) -> dict[str, Any]:
    return activity(figures=[figure])


REPORT: dict[str, Any] = {
    "narrative": "Đơn vị đã triển khai đủ các nhiệm vụ được giao.",
    "difficulties": ["Kinh phí còn hạn hẹp."],
    "proposals": ["Đề nghị hỗ trợ tài liệu."],
}
