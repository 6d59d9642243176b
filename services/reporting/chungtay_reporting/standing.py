"""What stands of a campaign at a vector besides its facts: its definition, its filings, the verdicts on them."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from chungtay_kernel.problems import Refusal
from chungtay_reporting.completeness import Completeness, Extension, Filing, Verdict, completeness
from chungtay_reporting.heard import CampaignPublished, ReportPeriod
from chungtay_reporting.vector import OWN, At


async def campaign(at: At, name: str) -> CampaignPublished:
    """The campaign as last published; raises Refusal (404)."""
    data = await at.tx.fetchval(
        f"""SELECT data FROM campaign_{at.generation} WHERE campaign = $1 AND position <= $2
            ORDER BY version DESC LIMIT 1""",
        name, at.position("tasks"),
    )  # fmt: skip
    if data is None:
        raise campaign_unknown(name)
    return CampaignPublished.model_validate_json(data)


async def filings(at: At, name: str) -> list[Filing]:
    rows = await at.tx.fetch(
        f"""SELECT stream_id, version, position, unit, coalesce(received_at, recorded_at), content_hash, narrative,
                   difficulties, proposals, period
            FROM filing_{at.generation}
            WHERE campaign = $1 AND position <= $2 AND (to_position IS NULL OR to_position > $2)
            ORDER BY stream_id""",
        name, at.position("intake"),
    )  # fmt: skip
    return [Filing(*row) for row in rows]


async def verdicts(at: At, name: str) -> list[Verdict]:
    rows = await at.tx.fetch(
        f"""SELECT v.report, v.report_version, v.content_hash, v.accepted, v.due_at, v.position,
                   coalesce(f.received_at, f.recorded_at)
            FROM verdict_{at.generation} v LEFT JOIN filing_{at.generation} f
              ON (f.stream_id, f.version, f.content_hash) = (v.report, v.report_version, v.content_hash)
             AND f.position <= $3
            WHERE v.campaign = $1 AND v.position <= $2 ORDER BY v.position""",
        name, at.position("tasks"), at.position("intake"),
    )  # fmt: skip
    return [Verdict(*row) for row in rows]


async def extensions(at: At, name: str) -> list[Extension]:
    """The last one for each unit and period."""
    rows = await at.tx.fetch(
        f"""SELECT DISTINCT ON (unit, period) unit, due_at, last_valid_day, reason, period
            FROM extension_{at.generation} WHERE campaign = $1 AND position <= $2
            ORDER BY unit, period, position DESC""",
        name, at.position("tasks"),
    )  # fmt: skip
    return [Extension(*row) for row in rows]


async def reports(at: At, definition: CampaignPublished, period: str | None = None) -> Completeness:
    """How complete a period's reports are, by default those that close the campaign. Raises Refusal (422)."""
    (found,) = await _completeness(at, definition, [owed(definition, period)])
    return found


async def every(at: At, definition: CampaignPublished) -> list[Completeness]:
    """How complete the reports of each period are, by their due moments."""
    return await _completeness(at, definition, definition.reports)


async def _completeness(
    at: At, definition: CampaignPublished, periods: Sequence[ReportPeriod]
) -> list[Completeness]:  # fmt: skip
    name = definition.campaign
    filed, given, more = await filings(at, name), await verdicts(at, name), await extensions(at, name)
    return [completeness(definition, filed, given, more, one) for one in periods]


def owed(definition: CampaignPublished, period: str | None) -> ReportPeriod:
    """The report of a period, by default the one that closes the campaign. Raises Refusal (422)."""
    found = definition.report(period)
    if found is None:
        raise _period_unknown(definition, period or "")
    return found


async def seals(at: At, name: str) -> Sequence[asyncpg.Record]:
    """The campaign's sealed editions, first to last."""
    return await at.tx.fetch(
        "SELECT * FROM seal WHERE campaign = $1 AND position <= $2 ORDER BY edition", name, at.position(OWN)
    )


def campaign_unknown(name: str) -> Refusal:
    return Refusal(
        "campaign_unknown", 404, field="campaign", value=name,
        vi="Không có đợt này, hoặc vào thời điểm ấy nó chưa được công bố.",
        en="There is no such campaign, or it was not published yet at that moment.",
        expected_vi="mã của một đợt đã công bố", expected_en="the code of a published campaign",
        remedy_vi="Kiểm tra lại mã đợt và thời điểm.", remedy_en="See GET /tasks/campaigns.",
    )  # fmt: skip


def _period_unknown(definition: CampaignPublished, period: str) -> Refusal:
    known = ", ".join(one.period for one in definition.reports)
    return Refusal(
        "period_unknown", 422, field="period", value=period,
        vi=f"Đợt này không có kỳ báo cáo {period}.", en=f"The campaign has no report period {period}.",
        expected_vi=f"một trong: {known}", expected_en=f"one of: {known}",
        remedy_vi="Sửa kỳ, hoặc bỏ trống để xem cả đợt.",
        remedy_en="Mend period, or leave it out for the whole campaign.",
    )  # fmt: skip
