"""What a reader of the directory asks for in the query."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from starlette.requests import Request

from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service

MOST_NAMES = 100
_LONGEST = 500
_HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def day(request: Request, field: str = "at") -> date | None:
    """Raises Refusal (422) for what is no day."""
    said = request.query_params.get(field)
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal(
            "value_invalid", 422, field=field, value=said, vi=f"{field} không phải một ngày.", en=f"{field} is no day.",
            expected_vi="một ngày có thật, dạng 2024-06-30", expected_en="a real date, as 2024-06-30",
            remedy_vi=f"Sửa hoặc bỏ {field}.", remedy_en=f"Change {field} or leave it out.",
        ) from None  # fmt: skip


async def day_or_today(request: Request, service: Service) -> date:
    return day(request) or (await service.clock.now()).astimezone(_HERE).date()


def names(request: Request) -> list[str]:
    """The names to resolve; raises Refusal (422) for none, too many or too long ones."""
    said = [name for name in request.query_params.getlist("name") if name.strip()]
    if not 0 < len(said) <= MOST_NAMES or any(len(name) > _LONGEST for name in said):
        raise Refusal(
            "value_invalid", 422, field="name", value=len(said), vi="Thiếu tên, hoặc quá nhiều, quá dài.",
            en="No name, too many, or too long.",
            expected_vi=f"1 đến {MOST_NAMES} tên, mỗi tên nhiều nhất {_LONGEST} ký tự",
            expected_en=f"1 to {MOST_NAMES} names of at most {_LONGEST} characters",
            remedy_vi="Nêu name=…, lặp lại cho từng tên.", remedy_en="Give name=…, once for each name.",
        )  # fmt: skip
    return said
