"""Events of tasks as rows: campaigns, duties and verdicts, each with the position it stands from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chungtay_kernel.database import Tx
from chungtay_kernel.subscription import Incoming
from chungtay_reporting import obstacles
from chungtay_reporting.heard import (
    CampaignPublished,
    DeadlineExtended,
    DutyAssigned,
    DutyDropped,
    ObstacleMoved,
    Reviewed,
)

_VERDICT_COLUMNS = (
    "stream_id", "version", "position", "campaign", "unit", "report", "report_version", "content_hash", "accepted",
    "due_at", "recorded_at",
)  # fmt: skip

_EXTENSION_COLUMNS = (
    "stream_id", "version", "position", "campaign", "unit", "period", "due_at", "last_valid_day", "reason",
)  # fmt: skip


async def write(tx: Tx, generation: str, incoming: Sequence[Incoming]) -> None:
    """Adds a row an event: nothing of tasks ends what stood before, a later version or verdict outweighs it.

    So an amendment adds a version of its campaign, and whoever asks for a moment before it reads the one before."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        "campaign": [],
        "duty": [],
        "verdict": [],
        "extension": [],
        "obstacle": [],
    }
    for one in incoming:
        event, data = one.event, one.data
        match data:
            case CampaignPublished():
                rows["campaign"].append((data.campaign, event.version, event.position, event.data))
            case DutyAssigned() | DutyDropped():
                rows["duty"].append((data.campaign, data.duty, event.version, event.position, event.data))
            case Reviewed():
                rows["verdict"].append(_verdict(one, data))
            case DeadlineExtended():
                rows["extension"].append(
                    (
                        event.stream_id, event.version, event.position, data.campaign, data.unit, data.period,
                        data.due_at, data.last_valid_day, data.reason,
                    )
                )  # fmt: skip
            case ObstacleMoved():
                rows["obstacle"].append(obstacles.row(one, data))
            case _:
                raise TypeError(f"tasks tells nothing of kind {type(data).__name__}")
    columns = {
        "campaign": ("campaign", "version", "position", "data"),
        "duty": ("campaign", "duty", "version", "position", "data"),
        "verdict": _VERDICT_COLUMNS,
        "extension": _EXTENSION_COLUMNS,
        "obstacle": obstacles.COLUMNS,
    }
    for table, records in rows.items():
        if records:
            await tx.copy_records_to_table(f"{table}_{generation}", records=records, columns=columns[table])


def _verdict(one: Incoming, data: Reviewed) -> tuple[Any, ...]:
    event = one.event
    return (
        event.stream_id, event.version, event.position, data.campaign, data.unit, data.report, data.report_version,
        data.content_hash, event.type == "review.accepted", data.due_at, event.recorded_at,
    )  # fmt: skip
