"""Where a figure comes from: the activities, reports and obstacles that make it up, each with its event, adding up
to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import orjson

from chungtay_kernel.chain import moment
from chungtay_kernel.problems import Refusal
from chungtay_reporting import standing
from chungtay_reporting.completeness import UnitStanding
from chungtay_reporting.definitions import (
    COMMUNES,
    COUNT_LABELS,
    ON_TIME,
    REMOVED,
    SEALED,
    TOTAL,
    Definitions,
)
from chungtay_reporting.figures import Figures, figures
from chungtay_reporting.obstacles import Obstacle, scopes
from chungtay_reporting.reading import Asked
from chungtay_reporting.report import Figure
from chungtay_reporting.vector import At

_COUNTS = {code: code for code in COUNT_LABELS} | {ON_TIME: "on_time"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """`contributions` add up to the figure by its own aggregation: amounts summed, the greatest amount, or the
    number of different members."""

    figure: Figure
    contributions: Sequence[dict[str, Any]]


async def explain(at: At, campaign: str, code: str, scope: str, period: str | None = None) -> Explanation:
    """Explains an indicator's figure for a scope, at a vector, of the whole campaign or of a period's days."""
    found = await figures(at, campaign, period)
    shown = found.figure(code, scope)
    if code == SEALED:
        return Explanation(shown, [_seal(row) for row in await standing.seals(at, campaign)])
    if code in _COUNTS:
        return Explanation(shown, await _of_units(at, campaign, found.completeness.of(_COUNTS[code])))
    facts = await _of_facts(at, found, code, scope) if code in found.definitions.indicators else []
    closed = await _of_obstacles(at, found) if code == REMOVED and scope in scopes(found.definitions) else []
    return Explanation(shown, [*facts, *closed])


def parse(definitions: Definitions, figure: str) -> tuple[str, str]:
    """Indicator and scope of a figure's id; raises Refusal (404) for one that the campaign has no figure for."""
    for code in (*definitions.indicators, *_COUNTS, SEALED, REMOVED):
        prefix = f"f-{code}-"
        if figure.startswith(prefix) and definitions.applies(code, scope := figure[len(prefix) :]):
            return code, scope
    raise Refusal(
        "figure_unknown", 404, field="figure", value=figure, vi="Không có chỉ số này.", en="There is no such figure.",
        expected_vi="f-<chỉ tiêu>-<phạm vi>, ví dụ f-PR01-total", expected_en="f-<indicator>-<scope>, as f-PR01-total",
        remedy_vi="Lấy id từ danh sách chỉ số của đợt.", remedy_en="See GET …/figures.",
    )  # fmt: skip


async def _of_facts(at: At, found: Figures, code: str, scope: str) -> list[dict[str, Any]]:
    definitions = found.definitions
    asked = Asked(at, found.completeness.accepted, found.period)
    rows = await at.tx.fetch(
        _facts_sql(asked), definitions.campaign.campaign, code, _units(definitions, code, scope),
        at.position("intake"), asked.holders,
    )  # fmt: skip
    return [_contribution(row, definitions) for row in _that_count(definitions.indicators[code].aggregation, rows)]


def _units(definitions: Definitions, code: str, scope: str) -> list[str] | None:
    """The units whose facts go into a scope; None: all."""
    if scope == COMMUNES:
        return definitions.communes
    if scope != TOTAL:
        return [scope]
    indicator = definitions.indicators[code]
    return indicator.owners if indicator.aggregation == "latest" and indicator.owners else None


def _facts_sql(asked: Asked) -> str:
    """Of several accepted reports that hold an activity, the one filed last is named."""
    g = asked.at.generation
    mine = f"""f.campaign = $1 AND f.indicator = $2 AND ($3::text[] IS NULL OR f.unit = ANY($3))
          AND f.from_position <= $4 AND {asked.days}"""
    return f"""
      WITH standing AS (
        SELECT * FROM fact_{g} f WHERE {mine} AND f.to_position IS NULL
        UNION ALL
        SELECT * FROM fact_{g} f WHERE {mine} AND f.to_position > $4),
      told AS (
        SELECT stream_id, version, unit, max(value) AS amount, max(effective) AS effective, from_position,
               bool_or(approximate) AS approximate,
               array_agg(member ORDER BY member) FILTER (WHERE member <> '') AS members
        FROM standing GROUP BY stream_id, version, unit, from_position)
      SELECT t.*, f.held_by AS report_position, r.stream_id AS report, r.version AS report_version,
             j.event_id, j.type, j.recorded_at, j.actor, j.data
      FROM told t
      JOIN journal j ON j.source = 'intake' AND j.position = t.from_position
      LEFT JOIN LATERAL (SELECT max(h.held_by) AS held_by FROM filed_{g} h
                         WHERE h.stream_id = t.stream_id AND h.version = t.version
                           AND h.held_by = ANY($5::bigint[])) AS f ON true
      LEFT JOIN filing_{g} r ON r.position = f.held_by
      ORDER BY t.from_position"""


