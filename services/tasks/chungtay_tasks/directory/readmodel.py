"""The directory's tables, written in the append's transaction: lives and groups folded from their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks.directory.evolving import groups_after, unit_after
from chungtay_tasks.directory.model import Unit, UnitGroup
from chungtay_tasks.events import EVENTS, GroupDefined, UnitClosed, UnitContent

UNIT = TypeAdapter(Unit)
GROUPS = TypeAdapter(tuple[UnitGroup, ...])
_KINDS = {kind for kind, model in EVENTS.models.items() if issubclass(model, UnitContent | UnitClosed | GroupDefined)}


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    own = [event for event in events if event.kind in _KINDS]
    await _lives(tx, [event for event in own if event.kind[0] != GroupDefined.TYPE])
    await _groups(tx, [event for event in own if event.kind[0] == GroupDefined.TYPE])


async def _lives(tx: Tx, events: Sequence[StoredEvent]) -> None:
    if not events:
        return
    standing = await _standing(tx, "unit_life", events)
    lives = {stream: UNIT.validate_json(data) for stream, data in standing.items()}
    for event in events:
        lives[event.stream_id] = _folded(lives.get(event.stream_id), event)
    last = {event.stream_id: event for event in events}
    units = {stream: lives[stream] for stream in last}
    await tx.execute(
        """INSERT INTO unit_life (stream, version, position, code, valid_from, valid_to, data)
           SELECT * FROM
             unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::date[], $6::date[], $7::jsonb[])
           ON CONFLICT (stream) DO UPDATE SET version = excluded.version, position = excluded.position,
             valid_from = excluded.valid_from, valid_to = excluded.valid_to, data = excluded.data""",
        *_heads(last),
        [unit.code for unit in units.values()],
        [unit.valid_from for unit in units.values()],
        [unit.valid_to for unit in units.values()],
        [UNIT.dump_json(unit).decode() for unit in units.values()],
    )


def _folded(unit: Unit | None, event: StoredEvent) -> Unit:
    after = unit_after(unit, EVENTS.load(event))
    assert after is not None, "a life begins by being registered"
    return after


async def _groups(tx: Tx, events: Sequence[StoredEvent]) -> None:
    if not events:
        return
    standing = await _standing(tx, "unit_group", events)
    groups = {stream: GROUPS.validate_json(data) for stream, data in standing.items()}
    for event in events:
        groups[event.stream_id] = groups_after(groups.get(event.stream_id, ()), EVENTS.load(event))
    last = {event.stream_id: event for event in events}
    await tx.execute(
        """INSERT INTO unit_group (stream, version, position, data)
           SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::jsonb[])
           ON CONFLICT (stream) DO UPDATE SET version = excluded.version, position = excluded.position,
             data = excluded.data""",
        *_heads(last),
        [GROUPS.dump_json(groups[stream]).decode() for stream in last],
    )


async def _standing(tx: Tx, table: str, events: Sequence[StoredEvent]) -> Mapping[str, str]:
    """What stands of the events' streams, as JSON text."""
    streams = list({event.stream_id for event in events})
    rows = await tx.fetch(f"SELECT stream, data::text AS data FROM {table} WHERE stream = ANY($1)", streams)
    return {row["stream"]: row["data"] for row in rows}


def _heads(last: Mapping[str, StoredEvent]) -> tuple[list[Any], ...]:
    return list(last), [event.version for event in last.values()], [event.position for event in last.values()]


MODEL = InlineModel("directory", apply)
