"""Activities and reports as JSON for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from chungtay_intake.differences import differences
from chungtay_intake.domain import UnitReport
from chungtay_intake.drawing import Drawn, DrawnFigure, draw
from chungtay_intake.events import EVENTS, ActivityContent, ActivityCorrected, ActivityVoided, UnitReportFiled
from chungtay_intake.heard import Reviewed
from chungtay_intake.queries import Row
from chungtay_intake.reference import Campaign
from chungtay_kernel.events import StoredEvent

_ADDRESSED = {"campaign", "reason"}
"""Members of an event that are shown beside the content, not in it."""


def activity(row: Row) -> dict[str, Any]:
    """An activity as it stands; `filed_in` is the version of the unit's report that held it last, of `filed_period`."""
    content = orjson.loads(row["data"])
    return {
        "activity": str(row["activity"]),
        "campaign": row["campaign"],
        "version": row["version"],
        "state": "voided" if row["voided"] else "standing",
        **{name: value for name, value in content.items() if name not in _ADDRESSED},
        "filed_in": row["filed_in"],
        "filed_period": row["filed_period"],
        "recorded_at": row["recorded_at"],
        "position": row["position"],
    }


def history(stream: Sequence[StoredEvent]) -> list[dict[str, Any]]:
    """Every version of an activity, oldest first, with what it changed: {field: {"from", "to"}}."""
    shown: list[dict[str, Any]] = []
    before: dict[str, Any] = {}
    for stored in stream:
        event = EVENTS.load(stored)
        content = _content(event) if isinstance(event, ActivityContent) else before
        shown.append(
            {
                "version": stored.version,
                "position": stored.position,
                "event": stored.type,
                "recorded_at": stored.recorded_at,
                "actor": stored.actor,
                "reason": event.reason if isinstance(event, ActivityCorrected | ActivityVoided) else None,
                "changes": _changes(before, content) if before else {},
                "content": content,
            }
        )
        before = content
    return shown


def _content(event: ActivityContent) -> dict[str, Any]:
    return event.model_dump(mode="json", exclude=_ADDRESSED)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"from": before[name], "to": after[name]} for name in after if before.get(name) != after[name]
    }  # fmt: skip


def draft(campaign: Campaign, unit: str, report: UnitReport, own: Drawn) -> dict[str, Any]:
    """What a filing would freeze now, and which of the unit's indicators and duties have no figure or activity."""
    figures = draw(campaign, own.activities)
    reported = {figure.indicator for figure in figures}
    done = {activity.duty for activity in own.activities}
    period = campaign.reports[report.period]
    return {
        "campaign": campaign.code,
        "unit": unit,
        "period": period.period,
        "days": {"start": period.start, "end": period.end},
        "state": report.state,
        "drawn_at": own.position,
        "activities": len(own.activities),
        "figures": [{**_named(campaign, f.indicator), **_drawn(f)} for f in figures],
        "missing": [_named(campaign, code) for code in campaign.asked_of(unit) if code not in reported],
        "idle_duties": [duty for duty in campaign.duties_of(unit) if duty not in done],
    }


def _named(campaign: Campaign, code: str) -> dict[str, Any]:
    indicator = campaign.indicators[code]
    return {
        "indicator": code,
        "label_vi": indicator.label_vi,
        "label_en": indicator.label_en,
        "unit_vi": indicator.unit_vi,
        "aggregation": indicator.aggregation,
    }


def _drawn(figure: DrawnFigure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "members": figure.members,
        "activities": figure.sources,
        "approximate": figure.approximate,
    }


def report(
    code: str, unit: str, state: UnitReport, stream: Sequence[StoredEvent], reviews: Mapping[int, Row]
) -> dict[str, Any]:
    """A unit's report of a period: its state, the content filed last, the review that binds it, and every filing."""
    filings = [stored for stored in stream if stored.type == "unit_report.filed"]
    filed = filings[-1] if filings else None
    review = reviews.get(state.report_version)
    return {
        "campaign": code,
        "unit": unit,
        "period": state.period,
        "state": state.state,
        "version": state.version,
        "report_version": state.report_version or None,
        "filed_at": filed.recorded_at if filed else None,
        "content": _filed_content(filed) if filed else None,
        "review": _review(review) if review and state.verdict else None,
        "versions": [_filing(stored, reviews.get(stored.version)) for stored in filings],
    }


def _filing(stored: StoredEvent, review: Row | None) -> dict[str, Any]:
    """One filing of several; a review of other content than it has says nothing."""
    content = stored.json()["content_hash"]
    binds = review is not None and review["content_hash"] == content
    return {
        "report_version": stored.version, "filed_at": stored.recorded_at, "content_hash": content,
        "verdict": review["verdict"] if review and binds else None,
    }  # fmt: skip


def difference(stream: Sequence[StoredEvent], against: int, reviews: Mapping[int, Row]) -> dict[str, Any]:
    """What the last filing says otherwise than an earlier one, and what that was returned for."""
    filings = {stored.version: EVENTS.load(stored) for stored in stream if stored.type == "unit_report.filed"}
    before, after = filings[against], filings[max(filings)]
    assert isinstance(before, UnitReportFiled)
    assert isinstance(after, UnitReportFiled)
    review = reviews.get(against)
    return {
        "from": against,
        "to": max(filings),
        "changes": differences(before, after),
        "returned_for": _review(review)["reasons"] if review else [],
    }


def _filed_content(stored: StoredEvent) -> dict[str, Any]:
    filed = EVENTS.load(stored)
    assert isinstance(filed, UnitReportFiled)
    return filed.model_dump(mode="json", exclude={"campaign", "unit", "period"})


def _review(row: Row) -> dict[str, Any]:
    said = Reviewed.model_validate_json(row["data"])
    return {
        "verdict": row["verdict"],
        "reviewed_at": row["reviewed_at"],
        "reasons": [reason.model_dump() for reason in said.reasons],
        "note": said.note,
    }


def listed_report(row: Row) -> dict[str, Any]:
    state = UnitReport(
        row["version"], row["report_version"], row["content_hash"], filed=row["filed"], verdict=row["verdict"]
    )
    return {
        "unit": row["unit"],
        "period": row["period"],
        "state": state.state,
        "version": row["version"],
        "report_version": row["report_version"],
        "content_hash": row["content_hash"],
        "filed_at": row["filed_at"],
        "received_at": row["received_at"],
        "reviewed_at": row["reviewed_at"],
    }
