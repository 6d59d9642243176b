"""What a route says of itself in the API's description beyond the kernel's part: examples, pages, versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel

from chungtay_kernel.openapi import reads, writes

_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_PERIOD = r"^[A-Za-z0-9-]{1,16}$"

CampaignCode = Annotated[str, Path(pattern=_NAME, examples=["chung-tay-2024-06"], description="Mã đợt. Campaign.")]
UnitCode = Annotated[str, Path(pattern=_NAME, examples=["XP-07777"], description="Mã đơn vị. Unit.")]
UnitFilter = Annotated[str | None, Query(max_length=64, examples=["XP-07777"], description="Chỉ đơn vị này. Unit.")]
DutyFilter = Annotated[str | None, Query(max_length=64, examples=["D41"], description="Chỉ nhiệm vụ này. Duty.")]
Period = Annotated[str, Query(pattern=_PERIOD, examples=["2024-06"],
                              description="Kỳ báo cáo; mặc định final. Report period; default final.")]  # fmt: skip
PeriodFilter = Annotated[str | None, Query(pattern=_PERIOD, examples=["2024-06"], description="Chỉ kỳ này. Period.")]
Diff = Annotated[
    str | None,
    Query(
        max_length=16, examples=["returned"],
        description="returned: so với bản bị trả lại; hoặc số của một bản trước. Against what version.",
    ),
]  # fmt: skip

_PAGED: list[dict[str, Any]] = [
    {
        "name": "cursor", "in": "query", "schema": {"type": "string"},
        "description": "next của trang trước. next of the page before.",
    },
    {
        "name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
        "description": "Số mục mỗi trang. Items a page.",
    },
]  # fmt: skip

_IF_MATCH: dict[str, Any] = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"}, "example": '"1"',
    "description": "ETag của bản đang sửa; nếu gửi thì được kiểm tra. ETag of the version that is changed, checked "
    "where it is sent.",
}  # fmt: skip


def shows(action: str, example: Mapping[str, Any]) -> dict[str, Any]:
    """A reading route with an example of its answer."""
    return {**reads(action), "responses": {200: {"content": {"application/json": {"example": example}}}}}


def lists(action: str, example: Mapping[str, Any]) -> dict[str, Any]:
    """A reading route that answers page by page."""
    shown = shows(action, example)
    shown["openapi_extra"]["parameters"] = _PAGED
    return shown


def changes(action: str, model: type[BaseModel], example: Mapping[str, Any]) -> dict[str, Any]:
    """A command route on something that has a version."""
    written = writes(action, model, example=example)
    written["openapi_extra"]["parameters"].append(_IF_MATCH)
    return written


def asks(action: str, model: type[BaseModel], example: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """A route that takes the body of a command and writes nothing: no key."""
    described = writes(action, model, example=example)["openapi_extra"]
    described["parameters"] = []
    described["responses"] = {"200": {"content": {"application/json": {"example": answer}}}}
    return {"openapi_extra": described}
