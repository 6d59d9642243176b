"""The history of a unit's part in a duty, from the log and from what intake told: who, when, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chungtay_kernel.events import StoredEvent
from chungtay_kernel.service import Service
from chungtay_tasks import board_queries, streams
from chungtay_tasks.codes import FINAL
from chungtay_tasks.duty_board import author
from chungtay_tasks.events import EVENTS, CampaignContent
from chungtay_tasks.queries import Row

_WORDS: dict[str, tuple[str, str]] = {
    "duty.assigned": ("Giao nhiệm vụ", "Assigned"),
    "duty.changed": ("Điều chỉnh nhiệm vụ", "Changed"),
    "duty.dropped": ("Bỏ nhiệm vụ", "Dropped"),
    "assignment.acknowledged": ("Đã nhận việc", "Acknowledged"),
    "duty.delegated": ("Giao trong đơn vị", "Delegated within the unit"),
    "delegation.revoked": ("Thu hồi việc giao trong đơn vị", "Delegation revoked"),
    "activity.recorded": ("Hoạt động đầu tiên", "First activity"),
    "unit_report.filed": ("Nộp báo cáo", "Report filed"),
    "unit_report.withdrawn": ("Rút báo cáo", "Report withdrawn"),
    "review.accepted": ("Duyệt báo cáo", "Report accepted"),
    "review.returned": ("Trả lại báo cáo", "Report returned"),
    "review.checked": ("Xem xét bước một", "Report checked"),
    "report.rerouted": ("Chuyển báo cáo đến đúng nơi nhận", "Report passed on"),
    "obstacle.raised": ("Nêu khó khăn, vướng mắc", "Obstacle raised"),
    "obstacle.answered": ("Trả lời khó khăn, vướng mắc", "Obstacle answered"),
    "obstacle.closed": ("Tháo gỡ xong khó khăn, vướng mắc", "Obstacle closed"),
    "obstacle.reopened": ("Mở lại khó khăn, vướng mắc", "Obstacle reopened"),
    "report.due_soon": ("Nhắc: sắp đến hạn báo cáo", "Reminder: report due soon"),
    "report.overdue": ("Quá hạn báo cáo", "Report overdue"),
    "deadline.extended": ("Gia hạn", "Deadline extended"),
}
"""What of the streams read is told, and how."""


class Entry(NamedTuple):
    """What happened: its event by source, stream and version, its author as the log names him."""

    at: dt.datetime
    source: str
    stream: str
    version: int
    type: str
    actor: str
    reason: str | None
    more: dict[str, Any]


async def history(service: Service, campaign: CampaignContent, duty: str, unit: str) -> list[dict[str, Any]]:
    """Newest first; the reports and verdicts are the unit's, which answer for all of its duties."""
    engine, name = service.database.engine, campaign.campaign
    periods = dict.fromkeys([FINAL, *await _ever_asked(service, name)])
    read = [
        streams.duty(name, duty),
        streams.assignment(name, duty, unit),
        *(streams.expected_report(name, unit, period) for period in periods),
        *(streams.review(name, unit, period) for period in periods),
        *(streams.obstacle(name, one) for one in await board_queries.obstacle_ids(engine, name, duty, unit)),
    ]
    entries = [entry for stream in read for entry in entries_of(await service.log.stream(stream))]
    entries += [_told(row) for row in await board_queries.told(engine, name, duty, unit)]
    return [shown_entry(entry) for entry in sorted(entries, key=lambda e: (e.at, e.version), reverse=True)]


async def _ever_asked(service: Service, campaign: str) -> list[str]:
    """Periods that the campaign asks reports for, or did before an amendment: what was filed for those stays told."""
    stood = [EVENTS.load(stored) for stored in await service.log.stream(streams.campaign(campaign))]
    return [report.period for one in stood if isinstance(one, CampaignContent) for report in one.report_periods]


def entries_of(stream: Sequence[StoredEvent]) -> Iterator[Entry]:
    for event in stream:
        if event.type in _WORDS:
            data = event.json()
            more = {name: data[name] for name in ("account", "obstacle", "report_version", "period") if name in data}
            yield Entry(
                event.recorded_at, "tasks", event.stream_id, event.version, event.type, event.actor, _reason(data), more
            )


def _reason(data: dict[str, Any]) -> str | None:
    """The words an event carries: why, how, or what about it."""
    parts = [f"{r['item']}: {r['text']}" if r.get("item") else r["text"] for r in data.get("reasons") or ()]
    parts += [data[name] for name in ("reason", "outcome", "note") if data.get(name)]
    if "obstacle" in data and data.get("text"):
        parts.append(data["text"])
    return "; ".join(parts) or None


def _told(row: Row) -> Entry:
    more = {"report_version": row["version"]} if row["type"].startswith("unit_report.") else {}
    return Entry(row["at"], "intake", row["stream"], row["version"], row["type"], row["actor"], row["reason"], more)


def shown_entry(entry: Entry) -> dict[str, Any]:
    vi, en = _WORDS[entry.type]
    return {
        "type": entry.type,
        "label": {"vi": vi, "en": en},
        "at": entry.at,
        "author": author(entry.actor),
        "reason": entry.reason,
        **entry.more,
        "event": {"source": entry.source, "stream": entry.stream, "version": entry.version},
    }