def _that_count(aggregation: str, rows: Sequence[asyncpg.Record]) -> Iterable[asyncpg.Record]:
    """Of a stock only the last fact of each unit counts, of a maximum only the greatest."""
    if aggregation == "latest":
        last = {row["unit"]: row for row in sorted(rows, key=lambda r: (r["effective"], r["from_position"]))}
        return sorted(last.values(), key=lambda r: r["from_position"])
    if aggregation == "max" and rows:
        return [max(rows, key=lambda r: (r["amount"], r["effective"], r["from_position"]))]
    return rows


def _contribution(row: asyncpg.Record, definitions: Definitions) -> dict[str, Any]:
    data = orjson.loads(row["data"])
    accepted = row["report"] is not None
    return {
        "stream": row["stream_id"],
        "version": row["version"],
        "unit": row["unit"],
        "unit_name": definitions.campaign.name(row["unit"]),
        "amount": row["amount"],
        "members": row["members"] or [],
        "approximate": row["approximate"],
        "effective": row["effective"],
        "accepted": accepted,
        "report": {"stream": row["report"], "version": row["report_version"]} if accepted else None,
        "title": data.get("title", "Báo cáo của đơn vị: không phát sinh"),
        "place": data.get("place"),
        "duty": data.get("duty"),
        "event": _event(row, "intake", row["stream_id"], row["version"], row["from_position"]),
    }


def _event(
    row: asyncpg.Record | Mapping[str, Any], source: str, stream: str, version: int, position: int
) -> dict[str, Any]:
    """What identifies an event; of its actor the role and the unit, never the account."""
    role, unit, _ = row["actor"].split(":", 2)
    return {
        "source": source, "stream": stream, "version": version, "position": position, "id": str(row["event_id"]),
        "type": row["type"], "recorded_at": moment(row["recorded_at"]), "actor": {"role": role, "unit": unit},
    }  # fmt: skip


_JOURNAL = "source, position, stream_id, version, event_id, type, recorded_at, actor"


async def _of_units(at: At, campaign: str, units: Sequence[UnitStanding]) -> list[dict[str, Any]]:
    """A count of units: each with its filing, or, where it filed nothing, with the campaign that expects it."""
    positions = [unit.filing.position for unit in units if unit.filing]
    rows = await at.tx.fetch(
        f"""SELECT {_JOURNAL} FROM journal WHERE source = 'intake' AND position = ANY($1::bigint[])
            UNION ALL
            SELECT {_JOURNAL} FROM journal WHERE source = 'tasks' AND position = (
              SELECT max(position) FROM campaign_{at.generation} WHERE campaign = $2 AND position <= $3)""",
        positions, campaign, at.position("tasks"),
    )  # fmt: skip
    filed = {row["position"]: row for row in rows if row["source"] == "intake"}
    published = next(row for row in rows if row["source"] == "tasks")
    return [_unit(unit, filed[unit.filing.position] if unit.filing else published) for unit in units]


def _unit(unit: UnitStanding, row: asyncpg.Record) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "unit_name": unit.name,
        "amount": Decimal(1),
        "members": [unit.unit],
        "accepted": unit.state == "accepted",
        "state": unit.state,
        "received_at": unit.filing and moment(unit.filing.received),
        "event": _event(row, row["source"], row["stream_id"], row["version"], row["position"]),
    }


async def _of_obstacles(at: At, found: Figures) -> list[dict[str, Any]]:
    """The obstacles closed: each with the event that closed it, and with all that was said of it."""
    removed = found.obstacles.removed
    rows = await at.tx.fetch(
        f"SELECT {_JOURNAL}, data FROM journal WHERE source = 'tasks' AND position = ANY($1::bigint[])",
        [position for obstacle in removed for position in obstacle.positions],
    )
    told = {row["position"]: row for row in rows}
    return [_obstacle(one, [told[p] for p in one.positions], found.definitions) for one in removed]


def _obstacle(obstacle: Obstacle, rows: Sequence[asyncpg.Record], definitions: Definitions) -> dict[str, Any]:
    raised, closed = orjson.loads(rows[0]["data"]), orjson.loads(rows[-1]["data"])
    events = [_event(row, "tasks", row["stream_id"], row["version"], row["position"]) for row in rows]
    zone = ZoneInfo(definitions.campaign.timezone)
    return {
        "stream": rows[-1]["stream_id"],
        "version": rows[-1]["version"],
        "unit": obstacle.unit,
        "unit_name": definitions.campaign.name(obstacle.unit),
        "amount": Decimal(1),
        "members": [obstacle.obstacle],
        "approximate": False,
        "effective": rows[-1]["recorded_at"].astimezone(zone).date(),
        "accepted": True,
        "report": None,
        "title": raised.get("text"),
        "outcome": closed.get("outcome"),
        "duty": obstacle.duty,
        "event": events[-1],
        "events": events,
    }


def _seal(row: asyncpg.Record) -> dict[str, Any]:
    told = {**row, "type": "report.sealed", "recorded_at": row["sealed_at"]}
    return {
        "edition": row["edition"],
        "seal_id": row["seal_id"],
        "amount": Decimal(1),
        "members": [row["seal_id"]],
        "accepted": True,
        "event": _event(told, "reporting", f"report/{row['campaign']}", row["edition"], row["position"]),
    }
