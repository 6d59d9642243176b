"""The named styles of the document, with the sizes of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FONT = "Times New Roman"
_CM = 567
_INSET = '<w:ind w:left="80" w:right="80"/>'  # a frame stands outside its text, not outside the margins
_FIRST_LINE = f'<w:ind w:firstLine="{round(1.27 * _CM)}"/>'
_SIDES = ("top", "left", "bottom", "right")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="3" w:color="000000"/>' for side in _SIDES)
_BOX = f"<w:pBdr>{_LINES}</w:pBdr>"
_RULE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:pBdr>'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; `size` in points, `before` and `after` in points, `more` further paragraph properties that
    precede spacing, `indent` one that follows it."""

    id: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["both", "center", "left"] = "both"
    before: float = 0
    after: float = 0
    line: int = 240
    exact: bool = False
    more: str = ""
    indent: str = ""
    level: int | None = None


STYLES = (
    Style("QuocHieu", "Quốc hiệu", 13, bold=True, align="center"),
    Style("TieuNgu", "Tiêu ngữ", 14, bold=True, align="center"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", 13, align="center"),
    Style("CoQuanBanHanh", "Cơ quan ban hành", 13, bold=True, align="center"),
    Style("SoKyHieu", "Số, ký hiệu", 13, align="center", before=8),
    Style("DiaDanh", "Địa danh, thời gian", 14, italic=True, align="center", before=7),
    Style("TenLoai", "Tên loại văn bản", 14, bold=True, align="center", before=18),
    Style("TrichYeu", "Trích yếu", 14, bold=True, align="center"),
    Style("LuuY", "Lưu ý", 12, italic=True, before=9, after=6, more=_BOX, indent=_INSET),
    Style("NoiDung", "Nội dung", 14, before=6, line=259, indent=_FIRST_LINE),
    Style("Heading1", "heading 1", 14, bold=True, before=10, more="<w:keepNext/>", indent=_FIRST_LINE, level=0),
    Style("Heading2", "heading 2", 14, bold=True, before=6, more="<w:keepNext/>", indent=_FIRST_LINE, level=1),
    Style("ChucVu", "Chức vụ người ký", 14, bold=True, align="center"),
    Style("ChoKy", "Chỗ ký tên, đóng dấu", 14, align="center", after=80),
    Style("NoiNhan", "Nơi nhận", 12, bold=True, italic=True, align="left"),
    Style("NoiNhanDong", "Nơi nhận, từng dòng", 11, align="left"),
    Style("PhuLuc", "Phụ lục", 14, bold=True, align="center", level=0),
    Style("TenPhuLuc", "Tên phụ lục", 14, bold=True, align="center"),
    Style("KemTheo", "Kèm theo", 14, italic=True, align="center", after=8),
    Style("TenBang", "Tên bảng", 12, bold=True, align="center", after=3, more="<w:keepNext/>"),
    Style("Bang", "Chữ trong bảng", 11, align="left", before=1.5, after=1.5),
    Style("GhiChu", "Ghi chú", 11, before=3),
    Style("BangNho", "Chữ nhỏ trong bảng", 10, align="left", before=1, after=1),
    Style("NiemPhongTen", "Xác nhận số liệu", 11, bold=True, align="left", before=10, after=2, more="<w:keepNext/>"),
    Style("NiemPhong", "Xác nhận số liệu, từng dòng", 10, align="left", more="<w:keepNext/>"),
    Style("DuongKe", "Đường kẻ", 1, before=2, line=20, exact=True, more=_RULE),
    Style("HetPhan", "Hết phần", 1, before=8, line=20, exact=True),
    Style("DauTrang", "Đầu trang thứ nhất", 11, italic=True, align="center", more=_BOX, indent=_INSET),
    Style("Header", "header", 14, align="center"),
    Style("Footer", "footer", 9, align="center"),
)
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in (*_SIDES, "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{none}</w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="KhongKhung"><w:name w:val="Không khung"/>'
    '<w:basedOn w:val="TableNormal"/></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="BangSoLieu"><w:name w:val="Bảng số liệu"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{grid}</w:tblBorders><w:tblCellMar>{some}</w:tblCellMar>'
    "</w:tblPr></w:style>"
)


def styles() -> str:
    """The content of `w:styles`."""
    return _defaults() + "".join(map(_paragraph_style, STYLES)) + _table_styles()


def _defaults() -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )


def _paragraph_style(style: Style) -> str:
    custom = "" if style.id in {"Heading1", "Heading2", "Header", "Footer"} else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr>'
        "</w:style>"
    )


def _paragraph(style: Style) -> str:
    spacing = (
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{style.line}" w:lineRule="{"exact" if style.exact else "auto"}"/>'
    )
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return f'{style.more}{spacing}{style.indent}<w:jc w:val="{style.align}"/>{level}'


def _run(style: Style) -> str:
    marks = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    size = round(style.size * 2)
    return f'{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _table_styles() -> str:
    return _TABLES.format(none=_margins(0), some=_margins(70), grid=_GRID)


def _margins(side: int) -> str:
    sides = (("top", 0), ("left", side), ("bottom", 0), ("right", side))
    return "".join(f'<w:{name} w:w="{width}" w:type="dxa"/>' for name, width in sides)
