"""The parts of the consolidated report (DOMAIN: official outline), from situation to proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from chungtay_reporting.appendices import indicator_table
from chungtay_reporting.completeness import Completeness, Filing
from chungtay_reporting.definitions import ON_TIME, REMOVED, SYSTEM_INDICATORS, TOTAL
from chungtay_reporting.figures import Figures
from chungtay_reporting.heard import Indicator
from chungtay_reporting.printing import Printer, two_digits, words
from chungtay_reporting.prose import text, told
from chungtay_reporting.report import Block, Paragraph, Run, Section
from chungtay_reporting.vietnamese import listed


@dataclass(frozen=True, slots=True)
class Result:
    """One heading of part II: which groups it tells of, how it opens, and whether its table stands in the text."""

    title: str
    opening: str
    groups: Sequence[str]
    which: Callable[[Indicator], bool] = lambda i: i.aggregation != "latest"
    tabled: bool = False


_MODEL: Callable[[Indicator], bool] = lambda i: i.aggregation == "distinct"  # noqa: E731

RESULTS = (
    Result("Công tác lãnh đạo, chỉ đạo", "Các cơ quan, đơn vị đã thực hiện ", ("organisation",), tabled=True),
    Result("Công tác tuyên truyền, phòng ngừa", "Đã thực hiện ", ("propaganda", "schools")),
    Result("Công tác đấu tranh, xử lý", "Kết quả: ", ("enforcement", "military", "judiciary")),
    Result(
        "Công tác quản lý, xác định tình trạng nghiện, cai nghiện và quản lý sau cai", "Kết quả: ",
        ("management", "health", "rehabilitation"), lambda i: i.aggregation != "latest" and not _MODEL(i),
    ),
    Result("Xây dựng mô hình, chuyển hóa địa bàn", "Toàn địa bàn có ", ("management",), _MODEL),
    Result("Kinh phí", "Các đơn vị, địa phương báo cáo ", ("finance",), tabled=True),
)  # fmt: skip
_GROUPS = {group for result in RESULTS for group in result.groups}


def sections(printer: Printer) -> tuple[Section, ...]:
    reports = printer.figures.completeness
    return (
        Section(number="I", title="TÌNH HÌNH", level=1, blocks=tuple(_situation(printer))),
        Section(number="II", title="KẾT QUẢ THỰC HIỆN", level=1, blocks=_note(), sections=_results(printer)),
        Section(number="III", title="ĐÁNH GIÁ", level=1, sections=_assessment(printer, reports)),
        Section(number="IV", title="PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", level=1, blocks=tuple(_next(reports))),
        Section(number="V", title="KIẾN NGHỊ, ĐỀ XUẤT", level=1, blocks=tuple(_proposals(printer))),
    )


def _of(printer: Printer, groups: Iterable[str], which: Callable[[Indicator], bool]) -> list[Indicator]:
    wanted = set(groups)
    return [i for i in printer.figures.definitions.indicators.values() if i.group in wanted and which(i)]


def _situation(printer: Printer) -> list[Paragraph]:
    stocks = [i for i in printer.figures.definitions.indicators.values() if i.aggregation == "latest"]
    return told(printer, stocks, "Đến hết kỳ báo cáo, trên địa bàn có ") or [text("Không có chỉ tiêu tình hình.")]


def _note() -> tuple[Block, ...]:
    said = (
        "Số liệu trong phần lời là tổng số các đơn vị đã ghi nhận; số liệu thuộc báo cáo đã được duyệt và số liệu chưa "
        "được duyệt được tách riêng trong các bảng kèm theo."
    )
    return (text(said, italic=True),)


def _results(printer: Printer) -> tuple[Section, ...]:
    parts = [(r, _of(printer, r.groups, r.which)) for r in RESULTS]
    unknown = [i for i in printer.figures.definitions.indicators.values() if i.group not in _GROUPS]
    parts.append((Result("Kết quả khác", "Kết quả: ", (), tabled=True), unknown))
    shown = [(result, indicators) for result, indicators in parts if indicators]
    return tuple(_result(printer, n, result, indicators) for n, (result, indicators) in enumerate(shown, 1))


def _result(printer: Printer, number: int, result: Result, indicators: Sequence[Indicator]) -> Section:
    prose = told(printer, [i for i in indicators if i.code not in SYSTEM_INDICATORS], result.opening)
    tables = [indicator_table(printer, f"B{number}", indicators)] if result.tabled else []
    return Section(number=str(number), title=result.title, level=2, blocks=(*prose, *tables))


def _assessment(printer: Printer, reports: Completeness) -> tuple[Section, ...]:
    return (
        Section(number="1", title="Ưu điểm", level=2, blocks=(_how_complete(printer),)),
        Section(number="2", title="Tồn tại, hạn chế", level=2, blocks=tuple(_shortcomings(reports))),
        Section(
            number="3", title="Khó khăn, vướng mắc và nguyên nhân", level=2,
            blocks=(
                *_collected(printer, "difficulties", "Các đơn vị không nêu khó khăn, vướng mắc."),
                *_removed(printer),
            ),
        ),
    )  # fmt: skip


def _how_complete(printer: Printer) -> Paragraph:
    """Nought is told in words: an official report does not write "0 đơn vị"."""
    everyone = (printer.mention("expected", TOTAL), words(" cơ quan, đơn vị, địa phương "))
    if not printer.figures.figure("received", TOTAL).value:
        runs = (printer.mention("missing", TOTAL), words("/"), *everyone, words("chưa báo cáo kết quả."))
        return Paragraph(runs=runs)
    return Paragraph(
        runs=(
            words("Có "), printer.mention("received", TOTAL), words("/"), *everyone, words("đã báo cáo kết quả, "),
            *_some(printer, ON_TIME, "trong đó ", "không có đơn vị nào báo cáo đúng hạn", " đơn vị báo cáo đúng hạn"),
            words("; "),
            *_some(printer, "accepted", "", "chưa có báo cáo nào được duyệt", " báo cáo đã được duyệt"), words("."),
        )
    )  # fmt: skip


def _some(printer: Printer, code: str, before: str, none: str, after: str) -> Iterator[Run]:
    if not printer.figures.figure(code, TOTAL).value:
        yield words(before + none)
        return
    yield from [words(before)] if before else []
    yield from (printer.mention(code, TOTAL), words(after))


def _shortcomings(reports: Completeness) -> list[Paragraph]:
    told_of = (
        ("late", "Báo cáo quá hạn"), ("returned", "Báo cáo bị trả lại, chưa nộp lại"), ("missing", "Chưa báo cáo"),
    )  # fmt: skip
    found = [
        text(f"{label}: {len(units)} đơn vị ({listed([u.name for u in units])}).", item=True)
        for count, label in told_of
        if (units := reports.of(count))
    ]
    return found or [text("Các đơn vị đều đã báo cáo đầy đủ, đúng hạn.")]


def _removed(printer: Printer) -> list[Paragraph]:
    """What became of the obstacles that units raised while the campaign ran; nothing where they raised none."""
    obstacles = printer.figures.obstacles
    if not obstacles.raised:
        return []
    rest = f"; còn {obstacles.standing} việc đang tiếp tục tháo gỡ." if obstacles.standing else "."
    if not obstacles.removed:
        return [text(f"Chưa tháo gỡ được khó khăn, vướng mắc nào{rest}")]
    runs = (words("Đã tháo gỡ "), two_digits(printer.anchored(REMOVED, TOTAL)), words(f" khó khăn, vướng mắc{rest}"))
    return [Paragraph(runs=runs)]


def _next(reports: Completeness) -> list[Paragraph]:
    lines = ["Tiếp tục thực hiện các nhiệm vụ của kế hoạch, duy trì kết quả đã đạt được."]
    if missing := reports.of("missing"):
        lines.append(f"Đôn đốc đơn vị chưa báo cáo: {listed([u.name for u in missing])}.")
    if returned := reports.of("returned"):
        lines.append(f"Đôn đốc hoàn thiện, nộp lại báo cáo: {listed([u.name for u in returned])}.")
    if waiting := [u for u in reports.units if u.state == "filed"]:
        lines.append(f"Hoàn thành việc duyệt báo cáo của: {listed([u.name for u in waiting])}.")
    return [text(line, item=True) for line in lines]


def _proposals(printer: Printer) -> list[Paragraph]:
    return _collected(printer, "proposals", "Các đơn vị không có kiến nghị, đề xuất.")


def _collected(printer: Printer, what: str, otherwise: str) -> list[Paragraph]:
    """What units wrote, word for word, each text once with those who wrote it."""
    said: dict[str, dict[str, None]] = {}
    for filing in _reports_told(printer.figures):
        for written in getattr(filing, what):
            said.setdefault(written.strip(), {})[printer.figures.definitions.campaign.name(filing.unit)] = None
    lines = [f"{written.rstrip(' .;')} ({', '.join(names)})." for written, names in said.items()]
    return [text(line, item=True) for line in lines] or [text(otherwise)]


def _reports_told(figures: Figures) -> Sequence[Filing]:
    """The unit reports that a report rests on: those of its period, or all where it is on the whole campaign."""
    if figures.period is None:
        return figures.completeness.filings
    return [unit.filing for unit in figures.completeness.units if unit.filing]
