"""The appendices: figures by group (PL01 to PL03), by commune (PL04), and who has reported (PL05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from zoneinfo import ZoneInfo

from chungtay_reporting.completeness import Extension, UnitStanding
from chungtay_reporting.definitions import COMMUNES, COUNT_LABELS, ON_TIME, ON_TIME_LABEL, TOTAL
from chungtay_reporting.figures import Figures
from chungtay_reporting.heard import Indicator
from chungtay_reporting.printing import LEGEND, Printer, cell, row, table
from chungtay_reporting.prose import text
from chungtay_reporting.report import Appendix, Block, Cell, Row, Table
from chungtay_reporting.vietnamese import day, moment

BY_GROUP = (
    ("PL01", "KẾT QUẢ TUYÊN TRUYỀN, PHÒNG NGỪA", ("propaganda", "schools")),
    ("PL02", "KẾT QUẢ ĐẤU TRANH, XỬ LÝ", ("enforcement", "military", "judiciary")),
    ("PL03", "KẾT QUẢ QUẢN LÝ, CAI NGHIỆN", ("management", "health", "rehabilitation")),
)
GROUP_NAMES = {
    "propaganda": "Tuyên truyền", "schools": "Trường học, thanh niên, công nhân", "enforcement": "Công an",
    "military": "Quân sự", "judiciary": "Tư pháp", "management": "Quản lý, mô hình, địa bàn",
    "health": "Y tế, xác định tình trạng nghiện", "rehabilitation": "Cai nghiện, sau cai",
    "organisation": "Lãnh đạo, chỉ đạo", "finance": "Kinh phí",
}  # fmt: skip

INDICATORS_A_TABLE = 7
"""As many columns of figures as a landscape page holds."""

_COLUMNS = {"TT": 0.6, "Chỉ tiêu": 5.0, "Đơn vị tính": 1.4, "Đã duyệt": 1.6, "Chưa duyệt": 1.6, "Tổng số": 1.6}


def appendices(printer: Printer) -> tuple[Appendix, ...]:
    found = [_by_group(printer, *appendix) for appendix in BY_GROUP]
    found += [_by_commune(printer), _filing_status(printer)]
    shown = [appendix for appendix in found if appendix is not None]
    return tuple(a.model_copy(update={"label": f"Phụ lục {_ROMAN[n]}"}) for n, a in enumerate(shown))


_ROMAN = ("I", "II", "III", "IV", "V")


def _by_group(printer: Printer, appendix: str, title: str, groups: Sequence[str]) -> Appendix | None:
    indicators = [i for g in groups for i in printer.figures.definitions.indicators.values() if i.group == g]
    if not indicators:
        return None
    blocks = (indicator_table(printer, appendix, indicators), text(LEGEND, italic=True))
    return Appendix(id=appendix, label="", title=title, blocks=blocks)


def indicator_table(printer: Printer, table_id: str, indicators: Sequence[Indicator]) -> Table:
    """Indicators with what is accepted, what is not yet, and the total; under a stock with owners its breakdown."""
    rows: list[Row] = []
    groups = list(dict.fromkeys(i.group for i in indicators))
    number = 0
    for group in groups:
        if len(groups) > 1:
            rows.append(row(cell(""), cell(GROUP_NAMES.get(group, group), columns=len(_COLUMNS) - 1), strong=True))
        for indicator in (i for i in indicators if i.group == group):
            number += 1
            rows += _rows(printer, str(number), indicator)
    return table(table_id, _COLUMNS, rows)


def _rows(printer: Printer, number: str, indicator: Indicator) -> Iterator[Row]:
    yield row(
        cell(number, "center"), cell(indicator.label_vi), cell(indicator.unit_vi, "center"),
        *_amounts(printer, indicator.code, TOTAL),
    )  # fmt: skip
    if indicator.owners and printer.figures.definitions.applies(indicator.code, COMMUNES):
        label = cell("Trong đó, xã, phường báo cáo (không cộng vào tổng số)")
        yield row(cell(""), label, cell(indicator.unit_vi, "center"), *_amounts(printer, indicator.code, COMMUNES))


def _amounts(printer: Printer, code: str, scope: str) -> tuple[Cell, Cell, Cell]:
    return (
        cell(printer.part(code, scope, "accepted"), "right"),
        cell(printer.part(code, scope, "provisional"), "right"),
        cell(printer.anchored(code, scope), "right"),
    )


def _by_commune(printer: Printer) -> Appendix | None:
    definitions = printer.figures.definitions
    told = [i for i in definitions.indicators.values() if definitions.applies(i.code, COMMUNES)]
    if not definitions.communes or not told:
        return None
    parts = [told[n : n + INDICATORS_A_TABLE] for n in range(0, len(told), INDICATORS_A_TABLE)]
    tables: list[Block] = [_commune_table(printer, f"PL04-{n}", part) for n, part in enumerate(parts, 1)]
    return Appendix(
        id="PL04", label="", title="KẾT QUẢ CỦA CÁC XÃ, PHƯỜNG", landscape=True,
        blocks=(*tables, text(LEGEND, italic=True)),
    )  # fmt: skip


def _commune_table(printer: Printer, table_id: str, indicators: Sequence[Indicator]) -> Table:
    columns = {"TT": 0.6, "Đơn vị": 3.2} | {f"{i.label_vi} ({i.unit_vi})": 1.6 for i in indicators}
    communes = printer.figures.definitions.communes
    rows = [
        row(
            cell(str(number), "center"), cell(printer.figures.definitions.campaign.name(unit)),
            *_scope_cells(printer, indicators, unit),
        )
        for number, unit in enumerate(communes, 1)
    ]  # fmt: skip
    total = row(cell(""), cell("Tổng các xã, phường"), *_scope_cells(printer, indicators, COMMUNES), strong=True)
    return table(table_id, columns, [*rows, total])


def _scope_cells(printer: Printer, indicators: Iterable[Indicator], scope: str) -> Iterator[Cell]:
    return (cell(printer.anchored(i.code, scope), "right") for i in indicators)


_STATES = {"missing": "Chưa nộp", "filed": "Đã nộp, chờ duyệt", "returned": "Bị trả lại", "accepted": "Đã duyệt"}
_TIMELINESS = {"late": "Hoàn thành quá hạn", "on_time": "Hoàn thành đúng hạn"}


def _filing_status(printer: Printer) -> Appendix:
    counts = [(code, COUNT_LABELS[code]) for code in COUNT_LABELS]
    counts.insert(2, (ON_TIME, ON_TIME_LABEL))
    summary = [
        row(cell(str(n), "center"), cell(label), cell(printer.anchored(code, TOTAL), "right"))
        for n, (code, label) in enumerate(counts, 1)
    ]
    return Appendix(
        id="PL05", label="", title="TÌNH HÌNH NỘP BÁO CÁO",
        blocks=(
            table("PL05-1", {"TT": 0.6, "Nội dung": 6.0, "Số đơn vị": 1.6}, summary),
            table(
                "PL05-2", {"TT": 0.6, "Đơn vị": 4.0, "Thời điểm nộp": 2.8, "Thời hạn": 2.2, "Tình trạng": 2.0},
                [_status(printer, n, unit) for n, unit in enumerate(printer.figures.completeness.units, 1)],
            ),
            *_extensions(printer),
        ),
    )  # fmt: skip


def _extensions(printer: Printer) -> Iterator[Block]:
    """Who got more time, until when and why: what is on time by an extension must be seen to be so."""
    campaign, given = printer.figures.definitions.campaign, _given(printer.figures)
    if given:
        yield text("Đơn vị được gia hạn nộp báo cáo:")
    for one in given:
        report, reason = campaign.report(one.period), one.reason.rstrip(" .")
        of = f", kỳ {report.name_vi or report.period}" if report and report.recurs else ""
        yield text(f"{campaign.name(one.unit)}{of}: {_until(one, campaign.timezone)}; lý do: {reason}.", item=True)


def _given(figures: Figures) -> Sequence[Extension]:
    """Those of a report's period, or of all periods where it is on the whole campaign."""
    if figures.period is None:
        return figures.completeness.extensions
    return [unit.extension for unit in figures.completeness.units if unit.extension]


def _until(extension: Extension, zone: str) -> str:
    local = extension.due_at.astimezone(ZoneInfo(zone))
    if local.time() == time():
        return f"đến hết ngày {day(extension.last_valid_day)}"
    return f"trước {moment(extension.due_at, zone)}"


def _status(printer: Printer, number: int, unit: UnitStanding) -> Row:
    zone = printer.figures.definitions.campaign.timezone
    received = moment(unit.filing.received, zone) if unit.filing else ""
    return row(
        cell(str(number), "center"), cell(unit.name), cell(received), cell(_timeliness(unit)),
        cell(_state(unit)),
    )  # fmt: skip


def _timeliness(unit: UnitStanding) -> str:
    """Bodies that were asked are free to answer: theirs is neither late nor on time."""
    if unit.filing is None or not unit.required:
        return ""
    return _TIMELINESS["late" if unit.late else "on_time"] + (" (được gia hạn)" if unit.extension else "")


def _state(unit: UnitStanding) -> str:
    if not unit.required and unit.filing is None:
        return "Chưa phản hồi (đề nghị)"
    return _STATES[unit.state]
