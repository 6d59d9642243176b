"""Bodies that the API's description shows, taken from the sample campaign."""

from __future__ import annotations

from typing import Any

from chungtay_tasks import sample

UNITS: dict[str, Any] = {"units": sample.units()[:2]}
UNIT_CHANGE: dict[str, Any] = {
    "name_vi": "Phòng Nội vụ", "effective_on": "2025-03-01", "add_aliases": ["Phòng LĐ-TB&XH"],
    "reason": "Sắp xếp các cơ quan chuyên môn",
}  # fmt: skip
UNIT_CLOSURE: dict[str, Any] = {
    "valid_to": "2025-06-30", "successors": [{"code": "XP-07777", "valid_from": "2025-07-01"}],
    "reason": "Nghị quyết 1658/NQ-UBTVQH15",
}  # fmt: skip
GROUP: dict[str, Any] = {
    "code": "G-XP", "name_vi": "UBND xã, phường", "members": ["XP-07774", "XP-07777"], "valid_from": "2024-02-01",
}  # fmt: skip
PLAN: dict[str, Any] = {"id": "chung-tay-2024-06", "text": sample.plan_text()[:600]}
DELEGATE: dict[str, Any] = {"unit": "XP-07777", "account": "canbo.vhxh", "reason": "Phụ trách văn hóa - xã hội."}
RAISE_OBSTACLE: dict[str, Any] = {
    "unit": "XP-07777",
    "duty": "D41",
    "text": "Hai khu nhà trọ chưa có người đại diện để phối hợp tuyên truyền.",
}
ANSWER_OBSTACLE: dict[str, Any] = {"text": "Công an phường cùng Mặt trận Tổ quốc phường mời chủ nhà trọ họp ngày 12/6."}
CLOSE_OBSTACLE: dict[str, Any] = {"outcome": "Hai khu nhà trọ đã cử đại diện; đã tuyên truyền được."}
REOPEN_OBSTACLE: dict[str, Any] = {"reason": "Một khu nhà trọ đổi chủ, chưa có đại diện mới."}
DRAFT: dict[str, Any] = {"id": "chung-tay-2024-06", "plan": "chung-tay-2024-06"}
DRAFT_EDIT: dict[str, Any] = {
    "operations": [
        {"op": "name", "name": "lực lượng Công an", "code": "CATX"},
        {"op": "split", "duty": "D01", "before": ["huy động các đội nghiệp vụ"]},
        {"op": "set", "field": "report_due", "value": "trước ngày 01/7/2024"},
    ],
    "reason": "Rà soát trước khi ban hành",
}
DRAFT_PUBLISH: dict[str, Any] = {"reason": None}
DRAFT_DISCARD: dict[str, Any] = {"reason": "Kế hoạch được thay bằng bản khác."}
ACKNOWLEDGE: dict[str, Any] = {"unit": "XP-07777"}
REVIEW: dict[str, Any] = {
    "unit": "XP-07774",
    "report_version": 1,
    "content_hash": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
    "verdict": "returned",
    "reasons": [{"item": "Khó khăn, vướng mắc", "text": "Chưa nêu nguyên nhân và đề xuất cụ thể."}],
}
REROUTE: dict[str, Any] = {
    "unit": "XP-07774",
    "report_version": 1,
    "content_hash": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
    "reason": "Báo cáo gửi thẳng UBND thị xã; theo kế hoạch gửi qua Công an thị xã.",
}


def campaign() -> dict[str, Any]:
    """The sample campaign with its first duty and first indicators alone."""
    whole = sample.campaign()
    duty = whole["duties"][0]
    indicators = [i for i in whole["indicators"] if i["code"] in duty["indicators"]]
    return {**whole, "indicators": indicators, "duties": [duty]}
