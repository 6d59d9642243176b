"""A journal as reporting would have heard it: activities of many campaigns, some corrected, a few voided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from bench.samples import DUTY
from chungtay_reporting.journal import COLUMNS

CAMPAIGNS = tuple(f"bench-{n}" for n in range(10))
UNITS = tuple(f"XP-{n:05d}" for n in range(40))
INDICATORS = {"PR01": "sum", "PR02": "sum", "EN01": "max", "EN12": "latest", "PR17": "distinct", "PR09": "sum"}
VILLAGES = 12
"""So many a commune has, each counted once however often it is reached."""

PAGE = 20_000

_START = datetime(2024, 6, 1, tzinfo=UTC)
_CORRECTED, _VOIDED = 0.04, 0.01
_HASH, _SALT = bytes(32), bytes(16)


@dataclass(frozen=True, slots=True)
class _Said:
    stream: str
    version: int
    type: str
    data: dict[str, Any]


def campaign(code: str) -> dict[str, Any]:
    return {
        "campaign": code, "title_vi": "Tháng đo hiệu năng", "place": "Việt Yên", "issuer": UNITS[0],
        "coordinator": UNITS[0], "period": {"start": "2024-06-01", "end": "2024-06-30"},
        "units": [{"code": unit, "name_vi": f"Xã {unit}", "kind": "commune"} for unit in UNITS],
        "indicators": [
            {"code": c, "group": "propaganda", "label_vi": c, "unit_vi": "buổi", "aggregation": kind,
             "reporters": ["ALL"]}
            for c, kind in INDICATORS.items()
        ],
        "unit_report": {"to": UNITS[0], "due_at": "2024-06-30T17:00:00+00:00"},
        "expected_reports": [{"unit": unit} for unit in UNITS],
    }  # fmt: skip


async def fill(connection: asyncpg.Connection[asyncpg.Record], events: int) -> None:
    """A journal of `events` of intake and the campaigns they belong to, heard without a hole."""
    published = [
        _row("tasks", n, _Said(f"campaign/{code}", 1, "campaign.published", campaign(code)))
        for n, code in enumerate(CAMPAIGNS, 1)
    ]
    await connection.copy_records_to_table("journal", records=published, columns=COLUMNS)
    months = _month(events)
    for start in range(1, events + 1, PAGE):
        numbers = range(start, min(start + PAGE, events + 1))
        records = [_row("intake", n, said) for n, said in zip(numbers, months, strict=False)]
        await connection.copy_records_to_table("journal", records=records, columns=COLUMNS)
    await connection.executemany(
        """INSERT INTO source_cursor (consumer, source, logid, received, highest, complete_to)
           VALUES ('reporting', $1, '00', $2, $2, $2)""",
        [("intake", events), ("tasks", len(CAMPAIGNS))],
    )
    await connection.execute("VACUUM ANALYZE journal")


def _month(events: int) -> Iterator[_Said]:
    """Deterministic; corrections and voids follow their activity somewhere later."""
    random, standing = Random(6), list[_Said]()
    for number in range(events + 1):
        chance = random.random()
        if standing and chance < _CORRECTED:
            said = standing.pop(random.randrange(len(standing)))
            yield _Said(said.stream, said.version + 1, "activity.corrected", _activity(random, said.data["campaign"]))
        elif standing and chance < _CORRECTED + _VOIDED:
            said = standing.pop(random.randrange(len(standing)))
            named = {"campaign": said.data["campaign"], "unit": said.data["unit"], "reason": "Ghi trùng."}
            yield _Said(said.stream, said.version + 1, "activity.voided", named)
        else:
            said = _Said(f"activity/{UUID(int=number)}", 1, "activity.recorded", _activity(random))
            standing[random.randrange(1000) :] = [said] if len(standing) > 1000 else [*standing, said]
            yield said


def _activity(random: Random, campaign: str | None = None) -> dict[str, Any]:
    unit, counted = random.choice(UNITS), random.sample(("PR01", "PR02", "EN01", "EN12", "PR09"), 2)
    figures: list[dict[str, Any]] = [
        {"indicator": code, "value": str(random.randrange(200)), "members": None, "approximate": False}
        for code in counted
    ]
    if random.random() < 0.1:
        figures[1] = {
            "indicator": "PR17",
            "value": None,
            "members": [f"{unit}-{random.randrange(VILLAGES)}"],
            "approximate": False,
        }
    return {
        "campaign": campaign or random.choice(CAMPAIGNS), "unit": unit, "duty": DUTY,
        "type": "propaganda_session", "title": "Tuyên truyền phòng, chống ma túy tại nhà văn hóa thôn",
        "occurred_on": f"2024-06-{random.randrange(1, 31):02d}", "place": "nhà văn hóa thôn số 2", "partners": [],
        "figures": figures, "note": None, "channel": "http", "received_at": None, "on_behalf_of": None,
    }  # fmt: skip


def _row(source: str, position: int, said: _Said) -> Sequence[Any]:
    at = _START + timedelta(seconds=position)
    return (
        source, position, said.stream, said.version, UUID(int=position), said.type, 1, said.data["campaign"], "",
        at, at, "officer:XP-00001:bench", "a0a1a2a3-b0b1-7c2c-9d3d-e4e5e6e7e8e9", "", "", _SALT,
        orjson.dumps(said.data), _HASH,
    )  # fmt: skip
