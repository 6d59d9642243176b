"""Bodies that the API's description shows, taken from the sample campaign."""

from __future__ import annotations

from typing import Any

from chungtay_tasks import sample

UNITS: dict[str, Any] = {"units": sample.units()[:2]}
PLAN: dict[str, Any] = {"id": "chung-tay-2024-06", "text": sample.plan_text()[:600]}
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
