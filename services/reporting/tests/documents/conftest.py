"""A report as the June sample gives it, small enough to read: every state of a figure, every kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chungtay_reporting.report import (
    Appendix,
    Cell,
    Column,
    Figure,
    Header,
    Identity,
    Number,
    Paragraph,
    ReportView,
    Row,
    Run,
    SealMark,
    Section,
    Signature,
    SourceMark,
    Table,
    Words,
)
from chungtay_reporting.vietnamese import BLANK, number

COMMUNES = (
    ("07759", "xã Thượng Lan"), ("07762", "xã Việt Tiến"), ("07765", "xã Nghĩa Trung"), ("07768", "xã Minh Đức"),
    ("07771", "xã Hương Mai"), ("07774", "phường Tự Lạn"), ("07777", "phường Bích Động"), ("07780", "xã Trung Sơn"),
    ("07783", "phường Hồng Thái"), ("07786", "xã Tiên Sơn"), ("07789", "phường Tăng Tiến"),
    ("07792", "phường Quảng Minh"), ("07795", "phường Nếnh"), ("07798", "phường Ninh Sơn"),
    ("07801", "phường Vân Trung"), ("07804", "xã Vân Hà"), ("07807", "phường Quang Châu"),
)  # fmt: skip
PROPAGANDA = (
    ("PR01", "Số buổi tuyên truyền trực tiếp", "buổi", "412"),
    ("PR02", "Số lượt người dự tuyên truyền", "lượt người", "48235"),
    ("PR03", "Số lượt phát trên hệ thống truyền thanh", "lượt", "1127"),
    ("PR04", "Thời lượng phát sóng", "phút", "6180"),
    ("PR07", "Số pa-nô, áp phích", "chiếc", "96"),
    ("PR13", "Số lễ phát động, mít tinh, diễu hành", "cuộc", "19"),
    ("PR17", "Số thôn, khu phố đã được tuyên truyền", "thôn, khu phố", "104"),
    ("PR19", "Số hộ gia đình ký cam kết", "hộ", "9340"),
)
ENFORCEMENT = (
    ("EN01", "Số vụ phát hiện, bắt giữ", "vụ", "14"),
    ("EN02", "Số đối tượng bắt giữ", "người", "21"),
    ("EN07", "Số tiền xử phạt", "đồng", "86500000"),
    ("EN08", "Heroin thu giữ", "gam", "12.8"),
    ("EN10", "Ma túy tổng hợp dạng viên thu giữ", "viên", "0"),
    ("EN12", "Số điểm, tụ điểm phức tạp còn lại", "điểm", "0"),
    ("JU06", "Số lượt người dự phiên tòa lưu động", "lượt người", None),
)
MANAGEMENT = (
    ("MG03", "Số người nghiện đang quản lý", "người", "163"),
    ("MG04", "Số người sử dụng trái phép đang quản lý", "người", "201"),
    ("RH01", "Số người đưa đi cai nghiện bắt buộc", "người", "9"),
    ("HL01", "Số người được xác định tình trạng nghiện", "người", "37"),
)
BY_COMMUNE = ("PR01", "PR02", "PR03", "PR17", "PR19", "MG03", "MG04", "EN02", "HL01")


def total(code: str, label: str, unit: str, value: str | None) -> Figure:
    amount = None if value is None else Decimal(value)
    provisional = amount // 20 if amount and amount > 40 else None
    return Figure(
        id=f"f-{code}-total", indicator=code, scope="total", label=label, unit=unit, aggregation="sum",
        state="missing" if amount is None else "value", value=amount,
        accepted=amount - (provisional or 0) if amount is not None else None, provisional=provisional,
        activities=0 if amount is None else int(amount % 97) + 3,
    )  # fmt: skip


def of_commune(code: str, place: int, commune: str) -> Figure:
    state = "not_applicable" if code == "EN02" else "missing" if commune == "07759" else "value"
    value = Decimal((place * 7 + len(code) * ord(code[-1])) % 60) if state == "value" else None
    if value is not None and code in {"PR02", "PR19"}:
        value *= 53
    return Figure(
        id=f"f-{code}-XP-{commune}", indicator=code, scope=f"XP-{commune}", label=LABELS[code][0], unit=LABELS[code][1],
        aggregation="sum", state=state, value=value, accepted=value, provisional=None, activities=place if value else 0,
    )  # fmt: skip


LABELS = {code: (label, unit) for code, label, unit, _ in (*PROPAGANDA, *ENFORCEMENT, *MANAGEMENT)}


def words(text: str, **style: bool) -> Words:
    return Words(text=text, **style)


def paragraph(*runs: Run | str, item: bool = False) -> Paragraph:
    return Paragraph(runs=tuple(words(run) if isinstance(run, str) else run for run in runs), item=item)


def printed(figure: Figure, *, anchor: bool = False) -> Number:
    silent = "x" if figure.state == "not_applicable" else "…" if anchor else "chưa báo cáo"
    text = silent if figure.value is None else number(figure.value)
    return Number(id=figure.id, anchor=anchor, text=text, value=figure.value)


def part(figure: Figure, name: str) -> Number:
    value = figure.accepted if name == "accepted" else figure.provisional
    return Number(id=figure.id, part=name, text="-" if value is None else number(value), value=value)


def cell(content: Run | str, align: str = "left", columns: int = 1) -> Cell:
    run = words(content) if isinstance(content, str) else content
    return Cell(runs=(run,) if run.text else (), align=align, columns=columns)


def table_of(name: str, caption: str | None, groups: Iterable[tuple[str, Sequence[Figure]]]) -> Table:
    columns = (
        Column(title="TT", width=0.6), Column(title="Chỉ tiêu", width=4.4), Column(title="Đơn vị tính", width=1.4),
        Column(title="Đã duyệt", width=1.5), Column(title="Chưa duyệt", width=1.3), Column(title="Tổng số", width=1.5),
    )  # fmt: skip
    rows: list[Row] = []
    for title, figures in groups:
        rows.append(Row(cells=(cell(""), cell(title, columns=5)), strong=True))
        for place, figure in enumerate(figures, 1):
            rows.append(
                Row(
                    cells=(
                        cell(str(place), "center"),
                        cell(figure.label),
                        cell(figure.unit, "center"),
                        cell(part(figure, "accepted"), "right"),
                        cell(part(figure, "provisional"), "right"),
                        cell(printed(figure, anchor=True), "right"),
                    )
                )
            )
    return Table(id=name, caption=caption, columns=columns, rows=tuple(rows))


def table_by_commune(totals: Sequence[Figure], communes: Sequence[Figure]) -> Table:
    columns = (Column(title="TT", width=0.5), Column(title="Đơn vị", width=2.6),
               *(Column(title=f"{LABELS[code][0]} ({LABELS[code][1]})", width=1.4) for code in BY_COMMUNE))  # fmt: skip
    by_id = {figure.id: figure for figure in communes}
    rows = [
        Row(
            cells=(
                cell(str(number), "center"),
                cell(f"UBND {name}"),
                *(cell(printed(by_id[f"f-{code}-XP-{commune}"], anchor=True), "right") for code in BY_COMMUNE),
            )
        )
        for number, (commune, name) in enumerate(COMMUNES, 1)
    ]
    sums = [next(figure for figure in totals if figure.indicator == code) for code in BY_COMMUNE]
    last = Row(cells=(cell("Toàn thị xã", columns=2), *(cell(printed(each), "right") for each in sums)), strong=True)
    return Table(id="bang-PL04", columns=columns, rows=(*rows, last))


def filing_table() -> Table:
    columns = (
        Column(title="TT", width=0.5), Column(title="Đơn vị", width=3), Column(title="Thời điểm gửi", width=2),
        Column(title="Tình trạng", width=2), Column(title="Kết quả duyệt", width=1.6),
    )  # fmt: skip
    usual = ("16:05 ngày 29/6/2024", "đúng hạn", "đã duyệt")
    states = {"07759": ("-", "chưa nộp", "-"), "07786": ("09:30 ngày 01/7/2024", "nộp muộn", "đã duyệt")}
    rows = tuple(
        Row(
            cells=(
                cell(str(number), "center"),
                cell(f"UBND {name}"),
                *(cell(text, "center") for text in states.get(code, usual)),
            )
        )
        for number, (code, name) in enumerate(COMMUNES, 1)
    )
    return Table(id="bang-PL05", columns=columns, rows=rows)


def sections(figures: dict[str, Figure]) -> tuple[Section, ...]:
    def told(code: str) -> Number:
        return printed(figures[code])

    return (
        Section(
            number="I", title="CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", level=1,
            blocks=(
                paragraph(
                    "Thực hiện Tháng hành động, các phòng, ban, ngành, đoàn thể thị xã và UBND xã, phường đã xây dựng "
                    "kế hoạch của đơn vị và triển khai đến từng khu phố, hộ gia đình. Đến thời điểm tổng hợp, đã nhận "
                    "báo cáo của 25/26 đơn vị, trong đó 23 đơn vị đúng hạn, 2 đơn vị nộp muộn, 1 đơn vị chưa nộp "
                    "(Phụ lục V)."
                ),
            ),
        ),
        Section(
            number="II", title="KẾT QUẢ THỰC HIỆN", level=1,
            sections=(
                Section(
                    number="1", title="Công tác tuyên truyền, phòng ngừa", level=2,
                    blocks=(
                        paragraph("Đã tổ chức ", told("PR01"), " buổi tuyên truyền trực tiếp với ", told("PR02"),
                                  " lượt người dự; phát ", told("PR03"), " lượt trên hệ thống truyền thanh với thời "
                                  "lượng ", told("PR04"), " phút; ", told("PR19"), " hộ gia đình ký cam kết."),
                        paragraph("Số lễ phát động, mít tinh, diễu hành: ", told("PR13"), " cuộc.", item=True),
                        paragraph("Số thôn, khu phố đã được tuyên truyền: ", told("PR17"), ".", item=True),
                    ),
                ),
                Section(
                    number="2", title="Công tác đấu tranh, xử lý", level=2,
                    blocks=(
                        paragraph("Phát hiện, bắt giữ ", told("EN01"), " vụ/", told("EN02"), " đối tượng; thu giữ ",
                                  told("EN08"), " gam heroin; số điểm, tụ điểm phức tạp còn lại: ", told("EN12"),
                                  ". Số lượt người dự phiên tòa lưu động: ", told("JU06"), "."),
                    ),
                ),
                Section(
                    number="3", title="Công tác quản lý, cai nghiện", level=2,
                    blocks=(
                        paragraph("Đang quản lý ", told("MG03"), " người nghiện; đưa đi cai nghiện bắt buộc ",
                                  told("RH01"), " người; xác định tình trạng nghiện cho ", told("HL01"), " người."),
                    ),
                ),
            ),
        ),
        Section(
            number="III", title="KHÓ KHĂN, KIẾN NGHỊ", level=1,
            blocks=(
                paragraph(words("Phòng Y tế: ", bold=True), "đề nghị bố trí thêm sinh phẩm xét nghiệm.", item=True),
                paragraph("Trên đây là kết quả thực hiện, Ủy ban nhân dân thị xã Việt Yên báo cáo."),
            ),
        ),
    )  # fmt: skip


def appendices(figures: dict[str, Figure], communes: Sequence[Figure]) -> tuple[Appendix, ...]:
    def group(rows: Iterable[tuple[str, str, str, str | None]]) -> list[Figure]:
        return [figures[code] for code, *_ in rows]

    tables = (
        ("Phụ lục I", "Kết quả tuyên truyền, phòng ngừa", False,
         table_of("bang-PL01", None, [("Tuyên truyền", group(PROPAGANDA))])),
        ("Phụ lục II", "Kết quả đấu tranh, xử lý", False,
         table_of("bang-PL02", "Bảng đấu tranh, xử lý", [("Điều tra, xử lý", group(ENFORCEMENT))])),
        ("Phụ lục III", "Kết quả quản lý, xác định tình trạng nghiện và cai nghiện", False,
         table_of("bang-PL03", None, [("Quản lý", group(MANAGEMENT))])),
        ("Phụ lục IV", "Kết quả theo xã, phường", True, table_by_commune([*figures.values()], communes)),
        ("Phụ lục V", "Tình hình nộp báo cáo của các đơn vị", False, filing_table()),
    )  # fmt: skip
    return tuple(
        Appendix(id=f"PL{number:02}", label=label, title=title, landscape=wide, blocks=(table,))
        for number, (label, title, wide, table) in enumerate(tables, 1)
    )


def sample() -> ReportView:
    totals = {row[0]: total(*row) for row in (*PROPAGANDA, *ENFORCEMENT, *MANAGEMENT)}
    communes = [of_commune(code, place, name) for place, (name, _) in enumerate(COMMUNES, 1) for code in BY_COMMUNE]
    return ReportView(
        campaign="chung-tay-2024-06",
        title="Báo cáo kết quả thực hiện Tháng hành động phòng, chống ma túy năm 2024",
        status="Bản dự thảo, chưa niêm phong",
        as_of=datetime(2024, 7, 3, 9, 0, tzinfo=UTC),
        as_of_text="Số liệu tính đến 16 giờ 00 ngày 03/7/2024",
        header=Header(
            superior=None, issuer="UBND thị xã Việt Yên", number_line=f"Số:{BLANK}/BC-UBND",
            place_date=f"Việt Yên, ngày{BLANK}tháng 7 năm 2024", kind="Báo cáo",
            summary="Kết quả thực hiện Tháng hành động phòng, chống ma túy năm 2024",
        ),
        basis=(paragraph(
            "Thực hiện Kế hoạch số 101/KH-UBND ngày 30/5/2024 của UBND tỉnh Bắc Giang về triển khai Tháng hành động "
            "phòng, chống ma túy năm 2024, UBND thị xã Việt Yên báo cáo kết quả như sau:"
        ),),
        notices=(paragraph("01 đơn vị chưa gửi báo cáo: UBND xã Thượng Lan."),),
        sections=sections(totals),
        recipients=("Văn phòng UBND tỉnh", "Công an tỉnh (qua Phòng Tham mưu)", "Thường trực Thị ủy",
                    "Thường trực HĐND", "Chủ tịch, các PCT UBND", "UBND xã, phường", "Lưu: VT, CATX"),
        signature=Signature(titles=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        appendices=appendices(totals, communes),
        figures=(*totals.values(), *communes),
        completeness={"expected": 26, "received": 25},
        figures_hash="3f1c" * 16,
        identity=Identity(vector={
            "tasks": SourceMark(position=812, hash="ab" * 32, logid="01" * 32),
            "intake": SourceMark(position=1204, hash="cd" * 32, logid="02" * 32),
        }),
    )  # fmt: skip


@pytest.fixture
def view() -> ReportView:
    return sample()


@pytest.fixture
def sealed(view: ReportView) -> ReportView:
    seal = SealMark(seal_id="seal-chung-tay-2024-06-1", edition=1, figures_hash=view.figures_hash,
                    key_id="key-2024-a", rules_version="1")  # fmt: skip
    identity = view.identity.model_copy(update={"seal": seal})
    return view.model_copy(update={"status": "Bản niêm phong số 1", "identity": identity})
