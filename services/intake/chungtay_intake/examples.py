"""Examples for the API's description, in the words of the field."""

from __future__ import annotations

from typing import Any

ACTIVITY: dict[str, Any] = {
    "unit": "XP-07777",
    "duty": "D41",
    "type": "propaganda_session",
    "title": "Tuyên truyền phòng, chống ma túy tại nhà văn hóa tổ dân phố",
    "occurred_on": "2024-06-12",
    "place": "Nhà văn hóa tổ dân phố Đông",
    "partners": ["CATX", "DTN"],
    "figures": [
        {"indicator": "PR01", "value": 1},
        {"indicator": "PR02", "value": "1.127", "approximate": True},
        {"indicator": "PR17", "members": ["Tổ dân phố Đông", "Tổ dân phố Trung"]},
    ],
    "note": "Lồng ghép với sinh hoạt chi hội phụ nữ.",
}

CORRECTION: dict[str, Any] = {
    **ACTIVITY,
    "figures": [{"indicator": "PR01", "value": 1}, {"indicator": "PR02", "value": 1120}],
    "reason": "Đối chiếu lại danh sách ký nhận: 1.120 lượt người.",
}

VOID: dict[str, Any] = {"reason": "Ghi trùng với hoạt động ngày 12/06/2024."}

REPORT: dict[str, Any] = {
    "narrative": "Phường đã triển khai đủ các nhiệm vụ được giao trong Tháng hành động.",
    "difficulties": ["Kinh phí tuyên truyền còn hạn hẹp."],
    "proposals": ["Đề nghị hỗ trợ tài liệu tuyên truyền."],
    "zeros": ["EN12"],
}

WITHDRAWAL: dict[str, Any] = {"reason": "Bổ sung số liệu của hai tổ dân phố."}

_ID = "0190163d-8694-739b-aea5-966c26f8ad90"

SHOWN_ACTIVITY: dict[str, Any] = {
    "activity": _ID,
    "campaign": "chung-tay-2024-06",
    "version": 1,
    "state": "standing",
    **ACTIVITY,
    "figures": [
        {"indicator": "PR01", "value": "1", "members": None, "approximate": False},
        {"indicator": "PR02", "value": "1127", "members": None, "approximate": True},
    ],
    "channel": "http",
    "received_at": None,
    "on_behalf_of": None,
    "filed_in": None,
    "filed_period": None,
    "recorded_at": "2024-06-12T09:30:00Z",
    "position": 1204,
}

ACTIVITIES: dict[str, Any] = {"items": [SHOWN_ACTIVITY], "next": "WzEyMDRd"}

HISTORY: dict[str, Any] = {
    "items": [
        {
            "version": 2,
            "position": 1310,
            "event": "activity.corrected",
            "recorded_at": "2024-06-13T02:10:00Z",
            "actor": "officer:XP-07777:canbo",
            "reason": "Đối chiếu lại danh sách ký nhận.",
            "changes": {"place": {"from": None, "to": "Nhà văn hóa tổ dân phố Đông"}},
            "content": {"title": "Tuyên truyền phòng, chống ma túy"},
        }
    ],
    "next": None,
}

CHECKED: dict[str, Any] = {"understood": [{"indicator": "PR02", "written": "1.127", "value": "1127"}]}

DRAFT: dict[str, Any] = {
    "campaign": "chung-tay-2024-06",
    "unit": "XP-07777",
    "period": "final",
    "days": {"start": "2024-06-01", "end": "2024-06-30"},
    "state": "not_filed",
    "drawn_at": 1310,
    "activities": 24,
    "figures": [
        {
            "indicator": "PR02",
            "label_vi": "Số lượt người dự tuyên truyền",
            "label_en": "Attendances at sessions",
            "unit_vi": "lượt người",
            "aggregation": "sum",
            "value": "2350",
            "members": None,
            "activities": 11,
            "approximate": True,
        }
    ],
    "missing": [
        {
            "indicator": "EN12",
            "label_vi": "Số điểm, tụ điểm phức tạp còn lại",
            "label_en": "Hot spots remaining",
            "unit_vi": "điểm",
            "aggregation": "latest",
        }
    ],
    "idle_duties": ["D42"],
}

SHOWN_REPORT: dict[str, Any] = {
    "campaign": "chung-tay-2024-06",
    "unit": "XP-07777",
    "period": "final",
    "state": "returned",
    "version": 1,
    "report_version": 1,
    "filed_at": "2024-06-28T07:00:00Z",
    "content": {"narrative": REPORT["narrative"], "figures": [{"indicator": "PR02", "value": "2350", "members": None}]},
    "review": {
        "verdict": "returned",
        "reviewed_at": "2024-06-28T09:00:00Z",
        "reasons": [{"item": "Khó khăn, vướng mắc", "text": "Chưa nêu nguyên nhân."}],
        "note": None,
    },
    "versions": [
        {"report_version": 1, "filed_at": "2024-06-28T07:00:00Z", "content_hash": "9f2c…", "verdict": "returned"}
    ],
}

REPORTS: dict[str, Any] = {
    "items": [
        {
            "unit": "XP-07777",
            "period": "final",
            "state": "filed",
            "version": 1,
            "report_version": 1,
            "content_hash": "9f2c…",
            "filed_at": "2024-06-28T07:00:00Z",
            "received_at": None,
            "reviewed_at": None,
        }
    ],
    "next": None,
}
