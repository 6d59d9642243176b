"""A campaign small enough to be seen at once, as the command that publishes it and as its events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chungtay_tasks import sample
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.domain.publishing import Ground, decide_publish
from chungtay_tasks.events import CampaignPublished, DutyAssigned, UnitRegistered

CAMPAIGN = "dot-thu"
HASH = "a" * 64
OTHER_HASH = "b" * 64
NOW = datetime(2024, 6, 3, 1, tzinfo=UTC)

_NAMED = [unit for unit in sample.units() if unit["code"] in ("CATX", "UBTX", "YTE", "TAND")]
_COMMUNES = [
    {"code": "XP-1", "name_vi": "UBND phường Một", "kind": "commune"},
    {"code": "XP-2", "name_vi": "UBND xã Hai", "kind": "commune"},
]


def units() -> list[dict[str, Any]]:
    return [*_NAMED, *_COMMUNES]


def registered() -> list[UnitRegistered]:
    nothing = dict.fromkeys(("name_en", "level", "admin_code", "parent", "valid_from", "valid_to"))
    return [UnitRegistered(**{**nothing, **unit}) for unit in units()]


def duty(name: str = "D1", **other: Any) -> dict[str, Any]:
    month = {"comparison": "during", "text": "trong tháng 6"}
    return {
        "duty": name, "clause": "II.1", "label": "II.1.a", "text": "Tuyên truyền tại khu phố.",
        "title_vi": "Tuyên truyền", "holders": ["CATX"], "activity_types": ["event"], "indicators": ["PR01"],
        "due": month, **other,
    }  # fmt: skip


def campaign(**other: Any) -> dict[str, Any]:
    """A body of `POST /campaigns`: four duties, six units, three required reports and one free to answer."""
    before = {"date": "2024-07-01", "comparison": "before", "text": "trước ngày 01/7/2024"}
    indicator = {
        "code": "PR01", "group": "propaganda", "label_vi": "Số buổi", "label_en": "Sessions", "unit_vi": "buổi",
        "aggregation": "sum", "reporters": ["ALL"], "core": True,
    }  # fmt: skip
    return {
        "id": CAMPAIGN, "title_vi": "Đợt thử", "title_en": "A trial", "document_kind": "Kế hoạch",
        "symbol": "KH-UBND", "issue_month": "2024-06", "place": "Việt Yên", "issuer": "UBTX", "coordinator": "CATX",
        "period": {"start": "2024-06-01", "end": "2024-06-30"}, "signer": {"position_vi": "Phó Chủ tịch"},
        "units": [unit["code"] for unit in units()], "indicators": [indicator],
        "groups": [
            {"code": "G-XP", "name_vi": "UBND xã, phường", "members": ["XP-1", "XP-2"]},
            {"code": "G-BCD", "name_vi": "Thành viên Ban Chỉ đạo", "members": None},
            {"code": "G-ALL", "name_vi": "Tất cả", "members": ["CATX", "G-XP", "G-BCD"]},
        ],
        "unit_report": {"to": "UBTX", "via": "CATX", "due": before},
        "expected_reports": [{"unit": u} for u in ("CATX", "XP-1", "XP-2")] + [{"unit": "TAND", "required": False}],
        "consolidated_report": {"by": "CATX", "to": "UBTX"},
        "duties": [
            duty("D1"),
            duty("D2", holders=["G-XP"], title_vi="Rà soát", due=before),
            duty("D3", holders=["TAND"], mode="request", title_vi="Xét xử lưu động"),
            duty("D4", holders=["G-ALL"], title_vi="Báo cáo"),
        ],
        **other,
    }  # fmt: skip


def command(**other: Any) -> PublishCampaign:
    return PublishCampaign.model_validate(campaign(**other))


def published(**other: Any) -> tuple[CampaignPublished, list[DutyAssigned]]:
    """The events of a campaign."""
    directory = {unit.code: unit for unit in registered()}
    first, *assigned = decide_publish(Ground(directory), command(**other))
    assert isinstance(first, CampaignPublished)
    return first, [event for event in assigned if isinstance(event, DutyAssigned)]
