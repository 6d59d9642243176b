"""Filings beside recordings, corrections and voids: what is frozen is always what stood, whoever comes first."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any
from uuid import UUID

from intake_clients import UNIT, Unit

from chungtay_intake.events import EVENTS, ActivityContent, ActivityVoided, UnitReportFiled
from chungtay_intake.readmodels import MODEL, drawn


async def what_stood(unit: Unit, position: int) -> tuple[list[tuple[str, int]], Decimal]:
    """The unit's standing activities and their PR02 at a position, folded from the log alone."""
    standing: dict[str, tuple[int, Decimal]] = {}
    for stored in await unit.intake.service.log.after(0, 100_000):
        if stored.scope != f"{unit.campaign}/{UNIT}" or stored.position > position:
            continue
        match EVENTS.load(stored):
            case ActivityContent(figures=figures):
                amount = sum((Decimal(f.value or 0) for f in figures if f.indicator == "PR02"), Decimal())
                standing[stored.stream_id] = (stored.version, amount)
            case ActivityVoided():
                del standing[stored.stream_id]
            case _:
                pass
    held = [(stream, version) for stream, (version, _) in standing.items()]
    return held, sum((amount for _, amount in standing.values()), Decimal())


async def the_filing(unit: Unit) -> tuple[UnitReportFiled, int]:
    stream = await unit.intake.service.log.stream(f"unit-report/{unit.campaign}/{UNIT}/final")
    event = EVENTS.load(stream[-1])
    assert isinstance(event, UnitReportFiled)
    return event, stream[-1].position


def attendance(value: int) -> list[dict[str, Any]]:
    return [{"indicator": "PR02", "value": value}]


async def test_a_filing_beside_changes_freezes_exactly_what_stood_before_it(unit: Unit) -> None:
    recorded = [await unit.record(figures=attendance(n + 1)) for n in range(12)]
    changes = [
        *(unit.correct(r, figures=attendance(100 + n)) for n, r in enumerate(recorded[:4])),
        *(unit.void(r) for r in recorded[4:8]),
    ]
    filing, *others = await asyncio.gather(unit.file(), *changes)
    assert filing.status_code == 201
    assert {answer.status_code for answer in others} <= {201, 409}
    event, position = await the_filing(unit)
    held, total = await what_stood(unit, position - 1)
    assert [(a.activity, a.version) for a in event.activities] == held
    assert [(f.indicator, f.value) for f in event.figures] == [("PR02", str(total))]
    after = [s for s in await unit.intake.service.log.after(position, 100) if s.scope == f"{unit.campaign}/{UNIT}"]
    assert [s.stream_id for s in after if s.stream_id in {a.activity for a in event.activities}] == []


async def test_a_recording_beside_a_filing_is_in_it_or_after_it(unit: Unit) -> None:
    *recordings, filing = await asyncio.gather(*(unit.record(figures=attendance(1)) for _ in range(20)), unit.file())
    assert filing.status_code == 201
    event, position = await the_filing(unit)
    in_it = {a.activity for a in event.activities}
    assert in_it == {r["stream"] for r in recordings if r["position"] < position}


async def test_of_filings_at_once_one_stands(unit: Unit) -> None:
    await unit.record()
    answers = await asyncio.gather(*(unit.file(narrative=f"Lần {n}") for n in range(6)))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"report_already_filed"}


async def test_of_corrections_at_once_all_stand_one_after_the_other(unit: Unit) -> None:
    recorded = await unit.record()
    answers = await asyncio.gather(*(unit.correct(recorded, title=f"Lần {n}") for n in range(4)))
    assert sorted(a.json()["version"] for a in answers) == [2, 3, 4, 5]


async def test_of_a_void_and_a_correction_at_once_none_is_lost(unit: Unit) -> None:
    recorded = await unit.record()
    void, correction = await asyncio.gather(unit.void(recorded), unit.correct(recorded, title="Khác"))
    assert void.status_code == 201
    shown = (await unit.get(f"activities/{recorded['activity']}")).json()
    assert shown["state"] == "voided"
    assert (correction.status_code, shown["version"]) in ((201, 3), (409, 2))


async def test_a_model_filled_anew_is_the_model_that_grew(unit: Unit) -> None:
    """What stood beside an older release, or was just added, fills itself at the next append."""
    recorded = [await unit.record(figures=attendance(n + 1)) for n in range(6)]
    await unit.correct(recorded[0], figures=attendance(50))
    await unit.void(recorded[1])
    await unit.file()
    await unit.record(figures=attendance(7))
    pool = unit.intake.service.database.pool
    tables = ("activity", "unit_report")
    grown = [await pool.fetch(f"SELECT t.* FROM {table} t ORDER BY t") for table in tables]
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("DELETE FROM activity; DELETE FROM unit_report")
        await connection.execute("DELETE FROM model_position WHERE name = $1", MODEL.name)
    last = await unit.record(figures=attendance(1))
    await pool.execute("DELETE FROM activity WHERE activity = $1", UUID(last["activity"]))
    filled = [await pool.fetch(f"SELECT t.* FROM {table} t ORDER BY t") for table in tables]
    assert filled == grown


async def test_a_model_that_lags_makes_a_filing_wait_and_not_miss(unit: Unit) -> None:
    """A filing rests on the position its model stands at: what lies after it is a conflict, then caught up."""
    await unit.record(figures=attendance(5))
    pool = unit.intake.service.database.pool
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("DELETE FROM activity; DELETE FROM unit_report")
        await connection.execute("UPDATE model_position SET position = 1 WHERE name = $1", MODEL.name)
    assert (await drawn(pool, unit.campaign, UNIT)).activities == []
    filing = await unit.file()
    assert (filing.status_code, filing.json()["activities"]) == (201, 1)
    own = await drawn(pool, unit.campaign, UNIT)
    assert [a.figures[0].value for a in own.activities] == ["5"]
