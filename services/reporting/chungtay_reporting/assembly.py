"""From figures to the report: the one place where a `ReportView` is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_kernel.chain import moment as text_of
from chungtay_reporting.appendices import appendices
from chungtay_reporting.completeness import Completeness, Extension, UnitStanding
from chungtay_reporting.definitions import figure_id
from chungtay_reporting.figures import Figures
from chungtay_reporting.heard import CampaignPublished
from chungtay_reporting.printing import Printer
from chungtay_reporting.prose import text
from chungtay_reporting.report import (
    Header,
    Identity,
    Paragraph,
    ReportView,
    SealMark,
    Signature,
    SourceMark,
    digest,
)
from chungtay_reporting.sections import sections
from chungtay_reporting.vector import Vector
from chungtay_reporting.vietnamese import BLANK, about, day, moment, month, results_of

RULES_VERSION = "1"
"""Of aggregation, completeness and wording: a sealed report is recomputed under the same rules only."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What kind of copy is made: a draft (no seal), a sealed edition, or a view of the past."""

    as_of: datetime
    past: bool = False
    seal: SealMark | None = None
    notices: tuple[str, ...] = ()


def assemble(figures: Figures, vector: Vector, edition: Edition) -> ReportView:
    campaign = figures.definitions.campaign
    printer = Printer(figures)
    body = sections(printer)
    tables = appendices(printer)
    return ReportView(
        campaign=campaign.campaign,
        title=campaign.title_vi + _of_period(figures, ", "),
        status=_status(edition),
        past=edition.past,
        as_of=edition.as_of,
        as_of_text=f"Số liệu tính đến {moment(edition.as_of, campaign.timezone)}",
        header=_header(campaign, edition.as_of, _of_period(figures, " ")),
        basis=_basis(campaign),
        notices=tuple(text(notice, italic=True) for notice in edition.notices),
        sections=body,
        recipients=tuple(campaign.recipients),
        signature=_signature(campaign),
        appendices=tables,
        figures=tuple(printer.printed.values()),
        completeness=told(figures.completeness, campaign),
        figures_hash=figures_hash(figures),
        identity=Identity(
            vector={s: SourceMark(position=m.position, hash=m.hash.hex(), logid=m.logid) for s, m in vector.items()},
            seal=edition.seal,
        ),
    )


def figures_hash(figures: Figures) -> str:
    """The digest of every figure that has a value, printed or not."""
    return digest(
        [
            [figure_id(*key), *cell.parts, cell.approximate, cell.activities]
            for key, cell in sorted(figures.cells.items())
        ]
    )


def _status(edition: Edition) -> str:
    if edition.seal:
        return f"Bản niêm phong số {edition.seal.edition}"
    return "Bản xem lại một thời điểm đã qua" if edition.past else "Bản dự thảo, chưa niêm phong"


def _of_period(figures: Figures, joint: str) -> str:
    """ "kỳ tháng 6 năm 2024 (từ 25/5/2024 đến 24/6/2024)", or nothing where the report is on the whole campaign."""
    period = figures.period
    if period is None:
        return ""
    return f"{joint}kỳ {period.name_vi or period.period} (từ {day(period.start)} đến {day(period.end)})"


def _header(campaign: CampaignPublished, as_of: datetime, period: str) -> Header:
    """Number and day stay open until the report is signed; a People's Committee prints no superior body."""
    local = as_of.astimezone(ZoneInfo(campaign.timezone))
    symbol = (campaign.symbol or "KH-UBND").partition("-")[2]
    return Header(
        superior=None,
        issuer=campaign.name(campaign.issuer),
        number_line=f"Số:{BLANK}/BC-{symbol}",
        place_date=f"{campaign.place}, ngày{BLANK}tháng {month(local)} năm {local.year}",
        kind="BÁO CÁO",
        summary=f"{results_of(campaign.title_vi)}{period}",
    )


def _basis(campaign: CampaignPublished) -> tuple[Paragraph, ...]:
    above = [f"Kế hoạch số {b.number} ngày {day(b.date)} của {b.issuer_vi}" for b in campaign.based_on]
    plans = [*above, _own_plan(campaign)]
    issuer = campaign.name(campaign.issuer)
    said = f"Thực hiện {' và '.join(plans)} {about(campaign.title_vi)}, {issuer} báo cáo kết quả như sau:"
    return (text(said),)


def _own_plan(campaign: CampaignPublished) -> str:
    """What the plan does not say yet is not invented."""
    number = f"số {campaign.number}" if campaign.number else f"(chưa có số)/{campaign.symbol or 'KH-UBND'}"
    year, _, of_year = (campaign.issue_month or "").partition("-")
    issued = f" tháng {int(of_year)} năm {year}" if of_year else ""
    if campaign.issue_date:
        issued = f" ngày {day(campaign.issue_date)}"
    return f"Kế hoạch {number}{issued} của {campaign.name(campaign.issuer)}"


def _signature(campaign: CampaignPublished) -> Signature:
    signer = campaign.signer
    lines = [signer.authority, signer.position_vi] if signer else []
    return Signature(titles=tuple(line.upper() for line in lines if line))


def told(reports: Completeness, campaign: CampaignPublished) -> dict[str, Any]:
    """Completeness as data: counts, and how each unit stands."""
    return {
        **({"period": reports.period} if campaign.report_periods else {}),
        "due_at": text_of(reports.due_at),
        "counts": reports.counts(),
        "missing": [{"unit": u.unit, "name": u.name} for u in reports.of("missing")],
        "asked": {"expected": len(reports.asked), "answered": sum(u.filing is not None for u in reports.asked)},
        "units": [_unit(unit) for unit in reports.units],
    }


def _unit(unit: UnitStanding) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "name": unit.name,
        "required": unit.required,
        "state": unit.state,
        "late": unit.late,
        "received_at": unit.filing and text_of(unit.filing.received),
        "report_version": unit.filing and unit.filing.version,
        "due_at": text_of(unit.due_at),
        **(_extended(unit.extension) if unit.extension else {}),
    }


def _extended(extension: Extension) -> dict[str, Any]:
    return {
        "extension": {
            "due_at": text_of(extension.due_at), "last_valid_day": extension.last_valid_day,
            "reason": extension.reason,
        }
    }  # fmt: skip
