"""From when on a unit's report is taken no more: the campaign's lock, as an extension or a return moves it.

Late is another thing: what comes after the deadline and before the lock is taken and marked. Activities may still be
recorded after it; they enter a report once that is open again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chungtay_intake.domain import UnitReport
from chungtay_intake.reference import Campaign
from chungtay_kernel.database import Pool
from chungtay_kernel.problems import Refusal


@dataclass(frozen=True, slots=True)
class Extended:
    """More time that a unit got; `lock_at` None: the campaign had no lock then."""

    due_at: datetime
    lock_at: datetime | None


async def extended(pool: Pool, campaign: str, unit: str, period: str) -> Extended | None:
    row = await pool.fetchrow(
        "SELECT due_at, lock_at FROM extension WHERE (campaign, unit, period) = ($1, $2, $3)", campaign, unit, period
    )
    return Extended(**row) if row else None


def lock_of(campaign: Campaign, report: UnitReport, more: Extended | None) -> datetime | None:
    """None where the report is always taken: no lock, or the coordinator returned it without a time of its own."""
    known = campaign.reports.get(report.period)
    if known is None or known.lock_at is None:
        return None
    moments = [known.lock_at, *([more.lock_at or more.due_at] if more else [])]
    if report.state == "returned":
        return max(*moments, report.returned_until) if report.returned_until else None
    return max(moments)


def require_open(campaign: Campaign, report: UnitReport, more: Extended | None, now: datetime) -> None:
    """Raises Refusal (409) after the lock, of a filing and of a withdrawal, which would leave nothing that stands."""
    lock_at = lock_of(campaign, report, more)
    if lock_at is not None and now >= lock_at:
        raise report_locked(report.period, lock_at.astimezone(campaign.zone))


def report_locked(period: str, lock_at: datetime) -> Refusal:
    when = f"{lock_at:%H:%M %d/%m/%Y}"
    return Refusal(
        "report_locked", 409, field="period", value=period,
        vi=f"Báo cáo đã khóa từ {when}: không nhận nộp hay rút nữa.",
        en=f"The report has been locked since {when}: it is neither taken nor given back any more.",
        expected_vi=f"trước {when}", expected_en=f"before {when}",
        remedy_vi="Đề nghị lãnh đạo cơ quan ban hành gia hạn cho đơn vị, hoặc cơ quan duyệt trả lại báo cáo; "
        "nếu vừa được gia hạn, gửi lại sau vài giây.",
        remedy_en="Ask a leader of the issuing body to extend the unit's deadline, or who reviews the report to return "
        "it; if it was extended just now, send it again in a few seconds.",
    )  # fmt: skip
